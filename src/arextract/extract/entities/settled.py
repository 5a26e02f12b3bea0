"""What is settled by what stands beside it: towns that a model only half hears, and bodies before the town that may be part of their name."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.entities.weighing import BODIES, Claim
from arextract.fold import fold_name
from arextract.tokenise import known as common
from arextract.tokenise import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


_SEAT = 6  # characters between a body and the town where it is: «في », «ب», «بمدينة» is longer and says itself that it is a town
_ROW = 3  # towns that make a list
_GAP = 3  # characters between a town of a list and the next, و aside
_EVERYDAY = 43  # tenths of the Zipf frequency of a word that is met every day
_HEIR = "ولي"
_QUOTES = frozenset('"«“')
_OFFICES = frozenset(("امين",))  # the mayor of a Saudi town is its «أمين», and a given name


def towns(text: str, found: Sequence[Claim], sure: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    """The stretches that a model hears as towns, and that stand behind a noun of settlement («قرية كاف») or go on a list of three towns and more
    («الخرمة وتربة ورنية وبني سعد والمحاني»); `sure` tells of the towns that stand without our help.
    """
    settled: set[tuple[int, int]] = set()
    if not any(c.said for c in found):
        return settled
    there = words(text)
    row: list[int] = []
    for claim in sorted((c for c in found if c.label == "CITY"), key=lambda c: (c.start, -c.end)):
        span = (claim.start, claim.end)
        n = there.at(claim.start)
        known = span in sure
        joined = bool(row) and 0 < claim.start - row[-1] <= _GAP + 1 and text[row[-1] : claim.start].strip(" ،,") == "و"
        if claim.said and not known:
            before = n - 1 - (n > 0 and there.norms[n - 1] in _QUOTES)
            behind = (
                before >= 0
                and n < len(there)
                and there.starts[n] == claim.start
                and there.norms[before] in _nouns()
                and "\n" not in text[there.ends[before] : claim.start]
            )
            if " " not in text[claim.start : claim.end] and common(there.norms[min(n, len(there) - 1)]):
                behind = False  # «قرية نائية», «مدينة المعارض»
            if behind or (joined and len(row) >= _ROW):
                settled.add(span)
                known = True
        if known:
            row = [*row, claim.end] if joined else [claim.end]
    return settled


def apart(text: str, weighed: Sequence[tuple[Claim, float]]) -> list[tuple[Claim, float]]:
    """The claims with what follows from each other: «هيئة السياحة | في مسقط» is a body and a town, or one name.

    Where the town is taken to stand by itself the body before it is taken to end there: as probable as the town beside the longer name, or as the same
    name where it stands without a town elsewhere in the text.
    """
    towns = sorted(((c.start, c.end, p) for c, p in weighed if c.label == "CITY"), key=lambda t: t[0])
    if not towns:
        return list(weighed)
    longer = {(c.start, c.end): p for c, p in weighed if c.label in BODIES}
    begins = [start for start, _, _ in towns]
    named = {text[c.start : c.end]: p for c, p in sorted(weighed, key=lambda w: w[1]) if c.label in BODIES}
    found: list[tuple[Claim, float]] = []
    for claim, p in weighed:
        if claim.label in BODIES:
            for _, end, sure in towns[bisect_left(begins, claim.end) : bisect_left(begins, claim.end + _SEAT)]:
                if (whole := longer.get((claim.start, end))) is not None:
                    p = max(p, min(sure, sure / (sure + whole)), named[text[claim.start : claim.end]])
        found.append((claim, p))
    return found


def mayor(text: str, claim: Claim) -> bool:
    """Whether a claim to a person is a mayor and his town: «(أكد) أمين الطائف»."""
    if claim.label != "PERSON":
        return False
    first, _, rest = fold_name(text[claim.start : claim.end]).partition(" ")
    return first in _OFFICES and _town(rest)


def _town(name: str) -> bool:
    """Whether a folded name is a town's that stands alone."""
    return any(p.label == "CITY" and p.ours and p.tier == "S" for p in lexicon.place_names().get(name, ()))


def everyday(text: str, claim: Claim, told: Collection[str]) -> bool:
    """Whether a town that only a model hears is a common word, of whose countries (`told` are those of the text) nobody speaks: «في مشهد نادر».

    «مدينة مشهد», «في مشهد شرق إيران» are the town.
    """
    if claim.label != "CITY" or claim.mention is not None:
        return False
    name = fold_name(text[claim.start : claim.end])
    if lexicon.frequencies().get(name, 0) < _EVERYDAY:
        return False
    readings = [p for p in lexicon.place_names().get(name, ()) if p.label == "CITY"]
    if not readings or any(p.tier != "R" or p.country in told for p in readings):
        return False
    there = words(text)
    at = there.at(claim.start)
    before = next((norm for norm in there.norms[max(0, at - 2) : at][::-1] if norm[-1].isalnum()), "")  # «مدينة "كان"»
    return before not in lexicon.words_by_kind("place_cues")["head"]


@cache
def _nouns() -> frozenset[str]:
    return frozenset(fold_name(noun) for noun in ("قرية", "بلدة", "مدينة", "محافظة", "معتمدية", "هجرة", "ولاية"))


def name_alone(text: str, start: int, end: int) -> tuple[int, int]:
    """What a model takes for a person without the end of a rank before it («(العميد طيار) ركن | يوسف الحربي») and the office's first word behind it
    («سعد بن خالد | ولي ولي العهد»).
    """
    while (blank := text.find(" ", start, end)) > 0 and fold_name(text[start:blank]) in lexicon.words_by_kind("honorifics")["qualifier"]:
        start = blank + 1
    head, _, last = text[start:end].rpartition(" ")
    name, _, office = head.rpartition(" ")
    if " " in name and fold_name(office) in _OFFICES and _town(fold_name(last)):
        return start, start + len(name)
    return (start, start + len(head)) if head and last == _HEIR and text[end : end + 9].split()[:1] == [_HEIR] else (start, end)
