"""The editors' page under load: how soon it paints, how soon a key shows, and what 20 editors do.

python benchmarks/review.py            all of it; the part with a browser needs Chromium on PATH
python benchmarks/review.py --load     only the editors: [--minutes .25] [--decisions 3000]

The run is made up, 5,000 lines on one question, so that the longest queue there can be is shown.
The decisions are spread evenly over the minutes; where the machine cannot keep up, it takes longer
and says so. Exits with 1 where a decision that the page confirmed is not in the history.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.screenshots import ARGS, STANDOUT, free_port, wait_for
from pipeline.review.store import FILE_NAME, Store
from tests.review import runs

CLIENTS = 20
SAMPLES = 20  # of the server's memory, evenly over the time
KEYS = 30
MB = 2**20

PAINTED = """() => new Promise(done => {
    const look = () => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        if (paint) done(paint.startTime); else requestAnimationFrame(look);
    };
    look();
})"""  # on a busy machine the page is there before its paint is noted


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--load", action="store_true")
    parser.add_argument("--minutes", type=float, default=0.25)
    parser.add_argument("--decisions", type=int, default=3_000)
    parser.add_argument("--lines", type=int, default=5_000)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = runs.make(Path(folder) / "big", lines=said.lines, questions=1)
        ids = [line.id for line in made.lines(made.posts())]
        port = free_port()
        began = time.perf_counter()
        server = subprocess.Popen(
            [STANDOUT, "review", "--runs", folder, "--port", str(port), "--no-browser"],
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/static/review.css")
            print(f"answers {time.perf_counter() - began:.2f} s after the start")
            fetched(port, "/chat/big")
            if not said.load:
                paint(port, said.lines)
            lost = load(port, ids, made.folder / FILE_NAME, psutil.Process(server.pid), said)
        finally:
            server.terminate()
            server.wait()
    sys.exit(bool(lost))


def paint(port: int, lines: int) -> None:
    """Print first paint of so many lines, and the time from a key to what it changes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        paints = []
        for _ in range(5):
            page.goto(f"http://127.0.0.1:{port}/chat/big?question=1")
            page.wait_for_selector(".line.current")
            paints.append(page.evaluate(PAINTED))
        print(f"first paint, {lines:,} lines: median {statistics.median(paints):.0f} ms, "
              f"longest of {len(paints)} {max(paints):.0f} ms")  # fmt: skip
        # from the key to the frame in which its change is drawn, as the page itself sees it
        page.evaluate(
            """() => { window.took = []; document.addEventListener('keydown', () => {
                const from = performance.now();
                requestAnimationFrame(() => setTimeout(
                    () => window.took.push(performance.now() - from)));
            }, true); }"""
        )
        for number in range(KEYS):
            page.keyboard.press("as"[number % 2])
            page.wait_for_timeout(150)
        took = page.evaluate("window.took")
        print(f"key to what it changes on the screen: median {statistics.median(took):.0f} ms, "
              f"longest of {len(took)} {max(took):.0f} ms")  # fmt: skip
        browser.close()


def load(
    port: int, ids: list[str], history: Path, server: psutil.Process, said: argparse.Namespace
) -> int:
    """Print what 20 editors did in the time, and what it took; return how much of it is lost."""
    seconds, share = said.minutes * 60, said.decisions // CLIENTS
    before = len(Store(history).events())
    sent: set[str] = set()
    took: list[float] = []
    lock = threading.Lock()
    start = time.perf_counter() + 1

    def work(editor: int) -> None:
        html, cookie = fetched(port, "/chat/big")
        csrf = re.search(r'data-csrf="(\w+)"', html)[1]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        headers = {"accept": "application/json", "content-type": "application/json",
                   "x-csrf": csrf, "cookie": cookie}  # fmt: skip
        for number in range(share):
            due = start + (number + editor / CLIENTS) * seconds / share
            time.sleep(max(0.0, due - time.perf_counter()))
            deed = {"kind": ("accept", "reject", "skip")[number % 3],
                    "client": f"{editor}-{number}",
                    "line": ids[(number * CLIENTS + editor) % len(ids)]}  # fmt: skip
            began = time.perf_counter()
            connection.request("POST", "/chat/big/decide", json.dumps(deed), headers)
            answer = connection.getresponse()
            body = answer.read()
            with lock:
                took.append(time.perf_counter() - began)
                if answer.status == 200 and json.loads(body)["number"]:
                    sent.add(deed["client"])

    busy = sum(server.cpu_times()[:2])
    threads = [threading.Thread(target=work, args=(editor,)) for editor in range(CLIENTS)]
    for thread in threads:
        thread.start()
    memory = []
    for thread in threads:
        while thread.is_alive():
            memory.append(server.memory_info().rss / MB)
            thread.join(seconds / SAMPLES)
    wall = time.perf_counter() - start
    busy = sum(server.cpu_times()[:2]) - busy
    memory.append(server.memory_info().rss / MB)
    events = Store(history).events()
    kept = {event.deed.client for event in events if event.deed.kind != "seen"}
    numbers = [event.number for event in events]
    is_whole = len(numbers) - before >= len(sent) and numbers == list(range(1, len(numbers) + 1))
    took.sort()
    print(f"{CLIENTS} editors, {len(sent):,} of {share * CLIENTS:,} decisions confirmed in "
          f"{wall:.1f} s (asked for {seconds:.0f}): {len(sent) / wall:.0f} a second")  # fmt: skip
    print(f"lost: {len(sent - kept)}; history complete: {is_whole}")
    print(f"an answer took {took[len(took) // 2] * 1000:.0f} ms (median), "
          f"{took[len(took) * 99 // 100] * 1000:.0f} ms (99 of 100)")  # fmt: skip
    half = len(memory) // 2
    print(f"memory: {memory[0]:.0f} MB at the start, {memory[half]:.0f} in the middle, "
          f"{memory[-1]:.0f} at the end, most {max(memory):.0f}")  # fmt: skip
    print(f"the server's processor time for one decision: {busy / len(sent) * 1000:.1f} ms; "
          f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    return len(sent - kept)


def fetched(port: int, path: str) -> tuple[str, str]:
    """Return a page of the server, and the cookie that came with it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
    return answer.read().decode(), cookie


if __name__ == "__main__":
    main()
