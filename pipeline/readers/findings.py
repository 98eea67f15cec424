"""What readers learn beside the posts: notes for the writer, hints about the chat, edit chains."""

from __future__ import annotations

from dataclasses import dataclass, field

PLACES_SHOWN = 5  # of a counted finding: enough to look, short enough to read


@dataclass
class Findings:
    """Notes, hints and edit chains, collected while the files of a chat are read."""

    notes: list[str] = field(default_factory=list)
    hints: dict[str, tuple[str, ...]] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)  # id of a version -> id of the last one
    edited: dict[tuple[str, str], str] = field(default_factory=dict)  # id and text -> when changed
    # source of a post -> how it came there, where a sheet has posts of several kinds
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _places: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def note(self, text: str) -> None:
        """Keep a note once, however often it is made."""
        if text not in self.notes:
            self.notes.append(text)

    def count(self, noun: str, what: str, where: str) -> None:
        """Count one `noun` (such as "line") of which `what` holds, and remember where."""
        self._places.setdefault((noun, what), []).append(where)

    def hint(self, key: str, *values: str) -> None:
        """Keep what a format knows of the chat; what was known first stays first."""
        known = self.hints.get(key, ())
        fresh = [value for value in dict.fromkeys(values) if value and value not in known]
        if fresh:
            self.hints[key] = (*known, *fresh)

    def add(self, other: Findings) -> None:
        """Take over what another one holds."""
        for text in other.notes:
            self.note(text)
        for (noun, what), places in other._places.items():
            self._places.setdefault((noun, what), []).extend(places)
        for key, values in other.hints.items():
            self.hint(key, *values)
        self.edits |= other.edits
        self.edited |= other.edited
        self.kinds |= other.kinds

    def in_words(self) -> tuple[str, ...]:
        """Return the notes, then the counts with the first places of each."""
        counted = []
        for (noun, what), places in self._places.items():
            distinct = list(dict.fromkeys(places))
            shown = ", ".join(distinct[:PLACES_SHOWN])
            left = len(distinct) - PLACES_SHOWN
            more = f" and {left:,} more" if left > 0 else ""
            plural = noun if len(places) == 1 else f"{noun}s"
            counted.append(f"{len(places):,} {plural} {what} ({shown}{more})")
        return (*self.notes, *counted)
