"""The command line: what is wrong is said in one line, with exit code 2; nothing old is lost."""

from __future__ import annotations

import errno
import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline import cli, settings
from tests.conftest import ROOT, WordEncoder

POSTS = [
    {"id": "1", "handle": "loafchat", "text": "Q1 What does waiting do for bread? #LoafChat"},
    {"id": "2", "handle": "mira_k", "text": "A1 A loaf that is late is a loaf that is better."},
    {"id": "3", "handle": "tom_x", "text": "A1 Patience is an ingredient, and a cheap one."},
    {"id": "4", "handle": "loafchat", "text": "Q2 How do you keep a starter alive? #LoafChat"},
    {"id": "5", "handle": "ines_b", "text": "A2 I feed mine on Sundays, before I feed the cat."},
]
EXPORT = "".join(json.dumps(post) + "\n" for post in POSTS)
RIGHT = "Give yourself the right to it; run and normalize take another folder with --out."
STAGES = ("cluster", "score", "pick", "recap")


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Standout = Callable[..., Done]
Refused = Callable[..., str]


@pytest.fixture
def standout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Standout:
    """Return the command, run in an empty folder with the tiny encoder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())

    def run(*words: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["standout", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        code = end.value.code
        return Done(int(code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def refused(standout: Standout, tmp_path: Path) -> Refused:
    """Return the command that must fail: gives what it says, once all old output was held equal."""

    def run(*words: str | Path, stdin: bytes = b"") -> str:
        before = snapshot(tmp_path)
        done = standout(*words, stdin=stdin)
        assert snapshot(tmp_path) == before
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("standout: ")
        assert done.err.count("\n") == 1 and done.err.endswith("\n")
        return done.err

    return run


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "loafchat.jsonl"
    file.write_text(EXPORT, encoding="utf-8")
    return file


@pytest.fixture
def old(standout: Standout, export: Path, tmp_path: Path) -> Path:
    """Return the folder of a whole run that is there already."""
    assert standout("run", export).code == 0
    return tmp_path / "runs" / "loafchat"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(folder.rglob("*"))
    }


def test_a_run_prints_where_the_files_for_the_writer_are(standout: Standout, export: Path) -> None:
    done = standout("run", export)
    assert (done.code, done.err) == (0, "")
    printed = [Path(line) for line in done.out.splitlines()]
    names = ["recap.md", "recap.html", "report.html", "summary.json"]
    assert printed == [Path("runs/loafchat") / name for name in names]
    assert all(path.is_file() for path in printed)


@pytest.mark.parametrize("stage", [["run", "loafchat.jsonl"], ["recap", "runs/loafchat"]])
def test_a_recap_that_was_changed_by_hand_is_kept_and_told_of(
    standout: Standout, old: Path, stage: list[str]
) -> None:
    written = (old / "recap.md").read_bytes()
    for text, kept in (("ours", "recap.edited.md"), ("ours again", "recap.edited-2.md")):
        (old / "recap.md").write_text(text, encoding="utf-8")
        told = f"runs/loafchat/recap.md was changed since it was written: kept as {kept}\n"
        assert standout(*stage).err == told
        assert (old / "recap.md").read_bytes() == written
        assert (old / kept).read_text(encoding="utf-8") == text
    assert (old / "recap.edited.md").read_text(encoding="utf-8") == "ours"
    assert standout(*stage, "--set", "recap.style=list").err == ""
    assert (old / "recap.md").read_bytes() != written


def test_show_prints_the_recap_first(standout: Standout, export: Path) -> None:
    done = standout("run", export, "--show")
    text = Path("runs/loafchat/recap.md").read_text(encoding="utf-8")
    assert done.out.startswith(text)


def test_each_stage_names_its_file(standout: Standout, export: Path) -> None:
    said = [standout("normalize", export, "--out", "here").out.strip()]
    said += [standout(stage, "here/loafchat").out.splitlines()[0] for stage in STAGES]
    files = ["posts.jsonl", "answers.jsonl", "lines.jsonl", "picks.jsonl", "recap.md"]
    assert said == [str(Path("here/loafchat") / file) for file in files]


def test_a_dash_is_standard_input(standout: Standout, old: Path) -> None:
    done = standout("run", "-", stdin=EXPORT.encode())
    assert done.code == 0
    piped = Path("runs/stdin/picks.jsonl").read_bytes()
    assert piped == (old / "picks.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("gone.jsonl", None, ["gone.jsonl: no such file", "Check the name"]),
        ("gone", None, ["gone: no such file"]),
        ("empty.jsonl", b"", ["empty.jsonl", "empty"]),
        ("blank.csv", b"\n \n\n", ["blank.csv", "empty"]),
        ("latin.txt", "Café Müller, 2 posts".encode("latin-1"), ["latin.txt", "UTF-8"]),
        ("latin.jsonl", '{"id": "1", "handle": "x", "text": "café"}\n'.encode("latin-1"),
         ["latin.jsonl", "UTF-8"]),
        ("cut.jsonl", EXPORT[:-30].encode(), ["cut.jsonl:5", "cut off"]),
        ("cut.json", b'[{"id": "1", "handle": "x", "text": "A1 rye"}, {"id": "2", "han',
         ["cut.json:1", "cut off"]),
        ("post.jsonl", b'{"id": "1", "handle": "x", "text": 7}\n', ["post.jsonl:1", "'text'", "7"]),
        ("time.jsonl", b'{"id": "1", "handle": "x", "text": "A1", "created_at": "soon"}\n',
         ["time.jsonl:1", "soon"]),
        ("other.json", b'{"weather": "fine", "wind": 3}',
         ["other.json", "unknown format", "weather"]),
        ("shopping.csv", b"item,price,shop\nflour,2,mill\nsalt,1,mill\n",
         ["shopping.csv", "unknown format", "item, price, shop"]),
        ("addon.csv", b"Date,Screen Name,Full Name,Tweet ID\n2024-05-14,x,X,1\n",
         ["addon.csv", "Tweet Text", "is missing"]),
        ("novel.txt", b"It was the best of loaves, it was the worst of loaves.\n",
         ["novel.txt", "unknown format", "It was the best"]),
        ("picture.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, ["picture.jsonl"]),
        ("packed.jsonl.gz", b"\x1f\x8b\x08\x00broken", ["packed.jsonl.gz", "gz"]),
    ],
)  # fmt: skip
def test_an_export_that_cannot_be_trusted_is_named_with_what_was_found(
    refused: Refused, old: Path, file: str, content: bytes | None, said: list[str]
) -> None:
    if content is not None:
        Path(file).write_bytes(content)
    words = refused("run", file, "--name", "loafchat")
    assert [piece for piece in said if piece not in words] == []
    assert refused("normalize", file, "--name", "loafchat") == words


def test_broken_standard_input_is_named_as_such(refused: Refused, old: Path) -> None:
    assert "standard input" in refused("run", "-", stdin=b"")
    assert "standard input:5" in refused("run", "-", stdin=EXPORT[:-30].encode())


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('guests = "mira_k"', "unknown key 'guests'"),
        ("host = 7", "key 'host'"),
        ('host = ""', "expected a handle"),
        ('title = "unclosed', "not TOML"),
        ('title = "caf\udce9"', "not UTF-8"),
        ('timezone = "Mars/Olympus"', "time zone"),
    ],
)
def test_a_wrong_chat_toml_is_named_with_the_key(
    refused: Refused, old: Path, toml: str, said: str
) -> None:
    folder = Path("chat")
    folder.mkdir()
    (folder / "export.jsonl").write_text(EXPORT, encoding="utf-8")
    (folder / "chat.toml").write_text(toml, encoding="utf-8", errors="surrogateescape")
    words = refused("run", folder, "--name", "loafchat")
    assert words.startswith(f"standout: {folder / 'chat.toml'}: ")
    assert said in words


def test_a_folder_without_an_export_says_so(refused: Refused, old: Path) -> None:
    Path("bare").mkdir()
    assert "bare: no file to read" in refused("run", "bare")
    Path("bare/chat.toml").write_text('title = "Bread"', encoding="utf-8")
    assert "no file to read" in refused("run", "bare")
    Path("bare/logo.png").write_bytes(b"\x89PNG")
    assert "no file to read" in refused("run", "bare")


def test_a_run_folder_of_another_chat_is_left_alone(refused: Refused, old: Path) -> None:
    soup = {"id": "1", "handle": "soupchat", "text": "Q1 What is in your broth?"}  # also numbered 1
    Path("soup.jsonl").write_text(json.dumps(soup) + "\n", encoding="utf-8")
    words = refused("run", "soup.jsonl", "--name", "loafchat")
    assert f"{Path('runs/loafchat')}: holds a run of another chat (posts: 5," in words
    assert "--name" in words
    assert refused("normalize", "soup.jsonl", "--name", "loafchat") == words


def test_an_export_without_a_post_does_not_wipe_out_a_run(refused: Refused, old: Path) -> None:
    Path("none.csv").write_text("Date,Screen Name,Full Name,Tweet Text,Tweet ID\n")
    refused("run", "none.csv", "--name", "loafchat")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "pick.per_qestion=3"], "unknown setting 'pick.per_qestion'"),
        (["--set", "pick.per_question=none"], "setting 'pick.per_question'"),
        (["--set", "pick.least_score=2"], "setting 'pick.least_score' is 2"),
        (["--set", "pick.least_score=.nan"], "setting 'pick.least_score'"),
        (["--set", "pick.per_question"], "expected KEY=VALUE"),
        (["--set", "pick=[1"], "not YAML"),
        (["--set", "seed=2024-99-99"], "not YAML"),  # looks like a date, is none
        (["--params", "gone.yaml"], "gone.yaml: no such file"),
        (["--params", "loafchat.jsonl"], "loafchat.jsonl"),
        (["--name", "../elsewhere"], "'../elsewhere' is no name of a folder"),
        (["--name", ".."], "'..' is no name of a folder"),
        (["--name", "spring. "], "'spring. ' is no name of a folder"),  # another one on Windows
    ],
)
def test_a_wrong_option_is_named(
    refused: Refused, old: Path, words: Sequence[str], said: str
) -> None:
    assert said in refused("run", "loafchat.jsonl", *words)


def test_the_settings_file_of_the_folder_is_read_and_its_errors_named(
    refused: Refused, standout: Standout, old: Path
) -> None:
    Path("params.yaml").write_text("pick:\n  least_score: 1.0\n", encoding="utf-8")
    assert (old / "picks.jsonl").read_bytes() != b""
    assert standout("pick", old).code == 0
    assert (old / "picks.jsonl").read_bytes() == b""  # nothing is as good as that
    Path("params.yaml").write_text("pick:\n  per_qestion: 1\n", encoding="utf-8")
    assert "params.yaml: unknown setting 'pick.per_qestion'" in refused("pick", old)


def test_an_encoder_that_is_not_there_leaves_the_old_run_whole(
    refused: Refused, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the real loader: the export is fine, and the second stage fails
    monkeypatch.chdir(old.parents[1])
    Path("loafchat.jsonl").write_text(EXPORT.replace("cheap", "free"), encoding="utf-8")
    words = refused("run", "loafchat.jsonl", "--set", "encoder.name=nowhere/model")
    assert "no encoder 'nowhere/model'" in words


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_without_a_run_says_what_to_run_first(refused: Refused, stage: str) -> None:
    assert "nowhere: no such folder. Run first: standout run CHAT" in refused(stage, "nowhere")
    Path("bare").mkdir()
    assert "bare: no run of a chat" in refused(stage, "bare")
    assert "it makes runs/CHAT, the folder to name here" in refused(stage, "bare")
    Path("file.jsonl").write_text(EXPORT)
    assert "file.jsonl: a file, expected the folder of a run" in refused(stage, "file.jsonl")


@pytest.mark.parametrize("given", ["loafchat", "runs/loafchat/recap.md", "runs/loafchat/none"])
def test_who_names_a_run_otherwise_is_told_its_folder(
    refused: Refused, tmp_path: Path, given: str
) -> None:
    folder = tmp_path / "runs" / "loafchat"
    folder.mkdir(parents=True)
    for name in ("posts.jsonl", "recap.md"):
        (folder / name).write_text("")
    assert f"Name the folder of the run: {Path('runs', 'loafchat')}" in refused("recap", given)


@pytest.mark.parametrize(
    ("file", "stage", "first"),
    [
        ("chat.json", "cluster", "run CHAT"),
        ("answers.jsonl", "score", "cluster"),
        ("themes.jsonl", "score", "cluster"),
        ("people.jsonl", "pick", "cluster"),
        ("lines.jsonl", "pick", "score"),
        ("picks.jsonl", "recap", "pick"),
    ],
)
def test_a_missing_file_says_which_stage_writes_it(
    refused: Refused, old: Path, file: str, stage: str, first: str
) -> None:
    (old / file).unlink()
    words = refused(stage, old)
    assert f"{file} is missing" in words
    assert f"Run first: standout {first}" in words


def edited(file: Path, **fields: object) -> None:
    """Change fields of the last record of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[-1] = json.dumps({**json.loads(lines[-1]), **fields})
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "fields", "stage", "said"),
    [
        ("answers.jsonl", {"post_id": "99"}, "score", "does not hold one answer for each post"),
        ("themes.jsonl", {"post_ids": ["99"]}, "pick", "names post 99"),
        ("lines.jsonl", {"post_id": "99"}, "pick", "names post 99"),
        ("lines.jsonl", {"start": 0, "end": 3}, "pick", "is not what post"),
        ("lines.jsonl", {"text": "I feed mine daily"}, "recap", "is not what post"),
        ("picks.jsonl", {"text": "I feed mine daily"}, "recap", "is not what post"),
        ("picks.jsonl", {"handle": "tom_x_2"}, "recap", "credits @tom_x_2"),
        ("picks.jsonl", {"url": "https://x.com/tom_x/status/9"}, "recap", "links to"),
        ("picks.jsonl", {"end": -1}, "recap", "field 'end' is -1"),
        ("posts.jsonl", {"text": "A2 Edited after the fact, by hand."}, "pick", "is not what post"),
        ("posts.jsonl", {"id": "99"}, "score", "does not hold one answer for each post"),
    ],
)
def test_files_of_different_runs_are_never_mixed(
    refused: Refused, old: Path, file: str, fields: dict[str, object], stage: str, said: str
) -> None:
    edited(old / file, **fields)
    words = refused(stage, old)
    assert said in words
    assert ".jsonl" in words.split(": ")[1]


