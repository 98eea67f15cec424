"""The editor's verdicts fit the chats that they are about."""

from benchmarks import printed
from pipeline import jsonl
from pipeline.learn import tangled


def test_every_verdict_is_about_a_slice_that_is_there():
    chats = {chat.name: {post.id: post for post in chat.posts} for chat in tangled.unseen()}
    own = [one for one in jsonl.read(printed.FILE, printed.Judgement) if one.chat in chats]
    assert {one.chat for one in own} == set(chats)
    for one in own:
        text = chats[one.chat][one.post].text
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end], one


def test_a_line_has_one_verdict_under_a_question():
    read = [
        (one.chat, one.post, one.start, one.end, one.question)
        for one in jsonl.read(printed.FILE, printed.Judgement)
    ]
    assert len(read) == len(set(read))
