"""Questions of a host who does not number them, or numbers them like a list ("3. What ...")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from pipeline.cluster import (
    again,
    asks,
    counted,
    counting,
    hosting,
    interview,
    leading,
    unlisted,
    voices,
)
from pipeline.cluster.asks import INVITING
from pipeline.cluster.counted import LEAST_ASKED, LEAST_FOLLOWED
from pipeline.cluster.filing import THREADED
from pipeline.cluster.sessions import LEAST_NUMBERS, alike, repeats
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Chat, Post, Question

MOSTLY = 0.65  # of what others go on from between a host's first question and last, what share asks
MOST_POSTS = 120  # of a chat for each question
MOST_SPANS = 2.5  # how much longer a chat is than from the first question to the last
APART = 0.4  # of the usual number of posts by others: what comes sooner is said in between
LEAST_WORDS = 4
MOST_HOSTS = 3  # who take turns: where more ask in threads of their own, all do
ALIKE = 4  # letters of a hashtag and a handle that are one name
COUNTED = "the host gave no number: counted in the order of asking"


def find(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return the questions of a chat in which nobody labels any, in the order of asking.

    Those that a host numbers like a list keep their numbers; others are counted.
    """
    listed = counted.find(posts, chat)
    if listed and not _is_story(listed, _hosted(posts, chat)):
        known = again.in_right_words({question.number: question for question in listed}, posts)
        hosts = {(question.handle or "").casefold() for question in listed}
        return [*known.values(), *unlisted.find(posts, known, hosts).values()]
    spoken, right = posts, {by for by, _ in again.put_right(posts).values()}
    posts = [post for post in spoken if post.id not in right]
    asked, repeated = _once(_called(posts, chat))
    if len(asked) < LEAST_ASKED:
        threaded = _threaded(posts, chat)
        if not threaded and (ama := interview.find(posts, chat)) is not None:
            return _asked_of(ama, posts)
        asked, repeated = _once(threaded or _hosted(posts, chat) or asked)
    elif _numbers(asked)[-1] > len(asked):
        asked = _filled(asked, _hosted(posts, chat))
    while len(asked) > 1 and leading.is_roll_call(asked[0]):
        asked = asked[1:]
    found, by_id, asking = {}, {post.id: post for post in posts}, {post.id for post in asked}
    for number, post in zip(_numbers(asked), asked, strict=True):
        parts = again.first_parts(post, by_id, asking)
        text = " / ".join(part.said for part in (*parts, post))
        question = asks.question(number, post, text, _why(post))
        others = (*(part.id for part in parts), *repeated[post.id])
        found[number] = question.model_copy(update={"also_asked": others})
    return [*again.in_right_words(found, spoken).values()]


def _asked_of(ama: interview.Interview, posts: Sequence[Post]) -> list[Question]:
    guest = next(post.at for post in posts if post.handle.casefold() == ama.guest)
    why = f"asked of {guest}, who answers below it: counted in the order of asking"
    return [asks.question(number, post, post.said, why) for number, post in enumerate(ama.asked, 1)]


def _is_story(listed: Sequence[Question], hosted: Sequence[Post]) -> bool:
    """Return whether what somebody numbers is told amid the questions of another, the host, who
    asks more ("Day 1: I fed it", "(1/4) How it began")."""
    is_anothers = not {question.handle for question in listed} & {post.handle for post in hosted}
    asked = sum(has_question_mark(question.text) for question in listed)
    return is_anothers and sum(has_question_mark(post.said) for post in hosted) > asked


def _once(asked: Sequence[Post]) -> tuple[list[Post], Mapping[str, list[str]]]:
    """Return the first post that asks each question, and by its id who asks it again, under the
    same word and much alike ("Once more the second question: ..."), or right after it."""
    first: dict[int, Post] = {}
    again: dict[str, list[str]] = defaultdict(list)
    once: list[Post] = []
    for post in asked:
        number = counting.told(post)
        latest = once[-1] if once else None
        before, same = (latest, repeats) if number is None else (first.get(number), alike)
        if before is not None and same(post.said, before.said):
            again[before.id].append(post.id)
            continue
        if number is not None:
            first[number] = post
        once.append(post)
    return once, again


def _numbers(asked: Sequence[Post]) -> Sequence[int]:
    """Return under which numbers posts ask: the host's words, or where these go back the order."""
    return counting.in_order(map(counting.told, asked)) or range(1, len(asked) + 1)


