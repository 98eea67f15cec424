"""Whom a line answers: found where the export tells it, guessed where a post begins with a name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.recap.replies import Answered, Replies
from pipeline.records import Label, Person, Question
from tests.recap import chats

ASKED = chats.post("1", "host", "Q1: What do you mend?")
BEN = chats.post("2", "ben", "Maps wear out in a year.")
LATER = chats.post("9", "ben", "That is all from me.")
HIDDEN = chats.post("3", "cho", "Between us: glue.", set_aside="duplicate", is_private=True)
PASSED_ON = chats.post("4", "dov", "RT @eve: Tape.", set_aside="repost")
DISPUTED = chats.post("7", "fay", "Tape is a promise, too.", set_aside="disputed author")


def of(text: str, id: str = "5", **more: Any) -> Answered | None:
    own = chats.post(id, "ana", text, **more)
    posts = {post.id: post for post in (ASKED, BEN, HIDDEN, PASSED_ON, DISPUTED, LATER, own)}
    people = [Person(handle="host", name=None, role="host", why="", posts=1, answers=0)]
    return Replies(posts, [Question(number=1, text="?", post_id="1")], people).of(own)


LABEL = Label(kind="A", question=1, start=5, end=7)
GUESS = Answered("to the last post before it by", BEN)


@pytest.mark.parametrize(
    "text, more, found",
    [
        ("Disagree a little.", {"reply_to": "2"}, Answered("answers", BEN)),
        ("Glue.", {"reply_to": "1"}, None),  # the question itself
        ("And glue.", {"reply_to": "5"}, None),  # one's own thread
        ("Gone?", {"reply_to": "77"}, Answered("answers a post that is not in this export")),
        ("Glue?", {"reply_to": "3"}, Answered("answers a private post")),
        ("Tape?", {"reply_to": "4"}, Answered("answers a post that passes on another's words")),
        ("Tape!", {"quotes": "7"}, Answered("quotes a post that stands under several names")),
        ("This.", {"quotes": "2"}, Answered("quotes", BEN)),
        ("@ben Disagree a little.", {}, GUESS),
        (".@Ben Disagree a little.", {}, GUESS),
        ("@ben A1 Glue.", {"label": LABEL}, None),  # said to the question
        ("@host @ben Disagree a little.", {}, GUESS),
        ("@host Glue.", {}, None),
        ("Glue, as @ben says.", {}, None),
        ("@nobody Glue.", {}, None),  # who wrote nothing here
        ("@dov Tape?", {}, None),  # whose words were another's
        ("@ben Glue.", {"created_at": None}, None),  # nobody knows what was before it
    ],
)  # fmt: skip
def test_what_a_post_answers(text: str, more: dict[str, Any], found: Answered | None) -> None:
    assert of(text, **more) == found


def test_what_a_host_asked_one_person_is_what_that_person_answers() -> None:
    posts = [
        ASKED,
        chats.post("2", "host", "@ana Lovely, thank you!"),
        chats.post("3", "host", "@ana And who pays for the glue?"),
        chats.post("4", "host", "Q2: What do you throw away?"),
        chats.post("5", "ana", "@host They do, by then they love it."),
        chats.post("6", "ben", "@host Everything."),  # nobody asked him alone
        chats.post("7", "ana", "@host Same again next month, please."),  # she answered that before
        chats.post("8", "host", "@cho Which glue?"),
        chats.post("19", "cho", "@host Lovely evening."),  # long after it
    ]
    people = [Person(handle="host", name=None, role="host", why="", posts=1, answers=0)]
    asked = [Question(number=n, text="?", post_id=id) for n, id in ((1, "1"), (2, "4"))]
    replies = Replies({post.id: post for post in posts}, asked, people)
    assert replies.of(posts[4]) == Answered("to what its author was last asked by", posts[2])
    assert replies.of(posts[5]) is None and replies.of(posts[6]) is None
    assert replies.of(posts[8]) is None


def test_who_is_named_on_mastodon_is_named_without_the_server() -> None:
    ben = chats.post("2", "ben@maps.example", BEN.text)
    own = chats.post("5", "ana@rye.example", "@ben Disagree a little.")
    found = Replies({"2": ben, "5": own}, [], []).of(own)
    assert found == Answered("to the last post before it by", ben)
    other = chats.post("3", "ben@glue.example", "Glue.")
    assert Replies({"2": ben, "3": other, "5": own}, [], []).of(own) is None


def answering(id: str, **more: Any) -> dict[str, str]:
    """Return the files of a chat with one line that answers a post; "2" is there, not printed."""
    records = chats.chat_of("Glue is a promise.")
    records.posts.append(BEN.model_copy(update={"text": "Maps <b>wear</b> out in a year."}))
    records.said(chats.post("5", "ana", "Disagree a little.", reply_to=id))
    records.people = chats.people(records.posts)
    return records.run(**more)


@pytest.mark.parametrize("style", ["embeds", "list"])
def test_the_recap_tells_it_beside_what_is_pasted(style: str) -> None:
    files = answering("2", style=style)
    pasted, _, beside = files["recap.html"].partition("</article>")
    assert "Maps" not in pasted + files["recap.md"] + files["recap.txt"]
    assert "Disagree a little." in beside and "(<bdi>@ana</bdi>) answers <bdi>@ben</bdi>" in beside
    assert "Maps &lt;b&gt;wear&lt;/b&gt; out in a year." in beside and BEN.url in beside
    for name in ("recap.md", "recap.txt", "recap.html"):
        assert "1 printed line answers somebody" in files[name]
    (one,) = json.loads(files["recap.json"])["answering"]
    assert (one["how"], one["handle"]) == ("answers", "ben")
    assert one["answered"]["text"] == "Maps <b>wear</b> out in a year."


def test_lines_that_answer_what_the_export_lacks_are_not_promised_to_be_told() -> None:
    files = answering("77")
    assert "answers somebody" not in files["recap.md"]
    (one,) = json.loads(files["recap.json"])["answering"]
    assert one["how"] == "answers a post that is not in this export"


def test_where_no_line_answers_anybody_nothing_is_told() -> None:
    files = chats.chat_of("Glue is a promise.").run()
    assert "these lines answer" not in files["recap.html"]
    assert "answers somebody" not in files["recap.md"]
    assert json.loads(files["recap.json"])["answering"] == []
