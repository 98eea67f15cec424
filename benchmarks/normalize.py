"""Prints how fast posts are normalized, beside other cleaners, and how much memory a stream takes.

    pip install tweet-preprocessor     # and ekphrasis, if wanted: only this benchmark uses them
    python -m benchmarks.normalize 200000

The posts are those of the real chats (../shared/chats), else of the sample chats, again and again
with every fourth word another one. All cleaners get the same posts in turn, in one process; seconds
are of the processor. Memory is measured in a process of its own for each number of posts.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.chatfile import ChatFile
from pipeline.normalize import stage
from pipeline.readers import load
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "chats"
WRITTEN = ROOT / "corpora" / "chats"
CHAT = Chat(chat="archive", hashtag="#LTHEchat")
BATCH = 5_000
CHANGED = 0.25  # of the words, in each copy
WORD = re.compile(r"(?<![@#/.\w])[a-z]{2,}(?![/.\w])")
SECONDS_APART = 9  # of posts, as in a lively chat
START = 1_400_000_000
PLAIN = re.compile(r"https?://\S+|[@#]\w+|\s+")
Cleaner = Callable[[str], str]


def chats() -> list[Post]:
    """Return the posts of all chats at hand, one chat after the other."""
    files = sorted([*REAL.glob("*.jsonl"), *REAL.glob("*.csv")])
    files = files or sorted(WRITTEN.glob("*/export.jsonl"))
    return [post for file in files for post in stage.in_order(load([file], ChatFile()).posts)]


def multiplied(posts: list[Post], count: int) -> Iterator[Post]:
    """Yield `count` posts in time order: the given ones, then copies with other words in them."""
    words = sorted({word for post in posts for word in WORD.findall(post.text)})
    for number in range(count):
        copy, place = divmod(number, len(posts))
        post = posts[place]
        moment = time.gmtime(START + number * SECONDS_APART)
        changes = {
            "id": f"{10**15 + number}",
            "text": varied(post.text, copy, words) if copy else post.text,
            "created_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", moment),
        }
        yield post.model_copy(update=changes)


def varied(text: str, copy: int, words: list[str]) -> str:
    """Return the text with other words in it: the same others for the same text and copy."""
    chance = random.Random(f"{copy}/{text}")
    return WORD.sub(
        lambda match: chance.choice(words) if chance.random() < CHANGED else match[0], text
    )


def others() -> dict[str, Cleaner]:
    """Return the cleaners to compare with, as far as they are installed."""
    found: dict[str, Cleaner] = {"one regex": lambda text: PLAIN.sub(" ", text).strip()}
    try:
        module = importlib.import_module("preprocessor")
    except ImportError:
        print("tweet-preprocessor is not installed: left out")
    else:
        found["tweet-preprocessor, clean"] = module.clean
        found["tweet-preprocessor, both"] = lambda text: _cleaned_and_parsed(module, text)
    try:
        ekphrasis = importlib.import_module("ekphrasis.classes.preprocessor")
    except ImportError:
        print("ekphrasis is not installed: left out")
    else:
        kinds = ["url", "email", "percent", "money", "phone", "user", "time", "date", "number"]
        cleaner = ekphrasis.TextPreProcessor(normalize=kinds, fix_bad_unicode=True, mode="fast")
        found["ekphrasis"] = lambda text: str(cleaner.pre_process_doc(text))
    return found


def _cleaned_and_parsed(module: Any, text: str) -> str:
    module.parse(text)  # the entities with their offsets, which a cleaner alone throws away
    return str(module.clean(text))


def speed(count: int) -> None:
    """Print posts per second, and in how many posts a cleaner leaves a slice of the text."""
    base = chats()
    seconds: dict[str, float] = {}
    exact: dict[str, int] = {}
    cleaners = others()
    apart = 0.0  # spent on making the posts and on the other cleaners

    def fed() -> Iterator[Post]:
        nonlocal apart
        source = multiplied(base, count)
        while True:
            begun = time.process_time()
            batch = list(islice(source, BATCH))
            for name, clean in cleaners.items():
                started = time.process_time()
                cleaned = [clean(post.text) for post in batch]
                seconds[name] = seconds.get(name, 0.0) + time.process_time() - started
                kept = sum(text in post.text for text, post in zip(cleaned, batch, strict=True))
                exact[name] = exact.get(name, 0) + kept
            apart += time.process_time() - begun
            if not batch:
                return
            yield from batch

    begun = time.process_time()
    done = sum(1 for _ in stage.stream(fed(), CHAT, NormalizeSettings()))
    seconds["standout"] = time.process_time() - begun - apart
    for name, spent in sorted(seconds.items(), key=lambda item: item[1]):
        share = f"{exact[name] / done:6.1%}" if name in exact else "always"  # tests hold it
        print(f"{name:25} {done / spent:>9,.0f} posts/s   {share} a slice of the text")


def whole(count: int) -> None:
    """Print how fast one chat of so many posts is normalized as a whole, in memory."""
    posts = list(multiplied(chats(), count))
    begun = time.process_time()
    done, _ = stage.run(posts, CHAT, NormalizeSettings())
    spent = time.process_time() - begun
    print(f"{'standout, one chat':25} {len(done) / spent:>9,.0f} posts/s   ({len(done):,} posts)")


def memory(count: int) -> None:
    """Print the peak memory of this process after so many posts went through the stream."""
    done = sum(1 for _ in stage.stream(multiplied(chats(), count), CHAT, NormalizeSettings()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:>9,} posts streamed: {peak:,.0f} MB at the most")


def main() -> None:
    """Print speed, then memory for a tenth of the posts and for all of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=200_000)
    parser.add_argument("--only", choices=("speed", "whole", "memory"))
    given = parser.parse_args()
    if given.only:
        {"speed": speed, "whole": whole, "memory": memory}[given.only](given.count)
        return
    for what, count in (
        ("speed", given.count),
        ("whole", min(given.count, 20_000)),
        ("memory", given.count // 10),
        ("memory", given.count),
    ):
        command = [sys.executable, "-m", "benchmarks.normalize", str(count), "--only", what]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
