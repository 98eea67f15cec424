"""What a post says between the labels that stand inside it: "I walk. A2: I run"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.records import Post

LOOK_BACK = 40  # code points before a label that tell whether a sentence ends there
REACH = 100  # code points in which as many words stand
FEWEST_WORDS = 3  # on both sides of "and A2", where no stop tells that it is put on
_SEAM = " \n\t([{*_#,-–—/|&+;>"
_CLOSED = regex.compile(r"(?:[.!?…)\"”’\n\p{So}\p{Sk}\ufe0f])[ \t([{*_#–—-]*$")
_APART = regex.compile(r"(?:[;:|>–—]|\s-)\s*$")
_FURTHER = regex.compile(  # "in Q5." ends a sentence: only behind one, "A2." is put on
    r"(?i)(?:(?<=\s)(?P<and>and\s+)?(?:also\s+)?"
    r"(?P<lead>(?:(?:as\s+)?for|on|re|to|here(?:['’]?s|\s+is)(?:\s+my)?)\s+)?"
    r"[AQ](?P<number>\d{1,2})[a-d]?(?:(?P<colon>:)(?!\d)|[.)](?=\s))"
    r"|(?<=\n)[AQ](?P<number>\d{1,2})[a-d]?(?=\s)(?!\s+(?:paper|sheet|page|poster|level|size)s?\b))[\s–—-]*(?=\S)"
)
_SPOKEN_OF = regex.compile(  # "see my A2: ...", "I said so in Q2: ..."
    r"(?i)\b(?:my|your|his|her|their|our|the|in|from|of|with|by|at|see|like)\s*$"
)
_BARE = regex.compile(  # where the post was found to answer that question, too
    r"(?i)(?<=\s)(?P<and>(?:and|&|\+)\s+)?A(?P<number>\d{1,2})[a-d]?\s+(?:[–—-]+\s+)?(?=\S)"
    r"(?!(?:is|are|was|were|has|had|will|would|too|as|in|on|at|to|of|for|from|with|and|or|but)\b)"
)


def parts(post: Post, part: tuple[int, int]) -> list[tuple[int, int]]:
    """Return what stands between further labels in a part: they answer different questions."""
    start, end = part
    found = []
    for label in _labels(post, part):
        found.append((start, start + len(post.text[start : label.start()].rstrip(_SEAM))))
        start = label.end()
    return [(a, b) for a, b in (*found, (start, end)) if a < b]


def begins(post: Post) -> list[tuple[int, int | None]]:
    """Return where what a post says behind each of its further labels begins, and the number that
    the label names: None where the post was not found to answer that question."""
    label = post.label
    if label is None or not label.also:
        return []
    named = {label.question, *label.also}
    labels = _labels(post, (label.end, post.span[1]))
    numbers = [(match.end(), int(match["number"])) for match in labels]
    return [(at, number if number in named else None) for at, number in numbers]


def _labels(post: Post, part: tuple[int, int]) -> list[regex.Match[str]]:
    """Return the further labels in a part, in order; none within another."""
    labels = {match.start(): match for match in (*_bare(post, part), *_stopped(post.text, part))}
    found: list[regex.Match[str]] = []
    for at, label in sorted(labels.items()):
        if not found or at >= found[-1].end():
            found.append(label)
    return found


def is_closed(text: str, start: int, at: int) -> bool:
    """Return whether a sentence ends right before a place, looking back to `start` at most."""
    return _CLOSED.search(text, max(start, at - LOOK_BACK), at) is not None


def _stopped(text: str, part: tuple[int, int]) -> Iterator[regex.Match[str]]:
    """Yield the labels that stand behind a sentence, and those with a colon that nothing leads to.

    What leads to one behind a sentence ("As for Q5: ...") goes with it.
    """
    for match in _FURTHER.finditer(text, *part):
        reach = max(part[0], match.start() - LOOK_BACK)
        is_led = not match["and"] and (
            match["lead"] or _SPOKEN_OF.search(text, reach, match.start())
        )
        if (match["colon"] and not is_led) or is_closed(text, part[0], match.start()):
            yield match


def _bare(post: Post, part: tuple[int, int]) -> Iterator[regex.Match[str]]:
    """Yield the labels of further answers that carry no stop: "... and A8 learn to say it"."""
    for match in _BARE.finditer(post.text, *part):
        if post.label is not None and int(match["number"]) in post.label.also:
            if match["and"]:
                start, end = max(part[0], match.start() - REACH), min(match.end() + REACH, part[1])
                sides = post.text[start : match.start()], post.text[match.end() : end]
                is_long = min(len(side.split()) for side in sides) >= FEWEST_WORDS
                is_label = is_long and int(match["number"]) > post.label.question
            else:
                is_label = _is_apart(post.text, part[0], match.start())
            if is_label:
                yield match


def _is_apart(text: str, start: int, at: int) -> bool:
    is_cut = _APART.search(text, max(start, at - LOOK_BACK), at) is not None
    return is_cut or is_closed(text, start, at)
