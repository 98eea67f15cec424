"""The evidence that a post belongs to a question, or to none, as numbers with names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np

from pipeline import language
from pipeline.cluster.arrays import Floats, Ints
from pipeline.cluster.scene import Scene
from pipeline.cluster.surroundings import is_on
from pipeline.records import Post, called, number_of

GREETING = re.compile(
    r"\b(?:hello|hi|hey|good (?:evening|morning|afternoon|night)|evening all|welcome|goodbye|bye|"
    r"see you|cheers|joining|tuning in|checking in|lurking|excited|looking forward|"
    r"great chat|thanks? (?:you )?(?:all|every\w+|"
    r"for (?:joining|hosting|having|the chat|a great)))\b"
    r"|^\W*(?:night(?:y[ -]night)?|ta),? (?:all|every(?:one|body)|folks)\b",
    re.IGNORECASE,
)
THANKS = re.compile(r"\b(?:thanks?|thank you|thx|ty|appreciate)\b", re.IGNORECASE)
LOGISTICS = re.compile(
    r"\b(?:storify|transcript|recap|archive|next week|next chat|tomorrow|tonight|join us|"
    r"starts?|minutes|mins|coming up|get ready|reminder|please RT|hashtag|tweetchat|tweet ?meet|"
    r"Q\d{1,2} (?:is )?coming|retweet|follow|RT if|keep them coming|"
    r"here comes (?:the )?(?:next|last))\b",
    re.IGNORECASE,
)
OPENER = re.compile(
    r"^\W*(?:yes|yep|yeah|no|nope|agreed?|absolutely|exactly|totally|true|same|love|great|good|"
    r"nice|brilliant|excellent|interesting|haha|lol|me too|i agree|so true|ha|ooh|wow)\b",
    re.IGNORECASE,
)

# "T1 my effort", "a longer thought on Q3", "Home at last. For Q3 it was ..."; not "in time for Q1",
# "I will try Q4", "Missed Q1, on Q2 I ...", "a day on a 2 m ladder"
NAMED = re.compile(
    r"(?:^\W*(?:[#@]\w+\W+)*(?:missed\s+(?!\S+\s[^\n]{0,280}\b[QAT]\d))?"
    r"|\b(?:on|to|re|about|answering|still(?!\s+\S+\s[^\n]{0,280}\b[QAT]\d))\s+"
    r"|(?:[.!?…:;)\n–—]\s{0,9}|\s-\s{1,9})(?:and\s|but\s)?for\s+)"
    r"(?:[QT]\.?\s?|A\.?|question\s)(?P<number>\d{1,2})(?![\w%])",
    re.IGNORECASE,
)

# Each name is one column; `none.` columns speak for "belongs to no question".
FEATURES = (
    "label", "label.other", "label.also", "label.named",
    "clock.open", "clock.just_opened", "clock.previous", "clock.previous_just_closed",
    "clock.older", "clock.not_yet", "clock.long_open", "clock.open_to_host",
    "clock.lag_2", "clock.lag_6", "clock.lag_15", "clock.third", "clock.labels",
    "clock.labels_reply", "clock.open_reply", "clock.just_opened_reply", "clock.previous_reply",
    "clock.previous_just_closed_reply", "clock.older_reply", "clock.open_few", "clock.lag_15_few",
    "fit.question", "fit.question_best", "fit.kin", "fit.kin_best", "fit.words",
    "none.always", "none.before_first", "none.after_last", "none.greeting", "none.thanks",
    "none.logistics", "none.opener", "none.short", "none.link", "none.asks", "none.unlabelled",
    "none.reply", "none.fit", "none.repost", "none.mention_start", "none.is_host", "none.habit",
    "none.asks_first", "none.asks_many", "none.asks_amid", "none.few", "none.mention_few",
    "none.far",
)  # fmt: skip
COLUMN = {name: column for column, name in enumerate(FEATURES)}
LAGS = tuple((minutes, COLUMN[f"clock.lag_{minutes}"]) for minutes in (2, 6, 15))
OF_REPLIES = tuple(
    (COLUMN[f"clock.{name}"], COLUMN[f"clock.{name}_reply"])
    for name in ("open", "just_opened", "previous", "previous_just_closed", "older")
)
OF_FEW = tuple((COLUMN[f"clock.{n}"], COLUMN[f"clock.{n}_few"]) for n in ("open", "lag_15"))
SHORT = 5  # words
HABIT = 0.03  # share of labelled posts from which a chat is one that labels its answers
AFTER_LAST = 25.0  # minutes after the last question from which the chat runs out
LONG_OPEN = 40.0  # minutes
MANY, USUAL = 0.1, 20.0  # share of a session that are guests' own questions; posts that ask none
FAR = 90.0  # minutes after the latest question from which none is open
AT_ONCE = 50_000  # posts times questions whose evidence is held at once, so that memory is bounded


def parts(scene: Scene) -> Iterator[range]:
    """Yield the posts of a chat in parts whose evidence is held at once."""
    count = len(scene.posts)
    most = max(1, AT_ONCE // (len(scene.questions) + 1))
    for start in range(0, count, most):
        yield range(start, min(count, start + most))


def tensor(scene: Scene, hosts: frozenset[str], part: range | None = None) -> Floats:
    """Return the evidence, shape (n, m + 1, len(FEATURES)); column 0 is "no question".

    `part` are the posts that are asked about, all unless given.
    """
    part = range(len(scene.posts)) if part is None else part
    values = np.zeros((len(part), len(scene.questions) + 1, len(FEATURES)))
    _labels(scene, values, part)
    _clock(scene, values, hosts, part)
    _fit(scene, values, part)
    _none(scene, values, hosts, part)
    return values


def _labels(scene: Scene, values: Floats, part: range) -> None:
    place = {question.number: index for index, question in enumerate(scene.questions)}
    for index, post in enumerate(scene.posts[part.start : part.stop]):
        own = scene.label_of(part.start + index)
        session = int(scene.held[part.start + index])
        named = {number_of(int(m["number"]), session) for m in NAMED.finditer(post.said)}
        if part.start + index in scene.named:
            named = {scene.named[part.start + index]}
        for number in sorted(named & place.keys() - {own}):
            values[index, place[number] + 1, COLUMN["label.named"]] = 1
        if own is None and len(named) == 1:
            own = named.pop()  # who names one question and has no label might as well have one
        if own is None or own not in place:
            continue
        values[index, 1:, COLUMN["label.other"]] = 1
        values[index, place[own] + 1, COLUMN["label"]] = 1
        values[index, place[own] + 1, COLUMN["label.other"]] = 0
        for other in post.label.also if post.label else ():
            number = number_of(other, session)
            if number in place:
                values[index, place[number] + 1, COLUMN["label.also"]] = 1


def _clock(scene: Scene, values: Floats, hosts: frozenset[str], part: range) -> None:
    by_session = {
        session: [ask for ask in scene.asks if scene.asked_in[ask[1]] == session]
        for session in np.unique(scene.held).tolist()
    }
    times = {session: [moment for moment, _ in asks] for session, asks in by_session.items()}
    known = {called(host) for host in hosts}
    orders: dict[tuple[int, int], tuple[dict[int, float], list[int], list[int]]] = {}
    for index in part:
        minute, session = scene.spoken_to[index], int(scene.held[index])
        moments = times[session]
        done = bisect_right(moments, minute)
        rows = values[index - part.start]
        if done == 0:
            rows[0, COLUMN["none.far"]] = bool(moments)
            rows[0, COLUMN["none.before_first"]] = bool(moments)
            rows[1:, COLUMN["clock.not_yet"]] = bool(moments)
            continue
        if (session, done) not in orders:
            orders[session, done] = _order(scene, by_session[session][:done])
        latest, older, ahead = orders[session, done]
        lag = minute - moments[done - 1]
        _lags(rows, latest, minute, lag)
        rows[1 + next(iter(latest)), COLUMN["clock.open_to_host"]] = _speaks_to(
            scene.posts[index], known
        )
        rows[older, COLUMN["clock.older"]] = 1
        rows[ahead, COLUMN["clock.not_yet"]] = 1
        if scene.posts[index].starts_with_name:
            for plain, reply in OF_REPLIES:
                rows[:, reply] = rows[:, plain]
        for plain, few in OF_FEW:
            rows[:, few] = rows[:, plain] * (1 - scene.habit[index])
        if done == len(moments):
            rows[0, COLUMN["none.after_last"]] = min(3.0, lag / AFTER_LAST)


def _lags(rows: Floats, latest: Mapping[int, float], minute: float, lag: float) -> None:
    """Tell of one post by the clock how long ago each question was asked that is `latest`, the open
    one in front; `lag` are the minutes since that."""
    for question, moment in latest.items():
        for minutes, column in LAGS:
            rows[question + 1, column] = np.exp((moment - minute) / minutes)
    opened = [rows[question + 1] for question in latest]
    opened[0][COLUMN["clock.open"]] = 1
    opened[0][COLUMN["clock.just_opened"]] = np.exp(-lag / 1.5)
    opened[0][COLUMN["clock.long_open"]] = min(1.0, lag / LONG_OPEN)
    if len(opened) > 1:
        opened[1][COLUMN["clock.previous"]] = 1
        opened[1][COLUMN["clock.previous_just_closed"]] = np.exp(-lag / 3)
    if len(opened) > 2:
        opened[2][COLUMN["clock.third"]] = 1
    rows[0, COLUMN["none.far"]] = lag > FAR


def _order(
    scene: Scene, asks: Sequence[tuple[float, int]]
) -> tuple[dict[int, float], list[int], list[int]]:
    """Return when each question was last asked, the latest first; the columns of those older than
    two, and of those not asked yet."""
    latest: dict[int, float] = {}
    for moment, question in reversed(asks):
        latest.setdefault(question, moment)
    ahead = [q + 1 for q in range(len(scene.questions)) if q not in latest]
    return latest, [question + 1 for question in [*latest][2:]], ahead


def _speaks_to(post: Post, hosts: Set[str]) -> bool:
    first = next((e for e in post.entities if e.kind == "mention"), None)
    is_named = first is not None and first.start < 3 and called(first.text[1:]) in hosts
    return is_named or post.answered in hosts


def without_labels(scene: Scene, values: Floats, part: range) -> tuple[Ints, Floats]:
    """Return which posts of a part are labelled as answers (k,), reposts aside, and by how much
    their evidence (k, m + 1, len(FEATURES)) would change if they were not."""
    named = np.array(
        [
            post.is_labelled_answer and post.set_aside is None
            for post in scene.posts[part.start : part.stop]
        ],
        dtype=bool,
    )
    rows = np.flatnonzero(named & values[:, 1:, COLUMN["label"]].any(axis=1))
    change = np.zeros((len(rows), *values.shape[1:]))
    for name in ("label", "label.other", "label.also"):
        change[..., COLUMN[name]] = -values[rows][..., COLUMN[name]]
    change[:, 0, COLUMN["none.unlabelled"]] = 1
    change[:, 0, COLUMN["none.habit"]] = scene.habit[part.start + rows]
    return part.start + rows, change


def has_labels(scene: Scene) -> bool:
    """Return whether this chat labels its answers; else a missing label says nothing."""
    labelled = sum(post.is_labelled_answer for post in scene.posts)
    return labelled >= HABIT * max(1, len(scene.posts))


def _fit(scene: Scene, values: Floats, part: range) -> None:
    inside = slice(part.start, part.stop)
    values[:, 1:, COLUMN["fit.words"]] = scene.wording[inside]
    values[:, 1:, COLUMN["clock.labels"]] = scene.moments[inside]
    starts = [post.starts_with_name for post in scene.posts[inside]]
    values[starts, 1:, COLUMN["clock.labels_reply"]] = scene.moments[inside][starts]
    asked, kin = (held[part.start : part.stop] for held in (scene.fits, scene.kin))
    for fits, name in ((asked, "fit.question"), (kin, "fit.kin")):
        if not fits.shape[1]:
            continue
        values[:, 1:, COLUMN[name]] = fits
        best = fits.argmax(axis=1)
        margin = np.sort(fits, axis=1)
        gap = margin[:, -1] - margin[:, -2] if fits.shape[1] > 1 else margin[:, -1]
        values[np.arange(len(best)), best + 1, COLUMN[f"{name}_best"]] = gap
    if kin.shape[1]:
        values[:, 0, COLUMN["none.fit"]] = np.maximum(kin, asked).max(axis=1)


def asks_first(post: Post, hosts: frozenset[str]) -> bool:
    """Return whether a guest asks something of the own accord, and nobody by name."""
    speaks_to = post.starts_with_name
    is_guest = post.handle.casefold() not in hosts
    return is_guest and language.asks(post.said) and post.label is None and not speaks_to


def guests_ask(scene: Scene, hosts: frozenset[str]) -> Floats:
    """Return for each post (n,) in [0, 1] how much the guests of its session ask of their own
    accord while it is on: where they do, they answer each other and not the host."""
    on = is_on(scene)
    asks = np.array([asks_first(post, hosts) for post in scene.posts], dtype=bool) & on
    _, session = np.unique(scene.held, return_inverse=True)
    shares = np.bincount(session, weights=asks) / (np.bincount(session, weights=on) + USUAL)
    found: Floats = np.minimum(1.0, shares / MANY)[session]
    return found


def _none(scene: Scene, values: Floats, hosts: frozenset[str], part: range) -> None:
    asking_much = guests_ask(scene, hosts)
    for index, post in enumerate(scene.posts[part.start : part.stop]):
        said = post.said
        row = values[index, 0]
        words = len(said.split())
        row[COLUMN["none.always"]] = 1
        row[COLUMN["none.greeting"]] = bool(GREETING.search(said))
        row[COLUMN["none.thanks"]] = bool(THANKS.search(said))
        row[COLUMN["none.logistics"]] = bool(LOGISTICS.search(said))
        row[COLUMN["none.opener"]] = bool(OPENER.search(said))
        row[COLUMN["none.short"]] = max(0.0, 1 - words / SHORT)
        row[COLUMN["none.link"]] = any(e.kind == "url" for e in post.entities)
        row[COLUMN["none.asks"]] = language.asks(said)
        row[COLUMN["none.unlabelled"]] = post.label is None
        row[COLUMN["none.habit"]] = (post.label is None) * scene.habit[part.start + index]
        row[COLUMN["none.reply"]] = bool(scene.parents[part.start + index])
        row[COLUMN["none.repost"]] = post.set_aside in ("repost", "empty")
        row[COLUMN["none.mention_start"]] = post.starts_with_name
        is_host = post.handle.casefold() in hosts
        row[COLUMN["none.is_host"]] = is_host and post.label is None
        few = 1 - scene.habit[part.start + index]
        many = asking_much[part.start + index]
        row[COLUMN["none.asks_first"]] = asks_first(post, hosts)
        row[COLUMN["none.asks_many"]] = many
        row[COLUMN["none.asks_amid"]] = many * row[COLUMN["none.asks_first"]]
        row[COLUMN["none.few"]] = few
        row[COLUMN["none.mention_few"]] = few * row[COLUMN["none.mention_start"]]
