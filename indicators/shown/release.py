"""Releases as the components of the pages take them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators import checks
from indicators.formats import marked as marking
from indicators.formats import recognition, row
from indicators.formats.row import Unreadable
from indicators.models import Code, Measure, Release, ReleaseProblem
from indicators.queries import name
from indicators.queries import release as found
from indicators.shown import texts

Shown = dict[str, Any]
State = Release.State

TONES = {
    State.RECEIVED: "info",
    State.RECOGNISED: "info",
    State.CHECKED: "warn",
    State.ACCEPTED: "info",
    State.PUBLISHED: "good",
    State.REFUSED: "bad",
    State.WITHDRAWN: "muted",
}
ANSWERS = {
    "real": (gettext_lazy("Real"), "good"),
    "reclassified": (gettext_lazy("Reclassified"), "info"),
    "error": (gettext_lazy("Error"), "bad"),
}
SEVERITY_TONES = {row.ERROR: "bad", row.QUESTION: "warn", row.WARNING: "muted"}
# How long a worker may be silent before the page says so.
SILENT = dt.timedelta(seconds=5)


def crumbs(release: Release) -> list[Shown]:
    return [{"label": _("Releases"), "href": reverse("releases")}, {"label": release.filename}]


def is_being_read(release: Release) -> bool:
    return release.state == State.RECEIVED or (release.state == State.RECOGNISED and not release.questions)


def waiting(release: Release) -> Shown:
    """One line of the list of what waits, with what it waits for."""
    return {"release": release, "tone": TONES[State(release.state)], "waits": _waits(release)}


def _waits(release: Release) -> str:
    if release.state == State.RECOGNISED and release.questions:
        return _("Say what some of its words mean")
    if is_being_read(release):
        return _("Being read")
    if release.awaits_second:
        return _("Waits for a second person")
    if release.state == State.ACCEPTED:
        return _("Counts from %(moment)s") % {"moment": f"{release.publish_at:%d.%m.%Y %H:%M}"}
    if release.errors:
        told = ngettext("%(count)s error", "%(count)s errors", release.errors)
        return told % {"count": texts.number(release.errors)}
    if release.unanswered:
        told = ngettext("%(count)s question to answer", "%(count)s questions to answer", release.unanswered)
        return told % {"count": release.unanswered}
    return _("Ready to accept")


def published_rows(releases: Iterable[Release]) -> list[list[Any]]:
    return [
        [
            {"text": release.filename, "href": reverse("release", kwargs={"pk": release.pk})},
            release.source.name,
            f"{release.published_at:%d.%m.%Y}",
            release.source.licence or _("not stated"),
            {"badge": release.get_state_display(), "tone": TONES[State(release.state)]},
        ]
        for release in releases
    ]


def facts(release: Release, *, is_keeper: bool) -> list[Shown]:
    values = [
        (_("Source"), release.source.name),
        (_("Publisher"), release.source.publisher),
        (_("Licence"), release.source.licence),
        (_("Status of the figures"), _("provisional") if release.is_provisional else ""),
        (_("Values"), texts.number(release.rows_staged) if release.rows_staged else ""),
        (_("SHA-256 of the file"), release.digest),
    ]
    if is_keeper and release.received_by:
        values.insert(0, (_("Handed in by"), release.received_by.name))
    return [{"term": term, "value": value} for term, value in values if value]


def progress(release: Release, *, at: dt.datetime) -> Shown:
    """For components/progress.html. Works by a link where no script runs."""
    total = release.rows_expected or 0
    is_comparing = bool(total) and release.rows_read >= total - 1
    stages = [_("Received"), _("Recognised"), _("Checked"), _("Compared")]
    current = 1 if release.state == State.RECEIVED else 3 if is_comparing else 2
    steps = [
        {"label": label, "state": "done" if place < current else "current" if place == current else "todo"}
        for place, label in enumerate(stages)
    ]
    return {
        "steps": steps,
        "value": min(release.rows_read, total),
        "max": total or 1,
        "label": _progress_label(release, total, is_comparing=is_comparing),
        "note": _progress_note(release, total, at),
        "poll_url": reverse("release_progress", kwargs={"pk": release.pk}),
    }


def _progress_label(release: Release, total: int, *, is_comparing: bool) -> str:
    if release.state == State.RECEIVED:
        return _("Waiting for its turn.") if release.leased_until is None else _("Finding out what is inside.")
    if is_comparing:
        return _("Comparing with what is published.")
    told = {"read": texts.number(release.rows_read), "total": texts.number(total)}
    return _("%(read)s of %(total)s rows.") % told


def _progress_note(release: Release, total: int, at: dt.datetime) -> str:
    if release.leased_until is not None and release.leased_until < at:
        return _("Safe; checking resumes by itself.")
    if release.leased_until is None and at - release.received_at > SILENT:
        return _("Safe; checking begins by itself within a minute.")
    left = _seconds_left(release, total, at)
    return _("About %(seconds)s seconds left.") % {"seconds": left} if left else ""


def _seconds_left(release: Release, total: int, at: dt.datetime) -> int:
    spent = (at - release.received_at).total_seconds()
    if release.rows_read == 0 or total <= release.rows_read or spent > found.LONG_AGO:
        return 0
    return max(1, round(spent / release.rows_read * (total - release.rows_read)))


def desk(release: Release, *, at: dt.datetime) -> Shown:
    """Everything that a statistician works with on the page of one release."""
    problems = list(release.problems.select_related("answered_by"))
    jumps = [problem for problem in problems if problem.cause == checks.JUMP]
    groups = [_group(group) for group in found.groups(release, problems)]
    total = max(sum(release.problem_counts.values()) - len(jumps), 0)
    open_questions = sum(1 for each in problems if each.severity == row.QUESTION and not each.answer)
    return {
        "tone": TONES[State(release.state)],
        "progress": progress(release, at=at) if is_being_read(release) else None,
        "words": words_asked(release, found.groups(release, problems)),
        "problem_groups": groups,
        "problem_total": max(total, len(problems) - len(jumps)),
        "jumps": _jumps(jumps),
        "open_jumps": [each.number for each in jumps if not each.answer],
        "open_questions": open_questions,
        "has_wrong": any(each.answer == "error" for each in problems),
        "is_checked": release.state == State.CHECKED,
        "is_accepted": release.state == State.ACCEPTED,
        "is_withdrawable": release.state not in (State.WITHDRAWN, State.REFUSED),
    }


def _group(group: found.Group) -> Shown:
    return {
        "cause": group.label,
        "count": texts.number(group.count),
        "tone": SEVERITY_TONES[group.severity],
        "severity": group.severity,
        "places": [
            {
                "place": place(problem),
                "text": checks.what(problem.cause, problem.parameters),
                "cure": checks.cure(problem.cause, problem.parameters),
                "number": problem.number,
                "answer": _answer(problem),
            }
            for problem in group.problems
        ],
        "more": texts.number(group.count - len(group.problems)) if group.count > len(group.problems) else "",
    }


def place(problem: ReleaseProblem) -> str:
    parts = [problem.sheet, problem.line and _("row %(line)s") % {"line": problem.line}]
    parts.append(problem.column and _("column %(column)s") % {"column": problem.column})
    return ", ".join(str(part) for part in parts if part) or _("whole file")


def words_asked(release: Release, groups: Iterable[found.Group]) -> list[Shown]:
    """What only a person can say: what recognition asked, and unknown words of the rows; the most frequent first."""
    words = [
        found.Word(each["kind"], each["word"], each["guess"], tuple(each.get("choices", ())), 0)
        for each in release.questions
    ] + [each for group in groups for each in group.words]
    examples = {each["word"]: ", ".join(each.get("examples", [])) for each in release.questions}
    known = _codes_asked(words)
    return [
        {
            "kind": each.kind,
            "word": each.word,
            "examples": examples.get(each.word, ""),
            "options": _options(each, known),
            "places": each.places,
        }
        for each in words
    ]


def _codes_asked(words: Iterable[found.Word]) -> dict[str, dict[str, str]]:
    """Kind → the codes that may be meant, with their names: all regions, all sections, and what was guessed."""
    kinds = {each.kind for each in words}
    guessed = {each.guess for each in words if each.guess and each.kind == "items"}
    regions = Code.objects.regions() if "regions" in kinds else Code.objects.none()
    items = Code.objects.activities().filter(Q(level__lte=1) | Q(code__in=guessed))
    listed = {"regions": regions, "items": items if "items" in kinds else Code.objects.none()}
    return {
        kind: {each.code: each.short_name or each.name for each in rows.order_by("code")}
        for kind, rows in listed.items()
    } | {"measures": dict(Measure.objects.values_list("code", "name")) if "measures" in kinds else {}}


def _options(word: found.Word, known: Mapping[str, dict[str, str]]) -> list[Shown]:
    if word.kind in ("regions", "items"):
        labels = {code: f"{label} ({name.printed(code)})" for code, label in known[word.kind].items()}
    else:
        labels = {code: _meaning(word.kind, code, known["measures"]) for code in word.choices}
    return [{"value": code, "label": label, "is_guess": code == word.guess} for code, label in labels.items()]


def _meaning(kind: str, code: str, measures: Mapping[str, str]) -> str:
    words = {
        "region": _("the region"),
        "period": _("the period"),
        "year": _("the year"),
        "quarter": _("the quarter"),
        "month": _("the month"),
        "activity": _("the activity"),
        "measure": _("what is counted"),
        "unit": _("the unit"),
        "status": _("the mark of the office"),
        "value": _("the value"),
        "ignored": _("nothing: leave it out"),
    }
    if kind == "columns":
        return words.get(code, code)
    return measures.get(code, code)


def _jumps(problems: list[ReleaseProblem]) -> list[Shown]:
    known = name.names({problem.parameters[key] for problem in problems for key in ("region", "activity")})
    return [_jump(problem, known) for problem in problems]


def _jump(problem: ReleaseProblem, known: name.Names) -> Shown:
    told = problem.parameters
    return {
        "number": problem.number,
        "region": known.get(told["region"], told["region"]),
        "activity": known.get(told["activity"], told["activity"]),
        "period": told["period"],
        "growth": texts.percent(told["growth"] / 100, 0, is_signed=True),
        "country": texts.percent(told["country"] / 100, 0, is_signed=True),
        "before": texts.number(told["before"]),
        "value": texts.number(told["value"]),
        "place": place(problem),
        "answer": _answer(problem),
    }


def _answer(problem: ReleaseProblem) -> Shown | None:
    if not problem.answer:
        return None
    label, tone = ANSWERS[problem.answer]
    return {"label": label, "tone": tone, "by": problem.answered_by.name if problem.answered_by else ""}


def marked(release: Release, file: BinaryIO) -> None:
    """The file back with marked cells; where it cannot be opened, the list of problems alone."""
    notes = [
        marking.Note(
            problem.sheet,
            problem.line,
            problem.column,
            f"{checks.what(problem.cause, problem.parameters)} {checks.cure(problem.cause, problem.parameters)}",
        )
        for problem in release.problems.all()
    ]
    head = [_("Sheet"), _("Row"), _("Column"), _("What is wrong, and the cure")]
    try:
        book = recognition.read(Path(release.file.path))
    except Unreadable:
        book = recognition.Book("", ())
    marking.write(book, notes, file, title=_("Problems"), head=head)
