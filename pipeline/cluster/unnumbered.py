"""Questions of a host who does not number them, or numbers them like a list ("3. What ...")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.cluster import asks, counting, replies
from pipeline.cluster.evidence import GREETING
from pipeline.cluster.sessions import WORD, alike
from pipeline.records import Chat, Post, Question

OPENS_CHAT = re.compile(
    r"\b(?:welcome|tonight|your host|hosting|hosted|(?:is|we(?:'|’)re) (?:open|on|live|go)|"
    r"start(?:s|ing)(?: now)?|\w+ (?:questions|qs)|first question|next question|last question|"
    r"roll call|it(?:'|’)s #\w+)\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"^\W*(?P<number>\d{1,2})\s?[.):]\s+(?P<text>\S.*)$", re.DOTALL)
LEAST_ASKED = 3  # questions that show who the host is
LEAST_FOLLOWED = 3  # posts by others between one question and the next
MOSTLY = 0.65  # of what a host says to all from the first question to the last, what share asks
MOST_POSTS = 120  # of a chat for each question
MOST_SPANS = 2.5  # how much longer a chat is than from the first question to the last
APART = 0.4  # of the usual number of posts by others: what comes sooner is said in between
LEAST_WORDS = 4
ALIKE = 4  # letters of a hashtag and a handle that are one name
COUNTED = "the host gave no number: counted in the order of asking"


def find(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return the questions of a chat in which nobody labels any, in the order of asking.

    Those that a host numbers like a list keep their numbers; others are counted.
    """
    listed = _listed(posts, chat)
    if listed:
        return listed
    asked, again = _once(_called(posts, chat))
    if len(asked) < LEAST_ASKED:
        asked, again = _once(_hosted(posts, chat) or asked)
    elif _numbers(asked)[-1] > len(asked):
        asked = _filled(asked, _hosted(posts, chat))
    return [
        asks.question(number, post, post.said, _why(post)).model_copy(
            update={"also_asked": tuple(again[post.id])}
        )
        for number, post in zip(_numbers(asked), asked, strict=True)
    ]


def _once(asked: Sequence[Post]) -> tuple[list[Post], Mapping[str, list[str]]]:
    """Return the first post that asks each question, and by its id who asks it again, under the
    same word and much alike ("Once more the second question: ...")."""
    first: dict[int, Post] = {}
    again: dict[str, list[str]] = defaultdict(list)
    once = []
    for post in asked:
        number = counting.number(post.said)
        before = first.get(number) if number is not None else None
        if before is not None and alike(before.said, post.said):
            again[before.id].append(post.id)
            continue
        if number is not None:
            first[number] = post
        once.append(post)
    return once, again


def _numbers(asked: Sequence[Post]) -> Sequence[int]:
    """Return under which numbers posts ask: the host's words, or where these go back the order."""
    return counting.numbers([post.said for post in asked]) or range(1, len(asked) + 1)


def _filled(called: list[Post], hosted: list[Post]) -> list[Post]:
    """Return what is called a question with what the same host asks in between, if that is just
    what the words leave out ("To warm up: ...", "Second question: ...")."""
    numbers = counting.numbers([post.said for post in hosted])
    is_whole = numbers == list(range(1, len(hosted) + 1))
    return hosted if is_whole and {p.id for p in called} <= {p.id for p in hosted} else called


def _why(post: Post) -> str:
    called = counting.CALLED.search(post.said)
    is_told = counting.number(post.said) is not None
    return f'@{post.handle} calls it "{called[0]}"' if called and is_told else COUNTED


