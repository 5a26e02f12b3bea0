"""Where a quarter, a street, a water or a border post bears a name: «حي الخالدية», «أحياء بابا عمرو والقصور», «شارع بغداد», «قناة السويس», «معبر رفح».

Such a name is no town's and no country's, whatever a gazetteer or a model says. Places (the rules) and entities (what a model alone claims) both ask, so
this stands below the extractors. Pure, on characters alone.
"""

from __future__ import annotations

import re
from functools import cache

from arextract.by_text import by_text
from arextract.fold import fold, fold_name
from arextract.lexicon import Place, place_names, words_by_kind
from arextract.tokenise import folded_runs

_WORD = re.compile("[\u0621-\u0652\u0670]+")
_NEXT = re.compile("[ \u00a0]{1,2}")
_COMMA = re.compile("[ \u00a0]?[،,][ \u00a0]{0,2}(?=و)")
_MOST = 60  # offsets of a list, two for a name
_LONGEST = 3  # words of a quarter's name
_GREAT = 150_000  # people of a town that «أحياء» may stand before: «أحياء حلب» are Aleppo's, «أحياء القصور» none's
_OTHERS = frozenset({"اخري", "عده", "عديده", "مختلفه", "كثيره", "جديده"})
_PROCLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول")


@cache
def _nouns() -> dict[str, str]:
    """Folded noun -> «quarter», «water» (one name follows), «quarter_list» (a dual: names follow), «quarters» (names follow, or a great town), «suburb»
    (a name follows, or a town).
    """
    kinds = words_by_kind("place_cues")
    return {word: kind for kind in ("quarter", "water", "quarter_list", "quarters", "suburb") for word in kinds[kind]}


@cache
def _heads() -> dict[str, str]:
    return {p + noun: kind for noun, kind in _nouns().items() for p in _PROCLITICS}


@by_text
def namesakes(text: str) -> frozenset[int]:
    """The offsets at which such names begin; a plural or dual governs every name joined by و («والقصور» behind its و)."""
    found: set[int] = set()
    view, heads = fold(text), _heads()
    words, starts, ends = folded_runs(view.text)
    for i in [i for i, word in enumerate(words) if word in heads]:
        kind = heads[words[i]]
        start = _word_after(text, view.source(starts[i], ends[i])[1]) if view.text[ends[i] : ends[i] + 1] == " " else None
        if start is None or (kind == "suburb" and _towns(text, start)) or (kind == "quarters" and any(map(_great, _towns(text, start)))):
            continue
        found.add(start.start())
        if kind in {"quarters", "quarter_list"}:
            found.update(_joined(text, start))
    return frozenset(found)


def _word_after(text: str, end: int) -> re.Match[str] | None:
    gap = _NEXT.match(text, end)
    return _WORD.match(text, gap.end()) if gap else None


def _joined(text: str, word: re.Match[str]) -> set[int]:
    """The beginnings of the names that a list goes on with by و; «وادي» may be one that has the letter for its own."""
    found: set[int] = set()
    length = 1
    while length <= _LONGEST and len(found) < _MOST and not _closes(fold_name(word[0])):
        comma = _COMMA.match(text, word.end())
        after = _WORD.match(text, comma.end()) if comma else _word_after(text, word.end())
        if after is None or _closes(fold_name(after[0]).removeprefix("و")):
            break
        word = after
        length += 1
        if word[0].startswith("و"):
            found |= {word.start(), word.start() + 1}
            length = 1
    return found


def _closes(word: str) -> bool:
    """Whether a folded word ends a list of names: «في», «أخرى», «بولايتي», «بحمص»."""
    kinds = words_by_kind("place_cues")
    bare = word.removeprefix("ب")
    return (
        word in kinds["prep"]
        or word in _OTHERS
        or bare in kinds["head"]
        or (bare != word and any(p.ours and p.tier == "S" for p in place_names().get(bare, ())))
    )


def _towns(text: str, word: re.Match[str]) -> list[Place]:
    """The towns and countries that the gazetteer knows by the one or two words here."""
    second = _word_after(text, word.end())
    names = [fold_name(text[word.start() : m.end()]) for m in (second, word) if m]
    return [p for name in names for p in place_names().get(name, ())]


def _great(place: Place) -> bool:
    return place.label == "COUNTRY" or place.ours and (place.capital or place.people >= _GREAT)
