"""Files of an archive that cannot be read are set aside one by one, and the rest goes on."""

from __future__ import annotations

import errno
import io
import json
import os
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.about import name_of
from pipeline.backfill import archive
from pipeline.backfill.spill import spill
from pipeline.chatfile import ChatFile
from pipeline.readers import load
from tests.backfill.archives import chat, part, write

MAY, JUNE = chat("2019-05-06T17:00:00+00:00"), chat("2019-06-06T17:00:00+00:00")


def cut_off(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) - 40])


def test_a_broken_file_of_a_folder_is_set_aside_alone(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    write(folder / "a.jsonl", MAY[:30])
    cut_off(write(folder / "b.jsonl", [*MAY[30:], *JUNE]))  # after posts of days that are kept
    (folder / "c.zip").write_bytes(b"PK\x03\x04 and no more")
    (folder / "d.json").write_text('{"posts": [')
    write(folder / "e.jsonl", JUNE[:9])
    read = spill(part(folder, ChatFile()), tmp_path / "read")
    assert sorted(read.troubles) == ["inbox/b.jsonl", "inbox/c.zip", "inbox/d.json"]
    assert [source["name"] for source in read.sources] == ["inbox/a.jsonl", "inbox/e.jsonl"]
    days = {day: file.read_text().count("\n") for day, file in read.days().items()}
    assert days == {"2019-05-06": 30, "2019-06-06": 9}


def test_a_file_that_holds_nothing_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    write(folder / "a.jsonl", MAY)
    for name in ("b.jsonl", "c.csv"):  # downloads that failed
        (folder / name).write_text("\n" * (name == "c.csv"))
    (folder / "d.csv").write_text("id_str,from_user,text,created_at\n")
    read = spill(part(folder, ChatFile()), tmp_path / "read")
    assert (read.posts, read.troubles) == (45, {})
    assert read.notes == (
        "2 files empty (inbox/b.jsonl, inbox/c.csv)",
        "1 file without a post (inbox/d.csv)",
    )


def test_a_file_that_may_not_be_read_is_set_aside_until_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inbox"
    write(folder / "a.jsonl", MAY)
    closed = write(folder / "b.jsonl", JUNE)
    with monkeypatch.context() as patch:
        forbid(closed, patch)
        read = spill(part(folder, ChatFile()), tmp_path / "read")
        alone = spill(part(closed, ChatFile()), tmp_path / "read")
    assert (read.posts, alone.posts) == (45, 0)
    assert list(read.troubles) == ["inbox/b.jsonl"]
    assert "b.jsonl: cannot be read: Permission denied." in read.troubles["inbox/b.jsonl"]
    assert list(alone.troubles) == ["b.jsonl"]
    assert spill(part(folder, ChatFile()), tmp_path / "read").posts == 90


def forbid(file: Path, patch: pytest.MonkeyPatch) -> None:
    """Let a file be opened by nobody, as its rights would for anyone but root."""
    plain = Path.open

    def opened(self: Path, *how: Any, **more: Any) -> Any:
        if self == file:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return plain(self, *how, **more)

    patch.setattr(Path, "open", opened)


def test_what_changed_while_it_was_read_is_told_of_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = write(tmp_path / "a.jsonl", MAY)
    plain = archive.sheets

    def late(*given: Any) -> Any:
        yield from plain(*given)
        write(export, MAY[:30])

    with monkeypatch.context() as patch:
        patch.setattr(archive, "sheets", late)
        read = spill(part(export, ChatFile()), tmp_path / "read")
    assert (read.posts, read.notes) == (45, ("a.jsonl changed while it was read: call again",))
    again = spill(part(export, ChatFile()), tmp_path / "read")
    assert (again.posts, again.notes) == (30, ())
    write(export, MAY[:45])  # what it was when the first call began: not what that call read
    back = spill(part(export, ChatFile()), tmp_path / "read")
    assert back.folder not in (read.folder, again.folder)
    assert (back.posts, back.notes) == (45, ())


def test_a_broken_member_of_a_zip_is_set_aside_alone(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "a.jsonl", MAY), write(tmp_path / "b.jsonl", JUNE)
    cut_off(bad)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as members:
        members.write(good, "a.jsonl")
        members.write(bad, "b.jsonl")
    (tmp_path / "both.zip").write_bytes(packed.getvalue())
    read = spill(part(tmp_path / "both.zip", ChatFile()), tmp_path / "read")
    assert (read.posts, list(read.troubles)) == (45, ["both.zip/b.jsonl"])


def test_a_long_file_that_breaks_off_late_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PIECE", 2**12)
    write(tmp_path / "inbox" / "a.jsonl", MAY)
    cut_off(write(tmp_path / "inbox" / "b.jsonl", [*JUNE, *MAY]))
    read = spill(part(tmp_path / "inbox", ChatFile()), tmp_path / "read")
    assert (read.posts, list(read.troubles)) == (45, ["inbox/b.jsonl"])
    assert list(read.days()) == ["2019-05-06"]


def test_a_line_without_end_is_not_taken_into_memory_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PIECE", 2**12)
    monkeypatch.setattr(archive, "LINE", 2**16)
    export = write(tmp_path / "a.jsonl", MAY)
    with export.open("ab") as stream:
        stream.write(b" " * 2**24)
    tracemalloc.start()
    read = spill(part(export, ChatFile()), tmp_path / "read")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "a line of more than" in read.troubles["a.jsonl"]
    assert most < 2**22


def test_names_that_are_not_utf8_are_read(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    write(folder / os.fsdecode(b"ma\xef.jsonl"), MAY)
    for path in (folder, next(folder.iterdir())):
        read = spill(archive.parts(path)[0], tmp_path / "read")
        assert read.posts == 45
        json.dumps(read.sources, ensure_ascii=False).encode()
        assert name_of(path) in ("caf\ufffd", "ma\ufffd")
        assert load([path], ChatFile()).posts[0].source == "ma\ufffd.jsonl:1"


def test_each_folder_of_an_archive_is_read_by_its_own_chat_toml(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    write(inbox / "june" / "a.jsonl", JUNE)
    (inbox / "may").mkdir()
    (inbox / "chat.toml").write_text('host = "hostina"\ntimezone = "Europe/Paris"')
    (inbox / "may" / "week.csv").write_text("nr,who,what,when\n7,ana,Rye,2024-05-14 20:00\n")
    (inbox / "may" / "chat.toml").write_text(
        'title = "Rye"\n[columns]\nid = "nr"\nhandle = "who"\ntext = "what"\ncreated_at = "when"'
    )
    spills = [spill(each, tmp_path / "read") for each in archive.parts(inbox)]
    assert [(read.name, read.posts) for read in spills] == [("inbox", 45), ("inbox/may", 1)]
    assert not any(read.notes or read.troubles for read in spills)
    assert spills[1].sources[0]["name"] == "inbox/may/week.csv"
    known = archive.parts(inbox)[1].known
    assert (known.title, known.host, known.timezone) == ("Rye", ("hostina",), "Europe/Paris")
