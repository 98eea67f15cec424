"""Questions that no post needs to ask: those of chat.toml, and those of the export itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline import language
from pipeline.cluster import asks
from pipeline.cluster.sessions import alike
from pipeline.language.words import WORD
from pipeline.records import ASKS_MORE, Chat, Post, Question

LEAST_WORDS = 3  # of a given question, to find the post that asks it
LEAST_OPENED = 3  # questions of an export that one person opens: a host


def with_given(
    questions: dict[int, Question], posts: Sequence[Post], chat: Chat
) -> dict[int, Question]:
    """Return the questions with those of chat.toml: the missing ones, missing words, and the posts
    that hold these words where no post is known to ask."""
    found = dict(questions)
    missing = {
        number: text
        for number, text in chat.numbered().items()
        if number not in found or found[number].post_id is None
    }
    asking = _asking(missing, posts)
    for number, text in chat.numbered().items():
        before = found.get(number)
        if before is None or (before.post_id is None and asking[number]):
            found[number] = _given(number, text, asking[number], chat)
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


def with_lack(
    known: dict[int, Question], counted: Sequence[Question], chat: Chat
) -> dict[int, Question]:
    """Return the questions, the first of them with a word of it where more are asked than
    chat.toml gives: its list is taken for all of them."""
    texts = chat.numbered()
    if not texts or len(counted) <= len(texts):
        return known
    first = known[min(texts)]
    told = f"the list {chat.giver('questions')} has {len(texts)} and is taken for all"
    said = f"{ASKS_MORE} {len(counted)} questions; {told}"
    return known | {first.number: first.model_copy(update={"evidence": (*first.evidence, said)})}


def _in_words(question: Question, text: str, chat: Chat) -> Question:
    evidence = (*question.evidence, f"text {chat.giver('questions')}")
    return question.model_copy(update={"text": text, "evidence": evidence})


def with_filed(questions: dict[int, Question], posts: Sequence[Post]) -> dict[int, Question]:
    """Return the questions with those under which the export itself files posts, asked by the host
    who opens them where no post is known to ask."""
    found = dict(questions)
    counts = Counter(post.question for post in posts if post.question is not None)
    opening = _opening(posts, questions)
    for number, filed in counts.items():
        said = f"the export files {filed} {'post' if filed == 1 else 'posts'} under it"
        before = found.get(number, Question(number=number, text=""))
        if number in opening and before.post_id is None:
            before = _opened(before, opening[number])
        found[number] = before.model_copy(update={"evidence": (*before.evidence, said)})
    return found


def _opened(question: Question, post: Post) -> Question:
    why = f"{post.at} opens what the export files under it"
    asked = asks.question(question.number, post, question.text or post.said, why)
    return asked.model_copy(update={"evidence": (*question.evidence, *asked.evidence)})


def _opening(posts: Sequence[Post], questions: Mapping[int, Question]) -> dict[int, Post]:
    """Return by number the first post that the export files there, where it is by the one person
    who opens more than half of the numbers and asks something, with a question mark, in more than a
    third of these posts.

    Who is the first to fill in a form opens them, too, and answers: in a row, and in other words
    than those that the export has for its questions. One of the two doubles what has to be asked,
    with both nobody is a host.
    """
    first: dict[int, Post] = {}
    for post in posts:
        if post.question is not None and post.set_aside is None:
            first.setdefault(post.question, post)
    by_author: dict[str, dict[int, Post]] = defaultdict(dict)
    for number, post in first.items():
        by_author[post.called][number] = post
    own = max(by_author.values(), key=len, default={})
    asking = sum(language.asks(post.said) for post in own.values())
    texts = {number: questions[number].text for number in own if number in questions}
    asked = [text for text in texts.values() if language.asks(text)]
    is_other = bool(asked) and not any(alike(texts[n], own[n].said) for n in texts if texts[n])
    least = (1 + is_other + _in_a_row(list(own.values()), posts)) * len(own)
    is_host = len(own) >= LEAST_OPENED and 2 * len(own) > len(first) and 3 * asking > least
    return own if is_host else {}


def _in_a_row(opening: Sequence[Post], posts: Sequence[Post]) -> bool:
    """Return whether nobody else speaks between most of the posts of one person."""
    place = {post.id: at for at, post in enumerate(posts)}
    pairs = list(pairwise(place[post.id] for post in opening))
    alone = sum(
        all(post.called == opening[0].called for post in posts[start:end]) for start, end in pairs
    )
    return alone * 2 > len(pairs)


def _asking(texts: Mapping[int, str], posts: Sequence[Post]) -> dict[int, list[Post]]:
    """Return the posts whose words hold all words of a text in a row, by its number. Who tells
    several at once announces them and asks none."""
    words = {number: f" {_words(text)} " for number, text in texts.items()}
    found: dict[int, list[Post]] = {number: [] for number in texts}
    long = {number: text for number, text in words.items() if text.count(" ") > LEAST_WORDS}
    for post in posts if long else ():
        said = f" {_words(post.said)} "
        held = [number for number, text in long.items() if text in said]
        if post.set_aside != "repost" and len({long[number] for number in held}) == 1:
            for number in held:
                found[number].append(post)
    return found


def _given(number: int, text: str, asking: Sequence[Post], chat: Chat) -> Question:
    """Return a given question with the posts that ask it."""
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
        evidence=(chat.giver("questions"), f"asked in these words by {first.at}"),
    )


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.casefold().replace("’", "'")))
