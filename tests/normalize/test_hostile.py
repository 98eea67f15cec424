"""Hostile posts: kept to the letter, written and read back, and done with in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import jsonl
from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings
from tests.conftest import within

ODD = {
    "bidi": "A1 \u202eklim dna daerB\u202c is what my oven reads #loafchat",
    "zero width": "A1 Bread\u200b waits\u2060 for\ufeff nobody \u200b#loafchat",
    "lone surrogate": "A1 Half a smile \ud83d is enough for a loaf",
    "NUL": "A1 Bread\x00waits for nobody",
    "control": "A1 Bread\x1b[31m waits\x85 for\u2028 nobody",
    "markup": "A1 <img src=x onerror=alert(1)> & <b>Bread</b> waits",
    "stacked": "A1 Z\u0351\u0352\u0353\u0354\u0355algo waits for nobody",
    "joined tag": "A1 I bake #slow\u200dbread and #کیک\u200cها on Sundays",
    "emoji": "A1 👩‍👩‍👧 waits for 🏳️‍🌈 bread 👍🏽 #loafchat",
}


def normalized(text: str, name: str | None = None) -> Post:
    made = Post(id="1", handle="mira_k", name=name, text=text)
    return stage.run([made], Chat(chat="loafchat", hashtag="#loafchat"), NormalizeSettings())[0][0]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_letters_are_kept_written_and_read_back(text: str, tmp_path: Path) -> None:
    found = normalized(text, name='<script>alert("Mira")</script>')
    assert (found.text, found.name) == (text, '<script>alert("Mira")</script>')
    assert found.label is not None and found.set_aside is None
    jsonl.write(tmp_path / "posts.jsonl", [found])
    assert list(jsonl.read(tmp_path / "posts.jsonl", Post)) == [found]


def test_a_joiner_inside_a_tag_is_part_of_it() -> None:
    tags = [e.text for e in normalized(ODD["joined tag"]).entities]
    assert tags == ["#slow\u200dbread", "#کیک\u200cها"]


def test_invisible_edges_are_no_words_of_the_author() -> None:
    assert normalized("\u200b \ufeffA1 Bread waits\u2060 \u200b#loafchat").said == "Bread waits"
    assert normalized("\u200b\u2060\ufeff").set_aside == "empty"


UNITS = [
    "a", "ab ", "@ab ", "@", "#ab ", "#", "http://ab.org ", "http://ab.org", "a.b", ".", "t.co/a ",
    "👩‍👩‍👧", "RT @ab ", "via @ab ", '"@ab: ', "A1 ", "A1: x ", "1/2 ", "1/", "(", "e\u0301",
    "\u200b", "\x00", "\u202e", "\ud800", "Ａ", "漢", "\n", "\r\n", " ", "$AB ", " - ",
    "@ab·2 years agoReply",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_endless_repetition_comes_to_an_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    posts = [
        Post(id=str(number), handle=handle, text=f"{text}{number}")
        for number, handle in enumerate(("mira_k", "mira_k", "tom_x"))
    ]
    with within(30):  # minutes where each piece reads the whole again
        done = stage.run(posts, Chat(chat="loafchat"), NormalizeSettings())[0]
    assert [post.text for post in done] == [post.text for post in posts]


def test_many_posts_of_almost_the_same_words_are_not_all_compared() -> None:
    words = "what I like about bread is that it"
    posts = [
        Post(id=str(n), handle=f"baker{n}", text=f"{words} waits for {n} people and {n * n} cats")
        for n in range(3_000)
    ]  # minutes where each is held against each
    assert len(stage.run(posts, Chat(chat="loafchat"), NormalizeSettings())[0]) == 3_000
