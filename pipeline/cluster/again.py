"""What belongs to an asking: the rest of a host's thread, a quote of it, who asked it first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile

from pipeline.cluster import asks, headings
from pipeline.cluster.arrays import Ints
from pipeline.cluster.asks import Ask
from pipeline.cluster.counting import BIDS, REACH
from pipeline.cluster.sessions import alike
from pipeline.edges import place_in_thread
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Post, Question, number_of, own_number

NEXT = 20  # posts in which a thread goes on
ASKS = 2.0  # what the part of a thread that asks is worth above its first part
# What a second half says of the first, without which it is no heading: "Who had to eat it?"
SPEAKS_BACK = re.compile(r"\b(?:it|its|this|these|those|they|them|their|he|him|she|her)\b", re.I)
LEAST_ANSWERING = 2  # between an asking and that of the host, for the first to be one
LEAST_REPEATED = 5  # words of a question that tell that it is asked once more
# Where the right words may begin: "Typo! Which ...?", "I meant: Which ...?", "should say \"Which"
BEGINS = re.compile(r"[:.!\n\"“–—-]\s*(?=[^\W_])")
TAG = re.compile(r"#\w+")
LEAST_WORDS = 3  # of one's own behind a question that one repeats, to answer it


def threads(posts: Sequence[Post], sure: Sequence[Ask], place: Mapping[str, int]) -> list[Ask]:
    """Return the posts that ask what a first part without a question mark leads to ("Q3 1/2 We all
    know it.", "2/2 So what do you do?")."""
    asked = {ask.post.id: ask for ask in sure}
    found = []
    for ask in sure:
        post = ask.post
        if has_question_mark(asks.asked(post)) or post.thread is None or post.set_aside is not None:
            continue
        at = place[post.id] + 1
        follows = (
            other
            for other in _before_next(ask, posts[at : at + NEXT], asked)
            if other.thread == post.thread and other.label is None and _asks(other, post)
        )
        found += [Ask(other, ask.number, ask.handle, ask.weight + ASKS) for other in follows][:1]
    return found


def _before_next(ask: Ask, posts: Sequence[Post], asked: Mapping[str, Ask]) -> Iterator[Post]:
    """Yield posts up to that in which an asker goes on to another question."""
    for post in posts:
        other = asked.get(post.id, ask)
        if other.handle == ask.handle and other.number != ask.number:
            return
        yield post


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


def first_parts(post: Post, by_id: Mapping[str, Post], asking: Set[str]) -> list[Post]:
    """Return what its author tells first, in parts with numbers, of what a post asks as the last of
    them ("The bus is full. (1/2)", "(2/2) What do you say?"), if that is not `asking` itself."""
    found = [post]
    while before := by_id.get(found[0].reply_to or ""):
        is_own = before.handle == post.handle and before.id not in asking
        own, its = (place_in_thread(one.text, one.cuts, one.said) for one in (found[0], before))
        if not is_own or own is None or its is None or own[0] != its[0] + 1:
            break
        found.insert(0, before)
    return found[:-1]


def put_right(posts: Sequence[Post]) -> dict[str, tuple[str, str]]:
    """Return by its id what a post asks that its author soon puts right without a label ("Sorry,
    that should read: Which habit keeps you SAFE?"): the id of that post, and the right words."""
    latest: dict[str, list[tuple[int, Post]]] = defaultdict(list)
    found: dict[str, tuple[str, str]] = {}
    for place, post in enumerate(posts):
        if post.set_aside is not None or not has_question_mark(post.said):
            continue
        own = latest[post.handle]
        if post.label is None and asks.PUT_RIGHT.search(post.said, 0, REACH):
            near = [before for at, before in own if place - at <= NEXT]
            words = {before.id: _right(post.said, asks.asked(before)) for before in near}
            wrong = next((id_ for id_ in reversed(words) if words[id_]), None)
            if wrong is not None:
                found[wrong] = (post.id, words[wrong])
                continue
        own.append((place, post))
    return found


def _right(said: str, asked: str) -> str:
    """Return the words in which a text asks something once more behind words that put it right, ""
    where it does not."""
    first = asks.PUT_RIGHT.search(said, 0, REACH)
    starts = (match.end() for match in BEGINS.finditer(said, first.end(), REACH)) if first else ()
    tails = (said[start:] for start in starts)
    is_question = len(WORD.findall(asked)) >= LEAST_WORDS
    return next((tail for tail in tails if is_question and alike(tail, asked)), "")


def in_right_words(questions: Mapping[int, Question], posts: Sequence[Post]) -> dict[int, Question]:
    """Return the questions in the words with which their askers put them right."""
    right = put_right(posts)
    found = dict(questions)
    for number, question in questions.items():
        if question.post_id not in right:
            continue
        by, words = right[question.post_id]
        again = tuple(dict.fromkeys((*question.also_asked, by)))
        told = (*question.evidence, "put right by its asker")
        text = headings.without_lead(words, own_number(number))
        found[number] = question.model_copy(
            update={"text": text, "also_asked": again, "evidence": told}
        )
    return found


def answers(words: str, question: str) -> bool:
    """Return whether words repeat a question and go on behind it, as people do who answer."""
    own, its = (WORD.findall(text.casefold()) for text in (words, question))
    return bool(its) and own[: len(its)] == its and len(own) >= len(its) + LEAST_WORDS
