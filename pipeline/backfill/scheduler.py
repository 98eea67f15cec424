"""Doing units on a Dask cluster that is there already."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pipeline.backfill.work import Outcome, Task, identity, task_key
from pipeline.backfill.workers import TRIES, Outcomes, attempt, described
from pipeline.errors import InputError
from pipeline.extras import needed

AHEAD = 3  # tasks for each thread of the cluster that are under way at once
PATIENCE = 20  # seconds for a scheduler to answer


class Dask:
    """Does units on the cluster of a scheduler; workers share no disk with this machine."""

    def __init__(self, address: str) -> None:
        self.address = address

    def outcomes(self, tasks: Iterable[Task]) -> Outcomes:
        """Yield one outcome for each task, as they come.

        Raises: InputError when no scheduler answers, or a worker has other code or models.
        """
        client = self._client()
        try:
            yield from self._outcomes(client, iter(tasks))
        finally:
            client.close()

    def _outcomes(self, client: Any, tasks: Iterator[Task]) -> Iterator[Outcome]:
        distributed = needed("distributed", extra="dask", what="--scheduler")
        tried: dict[str, int] = {}
        given: dict[str, Task] = {}

        def submit(task: Task) -> Any:
            tried[task.name] = tried.get(task.name, 0) + 1
            given[task.name] = task
            name = f"{task_key(task)}-{tried[task.name]}"
            # a worker that dies with a task is not the task's fault until it happens again
            future = client.submit(attempt, task, key=name, pure=False)
            future.unit = task.name
            return future

        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        first = [submit(task) for task in islice(tasks, ahead)]
        # unless told, it waits in the loop of whatever client is the default one, if any is
        coming = distributed.as_completed(first, loop=client.loop)
        for future in coming:
            outcome = _outcome(future)
            task = given.pop(future.unit)
            future.release()
            if not outcome.is_final and tried[task.name] < TRIES:
                coming.add(submit(task))
                continue
            tried.pop(task.name)
            yield outcome
            for task in islice(tasks, 1):
                coming.add(submit(task))

    def _client(self) -> Any:
        distributed = needed("distributed", extra="dask", what="--scheduler")
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            client = distributed.Client(self.address, timeout=PATIENCE, set_as_default=False)
            client.wait_for_workers(1, timeout=PATIENCE)
            found = client.run(identity)
        except (OSError, TimeoutError, ValueError) as error:
            raise InputError(
                f"no Dask cluster answers ({described(error)}).",
                where=self.address,
                do="Start one: dask scheduler, and dask worker ADDRESS --nthreads 1.",
            ) from error
        except ImportError as error:
            raise InputError(
                "the workers have no Standout.", where=self.address, do="Install it there."
            ) from error
        own = identity()
        for worker, theirs in sorted(found.items()):
            if theirs != own:
                with contextlib.suppress(Exception):
                    client.close()
                raise InputError(
                    "the code, models or libraries of this worker are not those here.",
                    where=worker,
                    do="Install the same Standout there, or the bytes would differ.",
                )
        return client


def _outcome(future: Any) -> Outcome:
    error = future.exception()
    if error is None:
        outcome: Outcome = future.result()
        return outcome
    is_killer = type(error).__name__ == "KilledWorker"
    return Outcome(future.unit, trouble=described(error), is_final=is_killer)
