"""Dates as a calendar program reads them (RFC 5545). Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

# Octets of a line without its end (section 3.1).
LINE = 75
AN_HOUR = dt.timedelta(hours=1)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True)
class Event:
    """A day, or a meeting from a moment on. `uid` stays the same for as long as the thing is there."""

    uid: str
    title: str
    day: dt.date
    url: str
    text: str = ""
    starts_at: dt.datetime | None = None
    place: str = ""
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[Event], *, at: dt.datetime) -> str:
    """One calendar; `at` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cluster portal//Dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _lines(event, at)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """As a value of the type TEXT; signs that no text may have are left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    # A space that does not break the line keeps words apart, too.
    spaced = (" " if sign.isspace() and sign not in "\n\t" else sign for sign in plain)
    return "".join(sign for sign in spaced if sign in "\n\t" or sign.isprintable()).translate(ESCAPES)


def folded(line: str) -> str:
    """In pieces of at most 75 octets, none of which cuts a sign; each further piece begins with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])


def _lines(event: Event, at: dt.datetime) -> list[str]:
    told = {"DESCRIPTION": event.text, "LOCATION": event.place}
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(at)}",
        *_when(event),
        f"SUMMARY:{escaped(event.title)}",
        *(f"{name}:{escaped(text)}" for name, text in told.items() if text),
        f"URL:{event.url}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _when(event: Event) -> list[str]:
    if event.starts_at is None:
        # A deadline takes no time of the day: it does not make its reader look busy.
        after = event.day + dt.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    return [f"DTSTART:{_moment(event.starts_at)}", f"DTEND:{_moment(event.starts_at + AN_HOUR)}", "TRANSP:OPAQUE"]


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
