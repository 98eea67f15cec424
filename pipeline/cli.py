"""The command `standout`: one verb for each stage. Thin: what is done stands in commands.py."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.backfill import command as archive
from pipeline.errors import InputError, remedy
from pipeline.learn import command as models
from pipeline.learn.corpora import app as corpora_app
from pipeline.options import RUNS, Params, Set, settings_of, tell, teller, warn

app = typer.Typer(
    name="standout",
    help="From the export of a question-and-answer chat to the lines worth quoting.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Chats = Annotated[
    list[Path],
    typer.Argument(metavar="CHAT", help="Files or a folder of one chat; -: what is piped in."),
]
RunFolder = Annotated[
    Path, typer.Argument(metavar="RUN", help="A run folder, such as runs/mychat.")
]
Out = Annotated[Path, typer.Option("--out", help="The folder in which run folders lie.")]
Name = Annotated[
    str | None, typer.Option("--name", help="Name of the run folder; else the name of the export.")
]
OBJECTS = 50_000  # made before garbage is looked for: records hold no circles, and are many
# rights, room and lengths of names: the user's to mend, wherever a stage meets them
OUTSIDE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENAMETOOLONG}


@app.command(short_help="Make a recap of a chat, from the export to the page.")
def run(
    chat: Chats,
    out: Out = RUNS,
    name: Name = None,
    params: Params = None,
    changes: Set = None,
    show: Annotated[bool, typer.Option("--show", help="Print the recap at the end.")] = False,
) -> None:
    """Make a recap of a chat: all stages, from the export to the recap.

    Example: standout run export.jsonl
    """
    from pipeline import commands

    made = commands.run(
        chat, out=out, settings=settings_of(params, changes), name=name, stdin=sys.stdin.buffer,
        say=teller(), tell=warn,
    )  # fmt: skip
    if show:
        typer.echo((made.folder / "recap.md").read_text(encoding="utf-8"))
    for file in ("recap.md", "recap.html", "report.html", "summary.json"):
        typer.echo(made.folder / file)


@app.command()
def normalize(
    chat: Chats, out: Out = RUNS, name: Name = None, params: Params = None, changes: Set = None
) -> None:
    """Read an export into posts.jsonl and chat.json.

    Example: standout normalize export.csv --out runs
    """
    from pipeline import commands

    made = commands.normalize(
        chat, out=out, settings=settings_of(params, changes), name=name, stdin=sys.stdin.buffer
    )
    typer.echo(made.folder / "posts.jsonl")


@app.command()
def cluster(folder: RunFolder, params: Params = None, changes: Set = None) -> None:
    """Put every post under its question, and answers into themes.

    Example: standout cluster runs/mychat
    """
    from pipeline import commands

    commands.cluster(commands.open_run(folder), settings=settings_of(params, changes))
    typer.echo(folder / "answers.jsonl")


@app.command()
def score(folder: RunFolder, params: Params = None, changes: Set = None) -> None:
    """Find candidate lines and score how quotable they are.

    Example: standout score runs/mychat
    """
    from pipeline import commands

    commands.score(commands.open_run(folder), settings=settings_of(params, changes))
    typer.echo(folder / "lines.jsonl")


@app.command()
def pick(folder: RunFolder, params: Params = None, changes: Set = None) -> None:
    """Choose the lines of the recap.

    Example: standout pick runs/mychat --set pick.per_question=3
    """
    from pipeline import commands

    commands.pick(commands.open_run(folder), settings=settings_of(params, changes))
    typer.echo(folder / "picks.jsonl")


@app.command()
def recap(folder: RunFolder, params: Params = None, changes: Set = None) -> None:
    """Write the recap, the report and the summary.

    Example: standout recap runs/mychat
    """
    from pipeline import commands

    made = commands.open_run(folder)
    for file in commands.recap(made, settings=settings_of(params, changes), tell=warn):
        typer.echo(file)


@app.command(short_help="Open the editors' page: accept, reject, cut and order lines.")
def review(
    chat: Annotated[
        list[str] | None,
        typer.Argument(metavar="CHAT", help="Runs, by name or folder; without, all of them."),
    ] = None,
    runs: Annotated[
        Path, typer.Option("--runs", help="The folder in which run folders lie.")
    ] = RUNS,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; beyond this machine a token is asked.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any free one.")] = 8765,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")
    ] = True,
    params: Params = None,
    changes: Set = None,
) -> None:
    """Open the editors' page: accept, reject, cut and order lines, the recap beside them.

    Example: standout review mychat
    """
    from pipeline.review import serve

    serve.review(
        chat or (), runs=runs, host=host, port=port, settings=settings_of(params, changes),
        browse=browser, say=typer.echo,
    )  # fmt: skip


@app.command(short_help="Say what an export holds and what looks wrong with it.")
def doctor(chat: Chats) -> None:
    """Say what an export holds and what looks wrong with it; nothing is written.

    Example: standout doctor export.zip
    """
    from pipeline import verbs

    for line in verbs.doctor(chat, stdin=sys.stdin.buffer):
        tell(line)


@app.command(short_help="Hold a finished article against the chat that it quotes.")
def check(
    folder: RunFolder,
    article: Annotated[
        Path,
        typer.Argument(
            metavar="ARTICLE", help="Its text, Markdown or HTML in a file; -: what is piped in."
        ),
    ],
    every: Annotated[bool, typer.Option("--all", help="Show the sound quotes, too.")] = False,
) -> None:
    """Hold a finished article against the chat that it quotes: every quote to the letter, the
    credit and the link beside it. It ends with 1 when something is to mend.

    Example: standout check runs/mychat article.html
    """
    from pipeline import commands, verbs

    made = commands.open_run(folder)
    lines, is_sound = verbs.check(made, article, every=every, stdin=sys.stdin.buffer)
    for line in lines:
        tell(line)
    if not is_sound:
        raise typer.Exit(1)


@app.command(short_help="Say why a line has its score, and is picked or not.")
def explain(
    line: Annotated[str, typer.Argument(metavar="LINE_ID", help="An id of lines.jsonl.")],
    folder: Annotated[
        Path | None,
        typer.Option("--run", help="The run folder; else the one in runs/ that has the line."),
    ] = None,
    params: Params = None,
    changes: Set = None,
) -> None:
    """Say why a line has its score and its place, is picked or not, and which line beats it.

    Example: standout explain line-2a71b0c93d4e --run runs/mychat
    """
    from pipeline import commands, verbs

    made = commands.open_run(folder) if folder else verbs.run_with(line, RUNS)
    for words in verbs.explain(made, line, settings=settings_of(params, changes)):
        tell(words)


app.command(short_help="Train a model, or a house's taste from decisions.")(models.train)
app.command(short_help="Measure every figure of quality, beside simple ways.")(models.evaluate)
app.command(short_help="Run years of chats and collect them in a catalogue.")(archive.backfill)
app.command(short_help="Find lines that were picked in any chat.")(archive.search)
app.add_typer(
    corpora_app, name="corpora", short_help="Corpora that models are trained from, and house chats."
)


def _open_closed() -> None:
    """Open what was closed of input, output and errors: a file of ours would come in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _hold_every_letter() -> None:
    """Let no letter end in an error: a file or a pipe gets UTF-8 and the same bytes on each system.

    A terminal that cannot show one shows another in its place.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):  # what a program that calls us put there
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _let_go() -> None:
    """Drop what the standard output does not take: Python would try, and fail, once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command; wrong input ends in one line and exit code 2."""
    _open_closed()
    _hold_every_letter()
    # more threads for a chat's small tables cost a second and bring none
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # looking for plug-ins reads what every installed package says of itself
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(OBJECTS)
    try:
        app(prog_name="standout")
    except InputError as error:
        tell(f"standout: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        if error.errno not in OUTSIDE:
            raise
        _let_go()
        do = remedy(error)
        told = InputError(f"cannot go on: {error.strerror}.", where=error.filename, do=do)
        tell(f"standout: {told}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:  # before a command is at work, which ends as quietly
        sys.exit(archive.STOPPED)
    finally:
        gc.freeze()  # else Python looks through all that is left once more: a tenth of a second
