"""What the record of an event is held against: the glue between what was read and the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract import checks, lexicon
from arextract.assemble.reading import cue, phrases
from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Mention, Reading
    from arextract.records import Check

_PARTS = 60  # characters between a total and its first part, and between two parts


def proofs(
    reading: Reading, event: Happening, d: Mention | None, days: int | None, first: str | None, last: str | None, counts: dict[str, Mention],
    bodies: list[Mention], partial_bodies: bool, countries: list[Mention], partial_countries: bool, cities: Sequence[Mention],
) -> tuple[Check, ...]:  # fmt: skip
    """What the record of an event is held against: its length and dates, weekdays, calendars, lists and counts, cities and sums."""
    if d is None and first and first == last and first == reading.released:
        d = next((x for x in reading.dates.between(*(reading.layout.dateline or (0, 0))) if x["first"] == x["last"] == first), None)
    twin = next((x for x in reading.dates.between(d["start"] - 80, d["end"] + 80) if x["id"] == d["same_as"]), None) if d is not None else None
    found = [
        checks.duration_matches_dates(days, first, last),
        _weekday(reading, d, twin) if d is not None else None,
        _listed("organizations", counts, bodies, partial_bodies),
        _listed("countries", counts, countries, partial_countries),
        checks.end_after_start(first, last, d is not None and "order" in d["inferred"]),
        *[checks.city_in_country(_stated_country(reading, city), city.get("country")) for city in cities],
        *_sums(reading, event),
    ]
    if d is not None and twin is not None:
        hijri, gregorian = (twin, d) if twin["calendar"] == "hijri" else (d, twin)
        found.append(checks.hijri_matches_gregorian(hijri, gregorian))
    return tuple(c for c in found if c is not None)


def _weekday(reading: Reading, d: Mention, twin: Mention | None) -> Check | None:
    """The weekday written with a date, or with its Hijri twin; «الثلاثاء الماضي» alone states no date to hold it against."""
    for mention in (d, twin):
        if mention is None:
            continue
        text = reading.text[mention["start"] : mention["end"]]
        if mention["relative"] and not fold_name(text).startswith(("اليوم", "امس", "غد")):
            continue
        if check := checks.weekday_matches_date(text, d["first"], d["last"]):
            return check
    return None


def _listed(kind: str, counts: dict[str, Mention], named: list[Mention], partial: bool) -> Check | None:
    return checks.declared_listed(kind, counts[kind]["value"], [e["name"] for e in named], partial) if kind in counts else None


def _stated_country(reading: Reading, city: Mention) -> str | None:
    """The country that is written beside a city: «إسطنبول التركية», «صفاقس، تونس», «العاصمة القطرية الدوحة»."""
    k = reading.token(city["end"])
    after = reading.norm(k)
    if after.startswith("ال") and reading.text[city["end"] : reading.words[k].start].strip(" ") == "" and not reading.norm(k + 1).startswith("لل"):
        if code := lexicon.nationalities().get(after):
            return str(code)
    for e in reading.entities.between(city["end"], city["end"] + 8):
        if e["label"] == "COUNTRY" and e["kb_id"] and reading.gap(city["end"], e["start"]) in (",", "(", "-", "في", "ب") and not _list_goes_on(reading, e):
            return str(e["kb_id"][4:])
    start = reading.token(city["start"])
    if reading.norm(start - 2) in phrases("settlement") or reading.norm(start - 2).removeprefix("ب") in phrases("settlement"):
        return lexicon.nationalities().get(reading.norm(start - 1))
    return None


def _list_goes_on(reading: Reading, country: Mention) -> bool:
    """«في عمّان، العراق ومصر والأردن …» lists countries and does not say where Amman lies."""
    near = reading.entities.between(country["end"], country["end"] + 6)
    return any(e["label"] in ("COUNTRY", "CITY") for e in near)


def _sums(reading: Reading, event: Happening) -> list[Check | None]:
    """Counts whose parts the text gives: «42 متدرباً، بينهم 20 رجلاً و25 امرأة», «64 مشاركا (40 ذكورا و24 إناثا)»."""
    found: list[Check | None] = []
    for a, b in event.zone(reading):
        figures = [s for s in reading.statistics.between(a, b) if s["unit"] in (None, "count") and isinstance(s["value"], int) and s.get("counted")]
        for n, total in enumerate(figures):
            parts: list[Mention] = []
            at = total["end"]
            for s in figures[n + 1 : n + 4]:
                gap = fold(reading.text[at : s["start"]]).text
                opens = cue("parts").search(gap) is not None or gap.rstrip().endswith("(")
                joined = bool(parts) and gap.split()[-1:] in ([], ["و"])
                if len(gap) > _PARTS or not (joined or (not parts and opens)):
                    break
                parts.append(s)
                at = s["end"]
            if parts:
                complete = len(parts) == 2 and _complements(parts[0]["counted"], parts[1]["counted"])
                found.append(checks.figures_add_up(total["value"], [p["value"] for p in parts], complete))
    return found


def _complements(one: str, other: str) -> bool:
    """Whether two counted nouns make up a whole: رجلا and امرأة, متدربا and متدربة, ذكور and إناث."""
    a, b = (fold_name(word).split()[0] for word in (one, other))
    sides = (phrases("men"), phrases("women"))
    if (a in sides[0] and b in sides[1]) or (a in sides[1] and b in sides[0]):
        return True
    a, b = sorted((a, b), key=len)
    stem = a.removesuffix("ا").removesuffix("ون").removesuffix("ين")
    return len(stem) > 2 and b in (stem + "ه", stem + "ات") and a != b
