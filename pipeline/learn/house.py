"""A new chat of the house: its export beside the others, its name in params.yaml."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from pipeline import drafts, jsonl, readers
from pipeline import settings as known
from pipeline.commands import known_of, name_of
from pipeline.errors import InputError

CHATS = Path("corpora") / "chats"
_LISTED = re.compile(r"^chats:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*- [^\n]*\n|[ \t]*#[^\n]*\n)*", re.M)
_INLINE = re.compile(r"^(chats:[ \t]*\[)([^\]\n]*)(\])", re.M)


def add_chat(export: Path, *, name: str | None = None, house: Path = Path()) -> tuple[Path, int]:
    """Return the folder of a chat that was added to the house, and how many posts it has.

    The export is copied to corpora/chats/<name>/ and one line comes into params.yaml.

    Raises: InputError for an export that no reader can read, or a name that is taken; then nothing
    is written.
    """
    params = house / known.FILE_NAME
    chats = known.house(params).chats
    posts = readers.load([export], known_of(export)).posts
    name = name or name_of(export)
    if not re.fullmatch(r"[\w.-]*\w", name):
        raise InputError(
            f"'{name}' is no name of a chat.",
            where=export,
            do="Give one of letters, digits, - and _ with --name.",
        )
    folder = house / CHATS / name
    is_there = folder.resolve() in (export.resolve(), export.resolve().parent)
    if name in chats or (folder.exists() and not is_there):
        raise InputError(
            f"the house has a chat '{name}' already.", where=params, do="Give another with --name."
        )
    text = with_chat(params.read_text(encoding="utf-8"), name)
    if not is_there:
        _copied(export, folder)
    jsonl.write_text(params, [text])
    return folder, len(posts)


def with_chat(text: str, name: str) -> str:
    """Return the text of a params.yaml with one chat more; every other line stays as it is."""
    text = text if text.endswith("\n") or not text else f"{text}\n"
    inline = _INLINE.search(text)
    if inline:
        held = inline[2].strip()
        names = f"{held}, {name}" if held else name
        return f"{text[: inline.start()]}{inline[1]}{names}{inline[3]}{text[inline.end() :]}"
    listed = _LISTED.search(text)
    if listed is None:
        return f"{text}chats:\n- {name}\n"
    indent = re.search(r"^([ \t]*)- ", listed[0], re.M)
    line = f"{indent[1] if indent else ''}- {name}\n"
    return f"{text[: listed.end()]}{line}{text[listed.end() :]}"


def _copied(export: Path, folder: Path) -> None:
    try:
        with drafts.folder(folder) as draft:
            if export.is_dir():
                shutil.copytree(export, draft, dirs_exist_ok=True)
            else:
                shutil.copy(export, draft)
            draft.chmod(0o755)  # copytree gives it the rights of the export's folder
            os.replace(draft, folder)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}.", where=folder) from error
