"""Posts that ask a question under a number: a host's, and what only looks like it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cluster import askers, headings, sessions, several
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Chat, Post, Question, own_number, question_name

ASKING = re.compile(
    r"^\W*(?:what|how|who|whom|whose|when|why|which|where|is|are|was|do|does|did|can|could|should|"
    r"would|will|has|have|if|in what|think of|tell us|share|describe|name|give|let'?s|any)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me)\b", re.IGNORECASE)
# What follows are the words of those who answer: "Finish the sentence: I am happiest when ..."
TO_FINISH = re.compile(
    r"^\W*(?:please\s+)?(?:finish|complete|fill\s+in)\b[^:…\n]{0,40}(?::|…|\.\.)", re.IGNORECASE
)
INVITING = re.compile(rf"{ASKING.pattern}|\b(?:you|your|yours|us)\b", re.IGNORECASE)
PICTURE = re.compile(r"\b(?:image|picture|photo|pic|graphic|card|gif|slide|attached)\b", re.I)
# What a host says of an asking before its words: "Q1 in words: What ...", "Q1 (again): What ..."
AGAIN = re.compile(
    r"^\W*(?:in words|(?:once )?again|once more|reminder|correct(?:ed|ion)|typo(?: fixed)?|fixed"
    r"|for (?:the )?latecomers)\s*[:)–—-]+\s*",
    re.IGNORECASE,
)
PUT_RIGHT = re.compile(  # "Sorry, that should read: Q1: ...", "Q1 (corrected): ..."
    r"\b(?:correct(?:ion|ed)|typo|oops|whoops|should (?:read|say|be|have)|meant)\b|^\W*sorry\b",
    re.IGNORECASE,
)
POINTS = re.compile(  # to what a post quotes: "Q2 comes from @ana", "Bo wants to know:", "Q3 👇"
    r"[👇⬇⤵👉]|:\W*$|\b(?:asks?|asked|wants? to know|wonders?|question|from)\b", re.IGNORECASE
)
LOOK_ON = 12  # code points behind a label that may tell so
MOST_WORDS = 6  # beside a picture that holds the question
ASKED = 2.0  # of a question mark
LEAST_ASKING = 3.0  # of the marks below; a question mark alone does not make a post the question
LEAST_WORDS = 3  # of what a known host asks without a mark of asking
LEAST_OPENED = 3  # numbers that nobody spoke of before, to be known as a host by them
MOSTLY = 0.8  # of the numbers that anybody labels, for who never clearly asks
# Slack and Discord mark what is bold: of "*Q1: What is bread?*" the first star stands in the label
OPENED = re.compile(r"(?<!\w)([*_~]{1,6})\w[^*_~]*$")
TASK = re.compile(r"^\W*[Tt]\s?(?P<number>\d{1,2})(?=\s*[.:)]|\s)")  # "T1. Please share ..."


class Ask(NamedTuple):
    """A post that may ask question `number`, whose words it is, and how much speaks for it."""

    post: Post
    number: int
    handle: str
    weight: float


def labelled(posts: Sequence[Post], chat: Chat) -> list[Ask]:
    """Return what carries a question's label, with how much speaks for its asking."""
    said = [post for post in posts if post.is_labelled_question]
    strangers = askers.strangers(said, chat)
    said = [post for post in said if askers.asker(post).casefold() not in strangers]
    quoted = in_quotes(posts)
    looks = {post.id: ASKED if post.id in quoted else _looks_like_asking(post) for post in said}
    listed = {(askers.asker(post).casefold(), number) for post in said for number in lists(post)}
    shown = {post.id for post in said if _asking(post) in listed and is_bare(post)}
    pictured = shown | {post.id for post in said if is_pictured(post)}
    numbers: dict[str, set[int]] = defaultdict(set)
    for post in said:
        if post.label and (looks[post.id] >= 2 or post.id in pictured):
            numbers[askers.asker(post).casefold()].add(post.label.question)
    hosts = {handle.casefold() for handle in chat.host}
    copied: dict[str, int] = defaultdict(int)
    for post in posts:
        if post.duplicate_of:
            copied[post.duplicate_of] += 1
    asks = []
    worded = (post for post in said if looks[post.id] >= 2 and not lists(post))
    in_words = {post.label.question for post in worded if post.label}
    opened = _opened(posts, {post.id for post in said}, numbers)
    for post in said:
        assert post.label is not None
        asker = askers.asker(post)
        weight = looks[post.id]
        weight += 3.0 if asker.casefold() in hosts else min(2, len(numbers[asker.casefold()]) - 1)
        weight += min(2, copied[post.id])
        weight -= 1.5 if post.starts_with_name else 0
        weight -= 0.5 if post.set_aside == "repost" else 0
        is_host = asker.casefold() in hosts or len(numbers[asker.casefold()]) > 1
        is_host = is_host or post.id in shown
        if post.id in pictured and is_host and post.label.question not in in_words:
            weight = LEAST_ASKING
        if post.id in opened:
            weight = max(weight, LEAST_ASKING)
        asks.append(Ask(post, post.label.question, asker, weight))
    return asks


