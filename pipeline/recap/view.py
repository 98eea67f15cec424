"""What a recap prints, in its order: the nouns that the templates speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.recap import plain
from pipeline.recap.credit import Credited
from pipeline.recap.links import Shared
from pipeline.recap.quotes import Quote, Shown
from pipeline.records import Role, Theme, question_name

# The card of a question, with the tags around it: "Why? #chat https://cards.example/q1"
_CARD = re.compile(r"(\?[?!)\"”'’]*)(?:\s+#\w+)*\s+https?://\S+(?:\s+(?:#\w+|https?://\S+))*\s*$")


def question_heading(number: int | None, text: str | None, *, is_segment: bool) -> str:
    """Return the heading of a question or segment, also where its text or number is not known."""
    if number is None:
        return "Beyond the questions"
    if is_segment:
        return f"Segment {number}: {text}" if text else f"Segment {number}"
    name = question_name(number)
    asked = _CARD.sub(r"\1", text) if text else None
    return f"{name}: {asked}" if asked else f"{name} (the question itself is not in this export)"


def theme_name(theme: Theme) -> str:
    """Return the name of a theme, on one line."""
    return ", ".join(map(plain.one_line, theme.keywords)) or "(no words of its own)"


@dataclass(frozen=True)
class Prompt:
    """A theme as a prompt for the writer's lead-in: its words, and how many made the point."""

    theme: str  # its id
    keywords: tuple[str, ...]
    voices: int
    example: Quote | None  # a short line that makes the point, of a post printed nowhere else
    quoted: tuple[str, ...]  # whose lines under this question make it, as credited


@dataclass(frozen=True)
class Voices:
    """The quotes of one role under one question; `listed` are the same where no word of a post is
    printed twice."""

    role: Role
    heading: str
    quotes: tuple[Quote, ...]
    listed: tuple[Quote, ...]

    @property
    def embeds(self) -> tuple[Quote, ...]:
        """Those that show a post, or a row of posts, that no other of them shows whole.

        Of a post of which an editor cut a line, its lines are shown as they are listed.
        """
        cut = {quote.post_id for quote in self.quotes if quote.is_cut}
        listed = {quote.line_id: quote.as_cut for quote in self.listed}
        shown = [tuple(part.post_id for part in quote.posts) for quote in self.quotes]
        found = []
        for at, (quote, own) in enumerate(zip(self.quotes, shown, strict=True)):
            if cut.issuperset(own):
                found += [listed[quote.line_id]] if quote.line_id in listed else []
            elif own not in shown[:at] and not any(set(own) < set(other) for other in shown):
                found.append(quote)
        return tuple(found)


@dataclass(frozen=True)
class Answering(Credited):
    """A quote of a post that answers another person's, and how it stands to that post.

    All but `quote` and `how` are those of the answered post, None where it is not to be shown. It
    is told to the editor and never printed.
    """

    quote: Quote
    how: str
    handle: str | None
    name: str | None
    post: Shown | None


@dataclass(frozen=True)
class Section:
    """One question, or what was said beyond the questions."""

    number: int | None
    heading: str
    text: str | None  # the host's own words, if the export holds them
    prompts: tuple[Prompt, ...]
    voices: tuple[Voices, ...]
    answers: int
    note: str | None  # why nothing is printed, or where these lines come from

    @property
    def is_all_community(self) -> bool:
        """Whether no guest or host is quoted here: then no heading tells whose the quotes are."""
        return all(voices.role == "community" for voices in self.voices)


@dataclass(frozen=True)
class Credit(Credited):
    """One person of the chat, as credited."""

    handle: str
    name: str | None
    role: Role
    posts: int
    answers: int
    picks: int

    @property
    def told(self) -> str:
        """What there is of this person, in words."""
        more = [plain.count(self.answers, "answer")] if self.answers else []
        more += [f"{plain.count(self.picks, 'quote')} here"] if self.picks else []
        return ", ".join([plain.count(self.posts, "post"), *more])


@dataclass(frozen=True)
class Recap:
    """The whole recap; `why_none` says why there is no line to print."""

    title: str
    facts: tuple[tuple[str, str], ...]
    hashtag: str | None
    sections: tuple[Section, ...]
    takeaway: Quote | None
    top: tuple[Quote, ...]
    short: tuple[Quote, ...]
    answering: tuple[Answering, ...]
    links: tuple[Shared, ...]
    links_aside: tuple[Shared, ...]  # named around the chat alone: the editor may want some
    people: tuple[Credit, ...]
    silent: int  # others who took part: they asked, greeted, chatted or passed posts on
    counts: tuple[str, ...]
    uncertain: tuple[str, ...]
    why_none: str | None

    @property
    def named(self) -> tuple[Credit, ...]:
        """Guest and host."""
        return tuple(person for person in self.people if person.role != "community")

    @property
    def community(self) -> tuple[Credit, ...]:
        """Those of the community who answered or are quoted."""
        heard = (p for p in self.people if p.role == "community" and (p.answers or p.picks))
        return tuple(heard)
