"""Trained twice, with another order of sets and other threads: the same bytes, card and all.

The other trainers are held to it beside their own tests; these two read many corpora at once.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.learn import graded
from tests.cluster.chats import Said
from tests.cluster.test_assign import TALK
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

TRAIN = """
import sys
from pathlib import Path
from pipeline import shelf, verbs
from pipeline.learn import graded, tangled
from pipeline.settings import EncoderSettings, Settings
written = tangled.lessons()[:2]
tangled.lessons = lambda: written
graded.SIX = (graded.CHATS[0], *graded.UNNUMBERED)  # few: it is quick
graded.EIGHT = (*graded.SIX, *graded.CONSULTATIONS)
graded.MEASURED = graded.MEASURED[:1]
name, corpora, home = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
shelf.home = lambda: home
verbs.train(name, corpora=corpora, settings=Settings(encoder=EncoderSettings(cache=False)))
"""
TRUTH = [None, None, 1, 1, 1, 1, 1, 2, 2, 2, 1, 2, 3, 3, None]
KINDS = {0: "host", 1: "greeting", 2: "question", 6: "reply", 7: "question", 10: "repost",
         12: "question", 14: "greeting"}  # fmt: skip
BAKERS = ("mira_k", "tom_x", "ines_b", "olu_r")
TEXTS = [
    "Dough that is hurried forgives nobody, least of all its baker!",
    "so i was thinking that maybe we could go there sometime",
    "Bread is what patience smells like. http://t.co/loaf",
    "well it is a kind of bread i guess, or it was",
]


def lines(file: Path, rows: list[dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def grade(post_id: str, number: int, kind: str, question: int | None, value: int) -> dict:
    bounds = {"start": 0, "end": 12} if value > 2 else {"start": None, "end": None}
    return {"id": post_id, "question": question, "kind": kind, "grade": value, **bounds}


def graded_talk(folder: Path, name: str, first: int) -> list[dict[str, object]]:
    """Write the grades of a talk whose speakers and ids differ from chat to chat; return it."""
    posts, grades = [], []
    talk: list[Said] = [*TALK]
    for number, (handle, text, *more) in enumerate(talk):
        who = handle if handle not in BAKERS else BAKERS[(BAKERS.index(handle) + first) % 4]
        at = f"2016-05-14T19:{number * 2:02d}:{first:02d}.000Z"
        post = {"id": str(first * 1000 + number), "handle": who, "name": who.title(), "text": text}
        replied = {key: str(first * 1000 + int(value)) for key, value in dict(*more).items()}
        posts.append({**post, "created_at": at, **replied})
        kind = KINDS.get(number, "answer")
        grades.append(grade(post["id"], number, kind, TRUTH[number], (number * 3 + first) % 5))
    lines(folder / "corpora" / "grades" / f"{name}.jsonl", grades)
    return posts


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder laid out like the real corpora, with a little of our own in every file."""
    folder = tmp_path_factory.mktemp("corpora")
    for first, name in enumerate((graded.CHATS[0], graded.MEASURED[0]), 1):
        lines(folder / "chats" / f"{name}.jsonl", graded_talk(folder, name, first))
    held = graded_talk(folder, "pstweetchat", 9)
    with (folder / "chats" / "pstweetchat.csv").open("w", encoding="utf-8", newline="") as file:
        names = {"Date": "created_at", "Screen Name": "handle", "Full Name": "name",
                 "Tweet Text": "text", "Tweet ID": "id"}  # fmt: skip
        table = csv.writer(file)
        table.writerow(names)
        for number, post in enumerate(held):
            post["created_at"] = f"5/14/2016 19:{number * 2:02d}:09"
            table.writerow([post[field] for field in names.values()])
    stated = []
    for place in (1, 2):
        about = [f"{text} ({place})" for text in TEXTS]
        posts = [
            {"id": f"town{place}/{number}", "handle": f"p{number}", "text": text, "question": 1,
             "question_text": "What should change in our town?"}
            for number, text in enumerate(about)
        ]  # fmt: skip
        stated += posts
        grades = [grade(str(p["id"]), n, "answer", 1, n + 1) for n, p in enumerate(posts)]
        lines(folder / "corpora" / "grades" / f"polis{place}.jsonl", grades)
    lines(folder / "chats" / "polis.jsonl", stated)
    better, worse = TEXTS[::2], TEXTS[1::2]
    pairs = [*zip(better, worse, strict=True), *zip(worse, reversed(worse), strict=True)]
    texts = folder / "corpora"
    lines(
        texts / "memorable_pairs.jsonl",
        [{"movie": "loaf", "memorable": one, "nonmemorable": other} for one, other in pairs],
    )
    lines(
        texts / "retweet_pairs.train.jsonl",
        [{"more": one, "fewer": other} for one, other in pairs],
    )
    lines(
        texts / "argument_quality.jsonl",
        [
            {"topic": "bread", "argument": text, "quality": n / 4, "split": "train"}
            for n, text in enumerate(TEXTS)
        ],
    )
    return folder


def trained(name: str, corpora: Path, home: Path, *, seed: str, threads: str) -> None:
    """Train as `standout train NAME` does, in a process of its own, to a shelf of its own."""
    shutil.copytree(ROOT / "models", home)
    done = subprocess.run(
        [sys.executable, "-c", TRAIN, name, str(corpora), str(home)],
        cwd=corpora,
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "OPENBLAS_NUM_THREADS": threads,
            "OMP_NUM_THREADS": threads,
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "model"), [("assignment", "assignment"), ("ranker", "quotability")]
)
def test_training_twice_gives_the_same_bytes(
    name: str, model: str, corpora: Path, tmp_path: Path
) -> None:
    for seed, threads in (("1", "1"), ("4711", "2")):
        trained(name, corpora, tmp_path / seed, seed=seed, threads=threads)
    made = [
        {file.name: file.read_bytes() for file in (tmp_path / seed / model).iterdir()}
        for seed in ("1", "4711")
    ]
    assert made[0] == made[1]
    shipped = ROOT / "models" / model
    assert made[0].keys() == {file.name for file in shipped.iterdir()}
    assert made[0]["model.json"] != (shipped / "model.json").read_bytes()  # it did train
