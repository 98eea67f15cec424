"""What only excuses a line, or says where it belongs, is no part of it."""

import pytest

from pipeline.language import without_preface, without_tags
from tests.conftest import within


@pytest.mark.parametrize(
    ("preface", "rest"),
    [
        ("(slow typing) ", "kneading it twice, so that I do not have to think"),
        ("(from the train): ", "ask the caretaker, he has all the keys"),
        ("(from the tram): ", "whoever waits in the rain reads the sign"),
        ("(late) ", "we put the copies beside the real ones"),
        ("(late, a visitor came) ", "ask for the key only where there is a lock"),
        ("(was locking up) ", "a shop is open or it is a picture of one"),
        ("(also A5): ", "everybody scores alone, then we talk"),
        ("behind as ever: ", "I print each map three times"),
        ("catching up - ", "our choir says yes, our organist says no"),
        ("sorry catching up!! ", "the tide asks who is trained, not who is paid"),
        ("still 2 qs behind, sorry. ", "I bring soup"),
        ("still running behind you! ", "The accent. They like it in shops"),
        ("late to this, but ", "with us the neighbours decide"),
        ("so late to the party but ", "I keep all of mine"),
        ("Late to this but: ", "a map is whom you ask"),
        ("late with q1, ", "I was building a boat"),
        ("forgot to say: ", "bring your own chair"),
        ("forgot to say. ", "The chairs are cold in March"),
        ("Oh and: ", "a lid for the pot"),
        ("p.s. ", "it was raining the whole week"),
        ("add: ", "gloves, so that nobody can pick up a pencil"),
        ("Adding to my own: ", "nobody ever thanked her in writing"),
        ("Postscript: ", "she came back in May"),
        ("Bonus: ", "the one who knows when the nursery shuts"),
        ("BONUS ANSWER – ", "a door that locks"),
        ("like I said, ", "ask them first"),
        ("on Q4: ", "meetings! go to the dull ones"),
        ("A: ", "I love the way it reads aloud"),
        ("T2: ", "draw three reasons to meet"),
        ("T2 ", "#LoafChat draw three reasons to meet"),
        ("+ ", "our team meets on the roof"),
        ("re kids: ", "we have posters for schools"),
        ("(im behind) ", "the bin men, and who pays them"),
        ("(oops, kettle) ", "we call it the late shift"),
        ("(phone, thumbs) ", "let them steer"),
        ("(back from the dishes) ", "bring a film of it failing"),
        ("(only just home) ", "they teach the new ones by spring"),
        ("missed Q4, cat on the keyboard. ", "Send them home at five"),
        ("Missed the first question, so: ", "I came for the soup"),
        ("Reading back over breakfast. ", "With us it's over by lunch"),
        ("scrolling up: ", "we keep a strip of every cloth"),
        ("sorry, was on the roof. ", "A good gutter is a wide one"),
        ("Back, sorry, wifi went. ", "A tin of buttons"),
        ("Back! ", "The blue one, for the handle"),
        ("(still thinking about this) ", "a shelf at the height of a child"),
        ("super late but: ", "five in the morning, with the dog"),
        ("Only just seen this. Re Q3, ", "the cost they told me to cut was me"),
        ("(perdón por el retraso) ", "Pinté la puerta con los de sexto"),
        ("(Désolée, le train) ", "On a gardé le banc"),
        ("(pardon, en retard) ", "On a gardé le banc"),
        ("(viel zu spät) ", "Wir haben die Bank behalten"),
        ("Llego tarde, pero ", "la puerta sigue azul"),
        ("Bin spät dran, aber: ", "die Bank steht noch"),
        ("Ben laat, maar ", "de bank staat er nog"),
    ],
)
def test_a_preface(preface: str, rest: str) -> None:
    text = preface + rest
    assert without_preface(text, 0, len(text)) == (len(preface), len(text))


