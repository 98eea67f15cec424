import json

import pytest

from pipeline.errors import InputError
from pipeline.records import Chat, Question, Reason, Theme
from pipeline.records.lines import FLAG, FOREIGN
from tests.recap.chats import Records, answer, chat_of, line, people, pick, post, repair_cafe

FILES = [
    "recap.md", "recap.html", "recap.txt", "recap.json", "report.html", "summary.json",
    "written.json",
]  # fmt: skip


def test_all_files_are_made_and_the_same_again():
    first, second = repair_cafe().run(), repair_cafe().run()
    assert list(first) == FILES
    assert first == second


def test_the_order_of_posts_without_a_rank_changes_no_quote():
    records = repair_cafe()
    records.picks.reverse()
    assert records.run()["recap.md"] == repair_cafe().run()["recap.md"]


def test_the_opening_says_who_what_and_when():
    head = repair_cafe().run()["recap.md"].split("\n## ")[0]
    assert head == (
        "# Mend it or bin it?\n\n"
        "- **Guest:** Tomasz Wrench (@tomasz_fixes)\n"
        "- **Host:** Repair Café (@repaircafe)\n"
        "- **Date:** 6 March 2024\n"
        "- **Hashtag:** #RepairCafe\n"
        "- **Format:** 2 questions, 6 people, 10 posts\n"
    )


def test_several_hosts_are_named_as_several():
    records = chat_of("A zip. It took a night", "A gate, with wire", "A kettle, and my temper")
    hosts = {"mender1": "host", "mender2": "host"}
    records.people = people(records.posts, **hosts)
    records.picks = [
        p.model_copy(update={"role": hosts.get(p.handle, p.role)}) for p in records.picks
    ]
    text = records.run()["recap.md"]
    assert "- **Hosts:** Mender 1 (@mender1) and Mender 2 (@mender2)\n" in text
    assert "**From the hosts**" in text and "**From the community**" in text
    records.picks = records.picks[1:]
    assert "**From the host**" in records.run()["recap.md"]  # one of them is quoted


def test_embeds_show_the_post_of_the_guest_before_the_community():
    assert repair_cafe().run()["recap.md"].split("\n## ")[1] == (
        "Q1: What did you last mend?\n\n"
        "What people said:\n\n- *coat, zip* (2 voices), quoted below: @inez_sews, @old_lamp\n\n"
        "**From the guest**\n\n"
        "> A1a A toaster. It now toasts one side, with pride. #RepairCafe\n"
        ">\n"
        "> — Tomasz Wrench (@tomasz_fixes), "
        "[6 March 2024](https://x.com/tomasz_fixes/status/2)\n\n"
        "**From the community**\n\n"
        "> A1 A zip. Nobody bins a coat, they bin a zip.\n"
        ">\n"
        "> — Inez Sews (@inez_sews), [6 March 2024](https://x.com/inez_sews/status/4)\n\n"
        "> I mended the lamp, then the lamp mended my evenings.\n"
        ">\n"
        "> — @old_lamp, [6 March 2024](https://x.com/old_lamp/status/5)\n"
    )


def test_a_prompt_shows_a_short_line_of_its_theme_that_is_printed_nowhere_else():
    records = repair_cafe()
    dropped = next(pick for pick in records.picks if pick.handle == "inez_sews")
    assert f"“{dropped.text}”" not in records.run()["recap.md"]
    records.picks.remove(dropped)
    records.lines[2] = records.lines[2].model_copy(update={"score": 0.3})  # so nowhere else
    assert f"(2 voices): “{dropped.text}” (@inez" in records.run()["recap.md"]


def test_a_point_names_whose_lines_below_make_it():
    records = repair_cafe()
    made = records.run()
    assert "*coat, zip* (2 voices), quoted below: @inez_sews, @old_lamp\n" in made["recap.md"]
    assert "quoted below: <bdi>@inez_sews</bdi>, <bdi>@old_lamp</bdi></li>" in made["recap.html"]
    assert "coat, zip (2 voices), quoted below: @inez_sews, @old_lamp\n" in made["recap.txt"]
    assert '"quoted": [\n' in made["recap.json"]
    records.picks = [pick for pick in records.picks if pick.handle == "tomasz_fixes"]
    assert "quoted below" not in records.run()["recap.md"]  # what he said is no part of it


