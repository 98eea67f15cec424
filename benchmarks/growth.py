"""How time grows with the length of hostile text: ten times the text, how many times the seconds.

`python -m benchmarks.growth` prints one row per reader or language function and kind of text. About
ten is a straight line, a hundred is a square.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.chatfile import ChatFile
from pipeline.language import clauses, sentences, stands_alone
from pipeline.readers import load

SMALL, LARGE = 20_000, 200_000  # characters
HEAD = "A1 Early.\n— Mira (@mira_k) May 2, 2024\n"
EMBED = '<blockquote class="twitter-tweet"><p>A1</p>&mdash; M (@m) <a>May 2, 2024</a></blockquote>'
PASTED = ("— (@", "(@a) 2024 ", "— ", "A1 ", "\n")
MARKUP = ("<div>", "<blockquote class='twitter-tweet'>", "<![", "<!--", "<a ", "&", " \n")
POSTS = ("a. ", "!", "😀 ", "a.b", "...#", "1. ", "#a", '"', "a\n", "x", "it ", "a-", "a; ")


def seconds(call: Callable[[str], object], unit: str, length: int) -> float:
    """Return the processor seconds of `call` on `length` characters of repeated `unit`."""
    text = unit * (length // len(unit))
    begun = time.process_time()
    call(text)
    return time.process_time() - begun


def jobs(folder: Path) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Yield the name, the repeated unit and the function of each row."""

    def pasted(text: str) -> object:
        file = folder / "a.txt"
        file.write_text(HEAD + text + "\n", encoding="utf-8")
        return load([file], ChatFile())

    def markup(text: str) -> object:
        file = folder / "a.html"
        file.write_text(EMBED + text, encoding="utf-8")
        return load([file], ChatFile())

    yield from (("pasted text", unit, pasted) for unit in PASTED)
    yield from (("embeds", unit, markup) for unit in MARKUP)
    for unit in POSTS:
        yield "sentences", unit, sentences
        yield "clauses", unit, lambda text: clauses(text, 0, len(text))
        yield "stands_alone", unit, lambda text: stands_alone(text, 0, len(text))


def main() -> None:
    """Print the table, the steepest last."""
    sentences("Warm.")
    with tempfile.TemporaryDirectory() as temporary:
        rows = []
        for name, unit, call in jobs(Path(temporary)):
            small, large = seconds(call, unit, SMALL), seconds(call, unit, LARGE)
            rows.append((large / max(small, 1e-4), name, unit, small, large))
    print(f"{'job':<14}{'text':<40}{SMALL:>9}{LARGE:>10}  ratio")
    for ratio, name, unit, small, large in sorted(rows):
        print(f"{name:<14}{unit!r:<40}{small:>8.3f}s{large:>9.3f}s{ratio:>7.1f}")


if __name__ == "__main__":
    main()
