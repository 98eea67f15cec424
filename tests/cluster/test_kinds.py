"""Why a post that is neither answer nor reply is set aside, in words."""

import pytest

from pipeline.cluster.kinds import reason_for
from pipeline.records import AnswerKind


@pytest.mark.parametrize(
    ("kind", "said", "reason"),
    [
        ("answer", "Click here to buy my loaf", None),  # somebody's answer, however it sounds
        ("reply", "Same here", None),
        ("question", "What do you bake tonight?", None),
        ("repost", "Bread waits", "repost"),
        ("other", "", "empty"),
        ("greeting", "Hello from a warm kitchen", "greeting"),
        ("host", "Five minutes to go", "logistics"),
        ("host", "Use code CRUMB for 20% off our tins", "promotion"),
        ("other", "Link in bio, everybody", "promotion"),
        ("other", "The transcript will be up tomorrow", "logistics"),
        ("other", "My cat has opinions about the moon", "off-topic"),
    ],
)
def test_the_reason_says_what_the_post_is(kind: AnswerKind, said: str, reason: str | None) -> None:
    assert reason_for(kind, said) == reason