@pytest.mark.parametrize("style", ["embeds", "list"])
@pytest.mark.parametrize("name", ["recap.md", "recap.html", "recap.txt"])
@pytest.mark.parametrize("role", ["community", "guest", "host"])
def test_who_is_quoted_is_no_heading_where_it_is_the_community_alone(role, name, style):
    records = chat_of("I mended a gate.")
    records.people = people(records.posts, mender1=role)
    records.picks = [pick.model_copy(update={"role": role}) for pick in records.picks]
    article = records.run(style=style)[name].partition("For the editor")[0]
    assert (f"From the {role}" in article) is (role != "community")
    records.said(post("30", "late_lars", "I mended a lamp."))
    assert ("From the community" in records.run(style=style)[name]) is (role != "community")


@pytest.mark.parametrize(("voices", "is_told"), [(2, False), (3, True)])
def test_a_point_that_no_line_shows_needs_more_voices(voices: int, is_told: bool):
    records = repair_cafe()
    makers = set(records.themes[0].post_ids)
    records.picks = [pick for pick in records.picks if pick.post_id not in makers]
    records.lines = [
        line.model_copy(update={"score": 0.0}) if line.post_id in makers else line
        for line in records.lines
    ]
    records.themes[0] = records.themes[0].model_copy(update={"voices": voices})
    assert ("*coat, zip*" in records.run()["recap.md"]) is is_told


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("zips first", False),
        ("Zips, as told on https://mend.org/zips", False),
        ("Zips come before coats", True),
        ("Zips come before coats, said in #repaircafe", False),  # the chat's own tag
        ("Zips come before #coats", True),
        ("Zips come before coats \u202e", False),  # its credit would be read backwards
        ("Zips come \u2066before\u202c coats", False),
        ("Zips \u202bcome\u202c \u2067before\u2069 coats", True),
    ],
)
def test_an_example_has_a_few_words_no_address_and_leaves_its_credit_as_it_is(
    text: str, is_shown: bool
):
    records = repair_cafe()
    told = post("30", "tess_zip", text)
    records.posts.append(told)
    records.answers.append(answer(told, 1))
    records.lines.append(line(told, text, 1, 0.1, theme="theme-1"))
    assert (f"“{text}”" in records.run(style="list")["recap.md"]) is is_shown


@pytest.mark.parametrize(("front", "is_shown"), [("@inez_sews ", False), ("", True)])
def test_an_example_asks_nobody_by_name(front: str, is_shown: bool):
    records = repair_cafe()
    told = post("30", "tess_zip", f"{front}Who ever wore out a zip?")
    records.posts.append(told)
    records.answers.append(answer(told, 1))
    records.lines.append(line(told, "Who ever wore out a zip?", 1, 0.1, theme="theme-1"))
    assert ("“Who ever wore out a zip?”" in records.run(style="list")["recap.md"]) is is_shown


def test_an_example_stands_on_one_line():
    records = repair_cafe()
    told = post("30", "tess_zip", "Zips come\nbefore coats")
    records.posts.append(told)
    records.answers.append(answer(told, 1))
    records.lines.append(line(told, told.text, 1, 0.1, theme="theme-1"))
    assert "Zips come" not in records.run(style="list")["recap.md"]


def test_a_chat_without_a_hashtag_has_examples():
    records = repair_cafe()
    records.chat = records.chat.model_copy(update={"hashtag": None})
    told = post("30", "tess_zip", "Zips come before coats")
    records.posts.append(told)
    records.answers.append(answer(told, 1))
    records.lines.append(line(told, told.text, 1, 0.1, theme="theme-1"))
    assert "“Zips come before coats”" in records.run(style="list")["recap.md"]


