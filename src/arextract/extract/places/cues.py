"""What stands beside a name: what speaks against it (a person, a river, an adjective) and what speaks for it (a head noun, a dateline, a list)."""

from __future__ import annotations

import re
from functools import cache

from arextract.extract.places.reading import NO_CUE, Hit, Text, cue_of, hit_text
from arextract.fold import fold_name
from arextract.lexicon import column, country_by_name, nationalities, place_names, rows

_JOIN = re.compile(r"\s{0,3}(?:[,/-]\s{0,3})?")  # what may stand between the names of a list
_DATE = re.compile(r"[ )\"]*[-,/:(]?[ (]*[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")
_DAY = re.compile(r"[ )\"]*[-,/:(][ (]*[0-9]{1,2} *(?:[-/] *)?")
_SUBJECT, _SHORT_SUBJECT = 7, 3  # words from a verb of visiting to what is visited, where a day parts them, and where nothing does
_TANWEEN = re.compile("[\u064b-\u064d]")


@cache
def _blocks() -> dict[str, frozenset[tuple[str, str]]]:
    """Folded name -> the words (side, word) that make none of it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for r in rows("place_blocks"):
        found.setdefault(fold_name(r["name"]), set()).add((r["side"], fold_name(r["word"])))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _given() -> dict[str, frozenset[str]]:
    """Folded given names -> how they are written."""
    found: dict[str, set[str]] = {}
    for name in column("given_names"):
        found.setdefault(fold_name(name), set()).add(name)
    return {folded: frozenset(names) for folded, names in found.items()}


def is_given(text: Text, index: int) -> bool:
    """Whether a word is a given name: «علي» is one, and «على», which folds to it, is not."""
    names = _given().get(text.words[index])
    return names is not None and (not (raw := text.view.quote(*text.spans[index])).endswith("ى") or raw in names)


_TENS = frozenset(ten + end for ten in ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع") for end in ("ين", "ون")) | {"عشر", "عشره"}
_NONE: frozenset[tuple[str, str]] = frozenset()
_HALVES = frozenset({"القدس", "برلين"})  # towns whose halves are spoken of as the town


def _after_kinds(text: Text, hit: Hit) -> frozenset[str]:
    return cue_of(text, hit.last) if text.beside(hit.last) else NO_CUE


def blocked(text: Text, hit: Hit) -> bool:
    """Whether the words beside the name say that it is none: «نصف قطر», «صلاة المغرب», «نهر الأردن», «أمريكا اللاتينية», «محمد الكرك»."""
    if hit.last - hit.first == 1 and _TANWEEN.search(hit_text(text, hit)):
        return True  # «كوبًا من الماء»
    if hit.proclitic.endswith("ك") and not hit.name.startswith("ال"):
        return True  # «كسبها», «كلاوس»
    if hit.name == "ابها" and hit.proclitic.endswith("ب") and hit_text(text, hit).startswith("ا"):
        return True  # «من بابها»: a door; but «بأبها»
    before = text.words[hit.first - 1] if text.beside(hit.first) else ""
    after = text.words[hit.last] if text.beside(hit.last) else ""
    blocks = _blocks().get(hit.name, _NONE)
    if blocks and not blocks.isdisjoint({("before", before), ("before", before.removeprefix("و")), ("after", after)}):
        return True
    if hit.proclitic == "ب" and ("number", "") in blocks and _digit_follows(text, hit.last):
        return True  # «بقطر 20 ملم»
    kinds = cue_of(text, hit.first - 1) if before else NO_CUE
    if (
        before.endswith("ا")
        and not before.endswith("وا")
        and hit.places[0].label == "COUNTRY"
        and not hit.proclitic
        and hit.name[:-1] in nationalities()
        and _counted(text, hit.first - 1)
    ):
        return True  # «سبعين مهاجرا إثيوبيا»
    if "side" in _after_kinds(text, hit) and all(p.label == "CITY" and p.name not in _HALVES for p in hit.places):
        return True  # «نواكشوط الغربية» is a region
    if hit.proclitic or hit.last - hit.first > 1 or all(p.label == "COUNTRY" for p in hit.places):
        return False
    strong = any(p.tier == "S" for p in hit.places)
    if not strong and "byline" in cue_of(text, hit.first) and text.gap(hit.first).strip(" ") and text.gap(hit.last)[:2].strip(" "):
        return True  # «الدوحة / قنا /»: an agency
    if "kin" in kinds or after in {"بن", "ابن", "ال"}:
        return True
    if before and not kinds & {"head", "near"} and is_given(text, hit.first - 1) and all(p.people < 500_000 and not p.capital for p in hit.places):
        return True  # «محمد الكرك»; but «زار محمد القاهرة»
    return not strong and ("title" in kinds or after in _given() and before == "")


def _counted(text: Text, index: int) -> bool:
    """Whether a number stands before word `index`."""
    return text.gap(index).strip(" ")[-1:].isdigit() or (text.beside(index) and text.words[index - 1].removeprefix("و") in _TENS)


def adjective(text: Text, hit: Hit) -> bool:
    """Whether «السعودية» is the adjective of what stands before it: «الصحف السعودية», «مدينة جدة السعودية»."""
    if hit.proclitic not in {"", "و"} or hit.last - hit.first > 1 or text.words[hit.last - 1].removeprefix("و") not in nationalities():
        return False
    if not text.beside(hit.first):
        return False
    before = text.words[hit.first - 1]
    kinds = cue_of(text, hit.first - 1)
    if kinds & {"prep", "nation", "state", "relative"}:
        return False
    if before in nationalities() or (before[:1] in "وبل" and before[1:] in nationalities()):
        return True  # «المصرية والسعودية»
    if hit.proclitic:
        return False
    bare = before.removeprefix("و").removeprefix("ب").removeprefix("ل")
    if bare.startswith(("ال", "لل")) or before.startswith("لل"):
        return True
    headed = "head" in cue_of(text, hit.first - 2)
    return any(p.label == "CITY" and (p.tier == "S" or headed) for p in place_names().get(before, ()))  # «جدة السعودية»; but «رماة السعودية»


def _dateline(text: Text, hit: Hit) -> bool:
    """Whether the name opens a line as datelines do: «الدمام 26 شوال», «تونس في 26 أفريل», «إربد - », «وطنية - طرابلس - », «بغداد/ »."""
    if hit.proclitic:
        return False
    first = hit.first
    before = text.gap(first)
    opens = first == 0 or "\n" in before
    if not opens and before.strip(' ()"') in {"-", "/", "--", ":"}:
        opens = first == 1 or "\n" in text.gap(first - 1)  # «وطنية - طرابلس - »: one word and a dash before it
    if not opens:
        return False
    after = text.gap(hit.last).lstrip(' )"')
    following = text.words[hit.last] if hit.last < len(text.words) else ""
    number = after[:1].isdigit() or (following in {"في", "يوم"} and _digit_follows(text, hit.last + 1))
    if number or "byline" in cue_of(text, hit.last) or _dated(text, hit.last):
        return True
    country = any(p.label == "COUNTRY" for p in hit.places)
    home_made = country or hit.last == 1 and hit.first == 0
    if following in _days() and after[:1] in {"-", ",", "/", ":"} and not country:
        return True  # «السلط, الأحد 5 أيار»
    mark = after[:1] in {"-", "/", "("} or (after[:1] in {":", ","} and "\n" in before)
    return mark and not (home_made and (hit.start <= text.headline or after[:1] in {":", ","}))


def _dated(text: Text, index: int) -> bool:
    """Whether a mark and a date stand before word `index`: «العقبة - 5 أيار», «أطار, 05/10/2024»; but «العقبة - 3 قتلى»."""
    gap = text.gap(index)
    return _DATE.match(gap) is not None or (index < len(text.words) and text.words[index] in _months() and _DAY.fullmatch(gap) is not None)


@cache
def _months() -> frozenset[str]:
    return frozenset(fold_name(r["name"]).partition(" ")[0] for table in ("months", "hijri_months") for r in rows(table))


def _digit_follows(text: Text, index: int) -> bool:
    gap = text.gap(index).lstrip(" ") if index <= len(text.words) else ""
    return gap[:1].isdigit()


def find_cues(text: Text, hit: Hit) -> None:
    """Note what stands beside the name: its head noun, a preposition of place, a dateline, a nationality behind it."""
    first = hit.first
    if text.beside(first):
        kinds = cue_of(text, first - 1)
        before = text.words[first - 1]
        if before in nationalities() and text.beside(first - 1):  # «العاصمة القطرية الدوحة»
            kinds = kinds | (cue_of(text, first - 2) & {"head", "city_head"})
        if hit.proclitic in {"", "و"}:
            hit.cues |= kinds & {"head", "city_head", "near", "verb", "host", "state", "nation"}
            if "clause" in kinds and hit.name.endswith("ه"):
                hit.cues.add("clause")  # «أن سورية غنية»; but «إن بولونيا قتل»
            if not hit.cues and _visited(text, hit):
                hit.cues.add("visit")
        if "prep" in kinds and not hit.proclitic:
            hit.cues.add("prep")
    if hit.proclitic[-1:] in {"ب"} or hit.proclitic.endswith("لل") or hit.proclitic == "ل":
        hit.cues.add("prep")
    if text.beside(hit.last):
        after = text.words[hit.last]
        iso = nationalities().get(after) if after.startswith("ال") else country_by_name(after[1:]) if after.startswith("ب") else None
        if iso and any(p.label == "CITY" and p.country == iso for p in hit.places):
            hit.cues.add("adjective")
    if _dateline(text, hit):
        hit.cues.add("dateline")
    if not hit.proclitic and (first == 0 or "\n" in text.gap(first)) and text.beside(hit.last) and text.words[hit.last].startswith(("ت", "ي", "ست", "سي")):
        hit.cues.add("clause")  # «سورية تحرز فضية»: no adjective begins a line


def _visited(text: Text, hit: Hit) -> bool:
    """Whether a bare name is what somebody came to: a verb of visiting or leaving, its subject, and mostly a day, stand before it
    («زار الوفد يوم الثلاثاء تدمر»).

    The word before must be definite or a day: behind an indefinite noun the name is that noun's («زار وفد جامعة العين»).
    """
    before = text.words[hit.first - 1]
    timed = before in _days() or "relative" in cue_of(text, hit.first - 1)
    if hit.proclitic or not (timed or before.startswith("ال")) or (not timed and hit.name.startswith("ال") and hit.name.endswith(("ه", "اء"))):
        return False  # «زار الوفد الشابة»: an adjective
    reach = _SUBJECT if timed else _SHORT_SUBJECT
    for index in range(hit.first - 1, max(hit.first - reach, 0) - 1, -1):
        kinds = cue_of(text, index)
        if "visit" in kinds:
            return True
        if "prep" in kinds or not text.beside(index):
            return False  # another clause, or a phrase that has its own place
    return False


@cache
def _days() -> frozenset[str]:
    return frozenset(fold_name(r["name"]) for r in rows("weekdays")) | {"امس", "غدا", "صباحا", "مساء"}


def goes_on(text: Text, hit: Hit) -> bool:
    """Whether a list goes on behind a name with a word that is no name here: «النعمة والكرم والسلام»."""
    after = hit.last
    return after < len(text.words) and text.words[after].startswith("و") and _JOIN.fullmatch(text.gap(after)) is not None and "\n" not in text.gap(after)


@cache
def _regions() -> frozenset[str]:
    return frozenset(map(fold_name, column("regions")))


def links(text: Text, hits: list[Hit]) -> list[bool]:
    """For each hit, whether it goes on a list that the hit before it stands in: «سوسة والمنستير، والمهدية»."""
    found = [False] * len(hits)
    for k in range(1, len(hits)):
        a, b = hits[k - 1], hits[k]
        if a.last == b.first:
            gap = text.view.text[a.end : text.spans[b.first][0]]
        elif a.last + 1 == b.first and text.words[a.last] in {"و", "او", "ثم"}:
            gap = ","
        elif a.last + 1 == b.first and text.words[a.last].removeprefix("و") in _regions() and _JOIN.fullmatch(text.gap(a.last)):
            gap = text.gap(b.first)  # «(جازان، وعسير، والباحة)»: a region that is no town stands between
        else:
            continue
        if _JOIN.fullmatch(gap) and "\n" not in gap:
            found[k] = b.proclitic.startswith("و") or gap.strip(" ") != ""
    return found
