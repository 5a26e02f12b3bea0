"""Neighbouring quantities that are one: ranges, money with its cents, hours with their minutes; and what neighbours lend each other."""

from __future__ import annotations

import re

from arextract.extract.numbers import cues, units
from arextract.extract.numbers.quantity import Quantity, plus, times

_AND = re.compile(r" {0,2}\)? {0,2}و {0,2}\(?")
_DASH = re.compile(r" ?- ?")
_TO = re.compile(r" {0,2}\)? {0,2}(?:الي|حتي|ولغايه|لغايه|ل|وحتي) {0,2}\(?")
_OF = re.compile(r" {1,3}من {1,3}(?:اصل|بين|مجموع|اجمالي) {1,3}\(?")
_ONE_TO = re.compile(r"(?<!\w)(?:من|بين) {1,3}((?:(نصف|ربع) {1,3})?([^\W\d_]{2,12})( {1,3}ونصف)?) {1,3}(?:(?:الي|حتي) {1,3}|و)\Z")  # «من متر إلى متر ونصف»
_SPACE = re.compile(" ")
_LENGTHS = ("P100Y", "P10Y", "P1Y", "P1M", "P1W", "P1D", "PT1H", "PT1M", "PT1S")


def join(found: list[Quantity], text: str) -> list[Quantity]:
    """The quantities in order, with those that belong together made one."""
    out: list[Quantity] = []
    for q in found:
        _from_one(q, out, text)
        last = out[-1] if out else None
        if last is None or q.start - last.end > 14 or not (_summed(last, q, text) or _ranged(last, q, text)):
            if last is not None and q.start - last.end <= 14:
                _lend(last, q, text)
            out.append(q)
    return [q for q in out if not (q.implied and q.kind == "money" and q.value == 1 and q.rule == "unit_one" and q.end - q.start < len(text))]


