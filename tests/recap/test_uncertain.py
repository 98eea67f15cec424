"""What is missing or uncertain: sentences that hold for every post they speak of."""

import pytest

from pipeline.recap import uncertain
from pipeline.records import ASKS_MORE, SAID_BY, Entity, Question, Reason
from pipeline.records.lines import FLAG, FOREIGN
from tests.recap.chats import Records, answer, chat_of, line, pick, post


def told(records: Records) -> str:
    return "\n".join(uncertain.sentences(records.material()))


def test_only_posts_far_from_the_chat_are_said_to_be_never_quoted():
    records = chat_of("I mended a gate.")
    late = post("7", "late_lars", "A week on, I still mend.", created_at="2024-03-07T09:00:00Z")
    records.said(late)  # the morning after: it counts
    away = post("8", "echo_eve", "Who else is at the #RepairCafe fair?",
                created_at="2024-05-30T09:00:00Z", set_aside="not in the chat's time")  # fmt: skip
    records.posts.append(away)
    records.answers.append(answer(away, None, "other", reason="off-topic"))
    assert records.picks[-1] == pick(late, records.lines[-1], rank=2)
    assert "1 post is from long before or after the chat, so never picked." in told(records)


def test_a_post_that_may_be_cut_off_is_named_where_it_could_be_quoted():
    records = chat_of("I mended a gate and then…")
    records.posts[0] = records.posts[0].model_copy(update={"is_truncated": True})
    bare = post("7", "late_lars", "A week of oil, a year of", url=None, is_truncated=True)
    records.posts.append(bare)
    records.lines.append(line(bare, "A week of oil"))
    unquoted = post("8", "echo_eve", "I mended my…", is_truncated=True)
    records.posts.append(unquoted)
    records.answers += [answer(bare, 1), answer(unquoted, 1)]
    found = told(records)
    assert (
        "2 posts with a line may have been cut off by the export: check before quoting "
        "(https://x.com/mender1/status/1, post 7 by @late_lars)." in found
    )
    assert "1 post is cut off in the export, so never quoted." in found


def test_of_many_cut_posts_the_first_are_named():
    records = chat_of(*(f"I mended gate {number} and" for number in range(7)))
    records.posts = [each.model_copy(update={"is_truncated": True}) for each in records.posts]
    assert "status/5 and 2 more)." in told(records)


def test_a_question_whose_words_were_given_is_not_missing():
    records = chat_of("I mended a gate.")  # its question was given, and no post asks it
    assert "No post of the export asks" not in told(records)
    records.questions.append(Question(number=2, text=""))  # only answers know of it
    give = 'give its words in chat.toml as "Q2: ...", under questions.'
    assert f"No post of the export asks Q2: {give}" in told(records)


def test_a_question_that_is_asked_without_words_is_named_with_its_post():
    records = chat_of("I mended a gate.")
    asked = post("7", "repaircafe", "Q2 👇")
    records.posts.append(asked)
    records.questions.append(Question(number=2, text="", post_id=asked.id, handle=asked.handle))
    assert "The words of Q2 (https://x.com/repaircafe/status/7) are not in the export: " in told(
        records
    )
    assert "No post of the export asks" not in told(records)


def test_a_given_hashtag_that_nobody_uses_is_told_of():
    records = chat_of("I mended a gate.")
    said = "The hashtag #RepairCafé stands on no post of this export."
    records.chat = records.chat.model_copy(update={"hashtag": "#RepairCafé"})
    assert said in told(records)
    tag = Entity(kind="hashtag", text="#repaircafé", start=8, end=19)
    tagged = post("7", "lars", "Mend at #repaircafé", entities=(tag,))
    records.posts.append(tagged)
    records.answers.append(answer(tagged, 1))
    assert said not in told(records)


def test_a_given_day_on_which_nobody_posted_is_told_of():
    records = chat_of("I mended a gate.")  # on 6 March
    for day, is_told in (("2024-03-06", False), ("2024-03-07", False), ("2023-03-06", True)):
        records.chat = records.chat.model_copy(update={"date": day})
        assert ("is of the day that is given, 6 March 2023." in told(records)) is is_told


def test_a_list_that_lacks_questions_is_told_of():
    records = chat_of("I mended a gate.")
    lacking = f"{ASKS_MORE} 5 questions; the list given in chat.toml has 1 and is taken for all"
    records.questions[0] = records.questions[0].model_copy(update={"evidence": (lacking,)})
    assert "Asked without numbers, it seems: 5 questions; the list given" in told(records)


def test_a_question_that_only_a_further_part_of_a_post_answers_is_answered():
    records = chat_of()
    records.questions.append(Question(number=2, text="What was past mending?"))
    two = post("7", "late_lars", "A1 I mended a gate. A2: The toaster of my aunt")
    records.posts.append(two)
    records.answers.append(answer(two, 1))
    records.lines.append(line(two, "The toaster of my aunt", 2))
    found = told(records)
    assert "No answer was found" not in found
    assert "Low volume: only 1 answer in the whole chat." in found
    note = "No line reached the bar; 1 answer was read."
    assert records.run()["recap.md"].count(note) == 2
    assert "\n- no quote\n" in records.run()["recap.md"]  # and not "0 quotes by 0 people"


