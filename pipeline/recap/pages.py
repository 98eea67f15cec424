"""Templates to text: ours, or a house's own of the same name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from pipeline.errors import InputError
from pipeline.recap import html, markdown, plain

OURS = Path(__file__).parent / "templates"
ENDING = ".j2"
_SHORTCODE = re.compile(r"\[(?=[\w/])")


@cache
def environment(folder: str | None = None) -> jinja2.Environment:
    """Return the templates' environment: HTML escapes by itself, Markdown by filters.

    Raises: InputError for a folder that does not exist.
    """
    if folder is not None and not Path(folder).is_dir():
        raise InputError(
            "no such folder of templates.", where=folder, do="Check recap.templates in params.yaml."
        )
    folders = [OURS] if folder is None else [Path(folder), OURS]
    loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(place) for place in folders])
    made = jinja2.Environment(
        loader=loader,
        autoescape=lambda name: bool(name and name.endswith(f".html{ENDING}")),
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "count": plain.count,
        "md": markdown.inline,
        "md_told": markdown.told,
        "md_heading": markdown.heading,
        "md_passage": markdown.passage,
        "md_quoted": markdown.quoted,
        "md_indented": markdown.indented,
        "md_target": markdown.target,
        "paragraphs": html.passage,
        "running": html.inline,
        "isolated": html.isolated,
        "told": html.told,
    }
    return made


@jinja2.pass_eval_context
def _shown(context: jinja2.nodes.EvalContext, value: Any) -> Any:
    """Return what an expression prints; in HTML none of its brackets opens a shortcode.

    WordPress runs those that stand in the text of a page, and knows no other way to write one.
    """
    return Markup(_SHORTCODE.sub("&#91;", escape(value))) if context.autoescape else value


def render(templates: jinja2.Environment, name: str, values: Mapping[str, Any]) -> str:
    """Return the file `name`, made by the template of that name.

    Raises: InputError with the template and its line when it is wrong.
    """
    try:
        return templates.get_template(name + ENDING).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise InputError(
            f"line {error.lineno}: {error.message}.", where=error.filename or name + ENDING
        ) from error
    except jinja2.TemplateError as error:
        raise InputError(
            f"the template cannot be filled ({error.message}).",
            where=name + ENDING,
            do="docs/recap.md lists what a template can speak of.",
        ) from error
