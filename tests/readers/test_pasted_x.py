from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.records import Post
from tests.readers.conftest import FIXTURES, Load


def _of(posts: list[Post], handle: str) -> Post:
    return next(post for post in posts if post.handle == handle)


def test_posts_come_out_oldest_first_each_by_its_author(fixture: Load) -> None:
    posts = fixture("pasted_x.txt", date="2024-05-02").posts
    handles = ["OpsRoundtable", "ines_d", "mira_k", "ines_d", "tomasz_b"]
    assert [post.handle for post in posts] == handles
    assert (posts[2].name, posts[2].created_at) == ("Mira Kessler 🌿", "2024-05-02")


def test_the_numbers_of_the_page_are_cut_and_those_of_the_author_stay(fixture: Load) -> None:
    text = _of(fixture("pasted_x.txt").posts, "mira_k").text
    assert text.endswith("Five things:\n1\n2\nThree of them are names #OpsChat")


def test_lines_that_the_page_broke_at_a_mention_are_whole_again(fixture: Load) -> None:
    text = fixture("pasted_x.txt").posts[3].text
    assert text.startswith("@mira_k @OpsRoundtable A1 Fifteen lines at most.\n\nAfter that")
    assert text.endswith("ask @tomasz_b, he counted. #OpsChat")


def test_an_advertisement_and_accounts_beside_the_posts_are_nobodys_words(fixture: Load) -> None:
    loaded = fixture("pasted_x.txt")
    texts = "\n".join(post.text for post in loaded.posts)
    assert "desks" not in texts and "Pager Weekly" not in texts
    assert any(note.startswith("13 lines beside the posts of the page") for note in loaded.notes)


def test_what_a_post_quotes_is_not_put_into_its_mouth(fixture: Load) -> None:
    loaded = fixture("pasted_x.txt")
    question, quoting = loaded.posts[:2]
    assert quoting.text == "This is the one I keep coming back to, every"
    assert (quoting.quotes, quoting.is_truncated) == (question.id, True)
    assert any("inside the one that quotes it" in note for note in loaded.notes)


def test_a_page_of_the_years_when_posts_were_tweets_is_read_alike(written: Load) -> None:
    page = (FIXTURES / "pasted_x.txt").read_text("utf-8")
    old = page.replace("Lena reposted", "Lena Retweeted").replace("\nQuote\n", "\nQuote Tweet\n")
    loaded, plain = (written(text, "x.txt") for text in (old, page))
    assert (loaded.posts, loaded.notes) == (plain.posts, plain.notes)


def test_who_passed_a_post_on_is_not_its_author(fixture: Load) -> None:
    loaded = fixture("pasted_x.txt")
    assert not any("Lena" in f"{post.name} {post.text}" for post in loaded.posts)
    assert any("1 post shown as passed on" in note for note in loaded.notes)


def test_an_age_gives_no_time_and_a_day_without_a_year_only_that_of_the_chat(fixture: Load) -> None:
    bare, dated = fixture("pasted_x.txt"), fixture("pasted_x.txt", date="2024-05-02")
    assert [post.created_at for post in bare.posts] == [None] * 5
    assert [post.created_at for post in dated.posts[-2:]] == ["2024-05-03", None]
    assert any("4 posts with a day without a year" in note for note in bare.notes)
    assert any('1 post with an age alone ("2h")' in note for note in dated.notes)
    assert [post.id for post in bare.posts] == [post.id for post in dated.posts]


def test_a_post_without_words_is_counted(fixture: Load) -> None:
    notes = " ".join(fixture("pasted_x.txt").notes)
    assert "1 post without text of its own (a picture, numbers, what it quotes), left out" in notes


def test_the_order_of_a_page_with_the_oldest_post_first_stays(written: Load) -> None:
    page = "Ana\n@ana\n·\n5h\nQ1 What stays?\nBea\n@bea\n·\n3h\nA1 The garden\n"
    assert [post.handle for post in written(page, "x.txt").posts] == ["ana", "bea"]
    page = page.replace("5h", "May 2, 2024").replace("3h", "May 2, 2024")
    loaded = written(page, "x.txt")
    assert [post.handle for post in loaded.posts] == ["bea", "ana"]
    assert loaded.notes == (
        "no two days or ages differ: the page is taken to show the newest post first",
    )


@pytest.mark.parametrize("step", [1, -1], ids=["oldest first", "newest first"])
def test_where_no_day_differs_the_numbers_of_questions_tell_the_order(
    written: Load, step: int
) -> None:
    texts = ["Hello all", "Q1 What stays?", "A1 The garden", "Q2. Why?", "@ana A1 late", "Q3: Who?"]
    page = "".join(f"Ana\n@ana\n·\nMay 2, 2024\n{text}\n" for text in texts[::step])
    loaded = written(page, "x.txt")
    assert [post.text for post in loaded.posts] == texts
    first = {1: "the oldest post first, as", -1: "the newest post first"}[step]
    assert first in loaded.notes[0]


