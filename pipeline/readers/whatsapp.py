"""The text that WhatsApp exports of a chat: "[19/06/2024, 20:04:51] Ana: ...", or with a dash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from pipeline.readers import fields, times
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post, stable_id

NAME = "WhatsApp chat text ([19/06/2024, 20:04:51] Ana: text)"
NOT_BY_PEOPLE = "by WhatsApp, left out"
DELETED = "deleted by who wrote it, left out"
NO_WORDS = "without words (a picture, a film, a voice), left out"
NOT_PUBLIC = "a chat of WhatsApp is not public: ask who wrote a line before you print it"
UNTOLD = "nothing tells the day from the month in dates such as 05/06/2024: read with the {} first"
OTHER_LANGUAGE = (
    "the telephone was not set to English: what it wrote for a deleted or an edited message may "
    "stand as somebody's words (export the chat once more in English)"
)
ENCRYPTED = "Messages and calls are end-to-end encrypted."
UNSAVED = "~ "  # before the name that somebody gave themselves
GAP = 5  # the group of what stands between the day and the clock
LONGEST = 80  # characters of a name; more is a line of WhatsApp's own
_MOMENT = (  # between day and clock stand a comma, a word ("à", "klo") or neither
    r"(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})(,?[ \u00a0](?:[^\W\d_]{1,3}[ \u00a0])?)"
    r"(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?:[ \u00a0\u202f]?([AaPp])\.?[ \u00a0]?[Mm]\.?)?"
)
_FORMS = re.compile(rf"\u200e?\[{_MOMENT}\] "), re.compile(rf"\u200e?{_MOMENT} [-–] ")
_AUTHOR = re.compile(rf"([^:\n]{{1,{LONGEST}}}):(?: |$)", re.MULTILINE)
_MEDIA = "(?:image|video|audio|GIF|sticker|document|Contact card) omitted"
_ADDED = re.compile(  # by the exporter to what people wrote
    r"\u200e<[^<>\n]+>|<attached: [^<>\n]+>|<This message was edited>\Z|"
    r"^\u200e?<[A-Z][a-z ]{1,40}omitted>$|^\u200e?[^\n\u200e]{1,120}\.\w{2,5} \(file attached\)$|"
    rf"^[^\n\u200e]{{1,120}}\u200e[^\n\u200e]{{1,40}}\u200e{_MEDIA}$|\u200e{_MEDIA}$|\A{_MEDIA}\Z",
    re.MULTILINE,
)
_ADDED_ABROAD = re.compile(  # "<Medien ausgeschlossen>", "IMG-20240619-WA0001.jpg (pièce jointe)"
    r"\A<[^<>\n]{2,40} [^<>\n]{2,40}>\Z|"
    r"^[A-Z]{3}-\d{8}-WA\d{4}\.\w{2,5} \([^()\n]{2,60}\)$",
    re.MULTILINE,
)
_DELETED = re.compile(r"\u200e?(?:This message was deleted|You deleted this message)\b[^\n]{0,90}")
_IN_PLACE = re.compile(  # of what no text holds, in WhatsApp's words
    r"(?-i:null)|live location shared|location: https?://\S+|"
    r"You (?:received|sent) a view once [a-z ]+\.[^\n]*|"
    r"Waiting for this message\. This may take a while\.",
    re.IGNORECASE,
)
_MENTION = re.compile("@\u2068([^\u2068\u2069\n]*)\u2069")


@dataclass(frozen=True)
class Message:
    """A message with the lines that go on with it; `moment` is as written, with a whole year."""

    line: int
    moment: str
    words: str


def sniff(head: Head) -> bool:
    """Return whether the first line begins with a moment as WhatsApp writes it, and somebody is
    named behind one: other logs begin so, too."""
    form = None if head.is_json else _form(head.text)
    begun = filter(None, map(form.match, head.text.split("\n"))) if form else ()
    return any(_AUTHOR.match(match.string, match.end()) for match in begun)


def read(document: Document) -> Iterator[Post]:
    """Yield the messages that people wrote.

    Raises: InputError with file and line for a time that is none.
    """
    document.findings.note(NOT_PUBLIC)
    messages = list(_messages(document))
    parse = partial(
        times.from_any,
        zone=fields.zone(document),
        day_first=_is_day_first(document, messages),
    )
    is_english = ENCRYPTED in document.text
    found = [(message, _told(document, message, is_english)) for message in messages]
    told = [(message, *words) for message, words in found if words]
    people = {author for _, author, _ in told}
    said: Counter[tuple[str, str, str]] = Counter()
    for message, author, text in told:
        key = (author, message.moment, text)
        again = [said[key]] if said[key] else []
        said[key] += 1
        bare = author.removeprefix(UNSAVED)
        yield fields.make(
            document.at(message.line),
            id=stable_id("post", *key, *again),
            name=author if bare in people else bare,  # two people may have one name
            text=text,
            created_at=fields.moment(document.at(message.line), message.moment, parse),
        )


def _form(text: str) -> re.Pattern[str] | None:
    first = text.lstrip()
    return next((form for form in _FORMS if form.match(first)), None)


def _messages(document: Document) -> Iterator[Message]:
    """Yield the messages; a line without a moment in the form of the first goes on with one.

    What somebody copied from another telephone into a message may have another form, and so may
    the days of a list.
    """
    form = _form(document.text)
    begun: list[tuple[int, re.Match[str], list[str]]] = []
    for number, line in enumerate(document.text.split("\n"), 1):
        match = form.match(line) if form else None
        if match and (not begun or match[GAP] == begun[0][1][GAP]):
            begun.append((number, match, [line[match.end() :].rstrip("\r")]))
        elif begun:
            begun[-1][2].append(line.rstrip("\r"))
    for number, match, lines in begun:
        yield Message(number, _moment(match), "\n".join(lines))


def _moment(match: re.Match[str]) -> str:
    first, mark, second, last, _, clock, half = match.groups()
    clock = clock.replace(".", ":")
    if len(first) == len("2024"):
        day = f"{first}/{second}/{last}"
    else:
        mark = "." if mark == "." else "/"
        day = mark.join([first, second, last if len(last) == len("2024") else f"20{last}"])
    return f"{day} {clock} {half}M" if half else f"{day} {clock}"


def _told(document: Document, message: Message, is_english: bool) -> tuple[str, str] | None:
    """Return who wrote what, or None for a message of no words or by nobody, which is counted."""
    author = _AUTHOR.match(message.words)
    words = message.words[author.end() :] if author else ""
    text = _MENTION.sub(r"@\1", _ADDED.sub("", words)).strip()
    if not is_english and _ADDED_ABROAD.search(text):
        document.findings.note(OTHER_LANGUAGE)
        text = _ADDED_ABROAD.sub("", text).strip()
    # Ana changed the group name to "Bread: slow"; hat die Gruppe „Brot: langsam“ erstellt
    is_event = author and (author[1].count('"') % 2 or not set("“„«").isdisjoint(author[1]))
    if not author or is_event or ENCRYPTED in words:
        why = NOT_BY_PEOPLE
    elif _DELETED.fullmatch(text):
        why = DELETED
    elif not text or _IN_PLACE.fullmatch(text):
        why = NO_WORDS
    elif text.startswith("\u200e"):
        why = NOT_BY_PEOPLE
    else:
        return " ".join(author[1].split()), text
    document.at(message.line).count("message", why)
    return None


def _is_day_first(document: Document, messages: list[Message]) -> bool:
    """Return whether the day stands before the month; where no number tells, a chat is short."""
    moments = [message.moment for message in messages]
    told = times.is_day_first(moments)
    if told is not None:
        return told
    spans = {order: times.days_apart(moments, day_first=order) for order in (True, False)}
    if spans[True] == spans[False]:  # all on one day: where the clock has 12 hours, the month leads
        is_day_first = not moments[0].endswith("M")
        document.findings.note(UNTOLD.format("day" if is_day_first else "month"))
        return is_day_first
    return spans[True] < spans[False]
