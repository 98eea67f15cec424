"""The commands beside the stages: doctor looks, explain tells why, train names its models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.records import Reason
from tests.test_cli import Refused, Standout, export, old, refused, standout  # noqa: F401


def line_of(run: Path, words: str) -> dict[str, object]:
    lines = [json.loads(line) for line in (run / "lines.jsonl").open(encoding="utf-8")]
    return next(line for line in lines if line["text"].startswith(words))


def run_of(standout: Standout, folder: Path, *said: tuple[str, str]) -> Path:  # noqa: F811
    """Return the run of a chat whose posts stand a minute apart."""
    rows = [
        {"id": str(n), "handle": who, "text": text, "created_at": f"2024-05-14T19:0{n}:00Z"}
        for n, (who, text) in enumerate(said)
    ]
    (folder / "chat.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert standout("run", folder / "chat.jsonl").code == 0
    return folder / "runs" / "chat"


def test_the_doctor_says_what_an_export_holds(standout: Standout, export: Path) -> None:  # noqa: F811
    said = standout("doctor", export).out
    assert "posts    5, of them 0 reposts and 0 replies" in said
    assert "people   4" in said
    assert "no time: its question must be found without it (loafchat.jsonl:1" in said


def test_the_doctor_says_nothing_is_wrong_only_where_nothing_was_left_out(
    standout: Standout,  # noqa: F811
    tmp_path: Path,
) -> None:
    rows = "id_str,from_user,text,created_at\n1,ana,A1 fine,Tue May 14 19:00:00 +0000 2024\n"
    for name, more, said in (
        ("whole.csv", "", "wrong    nothing was found"),
        ("some.csv", "2,bea,A1 one, two,,\n", "wrong    nothing beyond what is noted"),
    ):
        (tmp_path / name).write_text(rows + more, encoding="utf-8")
        assert standout("doctor", tmp_path / name).out.splitlines()[-1] == said
    (tmp_path / "none.csv").write_text(rows.split("\n")[0] + "\n1,a,b,c,d\n", encoding="utf-8")
    assert "wrong    no post was found" in standout("doctor", tmp_path / "none.csv").out


def test_the_doctor_counts_one_of_a_kind_as_one(standout: Standout, tmp_path: Path) -> None:  # noqa: F811
    said = [
        {"id": "1", "handle": "loafchat", "text": "Q1 Why rye?", "created_at": "2024-05-14T19:00Z"},
        {"id": "2", "handle": "tom_x", "text": "@loafchat A1 It keeps.", "reply_to": "1",
         "created_at": "2024-05-15T19:00Z"},
    ]  # fmt: skip
    rows = "".join(json.dumps(post) + "\n" for post in said)
    (tmp_path / "loaf.jsonl").write_text(rows, encoding="utf-8")
    told = standout("doctor", tmp_path / "loaf.jsonl").out
    assert "posts    2, of them 0 reposts and 1 reply\n" in told
    assert "days     2024-05-14 (1 post), 2024-05-15 (1 post)" in told


def test_the_doctor_writes_nothing_and_refuses_what_it_cannot_read(
    refused: Refused,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "photo.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert "photo.jsonl" in refused("doctor", tmp_path / "photo.jsonl")


def test_what_strangers_wrote_commands_no_terminal(
    standout: Standout,  # noqa: F811
    refused: Refused,  # noqa: F811
    tmp_path: Path,
) -> None:
    title = "\x1b]0;mine now\x07"
    (tmp_path / "keys.jsonl").write_text(json.dumps({title: 1, "b": 2}), encoding="utf-8")
    assert "\ufffd]0;mine now\ufffd" in refused("doctor", tmp_path / "keys.jsonl")
    said = [
        {"id": "1", "handle": "loafchat", "text": "Q1: Why do you bake with rye?"},
        {"id": "2", "handle": "tom_x", "text": f"A1 Rye keeps for a week {title}, wheat for two."},
    ]
    rows = "".join(json.dumps(post) + "\n" for post in said)
    (tmp_path / "loaf.jsonl").write_text(rows, encoding="utf-8")
    assert standout("run", tmp_path / "loaf.jsonl").code == 0
    line = line_of(tmp_path / "runs" / "loaf", "Rye keeps")
    told = standout("explain", line["id"]).out
    assert told.startswith("Rye keeps for a week \ufffd]0;mine now\ufffd, wheat for two.\n")


def test_the_reasons_of_a_line_add_up_to_its_score(standout: Standout, old: Path) -> None:  # noqa: F811
    line = line_of(old, "Patience is an ingredient")
    said = standout("explain", line["id"]).out.split("next better")[0].splitlines()
    assert said[0] == "Patience is an ingredient, and a cheap one."
    place = next(at for at, row in enumerate(said) if row.startswith("under Q1"))
    values = [float(row.split()[0]) for row in said[2:place]]
    assert said[1] == f"score {sum(values):.2f}"  # to the last digit that is shown
    assert all(values), "what is too small to be shown stands in one row"
    assert "labelled A1" in said[place]


def test_what_makes_a_place_unsure_is_told_beside_it(standout: Standout, old: Path) -> None:  # noqa: F811
    line = line_of(old, "Patience is an ingredient")
    answers = [json.loads(row) for row in (old / "answers.jsonl").open(encoding="utf-8")]
    own = next(one for one in answers if one["post_id"] == line["post_id"])
    sure = f"sure by {own['confidence']:.2f}, an answer by {own['answer_chance']:.2f}: "
    assert f"under Q1, {sure}" in standout("explain", line["id"], "--run", old).out


def test_a_line_that_is_said_to_another_guest_says_what_halves_it(
    standout: Standout,  # noqa: F811
    tmp_path: Path,
) -> None:
    run = run_of(
        standout,
        tmp_path,
        ("loafchat", "Q1 Why do you wait for the dough?"),
        ("tom_x", "A1 Waiting is the only spice that I own."),
        ("bea_b", "@tom_x A1 Then you own the one that keeps the longest in your tin."),
        ("ana_k", "A1 The flour decides, and it never hurries for anybody in my kitchen."),
    )
    halved = "said to another guest, which halves that it is an answer here\n"
    to_one, to_all = (line_of(run, words) for words in ("Then you", "The flour"))
    assert halved in standout("explain", to_one["id"]).out
    assert halved not in standout("explain", to_all["id"]).out


def test_the_nearest_better_line_is_shown_beside_it(standout: Standout, old: Path) -> None:  # noqa: F811
    both = [line_of(old, "A loaf that is late"), line_of(old, "Patience is an ingredient")]
    worse, better = sorted(both, key=lambda line: line["score"])
    assert f"next better: {better['text']}" in standout("explain", worse["id"], "--run", old).out
    # the best slice of the best post
    assert "no line of another post under Q1 scores higher" in standout("explain", better["id"]).out


def test_whether_a_line_is_a_pick_is_said_with_the_cause(standout: Standout, old: Path) -> None:  # noqa: F811
    few = ("--set", "pick.per_question=1")
    standout("pick", old, *few)
    first, second = line_of(old, "A loaf that is late"), line_of(old, "Patience is an ingredient")
    both = [standout("explain", line["id"], "--run", old, *few).out for line in (first, second)]
    picked, other = sorted(both, key=lambda said: "pick 1: it added " not in said)
    assert "pick 1: it added " in picked
    assert "not picked: beside the picks here" in other
    assert "chosen with other settings" in standout("explain", second["id"], "--run", old).out


def test_the_reasons_of_a_pick_add_up_to_what_it_added_as_they_are_shown(
    standout: Standout,  # noqa: F811
    old: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = (0.5341, -0.0836, 0.0652, 0.0364, 0.002)  # each rounded 0.56, together 0.55
    added = tuple(Reason(text=f"reason {n}", value=value) for n, value in enumerate(values))
    monkeypatch.setattr("pipeline.pick.why.why", lambda *_: ("pick 1: it added 0.55", added))
    told = standout("explain", line_of(old, "A loaf that is late")["id"], "--run", old).out
    shown = told.split("it added 0.55\n")[1].splitlines()
    rows = [row for row in shown if row.startswith("  ")][: len(values)]
    assert rows[-1] == "  -0.01  smaller things together"
    assert round(sum(float(row.split()[0]) for row in rows), 2) == 0.55


def test_a_line_behind_a_further_label_is_told_its_own_question(
    standout: Standout,  # noqa: F811
    tmp_path: Path,
) -> None:
    both = "A1 Waiting is the only spice that I own. A2: The white one that tastes of its bag"
    run = run_of(
        standout,
        tmp_path,
        ("loafchat", "Q1 Why do you wait for the dough?"),
        ("loafchat", "Q2 Which flour would you never buy again?"),
        ("tom_x", both),
    )
    line = line_of(run, "The white one")
    assert line["question"] == 2
    told = standout("explain", line["id"]).out
    assert "under Q2 by the label in front of it; its post is\nunder Q1, " in told


def test_an_unknown_line_is_named(refused: Refused, old: Path) -> None:  # noqa: F811
    assert "line-000000000000" in refused("explain", "line-000000000000")
    assert "line-000000000000" in refused("explain", "line-000000000000", "--run", old)


def test_training_says_which_models_there_are_and_which_corpus_is_missing(
    refused: Refused,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert "Models: assignment, encoder, language, ranker, themes" in refused("train", "quotes")
    assert "no such corpus" in refused("train", "assignment", "--corpora", tmp_path)
