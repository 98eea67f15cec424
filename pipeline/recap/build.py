"""From the records to the recap that the templates print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.recap import choice, days, links, plain, sections, uncertain
from pipeline.recap.credit import credit
from pipeline.recap.material import Material
from pipeline.recap.plain import count
from pipeline.recap.view import Credit, Recap
from pipeline.records import OUTSIDE, Role
from pipeline.settings import RecapSettings

ABSENT = {*OUTSIDE, "promotion", "disputed author"}  # by posts set aside so nobody took part


def recap(material: Material, settings: RecapSettings, short: int) -> Recap:
    """Return everything that the recap says, in its order; `short` is in characters."""
    hashtag = plain.one_line(material.chat.hashtag or "") or None
    named = links.shared(material.posts, material.fates)
    people = tuple(_credits(material))
    return Recap(
        title=title(material),
        facts=tuple(_facts(material, hashtag)),
        hashtag=hashtag,
        sections=tuple(sections.of_chat(material, settings, short)),
        takeaway=choice.takeaway(material),
        top=choice.top(material),
        short=choice.of_use(material, "short"),
        answering=choice.answering(material),
        links=tuple(link for link in named if not link.is_around),
        links_aside=tuple(link for link in named if link.is_around),
        people=people,
        silent=_silent(material, people),
        counts=tuple(_counts(material)),
        uncertain=tuple(uncertain.sentences(material)),
        why_none=why_none(material),
    )


def title(material: Material) -> str:
    """Return the chat's title, else one made of its hashtag and day, else of its name."""
    chat = material.chat
    if chat.title and plain.one_line(chat.title):
        return plain.one_line(chat.title)
    name = plain.one_line(chat.hashtag or chat.chat)
    day = days.in_words(material)
    return f"Recap of {name}, {day}" if day else f"Recap of {name}"


def why_none(material: Material) -> str | None:
    """Return why there is no line to print, None when there is one."""
    if material.picks:
        return None
    total = len(material.posts)
    if not total:
        return "There is no recap: the export holds no post."
    reposts = sum(fate.reason == "repost" for fate in material.fates)
    if reposts == total:
        return f"There is no recap: {_all_of(total)} passes on somebody else's words."
    if all(fate.name == "set aside" for fate in material.fates):
        return f"There is no recap: {_all_of(total)} was set aside (see the end)."
    if material.emptied:
        return "There is no line to print: the editors took out all that was picked."
    return "There is no line to print: none that was found reached the bar."


def _all_of(posts: int) -> str:
    return "its only post" if posts == 1 else f"every one of its {posts:,} posts"


def _facts(material: Material, hashtag: str | None) -> list[tuple[str, str]]:
    def people(label: str, role: Role, given: Sequence[str]) -> tuple[str, str]:
        found = [person.handle for person in material.people if person.role == role]
        shown = []
        for handle in found or given:
            person = material.authors.get(handle.casefold())
            name = plain.name(person.name, person.handle) if person else None
            shown.append(credit(plain.one_line(handle), name) if person else material.given(handle))
        return label if len(shown) < 2 else f"{label}s", plain.listed(shown)

    size = ", ".join(
        [
            *([material.parts] if material.parts else []),
            count(len({post.handle.casefold() for post in material.posts}), "person", "people"),
            count(len(material.posts), "post"),
        ]
    )
    facts = [
        people("Guest", "guest", material.chat.guest),
        people("Host", "host", material.chat.host),
        ("Date", days.in_words(material) or ""),
        ("Hashtag", hashtag or ""),
        ("Format", size),
    ]
    return [(label, value) for label, value in facts if value]


def _credits(material: Material) -> list[Credit]:
    picked = Counter(pick.handle.casefold() for pick in material.picks)
    return [
        Credit(
            handle=plain.one_line(person.handle),
            name=plain.name(person.name, person.handle),
            role=person.role,
            posts=person.posts,
            answers=person.answers,
            picks=picked[person.handle.casefold()],
        )
        for person in sorted(material.people, key=lambda person: person.order)
    ]


def _silent(material: Material, people: Sequence[Credit]) -> int:
    present = {
        plain.one_line(post.handle).casefold()
        for post, fate in zip(material.posts, material.fates, strict=True)
        if fate.reason not in ABSENT
    }
    others = (p for p in people if p.role == "community" and not (p.answers or p.picks))
    return sum(other.handle.casefold() in present for other in others)


def _counts(material: Material) -> list[str]:
    people = {post.handle.casefold() for post in material.posts}
    quoted = {pick.handle.casefold() for pick in material.picks}
    by = f"{count(len(material.picks), 'quote')} by {count(len(quoted), 'person', 'people')}"
    return [
        f"{count(len(material.posts), 'post')} by {count(len(people), 'person', 'people')}",
        f"{count(len(material.answers), 'answer')}"
        f" and {count(material.replied, 'reply', 'replies')}"
        + (f" to {material.parts}" if material.parts else ""),
        by if quoted else "no quote",
    ]
