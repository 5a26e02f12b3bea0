"""What the record of an event is held against: the glue between what was read and the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract import checks
from arextract.assemble.reading import cue
from arextract.assemble.sums import sums
from arextract.assemble.where import stated_country
from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Mention, Reading
    from arextract.assemble.when import Days
    from arextract.records import Check

_TODAY = ("اليوم", "امس", "غد")


def proofs(
    reading: Reading, event: Happening, d: Mention | None, told: Days, length: tuple[int, Mention] | None, counts: dict[str, Mention],
    bodies: tuple[list[Mention], bool], countries: tuple[list[Mention], bool], cities: Sequence[Mention],
) -> tuple[Check, ...]:  # fmt: skip
    """What the record of an event is held against: its length and dates, weekdays, calendars, lists and counts, cities and sums.

    `bodies` and `countries` are those listed behind a count, and whether the list is only a part («منهم»).
    """
    first, last = told.first, told.last
    if d is None and (first == last == reading.released or (first is None and event.main and event.lead.tense == "past")):
        d = next((x for x in reading.dates.between(*(reading.layout.dateline or (0, 0))) if x["first"] == x["last"] == reading.released), None)
    twin = next((x for x in reading.dates.between(d["start"] - 80, d["end"] + 80) if x["id"] == d["same_as"]), None) if d is not None else None
    found = [
        _length(reading, d, told, length),
        _weekdays(reading, d, twin, told.end),
        _listed("organizations", counts, *bodies),
        _listed("countries", counts, *countries),
        checks.end_after_start(first, last, told.backwards or (d is not None and "order" in d["inferred"])),
        *[checks.city_in_country(stated_country(reading, city), city.get("country")) for city in cities],
        *sums(reading, event.zone(reading)),
    ]
    if d is not None and twin is not None:
        hijri, gregorian = (twin, d) if twin["calendar"] == "hijri" else (d, twin)
        found.append(checks.hijri_matches_gregorian(hijri, gregorian))
    return tuple(c for c in found if c is not None)


def _length(reading: Reading, d: Mention | None, told: Days, length: tuple[int, Mention] | None) -> Check | None:
    """The length that is said of an event against its dates.

    A week may be one of five or six days, or run to the same weekday, «عشرة أيام عمل» leave out what lies between, and «الجمعة الماضية» is read by the day
    of the release: these do not contradict.
    """
    if length is None or d is None or not told.stated or told.backwards or d["precision"] not in ("day", "week"):
        return None
    check = checks.duration_matches_dates(length[0], told.first, told.last)
    if check is None or check.ok:
        return check
    said = fold(reading.text[length[1]["start"] : length[1]["end"] + 12]).text
    loose = cue("weeks").search(said) and length[0] - 2 <= int(check.found or 0) <= length[0] + 1
    guessed = all(_by_release(reading, m) for m in (d, told.end) if m is not None)
    return None if loose or guessed or cue("working").search(said) else check


def _by_release(reading: Reading, mention: Mention) -> bool:
    """Whether a day is known only by that of the release: «الجمعة الماضية», «أمس»; not «13 مايو الجاري»."""
    return mention["relative"] and not any(map(str.isdigit, reading.text[mention["start"] : mention["end"]]))


def _weekdays(reading: Reading, d: Mention | None, twin: Mention | None, end: Mention | None) -> Check | None:
    """The weekdays of an event's day, or of both its ends where two dates tell them: the one that is wrong, else the first."""
    found = [c for c in (_weekday(reading, d, twin) if d else None, _weekday(reading, end, None) if end else None) if c is not None]
    return next((c for c in found if not c.ok), found[0] if found else None)


def _weekday(reading: Reading, d: Mention, twin: Mention | None) -> Check | None:
    """The weekday written with a date, or with its Hijri twin; «الثلاثاء الماضي» alone states no date to hold it against."""
    for mention in (d, twin):
        if mention is None:
            continue
        text = reading.text[mention["start"] : mention["end"]]
        if mention["relative"] and not fold_name(text).startswith(_TODAY):
            continue
        if check := checks.weekday_matches_date(text, d["first"], d["last"]):
            return check
    return None


def _listed(kind: str, counts: dict[str, Mention], named: list[Mention], partial: bool) -> Check | None:
    return checks.declared_listed(kind, counts[kind]["value"], [e["name"] for e in named], partial) if kind in counts else None
