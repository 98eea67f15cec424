"""What posts ask, and how they read who do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cluster import headings, several
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Post, Question, own_number, question_name

ASKING = re.compile(
    r"^\W*(?:what|how|who|whom|whose|when|why|which|where|is|are|was|do|does|did|can|could|should|"
    r"would|will|has|have|if|in what|think of|tell us|share|describe|name|give|let'?s|any)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me)\b", re.IGNORECASE)
# What follows are the words of those who answer: "Finish the sentence: I am happiest when ..."
TO_FINISH = re.compile(
    r"^\W*(?:please\s+)?(?:finish|complete|fill\s+in)\b[^:…\n]{0,40}(?::|…|\.\.)", re.IGNORECASE
)
INVITING = re.compile(rf"{ASKING.pattern}|\b(?:you|your|yours|us)\b", re.IGNORECASE)
PICTURE = re.compile(r"\b(?:image|picture|photo|pic|graphic|card|gif|slide|attached)\b", re.I)
# What a host says of an asking before its words: "Q1 in words: What ...", "Q1 (again): What ..."
AGAIN = re.compile(
    r"^\W*(?:in words|(?:once )?again|once more|reminder|correct(?:ed|ion)|typo(?: fixed)?|fixed"
    r"|for (?:the )?latecomers)\s*[:)–—-]+\s*",
    re.IGNORECASE,
)
PUT_RIGHT = re.compile(  # "Sorry, that should read: Q1: ...", "Q1 (corrected): ..."
    r"\b(?:correct(?:ion|ed)|typo|oops|whoops|should (?:read|say|be|have)|meant)\b|^\W*sorry\b",
    re.IGNORECASE,
)
# To what a post quotes: "Q2 comes from @ana", "Bo wants to know:", "Q3 👇"; not "from childhood"
POINTS = re.compile(
    r"[👇⬇⤵👉]|:\W*$|\b(?:(?:asks|asked\sby|wants?\sto\sknow|wonders?)\b|from\s@)", re.IGNORECASE
)
LOOK_ON = 12  # code points behind a label that may tell so
MOST_WORDS = 6  # beside a picture that holds the question
ASKED = 2.0  # of a question mark
LEAST_ASKING = 3.0  # of the marks below; a question mark alone does not make a post the question
LEAST_WORDS = 3  # of what a known host asks without a mark of asking
# Slack and Discord mark what is bold: of "*Q1: What is bread?*" the first star stands in the label
OPENED = re.compile(r"(?<!\w)([*_~]{1,6})\w[^*_~]*$")
TASK = re.compile(r"^\W*[Tt]\s?(?P<number>\d{1,2})(?=\s*[.:)]|\s)")  # "T1. Please share ..."


class Ask(NamedTuple):
    """A post that may ask question `number`, whose words it is, and how much speaks for it."""

    post: Post
    number: int
    handle: str
    weight: float


def in_quotes(posts: Sequence[Post]) -> dict[str, Post]:
    """Return what posts quote that ask nothing in words of their own, by their ids: who asks "Q2,
    from @ana 👇" leaves the words to another, under no number. Whom people quote with several words
    of theirs ("Q1 Rye, always", "Q2 My gran") is a host without numbers, and they answer."""
    known = {post.id: post for post in posts}
    found: dict[str, Post] = {}
    unled: dict[str, list[str]] = defaultdict(list)  # by the handle that is quoted
    for post in posts:
        held = known.get(post.quotes or "")
        if held is None or held.label or post.set_aside == "repost" or post.is_labelled_answer:
            continue
        own, points = asked(post), POINTS.search(asked(post))
        asks_itself = has_question_mark(own) or ASKING.search(own) or TO_FINISH.match(own)
        is_led = points or (has_question_mark(held.said) and not INVITING.search(own))
        if not asks_itself and is_led and len(WORD.findall(held.said)) >= LEAST_WORDS:
            found[post.id] = held
            if post.is_labelled_question and not points and not is_bare(post):
                unled[held.handle].append(post.id)
    answers = {post_id for ids in unled.values() if len(ids) > 1 for post_id in ids}
    return {post_id: held for post_id, held in found.items() if post_id not in answers}


def puts_right(post: Post) -> bool:
    """Return whether a post says, around its label, that it puts right what was asked before."""
    if post.label is None or post.set_aside == "repost":
        return False
    return PUT_RIGHT.search(post.text, 0, post.label.end + LOOK_ON) is not None


def is_pictured(post: Post) -> bool:
    """Return whether a post leaves its question to a picture ("Q3 in the image", "Q3 [link]")."""
    said = _without_entities(post)
    has_link = any(entity.kind == "url" for entity in post.entities) or "pic." in post.text
    is_long = len(WORD.findall(said)) > MOST_WORDS
    if has_question_mark(said) or is_long or FIRST_PERSON.search(said):
        return False
    return bool(PICTURE.search(said)) or (has_link and is_bare(post))


def is_wordless(post: Post) -> bool:
    """Return whether a labelled post asks without words."""
    return post.label is not None and (is_bare(post) or is_pictured(post))


def is_bare(post: Post) -> bool:
    """Return whether a labelled post says nothing behind its label ("Q3 👇 #LoafChat")."""
    said = _without_entities(post)
    is_label = post.label is not None and said == post.text[post.label.start :]
    return is_label or not WORD.search(said)


def _without_entities(post: Post) -> str:
    """Return what a post asks, without links, tags and names."""
    said = asked(post)
    for entity in post.entities:
        said = said.replace(entity.text, " ")
    return said


def looks_like_asking(post: Post) -> float:
    """Return how much speaks, by its words, for a labelled post to ask, below 0 against it."""
    words = asked(post)
    weight = ASKED if has_question_mark(words) else 0.0
    weight += 1.5 if ASKING.search(words) or TO_FINISH.match(words) else 0.0
    weight -= 1.5 if _tells_of_me(words) else 0.0
    return weight


def asks_all(post: Post) -> bool:
    """Return whether a labelled post asks everybody something, and tells nothing of its author:
    "Q3: Show us the loaf of your week"."""
    words = asked(post)
    is_own = post.is_labelled_question and post.set_aside is None and not post.starts_with_name
    invites = INVITING.search(words) or TO_FINISH.match(words)
    return is_own and not _tells_of_me(words) and invites is not None


def _tells_of_me(words: str) -> bool:
    return FIRST_PERSON.search(words) is not None and TO_FINISH.match(words) is None


def asked(post: Post) -> str:
    """Return what a post asks: what stands behind its label ("Last one! Q8: What ...")."""
    return all_asked(post)[0]


def all_asked(post: Post) -> list[str]:
    """Return what a post asks under its number, and under the next ones if it labels these, too."""
    start, end = post.span
    if post.label is None:
        return [TASK.sub("", post.said).lstrip(" .:)") or post.said]
    words = post.text[max(start, post.label.end) : end].strip()
    if bold := OPENED.search(post.text, 0, post.label.end):
        words = re.sub(rf"(?<=\S){re.escape(bold[1][::-1])}(?!\w)", "", words, count=1)
    first, *further = several.split(words, post.label.question)
    return [AGAIN.sub("", first) or first or post.said, *further]


def lists(post: Post) -> Mapping[int, str]:
    """Return what a labelled post asks by number where that is several, nothing where it is one."""
    texts = all_asked(post) if post.label else []
    return dict(enumerate(texts, post.label.question)) if post.label and len(texts) > 1 else {}


def heading(number: int, post: Post) -> str:
    """Return what a post asks as question `number`, without what only leads to it."""
    return headings.without_lead(asked(post), own_number(number))


def question(number: int, post: Post, text: str, why: str) -> Question:
    """Return the question that a post asks in its author's name."""
    return Question(
        number=number,
        text=headings.without_lead(text, own_number(number)),
        post_id=post.id,
        asked_at=post.created_at,
        handle=post.handle,
        evidence=tuple(evidence(number, why)),
    )


def evidence(number: int, why: str) -> list[str]:
    """Return why a post asks, and, of a later session, that its numbers start anew."""
    is_later = own_number(number) != number
    return [why, *(["the numbers start anew: " + question_name(number)] if is_later else [])]
