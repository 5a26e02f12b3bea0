"""Which numbers are statistics: figures that quantify people, bodies, countries, money, measures, shares and ranks; not the programme's own structure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from arextract.extract.statistics.lend import lent, same_measure
from arextract.extract.statistics.scan import Mention, View, counted_kinds, cues, stem
from arextract.fold import fold_name
from arextract.numerals import SCALE

_SMALL = 30  # up to here a count of sessions, axes or chapters is the programme's structure
_RANKS = 120  # characters from the verb to the place that somebody takes, and from one such place to the next
_DIGIT = re.compile(r"[0-9٠-٩۰-۹]")
_SCALE = re.compile(rf"(?<!\w)(?:{SCALE})")
_LONG = re.compile(r"[0-9]{9,}")
_BEFORE = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 12)
def counted_class(counted: str | None) -> str | None:
    """Of a counted noun phrase, by its first word: people | organizations | countries | body; None where it is not known."""
    head = fold_name(counted).split() if counted else []
    if not head:
        return None
    known = counted_kinds()
    for form in (head[0], head[0].removesuffix("ا"), head[0].removesuffix("ين"), head[0].removesuffix("ات") + "ه"):
        if form in known:
            return known[form]
    return None


@lru_cache(maxsize=1 << 12)
def is_structure(counted: str | None) -> bool:
    """Whether a counted noun is part of a programme or a paper: «محاور», «جلسات»."""
    head = fold_name(counted).split() if counted else []
    known = cues()["structure"]
    return bool(head) and (head[0] in known or head[0].removesuffix("ا") in known)


def _last_words(view: View, start: int, count: int) -> list[str]:
    chunk = view.flat[max(0, start - 60) : start]
    return _BEFORE.findall(chunk[chunk.rfind("\n") + 1 :])[-count:]


def _is_rank(view: View, start: int, end: int, number: Mention, last: Mention | None) -> bool:
    """«المرتبة الثالثة» is one; «المركز الأول المتخصص» only where somebody takes the place, or it goes on a list of ranks (`last` is the figure before)."""
    if number["rule"] != "rank":
        return False
    if fold_name(number["text"]).lstrip("بلوف").split()[0] in cues()["first_place"]:
        return True
    after = _BEFORE.match(view.flat, min(end + 1, len(view.flat)))
    head = view.flat[start - 1 : start]
    if last is not None and last["rule"] == "rank" and start - view.span(last)[1] < _RANKS and head == "و":
        return True  # «فاز بالمركز الأول فريق النجوم، والمركز الثاني فريق الأمل»
    # «فازت صورة «الجسر» للمصور سامي الحداد بالمركز الثالث»
    far = head == "ب" and any(
        w not in cues()["preposition"] and stem(w, "rank_cue") for w in view.flat[max(0, start - _RANKS) : start].rpartition(".")[2].split()
    )
    return far or any(stem(w, "rank_cue") for w in _last_words(view, start, 2)) or bool(after and after[0] in cues()["rank_scope"])


def _counts(number: Mention) -> bool:
    """Whether a number with a counted noun is a figure, and no structure, dual or single thing."""
    counted, value = number["counted"], number["value"]
    written = bool(_DIGIT.search(number["text"]))
    kind = counted_class(counted)
    if value is not None and value in (1, 2) and not written:
        return value == 1 and kind == "body" and len(counted.split()) > 1
    if value is None:
        return True
    if _LONG.fullmatch(fold_name(number["text"].split()[0])):  # a telephone
        return False
    if is_structure(counted) and value <= _SMALL:
        return kind is not None and kind != "body"
    if written or value > _SMALL or kind is not None:
        return True
    head = fold_name(counted).split()[0]
    if head in cues()["thing"] or head.removesuffix("ا") in cues()["thing"]:
        return False
    return value > 10 or head.endswith(("ين", "ون"))


def _named_year(number: Mention) -> bool:
    """«تقرير Digital 2023 بأن …»: a year, and no noun behind it."""
    value = number["value"]
    head = fold_name(number["counted"]).split()[0]
    return isinstance(value, int) and 1900 <= value <= 2100 and any(head in cues()[c] for c in ("complement", "connective", "lead", "filler"))


def _bare(view: View, start: int, end: int, number: Mention) -> bool:
    """A number that counts nothing by name is a figure only behind a verb of measure or change: «ارتفاع الوفيات إلى 73», «عدد المشاركين: 120»."""
    value = number["value"]
    if value is None or not _DIGIT.search(number["text"]) or (1900 <= value <= 2100 and isinstance(value, int)):
        return False
    if _SCALE.search(view.flat[start:end]):  # «8,3 ملايين» of whatever it is
        return True
    tail = _last_words(view, start, 8)
    known = cues()
    filler = known["filler"]
    while tail and tail[-1] in filler and not stem(tail[-1], "measure"):
        tail.pop()
    if not tail:
        return False
    if not known["casualty"].isdisjoint((tail[-1], tail[-1].removeprefix("و"))):
        return True  # «وفاة 3 وإصابة 12 آخرين»
    if stem(tail[-1], "measure") and tail[-1] not in ("هو", "هي", "كان", "كانت", "بات", "باتت"):
        return True
    moved = any(stem(w, c) or (w[:1] == "ب" and w[1:] in known[c]) for w in tail for c in ("up", "down", "shift"))
    if moved and view.flat[max(0, start - 5) : start].rstrip().endswith(("الي", "من", "عند")):
        return True
    counted = any(w.lstrip("و").removeprefix("ال") in known["count_word"] for w in tail)
    return counted and (view.flat[max(0, start - 5) : start].rstrip()[-1:] == ":" or any(stem(w, "measure") or stem(w, "over") for w in tail))


_ALONE = re.compile(r"(?<!\w)(?:الفا|مليونا|مليارا|تريليونا) (?!و)[^\W\d_]|(?<!\w)(?:الاف|ملايين|مليارات) [^\W\d_]+ا(?!\w)")


def _stands_alone(view: View, start: int, end: int, number: Mention) -> Mention:
    """A number without the noun that only seems to be counted: behind «مليونا» none is («20 مليونا مساهمة من الاتحاد»), nor one in the accusative
    behind «مليارات».
    """
    if not number["counted"] or number["kind"] != "number" or not _ALONE.search(view.flat, start, end):
        return number
    return {**number, "counted": None}


_SOME_OF = re.compile(r" من (ال([^\W\d_]{3,})|[^\W\d_]{3,} ال[^\W\d_]{3,})")


_OF_THEM = re.compile(r" من(?:هم|هن)(?!\w)")


def _some_of(view: View, start: int, end: int, number: Mention) -> Mention | None:
    """A number that counts people or bodies behind «من»: «1200 من أولياء الأمور», «40 من العاملين»; None where it is none."""
    value = number["value"]
    if value is not None and value > 2 and number["kind"] == "number" and _OF_THEM.match(view.flat, end):
        return number  # «إن ستة منهم أطباء»
    m = _SOME_OF.match(view.flat, end) if number["value"] is not None and _DIGIT.search(number["text"]) else None
    if m is None or any(w in cues()["numbered"] for w in _last_words(view, start, 1)):
        return None
    noun = m[2] or m[1]
    people = counted_class(noun) in ("people", "organizations") and not counted_class(noun.removesuffix("ه")) == "body"
    if not (people or noun.endswith("ين") and m[2]):
        return None
    return {**number, "counted": view.quote(m.start(1), m.end(1))}


def _over(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The last of sorted spans without nesting that begins before `end`, where it reaches over `start`."""
    n = bisect_left(spans, (end, 0)) - 1
    return spans[n] if n >= 0 and spans[n][1] > start else None


