"""The questions of a chat, found from the posts that ask them, under the host's own numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from pipeline.cluster import (
    again,
    answered,
    asks,
    clock,
    given,
    listed,
    named,
    posed,
    quoting,
    sessions,
    slips,
    strays,
    unlisted,
)
from pipeline.cluster.arrays import Ints
from pipeline.cluster.asks import LEAST_ASKING, Ask
from pipeline.language import has_question_mark
from pipeline.records import Chat, Post, Question, at_name, number_of, own_number


def find(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return the questions by number, each with the post that asks it, if one does.

    Posts are in time order. Where a later session numbers anew, its numbers lie 1000 apart. A host
    who repeats a question, and a second host who asks the same number, are kept in `also_asked`. A
    number that only answers carry, or that is asked in a picture, gets an empty text. Hosts who do
    not number are counted in order of asking, and the evidence says so.
    """
    place = {post.id: index for index, post in enumerate(posts)}
    minutes, has_clock = clock.read(posts)
    said = posed.find(posts, chat)
    sure = [ask for ask in said if ask.weight >= LEAST_ASKING]
    sure += posed.tasks(posts, sure, chat)
    sure += again.threads(posts, sure, place)
    sure = sorted(sure, key=lambda ask: place[ask.post.id])
    sure = slips.put_right(listed.without_previews(sure, posts, place), posts, place)
    lists = listed.told(posts, place, {ask.handle for ask in sure})
    askings = []
    for ask in sure:
        _, text = listed.words_of(ask.post, ask.number, place, lists) or (0, asks.asked(ask.post))
        minute = minutes[place[ask.post.id]]
        askings.append(sessions.Asking(minute, ask.number, ask.handle, text))
    by_number: dict[int, list[Ask]] = defaultdict(list)
    for ask, session in zip(sure, sessions.split(askings, has_clock=has_clock), strict=True):
        by_number[number_of(ask.number, session)].append(ask)
    chosen = {number: _chosen(found) for number, found in by_number.items()}
    hosts = _hosts(chosen.values(), chat)
    questions = {
        number: _question(number, ask, [a for a in by_number[number] if _asks_too(a, ask, hosts)])
        for number, ask in chosen.items()
    }
    questions = listed.with_next(questions, posts, place, hosts)
    held = sessions.of_posts([*questions.values()], place, minutes, has_clock=has_clock)
    labelled = _labelling(posts, held)
    opening = _openings(said, posts, held, {ask.handle for ask in chosen.values()})
    skipped = _skipped(posts, questions, place, held)
    questions |= _only_answered(questions, labelled, opening, skipped)
    asked = [question for question in questions.values() if question.post_id is not None]
    if not chat.questions and strays.are_strays(asked, chat, questions, labelled):
        told = answered.find(posts, chat)
        questions |= told
        hosts |= {question.handle.casefold() for question in told.values() if question.handle}
    questions = again.repeated(posts, again.quoted(posts, questions))
    questions |= named.find(posts, questions, labelled, hosts)
    questions |= unlisted.find(posts, questions, hosts)
    questions |= listed.in_words(posts, questions, place, lists)
    questions |= again.stood_in(posts, questions, place, held)
    questions = quoting.worded(posts, questions)
    questions = again.in_right_words(questions, posts)
    known = given.with_given(questions, posts, chat)
    if all(post.question is None for post in posts):
        known = strays.or_in_order(known, questions, posts, chat, labelled)
    questions = given.with_filed(known, posts)
    return [questions[number] for number in sorted(questions)]