def test_who_is_credited_by_a_phone_number_is_counted_and_not_named():
    records = chat_of("I mended a gate.", "I mended a door.")
    assert "phone" not in told(records)
    number = "+44 7700 900123"
    bare, named = records.people
    records.people = [
        bare.model_copy(update={"handle": number, "name": None}),
        named.model_copy(update={"handle": "+44 7700 900456"}),  # the name is printed
    ]
    assert "1 person is known by a phone number alone, which is printed" in told(records)
    assert number not in told(records)


def test_who_asks_not_to_be_quoted_is_named_once_with_the_post():
    records = chat_of("I mended a gate.")
    for id, words in (("7", "Hi! Please don't quote me."), ("8", "Again: please don't quote me.")):
        records.posts.append(post(id, "shy_una", words))
    assert told(records).count("not to be quoted") == 1
    assert (
        "@shy_una asks not to be quoted (https://x.com/shy_una/status/7): that post is not "
        "picked, but other lines of theirs may be printed." in told(records)
    )


def test_a_post_that_asks_not_to_be_quoted_and_was_accepted_is_not_said_to_be_left_out():
    records = chat_of("I mended a gate.")
    asks = post("7", "shy_una", "Please don't quote me.")
    records.posts.append(asks)
    records.said(post("8", "shy_una", "Again: please don't quote me."))  # accepted
    assert [said for said in told(records).split("\n") if "not to be quoted" in said] == [
        "@shy_una asks not to be quoted (https://x.com/shy_una/status/8): an editor accepted that "
        "post all the same, so it is printed."
    ]


def test_who_asks_of_the_post_before_is_told_of_both():
    records = chat_of("I mended a gate.")
    before = post("7", "shy_una", "I climb in at night.")
    records.posts.append(before)
    records.posts.append(post("8", "shy_una", "Please don't put that one in the write-up!"))
    passed_on = post("77", "shy_una", "RT @old_lamp: I climb in by day.", set_aside="repost")
    records.posts.insert(-1, passed_on)  # between both
    assert "/8): that post and theirs before it are not picked" in told(records)
    records.posts.remove(before)
    records.said(before)  # accepted
    records.posts.sort(key=lambda post: post.id)
    assert "/7): an editor accepted that post all the same, so it is printed." in told(records)
    assert "not picked" not in told(records)


def test_who_asks_in_private_or_late_is_named_and_who_passes_it_on_is_not():
    records = chat_of("I mended a gate.")
    asks = post("7", "shy_una", "Please don't quote me.")
    records.said(asks.model_copy(update={"set_aside": "private", "is_private": True}))
    passed_on = post("8", "ben", "RT @shy_una: Please don't quote me.")
    records.said(passed_on.model_copy(update={"set_aside": "repost"}))
    comment = post("9", "lars", "Why? RT @shy_una: Please don't quote me.")
    records.said(comment.model_copy(update={"body": (0, 4)}))
    assert told(records).count("not to be quoted") == 1
    assert "@shy_una asks not to be quoted" in told(records)


def test_a_printed_line_that_was_flagged_is_to_be_looked_at_again():
    records = chat_of("I mended a gate.")
    for id, name, why in (
        ("7", "una", "flag: phone number inside"),
        ("8", "ben", "flag: phone number inside"),
        ("9", "lars", f"{FLAG}{FOREIGN}"),
        ("10", "+44 7700 900123", "flag: credited to a phone number"),
    ):
        records.said(post(id, name, f"Say {id} and mend it."))
        reasons = (Reason(text=why, value=0),)
        records.picks[-1] = records.picks[-1].model_copy(update={"reasons": reasons})
    [found] = [said for said in told(records).split("\n") if said.startswith("Look again")]
    assert found == (
        "Look again before you publish: phone number inside "
        "(https://x.com/una/status/7, https://x.com/ben/status/8)."
    )


def test_a_printed_post_that_its_author_put_behind_a_warning_is_to_be_looked_at():
    records = chat_of("I mended a gate.")
    for id in ("7", "8"):
        warned = post(id, "una", f"Say {id} and mend it.", warning="blood, a little")
        records.said(warned)
    records.posts.append(post("9", "ben", "Not printed.", warning="food"))
    [found] = [said for said in told(records).split("\n") if said.startswith("Look again")]
    assert found == (
        "Look again before you publish: its author put it behind a content warning: “blood, a "
        "little” (https://x.com/una/status/7, https://x.com/una/status/8)."
    )


