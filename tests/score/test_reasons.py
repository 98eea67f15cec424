import pytest

from pipeline.score import ranking, reasons
from tests.score.posts import FlatStyle, sight

LINES = [
    "Growth isn't a ladder. It's a garden, and you have to like weeding.",
    "Yep, agreed! Thanks all, see you next week :)",
    "Trello, Notion, Slack & Zapier http://example.org/list",
    "BIG NEWS",
    "",
    "😂😂😂",
    "no punctuation no capitals just a thought about readers who stay for years",
]


@pytest.mark.parametrize("line", LINES)
def test_the_reasons_of_a_line_add_up_to_its_score(line: str):
    verdict = ranking.score([sight(line)], FlatStyle())[0]
    total = verdict.start + sum(reason.value for reason in verdict.reasons)
    assert total == pytest.approx(verdict.score, abs=0.003)  # rounded to four digits, each


def test_reasons_quote_the_words_that_they_are_about():
    verdict = ranking.score([sight(LINES[0])], FlatStyle())[0]
    assert any("'isn't" in reason.text for reason in verdict.reasons)


def test_what_a_line_leans_on_is_told():
    verdict = ranking.score([sight("But they never told us why it happened")], FlatStyle())[0]
    alone = [r for r in verdict.reasons if r.text.startswith(("stands alone", "does not stand"))]
    assert len(alone) == 1


def test_only_the_strongest_reasons_are_shown_and_sums_of_small_ones_are_not():
    verdict = ranking.score([sight(LINES[0])], FlatStyle())[0]
    shown = verdict.foremost
    assert len(shown) <= 2 * ranking.SHOWN
    assert all(abs(reason.value) >= ranking.LEAST_SHOWN for reason in shown)
    assert reasons.REST not in {reason.text for reason in shown}
    assert list(shown) == sorted(shown, key=lambda reason: -reason.value)


def test_length_is_one_reason_and_not_five():
    verdict = ranking.score([sight("Short and small")], FlatStyle())[0]
    told = [r.text for r in verdict.reasons]
    lengths = {"says enough", "says little", "very short", "short", "not too short",
               "a handy length", "an awkward length"}  # fmt: skip
    assert len(lengths & set(told)) == 1
