from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import doctor
from pipeline.readers.findings import Findings
from tests.readers.conftest import FIXTURES, SHARED

COPIED = "A1 Write the handover before you are tired, and keep it short."


def examined(tmp_path: Path, *posts: dict[str, object]) -> doctor.Report:
    path = tmp_path / "export.jsonl"
    given = [{"id": f"{n}", "handle": "mira_k", "text": f"A{n}", **p} for n, p in enumerate(posts)]
    path.write_text("".join(json.dumps(post) + "\n" for post in given), encoding="utf-8")
    return doctor.examine([path], ChatFile())


def test_a_report_counts_posts_people_and_days() -> None:
    report = doctor.examine([FIXTURES / "x_api_v2.jsonl"], ChatFile())
    assert (report.posts, report.people, report.reposts) == (7, 4, 1)
    assert report.days == {"2024-05-02": 7}
    assert (report.first, report.last) == ("2024-05-02T18:05:00Z", "2024-05-02T18:12:00Z")
    assert report.formats == ("X API v2 pages (data, includes)",)


def test_days_are_those_of_the_clock_of_the_chat() -> None:
    chat = ChatFile(timezone="Asia/Tokyo")
    assert doctor.examine([FIXTURES / "x_api_v2.jsonl"], chat).days == {"2024-05-03": 7}


def test_a_sound_export_has_no_troubles(tmp_path: Path) -> None:
    report = examined(
        tmp_path,
        {"created_at": "2024-05-02T18:05:00Z", "text": "A1 Café, naïve, “quoted” – 🚀 👩‍💻"},
        {"created_at": "2024-05-02T18:06:00Z", "handle": "ines_d", "text": "Agree."},
        {"created_at": "2024-05-02T18:07:00Z", "handle": "jo", "text": "Agree."},  # too short
    )
    assert report.troubles == ()


def test_an_export_without_posts_has_nothing_else_wrong(tmp_path: Path) -> None:
    page = tmp_path / "recap.md"
    page.write_text("Mira said it well:\n\nhttps://x.com/mira_k/status/1786090100000000001\n")
    report = doctor.examine([page], ChatFile())
    assert [trouble.what for trouble in report.troubles] == ["no post was found"]


def test_a_repost_without_words_or_of_the_same_words_is_no_trouble(tmp_path: Path) -> None:
    at = {"created_at": "2024-05-02T18:05:00Z"}
    again = {**at, "text": COPIED, "repost_of": "0"}
    report = examined(
        tmp_path, {**at, "text": COPIED}, {**again, "handle": "jo"}, {**again, "handle": "kim"},
        {**again, "text": ""},
    )  # fmt: skip
    assert report.troubles == ()


def test_reposts_that_only_their_words_tell_are_counted_and_no_trouble(tmp_path: Path) -> None:
    at = {"created_at": "2024-05-02T18:05:00Z"}
    again = {**at, "text": f"RT @mira_k: {COPIED}"}
    report = examined(
        tmp_path, {**at, "text": COPIED}, {**again, "handle": "jo"}, {**again, "handle": "kim"}
    )
    assert report.reposts == 2
    assert report.troubles == ()


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ({"is_truncated": True}, "cut off"),
        ({"is_private": True}, "not public"),
        ({"created_at": None}, "no time"),
        ({"created_at": "2024-05-02"}, "only the day"),
        ({"text": " "}, "no text"),
        ({"handle": "+44 7700 900123"}, "a phone number"),
        ({"text": "A1 Itâ€™s late"}, "garbled"),
        ({"text": "A1 CafÃ© first"}, "garbled"),
        ({"text": "A1 ï¿½ first"}, "garbled"),
        ({"name": "RenÃ©"}, "garbled"),
        ({"text": "A1 You haven?t asked"}, "garbled"),
        ({"text": "A1 \ud83d first"}, "halves of emoji"),
        ({"text": "A1 \x00 first"}, "control characters"),
        ({"text": "A1 Rye &amp; spelt"}, "&amp; or its like"),
        ({"text": "A1 It&#39;s the water"}, "&amp; or its like"),
    ],
)
def test_what_looks_wrong_is_said_with_its_place(
    tmp_path: Path, post: dict[str, object], said: str
) -> None:
    report = examined(tmp_path, {"created_at": "2024-05-02T18:05:00Z", **post})
    assert [said in trouble.what for trouble in report.troubles] == [True]
    assert report.troubles[0].posts == ("export.jsonl:1",)


def test_a_question_mark_in_a_link_or_before_a_word_garbles_nothing(tmp_path: Path) -> None:
    text = "A1 Why wait?so it rises: https://rye.example/watch?t=9"
    assert examined(tmp_path, {"created_at": "2024-05-02T18:05:00Z", "text": text}).troubles == ()


def test_a_sign_between_words_or_in_a_link_stands_for_no_other(tmp_path: Path) -> None:
    text = "A1 R&D; rye &amp spelt: https://rye.example/?a=1&lt=2&b=3"
    assert examined(tmp_path, {"created_at": "2024-05-02T18:05:00Z", "text": text}).troubles == ()


def test_emoji_that_a_spreadsheet_lost_are_noticed(tmp_path: Path) -> None:
    texts = ("A1 Rye ?? always", "?? Welcome to #LoafChat", "A1 My gran's jar ????")
    posts = [{"created_at": "2024-05-02T18:05:00Z", "text": text} for text in texts]
    (trouble,) = examined(tmp_path, *posts).troubles
    assert "an emoji" in trouble.what
    assert trouble.posts == ("export.jsonl:1", "export.jsonl:2", "export.jsonl:3")
    assert examined(tmp_path, *posts[:2]).troubles == ()  # people do ask "Rye ??"
    sound = {"created_at": "2024-05-02T18:05:00Z", "text": "A1 Oats 🚀"}
    assert examined(tmp_path, *posts, sound).troubles == ()  # they came through


def test_the_same_words_under_two_handles_on_one_day_are_asked_about(tmp_path: Path) -> None:
    day = {"created_at": "2024-05-02T18:05:00Z", "text": COPIED}
    report = examined(tmp_path, day, {**day, "handle": "ines_d"})
    assert "who wrote them?" in report.troubles[0].what
    assert report.troubles[0].posts == ("export.jsonl:1", "export.jsonl:2")


def test_the_same_words_twice_by_one_person_are_mentioned(tmp_path: Path) -> None:
    day = {"created_at": "2024-05-02T18:05:00Z", "text": COPIED}
    assert "twice by one person" in examined(tmp_path, day, day).troubles[0].what


def test_the_garbled_real_sample_is_noticed() -> None:
    path = SHARED / "formats/x_api_v1_1/compatibilityplus_classic_13994.json"
    if not path.exists():
        pytest.skip(f"the real sample {path.name} is not here: it lies outside the project")
    troubles = doctor.examine([path], ChatFile()).troubles
    assert any("garbled" in trouble.what for trouble in troubles)
    assert any("cut off" in trouble.what for trouble in troubles)


def test_how_many_more_places_there_are_is_told_in_numbers() -> None:
    findings = Findings()
    for line in range(1, 1_301):
        findings.count("line", "not JSON, skipped", f"a.jsonl:{line}")
    shown = ", ".join(f"a.jsonl:{line}" for line in range(1, 6))
    assert findings.in_words() == (f"1,300 lines not JSON, skipped ({shown} and 1,295 more)",)
