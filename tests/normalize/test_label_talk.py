"""What only looks like a label: things of the world, and talk about labels."""

import pytest

from tests.normalize.chats import label_of, spelled


@pytest.mark.parametrize(
    "text",
    [
        "We print on A3, A4 - never on letter",
        "We sell A2, A3: pick one",
        "Loved all the answers to Q2, A4: mostly",
        "I agree with A3: yes",
        "To answer Q2, use A2 and the tag",
        "To answer Q3, begin with a number",
        "In answer to Q3: the number goes behind an A, so A3",
        "Answering Q3 is hard for who has no map",
        "Answering Q3? Please do not forget the tag",
        "Loved your answer to Q3: so brave",
        "We print on A4, also A3: it folds well",
        "In reply to A3: yes, me too",
        "Answering Q3 we walk it",
        "Loved them all, so Q2: walk it",
        "I agree (as in A3) The best of maps",
        "Our Q&A 3: Maps for all",
        "An MA1: It zips",
        "Please answer with\nA1 for Q1\nA2 for Q2 and so on",
        "Please answer with\n\nA1, A2\n\nand the tag",
        "I am with all of you in\nA2 about maps",
        "Oh is A2 the one on maps",
        "Also, the A1 was closed all night",
        "Oh Q3 was my favourite",
        "I forgot A2 again",
        "Great thoughts for Q2: thank you all!",
        "Any more thoughts for Q2: we move on in two minutes",
        "Save that thought for Q4: it comes next",
        "Time for the next one for Q3: add your maps below",
        "This is a good one for Q3: rest day",
        "One more for Q3, then we fold the maps up",
        "Another one for Q3, anybody out there tonight",
        "One more for Q3, lovely stuff",
        "One more for Q3, what do you walk with?",
        "I forgot to say for Q3 that maps fade",
        "We forgot to say for Q3: pictures are welcome",
        "Your pick for Q3: walk it",
    ],
)
def test_what_is_talked_about_is_no_label(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "A1 sauce on everything",
        "A1 Grand Prix tonight",
        "A4 paper is too small",
        "A3 size is better",
        "A380 flies",
        "A 5 minute walk from here",
        "a 2 hour walk",
        "B2B maps sell",
        "Q4 results are in",
        "Q1 earnings beat the forecast",
        "Q1 2024 was slow",
        "Q10 coenzyme",
        "Q&A 3: maps",
        "#A1Chat is on",
        "@a1 hello",
        "https://example.org/A2",
    ],
)
def test_things_of_the_world_are_no_labels(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("mark", "things"),
    [
        (
            "A4",
            "size sized sheet sheets page pages poster posters notebook notebooks notepads pad pads"
            " format formats print prints printer printers printout printouts flyer flyers leaflet"
            " leaflets landscape portrait envelope envelopes folder folders laminate laminated",
        ),
        ("A1", "sauce steak motorway road roads level levels"),
        (
            "Q3",
            "revenue revenues sales profit profits guidance forecast forecasts gdp fiscal"
            " budget budgets 2024 enzyme",
        ),
    ],
)
def test_each_thing_of_the_world_is_no_label(mark: str, things: str) -> None:
    texts = [f"{mark} {thing} of the old harbour" for thing in things.split()]
    assert [text for text in texts if label_of(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "We start questions with Q1, Q2, Q3 etc. Answer with A1, A2, A3 etc.",
        "To answer: A1, A2, etc., and keep the tag",
        "How it goes. A1, A2 and so on, one post each",
        "A1, A2, A3 please",
        "Start your post with A1..A7",
        "Start your post with A1…A7",
        "Start your post with A1 to A7",
        "Q1 – Q6 are on the blog",
        "Q1–6 are on the blog",
        "Q1 to Q6: What a night",
        "Q1..6 are on the blog",
        "Q1-6 are on the blog",
        "Q2 coming up in two ticks",
        "Q2: coming up!",
        "Q3: now!",
        "Q2: Next up in five minutes, so sharpen your pencils",
        "Q4 was great",
        "Great answers. Q2 coming up",
        "great answers. q2 coming up",
        "Lovely, all of it. q2 made me think",  # a capital: no chat in small letters
        "lovely, all of it. Q2 made me think",
        "Just in time for Q1",
        "Q2 coming up shortly, so what do you all think it will be?",
        "Q1 Q1 coming in hot. Which map was your first?",
        "Q1: Q2 coming in hot. Which map was your first?",
        "What was Q5 #mapchat please?",
        "That was my A6 by the way",
        "can we still use A1, etc ;)",
    ],
)
def test_talk_about_labels_is_no_label(text: str) -> None:
    assert label_of(text) is None


def test_each_way_to_announce_a_label_is_no_label() -> None:
    ways = (
        "comes in a tick|coming in a tick|up in a tick|next|loading...|on its way|is on the way"
        "|already|soon|etc|in 5 minutes|answers were lovely|responses were lovely|was fun|now"
        "|will follow|please"
    )
    texts = [f"Q2 {way}" for way in ways.split("|")] + ["A1 coming", "A1 comes next", "A1 etc"]
    assert [text for text in texts if label_of(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Q3: Soon you will draw a map",  # six words behind a colon
        "Q3: Up you all go to the hill now",  # more, but they ask nothing
        "Q3: etc",
        "A1: Coming to you all in May",
        "Q3: Already drawn",
    ],
)
def test_what_is_only_announced_behind_a_colon_is_no_label(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "A1: Coming from a village of three walkers",  # seven words
        "Q3: Will you walk",
        "Q3: Next, who of you has ever drawn a map?",
    ],
)
def test_what_says_more_than_an_announcement_is_put_on(text: str) -> None:
    assert label_of(text) is not None


def test_only_who_goes_on_with_a_word_of_ones_own_answers_to_answer() -> None:
    ways = "use the tag|begin with a number|please tag it|just add it|you can include it"
    assert [way for way in ways.split("|") if label_of(f"To answer Q2, {way}")] == []
    assert spelled("To answer Q2, my map is of the hill") == "To answer Q2,"
    assert spelled("To answer Q2, I use a pencil") == "To answer Q2,"  # says so later
    assert spelled("In answer to Q2: use a pencil") == "In answer to Q2:"


def test_an_answer_that_asks_itself_stays_one() -> None:
    label = label_of("Q3: Answer - honestly, I walk away and come back. Why? Because it works")
    assert label is not None and label.kind == "A"