def test_an_example_may_be_said_to_somebody():
    records = repair_cafe()
    told = post("30", "tess_zip", "@inez_sews Zips come before coats, every winter")
    records.posts.append(told)
    records.answers.append(answer(told, 1))
    records.lines.append(line(told, told.text[11:], 1, 0.1, theme="theme-1"))
    assert "“Zips come before coats, every winter”" in records.run(style="list")["recap.md"]


def test_an_example_is_that_part_of_its_post_that_stands_alone():
    records = repair_cafe()
    told = post("30", "tess_zip", "It was nine in March, so I lost four zips without a word")
    records.posts.append(told)
    records.answers.append(answer(told, 1))
    for text, stands_alone in ((told.text, 0.3), ("I lost four zips without a word", 1.0)):
        score = 0.2 if stands_alone < 1 else 0.1
        records.lines.append(line(told, text, 1, score, theme="theme-1", stands_alone=stands_alone))
    assert "“I lost four zips without a word”" in records.run()["recap.md"]


@pytest.mark.parametrize(
    ("said", "score", "is_shown"),
    [
        ("I lost four zips without a word", 0.1, True),
        ("I lost four buttons without a word", 0.1, False),  # neither coat nor zip
        ("I lost four zips without a word", 0.09, False),  # less than half as good
    ],
)
def test_an_example_that_has_a_word_of_its_theme_goes_before_a_better_one(
    said: str, score: float, is_shown: bool
):
    records = repair_cafe()
    for number, (text, chance) in enumerate([("Nothing is ever lost here but time", 0.2),
                                             (said, score)], 30):  # fmt: skip
        told = post(str(number), f"tess_{number}", text)
        records.posts.append(told)
        records.answers.append(answer(told, 1))
        records.lines.append(line(told, text, 1, chance, theme="theme-1"))
    text = records.run()["recap.md"]
    assert (f"“{said}”" in text) is is_shown
    assert ("“Nothing is ever lost here but time”" in text) is not is_shown


def test_what_closes_or_is_short_enough_to_share_is_no_example_of_a_point():
    records = repair_cafe()
    closes = records.lines[1] = records.lines[1].model_copy(update={"theme": "theme-1"})
    assert f"To take away\n\n> A1b Keep a jar of screws. {closes.text}" in records.run()["recap.md"]
    assert "*coat, zip* (2 voices), quoted below:" in records.run()["recap.md"]
    records.people = people(records.posts)  # without a guest it is still short enough to share
    assert f"- {closes.text}  \n" in records.run()["recap.md"]
    assert "*coat, zip* (2 voices), quoted below:" in records.run()["recap.md"]


@pytest.mark.parametrize(
    ("flag", "score", "is_shown"),
    [
        ('someone else\'s words? "Nobody bins a coat"', 0.5, False),
        ("phone number inside", 0.5, False),
        (FOREIGN, 0.5, True),  # a doubt of the score
        (None, 0.0, False),
        (None, 0.04, False),
        (None, 0.06, True),
    ],
)
def test_no_line_that_is_flagged_or_worth_nothing_shows_a_theme(
    flag: str | None, score: float, is_shown: bool
):
    records = repair_cafe()
    dropped = next(pick for pick in records.picks if pick.handle == "inez_sews")
    records.picks.remove(dropped)
    reasons = (Reason(text=f"flag: {flag}", value=0.0),) if flag else ()
    records.lines = [
        line.model_copy(update={"score": score, "reasons": reasons})
        if line.post_id == dropped.post_id
        else line
        for line in records.lines
    ]
    assert (f"“{dropped.text}”" in records.run()["recap.md"]) is is_shown


