"""What belongs to an asking: the rest of a host's thread, a quote of it, the next questions of the
same post, who asked it first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import takewhile

from pipeline.cluster import asks
from pipeline.cluster.arrays import Ints
from pipeline.cluster.asks import Ask
from pipeline.cluster.counting import BIDS
from pipeline.cluster.sessions import alike
from pipeline.edges import place_in_thread
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Post, Question, number_of, own_number, question_name

NEXT = 20  # posts in which a thread goes on
ASKS = 2.0  # what the part of a thread that asks is worth above its first part
# What a second half says of the first, without which it is no heading: "Who had to eat it?"
SPEAKS_BACK = re.compile(r"\b(?:it|its|this|these|those|they|them|their|he|him|she|her)\b", re.I)
LEAST_ANSWERING = 2  # between an asking and that of the host, for the first to be one
LISTED = "listed in words by {at}, who shows it without"
LEAST_REPEATED = 5  # words of a question that tell that it is asked once more
TAG = re.compile(r"#\w+")
LEAST_WORDS = 3  # of one's own behind a question that one repeats, to answer it


def threads(posts: Sequence[Post], sure: Sequence[Ask], place: Mapping[str, int]) -> list[Ask]:
    """Return the posts that ask what a first part without a question mark leads to ("Q3 1/2 We all
    know it.", "2/2 So what do you do?")."""
    found = []
    for ask in sure:
        post = ask.post
        if has_question_mark(asks.asked(post)) or post.thread is None or post.set_aside is not None:
            continue
        at = place[post.id] + 1
        follows = (
            other
            for other in posts[at : at + NEXT]
            if other.thread == post.thread and other.label is None and _asks(other, post)
        )
        found += [Ask(other, ask.number, ask.handle, ask.weight + ASKS) for other in follows][:1]
    return found


def _asks(post: Post, first: Post) -> bool:
    """Return whether a post asks what the first part of its thread leads to: a second part does, a
    mere reply not where the first part asks itself ("Q3: Tell us ...") or it asks nobody."""
    is_asking = has_question_mark(post.said)
    if not is_asking or place_in_thread(post.text, post.cuts, post.said) is not None:
        return is_asking
    leads = BIDS.match(asks.asked(first)) is None
    return leads and asks.INVITING.search(post.said) is not None


def parts(chosen: Ask, found: Sequence[Ask]) -> list[Ask]:
    """Return what the asker of a question asks of it part by part ("Q1a ...", "Q1b ...", "Q1 (1/2)
    ...", "Q1 (2/2) ..."), in time order, the chosen part or whole among it; a part that comes again
    in its words is a re-ask."""
    own = {_part(chosen.post): chosen}
    is_whole = chosen.post.label is None and not SPEAKS_BACK.search(asks.asked(chosen.post))
    for ask in found:
        part = _part(ask.post)
        is_said = ask.post.set_aside != "repost" and not asks.is_pictured(ask.post)
        is_lead = is_whole and not isinstance(part, str)  # it only leads to what asks
        if ask.handle != chosen.handle or part is None or not is_said or is_lead:
            continue
        words = asks.asked(ask.post)
        if not any(alike(words, asks.asked(known.post)) for known in own.values()):
            own.setdefault(part, ask)
    return sorted(own.values(), key=found.index) if len(own) > 1 else [chosen]


def _part(post: Post) -> str | int | None:
    """Return which part of a question a labelled post asks: "b", 2, or None for the whole."""
    if post.label is None or post.label.part is not None:
        return post.label.part if post.label else None
    place = place_in_thread(post.text, post.cuts, post.said)
    return place[0] if place else None


def without_previews(
    sure: Sequence[Ask], posts: Sequence[Post], place: Mapping[str, int]
) -> list[Ask]:
    """Return the askings without the posts that list several questions, the first of which their
    author then asks alone, before anybody labels an answer to one of them."""
    answered = [
        post.label.question if post.label and post.is_labelled_answer else 0 for post in posts
    ]
    following: dict[tuple[str, int], Ask] = {}
    found = []
    for ask in reversed(sure):
        after = following.get((ask.handle, ask.number))
        listed = range(ask.number, ask.number + len(asks.all_asked(ask.post)))
        if len(listed) == 1:
            following[ask.handle, ask.number] = ask
        elif after is not None:
            between = answered[place[ask.post.id] : place[after.post.id]]
            if not any(number in listed for number in between):
                continue
        found.append(ask)
    return found[::-1]


def with_next(
    questions: Mapping[int, Question], posts: Mapping[str, Post], hosts: Set[str]
) -> dict[int, Question]:
    """Return the questions with the next ones of posts that ask several, where no post asks these
    alone, or only in a picture, or only one by none of the `hosts`, in other words."""
    found = dict(questions)
    for number, question in questions.items():
        post = posts.get(question.post_id or "")
        if post is None or post.set_aside is not None:
            continue  # of a repost the further words may be cut off
        for next_number, text in enumerate(asks.all_asked(post)[1:], number + 1):
            known = questions.get(next_number)
            is_strangers = known is not None and (known.handle or "").casefold() not in hosts
            if known is not None and not known.text and known.handle == post.handle:
                words = asks.question(next_number, post, text, "").text
                told = (known.evidence[0], LISTED.format(at=post.at))
                found[next_number] = known.model_copy(update={"text": words, "evidence": told})
            elif known is None or (is_strangers and not alike(text, known.text)):
                why = f"asked by {post.at} in one post with {question_name(number)}"
                found[next_number] = asks.question(next_number, post, text, why)
    return found


def shown(
    posts: Sequence[Post], questions: Mapping[int, Question], held: Ints
) -> dict[int, Question]:
    """Return the questions, each of a list as asked where the lister shows it without words, most
    likely in a picture ("Q3 👇"), before anybody answers under its number.

    `held` (n,) is the session of each post.
    """
    by_id = {post.id: post for post in posts}
    listed = {
        number
        for number, question in questions.items()
        if (post := by_id.get(question.post_id or "")) and len(asks.all_asked(post)) > 1
    }
    found = {}
    passed: set[str] = set()
    for post, session in zip(posts, held.tolist(), strict=True):
        number = number_of(post.label.question, session) if post.label else -1
        known = questions[number] if number in listed else None
        if known is not None and known.post_id in passed and post.handle == known.handle:
            is_own = post.is_labelled_question and post.set_aside in (None, "empty")
            if is_own and asks.is_bare(post):
                told = (*known.evidence, LISTED.format(at=post.at))
                update = {"post_id": post.id, "asked_at": post.created_at, "evidence": told}
                found[number] = known.model_copy(update=update)
        if post.label is not None and (post.is_labelled_answer or number in found):
            listed.discard(number)
        passed.add(post.id)
    return found


def quoted(posts: Sequence[Post], questions: Mapping[int, Question]) -> dict[int, Question]:
    """Return the questions with the posts that ask them again by quoting them: the asker's first
    quote, in whatever words, and what others ask under the same number."""
    asking = {post_id: n for n, q in questions.items() for post_id in q.asking}
    found = dict(questions)
    quoting = set()
    for post in posts:
        number = asking.get(post.quotes or "")
        if number is None or post.id in asking or post.set_aside is not None:
            continue
        is_asker = post.handle == questions[number].handle and post.label is None
        is_asked = post.is_labelled_question and has_question_mark(asks.asked(post))
        if (is_asker and number not in quoting and not post.starts_with_name) or is_asked:
            quoting |= {number} if is_asker else set()
            before = found[number]
            found[number] = before.model_copy(update={"also_asked": (*before.also_asked, post.id)})
    return found


def repeated(posts: Sequence[Post], questions: Mapping[int, Question]) -> dict[int, Question]:
    """Return the questions with the posts in which their askers, before they ask another, end with
    their words once more without a label ("For those just in, we're on Q3: the loaf that ...")."""
    asking = {post_id: number for number, q in questions.items() for post_id in q.asking}
    latest: dict[str, int] = {}
    found = dict(questions)
    for post in posts:
        if post.id in asking:
            latest[post.handle] = asking[post.id]
            continue
        number = latest.get(post.handle)
        if number is None or post.set_aside is not None or post.is_labelled_answer:
            continue
        if not post.starts_with_name and _ends_alike(post.said, found[number].text):
            before = found[number]
            found[number] = before.model_copy(update={"also_asked": (*before.also_asked, post.id)})
    return found


def _ends_alike(said: str, question: str) -> bool:
    """Return whether both end with the same words, most of the question's, tags aside."""
    own, its = (WORD.findall(TAG.sub(" ", text.casefold())) for text in (said, question))
    pairs = zip(reversed(own), reversed(its), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return same >= LEAST_REPEATED and same * 2 > len(its)


def stood_in(
    posts: Sequence[Post],
    questions: Mapping[int, Question],
    place: Mapping[str, int],
    held: Ints,
) -> dict[int, Question]:
    """Return the questions that another asked first, in whatever words, and people answered before
    the host asked them: who stands in for a host who comes later ("If you missed it, Q3: ...").

    `held` (n,) is the session of each post.
    """
    first: dict[int, Post] = {}
    answering: dict[int, set[str]] = defaultdict(set)
    after: dict[int, set[str]] = defaultdict(set)
    for index, (post, session) in enumerate(zip(posts, held.tolist(), strict=True)):
        number = -1 if post.label is None else number_of(post.label.question, session)
        known = questions.get(number)
        if known is None:
            continue
        if index >= place.get(known.post_id or "", 0):
            if post.is_labelled_answer:
                after[number].add(post.handle.casefold())
            continue
        first.setdefault(number, post)
        if post.is_labelled_answer and post.handle != first[number].handle:
            answering[number].add(post.handle.casefold())
    found = {}
    for number, post in first.items():
        known, before = questions[number], answering[number]
        is_answered = len(before) >= max(LEAST_ANSWERING, len(after[number]))
        if is_answered and post.handle != known.handle and asks.asks_all(post):
            why = f"labelled Q{own_number(number)} and asked by {post.at}"
            asked = asks.question(number, post, asks.heading(number, post), why)
            told = (*asked.evidence, f"answered before @{known.handle} asks it")
            others = tuple(id_ for id_ in known.asking if id_ != post.id)
            found[number] = asked.model_copy(update={"evidence": told, "also_asked": others})
    return found


def answers(words: str, question: str) -> bool:
    """Return whether words repeat a question and go on behind it, as people do who answer."""
    own, its = (WORD.findall(text.casefold()) for text in (words, question))
    return bool(its) and own[: len(its)] == its and len(own) >= len(its) + LEAST_WORDS
