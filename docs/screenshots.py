"""Writes docs/review.png and docs/review-phone.png: the editors' page with the sample chat.

python docs/screenshots.py    needs Chromium on PATH and, for the run, the packaged models
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
SAMPLE = DOCS.parent / "corpora" / "chats" / "slowgrowth"
STANDOUT = Path(sys.executable).with_name("standout")
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main() -> None:
    """Run the sample, review a few lines of it, and take both pictures."""
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium")
    if browser_path is None:
        sys.exit("no chromium on PATH")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([STANDOUT, "run", SAMPLE, "--out", folder], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        port = free_port()
        environment = {**os.environ, "LOGNAME": "Ana"}
        server = subprocess.Popen(
            [STANDOUT, "review", "--runs", folder, "--port", str(port), "--no-browser"],
            env=environment, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}/chat/{SAMPLE.name}?question=4"
            wait_for(f"http://127.0.0.1:{port}/static/review.css")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=browser_path, args=ARGS)
                _picture(browser, url, DOCS / "review.png", "aajja", width=1280, height=860)
                _picture(browser, url, DOCS / "review-phone.png", "j", width=360, height=740,
                         dark=True)  # fmt: skip
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _picture(
    browser: Any, url: str, file: Path, keys: str, *, width: int, height: int, dark: bool = False
) -> None:
    page = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
        has_touch=dark, is_mobile=dark,
    ).new_page()  # fmt: skip
    page.goto(url)
    page.wait_for_selector(".line.current")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(700)
    page.wait_for_timeout(5000)  # until the message is gone
    page.screenshot(path=file)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def wait_for(url: str) -> None:
    """Return when the address answers; ends the program where it does not for 20 seconds."""
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


if __name__ == "__main__":
    main()
