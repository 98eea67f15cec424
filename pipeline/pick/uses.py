"""Lines of the whole chat for a use of their own: the top ten, short ones, the closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.records import Line, Person, Pick, Post, Reason, Role, Top, Use
from pipeline.settings import PickSettings


def run(
    lines: Sequence[Line],
    picks: Sequence[Pick],
    posts: Sequence[Post],
    people: Sequence[Person],
    settings: PickSettings,
) -> list[Top]:
    """Return the lines for each use, best first; none of any use where nothing was picked.

    The top ten are picks, few by one person. Short lines fit on a picture. The closing line is the
    guest's best that is not picked. A line that was not picked has to score no less than the
    weakest pick.
    """
    if not picks:
        return []
    by_id = {post.id: post for post in posts}
    roles = {person.handle.casefold(): person.role for person in people}
    bar = min(pick.score for pick in picks)
    good = [line for line in lines if line.score >= bar]
    chosen = {pick.line_id: pick for pick in picks}
    first = sorted((line for line in lines if line.id in chosen), key=_best_first)
    short = sorted((line for line in good if _is_short(line, settings)), key=_best_first)
    used = {pick.post_id for pick in picks}
    closing = sorted(
        (
            line
            for line in good
            if line.post_id not in used and _role(by_id[line.post_id], roles) == "guest"
        ),
        key=_best_first,
    )
    found: list[Top] = []
    uses: tuple[tuple[Use, list[Line], int], ...] = (
        ("top", first, settings.top),
        ("short", short, settings.short_lines),
        ("closing", closing, 1),
    )
    for use, candidates, most in uses:
        kept = _spread(candidates, by_id, settings.per_person, most)
        found += [
            _top(use, rank, line, by_id[line.post_id], roles, _why(use, line, chosen))
            for rank, line in enumerate(kept, 1)
        ]
    return found


def _is_short(line: Line, settings: PickSettings) -> bool:
    return len(line.text) < settings.short and "\n" not in line.text


def _best_first(line: Line) -> tuple[float, int, str, int]:
    return (-line.score, line.start - line.end, line.post_id, line.start)


def _role(post: Post, roles: Mapping[str, Role]) -> Role:
    return roles.get(post.handle.casefold(), "community")


def _spread(
    lines: Iterable[Line], posts: Mapping[str, Post], per_person: int, most: int
) -> list[Line]:
    heard: Counter[str] = Counter()
    seen: set[str] = set()
    found: list[Line] = []
    for line in lines:
        author = posts[line.post_id].handle.casefold()
        said = " ".join(line.text.casefold().split())
        if len(found) == most:
            break
        if heard[author] == per_person or not seen.isdisjoint({line.post_id, said}):
            continue
        heard[author] += 1
        seen |= {line.post_id, said}
        found.append(line)
    return found


def _why(use: Use, line: Line, picks: Mapping[str, Pick]) -> Reason:
    if use == "closing":
        return Reason(text="the guest's best line that no question took", value=0.0)
    if use == "short":
        return Reason(text=f"{len(line.text)} characters", value=0.0)
    pick = picks[line.id]
    place = "beyond the questions" if pick.question is None else f"for question {pick.question}"
    return Reason(text=f"pick {pick.rank} {place}", value=0.0)


def _top(
    use: Use, rank: int, line: Line, post: Post, roles: Mapping[str, Role], why: Reason
) -> Top:
    return Top(
        use=use,
        question=line.question,
        rank=rank,
        line_id=line.id,
        post_id=line.post_id,
        start=line.start,
        end=line.end,
        text=line.text,
        handle=post.handle,
        name=post.name,
        url=post.url,
        role=_role(post, roles),
        score=line.score,
        gain=line.score,
        reasons=(why, *line.reasons),
    )
