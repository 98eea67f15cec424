"""Training of the language model, on a treebank of a few invented sentences."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pipeline import shelf
from pipeline.errors import InputError
from pipeline.language import load
from pipeline.language.model import MODEL
from pipeline.learn import treebank
from pipeline.learn.language import FILES, baseline, train
from pipeline.learn.treebank import Word, as_post, read

SENTENCES = """\
# text = We don't ask.
1	We	we	PRON	PRP	Case=Nom	_	_	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	Mood=Ind|VerbForm=Fin	_	_	_	_
3	n't	not	PART	RB	_	_	_	_	_
4	ask	ask	VERB	VB	VerbForm=Inf	_	_	_	SpaceAfter=No
5	.	.	PUNCT	.	_	_	_	_	_

# text = Tea helps Ana
1	Tea	tea	NOUN	NN	Number=Sing	_	_	_	_
2	helps	help	VERB	VBZ	Mood=Ind|VerbForm=Fin	_	_	_	_
2.1	us	we	PRON	PRP	_	_	_	_	_
3	Ana	Ana	PROPN	NNP	Number=Sing	_	_	_	_

"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name in FILES.values():
        (tmp_path / name).write_text(SENTENCES * 20, encoding="utf-8")
    return tmp_path


def text_of(words: list[Word]) -> str:
    return "".join(word.form + " " * word.has_blank for word in words)


def test_a_treebank_is_read_as_it_was_written(corpora: Path) -> None:
    first, second = list(read(corpora / FILES["dev"]))[:2]
    assert text_of(first) == "We don't ask. "
    assert text_of(second) == "Tea helps Ana "  # a word left out by its writer is not read
    assert second[1] == Word("helps", "VERB", "VBZ", "Mood=Ind|VerbForm=Fin", True)


def test_a_missing_or_broken_treebank_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such corpus.*fetch en_ewt"):
        train(tmp_path, tmp_path / "model")
    broken = tmp_path / "broken.conllu"
    broken.write_text("# text = Tea\n1\tTea\tNOUN\n\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.conllu:2: 3 columns, not 10"):
        list(read(broken))


def test_a_sentence_made_a_post_keeps_its_words_and_tags(corpora: Path) -> None:
    sentence = next(read(corpora / FILES["dev"]))
    chance = Random(1)
    posts = [as_post(sentence, chance) for _ in range(200)]
    tags = [word.upos for word in sentence]
    for post in posts:
        found = [word.upos for word in post]
        assert any(found[at : at + 4] == tags[:4] for at in range(len(found)))  # the stop may go
    texts = {text_of(post) for post in posts}
    assert any("@" in text for text in texts)
    assert any("#" in text for text in texts)
    assert any("we do" in text for text in texts)
    assert any("’" in text for text in texts)
    assert posts == [as_post(sentence, again) for again in [Random(1)] for _ in range(200)]


def test_the_baseline_gives_each_word_its_most_frequent_tag(corpora: Path) -> None:
    (corpora / FILES["test"]).write_text(
        SENTENCES.replace("Tea\ttea", "Cake\tcake").replace("Ana\tAna", "Bo\tBo"), encoding="utf-8"
    )
    paths = {part: corpora / name for part, name in FILES.items()}
    figures = baseline(paths)
    assert figures["upos"] == pytest.approx(7 / 8)  # "Cake" is unknown and a noun, "Bo" is a name
    assert figures["xpos"] == pytest.approx(7 / 8)


def test_training_twice_gives_the_same_files_and_a_model_that_loads(corpora: Path) -> None:
    first = train(corpora, corpora / "first", seed=3, max_steps=60)
    second = train(corpora, corpora / "second", seed=3, max_steps=60)
    assert first == second
    assert first.figures["model"]["upos"] > 0.9
    nlp = load(corpora / "first")
    assert [token.pos_ for token in nlp("Tea helps")] == ["NOUN", "VERB"]
    assert shelf.check(MODEL, corpora / "first") == first
    one, other = ((corpora / name / shelf.MANIFEST).read_bytes() for name in ("first", "second"))
    assert one == other


def test_a_trained_model_holds_no_word_list_and_no_path(corpora: Path) -> None:
    train(corpora, corpora / "model", max_steps=5)
    files = [path for path in (corpora / "model").rglob("*") if path.is_file()]
    assert files
    for content in (path.read_bytes() for path in files):
        assert str(corpora).encode() not in content
        assert b'"helps"' not in content


def test_the_card_tells_data_licence_figures_and_how_to_repeat(corpora: Path) -> None:
    manifest = train(corpora, corpora / "model", seed=3, max_steps=5)
    card = (corpora / "model" / "README.md").read_text(encoding="utf-8")
    for share in (manifest.figures["model"]["upos"], manifest.figures["baseline"]["upos"]):
        assert f"{share:.1%}" in card
    assert "CC BY-SA 4.0" in card
    assert "`standout train language --corpora DIR` (seed 3, 5 steps)" in card


def test_examples_for_spacy_have_their_tags(corpora: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    example = next(iter(treebank.examples(corpora / FILES["dev"])(nlp)))
    assert example.get_aligned("POS", as_string=True) == ["PRON", "AUX", "PART", "VERB", "PUNCT"]
