"""Digits that are no figure: phones, clock times, list numbers, years, and the numbers that things bear («القناة الأولى 2»)."""

from __future__ import annotations

import re

from arextract.extract.numbers import counted, cues
from arextract.extract.numbers.quantity import Quantity

_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_PHONE = re.compile(
    r"(?:\+|00)[0-9][0-9() -]{6,20}|0[0-9]{8,14}(?![0-9])|[0-9]{2,5}(?:-[0-9]{2,9}){2,5}|[0-9]{2,5}(?:-[0-9]{1,9}){3,6}"
    r"|[0-9]{4}(?: [0-9]{4}){3,8}(?: [0-9]{1,4})?(?![0-9])|[0-9]{19,}"
)
_AREAS = ("m2", "km2", "m3", "har")  # «القاعة 350م2» is as large; «المادة 5 م» is not so long
_LIST = re.compile(r"(?:\A|\n)[ (\[]*\Z")
_ITEM = re.compile(r" ?[-.)\]](?![0-9%]) *[^\s0-9]")
_FIRST = re.compile(r"(?<![\w.,/%+-])\(?1 ?[-.)]")
_FAR = 1000  # characters between two items of one list
_MARKS = tuple(
    re.compile(rf"(?<![\w.,/%+-]){opening}([0-9]{{1,2}}) ?{re.escape(mark)}(?![0-9%]) *(?=[^\W\d_])") for mark, opening in ((".", ""), ("-", ""), (")", r"\(?"))
)
_TIME_OF_DAY = re.compile(r" {1,2}(?:صباحا?|مساءا?|ظهرا|فجرا|عصرا|ليلا|بعد الظهر|بتوقيت|بالتوقيت)(?!\w)")
_YEAR_MARK = re.compile(r" ?(?:م|هـ|ه|ميلادي|ميلاديه|هجري|هجريه)(?!\w)(?!\.)")


_OF_YEAR = re.compile(r" {1,3}(?:لسنه|لعام|سنه) {1,3}[12][0-9]{3}(?![0-9])")


def act_number(text: str, end: int, line: list[str]) -> bool:
    """«الأمر عدد 417 لسنة 2018»: what numbers an act of a year."""
    return bool(line) and line[-1] in cues.words("number_of") and _OF_YEAR.match(text, end) is not None


def clock_or_phone(text: str, start: int) -> int | None:
    """Where a clock time, a phone or an account that begins at `start` ends («20:45», «+966 11 555 0100», «8000 0000 6080 1016»), or None."""
    hit = _CLOCK.match(text, start)
    if hit:
        return hit.end()
    hit = _PHONE.match(text, start - 1 if text[start - 1 : start] == "+" else start)
    return hit.end() if hit and sum(c.isdigit() for c in hit[0]) >= 8 else None


