"""Releases and news of all shapes and the events that a careful reader would record: tests/releases/events.txt and news.txt."""

import pathlib
import re

import pytest

from arextract import extract
from arextract.evaluate import plain_words

FILES = [pathlib.Path(__file__).parent / "releases" / name for name in ("events.txt", "news.txt")]
FIELDS = ("title", "organizers", "days", "cities", "countries", "others")


def cases():
    for block in [b for file in FILES for b in re.split(r"(?m)^## ", file.read_text(encoding="utf-8"))[1:]]:
        name, _, rest = block.partition("\n")
        lines = rest.strip().split("\n")
        text = "\n".join(line for line in lines if not line.startswith(("= ", "D ")))
        events = [line[2:] for line in lines if line.startswith("= ")]
        directors = [line[2:] for line in lines if line.startswith("D ")]
        yield pytest.param(text.strip(), events, directors, id=name)


def found(event):
    """An event as a line of the file: the fields in its order, sets of names folded."""
    others = [*event.participants.ministries, *event.participants.organizations, *(p.name for p in event.partners)]
    return {
        "type": event.type,
        "status": event.status,
        "title": names([event.title] if event.title else []),
        "organizers": names(o.name for o in event.organizers),
        "first": event.first or "-",
        "last": event.last or "-",
        "cities": names(c.name for c in event.cities),
        "countries": names(event.countries),
        "others": names(others),
    }


def names(values):
    return sorted(plain_words(v) for v in values if v.strip() not in ("", "-")) or ["-"]


def wanted(line):
    head, title, organizers, days, cities, countries, others = (part.strip() for part in line.split("|"))
    kind, status = head.split()
    first, _, last = days.partition("..")
    return {
        "type": kind, "status": status, "title": names([title]), "organizers": names(organizers.split(";")), "first": first, "last": last or first,
        "cities": names(cities.split(";")), "countries": names(countries.split(";")), "others": names(others.split(";")),
    }  # fmt: skip


@pytest.mark.parametrize(("text", "lines", "directors"), cases())
def test_events(text, lines, directors):
    release = extract(text, released="2024-05-15")
    expected, there = [wanted(line) for line in lines], [found(e) for e in release.events]
    for want, got in zip(expected, there, strict=False):
        got.update({k: v for k, v in want.items() if v in ("?", ["?"], [""])})
    assert there == expected
    if directors:
        assert names(d.name for d in release.directors) == names(directors[0].split(";"))
