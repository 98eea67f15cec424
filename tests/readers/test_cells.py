"""What a program that writes sheets did to a value, and what an author wrote who does the same."""

from __future__ import annotations

import pytest

from pipeline.readers import cells
from tests.readers.conftest import Load

LINK = "https://x.com/ana_l/status/7"
LONG = "A{} A lid that does not fit its pot is a lid that waits for the pot it fits, said my mother"


@pytest.mark.parametrize(
    ("cell", "address", "shown"),
    [
        (f'=HYPERLINK("{LINK}";"View mention")', LINK, "View mention"),
        (f'=hyperlink("{LINK}", "ana_l")', LINK, "ana_l"),
        (f'=HYPERLINK("{LINK}")', LINK, LINK),
        ('="1765400026650607626"', "1765400026650607626", "1765400026650607626"),
        (LINK, LINK, LINK),
        ('=HYPERLINK(A2;"View")', '=HYPERLINK(A2;"View")', '=HYPERLINK(A2;"View")'),
    ],
)
def test_a_formula_has_an_address_and_shows_a_text(cell: str, address: str, shown: str) -> None:
    assert (cells.address(cell), cells.shown(cell)) == (address, shown)


def test_links_and_ids_that_stand_in_formulas_are_read(written: Load) -> None:
    sheet = (
        "Tweet ID;Author Handle;Tweet URL;Tweet\n"
        '"=""7""";"=HYPERLINK(""https://x.com/ana_l"";""@ana_l"")";'
        f'"=HYPERLINK(""{LINK}"";""View"")";"=""A1"" is no formula to me"\n'
    )
    (post,) = written(sheet, "sheet.csv").posts
    assert (post.id, post.handle, post.url) == ("7", "ana_l", LINK)
    assert post.text == '="A1" is no formula to me'


@pytest.mark.parametrize("nobody", ['=""', '=HYPERLINK("";"")'])
def test_a_formula_that_shows_nobody_is_no_author(written: Load, nobody: str) -> None:
    doubled = nobody.replace('"', '""')
    loaded = written(f'Username,Tweet\n"{doubled}",A1 First\nana_l,A1 Second\n', "sheet.csv")
    assert [post.handle for post in loaded.posts] == ["ana_l"]
    assert any("1 row without an author, skipped" in note for note in loaded.notes)


def test_a_guard_before_what_might_be_a_formula_is_undone(written: Load) -> None:
    sheet = "Username,Tweet\n'@ana_l,'@tom_x A1 First\n'@tom_x,'- salt\n'@ana_l,'tis late\n"
    loaded = written(sheet, "sheet.csv")
    assert [post.handle for post in loaded.posts] == ["ana_l", "tom_x", "ana_l"]
    assert [post.text for post in loaded.posts] == ["@tom_x A1 First", "- salt", "'tis late"]
    assert any("2 posts guarded against formulas" in note for note in loaded.notes)


@pytest.mark.parametrize("column", [["'@ana said so'", "A1"], ["'@ana", "'@tom", "@ines"]])
def test_an_apostrophe_that_an_author_wrote_stays(column: list[str]) -> None:
    assert cells.unguarded(column) == column


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        (("Ana Lima (@ana_l)", "Tom (@tom.x)"), [("ana_l", "Ana Lima"), ("tom.x", "Tom")]),
        (("@ana_l (Ana Lima)", "@tom_x (Tom)"), [("ana_l", "Ana Lima"), ("tom_x", "Tom")]),
        (("Ana Lima (@ana_l)", "Tom"), [("Ana Lima (@ana_l)",) * 2, ("Tom", "Tom")]),
    ],
)
@pytest.mark.parametrize("header", ["Author", "Handle", "Name"])
def test_one_column_may_hold_names_and_handles(
    written: Load, header: str, cells: tuple[str, str], known: list[tuple[str, str]]
) -> None:
    rows = (f"{cell},A1 First,https://x.com/{n}/status/{n}" for n, cell in enumerate(cells))
    posts = written("\n".join((f"{header},Text,Link", *rows, ""))).posts
    assert [(post.handle, post.name) for post in posts] == known


@pytest.mark.parametrize("mark", ["…", "..."])
@pytest.mark.parametrize("ends", [(0, 0, 0), (0, 4, 9), (0, 1, 0, 0)])
def test_texts_that_a_program_cut_at_its_own_length_are_known(
    written: Load, mark: str, ends: tuple[int, ...]
) -> None:
    cut = [LONG.format(n)[: len(LONG) - end] + mark for n, end in enumerate(ends)]
    whole = ["A1 Soup.", "A2 Salt…"]
    rows = (f"ana_l\t{text}" for text in cut + whole)
    loaded = written("\n".join(("Username\tTweet", *rows, "")))
    assert [post.is_truncated for post in loaded.posts] == [True] * len(cut) + [False, False]


def test_of_a_text_that_is_longer_than_x_allows_a_single_one_tells() -> None:
    longest = " ".join(LONG.format(n) for n in range(4)) + "…"
    assert cells.cut_off([longest, "A1 Soup…", LONG]) == {longest}
    assert not cells.cut_off([longest, longest.replace("said", "says")[:-1] + "."])


@pytest.mark.parametrize(
    "texts",
    [
        [LONG.format(1) + "…", LONG.format(2) + "…"],  # two people who write so
        [LONG.format(n) + ("..." if n < 3 else ".") for n in range(6)],
        [f"A{n} It depends..." for n in range(5)],
        [LONG.format(n) + "!..." for n in range(5)],
        [" ".join(LONG.format(n) for n in range(4)) + "...", LONG],  # longer than X allows
    ],
)
def test_authors_who_trail_off_were_not_cut(texts: list[str]) -> None:
    assert not cells.cut_off(texts)


@pytest.mark.parametrize("around", ["{}", " {}", "{}\n"])
def test_a_formula_with_blanks_around_it_is_one(around: str) -> None:
    link = around.format('=HYPERLINK("https://x.com/ana/status/20"; "A1 I stopped counting")')
    assert cells.shown(link) == "A1 I stopped counting"
    assert cells.address(link) == "https://x.com/ana/status/20"
    assert cells.shown(around.format('="0012"')) == "0012"
    said = around.format("A1 = what is left")
    assert cells.shown(said) == said  # an author's own words stay as they are