@pytest.mark.parametrize(
    ("written_so", "is_told"), [("all", False), ("all but one", True), ("most", False)]
)
def test_what_posts_in_another_language_share_may_be_that_alone(written_so: str, is_told: bool):
    records = repair_cafe()
    foreign = (Reason(text=f"{FLAG}{FOREIGN}", value=0.0),)
    makers = records.themes[0].post_ids[: 1 if written_so == "all but one" else None]
    said = post("30", "tess_zip", "I patch. I darn. I sew. I glue. I oil. I solder. I weld. I ask.")
    records.posts.append(said)
    records.answers.append(answer(said, 2))
    if written_so == "most":  # and one in English
        records.themes[0] = records.themes[0].model_copy(update={"post_ids": ("3", *makers)})
    records.lines = [
        line.model_copy(update={"reasons": foreign}) if line.post_id in makers else line
        for line in records.lines
    ]
    records.lines += [line(said, f"{part}.", 2, 0.1) for part in said.text[:-1].split(". ")]
    assert ("*coat, zip* (2 voices)" in records.run()["recap.md"]) is is_told


def test_a_list_shows_the_clean_line():
    assert (
        "- It now toasts one side, with pride.  \n"
        "  — Tomasz Wrench (@tomasz_fixes), [6 March 2024](https://x.com/tomasz_fixes/status/2)\n"
    ) in repair_cafe().run(style="list")["recap.md"]


def test_a_question_without_a_pick_says_why():
    text = repair_cafe().run()["recap.md"]
    assert "## Q2: What is past mending?\n\n*No line reached the bar; 1 answer was read.*" in text


def test_questions_of_a_later_session_stand_behind_those_of_the_first():
    records = chat_of("I mended a gate.")
    records.questions = [Question(number=n, text=f"What now, {n}?") for n in (1001, 2, 1)]
    assert records.material().numbers() == [1, 2, 1001]


def test_a_question_that_nobody_answered_says_so():
    records = repair_cafe()
    records.answers = [each for each in records.answers if each.post_id != "21"]
    text = records.run()["recap.md"].split("## Q2: What is past mending?")[1]
    assert text.startswith("\n\n*No answer was placed under this question.*")


def test_a_question_that_the_export_does_not_hold_says_so():
    records = chat_of("I mended a gate.")
    records.questions = [Question(number=1, text="")]
    assert "## Q1 (the question itself is not in this export)" in records.run()["recap.md"]


def test_a_pick_under_a_question_that_nobody_knows_of_is_printed_all_the_same():
    records = repair_cafe()
    records.said(post("30", "late_lars", "A bin is a shelf for the impatient."), 7)
    for style in ("embeds", "list"):
        text = records.run(style=style)["recap.md"]
        own = text.split("## Q7 (the question itself is not in this export)")[1]
        assert "A bin is a shelf for the impatient." in own


def test_a_number_that_only_a_pick_knows_of_is_told_where_no_question_was_found():
    records = chat_of(question=None)
    records.said(post("30", "late_lars", "A bin is a shelf for the impatient."), 7)
    assert "## Q7 (the question itself is not in this export)" in records.run()["recap.md"]


def test_the_points_that_most_people_make_are_told_and_no_more_than_are_wanted():
    records = repair_cafe()
    records.themes = [
        Theme(id=f"t{voices}", question=1, keywords=(word,), post_ids=("4",), voices=voices,
              medoid="4")
        for voices, word in ((2, "zip"), (5, "coat"), (3, "jar"), (1, "lamp"))
    ]  # fmt: skip
    text = records.run(themes=2)["recap.md"]
    assert text.index("*coat* (5 voices)") < text.index("*jar* (3 voices)")
    assert "*zip*" not in text and "*lamp*" not in text
    assert "*lamp*" not in records.run(themes=9)["recap.md"]  # one voice is no chorus


def test_the_guests_best_unprinted_line_closes():
    text = repair_cafe().run()["recap.md"]
    assert "## To take away\n\n> A1b Keep a jar of screws. The jar is the workshop." in text


@pytest.mark.parametrize("file", ["recap.md", "recap.html", "recap.txt"])
def test_the_closing_line_is_printed_in_the_style_of_the_others(file: str) -> None:
    clean, whole = (
        repair_cafe().run(style=style)[file].split("To take away")[1]
        for style in ("list", "embeds")
    )
    assert "A1b" not in clean and "A1b Keep a jar of screws." in whole


