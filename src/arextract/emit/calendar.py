"""Events as an iCalendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from arextract.records import Event, Release

# A year or a decade is no entry of a calendar; a month is, marked as tentative.
_SHOWN = frozenset({"day", "week", "month"})


def days(first: str, last: str) -> tuple[date, date]:
    """The first day, and the day after the last, of two ISO dates that may be months: 2024-07 is 1 July up to 1 August."""
    year, month, *day = map(int, first.split("-"))
    start = date(year, month, day[0] if day else 1)
    year, month, *day = map(int, last.split("-"))
    return start, date(year, month, day[0]) + timedelta(days=1) if day else date(year + month // 12, month % 12 + 1, 1)


def _place(event: Event) -> str | None:
    return "، ".join([*filter(None, [event.venue]), *(city.name for city in event.cities), *event.countries]) or None


def write_ics(releases: Iterable[Release], folder: Path) -> None:
    """`events.ics`: every event with a day, week or month as an all-day entry, `DTEND` excluded as the format wants it.

    Days that the text does not state (a month, a year that was inferred) make an entry tentative. The stamp is the release's date: no clock.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//arextract//arextract//AR")
    calendar.add("version", "2.0")
    for release in releases:
        for event in release.events:
            if not event.first or not event.last or event.precision not in _SHOWN:
                continue
            start, after = days(event.first, event.last)
            stamp = days(release.released, release.released)[0] if release.released else start
            entry = icalendar.Event()
            entry.add("uid", f"{event.event_id}@arextract")
            entry.add("dtstamp", datetime.combine(stamp, time(), tzinfo=UTC))
            entry.add("dtstart", start)
            entry.add("dtend", after)
            entry.add("summary", event.title or " – ".join([event.type, *(o.name for o in event.organizers[:1])]))
            entry.add("status", "CONFIRMED" if event.precision == "day" and not event.inferred else "TENTATIVE")
            entry.add("transp", "TRANSPARENT")
            entry.add("categories", [event.type])
            if place := _place(event):
                entry.add("location", place)
            if told := "\n".join([*(o.name for o in event.organizers), *event.topics]):
                entry.add("description", told)
            calendar.add_component(entry)
    (folder / "events.ics").write_bytes(calendar.to_ical())
