"""Number words and digit strings to values: the grammar that dates and numbers share.

Everything here works on folded text (`arextract.fold`): «أربعمائة» is «اربعمائه» there. `CARDINAL`, `ORDINAL` and `DIGITS` are regex sources for
embedding: they begin at a word's first letter (the caller deals with what stands before, proclitics included), end at a word's end, are
atomic and capped, so they cost linear time wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from arextract.fold import fold_name
from arextract.lexicon import rows

Number = int | float


_COUNTING = ("zero", "unit", "unit_of_teen", "ten", "teen", "tens", "hundred", "hundred_plural", "hundreds", "pair", "scale", "scale_plural", "scale_or_pair")


def _lists() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Words by class, and the thing every word is worth."""
    by_class: dict[str, dict[str, int]] = {}
    for row in rows("number_words"):
        by_class.setdefault(row["class"], {})[fold_name(row["word"])] = int(row["value"])
    worth = {w: v for name in _COUNTING for w, v in by_class[name].items()}
    return by_class, worth


_WORDS, _WORTH = _lists()


def alternation(words: Iterable[str]) -> str:
    """A regex source that matches any of the folded words, the longest first, sharing their beginnings so that a miss costs little."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    parts = [re.escape(char) + _branch(below) for char, below in sorted(node.items()) if char]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return body + "?" if ends else body


def _any(*classes: str, without: Iterable[str] = ()) -> str:
    return alternation({w for c in classes for w in _WORDS[c]} - set(without)) + r"\b"


_GAP = r" {1,3}"
_AND = r" {0,3}و {0,2}"
_ONES = _any("unit")
_TEEN = rf"(?:{_any('unit', 'unit_of_teen')} {{1,3}}عشره?\b|{_any('teen')})"
_TENS = _any("tens")
_BELOW_100 = rf"(?:{_TEEN}|{_ONES}{_AND}{_TENS}|{_TENS}(?:{_AND}{_ONES})?|{_any('ten')}|{_ONES})"
_JOINED = _any("hundreds", "pair", without=[w for w, v in _WORDS["pair"].items() if v != 200])
_HUNDREDS = rf"(?:{_JOINED}|{_ONES}{_GAP}{_any('hundred', 'hundred_plural')}|{_any('hundred')})"
_BELOW_1000 = rf"(?:{_HUNDREDS}(?:{_AND}{_BELOW_100})?|{_BELOW_100}(?:{_GAP}{_any('hundred')})?)"
_ONE_SCALE = _any("scale")
_ANY_SCALE = _any("scale", "scale_plural", "scale_or_pair")
_BIG_PAIR = _any("pair", "scale_or_pair", without=[w for w, v in _WORDS["pair"].items() if v == 200])
_DOUBLED = "|".join(rf"{w}{_GAP}{w}ا?\b" for w in _WORDS["scale"])  # num2words writes 101,000 as «مائه و الف الف»
_SCALES = rf"(?:{_GAP}{_ANY_SCALE})"
_BARE_SCALED = rf"(?:{_HUNDREDS}{_AND}(?:{_DOUBLED})|(?:{_BIG_PAIR}|{_ONE_SCALE}){_SCALES}{{0,2}})"

SCALE: str = _ANY_SCALE
"""A regex source: one scale word, singular or plural («مليون», «آلاف»)."""

SCALES: dict[str, int] = {**_WORDS["scale"], **_WORDS["scale_plural"], **{w: v // 2 for w, v in _WORDS["scale_or_pair"].items()}}
"""Folded scale word -> 1000 … 10^15."""

CARDINAL: str = (
    rf"(?>(?:(?:{_BARE_SCALED}|{_BELOW_1000}{_SCALES}{{1,3}}){_AND}){{0,5}}"
    rf"(?:{_BARE_SCALED}|{_BELOW_1000}{_SCALES}{{0,3}})|{_any('zero')})"
)
"""A regex source: a number in words, as far as it reaches («خمسه وعشرون», «مليونان وثلاثمئه الف»)."""

_AL = "(?:ال)?"
_ORDINALS = {**_WORDS["ordinal"], **_WORDS["ordinal_part"], **_WORDS["ordinal_cardinal"]}
_TRUE = alternation(w for w, v in {**_WORDS["ordinal"], **_WORDS["ordinal_part"]}.items() if v < 10 and w not in ("اول", "اولي"))
_UNITTH = rf"(?:{_AL}{_TRUE}|ال{alternation(_WORDS['ordinal_cardinal'])})"  # «الأحد عشر» is said for «الحادي عشر»; without ال it is eleven
_TEENTH = rf"{_UNITTH} {{1,3}}عشره?\b"
_WITH_TENS = rf"{_UNITTH}{_AND}ال{_TENS}"
_ROUND = rf"ال{_HUNDREDS}"
_SMALL_ORDINAL = rf"(?:{_TEENTH}|{_WITH_TENS}|{_AL}{_any('ordinal')}|ال{_TENS})"
_AFTER_ROUND = rf" {{1,3}}بعد {{1,3}}ال(?:{_HUNDREDS}|{_ONE_SCALE})"

ORDINAL: str = rf"(?>{_ROUND}(?:{_AND}{_SMALL_ORDINAL})?|{_SMALL_ORDINAL}(?:{_AFTER_ROUND})?|ال{_ONE_SCALE})"
"""A regex source: an ordinal («الخامس والعشرون», «ثالث عشر», «العاشر بعد المئه», «المئه»).

