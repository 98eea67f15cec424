"""How a recap credits a person: the name, the handle beside it, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.recap import plain
from pipeline.records import Person, at_name, is_phone_number

DID = "did:"


def at(handle: str, name: str | None) -> str:
    """Return the handle as it is shown; a phone number, or the number of an account on Bluesky
    whose handle the export does not hold, is never, where a name is known."""
    is_number = is_phone_number(handle) or handle.startswith(DID)
    return name if name and is_number else at_name(handle, name)


def absent(handle: str, people: Iterable[Person]) -> str:
    """Return somebody of chat.toml who wrote no post as they are shown: by name where all are."""
    is_name = all(person.name == person.handle for person in people)
    shown = plain.one_line(handle)
    return at_name(shown, shown if is_name else None)


def credit(handle: str, name: str | None) -> str:
    """Return "Ana Ruiz (@ana_bakes)", or the one of both that there is to show."""
    shown = at(handle, name)
    return f"{name} ({shown})" if name and name != shown else shown


class Credited:
    """Who is credited, by handle and perhaps by name."""

    handle: str | None
    name: str | None

    @property
    def at(self) -> str:
        """The handle as it is shown."""
        return at(self.handle or "", self.name)

    @property
    def called(self) -> str:
        """With what the credit begins: the name, else the handle."""
        return self.name or self.at

    @property
    def beside(self) -> str | None:
        """The handle as it is shown behind a name, None where it would say nothing more."""
        return None if self.at == self.called else self.at