def test_a_weak_line_of_the_guest_does_not_close_nor_is_another_repeated_in_its_place():
    records = repair_cafe()
    records.lines[1] = records.lines[1].model_copy(update={"score": 0.1})
    files = records.run()
    assert "To take away" not in files["recap.md"]
    assert json.loads(files["recap.json"])["takeaway"] is None


def test_the_top_has_few_lines_of_one_person():
    records = Records(Chat(chat="repaircafe"))
    for number in range(1, 31):
        author = "prolific" if number < 20 else f"mender{number}"
        records.said(post(str(number), author, f"I mended gate {number}."), None, score=0.9)
    found = json.loads(records.run()["recap.json"])["top"]
    assert len(found) == 10
    assert sum(quote["handle"] == "prolific" for quote in found) == 2


def test_the_top_is_left_out_where_it_would_repeat_everything():
    assert "lines of the chat" not in repair_cafe().run()["recap.md"]


@pytest.mark.parametrize("style", ["embeds", "list"])
@pytest.mark.parametrize("name", ["recap.md", "recap.txt", "recap.html"])
def test_a_line_stands_once_in_the_article_and_for_other_uses_behind_it(name, style):
    records = chat_of(*(f"I mended gate number {number}." for number in range(1, 13)))
    whole = records.run(style=style)[name]
    article, _, behind = whole.partition("For the editor")
    pasted = records.run(style=style, notes=False)[name]
    for number in (1, 12):  # both are picked and short, and one is among the ten best
        assert article.count(f"gate number {number}.") == 1
        assert pasted.count(f"gate number {number}.") == 1
    assert "Ten lines of the chat" in behind and "Short enough to share" in behind
    assert behind.count("gate number") == 20
    assert name != "recap.html" or "</article>" in article


def test_short_lines_are_short_and_on_one_line():
    records = chat_of("Mend.", "Mend " * 30, "Mend\nit.")
    assert [q["text"] for q in json.loads(records.run()["recap.json"])["short"]] == ["Mend."]


def test_the_people_are_credited_by_role_and_answers():
    text = repair_cafe().run()["recap.md"]
    assert "- **Tomasz Wrench** (@tomasz_fixes), guest: 2 posts, 1 answer, 1 quote here" in text
    assert "Inez Sews (@inez_sews) 1 · @old_lamp 1" in text


