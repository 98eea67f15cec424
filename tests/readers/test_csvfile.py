"""Rows of a table: every one is read, or counted with its place."""

from __future__ import annotations

from tests.readers.conftest import Load


def test_words_behind_a_comma_without_quotes_are_not_cut_off_a_post(written: Load) -> None:
    """Where every row has a comma too many, none has a cell too many at its end."""
    rows = ["1,ana,A1 Close early, rest", "2,bea,A1 Rye, always", "3,cid,A1 Salt, then time"]
    whole = '4,dot,"A1 Flour, water, patience"'
    loaded = written("\n".join(["id,handle,text", *rows, whole]), "export.csv")
    assert [post.text for post in loaded.posts] == ["A1 Flour, water, patience"]
    assert any(note.startswith("3 rows with too many cells, skipped") for note in loaded.notes)
    alone = written("\n".join(["id,handle,text", *rows]), "export.csv")
    assert alone.posts == []
    assert any(note.startswith("3 rows with too many cells, skipped") for note in alone.notes)


def test_empty_cells_behind_all_rows_are_none(written: Load) -> None:
    rows = ["1,ana,A1 Close early,,", "2,bea,A1 Rye,,", "3,cid,A1 Salt,,"]
    loaded = written("\n".join(["id,handle,text", *rows]), "export.csv")
    assert [post.text for post in loaded.posts] == ["A1 Close early", "A1 Rye", "A1 Salt"]


def test_blanks_around_the_names_of_columns_are_no_part_of_them(written: Load) -> None:
    table = "id, handle , text,created_at \n1,ana,A1 Close early,2024-05-14T20:00:00Z\n"
    (post,) = written(table, "export.csv").posts
    assert (post.handle, post.text, post.day) == ("ana", "A1 Close early", "2024-05-14")


def test_the_header_of_a_second_table_below_the_first_is_nobodys_post(written: Load) -> None:
    """As `cat monday.csv tuesday.csv` puts them together, with a spreadsheet's byte order mark."""
    tables = ("author,text\nana,A1 Rye,\nbea,A1 Salt,\n", "\ufeffauthor,text\ncid,A1 Time,\n")
    loaded = written("".join(tables), "export.csv")
    assert [post.handle for post in loaded.posts] == ["ana", "bea", "cid"]
    said = "1 row with the names of the columns again, skipped (export.csv:4)"
    assert said in loaded.notes
    dated = "author,text,date\nana,A1 Rye,2024-05-14 20:00\n"
    assert len(written(dated + dated.replace("ana", "bea"), "export.csv").posts) == 2