def _listed(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return what somebody asks as "1. ...", "2. ...", and so on, while others speak."""
    lists: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for place, post in enumerate(posts):
        match = LISTED.match(post.said)
        if match and _to_all(post):
            lists[_voice(post, chat)].append((place, int(match["number"]), match["text"]))
    best: list[tuple[int, int, str]] = []
    own = _places(posts, chat)
    for handle in sorted(lists):
        row: list[tuple[int, int, str]] = []
        for item in lists[handle]:
            if not row and item[1] > 1:
                continue
            if row and item[1] != row[-1][1] + 1:
                continue
            if row and _others(own[handle], row[-1][0], item[0]) < LEAST_FOLLOWED:
                row = []  # a list over several posts of one's own
                continue
            row.append(item)
        if len(row) > len(best) and any("?" in text for _, _, text in row):
            best = row
    if len(best) < LEAST_ASKED:
        return []
    return [
        asks.question(number, posts[place], text, f"numbered {number} by @{posts[place].handle}")
        for place, number, text in best
    ]


def _called(posts: Sequence[Post], chat: Chat) -> list[Post]:
    """Return what is called a question ("On to the second question: ..."), and what a given host
    asks and others reply to."""
    hosts = {handle.casefold() for handle in chat.host}
    answered = {post.reply_to for post in posts if post.reply_to}
    first = [post for post in posts if post.set_aside is None and not post.reply_to]
    asks = []
    for post in first:
        is_hosts = post.handle.casefold() in hosts and post.id in answered
        is_called = "?" in post.said and (counting.CALLED.search(post.said) or is_hosts)
        if is_called or counting.announces(post.said):
            asks.append(post)
    counted = Counter(post.handle.casefold() for post in asks)
    if not hosts and counted:
        hosts = {min(counted, key=lambda handle: (-counted[handle], handle))}
    called = {post.id for post in asks}
    return [
        post
        for post in first
        if post.handle.casefold() in hosts
        and (post.id in called or counting.announces(post.said, is_known=True))
    ]


def _hosted(posts: Sequence[Post], chat: Chat) -> list[Post]:
    """Return what the host asks: of what the host says to all, what asks, and what others go on
    from for as long. A host opens the chat, or is named as it is, and mostly asks."""
    given = {handle.casefold() for handle in chat.host}
    known = given | _opening(posts)
    tag = (chat.hashtag or "").lstrip("#").casefold()
    own = _places(posts, chat)
    found: list[int] = []
    for handle in sorted(own):
        if handle not in known and not _is_named_after(handle, tag):
            continue
        opens = [place for place in own[handle] if _to_all(posts[place])]
        asks = [place for place in opens if "?" in posts[place].said]
        asked = _followed(own[handle], asks, len(posts))
        if len(asked) < LEAST_ASKED or len(asked) <= len(found):
            continue
        span = asked[-1] - asked[0] + 1
        if len(posts) > min(MOST_POSTS * len(asked), MOST_SPANS * span):
            continue  # somebody who asks now and then
        meanwhile = sum(asked[0] <= place <= asked[-1] for place in opens)
        if handle in given or len(asked) >= MOSTLY * meanwhile:
            found = _with_unmarked(posts, opens, asked, own[handle])
    return [posts[place] for place in found]


def _opening(posts: Sequence[Post]) -> set[str]:
    """Return who opens the chat: in words that hosts use, or by a greeting before all others."""
    to_all = [post for post in posts if _to_all(post)]
    greeting = [post for post in to_all[:1] if GREETING.search(post.said)]
    opening = [post for post in to_all if OPENS_CHAT.search(post.said)]
    return {post.handle.casefold() for post in (*greeting, *opening)}


def _to_all(post: Post) -> bool:
    is_first = not post.reply_to and not replies.starts_with_name(post)
    return is_first and post.set_aside is None


def _is_named_after(handle: str, tag: str) -> bool:
    name = re.sub(r"[\W_]|chat|hour", "", tag)
    is_chats = re.search(r"(?:chat|hour)(?:hq|host)?$", handle.replace("_", "")) is not None
    return is_chats or (len(name) >= ALIKE and name in handle.replace("_", ""))


def _voice(post: Post, chat: Chat) -> str:
    """Return whose voice a post is, in lower case: given hosts who take turns are one."""
    hosts = [handle.casefold() for handle in chat.host]
    handle = post.handle.casefold()
    return hosts[0] if handle in hosts else handle


def _places(posts: Sequence[Post], chat: Chat) -> dict[str, list[int]]:
    """Return the places of each voice's posts."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, post in enumerate(posts):
        found[_voice(post, chat)].append(place)
    return found


def _others(own: Sequence[int], start: int, stop: int) -> int:
    """Return how many posts between two places are by others; `own` are those of one person."""
    return stop - start - 1 - (bisect_left(own, stop) - bisect_right(own, start))


def _followed(own: Sequence[int], places: Sequence[int], count: int) -> list[int]:
    """Return the places after which others speak before the next of them; of several in a row the
    last one asks."""
    return [
        place
        for place, end in pairwise([*places, count])
        if _others(own, place, end) >= LEAST_FOLLOWED
    ]


def _with_unmarked(
    posts: Sequence[Post], opens: Sequence[int], asked: Sequence[int], own: Sequence[int]
) -> list[int]:
    """Return the places of a host's questions with those that ask without a question mark: they
    lie before or between others, about as far from each as questions do."""
    usual = sorted(_others(own, a, b) for a, b in pairwise(asked))
    least = APART * usual[len(usual) // 2]
    found = list(asked)
    for place in opens:
        at = bisect_left(found, place)
        if at == len(found) or found[at] == place:
            continue
        is_late = at == 0 or _others(own, found[at - 1], place) >= least
        is_welcome = at == 0 and OPENS_CHAT.search(posts[place].said) is not None
        has_words = len(WORD.findall(posts[place].said)) >= LEAST_WORDS
        if is_late and has_words and not is_welcome and _others(own, place, found[at]) >= least:
            found.insert(at, place)
    return found
