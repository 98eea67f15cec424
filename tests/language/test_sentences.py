"""Sentences of posts: where they begin and end, and that nothing of a post is lost."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.language import sentences
from tests.conftest import within

# what posts are made of, so that random texts meet the rules
WORDS = "A1: Ask first . ! ?! ... … @ana #tea :-) https://ex.am/p 😀 👩🏽‍🏫 RT 1. •"
ODD = 'e.g. Dr. U.S. " ) I done.Now \0 \ud800 \u202eabc مرحبا \u200b p.m. :'
PIECES = st.sampled_from([*WORDS.split(), *ODD.split(), " ", "\n", "\n\n", "\u00a0", "\x1f"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask first. Then listen.", ["Ask first.", "Then listen."]),
        ("A1. Ask first. Then listen", ["A1. Ask first.", "Then listen"]),  # a label says nothing
        ("@ana @bo! Ask first", ["@ana @bo! Ask first"]),  # nor do the people it is said to
        ("i asked. nobody knew", ["i asked.", "nobody knew"]),  # a writer without capitals
        ("Well... that went fine", ["Well... that went fine"]),  # three dots go on
        ("So good!!! do it again", ["So good!!!", "do it again"]),
        ("So good ! ! Do it again", ["So good ! !", "Do it again"]),
        ("Really?! Yes", ["Really?!", "Yes"]),
        ("LISTEN MORE. TALK LESS", ["LISTEN MORE.", "TALK LESS"]),
        ("Plan it.Then do it", ["Plan it.", "Then do it"]),  # no blank after the full stop
        ("It runs on Node.js and 3.5 cups", ["It runs on Node.js and 3.5 cups"]),
        ("We meet at 5 p.m. on Dr. Wu's boat", ["We meet at 5 p.m. on Dr. Wu's boat"]),
        ("We meet at 5 p.m. Bring tea", ["We meet at 5 p.m.", "Bring tea"]),
        ("Ask J. Wu vs. the U.S. Senate", ["Ask J. Wu vs. the U.S. Senate"]),
        ("I moved to the U.S. It helped", ["I moved to the U.S.", "It helped"]),
        ("Bring tea, cake, etc. and sit", ["Bring tea, cake, etc. and sit"]),
        ("See no. 5 of ours. See p. 12", ["See no. 5 of ours.", "See p. 12"]),
        ("She knew it and so do I. We left", ["She knew it and so do I.", "We left"]),
        ("She knew it and so do I. Nobody left", ["She knew it and so do I.", "Nobody left"]),
        ("I asked and he said no. Nobody left", ["I asked and he said no.", "Nobody left"]),
        ('"Why me?" she asked. "Go!"', ['"Why me?" she asked.', '"Go!"']),
        (
            'He said "Ask. Then wait." and left. We stayed',
            ['He said "Ask. Then wait." and left.', "We stayed"],
        ),
        ('"Ask. Wait." So he said', ['"Ask.', 'Wait."', "So he said"]),
        ("We tried (twice!) and lost", ["We tried (twice!) and lost"]),
        ("We tried (twice.) Then won", ["We tried (twice.)", "Then won"]),
        ("Ask first! #teatalk", ["Ask first!", "#teatalk"]),  # what follows an end is the next one
        ("Ask first #teatalk https://ex.am/p", ["Ask first #teatalk https://ex.am/p"]),
        ("Great. #TeaTalk is on", ["Great.", "#TeaTalk is on"]),
        ("Be ready...#teatalk", ["Be ready...#teatalk"]),
        ("Ask first\nWell...#teatalk", ["Ask first", "Well...#teatalk"]),
        ("read https://ex.am/a.b?c=d!Now ok", ["read https://ex.am/a.b?c=d!Now ok"]),
        ("See https://ex.am/a. It is good", ["See https://ex.am/a.", "It is good"]),
        ("Own your words, never just RT @ana. Ask", ["Own your words, never just RT @ana.", "Ask"]),
        ("So true RT @ana: Be kind. Always", ["So true", "RT @ana: Be kind.", "Always"]),
        ("Mine\n1. Ask\n2. Listen", ["Mine", "1. Ask", "2. Listen"]),
        ("Mine: 1. Ask 2. Listen", ["Mine:", "1. Ask", "2. Listen"]),
        ("We were 5. Now we are 9", ["We were 5.", "Now we are 9"]),  # a count, not a list item
        ("I rate it a 1. Never again", ["I rate it a 1.", "Never again"]),
        ("I was no. 1. Then I fell", ["I was no. 1.", "Then I fell"]),
        ("I use two 1. Tea 2. Cake", ["I use two", "1. Tea", "2. Cake"]),
        ("Mine: 1. Ask", ["Mine:", "1. Ask"]),
        ("Tools\n• tea\n• cake", ["Tools", "• tea", "• cake"]),
        ("A2\nAsk first\n\n#teatalk", ["A2\nAsk first", "#teatalk"]),
        ("my tools\ntea\ncake", ["my tools", "tea", "cake"]),
        ("So said A1. Then they left", ["So said A1. Then they left"]),  # nor does it end
        ('He said "wait." @ana waits', ['He said "wait."', "@ana waits"]),
        (
            "A line as long as this one that ends here\n\nand so on",
            ["A line as long as this one that ends here", "and so on"],
        ),
        (
            "This line was broken by a mail program that\nwraps what it sends. So be it",
            ["This line was broken by a mail program that\nwraps what it sends.", "So be it"],
        ),
        (
            "These are the three rules for our cups of tea:\nask first",
            ["These are the three rules for our cups of tea:", "ask first"],
        ),
        (
            "今日はいい。明日も「そう。」行く！はい",
            ["今日はいい。", "明日も「そう。」行く！", "はい"],
        ),
        ("هل هذا صحيح؟ نعم", ["هل هذا صحيح؟", "نعم"]),
        ("यह अच्छा है। वह भी", ["यह अच्छा है।", "वह भी"]),
        ("👏👏👏", ["👏👏👏"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_a_post_is_cut_where_its_author_ends_a_sentence(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@settings(deadline=None)
@given(TEXTS)
@example("\ud800")
@example("!\0?")
def test_sentences_are_in_order_and_hold_everything_but_blanks(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert spans == sentences(text)


@pytest.mark.parametrize("unit", ["a. ", "!", "😀 ", "a.b", "...#", "1. ", "#a", '"', "a\n", "x"])
def test_a_text_of_200_000_characters_goes_through(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    with within(30):
        spans = sentences(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text.rstrip())


def test_boundaries_of_tweets_are_found_as_well_as_measured(shared: Path) -> None:
    found = gold = both = exact = 0
    with (shared / "corpora" / "tweet_sentences.dev.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        spans = [tuple(span) for span in row["sents"]]
        ours = sentences(row["text"])
        theirs, mine = {end for _, end in spans[:-1]}, {end for _, end in ours[:-1]}
        found, gold, both = found + len(mine), gold + len(theirs), both + len(mine & theirs)
        exact += ours == spans
    assert 2 * both / (found + gold) >= 0.935
    assert exact / len(rows) >= 0.94


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("La Dra. Olmo vino. Nadie más", "Nadie más"),
        ("Compré cosas, p. ej. sillas. Ya está", "Ya está"),
        ("Des roses, p. ex. celles du mur. Voilà", "Voilà"),
        ("Ab ca. 30 cm ist Schluss. Darunter Sand", "Darunter Sand"),
        ("Nur Regel Nr. 1 zählt bzw. hilft. Sonst keine", "Sonst keine"),
        ("Bäume, Büsche usw. sind da. Und Gras", "Und Gras"),
        ("Bäume, Büsche usw. Und Gras", "Und Gras"),
        ("My boss became my ex. Then my friend", "Then my friend"),
        ("Elle a dit : « J'ai pas fini. » J'y pense encore", "J'y pense encore"),
        ("Il a dit « Non. Jamais. » et il est parti. Voilà", "Voilà"),
        ("On rit : « Encore ! » Puis on recommence", "Puis on recommence"),
        ("Er sagte „Nie wieder.“ Das war alles", "Das war alles"),
        ("Er rief „Nein. Nie.“ und ging. Schade", "Schade"),
        ("Seit dem 3. Oktober ist zu. Schade", "Schade"),
        ("Wir sind seit gestern auf Platz 3. Oma jubelt", "Oma jubelt"),
    ],
)
def test_in_other_languages_a_sentence_ends_where_it_does(text: str, second: str) -> None:
    assert [text[start:end] for start, end in sentences(text)][1:] == [second]
