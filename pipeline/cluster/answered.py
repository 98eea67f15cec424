"""Questions that their host numbers nowhere, under the numbers that the labels of the answers tell.

A host may write "What does waiting do?" where everybody answers "A2 Patience": who counts the
askings alone counts every "Who is in tonight?" among them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.cluster import asks, unnamed, unnumbered, voices
from pipeline.cluster.sessions import LEAST_NUMBERS
from pipeline.cluster.supposed import EARLY
from pipeline.records import Chat, Post, Question, own_number

LEAST_LABELLING = 3  # people whose labels tell of a number
LEAST_ASKED = 3  # questions that show who the hosts are, and more than half of the numbers
MOST_WAIT = 15  # posts until somebody answers
LEAST_BEGUN = 2  # labels behind an earlier asking: a single one may be an early bird's


def find(posts: Sequence[Post], chat: Chat) -> dict[int, Question]:
    """Return by number what one person, or several in turn, ask of all right before the answers
    under it; nothing where no host, given or not, asks so before most of the numbers that several
    people label their answers with, or where the order of asking goes better with the labels."""
    labelled: dict[int, list[int]] = defaultdict(list)
    for place, post in enumerate(posts):
        if post.label is not None and post.is_labelled_answer and post.set_aside is None:
            labelled[post.label.question].append(place)
    answers = {
        number: places
        for number, places in sorted(labelled.items())
        if len({posts[at].handle.casefold() for at in places}) >= LEAST_LABELLING
    }
    if len(answers) < LEAST_ASKED:
        return {}
    spoken, given = voices.to_all(posts), {handle.casefold() for handle in chat.host}
    asking: dict[str, list[int]] = defaultdict(list)
    for place, post in enumerate(posts):
        who = post.handle.casefold()
        if post.id in spoken and (who in given or not given) and unnamed.asks_all(post):
            asking[who].append(place)
    alone = [_asked(places, answers) for places in asking.values()]
    found: dict[int, int] = {}
    for own in sorted(alone, key=lambda own: -len(own))[: unnumbered.MOST_HOSTS]:
        first = min(found, default=None)  # before its answers who is here may be asked, too
        more = {
            number: at
            for number, at in own.items()
            if number not in found or (number == first and at > found[number])
        }
        in_turn = dict(sorted((found | more).items()))
        is_more = len(more) >= LEAST_NUMBERS and len(in_turn) > len(found)
        if is_more and all(a < b for a, b in pairwise(in_turn.values())):
            found = in_turn
    if len(found) < LEAST_ASKED or 2 * len(found) <= len(answers):
        return {}
    told = {number: _question(number, posts[place]) for number, place in found.items()}
    by_order = {question.number: question for question in unnumbered.find(posts, chat)}
    return told if _agreement(posts, told) >= _agreement(posts, by_order) else {}


def _agreement(posts: Sequence[Post], asked: Mapping[int, Question]) -> tuple[int, int]:
    """Return how well questions go with the labels of answers: how many of these name what was
    asked last before them, and how many questions are known."""
    numbers = {question.post_id: own_number(number) for number, question in asked.items()}
    count, latest = 0, -1
    for post in posts:
        latest = numbers.get(post.id, latest)
        count += (
            post.label is not None and post.is_labelled_answer and post.label.question == latest
        )
    return count, len(asked)


def _asked(asking: Sequence[int], answers: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Return by number the place of the asking behind which its answers begin; a greater number is
    asked later."""
    found: dict[int, int] = {}
    last = -1
    for number, places in answers.items():
        # as many as may be slips or come early stand before
        at = bisect_right(asking, places[int(EARLY * (len(places) - 1))]) - 1
        while at > 0 and _begin(places, asking[at - 1], asking[at]):
            at -= 1
        if at >= 0 and asking[at] > last and _wait(places, asking[at]) <= MOST_WAIT:
            found[number] = last = asking[at]
    return found


def _wait(places: Sequence[int], asked: int) -> int:
    """Return how many posts there are from what is asked to the first answer behind it."""
    return places[bisect_right(places, asked)] - asked


def _begin(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, end) - bisect_right(places, start) >= LEAST_BEGUN


def _question(number: int, post: Post) -> Question:
    why = f"{post.at} asks it right before the answers under Q{number}"
    return asks.question(number, post, post.said, why)
