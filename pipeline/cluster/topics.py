"""Which question a post names by its topic: "Late to the salt question", "re money: ..."."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.cluster import lexicon
from pipeline.cluster.arrays import Ints
from pipeline.cluster.chatter import stop_words
from pipeline.records import Post, Question

_WORD = r"(?!(?:an?|in)\s)[^\W\d_][\w'’-]*"
_WORDS = rf"(?:{_WORD}\s){{0,2}}{_WORD}"
_MORE = (
    r"(?:(?:one|an?|another|my)\s)?(?:(?:last|late|final|more|other|quick)\s){0,2}"
    r"(?:thought|word|point|thing|note)s?\s(?:on|about|for)"
)
_SET_OFF = r"(?=\s?[,:;.(…–—-])"  # not "Can we have the salt question again?"
# in front, or, near the beginning, "the ... question"; "On Twitter, mostly", "On reflection, ..."
# and "Back to work, all!" name nothing
NAMED = re.compile(
    r"^\W*(?:(?:oh|and|also|ok|so|just|still|sorry|hi|all)[\s,]+){0,3}"
    r"(?:(?P<bare>on|about|back\s(?:to|on))|re|regarding|as\sfor|late\s(?:to|on)|returning\sto"
    r"|catching\sup\s(?:on|with)|(?:going|coming|circling)\sback\s(?:to|on)"
    rf"|thinking\s(?:of|about)|{_MORE})\b:?\s"
    rf"(?P<front>{_WORDS})(?(bare)(?=\s?:)|{_SET_OFF})"
    r"|^.{0,60}?\b(?:the|your|that|his|her|their|[\w-]+['’]s)\s"
    rf"(?P<called>{_WORDS})\s(?:question|q)\b(?!\s?\d){_SET_OFF}",
    re.IGNORECASE,
)


def named(
    posts: Sequence[Post], questions: Sequence[Question], held: Ints, place: Mapping[str, int]
) -> dict[int, int]:
    """Return the question that each post without a label names by a word that no other question of
    its session has, by the post's place; it was asked before."""
    asked: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    since: dict[int, int] = {}
    for question in questions:
        since[question.number] = place.get(question.post_id or "", len(posts))
        if not question.is_segment:
            for word in _stems(question.text):
                asked[question.session][word].add(question.number)
    found: dict[int, int] = {}
    for at, post in enumerate(posts):
        name = None if post.label else NAMED.search(post.said)
        if name is None:
            continue
        known = asked[int(held[at])]
        meant = [known[word] for word in _stems(name["front"] or name["called"]) if word in known]
        numbers = {number for one in meant if len(one) == 1 for number in one}
        if len(numbers) == 1 and since[number := numbers.pop()] < at:
            found[at] = number
    return found


def _stems(text: str) -> set[str]:
    words = (word.casefold() for word in lexicon.words(text))
    return {lexicon.stem_of(word) for word in words if word not in stop_words()}
