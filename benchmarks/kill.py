"""Killed 200 times: what is left after `run`, `backfill`, `review` and `train` end by SIGKILL.

python benchmarks/kill.py [--moments 200] [--seed 8] [--only run] [--corpora ../shared]

`train` is killed for each model: a house's taste, and the shipped ones on a few lines of their
corpora, which makes small models, but by the same code. Without the corpora these are left out.

Half of the moments are drawn from the time that a command takes, half from the changes that it
makes to files, so that the short time in which files come in is met, too. After each one every
file must be the old or the new one, whole; a run or a model must be old or new as a whole to
whoever reads it; the next call must end with the bytes of a call that nobody killed; no draft may
stay, and no decision that the page had confirmed may be lost. Prints what was counted, and exits
with 1 where something was wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.screenshots import STANDOUT, free_port, wait_for
from tests.backfill import archives
from tests.kills import changes
from tests.review import runs as little

if TYPE_CHECKING:
    from pipeline import shelf

SHARES = {
    "run": 0.2, "backfill": 0.15, "review": 0.2, "taste": 0.1,
    "assignment": 0.08, "encoder": 0.05, "language": 0.08, "ranker": 0.07, "themes": 0.07,
}  # fmt: skip
SHIPPED = ("assignment", "encoder", "language", "ranker", "themes")
EDITORS = 4
Found = Counter[str]


def main() -> None:
    """Print the counts of each command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--only", choices=sorted(SHARES))
    parser.add_argument("--corpora", type=Path, default=Path("../shared"))
    said = parser.parse_args()
    wrong = 0
    kinds = {"run": run, "backfill": backfill, "review": review, "taste": taste}
    kinds |= {name: partial(shipped, name, said.corpora.resolve()) for name in SHIPPED}
    has_corpora = (said.corpora / "corpora").is_dir()
    for name in [said.only] if said.only else SHARES:
        if name in SHIPPED and not has_corpora:
            print(f"{name:10} left out: no corpora in {said.corpora}")
            continue
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as place:
            moments = max(1, round(said.moments * SHARES[name]))
            found = kinds[name](Path(place).resolve(), moments, random.Random(said.seed))
        told = ", ".join(f"{count} {words}" for words, count in sorted(found.items()))
        print(f"{name:10} {told} ({time.perf_counter() - begun:.0f} s)", flush=True)
        wrong += sum(count for words, count in found.items() if words.startswith("WRONG"))
    print(f"wrong: {wrong}")
    sys.exit(bool(wrong))


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files of a folder; the editors' history is not of them."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not path.name.startswith("review.sqlite")
    }


class Trials:
    """One command over an old state that is put back before each moment."""

    def __init__(
        self, place: Path, old: Path, work: Callable[[Path], None], chance: random.Random
    ) -> None:
        self.place, self.old, self.work, self.chance = place, old, work, chance
        self.number = 0
        whole = self.fresh()
        self.total = self.call(whole)
        begun = time.perf_counter()
        self.call(whole)
        self.seconds = time.perf_counter() - begun
        self.new = content(whole)

    def fresh(self) -> Path:
        """Return a copy of the old state."""
        self.number += 1
        return Path(shutil.copytree(self.old, self.place / f"trial-{self.number}"))

    def call(self, folder: Path) -> int:
        """Do the work to its end; return how many changes it took."""
        return changes(lambda: self.work(folder), folder) or 0

    def kill(self, folder: Path, number: int) -> bool:
        """Do the work until a moment of the lot; return whether it came so far."""

        def work() -> None:
            self.work(folder)

        if number % 2:
            seconds = self.chance.uniform(0, self.seconds)
            return changes(work, folder, seconds=seconds) is None
        first = 1 if number % 4 else self.total * 3 // 4  # where files come in
        return changes(work, folder, until=self.chance.randint(first, self.total)) is None


def run(place: Path, moments: int, chance: random.Random) -> Found:
    """Kill `run` over the run of a chat that has grown since, with an editor's decisions in it."""
    from pipeline import commands
    from pipeline.review.history import Deed, anchor
    from pipeline.review.store import FILE_NAME, Store
    from pipeline.runs import Run
    from pipeline.settings import Settings

    export, name = place / "grown.jsonl", "chat"
    archives.write(export, archives.chat("2024-05-14T19:00:00+00:00", count=40))
    old = place / "old"

    def work(out: Path) -> None:
        commands.run([export], out=out, settings=Settings(), name=name)

    changes(lambda: work(old), place)
    made = Run(old / name)
    line = made.lines(made.posts())[0]
    store = Store(made.folder / FILE_NAME)
    store.append(Deed(client="c", editor="Ana", kind="accept", line=anchor(line), question=1))
    store.close()
    changes(lambda: work(old), place)
    archives.write(export, archives.chat("2024-05-14T19:00:00+00:00", count=45))
    trials, before, found = Trials(place, old, work, chance), content(old), Counter()
    for number in range(moments):
        out = trials.fresh()
        found["killed" if trials.kill(out, number) else "ended before"] += 1
        files = content(out / name)
        if any(data not in (before[f"{name}/{f}"], trials.new[f"{name}/{f}"])
               for f, data in files.items()):  # fmt: skip
            found["WRONG: a file that is neither old nor new"] += 1
        Run(out / name).posts()  # whoever looks first
        files = {f"{name}/{f}": data for f, data in content(out / name).items()}
        is_old, is_new = files == before, files == trials.new
        found["old" if is_old else "new" if is_new else "WRONG: mixed"] += 1
        trials.call(out)
        found["WRONG: next call"] += content(out) != trials.new
        found["WRONG: a decision lost"] += len(Store(out / name / FILE_NAME).events()) != 1
        shutil.rmtree(out)
    return +found


