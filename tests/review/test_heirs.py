"""What editors did to themes holds in the next run, or is told of; no post ever leaves with it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Line, Theme, stable_id
from pipeline.review.desk import Desk
from pipeline.review.heirs import heirs
from pipeline.review.history import Deed, Event
from pipeline.review.overview import overview, told
from pipeline.review.state import State
from pipeline.runs import Run

COUNT = iter(range(10**6))


def do(desk: Desk, kind: str, editor: str = "Ana", **values: object) -> None:
    desk.decide(kind, editor, f"t{next(COUNT)}", values)


def of_question(desk: Desk, question: int = 1) -> list[Theme]:
    with desk.fresh():
        return [theme for theme in desk.themes().values() if theme.question == question]


def lost(desk: Desk) -> list[str]:
    with desk.fresh():
        return [told(desk, event) for event in desk.lost()]


def made_again(run: Run, themes: list[Theme]) -> None:
    """Write other themes into a run, each known by what it holds, as a new run would."""
    posts = run.posts()
    named = [
        theme.model_copy(update={"id": stable_id("theme", *theme.post_ids)}) for theme in themes
    ]
    home = {post_id: theme.id for theme in named for post_id in theme.post_ids}
    lines = [x.model_copy(update={"theme": home.get(x.post_id)}) for x in run.lines(posts)]
    with run.rewritten() as draft:
        draft.write(named, Theme)
        draft.write(lines, Line)


def straggler(run: Run, theme: Theme) -> list[Theme]:
    """Return the run's themes, where one post less of another theme is one more of this one."""
    found = []
    moved = next(t for t in run.themes(run.posts()) if t.question == 2).post_ids[0]
    for each in run.themes(run.posts()):
        ids = tuple(x for x in each.post_ids if x != moved)
        ids = (*ids, moved) if each.id == theme.id else ids
        found.append(each.model_copy(update={"post_ids": ids, "medoid": ids[0]}))
    return found


def test_a_theme_that_one_more_post_joins_keeps_what_was_done_to_it(run: Run, desk: Desk) -> None:
    one, two, three = of_question(desk)
    line = next(x for x in desk.lines().values() if x.theme == three.id)
    do(desk, "rename", theme=one.id, name="Money that comes back")
    do(desk, "merge", theme=two.id, into=one.id)
    do(desk, "move", line=line.id, question=1, theme=one.id)
    made_again(run, straggler(run, one))
    (again,) = [theme for theme in of_question(desk) if theme.id not in (two.id, three.id)][:1]
    assert again.id != one.id and again.keywords == ("Money that comes back",)
    assert {*one.post_ids, *two.post_ids, line.post_id} < set(again.post_ids)
    assert desk.lines()[line.id].theme == again.id
    assert len(of_question(desk)) == 2 and lost(desk) == []
    do(desk, "rename", theme=again.id, name="Coins")  # the later name stands, in any run
    assert [t.keywords for t in of_question(desk) if t.id == again.id] == [("Coins",)]
    assert lost(desk) == []


def test_what_was_done_to_a_theme_of_which_nothing_is_left_is_told(run: Run, desk: Desk) -> None:
    one, two, three = of_question(desk)
    line = next(x for x in desk.lines().values() if x.theme == three.id)
    do(desk, "rename", theme=one.id, name="Oil")
    do(desk, "merge", theme=two.id, into=one.id)
    do(desk, "move", line=line.id, question=1, theme=one.id)
    alone = [
        one.model_copy(update={"post_ids": (post_id,), "medoid": post_id, "voices": 1})
        for post_id in one.post_ids
    ]
    rest = [theme for theme in run.themes(run.posts()) if theme.id != one.id]
    made_again(run, [*alone, *rest])
    now = of_question(desk)
    assert {p for t in now for p in t.post_ids} == {
        p for t in (one, two, three) for p in t.post_ids
    }
    home = {post_id: theme.id for theme in now for post_id in theme.post_ids}
    assert desk.lines()[line.id].theme == home[line.post_id] is not None
    assert len(lost(desk)) == 3 and "Ana renamed a theme: Oil" in lost(desk)
    with desk.fresh():
        assert overview(desk).gone == 3
        numbers = [event.number for event in desk.lost()]
    for number in numbers:
        do(desk, "undo", undoes=number)
    with desk.fresh():
        assert overview(desk).gone == 0


def test_a_line_moved_to_a_theme_that_is_gone_takes_none_of_its_old_question_along(
    run: Run, desk: Desk
) -> None:
    into, *_ = of_question(desk, 2)
    line = next(x for x in desk.lines().values() if x.question == 1)
    do(desk, "move", line=line.id, question=2, theme=into.id)
    alone = [
        into.model_copy(update={"post_ids": (post_id,), "medoid": post_id, "voices": 1})
        for post_id in into.post_ids
    ]
    made_again(run, [*alone, *(t for t in run.themes(run.posts()) if t.id != into.id)])
    with desk.fresh():
        placed = desk.lines()[line.id]
    assert (placed.question, placed.theme) == (2, None)


def test_two_names_of_what_is_one_theme_now_leave_the_later_one(run: Run, desk: Desk) -> None:
    one, two, _ = of_question(desk)
    do(desk, "rename", theme=one.id, name="Oil")
    do(desk, "rename", theme=two.id, name="Thread")
    both = one.model_copy(update={"post_ids": (*one.post_ids, *two.post_ids)})
    rest = [t for t in run.themes(run.posts()) if t.id not in (one.id, two.id)]
    made_again(run, [both, *rest])
    assert ("Thread",) in [theme.keywords for theme in of_question(desk)]
    assert lost(desk) == ["Ana renamed a theme: Oil"]


