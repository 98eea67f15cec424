"""What editors say of the chat as a whole: its title, and who was host or guest in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from pipeline.recap import build, material
from pipeline.records import SAID_BY, Answer, Chat, Person, Post, Question, Wording
from pipeline.review.state import Said, State


def told(chat: Chat, people: Iterable[Person], state: State) -> tuple[Chat, list[Person]]:
    """Return chat and people as they are printed: the editors' word over what was found.

    Where posts belong was worked out with the roles that were found, and stays.
    """
    known = list(people)
    roles = _roles(known, state)
    if roles:
        known = sorted((_credited(person, roles) for person in known), key=lambda p: p.order)
        given = {name: _left(getattr(chat, name), name, roles) for name in ("host", "guest")}
        chat = chat.model_copy(update=given)
    if state.title:
        chat = chat.model_copy(update={"title": state.title.value})
    return chat, known


def heading(
    chat: Chat, posts: Sequence[Post], questions: Sequence[Question], answers: Sequence[Answer],
    people: Sequence[Person],
) -> str:  # fmt: skip
    """Return what stands above the recap."""
    return build.title(material.gather(chat, posts, questions, answers, (), people, (), (), ()))


def wordings(state: State, heading: str, people: Sequence[Person]) -> list[Wording]:
    """Return what stands decided about title and roles; `heading` and `people` are those found."""
    titles = [(None, heading, state.title)] if state.title else []
    roles = _roles(people, state)
    found = {person.handle.casefold(): person for person in people}
    credits = [(found[name].handle, found[name].role, roles[name]) for name in sorted(roles)]
    return [
        Wording(
            decision="role" if person else "title", person=person, printed=said.value,
            found=before, editor=said.editor, decided_at=said.at,
        )
        for person, before, said in (*titles, *credits)
    ]  # fmt: skip


def as_chatfile(chat: Chat, people: Sequence[Person]) -> str:
    """Return the lines of a chat.toml that say who was host and guest, those known by now."""
    lines = []
    for role, given in (("host", chat.host), ("guest", chat.guest)):
        handles = [person.handle for person in people if person.role == role] or [*given]
        said = [json.dumps(handle, ensure_ascii=False) for handle in handles]
        if said:
            listed = ", ".join(said)
            lines.append(f"{role} = [{listed}]" if len(said) > 1 else f"{role} = {listed}")
    return "\n".join(lines)


def _roles(people: Iterable[Person], state: State) -> dict[str, Said]:
    """Return what is said of those who wrote in the chat; of nobody else anything is printed."""
    known = {person.handle.casefold() for person in people}
    return {handle: said for handle, said in state.roles.items() if handle in known}


def _credited(person: Person, roles: Mapping[str, Said]) -> Person:
    said = roles.get(person.handle.casefold())
    if said is None:
        return person
    why = f"{SAID_BY}{said.editor}; found as {person.role}: {person.why}"
    return person.model_copy(update={"role": said.value, "why": why})


def _left(given: Iterable[str], role: str, roles: Mapping[str, Said]) -> tuple[str, ...]:
    """Return those whom chat.toml or the export names, without whom the editors name otherwise."""
    said: dict[str, str] = {handle: one.value for handle, one in roles.items()}
    return tuple(handle for handle in given if said.get(handle.casefold(), role) == role)
