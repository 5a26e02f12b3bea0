"""Readers of the shapes: each looks at the words around a match, fills what the groups alone do not say, and may refuse it.

A reader takes the mention, where its groups stand (`at`) and what they are worth, the line, its letters with what is already taken covered, and
the folded text; it returns False where this is no date.
"""

from __future__ import annotations

from collections.abc import Callable

from arextract.extract.dates.beside import COVER, said_in, today_words, whole, word_after, word_before
from arextract.extract.dates.points import LAST, Found, Point, number
from arextract.extract.dates.relatives import (
    read_edge,
    read_lone,
    read_now,
    read_span,
    read_this,
    read_today,
    read_units,
    read_week,
    read_weekday,
    read_weekdays,
    read_whole_text,
)
from arextract.extract.dates.words import Line, Value

_OR = 1  # as «و»: «أو»
_TERM = 2  # as a quarter: «الفصل»
Reader = Callable[[Found, dict[str, int], dict[str, Value], Line, str, str], bool]


def _range(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    if "wz" in at:  # «الأحد إلى الخميس 2-6 يونيو»
        found.a.weekday = number(worth["wz"])
    a, b = found.a, found.b
    assert b is not None
    if "end" in at:
        b.day = LAST
        b.month_word = b.month_word or ("t" if "edge" in at else None)
        return worth["end"] == "late"
    # «7/11/1445هـ - 15/5/2024م» is a pair, no range.
    return a.month is None or b.month is None or a.hijri == b.hijri


def _list(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    if "dm" in at:
        return _list_of_months(found, at["dm"], line, letters)
    start, end = at["dl"], at["dl"] + 1
    while end < found.end and letters[end] in "dco,&~":
        end += 1
    days = [v for i in range(start, end) if letters[i] in "dco" and isinstance(v := line.values[i], int)]
    if any(b <= a for a, b in zip(days, days[1:], strict=False)) or len(days) < 2:
        return False
    found.days = tuple(days)
    found.a.day = days[0]
    found.weekdays = tuple(v for i in range(found.start, start) if letters[i] == "w" and isinstance(v := line.values[i], int))
    found.a.weekday = found.weekdays[0] if found.weekdays else None
    return True


def _list_of_months(found: Found, start: int, line: Line, letters: str) -> bool:
    """«28 و29 أبريل و2 مايو 2024»: the mention's point is its last day; two single days are two mentions."""
    days: list[int] = []
    months: list[int] = []
    calendars: set[str] = set()
    for i in range(start, found.end):
        value = line.values[i]
        if letters[i] in "dco" and isinstance(value, int):
            days.append(value)
        elif letters[i] in "mh" and isinstance(value, tuple):
            months += [value[0]] * (len(days) - len(months))
            calendars.add(letters[i])
        elif letters[i] not in "r,&~SE":
            break
    if len(days) != len(months) or len(calendars) > 1 or len(set(months)) == 1 or len(days) == len(set(months)):
        return False
    order = [((m - months[0]) % 12, d) for m, d in zip(months, days, strict=True)]
    if any(b <= a for a, b in zip(order, order[1:], strict=False)):
        return False
    found.days, found.months, found.a.day = tuple(days), tuple(months), days[-1]
    found.weekdays = tuple(v for i in range(found.start, start) if letters[i] == "w" and isinstance(v := line.values[i], int))
    return True


def _nth(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    which = at.get("n", at.get("n2", -1))
    found.n = -1 if letters[which] == "l" else number(line.values[which])
    place = at.get("wn", at.get("wn2", -1))
    if place >= 0:
        found.unit = "A" if letters[place] in "ABT" else "w"
        found.a.weekday = number(line.values[place]) if found.unit == "w" else None
    else:
        found.unit = "W"
    if "of" in at and (found.unit != "A" or letters[at["of"]] == "v" and found.end - at["of"] < 2):
        return False
    if found.unit == "A" and found.n != -1 and letters[place] != "T":
        return found.n == 1
    return found.n is not None and (found.n <= 5 or found.unit != "W")


def _day(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    if "first" in at:
        found.a.day = 1
    start, end = found.start, found.end
    if found.a.offset is not None and letters[start] == "T" and found.a.day is not None and letters[start + 1] == "o":
        return False
    if found.a.hijri and found.a.year is None and letters[start + 1] == "-" and letters[start] == "d":
        return False  # «2-صفر» is a score
    if found.a.month_word and any(g.startswith("bare") for g in at):
        return end - start > 2 or letters[start - 1 : start] in ("v", "A", "k", "r", "g", "a", "w", "B")
    # «رقم 5/3/2024» numbers a document; a fourth part makes it no date.
    before, after = letters[start - 1 : start], letters[end : end + 1]
    quoted = letters[start:end]
    at_text = line.starts[start]
    if letters[start] == "d" and text[at_text - 1 : at_text] == "-" and text[at_text - 2 : at_text - 1].isalpha():
        return False  # «COVID-19 مايو»
    if before == "%" and found.a.year is None and not found.a.word and not found.a.year_word:
        return False  # «شارع 9 أفريل», «ثورة 25 يناير» are names
    return not (before == "#" and ("/" in quoted or "-" in quoted or "*" in quoted) or after == "/" and letters[end + 1 : end + 2] in ("d", "q", "y"))


def _month_alone(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    start, end, a = found.start, found.end, found.a
    if letters[start] == "E" and "mo_1" in at:
        return a.year is not None or whole(found, line, text)
    if "mn_1" in at and a.year is None and letters[end : end + 1] not in ("", ",", ".", "|", ")", "r", "&", "J", "u"):
        return False
    if a.year is not None or a.word or a.year_word or letters[start] in "SE":
        return True
    if letters[start - 1 : start] in ("%", "d", "q") or letters[start - 2 : start] in ("or", "dr"):
        return False  # «حرب أكتوبر»; a day that was refused («مدينة السادس من أكتوبر»)
    if letters[start - 2 : start] in (" &", '"&') and line.values[start - 1] == _OR:
        return False  # «مجلة أو ماي»
    value = line.values[at["m_1"]] if "m_1" in at else None
    weak = isinstance(value, tuple) and value[1] == 1
    before = letters[start - 1 : start]
    if letters[start] == "h" and weak:
        return before in ("a", "P") or said_in(line, letters, start) or whole(found, line, text)
    if not weak:
        # A month after a word we do not know names something («نشرة ديسمبر»), unless it is all there is.
        return before not in (" ", '"') or whole(found, line, text)
    return before in ("v", "a", "P", "g", "k", "U", "f", "b", "/") or whole(found, line, text)


def _months(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    assert found.b is not None
    if "mo_1" in at or "mo_2" in at or "mn_1" in at and "mn_2" in at and found.b.year is None:
        return False
    if found.a.year is None and found.b.year is None and not found.b.word and "mn_1" in at:
        return False
    if found.a.year is None and found.b.year is None and not found.b.word and not found.b.year_word and not found.a.word:
        weak = any(isinstance(v := line.values[at[g]], tuple) and v[1] == 1 for g in ("m_1", "m_2") if g in at)
        if weak and letters[found.start] not in "SE" and letters[found.start - 1 : found.start] not in ("F", "S", "v", "i", "a", "r", "P"):
            return False
    return found.a.hijri == found.b.hijri


def _month_year(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    a, before = found.a, letters[found.start - 1 : found.start]
    if a.day is None or not 1 <= a.day <= 12 or a.year is None or before in ("#", "/", "-", "(") or letters[found.start - 2 : found.start - 1] == "#":
        return False
    if letters[found.start + 1] == "-" and "y_1b" in at and before not in ("v", "k", "S", "E", "a", "g") and not whole(found, line, text):
        return False
    if not (1900 <= a.year <= 2100):
        return False
    a.month, a.day = a.day, None
    found.shape = "month"
    return True


def _same(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«الربع نفسه من العام 2023»: the quarter that was spoken of, in another year."""
    unit = at.get("unit", at.get("unit2", -1))
    found.unit = letters[unit]
    return found.unit == "E" or line.values[unit] == 0 or found.unit == "X"


def _quarter(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    found.unit = letters[at["unit"]]
    which = at["n"]
    found.n = -1 if letters[which] == "l" else number(line.values[which])
    said = found.end > which + 1
    if found.n is None:
        return False
    if found.a.month_word is not None:
        return found.n in (1, 2, -1)
    if not said and letters[found.end : found.end + 2] == "r " and not word_after(text, line.ends[found.end]).startswith(("سنت", "عام")):
        return False  # «الربع الأول من الطريق»; that «من سنتها المالية» is one
    if found.b is None and "m_1" not in at:
        found.b = Point(year_word="t" if said else None)
    if found.unit == "F":
        found.word = "F"
        count = number(worth.get("c")) if "c" in at else None
        found.unit, found.n = "F", count
        return count is not None and 2 <= count <= 11 and number(line.values[which]) == 1
    if found.n > (4 if found.unit == "Q" else 2):
        return False
    if line.values[found.start] == _TERM:
        # «الفصل الأول من 2024» is a quarter; of a school year, «من العام الدراسي», it is a term.
        matched = letters[found.start : found.end]
        return "@" not in matched and (matched[-1] in "yZjGpnts" or matched.endswith("uJ"))
    # «النصف الأول» alone is a half of anything; «السداسي الأول» and «الربع الأول» are halves and quarters of a year.
    return said or line.values[found.start] == 0 and found.n != -1


def _season(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    value = line.values[found.start + ("u_1" in at)]
    found.unit = value if isinstance(value, str) else ""
    if "u_1" in at:
        found.a.word = "t"
    return _years_agree(found)


def _years_agree(found: Found) -> bool:
    a, b = found.a, found.b
    return b is None or a.year is None or b.year is None or a.year < b.year <= a.year + 1


def _fiscal(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    if letters[found.start] == "y" and letters[found.end : found.end + 1] == "/":
        return False
    return _years_agree(found)


def _years(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    a, b = found.a, found.b
    if b is None or a.year is None or b.year is None or not a.year < b.year <= a.year + 120:
        return False
    before = letters[found.start - 1]
    if before == "(":
        # «عملت لدى المنظمة (2011-2016)»: a stretch of a life or a plan, unless something says that it numbers or calls.
        lead = letters[found.start - 2 : found.start - 1]
        lived = 1900 <= a.year and b.year <= 2100 and lead != "#" and word_before(text, line.starts[found.start - 1]) not in today_words()["number"]
        if letters[found.end : found.end + 1] != ")" or not (lead and lead in "IJKe@" or lived):
            return False
    if before == "i" and letters[found.start + 1] not in "&":
        return False
    return 1300 <= a.year and b.year <= 2150


def _short(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """«يوم 21/9»: two numbers are a date only where something says so."""
    if "dot" in at:
        value = worth["dot"]
        assert isinstance(value, tuple)
        a, b = value
    else:
        a, b = (number(worth["a"]) or 0, number(worth["b"]) or 0)
    if a > 12 >= b or a <= 12 and b <= 12:
        day, month = a, b
    elif b > 12 >= a:
        day, month = b, a
    else:
        return False
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    first = at.get("a", at.get("dot", 0))
    before, after = letters[first - 1 : first] if first else "", letters[found.end : found.end + 1]
    closes = after in ("", ",", ".", "|", ")")
    fraction = a < b and b in (2, 3, 4, 5, 8, 10)
    # «21/09» alone is a day; «1/4» and «2/7» are fractions.
    sure = a > 12 or text[line.starts[first]] == "0" or "b" in at and text[line.starts[at["b"]]] == "0"
    alone = whole(found, line, text) and "sep" in at and letters[at["sep"]] == "/" and sure
    strong = (before in ("A", "k", "w", "B", "U") or found.a.weekday is not None) and "dot" not in at
    # «في 22-4» can only be a day; «في 4-3» may be a score.
    weak = (max(a, b) > 12 or "sep" in at and letters[at["sep"]] == "/") and closes and not fraction and said_in(line, letters, first)
    if not (alone or strong or weak):
        return False
    found.shape, found.a.day, found.a.month, found.a.hijri = "day", day, month, "e" in at and letters[at["e"]] == "j"
    return True


def _bare_year(found: Found, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    start, end = found.start, found.end
    year = number(line.values[start]) or 0
    era = letters[end - 1] if end - start > 1 else None
    before, after = letters[start - 1 : start], letters[end : end + 1]
    found.a.year, found.a.era = year, era
    found.a.hijri = era == "j" or 1300 <= year <= 1500 and era != "G"
    if not (1900 <= year <= 2100 or found.a.hijri and 1300 <= year <= 1500 or before in ("I", "J")):
        return False
    if before in ("j", "G") and letters[start - 2 : start - 1] in ("I", "J"):
        found.a.hijri = before == "j"
        return True
    if before in ("I", "J", "K") or before == "(" and letters[start - 2 : start - 1] in ("I", "J"):
        return True
    if letters[start] == "Z":
        return False
    if before == "&" and letters[start - 2 : start - 1] == COVER:
        return True
    if before in ("Y", "N", "P") or before in ("/", "-") and era is not None and letters[start - 2 : start - 1] in (COVER, "j", "G"):
        return True
    if era is not None and before not in ("#", "/", "-"):
        return True
    if before in ("a", "g", "f", "b", "U") or said_in(line, letters, start):
        # «في 2000 مدرسة» counts schools: a round number before a noun is none of ours.
        return not (year % 100 == 0 and after == " ") and after not in ("A", "B", "C", "H", "F", "S", "K", "I", "/", "-", "d", "q")
    return False


READERS: dict[str, Reader] = {
    "range": _range, "list": _list, "nth": _nth, "week_of": _nth, "day": _day, "month": _month_alone, "months": _months, "month_year": _month_year,
    "same": _same, "quarter": _quarter, "season": _season, "fiscal": _fiscal, "years": _years, "week": read_week, "units": read_units, "span": read_span,
    "this": read_this,
    "edge": read_edge, "weekdays": read_weekdays, "today": read_today, "weekday": read_weekday, "now": read_now, "short": _short, "lone": read_lone,
    "year": _bare_year, "whole": read_whole_text,
}  # fmt: skip
