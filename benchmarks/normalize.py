"""Prints how fast posts are normalized, beside other cleaners.

    pip install tweet-preprocessor     # and ekphrasis, if wanted: only this benchmark uses them
    python -m benchmarks.normalize 20000

The posts are those of the real chats (../shared/chats), else of the sample chats, again and again
with every fourth word another one. All cleaners get the same posts, in one process; seconds are of
the processor.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.chatfile import ChatFile
from pipeline.normalize import order, stage
from pipeline.readers import load
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "chats"
WRITTEN = ROOT / "corpora" / "chats"
CHAT = Chat(chat="archive", hashtag="#LTHEchat")
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
    return [post for file in files for post in order.in_order(load([file], ChatFile()).posts)]


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


def timed(clean: Callable[[], list[str]]) -> tuple[list[str], float]:
    """Return what a cleaner makes of all posts, and the seconds of the processor that it takes."""
    begun = time.process_time()
    return clean(), time.process_time() - begun


def main() -> None:
    """Print posts per second, and in how many posts a cleaner leaves a slice of the text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    posts = list(multiplied(chats(), parser.parse_args().count))
    texts = [post.text for post in posts]
    for name, clean in others().items():
        cleaned, spent = timed(lambda clean=clean: [clean(text) for text in texts])
        exact = sum(text in whole for text, whole in zip(cleaned, texts, strict=True))
        told(name, len(posts) / spent, f"{exact / len(posts):6.1%}")
    _, spent = timed(lambda: [post.said for post in stage.run(posts, CHAT, NormalizeSettings())[0]])
    told("standout", len(posts) / spent, "always")  # tests hold it


def told(name: str, speed: float, share: str) -> None:
    """Print one line of the table."""
    print(f"{name:25} {speed:>9,.0f} posts/s   {share} a slice of the text")


if __name__ == "__main__":
    main()
