"""How many of today's picks an editor would print, by verdicts written down before.

    python -m benchmarks.printed [../shared]

On twenty-four written chats that nothing is learned from, and, with the corpora, on five real ones,
which the shipped models have learned from. Picks that nobody has read are counted apart.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pipeline import commands, jsonl
from pipeline.cluster import model
from pipeline.learn import graded, tangled
from pipeline.learn.evaluate.chats import Tools, through
from pipeline.learn.graded import GradedChat
from pipeline.records import Record
from pipeline.records.numbers import own_number
from pipeline.score.style import beside
from pipeline.settings import Settings

FILE = Path(__file__).parent.parent / "corpora" / "printed" / "judgements.jsonl"
VERDICTS = {2: "gladly", 1: "with doubt", 0: "no"}


class Judgement(Record):
    """What an editor says of one line under one question, by the number that its host gave it."""

    chat: str
    post: str
    start: int
    end: int
    question: int | None
    print: Literal[0, 1, 2]
    belongs: bool
    fault: str | None


def main(corpora: Path | None) -> None:
    """Print the picks of both kinds of chats, and how they were judged."""
    known = {
        (one.chat, one.post, one.start, one.end, one.question): one
        for one in jsonl.read(FILE, Judgement)
    }
    print("chats    picks  read  gladly  with doubt  no    under the wrong question")
    _tell("written", tangled.unseen(), known)
    if corpora is not None:
        _tell("real", graded.read_all(corpora, graded.CHATS), known)


def _tell(
    name: str, chats: Iterable[GradedChat], known: dict[tuple[object, ...], Judgement]
) -> None:
    settings = Settings()
    encoder = commands.encoder_of(settings)
    tools = Tools(settings, encoder, beside(encoder), model.load())
    picks, wrong = 0, 0
    verdicts: Counter[str] = Counter()
    for chat in chats:
        for pick in through(chat.posts, chat.chat, tools).picks:
            picks += 1
            own = None if pick.question is None else own_number(pick.question)
            one = known.get((chat.name, pick.post_id, pick.start, pick.end, own))
            if one is not None:
                verdicts[VERDICTS[one.print]] += 1
                wrong += not one.belongs
    read = verdicts.total()
    shares = [f"{verdicts[word] / max(1, read):.3f}" for word in VERDICTS.values()]
    gladly, doubt, no = shares
    print(f"{name:8} {picks:5} {read:5}  {gladly}   {doubt}       {no}  {wrong / max(1, read):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
