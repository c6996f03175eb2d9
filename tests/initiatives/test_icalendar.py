import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from initiatives.icalendar import Event, calendar, escaped, folded

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
ALMATY = dt.timezone(dt.timedelta(hours=5))
WRITTEN = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cluster portal//Dates//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "X-WR-CALNAME:Dates",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "BEGIN:VEVENT",
    "UID:seat-1-7@portal.kz",
    "DTSTAMP:20260302T093000Z",
    "DTSTART;VALUE=DATE:20260306",
    "DTEND;VALUE=DATE:20260307",
    "TRANSP:TRANSPARENT",
    "SUMMARY:Шешу: Сырдария",
    "URL:https://portal.kz/kk/seats/1/",
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "BEGIN:VEVENT",
    "UID:meeting-2-7@portal.kz",
    "DTSTAMP:20260302T093000Z",
    "DTSTART:20260309T100000Z",
    "DTEND:20260309T110000Z",
    "TRANSP:OPAQUE",
    "SUMMARY:Council\\, third\\; of the river",
    "DESCRIPTION:Bring \\\\ the map\\,\\nplease",
    "LOCATION:Turkistan\\, hall 2",
    "URL:https://portal.kz/en/m/2/",
    "STATUS:CANCELLED",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
]


def test_a_deadline_is_a_day_and_a_meeting_has_its_hours():
    deadline = Event("seat-1-7@portal.kz", "Шешу: Сырдария", dt.date(2026, 3, 6), "https://portal.kz/kk/seats/1/")
    meeting = Event(
        "meeting-2-7@portal.kz",
        "Council, third; of the river",
        dt.date(2026, 3, 9),
        "https://portal.kz/en/m/2/",
        text="Bring \\ the map,\nplease",
        starts_at=dt.datetime(2026, 3, 9, 15, tzinfo=ALMATY),
        place="Turkistan, hall 2",
        is_cancelled=True,
    )
    assert calendar("Dates", [deadline, meeting], at=AT).split("\r\n") == WRITTEN


def test_a_space_that_does_not_break_the_line_keeps_words_apart():
    assert escaped("г.\u00a0Алматы, 12\u202f000") == "г. Алматы\\, 12 000"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_folded_line_is_short_enough_cuts_no_sign_and_unfolds_to_itself(text):
    pieces = folded(text).split("\r\n")
    assert [len(piece.encode()) <= 75 for piece in pieces] == [True] * len(pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert {piece[0] for piece in pieces[1:]} <= {" "}


@given(st.text(max_size=200))
def test_a_text_stays_one_line_whatever_somebody_typed(text):
    kept = escaped(text)
    assert [sign for sign in kept if sign in "\r\n\0\x0b\x85\u2028\u2029"] == []
    assert [sign for at, sign in enumerate(kept) if sign in ";," and kept[at - 1] != "\\"] == []
