from __future__ import annotations

import errno
import gzip
import io
import os
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath, PureWindowsPath

import pytest

from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import archive, load, walking
from tests.readers.conftest import FIXTURES

OWN = (FIXTURES / "own.jsonl").read_bytes()


def zipped(files: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def test_standard_input_is_a_dash() -> None:
    loaded = load([Path("-")], ChatFile(), stdin=io.BytesIO(OWN))
    assert loaded.posts[0].source == "standard input:1"


def test_standard_input_may_be_packed() -> None:
    loaded = load([Path("-")], ChatFile(), stdin=io.BytesIO(gzip.compress(OWN)))
    assert len(loaded.posts) == 3


def test_a_dash_without_standard_input_is_refused() -> None:
    with pytest.raises(InputError, match="no standard input"):
        load([Path("-")], ChatFile())


def test_gz_and_zip_are_told_by_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "export.bin").write_bytes(gzip.compress(OWN))
    zipped({"a/own.jsonl": OWN}, tmp_path / "export.dat")
    for name, source in (
        ("export.bin", "export.bin:1"),
        ("export.dat", "export.dat/a/own.jsonl:1"),
    ):
        assert load([tmp_path / name], ChatFile()).posts[0].source == source


def test_in_a_folder_the_chat_file_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_bytes(OWN)
    (tmp_path / "chat.toml").write_text('title = "Ops"', encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    loaded = load([tmp_path], ChatFile())
    assert [source.name for source in loaded.sources] == ["export.jsonl"]
    assert not any("not read" in note for note in loaded.notes)


def test_files_of_a_folder_that_hold_no_posts_are_named(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_bytes(OWN)
    (tmp_path / "notes.txt").write_text("remember the cake", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    notes = load([tmp_path], ChatFile()).notes
    assert "1 file not read: holds no posts (photo.jpg)" in notes
    assert "1 file not read: of no format that is known (notes.txt)" in notes


def test_files_that_may_hold_posts_are_not_said_to_hold_none(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_bytes(OWN)
    (tmp_path / "part2.csv").write_text(
        "Who said it,Words\nana,A1 Write it early.\n", encoding="utf-8"
    )
    zipped({"xl/workbook.xml": b"<workbook/>"}, tmp_path / "part3.xlsx")
    zipped({"more/part4.docx": b"PK", "more/a.png": b""}, tmp_path / "rest.zip")
    notes = load([tmp_path], ChatFile()).notes
    for note in (
        "1 file not read: no format with the columns Who said it, Words: name them in a chat.toml "
        "if it has posts (part2.csv)",
        "1 file not read: save it as CSV (UTF-8) to have it read (part3.xlsx)",
        "1 file not read: save it as plain text to have it read (rest.zip/more/part4.docx)",
        "1 file not read: holds no posts (rest.zip/more/a.png)",
    ):
        assert note in notes


@pytest.mark.parametrize(
    "sheet",
    ["Date,Name,Comment\n2024-05-14,Bea,I come late\n", "Time,Who,Post\n19:00,Jo,Q1 What?\n"],
)
def test_a_sheet_beside_the_export_is_no_chat_by_plain_names(tmp_path: Path, sheet: str) -> None:
    (tmp_path / "export.jsonl").write_bytes(OWN)
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    loaded = load([tmp_path], ChatFile())
    assert len(loaded.posts) == 3 and "1 file not read" in loaded.notes[-1]
    (tmp_path / "sheet.csv").write_text("Name,Text\nAna,A1 Write it early.\n", encoding="utf-8")
    named = [tmp_path / "export.jsonl", tmp_path / "sheet.csv"]
    assert len(load(named, ChatFile()).posts) == 4


def test_gz_inside_a_zip_is_unpacked_as_in_a_folder(tmp_path: Path) -> None:
    packed = zipped({"day1.jsonl.gz": gzip.compress(OWN)}, tmp_path / "export.zip")
    assert load([packed], ChatFile()).posts[0].source == "export.zip/day1.jsonl.gz:1"
    bomb = {"bomb.gz": gzip.compress(b"0" * (archive.RATIO_FROM + 1))}
    with pytest.raises(InputError, match="no text packs so well"):
        load([zipped(bomb, tmp_path / "bomb.zip")], ChatFile())


def test_a_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file to read here"):
        load([tmp_path], ChatFile())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl: no such file"):
        load([tmp_path / "nothing.jsonl"], ChatFile())


def test_a_pipe_is_named_as_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "piped")  # as the shell makes of <(cat export.jsonl)
    with pytest.raises(InputError, match=r"piped: neither a file nor a folder.*standout run -"):
        load([tmp_path / "piped"], ChatFile())


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "export.jsonl").write_bytes(content)
    with pytest.raises(InputError, match="the file is empty"):
        load([tmp_path / "export.jsonl"], ChatFile())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "export.jsonl").write_text(OWN.decode("utf-8"), encoding=encoding)
    assert len(load([tmp_path / "export.jsonl"], ChatFile()).posts) == 3


def test_bytes_that_are_not_utf8_are_named_with_their_line_and_offset(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_bytes("Who;What\nInés;Agree".encode("latin-1"))
    with pytest.raises(InputError, match=r"export\.csv:2: not UTF-8: byte 11 is 0xe9.*CSV UTF-8"):
        load([tmp_path / "export.csv"], ChatFile())


def test_what_is_not_utf8_is_read_as_the_chat_file_says(tmp_path: Path) -> None:
    for name, encoding in (("a.csv", "windows-1252"), ("b.csv", "utf-8")):
        (tmp_path / name).write_bytes(f"Username;Post\nInés;{name} – €5".encode(encoding))
    loaded = load([tmp_path], ChatFile(encoding="windows-1252"))
    assert [(post.handle, post.text) for post in loaded.posts] == [
        ("Inés", "a.csv – €5"), ("Inés", "b.csv – €5"),
    ]  # fmt: skip
    with pytest.raises(InputError, match=r'say in a chat\.toml .*: encoding = "windows-1252"'):
        load([tmp_path / "a.csv"], ChatFile())
    with pytest.raises(InputError, match=r"a\.csv:2: not ascii: byte 16 is 0xe9"):
        load([tmp_path / "a.csv"], ChatFile(encoding="ascii"))


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xd8\xff\xe0\x00\x10JFIF"])
def test_a_picture_is_no_text_to_be_saved_as_utf8(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "chat.png").write_bytes(content)
    with pytest.raises(InputError, match=r"chat\.png: not text: a picture.*Give the export of the"):
        load([tmp_path / "chat.png"], ChatFile())


def test_a_zip_that_holds_no_export_is_told_from_a_folder(tmp_path: Path) -> None:
    for files in ({}, {"photo.png": b"\x89PNG"}):
        with pytest.raises(InputError, match=r"no file to read here\. Give the export itself"):
            load([zipped(files, tmp_path / "export.zip")], ChatFile())


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    for name in ("own.jsonl", "pasted_embeds.txt", "tags.csv", "pasted_markdown.md"):
        unix = (FIXTURES / name).read_bytes()
        (tmp_path / name).write_bytes(unix.replace(b"\n", b"\r\n"))
        windows = [p.text.replace("\r\n", "\n") for p in load([tmp_path / name], ChatFile()).posts]
        assert windows == [post.text for post in load([FIXTURES / name], ChatFile()).posts]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = zipped({"bomb.json": b"[" + b"0" * (archive.RATIO_FROM + 1)}, tmp_path / "bomb.zip")
    with pytest.raises(InputError, match="no text packs so well"):
        load([bomb], ChatFile())


def test_a_zip_that_says_it_holds_less_than_it_does_is_not_unpacked_whole(tmp_path: Path) -> None:
    path = zipped({"lie.jsonl": b" " * 2**26}, tmp_path / "export.zip")
    data = bytearray(path.read_bytes())
    size = data.rindex(b"PK\x01\x02") + 24
    data[size : size + 4] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(InputError, match="broken zip"):
        load([Path("-")], ChatFile(), stdin=io.BytesIO(data))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2**24


def test_a_zip_of_a_method_without_bounds_is_not_unpacked(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(tmp_path / "export.zip", "w", method) as packed:
            packed.writestr("own.jsonl", OWN)
        with pytest.raises(InputError, match=r"own\.jsonl: packed with method \d+.* Unpack it"):
            load([tmp_path / "export.zip"], ChatFile())


def test_all_gz_in_a_zip_unpack_to_no_more_than_one_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = zipped({f"{n}.jsonl.gz": gzip.compress(OWN * 50) for n in range(20)}, tmp_path / "z")
    assert load([export], ChatFile()).posts
    monkeypatch.setattr(archive, "MAX_BYTES", len(OWN) * 900)
    monkeypatch.setattr(archive, "MAX_RATIO", 1)
    with pytest.raises(InputError, match="z: the gz in it unpack to far more"):
        load([export], ChatFile())


def test_a_gz_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * (archive.RATIO_FROM + 1)))
    with pytest.raises(InputError, match="no text packs so well"):
        load([tmp_path / "bomb.gz"], ChatFile())


def test_more_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 100)
    (tmp_path / "export.jsonl").write_bytes(OWN)
    (tmp_path / "export.gz").write_bytes(gzip.compress(OWN))
    zipped({"own.jsonl": OWN}, tmp_path / "export.zip")
    for name in ("export.jsonl", "export.gz", "export.zip"):
        with pytest.raises(InputError, match="more than"):
            load([tmp_path / name], ChatFile())


