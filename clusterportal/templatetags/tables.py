"""Cells of tables: a template for each of some hundred cells would be most of the work of a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.safestring import SafeString

register = template.Library()

NOTHING = "–"


@register.simple_tag(takes_context=True)
def table_rows(context: Context, rows: Iterable[Iterable[Any]], first_is_header: object = "") -> SafeString:
    """The rows of components/table.html."""
    return SafeString("".join(f"<tr>{_row(context, row, bool(first_is_header))}</tr>" for row in rows or ()))


@register.simple_tag(takes_context=True)
def table_cell(context: Context, cell: object) -> SafeString:
    """A text or number as it is; or a mapping of text with href, badge with tone, and numeric."""
    return SafeString(_cell(context, cell))


def _row(context: Context, row: Iterable[Any], first_is_header: bool) -> str:  # noqa: FBT001 asked for each row
    drawn = []
    for place, cell in enumerate(row):
        content = _cell(context, cell)
        if first_is_header and not place:
            drawn.append(f'<th scope="row">{content}</th>')
        else:
            drawn.append(f'<td class="numeric">{content}</td>' if _part(cell, "numeric") else f"<td>{content}</td>")
    return "".join(drawn)


def _cell(context: Context, cell: object) -> str:
    text = _part(cell, "text")
    if href := _part(cell, "href"):
        return f'<a href="{_written(context, href)}">{_written(context, "" if text is None else text)}</a>'
    if badge := _part(cell, "badge"):
        return _badge(context, badge, _part(cell, "tone"))
    if text is not None and text != "":
        return _written(context, text)
    if _part(cell, "numeric"):
        return NOTHING
    return NOTHING if cell is None else _written(context, cell)


def _badge(context: Context, label: object, tone: object) -> str:
    drawn = context.template.engine.get_template("components/badge.html")
    return drawn.render(context.new({"label": label, "tone": tone}))


def _part(cell: object, key: str) -> Any:
    if isinstance(cell, Mapping):
        return cell.get(key)
    return None if isinstance(cell, str) else getattr(cell, key, None)


def _written(context: Context, value: object) -> str:
    return render_value_in_context(value, context)
