"""Choosing lines one by one: good ones, on different points, by different people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline import language
from pipeline.language.words import WORD
from pipeline.records import SCORE_DIGITS, Line, Reason, Role, in_order
from pipeline.settings import PickSettings

GUEST_OPENS = "the guest's best line opens"
# of its place and of what it is; true of segments, too, which nobody asked
UNSURE, UNSURE_BEYOND = "unsure that it is an answer here", "unsure that it is more than chatter"
POINT, POINT_BETTER = "a point not made yet", "a point made better"
PERSON, PERSON_BETTER = "a person not heard yet", "a better line of this person"
SPREAD = 1.5  # times its own words: within so many words of a longer line a repeat stands


@dataclass(frozen=True)
class Candidate:
    """The best line of one post, or of posts that are joined, with what the choice looks at."""

    line: Line
    author: str
    role: Role
    thread: str
    theme_share: float  # of the question's voices that make the line's point
    words: frozenset[str] = field(repr=False)


@dataclass(frozen=True)
class Chosen:
    """A chosen line, what choosing it gained, and why."""

    line: Line
    gain: float
    reasons: tuple[Reason, ...]


def best_of_each_post(lines: Sequence[Line]) -> list[Line]:
    """Return the best line of every post: highest score, then the longer, then the earlier.

    Posts that some lines join have a best line of their own beside those of each.
    """
    best: dict[tuple[str, ...], Line] = {}
    for line in lines:
        held = best.get(line.post_ids)
        if held is None or _key(line) < _key(held):
            best[line.post_ids] = line
    return list(best.values())


def _key(line: Line) -> tuple[float, int, int, str]:
    length = sum(part.end - part.start for part in (line, *line.joined))
    return (-line.score, -length, line.start, line.id)


def worth(line: Line, settings: PickSettings) -> float:
    """Return the score, less where it is unsure that the line's post answers its question."""
    return round(line.score * float(line.placed**settings.certainty), SCORE_DIGITS)


def words(text: str) -> frozenset[str]:
    """Return the words of a line in lower case."""
    return frozenset(_in_order(text))


def _in_order(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def choose(candidates: Sequence[Candidate], settings: PickSettings) -> list[Chosen]:
    """Return the lines for one question in the order of choice.

    Each step takes the line that adds most. A choice is worth what its lines are, and for each
    point and each person in it a share of the best line that makes the point, or is theirs: a
    doubtful line gains as little by standing apart as it is worth. This sum grows with every line,
    and each part only shrinks as more is chosen, so the greedy choice is within 1 - 1/e of the best
    (Nemhauser 1978). The guest's best line opens, if it is worth the share `guest_first` of the
    best one. Lines whose chance to be printed under this question is below `least_score`, near
    repeats of a chosen line and other lines of its posts stay out.
    """
    chosen: list[Chosen] = []
    taken: list[Candidate] = []
    left = [c for c in candidates if c.line.score * c.line.placed >= settings.least_score]
    while left and len(chosen) < settings.per_question:
        opening = [] if taken else _guests(left, settings)
        pool = opening or left
        gains = {c.line.id: gained(c, taken, settings) for c in pool}
        best = min(pool, key=lambda c: (-sum(r.value for r in gains[c.line.id]), _key(c.line)))
        reasons = gains[best.line.id]
        first = (Reason(text=GUEST_OPENS, value=0.0),) if opening else ()
        gain = round(sum(reason.value for reason in reasons), SCORE_DIGITS)
        chosen.append(Chosen(best.line, gain, (*first, *reasons)))
        taken.append(best)
        left = [c for c in left if not _is_barred(c, best, settings)]  # nor itself
    return chosen


def _guests(candidates: Sequence[Candidate], settings: PickSettings) -> list[Candidate]:
    least = settings.guest_first * max((worth(c.line, settings) for c in candidates), default=0.0)
    return [c for c in candidates if c.role == "guest" and worth(c.line, settings) >= least]


def gained(
    candidate: Candidate, taken: Sequence[Candidate], settings: PickSettings
) -> list[Reason]:
    """Return the reasons for a line beside those taken; they add up to what it gains."""
    line = candidate.line
    value = worth(line, settings)
    reasons = [Reason(text="how quotable it is", value=line.score)]
    if value < line.score:
        doubt = round(value - line.score, SCORE_DIGITS)
        unsure = UNSURE_BEYOND if line.question is None else UNSURE
        reasons.append(Reason(text=unsure, value=doubt))
    if candidate.theme_share:  # of a theme that has voices
        held = [worth(t.line, settings) for t in taken if t.line.theme == line.theme]
        weight = settings.theme_weight * candidate.theme_share**0.5
        reasons += _more(value, held, weight, POINT, POINT_BETTER)
    held = [worth(t.line, settings) for t in taken if t.author == candidate.author]
    reasons += _more(value, held, settings.person_weight, PERSON, PERSON_BETTER)
    if candidate.thread in {t.thread for t in taken}:
        # monotone still: a part of an answer that is already quoted adds less, never nothing
        less = -round(value * settings.thread_discount, SCORE_DIGITS)
        reasons.append(Reason(text="another part of this answer is chosen", value=less))
    return reasons


def _more(
    value: float, held: Sequence[float], weight: float, new: str, better: str
) -> list[Reason]:
    """Return the reason for what a line adds to the best of its like, none where it adds nothing.

    `held` is what those of its like that are chosen are worth.
    """
    more = round(weight * (value - max(held, default=0.0)), SCORE_DIGITS)
    return [Reason(text=better if held else new, value=more)] if more > 0 else []


def _is_barred(one: Candidate, other: Candidate, settings: PickSettings) -> bool:
    shares_a_post = not set(one.line.post_ids).isdisjoint(other.line.post_ids)
    return shares_a_post or repeats(one, other, settings)


def repeats(one: Candidate, other: Candidate, settings: PickSettings) -> bool:
    """Return whether two lines say the same in nearly the same words."""
    if not one.words or not other.words:
        return False
    shorter, longer = sorted((one, other), key=lambda each: len(each.words))
    least = settings.repeat_share * len(shorter.words)
    if len(shorter.words & longer.words) < least:
        return False
    # a long line has many of a short one's small words, here and there: that repeats nothing
    said = _in_order(longer.line.said)
    width = int(SPREAD * len(_in_order(shorter.line.said)))
    starts = range(max(1, len(said) - width + 1))
    return any(len(shorter.words.intersection(said[at : at + width])) >= least for at in starts)


def beyond(lines: Sequence[Line]) -> list[Line]:
    """Return the lines under no question that may be picked: those that ask nothing."""
    return [line for line in lines if line.question is None and not language.asks(line.said)]


def least_beyond(lines: Sequence[Line], settings: PickSettings) -> float:
    """Return the bar under no question; where nothing was asked, all lines lie there."""
    was_asked = any(line.question is not None for line in lines)
    return settings.least_beyond if was_asked else settings.least_score


def by_question(lines: Sequence[Line]) -> dict[int | None, list[Line]]:
    """Return the lines under their questions, questions in order, no question first."""
    groups: dict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.question].append(line)
    return {number: groups[number] for number in in_order(groups)}
