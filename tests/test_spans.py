"""Spans: what is cut at the edges of a post, what stays, and that no cut falls inside anything."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graphemes import Breaks, is_blank
from pipeline.junk import junk_start
from pipeline.normalize.entities import extract
from pipeline.normalize.labels import parse
from pipeline.records import Cut, Span
from pipeline.spans import cut_edges, snap
from tests.conftest import within

TAGS = frozenset({"#mapchat"})
JUNK = "Ana Ruiz@ana·2 years agoReplyRetweetFavorite"


def edges(text: str, within: tuple[int, int] | None = None) -> tuple[tuple[Cut, ...], str]:
    junk = junk_start(text, "ana", None)
    entities = extract(text[:junk])
    label = parse(text[:junk], entities)
    within = within or (0, junk)
    cuts, (start, end) = cut_edges(text, entities, label, chat_tags=TAGS, within=within)
    return cuts, text[start:end]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A1 Walk first, then draw. #mapchat", "Walk first, then draw."),
        ("#mapchat A1 - walk first", "walk first"),
        ("A1 #mapchat walk first", "walk first"),
        ("A1iPhone and a pencil #mapchat", "iPhone and a pencil"),
        ("@ben .@cleo so true: maps lie", "so true: maps lie"),
        ("@ben, maps lie", "maps lie"),
        ("@ben:maps lie", "maps lie"),
        ("@ben:D maps lie", ":D maps lie"),
        ("A1\u200b: maps lie", "maps lie"),
        (". @ben @cleo maps lie", "maps lie"),
        ("RT @ben: maps lie #mapchat", "maps lie"),
        ("MT @ben #mapchat A2 maps lie", "maps lie"),
        ("A2: ... maps lie", "maps lie"),
        ("#mapchat: maps lie", "maps lie"),
        ("maps lie #maps #edu #mapchat https://t.co/aB3dE5fG7h …", "maps lie"),
        ("maps lie #mapchat :-) 👍🏽", "maps lie"),  # a smile behind the tag goes with it
        ("maps lie :-) #mapchat", "maps lie :-)"),
        ("we draw #maps XP", "we draw #maps XP"),  # no smile
        ("Oh the joy!#mapchat", "Oh the joy!"),
        ("maps lie - https://example.org/maps", "maps lie"),
        ("maps lie (https://example.org/maps)", "maps lie"),
        ("maps lie pic.twitter.com/aB3dE5fG7h", "maps lie"),
        ("maps lie via @ben #mapchat", "maps lie"),
        ("maps lie (via @ben)", "maps lie"),
        ("maps lie @ben @cleo", "maps lie"),
        ("(1/2) maps lie", "maps lie"),
        ("1/3 A1 maps lie", "maps lie"),
        ("2/ A1 maps lie", "maps lie"),
        ("(1 of 2) A1 maps lie", "maps lie"),
        ("A1 (1/2) maps lie", "maps lie"),
        ("A1 1/2: maps lie", "maps lie"),
        ("`A1` maps lie", "maps lie"),  # as Slack marks code
        ("A1👉 maps lie", "maps lie"),
        ("A1👉🏽 maps lie", "maps lie"),
        ("A1 👇 maps lie", "maps lie"),
        ("1/n A1 maps lie", "maps lie"),
        ("A1 maps lie #mapchat 1/n", "maps lie"),  # how many there will be is not known yet
        ("A1 maps lie in 2/x #mapchat", "maps lie in 2/x"),
        ("maps lie 2/3", "maps lie"),
        ("maps lie (cont.)", "maps lie"),
        ("2/3 and maps lie", "and maps lie"),
        ("maps lie. 5/6 #mapchat", "maps lie."),
        ("he owns about 5 1/2 #mapchat", "he owns about 5 1/2"),  # a number
        ("I have drawn here since 1998 1/3 #mapchat", "I have drawn here since 1998"),
        ("There is no hour like #mapchat", "There is no hour like #mapchat"),
        ("The best hour of my week is #mapchat", "The best hour of my week is #mapchat"),
        ("that is what we are looking at #mapchat", "that is what we are looking at"),
        ("I lose a map a year to this #mapchat", "I lose a map a year to this"),
        ("he drew so well that we hired her #mapchat", "he drew so well that we hired her"),
        ("maps lie. A1 #mapchat", "maps lie."),
        ("he folded every map that I loved #mapchat", "he folded every map that I loved"),
        ("be as late as you like #mapchat", "be as late as you like"),
        ("sorry to only now jump in #mapchat", "sorry to only now jump in"),
        ('I say "bring it on" #mapchat', 'I say "bring it on"'),
        ("we let the dog in #mapchat", "we let the dog in"),
        ("no maps in the car from now on #mapchat", "no maps in the car from now on"),
        ("I drew it as I had to #mapchat", "I drew it as I had to"),
        ("she folds it and nobody asked her to #mapchat", "she folds it and nobody asked her to"),
        ("lost, but here you are #mapchat", "lost, but here you are"),
        ("I have no idea what a contour is #mapchat", "I have no idea what a contour is"),
        ("there is no map of where I'm from #mapchat", "there is no map of where I'm from"),
        (
            "a new legend is something I can work with #mapchat",
            "a new legend is something I can work with",
        ),
        ("which pen should I use #mapchat", "which pen should I use"),
        ("nobody asks what it is #mapchat", "nobody asks what it is"),
        ("you learn where the north is #mapchat", "you learn where the north is"),
        ("ink is patient, so can the hand be #mapchat", "ink is patient, so can the hand be"),
        (
            "there is no scale, and there should be #mapchat",
            "there is no scale, and there should be",
        ),
        ("lost, yet there it is #mapchat", "lost, yet there it is"),
        ("tell us what the grid is for #mapchat", "tell us what the grid is for"),
        ("folded smaller than you like #mapchat", "folded smaller than you like"),
        ("he never said where the old lane is #mapchat", "he never said where the old lane is"),
        ("ask ten walkers what uphill is #mapchat", "ask ten walkers what uphill is"),
        (
            "more sheets than the drawer could fit in #mapchat",
            "more sheets than the drawer could fit in",
        ),
        ("the coast had moved on #mapchat", "the coast had moved on"),
        ("it gives a walker nothing to go on #mapchat", "it gives a walker nothing to go on"),
        (
            "the legend was lost and we went on without #mapchat",
            "the legend was lost and we went on without",
        ),
        (
            "I drew the streets of people I work with #mapchat",
            "I drew the streets of people I work with",
        ),
        (
            "they said north is up and they were right to #mapchat",
            "they said north is up and they were right to",
        ),
        ("the fold is the part I'm afraid of #mapchat", "the fold is the part I'm afraid of"),
        (
            "scale is the thing that we fight about #mapchat",
            "scale is the thing that we fight about",
        ),
        (
            "every walk needs something to hope for #mapchat",
            "every walk needs something to hope for",
        ),
        (
            "nobody asked what a good one looks like #mapchat",
            "nobody asked what a good one looks like",
        ),
        ("old sheets, 12p each #mapchat", "old sheets, 12p each"),
        ("my pens and nobody else's #mapchat", "my pens and nobody else's"),
        ("maps lie cc: @ben @cleo", "maps lie"),
        ("all the maps you need https://t.co/aB3dE5fG7h", "all the maps you need"),
        ("maps lie, and https://t.co/aB3dE5fG7h", "maps lie, and https://t.co/aB3dE5fG7h"),
        ("\u200b  maps lie \n", "maps lie"),
        ("What does a map leave out? #mapchat!", "What does a map leave out?"),
    ],
)
def test_what_is_not_said_is_cut_from_the_edges(text: str, body: str) -> None:
    assert edges(text)[1] == body


@pytest.mark.parametrize(
    "text",
    [
        "I love using #QGIS",
        "Welcome to #mapchat",
        "I have come back to #mapchat",
        "We all met in #mapchat",
        "Have you ever heard of #mapchat",
        "We log on to #mapchat",
        "It is lovely to work with #mapchat",
        "What keeps me going is #mapchat",
        "That would be #mapchat",
        "At eight it is #mapchat",
        "Save your questions for #mapchat",
        "I kept every tip that people gave in #mapchat",
        "That is the talk I want in #mapchat",
        "Thank you for all the work you have done for #mapchat",
        "I find 3 new maps each #mapchat",
        "Where I learn to fold is #mapchat",
        "What helps is #mapchat",
        "The hour that people talk about is #mapchat",
        "We moved it to #mapchat",
        "What I like about #mapchat",
        "The people I know from #mapchat",
        "I work with #mapchat",
        "Nobody tells me what to look for in #mapchat",
        "It looks like #mapchat",
        "One more map each #mapchat",
        "I am proud of #mapchat",
        "What would I do without #mapchat",
        "If I had to name one it is #mapchat",
        "Proud of my #mapchat",
        "Thanks to @ben",
        "Maps are drawn for @ben and @cleo",
        "I learned from @ben, @cleo",
        "The three who taught me to fold: @ben, @cleo and @dee",
        "The three who taught me to fold: @ben @cleo @dee",
        "In all my years I have never once regretted #generosity",
        "It takes #courage",
        "Keep it #simple",
        "One day we find the genius behind @ben",
        "Have you heard of #QGIS?",
        "Learn #QGIS!",
        "Have you tried #QGIS",
        "The best list is at https://example.org/maps",
        "@ben is right that maps lie",
        "@ben's maps are the best",
        "@ben and @cleo drew this one",
        "@ben is my hero",
        "@ben has my back, every week",
        "@ben does it best of all",
        "@ben always answers his mail",
        "@ben says that maps lie",
        "@ben inspires me to draw",
        "@ben, who taught me to draw, is gone",
        "@ben @cleo are the best two mapmakers I know",
        "#mapchat is my favourite hour",
        "#mapchat is back tonight",
        "#QGIS for all of us",  # a tag in front is a word, unless it is the chat's own
        "1/2 of all maps lie",
        "It is only about 1/2",
        "1/2 my maps lie and I hang them up",  # a fraction
        "3/4 full is how I like a map",
        "I would give that map 5/5",  # a score
        "I folded that map once. 5/5",
        "I folded that map once (5/5)",
        "My score for maps this year: 3/4",
        "We print it on Tues, 9/3",  # a date
        "Cities grow like N^ (7/6)",
        "maps 24/7",
        "$TWTR fell",
        "Do you agree @ben?",
        "Ask @mapchat",  # a person, called as the tag is
        "so sorry...",
        "RTs are no praise for a map",  # passes nothing on
        "RT this map, whoever you are",
        "MTB maps lie most of all",
    ],
)
def test_what_the_sentence_needs_stays(text: str) -> None:
    cuts, body = edges(text)
    assert (cuts, body) == ((), text)


@pytest.mark.parametrize(
    "said",
    [
        "is it a map?",
        "is there a map of it? It confuses me",
        "are you a map",
        "does the map fold well?",
        "was that your map? Mine is gone",
        "who drew it?",
        "always good to have a map",
        "was it folded",  # who chats leaves out the mark
        "is that a map or a plan",
        "does your map fold",
        "Is the map old? Mine is",
    ],
)
def test_what_is_said_in_reply_is_not_about_the_person_it_goes_to(said: str) -> None:
    assert edges(f"@ben {said}")[1] == said


def test_each_cut_says_what_it_is() -> None:
    cuts, body = edges("RT @ben: @cleo A1. maps lie (1/2) https://t.co/aB3dE5fG7h #mapchat")
    assert body == "maps lie"
    kinds = ["repost", "mention", "label", "mark", "url", "hashtag"]
    assert [cut.kind for cut in cuts] == kinds


def test_a_post_of_nothing_but_edges_has_an_empty_body() -> None:
    cuts, body = edges("A1 #mapchat https://t.co/aB3dE5fG7h")
    assert body == "" and len(cuts) == 3


def test_one_sentence_of_a_post_is_cut_like_a_post() -> None:
    text = "Okay, ready? Q1 What does a map leave out? #mapchat"
    start = text.index("Q1")
    assert edges(text, within=(start, len(text)))[1] == "What does a map leave out?"


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        (f"maps lie #mapchat{JUNK}", "Ana Ruiz", "maps lie #mapchat"),
        (f"maps lie #mapchat{JUNK}", None, "maps lie #mapchat"),  # a capital inside the tag
        (f"maps lie #MapQ{JUNK}", None, "maps lie #MapQ"),
        (f"maps lie pic.twitter.com/aB3dE5fG7h{JUNK}", None, "maps lie pic.twitter.com/aB3dE5fG7h"),
        (f"maps lie https://example.org/aBc {JUNK}", None, "maps lie https://example.org/aBc "),
        ("maps lie.ana@ana·a year agoReplyRetweetFavorite", None, "maps lie."),
        ("maps lie #mapchatana r.@ana·3h ReplyRetweetLike", "ana r.", "maps lie #mapchat"),
        ("ask Ana Ruiz@ana about it", None, "ask Ana Ruiz@ana about it"),  # no buttons, no junk
        ("", None, ""),
    ],
)
def test_archive_junk_begins_where_the_display_name_does(
    text: str, name: str | None, kept: str
) -> None:
    assert text[: junk_start(text, "ana", name)] == kept


@pytest.mark.parametrize(
    ("text", "inner", "whole"),
    [
        ("A teacher’s map", "eacher", "teacher’s"),
        ("a well-drawn map", "drawn", "well-drawn"),
        ("it costs 3.5 pounds", "5", "3.5"),
        ("ask @ana_ruiz now", "ana", "@ana_ruiz"),
        ("so 👩‍🏫 said", "🏫", "👩‍🏫"),
        ("a cafe\u0301 map", "caf", "cafe\u0301"),
        ("see https://example.org/a.b now", "org", "https://example.org/a.b"),
        ("地図は楽しい", "図", "図"),  # no blanks between words: every character is a fine edge
        ("two  words", " ", ""),
    ],
)
def test_snap_widens_to_what_must_stay_whole(text: str, inner: str, whole: str) -> None:
    at = text.index(inner)
    start, end = snap(text, at, at + len(inner), extract(text))
    assert text[start:end] == whole


def test_snap_keeps_to_the_edge_of_a_label_inside_a_word() -> None:
    text = "A1iPhone maps"
    assert snap(text, 4, 8, [Span(start=0, end=2)]) == (2, 8)


WORDS = [
    *("maps", "lie", "the", "to", "is", "don’t", "well-drawn", "3.5", "RT", "MT", "via", "cc"),
    *("@ben", ".@cleo", "@dee@chaos.example", "#mapchat", "#QGIS", "#A1", "$TWTR"),
    *("https://t.co/aB3dE5fG7h", "pic.twitter.com/aB3dE5fG7h", "example.org", "(via @ben)"),
    *("A1", "a2)", "Q3:", "[A4]", "(1/2)", "1/3", "2/", "-", "|", "...", "…", "!", "?", ":-)"),
    *("👩‍🏫", "👍🏽", "🇬🇧", "é", "e\u0301", "שלום", "\u202b", "地図", "\u200d", "\ufe0f", "\u0301"),
    *("\0", "\ud83d", "\u200b", "\r\n", JUNK),
]
POSTS = st.builds(
    lambda words, glue: glue.join(words),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=14),
    st.sampled_from([" ", " ", " ", "", "\n"]),
)


def inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < position < end for start, end in spans)


@given(POSTS)
def test_cuts_and_body_are_in_order_and_only_blanks_lie_between(text: str) -> None:
    junk = junk_start(text, "ana", "Ana Ruiz")
    entities = extract(text[:junk])
    label = parse(text[:junk], entities)
    cuts, body = cut_edges(text, entities, label, chat_tags=TAGS, within=(0, junk))
    position = 0
    for start, end in sorted([*((cut.start, cut.end) for cut in cuts), body]):
        assert is_blank(text[position:start])
        assert position <= start <= end
        position = end
    assert is_blank(text[position:junk])


@given(POSTS)
def test_a_body_begins_and_ends_inside_nothing(text: str) -> None:
    junk = junk_start(text, "ana", "Ana Ruiz")
    entities = extract(text[:junk])
    label = parse(text[:junk], entities)
    cuts, (start, end) = cut_edges(text, entities, label, chat_tags=TAGS, within=(0, junk))
    graphemes = [match.span() for match in regex.finditer(r"\X", text)]
    assert not inside(start, graphemes) and not inside(end, graphemes)
    held = [(entity.start, entity.end) for entity in entities]
    assert not inside(start, held) and not inside(end, held)
    if start < end:
        assert snap(text, start, end, [*entities, *cuts]) == (start, end)


@given(POSTS)
def test_cutting_a_body_again_changes_nothing(text: str) -> None:
    junk = junk_start(text, "ana", "Ana Ruiz")
    entities = extract(text[:junk])
    label = parse(text[:junk], entities)
    _, body = cut_edges(text, entities, label, chat_tags=TAGS, within=(0, junk))
    cuts, again = cut_edges(text, entities, label, chat_tags=TAGS, within=body)
    assert (cuts, again) == ((), body)


@given(POSTS, st.data())
def test_snapping_widens_and_is_stable(text: str, data: st.DataObject) -> None:
    entities = extract(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = snap(text, start, end, entities)
    assert snap(text, left, right, entities) == (left, right)
    assert is_blank(text[start:left]) and is_blank(text[right:end])


@pytest.mark.parametrize(
    "unit", ["@a ", "#a ", "RT @a ", "- ", "1/2 ", "é ", "x #a, ", "(#a ", "… "]
)
def test_hostile_repetition_comes_to_an_end(unit: str) -> None:
    text = unit * (30_000 // len(unit)) + "A1 maps"  # minutes where a step reads the whole text
    assert edges(text)[1] in text


@given(
    st.lists(st.sampled_from("🇬🇧a\u0301\u200d\ufe0f👍🏽\u0600\r\n한\u0903 "), max_size=12).map(
        "".join
    )
)
def test_flags_are_parted_as_unicode_parts_them(text: str) -> None:
    breaks = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    assert {place for place in range(len(text) + 1) if place in Breaks(text)} == breaks


def test_a_long_row_of_flags_takes_no_time() -> None:
    with within(2):  # it took half a minute
        assert 60_000 in Breaks("🇬🇧" * 50_000)
