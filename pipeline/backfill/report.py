"""What became of all that a backfill read, in counts that add up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.backfill.chats import Facts, unmet
from pipeline.backfill.cut import Cut
from pipeline.backfill.naming import left_over
from pipeline.backfill.spill import Spill
from pipeline.backfill.store import Store
from pipeline.backfill.units import Unit


def report_of(
    spills: Sequence[Spill],
    facts: Sequence[Facts],
    made: Cut,
    units: Sequence[Unit],
    store: Store,
    aside: dict[str, str],
) -> dict[str, Any]:
    """Return the counts of an archive; what was read is the sum of what became of it.

    `aside` says of the units that failed why they did.
    """
    summed = _summed([store.run_of(unit) for unit in units if unit.name not in aside])
    counted = made.report()
    set_aside = {unit.name: unit.posts for unit in units if unit.name in aside}
    if sum(summed["fates"].values()) + sum(set_aside.values()) != counted["in chats"]:
        raise AssertionError(f"posts went missing in the runs: {summed['fates']}, {counted}")
    return {
        "files": [source for spill in spills for source in spill.sources],
        "files set aside": {
            name: words for spill in spills for name, words in spill.troubles.items()
        },
        "notes": sorted(
            {note for spill in spills for note in spill.notes}
            | set(unmet(facts, (unit.chat for unit in units)))
        ),
        "hashtags not met": counted["unmet"],
        "posts": {name: counted[name] for name in ("read", "in chats", "beside chats", "left out")},
        "chats": {
            "found": len(units),
            "done": len(units) - len(aside),
            "set aside": [
                {"chat": name, "posts": set_aside[name], "reason": aside[name]}
                for name in sorted(aside)
            ],
            "no longer": [place.as_posix() for place in left_over(units, store)],
        },
        **summed,
    }


def _summed(runs: Iterable[Path]) -> dict[str, Any]:
    """Return what the summaries of run folders add up to."""
    fates: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    picks = lines = 0
    for run in runs:
        summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
        fates.update(summary["fates"])
        reasons.update(summary["set_aside"])
        picks += summary["picks"]
        lines += summary["lines"]
    return {
        "fates": dict(fates),
        "set_aside": dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        "lines": lines,
        "picks": picks,
    }
