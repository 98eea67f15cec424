"""Questions that no number of the host tells: those of chat.toml, those under which an export files
its posts, and those of a host who asks without numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.records import Chat, Post, Question

ORDINAL = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|next|"
    r"another|opening|closing)\s+(?:\w+\s+)?question|question\s+(?:one|two|three|four|five|six|"
    r"seven|eight|nine|ten))\b",
    re.IGNORECASE,
)
LEAST_WORDS = 3  # of a given question, to find the post that asks it
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
GIVEN_NUMBER = re.compile(r"^\s*Q?\s?(?P<number>\d{1,3})\s?[.:)\-]\s*(?P<text>.+)$", re.I | re.S)


def unnumbered(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return what a host who does not number asks, counted in the order of asking."""
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


def with_given(
    questions: dict[int, Question], posts: Sequence[Post], chat: Chat
) -> dict[int, Question]:
    """Return the questions with those of chat.toml: the missing ones, and missing words."""
    found = dict(questions)
    for place, given in enumerate(chat.questions, 1):
        match = GIVEN_NUMBER.match(given)
        number = int(match["number"]) if match else place
        text = match["text"] if match else given
        before = found.get(number)
        if before is None:
            found[number] = _given(number, text, posts, chat)
        elif not before.text:
            evidence = (*before.evidence, f"text {chat.giver('questions')}")
            found[number] = before.model_copy(update={"text": text, "evidence": evidence})
    return found


def with_filed(questions: dict[int, Question], posts: Sequence[Post]) -> dict[int, Question]:
    """Return the questions with those under which the export itself files posts."""
    found = dict(questions)
    counts = Counter(post.question for post in posts if post.question is not None)
    for number, filed in counts.items():
        said = f"the export files {filed} {'post' if filed == 1 else 'posts'} under it"
        before = found.get(number, Question(number=number, text=""))
        found[number] = before.model_copy(update={"evidence": (*before.evidence, said)})
    return found


def _given(number: int, text: str, posts: Sequence[Post], chat: Chat) -> Question:
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
        return Question(number=number, text=text, evidence=(chat.giver("questions"),))
    first = asking[0]
    return Question(
        number=number,
        text=text,
        post_id=first.id,
        asked_at=first.created_at,
        handle=first.handle,
        also_asked=tuple(post.id for post in asking[1:]),
        evidence=(chat.giver("questions"), f"asked in these words by @{first.handle}"),
    )


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.casefold().replace("’", "'")))
