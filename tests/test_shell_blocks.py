"""What the pages tell a reader to type works, and prints what they say."""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.conftest import ROOT

FILES = ROOT / "docs" / "howto" / "files"
MOST_SHOWN_ONLY = 4  # shell blocks of all pages that are not run


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_blocks", ROOT / "docs" / "blocks.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


blocks = _module()
PAGES = {page: blocks.blocks(blocks.file_of(page).read_text("utf-8")) for page in blocks.pages()}


@lru_cache
def is_comparable() -> bool:
    return bool(blocks.is_comparable())


def check(page: str, folder: Path) -> None:
    ran = blocks.run(page, folder, home=folder.parent)  # on any machine all of it works
    if is_comparable():
        assert ran.differences() == [], f"python docs/blocks.py --write {page}"


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of somebody who has done the tutorial."""
    folder = tmp_path_factory.mktemp("reader") / "clone"
    blocks.clone(folder)
    check(blocks.FIRST, folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_the_page_works_and_prints_what_it_says(page: str, reader: Path) -> None:
    if page == blocks.FIRST:
        return  # `reader` has run it, and fails if it differs
    folder = reader.parent / page.replace("/", "-")
    shutil.copytree(reader, folder, symlinks=True)
    check(page, folder)


def test_on_which_kind_of_processor_the_pages_were_printed_is_known() -> None:
    assert len(blocks.PRINTED_ON.read_text("utf-8").strip()) == len(blocks.processor()) == 16


def test_few_shell_blocks_are_not_run_and_each_says_why() -> None:
    shown = [block for page in PAGES.values() for block in page if "not run" in block.mark]
    assert all(block.mark.startswith("not run: ") for block in shown)
    assert len(shown) <= MOST_SHOWN_ONLY


def test_what_runs_until_it_is_stopped_is_marked() -> None:
    servers = [b for page in PAGES.values() for b in page if "standout review" in b.text]
    assert servers
    assert {block.mark for block in servers if block.language == "sh"} == {"stays"}


def test_every_page_that_teaches_has_blocks_to_run() -> None:
    idle = {page for page in PAGES if not any(block.language == "sh" for block in PAGES[page])}
    assert idle == set()


def test_what_is_said_to_be_printed_stands_after_a_shell_block() -> None:
    for page, found in PAGES.items():
        kinds = [b.language if b.mark != "prints" else "prints" for b in found if b.title is None]
        pairs = itertools.pairwise(kinds)
        assert all(before == "sh" for before, after in pairs if after == "prints"), page
        assert all(block.text.strip() for block in found if block.mark == "prints"), page


def test_a_page_that_says_something_else_is_told(tmp_path: Path) -> None:
    [_, shown] = blocks.blocks("```sh\necho a\n```\n\n<!-- prints -->\n```text\nb\n```\n")
    assert blocks.Ran([(shown, "b \n")]).differences() == []
    assert blocks.Ran([(shown, "a\n")]).differences()[-2:] == ["-b", "+a"]


def test_what_is_printed_can_be_put_into_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "- a list\n\n  ```sh\n  seq 2\n  ```\n\n  <!-- prints -->\n  ```text\n  ```\n\nend\n"
    )
    monkeypatch.setattr(blocks, "file_of", lambda name: page)
    blocks.write("page", blocks.run("page", tmp_path, home=tmp_path))
    assert "  ```text\n  1\n  2\n  ```\n\nend\n" in page.read_text(encoding="utf-8")
    assert blocks.run("page", tmp_path, home=tmp_path).differences() == []


def test_a_block_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    block = blocks.Block("sh", None, "echo no such chat >&2; false\n", 0, 0, "")
    with pytest.raises(blocks.Failed, match="no such chat"):
        blocks.printed_by(block, tmp_path, tmp_path)


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda file: file.name)
def test_the_page_shows_the_files_that_it_links(file: Path) -> None:
    page = (ROOT / "docs" / "howto" / "after-each-chat.md").read_text(encoding="utf-8")
    assert f"(files/{file.name})" in page
    assert f"\n{file.read_text(encoding='utf-8')}```" in page


def test_the_workflow_calls_what_is_there() -> None:
    flow = yaml.safe_load((FILES / "recap.yml").read_text(encoding="utf-8"))
    [job] = flow["jobs"].values()
    said = " ".join(step.get("run", "") for step in job["steps"])
    assert "make -C standout setup" in said and "./after-chat.sh" in said
    assert all("uses" in step or "run" in step for step in job["steps"])
    assert os.access(FILES / "after-chat.sh", os.X_OK)


def test_cron_gets_five_fields_and_a_command() -> None:
    [line] = [
        line
        for line in (FILES / "crontab").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#") and "=" not in line.split()[0]
    ]
    fields, command = line.split()[:5], line.split()[5]
    limits = (59, 23, 31, 12, 7)
    assert all(f == "*" or int(f) <= most for f, most in zip(fields, limits, strict=True))
    assert command.endswith("/after-chat.sh")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    (tmp_path / "chats").mkdir()
    shutil.copy(FILES / "after-chat.sh", tmp_path / "chats")
    units = [shutil.copy(FILES / f"standout.{kind}", tmp_path) for kind in ("service", "timer")]
    # the address of a socket may have 108 bytes, and a place for tests lies deep
    surroundings = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": "/run"}
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *units],
        capture_output=True, text=True, env=surroundings,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_readme_shows_what_comes_out(reader: Path, tmp_path: Path) -> None:
    if not is_comparable():
        pytest.skip("README was written on another kind of processor")
    shown = (
        blocks.file_of("README").read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    )
    assert shown.startswith("## Q")
    folder = tmp_path / "clone"  # the tutorial ends with other settings
    shutil.copytree(reader, folder, symlinks=True)
    blocks.printed_by(blocks.Block("sh", None, "make recap\n", 0, 0, ""), folder, tmp_path)
    assert shown in (folder / "runs" / "slowgrowth" / "recap.md").read_text("utf-8")