def _between(a: Quantity, b: Quantity, text: str, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(text, a.end, b.start) is not None


def _summed(a: Quantity, b: Quantity, text: str) -> bool:
    """«20 دولار و43 سنت», «ساعة و20 دقيقة», «$20 43»."""
    if a.ranged or b.ranged or b.low is not None:
        return False
    if a.kind == "money" and b.kind == "money" and b.unit is not None and b.unit.codes and _between(a, b, text, _AND):
        parts = dict(b.unit.codes)
        raw = b.value * dict(b.unit.codes)[b.unit_id or ""]
        if a.unit is not None and a.unit.codes or (a.unit_id not in parts and not set(a.codes) & set(parts)):
            return False
        if a.unit_id not in parts:
            a.unit_id = next(c for c in a.codes if c in parts)
            a.codes = []
        share = raw / parts[a.unit_id or ""]
        if share >= 1:
            return False
        a.value, a.end, a.rule = plus(a.value, round(share, 6)), b.end, "money-parts"
        return True
    if a.kind == "money" and a.unit is not None and a.unit.form == "short" and b.kind == "number" and b.digits and b.end - b.start == 2:
        if a.start < a.end and text[a.start] in "$€£" and isinstance(a.value, int) and _between(a, b, text, _SPACE):
            a.value, a.end = plus(a.value, b.value / 100), b.end
            return True
    if a.kind == "duration" and b.kind == "duration" and a.pieces and b.pieces and _between(a, b, text, _AND):
        if _LENGTHS.index(a.pieces[-1][1]) < _LENGTHS.index(b.pieces[0][1]) and isinstance(a.pieces[-1][0], int):
            a.pieces, a.end, a.rule = [*a.pieces, *b.pieces], b.end, "duration-sum"
            return True
    return False


def _ranged(a: Quantity, b: Quantity, text: str) -> bool:
    """«10-20 دولار», «بين عشرة وعشرين», «من 5 إلى 9 أيام»."""
    if a.ranged or b.ranged or a.kind == "ordinal" or b.kind == "ordinal" or a.implied or b.implied:
        return False
    if a.unit_id is not None and a.unit_id != b.unit_id and not (a.unit_id == "percent" and b.unit_id == "percent"):
        return False
    last = ""
    dash = _between(a, b, text, _DASH)
    if not dash:
        if not (_between(a, b, text, _AND) or _between(a, b, text, _TO)):
            return False
        last = (cues.last_words(text, a.start, 1) or [""])[-1]
    if dash:
        ok = a.digits and b.digits and a.value >= 0 and text[a.start - 1 : a.start] != "-" and not (a.counted and not b.counted)
    elif _between(a, b, text, _AND):
        ok = cues.bare(last) in ("بين", "مابين") or last in ("بين", "مابين", "بما بين")
    elif _between(a, b, text, _TO):
        ok = (last in ("من", "مابين", "بين") or a.kind == b.kind != "number" or a.counted is None) and not cues.changes(text, a.start)
    else:
        return False
    low = a.value
    if b.scale > 1 and a.scale == 1 and a.unit_id is None and a.digits and a.value < 1000 and a.value * b.scale < b.value:
        low = times(a.value, b.scale)  # «بين 2 و3 ملايين»
    if not ok or b.value < low or (b.value == low and not a.digits):
        return False
    if a.kind != "number" and b.kind == "number" and b.counted is not None:
        return False
    b.start, b.low, b.high, b.ranged, b.rule, b.others = a.start, low, b.value, True, "range", []
    if b.unit_id is None and a.unit_id is not None:
        b.kind, b.unit, b.unit_id, b.pieces = a.kind, a.unit, a.unit_id, a.pieces
    if b.counted is None:
        b.counted = a.counted
    b.approximate = a.approximate or b.approximate
    b.bound = None
    a.start, a.end, a.kind, a.value, a.unit, a.unit_id, a.scale = b.start, b.end, b.kind, b.value, b.unit, b.unit_id, b.scale
    a.low, a.high, a.ranged, a.rule, a.others, a.counted, a.approximate, a.bound = b.low, b.high, True, "range", [], b.counted, b.approximate, None
    a.codes, a.pieces = b.codes, b.pieces
    return True


def _from_one(q: Quantity, out: list[Quantity], text: str) -> None:
    """Make «متر ونصف», «مترين» the end of a range that begins with the bare unit or a half of it: «من نصف متر إلى متر ونصف»."""
    if q.kind != "unit" or q.rule not in ("unit_one", "unit_pair"):
        return
    m = _ONE_TO.search(text, max(0, q.start - 44), q.start)
    if m is None or (unit := units.WORDS.get(m[3])) is None or unit.form != "one" or unit.id != q.unit_id or out and out[-1].end > m.end(1):
        return
    low = {"نصف": 0.5, "ربع": 0.25}.get(m[2] or "", 1) + (0.5 if m[4] else 0)
    if low >= q.value:
        return
    while out and out[-1].end > m.start(1):
        out.pop()
    q.low, q.high, q.start, q.ranged, q.implied, q.rule = low, q.value, m.start(1), True, False, "range"


def _lend(a: Quantity, b: Quantity, text: str) -> None:
    """What one of two neighbours says for both: «20 محافظة من أصل 23», «من 4200 إلى 11700 متدرب», «من 10 إلى 20 مليون دولار», «على بعد 6.5 و11 كيلومترا»."""
    if a.kind != "number" or a.ranged or b.ranged:
        return
    if b.kind == "number" and a.counted and not b.counted and _between(a, b, text, _OF):
        b.lent = a.counted
    elif a.counted is None and (_between(a, b, text, _TO) or a.digits and b.digits and _between(a, b, text, _AND)):
        if b.counted:
            a.lent = b.counted
        if a.digits and a.scale == 1 and (b.kind in ("money", "unit", "percent") or b.counted):
            if b.scale > 1 and a.value < 1000:
                a.value, a.scale, a.others = times(a.value, b.scale), b.scale, []
            if not b.counted:
                a.kind, a.unit, a.unit_id, a.codes = b.kind, b.unit, b.unit_id, list(b.codes)
