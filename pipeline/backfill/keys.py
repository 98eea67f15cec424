"""Keys of work that is done: digests of input, settings, models and code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import shelf
from pipeline.errors import InputError
from pipeline.settings import Settings

PACKAGE = Path(__file__).resolve().parents[1]
NOT_STAGES = ("backfill", "learn", "review", "readers")  # rooms that no run folder depends on
READING = (  # what posts that were read and cut depend on
    "readers", "normalize", "records", "backfill", "about.py", "chatfile.py", "jsonl.py",
)  # fmt: skip
CODE = (".py", ".j2", ".txt", ".cfg", ".css", ".js")
MODELS = {"cluster": ("assignment", "themes"), "score": ("language", "quotability")}
LIBRARIES = ("numpy", "onnxruntime", "scikit-learn", "scipy", "spacy", "tokenizers")
STAGES = ("normalize", "cluster", "score", "pick", "recap")
SPEED = {"threads", "cache"}  # settings that change no byte
DIGITS = 16


def key(*parts: Any) -> str:
    """Return 16 hex digits that stand for the parts, JSON values."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class Stamp:
    """What all units have in common: the digest of code and libraries, those of the models."""

    code: str
    models: Mapping[str, str]

    def as_text(self) -> str:
        """Return the stamp as one line, for workers to compare with theirs."""
        return key(self.code, dict(self.models))


@lru_cache(maxsize=1)
def stamp() -> Stamp:
    """Return the stamp of this process."""
    models = {
        name: key(shelf.digests(shelf.home() / name)) for names in MODELS.values() for name in names
    }
    libraries = {name: version(name) for name in LIBRARIES}
    return Stamp(key(_code(lambda part: part not in NOT_STAGES), libraries), models)


@lru_cache(maxsize=1)
def reading_code() -> str:
    """Return the digest of the code that reads exports and finds hashtags."""
    return key(_code(lambda part: part in READING))


def stage_keys(
    chat: Any, posts: str, origin: str, settings: Settings, mark: Stamp
) -> dict[str, str]:
    """Return the key of each stage of a unit.

    `posts` is the digest of what the posts say, `origin` of the files and lines they come from and
    why they are the chat's: a line that moved in its file asks for no new scores.
    """
    values = settings.model_dump(mode="json")
    encoder = {name: value for name, value in values["encoder"].items() if name not in SPEED}
    # of what lies in a folder the content counts, not where it lies
    encoder["name"] = _content(settings.encoder.name) or encoder["name"]
    values["score"]["house"] = _content(settings.score.house)
    values["recap"]["templates"] = _content(settings.recap.templates)
    base = key(mark.code, posts, chat, values["normalize"], values["seed"])
    clusters = key(base, values["cluster"], encoder, _models("cluster", mark))
    scores = key(clusters, values["score"], _models("score", mark))
    picks = key(scores, values["pick"])
    return {
        "normalize": key(base, origin),
        "cluster": clusters,
        "score": scores,
        "pick": picks,
        "recap": key(picks, origin, values["recap"]),
    }


def refuse_unknown(settings: Settings) -> None:
    """Raise InputError for a house, templates or an encoder that are not there.

    Before anything is done: where all is done already nobody would look for them.
    """
    from pipeline.encoder import packaged, static

    shipped = (packaged.NAME, packaged.REFERENCE, static.NAME)
    for where, name in (
        ("score.house", settings.score.house),
        ("recap.templates", settings.recap.templates),
        ("encoder.name", settings.encoder.name),
    ):
        is_shipped = where == "encoder.name" and name in shipped
        if name is not None and not is_shipped and not Path(name).is_dir():
            raise InputError(f"no such folder: {name}.", where=where, do="Check the name.")


def _content(name: str | None) -> str | None:
    """Return the digest of a folder, or of a shipped model, of that name; None for neither."""
    for folder in (Path(name), shelf.home() / name) if name else ():
        if folder.is_dir():
            return key(shelf.digests(folder))
    return None


def _models(stage: str, mark: Stamp) -> list[str]:
    return [mark.models[name] for name in MODELS[stage]]


def _code(is_part: Any) -> dict[str, str]:
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in CODE and path.is_file())
    return {
        path.relative_to(PACKAGE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if is_part(path.relative_to(PACKAGE).parts[0])
    }
