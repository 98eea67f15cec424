"""The questions of a chat, found from the posts that ask them, under the host's own numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cluster import clock, given, sessions, unnumbered
from pipeline.cluster.scene import Ints
from pipeline.cluster.sessions import WORD
from pipeline.records import Chat, Post, Question, number_of, own_number, question_name

ASKING = re.compile(
    r"^\W*(?:what|how|who|whom|whose|when|why|which|where|is|are|was|do|does|did|can|could|should|"
    r"would|will|has|have|if|in what|think of|tell us|share|describe|name|give|let'?s|any)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me)\b", re.IGNORECASE)
PICTURE = re.compile(r"\b(?:image|picture|photo|pic|graphic|card|gif|slide|attached)\b", re.I)
MOST_WORDS = 6  # beside a picture that holds the question
LEAST_ASKING = 3.0  # of the marks below; a question mark alone does not make a post the question
MOSTLY = 0.8  # of the labels, what share comes after the questions
LEAST_WORDS = 3  # of what a known host asks without a mark of asking
LEAST_LABELS = 3  # authors whose labels show a question that no post of the export asks
PASSED_ON = re.compile(
    r"(?:RT|MT|via)\b\s?:?\s*@?(?P<handle>\w{1,30}(?:@[\w.-]*\w)?)", re.IGNORECASE
)


TASK = re.compile(r"^\W*T\s?(?P<number>\d{1,2})(?=\s*[.:)]|\s)")  # "T1. Please share ..."


class Ask(NamedTuple):
    """A post that may ask question `number`, whose words it is, and how much speaks for it."""

    post: Post
    number: int
    handle: str
    weight: float


def find(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return the questions by number, each with the post that asks it, if one does.

    Posts are in time order. Where a later session numbers anew, its numbers lie 1000 apart. A host
    who repeats a question, and a second host who asks the same number, are kept in `also_asked`. A
    number that only answers carry, or that is asked in a picture, gets an empty text. Hosts who do
    not number are counted in order of asking, and the evidence says so.
    """
    place = {post.id: index for index, post in enumerate(posts)}
    minutes, has_clock = clock.read(posts)
    said = _labelled_asks(posts, chat)
    asks = [ask for ask in said if ask.weight >= LEAST_ASKING]
    asks += _tasks(posts, asks, chat)
    asks.sort(key=lambda ask: place[ask.post.id])
    askings = [
        sessions.Asking(minutes[place[ask.post.id]], ask.number, ask.handle, _asked(ask.post))
        for ask in asks
    ]
    by_number: dict[int, list[Ask]] = defaultdict(list)
    for ask, session in zip(asks, sessions.split(askings, has_clock=has_clock), strict=True):
        by_number[number_of(ask.number, session)].append(ask)
    questions = {number: _question(number, found) for number, found in by_number.items()}
    held = sessions.of_posts([*questions.values()], place, minutes, has_clock=has_clock)
    labelled = _labelled_answers(posts, held)
    opening = _openings(said, posts, held)
    most = max(map(len, labelled.values()), default=0)
    # in a chat of a few people, whose host the export lacks, fewer must do
    enough = LEAST_LABELS if questions else max(1, min(LEAST_LABELS, most // 2))
    for number, authors in labelled.items():
        if number not in questions and len(authors) >= enough:
            alone = opening.get(number)
            questions[number] = (
                _question(number, [alone]) if alone else _unasked(number, len(authors))
            )
    is_open = not chat.questions and all(post.question is None for post in posts)
    if is_open and all(question.post_id is None for question in questions.values()):
        asked = {question.number: question for question in unnumbered.find(posts, chat)}
        if _are_answered(posts, asked, questions, place):
            questions = asked
    questions = given.with_filed(given.with_given(questions, posts, chat), posts)
    return [questions[number] for number in sorted(questions)]


def _labelled_asks(posts: Sequence[Post], chat: Chat) -> list[Ask]:
    labelled = [p for p in posts if p.label is not None and p.label.kind == "Q"]
    strangers = _strangers(labelled, chat)
    labelled = [post for post in labelled if _asker(post).casefold() not in strangers]
    looks = {post.id: _looks_like_asking(post) for post in labelled}
    pictured = {post.id for post in labelled if _is_pictured(post)}
    numbers: dict[str, set[int]] = defaultdict(set)
    for post in labelled:
        if post.label and (looks[post.id] >= 2 or post.id in pictured):
            numbers[_asker(post).casefold()].add(post.label.question)
    hosts = {handle.casefold() for handle in chat.host}
    copied: dict[str, int] = defaultdict(int)
    for post in posts:
        if post.duplicate_of:
            copied[post.duplicate_of] += 1
    asks = []
    in_words = {post.label.question for post in labelled if post.label and looks[post.id] >= 2}
    opened = _opened(posts, {post.id for post in labelled}, numbers)
    for post in labelled:
        assert post.label is not None
        asker = _asker(post)
        weight = looks[post.id]
        weight += 3.0 if asker.casefold() in hosts else min(2, len(numbers[asker.casefold()]) - 1)
        weight += min(2, copied[post.id])
        weight -= 1.5 if _is_to_one(post) else 0
        weight -= 0.5 if post.set_aside == "repost" else 0
        is_host = asker.casefold() in hosts or len(numbers[asker.casefold()]) > 1
        if post.id in pictured and is_host and post.label.question not in in_words:
            weight = LEAST_ASKING
        if post.id in opened:
            weight = max(weight, LEAST_ASKING)
        asks.append(Ask(post, post.label.question, asker, weight))
    return asks


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
        if is_own and not _is_to_one(post):
            is_new = number not in spoken or spoken[number] < last.get(author, -1)
            if is_new and len(WORD.findall(_asked(post))) >= LEAST_WORDS:
                found[author][post.id] = number
            last[author] = index
        spoken[number] = index
    return {
        post_id
        for author, opened in found.items()
        if len(numbers[author]) >= 2 or (numbers[author] and len(set(opened.values())) >= 3)
        for post_id in opened
    }


def _openings(said: Sequence[Ask], posts: Sequence[Post], held: Ints) -> dict[int, Ask]:
    """Return by number who asks it, and nobody by name, before anybody else speaks of it: people
    answer a second host who asks one question alone."""
    first: dict[int, str] = {}
    for post, session in zip(posts, held, strict=True):
        if post.label is not None:
            first.setdefault(number_of(post.label.question, int(session)), post.id)
    asking = {
        ask.post.id: ask
        for ask in said
        if "?" in _asked(ask.post) and not _is_to_one(ask.post) and ask.post.set_aside is None
    }
    return {number: asking[post_id] for number, post_id in first.items() if post_id in asking}


def _tasks(posts: Sequence[Post], asks: Sequence[Ask], chat: Chat) -> list[Ask]:
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


def _is_to_one(post: Post) -> bool:
    """Return whether a post starts with the handle that it speaks to."""
    return post.text.lstrip(".").startswith("@")


def _asker(post: Post) -> str:
    """Return whose words a post is: its author's, or those of the handle that a repost names."""
    named = PASSED_ON.search(post.text) if post.set_aside == "repost" else None
    return named["handle"] if named else post.handle


def _strangers(labelled: Sequence[Post], chat: Chat) -> set[str]:
    """Return who asks under other hashtags only: another chat has strayed into the export."""
    if not chat.hashtag:
        return set()
    tags: dict[str, set[str]] = defaultdict(set)
    for post in labelled:
        tags[_asker(post).casefold()] |= {
            entity.text.casefold() for entity in post.entities if entity.kind == "hashtag"
        }
    ours = chat.hashtag.casefold()
    strangers = {asker for asker, used in tags.items() if used and ours not in used}
    is_shared = any(ours in used for used in tags.values())
    return strangers - {handle.casefold() for handle in chat.host} if is_shared else set()


def _is_pictured(post: Post) -> bool:
    """Return whether a post leaves its question to a picture ("Q3 in the image", "Q3 [link]")."""
    said = _asked(post)
    for entity in post.entities:
        said = said.replace(entity.text, " ")
    words = WORD.findall(said)
    is_bare = not words or (post.label is not None and said == post.text[post.label.start :])
    has_link = any(entity.kind == "url" for entity in post.entities) or "pic." in post.text
    if "?" in said or len(words) > MOST_WORDS or FIRST_PERSON.search(said):
        return False
    return bool(PICTURE.search(said)) or (has_link and is_bare)


def _looks_like_asking(post: Post) -> float:
    words = _asked(post)
    weight = 2.0 if "?" in words else 0.0
    weight += 1.5 if ASKING.search(words) else 0.0
    weight -= 1.5 if FIRST_PERSON.search(words) else 0.0
    return weight


def _asked(post: Post) -> str:
    """Return what a post asks: what stands behind its label ("Last one! Q8: What ...")."""
    start, end = post.span
    if post.label is None:
        return TASK.sub("", post.said).strip(" .:)") or post.said
    return post.text[max(start, post.label.end) : end].strip() or post.said


def _question(number: int, found: list[Ask]) -> Question:
    heaviest = max(ask.weight for ask in found)
    # the first of the posts that are nearly as good: a re-ask is worded as well as the question
    chosen = next(ask for ask in found if ask.weight >= heaviest - 1)
    others = [
        ask.post
        for ask in found
        if ask.post.id != chosen.post.id and ask.post.set_aside != "repost"
    ]
    letter = "Q" if chosen.post.label else "T"
    evidence = [f"labelled {letter}{own_number(number)} and asked by @{chosen.handle}"]
    if own_number(number) != number:
        evidence.append("the numbers start anew: " + question_name(number))
    is_pictured = chosen.post.label is not None and _is_pictured(chosen.post)
    if is_pictured:
        evidence.append("its words stand in a picture, which the export does not hold")
    if chosen.post.set_aside == "repost":
        evidence.append("the host's own post is not in the export: known from a repost")
    if others:
        evidence.append(f"asked again {'once' if len(others) == 1 else f'{len(others)} times'}")
    return Question(
        number=number,
        text="" if is_pictured else _asked(chosen.post),
        post_id=chosen.post.id,
        asked_at=chosen.post.created_at,
        handle=chosen.handle,
        also_asked=tuple(post.id for post in others),
        evidence=tuple(evidence),
    )


def _labelled_answers(posts: Sequence[Post], held: Ints) -> dict[int, set[str]]:
    authors: dict[int, set[str]] = defaultdict(set)
    for post, session in zip(posts, held, strict=True):
        if post.label is not None:
            number = number_of(post.label.question, int(session))
            authors[number].add(post.handle.casefold())
    return authors


def _are_answered(
    posts: Sequence[Post],
    asked: Mapping[int, Question],
    labelled: Mapping[int, Question],
    place: Mapping[str, int],
) -> bool:
    """Return whether questions that carry no number are those under which answers are labelled:
    there are as many, and most labels come after the question that they would name."""
    if not labelled:
        return True
    later = [
        place[asked[post.label.question].post_id or ""] < place[post.id]
        for post in posts
        if post.label is not None and post.label.question in asked
    ]
    return labelled.keys() <= asked.keys() and sum(later) > MOSTLY * len(later)


def _unasked(number: int, authors: int) -> Question:
    own = own_number(number)
    said = f"no post of the export asks it; {authors} people label their posts with {own}"
    return Question(number=number, text="", evidence=(said,))
