"""Compiled templates, kept from run to run: making them takes a tenth of a start."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from pipeline import drafts

SEAL = 16  # bytes that give a damaged file away
_CODE = Path(__file__).with_name("pages.py")  # says how templates are compiled


class Kept(jinja2.BytecodeCache):
    """A folder of compiled templates; a file that cannot be read or written is as good as none.

    Jinja itself compares the source and the versions of Jinja and Python.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, unless it is damaged or was compiled otherwise."""
        with suppress(OSError):
            kept = self._file(bucket).read_bytes()
            if kept[:SEAL] == _seal(kept[SEAL:]):
                bucket.bytecode_from_string(kept[SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        body = bucket.bytecode_to_string()
        file = self._file(bucket)
        with suppress(OSError), drafts.file(file) as draft:
            draft.write_bytes(_seal(body) + body)
            os.replace(draft, file)

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / bucket.key


def _seal(body: bytes) -> bytes:
    return hashlib.blake2b(_CODE.read_bytes() + body, digest_size=SEAL).digest()
