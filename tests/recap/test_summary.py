"""Counts that add up: every post that was read has one fate."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.recap import fates
from pipeline.records import Answer, Chat, Question, Source
from tests.recap.chats import Records, answer, chat_of, line, pick, post, repair_cafe


def summary(records: Records) -> dict:
    return json.loads(records.run()["summary.json"])


def test_every_post_of_a_chat_has_its_fate():
    assert summary(repair_cafe())["fates"] == {
        "picked": 3,
        "shortlisted": 1,
        "in a theme": 0,  # its posts are picked or shortlisted, and counted there
        "placed": 2,
        "question": 2,
        "set aside": 2,
    }


def test_what_is_set_aside_names_its_reason():
    assert summary(repair_cafe())["set_aside"] == {"greeting": 1, "repost": 1}


def test_questions_count_their_answers_voices_and_picks():
    first, second = summary(repair_cafe())["questions"]
    assert (first["number"], first["session"], second["number"]) == (1, 1, 2)
    assert (first["question"], first["asked_at"]) == (
        "What did you last mend?", "2024-03-06T19:01:00Z",
    )  # fmt: skip
    assert (first["answers"], first["replies"], first["voices"]) == (4, 1, 3)
    assert (first["themes"], first["lines"], first["picks"]) == (2, 4, 3)
    assert (second["answers"], second["picks"]) == (1, 0)


def test_what_stands_under_no_question_is_counted_where_only_a_line_does():
    records = repair_cafe()
    stray = post("30", "late_lars", "A bin is a shelf for the impatient.")
    records.posts.append(stray)
    records.lines.append(line(stray, stray.text, None))
    *_, last = summary(records)["questions"]
    assert (last["number"], last["question"], last["lines"], last["picks"]) == (None, None, 1, 0)


def test_people_are_counted_by_role():
    people = summary(repair_cafe())["people"]
    assert people["guest"] == {"people": 1, "posts": 2, "answers": 2, "picks": 1}
    assert people["host"] == {"people": 1, "posts": 2, "answers": 0, "picks": 0}
    assert sum(role["posts"] for role in people.values()) == 10


def test_sources_findings_and_notes_come_through():
    records = repair_cafe()
    source = Source(name="export.json", format="x-json", sha256="0" * 64, posts=10)
    records.chat = records.chat.model_copy(
        update={"sources": (source,), "notes": ("2 rows were no posts",)}
    )
    found = summary(records)
    assert found["sources"][0]["name"] == "export.json"
    assert found["found"] == [
        "hashtag #RepairCafe: not given, the most frequent one (5 posts spell it so)"
    ]
    assert found["notes"] == ["2 rows were no posts"]


def test_a_post_that_no_stage_placed_is_not_lost():
    records = chat_of("I mended a gate.")
    records.posts.append(post("50", "stray", "Nobody placed me."))
    assert summary(records)["set_aside"] == {"not placed": 1}


def test_a_repeat_that_adds_its_voice_to_a_theme_is_set_aside_once():
    records = repair_cafe()
    repeat = records.posts[5].model_copy(update={"id": "9", "set_aside": "duplicate"})
    records.posts.append(repeat)
    records.answers.append(
        Answer(post_id="9", question=1, kind="answer", confidence=1, evidence=())
    )
    theme = records.themes[0]
    records.themes[0] = theme.model_copy(update={"post_ids": (*theme.post_ids, "9")})
    assert summary(records)["set_aside"]["duplicate"] == 1
    assert summary(records)["fates"]["in a theme"] == 0


def test_what_is_set_aside_counts_as_an_answer_nowhere():
    records = repair_cafe()
    for number, aside, kind in (("30", "promotion", "answer"), ("31", "empty", "reply")):
        made = post(number, "fix_fast_777", "10k menders in DAYS!! Link in bio", set_aside=aside)
        records.posts.append(made)
        records.answers.append(answer(made, 1, kind, confidence=0.1))
    found, text = summary(records), records.run()["recap.md"]
    assert [question["answers"] for question in found["questions"]] == [4, 1]
    assert found["questions"][0]["replies"] == 1
    assert sum(role["answers"] for role in found["people"].values()) == 5
    assert "- 5 answers and 1 reply to 2 questions" in text
    assert "1 of 5 answers may belong under another question" in text


def test_what_stands_under_no_question_is_no_answer_to_the_questions():
    records = repair_cafe()
    for number, kind in (("30", "answer"), ("31", "reply")):
        made = post(number, "ines_b", "Ines here from Porto, with nine chairs on the bench")
        records.posts.append(made)
        records.answers.append(answer(made, None, kind, confidence=0.1))
    found, text = summary(records), records.run()["recap.md"]
    assert [question["answers"] for question in found["questions"]] == [4, 1, 1]
    assert sum(role["answers"] for role in found["people"].values()) == 5
    assert "- 5 answers and 1 reply to 2 questions" in text
    unsure = "2 of 6 answers (5 to questions, 1 under none) may belong under another question"
    assert unsure in text


KINDS = ("question", "answer", "reply", "greeting", "host", "repost", "other")
ASIDE = (None, "repost", "duplicate", "truncated", "private", "disputed author", "empty")


@settings(deadline=None)  # the first example compiles the templates
@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.sampled_from(ASIDE), st.integers(0, 3), st.booleans()),
        max_size=30,
    )
)
def test_the_counts_add_up_whatever_the_chat(drawn):
    records = Records(Chat(chat="any"))
    records.questions.append(Question(number=1, text="What did you last mend?"))
    for number, (kind, aside, depth, is_placed) in enumerate(drawn, 1):
        made = post(str(number), f"mender{number % 4}", "I mended a gate.", set_aside=aside)
        records.posts.append(made)
        if is_placed:
            records.answers.append(
                Answer(post_id=made.id, question=1, kind=kind, confidence=0.5, evidence=())
            )
        if depth and aside is None:
            records.lines.append(line(made, "a gate"))
        if depth > 1 and aside is None:
            records.picks.append(pick(made, records.lines[-1]))
    found = summary(records)
    assert sum(found["fates"].values()) == found["posts"] == len(drawn)
    assert sum(found["set_aside"].values()) == found["fates"]["set aside"]
    assert sum(role["posts"] for role in found["people"].values()) == len(drawn)
    assert sum(q["picks"] for q in found["questions"]) == found["picks"]
    answers = sum(question["answers"] for question in found["questions"])
    assert sum(role["answers"] for role in found["people"].values()) == answers


@pytest.mark.parametrize("name", fates.FATES)
def test_every_fate_is_named_even_when_no_post_has_it(name):
    assert name in summary(Records(Chat(chat="empty")))["fates"]


def test_an_answer_of_two_parts_counts_under_both_questions_and_once_for_its_author():
    records = chat_of()
    records.questions.append(Question(number=2, text="What was past mending?"))
    two = post("7", "late_lars", "A1 I mended a gate. A2: The toaster of my aunt")
    records.posts.append(two)
    records.answers.append(answer(two, 1))
    records.lines += [line(two, "I mended a gate.", 1), line(two, "The toaster of my aunt", 2)]
    counts = summary(records)
    told = [(each["answers"], each["voices"], each["lines"]) for each in counts["questions"]]
    assert told == [(1, 1, 1), (1, 1, 1)]
    assert counts["people"]["community"]["answers"] == 1
    assert sum(counts["fates"].values()) == 1
