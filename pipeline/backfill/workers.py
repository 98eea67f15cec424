"""Doing units here: one after the other, or on processes of their own that outlive a killed one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import NoReturn

from pipeline.backfill.work import Outcome, Task, work

TERMINATED = 128 + signal.SIGTERM  # the code with which a worker leaves that is asked to end
TRIES = 3  # of a unit whose worker dies, or that fails for no reason of its own
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


Outcomes = Generator[Outcome, None, None]
# gives one outcome for each task, as they come; tasks are taken only when needed
Runner = Callable[[Iterable[Task]], Outcomes]


def in_turn(tasks: Iterable[Task]) -> Outcomes:
    """Yield one outcome for each task, one after the other in this process."""
    yield from map(attempt, tasks)


def attempt(task: Task) -> Outcome:
    """Return the outcome of a task; an error that is not the input's shows where it happened."""
    try:
        return work(task)
    except Exception as error:  # a fault of one chat must not stop a thousand others
        return Outcome(task.name, trouble=described(error), is_final=False)


def described(error: BaseException) -> str:
    """Return an error in one line with the place in the code where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    words = " ".join(str(error).split()) or "no message"
    return f"{type(error).__name__}: {words}{place}"


@dataclass
class _Worker:
    """A process and the task that it has."""

    process: BaseProcess
    pipe: Connection
    task: Task | None = None


class Processes:
    """Does units on `count` processes, each of which loads the models once.

    A process that dies takes down nothing: its unit is tried again on a fresh one.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.workers: list[_Worker] = []

    def outcomes(self, tasks: Iterable[Task]) -> Outcomes:
        """Yield one outcome for each task, as they come."""
        coming = iter(tasks)
        again: deque[Task] = deque()
        tried: dict[str, int] = {}
        try:
            while True:
                self._hand_out(coming, again)
                busy = [worker for worker in self.workers if worker.task is not None]
                if not busy:
                    return
                for ready in wait([worker.pipe for worker in busy]):
                    worker = next(w for w in busy if w.pipe is ready)
                    task, outcome = self._answer(worker)
                    if outcome.is_final:
                        yield outcome
                        continue
                    tried[outcome.name] = tried.get(outcome.name, 0) + 1
                    if tried[outcome.name] < TRIES:
                        again.append(task)
                    else:
                        yield Outcome(outcome.name, trouble=outcome.trouble)
        finally:
            self.stop()

    def stop(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
        self.workers.clear()

    def _hand_out(self, coming: Iterator[Task], again: deque[Task]) -> None:
        """Give each idle worker a task, starting workers as long as there is something to do."""
        while True:
            idle = next((worker for worker in self.workers if worker.task is None), None)
            if idle is None and len(self.workers) >= self.count:
                return
            task = again.popleft() if again else next(coming, None)
            if task is None:
                return
            worker = idle or self._start()
            worker.task = task
            try:
                worker.pipe.send(task)
            except OSError:  # it died while idle
                worker.task = None
                self._drop(worker)
                again.appendleft(task)

    def _start(self) -> _Worker:
        # spawned, not forked: a fork would copy locks of threads that it does not have
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True)
        before = {name: os.environ.get(name) for name in ONE_THREAD}
        os.environ.update(ONE_THREAD)
        try:
            with _uninterrupted():
                process.start()
        finally:
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _answer(self, worker: _Worker) -> tuple[Task, Outcome]:
        task = worker.task
        if task is None:
            raise RuntimeError("an idle worker answered")
        try:
            outcome: Outcome = worker.pipe.recv()
        except (EOFError, OSError):
            self._drop(worker)
            return task, Outcome(task.name, trouble=_death(worker.process), is_final=False)
        worker.task = None
        return task, outcome

    def _drop(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join()
        self.workers.remove(worker)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back: a worker inherits that, and ends in no traceback while it still starts."""
    if sys.platform == "win32":  # no system for it there
        yield
        return
    resource_tracker.ensure_running()  # started with the first worker, it would let Ctrl-C through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _death(process: BaseProcess) -> str:
    code = process.exitcode or 0
    code = -signal.SIGTERM if code == TERMINATED else code
    if code < 0:
        name = signal.Signals(-code).name
        hint = ", perhaps for want of memory" if name == "SIGKILL" else ""
        return f"its worker was ended by {name} each of {TRIES} times{hint}"
    return f"its worker ended with code {code} each of {TRIES} times"


def leave(_: int, __: FrameType | None) -> NoReturn:
    """End as a shell reports it, but drop the posts of the unit at work: they lie in a folder."""
    sys.exit(TERMINATED)


def serve(pipe: Connection) -> None:
    """Do the tasks that come through a pipe until it closes: the loop of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out
    signal.signal(signal.SIGTERM, leave)
    try:
        while True:
            pipe.send(attempt(pipe.recv()))
    except (EOFError, OSError):  # the one that hands out is gone
        return
