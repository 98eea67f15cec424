"""Writes docs/records.md, commands.md, settings.md and formats.md from the code.

python docs/reference.py            write them
python docs/reference.py --check    exit with 1 when they differ from the code
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import typer
from click import Command
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typer.core import TyperArgument

from pipeline import runs, settings
from pipeline.chatfile import ChatFile
from pipeline.cli import app
from pipeline.readers import READERS
from pipeline.records import Asked, Entity, Record, Span

DOCS = Path(__file__).parent
BESIDE = re.compile(r"^ {4}(\w+): .*?  # (.*)$", re.MULTILINE)  # a field, and what it means
NOTE = "<!-- Written by docs/reference.py from the code. -->\n\n"


def records() -> str:
    """Return the page about the files of a run."""
    parts = [
        "# The files of a run\n\n",
        NOTE,
        "`standout run CHAT` writes `runs/<chat>/`. Record files are JSON Lines in UTF-8: one "
        "record a line, sorted, the same bytes on every run. Offsets count code points.\n\n",
    ]
    for name, (record, command) in runs.FILES.items():
        parts.append(f"## {name}\n\nWritten by `standout {command}`. {_first(record)}\n\n")
        parts.append(_fields(record))
    parts.append(
        "## For the writer\n\n`recap.md`, `recap.html`, `recap.txt` and `recap.json` are the "
        "recap, `report.html` is the chat in pictures, `summary.json` the counts: every post of "
        "the export has one fate in it, and the fates add up. `written.json` has the SHA-256 of "
        "each as it was written: one that was changed since is kept as `recap.edited.md` when the "
        "next run writes it anew.\n\n## Inside the records\n\n"
    )
    for inner in (Span, Entity, *_inner()):
        parts.append(f"**{inner.__name__}**: {_first(inner)}\n\n{_fields(inner)}")
    parts.append("## chat.toml\n\n" + _first(ChatFile) + "\n\n")
    told = _told(ChatFile)
    parts += [f"- `{name}`: {told[name]}\n" for name in ChatFile.model_fields]
    return "".join(parts)


def commands() -> str:
    """Return the page about the commands."""
    group = typer.main.get_command(app)
    parts = ["# The commands\n\n", NOTE, f"{group.help}\n\n"]
    for name, command in sorted(_flat(group.commands)):
        parts.append(f"## standout {name}\n\n{inspect.cleandoc(command.help or '')}\n\n")
        for parameter in command.params:
            shown = " ".join([*parameter.opts, *parameter.secondary_opts])
            if isinstance(parameter, TyperArgument):
                shown = parameter.metavar or parameter.name
            default = getattr(parameter.default, "value", parameter.default)
            held = "" if default in (None, False, True, [], ()) else f" Default: `{default}`."
            parts.append(f"- `{shown}`: {parameter.help}{held}\n")
        parts.append("\n")
    return "".join(parts)


def _flat(commands: dict[str, Command]) -> Iterator[tuple[str, Command]]:
    for name, command in commands.items():
        inner = getattr(command, "commands", {})
        yield from ((f"{name} {own}", part) for own, part in inner.items())
        if not inner:
            yield name, command


def params() -> str:
    """Return the page about the settings."""
    parts = ["# The settings\n\n", NOTE]
    parts.append(
        "`params.yaml` holds them, one block per stage; `--params FILE` takes another file and "
        "`--set KEY=VALUE` changes one. Here each has the value that holds where nothing is said, "
        "and, in brackets, what may be said.\n\n"
    )
    blocks: dict[str, str] = {}
    for name in settings.known():
        block, _, inner = name.partition(".")
        kind = type(getattr(settings.Settings(), block)) if inner else settings.Settings
        heading = f"## {block}\n\n{_first(kind)}\n\n" if inner else ""
        blocks[block] = blocks.get(block, heading) + _setting(kind, name, inner or block)
    return "\n".join([*parts, *blocks.values()]).replace("\n\n\n", "\n\n")


def _setting(kind: type[settings.Block], name: str, inner: str) -> str:
    field = kind.model_fields[inner]
    value = field.default if isinstance(field.default, str) else json.dumps(field.default)
    told = _told(kind)[inner]
    return f"- `{name}`: `{value}` ({_allowed(field)}). {told[:1].upper()}{told[1:]}.\n"


def _allowed(field: FieldInfo) -> str:
    """Return in words what a setting may be."""
    if get_origin(field.annotation) is Literal:
        return " or ".join(map(str, get_args(field.annotation)))
    bounds = {key: getattr(each, key) for each in field.metadata for key in ("ge", "le")
              if hasattr(each, key)}  # fmt: skip
    if "le" in bounds:
        return f"{bounds['ge']:g} to {bounds['le']:g}"
    if bounds:
        return f"{bounds['ge']} or more"
    return "true or false" if field.annotation is bool else "text"


def formats() -> str:
    """Return the page about the export formats."""
    parts = ["# The formats that can be read\n\n", NOTE]
    parts.append(
        "Told apart by content, not by file name; also from zip, gz, folders and standard input, "
        "several files at once. `standout doctor FILE` says which format a file has.\n\n"
    )
    for reader in READERS:
        words, _, marks = reader.NAME.partition(" (")
        told = f" (`{marks.removesuffix(')')}`)" if marks else ""
        parts.append(f"- **{words}**{told}. {_first(reader)}\n")
    return "".join(parts)


def _inner() -> list[type[Record]]:
    from pipeline.records import Cut, Label, Part, Reason, Source, Wording

    return [Label, Cut, Part, Reason, Wording, Source]


def _first(thing: object) -> str:
    return inspect.cleandoc(thing.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _told(kind: type[BaseModel]) -> dict[str, str]:
    """Return what stands in the code beside the fields of a class, its parents' included."""
    told: dict[str, str] = {}
    for each in reversed(kind.__mro__[: kind.__mro__.index(BaseModel)]):
        told |= dict(BESIDE.findall(inspect.getsource(each)))
    return told


def _fields(record: type[Record]) -> str:
    lines, told = [], _told(record)
    for name, field in record.model_fields.items():
        optional = "" if field.is_required() else ", optional"
        words = f": {told[name]}" if name in told else ""
        lines.append(f"- `{name}`: {_kind(field.annotation)}{optional}{words}\n")
        if issubclass(record, Asked) and name == record.numbered:
            lines.append("- `session`: int, only of a later session than the first\n")
    return "".join(lines) + "\n"


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return " | ".join(map(_kind, get_args(annotation)))
    if annotation is NoneType:
        return "None"
    shown = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    return re.sub(r"typing\.|pipeline\.records\.\w+\.", "", shown)


PAGES = {
    "records.md": records,
    "commands.md": commands,
    "settings.md": params,
    "formats.md": formats,
}


def main() -> None:
    """Write the pages, or compare them."""
    differ = []
    for name, page in PAGES.items():
        file = DOCS / name
        text = page().rstrip() + "\n"
        if "--check" in sys.argv:
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                differ.append(name)
        else:
            file.write_text(text, encoding="utf-8")
    if differ:
        sys.exit(f"differ from the code: {', '.join(differ)}; run: python docs/reference.py")


if __name__ == "__main__":
    main()