@pytest.mark.parametrize(
    "said",
    [
        "Late nights are no badge of honour",
        "Slow but steady wins the race",
        "I'm always late but I bring cake",
        "Slow to answer, quick to listen",
        "Behind this question, there is always another one",
        "Late. Nobody calls after ten at night",
        "Just seen this film, and it taught me to wait",
        "Super glue and patience",
        "Running late: the story of my life",
        "Forgot to say sorry, and it cost me a friend",
        "Late again, the 7.15 taught me patience",
        "42. That is how many drafts it took",
        "3. Oktober ist bei uns immer frei",
        "1. sow in spring\n\n2. wait for rain",
        "A) tea in the morning B) coffee at noon",
        "As I said goodbye, he laughed out loud",
        "+1 to all of that",
        "PS teachers are the best at this",
        "RE lessons: the one hour in which pupils argue",
        "(Slow) reading changed how I teach",
        "(Late nights) are no badge of honour",
        "(late 90s) we cut the tape with a razor",
        "(Night train) to Vienna, and no screens",
        "For A4 - never fold it twice",
        "On Q3, Q4 and most of Q5 I am still chewing",
        "To Q2, and to all who asked: buy the tin",
        "Late submissions, in my experience, cost nothing",
        "slow is smooth, smooth is fast",
        "slow, steady work wins",
        "Slow down. Read it aloud.",
        "behind every good chat is a host",
        "Forgot how much I enjoy this",
        "Add salt: it helps",
        "Add-ons are what nobody asked for",
        "Adding to that pile of paper is what I do all day",
        "Bonus points for whoever reads the manual",
        "(pardon my French) it rained",
        "(El perdón) es una puerta",
        "Llego tarde a todo, pero llego",
        "Spät dran, aber fröhlich: so war mein Vater",
        "(most of the time) it works",
        "(Good) questions matter most of all",
        "for me: rest",
        "Missed it by a minute. The bus had gone",
        "Missed trains taught me patience. I read on platforms",
        "Reading aloud: the cheapest tool we have",
        "Back to the start. We drew it again",
        "Back, knees and pride, in that order",
        "(was it worth it) is what they ask",
        "(Just) reading, nothing else",
        "(phone numbers) go on the fridge",
        "Home. With the door shut",
        "Back up. Twice a day, to two places",
        "Back. Knees. Pride. In that order",
        "Back, forth, back again: that is all weaving is",
        "Home from home: that is what a library should be",
        "Missed that train and lost the client. Never again",
        "Missed the first of her recitals. For a meeting nobody remembers",
        "Reading up on the guest. Then I drop nine questions of ten",
        "Reading back my own drafts a week later: nothing else works",
        "Scrolling up to the old threads. Half of my ideas were there",
        "Scrolling up - a baker and wigs. One shop",
        "Sorry I was wrong: four words that no map maker says",
        "1. sow 2. wait 3. water",
        "A bee, a bee!",
    ],
)
def test_no_preface(said: str) -> None:
    assert without_preface(said, 0, len(said)) == (0, len(said))


@pytest.mark.parametrize("said", ["late" + " " * 50_000 + "x", "so " * 20_000, "(slow) " * 9_000])
def test_no_length_takes_long(said: str) -> None:
    with within(2):
        without_preface(said, 0, len(said))


@pytest.mark.parametrize(
    ("tags", "rest"),
    [
        ("#loaf #bread ", "when you grow up with yeast you never buy it"),
        ("#loaf ", "I bake at night"),
        ("#loafchat #LoafChat12 ", "my not very round first one"),
        ("", "#Share your oven and you share the street"),
        ("", "#LoafChat #Keep it warm"),
        ("", "#bread when baked twice keeps for a month"),
        ("", "#bread is what we do"),
        ("", "#rye because it keeps"),  # it is what keeps
    ],
)
def test_tags_that_are_no_word_of_the_sentence(tags: str, rest: str) -> None:
    text = tags + rest
    assert without_tags(text, 0, len(text)) == (len(tags), len(text))