@pytest.mark.parametrize("file", ["posts.jsonl", "answers.jsonl", "lines.jsonl"])
def test_a_damaged_file_of_a_run_is_named_with_the_line(
    refused: Refused, old: Path, file: str
) -> None:
    whole = (old / file).read_bytes()
    (old / file).write_bytes(whole[:-9])
    count = whole.count(b"\n")
    stage = "cluster" if file == "posts.jsonl" else "recap"
    first = {"posts.jsonl": "run CHAT", "answers.jsonl": f"cluster {old}"}
    words = refused(stage, old)
    assert f"{old / file}:{count}: this line is not JSON" in words
    assert words.endswith(f" Run again: standout {first.get(file, f'score {old}')}\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "line-1", "grade": 3}\n', "field 'post_id' is missing"),  # of another version
        ("[]\n", "expected a JSON object"),
    ],
)
def test_a_record_of_another_version_is_told_which_command_makes_it(
    refused: Refused, old: Path, content: str, said: str
) -> None:
    (old / "lines.jsonl").write_text(content, encoding="utf-8")
    words = refused("pick", old)
    assert said in words and words.endswith(f" Run again: standout score {old}\n")


def test_a_run_without_its_chat_is_told_to_be_made_again(refused: Refused, old: Path) -> None:
    (old / "chat.json").write_text("", encoding="utf-8")
    assert "found 0 chats, expected one. Run again: standout run CHAT" in refused("recap", old)


