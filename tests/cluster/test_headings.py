"""What a host says before the question itself is no part of its heading."""

import pytest

from pipeline.cluster import questions
from pipeline.cluster.headings import without_lead
from tests.cluster.chats import Said, chat, find
from tests.conftest import within

ASKED = "What does waiting do for your bread?"


@pytest.mark.parametrize(
    "lead",
    [
        "Lovely. Next one. ",
        "Love these! And finally: ",
        "Lovely 👇 and finally: ",
        "Last one tonight. ",
        "Onwards... ",
        "Last topic! ",
        "(T2): ",
        "Thank you all. To finish: ",
        "Let’s get into it! ",
        "👇 ",
        "➡️ ",
        "CHAPTER 2 QUESTION 👇 ",
        "🪡 2 ",
        "2️⃣ ",
        "2) ",
        "Q: ",
        "Part 2: ",
        "First question for tonight: ",
        "OK next one, folks! ",
        "Question three for you lot: ",
        "Tenth question: ",
        "Second question, and thank you for being so honest: ",
        "Last question of the evening. ",
        "Next one for the night: ",
        "Great start! Number two: ",
        "(and the final one) ",
        "(last one!) ",
        "of 5: ",
        "Lovely :heart: ",
        ":rotating_light: ",
        "**Last one!** ",
        "*Next one*: ",
        "Here's the next one: ",
        "Let's move on to the next question: ",
        "Final question (for real): ",
        "OK moving on. ",
        "So let's start. ",
        "Right, and now: ",
        "Right, off we go. ",
        "#LoafChat\n",
        "🍞 #LoafChat #baking\n",
        "Let me break the ice: ",
        "Last one for all of us. ",
        "Question the second: ",
        "And the sixth and last: ",
    ],
)
def test_what_only_leads_to_a_question_is_left_out(lead: str) -> None:
    assert without_lead(lead + ASKED, 2) == ASKED


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (f"From **olu_r**: {ASKED}", f"From olu_r: {ASKED}"),
        ("**Which one** loaf, and **why**?", "Which one loaf, and why?"),
        ("What is 2**3 and 2**4 in flour?", "What is 2**3 and 2**4 in flour?"),
        ("What does __init__ do for bread?", "What does __init__ do for bread?"),
        ("Who baked at the f***ing market **?", "Who baked at the f***ing market **?"),
    ],
)
def test_marks_of_what_is_bold_are_no_part_of_a_heading(text: str, heading: str) -> None:
    assert without_lead(text, 2) == heading


@pytest.mark.parametrize("mark", ["✂️", "🌒🌒", ":bread:"])
def test_a_mark_on_both_sides_of_a_title_is_no_part_of_a_heading(mark: str) -> None:
    assert without_lead(f"{mark} FLOUR {mark}\n\n{ASKED}", 2) == f"FLOUR\n\n{ASKED}"
    assert without_lead(f"FLOUR {mark}\n\n{ASKED}", 2) == f"FLOUR {mark}\n\n{ASKED}"


def test_a_keycap_is_no_part_of_a_heading_whatever_follows() -> None:
    assert without_lead(f"3️⃣ Starters. {ASKED}", 3) == f"Starters. {ASKED}"


@pytest.mark.parametrize(
    "text",
    [
        "Money. What does it do for your bread?",
        "So what does it do for your bread?",
        "Year 2. What do they bake?",
        "2 loaves a week: why bake more?",
        "Part 3: what comes behind the oven?",
        "Be honest. What do you throw away?",
        "Off we go to bed. What do you bake first?",
        "#Rye or #spelt: what do you bake first?",
        "The last question of your exam: what was it about?",
        "The first question people ask you: why bake at all?",
        "First thing in the morning: what do you bake?",
        "*Last one. What do you bake on it?*",
        ":cat: or :dog: which one wakes you?",
        "(One) more loaf: who eats it?",
        "First things first. Which oven is yours?",
        "To question the first: who does it serve?",
        "First and last loaf: which one bakes longest?",
        "$500, no strings. What do you bake?",
        "🐈 or 🐕: which one wakes you?",
        "☕ vs 🍵 – what do you have at three?",
        "🌾 to 🍞: what takes longest?",
        "Last night: what kept you up at three?",
        "First chat: what made you come?",
        "And so to bed: what do you bake last?",
        "Last one. And you?",  # too little would be left
    ],
)
def test_what_a_question_speaks_of_stays(text: str) -> None:
    assert without_lead(text, 2) == text


def test_a_labelled_question_is_read_so() -> None:
    said = [("loafchat", f"Q1 (A): Great. {ASKED}"), ("ines_b", "A1: it makes me wait, too")]
    posts, about = chat(*said)
    assert [(q.number, q.text) for q in questions.find(posts, about)] == [(1, ASKED)]


@pytest.mark.parametrize("form", ["", "{}. ", "Day {}: ", "Q{}: "])
def test_the_heading_is_the_same_however_the_host_counts(form: str) -> None:
    asked = [ASKED, "How do you keep it alive?", "Who eats it in the end?"]
    said: list[Said] = [("loafchat", "Welcome!")]
    for number, text in enumerate(asked, 1):
        said.append(("loafchat", f"{form.format(number)}Thanks all! {text}"))
        said += [(f"fan{n}", f"With rye, and slowly, number {number}{n}") for n in range(4)]
    assert [question.text for question in find(*said)] == asked


@pytest.mark.parametrize(
    "text",
    [
        "so. " * 20_000,
        "next question, " * 9_000,
        ":a:" * 20_000,
        "*" * 50_000,
        "👇" * 50_000,
        " " * 50_000,
        "and " * 20_000,
    ],
)
def test_no_length_takes_long(text: str) -> None:
    with within(2):
        without_lead(text, 2)
