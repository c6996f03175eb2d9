"""Composite indices as pages show them: the ranking, one region taken apart, stability."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.drawing import intervals
from indicators.formats import delimited
from indicators.formula import Reason
from indicators.models import Code
from indicators.period import Period
from indicators.queries.composite import Ranked
from indicators.queries.cross_section import Answer, CrossSection
from indicators.queries.definition import Definition
from indicators.queries.series import Series
from indicators.shown import addresses, cards, recipe, texts
from indicators.status import Status

Shown = dict[str, Any]
Rows = Mapping[str, Code]
NEWEST = 12
LEADERS = 3
CSV_HEAD = ("region", "name", "period", "rank", "rank_low", "rank_median", "rank_high", "score", "coverage", "status")


def numeric(text: str) -> Shown:
    return {"text": text, "numeric": True}


def right(label: str) -> Shown:
    return {"label": label, "numeric": True}


def listed(found: Sequence[tuple[Definition, Period | None, CrossSection | None]], rows: Rows) -> list[Shown]:
    return [
        {
            "name": one.indicator.name,
            "description": one.indicator.description,
            "href": reverse("index", kwargs={"code": one.code}),
            "made": recipe.sentence(one.recipe),
            "period": cards.period(period) if period else "",
            "leaders": _leaders(whole, rows) if whole else [],
        }
        for one, period, whole in found
        if one.recipe is not None
    ]


def _leaders(whole: CrossSection, rows: Rows) -> list[str]:
    placed = {code: place_ for code in whole.regions if (place_ := whole.place(code))}
    first = sorted(placed, key=lambda code: (placed[code], code))[:LEADERS]
    return [rows[code].short_name or rows[code].name for code in first]


def page(found: Ranked, rows: Rows, *, at: dt.datetime | None) -> Shown:
    one = found.definition
    answers = {code: found.whole.answer(code) for code in found.ordered}
    placed = [code for code in found.ordered if answers[code].value is not None]
    return {
        "one": one,
        "period": cards.period(found.period),
        "years": years(found, at=at),
        "chart": _picture(found, placed, answers, rows),
        "head": [
            right(_("Place")),
            _("Region"),
            right(_("Score")),
            right(_("Places in 90 % of the recipes")),
            right(_("Known")),
            _("Status"),
        ],
        "rows": [_line(found, code, answers[code], rows, at) for code in found.ordered],
        "count": len(placed),
        "left_out": len(answers) - len(placed),
        "made": recipe.sentence(found.whole.recipe),
        "draws": found.whole.recipe.draws,
        "price_basis": texts.price_basis(one),
        "edge": one.indicator.edge_note,
        "literature": one.indicator.literature,
        "vintage": found.reading.vintage,
        "csv": f"{reverse('index_csv', kwargs={'code': one.code})}?{_asked(found.period, at)}",
        "at": at,
    }


def years(found: Ranked, *, at: dt.datetime | None, path: str = "") -> list[Shown]:
    return [
        {"label": str(each), "href": f"{path}?{_asked(each, at)}", "is_current": each == found.period}
        for each in reversed(list(found.periods)[-NEWEST:])
    ]


def _asked(period: Period, at: dt.datetime | None) -> str:
    return urlencode({"period": str(period)} | ({"as_of": addresses.written(at)} if at else {}))


def region_address(code: str, region: str, period: Period, at: dt.datetime | None = None) -> str:
    return f"{reverse('index_region', kwargs={'code': code, 'region': region})}?{_asked(period, at)}"


def _line(found: Ranked, code: str, answer: Answer, rows: Rows, at: dt.datetime | None) -> list[Any]:
    kept = found.ranking[code]
    link = {
        "text": rows[code].short_name or rows[code].name,
        "href": region_address(found.definition.code, code, found.period, at),
    }
    score = texts.number(answer.value, found.definition.version.decimals)
    status = _told(answer)
    return [
        numeric(place(kept["rank"])),
        link,
        numeric(score),
        numeric(between(kept)),
        numeric(texts.percent(answer.coverage, 0)),
        status,
    ]


def reason(told: Reason | None) -> str:
    return _(told.template) % told.params if told else ""


def place(rank: float | None) -> str:
    return texts.NOTHING if rank is None else texts.number(rank)


def between(kept: Mapping[str, float | None]) -> str:
    low, high = kept["low"], kept["high"]
    if low is None or high is None:
        return texts.NOTHING
    return place(low) if low == high else f"{place(low)}–{place(high)}"


def _picture(found: Ranked, placed: Sequence[str], answers: Mapping[str, Answer], rows: Rows) -> Shown:
    drawn = []
    for code in placed:
        kept, name = found.ranking[code], rows[code].short_name or rows[code].name
        drawn.append(
            intervals.Row(
                label=name,
                place=kept["rank"] or 0.0,
                low=kept["low"] or 0.0,
                high=kept["high"] or 0.0,
                sentence=_("%(region)s: place %(place)s, in 90 %% of the recipes %(between)s")
                % {"region": name, "place": place(kept["rank"]), "between": between(kept)},
                href=region_address(found.definition.code, code, found.period),
                is_loose=answers[code].status is Status.PROVISIONAL,
            )
        )
    title = _("Places in %(year)s") % {"year": cards.period(found.period)}
    last = max([len(placed), *(int(row.high) for row in drawn)], default=1)
    return {"svg": intervals.draw(drawn, title=title, number=texts.number, last=last), "title": title}


def csv_rows(found: Ranked, rows: Rows) -> Iterator[Sequence[object]]:
    yield CSV_HEAD
    for code in found.ordered:
        answer, kept = found.whole.answer(code), found.ranking[code]
        ranks = ("" if kept[name] is None else int(kept[name] or 0) for name in ("rank", "low", "median", "high"))
        score = "" if answer.value is None else repr(answer.value)
        yield (
            code,
            delimited.escaped(rows[code].name),
            found.period,
            *ranks,
            score,
            repr(answer.coverage),
            answer.status,
        )


def write_csv(target: Any, found: Ranked, rows: Rows) -> None:
    csv.writer(target, lineterminator="\r\n").writerows(csv_rows(found, rows))


def region_page(found: Ranked, region: str, history: Sequence[Series], row: Code, *, at: dt.datetime | None) -> Shown:
    one, whole = found.definition, found.whole
    answer, kept = whole.answer(region), found.ranking[region]
    unit = whole.regions.index(region)
    name = row.short_name or row.name
    chart = cards.chart(history[0], names={region: name}) if history else {}
    return {
        "one": one,
        "name": row.name,
        "region": reverse("region", kwargs={"code": region}),
        "period": cards.period(found.period),
        "years": years(found, at=at),
        "score": texts.number(answer.value, one.version.decimals),
        "exact": "" if answer.value is None else repr(answer.value),
        "status": texts.status(answer.status),
        "reason": reason(answer.reason),
        "place": place(kept["rank"]),
        "between": between(kept),
        "between_label": _("Places in 90 % of the recipes"),
        "is_outside": _is_outside(kept),
        "of": ngettext("of %(count)s region", "of %(count)s regions", _count(found)) % {"count": _count(found)},
        "coverage": texts.percent(answer.coverage, 0),
        "parts_head": recipe.parts_head(whole.recipe),
        "parts": [_part(found, place_, unit, region, at) for place_ in range(len(whole.recipe.parts))],
        "pillars": _pillars(found, unit),
        "pillars_head": [_("Pillar"), right(_("Score")), right(_("Weight")), right(_("Known"))],
        "chart": chart,
        "at": at,
        "vintage": found.reading.vintage,
    }


def _count(found: Ranked) -> int:
    return sum(kept["rank"] is not None for kept in found.ranking.values())


def _is_outside(kept: Mapping[str, float | None]) -> bool:
    rank, low, high = kept["rank"], kept["low"], kept["high"]
    return rank is not None and low is not None and high is not None and not low <= rank <= high


def _part(found: Ranked, number: int, unit: int, region: str, at: dt.datetime | None) -> list[Any]:
    """One indicator of one region: its value, what the scale made of it, and what it counts."""
    one, given = found.definition.inputs[number], found.whole.inputs[region][number]
    index = found.whole.index
    scaled, weight, counted = (
        float(each[unit, number]) for each in (index.normalised, index.weights, index.contributions)
    )
    link = addresses.address(one, region, str(found.period), at=at)
    is_known = not np.isnan(scaled)
    return [
        {"text": one.indicator.name, "href": link},
        recipe.pillar(found.whole.recipe, found.whole.recipe.parts[number].group),
        numeric(texts.formatter(one)(given.value)),
        numeric(texts.number(scaled if is_known else None, 1)),
        numeric(texts.percent(weight, 1) if is_known and not np.isnan(weight) else texts.NOTHING),
        numeric(texts.number(counted if is_known and not np.isnan(counted) else None, 2)),
        texts.status(given.status),
    ]


def _pillars(found: Ranked, unit: int) -> list[list[Any]]:
    levels, made = found.whole.index.levels, found.whole.recipe
    return [
        [
            recipe.named(group),
            numeric(texts.number(_known(float(levels[group.code].scores[unit])), 1)),
            numeric(texts.percent(share, 0)),
            numeric(texts.percent(float(levels[group.code].known[unit]), 0)),
        ]
        for group, share in recipe.shares(made)
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def tried(found: tuple[Period, CrossSection], rows: Rows) -> Shown:
    """The ranking that a recipe would give, before it is kept."""
    period, whole = found
    kept = whole.kept()
    order = sorted(kept, key=lambda code: (kept[code]["rank"] or np.inf, code))
    return {
        "period": cards.period(period),
        "made": recipe.sentence(whole.recipe),
        "head": [
            right(_("Place")),
            _("Region"),
            right(_("Score")),
            right(_("Places in 90 % of the recipes")),
            _("Status"),
        ],
        "rows": [
            [
                numeric(place(kept[code]["rank"])),
                rows[code].short_name or rows[code].name,
                numeric(texts.number(kept[code]["score"], 1)),
                numeric(between(kept[code])),
                _told(whole.answer(code)),
            ]
            for code in order
        ],
    }


def _told(answer: Answer) -> str:
    return reason(answer.reason) if answer.reason else texts.status(answer.status)
