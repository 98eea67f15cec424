"""Reposts by hand: whose words a post passes on, and where the author's own words end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.reposts import read, repost_mark


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("RT @mira_k: A1 Bread waits for nobody #loafchat", "mira_k"),
        ("RT @mira_k A1 Bread waits for nobody", "mira_k"),  # no colon
        ("RT: @mira_k Bread waits for nobody", "mira_k"),
        ("rt @mira_k: bread waits for nobody", "mira_k"),  # typed on a phone
        ("RT mira_k: Bread waits for nobody", "mira_k"),  # an archive that lost the @
        ("MT @mira_k Bread waits #loafchat", "mira_k"),
        ("MT: bread waits for nobody", ""),  # nobody is named
        ("RT https://example.org/x Bread waits", ""),
        ("RT @mira_k@loaf.example: Bread waits", "mira_k@loaf.example"),  # with a server
        ("loafbot: RT @mira_k: Bread waits", "mira_k"),  # passed on by a bot under its own name
        ("loafbot: RT mira_k: RT tom_x: Bread waits", "mira_k"),  # twice
        ("RT mira_k: RT tom_x: Bread waits", "mira_k"),
        ('"RT @mira_k: Bread waits"', "mira_k"),
        ('"@mira_k: Bread waits for nobody" #loafchat', "mira_k"),  # how phones quoted once
        ("“@mira_k: Bread waits for nobody”", "mira_k"),
        ('via @mira_k "Bread waits for nobody" #loafchat', "mira_k"),
        ('A2: "Bread waits for nobody" via @mira_k #loafchat', "mira_k"),  # the source behind it
        ("“Bread waits for nobody” — @mira_k https://t.co/aB3dE5fG7h", "mira_k"),
        ("“Bread waits for nobody” — @mira_k pic.x.com/aB3dE5fG7h", "mira_k"),
        ("“Bread waits for nobody” (@mira_k)", "mira_k"),
        ("Retweeted Mira Kestrel (@mira_k): Bread waits", "mira_k"),  # by way of another network
        ("@tom_x RT @mira_k: Bread waits", "mira_k"),  # sent to somebody: still no own word
        ("#loafchat https://example.org/b RT @mira_k: Bread waits", "mira_k"),
        ("#loafchatRT @mira_k: Bread waits", "mira_k"),  # a line break was lost
        ("#loafchatRT @mira_k Bread waits", "mira_k"),
        ("A1 RT @mira_k: Bread waits", "mira_k"),  # a label in front is no comment
        ("👏👏 RT @mira_k: Bread waits", "mira_k"),
        ("RT @mira_k: Bread waits for nobody << THIS", "mira_k"),  # mostly hers all the same
    ],
)
def test_a_post_of_nothing_but_passed_on_words_is_a_repost(text: str, handle: str) -> None:
    assert read(text) == (handle, len(text))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("So true! RT @mira_k: Bread waits", "So true! "),
        ("Ditto MT @mira_k: Bread waits", "Ditto "),
        ("So true RT @mira_k Bread waits for nobody", "So true "),  # an old client
        ("A2 This. RT @mira_k Bread waits", "A2 This. "),
        ('Ha! "@mira_k: Bread waits" I would not', "Ha! "),
        ("Ferment slowly #loafchat RT @mira_k: Bread waits", "Ferment slowly #loafchat "),
        ("Best night in\nRT @mira_k: Bread waits", "Best night in\n"),
        ("Bread is late #loafchatRT @mira_k: Bread waits", "Bread is late #loafchat"),  # glued
        ("Late again https://loaf.example/aRT @mira_k: B", "Late again https://loaf.example/a"),
        ("Yes, this. Rt @mira_k: Bread waits", "Yes, this. "),  # a phone's capital
        ("Yes, this. QT @mira_k: Bread waits", "Yes, this. "),
        ("Slowly does it #loafchat RT @mira_k Bread waits", "Slowly does it #loafchat "),
        ("As I keep saying - RT @mira_k Bread waits", "As I keep saying - "),
        ('Ha! "RT @mira_k bread waits"', 'Ha! "'),
    ],
)
def test_a_comment_before_the_mark_stays_the_authors_own(text: str, own: str) -> None:
    handle, end = read(text)
    assert handle is None
    assert text[:end] == own


@pytest.mark.parametrize(
    "text",
    [
        "A1 Bread waits for nobody #loafchat",
        "RT if you ever forgot a loaf in the oven",
        "RT please: we start in ten minutes #loafchat",
        "Please RT! We start in ten minutes",
        "Please RT @mira_k's post about rye",  # asks for it, does not do it
        "12 loaves (including 3 RTs) tonight",
        "A1: Bake your own and never just RT @someone without tasting it #loafchat",
        "The people who like my rye and only RT @mills_uk are not my customers",
        "I never RT @mentions of myself, it looks needy",
        "Don't MT @people without asking. Ever.",
        "What I do: RT @people who share their starter",
        "We all know somebody (RT @mira_k) who waits for bread",
        "I call it #smART @mira_k and so do you",
        '"Bread waits for nobody" - @mira_k and I could not agree less',
        'My nan said "bread waits for nobody" - @mira_k',
        '"Bread waits" @mira_k, you said?',
        "#RyeExpert @mira_k is in the kitchen today",  # no mark in a word
        "I bake via feel, not via @loaf_timer",
        "Six ways to proof a loaf https://example.org/6 via @mira_k",  # the share button
        "HT @mira_k for the starter",  # thanks her, in own words
        "MT Ararat is where my wheat comes from",
        'My nan said "@ is for adding flour"',
        "@mira_k: how long do you proof?",  # speaks to her
        "",
    ],
)
def test_what_only_looks_like_a_repost_is_left_alone(text: str) -> None:
    assert read(text) == (None, len(text))


PIECES = [
    "RT @mira_k: ",
    "MT ",
    "rt @a ",
    "via @b ",
    '"@c: ',
    "bread ",
    "@dee ",
    "#x ",
    "A1 ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
def test_own_words_are_a_beginning_without_any_mark(text: str) -> None:
    handle, end = read(text)
    assert 0 < end <= len(text) or end == len(text) == 0
    assert repost_mark(text) == handle
    if handle is None:
        assert read(text[:end])[1] == end  # what is left is the author's own to the last letter


@pytest.mark.parametrize("unit", ["RT @a ", "rt @a ", "x rt @a ", "Retweeted ", '"@', "via @a "])
def test_hostile_repetition_comes_to_an_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))  # minutes where each mark reads the whole text again
    assert read(text)[1] <= len(text)