def test_the_community_stands_by_its_answers_with_the_quotes_that_are_theirs():
    records = repair_cafe()
    answers = {"old_lamp": 2, "inez_sews": 3}
    records.people = [
        person.model_copy(
            update={"answers": answers.get(person.handle, 0), "handle": person.handle.upper()}
        )
        for person in records.people
    ][::-1]
    people = json.loads(records.run()["recap.json"])["people"]
    assert [(person["handle"], person["picks"]) for person in people] == [
        ("TOMASZ_FIXES", 1), ("REPAIRCAFE", 0), ("INEZ_SEWS", 1), ("OLD_LAMP", 1),
        ("ECHO_EVE", 0), ("LATE_LARS", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["recap.md", "recap.txt", "recap.html"])
def test_those_who_gave_no_answer_are_counted_without_a_word_on_it(name):
    records = repair_cafe()
    records.people = [person.model_copy(update={"answers": 0}) for person in records.people]
    assert "2 other people took part." in records.run()[name]  # one greeted, one passed on


@pytest.mark.parametrize("why", ["not in the chat's time", "another chat", "disputed author"])
def test_who_wrote_outside_the_chat_alone_is_not_said_to_have_taken_part(why):
    records = repair_cafe()
    records.people = [person.model_copy(update={"answers": 0}) for person in records.people]
    records.posts = [
        each.model_copy(update={"set_aside": why}) if each.handle == "late_lars" else each
        for each in records.posts
    ]
    assert "1 other person took part." in records.run()["recap.md"]  # who passed on


@pytest.mark.parametrize("name", ["recap.md", "recap.txt", "recap.html"])
def test_of_a_person_only_what_there_is_is_told(name):
    text = repair_cafe().run()[name]
    assert "guest: 2 posts, 1 answer, 1 quote here" in text
    assert "host: 2 posts, 1 answer" in text and "0 quotes" not in text  # none is printed


@pytest.mark.parametrize("name", ["recap.md", "recap.txt", "recap.html"])
def test_what_is_told_to_the_editor_alone_stands_behind_the_recap_and_can_be_left_out(name):
    whole = repair_cafe().run()[name]
    article, _, notes = whole.partition("For the editor")
    assert "Set aside 2 of 10 posts" in notes and "Set aside" not in article
    assert name != "recap.html" or "</article>" in article  # of which what is inside is pasted
    pasted = repair_cafe().run(notes=False)[name]
    assert "For the editor" not in pasted
    end = "The chat in numbers"
    assert end in pasted and pasted.partition(end)[0] == whole.partition(end)[0]


def test_what_is_uncertain_is_said():
    text = repair_cafe().run()["recap.md"].split("What is missing or uncertain\n")[1]
    assert "- Set aside 2 of 10 posts: 1 greeting, 1 repost." in text
    assert "- Low volume: only 5 answers in the whole chat." in text
    assert (
        "- 1 of 5 answers may belong under another question or none (less than half sure)." in text
    )
    assert "- @repaircafe is taken as host: for a test." in text
    assert "@tomasz_fixes is taken" not in text  # the guest was given
    assert "- Hashtag #RepairCafe: not given, the most frequent one (5 posts spell it so)." in text


def test_json_holds_every_quote_to_the_code_point():
    text = "half \ud83d a pair\r\nand a NUL \x00 <3"
    records = chat_of(text)
    content = records.run()["recap.json"]
    content.encode("utf-8")
    quote = json.loads(content)["questions"][0]["quotes"][0]
    assert quote["text"] == text
    assert (quote["start"], quote["end"]) == (0, len(text))


@pytest.mark.parametrize("style", ["embeds", "list"])
def test_a_chat_without_questions_has_its_lines_all_the_same(style):
    text = chat_of("I mended a gate.", question=None).run(style=style)["recap.md"]
    assert "## Beyond the questions" not in text and "## What was said" in text
    assert "No numbered questions were found in this chat" in text
    assert "I mended a gate." in text


def test_who_is_quoted_for_a_reply_alone_has_no_count_of_answers():
    records = repair_cafe()
    quoted = {pick.handle for pick in records.picks}
    records.people = [
        person.model_copy(update={"answers": 0}) if person.handle in quoted else person
        for person in records.people
    ]
    files = records.run()
    found = next(line for line in files["recap.md"].splitlines() if "by answers" in line)
    assert found.startswith("- **Community**, by answers: ") and " 0" not in found
    assert "0 answers" not in files["recap.txt"]


def test_lines_beyond_the_questions_come_last():
    records = repair_cafe()
    records.said(post("40", "late_lars", "A bin is a shelf for the impatient."), None)
    text = records.run()["recap.md"]
    assert text.index("## Q2") < text.index("## Beyond the questions") < text.index("A bin is")


def test_posts_of_many_days_are_not_passed_off_as_one_chat():
    records = Records(Chat(chat="monthly", hashtag="#RepairCafe"))
    for month in range(1, 7):
        moment = f"2024-{month:02d}-01T19:00:00Z"
        records.said(post(str(month), "mender", f"Mend {month}.", created_at=moment), None)
    text = records.run()["recap.md"]
    assert "# Recap of #RepairCafe, 1 January 2024 to 1 June 2024" in text
    assert "spread over 6 days: if these are several chats, make a recap of each." in text


def test_a_straggler_of_the_next_day_does_not_move_the_chat():
    records = chat_of("Mend.", "Bin.", "Sew.")
    records.posts[2] = records.posts[2].model_copy(update={"created_at": "2024-03-09T08:00:00Z"})
    text = records.run()["recap.md"]
    assert "- **Date:** 6 March 2024\n" in text
    assert "spread over" not in text


def test_an_empty_export_says_that_it_is_empty():
    files = Records(Chat(chat="empty")).run()
    assert list(files) == FILES
    assert "There is no recap: the export holds no post." in files["recap.md"]


def test_a_chat_of_reposts_says_why_there_is_no_recap():
    records = Records(Chat(chat="echo"))
    for number in range(3):
        again = post(str(number), "echo", "RT @a: Mend.", set_aside="repost")
        records.posts.append(again)
        records.answers.append(answer(again, None, "repost", reason="repost"))
    files = records.run()
    why = "There is no recap: every one of its 3 posts passes on somebody else's words."
    assert why in files["recap.md"]
    assert why.replace("'", "&#39;") in files["recap.html"]
    assert json.loads(files["summary.json"])["set_aside"] == {"repost": 3}


def test_links_that_readers_cannot_open_are_told():
    records = Records(Chat(chat="dials"))
    records.said(post("1", "ana", "Mend.", url="https://discord.com/channels/7/5/1"), None)
    records.people = people(records.posts)
    told = "1 link of a printed line opens for members of the Discord server alone."
    assert told in records.run()["recap.md"]
    assert "Discord" not in chat_of("I mended a gate.").run()["recap.md"]


def test_one_post_by_one_author_without_a_time_is_a_chat():
    records = Records(Chat(chat="one"))
    records.said(post("1", "solo", "I mended a gate.", created_at=None, url=None), None)
    records.people = people(records.posts)
    files = records.run()
    assert "> — @solo\n" in files["recap.md"]
    assert "No post has a day and a time" in files["recap.md"]
    assert "No post has a day and a time" not in chat_of("I mended a gate.").run()["recap.md"]
    assert json.loads(files["recap.json"])["hashtag"] is None
    assert "have no link to their posts" in files["recap.md"]


def test_five_thousand_posts_are_printed_in_seconds():
    records = Records(Chat(chat="crowd"))
    for number in range(1, 5001):
        made = post(str(number), f"mender{number % 900}", f"I mended gate number {number}.")
        records.posts.append(made)
        records.answers.append(answer(made, number % 8 + 1))
        records.lines.append(line(made, made.text, number % 8 + 1, score=number / 5000))
        if number % 100 == 0:
            records.picks.append(pick(made, records.lines[-1]))
    files = records.run()
    assert sum(json.loads(files["summary.json"])["fates"].values()) == 5000
    assert len(files["report.html"]) < 200_000


def test_a_house_brings_its_own_template(tmp_path):
    (tmp_path / "recap.txt.j2").write_text("{{ recap.title }} by {{ recap.people[0].name }}")
    files = repair_cafe().run(templates=str(tmp_path))
    assert files["recap.txt"] == "Mend it or bin it? by Tomasz Wrench"
    assert files["recap.md"] == repair_cafe().run()["recap.md"]


def test_a_missing_folder_of_templates_is_named():
    with pytest.raises(InputError, match="no such folder of templates"):
        repair_cafe().run(templates="no/such/house")


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("one\n{% if %}", "line 2: Expected an expression"),
        ("{{ recap.subtitle }}", "has no attribute 'subtitle'"),
        ("{{ recap.title | shout }}", "No filter named 'shout'"),
    ],
)
def test_a_wrong_template_is_named_with_what_is_wrong(tmp_path, template, found):
    (tmp_path / "recap.txt.j2").write_text(template)
    with pytest.raises(InputError, match=r"recap.txt.j2") as error:
        repair_cafe().run(templates=str(tmp_path))
    assert found in str(error.value)


def test_segments_are_counted_as_such_and_not_as_questions():
    records = chat_of("I mended a gate.", "I mended a lamp.")
    records.questions = [Question(number=1, text="gate, lamp", is_segment=True)]
    made = json.loads(records.run()["recap.json"])
    assert made["facts"]["Format"] == "1 segment, 2 people, 2 posts"
    assert made["counts"][1] == "2 answers and 0 replies to 1 segment"