def chosen(view: View, numbers: Sequence[Mention], dates: Sequence[Mention], names: Sequence[Mention]) -> list[Mention]:
    """The numbers that are statistics, in order of text. `names` are entities other than places, in which a number is no figure."""
    found: list[Mention] = []
    days = sorted((d["start"], d["end"]) for d in dates)
    bodies = sorted((n["start"], n["end"]) for n in names)
    for number in sorted(numbers, key=lambda n: (n["start"], n["end"])):
        if _over(days, number["start"], number["end"]):
            continue
        # A name may claim the counted noun («25 ألف مؤسسة مصغرة») or the word before a rank; the figure itself it must not.
        body = _over(bodies, number["start"], number["start"] + 1)
        if body is not None and (number["rule"] != "rank" or body[1] >= number["end"]):
            continue
        block = view.block(number["start"])
        if block is None or block.kind == "footer":
            continue
        start, end = view.span(number)
        number = _stands_alone(view, start, end, number)
        kind = number["kind"]
        if kind == "duration":
            continue
        if kind == "ordinal":
            if _is_rank(view, start, end, number, found[-1] if found else None):
                found.append(number)
            continue
        if kind in ("percent", "money", "unit"):
            if number["rule"] in ("unit_one", "unit_pair") or (number["value"] == 1 and not _DIGIT.search(number["text"])):
                continue
            if number["value"] == 2 and not _DIGIT.search(number["text"]) and kind != "percent":
                continue
            found.append(number)
        elif number["counted"] and not _named_year(number):
            if _counts(number) and not view.flat[:start].endswith("لكل "):  # «أربعة أطباء لكل 100 ألف مواطن» is one figure
                found.append(number)
        elif found and (whole := lent(view, found[-1], found[-2] if len(found) > 1 else None, start, end, number)) is not None:
            found.append(whole)
        elif (some := _some_of(view, start, end, number)) is not None:
            found.append(some)
        elif _bare(view, start, end, number):
            found.append(same_measure(view, found[-1], start, number) if found and _SCALE.search(view.flat[start:end]) else number)
    return found
