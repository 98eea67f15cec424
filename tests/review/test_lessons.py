"""The page teaches the ranking: one lesson at a time, beside the page, told in words."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline import shelf
from pipeline.errors import InputError
from pipeline.review import lessons as module
from pipeline.review.app import create
from pipeline.review.guard import Keys
from pipeline.review.lessons import Lesson, Lessons
from pipeline.review.office import Office
from pipeline.review.store import FILE_NAME, Store
from pipeline.score import house
from pipeline.settings import Settings
from tests.review import runs

HERE = "http://127.0.0.1:8765"
SLOW = "import time; print('  reading what was decided ...', file=sys.stderr); time.sleep(600)"
WAITS = 6000  # looks for what is sure to come


def to(house: Path) -> Settings:
    return Settings.model_validate({"score": {"house": str(house)}})


def python(words: str) -> Callable[[object], list[str]]:
    """Return what starts a lesson that does as the command would, in less time."""
    return lambda _: [sys.executable, "-u", "-c", f"import sys; {words}"]


def told(lessons: Lessons, claim: Callable[[Lesson], bool]) -> Lesson:
    for _ in range(WAITS):
        if claim(lesson := lessons.last()):
            return lesson
        time.sleep(0.02)
    raise AssertionError(f"stays {lesson}")


def over(lesson: Lesson) -> bool:
    return lesson.state != "running"


@pytest.fixture
def lessons(tmp_path: Path) -> Iterator[Lessons]:
    made = Lessons(tmp_path, to(tmp_path / "models" / "house"))
    yield made
    if made._process is not None and made._process.poll() is None:
        made._process.kill()
        made._process.wait()


def killed(lessons: Lessons) -> None:
    assert lessons._process is not None
    os.kill(lessons._process.pid, signal.SIGKILL)
    lessons._process.wait()


def test_before_the_first_lesson_there_is_nothing_to_tell(lessons: Lessons) -> None:
    assert lessons.last() == Lesson("none")
    assert lessons.obstacle() is None


def test_a_lesson_at_work_says_what_it_does_and_lets_no_other_begin(
    lessons: Lessons, tmp_path: Path
) -> None:
    lessons.command = python(SLOW)
    lessons.start([tmp_path])
    doing = told(lessons, lambda lesson: bool(lesson.words))
    assert (doing.state, doing.words) == ("running", ("reading what was decided",))
    other = Lessons(tmp_path, to(tmp_path / "models" / "house"))  # another page over the same runs
    for one in (lessons, other):
        assert one.last().state == "running"
        with pytest.raises(InputError, match="at work already"):
            one.start([tmp_path])
    assert lessons.last().words == ("reading what was decided",)  # and its words stay


def test_a_lesson_that_was_killed_is_told_and_another_can_begin(
    lessons: Lessons, tmp_path: Path
) -> None:
    lessons.command = python(SLOW)
    lessons.start([tmp_path])
    told(lessons, lambda lesson: bool(lesson.words))
    killed(lessons)
    assert lessons.last().state == "cut short"
    lessons.command = python("print('adopted: better in 9 of 9 questions.')")
    lessons.start([tmp_path])
    assert told(lessons, over).words == ("better in 9 of 9 questions.",)


def test_a_page_that_was_started_again_knows_of_the_lesson(
    lessons: Lessons, tmp_path: Path
) -> None:
    lessons.command = python(SLOW)
    lessons.start([tmp_path])
    again = Lessons(tmp_path, Settings())
    assert told(again, lambda lesson: bool(lesson.words)).state == "running"
    killed(lessons)
    assert again.last().state == "cut short"


@pytest.mark.parametrize(
    ("does", "state", "words"),
    [
        ("print('adopted: better.\\nmodels/house')", "adopted", ("better.", "models/house")),
        ("print('not adopted, too few: 5.')", "not adopted", ("too few: 5.",)),
        ("print('standout: runs: no decisions.', file=sys.stderr); sys.exit(2)", "failed",
         ("runs: no decisions.",)),
        ("print('  reading ...', file=sys.stderr); 1 / 0", "failed",
         ("ZeroDivisionError: division by zero",)),
        ("print('a library warns', file=sys.stderr); sys.exit(1)", "cut short", ()),
    ],
)  # fmt: skip
def test_the_outcome_is_told_in_the_words_of_the_command(
    lessons: Lessons, tmp_path: Path, does: str, state: str, words: tuple[str, ...]
) -> None:
    lessons.command = python(does)
    lessons.start([tmp_path])
    found = told(lessons, over)
    assert (found.state, found.words) == (state, words)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", found.at or "")


def test_settings_of_the_page_are_those_of_the_lesson(tmp_path: Path) -> None:
    from pipeline import settings

    changed = Settings.model_validate(
        {"seed": 3, "encoder": {"name": "static", "cache": False}, "score": {"house": "a: b #c"}}
    )
    command = Lessons(tmp_path, changed).command([tmp_path / "-odd"])
    changes = [one.removeprefix("--set=") for one in command if one.startswith("--set=")]
    assert settings.load(None, changes) == changed
    assert command[command.index("--") + 1 :] == ["ranker", str(tmp_path / "-odd")]


def test_where_models_cannot_be_written_it_is_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").write_text("a file where a folder should be")
    closed = Lessons(tmp_path, to(tmp_path / "models" / "house"))
    assert "cannot be written there" in (closed.obstacle() or "")
    with pytest.raises(InputError, match="cannot be written there"):
        closed.start([tmp_path])
    monkeypatch.setattr(os, "access", lambda *_: False)  # a file system that is read-only
    assert "cannot be written there" in (Lessons(tmp_path, to(tmp_path / "x")).obstacle() or "")
    assert not (tmp_path / module.OUTCOME).exists()


def test_without_decisions_there_is_nothing_to_teach(lessons: Lessons) -> None:
    with pytest.raises(InputError, match="nothing is decided yet"):
        lessons.start([])


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    runs.make(tmp_path / "repair")
    made = Office(tmp_path, to(tmp_path / "models" / "house"))
    made.lessons.command = python(SLOW)
    with TestClient(create(made, Keys.of(tmp_path)), base_url=HERE) as opened:
        yield opened
    if made.lessons._process is not None:
        killed(made.lessons)


def csrf(client: TestClient) -> str:
    found = re.search(r'data-csrf="(\w+)"', client.get("/chat/repair").text)
    assert found
    return found[1]


def test_only_a_page_of_ones_own_session_starts_a_lesson(client: TestClient) -> None:
    token = csrf(client)
    assert client.post("/lesson", data={"csrf": "0" * 32}).status_code == 403
    evil = {"origin": "http://evil.example"}
    assert client.post("/lesson", data={"csrf": token}, headers=evil).status_code == 403
    assert client.get("/lesson").text.count("A lesson is at work") == 0
    begun = client.post("/lesson", data={"csrf": token, "back": "/chat/repair"})
    assert begun.url == f"{HERE}/chat/repair#lesson"  # without a script, too
    assert "A lesson is at work" in begun.text
    assert '<details class="teach" open>' in begun.text


def test_the_page_goes_on_while_a_lesson_is_at_work(client: TestClient) -> None:
    token = csrf(client)
    headers = {"accept": "application/json", "x-csrf": token}
    assert "A lesson is at work" in client.post("/lesson", json={}, headers=headers).text
    again = client.post("/lesson", json={}, headers=headers)
    assert (again.status_code, "at work already" in again.json()["error"]) == (422, True)
    line = re.search(r'id="(line-\w+)"', client.get("/chat/repair").text)
    assert line
    made = {"kind": "accept", "line": line[1]}
    assert client.post("/chat/repair/decide", json=made, headers=headers).json()["number"] == 2
    assert "Teach the ranking from these decisions" not in client.get("/lesson").text


def test_what_stands_in_the_way_is_shown_instead_of_the_button(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "<button>Teach the ranking from these decisions" in client.get("/").text
    monkeypatch.setattr(os, "access", lambda *_: False)
    for path in ("/", "/chat/repair"):
        html = client.get(path).text
        assert "cannot be written there" in html
        assert "<button>Teach the ranking" not in html


@pytest.mark.slow
def test_after_a_killed_one_a_lesson_writes_the_taste_as_the_command_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import verbs

    made = runs.decided(tmp_path / "runs")
    folder = tmp_path / "models" / "house"
    office = Office(tmp_path / "runs", to(folder))
    office.teach()
    told(office.lessons, lambda lesson: bool(lesson.words))
    killed(office.lessons)
    assert office.lessons.last().state == "cut short" and not folder.exists()
    office.teach()
    lesson = told(office.lessons, over)
    assert lesson.state == "adopted", lesson
    assert re.search(r"better in \d+ and worse in \d+ of 16 questions", lesson.words[0])
    shelf.check(house.shelved(house.ranker_digest()), folder)
    other = tmp_path / "command" / "house"
    verbs.train_taste([run.folder for run in made], out=tmp_path / "runs", settings=to(other))
    assert module_bytes(folder) == module_bytes(other)
    assert all(len(run.decisions()) == 24 for run in made)
    assert all(len(Store(run.folder / FILE_NAME).events()) == 24 for run in made)
    assert [path.name for path in folder.parent.iterdir()] == ["house"]  # no draft stays
    office.close()


def module_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
