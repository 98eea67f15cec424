"""The editors' page over a working day in short: 20 editors, 50,000 decisions, memory sampled.

python benchmarks/review_load.py [--minutes 10] [--decisions 50000] [--lines 2000]

The decisions are spread evenly over the minutes; where the machine cannot keep up, the run takes
longer and says so. Prints the server's memory at intervals and what became of every decision; exits
with 1 where one that the page confirmed is not in the history.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.review import CLIENTS, fetched
from docs.screenshots import STANDOUT, free_port, wait_for
from pipeline.review.store import FILE_NAME, Store
from tests.review import runs

SAMPLES = 20  # of the memory, evenly over the time
MB = 2**20


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--decisions", type=int, default=50_000)
    parser.add_argument("--lines", type=int, default=2000)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = runs.make(Path(folder) / "big", lines=said.lines, questions=8)
        ids = [line.id for line in made.lines(made.posts())]
        port = free_port()
        server = subprocess.Popen(
            [STANDOUT, "review", "--runs", folder, "--port", str(port), "--no-browser"],
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/static/review.css")
            lost = load(port, ids, made.folder / FILE_NAME, psutil.Process(server.pid), said)
        finally:
            server.terminate()
            server.wait()
    sys.exit(bool(lost))


def load(
    port: int, ids: list[str], history: Path, server: psutil.Process, said: argparse.Namespace
) -> int:
    """Print what 20 editors did in the time, and what it took; return how much of it is lost."""
    seconds, share = said.minutes * 60, said.decisions // CLIENTS
    confirmed: list[set[str]] = [set() for _ in range(CLIENTS)]
    took: list[float] = []
    start = time.perf_counter() + 2

    def work(editor: int) -> None:
        html, cookie = fetched(port, f"/chat/big?question={1 + editor % 8}")
        token = re.search(r'data-csrf="(\w+)"', html)
        headers = {"accept": "application/json", "content-type": "application/json",
                   "x-csrf": token[1] if token else "", "cookie": cookie}  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for number in range(share):
            due = start + (number + editor / CLIENTS) * seconds / share
            time.sleep(max(0.0, due - time.perf_counter()))
            deed = {"kind": ("accept", "reject", "skip")[number % 3],
                    "client": f"{editor}-{number}",
                    "line": ids[(number * CLIENTS + editor) % len(ids)]}  # fmt: skip
            begun = time.perf_counter()
            connection.request("POST", "/chat/big/decide", json.dumps(deed), headers)
            answer = connection.getresponse()
            if json.loads(answer.read()).get("number") and answer.status == 200:
                confirmed[editor].add(deed["client"])
            took.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=work, args=(editor,)) for editor in range(CLIENTS)]
    for thread in threads:
        thread.start()
    memory = []
    while any(thread.is_alive() for thread in threads):
        done = sum(map(len, confirmed))
        memory.append(server.memory_info().rss / MB)
        at = max(0.0, time.perf_counter() - start)
        print(f"{at:6.0f} s  {done:6,} decisions  {memory[-1]:6.1f} MB", flush=True)
        pause = time.perf_counter() + max(1.0, seconds / SAMPLES)
        while time.perf_counter() < pause and any(thread.is_alive() for thread in threads):
            time.sleep(0.2)
    wall = time.perf_counter() - start
    memory.append(server.memory_info().rss / MB)
    sent = set().union(*confirmed)
    events = Store(history).events()
    kept = {event.deed.client for event in events if event.deed.kind != "seen"}
    in_order = [event.number for event in events] == list(range(1, len(events) + 1))
    half = len(memory) // 2
    took.sort()
    print(f"{CLIENTS} editors, {len(sent):,} of {share * CLIENTS:,} decisions confirmed in "
          f"{wall:.0f} s (asked for {seconds:.0f}): {len(sent) / wall:.0f} a second")  # fmt: skip
    print(f"lost: {len(sent - kept)}; events without a gap: {in_order}")
    print(f"memory: {memory[0]:.0f} MB at the start, {memory[half]:.0f} in the middle, "
          f"{memory[-1]:.0f} at the end, most {max(memory):.0f}")  # fmt: skip
    print(f"an answer took {took[len(took) // 2] * 1000:.0f} ms (median), "
          f"{took[len(took) * 99 // 100] * 1000:.0f} ms (99 of 100); load of the machine "
          f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    return len(sent - kept)


if __name__ == "__main__":
    main()
