"""The short table of the README, made from an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.learn.evaluate import calibration, keypoints, picks, quotability, sentences, themes
from pipeline.learn.evaluate.evaluation import Evaluation
from pipeline.learn.evaluate.figure import Figure
from pipeline.learn.evaluate.table import number
from pipeline.learn.graded import MEASURED

START = "<!-- written by: standout evaluate --readme README.md -->"
END = "<!-- end of what is written -->"
HEAD = "| | Standout | beside it |\n|---|---|---|\n"
Key = tuple[str, str, str]  # family, name, data


@dataclass(frozen=True)
class Row:
    """One line of the table: the figures in order, and which baselines stand beside them."""

    words: str
    keys: tuple[Key, ...]
    beside: tuple[str, ...] = ()


def _two(family: str, name: str) -> tuple[Key, ...]:
    return tuple((family, name, chat) for chat in reversed(MEASURED))


ROWS = (
    Row(
        "posts under their question, two chats that taught nothing",
        _two("assignment", "all posts under their question"),
        ("simple rule",),
    ),
    Row(
        "five picks a question shared with careful readers, the same chats",
        _two("picks", "shared with readers"),
        ("longest", "LexRank", "chance"),
    ),
    Row("the picked words shared with theirs (F1)", _two("picks", "F1 of the picked words")),
    Row(
        "picks that a reader graded 3 or 4 of 4, five chats left out",
        (("picks", "picks of grade 3 or 4", picks.LEFT_OUT),),
        ("longest", "LexRank", "random"),
    ),
    Row(
        "quotability, eight chats left out: nDCG@5, Spearman",
        (
            ("quotability", "nDCG@5", quotability.LEFT_OUT),
            ("quotability", "Spearman", quotability.LEFT_OUT),
        ),
        ("longest", "LexRank"),
    ),
    Row(
        "chance of being printed, as said: calibration error, the same",
        (("calibration", "chance of being printed: calibration error", calibration.LEFT_OUT),),
        ("length alone",),
    ),
    Row(
        "themes on new topics: ARI, B-cubed F, left out",
        tuple(("themes", name, themes.DATA) for name in ("ARI", "B-cubed F", "left out")),
        ("HDBSCAN", "question projected out"),
    ),
    Row(
        "arguments matched with key points, new topics: strict and relaxed mAP",
        tuple(("key points", f"{name} mAP", keypoints.DATA) for name in ("strict", "relaxed")),
        ("cosine", "TF-IDF"),
    ),
    Row(
        "sentences: tweets wholly right",
        (("sentences", "tweets wholly right", sentences.DATA),),
        ("regex", "spaCy's sentencizer"),
    ),
    Row(
        "Twitter's own cases for mentions, tags and links",
        (("entities", "cases right", "twitter-text's extract.yml"),),
    ),
)


def table(evaluation: Evaluation) -> str:
    """Return the ROWS whose figures were all measured, as a table of Markdown."""
    lines = []
    for row in ROWS:
        held = [evaluation.value(*key) for key in row.keys]
        figures = [figure for figure in held if figure is not None]
        if len(figures) == len(row.keys):
            values = ", ".join(number(figure.value, 2) for figure in figures)
            lines.append(f"| {row.words} | {values} | {_beside(row, figures)} |\n")
    return HEAD + "".join(lines)


def _beside(row: Row, figures: Sequence[Figure]) -> str:
    parts = [
        f"{name} {', '.join(number(figure.baselines[name], 2) for figure in figures)}"
        for name in row.beside
        if all(name in figure.baselines for figure in figures)
    ]
    readers = [number(f.readers, 2) for f in figures if f.readers is not None]
    if readers:
        parts.append(f"readers {', '.join(dict.fromkeys(readers))}")
    return "; ".join(parts)


def written(text: str, evaluation: Evaluation) -> str:
    """Return a document with the table between its two marks.

    Raises: InputError when the marks are not there.
    """
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise InputError(
            "no place for the table.", where="--readme", do=f"Put {START} and {END} around it."
        )
    return f"{before}{START}\n\n{table(evaluation)}\n{END}{after}"


def write(file: Path, evaluation: Evaluation) -> None:
    """Write the table into a file, between its marks.

    Raises: InputError when the file or the marks are not there.
    """
    if not file.is_file():
        raise InputError("no such file.", where=file)
    jsonl.write_text(file, [written(file.read_text(encoding="utf-8"), evaluation)])
