"""What keeps two posts of the same words, or nearly the same, two statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import regex

from pipeline import tongues
from pipeline.normalize.reading import Reading
from pipeline.records import Entity, EntityKind, Label

SLIP = 1  # letters
MOST_WORDS = 100  # of a longer post another word makes no other statement
_NEGATION = regex.compile(  # typed in a hurry, too: "dont"
    r"not|no|never|cannot|without|.+n['’]t|(?:ai|are|ca|could|did|does|do|had|has|have|is|should|was"
    r"|were|wo|would)nt"
)
_NUMBER = regex.compile(
    r".*\p{Nd}.*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|hundred|thousand|million|first|second|third|fourth|fifth"
)
# "What's" asks what "What is" asks
_ASKING = regex.compile(r"(who|whom|whose|what|when|where|which|why|how)(?:['’]?(?:s|d|re|ve|ll))?")
_SIGNS = regex.compile(r"\b\w++(?:\+\+|#(?!\w))|[👍👎✅❌✔✖🚫]")  # C++ is not C#
_SHORTENED = regex.compile(r"(?:https?://)?t\.co/", regex.IGNORECASE)  # new for every post


def differ(one: Reading, other: Reading) -> bool:
    """Return whether two posts with much the same words say different things.

    They do where they answer different questions, quote different posts, where one denies what the
    other says or asks by another word (how, what), or where each has a word, a number, a sign, or
    in its midst a name or a link, instead of another one.
    """
    is_elsewhere = _are_exchanged(_questions(one.label), _questions(other.label))
    if is_elsewhere or _are_exchanged(_quoted(one), _quoted(other)):
        return True
    if one.joined != other.joined and (
        _denials(one.words) != _denials(other.words)
        or _asking(one.words) != _asking(other.words)
        or _are_exchanged(_numbers(one.words), _numbers(other.words))
        or _is_reworded(one.words, other.words)
    ):
        return True
    return any(map(_are_exchanged, _unspoken(one), _unspoken(other)))


def _questions(label: Label | None) -> frozenset[str]:
    return frozenset(map(str, (label.question, *label.also))) if label is not None else frozenset()


def _quoted(post: Reading) -> frozenset[str]:
    return frozenset({post.quotes}) if post.quotes is not None else frozenset()


def _denials(words: list[str]) -> int:
    return sum(_NEGATION.fullmatch(word) is not None for word in words)


def _asking(words: list[str]) -> frozenset[str]:
    found = map(_ASKING.fullmatch, words)
    return frozenset(match[1] for match in found if match is not None)


def _is_reworded(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether a word, small ones aside, stands in place of another one ("best", "worst");
    a slip is mended ("gusts", "guests"), and "everyday" is "every day"."""
    if len(ours) > MOST_WORDS:
        return False
    edits = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return any(
        edit == "replace" and _is_other(ours[start:end], theirs[first:last])
        for edit, start, end, first, last in edits
    )


def _is_other(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if all(map(tongues.is_small, ours)) or all(map(tongues.is_small, theirs)):
        return False
    one, other = "".join(ours), "".join(theirs)
    same = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) < max(len(one), len(other)) - SLIP


def _numbers(words: list[str]) -> frozenset[str]:
    return frozenset(word for word in words if _NUMBER.fullmatch(word))


def _are_exchanged(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether each of two sets holds what the other one lacks."""
    return not (ours <= theirs or theirs <= ours)


def _unspoken(post: Reading) -> Iterator[frozenset[str]]:
    """Yield what a post says that is no word: its signs, the names and the links in its midst."""
    yield frozenset(_SIGNS.findall(post.said.lower()))
    yield frozenset(each.text.lower() for each in _inside(post, "mention"))
    links = (each.text for each in _inside(post, "url") if not _SHORTENED.match(each.text))
    yield frozenset(links)


def _inside(post: Reading, kind: EntityKind) -> Iterator[Entity]:
    start, end = post.body
    return (e for e in post.entities if e.kind == kind and start <= e.start and e.end <= end)
