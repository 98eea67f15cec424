"""SVG elements, escaped, with numbers in one fixed form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from pipeline.records import stable_id


@dataclass(frozen=True)
class Table:
    """What a picture shows, in words and numbers, for those who do not see it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Key:
    """One colour of a picture, by its class, and what it stands for."""

    colour: str
    words: str


@dataclass(frozen=True)
class Panel:
    """One drawing of a figure, under its own heading if it has one."""

    heading: str | None
    drawing: Markup


@dataclass(frozen=True)
class Figure:
    """A picture with its heading, what is to be seen in it, its colours and its table."""

    heading: str
    words: str
    panels: tuple[Panel, ...]
    keys: tuple[Key, ...]
    table: Table


def number(value: float) -> str:
    """Return a number with at most two decimals and no needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a share as a percentage of the width."""
    return f"{number(100 * value)}%"


def element(name: str, *inside: str, **attributes: str | float) -> Markup:
    """Return an element; `class_` stands for class, and _ for - in the names of attributes."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(v if isinstance(v, str) else number(v))}"'
        for key, v in attributes.items()
    )
    if not inside:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{''.join(map(escape, inside))}</{name}>")


def drawing(title: str, description: str, height: float, elements: Iterable[Markup]) -> Markup:
    """Return a picture as wide as its place, with a title and a description to be read out."""
    name = stable_id("picture", title, description)
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *elements,
        width="100%",
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def bar(x: float, y: float, width: float, height: float, colour: str, title: str) -> Markup:
    """Return a bar; `x` and `width` are shares of the width, `title` shows when pointed at."""
    return element(
        "rect", element("title", title), x=percent(x), y=y, width=percent(width), height=height,
        class_=colour,
    )  # fmt: skip


def dot(x: float, y: float, radius: float, colour: str, title: str) -> Markup:
    """Return a dot at a share of the width, pixels down; `title` shows when pointed at."""
    return element("circle", element("title", title), cx=percent(x), cy=y, r=radius, class_=colour)


def text(words: str, x: float, y: float, anchor: str = "start", class_: str = "label") -> Markup:
    """Return words at a share of the width, pixels down; `anchor` is start, middle or end."""
    return element("text", words, x=percent(x), y=y, text_anchor=anchor, class_=class_)


def rule(x1: float, y1: float, x2: float, y2: float, class_: str = "grid") -> Markup:
    """Return a thin line between two places, across in shares, down in pixels."""
    return element("line", x1=percent(x1), y1=y1, x2=percent(x2), y2=y2, class_=class_)


def levels(
    heights: Iterable[int], bottom: float, scale: float
) -> tuple[list[Markup], list[Markup]]:
    """Return the lines across a picture, to be drawn below its bars, and their numbers, above."""
    places = [(height, bottom - height * scale) for height in heights]
    rules = [rule(0, y, 1, y) for _, y in places]
    return rules, [text(f"{height:,}", 0, y - 3, class_="tick halo") for height, y in places]


def steps(most: int) -> list[int]:
    """Return two or three round heights up to at least `most`, for lines across a picture."""
    size = 1
    while most > 3 * size:
        size = size * 2 if str(size)[0] in "15" else size * 5 // 2
    return list(range(size, most + size, size))