def tied(text: str, start: int, end: int) -> bool:
    """Whether signs tie the digits to something that is no number: «:», «/», «_», «#», «+» between digits, «صباحاً»."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("_", "#", "/") or (before in (":", "+") and text[start - 2 : start - 1].isdigit()):
        return True
    return (after in (":", "+", "/") and text[end + 1 : end + 2].isdigit()) or _TIME_OF_DAY.match(text, end) is not None


def list_number(text: str, start: int, end: int) -> bool:
    """«1- », «2. » at the beginning of a line."""
    return end - start < 3 and _LIST.search(text, max(0, start - 6), start) is not None and _ITEM.match(text, end) is not None


def list_items(text: str) -> frozenset[int]:
    """Where the numbers of lists stand that run on in a line («منها: 1- التخطيط، 2- التنفيذ»): 1, 2 … in order with one mark behind them."""
    found: list[int] = []
    if _FIRST.search(text) is None:
        return frozenset()
    for pattern in _MARKS:
        held: list[int] = []
        expected = 1
        for m in pattern.finditer(text):
            n = int(m[1])
            if n != expected or (held and m.start() - held[-1] > _FAR):
                found += held if len(held) > 1 else ()
                held, expected = [], 1
            if n == expected:
                held.append(m.start(1))
                expected += 1
        found += held if len(held) > 1 else ()
    return frozenset(found)


def year_like(q: Quantity, end: int) -> bool:
    """Four plain digits from 1300 to 2100; `end` is where the digits end."""
    return q.digits and q.scale == 1 and end - q.start == 4 and isinstance(q.value, int) and 1300 <= q.value <= 2100


def is_year(text: str, q: Quantity, line: list[str], end: int) -> bool:
    """Whether four digits are a year: what stands around does not count, and nothing before speaks of an amount."""
    if not year_like(q, end):
        return False
    if _YEAR_MARK.match(text, end) or (text[end : end + 1] in ("-", "/") and text[end + 1 : end + 5].isdigit()):
        return True
    if not line or counted.phrase(text, end) is not None:
        return False
    if 1900 <= q.value <= 2100:
        return cues.before(line)[0] is None and not cues.amounts(line)
    return line[-1] in cues.words("year") or cues.bare(line[-1]) in cues.words("year")


_MORE = re.compile(r" ?- ?[0-9]+ ?(?:[%$]|مليون|مليار|الف)")  # «نسبة التغطية 60-65%»; «التركي 2-1» is a score


def name_number(text: str, q: Quantity, line: list[str], end: int) -> bool:
    """Whether plain digits that count nothing named are a phone, a note, the end of a quoted name, or the number of what stands before."""
    before = text[max(0, q.start - 2) : q.start].strip()
    if text[q.end : q.end + 1] == '"' and before[-1:] != '"' and any(c.isalnum() for c in text[max(0, q.start - 3) : q.start]):
        return True  # «ويندوز 11»
    if not q.digits or q.scale != 1 or q.kind != "number" or q.definite or not line:
        return False
    if cues.before(line)[0] or cues.amounts(line) or before.endswith(":") or _MORE.match(text, end):
        return False
    if end - q.start >= 7 and text[q.start : end].isdigit():
        return True
    if not isinstance(q.value, int):
        return False
    if q.open_bracket and q.value < 100 and text[end : end + 1] == ")":
        return True
    if text[max(0, q.start - 2) : q.start] == " و":
        return False  # «700 في العاصمة و400 في الجنوب» goes on counting
    return cues.bare(line[-1]).startswith("ال") and len(line[-1]) > 4 and not text.startswith(" من ", end) and q.value < 1000


def _numbers_only(line: list[str]) -> bool:
    """Whether the label a line ends with never stands before a count: «رقم», «الساعة»."""
    last = line[-1].rstrip(":")
    return last.endswith("رقم") or last in cues.words("clock") or cues.bare(last) in cues.words("clock")


def counts(text: str, q: Quantity, line: list[str]) -> bool:
    """Whether a number behind a label counts the noun after it («الدورة 32 موظفا», «يبلغ العدد 500 شخص») instead of numbering what stands before.

    The noun must be one that is counted, or stand as 11 to 99 ask for it; behind «رقم», on the clock and in an address nothing is counted.
    """
    if q.counted is None or _numbers_only(line) or cues.bare(line[-1]) in cues.words("address"):
        return False
    if q.digits and any(c in ".,٬" for c in text[q.start : q.counted[0]]):
        return True  # no edition and no phone is written «148.300»
    noun = text[slice(*q.counted)].split()[0]
    if isinstance(q.value, int) and 10 < q.value % 100 and noun.endswith("ا") and not noun.endswith("يا"):
        return True
    return counted.countable(noun) and not (q.value in (1, 2) and q.digits)


def measures(q: Quantity, line: list[str]) -> bool:
    """Whether a number with its unit behind a label measures: «الدورة خمسة أيام» does, «الساعة 10 دقائق» and «المادة 5 م» do not."""
    return line[-1] in cues.words("road") or (q.unit is not None and (q.unit.form != "short" or q.unit.id in _AREAS) and not _numbers_only(line))
