"""The card of a house's taste: from which decisions, how many, the figures, adopted or why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.learn.decided import Decided, digest
from pipeline.score.house import MOST
from pipeline.score.rows import TRAITS as COUNT
from pipeline.score.traits import TRAITS

if TYPE_CHECKING:
    from pipeline.learn.taste import Lesson

SHOWN = 8
TEXT = """\
# This house's taste

{verdict}

Learned on top of the shipped ranker {ranker} from decisions {decisions}.

| chat | accepted | rejected | passed over | skipped | explored | editors |
|---|---|---|---|---|---|---|
{rows}

- **Comparisons.** {compared} of lines that one editor saw under one question, in {questions}
  questions. An accepted line goes over a rejected one and over one passed over. What nobody saw
  says nothing, nor does a skip.
- **Trial.** Whole chats are left out (with fewer than three, questions), and what was
  chosen in them must be foretold better than by the shipped ranker. The pull towards the shipped
  ranker is chosen where the trial does not look.
- **Bound.** A taste adds or takes away {most:g} in log odds at most.
- **Again.** `standout train ranker --decisions RUN...`: no randomness, no dates; the same
  decisions give the same bytes.
{figures}{likes}"""


def card(chats: Sequence[Decided], lesson: Lesson, ranker: str) -> str:
    """Return the card as Markdown."""
    return TEXT.format(
        verdict=f"Not adopted, {lesson.words}"
        if lesson.house is None
        else lesson.words.capitalize(),
        ranker=ranker,
        decisions=digest(chats)[:12],
        rows="\n".join(map(_row, chats)),
        compared=len(lesson.known.better),
        questions=len(lesson.known.keys),
        most=MOST,
        figures=_figures(lesson),
        likes=_likes(lesson),
    )


def _row(chat: Decided) -> str:
    counts = Counter(one.decision for one in chat.decisions)
    cells = [counts[kind] for kind in ("accept", "reject", "seen", "skip")]
    cells.append(sum(one.explored for one in chat.decisions))
    cells.append(len({one.editor for one in chat.decisions}))
    return f"| {chat.chat} | {' | '.join(map(str, cells))} |"


def _figures(lesson: Lesson) -> str:
    if lesson.trial is None:
        return ""
    tried = lesson.trial
    return (
        "- **Figures.** Chance given to what was chosen in left-out comparisons: "
        f"{tried.house.mean():.3f} with the\n  taste, {tried.shipped.mean():.3f} by the shipped "
        f"ranker, .500 by a coin; better in {tried.wins}, worse in {tried.losses} of "
        f"{len(tried.house)}\n  questions. So much by luck: {tried.luck:.4f}. Strength of the "
        f"pull: {tried.strength:g}.\n"
    )


def _likes(lesson: Lesson) -> str:
    if lesson.house is None:
        return ""
    weights = lesson.house.weights[:COUNT] + lesson.house.echo
    order = np.argsort(-weights, kind="stable")
    more = [TRAITS[place].favour for place in order if weights[place] > 0]
    less = [TRAITS[place].against for place in order[::-1] if weights[place] < 0]
    return f"- **Likes more than others.** {_told(more)}.\n- **Likes less.** {_told(less)}.\n"


def _told(words: Sequence[str]) -> str:
    """Return the first of the words, as the reasons say them, each once."""
    return "; ".join(list(dict.fromkeys(words))[:SHOWN]) or "nothing"
