"""Questions whose words stand in the post that they quote: "Q2, from @ana 👇"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from pipeline.cluster import asks, headings
from pipeline.language import has_question_mark
from pipeline.records import Post, Question, own_number


def worded(posts: Sequence[Post], questions: Mapping[int, Question]) -> dict[int, Question]:
    """Return the questions, those that ask nothing in their own words in the words of what their
    posts quote."""
    quoted = asks.in_quotes(posts)
    asking = {post_id for question in questions.values() for post_id in question.asking}
    found = dict(questions)
    for number, question in questions.items():
        held = quoted.get(question.post_id or "")
        if held is None or held.id in asking:
            continue
        text = headings.without_lead(held.said, own_number(number))
        if has_question_mark(question.text) and question.text != text:
            continue
        told = (question.evidence[0], f"in the words of {held.at}, whom it quotes")
        found[number] = question.model_copy(update={"text": text, "evidence": told})
    return found


def held(posts: Sequence[Post], asking: Set[str]) -> set[str]:
    """Return the ids of the posts in whose words those that ask do so."""
    return {post.id for asker, post in asks.in_quotes(posts).items() if asker in asking}