Whether «الثاني» is a rank or part of a name is the caller's to say."""

DIGITS: str = r"(?>[0-9]{1,3}(?: [0-9]{3}){1,4}(?:[.,٫][0-9]{1,2})?(?![0-9.,٬٫]*[0-9])|[0-9]{1,18}(?:[.,٬٫][0-9]{1,9}){0,6}|[.,٫][0-9]{1,6})(?![0-9])"
"""A regex source: a digit string with its separators («1,250,000», «59,19», «1 250», «.77»)."""

_TOKEN = re.compile(r"\w+")
_Words = list[tuple[bool, int]]


EITHER: frozenset[str] = frozenset(_WORDS["scale_or_pair"])
"""Folded words that are one in the accusative or two without their ن: «مليارا» («ملياراً واحداً», «مليارا دولار»). A dual that lost its ن
needs its noun behind it, so before و the word is one: «مليارا ومائتي مليون» is 1.2 x 10^9."""


def _words(folded: str, worth: dict[str, int]) -> _Words | None:
    """Each word as (stands after و, its worth), or None where a word is no number."""
    found: _Words = []
    joined = either = False
    for word in _TOKEN.findall(folded):
        if word == "و":
            joined = True
            continue
        for bare, after_waw in ((word, joined), (word[2:] if word.startswith("ال") else "", joined), (word[1:], True), (word[3:], True)):
            if bare in worth and (not after_waw or bare == word or joined or word.startswith("و" + bare) or word.startswith("وال")):
                # Folded, «وأحد عشر» and «واحد عشر» are one: behind another number the و joins.
                after_waw = after_waw or (word == "واحد" and bool(found))
                if after_waw and either:
                    found[-1] = (found[-1][0], found[-1][1] // 2)
                found.append((after_waw, worth[bare]))
                either = bare in EITHER
                break
        else:
            return None
        joined = False
    return found or None


def _below_1000(words: _Words) -> int | None:
    """Units, tens and hundreds added up; None where they do not make a number («خمسه سته»)."""
    hundreds, rest, last = 0, 0, 0
    for joined, value in words:
        if value == 100 and rest and not joined and not hundreds and (rest < 10 or last >= 10 or len(words) == 2):  # «خمس مئه», and «عشرين مئه الف»
            hundreds, rest = rest * 100, 0
        elif value >= 100:
            if hundreds or rest:
                return None
            hundreds = value
        elif value == 10 and 0 < rest < 10 and not joined:
            rest += 10
        elif joined and 0 < rest < 10 and 20 <= value < 100 or joined and rest >= 20 and rest % 10 == 0 and 0 < value < 10:
            rest += value
        elif rest or (hundreds and not joined):
            return None
        else:
            rest = value
        last = value
    return hundreds + rest


def _value(words: _Words) -> int | None:
    """A number from its words, biggest scale first; None where they do not make one."""
    terms: list[int] = []
    least = 10**18
    head: _Words = []
    skip = False
    for i, (joined, value) in enumerate(words):
        if skip:
            skip = False
            continue
        if value < 1000:
            head.append((joined, value))
            continue
        scale = value if str(value)[0] == "1" else value // 2
        if head:
            part = _below_1000(head)
            if part is None:
                return None
            if joined:  # num2words writes 101,000 as «مائه والف الف»
                if words[i + 1 : i + 2] not in ([(False, scale)], [(False, 2 * scale)]):
                    return None
                part, skip = part + 1, True
            term = part * scale  # «الفا» after a number is one thousand with its ending, alone it is a pair
        elif terms and not joined:
            terms[-1] *= scale  # «مئه الف مليون»
            continue
        else:
            term = value
        if terms and scale >= least:
            return None
        least = scale
        terms.append(term)
        head = []
    if head:
        part = _below_1000(head)
        if part is None or (terms and not head[0][0]):
            return None
        terms.append(part)
    return sum(terms)


def cardinal_value(folded: str) -> int | None:
    """The value of a number written in words, 0 to 10^18, or None where it is none.

    Takes folded text: «خمسه وعشرون» is 25, «الفان ومئه» 2100. A word may carry ال («الخمس مئه»).
    """
    words = _words(folded, _WORTH)
    return None if words is None else _value(words)


_ORDINAL_WORTH = {**_WORTH, **_ORDINALS}


def ordinal_value(folded: str) -> int | None:
    """The value of an ordinal, 1 and up, or None where it is none: «الخامس والعشرون» is 25, «العاشر بعد المئه» 110.

    With ال or without; a definite cardinal counts («الثلاثون», «المئتين والخامس عشر»).
    """
    small, _, big = folded.partition(" بعد ")
    words = _words(small, _ORDINAL_WORTH)
    value = None if words is None else _value(words)
    if value is None or not big:
        return value
    base = cardinal_value(big)
    return None if base is None else base + value


@dataclass(frozen=True, slots=True)
class Convention:
    """How a document writes its numbers: the character before its decimals and the one between its thousands, as far as it shows them."""

    decimal: str | None = None
    thousands: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a digit string says: its value and the other values that it may have."""

    value: Number
    others: tuple[Number, ...] = ()


_MARKED, _BEFORE_MARK = re.compile("[0-9][.,][0-9]"), 5  # what every evidence holds, and the digits that it may have before these
_EVIDENCE = re.compile(
    r"(?<![0-9.,٫٬/])(?:[0-9]{1,3}(?P<both>[.,])[0-9]{3}(?!(?P=both))(?P<last>[.,])[0-9]{1,3}(?![0-9.,/])"
    r"|[0-9]{1,3}(?P<thousands>[.,])[0-9]{3}(?:(?P=thousands)[0-9]{3}){1,4}(?![0-9])"
    r"|[0-9]{1,6}(?P<decimal>[.,])[0-9]{1,2}(?![0-9/]|[.,][0-9]))"
)


def convention(folded: str) -> Convention:
    """What the numbers of a text that can be read in one way only say about the others: «59,19» shows a decimal comma, «1.250.000» a grouping point."""
    seen = {"decimal": {",": 0, ".": 0}, "thousands": {",": 0, ".": 0}}
    first = _MARKED.search(folded)
    for m in () if first is None else _EVIDENCE.finditer(folded, max(0, first.start() - _BEFORE_MARK)):
        if m["both"]:
            seen["thousands"][m["both"]] += 1
            seen["decimal"][m["last"]] += 1
        else:
            kind = m.lastgroup or "decimal"
            seen[kind][m[kind]] += 1
    best: dict[str, str | None] = {}
    for kind, votes in seen.items():
        comma, point = votes[","], votes["."]
        best[kind] = None if comma == point else "," if comma > point else "."
    return Convention(best["decimal"], best["thousands"])


def number(digits: str) -> Number:
    """Plain digits with at most one point as int or float: «12.50» is 12.5."""
    if "." not in digits:
        return int(digits)
    value = float(digits)
    return int(value) if value.is_integer() else value


def read_digits(token: str, convention: Convention = Convention()) -> Reading | None:
    """Read a digit string of folded text, or None where it is no number («1.2.3»).

    ٫ is a decimal sign and ٬ groups thousands. One comma or point before three digits may be either: «1,250» is 1250 with 1.25 among `others`,
    «82.800» is 82.8 with 82800, unless the document's `convention` says otherwise.
    """
    token = token.replace(" ", "")
    if token.isdigit():
        return Reading(int(token))
    if "٫" in token or "٬" in token:
        plain = token.replace("٬", "")
        if "٫" in plain:
            plain = plain.replace(",", "").replace("٫", ".") if plain.count("٫") == 1 and "." not in plain else ""
        else:
            plain = plain.replace(",", ".")
        return Reading(number(plain)) if plain.count(".") == 1 or plain.isdigit() else None
    head, *groups = re.split(r"[.,]", token)
    marks = [c for c in token if c in ".,"]
    joined = head + "".join(groups)
    as_decimal = number(f"{head + ''.join(groups[:-1]) or '0'}.{groups[-1]}")
    if len(marks) > 1:
        if not 1 <= len(head) <= 3 or any(len(g) != 3 for g in groups[:-1]):
            return None
        if len(set(marks[:-1])) > 1:
            return None
        if marks[-1] == marks[0]:
            if len(groups[-1]) == 3:
                return Reading(int(joined))
            return Reading(as_decimal) if marks[0] == "," and len(groups[-1]) < 3 else None
        return Reading(as_decimal)
    mark, tail = marks[0], groups[0]
    if len(tail) != 3 or len(head) > 3 or head in ("", "0"):
        return Reading(as_decimal)
    whole = int(joined)
    if convention.thousands == mark:
        return Reading(whole)
    decimal = mark == "." and convention.decimal != "," or mark == "," and convention.decimal == "," and convention.thousands == "."
    return Reading(as_decimal, (whole,)) if decimal else Reading(whole, (as_decimal,))
