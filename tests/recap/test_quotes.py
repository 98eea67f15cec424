import pytest

from pipeline.recap import choice, quotes
from pipeline.recap.material import Material
from pipeline.records import Chat, Cut, Person, Post
from tests.recap.chats import Records, line, post


def records_of(*posts: Post, **named: str) -> Material:
    """Return these posts alone, by people who are `named` elsewhere."""
    records = Records(Chat(chat="repaircafe"))
    records.posts = list(posts)
    records.people = [
        Person(handle=handle, name=name, role="community", why="for a test", posts=1, answers=1)
        for handle, name in named.items()
    ]
    return records.material()


def cut(kind: str, text: str, piece: str) -> Cut:
    start = text.index(piece)
    return Cut(kind=kind, start=start, end=start + len(piece))


@pytest.mark.parametrize(
    ("text", "cuts", "shown"),
    [
        (  # as it was posted, label and hashtag included
            "A1: Keep a jar of screws. #RepairCafe",
            [("label", "A1: "), ("hashtag", "#RepairCafe")],
            "A1: Keep a jar of screws. #RepairCafe",
        ),
        (  # the names that a reply begins with are not its words
            "@repaircafe @inez_sews A1 A zip. #RepairCafe",
            [("mention", "@repaircafe @inez_sews"), ("label", "A1 "), ("hashtag", "#RepairCafe")],
            "A1 A zip. #RepairCafe",
        ),
        (  # a picture is not shown, so its address says nothing
            "A zip. #RepairCafe pic.twitter.com/abcdefghij",
            [("hashtag", "#RepairCafe"), ("url", "pic.twitter.com/abcdefghij")],
            "A zip. #RepairCafe",
        ),
        (  # neither is a quoted post
            "So true https://x.com/inez_sews/status/4",
            [("url", "https://x.com/inez_sews/status/4")],
            "So true",
        ),
        (  # a page that is named stays
            "The guide: https://mend.example.com/zips",
            [("url", "https://mend.example.com/zips")],
            "The guide: https://mend.example.com/zips",
        ),
        (  # what an archive glued on was never written by the author
            "A zip.ReplyRetweetFavorite",
            [("junk", "ReplyRetweetFavorite")],
            "A zip.",
        ),
        ("pic.twitter.com/abcdefghij", [("url", "pic.twitter.com/abcdefghij")], ""),
        (  # what X makes of the address of a picture
            "A zip. https://t.co/Ab12Cd34Ef",
            [("url", "https://t.co/Ab12Cd34Ef")],
            "A zip.",
        ),
        (
            "A zip. - pic.twitter.com/abcdefghij",
            [("url", "- pic.twitter.com/abcdefghij")],
            "A zip.",
        ),
        ("A zip (https://t.co/Ab12Cd34Ef)", [("url", "(https://t.co/Ab12Cd34Ef)")], "A zip"),
        (  # a page to read stays, with what leads to it
            "A zip. - https://mend.example.com/zips",
            [("url", "- https://mend.example.com/zips")],
            "A zip. - https://mend.example.com/zips",
        ),
        (  # behind what is glued on, too, in whichever order the cuts are known
            "A zip. pic.twitter.com/abcdefghij Reply",
            [("url", "pic.twitter.com/abcdefghij"), ("junk", "Reply")],
            "A zip.",
        ),
        (  # somebody else's name in front of words is no word of theirs
            "RT @inez_sews: @old_lamp A zip.",
            [("mention", "@old_lamp"), ("repost", "RT @inez_sews: ")],
            "A zip.",
        ),
        (  # and whose words stand behind what was said to them is quoted there by nobody
            "A zip, always. #RepairCafe RT @old_lamp: What goes first?  #RepairCafe",
            [("hashtag", "#RepairCafe"), ("repost", "RT @old_lamp: What goes first?  #RepairCafe")],
            "A zip, always. #RepairCafe",
        ),
        (
            "So a zip? https://x.com/old_lamp/status/4 RT @old_lamp: A zip.",
            [("url", "https://x.com/old_lamp/status/4"), ("repost", "RT @old_lamp: A zip.")],
            "So a zip?",
        ),
    ],
)
def test_an_embed_shows_the_post_as_it_was_posted(text, cuts, shown):
    made = post("1", "inez_sews", text, cuts=tuple(cut(kind, text, piece) for kind, piece in cuts))
    start, end = quotes.whole(made)
    assert text[start:end] == shown


def test_a_passage_is_the_slice_in_pieces_with_links_that_may_be_followed():
    made = post("1", "inez_sews", "See WWW.mend.example.com and https://mend.example.com/a, yes")
    pieces = quotes.passage(made, 4, len(made.text))
    assert "".join(piece.text for piece in pieces) == made.text[4:]
    assert [piece.url for piece in pieces if piece.url] == [
        "http://WWW.mend.example.com",
        "https://mend.example.com/a",
    ]


def test_a_link_that_the_slice_cuts_through_stays_text():
    made = post("1", "inez_sews", "See https://mend.example.com/zips")
    assert [piece.url for piece in quotes.passage(made, 0, 20)] == [None]


def test_a_quote_carries_credit_date_and_place():
    made = post("7", "inez_sews", "Nobody bins a coat.", name="Inez\nSews", lang="en")
    quote = choice.printed(records_of(made), line(made, "a coat"))
    assert (quote.name, quote.handle, quote.day) == ("Inez Sews", "inez_sews", "6 March 2024")
    assert made.text[quote.start : quote.end] == quote.text == "a coat"
    assert quote.is_on_x and quote.lang == "en"


@pytest.mark.parametrize(
    ("own", "elsewhere", "printed"),
    [
        (None, "Inez Sews", "Inez Sews"),  # exports name people in some of their posts only
        ("Inez S.", "Inez Sews", "Inez S."),  # as they were called when they said it
        ("", "", None),
        ("@Inez_Sews", "Inez Sews", None),  # the handle is printed beside it
        (" inez_sews ", "Inez Sews", None),
        ("inez_sews", "Inez Sews", "inez_sews"),  # letter by letter: it is a name and no handle
        ("Inez_Sews", "Inez Sews", "Inez_Sews"),
    ],
)
def test_a_credit_has_the_name_that_the_export_knows_once(own, elsewhere, printed):
    made = post("7", "inez_sews", "Nobody bins a coat.", name=own)
    material = records_of(made, Inez_Sews=elsewhere)
    assert choice.printed(material, line(made, "a coat")).name == printed
