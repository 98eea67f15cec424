"""A question that is quoted is not asked."""

import pytest

from pipeline.language import asks
from tests.conftest import within


@pytest.mark.parametrize(
    "said",
    [
        "Who else keeps a paper diary?",
        'What does "done" mean to you?',
        'a 5" jar? or a 6" one',
        '"Who else keeps a diary?"',
        "Does anybody know? asking for my gran",
        "いつ焼きますか？",
        "متى تخبز خبزك؟",
        'He said "no". Really?',
        "Have you read https://example.org/rye?",
        "Who wrote https://example.org/rye/?page=2 and why?",
        "Who bakes?see example.org/rye",
    ],
)
def test_a_question_of_their_own(said: str) -> None:
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        'my opener is "who fixed your bike?" and then I wait',
        "I ask “what would you throw away?” and they never stop talking",
        "She wrote ‘is it worth it?’ on the board",
        "「いつ焼く？」とよく聞かれます",
        "meine Regel ist „wer isst das?“ und sonst nichts",
        "Nobody asked",
        "This changed how I knead https://example.org/watch?v=t7Zr0 for good",
        "The sheet is at example.org/rye?page=2, take it",
        "Seen at www.example.org/?p=212",
    ],
)
def test_a_question_that_is_quoted(said: str) -> None:
    assert not asks(said)


@pytest.mark.parametrize("run", ["-", "a-", "a.", "a.b/", "www.", "http://"])
def test_heaps_of_marks_are_searched_for_links_at_once(run: str) -> None:
    with within(2):  # with a search to the end from each of them: minutes
        asks("?" + run * 50_000)
