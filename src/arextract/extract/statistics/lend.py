"""Figures without a noun or unit of their own, and what the figure before lends them: noun, unit, currency, scale."""

from __future__ import annotations

import re
from decimal import Decimal

from arextract.extract.statistics.scan import Mention, View
from arextract.numerals import SCALE

_LISTED = 90  # characters between two sums of a list
_DIGIT = re.compile(r"[0-9٠-٩۰-۹]")
_SCALE = re.compile(rf"(?<!\w)(?:{SCALE})")
_BREAK = re.compile(r"[.\n;]")
_ABOUT = r"(?:(?:نحو|حوالي|قرابه|زهاء|فقط|الا|سوي|قدره|قدرها|عدد|في حدود|اكثر من) )*ب?-? ?"
_PART = re.compile(rf"(?<!\w)و?(?:من|بين)(?:ها|هم|هن|هما) {_ABOUT}\Z")  # «318 ملخصا قبل منها 142»
_SHARED = re.compile(rf"(?<!\w)(?:بواقع|موزعه? ?(?:علي|بين)|منهم|من (?:اصل|بين|مجموع|اجمالي)) {_ABOUT}\Z")  # «بواقع 600 للذكور», «من أصل 86»
_AGAINST = re.compile(  # «8750 مترا بعد أن كانت 7200», «6200 باحث مقابل 7450 العام الماضي»
    rf"(?<!\w)(?:مقابل|في مقابل|نظير|مقارنه (?:ب|مع )|قياسا (?:ب|الي |مع )|بدلا من|عوضا عن|بعد ?(?:ان|ما) كانت?|نزولا من|صعودا من|ارتفاعا من|انخفاضا من)"
    rf" ?{_ABOUT}\Z"
)
_GOES_ON = re.compile(
    r" (?:في|لدي|من|عند|ل\w{2,}|ب\w{2,})[^.,:;\n0-9]{0,40},? و"  # «200 سلة في مأرب و150 في عدن»
    r"|[^.,:;\n0-9]{0,30},? (?:تلت?ها|تليها|يليها|ثم|وتليها|وتلتها) [^.,:;\n0-9]{2,30} ب-? ?"  # «1250 مؤسسة، تلتها وهران بـ430 ثم …»
    r"|, ?ف[^.,:;\n0-9]{2,30} ب-? ?"  # «، فالبصرة بـ310»
)
_ANOTHER = re.compile(r",? و[^\W\d_]{3,20}(?: [^\W\d_]{3,20})? ")  # «640 ألف نازح، وكسلا 205 آلاف»
_AMONG = re.compile(r"(?<!\w)من \Z")
_SCALES = {"الف": 10**3, "الاف": 10**3, "مليون": 10**6, "ملايين": 10**6, "مليار": 10**9, "مليارات": 10**9, "تريليون": 10**12, "ترليون": 10**12}
_SCALED = re.compile(rf"(?<!\w)(?:{'|'.join(_SCALES)})(?!\w)")


def lent(view: View, last: Mention, before: Mention | None, start: int, end: int, number: Mention) -> Mention | None:
    """A number without a noun of its own as a figure, with what the figure before it lends: «منها 142», «مقابل 46.300», «و150 في عدن».

    `last` is the figure before it and `before` the one before that. None where it does not go on with what that figure counts.
    """
    value = number["value"]
    if value is None or not (last["counted"] or last["unit"]) or last["kind"] == "ordinal" or not _DIGIT.search(number["text"]):
        return None
    if before is not None and before["counted"] and _AMONG.search(view.flat, max(0, view.span(last)[0] - 4), view.span(last)[0]):
        last = before  # «1340 مشاركا من 52 دولة، مقارنة بـ980 في النسخة السابقة»
    after = view.span(last)[1]
    between = view.flat[after:start]
    if len(between) > _LISTED or _BREAK.search(between) or isinstance(value, int) and 1900 <= value <= 2100 and ":" in between:
        return None
    against = _AGAINST.search(between)
    if against or _PART.search(between):
        return _with(last, number, _scale(view, last, start, end, number) if against else 1)
    if last["kind"] == "percent":
        return None
    if last["counted"] and _SCALE.search(view.flat, start, end) and _ANOTHER.fullmatch(between):
        return _with(last, number, 1)
    if _SHARED.search(between) or len(between) < 60 and _GOES_ON.fullmatch(between):
        return _with(last, number, 1)
    return None


def same_measure(view: View, last: Mention, start: int, number: Mention) -> Mention:
    """A sum that is said without its currency with that of the sum before it: «298 مليون دولار، تلاها السودان بـ205 ملايين»."""
    between = view.flat[view.span(last)[1] : start]
    return _with(last, number, 1) if last["kind"] == "money" and len(between) <= _LISTED and not _BREAK.search(between) else number


def _with(last: Mention, number: Mention, scale: int) -> Mention:
    value = number["value"]
    if scale > 1:
        exact = Decimal(str(value)) * scale
        value = int(exact) if exact == int(exact) else float(exact)
    return {**number, "value": value, "unit": last["unit"], "kind": last["kind"], "counted": last["counted"]}


def _scale(view: View, last: Mention, start: int, end: int, number: Mention) -> int:
    """By what a figure goes on that is said in the same thousands or millions: 10**9 for «3,4 مليار دولار مقابل 2,9»."""
    told = _SCALED.search(view.flat[slice(*view.span(last))])
    if told is None or _SCALE.search(view.flat[start:end]) or number["value"] >= 1000 or last["value"] is None:
        return 1
    scale = _SCALES[told[0]]
    return scale if last["value"] / 100 <= number["value"] * scale <= last["value"] * 100 else 1
