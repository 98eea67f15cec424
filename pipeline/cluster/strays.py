"""Labelled questions that may be guests' own, amid those of a host who gives no numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from pipeline.cluster import counted, given, unnumbered
from pipeline.records import Chat, Post, Question

MOSTLY = 0.8  # of the labels, what share comes after the questions
LEAST_OTHERS = 2  # who label posts with a question that nobody's stray post asks
LEAST_LABELS = 3  # authors whose labels show a question that no post of the export asks


def or_in_order(
    known: dict[int, Question],
    questions: Mapping[int, Question],
    posts: Sequence[Post],
    chat: Chat,
    labelled: Mapping[int, set[str]],
) -> dict[int, Question]:
    """Return the `known` questions, `questions` with the given ones, or in their place those of a
    host who gives no numbers: more than labelled ones that may be guests' own."""
    asked = [question for question in known.values() if question.post_id is not None]
    is_stray = are_strays(asked, chat, questions, labelled)
    is_listed = bool(chat.questions) and all(q.post_id is None for q in questions.values())
    if not is_stray and not is_listed:
        return known
    in_turn = unnumbered.find(posts, chat)
    in_order = given.with_words({q.number: q for q in in_turn}, chat)
    is_among = {(q.number, q.post_id) for q in asked} <= {
        (q.number, q.post_id) for q in in_order.values()
    }
    is_others = not {q.handle for q in asked} & {q.handle for q in in_order.values()}
    labels = {number for number, q in questions.items() if q.post_id is None}
    are_slips = len(labels) * 2 < len(in_order) and all(
        len(labelled.get(number, ())) < LEAST_LABELS for number in labels
    )
    is_more = is_stray and (is_others or is_among) and len(in_order) > len(asked)
    if is_more and (are_slips or _are_answered(posts, in_order, labels)):
        known = in_order
    return given.with_lack(known, in_turn, chat)


def are_strays(
    asked: Sequence[Question],
    chat: Chat,
    questions: Mapping[int, Question],
    labelled: Mapping[int, set[str]],
) -> bool:
    """Return whether labelled questions may be a guest's own amid those of a host who does not
    number: few, no given host's, nobody's second, and not what all who label speak of."""
    hosts = {handle.casefold() for handle in chat.host}
    askers = [(question.handle or "").casefold() for question in asked]
    is_few = len(askers) < counted.LEAST_ASKED and len(set(askers)) == len(askers)
    spoken = (labelled.get(q.number, set()) - {(q.handle or "").casefold()} for q in asked)
    is_all = all(question.post_id is not None for question in questions.values())
    is_answered = is_all and any(len(others) >= LEAST_OTHERS for others in spoken)
    return is_few and not hosts & set(askers) and not is_answered


def _are_answered(posts: Sequence[Post], asked: Mapping[int, Question], labelled: Set[int]) -> bool:
    """Return whether questions that carry no number are those under which answers are labelled:
    there are as many, and most labels come after the question that they would name."""
    place = {post.id: index for index, post in enumerate(posts)}
    later = [
        place[asked[post.label.question].post_id or ""] < index
        for index, post in enumerate(posts)
        if post.label is not None and post.label.question in asked
    ]
    return labelled <= asked.keys() and sum(later) > MOSTLY * len(later)