def _filled(called: list[Post], hosted: list[Post]) -> list[Post]:
    """Return what is called a question with what the same host asks in between, if that is just
    what the words leave out ("To warm up: ...", "Second question: ...")."""
    numbers = counting.in_order(map(counting.told, hosted))
    is_whole = numbers == list(range(1, _numbers(called)[-1] + 1))
    return hosted if is_whole and {p.id for p in called} <= {p.id for p in hosted} else called


def _why(post: Post) -> str:
    if post.label and post.is_labelled_question:
        return f"labelled Q{post.label.question} and asked by {post.at}"
    called = counting.CALLED.search(post.said)
    is_told = counting.number(post.said) is not None
    return f'{post.at} calls it "{called[0]}"' if called and is_told else COUNTED


def _called(posts: Sequence[Post], chat: Chat) -> list[Post]:
    """Return what is called a question ("On to the second question: ..."), and what a given host
    asks and others reply to."""
    hosts = {handle.casefold() for handle in chat.host}
    answered = {post.reply_to for post in posts if post.reply_to}
    spoken = voices.to_all(posts)
    free = [post for post in posts if post.set_aside is None]
    first = [post for post in free if post.id in spoken or not post.reply_to]
    asks = []
    for post in first:
        is_hosts = post.handle.casefold() in hosts and post.id in answered
        is_named = counting.calls(post.said) or post.is_labelled_question
        is_called = counting.asks(post.said) and (is_named or is_hosts)
        if is_called or counting.announces(post.said):
            asks.append(post)
    askers = Counter(post.handle.casefold() for post in asks)
    # guests only speak of questions ("Great first question! Do you mean rye?")
    announcing = {post.handle.casefold() for post in asks if counting.announces(post.said)}
    called = {post.id for post in asks}
    counted_on = counting.counted_on(first)

    def of(hosts: Container[str]) -> list[Post]:
        return [
            post
            for post in first
            if post.handle.casefold() in hosts and (post.id in called or post.id in counted_on)
        ]

    if hosts or not announcing:
        return counting.with_others(of(hosts), first, counted_on)
    alone = min(announcing, key=lambda handle: (-askers[handle], handle))
    in_turn = of({alone} | {who for who in announcing if askers[who] >= LEAST_NUMBERS})
    are_in_order = counting.in_order(map(counting.told, _once(in_turn)[0])) is not None
    return counting.with_others(in_turn if are_in_order else of({alone}), first, counted_on)


def _threaded(posts: Sequence[Post], chat: Chat) -> list[Post]:
    """Return what one voice asks of all, or several in turn, where the chat is held in the threads
    below: most of the others' posts reply there."""
    place = {post.id: index for index, post in enumerate(posts)}
    below: dict[int, set[str]] = defaultdict(set)
    counts: Counter[int] = Counter()
    for post in posts:
        top = place.get(post.reply_to or "")
        if top is not None and voices.voice(post, chat) != voices.voice(posts[top], chat):
            below[top].add(voices.voice(post, chat))
            counts[top] += 1
    asked: dict[str, list[int]] = defaultdict(list)
    spoken = _spoken(posts)
    for top in sorted(below):
        is_asking = counting.asks(posts[top].said) or counting.bids(posts[top])
        is_asked = posts[top].id in spoken and is_asking
        if is_asked and len(below[top]) >= LEAST_FOLLOWED:
            asked[voices.voice(posts[top], chat)].append(top)
    most = max(map(len, asked.values()), default=0)
    alone = [who for who in sorted(asked) if len(asked[who]) == most][:1]
    enough = max(LEAST_NUMBERS, most / 2)
    in_turn = [who for who in sorted(asked) if len(asked[who]) >= enough]
    for hosts in (alone, in_turn if len(in_turn) <= MOST_HOSTS else []):
        tops = sorted(top for who in hosts for top in asked[who])
        others = sum(voices.voice(post, chat) not in hosts for post in posts)
        is_form = sum(counts[top] for top in tops) > THREADED * others
        if len(tops) >= LEAST_ASKED and is_form:
            return [posts[top] for top in tops]
    return []


