"""Telling a person at a terminal how far a backfill is; silent in a pipe."""

from __future__ import annotations

import sys
from typing import Any


class Progress:
    """Hears what is being done, and says nothing of it."""

    def say(self, words: str) -> None:
        """Tell what begins."""

    def step(self, posts: int, chats: int, total: int) -> None:
        """Tell that one of `chats` chats is done, with its share of `total` posts."""

    def close(self) -> None:
        """Tell that all is done."""


class Bar(Progress):
    """A line of words for each step, and a bar for the chats, on standard error."""

    def __init__(self) -> None:
        from rich import progress as rich
        from rich.console import Console

        self.console = Console(stderr=True)
        self.bar = rich.Progress(
            rich.TextColumn("  {task.fields[chats]} chats"), rich.BarColumn(),
            rich.TextColumn("{task.completed:,.0f} of {task.total:,.0f} posts"),
            rich.TextColumn("{task.fields[speed]}"), rich.TimeRemainingColumn(),
            console=self.console, transient=True,
        )  # fmt: skip
        self.task: Any = None
        self.chats = 0

    def say(self, words: str) -> None:
        """Print what begins."""
        self.console.print(f"  {words} ...", highlight=False, markup=False)

    def step(self, posts: int, chats: int, total: int) -> None:
        """Move the bar on."""
        if self.task is None:
            self.bar.start()
            self.task = self.bar.add_task("", total=total, chats=f"0/{chats}", speed="")
        self.chats += 1
        task = self.bar.tasks[0]
        speed = f"{task.speed:,.0f} posts/s" if task.speed else ""
        self.bar.update(self.task, advance=posts, chats=f"{self.chats}/{chats}", speed=speed)
        if self.chats == chats:
            self.bar.stop()

    def close(self) -> None:
        """Take the bar away."""
        self.bar.stop()


def progress() -> Progress:
    """Return what tells a person at a terminal, or says nothing in a pipe."""
    return Bar() if sys.stderr.isatty() else Progress()
