"""An article is read in a process of its own: whatever is pasted, it ends, and says why."""

import multiprocessing
import os
import time
from multiprocessing.connection import Connection

import pytest

from pipeline.errors import InputError
from pipeline.review import checking
from pipeline.review.checking import LONGEST, checked
from pipeline.runs import Run


def test_a_quote_that_was_changed_comes_with_its_authors_words(run: Run) -> None:
    posts = run.posts()
    article = f"“{posts[3].text}” ({posts[3].at})\n\n“{posts[8].text.replace('number ', '')}”"
    exact, changed = checked(article, posts, [])
    assert exact.finding.is_sound and exact.compared is None
    assert changed.finding.post == posts[8] and changed.compared
    assert ("number", True) in changed.compared.own


def test_the_words_of_a_question_are_no_quote(run: Run) -> None:
    asked = [question.text for question in run.questions()]
    assert checked(f"“{asked[0]}” was asked first.", run.posts(), asked) == []


@pytest.mark.parametrize("article", ["", " \n\t", "é" * (LONGEST + 1)], ids=["", "blank", "long"])
def test_what_cannot_be_read_is_refused_before_anything_is_started(
    run: Run, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_in_a_process", lambda *_: pytest.fail("started"))
    with pytest.raises(InputError, match="Paste"):
        checked(article, run.posts(), [])


def test_what_takes_too_long_is_ended(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.01)  # no process starts as quickly
    started = time.monotonic()
    with pytest.raises(InputError, match="was not read"):
        checked("“Nobody ever wrote this line”", run.posts(), [])
    assert time.monotonic() - started < 30
    assert multiprocessing.active_children() == []


def test_a_process_that_ends_unread_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_work", _ends)
    with pytest.raises(InputError, match="the process that read it ended"):
        checked("“Nobody ever wrote this line”", run.posts(), [])
    assert multiprocessing.active_children() == []


def _ends(pipe: Connection) -> None:
    """End as a process does that is killed for its memory."""
    pipe.recv()
    os._exit(9)


def test_no_more_than_two_are_read_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.01)
    with (
        checking.AT_ONCE,
        checking.AT_ONCE,
        pytest.raises(InputError, match="Other articles are being checked"),
    ):
        checked("“Nobody ever wrote this line”", run.posts(), [])
