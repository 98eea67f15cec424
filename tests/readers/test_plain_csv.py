"""A sheet that somebody made by hand, or a program that nobody here knows."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load

ROW = "ana_l,A1: I mend the handle first,2024-05-14 19:02\n"


def test_plain_names_say_who_wrote_what_when_and_where(fixture: Load) -> None:
    loaded = fixture("plain.csv")
    _, teo = loaded.posts
    assert (teo.id, teo.handle, teo.name) == ("1790464031320163585", "teo_ilk", "Teodor Ilk")
    assert teo.text.startswith("A1: A kettle. It leaked") and teo.likes == 1204
    assert (teo.created_at, teo.url) == (
        "2024-05-14T19:01:00Z", "https://x.com/teo_ilk/status/1790464031320163585",
    )  # fmt: skip
    assert loaded.notes[0] == (
        "taken by the names of its columns: text from 'Tweet Text', created_at from 'Posted At', "
        "handle from 'Screen Name', name from 'Author', id from 'Tweet Id', url from 'Permalink', "
        "likes from 'Favorites' (if that is wrong, name them in a chat.toml)"
    )


@pytest.mark.parametrize(
    "header",
    ["username,text,created_at", "User Name;Tweet;Time", "\ufeffHANDLE\tMessage\tDate & Time",
     "author,body,created_utc",
     "Author Handle;Full Text;Mention Date", "Post Author;Message Content;Post Time",
     "From User,Tweet,Date (GMT)", "Author Username,Text,Created At", "user.username,text,date",
     "Chat of May\nauthor,content,timestamp"],
)  # fmt: skip
def test_however_the_names_are_spelled(written: Load, header: str) -> None:
    mark = next(mark for mark in ";\t," if mark in header)
    (post,) = written(f"{header}\n{ROW.replace(',', mark)}", "sheet.csv").posts
    assert (post.handle, post.name, post.at) == ("ana_l", None, "@ana_l")
    assert (post.text, post.created_at) == ("A1: I mend the handle first", "2024-05-14T19:02:00Z")


@pytest.mark.parametrize(
    "header",
    [
        "id,in_reply_to_status_id,quoted_status_id,retweeted_status_id,username,text",
        "status_id,reply_to_status_id,quoted_status_id,retweet_status_id,screen_name,text",
        "Tweet ID,In Reply To ID,Quoted Tweet ID,Retweeted Tweet ID,Author,Tweet",
        "id_str,in_reply_to_status_id_str,quoted_status_id_str,retweeted_status_id_str,user,text",
    ],
)
def test_what_a_post_answers_quotes_or_passes_on_is_taken_by_its_names(
    written: Load, header: str
) -> None:
    rows = (
        "1790463776320163584,,,,potchat,Q1: What did you mend last?\n"
        "1790463776320163585,1790463776320163584,,,ana_l,A1: The handle\n"
        "1790463776320163586,,1790463776320163584,,teo_ilk,A kettle. It leaked https://t.co/q1\n"
        "1790463776320163587,,,1790463776320163585,mo_r,RT @ana_l: A1: The handle\n"
    )
    asked, reply, quoting, repost = written(f"{header}\n{rows}", "sheet.csv").posts
    assert (asked.reply_to, asked.quotes, asked.repost_of) == (None, None, None)
    assert (reply.reply_to, quoting.quotes, repost.repost_of) == (asked.id, asked.id, reply.id)


@pytest.mark.parametrize(
    "header",
    [
        "uri,reply_parent_uri,quote_uri",
        "AT URI,Reply Parent,Quoted URI",
        "post_uri,reply_to_uri,quoted_post_uri",
        "uri,in_reply_to_uri,quoted_record_uri",
    ],
)
def test_posts_of_bluesky_are_known_by_their_uris(written: Load, header: str) -> None:
    uri = "at://did:plc:kettle7/app.bsky.feed.post/3l"
    rows = (
        f"{uri}a,,,potchat.bsky.social,Q1: What did you mend last?,2024-05-14T19:00:00.123Z\n"
        f"{uri}b,{uri}a,,@ana.example.org,A1: The handle,2024-05-14T19:02:00.456Z\n"
        f"{uri}c,,{uri}a,did:plc:kettle7,A kettle. It leaked,2024-05-14T19:03:00Z\n"
    )
    sheet = f"{header},author_handle,text,created_at\n{rows}"
    asked, reply, quoting = written(sheet, "sheet.csv").posts
    assert (asked.id, asked.url) == (
        f"{uri}a", "https://bsky.app/profile/potchat.bsky.social/post/3la",
    )  # fmt: skip
    assert (reply.reply_to, quoting.quotes) == (asked.id, asked.id)
    assert reply.url == "https://bsky.app/profile/ana.example.org/post/3lb"
    assert quoting.url == "https://bsky.app/profile/did:plc:kettle7/post/3lc"


@pytest.mark.parametrize(
    ("id", "date", "who", "linked"),
    [
        ("1790463776320163585", "2024-05-14 19:02", "@ana_l", True),
        ("1790463776320163585", "2024-05-15 03:02", "ana_l", True),  # by a clock far east
        ("1790463776320163585", "2023-05-14 19:02", "ana_l", False),  # of another network
        ("1790463776320163585", "2024-05-14 19:02", "Ana Lima", False),
        ("1790463776320163585", "", "ana_l", False),
        ("17", "2024-05-14 19:02", "ana_l", False),
    ],
)
def test_an_id_that_x_made_on_the_day_of_its_post_leads_there(
    written: Load, id: str, date: str, who: str, linked: bool
) -> None:
    (post,) = written(f"Tweet ID,Username,Tweet,Date\n{id},{who},A1 First,{date}\n").posts
    assert post.url == (f"https://twitter.com/ana_l/status/{id}" if linked else None)


def test_what_was_asked_for_may_stand_above_the_header(written: Load) -> None:
    above = "Report:,Mentions\nBrand:,Pots\nQuery:,#PotChat\nFrom:,May 14\nTo:,May 15\nLabel:,\n\n"
    (post,) = written(f"{above}Author,Full Text,Date\n{ROW}").posts
    assert (post.handle, post.source) == ("ana_l", "export.jsonl:9")


@pytest.mark.parametrize(
    "sheet",
    [
        "Who?,What?\n" + "ana_l,A1 First\n" * 5 + "author,text\ntom_x,A1 Second\n",
        "Site,By,Said,Kind,Role\nX,ana_l,A1 First,post,user\nX,tom_x,A1 Second,post,user\n",
    ],
)
def test_a_row_of_a_sheet_with_other_names_is_no_header(written: Load, sheet: str) -> None:
    with pytest.raises(InputError, match=r"unknown format: the columns (Who|Site)"):
        written(sheet, "a.csv")


def test_authors_of_several_words_and_a_column_of_names_are_no_handles(written: Load) -> None:
    sheet = "{},Comment\nAna Lima,A1 First\nTom,A1 Second\n"
    for header in ("Author", "Name", "Participant"):
        assert [post.at for post in written(sheet.format(header)).posts] == ["Ana Lima", "Tom"]


@pytest.mark.parametrize(
    "header",
    ["text,date,likes", "username,tweet,comment", "who,text,date,timestamp", "id,username,date",
     "Name,Comment 1,Comment 2", "Sender,To,Message,Time", "From,To,Message,Time"],
)  # fmt: skip
def test_who_what_and_when_are_not_guessed(written: Load, header: str) -> None:
    with pytest.raises(InputError, match=r"Say in a chat\.toml beside it which column holds what"):
        written(f"{header}\n{','.join('abcd'[: header.count(',') + 1])}\n", "x.csv")


def linked(*links: str) -> str:
    """Return a sheet of names in which Ana Lima wrote first, Tom then, and Ana Lima again."""
    names = "Ana Lima", "Tom", "Ana Lima"
    rows = (f"{name},A1 On {link[-2:]},{link}" for name, link in zip(names, links, strict=False))
    return "\n".join(("Name,Post,Link", *rows, ""))


@pytest.mark.parametrize(
    ("person", "handles"),
    [
        ("https://x.com/ana_l/status/1{}", ("ana_l", "Tom_X")),
        (f"https://rye.example/@ana_l/{10**16}" + "{}", ("ana_l@rye.example", "Tom_X@rye.example")),
        (
            f"https://rye.example/@ana_l@oat.example/{10**16}" + "{}",
            ("ana_l@oat.example", "Tom_X@oat.example"),
        ),
        ("https://bsky.app/profile/ana_l.example/post/3k{}", ("ana_l.example", "Tom_X.example")),
    ],
)
def test_of_a_name_the_links_of_the_posts_tell_the_handle(
    written: Load, person: str, handles: tuple[str, str]
) -> None:
    links = person.format(1), person.format(2).replace("ana_l", "Tom_X"), person.format(3)
    loaded = written(linked(*links))
    assert [(post.handle, post.name) for post in loaded.posts] == [
        (handles[0], "Ana Lima"), (handles[1], "Tom"), (handles[0], "Ana Lima"),
    ]  # fmt: skip
    assert any("handles are taken from the posts' own links" in note for note in loaded.notes)


X = "https://x.com/{}/status/{}"


@pytest.mark.parametrize(
    "links",
    [
        [X.format("rye_news", 1), X.format("tom_x", 2), X.format("ana_l", 3)],  # what they share
        [X.format("ana_l", 1), X.format("ana_l", 2), X.format("ana_l", 3)],
        [X.format("ana_l", 1), X.format("tom_x", 2), X.format("ana_l", 1)],
        [X.format("ana_l", 1), "", X.format("ana_l", 3)],
        [X.format("i", 1), X.format("i", 2), X.format("i", 3)],
        ["https://rye.example/@ana", "https://rye.example/@tom", "https://rye.example/@ana"],
        [X.format("ana_l", 1), X.format("tom_x", 2)],  # nobody twice
    ],
)
def test_links_that_may_be_to_other_posts_tell_nobody(written: Load, links: list[str]) -> None:
    assert {post.at for post in written(linked(*links)).posts} == {"Ana Lima", "Tom"}


@pytest.mark.parametrize(
    "header",
    ["user.name,user.screen_name", "User Name,Screen Name", "author_name,author_username",
     "user_display_name,user_username", "Name,From User", "author.displayName,author.handle"],
)  # fmt: skip
def test_a_handle_is_told_from_what_its_owner_is_called(written: Load, header: str) -> None:
    (post,) = written(f"{header},text\nBo,bo_spade,A1 Nothing before May\n", "sheet.csv").posts
    assert (post.handle, post.name) == ("bo_spade", "Bo")


def test_where_somebody_is_from_is_no_handle(written: Load) -> None:
    (post,) = written("Name,From,Message\nAna Lima,Leeds,A1 First\n").posts
    assert post.at == "Ana Lima"


def test_the_number_of_a_row_and_a_link_in_a_post_are_not_those_of_the_post(written: Load) -> None:
    sheet = "ID,Tweet ID,URL,Tweet URL,User,Tweet\n1,7,https://pots.example,https://x.com/a/status/7,a,A1\n"
    (post,) = written(sheet).posts
    assert (post.id, post.url) == ("7", "https://x.com/a/status/7")


def test_what_a_tool_says_of_a_mention_is_said_of_the_post(written: Load) -> None:
    header = "URL,Mention URL,Mention Author,Post Name,Snippet,Mention Text,Mention Likes"
    row = "https://pots.example,https://x.com/ana_l/status/7,ana_l,Pots,A1 Fi,A1 First,7"
    (post,) = written(f"{header}\n{row}\n").posts
    assert (post.handle, post.name, post.text) == ("ana_l", None, "A1 First")
    assert (post.url, post.likes) == ("https://x.com/ana_l/status/7", 7)


@pytest.mark.parametrize(
    "header", ["Created,Date (UTC)", "Created,Published", "Day,created_utc", "Day,Post Time (ET)"]
)
def test_when_a_row_was_made_is_not_when_its_post_was(written: Load, header: str) -> None:
    row = "2024-05-20,2024-05-14 19:02,ana_l,A1 First"
    (post,) = written(f"{header},Username,Tweet\n{row}\n").posts
    assert post.created_at == "2024-05-14T19:02:00Z"


@pytest.mark.parametrize("other", ["Mention Username", "Comment Author"])
@pytest.mark.parametrize("own", ["Username", "User", "Author", "Name"])
def test_whom_a_post_names_and_who_comments_did_not_write_it(
    written: Load, own: str, other: str
) -> None:
    (post,) = written(f"{other},{own},Tweet\ntom_x,ana_l,A1 First\n").posts
    assert (post.handle, post.name) == ("ana_l", "ana_l" if own == "Name" else None)


def test_a_value_that_is_none_says_which_column_was_taken(written: Load) -> None:
    with pytest.raises(InputError, match=r"csv:2: time is 'yes'.*created_at from 'Published'"):
        written("User,Text,Published\nana_l,A1 First,yes\n", "a.csv")


def test_columns_of_a_chat_toml_come_before_plain_names(written: Load) -> None:
    sheet = "username,text,note\nana_l,A1 First,A1: what she meant\n"
    (post,) = written(sheet, columns={"handle": "username", "text": "note"}).posts
    assert post.text == "A1: what she meant"


@pytest.mark.parametrize("number", ["", "ID,"])  # of the row
@pytest.mark.parametrize(
    ("date", "day"), [("06/03/2024", "2024-03-06"), ("03/06/2024", "2024-03-06")]
)
def test_the_link_of_a_post_tells_the_day_from_the_month(
    written: Load, date: str, day: str, number: str
) -> None:
    row = f"ana_l,A1 First,{date} 15:31,https://x.com/ana_l/status/1765400026650607626"
    loaded = written(f"{number}Username,Tweet,Date,Link\n{number and '1,'}{row}\n")
    assert [post.day for post in loaded.posts] == [day]
    assert not any("month first" in note for note in loaded.notes)


def test_a_link_to_an_older_post_tells_no_day(written: Load) -> None:
    row = "ana_l,A1 As he said,06/03/2024 15:31,https://x.com/tom_x/status/1722000000000000000"
    loaded = written(f"Username,Tweet,Date,Link\n{row}\n")
    assert loaded.posts[0].day == "2024-06-03"
    assert any("month first" in note for note in loaded.notes)


@pytest.mark.parametrize(("day", "clock"), [("2024-05-14", "19:02"), ("14/05/2024", "7:02 PM")])
def test_a_day_and_a_time_of_the_day_are_one_moment(written: Load, day: str, clock: str) -> None:
    row = f"ana_l,A1 First,{day},{clock}\n"
    (post,) = written(f"username,text,Date,Time\n{row}").posts
    assert post.created_at == "2024-05-14T19:02:00Z"
    (posted,) = written(f"username,text,Post Date,Post Time\n{row}").posts
    assert posted.created_at == post.created_at
    named = {"handle": "Who", "text": "What", "created_at": "Day", "clock": "At"}
    (again,) = written(f"Who,What,Day,At\n{row}", columns=named).posts
    assert again.created_at == post.created_at
    (timeless,) = written("username,text,Date,Time\nana_l,A1 First,,\n").posts
    assert timeless.created_at is None


@pytest.mark.parametrize("none", ["0", "-1", "-1.0", "\\N", ""])
def test_what_programs_write_for_the_id_of_none_makes_no_repost(written: Load, none: str) -> None:
    loaded = written(
        "id,user,text,date,reply_to_id,quoted_id,retweeted_id\n"
        f"7,mira_k,A1 Rye,2024-05-14 19:00,{none},{none},{none}\n"
        f"8,tom_x,Always?,2024-05-14 19:01,7.0,{none},{none}\n",  # numbers in a column with gaps
        "sheet.csv",
    )
    named = [(post.reply_to, post.quotes, post.repost_of) for post in loaded.posts]
    assert named == [(None, None, None), ("7", None, None)]


def test_rows_that_are_counted_from_0_are_named_so(written: Load) -> None:
    said = "0,mira_k,A1 Rye,2024-05-14 19:00,\n1,tom_x,Always?,2024-05-14 19:01,0\n"
    posts = written(f"id,user,text,date,reply_to_id\n{said}", "sheet.csv").posts
    assert [post.reply_to for post in posts] == [None, "0"]
