"""The chat over time: how many posts in each few minutes, and to which question they belong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone, tzinfo

from markupsafe import Markup

from pipeline.recap.charts import svg
from pipeline.recap.charts.svg import Figure, Key, Panel, Table
from pipeline.recap.material import Material
from pipeline.recap.plain import count, day_in_words
from pipeline.records import DAY_LENGTH, Post, canonical_time, own_number, session_of

STEPS = (2, 5, 10, 15, 30, 60, 180, 360, 720, 1440)  # minutes that one bar may stand for
MOST_BARS = 48
BEFORE, AFTER = timedelta(minutes=10), timedelta(minutes=20)  # around the questions
MAIN_SHARE = 0.9  # of the posts: without questions, the shortest time that holds so many is drawn
COLOURS = 8
TOP, BOTTOM, HEIGHT = 46, 206, 230
ROWS, BELOW = (12, 25), 13  # of names of questions, and by how much sessions push them down
LETTER, GAP = 0.02, 0.02  # of the width, on a telephone
NONE = "none"

Bin = tuple[datetime, Counter[int | None]]


def draw(material: Material) -> Figure | None:
    """Return the picture, None when fewer than two posts carry a time of day."""
    timed = sorted((post for post in material.posts if post.time), key=_time)
    if len(timed) < 2:
        return None
    asks = _asks(material)
    told = [post.time for post in material.in_segments if post.time]
    start, end = _window(timed, [*(moment for _, moment in asks), *told])
    clock = material.chat.timezone or "UTC"
    start, end = _by(material.chat.zone, start, end)
    shown = [post for post in timed if start <= _time(post) <= end]
    minutes = _minutes(end - start)
    bins = _bins(shown, start, end, minutes, material)
    start = bins[0][0]
    numbers = sorted({n for _, counts in bins for n in counts if n is not None})
    busiest = max(bins, key=lambda item: sum(item[1].values()))
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{_day(end)}, {end:%H:%M},"
    words = (
        f"{count(len(shown), 'post')} from {_day(start)}, {start:%H:%M}, to {until} {clock}, "
        f"{_span(minutes)} a bar; the busiest begins at {_clock(busiest[0], minutes)} with "
        f"{count(sum(busiest[1].values()), 'post')}."
    )
    if len(shown) < len(material.posts):
        words += f" Not drawn: {count(len(material.posts) - len(shown), 'post')} at other times."
    title = "The chat over time"
    drawing = svg.drawing(title, words, HEIGHT, _elements(bins, numbers, asks, minutes, material))
    keys = [Key(colour(number), material.name(number)) for number in numbers]
    keys.append(Key(NONE, "no question" if numbers else "posts"))
    return Figure(
        title,
        words,
        (Panel(None, drawing),),
        tuple(keys),
        _table(bins, numbers, minutes, material.name, clock),
    )


def colour(number: int | None) -> str:
    """Return the class of a question's colour; colours come round again after eight."""
    return NONE if number is None else f"q{(number - 1) % COLOURS}"


def _time(post: Post) -> datetime:
    assert post.time is not None
    return post.time


def _asks(material: Material) -> list[tuple[int, datetime]]:
    return [
        (question.number, datetime.fromisoformat(moment))
        for question in material.questions
        if question.asked_at and len(moment := canonical_time(question.asked_at)) > DAY_LENGTH
    ]


def _window(timed: list[Post], asks: list[datetime]) -> tuple[datetime, datetime]:
    first, last = _time(timed[0]), _time(timed[-1])
    if asks:
        start, end = max(first, min(asks) - BEFORE), min(last, max(asks) + AFTER)
        if sum(start <= _time(post) <= end for post in timed) >= 2:
            return start, end
    size = max(2, round(MAIN_SHARE * len(timed)))
    windows = zip(timed, timed[size - 1 :], strict=False)
    start, end = min(
        ((_time(a), _time(b)) for a, b in windows), key=lambda pair: (pair[1] - pair[0], pair[0])
    )
    return start, end


