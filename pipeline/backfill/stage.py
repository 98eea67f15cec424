"""A backfill from the archive to the catalogue: read, cut, run, collect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import commands, processors
from pipeline.about import STDIN
from pipeline.backfill import archive, catalogue
from pipeline.backfill.chats import Facts
from pipeline.backfill.cut import Cut, cut
from pipeline.backfill.keys import refuse_unknown, stamp
from pipeline.backfill.naming import settled
from pipeline.backfill.partitions import Format, Partitions
from pipeline.backfill.progress import Progress
from pipeline.backfill.report import report_of
from pipeline.backfill.spill import Spill, spill
from pipeline.backfill.store import Store
from pipeline.backfill.units import Unit
from pipeline.backfill.work import Outcome, Task, for_workers, stage_of
from pipeline.backfill.workers import Processes, Runner, in_turn
from pipeline.errors import InputError
from pipeline.extras import needed
from pipeline.runs import Run
from pipeline.settings import Settings

HOPELESS = 20  # chats that fail one after the other before any works: then it is not the chats


@dataclass(frozen=True)
class Finished:
    """What a backfill did: the report, and how many chats it ran and found done already."""

    store: Store
    report: dict[str, Any]
    ran: int
    kept: int
    stages: Mapping[str, int]  # of how many chats each was done


@dataclass
class _Tally:
    """What became of the units of this call."""

    ran: int = 0
    kept: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    aside: dict[str, str] = field(default_factory=dict)


def backfill(
    archives: Sequence[Path],
    *,
    out: Path,
    settings: Settings,
    workers: int | None = None,
    scheduler: str | None = None,
    format: Format = "jsonl",
    hashtags: Sequence[str] = (),
    progress: Progress | None = None,
    tell: commands.Say = lambda _: None,
) -> Finished:
    """Return what was done: run folders, tables and the catalogue of an archive, in `out`.

    What an earlier call did, with the same posts, settings, models and code, is not done again.
    `tell` hears of each file of a recap that was changed by hand, and is kept beside the new one.

    Raises: InputError for no archive, no room, or packages that are not there; a file or a chat
    that cannot be read is set aside in the report, and the rest goes on.
    """
    show = progress or Progress()
    needed("duckdb", extra="archive", what="standout backfill")
    needed("pyarrow", extra="archive", what="standout backfill")
    refuse_unknown(settings)
    count = workers or processors.count()
    runner = _runner(count, scheduler)
    store = Store(out)
    with store.held(), store.told():
        spills, facts = _read(archives, store, show)
        tags = frozenset(f"#{tag.strip().lstrip('#').casefold()}" for tag in hashtags)
        made = cut(spills, facts, store.work / "cut", settings.backfill, tags, show.say)
        units = settled(made.units(), made, store)
        sent = for_workers(settings, are_many=count > 1 or scheduler is not None)
        tally = _run(units, made, store, runner, settings, sent, show, tell)
        done = [unit for unit in units if unit.name not in tally.aside]
        last = {unit.name: unit.keys(settings, stamp())["recap"] for unit in done}
        tables = Partitions(store, format)
        is_changed = tables.write([(unit, last[unit.name]) for unit in done], made, show.say)
        if is_changed or not store.holds_catalogue():
            catalogue.build(tables, show.say)
            store.note_catalogue()
        report = report_of(spills, facts, made, units, store, tally.aside)
        store.write_report(report)
        store.clean({made.folder, *(spill.folder for spill in spills)})
    show.close()
    return Finished(store, report, tally.ran, tally.kept, tally.stages)


def _runner(count: int, scheduler: str | None) -> Runner:
    if scheduler is not None:
        from pipeline.backfill.scheduler import Dask

        return Dask(scheduler).outcomes
    return in_turn if count == 1 else Processes(count).outcomes


def _read(
    archives: Sequence[Path], store: Store, show: Progress
) -> tuple[list[Spill], list[Facts]]:
    """Return each archive once, whatever the order in which they are given."""
    spills: dict[str, Spill] = {}
    facts: dict[str, Facts] = {}
    for path in archives:
        if path == STDIN:
            raise InputError("an archive is a file or a folder.", where=path, do="Name one.")
        if not path.exists():
            raise InputError("no such file.", where=path, do="Check the name.")
        if path.resolve() == store.folder.resolve():
            raise InputError(
                "what comes out would lie among the exports and be read with them the next time.",
                where=path,
                do="Name another folder with --out.",
            )
    for path in archives:
        show.say(f"reading {path.name}")
        for part in archive.parts(path):
            read = spill(part, store.work / "read")
            spills[read.folder.name] = read
            facts[read.folder.name] = Facts(name=part.name, known=part.known)
    order = sorted(spills, key=lambda name: (spills[name].name, name))
    found = [spills[name] for name in order]
    if not any(spill.sources for spill in found):
        raise InputError(next(words for spill in found for words in spill.troubles.values()))
    return found, [facts[name] for name in order]


def _run(
    units: Sequence[Unit],
    made: Cut,
    store: Store,
    runner: Runner,
    settings: Settings,
    sent: str,
    show: Progress,
    tell: commands.Say,
) -> _Tally:
    mark = stamp()
    tally = _Tally()
    by_name = {unit.name: unit for unit in units}
    keys = {unit.name: unit.keys(settings, mark) for unit in units}
    total = sum(unit.posts for unit in units)

    def tasks() -> Iterator[Task]:
        for unit in units:
            stages = store.left(unit, keys[unit.name])
            if not stages:
                tally.kept += 1
                show.step(unit.posts, len(units), total)
                continue
            is_first = "normalize" in stages
            yield Task(
                name=unit.name,
                chat=unit.chat.model_dump_json(),
                settings=sent,
                stamp=mark.as_text(),
                stages=stages,
                posts=made.posts_of(unit).read_bytes() if is_first else b"",
                files=store.files_before(unit, stages),
            )

    with closing(runner(tasks())) as coming:
        for outcome in coming:
            unit = by_name[outcome.name]
            for words in _take(outcome, unit, keys[unit.name], store, tally):
                tell(words)
            if outcome.trouble is None and store.is_reviewed(unit.place):
                # what editors decided is printed over what was picked anew
                commands.recap(Run(store.run_of(unit)), settings=settings)
            show.step(unit.posts, len(units), total)
    return tally


def _take(
    outcome: Outcome, unit: Unit, keys: dict[str, str], store: Store, tally: _Tally
) -> list[str]:
    """Return a line of words about each file that was changed by hand, and kept."""
    if outcome.trouble is None:
        tally.ran += 1
        tally.stages.update({stage_of(name) for name in outcome.files})
        return store.put(unit, keys, outcome.files)
    tally.aside[unit.name] = outcome.trouble
    if len(tally.aside) >= HOPELESS and not tally.ran and not tally.kept:
        raise InputError(
            f"the first {HOPELESS} chats all failed, the last with: {outcome.trouble}",
            where=unit.name,
            do="Mend that and call again.",
        )
    return []
