"""Tokens of posts, and the sentence rules as a spaCy component."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import component, sentences
from pipeline.language.tokens import LONGEST_PIECE, PostTokenizer

component.register()
NLP = spacy.blank("en")
NLP.tokenizer = PostTokenizer(NLP)
NLP.add_pipe(component.NAME)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask @ana_b!", ["Ask", "@ana_b", "!"]),
        (".@ana's tea", [".", "@ana", "'s", "tea"]),
        ("hi @ana@social.example.", ["hi", "@ana@social.example", "."]),
        ("(#tea-time), #TeaTalk.", ["(", "#tea-time", ")", ",", "#TeaTalk", "."]),
        ("# 1 in tea", ["#", "1", "in", "tea"]),
        ("$TEA is $5", ["$TEA", "is", "$", "5"]),
        ("see https://ex.am/p?q=1#a.", ["see", "https://ex.am/p?q=1#a", "."]),
        ("wow😂😂", ["wow", "😂", "😂"]),
        ("👩🏽‍🏫👍🏽🇩🇪 ❤️", ["👩🏽‍🏫", "👍🏽", "🇩🇪", "❤️"]),
        ("fine :-) or :D <3", ["fine", ":-)", "or", ":D", "<3"]),
        ("don't", ["do", "n't"]),
        ("\ud800 x", ["\ufffd", "x"]),  # half of a character: shown as spaCy can
        ("", []),
    ],
)
def test_what_posts_are_made_of_stays_whole(text: str, expected: list[str]) -> None:
    assert [token.text for token in NLP.make_doc(text)] == expected


@settings(deadline=None)
@given(st.text())
def test_tokens_lie_where_their_text_lies(text: str) -> None:
    doc = NLP.make_doc(text)
    assert len(doc.text) == len(text)
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_a_piece_too_long_to_be_a_word_is_cut_into_bits() -> None:
    doc = NLP.make_doc("so " + "a" * 100_000)
    assert doc.text == "so " + "a" * 100_000
    assert max(map(len, doc)) == LONGEST_PIECE


def test_the_component_cuts_a_doc_where_the_rules_cut_the_text() -> None:
    text = "A1: Ask first. Then listen 😀 #tea\nI do!"
    doc = NLP(text)
    assert [span.text.strip() for span in doc.sents] == [text[a:b] for a, b in sentences(text)]


@settings(deadline=None)
@given(st.text(alphabet="aA.!? \n😀#@'\"1"))
def test_a_doc_has_a_sentence_for_every_token_and_none_without(text: str) -> None:
    doc = NLP(text)
    assert sum(len(span) for span in doc.sents) == len(doc)
