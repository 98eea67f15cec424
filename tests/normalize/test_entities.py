"""Entities beyond twitter-text's own cases: other networks, glued archives, hostile input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.entities import extract, handle, reply_to
from tests.conftest import within

TOKENS = [
    "@ana",
    "@ana_ruiz/teachers",
    "@ana@chaos.example",
    "#mapchat",
    "#été",
    "#1st",
    "$TWTR",
    "https://t.co/aB3dE5fG7h",
    "example.org/a_(b)?c=d",
    "pic.twitter.com/aB3dE5fG7h",
    "mail@ana.example",
    "RT",
    ".@ben",
    "👩‍🏫",
    "é",
    "\u202b",
    "שלום",
    "\ud83d",
    "\x00",
    "，",
    "…",
    "maps",
]
OWN_DOMAINS = "org net edu gov app dev blog social"
SMALL_WORDS = "am as at be by do in is it me my no of or so to us"
TEXTS = st.builds(
    lambda tokens, glue: glue.join(tokens),
    st.lists(st.sampled_from(TOKENS) | st.text(max_size=6), max_size=12),
    st.sampled_from(["", " ", "\n"]),
)


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(entity.kind, entity.text) for entity in extract(text)]


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("thanks @ana@chaos.example for the map", "ana@chaos.example"),  # Fediverse
        ("so true @ben.lee@social.coop!", "ben.lee@social.coop"),  # dots in a Fediverse name
        ("with @ana.bsky.social tonight", "ana.bsky.social"),  # Bluesky
        ("ask @mapmaker.com. It works", "mapmaker.com"),  # one's own domain, then a full stop
        ("thanks @ana.it was fun", "ana"),  # a blank is missing, .it is no domain here
        ("thanks @ana.Next week again", "ana"),
        ("see @ana/teachers", "ana"),  # a list belongs to its owner
        ("met @Ana's class", "Ana"),
        *((f"so true @mapmaker.{end} hi", f"mapmaker.{end}") for end in OWN_DOMAINS.split()),
        *(
            (f"hi @ana@maps.{end} hi", f"ana@maps.{end}")
            for end in ["test", "invalid", "localhost"]
        ),
        ("I email less, so write to me here: @ana@chaos.example", "ana@chaos.example"),
        ("＠ana drew it", "ana"),  # a wide mark
    ],
)
def test_a_mention_names_one_account(text: str, account: str) -> None:
    assert [handle(mention) for mention in extract(text)] == [account]


@pytest.mark.parametrize(
    "text",
    [
        "write to ana@chaos.example",
        "email me: @ana@school.example",  # said to be an address
        "Email support@atlas.com or info@atlas.org",
        "write to ana.me@chaos",
        "met @ana\u0301 there",  # the accent belongs to the last letter of another word
    ],
)
def test_an_address_is_neither_mention_nor_link(text: str) -> None:
    assert extract(text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("great mapspic.twitter.com/aB3dE5fG7hAna Ruiz", "pic.twitter.com/aB3dE5fG7h"),  # glued
        ("read https://t.co/aB3dE5fG7h… now", "https://t.co/aB3dE5fG7h"),
        ("see (https://atlas.example.org/a(b).)", "https://atlas.example.org/a(b)"),
        ("on https://medium.com/@ana/maps!", "https://medium.com/@ana/maps"),  # no mention in it
        ("at HTTPS://Atlas.ORG?", "HTTPS://Atlas.ORG"),
        ("at https://T.co/aB3dE5fG7h-so good", "https://T.co/aB3dE5fG7h"),
        ("at https://maps.xn--p1ai/a.", "https://maps.xn--p1ai/a"),
        ("at https://maps.xn--p1ai", "https://maps.xn--p1ai"),
        ("at https://notes.md today", "https://notes.md"),  # said to be a link
    ],
)
def test_a_link_ends_where_its_sentence_goes_on(text: str, link: str) -> None:
    assert kinds_and_texts(text) == [("url", link)]


def test_a_tag_ends_where_a_picture_is_glued_to_it() -> None:
    assert kinds_and_texts("Rye waits #loafchatpic.x.com/aB3dE5fG7h") == [
        ("hashtag", "#loafchat"),
        ("url", "pic.x.com/aB3dE5fG7h"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("So many ideas.It was great", "Best day.So glad", "e.g. maps"),
        "A1: My plan was modest.so I kept it",
        "A1: Small steps get you to the end.it is not a race",
        "A1: Ask for help.us bakers like to give it",
        "A1: I keep it all in loaf.py and readme.md and main.rs",  # files
        *(f"A1: I went to the end.{word} we know" for word in SMALL_WORDS.split()),
    ],
)
def test_a_missing_blank_makes_no_link(text: str) -> None:
    assert extract(text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("I curate with Scoop.it and a pen", "Scoop.it"),  # a name
        ("All my loaves: loaf.me", "loaf.me"),
        ("I keep them on loaf.so/ovens for all", "loaf.so/ovens"),
        ("I bought it at paper.li for the shop", "paper.li"),
        ("See https://loaf.so for all of it", "https://loaf.so"),
        ("See www.loaf.so for all of it", "www.loaf.so"),
        ("See Mapping.It/loaf for all of it", "Mapping.It/loaf"),  # a path: no new sentence
    ],
)
def test_a_bare_link_is_found_in_a_sentence(text: str, link: str) -> None:
    assert [e.text for e in extract(text)] == [link]


def test_a_keycap_is_no_hashtag_but_a_hashtag_may_follow_it() -> None:
    assert kinds_and_texts("press #️⃣ or 1️⃣#mapchat") == [("hashtag", "#mapchat")]


def test_a_tag_that_runs_into_another_is_none() -> None:
    assert extract("#maps#walks") == []


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        (f"https://{'m' * 63}.com", True),
        (f"https://{'m' * 64}.com", False),  # a label of a host is no longer
        (f"https://{'.'.join(['m' * 61] * 4)}.de", True),  # 250 letters
        (f"https://t.co/{'m' * 40}", True),
        (f"https://t.co/{'m' * 41}", False),
        (f"https://{'é' * 55}.com", True),
        (f"https://{'éa' * 31}é.com", False),  # 63 letters, more in the form that is sent
    ],
)
def test_a_link_is_no_longer_than_a_host_can_be(text: str, is_link: bool) -> None:
    assert bool(extract(text)) == is_link


def test_a_link_ends_at_the_last_domain_that_a_host_can_hold() -> None:
    long = "m" * 61
    host = f"{long}.{long}.{long}.com"
    assert kinds_and_texts(f"https://{host}.{long}.{long}.com") == [("url", f"https://{host}")]


def test_offsets_count_code_points() -> None:
    text = "👩‍🏫 says @ana 🗺️ #mapchat"
    assert [(e.start, e.end) for e in extract(text)] == [(9, 13), (17, 25)]


def test_only_a_mention_at_the_start_makes_a_reply() -> None:
    assert reply_to("@ana@chaos.example yes!") == "ana@chaos.example"
    assert reply_to(".@ana said it best") is None
    assert reply_to("") is None


@given(TEXTS)
def test_entities_are_slices_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for entity in extract(text):
        assert entity.text == text[entity.start : entity.end]
        assert end <= entity.start < entity.end
        end = entity.end


@pytest.mark.parametrize(
    "unit",
    [
        "@",
        "#",
        "http://",
        "a.a.a.a.",
        "@a.",
        "x.com/(",
        "@a@a.",
        "t.co?",
        "email @a@",
        "http://中.",
        "é.",
    ],
)
def test_hostile_repetition_comes_to_an_end(unit: str) -> None:
    with within(30):  # minutes and more for a pattern that backtracks
        found = extract(unit * (100_000 // len(unit)))
    assert all(entity.text for entity in found)
