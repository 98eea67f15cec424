"""A figure of quality: its value, how far off it may be, and what it is to be held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats, Statistic
from pipeline.records import Record

DIGITS = 4


class Rival(Record):
    """A figure that others published, with where it stands and how far it can be compared."""

    name: str
    value: float
    source: str
    same_data: bool = False  # measured on what ours is measured on, in the same way


class Figure(Record):
    """One row of the evaluation.

    `low` and `high` are the ends of the 95 % bootstrap interval over `units` of `unit`; `gain` is
    that of the difference to the best baseline. None where there are fewer than two units.
    """

    part: str = ""  # what --only calls it
    family: str
    name: str
    data: str  # what it was measured on
    value: float
    low: float | None = None
    high: float | None = None
    sample: int
    of: str  # what the sample counts
    units: int
    unit: str  # what is drawn anew
    better: Literal["higher", "lower"] = "higher"
    baselines: dict[str, float] = Field(default_factory=dict)
    best_baseline: str | None = None
    gain: tuple[float, float] | None = None
    readers: float | None = None  # what careful readers reach
    rivals: tuple[Rival, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """The name that a figure has in every evaluation."""
        return f"{self.family} | {self.name} | {self.data}"


class Skipped(Record):
    """Rows that could not be measured, why, and the command that helps."""

    family: str
    rows: str
    why: str
    do: str


@dataclass(frozen=True)
class Measured:
    """What a family of figures gives: its rows, and tables for plots by name."""

    figures: list[Figure]
    plots: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def figure(
    family: str,
    name: str,
    data: str,
    sums: Floats,
    statistic: Statistic = bootstrap.mean,
    *,
    better: Literal["higher", "lower"] = "higher",
    baselines: Mapping[str, Floats] | None = None,
    **about: Any,
) -> Figure:
    """Return the figure of `sums` (units, k) with its intervals; baselines are sums alike.

    `about` is what else a Figure holds: `sample`, `of` and `unit` at least.
    """
    others = {
        their: round(float(statistic(held.sum(axis=0))), DIGITS)
        for their, held in (baselines or {}).items()
    }
    best = None
    if others:
        sign = 1 if better == "higher" else -1
        best = max(others, key=lambda their: (sign * others[their], their))
    low = high = gain = None
    if len(sums) > 1:
        low, high = (round(float(end), DIGITS) for end in bootstrap.interval(sums, statistic))
        if best is not None and baselines is not None:
            ends = bootstrap.gain(sums, baselines[best], statistic)
            gain = (round(float(ends[0]), DIGITS), round(float(ends[1]), DIGITS))
    return Figure(
        family=family,
        name=name,
        data=data,
        value=round(float(statistic(sums.sum(axis=0))), DIGITS),
        low=low,
        high=high,
        units=len(sums),
        better=better,
        baselines=others,
        best_baseline=best,
        gain=gain,
        **about,
    )
