"""What is missing or uncertain: sentences that hold for every post they speak of."""

from pipeline.recap import uncertain
from tests.recap.chats import Records, answer, chat_of, pick, post


def told(records: Records) -> str:
    return "\n".join(uncertain.sentences(records.material()))


def test_only_posts_far_from_the_chat_are_said_to_be_never_quoted():
    records = chat_of("I mended a gate.")
    late = post("7", "late_lars", "A week on, I still mend.", created_at="2024-03-07T09:00:00Z")
    records.said(late)  # the morning after: it counts
    away = post("8", "echo_eve", "Who else is at the #RepairCafe fair?",
                created_at="2024-05-30T09:00:00Z", set_aside="not in the chat's time")  # fmt: skip
    records.posts.append(away)
    records.answers.append(answer(away, None, "other", reason="off-topic"))
    assert records.picks[-1] == pick(late, records.lines[-1], rank=2)
    assert "1 post is from long before or after the chat, so never quoted." in told(records)
