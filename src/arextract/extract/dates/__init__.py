"""Dates in Arabic press releases: every family of month names, two calendars, ranges, lists and relative words.

`find_dates` reads a text in three steps: its words become letters (`words`), the shapes of dates are found on the letters (`shapes`), and what
was found gets its value from the mention, the dates around it, the tense and the day of release (`resolve`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal, cast

from arextract.by_text import by_text
from arextract.extract.dates.points import Found
from arextract.extract.dates.reckoning import Value
from arextract.extract.dates.resolve import Resolver
from arextract.extract.dates.shapes import shapes
from arextract.extract.dates.words import Line, read
from arextract.fold import Folded, fold
from arextract.records import DateMention

__all__ = ["find_dates", "release_date"]

# Between the two halves of a pair: «25 شوال 1436 هـ الموافق 10 أغسطس 2015 م», «… هـ - …», «… (…)».
_PAIR = re.compile(r"[,(-]*U?,?v?L?A?w?,?|/|\(")
_BARE = re.compile(r"[ABSIJDkLP&~(]*$")


def find_dates(text: str, reference: date | None = None) -> list[DateMention]:
    """Every date of a text, in order: «من 28 إبريل وحتى 2 مايو 2024» is one mention, 2024-04-28 to 2024-05-02.

    Parameters: `text` as read (the offsets of the mentions stand on it, end excluded); `reference`, the day of release where it is known, for
    relative words and missing years. Without it the dateline and an «اليوم» with its date serve; what stays unknown has `first` None.
    """
    return list(_find(text, reference))


@by_text
def _said(text: str) -> tuple[Line, tuple[Found, ...], int | None]:
    # What a text says of time and which of it is the date of its header: mentions and the release's own date both begin here.
    flat = fold(text).text
    line = read(flat)
    if not line.letters.strip(" |.,()"):
        return line, (), None
    found = shapes(line, flat)
    return line, tuple(found), _dateline(found, line, flat) if found else None


@lru_cache(maxsize=4)
def _find(text: str, reference: date | None) -> tuple[DateMention, ...]:
    # Cached for the few texts in hand, as `fold` is: who asks for a text's numbers asks for its dates first.
    folded = fold(text)
    line, said, at = _said(text)
    if not said:
        return ()
    found = [f.copied() for f in said]
    resolver = Resolver(found, line, folded.text, reference, at)
    named: list[tuple[Found, DateMention]] = []
    for f, value in zip(found, resolver.values, strict=True):
        mention = _mention(f, value, line, folded, f"d{len(named) + 1}")
        if mention is not None:
            named.append((f, mention))
    return tuple(_paired(named, line))


def release_date(text: str) -> tuple[int, int, str] | None:
    """Start, end and ISO day of the full date in the header of a release («القاهرة – 5 مايو 2024»), or None.

    Looks at the first lines and the last ones, and only at a date that stands there as an agency writes it: after a place or alone, before a dash, a
    slash, a colon, an agency or the end of the line. Of a Hijri-Gregorian pair it is the Gregorian one.
    """
    folded = fold(text)
    line, said, at = _said(text)
    if at is None:
        return None
    found = [f.copied() for f in said]
    value = Resolver(found, line, folded.text, None, at).values[at]
    if value is None or value.inferred or value.precision != "day" or value.first != value.last:
        return None
    start, end = folded.source(line.starts[found[at].start], line.ends[found[at].end - 1])
    return start, end, value.first


_TOWN = r"[^\W\d_]+(?:[ -]{1,3}[^\W\d_]+){0,4}[ ]{0,2}"
_PLACE = re.compile(
    rf"{_TOWN}(?:,[ ]?{_TOWN}){{0,2}}(?:\([^()\n]{{2,30}}\))?[ ]{{0,2}}[-/:,.|(]{{0,2}}[ ]{{0,2}}"
    r"(?:[^\W\d_]{2,12}[ ]?[-/:,][ ]?)?(?:في|بتاريخ|يوم|اليوم)?[ ]{0,2}"
)
_LABEL = re.compile(r"(?:التاريخ|تاريخ|تاريخ النشر|نشر في|نشر بتاريخ|صدر في|في|بتاريخ)?[ ]{0,2}:?[ ]{0,2}(?:يوم)?[ ]{0,2}")
_CLOSING = re.compile(r"[ ]{0,2}(?:[مه]\b)?[ ]{0,2}(?:$|[-/:|(]|(?P<agency>(?:[^\W\d_]{2,12}[ ]?){1,2})(?:$|[-/:|]))")
_LINES, _LAST_LINES = 6, 4
_AUGUST = (8, 2)  # «آب», which folds to a word of everyday


def _dateline(found: list[Found], line: Line, text: str) -> int | None:
    """Which mention is the date of the header."""
    start = 0
    seen = 0
    while start < len(text) and seen < _LINES and start < 1500:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        body = text[start:end].strip()
        if body:
            seen += 1
            at = _dated(found, line, text, start, end)
            if at is not None:
                return at
        start = end + 1
    # A statement may be dated where it is signed: «البصرة في 15 كانون الأول 2021», a line of its own among the last.
    end = len(text.rstrip())
    for _ in range(_LAST_LINES):
        start = text.rfind("\n", 0, end) + 1
        at = _dated(found, line, text, start, end, alone=True) if start else None
        if at is not None or not start:
            return at
        end = len(text[:start].rstrip())
    return None


def _dated(found: list[Found], line: Line, text: str, start: int, end: int, alone: bool = False) -> int | None:
    here = [i for i, f in enumerate(found) if start <= line.starts[f.start] < end and f.shape == "day"]
    if not here:
        return None
    first = here[0]
    begin = line.starts[found[first].start]
    lead = text[start:begin].strip(" ")
    if any(c in "{_}" for c in line.letters[: found[first].start].rpartition("|")[2]):
        return None
    placed = bool(lead) and len(lead) <= 45 and _PLACE.fullmatch(lead) is not None
    if not (placed or not lead or _LABEL.fullmatch(lead)):
        return None
    last = first
    for i in here[1:2]:
        if _PAIR.fullmatch(line.letters[found[first].end : found[i].start]):
            last = i
    rest = text[line.ends[found[last].end - 1] : end]
    if alone and rest.strip(" .هم"):
        return None
    closing = _CLOSING.match(rest)
    if closing and closing["agency"] and any(c in "{_}" for c in line.letters[found[last].end :].partition("|")[0][:4]):
        return None
    if closing is None and not (placed and lead.endswith((",", "-", ":", "/")) and rest[:1] in ",،"):
        return None
    for i in (first, last):
        if not found[i].a.hijri:
            return i
    return last


def _mention(f: Found, value: Value | None, line: Line, folded: Folded, mention_id: str) -> DateMention | None:
    letters = line.letters
    relative_shape = f.shape in ("this", "week", "units", "span", "today", "weekday", "weekdays", "lone")
    if value is None and _impossible(f):
        return None
    at, part, bound = f.start, f.part, f.bound
    precision = value.precision if value else _precision(f)
    if f.shape in ("month", "months") and letters[at] in "SE" and letters[at + 1] != "o":
        at += 1  # «شهر» before the month stands outside, as يوم and عام do
    lead = _BARE.search(letters[max(0, at - 5) : at])
    before = lead[0] if lead else ""
    begin = at
    if "P" in before and precision != "day":
        at = at - len(before) + before.rindex("P")
        part = cast(str, line.values[at])
    place = begin - len(before) - 1
    if place >= 0 and bound is None and f.shape not in ("range", "months", "years", "list", "weekdays", "quarter"):
        if letters[place] == "a":
            bound = "from"
        elif letters[place] == "g":
            bound = "until"
        elif letters[place] == "r" and letters[place - 1 : place] == "P":
            bound = "from"
    start, end = folded.source(line.starts[at], line.ends[f.end - 1])
    if letters[f.end - 1] == "j" and folded.raw[end : end + 1] == "\u0640":
        end += 1  # the tatweel of «هـ» is part of it
    if value is None and (f.shape in ("units", "span") or f.shape == "this" and f.unit in "QX"):
        return None
    if f.end - f.start == 1 and line.values[f.start] == _AUGUST and not folded.raw.startswith("آ", start):
        return None  # «أب» is a father, «باب» a door; «آب» a month
    return DateMention(
        start=start,
        end=end,
        text=folded.raw[start:end],
        first=value.first if value else None,
        last=value.last if value else None,
        precision=precision,
        part=cast("Literal['early', 'mid', 'late'] | None", (value.part if value else None) or part),
        bound=cast("Literal['from', 'until'] | None", bound),
        days=value.days if value else None,
        calendar="hijri" if (value.hijri if value else f.a.hijri) else "gregorian",
        relative=value.relative if value else relative_shape or bool(f.a.word or f.a.month_word or f.a.year_word),
        inferred=value.inferred if value else (),
        rule=f"dates:{f.shape}",
        id=mention_id,
    )


_ABSOLUTE = ("day", "range", "list", "months", "nth", "week_of", "latin", "month", "year", "years")


def _impossible(f: Found) -> bool:
    """A date that says everything and is none: 31 April, month 14."""
    return f.shape in _ABSOLUTE and any(p.year is not None for p in (f.a, f.b) if p)


def _precision(f: Found) -> Literal["day", "week", "month", "quarter", "half", "year", "decade"]:
    match f.shape:
        case "month" | "months":
            return "month"
        case "week_of":
            return "week"
        case "same":
            return {"Q": "quarter", "X": "half"}.get(f.unit, "month")  # type: ignore[return-value]
        case "quarter":
            return {"Q": "quarter", "X": "half"}.get(f.unit, "month")  # type: ignore[return-value]
        case "season":
            return "quarter"
        case "year" | "years" | "fiscal":
            return "year"
        case "this":
            return {"V": "week", "E": "month", "J": "year"}.get(f.unit, "day")  # type: ignore[return-value]
        case "units" | "span":
            return {"W": "week", "M": "month", "Y": "year"}.get(f.unit, "day")  # type: ignore[return-value]
    return "day"


def _paired(named: list[tuple[Found, DateMention]], line: Line) -> list[DateMention]:
    """Link a Hijri date and its Gregorian neighbour: two mentions, `same_as` each other."""
    mentions = [m for _, m in named]
    for i in range(len(named) - 1):
        (f, m), (g, n) = named[i], named[i + 1]
        if m.calendar == n.calendar or m.precision != n.precision or mentions[i].same_as:
            continue
        if g.start - f.end <= 6 and _PAIR.fullmatch(line.letters[f.end : g.start]):
            mentions[i], mentions[i + 1] = replace(mentions[i], same_as=n.id), replace(mentions[i + 1], same_as=m.id)
    return mentions
