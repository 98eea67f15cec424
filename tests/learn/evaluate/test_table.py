"""The tables say what the figures are, and what has become better or worse."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.learn.evaluate import command, evaluation, readme, table
from pipeline.learn.evaluate.evaluation import Evaluation
from pipeline.learn.evaluate.figure import Figure, Rival, Skipped, figure

FIELDS = {"sample": 10, "of": "posts", "units": 3, "unit": "chats"}


def made(value: float, name: str = "nDCG@5", **more: object) -> Figure:
    return Figure(family="quotability", name=name, data="chats", value=value, **FIELDS | more)


def whole(*figures: Figure, skipped: tuple[Skipped, ...] = ()) -> Evaluation:
    return Evaluation(
        encoder="all-MiniLM-L6-v2", seed=7, draws=2000, models={"themes": "a1b2"},
        figures=figures, skipped=skipped,
    )  # fmt: skip


def test_a_figure_knows_its_best_baseline_and_how_far_it_is_better() -> None:
    ours, longest, random = (
        np.column_stack([np.array(values), np.ones(3)])
        for values in ([0.8, 0.7, 0.9], [0.5, 0.6, 0.7], [0.2, 0.1, 0.3])
    )
    found = figure(
        "picks", "shared", "chats", ours, sample=3, of="chats", unit="chats",
        baselines={"longest": longest, "random": random},
    )  # fmt: skip
    assert (found.value, found.baselines) == (0.8, {"longest": 0.6, "random": 0.2})
    assert found.best_baseline == "longest"
    assert found.gain is not None and 0.1 <= found.gain[0] <= 0.2 <= found.gain[1] <= 0.3


def test_where_lower_is_better_the_lowest_baseline_is_the_best() -> None:
    sums = np.array([[0.1, 1], [0.2, 1]])
    found = figure(
        "calibration", "Brier", "chats", sums, sample=2, of="lines", unit="chats",
        better="lower", baselines={"mean": worse(sums, 0.1), "length": worse(sums, 0.3)},
    )  # fmt: skip
    assert found.best_baseline == "mean"


def worse(sums: np.ndarray, by: float) -> np.ndarray:
    return sums + np.array([by, 0])


def test_one_unit_has_a_value_and_no_interval() -> None:
    found = figure("a", "b", "c", np.array([[3.0, 4]]), sample=4, of="posts", unit="chats")
    assert (found.value, found.low, found.high) == (0.75, None, None)


def test_the_page_shows_value_interval_baselines_rivals_and_what_was_skipped() -> None:
    shown = made(
        0.7123, low=0.65, high=0.78, baselines={"longest": 0.52}, best_baseline="longest",
        gain=(-0.01, 0.2), readers=1.0,
        rivals=(Rival(name="people", value=0.78, source="a paper"),),
    )  # fmt: skip
    missing = Skipped(family="themes", rows="key points", why="x is not there", do="Run: y")
    page = table.markdown(whole(shown, skipped=(missing,)))
    assert (
        "| nDCG@5 | .712 | .650 to .780 | longest .520 | -.010 to +.200 "
        "| readers 1.000; people .780 (a paper) | 10 posts, 3 chats |" in page
    )
    assert "- themes: key points. x is not there. Run: y" in page


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, ".500"), (-0.02, "-.020"), (1.0, "1.000"), (0.9999, "1.000"), (0.0, ".000")],
)
def test_a_share_is_printed_without_its_zero(value: float, text: str) -> None:
    assert table.number(value) == text


def test_what_is_worse_by_more_than_a_hundredth_is_lost_whichever_way_is_better() -> None:
    before = whole(made(0.70), made(0.10, name="error", better="lower"), made(0.5, name="old"))
    now = whole(made(0.695), made(0.12, name="error", better="lower"), made(0.5, name="new"))
    found = {one.key.split(" | ")[1]: one for one in table.differences(now, before)}
    assert [found["nDCG@5"].is_lost, found["error"].is_lost] == [False, True]
    lines = table.told(table.differences(now, before))
    assert lines[0].strip().startswith("-.020")
    assert lines[-1] == "1 of 2 figures are worse by more than .01"
    assert any("gone" in line for line in lines) and any("new" in line for line in lines)


def test_families_that_were_not_measured_now_are_not_gone() -> None:
    other = made(0.4).model_copy(update={"family": "themes"})
    found = table.differences(whole(made(0.7)), whole(made(0.7), other))
    assert [one.key for one in found] == [made(0.7).key]


def test_an_evaluation_against_itself_has_lost_nothing() -> None:
    one = whole(made(0.7))
    assert table.told(table.differences(one, one)) == ["0 of 1 figures are worse by more than .01"]


def test_a_part_takes_its_place_in_an_evaluation_with_the_same_models() -> None:
    before = whole(
        made(0.5, part="themes"), made(0.6, part="picks"), made(0.7, part="picks", name="gone"),
        skipped=(Skipped(family="entities", rows="a", why="b", do="c"),),
    )  # fmt: skip
    now = whole(made(0.9, part="picks"), made(0.1, part="entities"))
    found = evaluation.joined(now, before, ["picks", "entities"])
    assert [(one.part, one.value) for one in found.figures] == [
        ("themes", 0.5), ("entities", 0.1), ("picks", 0.9),
    ]  # fmt: skip
    assert (found.skipped, found.is_whole) == ((), False)
    with pytest.raises(InputError, match="other models"):
        evaluation.joined(now, before.model_copy(update={"models": {"themes": "ffff"}}), ["picks"])


def test_what_is_written_is_read_again(tmp_path) -> None:
    one = whole(made(0.7, gain=(0.1, 0.2)))
    curve = {"reliability": [{"said": 0.1, "true": 0.2}], "empty": []}
    files = command.write(tmp_path, one, curve)
    assert evaluation.read(tmp_path / "evaluation.json") == one
    assert (tmp_path / "plots" / "reliability.csv").read_text() == "said,true\n0.1,0.2\n"
    names = [file.relative_to(tmp_path).as_posix() for file in files]
    assert names == ["evaluation.json", "evaluation.md", "metrics.json", "plots/reliability.csv"]
    assert '"nDCG@5": 0.7' in (tmp_path / "metrics.json").read_text()
    before = [file.read_bytes() for file in files]
    assert [f.read_bytes() for f in command.write(tmp_path, one, curve)] == before


@pytest.mark.parametrize(
    ("content", "said"), [(None, "no such file"), ("{}", "field 'encoder' is missing")]
)
def test_what_is_no_evaluation_is_refused(tmp_path, content, said) -> None:
    file = tmp_path / "evaluation.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        evaluation.read(file)


def test_the_short_table_takes_the_place_between_its_marks() -> None:
    [row, *_] = [row for row in readme.ROWS if row.words.startswith("sentences")]
    [(family, name, data)] = row.keys
    measured = Figure(
        family=family, name=name, data=data, value=0.946, baselines={"regex": 0.865}, **FIELDS
    )
    text = f"# A\n\n{readme.START}\nold\n{readme.END}\n\nmore\n"
    once = readme.written(text, whole(measured))
    assert "| sentences: tweets wholly right | .95 | regex .86 |" in once
    assert "old" not in once and once.endswith("more\n")
    assert readme.written(once, whole(measured)) == once


def test_a_row_that_was_not_measured_is_not_in_the_short_table() -> None:
    assert readme.table(whole()) == readme.HEAD


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(InputError, match="no place for the table"):
        readme.written("# A\n", whole())
