"""What a second post adds to a line of its author, and how many lines join posts of real chats.

    python -m benchmarks.joined ../shared

The chats that are measured against readers are left out.
"""

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path
from statistics import mean

from pipeline import commands
from pipeline.records import Post
from pipeline.runs import Run
from pipeline.score import candidates, joined, ranking
from pipeline.score.style import beside
from pipeline.settings import Settings

CHATS = ("byod4l_curating.jsonl", "byod4l_final.jsonl", "lthechat_on.jsonl", "onenoteq1.jsonl",
         "onenoteq2.jsonl", "pstweetchat.csv")  # fmt: skip
MOST = 250  # pairs of one chat


def main(shared: Path) -> None:
    """Print for each chat its joined lines, those picked, and the lift of pairs."""
    settings = Settings()
    every: list[float] = []
    print("chat                 pairs  lift  joined  picked")
    with tempfile.TemporaryDirectory() as folder:
        for name in CHATS:
            run = commands.normalize([shared / "chats" / name], out=Path(folder), settings=settings)
            commands.cluster(run, settings=settings)
            commands.score(run, settings=settings)
            commands.pick(run, settings=settings)
            posts = run.posts()
            lifts = _lifts(run, posts, settings)
            every += lifts
            lines = sum(bool(line.joined) for line in run.lines(posts))
            picked = sum(bool(pick.joined) for pick in run.picks(posts))
            print(f"{name:20} {len(lifts):5} {mean(lifts):+.2f} {lines:7} {picked:7}")
    print(f"{'all':20} {len(every):5} {mean(every):+.2f}")


def _lifts(run: Run, posts: list[Post], settings: Settings) -> list[float]:
    """Return by how many log odds any two posts of one author in a row top the better of them."""
    encoder = commands.encoder_of(settings)
    answers = {answer.post_id: answer for answer in run.answers(posts)}
    asked = {question.number: question.text for question in run.questions()}
    best: dict[str, float] = {}
    for line in run.lines(posts):
        if not line.joined and line.score:
            best[line.post_id] = max(best.get(line.post_id, 0.0), line.score)
    last: dict[str, Post] = {}
    pairs = []
    for post in posts:
        if post.id in best and candidates.is_candidate(post, answers[post.id]):
            author = post.handle.casefold()
            if author in last:
                pairs.append((last[author], post))
            last[author] = post
    pairs = pairs[:: max(1, len(pairs) // MOST)]
    pairs = [pair for pair in pairs if sum(len(post.said.split()) for post in pair)
             <= settings.score.longest_words]  # fmt: skip
    lines = [([(post, post.span) for post in pair], answers[pair[0].id].question) for pair in pairs]
    sights = joined.sights(lines, asked, encoder)
    verdicts = ranking.score(sights, beside(encoder))
    return [
        _log_odds(verdict.score) - _log_odds(max(best[post.id] for post in pair))
        for pair, verdict in zip(pairs, verdicts, strict=True)
    ]


def _log_odds(score: float) -> float:
    return math.log(score / (1 - score))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
