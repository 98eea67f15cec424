"""Posts from outside of the chat: of another one, for other days, or by who only advertises."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set

from pipeline.normalize.reading import Reading
from pipeline.pitches import is_pitch
from pipeline.records import Chat, hashtags

HOUR = 3600
SESSION = 3 * HOUR  # the longest a chat of an hour runs over
LEAST_SHARE = 0.6  # of the timed posts, from which the rest is beside the chat
LEAST_POSTS = 20  # fewer have no busiest hour
LEAST_TAGGED = 0.25  # of the posts, from which on an export is one of the chat's hashtag
LEAST_NUMBERS = 2  # asked by one person: another session or chat, and no stray question
MOST_SHARED = 0.1  # of the posts under another chat's hashtag that stand under ours, too
DAY_BEFORE = 24 * HOUR  # announcements; on the day itself people are getting ready
DAYS_AFTER = 48 * HOUR  # stragglers answer on the next day
Span = tuple[float, float]  # when a session began and ended, in seconds


def mark(posts: Sequence[Reading], chat: Chat, tags: frozenset[str]) -> None:
    """Set aside what advertises, what is of another chat and what lies days away from this one,
    where nothing else is why.

    A post that takes part stays, however late: one with a label, unless it stands under other
    hashtags than `tags`, those of the chat; or one that replies to a post of the chat or quotes it.
    Where none is given and few posts carry one that is, as in a channel, other hashtags say
    nothing.
    """
    tagged = sum(not tags.isdisjoint(hashtags(post.entities, post.label)) for post in posts)
    is_tagged = chat.hashtag is not None or tagged >= LEAST_TAGGED * len(posts)
    tags = tags if is_tagged else frozenset()
    for post in _promotions(posts, chat, tags):
        post.aside = post.aside or "promotion"
    for post in _of_other_chats(posts, _beside(posts, chat, tags)):
        post.aside = post.aside or "another chat"
    for post in _days_away(posts, tags):
        post.aside = post.aside or "not in the chat's time"


def _promotions(posts: Sequence[Reading], chat: Chat, tags: frozenset[str]) -> list[Reading]:
    """Return the posts of authors who sell and do nothing else: each leads away from the chat."""
    people = {handle.casefold() for handle in (*chat.host, *chat.guest)}
    ids = {post.post.id for post in posts}
    written: dict[str, list[Reading]] = defaultdict(list)
    for post in posts:
        if not post.is_passed_on:
            written[post.author].append(post)
    return [
        post
        for author, own in written.items()
        if author not in people
        and not any(_takes_part(post, ids, tags) for post in own)
        and all(_leads_away(post) for post in own)
        and any(is_pitch(post.post.text) for post in own)
        for post in own
    ]


def _leads_away(post: Reading) -> bool:
    return any(entity.kind == "url" for entity in post.entities) or is_pitch(post.post.text)


def _takes_part(post: Reading, ids: set[str], tags: frozenset[str]) -> bool:
    is_labelled = post.label is not None and not _is_of_another(post, tags)
    return is_labelled or post.post.reply_to in ids or post.quotes in ids


def _beside(posts: Sequence[Reading], chat: Chat, tags: frozenset[str]) -> frozenset[str]:
    """Return the hashtags of the chat that stand beside the given one; all where none is given, or
    one, perhaps with a slip, under which nobody asks by numbers."""
    given = (chat.hashtag or "").casefold()
    held = [hashtags(post.entities) for post in posts]
    if len(_numbers_under({given}, posts)) < LEAST_NUMBERS:
        return tags
    used = Counter(tag for each in held for tag in each)
    shared = Counter(tag for each in held if given in each for tag in each)
    return frozenset(tag for tag in tags if shared[tag] > MOST_SHARED * used[tag])


def _numbers_under(tags: Set[str], posts: Sequence[Reading]) -> set[int]:
    return {
        post.label.question
        for post in posts
        if post.label and post.is_question and not tags.isdisjoint(hashtags(post.entities))
    }


def _of_other_chats(posts: Sequence[Reading], tags: frozenset[str]) -> list[Reading]:
    """Return the posts under the hashtags of other chats that reply to none of this one.

    Such a hashtag hardly ever stands beside `tags`, and on fewer posts than these, which may be
    given with a slip, unless numbers are asked under these, too; and somebody who asks nothing here
    asks other questions under it, by numbers that are asked here: two chats that are held together
    ask the same ones, or take turns, and a host may forget the hashtag.
    """
    ours = [post for post in posts if not _is_of_another(post, tags)]
    asked = [post for post in ours if post.is_question]
    hosts, said = {post.author for post in asked}, {post.joined for post in asked}
    here = {post.label.question for post in asked if post.label}
    under = _numbers_under(tags, asked)
    theirs = [post for post in posts if _is_of_another(post, tags)]
    numbers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for post in theirs:
        if post.label is None or not post.is_question or post.is_passed_on:
            continue
        # "Q1 At night, with tea": many label their answers so
        if "?" in post.said and post.author not in hosts and post.joined not in said:
            for tag in hashtags(post.entities, post.label):
                numbers[tag, post.author].add(post.label.question)
    used, shared = (
        Counter(tag for post in some for tag in hashtags(post.entities)) for some in (theirs, ours)
    )
    most = max((shared[tag] for tag in tags), default=0)
    other = {
        tag
        for (tag, _), own in numbers.items()
        if len(own & here) >= LEAST_NUMBERS
        and shared[tag] <= MOST_SHARED * used[tag]
        and (used[tag] < most or len(own & under) >= LEAST_NUMBERS)
    }
    inside = {post.post.id for post in ours}
    return [
        post
        for post in theirs
        if not other.isdisjoint(hashtags(post.entities)) and not _takes_part(post, inside, tags)
    ]


def _days_away(posts: Sequence[Reading], tags: frozenset[str]) -> list[Reading]:
    timed = [(post.post.time, post) for post in posts]
    known = [(time.timestamp(), post) for time, post in timed if time is not None]
    main = _session([second for second, _ in known])
    if main is None:
        return []
    sessions = sorted([main, *_others(known, main, tags)])
    inside = {post.post.id for second, post in known if _is_within(second, sessions)}
    return [
        post
        for second, post in known
        if not _is_within(second, sessions, before=DAY_BEFORE, after=DAYS_AFTER)
        and not _takes_part(post, inside, tags)
    ]


def _is_within(
    second: float, sessions: Sequence[Span], *, before: float = 0, after: float = 0
) -> bool:
    """Return whether a moment lies in one of the sessions, which follow each other, or so shortly
    before or after one."""
    begun = bisect_right(sessions, second + before, key=lambda session: session[0])
    return begun > 0 and second <= sessions[begun - 1][1] + after


def _others(known: Sequence[tuple[float, Reading]], main: Span, tags: frozenset[str]) -> list[Span]:
    """Return the chat's other sessions in order: hours with as many posts as a chat has at least,
    in which one author asks questions under several numbers."""
    far = [
        (second, post)
        for second, post in known
        if not _is_within(second, [main], before=DAY_BEFORE, after=DAYS_AFTER)
    ]
    seconds = sorted(second for second, _ in far)
    asked = _asked(far, tags)
    starts = sorted((start, author) for author, own in asked.items() for start, _ in own)
    found: list[Span] = []
    for start, author in starts:
        own, end = asked[author], start + SESSION
        since, until = bisect_left(own, start, key=_moment), bisect_right(own, end, key=_moment)
        numbers = {number for _, number in own[since:until]}
        is_near = _is_within(start, found[-1:], before=DAY_BEFORE, after=DAYS_AFTER)
        posts = bisect_right(seconds, end) - bisect_left(seconds, start)
        if len(numbers) >= LEAST_NUMBERS and posts >= LEAST_POSTS and not is_near:
            found.append((start, end))
    return found


def _asked(
    posts: Iterable[tuple[float, Reading]], tags: frozenset[str]
) -> dict[str, list[tuple[float, int]]]:
    """Return by author when each asks which number of the chat, in order of time."""
    asked: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for second, post in posts:
        if post.label is None or post.label.kind != "Q" or post.is_passed_on:
            continue
        if not _is_of_another(post, tags):
            asked[post.author].append((second, post.label.question))
    return {author: sorted(own, key=_moment) for author, own in asked.items()}


def _moment(asked: tuple[float, int]) -> float:
    return asked[0]


def _is_of_another(post: Reading, tags: frozenset[str]) -> bool:
    """Return whether a post stands under other hashtags only: another chat's."""
    used = hashtags(post.entities, post.label)
    return bool(used and tags) and not used & tags


def _session(times: Iterable[float]) -> Span | None:
    """Return when the chat began and ended, or None where most posts are not of one hour."""
    seconds = sorted(times)
    if len(seconds) < LEAST_POSTS:
        return None
    counts = [bisect_right(seconds, start + SESSION) - at for at, start in enumerate(seconds)]
    most = max(counts)
    if most < LEAST_SHARE * len(seconds):
        return None
    first = counts.index(most)
    return seconds[first], seconds[first + most - 1]
