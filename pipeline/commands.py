"""What each command does with files; the core of `standout`, without a word to the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline import handover, jsonl, memory
from pipeline.about import TRAILING, chat_of, known_of, name_of
from pipeline.errors import InputError
from pipeline.records import Answer, Chat, Decision, Line, Person, Pick, Post, Question, Theme, Top
from pipeline.runs import Run
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.encoder import Encoder
    from pipeline.recap.material import Material

Say = Callable[[str], None]
VECTORS = "vectors.sqlite"  # in the draft of a run, where the cache has no room for them


def normalize(
    chats: Sequence[Path],
    *,
    out: Path,
    settings: Settings,
    name: str | None = None,
    stdin: BinaryIO | None = None,
) -> Run:
    """Return the run folder with posts.jsonl and chat.json of an export.

    `chats` are files or folders of one chat; a chat.toml in the first folder, or beside the first
    file in a folder of its own, tells what is known about it.

    Raises: InputError for input that cannot be trusted; earlier output stays as it was.
    """
    made = _run_of(chats, out, name)
    posts, chat = _read(chats, made, settings, stdin)
    with made.rewritten() as draft:
        draft.write(posts, Post)
        draft.write([chat], Chat)
    return made


def cluster(run: Run, *, settings: Settings, encoder: Encoder | None = None) -> None:
    """Write questions.jsonl, answers.jsonl, people.jsonl and themes.jsonl from the posts.

    `encoder` takes the place of the one that the settings name.
    """
    from pipeline.cluster import stage

    found = stage.run(run.posts(), run.chat(), settings.cluster, encoder or encoder_of(settings))
    with run.rewritten() as draft:
        draft.write(found.questions, Question)
        draft.write(found.answers, Answer)
        draft.write(found.people, Person)
        draft.write(found.themes, Theme)


def score(run: Run, *, settings: Settings, encoder: Encoder | None = None) -> None:
    """Write lines.jsonl from posts, questions, answers and themes.

    `encoder` takes the place of the one that the settings name.
    """
    from pipeline.score import stage

    posts = run.posts()
    lines = stage.run(
        posts, run.questions(), run.answers(posts), run.themes(posts), settings.score,
        encoder or encoder_of(settings),
    )  # fmt: skip
    run.write(lines, Line)


def pick(run: Run, *, settings: Settings) -> None:
    """Write picks.jsonl and tops.jsonl from lines, posts, themes and people."""
    from pipeline.pick import stage, uses

    posts, people = run.posts(), run.people()
    lines, themes = run.lines(posts), run.themes(posts)
    run.refuse_mixture(lines, themes)
    picks = stage.run(lines, posts, themes, people, settings.pick)
    tops = uses.run(lines, picks, posts, people, settings.pick)
    with run.rewritten() as draft:
        draft.write(picks, Pick)
        draft.write(tops, Top)


def recap(
    run: Run, *, settings: Settings, reviewed: Path | None = None, tell: Say = lambda _: None
) -> list[Path]:
    """Return the files for the writer: recap.md, recap.html and their company, written whole.

    What editors decided is printed over what was picked; `reviewed` is the folder where their
    history lies, if it is not the run's own. A file there that was changed by hand is kept beside
    the new one, and `tell` hears of it.

    Raises: InputError when a quote is not exactly what its author wrote; then nothing is written.
    """
    from pipeline.recap import edited
    from pipeline.review import decisions

    folder = reviewed or run.folder
    files = recap_files(run, settings=settings, reviewed=folder)
    decided = decisions.of_run(run, folder)
    with handover.settled(folder):  # files of two runs side by side would look changed by hand
        kept = edited.changed(folder, files[edited.NOTE])
    with run.rewritten() as draft:
        for old, new in kept.items():
            (draft.folder / new).write_bytes((folder / old).read_bytes())
        for name, content in files.items():
            jsonl.write_text(draft.folder / name, [content])
        if decided is not None:
            draft.write(decided, Decision)
    for words in edited.told(folder, kept):
        tell(words)
    return [run.folder / name for name in files if name != edited.NOTE]


def recap_files(
    run: Run, *, settings: Settings, reviewed: Path, notes: bool = True
) -> dict[str, str]:
    """Return the content of every file for the writer by its name; nothing is written.

    Without `notes` what is to be pasted has none of what lies behind the recap for the editor.

    Raises: InputError as `recap` does.
    """
    from pipeline.recap import stage

    held = material_of(run, settings=settings, reviewed=reviewed)
    return stage.run(held, settings.recap, settings.pick.short, notes=notes)


def material_of(run: Run, *, settings: Settings, reviewed: Path) -> Material:
    """Return the records of a run, what editors decided over what was picked.

    Raises: InputError as `recap` does.
    """
    from pipeline.pick import uses
    from pipeline.recap import material
    from pipeline.review import decisions

    posts, people = run.posts(), run.people()
    lines, themes, picks = run.lines(posts), run.themes(posts), run.picks(posts)
    run.refuse_mixture(lines, themes, picks, people)
    made, chat, who = decisions.decided(run, reviewed, posts, lines, themes, picks, people)
    if made.is_reviewed:
        tops = uses.run(made.lines, made.picks, posts, who, settings.pick)
    else:
        tops = run.tops(posts)
    return material.gather(
        chat, posts, run.questions(), run.answers(posts), made.themes, who, made.lines, made.picks,
        tops, made.emptied, made.refused, made.cut,
    )  # fmt: skip


def run(
    chats: Sequence[Path],
    *,
    out: Path,
    settings: Settings,
    name: str | None = None,
    stdin: BinaryIO | None = None,
    say: Say = lambda _: None,
    tell: Say = lambda _: None,
) -> Run:
    """Return the run folder after all stages; `say` hears what is being done, `tell` as in `recap`.

    Raises: InputError as the stages do.
    """
    say("reading and normalizing")
    made = _run_of(chats, out, name)
    posts, chat = _read(chats, made, settings, stdin)
    with made.rewritten() as draft:
        draft.write(posts, Post)
        draft.write([chat], Chat)
        said = [post.said for post in posts]
        del posts  # the stages take them from the draft, as its file has them
        memory.give_back()
        say("taking in what the posts say")
        vectors = draft.folder / VECTORS
        encoder = encoded_ahead(said, settings, vectors)
        del said
        say("putting answers under their questions")
        cluster(draft, settings=settings, encoder=encoder)
        memory.give_back()
        say("scoring lines")
        score(draft, settings=settings, encoder=encoder)
        vectors.unlink(missing_ok=True)
        memory.give_back()
        say("picking")
        pick(draft, settings=settings)
        say("writing the recap")
        recap(draft, settings=settings, reviewed=made.folder, tell=tell)
    return made


def _run_of(chats: Sequence[Path], out: Path, name: str | None) -> Run:
    if name is not None and (Path(name).name != name or name != name.rstrip(TRAILING)):
        raise InputError(
            f"'{name}' is no name of a folder.",
            where="--name",
            do="Give one word or more, no / in it and no dot or blank at its end; --out says where "
            "the folder lies.",
        )
    made = Run(out / (name or name_of(chats[0])))
    if made.folder.resolve() in (chat.resolve() for chat in chats):
        raise InputError(
            "the recap would lie among the exports and be read with them the next time.",
            where=made.folder,
            do="Name the export, and another folder with --out or another name with --name.",
        )
    return made


def _read(
    chats: Sequence[Path], made: Run, settings: Settings, stdin: BinaryIO | None
) -> tuple[list[Post], Chat]:
    from pipeline import readers
    from pipeline.normalize import stage

    known = known_of(chats[0])
    loaded = readers.load(chats, known, stdin=stdin)
    made.refuse_other_chat(loaded.posts)
    return stage.run(loaded.posts, chat_of(made.folder.name, known, loaded), settings.normalize)


def encoder_of(settings: Settings, vectors: Path | None = None) -> Encoder:
    """Return the encoder that the settings name; a file `vectors` takes its cache's place."""
    from pipeline.encoder.packaged import load

    return load(
        settings.encoder.name,
        settings.encoder.batch,
        settings.encoder.threads,
        vectors or settings.encoder.cache,
    )


