"""What the documents say is what was measured."""

from __future__ import annotations

from pipeline.learn.evaluate import evaluation, readme, table
from tests.conftest import ROOT

MEASURED = evaluation.read(ROOT / "metrics" / "evaluation.json")


def test_the_readmes_table_is_the_one_of_the_evaluation() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.written(text, MEASURED) == text, "run: standout evaluate --readme README.md"


def test_the_page_is_the_one_of_the_evaluation() -> None:
    page = (ROOT / "metrics" / "evaluation.md").read_text(encoding="utf-8")
    assert page == table.markdown(MEASURED), "run: standout evaluate"


def test_every_row_of_the_readme_was_measured() -> None:
    shown = readme.table(MEASURED)
    assert [row.words for row in readme.ROWS if f"| {row.words} |" not in shown] == []
