"""Figures of tastes: the mean over several editors, as one alone is luck."""

import pytest

from pipeline.learn import editors, taste_figures


def test_a_figure_is_the_mean_over_several_editors_of_one_taste(monkeypatch):
    monkeypatch.setattr(taste_figures, "Bench", lambda rotation, editor, seed: float(seed))
    monkeypatch.setattr(taste_figures, "_cells", lambda bench: [("house", [bench], bench > 2)])
    (row,) = taste_figures.measure([None], editors.PRACTICAL)
    assert (row.what, row.ndcg) == ("house", 2)
    assert row.adopted == pytest.approx(0.4)
