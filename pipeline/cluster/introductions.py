"""Whom a chat introduces: "Our guest tonight is @ana", "So happy to have @ana with us"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence, Set
from dataclasses import dataclass, field

from pipeline.cluster import invited
from pipeline.cluster.asks import all_asked
from pipeline.cluster.calling import NAME, Names
from pipeline.language import has_question_mark
from pipeline.records import Post, Question, question_name

_TO_NAME = r"[^.!?\n]{0,80}@"  # what stands between the words and a name ends with the sentence
INTRODUCED = re.compile(
    r"\b(?:guests?|joined by|welcom\w+ (?:to )?(?:our|tonight|today)|hosted by|featuring|speaker|"
    rf"expert|interview(?:s|ing)?)\b{_TO_NAME}",
    re.IGNORECASE,
)
_LIST = rf"{NAME}(?:(?:\s?[,&+]\s?|\sand\s){NAME}){{0,4}}"
# These only before the first question: later on people "agree with @ana". "Tonight we have Dr
# @ana", but "Tonight we have @oven to thank", "a prize by @oven"
ANNOUNCED = re.compile(
    rf"(?<!\bagree )(?<!\bagreed )"
    rf"\b(?:(?:with|discussing|presents?|presenting|led by)\b|w/|f(?:ea)?t(?:\.|\b)){_TO_NAME}"
    r"|\b(?:tonight|today|this (?:week|evening|month))\b[^.!?\n@]{0,40}\bwe(?: have|['’]ve got)\b"
    r"(?! to\b)[^.!?\n@]{0,80}(?<!\bfrom )(?<!\bby )(?<!\bto )(?<!\bfor )(?<!\bof )(?<!\bat )"
    rf"(?<!\bvia ){_LIST}(?![\w.@-]| to thank\b)"
    # "Tonight on #LoafHour: @ana on crumbs"
    rf"|\b(?:tonight|today|this (?:week|evening|month))\b(?: (?:on|at|in))? #\w+\W{{1,3}}{_LIST}"
    r" (?:on|about|talks?|tells?|speaks?)\b",
    re.IGNORECASE,
)
# ... and later on newcomers are welcome
WELCOMED = re.compile(
    r"\b(?:(?:please|let(?:'|’)?s(?: all)?|warm|big) welcome"
    r"|(?:happy|excited|thrilled|delighted|pleased|honou?red|lucky|great|lovely|proud)"
    r" (?:to|that we) (?:have|welcome|be joined by|host))\b[^.!?\n]{0,40}@",
    re.IGNORECASE,
)
# ... and a host thanks the guest once all questions are asked, after which others are thanked too
THANKS = re.compile(
    r"\b(?:thanks?|thank you|applause for|hand for)\b[^.!?\n@]{0,40}", re.IGNORECASE
)
THANKED = re.compile(rf"{THANKS.pattern}@", re.IGNORECASE)
NEWCOMER = re.compile(r"\b(?:first time|new (?:here|to)|newbie|newcomer|back)\b", re.IGNORECASE)
THANKED_TOO = re.compile(rf"{THANKS.pattern}{_LIST}", re.IGNORECASE)
_GUEST = (
    r"(?:our|tonight(?:'|’)s|today(?:'|’)s|this (?:week|evening|month)(?:'|’)s)\s+(?:\w+\s+){0,2}?"
    r"guests?\b(?!\s(?:post|blog|list|house|room|lecture|article|essay))"
)
NAME_FIRST = re.compile(
    rf"{_LIST}\s+(?:is|are|will be)\s+"
    rf"(?:(?:hosting|joining|leading)\s+(?:us|tonight|today)\b|in\s+the\s+hot\s?seat\b|{_GUEST})"
    rf"|{_LIST}\s+joins\s+us\b(?!\s+(?:next|on|in|again)\b)"
    rf"|\bthank(?:s| you)\b[^.!?\n@]{{0,20}}{_LIST}\s+for being {_GUEST}",
    re.IGNORECASE,
)
# "Guest: @ana", "host @bo, guest @ana", "with guest @ana"; but "Guest post by @ana", "you guest
# @ana", "house-guest @ana"
_TITLED = (
    r"(?:^|\n|(?:[^\w\s@-]|(?<!\w)-)\s*|\bwith\s+)(?:(?:a|special)\s+){0,2}"
    rf"guests?(?:\s+(?:host|expert|speaker|tonight|today)){{0,2}}(?:(?:\s*[^\w\s@.?!]{{1,3}})?\s*"
    # "Guest Ana Ruiz @ana joins us", "Guest: sleep scientist Dr. Ana Ruiz @ana", but "Guest: Ana
    # Ruiz of @bakery | Host: @tom", "Guest Post From @ana"
    r"|(?:\s(?-i:(?!Post|Blog|Room|House|List|From|By|At|Of)[^\W\d_a-z][\w.'’-]*)){1,4},?\s\(?"
    r"|:\s(?:(?:Dr|Mrs?|Ms|Prof)\."
    r"|(?![^\w\s]\s?(?:(?:your|our)\s)?(?:co-?)?hosts?\b(?!\sof\b)|\bhosted\b|\bmoderat)"
    r"[^.!?\n@]){1,60}?(?<!\bby )(?<!\bfrom )(?<!\bto )(?<!\bfor )(?<!\bof )"
    rf"(?<!\bat )(?<!\bwith )(?<!\bvia )){_LIST}"
)
# A host who says this need not say it twice; but "a question for our guest from @tom"
CALLED_GUEST = re.compile(
    rf"{_GUEST}(?:\s+(?:host|expert|speaker|tonight|today))*"
    r"(?:\s*[:,(–—-]?\s*|(?:\s+(?:is|are|will be)\b|:)[^.!?\n@]{0,60}"
    rf"(?<!by )(?<!from )(?<!with )(?<!to )(?<!for )(?<!via )(?<!at )){_LIST}"
    rf"|{_LIST}\s+(?:is|are|will be|as)\s+{_GUEST}|{_TITLED}"
    # "Ask @ana anything", "AMA tonight with @ana"
    rf"|\bask\s{_LIST}\s(?:anything|your\s(?:\w+\s)?questions)"
    rf"|\b(?:AMA|Q&A)\s(?:tonight\s|today\s)?with\s{_LIST}",
    re.IGNORECASE,
)
OF_GUEST = re.compile(rf"\b(?:for|from)\s+{_GUEST}", re.IGNORECASE)  # "Question for our guest @ana"
ANOTHER_DAY = re.compile(
    r"\b(?:next|last|previous|former|past|future|upcoming|tomorrow|yesterday)\b", re.IGNORECASE
)
LEAST = 2  # posts that introduce somebody


@dataclass
class Introductions:
    """How often somebody is introduced, each participant counted once, whether a host says plainly
    that they are the guest, and what hosts ask them by name and nobody else."""

    introduced: int = 0
    is_called_guest: bool = False
    asked: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.introduced + len(self.asked)

    @property
    def are_enough(self) -> bool:
        """Whether they make a guest."""
        return self.is_called_guest or self.count >= LEAST

    @property
    def told(self) -> str:
        """What there is, in words."""
        if self.is_called_guest and self.count < LEAST:
            return "called the guest by the host"
        told = []
        if self.introduced:
            told.append(f"introduced in {self.introduced} post{'s' * (self.introduced > 1)}")
        if self.asked:
            told.append(f"asked {', '.join(map(question_name, sorted(self.asked)))} by name")
        return " and ".join(told)


def find(
    posts: Sequence[Post], questions: Sequence[Question], hosts: Container[str]
) -> dict[str, Introductions]:
    """Return who is introduced by others, and how often, by handle in lower case."""
    found: dict[str, Introductions] = defaultdict(Introductions)
    said: set[tuple[str, str]] = set()
    asked = _asked(posts, questions, hosts)
    places = asked or _asking(posts, questions)
    opening, closing = (places[0], places[-1]) if places else (0, len(posts))
    of_all = {_number(posts[place]) for place in asked if not _is_to_one(posts[place])}
    names = Names(posts)
    for place, post in enumerate(posts):
        author = post.handle.casefold()
        if post.set_aside == "repost" or post.reply_to:
            continue
        if _is_to_one(post):
            asks = author in hosts and has_question_mark(post.said)
            number = _number(post) if asks else None
            if number is not None and number not in of_all:  # "@ana Q3: How did you begin?"
                found[names.whole(_first(post))].asked.add(number)
            continue
        leads = [INTRODUCED, NAME_FIRST]
        if place < opening:
            leads += [ANNOUNCED] if NEWCOMER.search(post.text) else [ANNOUNCED, WELCOMED]
            leads += [] if invited.ANOTHER_DAY.search(post.text) else [invited.ANNOUNCED]
        if place > closing and author in hosts:
            leads += [THANKED, invited.THANKED]
        is_today = author in hosts and not ANOTHER_DAY.search(post.text)
        called = _called(post, names) if is_today else set()
        told = names.at(post, leads) | called
        if THANKED in leads:  # "Thank you @ana, @bo" or "Mira" tells only who was announced
            told |= (names.first(post, THANKS) | names.at(post, [THANKED_TOO])) & found.keys()
        for handle in told - {author}:
            is_new = author in hosts or (author, handle) not in said
            said.add((author, handle))
            found[handle].introduced += is_new
            found[handle].is_called_guest |= handle in called
    return found


def introducer(posts: Sequence[Post], guests: Set[str]) -> str | None:
    """Return who is the first to call somebody of these the guest, in lower case as they are."""
    names = Names(posts)
    for post in posts:
        author = post.handle.casefold()
        tells_else = ANOTHER_DAY.search(post.text) or OF_GUEST.search(post.text)
        if post.set_aside is not None or post.reply_to or tells_else:
            continue
        if not guests.isdisjoint(_called(post, names) - {author}):
            return author
    return None


def _called(post: Post, names: Names) -> set[str]:
    """Return whom a post calls the guest, in lower case."""
    called = names.at(post, [CALLED_GUEST]) | names.alone(post, CALLED_GUEST, "guest")
    if not invited.WORD.search(post.text) or invited.ANOTHER_DAY.search(post.text):
        return called
    return called | names.at(post, [invited.CALLED]) | names.alone(post, invited.CALLED)


def _is_to_one(post: Post) -> bool:
    """Return whether a post speaks to the handle at its start, and not about it."""
    is_first = bool(post.addressed) and post.opening.lstrip().startswith("@")
    return post.answered is not None or (is_first and not post.said.startswith("@"))


def _first(post: Post) -> str:
    """Return whom a post that speaks to one speaks to, in lower case."""
    named = (entity.text[1:].casefold() for entity in post.entities if entity.kind == "mention")
    return post.answered or next(named)


def _number(post: Post) -> int | None:
    """Return the number that a post labels as a question."""
    return post.label.question if post.label is not None and post.label.kind == "Q" else None


def _asked(
    posts: Sequence[Post], questions: Sequence[Question], hosts: Container[str]
) -> list[int]:
    """Return the places of the posts that a host labels as questions, in order, without those that
    list what is asked later."""
    asking = set(_asking(posts, questions))
    return [
        place
        for place, post in enumerate(posts)
        if post.is_labelled_question
        and post.handle.casefold() in hosts
        and (place in asking or len(all_asked(post)) == 1)
    ]


def _asking(posts: Sequence[Post], questions: Sequence[Question]) -> list[int]:
    """Return the places of the posts that ask a question, be it labelled or not, in order."""
    asking = {post_id for question in questions for post_id in question.asking}
    return [place for place, post in enumerate(posts) if post.id in asking]
