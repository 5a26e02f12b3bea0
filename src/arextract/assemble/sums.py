"""Whether the figures of a release agree: a total and its parts, shares that make a whole, a change and its percentage, so many in each.

Each rule asks that the text itself ties the figures together («موزعة على», «من أصل», «أي بنسبة»); figures that only stand side by side are left alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from arextract import checks, lexicon
from arextract.assemble.reading import cue, phrases
from arextract.fold import fold, fold_name
from arextract.numerals import alternation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from arextract.assemble.reading import Mention, Reading, Spans
    from arextract.records import Check

_PARTS = 60  # characters between a total and its first part, and between two parts
_TIE = 70  # characters between figures that a phrase ties together
_FAR_OFF = (0.6, 1.5)  # a sum beyond these shares of the total adds up something else
_ROUGH = 0.1  # how far «نحو 500» may be off


def sums(reading: Reading, zone: Spans) -> Iterator[Check | None]:
    """The checks of the figures in these stretches of a text."""
    for a, b in zone:
        figures = [n for m in reading.numbers.between(a, b) if m["kind"] in ("number", "money", "unit", "percent") for n in _ends(reading, m) if n["value"]]
        for i, figure in enumerate(figures):
            yield from _breakdown(reading, figure, figures[i + 1 :], b)
            yield from _whole(reading, figures[i:], a, b)
            three = figures[i : i + 3]
            if len(three) == 3:
                yield _change(reading, a, *three)
                yield _share(reading, *three)
                yield _each(reading, *three)


def _ends(reading: Reading, figure: Mention) -> list[Mention]:
    """A figure, or both ends of one that was read as a range: «590 مدرسة إلى 640 مدرسة» may tell of a rise."""
    middle = re.search(r"\s(?:إلى|الى)\s", reading.text[figure["start"] : figure["end"]])
    if figure["value"] is not None or figure["low"] is None or figure["high"] is None or middle is None:
        return [figure]
    a, b = figure["start"] + middle.start(), figure["start"] + middle.end()
    ends = [(figure["start"], a, figure["low"]), (b, figure["end"], figure["high"])]
    return [{**figure, "start": s, "end": e, "text": reading.text[s:e], "value": value, "low": None, "high": None} for s, e, value in ends]


def _gap(reading: Reading, one: Mention, other: Mention) -> str:
    return fold(reading.text[one["end"] : other["start"]]).text


def _alike(one: Mention, other: Mention) -> bool:
    """Whether two figures count one thing: the same unit, or the second in that of the first («10 ملايين أوقية … 4 ملايين»)."""
    if "percent" in (one["kind"], other["kind"]):
        return bool(one["kind"] == other["kind"])
    if other["unit"] and one["unit"] != other["unit"]:
        return False
    a, b = (_class(n) for n in (one, other))
    return not (a and b and a != b)


def _class(figure: Mention) -> str | None:
    """people, organizations, countries: what kind of thing is counted, where the noun is known."""
    noun = next(iter(fold_name(figure["counted"] or "").split()), "")
    return _kinds().get(noun) or _kinds().get(noun.removeprefix("ال"))


@cache
def _kinds() -> dict[str, str]:
    return {fold_name(row["noun"]): row["class"] for row in lexicon.rows("counted_nouns")}


# -- a total and its parts ---------------------------------------------------------------------------------------------------------------------


def _breakdown(reading: Reading, total: Mention, rest: Sequence[Mention], end: int) -> Iterator[Check | None]:
    """«42 متدرباً، منهم 20 رجلاً و25 امرأة», «205 أعمال: 85 لوحة و70 صورة», «بقيمة 10 ملايين، موزعة على 4 ملايين للطرق و3 ملايين للصرف»."""
    if total["kind"] == "percent" or not rest or not _alike(total, rest[0]):
        return
    opening = _gap(reading, total, rest[0])
    exhausts = re.fullmatch(r"[^:(]{0,30}[:(]\s*", opening) is not None or (cue("distributes").search(opening) and _among(0).search(opening)) is not None
    some = cue("parts", 1).search(opening.rstrip() + " ") is not None and not _strange(total, rest[0], opening)
    if len(opening) > _PARTS or not (exhausts or some):
        return
    parts = [rest[0], *_joined(reading, rest, total)]
    if any(phrases("each").intersection(_behind(reading, p, end).split()[:3]) for p in parts):
        return  # «بواقع 20 متدرباً لكل مجموعة»
    values = [p["value"] for p in parts]
    rough = _ROUGH * total["value"] if any(n["approximate"] for n in (total, *parts)) else 0
    pair = len(parts) == 2 and _complements(_noun(reading, parts[0], end), _noun(reading, parts[1], end))
    open_end = _goes_on(reading, parts[-1], end)
    near = _FAR_OFF[0] * total["value"] <= sum(values) <= _FAR_OFF[1] * total["value"]
    complete = pair or (exhausts and len(parts) > 1 and near and max(values) < total["value"])
    if complete and open_end and sum(values) < total["value"]:
        return
    if complete or some:
        yield checks.figures_add_up(total["value"], values, complete, rough)


@cache
def _among(within: int) -> re.Pattern[str]:
    """What leads from «توزعوا» to the first part: «على», «بين», «على النحو التالي:», that many characters before the end."""
    return re.compile(rf"(?<!\w)(?:{alternation(phrases('among'))})\s*:?[^\d.]{{0,{within}}}\s*$")


def _strange(total: Mention, part: Mention, opening: str) -> bool:
    """Whether «منها 8 دورات» cannot be parts of the total: people are «منهم» and things «منها», and both count one noun or people."""
    kind, other = _class(total), _class(part)
    word = opening.split()[-1:]
    if word and kind and (kind == "people") == (word[0] in ("منها", "بينها")):
        return True
    if total["counted"] is None or part["counted"] is None or (kind == "people" and other in ("people", None)):
        return False
    a, b = (_skeleton(n["counted"]) for n in (total, part))
    return a[:3] != b[:3]


def _skeleton(noun: str) -> str:
    """The consonants of a counted noun, alike in singular and plural: دائرة and دوائر, ورشة and ورش."""
    return re.sub(r"[اويهتءئؤ]", "", next(iter(fold_name(noun).split()), "").removeprefix("ال"))


def _joined(reading: Reading, figures: Sequence[Mention], total: Mention | None = None) -> list[Mention]:
    """The figures that go on a list which the first of these begins: each behind «و» or a comma, near, of the same kind."""
    found: list[Mention] = []
    last = figures[0]
    for figure in figures[1:]:
        gap = _gap(reading, last, figure)
        # «آسيا 51% وأوروبا 29%» names each part before its share, «40 رجلاً و25 امرأة» behind its count.
        listed = re.search(r"(?:(?<!\w)و|[،,])[^\d.:؛]{0,30}$" if figure["kind"] == "percent" else r"(?:(?<!\w)و|[،,])\s*$", gap)
        if len(gap) > _PARTS or listed is None or re.search(r"[.:؛\n(\d]", gap) or cue("parts").search(gap) or not _alike(total or last, figure):
            break
        found.append(figure)
        last = figure
    return found


def _behind(reading: Reading, figure: Mention, end: int) -> str:
    """The words behind a figure, to the next stop."""
    text = fold(reading.text[figure["end"] : min(end, figure["end"] + _PARTS)]).text
    return re.split(r"[.:؛،,)\n]", text, maxsplit=1)[0]


def _goes_on(reading: Reading, last: Mention, end: int) -> bool:
    """Whether a list of parts may have a last one that was not read as a figure: «و24 امرأة وطفلان», «والبقية …»."""
    behind = fold(reading.text[last["end"] : min(end, last["end"] + 2 * _PARTS)]).text
    return re.search(r"(?<!\w)و\w", _behind(reading, last, end)) is not None or cue("and_more").search(behind) is not None


def _noun(reading: Reading, figure: Mention, end: int) -> str:
    """What a part counts: its counted noun, or the words behind it («200 من الذكور», «60% نساء»)."""
    return str(figure["counted"] or " ".join(w for w in _behind(reading, figure, end).split()[:2] if w not in ("من", "منهم")))


def _sides(one: str, other: str) -> bool:
    """Whether two nouns are men and women: رجلا and امرأة, ذكور and إناث."""
    a, b = (next(iter(fold_name(word).split()), "") for word in (one, other))
    men, women = phrases("men"), phrases("women")
    return (a in men and b in women) or (a in women and b in men)


def _complements(one: str, other: str) -> bool:
    """Whether two counted nouns make up a whole: men and women, or one noun in both genders: متدربا and متدربة."""
    a, b = sorted((next(iter(fold_name(word).split()), "") for word in (one, other)), key=len)
    stem = a.removesuffix("ا").removesuffix("ون").removesuffix("ين")
    return _sides(one, other) or (len(stem) > 2 and b in (stem + "ه", stem + "ات") and a != b)


# -- shares of a whole -------------------------------------------------------------------------------------------------------------------------


def _whole(reading: Reading, figures: Sequence[Mention], start: int, end: int) -> Iterator[Check | None]:
    """Percentages that must make a hundred: «توزعت بين آسيا 51% وأوروبا 29% وأمريكا 20%», «57% … والباقون وهم 43%», «60% رجال و40% نساء»."""
    if figures[0]["kind"] != "percent" or len(figures) < 2 or figures[1]["kind"] != "percent":
        return
    before = fold(reading.text[max(start, figures[0]["start"] - 2 * _PARTS) : figures[0]["start"]]).text
    gap = _gap(reading, figures[0], figures[1])
    parts = [figures[0], *_joined(reading, figures)]
    rest = cue("rest", 20).search(gap)
    if rest is not None and not re.search(r"\d", before) and len(gap) <= 2 * _PARTS:
        yield _hundred(figures[:2])
    elif len(parts) == 2 and _sides(_noun(reading, parts[0], end), _noun(reading, parts[1], end)):
        yield _hundred(parts)
    elif len(parts) > 1 and re.search(r"\d", before) is None and cue("distributes").search(before) and _among(25).search(before):
        total = sum(p["value"] for p in parts)
        some = cue("partial").search(before) or (total < 100 and _goes_on(reading, parts[-1], end))
        if not some and 100 * _FAR_OFF[0] <= total <= 100 * _FAR_OFF[1]:
            yield _hundred(parts)


def _hundred(parts: Sequence[Mention]) -> Check | None:
    if any(p["approximate"] for p in parts):
        return None
    rounding = max(1.0, 0.5 * len(parts))
    return checks.figures_add_up(100, [p["value"] for p in parts], True, rounding)


# -- figures that a phrase ties together -------------------------------------------------------------------------------------------------------


def _rounding(figure: Mention) -> float:
    """Half of the last digit that a figure is written with, where it may be rounded: «2.5 مليون» is between 2.45 and 2.55; «400 حاج» is exact."""
    if figure["approximate"]:
        return float(_ROUGH * figure["value"])
    digits = re.search(r"\d[\d.,]*", fold(figure["text"]).text)
    whole = re.sub(r"\D", "", digits[0]).lstrip("0") if digits is not None else ""
    # What the digits as a whole number count: thousands of «56 ألف», tenths of «2.5», ones of «1,200»; a number in words counts what its last word does.
    last = figure["value"] / float(whole) if whole else 10 ** (len(str(int(figure["value"]))) - len(str(int(figure["value"])).rstrip("0")))
    return 0.0 if last == 1 else float(last / 2)


def _another_clause(tie: str) -> bool:
    """Whether what stands between two figures goes over to another matter: «…، فيما نمت الصادرات بنسبة», not «…، وبزيادة»."""
    return cue("other_clause").search(tie) is not None or re.search(r"(?<!\w)و(?!ب|هو|هي|ذلك)\w", tie) is not None


def _change(reading: Reading, start: int, one: Mention, two: Mention, three: Mention) -> Check | None:
    """«من 400 حاج إلى 480 حاجاً، بزيادة نسبتها 20%», «بمقدار 35 مدرسة، من 380 إلى 415 مدرسة»."""
    lead_in = fold(reading.text[max(start, one["start"] - 40) : one["start"]]).text
    for before, after, change, tie in ((one, two, three, _gap(reading, two, three)), (two, three, one, lead_in)):
        lead = fold(reading.text[max(start, before["start"] - 6) : before["start"]]).text
        if re.search(r"(?<!\w)من\s*$", lead) is None or re.search(r"(?<!\w)الي\s*(?:نحو |حوالي )?$", _gap(reading, before, after)) is None:
            continue
        apart = _gap(reading, change, before) if change is one else ""
        if len(_gap(reading, before, after)) > _TIE or len(tie) > _TIE or len(apart) > 15 or not _alike(before, after) or before["kind"] == "percent":
            continue
        if not cue("change", 25).search(tie) or _another_clause(tie) or "نقط" in fold(reading.text[change["end"] : change["end"] + 12]).text:
            continue
        loose = _rounding(before) + _rounding(after)
        difference = abs(after["value"] - before["value"])
        if change["kind"] != "percent":
            same = change["kind"] == before["kind"] and change["unit"] in (None, before["unit"], after["unit"]) and _alike(before, change)
            return checks.figures_add_up(change["value"], [difference], True, loose + _rounding(change)) if same else None
        base = before["value"]
        found = 100 * difference / base
        off = 100 * (loose / base + difference * _rounding(before) / base**2) + max(_rounding(change), 0.5)
        return checks.figures_add_up(change["value"], [_short(found)], True, max(1.0, off))
    return None


def _share(reading: Reading, part: Mention, total: Mention, share: Mention) -> Check | None:
    """«27 طالباً من أصل 90 طالباً …، أي بنسبة 30%»."""
    if share["kind"] != "percent" or "percent" in (part["kind"], total["kind"]) or not _alike(total, part):
        return None
    if not cue("of_total", 1).search(_gap(reading, part, total).rstrip() + " ") or len(_gap(reading, part, total)) > _TIE:
        return None
    tie = _gap(reading, total, share)
    if _another_clause(tie):
        return None
    if len(tie) > _TIE or not (cue("that_is", 12).search(tie) or (len(tie) < 25 and cue("at_rate", 1).search(tie.rstrip() + " "))):
        return None
    found = 100 * part["value"] / total["value"]
    off = 100 * (_rounding(part) / total["value"] + part["value"] * _rounding(total) / total["value"] ** 2)
    return checks.figures_add_up(share["value"], [_short(found)], True, max(1.0, off + 0.5))


def _each(reading: Reading, total: Mention, sets: Mention, size: Mention) -> Check | None:
    """«90 حرفياً من خمس ورش …، بواقع 18 حرفياً في كل ورشة»."""
    if any(n["kind"] != "number" or n["approximate"] for n in (total, sets, size)) or not total["counted"] or not sets["counted"]:
        return None
    behind = _each_set().match(fold(reading.text[size["end"] : size["end"] + 40]).text)
    if behind is None or size["start"] - total["start"] > 3 * _TIE or re.search(r"[.؛\n]", reading.text[total["end"] : size["start"]]):
        return None
    same = size["counted"] is None or _skeleton(size["counted"])[:3] == _skeleton(total["counted"])[:3]
    if not same or _skeleton(behind[1]) != _skeleton(sets["counted"]):
        return None
    return checks.figures_add_up(total["value"], [sets["value"] * size["value"]], True)


@cache
def _each_set() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[^\W\d]+ )?(?:في |ب|داخل |ضمن )?(?:{alternation(phrases('each'))}) (\w+)")


def _short(value: float) -> float | int:
    """A computed percentage as it is shown: one decimal, none where it is whole."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
