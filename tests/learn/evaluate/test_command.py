"""The evaluation on what the project carries, and on the corpora where they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline import commands
from pipeline.cluster import model
from pipeline.errors import InputError
from pipeline.learn import sources
from pipeline.learn.evaluate import command, evaluation, placing
from pipeline.learn.evaluate.chats import Tools, rescored, through
from pipeline.learn.evaluate.gold import Gold
from pipeline.learn.evaluate.material import LABELS, Material
from pipeline.learn.ranker import Learner
from pipeline.score.model import CERTAIN
from pipeline.score.model import load as load_ranker
from pipeline.score.style import load as load_style
from pipeline.settings import Settings
from tests.learn.test_ranker import corpora as invented  # noqa: F401

EVERYTHING = set(evaluation.FAMILIES) - {"sample"}


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory) -> command.Outcome:
    out = tmp_path_factory.mktemp("evaluation")
    return command.evaluate(corpora=out / "none", settings=Settings(), out=out)


@pytest.mark.slow
def test_without_corpora_the_sample_is_measured_and_the_rest_is_named(nowhere) -> None:
    found = nowhere.evaluation
    assert {figure.data for figure in found.figures} == {"the sample chat"}
    assert {one.family for one in found.skipped} == EVERYTHING
    known = {f"Run: standout corpora fetch {name}" for name in sources.read()}
    assert {one.do for one in found.skipped} <= known
    assert not any(str(Path.cwd()) in one.why for one in found.skipped)


@pytest.mark.slow
def test_a_figure_of_the_sample_stands_between_its_ends_beside_the_simple_rule(nowhere) -> None:
    names = [figure.name for figure in nowhere.evaluation.figures]
    assert names == ["answers under their question", "unlabelled answers under their question"]
    for figure in nowhere.evaluation.figures:
        assert set(figure.baselines) == {"simple rule"}
        assert figure.units > 10 and figure.low <= figure.value <= figure.high
        assert figure.value > 0.8


@pytest.mark.slow
def test_a_chat_goes_the_way_of_a_run(tmp_path, sample) -> None:
    settings = Settings()
    run = commands.run([sample], out=tmp_path, settings=settings)
    posts, chat = Material(tmp_path, settings).sample("slowgrowth")
    tools = Tools(settings, commands.encoder_of(settings), load_style(), model.load())
    passed = through(posts, chat, tools)
    assert passed.answers == run.answers(run.posts())
    assert passed.picks == run.picks(run.posts())
    again = rescored(passed.lines, posts, passed.questions, load_ranker(), tools)
    assert [line.score for line in again] == pytest.approx(
        [line.score for line in passed.lines], abs=2e-4
    )


def test_the_chats_expert_ranks_as_the_ranker_that_left_the_chat_out(invented) -> None:  # noqa: F811
    learner, chat = Learner(invented), invented.chats[0]
    ranker = learner.ranker(without=chat.name)
    whole = ranker.log_odds(chat.values, CERTAIN)
    assert learner.held_out(chat) == pytest.approx(whole, abs=1e-6)


def test_an_unknown_family_is_refused_with_those_that_are_known(tmp_path) -> None:
    with pytest.raises(InputError, match=r"no figures 'thems'.*themes"):
        command.evaluate(corpora=tmp_path, settings=Settings(), only=["thems"])


def test_a_part_is_written_nowhere_and_never_into_the_readme(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = command.evaluate(corpora=tmp_path, settings=Settings(), only=["sentences"])
    assert (made.files, list(tmp_path.iterdir())) == ([], [])
    with pytest.raises(InputError, match="only a whole evaluation"):
        command.evaluate(
            corpora=tmp_path, settings=Settings(), only=["sentences"], into=tmp_path / "README.md"
        )


def test_every_answer_of_the_key_is_a_post_of_the_sample(sample) -> None:
    key = json.loads((LABELS / "slowgrowth.json").read_text(encoding="utf-8"))["answers"]
    lines = (sample / "export.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(key) <= {json.loads(line)["id"] for line in lines}


@pytest.mark.slow
def test_the_figures_against_readers_are_those_of_the_script_that_measures(
    tmp_path, shared
) -> None:
    name = "guildchat"
    settings = Settings()
    run = commands.run([shared / "chats" / f"{name}.jsonl"], out=tmp_path, settings=settings)
    script = [shared / "measure" / "readers.py", shared / "measure" / "gold", name, run.folder]
    done = subprocess.run([sys.executable, *script], check=True, capture_output=True, text=True)
    theirs = json.loads(done.stdout)
    material, gold = Material(shared, settings), Gold.read(shared, name)
    passed = material.passed(name)
    held = placing.against_gold(passed, gold)
    picks = {q: held for q, held in passed.picked().items() if q is not None}
    agreement = gold.agreement({q: [p.post_id for p in held] for q, held in picks.items()})
    unlabelled = held.is_unlabelled.sum()
    answers = held.is_answer.sum()
    hits = (held.said * held.is_answer).sum()
    assert {
        "posts": len(held.right),
        "question_accuracy": held.right.mean(),
        "answer_accuracy": (held.right * held.is_answer).sum() / answers,
        "unlabelled_accuracy": (held.right * held.is_unlabelled).sum() / unlabelled,
        "answer_f1": 2 * hits / (held.said.sum() + answers),
        "pick_agreement": np.mean([v for held in agreement.values() for v in held]),
        "reader_agreement": gold.among_readers(),
        "chance_agreement": np.mean([v for held in gold.by_chance().values() for v in held]),
        "span_f1": np.mean([v for held in gold.spans(picks).values() for v in held]),
    } == pytest.approx({k: v for k, v in theirs.items() if k != "chat"}, abs=6e-5)
