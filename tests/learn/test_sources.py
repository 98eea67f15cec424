"""Corpora: what is named, whether it is here whole, how it comes from a mirror or its origin."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

from pipeline import jsonl, readers
from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.learn import encoder, examples, fetch, graded, keypoints, language, sources
from pipeline.learn.corpora import app
from pipeline.learn.sources import Source, SourceFile
from tests.conftest import ROOT
from tests.kills import changes
from tests.score.posts import FlatStyle

BODY = b"".join(f"line {number} of an invented corpus\n".encode() for number in range(5000))
FIXTURES = ROOT / "tests" / "readers" / "fixtures"
STORY = FIXTURES / "storify.html"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def corpus(*files: SourceFile) -> Source:
    return Source(
        title="Invented", origin="here", licence="ours", citation="us", used_by=("evaluate",),
        may="anything", files=files,
    )  # fmt: skip


class Server(BaseHTTPRequestHandler):
    """Serves files by Range; `broken` counts the answers that end after half of the bytes."""

    files: ClassVar[dict[str, bytes]] = {}
    broken: ClassVar[list[str]] = []
    asked: ClassVar[list[tuple[str, str | None]]] = []
    knows_ranges = True
    half_sent: ClassVar[Callable[[], None]] = staticmethod(lambda: None)

    def do_GET(self) -> None:
        where = self.headers["Range"] if self.knows_ranges else None
        self.asked.append((self.path, where))
        content = self.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        start = int(re.findall(r"\d+", where)[0]) if where else 0
        if where and start >= len(content):
            self.send_error(416)
            return
        self.send_response(206 if where else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        body = content[start:]
        if self.path in self.broken:
            self.broken.remove(self.path)
            body = body[: len(body) // 2]
        self.wfile.write(body)
        if len(body) < len(content) - start:
            self.wfile.flush()
            self.half_sent()

    def log_message(self, *words: object) -> None:
        pass


@contextlib.contextmanager
def serving() -> Iterator[type[Server]]:
    """Serve on a port of this machine; give the handler, whose `at` makes addresses."""
    kind = type("Fresh", (Server,), {"files": {}, "broken": [], "asked": []})
    web = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=web.serve_forever, args=(0.01,), daemon=True).start()
    kind.at = staticmethod(lambda path: f"http://127.0.0.1:{web.server_port}{path}")
    yield kind
    web.shutdown()
    web.server_close()


@pytest.fixture
def server() -> Iterator[type[Server]]:
    with serving() as kind:
        yield kind


def test_every_corpus_of_the_project_says_all_that_a_user_must_know() -> None:
    known = sources.read(ROOT / "corpora" / "sources.toml")
    assert {"en_ewt", "key_points", "grades", "stories"} <= set(known)
    paths = [file.path for source in known.values() for file in source.files]
    assert len(paths) == len(set(paths))
    for name, source in known.items():
        assert source.licence and source.citation and source.may, name
        assert {use.split()[0] for use in source.used_by} <= {"train", "evaluate"}, name
        assert all(file.url is None or source.commit in file.url for file in source.files), name


def test_every_corpus_that_a_message_names_is_one() -> None:
    named = set()
    for file in (ROOT / "pipeline").rglob("*.py"):
        found = re.findall(r"standout corpora fetch ([-\w]+)", file.read_text(encoding="utf-8"))
        named |= set(found)
    assert named - {"NAME"} <= set(sources.read())


LACKED = [
    ("corpora/grades/onenoteq1.jsonl", lambda at: graded.read(at, "onenoteq1")),
    ("chats/lthechat_on.jsonl", lambda at: graded.read(at, "lthechat_on")),
    ("chats/pstweetchat.csv", lambda at: graded.read(at, "pstweetchat")),
    ("chats/polis.jsonl", lambda at: graded.read(at, "polis2")),
    ("corpora/memorable_pairs.jsonl", lambda at: examples.memorable(at, FlatStyle())),
    ("corpora/retweet_pairs.train.jsonl", lambda at: examples.retweets(at, FlatStyle())),
    ("corpora/argument_quality.jsonl", lambda at: examples.arguments(at, FlatStyle())),
    ("corpora/en_ewt-ud-train.conllu", lambda at: language.train(at / "corpora", at / "out")),
    ("corpora/key_points/arguments_train.csv", lambda at: keypoints.read(at / "corpora", "train")),
    (
        "corpora/en_ewt-ud-train.conllu",
        lambda at: [*encoder._sentences(at / "corpora" / "en_ewt-ud-train.conllu")],
    ),
]


@pytest.mark.parametrize(("path", "read"), LACKED, ids=[path for path, _ in LACKED])
def test_a_training_names_the_corpus_that_has_the_file_it_lacks(
    path: str, read: Callable[[Path], object], tmp_path: Path
) -> None:
    owner = next(n for n, s in sources.read().items() if path in [file.path for file in s.files])
    if path.startswith("chats/"):  # the grades are here, the chat is not
        for chat in ("lthechat_on", "pstweetchat", "polis2"):
            grades = tmp_path / "corpora" / "grades" / f"{chat}.jsonl"
            grades.parent.mkdir(parents=True, exist_ok=True)
            grades.touch()
    with pytest.raises(InputError, match=rf"{path}: no .*Run: standout corpora fetch {owner}$"):
        read(tmp_path)


def test_the_corpora_beside_the_repository_are_the_named_ones(shared: Path) -> None:
    known = {"key_points": sources.read()["key_points"], "gold": sources.read()["gold"]}
    assert len(sources.verified((), shared, known)) == 2


def test_a_broken_list_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    for text, said in (
        ("[a", "not TOML"),
        ("[a]\ntitle = 'x'\n", "field 'origin' is missing"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=said):
            sources.read.__wrapped__(file)
    with pytest.raises(ValueError, match="inside the folder"):
        SourceFile(path="../outside", sha256="0" * 64)


def test_a_mirror_gives_what_is_missing_and_leaves_what_is_here(tmp_path: Path) -> None:
    mirror, into = tmp_path / "mirror", tmp_path / "into"
    (mirror / "corpora").mkdir(parents=True)
    (mirror / "corpora" / "one").write_bytes(b"1")
    (mirror / "corpora" / "two").write_bytes(b"2")
    files = [
        SourceFile(path=f"corpora/{n}", sha256=sha(b)) for n, b in (("one", b"1"), ("two", b"2"))
    ]
    source = corpus(*files)
    (into / "corpora").mkdir(parents=True)
    (into / "corpora" / "two").write_bytes(b"2")
    assert fetch.fetch("toy", source, into, mirror=mirror) == [into / "corpora" / "one"]
    assert fetch.fetch("toy", source, into, mirror=mirror) == []
    assert sources.verified((), into, {"toy": source}) == ["toy: 2 files, every byte as expected"]


def test_a_mirror_with_other_bytes_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / "one").write_bytes(b"changed")
    source = corpus(SourceFile(path="one", sha256=sha(b"1")))
    with pytest.raises(InputError, match=r"SHA-256 is .*expected.*not kept"):
        fetch.fetch("toy", source, tmp_path / "into", mirror=tmp_path / "mirror")
    assert list((tmp_path / "into").iterdir()) == []
    with pytest.raises(
        InputError, match=r"one: missing \(corpus toy\). Run: standout corpora fetch"
    ):
        sources.verified((), tmp_path / "into", {"toy": source})


def test_a_damaged_file_is_found_and_brought_again(tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    (tmp_path / "into").mkdir()
    (tmp_path / "mirror" / "one").write_bytes(b"1")
    (tmp_path / "into" / "one").write_bytes(b"0")
    source = corpus(SourceFile(path="one", sha256=sha(b"1")))
    with pytest.raises(InputError, match="damaged"):
        sources.verified((), tmp_path / "into", {"toy": source})
    fetch.fetch("toy", source, tmp_path / "into", mirror=tmp_path / "mirror")
    assert (tmp_path / "into" / "one").read_bytes() == b"1"


def test_a_file_comes_from_its_origin(server: type[Server], tmp_path: Path) -> None:
    server.files["/c"] = BODY
    source = corpus(SourceFile(path="deep/c", sha256=sha(BODY), url=server.at("/c")))
    assert fetch.fetch("toy", source, tmp_path) == [tmp_path / "deep" / "c"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["c"]


def test_a_body_that_ends_early_goes_on_where_it_ended(
    server: type[Server], tmp_path: Path
) -> None:
    server.files["/c"] = BODY
    server.broken.append("/c")
    source = corpus(SourceFile(path="c", sha256=sha(BODY), url=server.at("/c")))
    fetch.fetch("toy", source, tmp_path)
    assert (tmp_path / "c").read_bytes() == BODY
    assert server.asked == [("/c", None), ("/c", f"bytes={len(BODY) // 2}-")]


def test_a_server_that_never_gives_all_leaves_a_part_for_the_next_call(
    server: type[Server], tmp_path: Path
) -> None:
    server.files["/c"] = BODY
    server.broken += ["/c"] * fetch.ATTEMPTS
    source = corpus(SourceFile(path="c", sha256=sha(BODY), url=server.at("/c")))
    with pytest.raises(InputError, match=r"ended before the file did\. Run it again"):
        fetch.fetch("toy", source, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["c.part"]  # not under its own name
    fetch.fetch("toy", source, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_an_origin_that_is_gone_leaves_the_half_until_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "ATTEMPTS", 1)
    file = functools.partial(SourceFile, path="c", sha256=sha(BODY))
    with serving() as first:
        first.files["/c"] = BODY
        first.broken.append("/c")
        gone = corpus(file(url=first.at("/c")))
        with pytest.raises(InputError, match="ended before the file did"):
            fetch.fetch("toy", gone, tmp_path)
    with pytest.raises(InputError, match=r"cannot be reached: .*Run it again to go on"):
        fetch.fetch("toy", gone, tmp_path)
    assert (tmp_path / "c.part").read_bytes() == BODY[: len(BODY) // 2]
    with serving() as back:
        back.files["/c"] = BODY
        fetch.fetch("toy", corpus(file(url=back.at("/c"))), tmp_path)
        assert back.asked == [("/c", f"bytes={len(BODY) // 2}-")]
    assert (tmp_path / "c").read_bytes() == BODY


def test_a_call_that_is_killed_while_bytes_come_goes_on_from_there(
    server: type[Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "READ_AT_ONCE", 1000)
    server.files["/c"] = BODY
    server.broken.append("/c")
    source = corpus(SourceFile(path="in/c", sha256=sha(BODY), url=server.at("/c")))
    part, asker = tmp_path / "in" / "c.part", tmp_path / "asker"

    def killed() -> None:
        while not part.is_file() or not part.stat().st_size:
            os.sched_yield()
        os.kill(int(asker.read_text()), signal.SIGKILL)

    def work() -> None:
        asker.write_text(str(os.getpid()))
        fetch.fetch("toy", source, tmp_path)

    monkeypatch.setattr(server, "half_sent", staticmethod(killed))
    assert changes(work, tmp_path) is None  # it was killed
    have = part.stat().st_size
    assert part.read_bytes() == BODY[:have]
    fetch.fetch("toy", source, tmp_path)
    assert server.asked == [("/c", None), ("/c", f"bytes={have}-")]
    assert [path.name for path in part.parent.iterdir()] == ["c"]


def test_a_call_that_is_killed_at_any_change_of_a_file_leaves_no_half_under_its_name(
    server: type[Server], tmp_path: Path
) -> None:
    server.files["/c"] = BODY
    source = corpus(SourceFile(path="in/c", sha256=sha(BODY), url=server.at("/c")))
    count = changes(lambda: fetch.fetch("toy", source, tmp_path / "0"), tmp_path)
    assert count is not None
    for until in range(1, count + 1):
        into = tmp_path / str(until)
        server.asked.clear()
        work = functools.partial(fetch.fetch, "toy", source, into)
        assert changes(work, tmp_path, until=until) is None
        assert not (into / "in" / "c").exists()
        fetch.fetch("toy", source, into)
        assert (into / "in" / "c").read_bytes() == BODY
    assert server.asked == [("/c", None)]  # killed last before the rename: nothing comes twice


def test_the_command_fetches_from_the_origin_and_says_what_it_brought(
    server: type[Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["/c"] = BODY
    files = [
        SourceFile(path=name, sha256=sha(BODY), url=server.at(at))
        for name, at in (("one", "/c"), ("two", "/gone"))
    ]
    known = {"a": corpus(files[0]), "b": corpus(files[1])}
    monkeypatch.setattr(sources, "read", lambda: known)
    called = functools.partial(CliRunner().invoke, app)
    at = ["--corpora", str(tmp_path)]
    said = called(["fetch", "a", *at])
    assert (said.exit_code, said.output) == (0, f"{tmp_path / 'one'}\n")
    assert called(["fetch", "a", *at]).output == "a: here already\n"
    assert called(["verify", "a", *at]).output == "a: 1 files, every byte as expected\n"
    lost = called(["fetch", *at]).exception
    assert isinstance(lost, InputError)
    assert "/gone: the server says 404 Not Found. Run it again" in str(lost)


def test_a_server_without_ranges_is_asked_for_all_of_it(
    server: type[Server], tmp_path: Path
) -> None:
    server.knows_ranges = False
    server.files["/c"] = BODY
    (tmp_path / "c.part").write_bytes(BODY[:100])
    source = corpus(SourceFile(path="c", sha256=sha(BODY), url=server.at("/c")))
    fetch.fetch("toy", source, tmp_path)
    assert (tmp_path / "c").read_bytes() == BODY


def test_a_part_that_is_longer_than_the_file_is_thrown_away(
    server: type[Server], tmp_path: Path
) -> None:
    server.files["/c"] = BODY
    (tmp_path / "c.part").write_bytes(BODY + b"what an older version had")
    source = corpus(SourceFile(path="c", sha256=sha(BODY), url=server.at("/c")))
    fetch.fetch("toy", source, tmp_path)
    assert (tmp_path / "c").read_bytes() == BODY


@pytest.mark.parametrize(
    ("path", "said"),
    [("/gone", "the server says 404"), ("/changed", r"SHA-256 is .*not kept")],
)
def test_a_wrong_answer_leaves_nothing(
    server: type[Server], tmp_path: Path, path: str, said: str
) -> None:
    server.files["/changed"] = b"<html>Please accept our cookies</html>"
    source = corpus(SourceFile(path="c", sha256=sha(BODY), url=server.at(path)))
    with pytest.raises(InputError, match=said):
        fetch.fetch("toy", source, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_an_address_the_message_names_the_mirror(tmp_path: Path) -> None:
    source = corpus(SourceFile(path="c", sha256=sha(BODY)))
    with pytest.raises(InputError, match="standout corpora fetch toy --mirror DIR"):
        fetch.fetch("toy", source, tmp_path)
    nowhere = SourceFile(path="c", sha256=sha(BODY), url="http://127.0.0.1:9/c")
    with pytest.raises(InputError, match="cannot be reached"):
        fetch.fetch("toy", corpus(nowhere), tmp_path)


def test_a_saved_storify_page_becomes_posts_in_time_order(
    server: type[Server], tmp_path: Path
) -> None:
    posts = readers.load([STORY], ChatFile()).posts
    fields = ("id", "handle", "name", "text", "created_at", "url")
    rows = sorted(
        (post.model_dump(mode="json", include=set(fields)) for post in posts),
        key=lambda row: row["created_at"] or "",
    )
    expected = "".join(jsonl.dumps({f: row[f] for f in fields}) + "\n" for row in rows).encode()
    server.files["/story"] = STORY.read_bytes()
    file = functools.partial(SourceFile, path="chats/s.jsonl", url=server.at("/story"))
    fetch.fetch("toy", corpus(file(sha256=sha(expected), convert="storify")), tmp_path)
    made = tmp_path / "chats" / "s.jsonl"
    assert [path.name for path in made.parent.iterdir()] == ["s.jsonl"]
    assert len(readers.load([made], ChatFile()).posts) == len(posts) > 0


def test_a_name_that_is_no_corpus_lists_what_there_is() -> None:
    with pytest.raises(InputError, match=r"no corpus 'tweets'\. Corpora: a, b"):
        sources.chosen(
            ["tweets"], dict.fromkeys(("b", "a"), corpus(SourceFile(path="c", sha256="0" * 64)))
        )


def test_the_list_says_what_may_be_done_and_what_is_here(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    source = corpus(
        SourceFile(path="one", sha256=sha(b"1")), SourceFile(path="two", sha256=sha(b"2"))
    )
    said = "\n".join(sources.listed((), tmp_path, {"toy": source}))
    assert "toy: Invented (1 of 2 files here)" in said
    assert "may      anything" in said
