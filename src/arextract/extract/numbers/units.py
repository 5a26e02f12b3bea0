"""What stands beside a number and says what it measures: percent signs, units, durations, currencies.

All on folded text. The lists stand in resources/: units, duration_units, percent_words, and the currency lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from arextract.fold import fold_name
from arextract.lexicon import rows
from arextract.numerals import alternation
from arextract.records import NumberKind


@dataclass(frozen=True, slots=True)
class Unit:
    """What a word beside a number means: `id` is a UCUM or ISO 4217 code, the ISO duration of one, «percent», or a family of currencies.

    A number is multiplied by `factor`. `form`: one | pair | many | short. `family`: the id names a family («دينار»), not yet a currency.
    `part`: the word is a part of a currency («فلس»), `codes` are those that have it.
    """

    kind: NumberKind
    id: str
    factor: float = 1
    form: str = "one"
    family: bool = False
    codes: tuple[tuple[str, float], ...] = ()


def _words() -> dict[str, Unit]:
    found: dict[str, Unit] = {}

    def add(word: str, unit: Unit) -> None:
        found.setdefault(fold_name(word), unit)

    for r in rows("percent_words"):
        add(r["word"], Unit("percent" if r["id"] == "percent" else "number", r["id"], float(r["factor"]), "short"))
    for r in rows("duration_units"):
        add(r["word"], Unit("duration", r["id"], 1, r["form"]))
    for r in rows("currency_words"):
        add(r["word"], Unit("money", r["family"], 1, r["form"], family=True))
    for r in rows("currency_shorts"):
        add(r["word"], Unit("money", r["family"], float(r["factor"]), "short", family=True))
    parts: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for r in rows("currency_parts"):
        parts.setdefault((r["word"], r["form"]), []).append((r["code"], float(r["parts"])))
    for (word, form), codes in parts.items():
        add(word, Unit("money", codes[0][0], 1 / codes[0][1], form, codes=tuple(codes)))
    for r in rows("currency_names"):
        add(r["name"], Unit("money", r["code"]))
    for r in rows("currency_signs"):
        add(r["sign"], Unit("money", r["code"], 1, "short"))
    for r in rows("units"):
        add(r["word"], Unit("unit", r["id"], float(r["factor"]), r["form"]))
    return found


WORDS: dict[str, Unit] = _words()


def _spaced(source: str) -> str:
    return source.replace("\\ ", " {1,3}")


_AFTER = re.compile(
    rf" {{0,2}}(?:(?:{_spaced(alternation(w for w in WORDS if w[-1].isalnum()))})(?![\w£$€])|{_spaced(alternation(w for w in WORDS if not w[-1].isalnum()))})"
)


def after(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit that begins at `at` of a folded text (after at most two spaces), and where it ends."""
    m = _AFTER.match(text, at)
    return None if m is None else (WORDS[" ".join(m[0].split())], m.end())


def _written() -> dict[str, dict[str, str]]:
    """Signs that folding makes one, as they are written, with their codes: «د.أ» and «د.إ»."""
    found: dict[str, dict[str, str]] = {}
    for r in rows("currency_signs"):
        found.setdefault(fold_name(r["sign"]), {})[r["sign"]] = r["code"]
    return {sign: codes for sign, codes in found.items() if len(set(codes.values())) > 1}


_WRITTEN: dict[str, dict[str, str]] = _written()


def as_written(sign: str, quote: str) -> str | None:
    """The code of a folded sign that only its spelling tells apart, or None: «د.أ» is JOD, «د.إ» AED."""
    codes = _WRITTEN.get(sign)
    return None if codes is None else next((code for written, code in codes.items() if written in quote), None)


SIGNS: dict[str, Unit] = {fold_name(r["sign"]): WORDS[fold_name(r["sign"])] for r in rows("currency_signs")}
_SIGN_ENDS = frozenset(s[-1] for s in SIGNS)