def test_a_split_that_is_taken_back_takes_no_theme_with_it(run: Run, desk: Desk) -> None:
    one, two, _ = of_question(desk)
    line = next(x for x in desk.lines().values() if x.theme == one.id)
    do(desk, "split", lines=[line.id], name="Patience", question=1)
    own = next(theme for theme in of_question(desk) if theme.keywords == ("Patience",))
    do(desk, "merge", "Ben", theme=two.id, into=own.id)
    do(desk, "undo")
    assert {(t.id, t.post_ids) for t in of_question(desk)} >= {(two.id, two.post_ids)}
    assert lost(desk) == ["Ben merged two themes"]


POSTS = [str(n) for n in range(12)]
parts = st.lists(st.integers(0, 4), min_size=12, max_size=12)
deeds = st.lists(
    st.tuples(st.sampled_from(["rename", "merge"]), st.integers(0, 4), st.integers(0, 4)),
    max_size=12,
)


def themes_of(part: list[int]) -> list[Theme]:
    held: dict[int, list[str]] = {}
    for post_id, number in zip(POSTS, part, strict=True):
        held.setdefault(number, []).append(post_id)
    return [
        Theme(id=stable_id("theme", *ids), question=1, keywords=(), post_ids=tuple(ids), voices=1,
              medoid=ids[0])
        for _, ids in sorted(held.items())
    ]  # fmt: skip


@given(before=parts, after=parts, walk=deeds)
def test_every_theme_of_any_new_run_stands_for_one_that_is_there(
    before: list[int], after: list[int], walk: list[tuple[str, int, int]]
) -> None:
    state = State()
    for number, (kind, one, other) in enumerate(walk, 1):
        themes = themes_of(before if number % 2 else after)  # a run in between
        theme, into = themes[one % len(themes)], themes[other % len(themes)]
        if theme.id != into.id:
            deed = Deed(client=str(number), editor="Ana", kind=kind, theme=theme.id, into=into.id,
                        name="x", held=theme.post_ids, into_held=into.post_ids)  # fmt: skip
            state.apply([Event(number=number, at="2024-05-14T19:00:00Z", deed=deed)])
    for part in (before, after):
        themes = themes_of(part)
        kept = heirs(themes, state)
        known = {theme.id for theme in themes}
        stand = {kept.theme_of(theme.id) for theme in themes}
        assert stand <= known and all(kept.theme_of(each) == each for each in stand)
        assert set(kept.names) <= known


def test_a_theme_that_was_merged_away_gives_no_name_to_what_both_are_now(
    run: Run, desk: Desk
) -> None:
    one, two, _ = of_question(desk)
    do(desk, "rename", theme=two.id, name="Thread")
    do(desk, "rename", theme=one.id, name="Oil")
    do(desk, "merge", theme=one.id, into=two.id)
    both = one.model_copy(update={"post_ids": (*one.post_ids, *two.post_ids)})
    rest = [t for t in run.themes(run.posts()) if t.id not in (one.id, two.id)]
    made_again(run, [both, *rest])
    names = [theme.keywords for theme in of_question(desk)]
    assert ("Thread",) in names and ("Oil",) not in names and lost(desk) == []


def test_a_name_lives_on_in_the_theme_without_one_that_its_own_is_merged_into(
    run: Run, desk: Desk
) -> None:
    one, two, _ = of_question(desk)
    do(desk, "rename", theme=one.id, name="Oil")
    do(desk, "merge", theme=one.id, into=two.id)
    assert {theme.id: theme.keywords for theme in of_question(desk)}[two.id] == ("Oil",)
    both = one.model_copy(update={"post_ids": (*one.post_ids, *two.post_ids)})
    made_again(run, [both, *(t for t in run.themes(run.posts()) if t.id not in (one.id, two.id))])
    assert ("Oil",) in [theme.keywords for theme in of_question(desk)] and lost(desk) == []


def test_the_name_of_a_theme_that_was_split_off_lives_on_as_well(run: Run, desk: Desk) -> None:
    one, two, _ = of_question(desk)
    line = next(x for x in desk.lines().values() if x.theme == one.id)
    do(desk, "split", lines=[line.id], name="Patience", question=1)
    own = next(theme for theme in of_question(desk) if theme.keywords == ("Patience",))
    do(desk, "merge", theme=own.id, into=two.id)
    assert {theme.id: theme.keywords for theme in of_question(desk)}[two.id] == ("Patience",)
    do(desk, "undo")
    assert ("Patience",) in [theme.keywords for theme in of_question(desk) if theme.id != two.id]


def test_of_two_names_that_are_merged_away_the_one_given_last_lives_on(
    run: Run, desk: Desk
) -> None:
    one, two, three = of_question(desk)
    for theme, name in ((two, "Thread"), (one, "Oil"), (two, "Yarn")):
        do(desk, "rename", theme=theme.id, name=name)
    do(desk, "merge", theme=two.id, into=three.id)
    do(desk, "merge", theme=one.id, into=three.id)
    assert [theme.keywords for theme in of_question(desk)] == [("Yarn",)]
    do(desk, "rename", theme=three.id, name="Wool")  # a name of its own stands before both
    assert [theme.keywords for theme in of_question(desk)] == [("Wool",)]


def test_a_theme_that_holds_one_post_of_many_is_no_heir(run: Run, desk: Desk) -> None:
    one, *_ = of_question(desk)
    do(desk, "rename", theme=one.id, name="Oil")
    first, *_ = one.post_ids
    (other, *rest) = [t for t in run.themes(run.posts()) if t.id != one.id]
    made_again(run, [other.model_copy(update={"post_ids": (*other.post_ids, first)}), *rest])
    assert lost(desk) == ["Ana renamed a theme: Oil"]
