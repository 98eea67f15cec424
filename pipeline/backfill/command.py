"""The commands `standout backfill` and `standout search`."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.errors import InputError
from pipeline.options import Params, Set, settings_of, tell, warn

if TYPE_CHECKING:
    from pipeline.backfill.stage import Finished

OUT = Path("backfill")
STOPPED = 130  # what a shell reports of a program that Ctrl-C ended


def backfill(
    archive: Annotated[
        list[Path],
        typer.Argument(metavar="ARCHIVE", help="Exports of years: files, zips, folders."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder for all that is made.")
    ] = OUT,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://head:8786."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes here; else one for each core. 1: in this process."),
    ] = None,
    format: Annotated[
        Literal["jsonl", "parquet"],
        typer.Option("--format", help="Of the tables: jsonl or parquet."),
    ] = "jsonl",
    hashtag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only chats of this hashtag; once or more often."),
    ] = None,
    params: Params = None,
    changes: Set = None,
) -> None:
    """Run years of chats: cut an archive into chats, run each, collect all in a catalogue.

    What was done before is not done again; a call that was stopped goes on when it is repeated.

    Example: standout backfill archive.zip tags-2019.csv --out years
    """
    from pipeline.backfill import stage
    from pipeline.backfill.progress import progress
    from pipeline.backfill.workers import leave

    shown = progress()
    signal.signal(signal.SIGTERM, leave)
    try:
        done = stage.backfill(
            archive, out=out, settings=settings_of(params, changes), workers=workers,
            scheduler=scheduler, format=format, hashtags=hashtag or (), progress=shown,
            tell=warn,
        )  # fmt: skip
    except KeyboardInterrupt:
        shown.close()
        typer.echo("standout: stopped; the same command goes on from here.", err=True)
        raise typer.Exit(STOPPED) from None
    finally:
        shown.close()
    for line in told(done):
        typer.echo(line)
    typer.echo(done.store.catalogue)
    typer.echo(done.store.report)
    refuse_incomplete(done)


def told(done: Finished) -> list[str]:
    """Return the counts in lines of words."""
    from pipeline.backfill.keys import STAGES
    from pipeline.recap.plain import count

    posts, chats = done.report["posts"], done.report["chats"]
    stages = {stage: done.stages[stage] for stage in STAGES if stage in done.stages}
    inside = f"{posts['in chats']:,} of them in {count(chats['found'], 'chat')}"
    lines = [f"{count(posts['read'], 'post')} read, {inside}"]
    lines += [f"  {number:,} in no chat: {why}" for why, number in posts["beside chats"].items()]
    lines += [f"  {number:,} left out: {why}" for why, number in posts["left out"].items()]
    lines += [f"no post carries {tag}: check --hashtag" for tag in done.report["hashtags not met"]]
    if notes := done.report["notes"]:
        lines.append(f"{count(len(notes), 'note')} about what was read (in report.json)")
    picked = count(done.report["picks"], "line")
    lines.append(f"{count(chats['done'], 'chat')} done ({done.ran:,} now), {picked} picked")
    if sum(stages.values()) < len(STAGES) * done.ran:
        lines.append(f"  stages done now: {', '.join(f'{s} of {n:,}' for s, n in stages.items())}")
    if left := chats["no longer"]:
        folders = count(len(left), "run folder")
        lines.append(f"no longer of a chat of this archive: {folders} (report.json names them)")
    return lines


def refuse_incomplete(done: Finished) -> None:
    """Raise InputError when files or chats were set aside, so that no script takes it for whole."""
    from pipeline.recap.plain import count

    files, chats = done.report["files set aside"], done.report["chats"]["set aside"]
    reasons = [*files.values(), *(f"{chat['chat']}: {chat['reason']}" for chat in chats)]
    if reasons:
        raise InputError(
            f"set aside {count(len(files), 'file')} and {count(len(chats), 'chat')}, the first "
            f"for: {reasons[0]}",
            where=done.store.report,
            do="All else is done. Mend what was set aside and call again.",
        )


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORD", help="Words of the line; learn* for all that begin so."),
    ] = None,
    catalogue: Annotated[Path, typer.Option(metavar="DIR", help="The folder of a backfill.")] = OUT,
    person: Annotated[str | None, typer.Option(help="Handle or name of who said it.")] = None,
    hashtag: Annotated[str | None, typer.Option(help="Hashtag of the chat.")] = None,
    theme: Annotated[str | None, typer.Option(help="Words that name the line's theme.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the chat.")] = None,
    since: Annotated[str | None, typer.Option(help="2018, 2018-06 or 2018-06-30.")] = None,
    until: Annotated[str | None, typer.Option(help="The same, itself included.")] = None,
    best: Annotated[int, typer.Option(min=1, help="So many lines at most.")] = 10,
    per_person: Annotated[
        int | None,
        typer.Option(min=1, help="So many of one person; 2 where no word or person is given."),
    ] = None,
    within: Annotated[
        Literal["picks", "lines", "answers"],
        typer.Option("--in", help="picks; lines: all that were scored; answers: every one, whole."),
    ] = "picks",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find lines that were picked in any chat, or the best of some years.

    Example: standout search --best 20 --since 2018 --until 2023

    Example: standout search --in lines slow grow*
    """
    from pipeline import jsonl
    from pipeline.backfill import search as catalogued

    wanted = catalogued.Wanted(
        words=tuple(words or ()), person=person, hashtag=hashtag, theme=theme, year=year,
        since=since, until=until, best=best, per_person=per_person, within=within,
    )  # fmt: skip
    lines = catalogued.search(catalogue, wanted)
    if not lines:
        wider = "lines" if theme else "answers"  # only lines have themes
        more = f" --in {wider} looks through every {wider[:-1]}." if within != wider else ""
        typer.echo(f"nothing was found.{more}", err=True)  # whoever reads the lines gets none
    for found in lines:
        if as_json:
            typer.echo(jsonl.dumps(found.model_dump(mode="json")))
        else:
            tell("\n".join(catalogued.shown(found)))
