"""Times as exports write them, as ISO 8601 in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from pipeline.records import DAY_LENGTH, canonical_time

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH_WORDS = {  # beginnings of the months in English, German, French, Spanish, Italian, ...
    **{word: number for number, word in enumerate(MONTHS, 1)},
    **{"ene": 1, "gen": 1, "fev": 2, "maa": 3, "mrt": 3, "avr": 4, "abr": 4, "mai": 5, "mag": 5},
    **{"mei": 5, "juin": 6, "giu": 6, "juil": 7, "lug": 7, "aou": 8, "ago": 8, "set": 9, "okt": 10},
    **{"ott": 10, "out": 10, "dez": 12, "dic": 12},
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET_APART = re.compile(r"(?<=\d) (Z|[+-]\d{2}:?\d{2})$")
_UTC_WORD = re.compile(r"(?<=[\dMm]) ?(?:UTC|GMT)$")
_FROM_UTC = re.compile(  # Google Forms: "7:00:05 PM GMT+1"
    r"(?:(?<=:\d\d)|(?<=[Mm])) ?(?:UTC|GMT)([+-])(\d{1,2})(?::?(\d{2}))?$"
)
_ZONED = re.compile(
    r"(Z|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}|[+-]\d{4} \d{4})$"
    r"|^\d+(\.\d+)?$|^\d{4}-\d\d-\d\d$"
)
_API = re.compile(r"\w{3} (\w{3}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4}) (\d{4})")
_SLASHED = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AaPp])\.?[Mm]\.?)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?=,? \d|$)")
_WORDED = re.compile(  # 06-Mar-2024, 6 March 2024, Mar 6, 2024 at 8:49 pm
    r"(?:[A-Za-z]+day,? |[A-Za-z]{3}, )?"
    r"(?:(\d{1,2})[ -]([A-Za-z]{3,9})[ -]|([A-Za-z]{3,9})\.? (\d{1,2}), )(\d{4})(?=,? \d| at \d|$)"
)
_NUMBERED_DAY = re.compile(r"((?:19|20)\d\d)[-年](\d{1,2})[-月](\d{1,2})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?![\d:])")
_WORD = re.compile(r"[a-z]+")
_EPOCH = re.compile(r"\d{9,11}(\.\d+)?")
_DIGITS, _NAMED = re.compile(r"\d+"), re.compile(r"(?:[a-z]{3,9}|[ap]\.?m\b\.?)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2}) ?([AaPp])\.?[Mm]\.?")


def from_iso(text: str, zone: str = "UTC") -> str:
    """Return an ISO 8601 time in UTC; without a zone of its own it is local to `zone`.

    Raises: ValueError when the text is no ISO 8601 time.
    """
    stripped = _OFFSET_APART.sub(r"\1", text.strip())
    if len(stripped) == DAY_LENGTH:
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
    """Return "3/31/2023 13:48:03" or "1:48 PM", local to `zone`, in UTC; a bare date stays a date.

    Raises: ValueError when the text has another form or is no date.
    """
    match = _SLASHED.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a time such as '3/31/2023 13:48:03'")
    month, day = (match[2], match[1]) if day_first else (match[1], match[2])
    moment = datetime(int(match[3]), int(month), int(day))
    if match[4] is None:
        return moment.date().isoformat()
    hour = of_24(match[4], match[7])
    if match[7] and not 1 <= int(match[4]) <= 12:
        raise ValueError(f"hour {match[4]} with {match[7]}m")
    return in_utc(moment.replace(hour=hour, minute=int(match[5]), second=int(match[6] or 0)), zone)


def of_24(hour: str, half: str | None) -> int:
    """Return the hour of the day; `half` is the A of AM or the P of PM, if either is written."""
    return int(hour) % 12 + (12 if half in "Pp" else 0) if half else int(hour)


def from_any(text: str, zone: str, *, day_first: bool) -> str:
    """Return a time in any of the forms of this module in UTC; without a zone, local to `zone`.

    Raises: ValueError when it has none of the forms.
    """
    if offset := _FROM_UTC.search(text.strip()):
        clock = from_any(text.strip()[: offset.start()], "UTC", day_first=day_first)
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        moment = datetime.fromisoformat(clock)
        return in_utc(moment - ahead if offset[1] == "+" else moment + ahead)
    stripped, said = _UTC_WORD.subn("", text.strip())
    zone = "UTC" if said else zone
    dotted = _DOTTED.match(stripped)
    if dotted:  # who writes dots puts the day first
        slashed = f"{dotted[1]}/{dotted[2]}/{dotted[3]}{stripped[dotted.end() :]}"
        return from_slashes(slashed, zone, day_first=True)
    if year_first := _YEAR_FIRST.match(stripped):
        slashed = f"{year_first[2]}/{year_first[3]}/{year_first[1]}{stripped[year_first.end() :]}"
        return from_slashes(slashed, zone)
    if worded := _WORDED.match(stripped):
        month = _month((worded[2] or worded[3]).lower()) or 0
        slashed = f"{month}/{worded[1] or worded[4]}/{worded[5]}"
        return from_slashes(slashed + stripped[worded.end() :].removeprefix(" at"), zone)
    if _SLASHED.fullmatch(stripped):
        return from_slashes(stripped, zone, day_first=day_first)
    if _API.fullmatch(stripped):
        return from_api(stripped)
    if _EPOCH.fullmatch(stripped):
        return from_epoch(stripped)
    return from_iso(stripped, zone)


def has_zone(text: str) -> bool:
    """Return whether a time says its own zone, or is a bare day or seconds since 1970."""
    return bool(_ZONED.search(text.strip()))


def is_day_first(texts: list[str]) -> bool | None:
    """Return whether dates with slashes put the day first: some first number is above 12.

    None where every number may be a month and some date would be another one the other way.
    """
    matches = [match for match in map(_SLASHED.match, texts) if match]
    if any(int(match[1]) > 12 for match in matches):
        return True
    is_open = any(int(match[1]) != int(match[2]) for match in matches)
    return None if is_open and all(int(match[2]) <= 12 for match in matches) else False


def days_apart(texts: Iterable[str], *, day_first: bool) -> int:
    """Return how many days lie between the first and the last date with slashes, 0 where one is
    none."""
    days = {match[0].partition(" ")[0].rstrip(",") for match in map(_SLASHED.match, texts) if match}
    try:
        read = sorted(from_slashes(day, "UTC", day_first=day_first) for day in days)
    except ValueError:
        return 0
    return (date.fromisoformat(read[-1]) - date.fromisoformat(read[0])).days if read else 0


def from_day_words(text: str) -> str | None:
    """Return the day of "June 6, 2019", "6 juin 2019" or "2019年6月6日" as 2019-06-06, or None."""
    match = _NUMBERED_DAY.search(text)
    if match:
        year, month, day = match[1], int(match[2]), match[3]
    else:
        words = "".join(c for c in normalize("NFKD", text.lower()) if not combining(c))
        years, days = _YEAR.findall(words), _DAY.findall(words)
        months = [number for word in _WORD.findall(words) if (number := _month(word))]
        if not (years and days and months):
            return None
        year, month, day = years[0], months[0], days[0]
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return next((MONTH_WORDS[word[:n]] for n in (4, 3) if word[:n] in MONTH_WORDS), None)


def from_clock(text: str, day: str, zone: str) -> str:
    """Return "2:27 PM" on a day (YYYY-MM-DD), local to `zone`, in UTC.

    Raises: ValueError when either has another form.
    """
    hour, minute = divmod(minutes(text), 60)
    return in_utc(datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}"), zone)


def minutes(clock: str) -> int:
    """Return how many minutes after midnight "2:27 PM" is.

    Raises: ValueError when it has another form.
    """
    match = _CLOCK.fullmatch(clock.strip())
    if not match or int(match[2]) > 59:
        raise ValueError(f"{clock!r} is not a time such as '2:27 PM'")
    return of_24(match[1], match[3]) * 60 + int(match[2])


def form(text: str) -> str:
    """Return how a time is written, without the time: "0-0-0T0:0Z" for 2024-05-14T19:00Z."""
    zone = _ZONED.search(text.strip())
    words = _NAMED.sub("a", _DIGITS.sub("0", text.strip()))
    return f"{words} (with a zone)" if zone and zone[0][:1] in "+-UG" else words


def hours_between(earlier: str, later: str) -> int:
    """Return the whole hours, rounded, from one time in UTC to another; negative backwards."""
    seconds = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return round(seconds.total_seconds() / 3600)


def in_utc(moment: datetime, zone: str = "UTC") -> str:
    """Return a moment in UTC; one without a zone is local to `zone`.

    Raises: ValueError when it lies outside the calendar.
    """
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return canonical_time(aware.astimezone(UTC).isoformat())
    except OverflowError as error:
        raise ValueError(f"{moment} lies outside the calendar") from error
