"""Archives of years, made of the sample chat: other days, other ids, other hashtags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.backfill.archive import Part
from pipeline.chatfile import ChatFile
from tests.conftest import ROOT

SAMPLE = ROOT / "corpora" / "chats" / "slowgrowth" / "export.jsonl"
BEGINS = datetime.fromisoformat("2024-05-14T19:00:00+00:00")  # of the sample's chat
Posts = list[dict[str, Any]]


def chat(start: str, tag: str = "#SlowGrowthChat", *, count: int = 45, series: int = 0) -> Posts:
    """Return the first posts of the sample's chat as if it had begun at `start` under `tag`.

    Each says its tag: this one is about the cut, not about what people forget.
    """
    moment = datetime.fromisoformat(start)
    series = series or int(moment.timestamp()) // 60
    with SAMPLE.open(encoding="utf-8") as stream:
        found = [json.loads(line) for line in stream]
    inside = [post for post in found if datetime.fromisoformat(post["created_at"]) >= BEGINS]
    posts = []
    for post in inside[:count]:
        text = post["text"].replace("#SlowGrowthChat", tag)
        if tag not in text:
            text = f"{text} {tag}"
        shifted = {**post, "text": text, "created_at": _at(post["created_at"], moment)}
        for name in ("id", "reply_to", "quotes", "repost_of"):
            if post.get(name):
                shifted[name] = f"{series}{post[name][-9:]}"
        shifted["url"] = f"https://x.com/{post['handle']}/status/{shifted['id']}"
        posts.append(shifted)
    return posts


def post(number: int, at: str, handle: str, text: str, **more: Any) -> dict[str, Any]:
    """Return one post."""
    return {"id": f"77{number}", "handle": handle, "text": text, "created_at": at, **more}


def write(file: Path, posts: Iterable[dict[str, Any]]) -> Path:
    """Write an archive and return its file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(post, ensure_ascii=False) + "\n" for post in posts]
    file.write_text("".join(lines), encoding="utf-8")
    return file


def part(path: Path, known: ChatFile) -> Part:
    """Return a path as an archive of one part."""
    return Part(path, path.name, known)


def content(folder: Path, *inside: str) -> dict[str, bytes]:
    """Return the bytes of all files below some folders of a backfill, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in inside or ("chats", "partitions", "report.json")
        for path in sorted([folder / name, *(folder / name).rglob("*")])
        if path.is_file()
    }


def catalogued(folder: Path) -> dict[str, Sequence[Any]]:
    """Return the rows of all tables of a catalogue, in their order."""
    import duckdb

    with duckdb.connect(str(folder / "catalogue.duckdb"), read_only=True) as database:
        names = [row[0] for row in database.execute("SHOW TABLES").fetchall()]
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def _at(at: str, moment: datetime) -> str:
    away = datetime.fromisoformat(at) - BEGINS
    return (moment + timedelta(seconds=away.total_seconds())).strftime("%Y-%m-%dT%H:%M:%SZ")