def test_a_zip_is_refused_for_all_that_it_unpacks_to_or_for_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = zipped({f"{n}.jsonl": OWN for n in range(3)}, tmp_path / "parts.zip")
    monkeypatch.setattr(archive, "MAX_BYTES", 3 * len(OWN))
    assert load([parts], ChatFile()).posts
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    with pytest.raises(InputError, match=r"parts\.zip: 3 files in one zip"):
        load([parts], ChatFile())
    parts = zipped({f"{n}.txt": b"word " * 999 for n in range(9)}, tmp_path / "parts.zip")
    monkeypatch.setattr(archive, "MAX_FILES", 9)
    monkeypatch.setattr(archive, "MAX_BYTES", 9 * 5 * 999 - 1)  # packed it is far less
    with pytest.raises(InputError, match=r"parts\.zip: more than"):
        load([parts], ChatFile())


@pytest.mark.parametrize("name", ["../own.jsonl", "/etc/own.jsonl", "a/../../own.jsonl", "\\own",
                                  "..\\own.jsonl"])  # fmt: skip
def test_a_path_that_leads_out_of_a_zip_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="leads out of the zip"):
        load([zipped({name: OWN}, tmp_path / "export.zip")], ChatFile())


def test_a_zip_of_old_windows_tells_the_same_places_on_each_system(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        for name in ("may\\", "may\\own.jsonl", "may\\.ds_store"):
            packed.writestr(zipfile.ZipInfo(name), b"" if name.endswith("\\") else OWN)
    loaded = load([tmp_path / "export.zip"], ChatFile())
    assert [source.name for source in loaded.sources] == ["export.zip/may/own.jsonl"]


def test_files_come_in_the_order_of_their_letters_on_each_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b", "Z", "a/c", "a-d"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")

    def of_windows(path: Path, other: Path) -> bool:
        return PureWindowsPath(path) < PureWindowsPath(other)

    monkeypatch.setattr(PurePath, "__lt__", of_windows)
    found = [path.relative_to(tmp_path).as_posix() for path in walking.files(tmp_path)]
    assert found == ["Z", "a/c", "a-d", "b"]


