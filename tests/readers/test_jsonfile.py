from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load

STATUSES = [
    json.dumps({"id_str": str(n), "full_text": f"A1 {n}", "user": {"screen_name": name}})
    for n, name in enumerate(("ana", "bea", "cid"), 1)
]


@pytest.mark.parametrize(
    ("opening", "between", "end", "first"),
    [
        ("", "\n", "\n", 1),  # JSON Lines
        ("[\n", ",\n", "\n]\n", 2),
        ('{"statuses": [\n', ",\n", "\n]}\n", 2),  # begins and goes on like JSON Lines
        ("", ",\n", "\n", 1),  # pasted together from an array
        ("", ",\n", ",\n", 1),
        ("\ufeff", "\n\ufeff", "\n", 1),  # three exports joined with cat, each with its mark
    ],
)
def test_a_record_a_line_is_read_whatever_stands_around_it(
    written: Load, opening: str, between: str, end: str, first: int
) -> None:
    loaded = written(opening + between.join(STATUSES) + end)
    assert [post.handle for post in loaded.posts] == ["ana", "bea", "cid"]
    assert [post.source for post in loaded.posts] == [f"export.jsonl:{first + n}" for n in range(3)]
    assert not any("not JSON" in note for note in loaded.notes)


def test_json_lines_that_begin_with_a_broken_one_are_read_from_the_next(written: Load) -> None:
    loaded = written("\n".join(['{"statuses": [', *STATUSES]))
    assert [post.handle for post in loaded.posts] == ["ana", "bea", "cid"]
    assert "1 line not JSON, skipped (export.jsonl:1)" in loaded.notes


def test_where_a_text_breaks_off_is_told_once(written: Load) -> None:
    with pytest.raises(InputError, match=r"\(Unterminated string starting at column 24\)"):
        written('[{"id": "1", "handle": "ana')
