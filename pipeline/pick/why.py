"""Why a line is among the picks, or is not: told from the same choice, made once more."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.pick import shortlist, stage
from pipeline.pick.stage import Company
from pipeline.records import SCORE_DIGITS, Line, Person, Pick, Post, Reason, Theme, answer_apart
from pipeline.settings import PickSettings

OTHERWISE = (
    "the picks were chosen with other settings, which --set can name, or by another version: "
    "`standout pick RUN` again"
)
SHOWN = 1000  # to the third digit


def why(
    line: Line,
    lines: Sequence[Line],
    posts: Sequence[Post],
    themes: Sequence[Theme],
    people: Sequence[Person],
    picks: Sequence[Pick],
    settings: PickSettings,
) -> tuple[str, tuple[Reason, ...]]:
    """Return in words what became of a line, and the reasons that add up to what it adds.

    A pick has the reasons with which it was chosen; what came too late for one has those that it
    would have after all picks. Others have none: what kept them out stands in the words.
    """
    if [*stage.run(lines, posts, themes, people, settings)] != [*picks]:
        return OTHERWISE, ()
    own = next((pick for pick in picks if pick.line_id == line.id), None)
    if own is not None:
        chosen = own.reasons[: len(own.reasons) - len(line.reasons)]
        return f"pick {own.rank}: it added {own.gain:.2f}", chosen
    out = _kept_out(line, lines, picks, settings)
    if out:
        return f"not picked: {out}", ()
    company = Company.of(posts, themes, people)
    one = company.candidate(line)
    held = {line.id: line for line in lines}
    rivals = [pick for pick in picks if pick.question == line.question]
    taken = [company.candidate(held[pick.line_id]) for pick in rivals]
    repeated = next((t for t in taken if shortlist.repeats(one, t, settings)), None)
    if repeated is not None:
        return f"not picked: it says again what a pick says, {_named(repeated.line)}", ()
    reasons = tuple(shortlist.gained(one, taken, settings))
    more = round(sum(reason.value for reason in reasons), SCORE_DIGITS)
    last = rivals[-1].gain
    said = f"beside the picks here, the last of which added {last:.2f}, it would add {more:.2f}"
    return f"not picked: {said}", reasons


def _kept_out(
    line: Line, lines: Sequence[Line], picks: Sequence[Pick], settings: PickSettings
) -> str | None:
    """Return in words what keeps a line from being compared with others, None if nothing does."""
    shared = [
        pick
        for pick in picks
        if not set(pick.post_ids).isdisjoint(line.post_ids) and not answer_apart(pick, line)
    ]
    if shared:
        return f"a line of the same post is, {_named(shared[0])}"
    eligible = shortlist.beyond(lines) if line.question is None else lines
    if line not in eligible:
        return "what asks answers nothing"
    of_its_posts = [
        other
        for other in eligible
        if other.question == line.question and other.post_ids == line.post_ids
    ]
    best = shortlist.best_of_each_post(of_its_posts)[0]
    if best.id != line.id:
        return f"only the best line of a post can be, {_named(best)}"
    least = settings.least_score
    if line.question is None:
        least = shortlist.least_beyond(lines, settings)
    value = line.score * line.placed
    if value < least:
        that = "is more than chatter" if line.question is None else "is an answer here"
        below = math.floor(round(value * SHOWN, 6)) / SHOWN  # never as much as the bar
        return (
            f"its chance to be printed here is {below:.3f}, score times {line.placed:.2f} that it "
            f"{that}; the bar is {least:g}"
        )
    return None


def _named(line: Line | Pick) -> str:
    return f'"{line.said}" ({line.line_id})'
