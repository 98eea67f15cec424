"""What the chat.toml files of an archive say, and of which of its chats."""

from __future__ import annotations

import pytest

from pipeline.backfill import chats
from pipeline.backfill.chats import Facts
from pipeline.chatfile import ChatFile

DAY = (1_715_713_200, 1_715_716_800)  # 14 May 2024, 19:00 to 20:00 UTC


@pytest.mark.parametrize(
    ("hashtag", "place", "host"),
    [
        ("#loafchat", "years/loaf/may.jsonl", ("baker_b",)),
        ("#LoafChat", "years/loaf/may.jsonl", ("baker_b",)),
        ("#RepairCafe", "years/loaf/may.jsonl", ()),  # another chat in the same export
        (None, "years/loaf/may.jsonl", ()),
        ("#loafchat", "years/loaf-notes/may.jsonl", ()),  # a folder whose name only begins so
        ("#loafchat", "years/other.jsonl", ()),
    ],
)
def test_hosts_are_those_of_the_chats_hashtag_and_folder(
    hashtag: str | None, place: str, host: tuple[str, ...]
) -> None:
    facts = [Facts(name="years/loaf", known=ChatFile(hashtag="#LoafChat", host=("baker_b",)))]
    made = chats.chat_of("may", hashtag, DAY, {place: 4}, "0", facts, {})
    assert made.host == host


@pytest.mark.parametrize(
    ("date", "zone", "guest"),
    [
        ("2024-05-14", "UTC", ("ines_b",)),
        ("2024-05-15", "UTC", ()),
        ("2024-05-15", "Pacific/Auckland", ("ines_b",)),  # it is morning there
        ("2024-05-14", "Pacific/Auckland", ()),
    ],
)
def test_a_guest_is_of_the_chat_on_the_day_as_its_people_count_days(
    date: str, zone: str, guest: tuple[str, ...]
) -> None:
    facts = [Facts(name="loaf", known=ChatFile(date=date, timezone=zone, guest=("ines_b",)))]
    made = chats.chat_of("may", "#loafchat", DAY, {"loaf/may.jsonl": 4}, "0", facts, {})
    assert (made.guest, made.date) == (guest, date if guest else None)


def test_what_the_nearest_folder_says_counts() -> None:
    facts = [
        Facts(name=name, known=ChatFile(host=(host,)))
        for name, host in (("years", "all_b"), ("years/loaf", "baker_b"))
    ]
    for order in (facts, facts[::-1]):
        made = chats.chat_of("may", None, DAY, {"years/loaf/may.jsonl": 4}, "0", order, {})
        assert made.host == ("baker_b",)
