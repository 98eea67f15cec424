"""Files of office programs are refused with the form in which to save them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.errors import InputError
from pipeline.readers import archive
from tests.readers.conftest import Load


def zipped(*names: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return packed.getvalue()


XLSX = zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
DOCX = zipped("[Content_Types].xml", "word/document.xml")
SHEETS = zipped("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
ODS = zipped("mimetype", "content.xml", "META-INF/manifest.xml")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("part.xlsx", XLSX, r"an Excel file, not text\. Save it as CSV \(UTF-8\) and"),
        ("part.csv", XLSX, r"an Excel file, not text\. Save it as CSV"),  # renamed, not saved as
        (
            "all.xlsx",
            SHEETS,
            r"an Excel file of 2 sheets, not text\. Save the sheet with the posts as CSV",
        ),
        ("chat.docx", DOCX, "a Word file, not text. Save it as plain text"),
        (
            "part.numbers",
            zipped("Index.zip"),
            "a file of an office program, not text. Save it as CSV",
        ),
        ("chat.ods", ODS, r"a LibreOffice file, not text\. Save it as CSV \(UTF-8\) and"),
        (
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            r"a file of an old office.*as CSV \(UTF-8\) and",
        ),
        (
            "old",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a file of an old office.*CSV .*or text as plain text",
        ),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF, not text. Save it as plain text"),
        ("a.txt", b"{\\rtf1\\ansi A1 I stopped}", "rich text .*Save it as plain text"),
    ],
)
def test_a_file_of_an_office_program_says_how_to_save_it(
    written: Load, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(InputError, match=f"^{name}: {said}"):
        written(data, name)


def test_a_sheet_within_the_zip_of_an_export_hinders_nothing(written: Load) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("budget.xlsx", XLSX)
        file.writestr("export.jsonl", '{"id": "1", "handle": "ana", "text": "A1 I stopped"}\n')
    loaded = written(packed.getvalue(), "export.zip")
    assert [post.handle for post in loaded.posts] == ["ana"]
    assert any("save it as CSV" in note for note in loaded.notes)


def test_a_zip_that_is_too_large_is_to_be_unpacked(
    written: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 100)
    with pytest.raises(InputError, match=r"a\.zip: more than .* Unpack it and give the folder"):
        written(zipped("data/tweets.js"), "a.zip")
    with pytest.raises(InputError, match=r"a\.txt: more than .* Split the export"):
        written("A1 " * 50, "a.txt")
