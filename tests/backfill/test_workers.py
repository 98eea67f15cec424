"""Serial, on processes, on a Dask cluster, killed in the midst of it: always the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.backfill import stage, workers
from pipeline.backfill.keys import stamp
from pipeline.backfill.work import Outcome, Task
from pipeline.backfill.workers import Processes
from pipeline.encoder import packaged
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.steps import Steps
from pipeline.errors import InputError
from pipeline.settings import Settings
from tests.backfill.archives import catalogued, chat, content, write

pytestmark = pytest.mark.slow
CHATS = 5
# A call that waits for more after its first answer from a worker, however quick the workers are.
# the tests may run where Ctrl-C is ignored: a shell's background
WAITING = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from pipeline.backfill import workers
answers, wait = [], workers.wait
def first(pipes):
    if answers:
        time.sleep(3600)
    answers.extend(wait(pipes)[:1])
    return answers
workers.wait = first
from pipeline.cli import main
main()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where processes have their temporary files: one that is killed leaves some behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of a few small chats."""
    days = [f"{2018 + number}-03-01T20:00:00+00:00" for number in range(CHATS)]
    posts = [post for day in days for post in chat(day, count=16)]
    return write(tmp_path_factory.mktemp("archive") / "a.jsonl", posts)


@pytest.fixture(scope="module")
def serial(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a backfill in this process."""
    out = tmp_path_factory.mktemp("serial") / "out"
    stage.backfill([archive], out=out, settings=Settings(), workers=1)
    return out


def test_the_models_of_a_unit_read_its_posts_at_once(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, together = packaged.steps, []

    def steps(texts: Sequence[str], models: Sequence[MiniLM]) -> list[Steps]:
        together.append(len(models))
        return read(texts, models)

    monkeypatch.setattr(packaged, "steps", steps)
    stage.backfill([archive], out=tmp_path / "out", settings=Settings(), workers=1)
    assert together == [3] * CHATS


def assert_same(one: Path, other: Path) -> None:
    assert content(one) == content(other)
    assert catalogued(one) == catalogued(other)
    assert not list(other.rglob(".*.part"))


class Killing:
    """Hears of chats that are done, and kills a process of the caller's choice at the first."""

    def __init__(self, victim: Iterator[int]) -> None:
        self.victim = victim
        self.killed: list[int] = []

    def say(self, words: str) -> None:
        """Hear what begins."""

    def step(self, posts: int, chats: int, total: int) -> None:
        """Kill once."""
        if not self.killed:
            self.killed.append(next(self.victim))
            os.kill(self.killed[0], signal.SIGKILL)

    def close(self) -> None:
        """Hear that all is done."""


def test_processes_make_the_same_bytes_though_one_is_killed_at_work(
    archive: Path, serial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Processes] = []

    class Watched(Processes):
        def __init__(self, count: int) -> None:
            super().__init__(count)
            made.append(self)

    monkeypatch.setattr(stage, "Processes", Watched)

    def busy() -> Iterator[int]:
        yield next(w.process.pid for w in made[0].workers if w.task is not None and w.process.pid)

    progress = Killing(busy())
    done = stage.backfill(
        [archive], out=tmp_path / "out", settings=Settings(), workers=2, progress=progress
    )
    assert progress.killed
    assert done.report["chats"] == {"found": CHATS, "done": CHATS, "set aside": [], "no longer": []}
    assert_same(serial, tmp_path / "out")


def test_a_dask_cluster_makes_the_same_bytes_though_a_worker_is_killed_at_work(
    archive: Path, serial: Path, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        # chats wait for both workers when the first one is done
        progress = Killing(worker.pid for worker in cluster.workers.values())
        done = stage.backfill(
            [archive], out=tmp_path / "out", settings=Settings(),
            scheduler=cluster.scheduler_address, progress=progress,
        )  # fmt: skip
    assert progress.killed
    assert done.report["chats"] == {"found": CHATS, "done": CHATS, "set aside": [], "no longer": []}
    assert_same(serial, tmp_path / "out")


def test_a_scheduler_that_does_not_answer_is_named(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.backfill.scheduler.PATIENCE", 1)
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9: no Dask cluster answers"):
        stage.backfill(
            [archive], out=tmp_path / "out", settings=Settings(), scheduler="tcp://127.0.0.1:9"
        )


def counted(folder: Path) -> int:
    """Return how many files and folders there are in a folder that changes meanwhile."""
    return sum(len(files) + len(folders) for _, folders, files in os.walk(folder))


def test_a_call_that_is_killed_at_any_moment_is_finished_by_the_next(
    archive: Path, serial: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [
        sys.executable, "-c", "from pipeline.cli import main; main()", "backfill", str(archive),
        "--out", str(out), "--workers", "1",
    ]  # fmt: skip
    chance = random.Random(8)
    for _ in range(5):
        call = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        moment = counted(out) + chance.randint(1, 60)  # a chat has about twenty files
        while call.poll() is None and counted(out) < moment:
            time.sleep(0.005)
        call.kill()
        call.wait()
        for folder in out.glob("chats/*/*"):  # each file is whole, whenever it ended
            for file in folder.glob("[!.]*"):
                whole = serial / file.relative_to(out)
                assert file.read_bytes() == whole.read_bytes()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert_same(serial, out)


def test_ctrl_c_stops_with_a_word_leaves_no_posts_behind_and_the_next_call_goes_on(
    archive: Path, serial: Path, tmp_path: Path, temporary: Path
) -> None:
    out = tmp_path / "out"
    words = ["backfill", str(archive), "--out", str(out), "--workers", "2"]
    call = subprocess.Popen(
        [sys.executable, "-c", WAITING, *words],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not list(out.glob("chats/*/*/unit.json")):
        time.sleep(0.05)
        assert call.poll() is None
    os.killpg(call.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    _, said = call.communicate()
    assert (call.returncode, said) == (
        130,
        "standout: stopped; the same command goes on from here.\n",
    )
    assert len(list(out.glob("chats/*/*/unit.json"))) == 1
    assert list(temporary.glob("standout-*")) == []
    command = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    subprocess.run([*command, *words], check=True, stdout=subprocess.DEVNULL)
    assert_same(serial, out)


def test_a_call_that_is_told_to_end_leaves_no_posts_behind(
    archive: Path, tmp_path: Path, temporary: Path
) -> None:
    words = ["backfill", str(archive), "--out", str(tmp_path / "out"), "--workers", "1"]
    call = subprocess.Popen([sys.executable, "-c", "from pipeline.cli import main; main()", *words])
    while not list(temporary.glob("standout-*/*/posts.jsonl")):  # it is at work on a chat
        assert call.poll() is None
    call.terminate()
    assert call.wait() == workers.TERMINATED
    assert list(temporary.glob("standout-*")) == []


def dying(task: Task) -> Outcome:
    """Die of the second chat, each time, and of the third by another signal."""
    if task.name == "chat-1":
        os.kill(os.getpid(), signal.SIGKILL)
    if task.name == "chat-2":
        os.kill(os.getpid(), signal.SIGTERM)
    return Outcome(task.name)


def serve_dying(pipe: object) -> None:
    """Serve as a worker does, but die of two chats."""
    workers.attempt = dying
    workers.serve(pipe)  # type: ignore[arg-type]


def test_a_chat_that_kills_its_worker_each_time_is_set_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "serve", serve_dying)
    tasks = [Task(f"chat-{number}", "", "", stamp().as_text(), ("recap",)) for number in range(4)]
    found = {each.name: each.trouble for each in Processes(2).outcomes(tasks)}
    assert sorted(found) == [task.name for task in tasks]
    assert {name: trouble for name, trouble in found.items() if trouble} == {
        "chat-1": "its worker was ended by SIGKILL each of 3 times, perhaps for want of memory",
        "chat-2": "its worker was ended by SIGTERM each of 3 times",
    }


def test_a_worker_that_still_starts_heeds_no_ctrl_c(capfd: pytest.CaptureFixture[str]) -> None:
    workers = Processes(1)
    worker = workers._start()
    os.kill(worker.process.pid or 0, signal.SIGINT)  # before it has read a line of ours
    worker.pipe.close()
    worker.process.join(60)
    assert worker.process.exitcode == 0
    assert "KeyboardInterrupt" not in capfd.readouterr().err
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])  # here it works again
