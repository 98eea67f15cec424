"""The evaluation as tables: in Markdown, as numbers for DVC, and against an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.learn.evaluate.evaluation import Evaluation
from pipeline.learn.evaluate.figure import Figure

LOST = 0.01  # a figure that is worse by more is named
HEAD = """\
| figure | value | 95 % interval | beside it | over the best | published or readers | sample |
|---|---|---|---|---|---|---|
"""
OPENING = """\
# How well it does

Written by `standout evaluate`. Intervals are bootstrap intervals over the unit named in the last
column ({draws} draws, seed {seed}): chats, questions, topics, films, authors or tweets, not rows.
"Over the best" is the interval of the difference to the best one beside it. Models that
learned from a chat are never measured on it: it was left out of training, or it is one of the two
measured chats. Encoder: {encoder}. Models: {models}.
"""


def markdown(evaluation: Evaluation) -> str:
    """Return all figures as Markdown, one table for each set of data, and what was skipped."""
    models = ", ".join(f"{name} {digest}" for name, digest in evaluation.models.items())
    parts = [
        OPENING.format(
            draws=evaluation.draws, seed=evaluation.seed, encoder=evaluation.encoder, models=models
        )
    ]
    family = data = ""
    for figure in evaluation.figures:
        if figure.family != family:
            family, data = figure.family, ""
            parts.append(f"\n## {family[:1].upper()}{family[1:]}\n")
        if figure.data != data:
            data = figure.data
            parts.append(f"\n{_caption(figure)}\n\n{HEAD}")
        parts.append(_row(figure))
    if evaluation.skipped:
        parts.append("\n## Not measured\n\n")
        parts += [f"- {s.family}: {s.rows}. {s.why}. {s.do}\n" for s in evaluation.skipped]
    return "".join(parts)


def _caption(figure: Figure) -> str:
    note = f" ({figure.note})" if figure.note else ""
    return f"**{figure.data}**{note}"


def _row(figure: Figure) -> str:
    lower = " (lower is better)" if figure.better == "lower" else ""
    ends = "" if figure.low is None else f"{number(figure.low)} to {number(figure.high)}"
    beside = "; ".join(f"{name} {number(value)}" for name, value in figure.baselines.items())
    gain = ""
    if figure.gain is not None:
        gain = f"{signed(figure.gain[0])} to {signed(figure.gain[1])}"
    others = [f"{rival.name} {number(rival.value)} ({rival.source})" for rival in figure.rivals]
    if figure.readers is not None:
        others.insert(0, f"readers {number(figure.readers)}")
    sample = f"{figure.sample:,} {figure.of}"
    if figure.unit != figure.of:
        sample += f", {figure.units:,} {figure.unit}"
    cells = (
        figure.name + lower,
        number(figure.value),
        ends,
        beside,
        gain,
        "; ".join(others),
        sample,
    )
    return f"| {' | '.join(cells)} |\n"


def number(value: float | None, digits: int = 3) -> str:
    """Return a share as it is printed: .712, 1.000, -.010; nothing for None."""
    if value is None:
        return ""
    text = f"{value:.{digits}f}"
    return text.replace("0.", ".", 1) if abs(float(text)) < 1 else text


def signed(value: float) -> str:
    """Return a difference with its sign."""
    return ("+" if value >= 0 else "") + number(value)


def numbers(evaluation: Evaluation) -> dict[str, dict[str, dict[str, float]]]:
    """Return the values alone, by family, data and name: what DVC compares."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for figure in evaluation.figures:
        of_family = found.setdefault(figure.family, {})
        of_family.setdefault(figure.data, {})[figure.name] = figure.value
    return found


@dataclass(frozen=True)
class Difference:
    """One figure now and before; `gain` is positive where it is better now."""

    key: str
    before: float | None
    now: float | None
    gain: float

    @property
    def is_lost(self) -> bool:
        """Whether the figure is worse by more than LOST."""
        return self.gain < -LOST


def differences(now: Evaluation, before: Evaluation) -> list[Difference]:
    """Return every figure of two evaluations, and how much better it is now.

    Families that were not measured now are left out.
    """
    families = {figure.family for figure in now.figures}
    theirs = {figure.key: figure for figure in before.figures if figure.family in families}
    found = []
    for figure in now.figures:
        old = theirs.pop(figure.key, None)
        sign = 1 if figure.better == "higher" else -1
        gain = 0.0 if old is None else round(sign * (figure.value - old.value), 4)
        found.append(Difference(figure.key, old.value if old else None, figure.value, gain))
    return [*found, *(Difference(key, old.value, None, 0.0) for key, old in theirs.items())]


def told(found: Sequence[Difference]) -> list[str]:
    """Return the differences in lines of words, the greatest losses first, then how many."""
    lines = []
    for one in sorted(found, key=lambda one: (one.gain, one.key)):
        if one.before is None or one.now is None:
            lines.append(f"{'new' if one.before is None else 'gone':>7}  {one.key}")
        elif one.gain:
            lines.append(
                f"{signed(one.gain):>7}  {one.key}: {number(one.before)} -> {number(one.now)}"
            )
    lost = sum(one.is_lost for one in found)
    both = sum(one.before is not None and one.now is not None for one in found)
    return [*lines, f"{lost} of {both} figures are worse by more than {number(LOST, 2)}"]