def backfill(place: Path, moments: int, chance: random.Random) -> Found:
    """Kill `backfill` again and again until it is done, then begin with an empty folder."""
    from pipeline.backfill import stage
    from pipeline.settings import Settings

    days = [f"{year}-03-01T20:00:00+00:00" for year in (2018, 2019, 2020)]
    archive = archives.write(
        place / "a.jsonl", [post for day in days for post in archives.chat(day, count=16)]
    )

    def work(out: Path) -> None:
        stage.backfill([archive], out=out, settings=Settings(), workers=1)

    (place / "old").mkdir()
    trials, found = Trials(place, place / "old", work, chance), Counter()
    new = archives.content(place / "trial-1")
    out = trials.fresh()
    for number in range(moments):
        is_killed = trials.kill(out, number)
        found["killed" if is_killed else "ended before"] += 1
        for file in out.glob("chats/*/*/[!.]*"):
            whole = place / "trial-1" / file.relative_to(out)
            found["WRONG: half a file"] += file.read_bytes() != whole.read_bytes()
        if not is_killed or number % 4 == 3:
            trials.call(out)
            same = archives.content(out) == new
            same = same and archives.catalogued(out) == archives.catalogued(place / "trial-1")
            found["finished by the next call"] += same
            found["WRONG: next call"] += not same
            found["WRONG: a draft stays"] += len(list(out.rglob(".*.part")))
            shutil.rmtree(out)
            out = trials.fresh()
    return +found


