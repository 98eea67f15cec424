import numpy as np
import pytest

from pipeline.score import ranking, style
from pipeline.score.foreign import IN_ANY_LANGUAGE, is_foreign
from pipeline.score.traits import NAMES
from tests.score.posts import sight


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Das Brot ist für mich und nicht mit Hefe", True),
        ("Медленный хлеб лучше быстрого", True),  # another script
        ("Große Öfen backen größere Brote", True),  # no everyday word, and accents
        ("Ehrlich sein, aber freundlich. Die Wahrheit ist kein Hammer.", True),  # two small words
        ("Vraag eerst wat zij willen, dan pas schrijven", True),
        ("We stopped the meeting. 我们停止了每周会议，没有人想念它。", True),  # a sentence of two
        ("We fold 折り紙 with the children every week", False),  # one word is no sentence
        ("One loaf per guest, one guest per chair.", False),
        ("Tiré media enciclopedia. Nadie lo notó en dos cursos", True),  # small words of several
        ("Muss leider weg, der Schnupfen gewinnt", True),  # one is enough where none is English
        ("aprende os nomes na primeira semana", True),
        ("compotas, compotas e mais compotas", True),
        ("ma gran said her da knew Keir Hardie", False),  # Scots
        ("JAWS says a eleven y, twubs is laggy", False),
        ("La tarte", False),  # too few words to tell
        ("My grandmother called it pain de campagne and so do I", False),
        ("Crème brûlée taught me patience before bread did", False),
        ("Open 24/7, mail bread@shop.example", False),  # what is no plain word tells nothing
    ],
)
def test_everyday_words_and_letters_tell_the_language(line: str, expected: bool):
    assert is_foreign(line) is expected


class Reads:
    """A style encoder to which every text reads alike, in one way or another."""

    def __init__(self, seed: int) -> None:
        self.vector = np.random.default_rng(seed).normal(size=style.DIMENSION)

    def encode(self, texts):
        return np.tile(self.vector, (len(texts), 1))


SPANISH = [
    "Una biblioteca sin bibliotecario es un almacén con buenas intenciones, y lo sabemos todos",
    "Quitamos el mostrador y nadie lo ha echado de menos en todo el año",
]
ENGLISH = "We took the counter away and nobody has missed it for a year"


def test_how_english_is_written_tells_nothing_of_another_language():
    one, other = ([v.score for v in ranking.score([sight(line) for line in (*SPANISH, ENGLISH)],
                                                  Reads(seed))] for seed in (1, 2))  # fmt: skip
    assert one[:2] == other[:2] and one[2] != other[2]
    assert one[2] == ranking.score([sight(ENGLISH)], Reads(1))[0].score  # whatever stands beside it


def test_english_words_in_another_language_are_no_reason():
    line = "Die Leute war nicht da, man will also nur so das Brot, am besten all die Reste"
    verdict = ranking.score([sight(line)], Reads(1))[0]
    told = " ".join(reason.text for reason in verdict.reasons)
    assert "'" not in told  # no word of it is quoted: "was", "will", "am", "best" are German
    assert "reads like" not in told and "stand" not in told
    assert verdict.start + sum(r.value for r in verdict.reasons) == pytest.approx(
        verdict.score, abs=0.003
    )


def test_what_says_more_stands_before_what_says_little_in_every_language():
    lines = [SPANISH[0], "Gracias por todo, ya lo creo"]
    more, little = (verdict.score for verdict in ranking.score([sight(x) for x in lines]))
    assert more > 2 * little


def test_what_counts_in_any_language_are_traits():
    assert set(NAMES) >= IN_ANY_LANGUAGE
