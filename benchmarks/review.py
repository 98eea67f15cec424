"""The editors' page under load: how soon it paints, how soon a key shows, and what 20 editors do.

python benchmarks/review.py            all of it; the part with a browser needs Chromium on PATH
python benchmarks/review.py --load     only the 20 clients

The run is made up, 5,000 lines on one question, so that the longest queue there can be is shown.
"""

from __future__ import annotations

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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.screenshots import ARGS, STANDOUT, free_port, wait_for
from pipeline.review.store import FILE_NAME, Store
from tests.review import runs

LINES = 5_000
CLIENTS, PER_SECOND, SECONDS = 20, 200, 15
KEYS = 30

PAINTED = """() => new Promise(done => {
    const look = () => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        if (paint) done(paint.startTime); else requestAnimationFrame(look);
    };
    look();
})"""  # on a busy machine the page is there before its paint is noted


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        runs.make(Path(folder) / "big", lines=LINES, questions=1)
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
            if "--load" not in sys.argv:
                paint(port)
            load(port, Path(folder) / "big" / FILE_NAME, server.pid)
        finally:
            server.terminate()
            server.wait()


def paint(port: int) -> None:
    """Print first paint of 5,000 lines, and the time from a key to what it changes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        paints = []
        for _ in range(5):
            page.goto(f"http://127.0.0.1:{port}/chat/big?question=1")
            page.wait_for_selector(".line.current")
            paints.append(page.evaluate(PAINTED))
        print(f"first paint, {LINES:,} lines: median {statistics.median(paints):.0f} ms, "
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


def load(port: int, history: Path, server: int) -> None:
    """Print what became of 200 decisions a second by 20 editors, and how long an answer took."""
    before = len(Store(history).events())
    took: list[float] = []
    sent: list[str] = []
    lock = threading.Lock()
    start = time.perf_counter() + 1

    def work(client: int) -> None:
        html, cookie = fetched(port, "/chat/big")
        csrf = re.search(r'data-csrf="(\w+)"', html)[1]
        lines = re.findall(r'<li class="line[^"]*" id="(line-\w+)"', html)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"accept": "application/json", "content-type": "application/json",
                   "x-csrf": csrf, "cookie": cookie}  # fmt: skip
        for number in range(PER_SECOND * SECONDS // CLIENTS):
            due = start + number * CLIENTS / PER_SECOND + client / PER_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            kind = ("accept", "reject", "skip")[number % 3]
            line = lines[number % len(lines)]
            deed = {"kind": kind, "client": f"{client}-{number}", "line": line}
            began = time.perf_counter()
            connection.request("POST", "/chat/big/decide", json.dumps(deed), headers)
            answer = connection.getresponse()
            body = answer.read()
            with lock:
                took.append(time.perf_counter() - began)
                if answer.status == 200 and json.loads(body)["number"]:
                    sent.append(deed["client"])

    busy = _processor_seconds(server)
    threads = [threading.Thread(target=work, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    busy = _processor_seconds(server) - busy
    events = [e for e in Store(history).events() if e.deed.kind != "seen"]
    kept = {event.deed.client for event in events}
    numbers = [event.number for event in Store(history).events()]
    took.sort()
    print(f"{CLIENTS} editors, {PER_SECOND} decisions a second asked: {len(sent):,} answered in "
          f"{wall:.1f} s ({len(sent) / wall:.0f} a second)")  # fmt: skip
    print(
        f"lost: {len(set(sent) - kept)}; history complete: "
        f"{len(numbers) - before >= len(sent) and numbers == list(range(1, len(numbers) + 1))}"
    )
    print(f"an answer took {took[len(took) // 2] * 1000:.0f} ms (median), "
          f"{took[len(took) * 99 // 100] * 1000:.0f} ms (99 of 100)")  # fmt: skip

    print(f"the server's processor time for one decision: {busy / len(sent) * 1000:.1f} ms; "
          f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fetched(port: int, path: str) -> tuple[str, str]:
    """Return a page of the server, and the cookie that came with it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
    return answer.read().decode(), cookie


if __name__ == "__main__":
    main()
