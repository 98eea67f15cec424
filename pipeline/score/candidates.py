"""Candidate lines: what of a post could be printed, as exact slices of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from pipeline import edges, language
from pipeline.language import farewells, naming
from pipeline.language.words import WORD, words
from pipeline.records import Answer, Post
from pipeline.score import further
from pipeline.score.quotes import brackets, cuts, passages, quotations, quoted_lines
from pipeline.settings import ScoreSettings

RUN = 3  # neighbouring sentences that still make one line
# words of a first sentence that may lose its connective: "Yes, both. ..." keeps it
FEWEST_FIRST = 3
LONGEST_TAIL = 200  # code points: what goes on for longer is no tail
MOST_SENTENCES = 60  # of one post that are looked at; the longest real post has a dozen
KINDS = ("answer", "reply")
FEW = 4  # words: a line does not leave out so short a sentence at the edge of its post
_OPEN, _MARKS = " \n\t([{*_#,-–—", ' \n\t.!?…"”)'
_YES_OR_NO = regex.compile(r"(?i)(?:yes|no|yep|yeah|nope)\b")
# ":tada:", "(:", "(-:"
_FACE_AT_END = regex.compile(r"(?r)(?:(?<!\d):[\w+-]+:|(?<!\S)[()\[\]]['o^-]?:)$")
_POLITE = words(  # sentences of nothing else say nothing
    "thanks thank thx ty cheers everyone everybody anyone all guys folks and you for having me "
    "cont continued lol haha hi hello hey sorry promise phew wow x i think guess suppose imho imo "
    "agree agreed exactly totally true so absolutely definitely indeed same great good nice love "
    "it brilliant excellent hmm hm see my link earlier tho idk very fun chat tonight really"
)
_RUN_UP = _POLITE | words(  # and these announce an answer: "Ok here we go.", "My turn."
    "ok okay well right here now oh ah um finally go we turn try one first easy hard tough honest "
    "honestly confession this that real not sure"
)
_NEEDS_MORE = (
    "to|the|an?|with|in|into|on|of|for|at|by|from|and|or|my|our|your|this|is|are"
    "|to(?:day|night|morrow)['’]s"
)
# as Slack and Discord write emoji where no export says which: ":clap::skin-tone-3:"
_CODES = r"(?<![\w:])(?::[a-z+-][\w+-]*+:)++(?!\w)"
_IN_CODES = regex.compile(_CODES)
_TAIL = regex.compile(  # what ends a line without being said: smileys, laughter, tags, dots
    rf"(?:\s*(?:{_CODES}|{edges.EMOTICON}|<3|[\p{{Extended_Pictographic}}\p{{So}}\p{{Sk}}\u200d\ufe0f]++"
    r"|(?<=\s)(?:lol|ha(?:ha)+|x{1,3}))|\s+(?:\.{2,}|…)"
    rf"|(?<!\b(?:{_NEEDS_MORE}))\s+#\w+)+\s*$",
    regex.IGNORECASE,
)


def is_candidate(post: Post, answer: Answer) -> bool:
    """Return whether a post may be quoted at all: an answer or a reply, its author's own, complete.

    A truncated post may be: only its cut end is not.
    """
    return answer.kind in KINDS and post.set_aside in (None, "truncated")


def spans(post: Post, settings: ScoreSettings, asked: int | None = None) -> list[tuple[int, int]]:
    """Return the slices of a post that could be printed, offsets into `post.text`, longer first.

    `asked` is what the host calls the question under which the post stands.

    The whole of what it says, with and without the smileys at its end; its sentences and runs of
    them; the clauses of a sentence that are worth something alone. What stands on both sides of a
    label, what only excuses the post, what cuts a quotation so that one of its marks is left, and a
    run that leaves out a few last words of it are none, nor what only leads to a link or a picture.
    Of a post that goes on and on the first MOST_SENTENCES sentences are looked at, and the whole.
    """
    found: set[tuple[int, int]] = set()
    longest: tuple[int, int] | None = None
    for part in _parts(post, settings)[:MOST_SENTENCES]:
        whole, slices = _slices(post, part, settings, asked)
        found |= {span for span in slices if _fits(post.text, span, settings)}
        if whole and (longest is None or whole[1] - whole[0] > longest[1] - longest[0]):
            longest = whole
    if longest is not None:
        found.add(longest)
    others = passages(post.text)
    found = {span for span in found if not any(a <= span[0] < b for a, b in others)}
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _parts(post: Post, settings: ScoreSettings) -> list[tuple[int, int]]:
    """Return what a post says between the labels that stand inside it: no line holds two of it."""
    *before, last = _around_label(post, settings)
    is_labelled = post.label is not None and post.label.end <= last[0]
    return [*before, *(further.parts(post, last) if is_labelled else [last])]


def _around_label(post: Post, settings: ScoreSettings) -> list[tuple[int, int]]:
    """Return what a post says before and after its label, where that stands inside.

    What stands before is a part if it is closed and what follows is long enough: in "They say paper
    is dead. A3: It is not." it is not what the author says. After "A3, ducking" nothing is said,
    nor after "A3 I think?".
    """
    start, end = post.span
    label = post.label
    quoted = quoted_lines(post.text, start, end)
    if label is None and quoted:
        return [(quoted, end)]
    if label is None or not start < label.start < label.end < end:
        return [(start, end)]
    text = post.text
    before = (start, start + len(text[start : label.start].rstrip(_OPEN)))
    after = (end - len(text[label.end : end].lstrip()), end)
    if label.start <= quoted <= label.end:  # which takes the blanks before it
        return [after]
    if _words(text, after) < 2 or _says_nothing(text, after):
        return [before]
    is_closed = further.is_closed(text, start, label.start)
    both = is_closed and _words(text, before) >= settings.shortest_words
    return [before, after] if both and _words(text, after) >= settings.shortest_words else [after]


def _slices(
    post: Post, part: tuple[int, int], settings: ScoreSettings, asked: int | None
) -> tuple[tuple[int, int] | None, set[tuple[int, int]]]:
    """Return the whole of a part, and all its slices, fit or not."""
    text = post.text
    is_labelled = post.label is not None and post.label.end <= part[0]
    bare = language.without_preface(text, *part)
    if not post.addressed:  # "@tom 2. both divorced" counts
        bare = naming.without_name(text, *bare, asked, is_labelled=is_labelled)
    if not is_labelled:  # "A1 #Trello when the team is large" answers with a tag
        bare = language.without_preface(text, *language.without_courtesy(text, *bare))
        bare = naming.without_last_name(text, *language.without_tags(text, *bare), asked)
    if not is_labelled and farewells.is_farewell(text, *bare):  # "A4: Good night and sleep well"
        return None, set()
    bare = farewells.without_farewell(text, *bare)
    start, end = bare if _words(text, bare) >= settings.shortest_words else part
    sentences = [(start + a, start + b) for a, b in language.sentences(text[start:end])]
    if post.is_truncated and part[1] == post.span[1]:
        sentences = sentences[:-1]
    if not sentences:
        return None, set()
    whole = (sentences[0][0], sentences[-1][1])
    sentences = sentences[:MOST_SENTENCES]
    found = {
        (sentences[first][0], sentences[last][1])
        for first in range(len(sentences))
        for last in range(first, min(first + RUN, len(sentences)))
    }
    for sentence in sentences:
        found.update(language.clauses(text, *sentence))
    found |= {_without_connective(text, span, sentences) for span in (*found, whole)}
    found |= {without_tail(text, span) for span in (*found, whole)}
    found = {span for span in found if not _announces(text, span)}
    is_own = is_labelled or not (post.addressed or post.answered)
    found -= _cut_short(text, found, sentences, is_own=is_own)
    kept = {_without_brackets(text, span) for span in with_quotations(text, found, whole)}
    return None if _announces(text, whole) else _without_brackets(text, whole), kept


def _without_brackets(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span without the brackets, where all of it is one remark in them."""
    start, end = span
    return (start + 1, end - 1) if brackets(text[start:end]) == ((0, end - start),) else span


