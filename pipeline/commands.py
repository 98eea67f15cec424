"""What each command does with files; the core of `standout`, without a word to the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline import jsonl
from pipeline.chatfile import FILE_NAME, ChatFile
from pipeline.chatfile import read as read_chatfile
from pipeline.encoder import Encoder
from pipeline.errors import InputError
from pipeline.records import Answer, Chat, Line, Person, Pick, Post, Question, Theme
from pipeline.runs import Run
from pipeline.settings import Settings

Say = Callable[[str], None]
STDIN = Path("-")
# of exports; what else stands behind a dot belongs to the name ("2024.05.14.jsonl")
ENDINGS = {".jsonl", ".ndjson", ".json", ".js", ".csv", ".tsv", ".txt", ".md", ".html", ".htm",
           ".gz", ".zip"}  # fmt: skip


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


def cluster(run: Run, *, settings: Settings) -> None:
    """Write questions.jsonl, answers.jsonl, people.jsonl and themes.jsonl from the posts."""
    from pipeline.cluster import stage

    found = stage.run(run.posts(), run.chat(), settings.cluster, _encoder(settings))
    with run.rewritten() as draft:
        draft.write(found.questions, Question)
        draft.write(found.answers, Answer)
        draft.write(found.people, Person)
        draft.write(found.themes, Theme)


def score(run: Run, *, settings: Settings) -> None:
    """Write lines.jsonl from posts, questions, answers and themes."""
    from pipeline.score import stage

    posts = run.posts()
    lines = stage.run(
        posts, run.questions(), run.answers(posts), run.themes(posts), settings.score,
        _encoder(settings),
    )  # fmt: skip
    run.write(lines, Line)


def pick(run: Run, *, settings: Settings) -> None:
    """Write picks.jsonl from lines, posts, themes and people."""
    from pipeline.pick import stage

    posts = run.posts()
    picks = stage.run(run.lines(posts), posts, run.themes(posts), run.people(), settings.pick)
    run.write(picks, Pick)


def recap(run: Run, *, settings: Settings) -> list[Path]:
    """Return the files for the writer: recap.md, recap.html and their company, written whole.

    Raises: InputError when a quote is not exactly what its author wrote; then nothing is written.
    """
    from pipeline.recap import stage

    posts = run.posts()
    files = stage.run(
        run.chat(), posts, run.questions(), run.answers(posts), run.themes(posts), run.people(),
        run.lines(posts), run.picks(posts), settings.recap,
    )  # fmt: skip
    with run.rewritten() as draft:
        for name, content in files.items():
            jsonl.write_text(draft.folder / name, [content])
    return [run.folder / name for name in files]


def run(
    chats: Sequence[Path],
    *,
    out: Path,
    settings: Settings,
    name: str | None = None,
    stdin: BinaryIO | None = None,
    say: Say = lambda _: None,
) -> Run:
    """Return the run folder after all stages; `say` hears what is being done.

    Raises: InputError as the stages do.
    """
    say("reading and normalizing")
    made = _run_of(chats, out, name)
    posts, chat = _read(chats, made, settings, stdin)
    with made.rewritten() as draft:
        draft.write(posts, Post)
        draft.write([chat], Chat)
        for words, stage in (
            ("putting answers under their questions", cluster),
            ("scoring lines", score),
            ("picking", pick),
            ("writing the recap", recap),
        ):
            say(words)
            stage(draft, settings=settings)
    return made


def _run_of(chats: Sequence[Path], out: Path, name: str | None) -> Run:
    if name is not None and (Path(name).name != name or name == ".."):
        raise InputError(
            f"'{name}' is no name of a folder.",
            where="--name",
            do="Give one word or more without / in it; --out says where the folder lies.",
        )
    return Run(out / (name or _name(chats[0])))


def _read(
    chats: Sequence[Path], made: Run, settings: Settings, stdin: BinaryIO | None
) -> tuple[list[Post], Chat]:
    from pipeline import readers
    from pipeline.normalize import stage

    known = _chatfile(chats[0])
    loaded = readers.load(chats, known, stdin=stdin)
    made.refuse_other_chat(loaded.posts)
    return stage.run(loaded.posts, _chat(made.folder.name, known, loaded), settings.normalize)


def _chatfile(chat: Path) -> ChatFile:
    folder = chat if chat.is_dir() else None
    if folder is None and chat != STDIN and (chat.parent / FILE_NAME).is_file():
        folder = chat.parent
    file = folder / FILE_NAME if folder else None
    return read_chatfile(file) if file and file.is_file() else ChatFile()


def _name(chat: Path) -> str:
    if chat == STDIN:
        return "stdin"
    name = chat.resolve().name
    if chat.is_dir():
        return name or "chat"
    while (ending := Path(name).suffix.lower()) in ENDINGS:
        name = name[: -len(ending)]
    return name


def _chat(name: str, known: ChatFile, loaded: object) -> Chat:
    from pipeline.readers import Loaded

    if not isinstance(loaded, Loaded):
        raise TypeError("expected what the readers loaded")
    hints = loaded.hints
    found = [
        f"{key}: not given, the export names {', '.join(hints[key])}"
        for key in ("title", "hashtag", "host", "guest")
        if hints.get(key) and not getattr(known, key)
    ]
    return Chat(
        chat=name,
        title=known.title or _first(hints.get("title")) or _first(hints.get("topic")),
        hashtag=known.hashtag or _first(hints.get("hashtag")),
        host=known.host or hints.get("host", ()),
        guest=known.guest or hints.get("guest", ()),
        date=known.date,
        questions=known.questions or hints.get("questions", ()),
        sources=loaded.sources,
        found=tuple(found),
        notes=loaded.notes,
    )


def _first(values: tuple[str, ...] | None) -> str | None:
    return values[0] if values else None


def _encoder(settings: Settings) -> Encoder:
    from pipeline.encoder.packaged import load

    known = settings.encoder
    return load(known.name, known.batch, known.threads, known.cache)


def explain(run: Run, line_id: str, *, settings: Settings) -> list[str]:
    """Return in lines of words why a line has its score, its place, and what beats it.

    Raises: InputError when the run has no line of that id.
    """
    from pipeline.score.explain import explain

    posts = run.posts()
    told = explain(line_id, run.lines(posts), posts, run.questions(), _encoder(settings))
    answer = next(a for a in run.answers(posts) if a.post_id == told.line.post_id)
    place = "no question" if answer.question is None else f"Q{answer.question}"
    lines = [
        told.line.text,
        f"score {told.line.score:.2f}",
        *(f"  {reason.value:+.2f}  {reason.text}" for reason in told.reasons),
        f"under {place}, sure by {answer.confidence:.2f}: {'; '.join(answer.evidence)}",
    ]
    if told.rival is None:
        return [*lines, "no line of this question scores higher"]
    return [
        *lines,
        f"next better: {told.rival.text}",
        f"score {told.rival.score:.2f} ({told.rival.id})",
        *(f"  {reason.value:+.2f}  {reason.text}" for reason in told.rival_reasons),
    ]


MODELS = ("assignment", "language", "ranker", "themes")
SHOWN = 5  # places of a trouble that are named


def doctor(chats: Sequence[Path], *, stdin: BinaryIO | None = None) -> list[str]:
    """Return in lines of words what an export holds and what looks wrong with it.

    Raises: InputError for input that no reader can read.
    """
    from pipeline.readers import doctor

    report = doctor.examine(chats, _chatfile(chats[0]), stdin=stdin)
    days = [f"{day} ({count} posts)" for day, count in report.days.items()]
    shown = days if len(days) <= SHOWN else [*days[:2], f"... {len(days) - 4} days ...", *days[-2:]]
    lines = [
        f"format   {', '.join(report.formats)}",
        f"posts    {report.posts}, of them {report.reposts} reposts and {report.replies} replies",
        f"people   {report.people}",
        f"days     {', '.join(shown) or 'not known'}",
        f"time     {report.first} to {report.last}" if report.first else "time     not known",
    ]
    lines += [f"known    {key}: {', '.join(values)}" for key, values in report.hints.items()]
    lines += [f"note     {note}" for note in report.notes]
    for trouble in report.troubles:
        more = len(trouble.posts) - SHOWN
        places = ", ".join(trouble.posts[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        lines.append(f"wrong    {trouble.what} ({places})")
    return lines if report.troubles else [*lines, "wrong    nothing was found"]


def train(name: str, *, corpora: Path, settings: Settings) -> Path:
    """Return the folder of the model that was trained and written, with its card.

    Raises: InputError for a name that is no model of ours, or a corpus that is not there.
    """
    models = Path(__file__).resolve().parents[1] / "models"
    if name == "assignment":
        from pipeline.learn import assignment

        assignment.train(corpora, _encoder(settings))
        return models / name
    if name == "ranker":
        from pipeline.learn import ranker

        ranker.train(corpora)
        return models / "quotability"
    if name == "themes":
        from pipeline.learn import themes

        themes.train(corpora / "corpora", models / name, seed=settings.seed)
        return models / name
    if name == "language":
        from pipeline.learn import language

        language.train(corpora / "corpora", models / name, seed=settings.seed)
        return models / name
    raise InputError(
        f"no model '{name}'.", where="train", do=f"Models: {', '.join(sorted(MODELS))}."
    )


def run_with(line_id: str, out: Path) -> Run:
    """Return the run under `out` that has a line of that id.

    Raises: InputError when none has.
    """
    for file in sorted(out.glob("*/lines.jsonl")):
        if any(line.id == line_id for line in jsonl.read(file, Line)):
            return Run(file.parent)
    raise InputError(
        f"no run has a line '{line_id}'.", where=out, do="lines.jsonl and picks.jsonl list the ids."
    )


def open_run(folder: Path) -> Run:
    """Return the run in a folder.

    Raises: InputError when the folder is not there or holds no run.
    """
    run = Run(folder)
    if not (folder / "posts.jsonl").is_file():
        found = "a file, expected the folder of a run." if folder.is_file() else "no such folder."
        raise InputError(
            "no run of a chat." if folder.is_dir() else found,
            where=folder,
            do="Run first: standout normalize CHAT",
        )
    return run
