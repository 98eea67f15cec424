"""What all tests share: where the corpora lie, and an encoder that needs no model."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import settings

# the same examples on every run, however slow the machine: a red test is a bug, not bad luck
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# processes that tests start have no network either
OFFLINE = str(Path(__file__).with_name("offline"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (OFFLINE, os.environ.get("PYTHONPATH"))))
sys.path.append(OFFLINE)

# nor is a proxy asked for this machine, or git told what the user's own is: to sign, to call hooks
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]  # in a hook of git they say which repository is meant
os.environ["GIT_CONFIG_GLOBAL"] = os.environ["GIT_CONFIG_SYSTEM"] = os.devnull

import closed as offline  # noqa: E402  (the same module, whether a process imported it at its start)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that tried to leave this machine, even where somebody caught the error."""
    offline.refused.clear()
    yield
    assert offline.refused == []


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Hold that what is done takes the processor less: what looks back from each place of a long
    text takes it minutes."""
    began = process_time()
    yield
    assert process_time() - began < seconds


class WordEncoder:
    """A tiny encoder: texts that share words are near each other, on every machine."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for index, text in enumerate(texts):
            for word in text.casefold().split():
                digest = hashlib.sha256(word.strip(".,!?#@").encode("utf-8", "replace")).digest()
                rows[index, digest[0] % 64] += 1
                rows[index, digest[1] % 64] += 0.5
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(norms == 0, 1, norms)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared corpora are not beside this repository (../shared)")
    return SHARED


@pytest.fixture
def sample() -> Path:
    return ROOT / "corpora" / "chats" / "slowgrowth"
