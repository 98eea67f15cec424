"""How often the ranker takes the slice of a post that a careful reader would print.

    python -m benchmarks.spans ../shared

On the graded posts whose reader marked a slice, the two measured chats left out. Questions are not
told to the ranker here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import commands
from pipeline.learn import graded
from pipeline.learn.evaluate.gold import Span, overlap
from pipeline.records import Post
from pipeline.score import candidates, ranking
from pipeline.score.rows import see
from pipeline.score.style import Style, beside
from pipeline.settings import Settings


def main(corpora: Path) -> None:
    """Print for each chat the share of slices that are exactly the reader's, and F1 of letters."""
    settings = Settings()
    style = beside(commands.encoder_of(settings))
    print("chat             slices  exact (whole post)      F1 (whole post)")
    total: list[tuple[Span, Span, Span]] = []
    for name in graded.EIGHT:
        chat = graded.read(corpora, name)
        marked: dict[str, Span] = {}
        for grade in chat.grades.values():
            if grade.start is not None and grade.end is not None:
                marked[grade.id] = (grade.start, grade.end)
        posts = [post for post in chat.posts if post.id in marked]
        chosen = _chosen(posts, settings, style)
        found = [(chosen[p.id], p.span, marked[p.id]) for p in posts if p.id in chosen]
        _tell(name, found)
        total += found
    _tell("all", total)


def _chosen(posts: list[Post], settings: Settings, style: Style) -> dict[str, Span]:
    places = [(post, span) for post in posts for span in candidates.spans(post, settings.score)]
    sights = [see(post.text, span, post.entities) for post, span in places]
    best: dict[str, tuple[float, int, int]] = {}
    for (post, (start, end)), verdict in zip(places, ranking.score(sights, style), strict=True):
        key = (-verdict.score, start - end, start)
        best[post.id] = min(best.get(post.id, key), key)
    return {id_: (start, start - less) for id_, (_, less, start) in best.items()}


def _tell(name: str, found: list[tuple[Span, Span, Span]]) -> None:
    def share(values: list[float]) -> float:
        return sum(values) / len(values)

    exact = share([ours == theirs for ours, _, theirs in found])
    as_whole = share([whole == theirs for _, whole, theirs in found])
    f1 = share([overlap(ours, theirs) for ours, _, theirs in found])
    whole_f1 = share([overlap(whole, theirs) for _, whole, theirs in found])
    print(
        f"{name:16} {len(found):6}  {exact:.3f} ({as_whole:.3f})        {f1:.4f} ({whole_f1:.4f})"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