ANSWERED = "the oldest post first, as who is answered stands above"
NEWEST = "the newest post first"


@pytest.mark.parametrize("step", [1, -1], ids=["oldest first", "newest first"])
def test_where_nothing_is_numbered_whom_posts_answer_tells_the_order(
    written: Load, step: int
) -> None:
    said = [("shed", "What broke?"), ("bea", "@shed the lid"), ("cy", "@Bea which?")]
    page = "".join(f"{who}\n@{who}\n·\n2h\n{text}\n" for who, text in said[::step])
    loaded = written(page, "x.txt")
    assert [(post.handle, post.text) for post in loaded.posts] == said
    assert {1: ANSWERED, -1: NEWEST}[step] in loaded.notes[0]


@pytest.mark.parametrize(
    "said",
    [
        [("shed", "What broke?"), ("bea", "@elsewhere the lid"), ("cy", "the hinge")],
        [("shed", "What broke?"), ("shed", "@shed I mean it"), ("cy", "the hinge")],
        [("shed", "What broke?"), ("bea", "@shed the lid"), ("cy", "@dee why?"), ("dee", "rust")],
        [("bea", "@shed the lid"), ("shed", "@bea which?")],
        [("bea", "Q2 Who mends?"), ("cy", "@bea me"), ("bea", "Q1 What broke?")],
    ],
)
def test_answers_to_others_to_oneself_and_both_ways_tell_no_order(
    written: Load, said: list[tuple[str, str]]
) -> None:
    page = "".join(f"{who}\n@{who}\n·\n2h\n{text}\n" for who, text in said)
    assert NEWEST in written(page, "x.txt").notes[0]


def test_a_page_that_shows_the_best_first_is_put_in_order_of_age(written: Load) -> None:
    page = "".join(f"Ana\n@ana\n·\n{age}\nA1 {age} ago\n" for age in ("5h", "2h", "9h", "40m"))
    texts = [post.text for post in written(page, "x.txt").posts]
    assert texts == ["A1 9h ago", "A1 5h ago", "A1 2h ago", "A1 40m ago"]


def test_a_page_copied_in_pieces_that_overlap_holds_each_post_once(written: Load) -> None:
    page = (FIXTURES / "pasted_x.txt").read_text("utf-8")
    loaded = written(page + page, "x.txt", date="2024-05-02")
    assert len(loaded.posts) == 5
    assert any("5 posts found more than once, folded by id" in note for note in loaded.notes)


@pytest.mark.parametrize(
    "head",
    [
        "Ana Lima\n@ana\n·\n14 May 2024",
        "Ana Lima\n@ana · May 14, 2024",
        "Ana Lima @ana · May 14, 2024",
        "Ana Lima\r\n@ana\r\n·\r\nMay 14, 2024",
        "Ana Lima\n\n@ana\n\n·\n\nMay 14, 2024\n",
    ],
)
def test_heads_are_known_however_the_browser_breaks_their_lines(written: Load, head: str) -> None:
    post = written(f"{head}\nA1 The garden stays\n", "x.txt").posts[0]
    assert (post.name, post.handle, post.created_at) == ("Ana Lima", "ana", "2024-05-14")
    assert post.text == "A1 The garden stays"


def test_above_an_account_whose_name_is_emoji_that_the_browser_left_out_stand_words(
    written: Load,
) -> None:
    said = "A1: flour, salt and the patience to leave all of it alone until noon"
    page = f"Ana Lima\n@ana\n·\n2h\n{said}\n\n@zed\n·\n1h\nA1: sleep\n"
    posts = written(page, "x.txt").posts
    assert [(post.name, post.text) for post in posts] == [("Ana Lima", said), (None, "A1: sleep")]


def test_a_post_whose_age_is_in_another_language_is_not_put_into_anothers_mouth(
    written: Load,
) -> None:
    page = "Ana\n@ana\n·\n2h\nA1 Never at noon.\n3\nCy\n@cy\n·\n5 Std.\nA1 Immer mittags."
    with pytest.raises(InputError, match=r":8: @cy begins a post .* Set X to English"):
        written(page)


@pytest.mark.parametrize("age", ["3 min", "14. Mai 2024", "5月14日"])
@pytest.mark.parametrize("below", ["", "Bo\n@bo\n·\n4h\nA1 At four.\n"])
def test_a_page_that_begins_in_another_language_says_what_to_do(
    written: Load, age: str, below: str
) -> None:
    with pytest.raises(InputError, match=r":3: @ana begins a post .* Set X to English"):
        written(f"#chat\nAna\n@ana\n·\n{age}\nA1 Immer mittags.\n3\n{below}", "x.txt")


CARD = """Prose of the page.
Ana Lima
@ana
·
Follow
A1 The garden, by
hand #SlowChat
7:05 PM · May 2, 2024
12
Reply
Copy link
Read 3 replies
"""