def in_quotes(posts: Sequence[Post]) -> dict[str, Post]:
    """Return what posts quote that ask nothing in words of their own, by their ids: who asks "Q2,
    from @ana 👇" leaves the words to another, under no number."""
    known = {post.id: post for post in posts}
    found = {}
    for post in posts:
        held = known.get(post.quotes or "")
        if held is None or held.label or post.set_aside == "repost" or post.is_labelled_answer:
            continue
        own, points = asked(post), POINTS.search(asked(post))
        asks_itself = has_question_mark(own) or ASKING.search(own) or TO_FINISH.match(own)
        is_led = points or (has_question_mark(held.said) and not INVITING.search(own))
        if not asks_itself and is_led and len(WORD.findall(held.said)) >= LEAST_WORDS:
            found[post.id] = held
    return found


def _opened(posts: Sequence[Post], labelled: set[str], numbers: Mapping[str, set[int]]) -> set[str]:
    """Return the ids of the posts with which hosts go on to a number of which nobody spoke since
    what they asked before: "Q4: Tell me about a day that I should have seen" asks, too.

    `labelled` are the posts that carry a question's label, `numbers` what people clearly ask.
    """
    spoken: dict[int, int] = {}  # number to the place at which it was labelled last
    last: dict[str, int] = {}  # person to the place of the own last question
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for index, post in enumerate(posts):
        if post.label is None:
            continue
        number, author = post.label.question, post.handle.casefold()
        is_own = post.id in labelled and post.set_aside != "repost"
        if is_own and not post.starts_with_name:
            is_new = number not in spoken or spoken[number] < last.get(author, -1)
            if is_new and len(WORD.findall(asked(post))) >= LEAST_WORDS:
                found[author][post.id] = number
            last[author] = index
        spoken[number] = index
    trusted = {
        author
        for author, opened in found.items()
        if len(numbers[author]) >= 2
        or (numbers[author] and len(set(opened.values())) >= LEAST_OPENED)
    }
    if all(len(asked) < 2 for asked in numbers.values()):
        trusted |= _counts(posts, found, set(spoken))
    return {post_id for author in trusted for post_id in found[author]}


def _counts(
    posts: Sequence[Post], opened: Mapping[str, Mapping[str, int]], spoken: set[int]
) -> set[str]:
    """Return who, alone and in order, opens nearly all numbers, mostly with a word to the others
    and none of "me": a host who never asks with a question mark ("Q1: Tell us ...")."""
    words = {post.id: asked(post) for post in posts if post.label is not None}
    rows = {
        author: [number for id_, number in own.items() if not FIRST_PERSON.search(words[id_])]
        for author, own in opened.items()
    }
    best = max(rows, key=lambda author: len(set(rows[author])), default="")
    if any(len(set(row)) >= LEAST_OPENED for author, row in rows.items() if author != best):
        return set()
    row = rows.get(best, [])
    inviting = sum(INVITING.search(words[id_]) is not None for id_ in opened.get(best, ()))
    is_in_order = row == sorted(row) and len(set(row)) >= max(LEAST_OPENED, MOSTLY * len(spoken))
    is_host = is_in_order and inviting * 2 >= len(row) and not _is_led(posts, best, opened[best])
    return {best} if is_host else set()


def _is_led(posts: Sequence[Post], author: str, opened: Mapping[str, int]) -> bool:
    """Return whether one and the same other asks all something, without a label, before each post
    with which somebody opens a number: then those are the first answers."""
    asking: set[str] = set()
    leading: set[str] | None = None
    for post in posts:
        handle = post.handle.casefold()
        if post.id in opened:
            leading = asking if leading is None else leading & asking
            asking = set()
        is_to_all = post.label is None and not post.reply_to and not post.starts_with_name
        if is_to_all and has_question_mark(post.said) and handle != author:
            asking.add(handle)
    return bool(leading)


