"""One unit of work: the posts of a chat in, the files of its run folder out."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import commands
from pipeline.backfill.keys import STAGES, key, stamp
from pipeline.encoder import Encoder
from pipeline.errors import InputError
from pipeline.records import Chat, Post
from pipeline.runs import FILES, Run
from pipeline.settings import Settings

# models are loaded once a process, and not made for two units at the same time
_ALONE = threading.Lock()


@dataclass(frozen=True)
class Task:
    """What a worker needs for one unit, on whatever machine it is.

    `stages` are those to be done; `files` holds what the earlier ones wrote, `posts` lines of JSON
    for the first; `stamp` is what code and models must be.
    """

    name: str
    chat: str
    settings: str
    stamp: str
    stages: tuple[str, ...]
    posts: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a unit: its files by name, or what went wrong.

    `is_final` says that trying again would change nothing.
    """

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    trouble: str | None = None
    is_final: bool = True


def stage_of(file: str) -> str:
    """Return the stage that writes a file of a run folder."""
    return FILES[file][1] if file in FILES else "recap"


def work(task: Task) -> Outcome:
    """Return the files that the stages of a task wrote; a chat that cannot be run says why.

    Raises: RuntimeError when the code or the models here are not those of the task.
    """
    if (here := identity()) != task.stamp:
        raise RuntimeError(
            f"this worker's code, models or libraries ({here}) are not those of the backfill "
            f"({task.stamp}): install the same Standout there."
        )
    settings = Settings.model_validate_json(task.settings)
    with _ALONE, _folder() as place:
        run = Run(place / task.name)
        try:
            _stages(task, run, settings)
        except InputError as error:
            # no fault of the chat: whoever is to make room must know where
            shown = f"{place.parent}/" if isinstance(error.__cause__, OSError) else ""
            return Outcome(task.name, trouble=str(error).replace(f"{place}/", shown))
        made = {file.name: file.read_bytes() for file in sorted(run.folder.iterdir())}
    return Outcome(
        task.name, {name: data for name, data in made.items() if stage_of(name) in task.stages}
    )


@contextmanager
def _folder() -> Iterator[Path]:
    """Give an empty folder, which is gone at the end with all that is in it."""
    place = Path(tempfile.mkdtemp(prefix="standout-"))
    try:
        yield place
    finally:
        try:
            shutil.rmtree(place)
        finally:  # a worker may be told to end just then
            shutil.rmtree(place, ignore_errors=True)


def _stages(task: Task, run: Run, settings: Settings) -> None:
    run.folder.mkdir()
    for name, data in task.files.items():
        (run.folder / name).write_bytes(data)
    encoder: Encoder | None = None
    for stage in STAGES:
        if stage not in task.stages:
            continue
        if stage in ("cluster", "score"):
            encoder = encoder or _encoder_of(task, run, settings)
        if stage == "normalize":
            _normalize(task, run, settings)
        elif stage == "cluster":
            commands.cluster(run, settings=settings, encoder=encoder)
        elif stage == "score":
            commands.score(run, settings=settings, encoder=encoder)
        elif stage == "pick":
            commands.pick(run, settings=settings)
        else:
            commands.recap(run, settings=settings)


def _encoder_of(task: Task, run: Run, settings: Settings) -> Encoder:
    """Return the encoder of a unit; where both stages need it, their models read at once."""
    if {"cluster", "score"} <= set(task.stages):
        vectors = run.folder.with_name(commands.VECTORS)
        return commands.encoded_ahead([post.said for post in run.posts()], settings, vectors)
    return commands.encoder_of(settings)


def _normalize(task: Task, run: Run, settings: Settings) -> None:
    from pipeline.normalize import stage

    posts = [Post(**json.loads(line)["post"]) for line in task.posts.split(b"\n") if line]
    chat = Chat.model_validate_json(task.chat)
    posts, chat = stage.run(posts, chat, settings.normalize)
    run.write(posts, Post)
    run.write([chat], Chat)


def for_workers(settings: Settings, *, are_many: bool) -> str:
    """Return the settings as a worker gets them.

    Each of many has one thread. None writes to the cache of the user, which a million posts would
    empty of what the user has in it; neither changes a byte of the output.
    """
    threads = 1 if are_many else settings.encoder.threads
    encoder = settings.encoder.model_copy(update={"cache": False, "threads": threads})
    return settings.model_copy(update={"encoder": encoder}).model_dump_json()


def identity() -> str:
    """Return the stamp of this process."""
    return stamp().as_text()


def task_key(task: Task) -> str:
    """Return what a scheduler may call a task."""
    return f"standout-{task.name}-{key(task.stamp, task.settings, task.stages)}"