def review(place: Path, moments: int, chance: random.Random) -> Found:
    """Kill the page while editors decide; count what it had confirmed and what is there after."""
    from pipeline import jsonl
    from pipeline.records import Decision
    from pipeline.review.store import FILE_NAME, Store

    made = little.make(place / "runs" / "repair", lines=60)
    ids = [line.id for line in made.lines(made.posts())]
    found: Found = Counter()
    confirmed: set[str] = set()
    for number in range(moments):
        port = free_port()
        server = subprocess.Popen(
            [STANDOUT, "review", "--runs", place / "runs", "--port", str(port), "--no-browser"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(f"http://127.0.0.1:{port}/static/review.css")
        editors = [
            threading.Thread(target=_decide, args=(port, f"{number}-{editor}", ids, confirmed))
            for editor in range(EDITORS)
        ]
        for editor in editors:
            editor.start()
        time.sleep(chance.uniform(0, 1.5))
        server.send_signal(signal.SIGKILL)
        server.wait()
        for editor in editors:
            editor.join()
        found["killed"] += 1
        kept = {event.deed.client for event in Store(made.folder / FILE_NAME).events()}
        found["WRONG: confirmed decisions lost"] += len(confirmed - kept)
        if (made.folder / "decisions.jsonl").is_file():
            list(jsonl.read(made.folder / "decisions.jsonl", Decision))
    found["confirmed decisions, all there"] = len(confirmed)
    found["WRONG: drafts that pile up"] += max(0, len(list(place.rglob(".*.part"))) - 1)
    return +found


def _decide(port: int, name: str, ids: list[str], confirmed: set[str]) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/chat/repair")
        answer = connection.getresponse()
        csrf = re.search(r'data-csrf="(\w+)"', answer.read().decode())
        cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        headers = {"accept": "application/json", "content-type": "application/json",
                   "x-csrf": csrf[1] if csrf else "", "cookie": cookie}  # fmt: skip
        for number in range(10_000):
            deed = {"kind": ("accept", "reject")[number % 2], "client": f"{name}-{number}",
                    "line": ids[number % len(ids)]}  # fmt: skip
            connection.request("POST", "/chat/repair/decide", json.dumps(deed), headers)
            answer = connection.getresponse()
            if json.loads(answer.read()).get("number") and answer.status == 200:
                confirmed.add(deed["client"])
    except (OSError, HTTPException, ValueError):
        return  # the server is gone


def taste(place: Path, moments: int, chance: random.Random) -> Found:
    """Kill the training of a house's taste over an older one."""
    from pipeline import shelf, verbs
    from pipeline.score import house
    from pipeline.settings import Settings
    from tests.learn import test_taste

    folders = test_taste.written(place / "runs")

    def work(out: Path, count: int = len(folders)) -> None:
        settings = Settings.model_validate({"score": {"house": str(out / "house")}})
        verbs.train_taste(folders[:count], out=place / "runs", settings=settings)

    def check(folder: Path) -> object:
        return shelf.check(house.shelved(house.ranker_digest()), folder)

    fewer = partial(work, count=len(folders) - 1)
    return _trained(place, "house", fewer, work, check, moments, chance)


def shipped(name: str, corpora: Path, place: Path, moments: int, chance: random.Random) -> Found:
    """Kill the training of a shipped model, on a few lines of its corpora, over an older one."""
    from pipeline import shelf, verbs
    from pipeline.learn import encoder, graded, language
    from pipeline.settings import Settings

    graded.MEASURED = ()  # figures of a model of a few lines say nothing
    # and each chat is left out in turn, which takes its time
    graded.SIX = (*graded.CHATS[:2], *graded.UNNUMBERED)
    graded.EIGHT = (*graded.SIX, *graded.CONSULTATIONS)
    encoder.distilled = _rows  # a minute of model2vec, which touches no file of ours
    language.train = partial(language.train, max_steps=20)
    few, more = (
        little_corpora(corpora, place / "few", 24),
        little_corpora(corpora, place / "more", 30),
    )

    def learn(out: Path, given: Path = more) -> None:
        verbs.train(name, corpora=given, settings=Settings(), folder=out / name)

    def check(folder: Path) -> object:
        return shelf.check(_model(name), folder)

    return _trained(place, name, partial(learn, given=few), learn, check, moments, chance)


def _rows() -> np.ndarray:
    return np.random.default_rng(8).normal(size=(30_522, 256)).astype(np.float32)


def _model(name: str) -> shelf.Model:
    from pipeline.cluster import head
    from pipeline.cluster import model as assignment
    from pipeline.encoder import static
    from pipeline.language import model as language
    from pipeline.score import model as ranker

    known = {
        "assignment": assignment.MODEL, "encoder": static.MODEL, "language": language.MODEL,
        "ranker": ranker.MODEL, "themes": head.MODEL,
    }  # fmt: skip
    return known[name]


def little_corpora(corpora: Path, place: Path, count: int) -> Path:
    """Return a folder laid out like the corpora, with `count` lines of each."""
    whole, small = corpora / "corpora", place / "corpora"
    (small / "grades").mkdir(parents=True)
    (place / "chats").symlink_to(corpora / "chats")
    for file in sorted((whole / "grades").glob("*.jsonl")):
        _first(file, small / "grades" / file.name, count)
    for file in sorted(whole.glob("*.jsonl")):
        _first(file, small / file.name, count, must='"train"' if "quality" in file.name else "")
    for file in sorted(whole.glob("*.conllu")):
        sentences = file.read_text(encoding="utf-8").split("\n\n")[: count * 2]
        (small / file.name).write_text("\n\n".join(sentences) + "\n\n", encoding="utf-8")
    (small / "key_points").mkdir()
    for split in ("train", "dev"):
        tables = {
            kind: whole / "key_points" / f"{kind}_{split}.csv"
            for kind in ("arguments", "key_points", "labels")
        }
        _first(tables["arguments"], small / "key_points" / tables["arguments"].name, count)
        for kind in ("key_points", "labels"):
            shutil.copy(tables[kind], small / "key_points")
    return place


def _first(file: Path, to: Path, count: int, must: str = "") -> None:
    with file.open(encoding="utf-8") as lines:
        kept = islice((line for line in lines if must in line), count)
        to.write_text("".join(kept), encoding="utf-8")


def _trained(
    place: Path, name: str, old: Callable[[Path], None], new: Callable[[Path], None],
    check: Callable[[Path], object], moments: int, chance: random.Random,
) -> Found:  # fmt: skip
    """Kill the training of a model that lies in a folder `name`, over an older one."""
    (place / "old").mkdir()
    changes(lambda: old(place / "old"), place)
    trials, before = Trials(place, place / "old", new, chance), content(place / "old")
    found: Found = Counter()
    if trials.new == before or f"{name}/manifest.json" not in before:
        raise RuntimeError("expected two models that differ")
    for number in range(moments):
        out = trials.fresh()
        found["killed" if trials.kill(out, number) else "ended before"] += 1
        check(out / name)  # whoever looks first
        files = {f"{name}/{f}": data for f, data in content(out / name).items()}
        is_old, is_new = files == before, files == trials.new
        found["old" if is_old else "new" if is_new else "WRONG: mixed"] += 1
        trials.call(out)
        found["WRONG: next call"] += content(out) != trials.new
        found["WRONG: a draft stays"] += len(list(out.rglob(".*")))
        shutil.rmtree(out)
    return +found


if __name__ == "__main__":
    main()
