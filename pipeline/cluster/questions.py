"""The questions of a chat, found from the posts that ask them, under the host's own numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.records import Chat, Post, Question

ASKING = re.compile(
    r"^\W*(?:what|how|who|whom|whose|when|why|which|where|is|are|was|do|does|did|can|could|should|"
    r"would|will|has|have|if|in what|think of|tell us|share|describe|name|give|let'?s|any)\b",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|next|"
    r"another|opening|closing)\s+(?:\w+\s+)?question|question\s+(?:one|two|three|four|five|six|"
    r"seven|eight|nine|ten))\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me)\b", re.IGNORECASE)
LEAST_ASKING = 3.0  # of the marks below; a question mark alone does not make a post the question
LEAST_LABELS = 3  # authors whose labels show a question that no post of the export asks
LEAST_WORDS = 3  # of a given question, to find the post that asks it
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PASSED_ON = re.compile(
    r"(?:RT|MT|via)\b\s?:?\s*@?(?P<handle>\w{1,30}(?:@[\w.-]*\w)?)", re.IGNORECASE
)


class Ask(NamedTuple):
    """A post that may ask question `number`, whose words it is, and how much speaks for it."""

    post: Post
    number: int
    handle: str
    weight: float


def find(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return the questions by number, each with the post that asks it, if one does.

    Posts are in time order. A host who repeats a question, and a second host who asks the same
    number, are kept in `also_asked`. A number that only answers carry gets an empty text. Hosts who
    do not number are counted in order of asking, and the evidence says so.
    """
    asks = _labelled_asks(posts, chat)
    by_number: dict[int, list[Ask]] = defaultdict(list)
    for ask in asks:
        if ask.weight >= LEAST_ASKING:
            by_number[ask.number].append(ask)
    questions = {number: _question(number, found) for number, found in by_number.items()}
    labelled = _labelled_answers(posts)
    most = max(map(len, labelled.values()), default=0)
    # in a chat of a few people, whose host the export lacks, fewer must do
    enough = LEAST_LABELS if questions else max(1, min(LEAST_LABELS, most // 2))
    for number, authors in labelled.items():
        if number not in questions and len(authors) >= enough:
            questions[number] = _unasked(number, len(authors))
    if not questions and not chat.questions:
        questions = {q.number: q for q in _unnumbered(posts, chat)}
    questions = _with_given(questions, posts, chat)
    return [questions[number] for number in sorted(questions)]


def _labelled_asks(posts: Sequence[Post], chat: Chat) -> list[Ask]:
    labelled = [p for p in posts if p.label is not None and p.label.kind == "Q"]
    strangers = _strangers(labelled, chat)
    labelled = [post for post in labelled if _asker(post).casefold() not in strangers]
    looks = {post.id: _looks_like_asking(post) for post in labelled}
    numbers: dict[str, set[int]] = defaultdict(set)
    for post in labelled:
        if post.label and looks[post.id] >= 2:
            numbers[_asker(post).casefold()].add(post.label.question)
    hosts = {handle.casefold() for handle in chat.host}
    copied: dict[str, int] = defaultdict(int)
    for post in posts:
        if post.duplicate_of:
            copied[post.duplicate_of] += 1
    asks = []
    for post in labelled:
        assert post.label is not None
        asker = _asker(post)
        weight = looks[post.id]
        weight += 3.0 if asker.casefold() in hosts else min(2, len(numbers[asker.casefold()]) - 1)
        weight += min(2, copied[post.id])
        weight -= 1.5 if post.text.lstrip(".").startswith("@") else 0
        weight -= 0.5 if post.set_aside == "repost" else 0
        asks.append(Ask(post, post.label.question, asker, weight))
    return asks


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


def _looks_like_asking(post: Post) -> float:
    words = _asked(post)
    weight = 2.0 if "?" in words else 0.0
    weight += 1.5 if ASKING.search(words) else 0.0
    weight -= 1.5 if FIRST_PERSON.search(words) else 0.0
    return weight


def _asked(post: Post) -> str:
    """Return what a post asks: what stands behind its label ("Last one! Q8: What ...")."""
    start, end = post.span
    behind = post.text[max(start, post.label.end) : end].strip() if post.label else ""
    return behind or post.said


def _question(number: int, found: list[Ask]) -> Question:
    heaviest = max(ask.weight for ask in found)
    # the first of the posts that are nearly as good: a re-ask is worded as well as the question
    chosen = next(ask for ask in found if ask.weight >= heaviest - 1)
    others = [
        ask.post
        for ask in found
        if ask.post.id != chosen.post.id and ask.post.set_aside != "repost"
    ]
    evidence = [f"labelled Q{number} and asked by @{chosen.handle}"]
    if chosen.post.set_aside == "repost":
        evidence.append("the host's own post is not in the export: known from a repost")
    if others:
        evidence.append(f"asked again {'once' if len(others) == 1 else f'{len(others)} times'}")
    return Question(
        number=number,
        text=_asked(chosen.post),
        post_id=chosen.post.id,
        asked_at=chosen.post.created_at,
        handle=chosen.handle,
        also_asked=tuple(post.id for post in others),
        evidence=tuple(evidence),
    )


def _labelled_answers(posts: Sequence[Post]) -> dict[int, set[str]]:
    authors: dict[int, set[str]] = defaultdict(set)
    for post in posts:
        if post.label is not None:
            authors[post.label.question].add(post.handle.casefold())
    return authors


def _unasked(number: int, authors: int) -> Question:
    said = f"no post of the export asks it; {authors} people label their posts with {number}"
    return Question(number=number, text="", evidence=(said,))


def _unnumbered(posts: Sequence[Post], chat: Chat) -> list[Question]:
    hosts = {handle.casefold() for handle in chat.host}
    answered: dict[str, int] = defaultdict(int)
    for post in posts:
        if post.reply_to:
            answered[post.reply_to] += 1
    asks = [
        post
        for post in posts
        if "?" in post.said
        and post.set_aside is None
        and not post.reply_to
        and (ORDINAL.search(post.said) or (post.handle.casefold() in hosts and answered[post.id]))
    ]
    counted: dict[str, int] = defaultdict(int)
    for post in asks:
        counted[post.handle.casefold()] += 1
    if not hosts and counted:
        hosts = {min(counted, key=lambda handle: (-counted[handle], handle))}
    asked = [post for post in asks if post.handle.casefold() in hosts]
    return [
        Question(
            number=number,
            text=post.said,
            post_id=post.id,
            asked_at=post.created_at,
            handle=post.handle,
            evidence=("the host gave no number: counted in the order of asking",),
        )
        for number, post in enumerate(asked, 1)
    ]


GIVEN_NUMBER = re.compile(r"^\s*Q?\s?(?P<number>\d{1,2})\s?[.:)\-]\s*(?P<text>.+)$", re.I | re.S)


def _with_given(
    questions: dict[int, Question], posts: Sequence[Post], chat: Chat
) -> dict[int, Question]:
    found = dict(questions)
    for place, given in enumerate(chat.questions, 1):
        match = GIVEN_NUMBER.match(given)
        number = int(match["number"]) if match else place
        text = match["text"] if match else given
        before = found.get(number)
        if before is None:
            found[number] = _given(number, text, posts)
        elif not before.text:
            evidence = (*before.evidence, "text given in chat.toml")
            found[number] = before.model_copy(update={"text": text, "evidence": evidence})
    return found


def _given(number: int, text: str, posts: Sequence[Post]) -> Question:
    """Return a given question, with the posts whose words hold all of its words in a row."""
    words = f" {_words(text)} "
    asking = [
        post
        for post in posts
        if words.count(" ") > LEAST_WORDS
        and post.set_aside != "repost"
        and words in f" {_words(post.said)} "
    ]
    if not asking:
        return Question(number=number, text=text, evidence=("given in chat.toml",))
    first = asking[0]
    return Question(
        number=number,
        text=text,
        post_id=first.id,
        asked_at=first.created_at,
        handle=first.handle,
        also_asked=tuple(post.id for post in asking[1:]),
        evidence=("given in chat.toml", f"asked in these words by @{first.handle}"),
    )


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.casefold().replace("’", "'")))