def test_a_run_over_a_damaged_one_mends_it(standout: Standout, old: Path) -> None:
    before = snapshot(old)
    (old / "posts.jsonl").write_bytes((old / "posts.jsonl").read_bytes()[:-9])
    assert standout("run", "loafchat.jsonl").code == 0
    assert snapshot(old) == before


@pytest.mark.parametrize("command", ["run", "normalize"])
def test_a_folder_that_cannot_be_written_is_named(
    refused: Refused, export: Path, command: str
) -> None:
    Path("taken").write_text("a file, not a folder")
    words = refused(command, export, "--out", "taken")
    assert "taken" in words and "cannot be written" in words and "--out" in words
    Path("runs").mkdir()
    Path("runs/loafchat").write_text("a file where the run would lie")
    assert "cannot be written: a file lies where a folder is to be." in refused(command, export)


def test_a_folder_where_a_file_should_come_is_named(refused: Refused, old: Path) -> None:
    (old / "picks.jsonl").unlink()
    (old / "picks.jsonl").mkdir()
    assert "picks.jsonl" in refused("run", "loafchat.jsonl")


@pytest.mark.parametrize(
    "words",
    [
        ["run"],  # no chat
        ["bake", "loafchat.jsonl"],  # no such command
        ["run", "loafchat.jsonl", "--outt", "x"],
        ["cluster", "a", "b"],
    ],
)
def test_a_slip_in_the_command_is_named(standout: Standout, words: list[str]) -> None:
    done = standout(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: standout")
    assert "Error: " in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("words", [["--help"], ["corpora", "--help"]])
def test_the_list_of_commands_breaks_no_sentence_off(
    standout: Standout, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = standout(*words).out.partition("Commands:\n")[2].splitlines()
    assert len(listed) >= 4
    assert all(line.startswith("  ") and line.endswith(".") for line in listed)
    assert not any(line.endswith("...") for line in listed)


def test_help_is_there_without_anything_heavy() -> None:
    heavy = ["torch", "spacy", "sklearn", "scipy", "sentence_transformers", "onnxruntime", "numpy"]
    seen = f"[name for name in {heavy} if name in sys.modules]"
    code = (
        "import sys; sys.argv = ['standout', '--help']\n"
        "from pipeline.cli import main\n"
        f"try: main()\nfinally: print({seen}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0
    assert "run " in done.stdout and "recap" in done.stdout
    assert done.stderr == "[]\n"


def test_every_setting_can_be_set_from_the_command_line() -> None:
    for name in settings.known():
        value = settings.Settings().model_dump()
        for part in name.split("."):
            value = value[part]
        shown = "null" if value is None else json.dumps(value)
        assert settings.load(None, [f"{name}={shown}"]) == settings.Settings()


def test_a_folder_that_may_not_be_entered_is_named(
    refused: Refused, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_dir = Path.is_dir

    def closed(path: Path, **how: bool) -> bool:
        if path.name == export.name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_dir(path, **how)

    monkeypatch.setattr(Path, "is_dir", closed)  # root may enter any
    words = refused("run", export)
    assert words == f"standout: {export}: cannot go on: Permission denied. {RIGHT}\n"


def test_corpora_that_are_given_and_are_not_there_are_named(refused: Refused, old: Path) -> None:
    said = refused("evaluate", "--only", "sentences", "--corpora", "nope")
    assert "nope: no such folder. Check the name." in said


@pytest.mark.parametrize("name", ["...jsonl", "..jsonl", "...jsonl.gz"])
def test_no_name_of_an_export_leads_out_of_the_folder_of_runs(
    standout: Standout, export: Path, name: str
) -> None:
    export.rename(export.with_name(name))
    assert standout("normalize", name).out == "runs/chat/posts.jsonl\n"
    assert not Path("posts.jsonl").exists() and not Path("runs/posts.jsonl").exists()


@pytest.mark.parametrize("name", ["loaf chat .jsonl", "loaf chat..csv", "loaf chat. .jsonl"])
def test_no_run_folder_ends_in_what_windows_drops(
    standout: Standout, export: Path, name: str
) -> None:
    export.rename(export.with_name(name))
    assert standout("normalize", name).out == "runs/loaf chat/posts.jsonl\n"


@pytest.mark.parametrize("length", [233, 238, 241, 252])
def test_a_long_name_of_a_run_is_kept_or_refused(
    standout: Standout, export: Path, length: int
) -> None:
    done = standout("run", export, "--name", "l" * length)
    if done.code:  # beside it there must be room for the name of a draft
        assert length > 240
        assert done.err.count("\n") == 1 and "File name too long. Give a shorter" in done.err
    else:
        assert (Path("runs") / ("l" * length) / "picks.jsonl").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_is_full_is_told_in_one_line(export: Path, unbuffered: str) -> None:
    code = "from pipeline.cli import main; main()"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "doctor", export], stdout=full, stderr=subprocess.PIPE,
            text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    said = "standout: cannot go on: No space left on device. Make room there.\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [("<&-", ["doctor", "loafchat.jsonl"], 0), ("2>&-", ["train", "nothing"], 2)],
)
def test_a_stream_that_is_closed_is_taken_for_an_empty_one(
    export: Path, closed: str, words: list[str], code: int
) -> None:
    call = f'exec "$0" -c "from pipeline.cli import main; main()" "$@" {closed}'
    started = ["sh", "-c", call, sys.executable, *words]
    done = subprocess.run(started, cwd=export.parent, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == code


def test_a_port_in_use_and_a_host_unknown_are_told_what_to_change(
    refused: Refused, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        words = refused("review", "--no-browser", "--port", str(other.getsockname()[1]))
    assert "the address is in use. Name another port with --port, or end" in words

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    words = refused("review", "--no-browser", "--host", "lofchat")
    assert "cannot be had: Name or service not known. Name another host with --host." in words


def test_a_command_that_is_stopped_before_its_work_ends_without_a_word(
    standout: Standout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(**_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", stopped)
    assert standout("doctor", "loafchat.jsonl") == Done(130, "", "")


def test_check_holds_an_article_against_its_chat(
    standout: Standout, refused: Refused, old: Path, tmp_path: Path
) -> None:
    for name in ("recap.md", "recap.html", "recap.txt"):  # ours is exact, wherever it is pasted
        done = standout("check", old, old / name)
        assert done.code == 0 and "of them exact and rightly credited" in done.out, done.out
    article = tmp_path / "article.md"
    pick = json.loads((old / "picks.jsonl").read_text(encoding="utf-8").splitlines()[0])
    words = pick["text"].split()
    article.write_text(f"“{' '.join([*words[:2], *words[3:]])}”, says @{pick['handle']}", "utf-8")
    done = standout("check", old, article)
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("changed ") and f"left out: “{words[2]}" in done.out
    assert "1 quote, 0 of them exact" in done.out
    assert standout("check", old, "-", stdin=article.read_bytes()).out == done.out
    article.write_text("Nothing is quoted here.", "utf-8")
    assert standout("check", old, article).out == "no quotes of this chat were found\n"
    article.write_bytes(b"PK\x03\x04")
    assert "article.md" in refused("check", old, article)