def sign_before(text: str, at: int) -> tuple[Unit, int] | None:
    """The currency sign that ends at `at` («$», «USD »), and where it begins."""
    end = at
    while end > 0 and at - end < 2 and text[end - 1] == " ":
        end -= 1
    if not end or text[end - 1] not in _SIGN_ENDS:
        return None
    for length in range(5, 0, -1):
        sign = text[end - length : end] if end >= length else ""
        if sign in SIGNS and not (text[end - length - 1 : end - length].isalnum() and end > length and sign[0].isalnum()):
            if length == 1 and sign.isalpha():
                continue
            return SIGNS[sign], end - length
    return None


def _adjectives() -> dict[tuple[str, str], str]:
    """(family, folded adjective in any gender, case and number) -> code."""
    found: dict[tuple[str, str], str] = {}
    for r in rows("currencies"):
        name = fold_name(r["adjective"])
        for ending in ("", "ا", "ه", "ان", "ين", "ات") if name.endswith("ي") and " " not in name else ("",):
            found.setdefault((r["family"], name + ending), r["code"])
    return found


_ADJECTIVES = _adjectives()
_ADJECTIVE = re.compile(rf" {{1,3}}(?:ال)?((?:{_spaced(alternation({a for _, a in _ADJECTIVES}))}))(?!\w)")


def currency(text: str, family: str, at: int) -> tuple[str, int] | None:
    """The currency that an adjective after a family's word names («دولار» + « كندي»), and where the adjective ends."""
    m = _ADJECTIVE.match(text, at)
    code = m and _ADJECTIVES.get((family, " ".join(m[1].split())))
    return (code, m.end()) if m and code else None


@cache
def _families() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Family -> its plain name, the currency it is where nothing else is said, its candidates."""
    members: dict[str, dict[str, None]] = {}
    for r in rows("currencies"):
        members.setdefault(r["family"], {})[r["code"]] = None
    known = {r["code"] for r in rows("currency_cues")}  # those that an Arabic text is likely to mean
    return {r["family"]: (r["name"], r["default"], tuple(c for c in members.get(r["family"], ()) if c in known)) for r in rows("currency_families")}


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    """Country words, with at most one proclitic and ال before them, and the currency each speaks for."""
    words = {fold_name(r["cue"]): r["code"] for r in rows("currency_cues")}
    return re.compile(rf"(?<!\w)[وفبلك]?(?:ال|ل)?({alternation(words)})(?:ي?[هاو]?(?:ن|ين|ات)?)(?!\w)"), words


_AT_HOME = 1000  # words of other countries that the country of the text outweighs


def countries(text: str, home: str | None = None) -> dict[str, int]:
    """How often a folded text speaks of the country of each currency: the evidence that tells one dinar from another.

    `home` (ISO 3166-1 alpha-2) is where the text comes from: sums are told in the money of the country, whomever they go to. A code begins with its country's.
    """
    pattern, words = _cues()
    votes: dict[str, int] = {}
    for m in pattern.finditer(text):
        votes[words[m[1]]] = votes.get(words[m[1]], 0) + 1
    for code in _codes().get(home, ()) if home is not None else ():
        votes[code] = votes.get(code, 0) + _AT_HOME
    return votes


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Country -> the codes of its currencies that an Arabic text is likely to mean."""
    found: dict[str, tuple[str, ...]] = {}
    for code in dict.fromkeys(r["code"] for r in rows("currency_cues")):
        found[code[:2]] = (*found.get(code[:2], ()), code)
    return found


def settle(family: str, votes: dict[str, int]) -> tuple[str, tuple[str, ...]]:
    """The currency of a family that the text's countries speak for, else the usual one, else the family's plain name; and the other candidates."""
    name, default, members = _families()[family]
    seen = [(votes[c], c) for c in members if c in votes]
    if family == "dollar" or not members:
        return default, ()
    if seen:
        best = max(seen)[1]
        return best, tuple(c for _, c in sorted(seen, reverse=True) if c != best)
    return default or name, tuple(c for c in members if c != default)


def settle_part(codes: tuple[tuple[str, float], ...], votes: dict[str, int]) -> tuple[str, float]:
    """The currency whose part a word names («فلس»), by the text's countries, else the usual one: its code and how many parts it has."""
    return max(codes, key=lambda c: votes.get(c[0], 0))
