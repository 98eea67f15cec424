"""A new chat of the house: its export beside the others, its name in params.yaml."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
from pathlib import Path

from pipeline import chatfile, drafts, jsonl, readers
from pipeline import settings as known
from pipeline.about import known_of, name_of
from pipeline.errors import InputError

CHATS = Path("corpora") / "chats"
_LISTED = re.compile(r"^chats:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*- [^\n]*\n|[ \t]*#[^\n]*\n)*", re.M)
_INLINE = re.compile(r"^(chats:[ \t]*\[)([^\]\n]*)(\])", re.M)


def add_chat(export: Path, *, name: str | None = None, house: Path = Path()) -> tuple[Path, int]:
    """Return the folder of a chat that was added to the house, and how many posts it has.

    The export is copied to corpora/chats/<name>/ as a whole, then one line comes into params.yaml.
    A call that ended between the two is taken up: a folder with the same files is not refused.

    Raises: InputError for an export that no reader can read, or a name that is taken; then nothing
    is written.
    """
    params = house / known.FILE_NAME
    known.house(params)
    posts = readers.load([export], known_of(export)).posts
    name = name or name_of(export)
    if not re.fullmatch(r"[\w.-]*\w", name):
        raise InputError(
            f"'{name}' is no name of a chat.",
            where=export,
            do="Give one of letters, digits, - and _ with --name.",
        )
    folder = house / CHATS / name
    with drafts.alone(house):  # another call that adds a chat waits for its turn
        if name in known.house(params).chats:
            raise InputError(
                f"the house has a chat '{name}' already.",
                where=params,
                do="Give another with --name.",
            )
        text = with_chat(params.read_text(encoding="utf-8"), name)
        if not folder.exists():
            _copied(export, folder)
        elif not _holds(folder, export):
            raise InputError(
                "is there already, with other files than this export.",
                where=folder,
                do=f"Run: standout corpora add-chat {folder}, or give another name with --name.",
            )
        jsonl.write_text(params, [text])
    return folder, len(posts)


def with_chat(text: str, name: str) -> str:
    """Return the text of a params.yaml with one chat more; every other line stays as it is."""
    text = text if text.endswith("\n") or not text else f"{text}\n"
    name = _quoted(name)
    inline = _INLINE.search(text)
    if inline:
        held = inline[2].strip()
        names = f"{held}, {name}" if held else name
        return f"{text[: inline.start()]}{inline[1]}{names}{inline[3]}{text[inline.end() :]}"
    listed = _LISTED.search(text)
    if listed is None:
        return f"{text}chats:\n- {name}\n"
    indent = re.search(r"^([ \t]*)- ", listed[0], re.M)
    line = f"{indent[1] if indent else ''}- {name}\n"
    return f"{text[: listed.end()]}{line}{text[listed.end() :]}"


def _quoted(name: str) -> str:
    """Return the name as YAML reads it back: 2024-05-14 would be a date there, "no" a lie."""
    import yaml

    try:
        is_read_back = yaml.safe_load(name) == name
    except (ValueError, yaml.YAMLError):  # 2024-14-05 looks like a date and is none
        is_read_back = False
    return name if is_read_back else f'"{name}"'


def _holds(folder: Path, export: Path) -> bool:
    """Return whether the chat's folder is the export's own, or has exactly its files."""
    if folder.resolve() in (export.resolve(), export.resolve().parent):
        return True
    ours, theirs = _files(folder), _files(export)
    return ours.keys() == theirs.keys() and all(
        filecmp.cmp(ours[name], theirs[name], shallow=False) for name in ours
    )


def _files(export: Path) -> dict[str, Path]:
    """Return the files of an export by their places in a chat's folder.

    What is known about the chat lies beside an export that is one file, and belongs to it.
    """
    if export.is_file():
        beside = export.with_name(chatfile.FILE_NAME)
        known = {chatfile.FILE_NAME: beside} if beside.is_file() else {}
        return {export.name: export, **known}
    found = (path for path in export.rglob("*") if path.is_file())
    return {path.relative_to(export).as_posix(): path for path in found}


def _copied(export: Path, folder: Path) -> None:
    try:
        with drafts.folder(folder) as draft:
            if export.is_dir():
                shutil.copytree(export, draft, dirs_exist_ok=True)
            else:
                for file in _files(export).values():
                    shutil.copy(file, draft)
            draft.chmod(0o755)  # copytree gives it the rights of the export's folder
            os.replace(draft, folder)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}.", where=folder) from error
