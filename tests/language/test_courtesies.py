"""What only agrees with somebody is no part of a line."""

import pytest

from pipeline.language import without_courtesy
from tests.conftest import within


@pytest.mark.parametrize(
    ("courtesy", "rest"),
    [
        ("I agree. ", "Half of my seedlings die of love"),
        ("Totally agree with @ana! ", "Maps age faster than roads"),
        ("Agreed with Ana, ", "the tram is a reading room"),
        ("Disagree a little. ", "Anyone can copy a loaf, nobody copies the starter"),
        ("I don't agree. ", "A bell wakes nobody who is late already"),
        ("Couldn't agree more - ", "the shed is where it happens"),
        ("Agreed, but ", "who carries a ladder on a bus?"),
        ("Very good point. ", "It's no use to plant what nobody waters"),
        ("Yes, very true, ", "the cheap brush costs most"),
        ("Agreed, though ", "my aunt would never allow it"),
        ("Good idea, but ", "who carries the ladder?"),
        ("That's a really good point. ", "Chalk fades before the bus comes"),
        ("So true. ", "When I'm tired I cut crooked"),
        ("This is painfully true. ", "When I'm tired I cut crooked"),
        ("Seconding this. ", "When I'm tired I cut crooked"),
        ("Kia ora from Timaru! ", "For the shed I count the nails"),
        ("G'day all. ", "For the shed I count the nails"),
        ("+1. ", "Most of us want to see the plan first"),
        ("haha! Exactly. ", "We raise the price and then explain it"),
        ("definitely but ", "it's frightening if you like to steer"),
        ("I get it, but ", "my knees do not"),
        ("Right, ", "the more chairs, the fewer talk"),
        ("Morning! ", "For the shed I count the nails"),
        ("Evening. ", "A tiler here. We count the broken ones"),
        ("Good evening, all! ", "I sell one chair a month"),
        ("Hello, late. ", "I sell one chair a month"),
        ("Hi everyone #chairchat ! ", "I sand by hand"),
        ("Hello from the harbour. ", "I sand by hand"),
        ("Hello Bertil. ", "Sand it twice"),
        ("hi, hi again! ", "Sand it twice"),
        ("Hello! So true. ", "Sand it twice"),
        ("Buenas tardes a todos. ", "Lijo a mano"),
        ("Olá! ", "Lixo à mão"),
        ("Buonasera a tutti! ", "Carteggio a mano"),
        ("Bonsoir à tous! ", "Je ponce à la main"),
        ("Guten Abend zusammen! ", "Ich schleife von Hand"),
        ("Goedenavond allemaal. ", "Ik schuur met de hand"),
    ],
)
def test_a_courtesy(courtesy: str, rest: str) -> None:
    text = courtesy + rest
    assert without_courtesy(text, 0, len(text)) == (len(courtesy), len(text))


@pytest.mark.parametrize(
    "said",
    [
        "I agree that bread needs time",
        "I agree with the rule of three chairs",
        "Agree on the price before you knead",
        "Agreed prices keep friends",
        "Good points win no match",
        "Good point guards see the whole court",
        "True, false and maybe are my three drawers",
        "This is true: a dull blade cuts the hand",
        "Kia ora is how I begin every letter",
        "Exactly twelve hours, no more",
        "Right - left - right, says the teacher",
        "Of course, I am the one who forgot",
        "Yes, I bake at night",  # it may be what was asked
        "Interesting people arrive late",
        "Same here as there: it rains",
        "+1 to all of that",
        "Definitely not. I'd rather swim",
        "Interesting, honest and short is all that I ask of a letter",
        "Right, wrong or late, we print on Tuesday",
        "Exactly, precisely, literally: cut all three",
        "Agreed, signed, paid: in that order",
        "Disagree, then bake it their way",
        "Great idea, wrong year",
        "Good point, badly made",
        "A good question. That is all I bring to a meeting",
        "Morning light, that is all it takes. And a chair",
        "Evening classes. Half of my pupils are bakers",
        "Hello is the hardest word. Begin with it",
        "Hello world, said the first page. Nobody answered",
        "Hi-vis vests. They make a class of us",
        "Good morning songs wake nobody. Bells do",
        "Good evening wear hides a bad chair",
        "Ciao Bella was the name of the shop",
    ],
)
def test_no_courtesy(said: str) -> None:
    assert without_courtesy(said, 0, len(said)) == (0, len(said))


@pytest.mark.parametrize("said", ["so " * 20_000, "agree. " * 9_000, "good" + " " * 50_000 + "x"])
def test_no_length_takes_long(said: str) -> None:
    with within(2):
        without_courtesy(said, 0, len(said))
