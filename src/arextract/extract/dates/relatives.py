"""Readers of what counts from the day of release: weeks, weekdays, «اليوم», «قبل شهرين», «خلال الأسبوعين المقبلين».

Readers as in `readers.py`: what they take and return stands there.
"""

from __future__ import annotations

import re

from arextract.extract.dates.beside import COVER, brief, said_in, sentence_end, today_words, whole, word_after, word_before
from arextract.extract.dates.points import Found, number
from arextract.extract.dates.words import Line, Value


def read_week(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«الأحد من الأسبوع المقبل»: a weekday of a week."""
    place = next(at[k] for k in ("w", "w2", "w3") if k in at)
    found.a.weekday = number(line.values[place])
    which = next(at[k] for k in ("q", "q2", "u", "u3") if k in at)
    found.word = "t" if letters[which] == "u" else letters[which]
    found.n = number(line.values[which]) or 1
    return True


def read_units(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«قبل ثلاثة أيام», «بعد أسبوعين», «منذ شهرين»: a count of units from the day of release."""
    unit = at.get("unit", at.get("unit3", -1))
    count = at.get("c", at.get("c3"))
    size = number(line.values[unit]) or 0
    found.n = number(line.values[count]) if count is not None else size
    if letters[found.start] == "v":  # «في 2 سنوات», which the news says of how long a work took
        if text[line.starts[found.start] : line.ends[found.start]] != "في" or not whole(found, line, text):
            return False
    found.unit = {"A": "D", "B": "D", "W": "W", "H": "W", "S": "M", "F": "M", "I": "Y", "K": "Y"}[letters[unit]]
    found.word = "b" if "k3" in at else "f" if letters[at["k"]] == "v" else letters[at["k"]]
    found.a.weekday = number(worth.get("w")) if "w" in at else None
    if not found.n or count is None and size == 0:
        return False
    if found.word == "a":
        found.bound = "from"
        if count is None and size == 1 and not whole(found, line, text):
            return False
    before = letters[found.start - 1 : found.start]
    if before in ("A", "W", "S", "I") or found.word in "bf" and before == "v":  # «يوما بعد يوم»
        return False
    if word_after(text, line.ends[found.end - 1]) in ("من", "علي"):
        return False
    # In prose «قبل عامين» tells a distance, «قبل يومين» a day; «بعد أسبوعين» one where something is to come, and nothing says after what.
    ahead = found.word == "f" and found.unit in "DWM" and _announced(found, line, letters, text)
    return found.word == "b" and found.unit in "DW" or ahead or brief(text)


_FUTURE = re.compile(r"(?<!\w)[وف]?س[يتن]\w{2,12}(?!\w)")
_GOES_ON = re.compile(r" {0,3}(?:[,.;:)\n]|\Z|(?:في|مع|خلال|علي ان|كما|حيث|اي|ال\w+|ب\w{3,}|لل?\w{3,}|و\w+)(?!\w))")


def _announced(found: Found, line: Line, letters: str, text: str) -> bool:
    """Whether the sentence before a mention speaks of what will be, and the words behind it say nothing more of the time («بعد أسبوع حافل»)."""
    at = next((i for i in range(found.start - 1, max(-1, found.start - 40), -1) if letters[i] in "{_}.|"), None)
    start = line.starts[found.start]
    since = text[max(0 if at is None else line.ends[at], start - 160) : start]
    future = at is not None and letters[at] == "}" or _FUTURE.search(since) is not None  # the verb may be one we do not know
    return future and _GOES_ON.match(text, line.ends[found.end - 1]) is not None


def read_span(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«الأسبوعين المقبلين», «الأشهر الثلاثة الماضية», «آخر خمس سنوات»: whole units before or after the release."""
    unit = next(at[k] for k in ("unit", "unit2", "unit3") if k in at)
    said = next((at[k] for k in ("c", "c2", "c3") if k in at), unit)
    count = number(line.values[said])
    word = letters[next(at[k] for k in ("q", "q2", "q3") if k in at)]
    found.n, found.word = count, "p" if word == "l" else word
    found.unit = {"H": "W", "F": "M", "K": "Y", "B": "D"}[letters[unit]]
    if word_after(text, line.ends[found.end - 1]) == "علي":
        return False  # «السنوات العشر السابقة على الأزمة»
    # In prose «خلال الأسبوعين المقبلين» is a stretch of the calendar as «الأسبوع المقبل» is; «استراتيجية للسنوات العشر المقبلة» a length.
    return bool(count) and ("q3" not in at and said_in(line, letters, found.start) or brief(text))


def read_this(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«الشهر المقبل», «هذا العام», «الأسبوع الماضي»: one unit by its word."""
    unit = next(at[k] for k in ("unit", "unit2", "unit3", "unit4") if k in at)
    which = next(at[k] for k in ("q", "q2", "q3", "q4") if k in at)
    found.unit, found.word = letters[unit], "t" if letters[which] == "u" else letters[which]
    found.n = number(line.values[which]) or 1
    if found.unit in "QX" and line.values[next(at[k] for k in ("unit", "unit2") if k in at)] != 0:
        return False
    if found.unit == "T":
        return found.word in "pnt" and (letters[which] == "u" or found.n != 3 or found.word == "p")
    return True


def read_edge(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«نهاية العام», «مطلع الشهر»: a part of the unit in which the release stands."""
    found.unit, found.word, found.n, found.shape = letters[found.start], "t", 1, "this"
    if found.unit == "V" and word_before(text, line.starts[found.start - 1]) in today_words()["weekend"]:
        return False
    return not word_after(text, line.ends[found.end - 1]).startswith(("ال", "رقم"))


def read_weekdays(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«السبت والأحد المقبلين», «الأحد إلى الخميس»."""
    found.weekdays = tuple(v for i in range(found.start, found.end) if letters[i] == "w" and isinstance(v := line.values[i], int))
    which = at.get("q", at.get("q2"))
    found.word = letters[which] if which is not None else ""
    return letters[found.end : found.end + 2] != "r^" and letters[found.start - 1 : found.start] != "^"


def read_today(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«أمس», «غداً الخميس», «اليوم الأحد»."""
    found.a.offset = number(line.values[found.start]) if letters[found.start] == "R" else 0
    found.a.weekday = number(worth.get("w", worth.get("wb")))
    if found.end - found.start == 1 and text[line.starts[found.start] : line.ends[found.start]] == "الغد":
        before = word_before(text, line.starts[found.start])
        if before and before not in today_words()["morrow"]:
            return False  # «قادة الغد»
    return found.end - found.start > 1 or word_after(text, line.ends[found.start]) not in today_words()["idiom"]  # «بأمس الحاجة» is dire need


def read_weekday(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«الأحد», «الأحد المقبل», «السبت السادس عشر»."""
    place = next(at[k] for k in ("w", "w2", "w3", "w4") if k in at)
    found.a.weekday = number(line.values[place])
    if "q" in at:
        found.word, found.n = letters[at["q"]], number(line.values[at["q"]]) or 1
    elif "u" in at:
        found.word = "t"
    elif "n" in at:
        found.a.day = number(worth["n"])
        if found.a.day is None or letters[at["n"]] == "o" and found.a.day <= 5 and not sentence_end(found, line, text):
            return False
    before = letters[found.start - 1 : found.start]
    if before in ("%", "^") or letters[found.start - 2 : found.start] == "^A" or letters[found.end : found.end + 2] == "r^":
        return False
    # «أيام الأحد» are all Sundays.
    return before not in ("#", "B") or not before


def read_now(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«اليوم» alone, where it is no idiom, no newspaper and no day of something."""
    start, end = found.start, found.end
    found.shape, found.a.offset = "today", 0
    if letters[start - 1 : start] in ("g", "l", "^", "a") or letters[end : end + 1] in ("o", "n", "p", "s", COVER, "C", "c", "r", "l", "@"):
        return False
    before, after = word_before(text, line.starts[start]), word_after(text, line.ends[end - 1])
    if text[line.starts[start] - 1 : line.starts[start]] == '"' == text[line.ends[start] : line.ends[start] + 1]:
        return False  # the newspaper
    words = today_words()
    if before in words["before"] or after in words["after"]:
        return False
    return not (after.startswith("ال") and after.endswith(("ي", "يه")) and after not in words["noun"])


def read_lone(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«يوم 15»: of the month of the release; «في 27» only where the text is no more than a phrase."""
    return letters[found.start - 1] == "A" or brief(text) and said_in(line, letters, found.start) and (found.a.day or 0) > 12


def read_whole_text(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """A bare weekday, year or «من أسبوع» that is all a text says."""
    if not whole(found, line, text):
        return False
    letter, value = letters[found.start], number(line.values[found.start])
    if letter in "wx":
        found.shape, found.a.weekday = "weekday", value
    elif letter == "y":
        found.shape, found.a.year = "year", value
        return 1900 <= (value or 0) <= 2100
    else:
        found.shape, found.unit, found.n, found.word = "units", "D", 7, "b"
    return True
