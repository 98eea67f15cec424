"""Labels that their authors put right in a post of its own: "*A4", "Oops, A4 not A3"."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

import regex

from pipeline.normalize.reading import Reading
from pipeline.normalize.spellings import LOOK_BACK, folded
from pipeline.records import Label

MOST_OWN = 4  # posts of one's own, of which the latest that fits is put right
LONGEST = 15 * 60  # seconds
_LABEL = regex.compile(
    r"(?<!\w)(?P<kind>[AQ])\s?(?P<number>\d{1,2})(?P<part>[a-h])?(?!\w)", regex.I
)
_NOT = regex.compile(r"(?r)\b(?:not|instead of|rather than)\W{1,2}$", regex.IGNORECASE)
# All that such a post says beside its labels ...
_WORDS = (
    r"a|above|actually|ah|argh|be(?:en)?|but|correction|course|d'?oh|for|goes|have|i(?:'?m)?|in"
    r"|instead|is|it(?:'?s)?|label|last|make|meant?|mistake|my|not|number|obviously|of|oh|ok|one|oops"
    r"|post|previous|question|rather|read|really|right|say|should|sorry|tha[nt](?:'?s)?|the|this|to"
    r"|tweet|typo|ugh|under|was|w?hoops|woops|wrong"
)
_EXCUSES = (  # "*A4, thumbs"; but "A4 make it count" and "A4 not everyone" answer
    r"all|autocorrect|brain|can'?t|clearly|count(?:ing)?|everyone|fat|fingers?|folks|gah|ha(?:ha)*"
    r"|late|lol|me|numbers|numbering|phone|so|thumbs?|tired|today|tonight|too|type|typing"
    r"|ye(?:s|ah|p)"
)
_REST = r"[AQ]\s?\d{1,2}[a-h]?\b|[^\w?]"
_ALL = regex.compile(rf"(?:(?:{_WORDS})\b|{_REST})*", regex.IGNORECASE)
_EXCUSED = regex.compile(rf"(?:(?:{_WORDS}|{_EXCUSES})\b|{_REST})*", regex.IGNORECASE)
# ... and what tells that it puts right, if only a post that has a label: "That was A4"
_SURE = regex.compile(
    r"[\^*]|\b(?:correction|d'oh|doh|instead|make|meant?|mistake|not|oops|rather|should|sorry|typo"
    r"|w?hoops|woops|wrong|was (?:for|under))\b",
    regex.IGNORECASE,
)
# ... and is seldom part of an answer, so that an excuse may stand beside it
_FIRM = regex.compile(
    r"[\^*]|\b(?:correction|d'oh|doh|meant|mistake|oops|sorry|typo|w?hoops|woops|wrong)\b",
    regex.IGNORECASE,
)
# ... but "This is Q4" comes with a picture of it, and "A4: Sorry" answers
_SAYS = regex.compile(r"\b(?:that(?:'?s| is)|(?:that|this|it) was)\b", regex.IGNORECASE)
_ANSWERS = regex.compile(r"(?i:[AQ])\s?\d{1,2}(?i:[a-h])?(?:\s?[:.)]|\s(?=\p{Lu}\p{Ll}))\s*\w")


class Corrections:
    """The latest posts of each author: the label of one is put right by a post that says so."""

    def __init__(self) -> None:
        self._latest: dict[str, deque[Reading]] = defaultdict(lambda: deque(maxlen=MOST_OWN))

    def add(self, new: Reading) -> None:
        """Look at a post: put right what it says to be wrong, or keep it in mind."""
        if new.is_passed_on:
            return
        said = _plain(new)
        labels = list(_LABEL.finditer(said))
        meant = [each for each in labels if not _is_denied(said, each.start())]
        is_sure = _SURE.search(said) is not None
        says = is_sure or (len(labels) == 1 and _SAYS.search(said))
        all_words = _EXCUSED if _FIRM.search(said) else _ALL
        if not (meant and says and all_words.fullmatch(said)) or _ANSWERS.match(said.lstrip()):
            self._latest[new.author].append(new)
            return
        right = meant[-1]
        post = self._wrong(new, labels, right)
        if post is not None and (post.label is not None or is_sure):
            post.label = _put_right(post, right)

    def forget(self, old: Reading) -> None:
        """Drop a post that has left the window."""
        latest = self._latest.get(old.author)
        if latest is not None and old in latest:
            latest.remove(old)
            if not latest:
                del self._latest[old.author]

    def _wrong(
        self, new: Reading, named: Sequence[regex.Match[str]], right: regex.Match[str]
    ) -> Reading | None:
        """Return which of the author's posts is meant: the one that is replied to, that has a label
        which is named as wrong, that asks, or else the last, if possible no word to somebody."""
        latest = [each for each in reversed(self._latest[new.author]) if _is_near(each, new)]
        if new.post.reply_to is not None:
            latest = [each for each in latest if each.post.id == new.post.reply_to]
        wrong = {each["number"] for each in named} - {right["number"]}
        labelled = [each for each in latest if each.label and str(each.label.question) in wrong]
        asking = [each for each in latest if each.is_question and right["kind"] in "Qq"]
        to_all = [each for each in latest if each.label or not each.post.starts_with_name]
        return next(iter(labelled or asking or to_all or latest), None)


def _plain(new: Reading) -> str:
    """Return what a post says, with plain letters and without hashtags; who gives a link, or speaks
    to somebody, says more."""
    text = folded(new.post.text[: new.own]).replace("’", "'")
    if new.post.answered or any(each.kind != "hashtag" for each in new.entities):
        return ""
    for each in reversed(new.entities):
        if not _LABEL.fullmatch(text, each.start + 1, each.end):
            text = text[: each.start] + " " + text[each.end :]
    return text


def _is_denied(text: str, at: int) -> bool:
    """Return whether the label at `at` is named as the wrong one: "not A3"."""
    return _NOT.search(text, max(0, at - LOOK_BACK), at) is not None


def _is_near(one: Reading, other: Reading) -> bool:
    if one.post.time is None or other.post.time is None:
        return one.post.day == other.post.day
    return (other.post.time - one.post.time).total_seconds() <= LONGEST


def _put_right(post: Reading, meant: regex.Match[str]) -> Label:
    """Return the label that a post should have, where its own stands."""
    at, number = post.body[0], int(meant["number"])
    label = post.label or Label(start=at, end=at, kind="A", question=number)
    part = meant["part"].lower() if meant["part"] else None
    changed = {"question": number, "part": part, "also": ()}
    return label if label.question == number and not part else label.model_copy(update=changed)
