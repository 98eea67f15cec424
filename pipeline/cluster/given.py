"""Questions that no post needs to ask: those of chat.toml, and those of the export itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.cluster.sessions import WORD, alike
from pipeline.records import Chat, Post, Question

LEAST_WORDS = 3  # of a given question, to find the post that asks it


def with_given(
    questions: dict[int, Question], posts: Sequence[Post], chat: Chat
) -> dict[int, Question]:
    """Return the questions with those of chat.toml: the missing ones, missing words, and the posts
    that hold these words where no post is known to ask."""
    found = dict(questions)
    for number, text in chat.numbered().items():
        before = found.get(number)
        asked = _given(number, text, posts, chat)
        if before is None or (before.post_id is None and asked.post_id is not None):
            found[number] = asked
        elif not before.text:
            found[number] = _in_words(before, text, chat)
        elif before.post_id is not None and not alike(before.text, text):
            said = f"the host's words stay, other words are {chat.giver('questions')}"
            found[number] = before.model_copy(update={"evidence": (*before.evidence, said)})
    return found


def with_words(counted: dict[int, Question], chat: Chat) -> dict[int, Question]:
    """Return counted questions in the words of chat.toml, none where it has more or fewer."""
    texts = chat.numbered()
    if not texts:
        return counted
    if texts.keys() != counted.keys():
        return {}
    return {number: _in_words(counted[number], text, chat) for number, text in texts.items()}


def _in_words(question: Question, text: str, chat: Chat) -> Question:
    evidence = (*question.evidence, f"text {chat.giver('questions')}")
    return question.model_copy(update={"text": text, "evidence": evidence})


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
