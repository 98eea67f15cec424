"""Times as exports write them, as ISO 8601 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.records import canonical_time

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_API = re.compile(r"\w{3} (\w{3}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4}) (\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_ENGLISH = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2}) ?([AaPp])\.?[Mm]\.?")


def from_iso(text: str, zone: str = "UTC") -> str:
    """Return an ISO 8601 time in UTC; without a zone of its own it is local to `zone`.

    Raises: ValueError when the text is no ISO 8601 time.
    """
    stripped = text.strip()
    if len(stripped) == len("2019-06-06"):
        return canonical_time(stripped)
    return in_utc(datetime.fromisoformat(stripped), zone)


def from_api(text: str) -> str:
    """Return a time of the old API, "Mon Mar 28 14:39:13 +0000 2016", in UTC.

    Raises: ValueError when the text has another form.
    """
    match = _API.fullmatch(text.strip())
    if not match or match[1].lower() not in MONTHS:
        raise ValueError(f"{text!r} is not a time such as 'Mon Mar 28 14:39:13 +0000 2016'")
    month = MONTHS.index(match[1].lower()) + 1
    return canonical_time(
        f"{match[7]}-{month:02d}-{match[2]}T{match[3]}:{match[4]}:{match[5]}{match[6]}"
    )


def from_epoch(seconds: str | float) -> str:
    """Return the time so many seconds after 1970 in UTC.

    Raises: ValueError when it is no number or lies outside the calendar.
    """
    try:
        return in_utc(EPOCH + timedelta(seconds=int(float(seconds))))
    except OverflowError as error:
        raise ValueError(f"{seconds!r} seconds lie outside the calendar") from error


def from_slashes(text: str, zone: str, *, day_first: bool = False) -> str:
    """Return "3/31/2023 13:48:03", local to `zone`, in UTC; a bare date stays a date.

    Raises: ValueError when the text has another form or is no date.
    """
    match = _SLASHED.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a time such as '3/31/2023 13:48:03'")
    month, day = (match[2], match[1]) if day_first else (match[1], match[2])
    moment = datetime(int(match[3]), int(month), int(day))
    if match[4] is None:
        return moment.date().isoformat()
    moment = moment.replace(hour=int(match[4]), minute=int(match[5]), second=int(match[6] or 0))
    return in_utc(moment, zone)


def is_day_first(texts: list[str]) -> bool:
    """Return whether dates with slashes put the day first: some first number is above 12."""
    matches = [match for match in map(_SLASHED.match, texts) if match]
    return any(int(match[1]) > 12 for match in matches)


def from_english_day(text: str) -> str | None:
    """Return the day of "June 6, 2019" as 2019-06-06, or None where there is none."""
    match = _ENGLISH.search(text)
    if not match or match[1].lower() not in MONTHS:
        return None
    try:
        return date(int(match[3]), MONTHS.index(match[1].lower()) + 1, int(match[2])).isoformat()
    except ValueError:
        return None


def from_clock(text: str, day: str, zone: str) -> str:
    """Return "2:27 PM" on a day (YYYY-MM-DD), local to `zone`, in UTC.

    Raises: ValueError when either has another form.
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a time such as '2:27 PM'")
    hour = int(match[1]) % 12 + (12 if match[3] in "Pp" else 0)
    return in_utc(datetime.fromisoformat(f"{day}T{hour:02d}:{match[2]}"), zone)


def in_utc(moment: datetime, zone: str = "UTC") -> str:
    """Return a moment in UTC; one without a zone is local to `zone`.

    Raises: ValueError when it lies outside the calendar.
    """
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return canonical_time(aware.astimezone(UTC).isoformat())
    except OverflowError as error:
        raise ValueError(f"{moment} lies outside the calendar") from error