def tasks(posts: Sequence[Post], asks: Sequence[Ask], chat: Chat) -> list[Ask]:
    """Return what known hosts ask under T in place of Q ("T1. Please share ...")."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for ask in asks:
        numbers[ask.handle.casefold()].add(ask.number)
    hosts = {handle for handle, asked in numbers.items() if len(asked) >= sessions.LEAST_NUMBERS}
    hosts |= {handle.casefold() for handle in chat.host}
    return [
        Ask(post, int(match["number"]), post.handle, LEAST_ASKING)
        for post in posts
        if post.handle.casefold() in hosts and post.set_aside != "repost" and post.label is None
        if (match := TASK.match(post.said)) is not None
    ]


def _asking(post: Post) -> tuple[str, int]:
    """Return who asks in a labelled post, in lower case, and under which number."""
    return askers.asker(post).casefold(), post.label.question if post.label else 0


def puts_right(post: Post) -> bool:
    """Return whether a post says, around its label, that it puts right what was asked before."""
    if post.label is None or post.set_aside == "repost":
        return False
    return PUT_RIGHT.search(post.text, 0, post.label.end + LOOK_ON) is not None


def is_pictured(post: Post) -> bool:
    """Return whether a post leaves its question to a picture ("Q3 in the image", "Q3 [link]")."""
    said = _without_entities(post)
    has_link = any(entity.kind == "url" for entity in post.entities) or "pic." in post.text
    is_long = len(WORD.findall(said)) > MOST_WORDS
    if has_question_mark(said) or is_long or FIRST_PERSON.search(said):
        return False
    return bool(PICTURE.search(said)) or (has_link and is_bare(post))


def is_wordless(post: Post) -> bool:
    """Return whether a labelled post asks without words."""
    return post.label is not None and (is_bare(post) or is_pictured(post))


def is_bare(post: Post) -> bool:
    """Return whether a labelled post says nothing behind its label ("Q3 👇 #LoafChat")."""
    said = _without_entities(post)
    is_label = post.label is not None and said == post.text[post.label.start :]
    return is_label or not WORD.search(said)


def _without_entities(post: Post) -> str:
    """Return what a post asks, without links, tags and names."""
    said = asked(post)
    for entity in post.entities:
        said = said.replace(entity.text, " ")
    return said


def _looks_like_asking(post: Post) -> float:
    words = asked(post)
    weight = ASKED if has_question_mark(words) else 0.0
    weight += 1.5 if ASKING.search(words) or TO_FINISH.match(words) else 0.0
    weight -= 1.5 if _tells_of_me(words) else 0.0
    return weight


def asks_all(post: Post) -> bool:
    """Return whether a labelled post asks everybody something, and tells nothing of its author:
    "Q3: Show us the loaf of your week"."""
    words = asked(post)
    is_own = post.is_labelled_question and post.set_aside is None and not post.starts_with_name
    invites = INVITING.search(words) or TO_FINISH.match(words)
    return is_own and not _tells_of_me(words) and invites is not None


def _tells_of_me(words: str) -> bool:
    return FIRST_PERSON.search(words) is not None and TO_FINISH.match(words) is None


def asked(post: Post) -> str:
    """Return what a post asks: what stands behind its label ("Last one! Q8: What ...")."""
    return all_asked(post)[0]


def all_asked(post: Post) -> list[str]:
    """Return what a post asks under its number, and under the next ones if it labels these, too."""
    start, end = post.span
    if post.label is None:
        return [TASK.sub("", post.said).lstrip(" .:)") or post.said]
    words = post.text[max(start, post.label.end) : end].strip()
    if bold := OPENED.search(post.text, 0, post.label.end):
        words = re.sub(rf"(?<=\S){re.escape(bold[1][::-1])}(?!\w)", "", words, count=1)
    first, *further = several.split(words, post.label.question)
    return [AGAIN.sub("", first) or first or post.said, *further]


def lists(post: Post) -> Mapping[int, str]:
    """Return what a labelled post asks by number where that is several, nothing where it is one."""
    texts = all_asked(post) if post.label else []
    return dict(enumerate(texts, post.label.question)) if post.label and len(texts) > 1 else {}


def heading(number: int, post: Post) -> str:
    """Return what a post asks as question `number`, without what only leads to it."""
    return headings.without_lead(asked(post), own_number(number))


def question(number: int, post: Post, text: str, why: str) -> Question:
    """Return the question that a post asks in its author's name."""
    return Question(
        number=number,
        text=headings.without_lead(text, own_number(number)),
        post_id=post.id,
        asked_at=post.created_at,
        handle=post.handle,
        evidence=tuple(evidence(number, why)),
    )


def evidence(number: int, why: str) -> list[str]:
    """Return why a post asks, and, of a later session, that its numbers start anew."""
    is_later = own_number(number) != number
    return [why, *(["the numbers start anew: " + question_name(number)] if is_later else [])]
