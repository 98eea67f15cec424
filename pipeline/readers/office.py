"""Files of office programs: told by their first bytes, and in which form to save them instead."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from pipeline.errors import InputError

SHEET, PAPER = "CSV (UTF-8)", "plain text"
TO_SAVE = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods", ".numbers"), SHEET),
    **dict.fromkeys((".docx", ".doc", ".odt", ".pages", ".pdf", ".rtf"), PAPER),
}
SIGNS = (
    (b"\xd0\xcf\x11\xe0", "a file of an old office program", f"{SHEET}, or text as {PAPER}"),
    (b"%PDF-", "a PDF", PAPER),
    (b"{\\rtf", "rich text (RTF)", PAPER),
)
SHEETS = "xl/worksheets/sheet"  # how the parts of a zip begin that hold one each
PARTS = {  # of a zip, at its top: who writes them, and how to save it instead
    "xl/workbook.xml": ("an Excel file", SHEET),
    "xl/workbook.bin": ("an Excel file", SHEET),
    "word/document.xml": ("a Word file", PAPER),
    "ppt/presentation.xml": ("a PowerPoint file", PAPER),
    "META-INF/manifest.xml": ("a LibreOffice file", f"{SHEET}, or text as {PAPER}"),
    "Index/Document.iwa": ("a Numbers or Pages file", f"{SHEET}, or text as {PAPER}"),
}


def refuse(name: str, data: bytes) -> None:
    """Refuse bytes that begin as a file of an office program does.

    Raises: InputError with the name of the file and the form in which to save it.
    """
    for sign, kind, form in SIGNS:
        if data.startswith(sign):
            raise _error(name, kind, form)


def refuse_zip(name: str, members: Collection[str]) -> None:
    """Refuse a zip with these members if an office program wrote it.

    Raises: InputError with the name of the file and the form in which to save it.
    """
    for part, (kind, form) in PARTS.items():
        if part in members:
            sheets = sum(member.startswith(SHEETS) for member in members)
            raise _error(name, kind, form, sheets)
    if PurePosixPath(name).suffix.lower() in TO_SAVE:
        raise _error(name, "a file of an office program", "")


def _error(name: str, kind: str, form: str, sheets: int = 0) -> InputError:
    form = TO_SAVE.get(PurePosixPath(name).suffix.lower(), form)
    if sheets > 1:  # as CSV a program saves only the one that is shown
        found, what = f"{kind} of {sheets} sheets", "the sheet with the posts"
    else:
        found, what = kind, "it"
    return InputError(f"{found}, not text.", where=name, do=f"Save {what} as {form} and try again.")
