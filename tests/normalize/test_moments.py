"""What a link quotes in an export without the ids of its network."""

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

LINK = "https://x.com/Brine_Desk/status/1790463776320163584"  # 2024-05-14T19:26:44Z
ASKED = "Which jar has lived longest in your kitchen?"


def quotes(at: str, link: str = LINK, *more: Post, asked_id: str = "row2") -> str | None:
    posts = [
        Post(id=asked_id, handle="brine_desk", text=ASKED, created_at=at),
        Post(
            id="row3", handle="mira_k", text=f"The blue one {link}", created_at=at[:14] + "40:00Z"
        ),
        *more,
    ]
    found, _ = stage.run(posts, Chat(chat="brine"), NormalizeSettings())
    return next(post.quotes for post in found if post.id == "row3")


@pytest.mark.parametrize(
    "at",
    ["2024-05-14T19:26:44Z", "2024-05-14T19:26:00Z"],
    ids=["to the second", "to the minute"],
)
def test_what_its_author_posted_at_that_moment_is_quoted(at: str) -> None:
    assert quotes(at) == "row2"


@pytest.mark.parametrize(
    ("at", "link"),
    [
        ("2024-05-14T19:26:41Z", LINK),  # three seconds before
        ("2024-05-14T19:27:00Z", LINK),
        ("2024-05-14T19:26:44Z", LINK.replace("Brine_Desk", "salt_sam")),
    ],
)
def test_another_moment_or_author_is_not(at: str, link: str) -> None:
    assert quotes(at, link) == "1790463776320163584"


def test_of_two_posts_in_one_minute_none_is() -> None:
    at = "2024-05-14T19:26:00Z"
    twice = Post(id="row4", handle="brine_desk", text="And why that one?", created_at=at)
    assert quotes(at, LINK, twice) == "1790463776320163584"


def test_a_known_id_is_quoted_whenever_it_was_posted() -> None:
    id = "1790463776320163584"
    assert quotes("2024-05-14T12:00:00Z", asked_id=id) == id
