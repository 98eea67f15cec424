"""Questions that a host lists in one post: before they are asked, or all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from pipeline.cluster import asks
from pipeline.cluster.asks import Ask
from pipeline.cluster.sessions import alike
from pipeline.records import Post, Question, own_number, question_name


def without_previews(
    sure: Sequence[Ask], posts: Sequence[Post], place: Mapping[str, int]
) -> list[Ask]:
    """Return the askings without the posts that list several questions, the first of which their
    author then asks alone, or all of which without words, before anybody labels an answer to one
    of them."""
    answered = [
        post.label.question if post.label and post.is_labelled_answer else 0 for post in posts
    ]
    following: dict[tuple[str, int], Ask] = {}
    found = []
    for ask in reversed(sure):
        after = following.get((ask.handle, ask.number))
        listed = asks.lists(ask.post)
        if not listed:
            following[ask.handle, ask.number] = ask
        elif after is not None and (
            not asks.is_wordless(after.post) or all((ask.handle, n) in following for n in listed)
        ):
            between = answered[place[ask.post.id] : place[after.post.id]]
            if not any(number in listed for number in between):
                continue
        found.append(ask)
    return found[::-1]


def with_next(
    questions: Mapping[int, Question],
    posts: Sequence[Post],
    place: Mapping[str, int],
    hosts: Set[str],
) -> dict[int, Question]:
    """Return the questions with the next ones of posts that ask several, where no post asks these
    alone, or only one by none of the `hosts`, in other words, or later without words."""
    found = dict(questions)
    for number, question in questions.items():
        at = place.get(question.post_id or "")
        if at is None or posts[at].set_aside is not None:
            continue  # of a repost the further words may be cut off
        post = posts[at]
        for next_number, text in enumerate(asks.all_asked(post)[1:], number + 1):
            known = questions.get(next_number)
            is_strangers = known is not None and (known.handle or "").casefold() not in hosts
            later = posts[max(at, place.get(known.post_id or "", at))] if known else post
            is_shown = later.handle == post.handle and asks.is_wordless(later)
            if known is None or is_shown or (is_strangers and not alike(text, known.text)):
                why = f"asked by {post.at} in one post with {question_name(number)}"
                asked = asks.question(next_number, post, text, why)
                others = known.asking if known and is_shown else ()
                found[next_number] = asked.model_copy(update={"also_asked": others})
    return found


def told(
    posts: Sequence[Post], place: Mapping[str, int], askers: Set[str]
) -> dict[int, list[tuple[int, str]]]:
    """Return what the askers tell in lists, by number, with the place of each list."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for post in posts:
        if post.set_aside is None and post.handle in askers:
            for number, text in asks.lists(post).items():
                found[number].append((place[post.id], text))
    return found


def words_of(
    post: Post, number: int, place: Mapping[str, int], lists: Mapping[int, list[tuple[int, str]]]
) -> tuple[int, str] | None:
    """Return what a post asks that does so without words ("Q3 👇", a picture), and the place of the
    list, as `told` finds them, that tells it: the one before, or else after."""
    listed = lists.get(number)
    if not listed or not asks.is_wordless(post):
        return None
    return max((one for one in listed if one[0] < place[post.id]), default=min(listed))


def in_words(
    posts: Sequence[Post],
    questions: Mapping[int, Question],
    place: Mapping[str, int],
    lists: Mapping[int, list[tuple[int, str]]],
) -> dict[int, Question]:
    """Return the questions that are asked without words, in those of the `lists`."""
    found = {}
    for number, question in questions.items():
        at = place.get(question.post_id or "")
        listed = None if at is None else words_of(posts[at], own_number(number), place, lists)
        if listed is not None:
            where, text = listed
            words = asks.question(number, posts[where], text, "").text
            why = (question.evidence[0], f"in the words of a list by {posts[where].at}")
            found[number] = question.model_copy(update={"text": words, "evidence": why})
    return found