def test_a_card_that_a_page_drew_of_a_post_is_read_with_its_clock(written: Load) -> None:
    early = CARD.replace("7:05 PM", "11:58 AM").replace("garden", "kitchen")
    loaded = written(CARD + early, "x.txt", timezone="Europe/Lisbon")
    assert [(post.handle, post.name, post.text, post.created_at) for post in loaded.posts] == [
        ("ana", "Ana Lima", "A1 The kitchen, by\nhand #SlowChat", "2024-05-02T10:58:00Z"),
        ("ana", "Ana Lima", "A1 The garden, by\nhand #SlowChat", "2024-05-02T18:05:00Z"),
    ]
    assert any(note.startswith("12 lines beside the posts") for note in loaded.notes)
    for foot in ("19:05 · 2 May 2024", "7:05 PM · May 2, 2024·Twitter for iPhone"):
        other = CARD.replace("7:05 PM · May 2, 2024", foot)
        [post] = written(other, "x.txt", timezone="UTC").posts
        assert post.created_at == "2024-05-02T19:05:00Z"


def test_a_clock_that_is_none_is_named(written: Load) -> None:
    with pytest.raises(InputError, match="time is '2024-05-02T19:75'"):
        written(CARD.replace("7:05", "7:75"), "x.txt")


def test_what_a_card_quotes_is_not_put_into_its_mouth(written: Load) -> None:
    quoting = CARD.replace("hand #SlowChat", "hand:\nOps\n@ops\nQ1 What stays?")
    [post] = written(quoting, "x.txt").posts
    assert (post.text, post.is_truncated) == ("A1 The garden, by\nhand:", True)
    bare = CARD.replace("A1 The garden, by\nhand #SlowChat", "See\n@bea\nand others")
    notes = written(bare + OPENED, "x.txt").notes
    assert any("without text of its own (a picture, numbers, what it quotes)" in n for n in notes)
    dated = CARD.replace("hand #SlowChat", "hand:\nOps\n@ops · May 1\nQ1 What stays?")
    [post] = written(dated, "x.txt").posts
    assert (post.handle, post.text) == ("ops", "Q1 What stays?")  # whose is the foot?


def test_an_account_to_follow_is_no_card(written: Load) -> None:
    page = "Ana\n@ana\n·\nMay 2\nA1 Rye\nBea\n@bea\n·\nFollow\nBread, mostly.\n"
    [post] = written(page, "x.txt").posts
    assert (post.handle, post.text) == ("ana", "A1 Rye")


OPENED = """Conversation
Slow Growth
@SlowGrowth
Q1: What did you stop, with
@ana
? #SlowChat
7:00 PM · May 14, 2024
·
1,204
 Views
3
Priya
@priya_p
·
May 14
A1: Counting. #SlowChat
""".replace("with", "with ")  # by the blank one knows that the page broke the line


@pytest.mark.parametrize("above", ["Post\nMy Name\n@me\nPost\nConversation\n", ""])
def test_the_post_that_a_page_is_of_is_read_as_its_replies_are(written: Load, above: str) -> None:
    page = OPENED.replace("Conversation\n", above)
    posts = written(page, "x.txt", date="2024-05-14").posts
    assert [(post.handle, post.text, post.created_at) for post in posts] == [
        ("SlowGrowth", "Q1: What did you stop, with @ana? #SlowChat", "2024-05-14T19:00:00Z"),
        ("priya_p", "A1: Counting. #SlowChat", "2024-05-14"),
    ]


def test_what_x_shows_below_a_conversation_is_of_others(written: Load) -> None:
    other = "Wire\n@wire_news\n·\n3h\nBudget approved\n45\n80K\n"
    below = f"Discover more\nSourced from across X\n{other}{other.replace('wire_', 'more_')}"
    second = OPENED.replace("stop, with", "start, with").replace("Counting", "Asking")
    read = written(OPENED + below + second, "x.txt", date="2024-05-14")
    assert {post.handle for post in read.posts} == {"SlowGrowth", "priya_p"}
    assert len(read.posts) == 4
    assert any(note.startswith('2 posts below "Discover more"') for note in read.notes)


def test_the_day_of_a_post_that_quotes_stands_below_what_it_quotes(written: Load) -> None:
    quoting = OPENED.replace("7:00 PM", "Quote\nOps\n@ops\n·\nMay 13\nStop it!\n7:00 PM")
    asking, answering = written(quoting, "x.txt", date="2024-05-14").posts
    assert asking.text == "Q1: What did you stop, with @ana? #SlowChat"
    assert (asking.created_at, answering.handle) == ("2024-05-14T19:00:00Z", "priya_p")


def test_a_name_above_a_handle_is_nobodys_post_elsewhere(written: Load) -> None:
    page = OPENED.replace("Conversation", "Home\nMe")
    assert [post.handle for post in written(page, "x.txt").posts] == ["priya_p"]
    with pytest.raises(InputError, match="unknown format"):
        written("Slow Growth\n@SlowGrowth\nQ1: What did you stop?\n", "x.txt")