def test_what_is_flagged_elsewhere_in_a_printed_post_is_told_as_the_post_is_printed_whole():
    records = chat_of("I mended a gate.")
    records.said(post("7", "una", "Mend it. Call 555-201-3344 “for a chat”."))
    for text, why in (
        ("Call 555-201-3344 “for a chat”.", "phone number inside"),
        ("555-201-3344 “for a chat”.", "phone number inside"),  # once
        ("“for a chat”.", "someone else's words? for a chat"),
    ):
        flagged = (Reason(text=f"flag: {why}", value=0),)
        records.lines.append(line(records.posts[-1], text, reasons=flagged))
    found = [said for said in told(records).split("\n") if said.startswith("Look again")]
    where = "(https://x.com/una/status/7)."
    assert found == [
        f"Look again before you publish: phone number inside {where}",
        f"Look again before you publish: someone else's words? for a chat {where}",
    ]


@pytest.mark.parametrize(("are_names", "shown"), [(True, "mira_lind"), (False, "@mira_lind")])
def test_who_is_given_and_wrote_nothing_is_told_as_all_others_are_called(are_names, shown):
    records = chat_of("I mended a gate.", "I mended a lamp.")
    records.chat = records.chat.model_copy(update={"guest": ("mira_lind",), "host": ("MENDER1",)})
    if are_names:  # as in an export that knows no handles
        records.people = [
            person.model_copy(update={"name": person.handle}) for person in records.people
        ]
    said = told(records)
    assert f"The guest {shown} wrote no post of this export." in said
    assert "The host" not in said


def test_what_the_editors_say_of_a_role_is_told_as_theirs_though_roles_are_given():
    records = chat_of("I mended a gate.")
    records.chat = records.chat.model_copy(update={"host": ("mender1",)})
    why = f"{SAID_BY}ines; found as community: neither asks nor is introduced"
    records.people = [each.model_copy(update={"why": why}) for each in records.people]
    said = told(records)
    assert f"@mender1 is taken as community: {why}." in said
    assert "what the editors say of these is printed only" in said
    assert "Where that is wrong" not in said


def spoken_in(records: Records, langs: dict[str, str | None]) -> Records:
    """Return the records, the posts with these numbers in another language, known or not."""
    foreign = (Reason(text=f"{FLAG}{FOREIGN}", value=0.0),)
    records.posts = [each.model_copy(update={"lang": langs.get(each.id)}) for each in records.posts]
    records.lines = [
        each.model_copy(update={"reasons": foreign}) if each.post_id in langs else each
        for each in records.lines
    ]
    return records


MENDED = ("I mended a gate.", "Le vélo roule.", "I oiled a hinge.", "I glued a cup.", "Um bule!")


def test_of_posts_in_other_languages_it_is_told_what_of_them_counts():
    records = spoken_in(chat_of(*MENDED, "Patience.", "Solder."), {"2": "fr-CA", "5": None})
    records.posts[0] = records.posts[0].model_copy(update={"lang": "de"})  # yet its line is read
    found = (
        "2 posts with lines are not in English (French): scores were learned on English, so of "
        "these only length and form count; "
    )
    assert f"{found}2 of them are quoted." in told(records)
    records.picks = []
    records.lines = [each.model_copy(update={"score": 0.0}) for each in records.lines]
    assert f"{found}none of them is quoted." in told(records)


def test_languages_are_named_in_one_order_whichever_came_first():
    records = chat_of(*MENDED, *(f"I mended {number} clocks." for number in range(9)))
    records = spoken_in(records, {"5": "pt", "2": "fr", "3": "nl", "1": "it"})
    assert "(Dutch, French, Italian, Portuguese)" in told(records)


def test_one_line_of_a_post_tells_the_language_of_those_too_short_for_it():
    for lang, is_told in (("fr", True), ("en", False), (None, False)):
        records = spoken_in(chat_of(*MENDED), {"2": lang})
        records.lines.append(line(records.posts[1], "Le vélo"))
        found = (
            "1 post with lines is not in English (French): scores were learned on English, so of "
            "it only length and form count; it is quoted."
        )
        assert (found in told(records)) is is_told


def test_of_a_chat_in_another_language_it_is_told_that_all_is_less_sure():
    records = spoken_in(chat_of(*MENDED), {"2": "fr", "4": "fr", "5": None})
    assert (
        "Much of this chat is not in English but in French, and all was learned from English chats:"
        " places, themes and the order of the lines are less sure than usual." in told(records)
    )
    assert "not in English" not in told(chat_of(*MENDED))


def test_people_who_write_another_language_into_an_english_chat_do_not_make_it_theirs():
    records = spoken_in(chat_of(*MENDED), {"2": "fr", "5": "pt"})
    records.posts = [each.model_copy(update={"lang": each.lang or "en"}) for each in records.posts]
    assert "2 posts with lines are not in English (French, Portuguese)" in told(records)


def test_a_segment_without_an_answer_is_called_one():
    records = chat_of("I mended a gate.")
    records.questions = [
        Question(number=number, text=words, is_segment=True)
        for number, words in ((1, "gate"), (2, "lamp"))
    ]
    assert "No answer was found to segment 2." in told(records)
