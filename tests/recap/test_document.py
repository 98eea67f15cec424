"""docs/recap.md names everything that a template can speak of."""

from dataclasses import fields

import pytest

from pipeline.recap import links, pages, quotes, view
from pipeline.recap.charts import svg
from tests.conftest import ROOT

SPOKEN_OF = (view.Recap, view.Section, view.Prompt, view.Voices, view.Credit, quotes.Quote,
             quotes.Piece, quotes.Shown, links.Shared,
             links.Sharer)  # fmt: skip


@pytest.fixture(scope="module")
def words() -> str:
    text = (ROOT / "docs" / "recap.md").read_text(encoding="utf-8")
    return text.replace("`", " ").replace(",", " ").replace("(", " ").replace(")", " ")


@pytest.mark.parametrize("noun", SPOKEN_OF)
def test_every_field_is_named(noun, words):
    assert {field.name for field in fields(noun)} <= set(words.split())


def test_what_a_figure_holds_is_named(words):
    assert {field.name for field in fields(svg.Figure)} <= set(words.replace(".", " ").split())


def test_every_filter_of_ours_is_named(words):
    ours = set(pages.environment().filters) - set(pages.jinja2.Environment().filters)
    assert ours | {"count"} <= set(words.replace('"post"', " ").split())
