"""Runs the shell blocks of the README, the tutorial and the how-tos as a reader would.

python docs/blocks.py             run them; say where a page does not show what is printed
python docs/blocks.py --write     run them, and put into the pages what is printed
python docs/blocks.py tutorial howto/taste     only these pages

A comment before a block says what is to be done with it:

<!-- prints -->             the text block holds what the shell block before it prints
<!-- stays -->              a server, run on a free port until it has printed its first line
<!-- not run: REASON -->    the block is shown only

A block with title="FILE" is a file that the reader writes.

What is printed may differ on another kind of processor (docs/encoder.md). PRINTED_ON tells the kind
that the pages were written on, so that only there they are held against what is printed.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
PRINTED_ON = DOCS / "printed_on.txt"
TASTE, DECIDED = "howto/taste", 8  # lines a question that are decided before that page is run
FIRST = "tutorial"  # the how-tos go on from the folder that it leaves
STEPS = ("README", FIRST)
FENCE = re.compile(
    r'^( *)```(\w*)(?: +title="([^"]+)")? *\n(.*?)^\1``` *$', re.MULTILINE | re.DOTALL
)
COMMENT = re.compile(r"<!-- ((?:(?!-->).)*) -->\s*\Z", re.DOTALL)
SHELL = ("bash", "-euo", "pipefail", "-c")
PORT = "8765"  # of `standout review`, where none is named
AUTHOR = {
    f"GIT_{role}_{known}": value
    for role in ("AUTHOR", "COMMITTER")
    for known, value in (("NAME", "ana"), ("EMAIL", "ana@example.org"))
}
SECONDS = 200  # for one block on a busy machine
CARRIED = (
    ".dvc/.gitignore", ".dvc/config", ".dvc/plots", ".dvcignore", ".gitignore", "Makefile",
    "constraints.txt", "corpora", "dvc.yaml", "metrics", "models", "params.yaml", "pipeline",
    "pyproject.toml", "tests",
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A fenced block: where its text lies in the page, and the comment that stands before it."""

    language: str
    title: str | None
    text: str
    start: int
    end: int
    mark: str


@dataclass
class Ran:
    """What the blocks of a page printed, beside what the page shows."""

    shown: list[tuple[Block, str]] = field(default_factory=list)

    def differences(self) -> list[str]:
        """Return what is printed otherwise than the page says."""
        return [
            line
            for block, printed in self.shown
            for line in difflib.unified_diff(
                _lines(block.text), _lines(printed), "the page", "printed", lineterm=""
            )
        ]


def processor() -> str:
    """Return a digest of how this kind of processor encodes the sample chat: the same on all
    machines that print the same."""
    from pipeline import jsonl
    from pipeline.encoder import packaged

    export = ROOT / "corpora" / "chats" / "slowgrowth" / "export.jsonl"
    texts = [str(post["text"]) for _, post in jsonl.read_values(export)]
    rows = packaged.load(cache=False).encode(texts)
    return hashlib.blake2b(rows.tobytes(), digest_size=8).hexdigest()


def is_comparable() -> bool:
    """Return whether the pages were written on this kind of processor."""
    return PRINTED_ON.read_text(encoding="utf-8").strip() == processor()


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]  # editors take blanks at the end away


class Failed(Exception):
    """A block that ends with an error."""


def pages() -> list[str]:
    """Return the names of all pages whose blocks are run, in the order of reading."""
    return [*STEPS, *sorted(f"howto/{file.stem}" for file in (DOCS / "howto").glob("*.md"))]


def file_of(page: str) -> Path:
    """Return the file of a page."""
    return ROOT / "README.md" if page == "README" else DOCS / f"{page}.md"


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    found = []
    for fence in FENCE.finditer(text):
        indent, language, title, inner = fence.groups()
        comment = COMMENT.search(text[: fence.start()])
        plain = re.sub(rf"^{indent}", "", inner, flags=re.MULTILINE)
        mark = comment[1] if comment else ""
        found.append(Block(language, title, plain, fence.start(4), fence.end(4), mark))
    return found


def clone(folder: Path) -> None:
    """Make a folder as a reader has it: the files of a clone, with everything set up."""
    for name in CARRIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "runs", ".dvc")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy2(source, target)
    (folder / ".venv").symlink_to(sys.prefix)
    shutil.copytree(ROOT / "corpora" / "chats" / "fedi-archivists", folder / "mychat")
    shutil.copy2(ROOT / "corpora" / "chats" / "slowgrowth" / "export.jsonl", folder)
    tools = folder / ".tools"
    tools.mkdir()
    # set-up and tests are what CI itself does; here make has its targets, and the recap is run
    (tools / "make").write_text(
        "#!/bin/sh\n"
        'case "$1" in recap) set -- -o .venv/ready recap ;; *) set -- -n "$@" ;; esac\n'
        f'exec {shutil.which("make")} --silent "$@"\n'
    )
    (tools / "make").chmod(0o755)
    for words in ("init --quiet", "add .", "commit --quiet --message Standout"):
        git = ["git", *words.split()]
        subprocess.run(git, cwd=folder, env={**os.environ, **AUTHOR}, check=True)


