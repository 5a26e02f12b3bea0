"""Events as JSON-LD in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arextract.emit.jsonl import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from arextract.records import Event, Release

_KIND = {
    "workshop": "EducationEvent",
    "training_course": "EducationEvent",
    "seminar": "EducationEvent",
    "conference": "BusinessEvent",
    "forum": "BusinessEvent",
    "meeting": "BusinessEvent",
    "exhibition": "ExhibitionEvent",
}


def _places(event: Event) -> list[dict[str, Any]]:
    country = event.countries[0] if len(event.countries) == 1 else None
    found: list[dict[str, Any]] = []
    for city in event.cities:
        place: dict[str, Any] = {"@type": "City", "name": city.name}
        if city.kb_id and city.kb_id.startswith("geonames:"):
            place["sameAs"] = f"https://sws.geonames.org/{city.kb_id.removeprefix('geonames:')}/"
        if country:
            place["containedInPlace"] = {"@type": "Country", "identifier": country}
        found.append(place)
    if event.venue:
        found.insert(0, {"@type": "Place", "name": event.venue})
    return found or [{"@type": "Country", "identifier": code} for code in event.countries]


def linked(event: Event, language: str | None = None) -> dict[str, Any]:
    """An event as a schema.org Event; what is not known is left out."""
    took = event.participants
    record: dict[str, Any] = {
        "@type": _KIND.get(event.type, "Event"),
        "identifier": event.event_id,
        "additionalType": event.type,
        "name": event.title,
        "inLanguage": language,
        "startDate": event.first,
        "endDate": event.last,
        "duration": f"P{event.duration_days}D" if event.duration_days else None,
        "location": _places(event),
        "organizer": [{"@type": "Organization", "name": o.name} for o in event.organizers],
        "performer": [{"@type": "Person", "name": d.name, **({"jobTitle": d.role} if d.role else {})} for d in event.directors],
        "contributor": [{"@type": "Organization", "name": p.name} for p in event.partners],
        "attendee": [{"@type": "Organization", "name": name} for name in (*took.ministries, *took.organizations)],
        "about": list(event.topics),
    }
    return {key: value for key, value in record.items() if value not in (None, [])}


def write_jsonld(releases: Iterable[Release], folder: Path) -> None:
    """`events.jsonld`: one graph with every event. «<» is escaped, so the file may stand inside a page."""
    with (folder / "events.jsonld").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": "https://schema.org", "@graph": [')
        before = "\n"
        for release in releases:
            for event in release.events:
                file.write(before + dumps(linked(event, release.language)).replace("<", "\\u003c"))
                before = ",\n"
        file.write("\n]}\n")
