"""The chat's title and who was host or guest, as editors say: in all that is printed."""

from __future__ import annotations

import json
import re
import tomllib
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.commands import recap, recap_files
from pipeline.errors import InputError
from pipeline.records import Chat, Person, Wording
from pipeline.review import naming
from pipeline.review.app import create
from pipeline.review.decisions import refresh
from pipeline.review.desk import Desk
from pipeline.review.guard import Keys
from pipeline.review.office import Office
from pipeline.review.overview import overview
from pipeline.runs import Run
from pipeline.settings import Settings

COUNT = iter(range(10**6))


def do(desk: Desk, kind: str, editor: str = "Ana", **values: object) -> None:
    desk.decide(kind, editor, f"n{next(COUNT)}", values)


def files(run: Run) -> dict[str, str]:
    return recap_files(run, settings=Settings(), reviewed=run.folder)


def wrongly_hosted(run: Run) -> None:
    """Have the run take mender0 for the host, as chat.toml named them, and nobody for guest."""
    people = [
        p.model_copy(update={"role": "host", "why": "given"}) if p.handle == "mender0" else p
        for p in run.people()
    ]
    picks = [
        p.model_copy(update={"role": "host"}) if p.handle == "mender0" else p
        for p in run.picks(run.posts())
    ]
    run.write(people, Person)
    run.write(picks, type(picks[0]))
    run.write([run.chat().model_copy(update={"title": None, "host": ("mender0",)})], Chat)


@pytest.fixture
def desk(run: Run) -> Desk:
    """Return a desk over a run whose title and host are wrong."""
    wrongly_hosted(run)
    return Desk(run.folder, Settings())


def test_a_title_is_printed_above_every_recap_and_taken_back(run: Run, desk: Desk) -> None:
    found = desk.sheet.heading
    assert found == "Recap of repair, 14 May 2024"  # of the name of a file
    do(desk, "title", title="  What we\nmend, and why ")
    made = files(run)
    assert made["recap.md"].startswith("# What we mend, and why\n")
    assert "<h1>What we mend, and why</h1>" in made["recap.html"]
    assert made["recap.txt"].startswith("What we mend, and why\n")
    assert json.loads(made["recap.json"])["title"] == "What we mend, and why"
    assert "What we mend, and why" in made["report.html"]
    with desk.fresh():
        assert desk.sheet.heading == desk.sheet.title == "What we mend, and why"
    do(desk, "title", "Ben", title="Mending")
    do(desk, "undo", "Ben")
    with desk.fresh():  # what Ana said stands again
        assert desk.sheet.heading == "What we mend, and why"
    do(desk, "undo")
    assert files(run)["recap.md"].startswith(f"# {found}\n")


def test_who_was_host_and_guest_is_printed_as_editors_say_in_everything(
    run: Run, desk: Desk
) -> None:
    first, second = (line for line in run.picks(run.posts())[:2])
    assert (first.handle, second.handle) == ("mender0", "mender2")
    assert "**Host:** Mender 0" in files(run)["recap.md"]
    do(desk, "role", person="mender0", role="community")  # the given one, too
    do(desk, "role", person="MENDER2", role="guest")
    do(desk, "accept", line=desk.slots()[2][-1].line.id)  # so that no line is too weak to close
    made = files(run)
    markdown = made["recap.md"]
    assert "Host:" not in markdown and "**Guest:** Mender 2 (@mender2)" in markdown
    assert markdown.index("**From the guest**") < markdown.index("**From the community**")
    assert "From the host" not in markdown
    data = json.loads(made["recap.json"])
    roles = {quote["handle"]: quote["role"] for q in data["questions"] for quote in q["quotes"]}
    assert roles["mender0"] == "community" and roles["mender2"] == "guest"
    assert data["takeaway"]["handle"] == "mender2"  # the closing line is the guest's
    assert json.loads(made["summary.json"])["people"]["guest"]["people"] == 1
    assert "Guest" in made["report.html"]
    told = " ".join(data["missing_or_uncertain"])
    assert "@mender2 is taken as guest: said by the editor Ana; found as community" in told
    assert "With host and guest in a chat.toml" in told
    with desk.fresh():
        part = overview(desk).parts[0]
        assert [heading for heading, _ in part.voices] == ["From the guest", "From the community"]
    # the records of the run stay as they were found
    assert [pick.role for pick in run.picks(run.posts())[:2]] == ["host", "community"]
    for _ in range(3):
        do(desk, "undo")
    assert files(run)["recap.md"].count("From the host") == 1


def test_the_editors_own_lines_are_credited_so_too(run: Run, desk: Desk) -> None:
    line = next(slot.line for slot in desk.slots()[1] if slot.line.post_id == "1004")
    do(desk, "accept", line=line.id)
    do(desk, "role", person="mender4", role="guest")
    quotes = json.loads(files(run)["recap.json"])["questions"][0]["quotes"]
    assert [(quote["handle"], quote["role"]) for quote in quotes] == [("mender4", "guest")]


def test_of_several_editors_the_later_word_stands(run: Run, desk: Desk) -> None:
    do(desk, "role", "Ana", person="mender2", role="guest")
    do(desk, "role", "Ben", person="mender2", role="host")
    with desk.fresh():
        assert desk.sheet.role("mender2") == "host"
    do(desk, "undo", "Ben")
    with desk.fresh():
        assert desk.sheet.role("mender2") == "guest"


