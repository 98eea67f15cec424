"""The stage: posts in time order, each with what it holds; none lost, none changed."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

CHAT = Chat(chat="loafchat")


def run(*posts: Post, chat: Chat = CHAT) -> tuple[list[Post], Chat]:
    return stage.run(posts, chat, NormalizeSettings())


def post(text: str, id: str = "1", handle: str = "mira_k", **more: object) -> Post:
    return Post(id=id, handle=handle, text=text).model_copy(update=more)


def test_a_file_that_is_read_from_its_end_is_told() -> None:
    said = [post(f"Q{number} What?", str(number), source=f"c.csv:{number}") for number in (3, 2, 1)]
    found, chat = run(*said)
    assert [each.id for each in found] == ["1", "2", "3"]
    assert any(told.startswith("c.csv is read from its end") for told in chat.found)


def test_posts_come_in_time_order_whatever_the_export_does() -> None:
    posts, _ = run(
        post("A2 last", "1003", created_at="2024-05-14T19:20:00Z"),
        post("A1 first", "1001", created_at="2024-05-14T19:02:00Z"),
        post("A1 second", "1002", created_at="2024-05-14T19:02:00Z"),  # the same second
    )
    assert [p.id for p in posts] == ["1001", "1002", "1003"]


def test_a_post_says_what_its_author_says_and_names_what_is_cut() -> None:
    [found], _ = run(post("@tom_x A1b: Salt late, not early #loafchat pic.twitter.com/aB3dE5fG7h"))
    assert found.said == "Salt late, not early"
    assert [cut.kind for cut in found.cuts] == ["mention", "label", "hashtag", "url"]
    assert found.label is not None
    assert (found.label.question, found.label.part) == (1, "b")


def test_words_passed_on_after_a_comment_are_cut_from_what_the_author_says() -> None:
    [found], _ = run(post("This is me on Sundays! #loafchat RT @tom_x: A3 Rye is a patient bread"))
    assert found.said == "This is me on Sundays!"
    assert found.set_aside is None
    assert found.label is None  # A3 is @tom_x's label
    assert found.text[found.cuts[-1].start : found.cuts[-1].end].startswith("RT @tom_x")
    assert found.cuts[-1].kind == "repost"


def test_a_repost_glued_to_a_tag_is_cut_and_the_tag_ends_before_it() -> None:
    [found], _ = run(
        post("Must try this one #loafchatRT @tom_x: Rye is a patient bread"),
        chat=Chat(chat="loafchat", hashtag="#loafchat"),
    )
    assert found.said == "Must try this one"
    assert [cut.kind for cut in found.cuts] == ["hashtag", "repost"]
    assert [e.text for e in found.entities] == ["#loafchat", "@tom_x"]


def test_what_an_archive_glued_behind_a_post_is_cut_and_is_no_part_of_a_tag() -> None:
    glued = "Mira K@mira_k·2 years agoReplyRetweetFavorite"
    [found] = run(post(f"A1 Rye is a patient bread #loafchat{glued}", name="Mira K"))[0]
    assert found.said == "Rye is a patient bread"
    assert [(cut.kind, found.text[cut.start : cut.end]) for cut in found.cuts][1:] == [
        ("hashtag", "#loafchat"),
        ("junk", glued),
    ]
    assert [e.text for e in found.entities] == ["#loafchat"]
    [found] = run(post(f"So true! RT @tom_x: A3 Rye is patient{glued}", name="Mira K"))[0]
    assert (found.said, found.label) == ("So true!", None)
    assert [cut.kind for cut in found.cuts] == ["repost", "junk"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("So much this https://twitter.com/tom_x/status/790123", "790123"),
        ("So much this https://x.com/tom_x/status/790123?s=20", "790123"),
        ("So much this https://bsky.app/profile/tom.example/post/3kq7abc", "3kq7abc"),
        ("So much this https://mastodon.social/@tom_x/112480", "112480"),
        ("So much this https://loaf.org/recipes/790123", None),
    ],
)
def test_a_link_to_a_post_is_what_a_post_quotes(text: str, id: str | None) -> None:
    assert run(post(text))[0][0].quotes == id


def test_what_the_export_says_of_a_quoted_post_wins() -> None:
    text = "So much this https://x.com/tom_x/status/790123"
    assert run(post(text, quotes="55"))[0][0].quotes == "55"


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        ("🥖🥖🥖", {}, "empty"),
        ("@tom_x 👏", {}, "empty"),
        ("https://t.co/aB3dE5fG7h", {}, "empty"),
        ("A1 #loafchat", {}, "empty"),  # the answer was a picture
        ("", {}, "empty"),
        ("Only you can read this", {"is_private": True}, "private"),
        ("RT @tom_x: Rye is a patient bread", {"is_private": True}, "repost"),
        ("Rye is a patient bread", {"repost_of": "7"}, "repost"),
        ("A1 Yes", {}, None),
        ("地図は楽しい", {}, None),  # words without blanks are words
    ],
)
def test_what_is_set_aside_says_why(text: str, more: dict[str, object], reason: str | None) -> None:
    assert run(post(text, **more))[0][0].set_aside == reason


def test_the_most_frequent_hashtag_is_the_chats_and_said_to_be_found() -> None:
    posts, chat = run(
        *(post(f"Loaf number {n} #LoafChat #rye", str(n), f"baker{n}") for n in range(3)),
        *(post(f"Bun number {n} #loafchat", str(n), f"baker{n}") for n in range(3, 6)),
        post("Off to bed #LoafChat #tired", "7"),
    )
    assert chat.hashtag == "#LoafChat"
    assert chat.found == (
        "hashtag #LoafChat: not given, the most frequent one (4 posts spell it so)",
    )
    assert posts[0].said == "Loaf number 0"


def test_posts_with_the_hashtag_are_counted_once_each_and_one_alone_is_one() -> None:
    twice = post("Loaf #loafchat and again #loafchat", "1")
    _, chat = run(twice, post("Bun #LOAFCHAT", "2"), post("Roll #loafchat", "3"))
    assert chat.found == (
        "hashtag #loafchat: not given, the most frequent one (2 posts spell it so)",
    )
    _, chat = run(post("Loaf #LoafChat", "1"), post("Bun #loafchat", "2"))
    assert chat.found == (
        "hashtag #LoafChat: not given, the most frequent one (1 post spells it so)",
    )


def test_a_tag_is_one_behind_either_sign() -> None:
    posts, chat = run(
        *(post(f"ライ麦パン{n} ＃パン部", str(n), f"baker{n}") for n in range(3)),
        *(post(f"＃Ａ１ 食パン{n} #パン部", str(n), f"baker{n}") for n in range(3, 9)),
    )
    assert chat.hashtag == "#パン部"
    assert {each.set_aside for each in posts} == {None}
    assert [posts[at].said for at in (0, 3)] == ["ライ麦パン0", "食パン3"]
    assert posts[3].label is not None


def test_a_label_with_a_mark_is_not_the_chats_hashtag() -> None:
    answers = [post(f"#A1 Loaf number {n} took its time", str(n)) for n in range(3)]
    done, chat = run(*answers, post("#Q1 Which one? #loafchat", "7"), post("Bye #loafchat", "8"))
    assert chat.hashtag == "#loafchat"
    assert done[0].label is not None


def test_of_tags_as_frequent_the_first_by_its_letters_is_the_chats_in_whatever_order() -> None:
    for tags in (["#Rye", "#Bun"], ["#Bun", "#Rye"], ["#bun", "#Bun"], ["#Bun", "#bun"]):
        said = [post(f"Loaf number {n} {tag}", str(n)) for n, tag in enumerate([*tags, ""] * 2)]
        assert run(*said)[1].hashtag == "#Bun"


def test_only_the_chats_own_tags_and_those_of_most_posts_are_cut_in_front() -> None:
    given_tag = Chat(chat="loafchat", hashtag="#LoafChat", found=("title: from the file's name",))
    posts, chat = run(
        post("#loafchat Rye is a patient bread", "1"),
        post("#Bake21 Salt comes late", "2"),
        post("#bake21 Water comes early", "3"),
        *(post(f"#crumb I keep {n} of them #bake21", str(n)) for n in (4, 5)),
        post("Good night", "6"),
        chat=given_tag,
    )
    said = ["Rye is a patient bread", "Salt comes late", "Water comes early"]
    assert [each.said for each in posts[:3]] == said
    assert posts[3].said == "#crumb I keep 4 of them"  # the tag is what the post is about
    assert chat == given_tag
    streamed = list(stage.stream(posts, given_tag, NormalizeSettings()))
    assert [each.said for each in streamed[:2]] == [said[0], "#Bake21 Salt comes late"]


def test_what_readers_found_out_about_a_chat_is_kept_beside_its_hashtag() -> None:
    known = Chat(chat="loafchat", found=("title: from the file's name",))
    _, chat = run(post("I knead #bread", "1"), post("I bake #bread", "2"), chat=known)
    assert chat.found[0] == known.found[0] and chat.hashtag == "#bread"


def test_a_given_hashtag_stays_however_rare() -> None:
    given_tag = Chat(chat="loafchat", hashtag="#LoafChat")
    without = [post(f"Loaf number {n}", str(n)) for n in range(3, 8)]
    with_another = [post("#crumb I keep them all", "1"), post("#crumb I burn them", "2")]
    posts, chat = run(*with_another, *without, chat=given_tag)
    assert (chat.hashtag, chat.found) == ("#LoafChat", ())
    assert posts[0].said == "#crumb I keep them all"  # the most frequent one is not the chat's


def test_one_tag_in_one_post_is_no_chat() -> None:
    assert run(post("I knead #bread"))[1].hashtag is None


def test_an_export_without_a_post_gives_none() -> None:
    assert run() == ([], CHAT)


TEXTS = st.sampled_from(
    [
        "A1 Rye is a patient bread #loafchat",
        "RT @mira_k: A1 Rye is a patient bread #loafchat",
        "Ha! RT @mira_k: A1 Rye is a patient bread",
        "Q1 What is your bread? #loafchat",
        "@tom_x (1/2) thanks a lot for that one https://x.com/tom_x/status/3",
        "Thank you!",
        "🥖",
    ]
) | st.text(max_size=30)
POSTS = st.lists(
    st.builds(
        Post,
        id=st.integers(0, 10**6).map(str),
        handle=st.sampled_from(["mira_k", "tom_x", "loafchat"]),
        text=TEXTS,
        created_at=st.sampled_from(["2024-05-14T19:02:00Z", "2024-05-14T19:03:00Z"]),
        reply_to=st.integers(0, 20).map(str) | st.none(),
    ),
    max_size=10,
    unique_by=lambda post: post.id,
)


@given(POSTS)
def test_no_post_is_lost_or_changed(posts: list[Post]) -> None:
    given_fields = {"id", "handle", "text", "created_at", "reply_to"}
    done = {p.id: p.model_dump(include=given_fields) for p in run(*posts)[0]}
    assert done == {p.id: p.model_dump(include=given_fields) for p in posts}


@given(POSTS, st.randoms(use_true_random=False))
def test_the_order_of_timed_posts_in_the_file_changes_nothing(
    posts: list[Post], chance: random.Random
) -> None:
    in_time = sorted(posts, key=lambda post: post.created_at or "")
    grown = [post.model_copy(update={"id": str(n)}) for n, post in enumerate(in_time)]
    shuffled = list(grown)
    chance.shuffle(shuffled)
    assert run(*shuffled) == run(*grown)


@given(POSTS)
def test_doing_it_again_changes_nothing(posts: list[Post]) -> None:
    done, chat = run(*posts)
    assert run(*done, chat=chat) == (done, chat)


@given(POSTS)
def test_bodies_and_cuts_lie_inside_the_text_and_do_not_overlap(posts: list[Post]) -> None:
    for found in run(*posts)[0]:
        spans = sorted([*((cut.start, cut.end) for cut in found.cuts), found.span])
        assert spans[0][0] >= 0 and spans[-1][1] <= len(found.text)
        for (_, end), (start, _) in pairwise(spans):
            assert end <= start