def encoded_ahead(said: Sequence[str], settings: Settings, vectors: Path) -> Encoder:
    """Return the encoder of a run, after the models of all stages have read what posts say.

    Where the cache has no room for all that they read, it lies in the file `vectors`.
    """
    encoder = encoder_of(settings)
    if not _read_ahead(said, encoder):
        encoder = encoder_of(settings, vectors)
        _read_ahead(said, encoder)
    return encoder


def _read_ahead(said: Sequence[str], encoder: Encoder) -> bool:
    """Return whether the encoder's cache has room for what the stages of a chat read.

    If so, the models of all stages read at once what posts say, as most of their layers are
    shared. Other encoders than the packaged one need no room.
    """
    from pipeline.encoder.packaged import ahead, has_room, packaged_in

    if not packaged_in(encoder):
        return True
    if not has_room(len(said), encoder):
        return False
    from pipeline.cluster import points
    from pipeline.score import style

    ahead(said, [encoder, points.beside(encoder), style.beside(encoder)])
    return True


def open_run(folder: Path) -> Run:
    """Return the run in a folder.

    Raises: InputError when the folder is not there or holds no run.
    """
    run = Run(folder)
    run.settle()
    if not (folder / "posts.jsonl").is_file():
        found = "a file, expected the folder of a run." if folder.is_file() else "no such folder."
        places = (Path("runs", folder), folder.parent)  # for who gives a name or a file of it
        near = [place for place in places if (place / "posts.jsonl").is_file()]
        do = "Run first: standout run CHAT; it makes runs/CHAT, the folder to name here."
        raise InputError(
            "no run of a chat." if folder.is_dir() else found,
            where=folder,
            do=f"Name the folder of the run: {near[0]}" if near else do,
        )
    return run