def decide(run: Path) -> None:
    """Accept and reject in turn the first lines of three questions: too little for a taste."""
    seen: Counter[int | None] = Counter()
    with (run / "decisions.jsonl").open("w", encoding="utf-8") as file:
        lines = map(json.loads, (run / "lines.jsonl").read_text(encoding="utf-8").splitlines())
        for line in sorted(lines, key=lambda line: (-line["score"], line["id"])):
            question = line["question"]
            if question not in (1, 2, 3) or seen[question] == DECIDED:
                continue
            seen[question] += 1
            decision = {
                "line_id": line["id"],
                "post_id": line["post_id"],
                "question": question,
                "pieces": [[line["start"], line["end"]]],
                "decision": "accept" if seen[question] % 2 else "reject",
                "rank": seen[question],
                "editor": "ana",
                "decided_at": "2024-05-15T09:00:00Z",
            }
            file.write(f"{json.dumps(decision)}\n")


def run(page: str, folder: Path, *, home: Path) -> Ran:
    """Run the blocks of a page in a folder, in order.

    Raises: Failed with the block and its last words.
    """
    ran, printed = Ran(), ""
    if page == TASTE:
        decide(folder / "runs" / "slowgrowth")
    for block in blocks(file_of(page).read_text(encoding="utf-8")):
        if block.title is not None:
            target = folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        elif block.language == "sh" and not block.mark.startswith("not run: "):
            printed = printed_by(block, folder, home)
        elif block.mark == "prints":
            ran.shown.append((block, printed))
    return ran


def write(page: str, ran: Ran) -> None:
    """Put into a page what its blocks printed."""
    file = file_of(page)
    text = file.read_text(encoding="utf-8")
    for block, printed in reversed(ran.shown):
        indent = re.search(r" *\Z", text[: text.rindex("```", 0, block.start)])
        lines = (f"{indent[0] if indent else ''}{line}".rstrip() for line in _lines(printed))
        text = text[: block.start] + "".join(f"{line}\n" for line in lines) + text[block.end :]
    file.write_text(text, encoding="utf-8")


def printed_by(block: Block, folder: Path, home: Path) -> str:
    """Return what a shell block prints.

    Raises: Failed when it ends with an error.
    """
    surroundings = {
        **os.environ,
        "PATH": f"{folder / '.tools'}:{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}",
        # the code of this clone, as set-up would make it
        "PYTHONPATH": os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH")))),
        "HOME": str(home),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
        "BROWSER": "true",  # opens nothing
        "LOGNAME": "ana",
        **AUTHOR,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
    }
    if block.mark == "stays":
        port = re.search(r"--port (\d+)", block.text)
        line = _first_line(f"{block.text.rstrip()} --port 0", folder, surroundings)
        return re.sub(r"(?<=:)\d+(?=/)", port[1] if port else PORT, line)
    command = [*SHELL, block.text]
    try:
        done = subprocess.run(
            command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{block.text}does not end: is it to be marked <!-- stays -->?") from error
    if done.returncode != 0:
        raise Failed(f"{block.text}ends with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def _first_line(command: str, folder: Path, surroundings: dict[str, str]) -> str:
    with subprocess.Popen(
        [*SHELL, command], cwd=folder, env=surroundings, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as started:  # fmt: skip
        assert started.stdout is not None
        line = started.stdout.readline()
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGTERM)
    if not line:
        raise Failed(f"{command} printed nothing")
    return line


def main() -> None:
    """Run the pages that are named, or all."""
    asked = [word for word in sys.argv[1:] if word != "--write"] or pages()
    with tempfile.TemporaryDirectory() as base:
        begun = Path(base) / "clone"
        clone(begun)
        for page in [FIRST, *(page for page in asked if page != FIRST)]:
            folder = begun
            if page != FIRST:
                folder = Path(base) / page.replace("/", "-")
                shutil.copytree(begun, folder, symlinks=True)
            ran = run(page, folder, home=Path(base))
            if "--write" in sys.argv:
                write(page, ran)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            total = f"{used.ru_utime + used.ru_stime:.0f} s of processor time so far"
            sys.stdout.write("\n".join([f"{page}: {total}", *ran.differences(), ""]))
            sys.stdout.flush()
    if "--write" in sys.argv and set(asked) >= set(pages()):
        PRINTED_ON.write_text(f"{processor()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