def _hosted(posts: Sequence[Post], chat: Chat) -> list[Post]:
    """Return what the host asks: of what the host says to all, what asks, and what others go on
    from for as long. A host opens the chat, or is named as it is, and mostly asks; those who are
    called hosts take turns."""
    given = {handle.casefold() for handle in chat.host}
    opening = leading.opening(posts)
    tag = (chat.hashtag or "").lstrip("#").casefold()
    own = voices.places(posts, chat)
    spoken, said = _spoken(posts), interview.letters(posts)
    guests = {guest.casefold() for guest in chat.guest}
    found: list[int] = []
    for handle in own:  # of two who ask as much, who spoke first
        if handle in given | opening or _is_named_after(handle, tag):
            to_guest = interview.to_guest(own[handle], posts, said, guests)
            heard = spoken | to_guest if to_guest else spoken
            asked = _asked_by(own[handle], posts, heard, is_given=handle in given)
            if len(asked) > len(found):
                found = _with_unmarked(posts, asked, own[handle], heard)
    hosts = {posts[place].handle.casefold() for place in found}
    others = {*hosting.named(posts, chat, opening), *hosting.succeeding(posts, hosts)}
    if not given and others:
        hosts |= others & own.keys()
        in_turn = _asked_by(
            sorted(place for handle in hosts for place in own[handle]), posts, spoken
        )
        found = max(found, in_turn, key=len)
    return [posts[place] for place in found]


def _spoken(posts: Sequence[Post]) -> set[str]:
    """Return the ids of what speaks to everybody. What an author asks under an own question does
    where most of what that author asks hangs so; else it is a word to the question above."""
    spoken = voices.to_all(posts)
    asking = {post.id: post for post in posts if post.id in spoken and counting.asks(post.said)}
    counts = Counter(post.handle for post in asking.values())
    hanging = Counter(post.handle for post in asking.values() if post.reply_to)
    return spoken - {
        post.id
        for post in asking.values()
        if post.reply_to in asking and 2 * hanging[post.handle] <= counts[post.handle]
    }


def _asked_by(
    own: Sequence[int], posts: Sequence[Post], spoken: Container[str], *, is_given: bool = False
) -> list[int]:
    """Return of one's `own` places those of what asks, if these are a chat's questions: enough, all
    over it, and, unless a host `is_given`, most of what others go on from."""
    opens = [place for place in own if posts[place].id in spoken]
    asked = _followed(own, [at for at in opens if counting.asks(posts[at].said)], len(posts))
    asked = [at for at in asked if leading.asks(posts[at])]
    if len(asked) < LEAST_ASKED:
        return []
    span = asked[-1] - asked[0] + 1
    if len(posts) > min(MOST_POSTS * len(asked), MOST_SPANS * span):
        return []  # somebody who asks now and then
    led = _followed(own, opens, len(posts))  # not "Noted, Ana!", a word in between
    meanwhile = sum(asked[0] <= place <= asked[-1] for place in led)
    return asked if is_given or len(asked) >= MOSTLY * meanwhile else []


def _is_named_after(handle: str, tag: str) -> bool:
    name = re.sub(r"[\W_]|chat|hour", "", tag)
    is_chats = re.search(r"(?:chat|hour)(?:hq|host)?$", handle.replace("_", "")) is not None
    return is_chats or (len(name) >= ALIKE and name in handle.replace("_", ""))


def _followed(own: Sequence[int], places: Sequence[int], count: int) -> list[int]:
    """Return the places after which others speak before the next of them; of several in a row the
    last one asks."""
    return [
        place
        for place, end in pairwise([*places, count])
        if voices.others(own, place, end) >= LEAST_FOLLOWED
    ]


def _with_unmarked(
    posts: Sequence[Post], asked: Sequence[int], own: Sequence[int], spoken: Container[str]
) -> list[int]:
    """Return the places of a host's questions with those that ask without a question mark: they
    lie before or between others, about as far from each as questions do, or behind these and bid
    ("Tell us ..."). What a host says first of all is a welcome, in whatever language, and goes on
    in further posts that ask nobody."""
    opens = [place for place in own if posts[place].id in spoken]
    usual = sorted(voices.others(own, a, b) for a, b in pairwise(asked))
    least = APART * usual[len(usual) // 2]
    found = list(asked)
    for place in opens:
        at = bisect_left(found, place)
        if place in found[at : at + 1] or (at == len(found) and not counting.bids(posts[place])):
            continue
        is_late = at == 0 or voices.others(own, found[at - 1], place) >= least
        goes_on = not voices.others(own, opens[0], place) and not INVITING.search(posts[place].said)
        opens_chat = place == opens[0] or goes_on or leading.OPENS_CHAT.search(posts[place].said)
        has_words = len(WORD.findall(posts[place].said)) >= LEAST_WORDS
        is_lead = leading.leads(posts[place]) or (at == 0 and bool(opens_chat))
        is_early = voices.others(own, place, [*found, len(posts)][at]) >= least
        if is_late and has_words and not is_lead and is_early:
            found.insert(at, place)
    return found