def _by(zone: tzinfo, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return both by the clock of a zone as it goes at the start, though it be set in between."""
    there = timezone(start.astimezone(zone).utcoffset() or timedelta())
    return start.astimezone(there), end.astimezone(there)


def _minutes(span: timedelta) -> int:
    needed = span / timedelta(minutes=1) / MOST_BARS
    for step in STEPS:
        if step >= needed:
            return step
    step = STEPS[-1]
    while step < needed:
        step *= 2
    return step


def _bins(
    posts: list[Post], start: datetime, end: datetime, minutes: int, material: Material
) -> list[Bin]:
    step = timedelta(minutes=minutes)
    midnight = start.replace(hour=0, minute=0, second=0)
    first = midnight + (start - midnight) // step * step
    bins: list[Bin] = [(first + i * step, Counter()) for i in range((end - first) // step + 1)]
    for post in posts:
        answer = material.placed.get(post.id)
        bins[(_time(post) - first) // step][1][answer.question if answer else None] += 1
    return bins


def _day(moment: datetime) -> str:
    return day_in_words(moment.date().isoformat()) or ""


def _clock(moment: datetime, minutes: int) -> str:
    if minutes >= 1440:
        return moment.date().isoformat()
    return f"{moment:%H:%M}" if minutes < 180 else f"{moment:%m-%d %H:%M}"


def _span(minutes: int) -> str:
    if minutes >= 1440:
        return count(minutes // 1440, "day")
    return count(minutes // 60, "hour") if minutes >= 60 else f"{minutes} minutes"


def _elements(
    bins: list[Bin],
    numbers: list[int],
    asks: list[tuple[int, datetime]],
    minutes: int,
    material: Material,
) -> list[Markup]:
    heights = svg.steps(max(sum(counts.values()) for _, counts in bins))
    scale = (BOTTOM - TOP) / heights[-1]
    width = 1 / len(bins)
    found, labels = svg.levels(heights, BOTTOM, scale)
    for place, (moment, counts) in enumerate(bins):
        y = float(BOTTOM)
        for number in [*numbers, None]:
            if counts[number]:
                y -= counts[number] * scale
                what = material.name(number) if number is not None else "no question"
                title = f"{_clock(moment, minutes)}, {what}: {count(counts[number], 'post')}"
                found.append(
                    svg.bar((place + 0.07) * width, y, 0.86 * width, counts[number] * scale,
                            colour(number), title)
                )  # fmt: skip
    found += [*labels, svg.rule(0, BOTTOM, 1, BOTTOM, "axis")]
    found += _marks(asks, bins[0][0], timedelta(minutes=minutes) * len(bins), material.is_segmented)
    every = max(1, -(-len(bins) // 5))
    for place in range(0, len(bins), every):
        anchor = "start" if place == 0 else "middle"
        found.append(
            svg.text(_clock(bins[place][0], minutes), place * width, BOTTOM + 16, anchor, "tick")
        )
    return found


def _marks(
    asks: list[tuple[int, datetime]], start: datetime, span: timedelta, is_segmented: bool
) -> list[Markup]:
    """Return a line for every question, named where there is room: no name stands on another.

    What many have in common, their session, stands once above them.
    """
    places = [(number, (moment - start) / span) for number, moment in asks]
    places = sorted((p for p in places if 0 <= p[1] <= 1), key=lambda place: place[1])
    shared = {n: "segments" if is_segmented else f"session {session_of(n)}" for n, _ in places}
    is_shared = is_segmented or any(session_of(number) > 1 for number, _ in places)
    rows = [y + BELOW * is_shared for y in ROWS]
    ends = dict.fromkeys((*ROWS, *rows), 0.0)
    found: list[Markup] = []
    told: set[str] = set()
    for number, x in places:
        above = shared[number]
        if is_shared and above not in told and _name(above, x, ROWS[:1], ends, found):
            told.add(above)
        name = str(number) if is_segmented else f"Q{own_number(number)}"
        # without its session above it, it would be taken for one of the session before
        y = _name(name, x, rows, ends, found) if above in told or not is_shared else None
        found.append(svg.rule(x, (y or rows[-1]) + 3, x, BOTTOM, "ask"))
    return found


def _name(
    words: str, x: float, rows: Sequence[int], ends: dict[int, float], found: list[Markup]
) -> int | None:
    """Add a name to `found`, in the first row that is free there; return the row, None without."""
    width = LETTER * len(words) + GAP
    anchor, left = "middle", x - width / 2
    if left < 0:
        anchor, left = "start", x
    elif left + width > 1:
        anchor, left = "end", x - width
    row = next((y for y in rows if ends[y] <= left), None)
    if row is not None:
        ends[row] = left + width
        found.append(svg.text(words, x, row, anchor, "mark"))
    return row


def _table(
    bins: list[Bin], numbers: list[int], minutes: int, name: Callable[[int], str], clock: str
) -> Table:
    head = (f"Time ({clock})", "Posts", *(name(number) for number in numbers), "No question")
    rows = [
        (
            _clock(moment, minutes),
            f"{sum(counts.values()):,}",
            *(f"{counts[number]:,}" for number in [*numbers, None]),
        )
        for moment, counts in bins
    ]
    return Table(head, tuple(rows))
