"""How the page calls questions: as the recap does, whatever numbers stand behind them."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.commands import recap_files
from pipeline.records import Chat, Person, Pick, Post, Question
from pipeline.review.app import create
from pipeline.review.desk import Desk
from pipeline.review.guard import Keys
from pipeline.review.office import Office
from pipeline.review.overview import Part, overview, told
from pipeline.review.views import item
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs


def part(number: int | None, *, is_segment: bool = False) -> Part:
    return Part(number, "Why mend?", 1, 0, 0, 0, (), (), False, False, is_segment)


@pytest.mark.parametrize(
    ("asked", "name", "heading"),
    [
        (part(2), "Q2", "Q2: Why mend?"),
        (part(1002), "Q2 of session 2", "Q2 of session 2: Why mend?"),
        (part(3, is_segment=True), "Segment 3", "Segment 3: Why mend?"),
        (part(None), None, "Beyond the questions"),
    ],
    ids=["question", "later session", "segment", "none"],
)
def test_a_question_is_called_as_in_the_recap(asked: Part, name: str | None, heading: str) -> None:
    assert (asked.name, asked.heading) == (name, heading)


def shown(tmp_path: Path, *questions: Question) -> str:
    run: Run = runs.make(tmp_path / "repair", questions=len(questions))
    run.write(questions, Question)
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        return unescape(client.get("/chat/repair?question=all").text)


def test_segments_are_not_called_questions_anywhere_on_the_page(tmp_path: Path) -> None:
    page = shown(
        tmp_path,
        Question(number=1, text="toasters", is_segment=True),
        Question(number=2, text="kettles", is_segment=True),
    )
    assert re.search(r"<b>Segment 1</b>", page)
    assert not re.search(r"\bQ[12]\b", page)
    assert "Segment 2: kettles" in page


def test_the_recap_beside_the_queue_has_the_guest_first_as_the_recap_prints_it(
    tmp_path: Path,
) -> None:
    run = runs.make(tmp_path / "repair")
    desk = Desk(run.folder, Settings())
    first, second, third = [slot.line for slot in desk.slots()[1]][:3]
    guest = run.posts()[[post.id for post in run.posts()].index(third.post_id)].handle
    people = [p.model_copy(update={"role": "guest"} if p.handle == guest else {}) for p in
              run.people()]  # fmt: skip
    run.write(people, Person)
    run.write([], Pick)
    for line in (first, second, third):
        desk.decide("accept", "Ana", f"client {line.id}", {"line": line.id})
    with desk.fresh():
        shown = next(part for part in overview(desk).parts if part.number == 1).voices
    assert [(heading, [(line.id, line.place) for line in lines]) for heading, lines in shown] == [
        ("From the guest", [(third.id, 3)]),
        ("From the community", [(first.id, 1), (second.id, 2)]),
    ]
    printed = recap_files(run, settings=Settings(), reviewed=run.folder)["recap.txt"]
    places = [printed.index(line.text) for line in (third, first, second)]
    assert places == sorted(places)


@pytest.mark.parametrize("picks", [3, 0])
def test_what_editors_chose_stands_in_place_of_our_picks_only_where_there_were_some(
    tmp_path: Path, picks: int
) -> None:
    run = runs.make(tmp_path / "repair", questions=1, picks=picks)
    desk = Desk(run.folder, Settings())
    desk.decide("accept", "Ana", "client", {"line": desk.slots()[1][4].line.id})
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        page = client.get("/chat/repair").text
    assert "1 line by the editors" in page
    assert ("in place of our picks" in page) == bool(picks)


def test_our_picks_wait_until_a_line_of_their_post_is_accepted_or_they_are_refused(
    tmp_path: Path,
) -> None:
    run = runs.make(tmp_path / "repair", questions=1, picks=3)
    desk = Desk(run.folder, Settings())
    first, second, third = desk.sheet.picked

    def waiting() -> tuple[str, ...]:
        with desk.fresh():
            return next(part for part in overview(desk).parts if part.number == 1).waiting

    assert waiting() == (first, second, third)
    desk.decide("accept", "Ana", "one", {"line": second})
    assert waiting() == (first, third)
    desk.decide("reject", "Ana", "two", {"line": first})
    assert waiting() == (third,)
    desk.decide("accept", "Ana", "three", {"line": third})
    assert waiting() == ()


def test_what_is_pasted_goes_without_the_notes_which_the_page_tells(tmp_path: Path) -> None:
    runs.make(tmp_path / "repair", lines=8)
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        for name in ("recap.md", "recap.txt", "recap.html"):
            saved, pasted = (
                client.get(f"/chat/repair/files/{name}{how}").text for how in ("", "?notes=false")
            )
            assert "For the editor" in saved and "For the editor" not in pasted
        assert "<li>Low volume: only 8 answers" in client.get("/chat/repair/notes").text


def test_what_the_recap_says_by_theme_is_shown_as_it_is_pasted_with_ways_to_it(
    tmp_path: Path,
) -> None:
    run = runs.make(tmp_path / "repair", questions=1)
    desk = Desk(run.folder, Settings())
    [one, *_] = sorted(desk.themes().values(), key=lambda theme: (-theme.voices, theme.id))
    name = 'Slow hands & <b>"see"</b> more'
    desk.decide("rename", "Ana", "client", {"theme": one.id, "name": name})
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        shown = client.get("/chat/repair/points").text
        pasted = client.get("/chat/repair/files/recap.json?notes=false").json()
    [question] = pasted["questions"]
    assert question["themes"][0]["keywords"] == [name]
    assert "Q1: What do you mend, part 1?" in shown and "&lt;b&gt;" in shown
    told = [unescape(re.sub("<[^>]+>", "", item)) for item in shown.splitlines()]
    for theme in question["themes"]:
        made = f"{', '.join(theme['keywords'])} ({theme['voices']} voices)"
        example = theme["example"]
        made += f": “{example['text']}” @{example['handle']}" if example else ""
        assert sum(line.startswith(made) for line in told) == 1
        assert not example or f'data-line="{example["line_id"]}"' in shown
    assert f"?question=1&amp;theme={one.id}" in shown and "To take away" not in shown


def test_the_closing_line_is_shown_where_there_is_one(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair", lines=2)  # no theme of two
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        assert "No point of two people or more" in client.get("/chat/repair/points").text
    run = runs.make(tmp_path / "again", questions=1)
    desk = Desk(run.folder, Settings())
    said = [slot.line for slot in desk.slots()[1]]
    desk.decide("accept", "Ana", "one", {"line": said[10].id})  # others are worth more
    desk.decide("role", "Ana", "two", {"person": "mender3", "role": "guest"})
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        *_, heading, closing = client.get("/chat/again/points").text.strip().splitlines()
    assert "To take away" in heading and f'data-line="{said[3].id}"' in closing


@pytest.mark.parametrize("style", ["embeds", "list"])
def test_a_line_prints_as_it_was_cut_also_where_the_others_are_shown_as_whole_posts(
    tmp_path: Path, style: str
) -> None:
    run = runs.make(tmp_path / "repair")
    given = Settings.model_validate({"recap": {"style": style}})
    desk = Desk(run.folder, given)
    first, second = (slot.line for slot in desk.slots()[1][:2])
    words, _ = desk.words(first.id)
    cut = ((words[1].start, words[3].end),)
    desk.decide("edit", "Ana", "client", {"line": first.id, "pieces": cut})
    left = desk.sheet.posts[first.post_id].text[words[1].start : words[3].end]
    desk.close()
    printed = recap_files(run, settings=given, reviewed=run.folder)
    for name in ("recap.md", "recap.html", "recap.txt"):
        assert first.text not in printed[name] and left in printed[name], name
        assert second.text in printed[name], name
    quote = json.loads(printed["recap.json"])["questions"][0]["quotes"][0]
    assert (quote["text"], quote["post"]) == (left, first.text)
    # the script of X puts the whole post in the place of what is marked as one
    shown = printed["recap.html"].split("<h2>")[1].count('class="twitter-tweet"')
    assert shown == (2 if style == "embeds" else 0)


def test_a_merge_names_both_themes_and_a_move_its_question(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    desk = Desk(run.folder, Settings())
    line = desk.slots()[1][0].line
    one, other, *_ = (theme for theme in desk.sheet.themes if theme.question == 1)
    desk.decide("rename", "Ana", "c1", {"theme": one.id, "name": "Mend at night"})
    desk.decide("merge", "Ana", "c2", {"theme": one.id, "into": other.id})
    desk.decide("move", "Ana", "c3", {"line": line.id, "question": 2, "theme": None})
    with desk.fresh():
        *_, merged, moved = (told(desk, event) for event in desk.events())
    assert merged == f"Ana merged two themes: “Mend at night” into “{', '.join(other.keywords)}”"
    assert moved.startswith(f"Ana moved to Q2: “{line.text[:20]}")


def test_of_two_cuts_of_a_line_the_history_tells_which_is_which(tmp_path: Path) -> None:
    desk = Desk(runs.make(tmp_path / "repair").folder, Settings())
    line = desk.slots()[1][0].line
    words, _ = desk.words(line.id)
    for end in (2, 4):
        cut = ((0, words[end].end),)
        desk.decide("edit", "Ana", f"c{end}", {"line": line.id, "pieces": cut})
    with desk.fresh():
        *_, shorter, longer = (told(desk, event) for event in desk.events())
    assert [shorter, longer] == [f"Ana cut anew: “{line.text[: words[end].end]}”" for end in (2, 4)]
    desk.close()


def test_the_page_tells_times_by_the_clock_of_the_chat(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    run.write([run.chat().model_copy(update={"timezone": "Asia/Tokyo"})], Chat)
    desk = Desk(run.folder, Settings())
    shown = item(desk, desk.slots()[1][0].line, None, {})
    assert shown.time == "04:00"  # 14 May, 19:00 in UTC


def test_the_list_of_chats_has_the_day_of_the_first_question_as_the_recap_has(
    tmp_path: Path,
) -> None:
    run = runs.make(tmp_path / "repair")
    posts = run.posts()
    early = posts[0].model_copy(update={"created_at": "2024-05-01T09:00:00Z"})  # an announcement
    run.write([early, *posts[1:]], Post)
    run.write([run.chat().model_copy(update={"date": None})], Chat)
    office = Office(tmp_path, Settings())
    assert [chat.day for chat in office.listed()] == ["1 May 2024"]
    asked = [q.model_copy(update={"asked_at": "2024-05-14T19:00:00Z"}) for q in run.questions()]
    run.write(asked, Question)
    assert [chat.day for chat in office.listed()] == ["14 May 2024"]
    office.close()


def test_by_settings_no_line_stands_again_for_other_uses(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    given = Settings.model_validate({"pick": {"top": 0, "short_lines": 0}})
    Desk(run.folder, given).close()
    for settings, times in ((Settings(pick={"top": 3}), 3), (given, 1)):  # type: ignore[arg-type]
        text = recap_files(run, settings=settings, reviewed=run.folder)["recap.txt"]
        assert text.count(run.picks(run.posts())[0].text) == times
    pasted = recap_files(run, settings=Settings(), reviewed=run.folder, notes=False)["recap.txt"]
    assert pasted.count(run.picks(run.posts())[0].text) == 1


def test_a_template_of_a_house_gets_the_cut_in_whatever_way_it_shows_posts(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    house = tmp_path / "house"
    house.mkdir()
    (house / "recap.md.j2").write_text(
        "{% for section in recap.sections %}{% for voices in section.voices %}"
        "{% for quote in voices.embeds %}{{ quote.post | md_quoted }}\n{{ quote.posts[0].whole "
        "| md_quoted }}\n{{ quote.at | md }}\n{% endfor %}{% endfor %}{% endfor %}"
        "{% for note in recap.uncertain %}- {{ note | md_told }}\n{% endfor %}"
    )
    given = Settings.model_validate({"recap": {"templates": str(house)}})
    desk = Desk(run.folder, given)
    line = desk.slots()[1][0].line
    words, _ = desk.words(line.id)
    cut = ((words[1].start, words[3].end),)
    desk.decide("edit", "Ana", "cut", {"line": line.id, "pieces": cut})
    desk.decide("role", "Ana", "role", {"person": "mender0", "role": "guest"})
    desk.close()
    saved = recap_files(run, settings=given, reviewed=run.folder)["recap.md"]
    left = line.text[words[1].start : words[3].end]
    assert saved.count(f"> {left}\n") == 2 and line.text not in saved
    assert "- @mender0 is taken as guest: said by the editor Ana" in saved
    pasted = recap_files(run, settings=given, reviewed=run.folder, notes=False)["recap.md"]
    assert saved.startswith(pasted) and "is taken as" not in pasted
