"""Run folders: files that belong together, and a new run that comes in whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.records import Answer, Chat, Line, Part, Person, Pick, Post, Record, Theme
from pipeline.runs import FILES, Run

POSTS = [
    Post(id="1", handle="loafchat", text="Q1 What does waiting do for your bread?"),
    Post(id="2", handle="mira_k", text="A1 A loaf that is late 🥖 is a loaf that is better."),
]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    made = Run(tmp_path / "runs" / "loafchat")
    made.write(POSTS, Post)
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "records",
    [
        POSTS,
        [Chat(chat="loafchat", title="Bread & patience", host=("loafchat",))],
        [Answer(post_id="1", question=1, kind="answer", confidence=0.5, evidence=("x",))] * 2,
        [Theme(id="t", question=None, keywords=("rye",), post_ids=("2",), voices=1, medoid="2")],
    ],
)
def test_what_is_written_is_read_back_from_the_file_of_its_kind(
    run: Run, records: list[Record]
) -> None:
    path = run.write(records, type(records[0]))
    assert FILES[path.name][0] is type(records[0])
    assert list(jsonl.read(path, type(records[0]))) == records


def line(**fields: object) -> Line:
    text = POSTS[1].text
    start = text.index("is late")
    shown = {"id": "line-1", "post_id": "2", "start": start, "end": len(text), "question": 1,
             "text": text[start:], "theme": None, "score": 0.5, "stands_alone": 0.5,
             "reasons": ()}  # fmt: skip
    return Line(**{**shown, **fields})


def test_a_line_is_a_slice_in_code_points(run: Run) -> None:
    run.write([line()], Line)
    assert run.lines(POSTS)[0].text == "is late 🥖 is a loaf that is better."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": 16}, "is not what post 2 says there"),
        ({"text": "is late 🥖 is a loaf that is better"}, "is not what post 2 says there"),
        ({"post_id": "3"}, "names post 3, which is not there"),
    ],
)
def test_a_line_that_is_no_slice_is_refused(run: Run, fields: dict[str, object], said: str) -> None:
    run.write([line(), line(**fields)], Line)
    with pytest.raises(InputError) as error:
        run.lines(POSTS)
    assert f"{run.folder / 'lines.jsonl'}:2: {said}" in str(error.value)
    assert f"Run again: standout score {run.folder}" in str(error.value)


def test_a_pick_that_is_no_slice_sends_to_the_stage_that_picks(run: Run) -> None:
    left = {"id", "theme", "stands_alone", "placed"}
    pick = Pick(**line(text="is early").model_dump(exclude=left), rank=1, line_id="line-1",
                handle="mira_k", name=None, url=None, role="guest", gain=0.1)  # fmt: skip
    run.write([pick], Pick)
    with pytest.raises(InputError, match=r"picks\.jsonl:1.*standout pick"):
        run.picks(POSTS)


def test_answers_to_other_posts_or_in_another_order_are_refused(run: Run) -> None:
    answers = [
        Answer(post_id=post.id, question=1, kind="answer", confidence=1, evidence=())
        for post in POSTS
    ]
    run.write(answers, Answer)
    assert run.answers(POSTS) == answers
    for wrong in (answers[:1], [*answers, answers[0]], answers[::-1]):
        run.write(wrong, Answer)
        with pytest.raises(InputError, match="one answer for each post"):
            run.answers(POSTS)


def test_a_run_holds_one_chat(run: Run) -> None:
    run.write([Chat(chat="a"), Chat(chat="b")], Chat)
    with pytest.raises(InputError, match="found 2 chats, expected one"):
        run.chat()


def test_a_new_run_comes_in_when_all_of_it_is_there(run: Run) -> None:
    (run.folder / "decisions.jsonl").write_text("an editor's work")
    with run.rewritten() as draft:
        draft.write(POSTS[:1], Post)
        draft.write([Chat(chat="loafchat")], Chat)
        assert run.posts() == POSTS  # not yet
    assert run.posts() == POSTS[:1]
    assert names(run.folder.parent) == ["chat.json", "decisions.jsonl", "loafchat", "posts.jsonl"]


def test_a_draft_keeps_at_hand_what_was_read_until_it_is_written_anew(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    usual = jsonl.read
    monkeypatch.setattr(
        jsonl, "read", lambda path, *how: (read.append(path.name), usual(path, *how))[1]
    )
    with run.rewritten() as draft:
        draft.write(POSTS, Post)
        for _ in range(2):
            draft.posts().pop()  # the list is the caller's own
        assert draft.posts() == POSTS and read == ["posts.jsonl"]
        draft.write(POSTS[:1], Post)
        assert draft.posts() == POSTS[:1] and len(read) == 2
    run.write(POSTS, Post)  # another process may do so
    assert run.posts() == run.posts() == POSTS and len(read) == 4


@pytest.mark.parametrize("failure", [RuntimeError, InputError, KeyboardInterrupt])
def test_a_new_run_that_fails_half_way_leaves_the_old_one_and_no_litter(
    run: Run, failure: type[BaseException]
) -> None:
    before = names(run.folder.parent)
    with pytest.raises(failure), run.rewritten() as draft:
        draft.write(POSTS[:1], Post)
        raise failure("the second stage")
    assert run.posts() == POSTS
    assert names(run.folder.parent) == before


def test_a_folder_in_the_way_is_found_before_any_file_is_replaced(run: Run) -> None:
    (run.folder / "questions.jsonl").mkdir()
    with (
        pytest.raises(InputError, match=r"questions\.jsonl is a folder there"),
        run.rewritten() as draft,
    ):
        draft.write(POSTS[:1], Post)
        (draft.folder / "questions.jsonl").write_text("")
    assert run.posts() == POSTS


def test_the_same_chat_may_come_again_grown_or_cut(run: Run) -> None:
    run.refuse_other_chat(POSTS[:1])
    run.refuse_other_chat([*POSTS, Post(id="3", handle="tom_x", text="A1 Rye.")])


@pytest.mark.parametrize(
    "posts",
    [
        [],
        [Post(id="3", handle="mira_k", text="A1 Rye.")],
        [Post(id="1", handle="soupchat", text="Q1 What is in your broth?")],  # ids from 1 up
    ],
)
def test_posts_of_another_chat_are_refused(run: Run, posts: list[Post]) -> None:
    with pytest.raises(InputError, match="holds a run of another chat"):
        run.refuse_other_chat(posts)


def test_an_empty_or_damaged_run_may_be_replaced(run: Run, tmp_path: Path) -> None:
    others = [Post(id="3", handle="tom_x", text="A1 Rye.")]
    Run(tmp_path / "new").refuse_other_chat(others)
    run.write([], Post)
    run.refuse_other_chat(others)
    (run.folder / "posts.jsonl").write_text('{"id": "1", "hand')
    run.refuse_other_chat(others)


def test_a_damaged_run_of_another_chat_is_still_another_chats(run: Run) -> None:
    file = run.folder / "posts.jsonl"
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(InputError, match="another chat"):
        run.refuse_other_chat([Post(id="3", handle="tom_x", text="A1 Rye.")])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "of another kind"}, "is not what post 1 says there"),
        ({"post_id": "9"}, "names post 9, which is not there"),
    ],
)
def test_each_part_of_a_joined_line_is_held_to_its_post(
    run: Run, fields: dict[str, object], said: str
) -> None:
    part = {"post_id": "1", "start": 0, "end": 7, "text": "Q1 What"}
    run.write([line(joined=(Part(**part),))], Line)
    assert run.lines(POSTS)[0].said == "is late 🥖 is a loaf that is better. [...] Q1 What"
    run.write([line(joined=(Part(**part | fields),))], Line)
    with pytest.raises(InputError, match=said):
        run.lines(POSTS)


TABLE = Theme(id="t", question=1, keywords=("rye",), post_ids=("2",), voices=1, medoid="2")
MIRA = Person(handle="MIRA_k", role="community", why="neither", answers=1, posts=1)


def pick(**fields: object) -> Pick:
    shown = {**line().model_dump(), "line_id": "line-1", "rank": 1, "gain": 0.5, "url": None,
             "handle": "mira_k", "name": None, "role": "community"}  # fmt: skip
    for name in ("id", "theme", "stands_alone", "placed"):
        shown.pop(name, None)
    return Pick(**{**shown, **fields})


@pytest.mark.parametrize(
    ("lines", "picks", "file", "command"),
    [
        ([line(theme="gone")], [], "lines.jsonl:1", "score"),
        ([line()], [pick(line_id="line-9")], "picks.jsonl:1", "pick"),
        ([line()], [pick(role="guest")], "picks.jsonl:1", "pick"),
        ([line()], [pick(role="guest", handle="Mira_K")], "picks.jsonl:1", "pick"),
    ],
)
def test_files_of_two_runs_are_refused(
    run: Run, lines: list[Line], picks: list[Pick], file: str, command: str
) -> None:
    with pytest.raises(InputError) as caught:
        run.refuse_mixture(lines, [TABLE], picks, [MIRA])
    assert file in str(caught.value) and f"standout {command} " in str(caught.value)


def test_files_of_one_run_are_not_refused(run: Run) -> None:
    run.refuse_mixture([line(theme="t")], [TABLE], [pick()], [MIRA])


def test_a_theme_of_posts_that_are_not_there_is_refused(run: Run) -> None:
    run.write([TABLE, TABLE.model_copy(update={"post_ids": ("2", "7")})], Theme)
    with pytest.raises(InputError, match=r"themes\.jsonl:2: names post 7, .* standout cluster"):
        run.themes(POSTS)


def left_ready(run: Run) -> None:
    """Leave a whole draft as a process does that is killed while its files are moved in."""
    ready = run.folder.with_name(f".{run.folder.name}.ready")
    ready.mkdir()
    jsonl.write(ready / "posts.jsonl", [Post(id="9", handle="mira_k", text="A1 Rye.")])


def test_what_lies_ready_comes_in_before_anything_is_read_or_written(run: Run) -> None:
    left_ready(run)
    assert run.decisions() == [] and [post.id for post in run.posts()] == ["9"]
    left_ready(run)
    run.write(POSTS, Post)
    assert run.posts() == POSTS  # else the older draft would come in over them
    left_ready(run)
    assert [post.id for post in run.posts()] == ["9"]
    left_ready(run)
    run.refuse_other_chat([Post(id="9", handle="mira_k", text="A1 Rye.")])


def test_a_new_run_comes_in_over_one_that_lies_ready(run: Run) -> None:
    with run.rewritten() as draft:
        draft.write(POSTS[:1], Post)
        left_ready(run)  # of another process, meanwhile
    assert run.posts() == POSTS[:1]
    assert names(run.folder.parent) == ["loafchat", "posts.jsonl"]


def test_a_run_can_be_worked_on_from_within(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.folder)
    assert Run(Path(".")).posts() == POSTS


def test_a_call_that_could_not_write_leaves_nothing_that_comes_in_later(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pipeline.handover.tempfile.TemporaryFile", refused)
    with pytest.raises(InputError, match="cannot be written"), run.rewritten() as draft:
        draft.write(POSTS[:1], Post)
    assert run.posts() == POSTS and names(run.folder.parent) == ["loafchat", "posts.jsonl"]


def test_what_goes_wrong_in_a_draft_names_the_folder_that_stays(run: Run) -> None:
    """The draft is gone by the time that anybody looks."""
    with pytest.raises(InputError) as caught, run.rewritten() as draft:
        (draft.folder / "posts.jsonl").write_text("half a li")
        draft.posts()
    assert caught.value.where == f"{run.folder / 'posts.jsonl'}:1"
    assert str(draft.folder) not in str(caught.value)


def test_what_goes_wrong_elsewhere_is_said_as_it_is(run: Run) -> None:
    wrong = InputError("no such file.", where="export.jsonl", do="Check the name.")
    with pytest.raises(InputError) as caught, run.rewritten():
        raise wrong
    assert caught.value is wrong
