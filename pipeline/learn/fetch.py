"""Getting corpora: from a mirror folder or from their origin, checked, never half a file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.learn import sources
from pipeline.learn.sources import Source, SourceFile

if TYPE_CHECKING:
    from http.client import HTTPResponse

Say = Callable[[str], None]
ATTEMPTS = 3
PATIENCE = 30.0  # seconds without a byte
READ_AT_ONCE = 1 << 20  # bytes
CUT_OFF = "the answer ended before the file did"


def fetch(
    name: str, source: Source, into: Path, *, mirror: Path | None = None, say: Say = lambda _: None
) -> list[Path]:
    """Return the files of a corpus that were brought into a folder; what is there stays.

    With `mirror`, a folder laid out like `into`, nothing is asked from the network.

    Raises: InputError for a file that is not to be had or is another one than expected; the files
    before it are in place, it is not.
    """
    brought = []
    for file, state in sources.states(source, into):
        if state == "here":
            continue
        say(f"{name}: {file.path}")
        target = into / file.path
        try:
            _bring(name, file, target, mirror, say)
        except OSError as error:
            found = f"cannot be written: {error.strerror or error}."
            raise InputError(found, where=target) from error
        brought.append(target)
    return brought


def _bring(name: str, file: SourceFile, target: Path, mirror: Path | None, say: Say) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    where = str(mirror / file.path) if mirror else file.url
    if mirror is not None:
        _copy(mirror / file.path, part)
    elif file.url is not None:
        is_whole = part.is_file() and sources.digest(part) == file.sha256
        if not is_whole:  # else a call ended just before it was put in its place
            _download(file.url, part, say)
            if file.convert == "storify":
                _convert(part)
    else:
        raise InputError(
            f"the origin of corpus {name} does not have this file in this form.",
            where=file.path,
            do=f"Run: standout corpora fetch {name} --mirror DIR",
        )
    found = sources.digest(part)
    if found != file.sha256:
        part.unlink()
        raise InputError(
            f"SHA-256 is {found[:12]}..., expected {file.sha256[:12]}...; it was not kept.",
            where=where,
            do="Try again, or take it from a mirror: --mirror DIR",
        )
    os.replace(part, target)


def _copy(path: Path, part: Path) -> None:
    if not path.is_file():
        raise InputError("the mirror does not have this file.", where=path)
    shutil.copyfile(path, part)


def _download(url: str, part: Path, say: Say) -> None:
    """Write what stands at an address to `part`, going on where an earlier try ended.

    Raises: InputError when it cannot be had; what has come stays for the next try.
    """
    if not url.startswith(("https://", "http://")):
        raise InputError("no address of the web.", where=url)
    problem = ""
    for _ in range(ATTEMPTS):
        problem = _tried(url, part, say)
        if not problem:
            return
    raise InputError(f"{problem}.", where=url, do="Run it again to go on, or use --mirror DIR.")


def _tried(url: str, part: Path, say: Say) -> str:
    """Return what went wrong, nothing if all came."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    have = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": "standout", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        with urlopen(Request(url, headers=headers), timeout=PATIENCE) as answer:
            return _received(answer, part, have, say)
    except HTTPError as error:
        if error.code == 416 and have:  # it had all, or it is another file now: from the start
            part.unlink()
        return f"the server says {error.code} {error.reason}"
    except URLError as error:
        return f"cannot be reached: {error.reason}"
    except (HTTPException, OSError) as error:
        return str(error) or type(error).__name__


def _received(answer: HTTPResponse, part: Path, have: int, say: Say) -> str:
    goes_on = answer.status == 206 and have > 0
    length = answer.headers.get("Content-Length")
    start = have if goes_on else 0
    whole = start + int(length) if length else None
    with part.open("ab" if goes_on else "wb") as stream:
        while piece := answer.read(READ_AT_ONCE):
            stream.write(piece)
            if whole and whole > READ_AT_ONCE:
                say(f"{part.stem}: {stream.tell() * 100 // whole} %")
    return CUT_OFF if whole is not None and part.stat().st_size != whole else ""


def _convert(part: Path) -> None:
    """Turn a saved Storify page into the posts that our reader finds in it, in time order."""
    from pipeline.chatfile import ChatFile
    from pipeline.readers import load

    page = part.with_suffix(".html")
    os.replace(part, page)
    try:
        posts = load([page], ChatFile()).posts
    finally:
        page.unlink()
    fields = ("id", "handle", "name", "text", "created_at", "url")
    rows = [post.model_dump(mode="json", include=set(fields)) for post in posts]
    rows.sort(key=lambda row: (row["created_at"] or "", row["id"]))
    ordered = ({field: row[field] for field in fields} for row in rows)
    jsonl.write_text(part, (jsonl.dumps(row) + "\n" for row in ordered))
