"""recap.json: the recap as data, for a content system."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.recap.links import Shared
from pipeline.recap.quotes import Passage, Quote, Shown
from pipeline.recap.view import Answering, Prompt, Recap, Section
from pipeline.records import own_number, session_of

FORMAT = "standout recap 1"


def recap(made: Recap) -> dict[str, Any]:
    """Return the recap as plain values; `text` of a quote is exact to the code point."""
    return {
        "format": FORMAT,
        "title": made.title,
        "facts": dict(made.facts),
        "hashtag": made.hashtag,
        "why_none": made.why_none,
        "questions": [_section(section) for section in made.sections],
        "takeaway": _quote(made.takeaway) if made.takeaway else None,
        "top": [_quote(quote) for quote in made.top],
        "short": [_quote(quote) for quote in made.short],
        "answering": [_answering(one) for one in made.answering],
        "links": [_link(link) for link in made.links],
        "links_aside": [_link(link) for link in made.links_aside],
        "people": [asdict(person) for person in made.people],
        "counts": list(made.counts),
        "missing_or_uncertain": list(made.uncertain),
    }


def _link(link: Shared) -> dict[str, Any]:
    return {"url": link.url, "shared_by": list(link.handles)}


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": None if section.number is None else own_number(section.number),
        "session": None if section.number is None else session_of(section.number),
        "heading": section.heading,
        "question": section.text,
        "answers": section.answers,
        "note": section.note,
        "themes": [_prompt(prompt) for prompt in section.prompts],
        "quotes": [_quote(quote) for voices in section.voices for quote in voices.quotes],
    }


def _prompt(prompt: Prompt) -> dict[str, Any]:
    return {
        "keywords": list(prompt.keywords),
        "voices": prompt.voices,
        "example": _quote(prompt.example) if prompt.example else None,
        "quoted": list(prompt.quoted),
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "post": _text(quote.posts[0].whole),
        "handle": quote.handle,
        "name": quote.name,
        "role": quote.role,
        "url": quote.url,
        "date": quote.date,
        "score": quote.score,
        "line_id": quote.line_id,
        "post_id": quote.post_id,
        "start": quote.start,
        "end": quote.end,
        "pieces": [list(piece) for piece in quote.pieces],
        **({"joined": [_shown(shown) for shown in quote.posts[1:]]} if quote.posts[1:] else {}),
    }


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "text": shown.text,
        "post": _text(shown.whole),
        "url": shown.url,
        "date": shown.date,
        "post_id": shown.post_id,
        "start": shown.start,
        "end": shown.end,
    }


def _text(passage: Passage) -> str:
    return "".join(piece.text for piece in passage)


def _answering(one: Answering) -> dict[str, Any]:
    answered = _shown(one.post) if one.post else None
    return {
        "line_id": one.quote.line_id,
        "how": one.how,
        "handle": one.handle,
        "name": one.name,
        "answered": answered,
    }