def _announces(text: str, span: tuple[int, int]) -> bool:
    """Return whether a slice only leads to what it does not hold: "My solutions here:"."""
    return text.endswith((":", "@"), *span) and _FACE_AT_END.search(text, *span) is None


def with_quotations(
    text: str, found: Iterable[tuple[int, int]], whole: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return the slices of a whole that hold both marks of its quotations, brackets and codes of
    emoji, or none."""
    start, end = whole
    said = text[start:end]
    codes = (code.span() for code in _IN_CODES.finditer(said))
    pairs = [(start + a, start + b) for a, b in (*quotations(said), *brackets(said), *codes)]
    return [span for span in found if not cuts(span, pairs)]


def _cut_short(
    text: str,
    found: set[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
    *,
    is_own: bool,
) -> set[tuple[int, int]]:
    """Return the slices that hold all but a few words with which the post ends ("Would do it
    again."), or begins ("WhatsApp.", "Yes,"), unless it is said to somebody."""
    first, last = sentences[0], sentences[-1]
    is_several = len(sentences) > 1
    opens = is_own and is_several and _is_point(text, first, _RUN_UP)
    is_question = text[last[1] - 1] in language.QUESTION_MARKS
    closes = is_several and not is_question and _is_point(text, last, _POLITE)
    says_yes = is_own and _YES_OR_NO.match(text, first[0]) is not None
    short = set()
    for start, end in found:
        is_late = (
            opens
            and first[1] <= start < sentences[1][1]
            and _words(text, (sentences[1][0], start)) < FEW
        )
        is_early = closes and end <= last[0] and not text[end : last[0]].strip(_MARKS)
        holds_rest = (is_late or start < first[1]) and (is_early or end > last[0])
        more = (first[0] if is_late else start, last[1] if is_early else end)
        if (is_late or is_early) and holds_rest and more in found:
            short.add((start, end))
        is_behind = first[0] < start and _words(text, (first[0], start)) <= FEW
        if says_yes and is_behind and (first[0], end) in found:
            short.add((start, end))
    return short


def _is_point(text: str, sentence: tuple[int, int], idle: frozenset[str]) -> bool:
    """Return whether a sentence of a few words says something: not all of its words are idle."""
    said = text[slice(*sentence)]
    is_short = len(said.split()) <= FEW and not said.rstrip().endswith(("..", "…", ":"))
    return is_short and not _says_nothing(text, sentence, idle)


def _says_nothing(text: str, span: tuple[int, int], idle: frozenset[str] = _POLITE) -> bool:
    """Return whether all words of a span are idle: "thanks all", "I think?"."""
    said = text[slice(*span)]
    own = [
        word[0].casefold()
        for word in WORD.finditer(said)
        if said[word.start() - 1 : word.start()] not in ("#", "@")
    ]
    return idle.issuperset(own)


def without_tail(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span without what its end does not need: smileys, tags; unless that is all."""
    start, end = span
    reach = max(start, end - LONGEST_TAIL)
    tail = _TAIL.search(text, reach, end)
    if tail is None or tail.start() <= reach:
        return span
    is_tag = tail[0].lstrip().startswith("#")
    is_object = is_tag and edges.wants_object(text, start, tail.end() - len(tail[0].lstrip()))
    return span if is_object else (start, tail.start())


def _without_connective(
    text: str, span: tuple[int, int], sentences: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Return the span without what connects it, unless too little is left of its first sentence."""
    start, end = language.without_connective(text, *span)
    stop = next((b for a, b in sentences if a <= start < b), end)
    return (start, end) if len(text[start:stop].split()) >= FEWEST_FIRST else span


def _fits(text: str, span: tuple[int, int], settings: ScoreSettings) -> bool:
    return settings.shortest_words <= _words(text, span) <= settings.longest_words


def _words(text: str, span: tuple[int, int]) -> int:
    return len(text[span[0] : span[1]].split())
