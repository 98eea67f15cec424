"""Lines of the whole chat for a use of their own: the top ten, short ones, the closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.pick import shortlist
from pipeline.pick.credit import credited
from pipeline.records import Line, Person, Pick, Post, Reason, Top, Use
from pipeline.settings import PickSettings

# In 45 chats 15 short lines that were cut from longer ones stood alone less than this: 3 of them
# say enough to be shared
LEAST_ALONE = 0.7


def run(
    lines: Sequence[Line],
    picks: Sequence[Pick],
    posts: Sequence[Post],
    people: Sequence[Person],
    settings: PickSettings,
) -> list[Top]:
    """Return the lines for each use, best first; none of any use where nothing was picked.

    The top ten are picks, few by one person. Short lines fit on a picture. The closing line is the
    guest's best that is not picked. No part of a joined pick stands alone. A line that was not
    picked has to be worth no less than the weakest pick: its score, less where it is unsure that
    its post answers the question; a short one has to stand alone, too, as what stood before it is
    not shared. Under no question it has to be one that may be picked there.
    """
    if not picks:
        return []
    by_id = {post.id: post for post in posts}
    known = {person.handle.casefold(): person for person in people}
    values = {line.id: shortlist.worth(line, settings) for line in lines}
    worth = (values.get(pick.line_id, pick.score) for pick in picks)
    bar = min((value for value in worth if value > 0), default=0.0)  # one accepted may have none
    chosen = {pick.line_id for pick in picks}
    used = {post_id for pick in picks for post_id in pick.post_ids}
    apart = {post_id for pick in picks if pick.joined for post_id in pick.post_ids}
    least = shortlist.least_beyond(lines, settings)
    beyond = {line.id for line in shortlist.beyond(lines) if line.score * line.placed >= least}
    good = [
        line
        for line in lines
        if values[line.id] >= bar
        and line.score > 0
        and line.id not in chosen
        and apart.isdisjoint(line.post_ids)
        and (line.question is not None or line.id in beyond)
    ]
    guests = {handle for handle, person in known.items() if person.role == "guest"}
    alone = [line for line in good if line.stands_alone >= LEAST_ALONE]
    both: list[Line | Pick] = [*picks, *alone]
    uses: tuple[tuple[Use, list[Line | Pick], int], ...] = (
        ("top", [*picks], settings.top),
        ("short", [line for line in both if _is_short(line, settings)], settings.short_lines),
        ("closing", [line for line in good if used.isdisjoint(line.post_ids)
                     and by_id[line.post_id].handle.casefold() in guests], 1),
    )  # fmt: skip
    found: list[Top] = []
    for use, candidates, most in uses:
        candidates.sort(key=lambda line: _best_first(line, values))
        kept = _spread(candidates, by_id, settings.per_person, most)
        found += [
            _top(use, rank, line, by_id[line.post_id], known) for rank, line in enumerate(kept, 1)
        ]
    return found


def _is_short(line: Line | Pick, settings: PickSettings) -> bool:
    return len(line.said) < settings.short and "\n" not in line.said


def _best_first(line: Line | Pick, values: Mapping[str, float]) -> tuple[float, int, str, int]:
    value = values.get(line.line_id, line.score)
    return (-value, line.start - line.end, line.post_id, line.start)


def _spread(
    lines: Iterable[Line | Pick], posts: Mapping[str, Post], per_person: int, most: int
) -> list[Line | Pick]:
    heard: Counter[str] = Counter()
    seen: set[str] = set()
    found: list[Line | Pick] = []
    for line in lines:
        author = posts[line.post_id].handle.casefold()
        said = " ".join(line.said.casefold().split())
        if len(found) == most:
            break
        if heard[author] == per_person or not seen.isdisjoint({*line.post_ids, said}):
            continue
        heard[author] += 1
        seen |= {*line.post_ids, said}
        found.append(line)
    return found


def _why(use: Use, line: Line | Pick) -> Reason:
    if use == "closing":
        words = "the guest's best line that no question took"
    elif use == "short":
        words = f"{len(line.said)} characters"
    else:
        words = "among the best picks of the chat"
    return Reason(text=words, value=0.0)


def _top(use: Use, rank: int, line: Line | Pick, post: Post, known: Mapping[str, Person]) -> Top:
    return Top(
        **credited(line, post, known),
        use=use,
        rank=rank,
        gain=line.score,
        reasons=(_why(use, line), *line.reasons),
        pieces=line.pieces if isinstance(line, Pick) else (),
    )
