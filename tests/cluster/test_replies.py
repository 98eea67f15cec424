"""Replies: the handles that they take over from what they answer."""

import pytest

from pipeline.cluster import replies
from pipeline.records import Post
from tests.cluster.chats import chat


def said(handle: str, text: str) -> Post:
    posts, _ = chat((handle, text))
    return posts[0]


def marks(child: Post, parent: Post, *, is_question: bool = False) -> dict[str, float]:
    values = replies.marks(replies.address(child), replies.address(parent), is_question=is_question)
    return dict(zip(replies.MARKS, map(float, values), strict=True))


def test_the_address_is_what_stands_at_the_start() -> None:
    post = said("Mira_K", '.@Tom_X @ovenbird: ask @Tom_X and @rye_ruth, they "know" #LoafChat')
    assert replies.address(post) == replies.Address(
        "mira_k", ("tom_x", "ovenbird"), ("tom_x", "ovenbird", "rye_ruth")
    )


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("@tom_x Not in my oven #LoafChat", True),
        ("#LoafChat @tom_x Not in my oven", True),
        ("#LoafChat: .@tom_x Not in my oven", True),
        ("#LoafChat is what @tom_x calls home", False),
        ("Not in my oven @tom_x #LoafChat", False),
        ("#Steam @tom_x not in my oven #LoafChat", False),  # a word of the author's own
    ],
)
def test_behind_the_chats_hashtag_a_name_speaks_to_somebody(text: str, speaks: bool) -> None:
    posts, _ = chat(("mira_k", text), *(("tom_x", f"loaf {n} #LoafChat") for n in range(3)))
    post = next(post for post in posts if post.text == text)
    assert post.starts_with_name is speaks
    assert replies.address(post).lead == (("tom_x",) if speaks else ())


def test_a_reply_takes_over_whom_its_parent_names_in_their_order() -> None:
    parent = said("tom_x", "@mira_k @ovenbird steam first, then heat. cc @rye_ruth #LoafChat")
    heir = marks(said("mira_k", "@tom_x @ovenbird @rye_ruth not in my oven"), parent)
    assert (heir["heir"], heir["dropped"], heir["strangers"]) == (1, 0, 0)
    other = marks(said("mira_k", "@tom_x @rye_ruth @ovenbird not in my oven"), parent)
    assert other["heir"] == 0


@pytest.mark.parametrize(
    "names", ["@tom_x@ovens.example @rye_ruth@salt.example", "@tom_x @rye_ruth"]
)
def test_a_handle_is_the_same_with_its_server_and_without(names: str) -> None:
    parent = said("tom_x@ovens.example", "steam first, then heat. cc @rye_ruth@salt.example")
    found = marks(said("mira_k", f"{names} no"), parent)
    assert (found["heir"], found["strangers"]) == (1, 0)


def test_who_is_dropped_and_who_is_new_count() -> None:
    parent = said("tom_x", "@ovenbird steam first @rye_ruth")
    found = marks(said("mira_k", "@tom_x @rye_ruth @salt_sid @pan_pete @jo no"), parent)
    assert found["heir"] == 0
    assert found["dropped"] == pytest.approx(1 / 3)
    assert found["strangers"] == 1


def test_a_word_to_the_host_is_no_trace_of_one_question() -> None:
    asked = said("loafchat", "Q2 How do you keep a starter alive? #LoafChat")
    answer = said("mira_k", "@loafchat A1 Rye, always rye")
    assert marks(answer, asked)["heir_alone"] == 1
    assert marks(answer, asked, is_question=True)["heir_alone"] == 0


def test_the_own_handle_at_the_start_goes_on_with_an_own_post() -> None:
    first = said("mira_k", "@tom_x I build in a second rise #LoafChat")
    more = said("mira_k", "@mira_k @tom_x and I never skip it #LoafChat")
    assert (marks(more, first)["to_self"], marks(more, first)["heir"]) == (1, 1)
    assert marks(more, said("tom_x", "@mira_k why?"))["to_self"] == 0


def test_a_post_to_nobody_carries_no_trace() -> None:
    assert set(marks(said("mira_k", "Rye."), said("tom_x", "Oats.")).values()) == {0}


@pytest.mark.parametrize(
    ("text", "starts"),
    [("@ana yes", True), (".@ana yes", True), (" . @ana yes", True), ("Yes @ana", False)],
)
def test_a_dot_in_front_of_a_name_is_for_others_to_read_along(text: str, starts: bool) -> None:
    assert Post(id="1", handle="tom", text=text).starts_with_name is starts


@pytest.mark.parametrize("to", ["tom_x", "@Tom_X", "tom_x@ovens.example"])
def test_whom_the_export_tells_beside_the_text_is_as_good_as_a_name_in_front(to: str) -> None:
    tom = ("tom_x", "Steam first, then heat")
    beside, _ = chat(tom, ("mira_k", "Not in my oven", {"speaks_to": to}))
    named, _ = chat(tom, ("mira_k", "@tom_x Not in my oven"))
    assert replies.address(beside[1]) == replies.address(named[1])
    assert beside[1].starts_with_name
    assert beside[1].said == "Not in my oven"
    assert marks(beside[1], beside[0])["heir_alone"] == 1
