import pytest

from pipeline.score.foreign import is_foreign


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
        ("La tarte", False),  # too few words to tell
        ("My grandmother called it pain de campagne and so do I", False),
        ("Crème brûlée taught me patience before bread did", False),
        ("Open 24/7, mail bread@shop.example", False),  # what is no plain word tells nothing
    ],
)
def test_everyday_words_and_letters_tell_the_language(line: str, expected: bool):
    assert is_foreign(line) is expected
