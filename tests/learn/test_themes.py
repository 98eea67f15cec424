from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from pipeline import shelf
from pipeline.cluster import head, points
from pipeline.errors import InputError
from pipeline.learn import chat_points, keypoints, themes, themes_card

FILES = {
    "arguments_{}.csv": "arg_id,argument,topic,stance",
    "key_points_{}.csv": "key_point_id,key_point,topic,stance",
    "labels_{}.csv": "arg_id,key_point_id,label",
}
TOPIC = "We should pay for the newsletters that we read"
ROWS = {
    "arguments_{}.csv": [
        f"a1,nobody writes well on an empty stomach,{TOPIC},1",
        f'a2,"writers eat, too",{TOPIC},1',
        f"a3,what is paid for is read with care,{TOPIC},1",
        f"a4,paying readers read to the end,{TOPIC},1",
        f"a5,not everybody can pay,{TOPIC},-1",
        f"a6,the poor read too,{TOPIC},-1",
        f"a7,a wall keeps readers out,{TOPIC},-1",
    ],
    "key_points_{}.csv": [
        f"k1,Writers must live,{TOPIC},1",
        f"k2,Paid letters are valued,{TOPIC},1",
        f"k3,It shuts out the poor,{TOPIC},-1",
    ],
    "labels_{}.csv": [
        *("a1,k1,1", "a1,k2,0", "a2,k1,1", "a3,k2,1", "a3,k1,0", "a4,k2,1"),
        *("a5,k3,1", "a6,k3,1", "a7,k3,1"),
    ],
}


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora" / "key_points"
    folder.mkdir(parents=True)
    for split in ("train", "dev"):
        for name, header in FILES.items():
            lines = [header, *ROWS[name]]
            (folder / name.format(split)).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder.parent


def test_a_debate_is_one_side_of_a_topic_and_what_was_not_asked_is_undecided(corpora):
    _, for_it = keypoints.read(corpora, "train")
    assert for_it.texts[1] == "writers eat, too"
    assert for_it.labels.tolist() == [[1, 0], [1, -1], [0, 1], [-1, 1]]
    assert for_it.themes.tolist() == [0, 0, 1, 1]


def test_a_missing_corpus_says_how_to_get_it(tmp_path):
    with pytest.raises(InputError, match=r"arguments_train\.csv: no such corpus\. Run: standout"):
        keypoints.read(tmp_path, "train")


def debate(labels: list[list[int]]) -> keypoints.Debate:
    rows = np.array(labels)
    texts, made = (
        tuple(f"{kind}{n}" for n in range(size))
        for kind, size in zip("ak", rows.shape, strict=True)
    )
    return keypoints.Debate("topic", texts, made, rows)


@pytest.mark.parametrize(
    ("labels", "strict", "relaxed"),
    [
        ([[1, 0], [0, 1], [0, 0], [0, 0]], 1.0, 1.0),
        ([[1, 0], [0, -1], [0, 0], [0, 0]], 0.5, 1.0),  # undecided: wrong, or right
        ([[0, 0], [0, 1], [1, 0], [1, 0]], 0.25, 0.25),  # one of two, in second place
        ([[0, 0], [0, 0], [1, 0], [0, 1]], 0.0, 0.0),
    ],
)
def test_matching_counts_the_best_point_of_the_upper_half(labels, strict, relaxed):
    scores = np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.1], [0.1, 0.3]])
    found = keypoints.matching([debate(labels)], [scores])
    assert (found.strict, found.relaxed) == (strict, relaxed)


@pytest.mark.parametrize(
    ("labels", "ari", "b_cubed", "left_out"),
    [
        ([0, 0, 1, 1], 1.0, 1.0, 0.0),
        ([0, 0, 0, 0], 0.0, 2 / 3, 0.0),  # one theme for all looks well in B-cubed alone
        ([-1, -1, -1, -1], 0.0, 2 / 3, 1.0),
    ],
)
def test_grouping_is_held_against_the_points(labels, ari, b_cubed, left_out):
    truth = debate([[1, 0], [1, 0], [0, 1], [0, 1]])
    found = keypoints.grouping([truth], [np.array(labels)])
    assert found.ari == pytest.approx(ari)
    assert found.b_cubed == pytest.approx(b_cubed)
    assert found.left_out == left_out


def test_a_head_comes_back_as_it_was_saved(tmp_path):
    up, down = np.ones((3, 1), np.float16), np.full((1, 2), 0.5, np.float16)
    head.save(head.Head({"w": (up, down)}), tmp_path, seed=1)
    loaded = head.load(tmp_path)
    changed = loaded.changed({"w": np.zeros((3, 2), np.float32), "v": np.ones(1, np.float32)})
    assert changed["w"].tolist() == [[0.5, 0.5]] * 3
    assert changed["v"].tolist() == [1]


def test_a_head_made_for_another_encoder_is_refused(tmp_path, monkeypatch):
    head.save(head.Head({"w": (np.ones((1, 1), np.float16),) * 2}), tmp_path)
    other = replace(head.MODEL, needs={"encoder": "another"})
    monkeypatch.setattr(head, "MODEL", other)
    with pytest.raises(InputError, match="made for other encoder than this code has"):
        head.load(tmp_path)


def test_the_shipped_head_is_small():
    assert head.load().factors
    assert (head.MODEL.folder / head.FILE).stat().st_size < 1_000_000


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes_and_a_card(corpora, tmp_path, monkeypatch):
    few = dict(islice(chat_points.lessons().items(), 2))  # all take minutes and prove no more
    monkeypatch.setattr(chat_points, "lessons", lambda: few)
    one, other = tmp_path / "one", tmp_path / "other"
    figures = themes.train(corpora, one, seed=3)
    themes.train(corpora, other, seed=3)
    names = {head.FILE, shelf.MANIFEST, "README.md"}
    assert {file.name for file in one.iterdir()} == names
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
    assert f"| themes | {figures['themes']['strict']:.3f} |" in (one / "README.md").read_text()


@pytest.mark.slow
def test_learning_brings_answers_of_one_point_together(corpora):
    debates = keypoints.read(corpora, "train")
    learned = points.PointMiniLM(themes.fit(debates * 20, seed=3), threads=1)
    before = points.PointMiniLM(head.Head({}), threads=1)
    texts = debates[1].texts

    def apart(model: points.PointMiniLM) -> float:
        rows = model.steps(texts).astype(float) / 2**14
        likeness = rows @ rows.T
        return likeness[0, 1] + likeness[2, 3] - likeness[0, 2] - likeness[1, 3]

    assert apart(learned) > apart(before) + 0.2


@pytest.mark.slow
def test_the_shipped_head_reaches_its_figures_on_topics_it_never_saw(shared):
    figures = themes_card.ours(keypoints.read(shared / "corpora", "dev"), points.load())
    assert figures["strict"] >= 0.55
    assert figures["relaxed"] >= 0.75
    assert figures["ari"] >= 0.35
    assert figures["b_cubed"] >= 0.60
    assert figures["left_out"] == 0
