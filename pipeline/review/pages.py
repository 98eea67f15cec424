"""The page's templates; everything is escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from pipeline.recap import html, plain
from pipeline.recap.view import theme_name
from pipeline.records import at_name
from pipeline.review.overview import credits, who
from pipeline.review.views import REASONS
from pipeline.review.window import STATES

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def environment() -> jinja2.Environment:
    """Return the environment of our templates."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "at": lambda person: plain.one_line(at_name(person.handle, person.name)),
        "count": plain.count,
        "isolated": html.isolated,
        "label": theme_name,
        "line": plain.one_line,
        "told": html.told,
        "name": lambda person: plain.name(person.name, person.handle),
        "when": lambda moment: f"{moment[:16].replace('T', ' ')} UTC" if moment else "",
    }
    made.globals |= {
        "REASONS": REASONS,
        "STATES": STATES,
        "static": static,
        "chat_page": chat,
        "credits": credits,
        "who": who,
    }
    return made


def render(name: str, values: Mapping[str, Any]) -> str:
    """Return a page."""
    return environment().get_template(f"{name}.html.j2").render(values)


def chat(name: str) -> str:
    """Return the address of a chat's page."""
    return f"/chat/{quote(name, safe='')}"


@cache
def static(name: str) -> str:
    """Return the address of a static file, another one when the file changes."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"
