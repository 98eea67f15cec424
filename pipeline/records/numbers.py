"""What people call a question, in chats of one session and of several."""

from __future__ import annotations

from collections.abc import Iterable

SESSION_STEP = 1000  # what a later session's numbers lie apart: 1002 is Q2 of the second session


def question_name(number: int) -> str:
    """Return how people call a question: "Q2", or "Q2 of session 2" where numbers start anew."""
    session, own = divmod(number, SESSION_STEP)
    return f"Q{own} of session {session + 1}" if session else f"Q{own}"


def own_number(number: int) -> int:
    """Return the number that the host gave a question, also in a later session."""
    return number % SESSION_STEP


def session_of(number: int) -> int:
    """Return the session of a question, counted from 1."""
    return number // SESSION_STEP + 1


def number_of(own: int, session: int) -> int:
    """Return the number of a question that its host calls `own` in a session counted from 1."""
    return own + SESSION_STEP * (session - 1)


def in_order(numbers: Iterable[int | None]) -> list[int | None]:
    """Return the numbers of questions in their order; None, which is no question, comes first."""
    return sorted(numbers, key=lambda number: -1 if number is None else number)