def _only_answered(
    questions: Mapping[int, Question],
    labelled: Mapping[int, set[str]],
    opening: Mapping[int, Ask],
    skipped: Set[int],
) -> dict[int, Question]:
    """Return the questions that answers name and no post surely asks, by number; of the
    `skipped` ones one author's label is enough."""
    most = max(map(len, labelled.values()), default=0)
    # in a chat of a few people, whose host the export lacks, fewer must do
    enough = strays.LEAST_LABELS if questions else max(1, min(strays.LEAST_LABELS, most // 2))
    return {
        number: _question(number, opening[number], [])
        if number in opening
        else _unasked(number, len(authors))
        for number, authors in labelled.items()
        if number not in questions and (len(authors) >= enough or number in skipped)
    }


def _skipped(
    posts: Sequence[Post], questions: Mapping[int, Question], place: Mapping[str, int], held: Ints
) -> set[int]:
    """Return the numbers under which somebody answers in between the askings of a smaller and of a
    greater number: the host did not skip what the export lacks.

    Where several numbers in a row are missing, one label may be a slip: two people must name such a
    number, or more than half of the numbers be named.
    """
    asked: dict[int, dict[int, int]] = defaultdict(dict)
    for question in questions.values():
        if question.post_id is not None:
            asked[question.session][question.number] = place[question.post_id]
    named: dict[tuple[int, int], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for index, (post, session) in enumerate(zip(posts, held.tolist(), strict=True)):
        if post.label is None or post.label.kind != "A" or post.set_aside == "repost":
            continue
        number = number_of(post.label.question, session)
        own = asked[session]
        smaller = max((n for n in own if n < number), default=None)
        greater = min((n for n in own if n > number), default=None)
        if smaller is None or greater is None or number in own:
            continue
        if own[smaller] < index < own[greater]:
            named[smaller, greater][number].add(post.handle.casefold())
    return {
        number
        for (smaller, greater), authors in named.items()
        for number, people in authors.items()
        if len(people) > 1 or len(authors) * 2 > greater - smaller - 1
    }


def _openings(
    said: Sequence[Ask], posts: Sequence[Post], held: Ints, askers: Set[str]
) -> dict[int, Ask]:
    """Return by number who asks it before anybody else speaks of it: people answer a second host
    who asks one question alone. Who speaks to somebody by name is one of the `askers`."""
    first: dict[int, str] = {}
    for post, session in zip(posts, held, strict=True):
        if post.label is not None:
            first.setdefault(number_of(post.label.question, int(session)), post.id)
    asking = {
        ask.post.id: ask
        for ask in said
        if (askers and asks.asks_all(ask.post))
        or (
            has_question_mark(asks.asked(ask.post))
            and (ask.handle in askers or not ask.post.starts_with_name)
            and ask.post.set_aside is None
        )
    }
    return {number: asking[post_id] for number, post_id in first.items() if post_id in asking}


def _hosts(chosen: Iterable[Ask], chat: Chat) -> set[str]:
    """Return who asks several questions, or is given as host, in lower case."""
    counted = Counter(ask.handle.casefold() for ask in chosen)
    hosts = {handle for handle, count in counted.items() if count >= sessions.LEAST_NUMBERS}
    return hosts | {handle.casefold() for handle in chat.host}


def _chosen(found: Sequence[Ask]) -> Ask:
    """Return the first of the posts that are nearly as good as the best: a re-ask is worded as
    well as the question. Its asker may put it right, or say in words what a picture holds; a list
    behind the pictures ("Recap: Q1 ... Q2 ...") only lends them its words."""
    found = [ask for at, ask in enumerate(found) if not _recalls(ask, found[:at])]
    heaviest = max(ask.weight for ask in found)
    best = next(ask for ask in found if ask.weight >= heaviest - 1)
    if not _is_pictured(best):
        right = [ask for ask in found if ask.handle == best.handle and asks.puts_right(ask.post)]
        return right[-1] if right else best
    own = [
        ask
        for ask in found
        if ask.handle == best.handle and ask.post.set_aside != "repost" and not _is_pictured(ask)
    ]
    return max(own, key=lambda ask: ask.weight, default=best)


def _recalls(ask: Ask, before: Sequence[Ask]) -> bool:
    shown = {one.handle for one in before if asks.is_wordless(one.post)}
    return ask.handle in shown and bool(asks.lists(ask.post))


def _is_pictured(ask: Ask) -> bool:
    return ask.post.label is not None and asks.is_pictured(ask.post)


def _asks_too(ask: Ask, chosen: Ask, hosts: set[str]) -> bool:
    """Return whether a post asks again. What a host asks, others ask again only in its words: "Q2:
    Is a jar an answer? Mine has survived two moves" is an answer."""
    if ask.handle.casefold() in hosts or chosen.handle.casefold() not in hosts:
        return True
    words, question = asks.asked(ask.post), asks.asked(chosen.post)
    is_repeated = sessions.alike(words, question) and not again.answers(words, question)
    return _is_pictured(chosen) or is_repeated


def _question(number: int, chosen: Ask, found: Sequence[Ask]) -> Question:
    others = [
        ask.post
        for ask in found
        if ask.post.id != chosen.post.id and ask.post.set_aside != "repost"
    ]
    asker = at_name(chosen.handle, chosen.post.name)
    letter = chosen.post.letter or ("T" if asks.TASK.match(chosen.post.said) else "Q")
    how = "labelled" if chosen.post.label or letter == "T" else "in the thread of"
    why = f"{how} {letter}{own_number(number)} and asked by {asker}"
    evidence = asks.evidence(number, why)
    said = chosen.post.label
    if said is not None and said.question != own_number(number):
        evidence[0] = f"asked by {asker} under Q{said.question}, which must be a slip"
    is_pictured = _is_pictured(chosen)
    if is_pictured:
        evidence.append("its words stand in a picture, which the export does not hold")
    if others and asks.puts_right(chosen.post):
        evidence.append("put right by its asker")
    if chosen.post.set_aside == "repost":
        evidence.append("the host's own post is not in the export: known from a repost")
    parts = again.parts(chosen, found)
    if len(parts) > 1:
        evidence.append(f"asked in {len(parts)} parts, in a post each")
    if times := len(others) - len(parts) + 1:
        evidence.append(f"asked again {'once' if times == 1 else f'{times} times'}")
    return Question(
        number=number,
        text="" if is_pictured else " / ".join(asks.heading(number, part.post) for part in parts),
        post_id=chosen.post.id,
        asked_at=chosen.post.created_at,
        handle=chosen.handle,
        also_asked=tuple(post.id for post in others),
        evidence=tuple(evidence),
    )


def _labelling(posts: Sequence[Post], held: Ints) -> dict[int, set[str]]:
    """Return who labels a post with each number, as a question or an answer, in lower case."""
    authors: dict[int, set[str]] = defaultdict(set)
    for post, session in zip(posts, held, strict=True):
        if post.label is not None:
            number = number_of(post.label.question, int(session))
            authors[number].add(post.handle.casefold())
    return authors


def _unasked(number: int, authors: int) -> Question:
    own = own_number(number)
    people = "1 person labels posts" if authors == 1 else f"{authors} people label their posts"
    said = f"no post of the export asks it; {people} with {own}"
    return Question(number=number, text="", evidence=(said,))
