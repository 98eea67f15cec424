"""Prints what `dvc repro` does and how long it takes, in a copy of the repository without corpora.

    python benchmarks/dvc.py            the two sample chats: from nothing, again, one setting more
    python benchmarks/dvc.py 50         so many chats through foreach, made from the small sample
    python benchmarks/dvc.py 50 --made  the same; the runs are made in one process and committed

A time is that of the clock, then the seconds of a processor in brackets, then the load of the
machine while it ran: beside other work only the second says much.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("corpora", "models", "pipeline", ".dvc/config", ".dvc/.gitignore", ".dvc/plots",
        ".dvcignore", ".gitignore", "dvc.yaml", "params.yaml")  # fmt: skip
SMALL = "fedi-archivists"
MINUTE = 60  # seconds


class House:
    """A copy of the repository in which DVC works."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in KEPT:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                ignore = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, folder / name, ignore=ignore)
            else:
                shutil.copy(ROOT / name, folder / name)
        self.params = folder / "params.yaml"
        for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "a house")):
            self._run("git", "-c", "user.name=house", "-c", "user.email=house@example", *words)

    def dvc(self, *words: str) -> tuple[list[str], str]:
        """Return the stages that a DVC command ran, and how long it took."""
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        said = self._run(sys.executable, "-m", "dvc", *words)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        stages = re.findall(r"^Running stage '([^']+)'", said, re.M)
        clock = time.perf_counter() - begun
        load = os.getloadavg()[0 if clock < 5 * MINUTE else 1 if clock < 15 * MINUTE else 2]
        return stages, f"{clock:.1f} s ({used:.1f} s) at load {load:.1f}"

    def change(self, before: str, after: str) -> None:
        """Replace a text of params.yaml."""
        text = self.params.read_text(encoding="utf-8")
        if before not in text:
            sys.exit(f"params.yaml has no '{before}'")
        self.params.write_text(text.replace(before, after), encoding="utf-8")

    def chats(self, names: list[str]) -> None:
        """Make these the chats of the house."""
        text = self.params.read_text(encoding="utf-8")
        listed = "chats:\n" + "".join(f"- {name}\n" for name in names)
        made = re.sub(r"^chats:\n(?:- .*\n)*", listed, text, flags=re.M)
        self.params.write_text(made, encoding="utf-8")

    def outputs(self) -> str:
        """Return one digest over every output that dvc.lock names."""
        lock = yaml.safe_load((self.folder / "dvc.lock").read_text(encoding="utf-8"))
        paths = sorted(out["path"] for s in lock["stages"].values() for out in s.get("outs", ()))
        total = hashlib.sha256()
        for path in paths:
            total.update(path.encode() + (self.folder / path).read_bytes())
        return total.hexdigest()[:16]

    def _run(self, *words: str) -> str:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        surroundings = {"PATH": path, "PYTHONPATH": str(self.folder), "DVC_NO_ANALYTICS": "1"}
        done = subprocess.run(
            words, cwd=self.folder, env={**os.environ, **surroundings}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")
        return done.stdout


def shifted(house: House, number: int) -> str:
    """Add the small sample as a chat of its own, its ids moved; return its name."""
    name = f"chat-{number:03}"
    folder = house.folder / "corpora" / "chats" / name
    folder.mkdir()
    source = ROOT / "corpora" / "chats" / SMALL / "export.jsonl"
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for key in ("id", "reply_to", "quotes", "repost_of"):
            if row.get(key):
                row[key] = f"{number:03}{row[key]}"
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "export.jsonl").write_text(text, encoding="utf-8")
    return name


def sample(house: House) -> None:
    """Print the figures of the two sample chats."""
    stages, took = house.dvc("repro")
    print(f"from nothing                     {len(stages):3} stages  {took}", flush=True)
    stages, took = house.dvc("repro")
    print(f"again                            {len(stages):3} stages  {took}", flush=True)
    first = house.outputs()
    house.change("per_question: 5", "per_question: 4")
    stages, took = house.dvc("repro")
    names = ", ".join(sorted({stage.split("@")[0] for stage in stages}))
    print(f"pick.per_question 5 to 4         {len(stages):3} stages  {took}: {names}", flush=True)
    house.change("per_question: 4", "per_question: 5")
    stages, took = house.dvc("repro")
    print(f"back to 5, from DVC's cache      {len(stages):3} stages  {took}", flush=True)
    stages, took = house.dvc("repro", "--force", "--no-run-cache")
    same = "the same bytes" if house.outputs() == first else "OTHER BYTES"
    print(f"forced                           {len(stages):3} stages  {took}: {same}", flush=True)


def many(house: House, count: int, *, is_made: bool) -> None:
    """Print the figures of many chats."""
    names = [shifted(house, number) for number in range(count)]
    house.chats(names)
    if is_made:
        made = f"from pathlib import Path; from pipeline import commands; from pipeline.settings \
import Settings; [commands.run([Path('corpora/chats') / n], out=Path('runs'), settings=Settings()) \
for n in {names}]"
        house._run(sys.executable, "-c", made)
        _, took = house.dvc("commit", "--force")
        print(f"{count} chats: committed               {took}", flush=True)
    else:
        stages, took = house.dvc("repro")
        print(f"{count} chats: first run        {len(stages):3} stages  {took}", flush=True)
    lines = len((house.folder / "dvc.lock").read_text(encoding="utf-8").splitlines())
    print(f"{count} chats: dvc.lock, which DVC writes after each stage, has {lines} lines")
    stages, took = house.dvc("repro")
    print(f"{count} chats: again            {len(stages):3} stages  {took}", flush=True)
    house.chats([*names, shifted(house, count)])
    stages, took = house.dvc("repro")
    print(f"{count} chats: one more         {len(stages):3} stages  {took}", flush=True)


def main() -> None:
    """Print the figures."""
    counts = [int(word) for word in sys.argv[1:] if word.isdigit()]
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder) / "house")
        if counts:
            many(house, counts[0], is_made="--made" in sys.argv)
        else:
            sample(house)


if __name__ == "__main__":
    main()