@pytest.mark.parametrize("keep", [30, 200])
def test_a_packed_file_cut_off_is_refused(tmp_path: Path, keep: int) -> None:
    whole = zipped({"own.jsonl": OWN}, tmp_path / "export.zip").read_bytes()
    (tmp_path / "export.zip").write_bytes(whole[:keep])
    (tmp_path / "export.gz").write_bytes(gzip.compress(OWN)[:keep])
    for name in ("export.zip", "export.gz"):
        with pytest.raises(InputError, match="broken"):
            load([tmp_path / name], ChatFile())


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"own.jsonl": OWN}, tmp_path / "export.zip").read_bytes())
    data[6] |= 1  # the flag of encryption, in the local header
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # and in the directory
    (tmp_path / "export.zip").write_bytes(bytes(data))
    with pytest.raises(InputError, match=r"export\.zip/own\.jsonl: broken zip"):
        load([tmp_path / "export.zip"], ChatFile())


def test_the_runs_that_lie_in_the_folder_of_a_chat_are_no_exports_of_it(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_bytes(OWN)
    before = load([tmp_path], ChatFile())
    run = tmp_path / "runs" / "ops"
    run.mkdir(parents=True)
    (run / "posts.jsonl").write_text('{"id": "gone", "handle": "ana", "text": "A1"}\n')
    (run / "chat.json").write_text('{"chat": "ops"}\n')
    (run / "recap.md").write_text("A1\n— Ana (@ana) May 2, 2024\n")
    assert load([tmp_path], ChatFile()) == before
    assert [post.id for post in load([run], ChatFile()).posts][:1] == ["gone"]  # if asked for


def test_a_folder_that_cannot_be_read_is_no_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "may").mkdir()
    (tmp_path / "export.jsonl").write_bytes(OWN)
    scan = os.scandir

    def refusing(place: str) -> Iterator[os.DirEntry[str]]:
        if Path(place).name == "may":  # the tests may run as root, who may read all
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(InputError, match="may: cannot be read: Permission denied"):
        load([tmp_path], ChatFile())


def test_a_folder_that_is_a_link_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "export.jsonl").write_bytes(OWN)
    (tmp_path / "chat" / "june").symlink_to(tmp_path)  # in a circle
    notes = load([tmp_path / "chat"], ChatFile()).notes
    assert "1 folder that is a link left out: name what it leads to (june)" in notes


def test_files_of_others_with_the_names_of_a_run_are_read(tmp_path: Path) -> None:
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "posts.jsonl").write_bytes(OWN)
    (tmp_path / "ops" / "chat.json").write_text('{"guild": {}, "messages": []}')
    assert len(load([tmp_path], ChatFile()).posts) == 3