def test_what_is_said_stands_behind_the_decisions_about_lines_and_teaches_nothing(
    run: Run, desk: Desk
) -> None:
    do(desk, "accept", line=desk.slots()[1][0].line.id)
    do(desk, "role", person="mender2", role="guest")
    do(desk, "title", "Ben", title="Mending")
    with desk.fresh():
        told = desk.decisions()
    desk.close()
    assert run.decided() == told
    assert [one.decision for one in told] == ["accept", "title", "role"]
    assert len(run.decisions()) == 1
    title, role = told[1:]
    assert isinstance(title, Wording) and isinstance(role, Wording)
    assert (title.printed, title.found, title.editor) == (
        "Mending", "Recap of repair, 14 May 2024", "Ben",
    )  # fmt: skip
    assert (role.person, role.printed, role.found) == ("mender2", "guest", "community")
    (run.folder / "decisions.jsonl").unlink()
    refresh(run)  # a page that was killed had not written it
    assert run.decided() == told
    recap(run, settings=Settings())
    assert run.decided() == told


def test_who_is_gone_from_the_run_is_printed_no_more(run: Run, desk: Desk) -> None:
    do(desk, "role", person="mender2", role="guest")
    run.write([person for person in run.people() if person.handle != "mender2"], Person)
    with desk.fresh():
        assert desk.decisions() == [] and "mender2" not in desk.sheet.people
    assert "Guest:" not in files(run)["recap.md"]


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "role", "person": "nobody_here", "role": "host"},
        {"kind": "role", "person": "mender2", "role": "king"},
        {"kind": "role", "person": "mender2"},
        {"kind": "title", "title": "\u202e \n "},  # nothing that anybody sees
        {"kind": "title", "title": "x" * 201},
    ],
)
def test_what_cannot_be_printed_is_refused(desk: Desk, values: dict[str, str]) -> None:
    with pytest.raises(InputError):
        do(desk, **values)  # type: ignore[arg-type]
    assert desk.state.title is None and not desk.state.roles


@pytest.mark.parametrize(
    ("hosts", "guests"),
    [(["ana"], []), (["ana", 'ben "b" \\ o'], ["Cäcilia"]), ([], [])],
)
def test_the_lines_for_chat_toml_are_read_as_they_are_meant(
    hosts: list[str], guests: list[str]
) -> None:
    roles = [(name, "host") for name in hosts] + [(name, "guest") for name in guests]
    people = [
        Person.model_validate({"handle": h, "role": r, "why": "so", "posts": 1, "answers": 1})
        for h, r in [*roles, ("dan", "community")]
    ]
    read = tomllib.loads(naming.as_chatfile(Chat(chat="c"), people))
    listed = {key: [value] if isinstance(value, str) else value for key, value in read.items()}
    assert listed == {k: v for k, v in (("host", hosts), ("guest", guests)) if v}


def test_the_page_asks_says_who_said_it_and_takes_it_back_without_a_script(
    run: Run, tmp_path: Path
) -> None:
    wrongly_hosted(run)
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        client.headers["origin"] = "http://127.0.0.1:8765"

        def people() -> str:
            return unescape(client.get("/chat/repair/people").text)

        def send(**values: object) -> None:
            token = re.search(r'name="csrf" value="([^"]+)"', people())
            assert token
            values |= {"csrf": token[1], "back": "/chat/repair/people"}
            answer = client.post("/chat/repair/decide", data=values)
            assert (answer.status_code, answer.url.path) == (200, "/chat/repair/people")

        assert 'value="Recap of repair, 14 May 2024"' in people()
        assert '<code>host = "mender0"</code>' in people()
        send(kind="title", title="<b>Mending</b> & more")
        send(kind="role", person="mender0", role="community")
        send(kind="role", person="mender3", role="host")
        assert "<b>" not in client.get("/chat/repair/people").text
        assert 'value="<b>Mending</b> & more"' in people()
        assert '<code>host = "mender3"</code>' in people()
        found = re.findall(r"; found: <bdi[^>]*>([^<]*)<", people())
        assert found == ["Recap of repair, 14 May 2024", "community", "host"]
        side = re.sub(r"</?bdi[^>]*>", "", unescape(client.get("/chat/repair").text))
        assert "Above it: “<b>Mending</b> & more”; host: Mender 3 (@mender3)." in side
        history = re.sub(r"</?bdi[^>]*>", "", unescape(client.get("/chat/repair/history").text))
        assert "credited Mender 3 (@mender3) as host" in history
        assert "gave the title: <b>Mending</b> & more" in history
        number = re.findall(r'name="undoes" value="(\d+)"', people())[0]
        send(kind="undo", undoes=number)
        assert 'value="Recap of repair, 14 May 2024"' in people()


def test_a_name_in_place_of_a_handle_is_taken_back_like_any(run: Run, tmp_path: Path) -> None:
    name = "Jörg Groß"  # in small letters it has one letter less than what is the same of it
    people = run.people()
    run.write([people[0].model_copy(update={"handle": name, "name": name}), *people[1:]], Person)
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        client.headers["origin"] = "http://127.0.0.1:8765"
        shown = client.get("/chat/repair/people").text
        token = re.search(r'name="csrf" value="([^"]+)"', shown)
        assert token
        form = {"csrf": token[1], "kind": "role", "person": name, "role": "guest"}
        assert client.post("/chat/repair/decide", data=form).status_code == 200
        shown = client.get("/chat/repair/people").text
        assert re.search(r'Jörg Groß</bdi></strong>: guest.*name="undoes"', shown)
