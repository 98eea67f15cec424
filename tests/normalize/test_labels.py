"""Labels: the spellings of real chats, and where they stand."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.spellings import folded
from tests.conftest import within
from tests.normalize.chats import label_of, spelled

GREETINGS = (
    "hi hello hey oh ooh ok okay evening so yes late sorry oops and also re my for answering"
)


@pytest.mark.parametrize(
    ("text", "kind", "question", "span"),
    [
        ("A1 Maps make us ask better questions", "A", 1, "A1"),
        ("a1 first thing is to listen", "A", 1, "a1"),
        ("A1. Start small", "A", 1, "A1."),
        ("Catching up, A3 again: the folded ones", "A", 3, "A3"),
        ("A1, 3.5 hours of sleep will do", "A", 1, "A1,"),  # numbers that the answer says
        ("A1, 9:30 in the morning, no sooner", "A", 1, "A1,"),
        ("A1.) Start small", "A", 1, "A1.)"),
        ("A1- never heard of it", "A", 1, "A1-"),
        ("A2 - start small", "A", 2, "A2 -"),
        ("A.1 Start small", "A", 1, "A.1"),
        ("A 1: start small", "A", 1, "A 1:"),
        ("A 1b - the legend", "A", 1, "A 1b -"),
        ("Ans 3 We walk the route first", "A", 3, "Ans 3"),
        ("Ans 3 we walk the route first", "A", 3, "Ans 3"),
        ("Answer 3: we walk the route", "A", 3, "Answer 3:"),
        ("QUESTION 2: Who draws your maps?", "Q", 2, "QUESTION 2:"),
        ("Q1) Who draws your maps?", "Q", 1, "Q1)"),
        ("Question 9, the last one: It rains. Which map?", "Q", 9, "Question 9, the last one:"),
        ("Question 7 and last. A map for a child. Whose?", "Q", 7, "Question 7 and last."),
        ("Question 5 (the last one!): Who folds it?", "Q", 5, "Question 5 (the last one!):"),
        ("Question 5, our last: is there a map", "Q", 5, "Question 5, our last:"),
        ("Q8, the last one: Who folds it?", "Q", 8, "Q8, the last one:"),
        ("Q5 last of the maps?", "Q", 5, "Q5"),
        ("QUESTION 4\nwho draws your maps?", "Q", 4, "QUESTION 4"),
        ("Question 4 👇 #mapchat https://t.co/aB3dE5fG7h", "Q", 4, "Question 4 👇"),
        ("A5 / Walking is thinking", "A", 5, "A5 /"),
        ("A1 / A2 both by walking", "A", 1, "A1 / A2"),
        ("#Q3 Who draws your maps?", "Q", 3, "#Q3"),
        ("[A4] with pencils", "A", 4, "[A4]"),
        ("*A4:* with pencils", "A", 4, "*A4:*"),  # Slack bold
        ("✅A1 yes", "A", 1, "✅A1"),
        ("A1️⃣ yes", "A", 1, "A1️⃣"),
        ("A1➡️ yes", "A", 1, "A1➡️"),
        ("A1 ➡️ yes", "A", 1, "A1 ➡️"),
        ("A1a/b walk on", "A", 1, "A1a/b"),
        ("A1 and 2: walk on", "A", 1, "A1 and 2:"),
        ("A1&2 I walk on", "A", 1, "A1&2"),
        ("🅰️1 yes", "A", 1, "🅰️1"),
        ("Ａ１：はい", "A", 1, "Ａ１："),  # full width
        ("𝗔𝟭: bold letters", "A", 1, "𝗔𝟭:"),
        ("A3 A3 Check the legend", "A", 3, "A3 A3"),
        ("Q2 A2 mine is a globe", "A", 2, "Q2 A2"),  # the question's label, then the answer's
        # who repeats the question answers it behind the second label
        ("Q1: Who draws maps? A1: My nan, on bags.", "A", 1, "Q1: Who draws maps? A1:"),
        ("Q1 Who draws maps?\nA1 My nan", "A", 1, "Q1 Who draws maps?\nA1"),
        ('"Q1: Who draws maps?" A1: My nan', "A", 1, 'Q1: Who draws maps?" A1:'),
        ("Q1 Who draws maps? - A1 My nan", "A", 1, "Q1 Who draws maps? - A1"),
        ("Q1: Who draws maps? A2: My nan", "Q", 1, "Q1:"),
        ("Q1: Who draws maps? A1", "Q", 1, "Q1:"),  # says how to answer
        ("Q1: Who draws maps? Q1: Anyone?", "Q", 1, "Q1:"),
        ("A1 Walk first. A1: then draw", "A", 1, "A1"),
        ("Hello all, Q2: who draws maps?", "Q", 2, "Q2:"),
        ("Answering Q3 I walk it", "A", 3, "Answering Q3"),
        ("A1: coming from a village of nine, I never needed one", "A", 1, "A1:"),
        ("Q1: Who draws maps? Begin with A1 please", "Q", 1, "Q1:"),
        ("A1/3 It begins with a walk", "A", 1, "A1/3"),
        ("A1/ It begins with a walk", "A", 1, "A1/"),
        ("A1 (1/2) It begins with a walk", "A", 1, "A1"),  # a thread mark is no label
        ("A1iPhone and a pencil", "A", 1, "A1"),
        ("A1Being lost teaches most", "A", 1, "A1"),
        ("A10 Ten is my number", "A", 10, "A10"),
        ("Q0 Who are you?", "Q", 0, "Q0"),
        ("A1 - 3 things help", "A", 1, "A1 -"),
        ("T2 A2 A visual helps", "A", 2, "A2"),  # topic 2
        ("A2 coming up with new routes", "A", 2, "A2"),
        ("Q2 coming up with new routes: how?", "Q", 2, "Q2"),
        ("A1 or A2 both by walking", "A", 1, "A1 or A2"),
        ("A1 + A2 both by walking", "A", 1, "A1 + A2"),
        ("A5/ in my country we walk", "A", 5, "A5/"),
        ("A5 ▶️ walk it", "A", 5, "A5 ▶️"),
        ("A 1 - walk it", "A", 1, "A 1 -"),
        ("A #1: walk it", "A", 1, "A #1:"),
        ("Q 1) who walks?", "Q", 1, "Q 1)"),
        ("Answer 4.\nwalk it", "A", 4, "Answer 4."),
        ("ques 4: who walks?", "Q", 4, "ques 4:"),
        ("Ques#4 who walks?", "Q", 4, "Ques#4"),
        ("Q5, my final one: Who folds it?", "Q", 5, "Q5, my final one:"),
        ("Q5, the very last question: Who folds it?", "Q", 5, "Q5, the very last question:"),
        ("Answering question 2, walk it", "A", 2, "Answering question 2,"),
        ("(A2) walk it", "A", 2, "(A2)"),
        ("A2 ctd. walk it again", "A", 2, "A2 ctd."),
        ("A3: paper beats pixels", "A", 3, "A3:"),  # the colon makes it a label
        ("ANS-2: walk it", "A", 2, "ANS-2:"),
        ("Ans.2 walk it", "A", 2, "Ans.2"),
        ("ans2 walk it", "A", 2, "ans2"),
        # an answer that goes on
        ("A2cont: and walk it again", "A", 2, "A2cont:"),
        ("a2contd and walk it again", "A", 2, "a2contd"),
        ("A2 cont'd and walk it again", "A", 2, "A2 cont'd"),
        ("A2 (cont.): and walk it again", "A", 2, "A2 (cont.):"),
        ("#A2 continued: and walk it again", "A", 2, "#A2 continued:"),
        ("A2 part 2: walk it again", "A", 2, "A2 part 2:"),
        ("A2 (pt. 2) walk it again", "A", 2, "A2 (pt. 2)"),
        ("A2 continued use wears a map out", "A", 2, "A2"),
        ("A2 part 2 of the route is steep", "A", 2, "A2"),
        # a question's name with words that make an answer of it
        ("Q3 A: walk it", "A", 3, "Q3 A:"),
        ("Q3 - my answer: walk it", "A", 3, "Q3 - my answer:"),
        ("Q3 A: Walk it. B: Drive it.", "Q", 3, "Q3"),  # offers answers
        ("Q3 A: Who draws your maps?", "Q", 3, "Q3"),
        ("Q3: Answer - honestly: who draws your maps?", "Q", 3, "Q3:"),  # says how
        ("Q3: Answer - honestly: a friend does", "A", 3, "Q3: Answer -"),
        ("Q3 answer - a friend. Who draws yours?", "A", 3, "Q3 answer -"),
        ("To answer Q2, I walk it", "A", 2, "To answer Q2,"),
        ("To answer question 2, I walk it", "A", 2, "To answer question 2,"),
        ("To answer Q2: sourdough, always", "A", 2, "To answer Q2:"),
        ("Answering Q3: walk it", "A", 3, "Answering Q3:"),
        ("Just got in, answering Q3: walk it", "A", 3, "answering Q3:"),
        ("@ana I'm answering Q3 - walk it", "A", 3, "I'm answering Q3 -"),
        ("Answering Q3: A3 walk it", "A", 3, "Answering Q3: A3"),
        ("In answer to Q2 - walk it", "A", 2, "In answer to Q2 -"),
        ("Late response to Q2: walk it", "A", 2, "Late response to Q2:"),
        ("Lovely maps all! Here's my answer to Q2: walk it", "A", 2, "Here's my answer to Q2:"),
        ("Answer to question 3: walk it", "A", 3, "Answer to question 3:"),
        ("In reply to Q3: everyone here walks it", "A", 3, "In reply to Q3:"),
        ("In answer to Q3: we'd love to see more maps", "A", 3, "In answer to Q3:"),
        ("As for Q3: walk it", "Q", 3, "Q3:"),
        ("sorry thought of one for q2: walk it", "A", 2, "sorry thought of one for q2:"),
        ("Late thought for Q3: walk it", "A", 3, "Late thought for Q3:"),
        ("Oh! One more for Q4: ask the postman", "A", 4, "One more for Q4:"),
        ("Sorry, one more thought for Q4: walk it", "A", 4, "Sorry, one more thought for Q4:"),
        ("Nachtrag zu Q4: und der Kompass", "A", 4, "Nachtrag zu Q4:"),
        ("@ana one more for Q3, a map my gran drew", "A", 3, "one more for Q3,"),
        ("One last thing for Q3: ask the postman", "A", 3, "One last thing for Q3:"),
        ("Still up! My tuppence for Q3: walk it", "A", 3, "My tuppence for Q3:"),
        ("My tuppence for Q3: give us more time to walk", "A", 3, "My tuppence for Q3:"),
        ("Forgot to say for Q4: ask the postman", "A", 4, "Forgot to say for Q4:"),
        ("Oh, I meant to add to Q4: walk it", "A", 4, "I meant to add to Q4:"),
        ("Belated Q2: I walk it", "Q", 2, "Q2:"),
        ("Another one for Q2: Who draws yours?", "Q", 2, "Q2:"),
        ("Time for Q2: Tell us who draws yours", "Q", 2, "Q2:"),
        ("One more for Q2: tell us who draws yours", "Q", 2, "One more for Q2:"),
        ("Another thought for Q2: please share your worst map", "Q", 2, "Another thought for Q2:"),
        ("One more for Q2: please stop folding them", "A", 2, "One more for Q2:"),
        ("One more for Q2: share the load, and the map", "A", 2, "One more for Q2:"),
        ("One more for Q2: they tell us where we are", "A", 2, "One more for Q2:"),
        # of how many
        ("Q6/7: Who draws your maps?", "Q", 6, "Q6/7:"),
        ("Q3/10: Who draws your maps?", "Q", 3, "Q3/10:"),
        ("Q6 / 7 → Who draws your maps?", "Q", 6, "Q6 / 7 →"),
        ("Here's my A2: walk it", "A", 2, "A2:"),
        ("Another A2: walk it", "A", 2, "A2:"),
        # words that only talk about a label may also open what is said under it
        ("Q3: Now be brave. Which map do you hide?", "Q", 3, "Q3:"),
        ("Q4: Please share the map you got lost with", "Q", 4, "Q4:"),
        ("Q5 Will paper maps outlive us?", "Q", 5, "Q5"),
        ("Q2: In 3 words, what is a legend for?", "Q", 2, "Q2:"),
        ("Q6: Next: who should draw the next one?", "Q", 6, "Q6:"),
        ("Q1: Q1 coming in hot. Which map was your first?", "Q", 1, "Q1: Q1"),
        ("A1: Coming from a village of nine, I never needed one", "A", 1, "A1:"),
    ],
)
def test_a_label_and_its_span(text: str, kind: str, question: int, span: str) -> None:
    label = label_of(text)
    assert label is not None
    assert (label.kind, label.question, spelled(text)) == (kind, question, span)


@pytest.mark.parametrize(
    "text",
    [
        "@ana .@MapChat A6 Yes",
        "#mapchat A6. I walk",
        "RT @ben #mapchat A6 walking",
        "MT @ben: A6 walking",
        "https://t.co/aB3dE5fG7h A6 this one",
        "(1/2) A6 first half",
        "Okay, all ready? A6 I walk",
        "Hello all A6 I feel most at home on foot",  # a greeting before it
        "My A6: walking",
        "Mostly lurking, but A6: walking",
        "Home now, A6: walking",
        "Walking beats driving. A6 #mapchat",
        "Walking beats driving #mapchat A6",
        "Walking beats driving #A6 #mapchat https://t.co/aB3dE5fG7h",
        "is it not? A6.? #mapchat",
        "HT @ben A6 walking",
        "MT @ben A6 walking",
        "via @ben A6 walking",
        "cc @ana @ben A6 walking",
        "2/2 A6 second half",
        "1 of 2 A6 first half",
        "1of 2 A6 first half",
        "12/12 A6 last of all",
        *(f"{word} A6 walking" for word in GREETINGS.split()),
        "Late to A6 walking",
        "oh and A6 - walking, since it is my birthday",
        "Oh also A6 walking",
        "Forgot A6! walking",
        "Here is my A6: walking",
        "This is my A6: walking",
        "Long day at the desk, so A6: walking",
        "Long day at the desk, now A6: walking",
        "Bike in the shed, so a very late A6: walking",
        "Home at last\nA6 I walk",  # a line without a full stop
        "One more A6: walking",
        "Also A6: walking",
        "Walking. Ans to Q6: I said it",
        "Quick answer for Q6: walking",
    ],
)
def test_a_label_past_names_tags_and_greetings_or_at_the_end(text: str) -> None:
    label = label_of(text)
    assert label is not None and (label.kind, label.question) == ("A", 6)


@pytest.mark.parametrize(
    "text",
    [
        "First question ...Q1 What does a map leave out?",
        "Reminder of Q1 - What does a map leave out?",
        "Time for Q1: What does a map leave out?",
        "Ready, set, GO! Q1 What does a map leave out?",
        "ready, set, go! q1 what does a map leave out?",  # a whole chat in small letters
        "well. q1 what does a map leave out? https://t.co/aB3dE #MapChat",
        "argh. Q1! what does a map leave out",  # the label alone has a capital
        "rt @map_hour q1 what does a map leave out?",
        *(f"{lead} Q1: it leaves out" for lead in ["As for", "On", "Regarding", "Concerning"]),
        *(f"{lead} Q1: it leaves out" for lead in ["With regard to", "With regards to", "Back to"]),
        *(f"{lead} Q1: it leaves out" for lead in ["Going back to", "Scrolling up to"]),
        *(f"{lead} Q1: it leaves out" for lead in ["Catching up on", "Catching up with"]),
    ],
)
def test_a_host_asks_in_the_middle_of_a_post(text: str) -> None:
    label = label_of(text)
    assert label is not None and (label.kind, label.question) == ("Q", 1)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("A1b: and the legend", "b"),
        ("A1A the legend", "a"),
        ("A2d Last let me say", "d"),
        ("A1 (c) the scale", "c"),
        ("A1 b) the north arrow, if there is one", "b"),
        ("A1 a) the scale b) the legend", None),  # a list in one post
        ("A1 a) the scale\nb) the legend", None),
        ("A1 a) the scale\n\nb) the legend", None),
        ("A1 a) the scale\nin miles\n- b) the legend", None),
        ("A1 a) the scale; b.)the legend", None),
        ("Q1.2: Which scale?", "2"),
        ("A1 a legend", None),  # the article
        ("A1I think so", None),
    ],
)
def test_the_part_of_a_label(text: str, part: str | None) -> None:
    label = label_of(text)
    assert label is not None and label.part == part


@pytest.mark.parametrize(
    "text",
    [
        "A1 I like walking and A2 I hate driving",
        "A1 Walking. A2. Never driving",
        "A1 Walking. And A2 is much the same",
        "Late, and in a hurry! A1 walking. A2 never driving",
        "Late, two in one\nA1: walking\nA2: never driving",
        "Q1: Who walks? A1: I do. A2 Never driving",
        "Q1: Who walks? A1/A2 I do",
        "A1 & A2: walking",
        "A1/A2 walking",
        "A1 and 2: walking",
        "A1&2 I walk",
        "A1, 2 - walking",
        "a1 + 2: walking",
    ],
)
def test_one_post_answers_two_questions(text: str) -> None:
    label = label_of(text)
    assert label is not None and (label.question, label.also) == (1, (2,))


def test_one_post_answers_three_questions() -> None:
    label = label_of("A1, 2 & 3: walking")
    assert label is not None and (label.question, label.also) == (1, (2, 3))


@pytest.mark.parametrize(
    "text",
    [
        "A1, A2, A3: use these tonight",
        "A1/A2/A3 tell us what you answer",
        "Q1 Q2 Q3 Ten minutes each",
    ],
)
def test_three_labels_in_a_row_tell_how_to_answer(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    "text", ["A1 and 2 maps of it", "A1 & 2 kids who walk", "A1, 5 minutes a day"]
)
def test_a_number_that_counts_is_no_second_label(text: str) -> None:
    label = label_of(text)
    assert label is not None and label.also == ()


@pytest.mark.parametrize(
    "text",
    [
        "A5 same as A4!",
        "A5 same as A3 and A4!",
        "A5 Both A3 and A4 say it for me",
        "A5 Walking. Q3: who drives?",
        "A5 Walking. A3 etc",
    ],
)
def test_another_answer_that_is_only_named_is_not_answered(text: str) -> None:
    label = label_of(text)
    assert label is not None and label.also == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "A1",
                "Q2:",
                "#A3",
                "(A4)",
                "a5.",
                "@ana",
                "#mapchat",
                "👍🏽",
                "maps",
                "and",
                "etc",
                "!",
                "-",
            ]
        )
    )
)
def test_a_label_is_a_slice_of_the_text_with_its_number_in_it(words: list[str]) -> None:
    text = " ".join(words)
    label = label_of(text)
    if label is not None:
        assert 0 <= label.start < label.end <= len(text)
        assert not text[label.start].isspace() and not text[label.end - 1].isspace()
        assert str(label.question) in text[label.start : label.end]


@pytest.mark.parametrize(
    "unit",
    [
        "A1 ",
        "(A1 ",
        "A1. word ",
        "#A1 ",
        "Q2 and ",
        "- ",
        "A1..",
        "👍🏽A1 ",
        "Q3 A: ",
        "to answer Q2 ",
    ],
)
def test_hostile_repetition_comes_to_an_end(unit: str) -> None:
    with within(30):  # minutes for a search that looks back too far
        label_of("maps " + unit * (50_000 // len(unit)))


@pytest.mark.parametrize("unit", ["A2 A3 ", "and A2 "])
def test_endless_labels_behind_an_answer_come_to_an_end(unit: str) -> None:
    with within(30):  # minutes where each is held against all
        label = label_of("A1 Walking. " + unit * (100_000 // len(unit)))
    assert label is not None and label.also[0] == 2


def test_endless_talk_about_labels_comes_to_an_end() -> None:
    with within(30):  # minutes where each counts all the words behind it
        label_of("A1: Coming up. " * 10_000)


def test_whether_a_post_has_a_capital_is_looked_for_once() -> None:
    with within(10):  # minutes where each label looks through the whole post
        assert spelled("ok. q1 what\n" * 4_000 + "X") is None


def test_many_blanks_between_two_labels_are_read_once() -> None:
    with within(30):  # minutes where each blank is tried as the last one
        assert spelled(f"A1{' ' * 50_000}walk A2 it") == "A1"


def test_every_character_with_a_plain_form_is_folded() -> None:
    for code in range(sys.maxunicode + 1):
        plain = unicodedata.normalize("NFKC", chr(code))
        has_plain = len(plain) == 1 and plain.isascii()
        assert folded(chr(code)) == (plain if has_plain else chr(code).replace("🅰", "A"))
