"""Editors with a taste, simulated: what they would print of a graded chat, and what they decide.

A taste is derived from the grades and from signs in the words and their tags, never from a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import regex

from pipeline import language
from pipeline.learn.examples import Ints, Judged
from pipeline.learn.ranker_figures import by_question
from pipeline.records import Decision, stable_id
from pipeline.score.traits import Floats

if TYPE_CHECKING:
    from spacy.tokens import Doc

MOST_SHIFT = 2  # grades that a taste adds or takes away
BEST = 4
GOOD, POOR = 2.5, 1.5  # what an editor takes a line for, in grades, to accept or reject it
NOISE = 0.7  # the spread of what is misjudged, in grades
REFUSES = 0.5  # the share of poor lines that are rejected and not just passed over
READS = 10, 15  # lines of a question, least and most
EXPLORES = 10  # every so many slots, one explores
MODEL = "simulated"

_SENTENCE_START = regex.compile(
    r"(?:^|[.!?:\n]\s+)(?:please |just |always |never |then )?", regex.I
)
_STEPS = regex.compile(
    r"\b(?:e\.?g\.?|for example|for instance|such as|step|tip|try|how to|by (?=\w+ing\b)|make sure"
    r"|remember to|don'?t forget|use[ds]?|using)\b",
    regex.IGNORECASE,
)
_THINGS = regex.compile(
    r"\b(?:videos?|slides?|tools?|apps?|blogs?|posts?|pages?|links?|lists?|templates?|tweets?|notes?"
    r"|notebooks?|e-?mails?|phones?|tablets?|screens?|folders?|tags?|scripts?|commands?|posters?|quiz"
    r"|quizzes|padlet|twitter|google|youtube|minutes?|hours?|weeks?|days?|cards?|books?|rooms?)\b",
    regex.IGNORECASE,
)
_NUMERAL = regex.compile(r"(?<![\w#@])\d+(?![\w/])|\b(?:one|two|three|four|five|ten)\b", regex.I)
_IDEA = regex.compile(r"\b\w{3,}(?:tion|sion|ness|ity|ment|ship|ism|ance|ence|dom)s?\b", regex.I)
_SWEEPING = regex.compile(
    r"\b(?:all|every\w*|always|never|any(?:one|body|thing)|no[- ]?one|people|learning|life|nothing"
    r"|matters?|needs?|must|should|essential|important|key|power|culture|trust|value|purpose)\b",
    regex.IGNORECASE,
)
_OPPOSED = regex.compile(
    r"\b(?:not|n't|isn't|aren't|but|rather than|instead of|more than|less|without|versus|vs)\b",
    regex.IGNORECASE,
)
_IS = regex.compile(r"\b(?:is|are|means|it's|that's)\b", regex.IGNORECASE)


@dataclass(frozen=True)
class Editor:
    """An editor: whose taste is practical (1), principled (-1) or as the grades are (0)."""

    name: str
    lean: int

    def taste(self, grades: Ints, leans: Ints) -> Ints:
        """Return what lines are worth to the editor, in grades (n,); `leans` (n,) are theirs."""
        shift = self.lean * leans
        more = shift - int(np.median(shift))  # than the usual line of the chat
        moved = np.clip(grades + np.clip(more, -MOST_SHIFT, MOST_SHIFT), 0, BEST)
        return np.where(grades == 0, 0, moved)  # chatter is printed by no taste


PRACTICAL = Editor("practical tips", 1)  # prints what a reader can do tomorrow
PRINCIPLED = Editor("principles", -1)  # prints what holds everywhere
PLAIN = Editor("as graded", 0)


def leans(lines: Sequence[str]) -> Ints:
    """Return how much more practical than principled each line reads: signs less signs, (n,)."""
    found = zip(lines, language.analyse(lines), strict=True)
    return np.array([_lean(line, doc) for line, doc in found], dtype=np.int64)


def _lean(line: str, doc: Doc) -> int:
    starts = {match.end() for match in _SENTENCE_START.finditer(line)}
    tips = (
        any(word.tag_ == "VB" and word.idx in starts for word in doc),
        any(word.tag_ in ("NNP", "NNPS") and word.idx not in starts for word in doc),
        bool(_STEPS.search(line)),
        bool(_THINGS.search(line)),
        bool(_NUMERAL.search(line)),
    )
    truths = (
        bool(_IS.search(line)),
        bool(_IDEA.search(line)),
        bool(_SWEEPING.search(line)),
        bool(_OPPOSED.search(line)),
    )
    return sum(tips) - sum(truths)


def decide(
    editor: Editor, chat: Judged, tastes: Ints, scores: Floats, random: np.random.Generator
) -> list[Decision]:
    """Return what an editor decides in the queue of every question, ranked by `scores` (n,).

    `tastes` (n,) are what the lines are worth to the editor. Every tenth slot explores: it shows a
    line from further down. Lines above the last decided one are recorded as seen.
    """
    # drawn for each line and not for each place, so that two rankings meet the same editor
    worth = tastes + random.normal(0, NOISE, len(tastes))
    is_refused = (worth < POOR) & (random.random(len(tastes)) < REFUSES)
    found: list[Decision] = []
    for rows in by_question(chat):
        queue = _queue(np.flatnonzero(rows), scores, random)
        depth = int(random.integers(READS[0], READS[1] + 1))
        shown = queue[:depth]
        verdicts = [
            "accept" if worth[row] >= GOOD else "reject" if is_refused[row] else "seen"
            for row, _ in shown
        ]
        while verdicts and verdicts[-1] == "seen":  # nothing tells that these were read
            verdicts.pop()
        found += [
            decision(editor, chat, row, place, verdict, explored)
            for place, ((row, explored), verdict) in enumerate(zip(shown, verdicts), 1)  # noqa: B905
        ]
    return found


def _queue(rows: Ints, scores: Floats, random: np.random.Generator) -> list[tuple[int, bool]]:
    ranked = [int(row) for row in rows[np.argsort(-scores[rows], kind="stable")]]
    queue: list[tuple[int, bool]] = []
    while ranked:
        explores = len(queue) % EXPLORES == EXPLORES - 1 and len(ranked) > EXPLORES
        place = int(random.integers(EXPLORES, len(ranked))) if explores else 0
        queue.append((ranked.pop(place), explores))
    return queue


def decision(
    editor: Editor, chat: Judged, row: int, place: int, verdict: str, explored: bool
) -> Decision:
    """Return a decision about one row of a chat; its post's id is the row."""
    return Decision.model_validate(
        {
            "line_id": stable_id("line", chat.name, row),
            "post_id": str(row),
            "question": max(0, int(chat.questions[row])),
            "pieces": ((0, len(chat.lines[row])),),
            "decision": verdict,
            "rank": place,
            "explored": explored,
            "editor": editor.name,
            "decided_at": "",
            "model": MODEL,
        }
    )
