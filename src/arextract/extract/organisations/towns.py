"""The town, the region or the country that a body's name takes in: «غرفة صفاقس», «الغرفة الفتية بسوسة», «المحكمة الابتدائية بالكاف», «تعليم الرياض»."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.organisations.names import kind
from arextract.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arextract.extract.organisations.grammar import Parser

_OFFICES = (("الاداره", "العامه"), ("المكتب", "التعاوني"))  # of a state or a mission, one in every region
_TAUGHT = ("معهد", "جامعه", "كليه", "اكاديميه")


def _city(p: Parser, i: int) -> bool:
    return p.place(i) > i and p.place_at[p.words[i].start]["label"] == "CITY"


def seat(p: Parser, i: int) -> int:
    """The index behind a town at token i, the noun of its province before it or not: «الرياض», «محافظة ينبع»; else i."""
    if not p.joined(i):
        return i
    k = i + 1 if p.norm(i) in kind("province") and p.joined(i + 1) else i
    if k > i and p.norm(k) in _regions():
        return max(p.place(k), k + 1)  # «بمنطقة عسير»
    return p.place(k) if _city(p, k) else i


@cache
def _regions() -> frozenset[str]:
    return frozenset(fold_name(name) for name in lexicon.column("regions"))


def town(p: Parser, j: int, norms: Sequence[str]) -> int:
    """«الغرفة الفتية بسوسة», «نقابة المهندسين في الشمال»: a chamber, a club or an institute takes its town or region into its name.

    One of the whole world («الغرفة الفتية العالمية | بسوسة») is told apart by no town.
    """
    if not (p.joined(j) and p.joined(j + 1)) or norms[0].removeprefix("ال") == "غرفه" and kind("worldwide").intersection(norms):
        return j
    head = norms[0].removeprefix("ال")
    if p.norm(j) == "ب" and (behind := p.place(j + 1)) > j + 1 and _city(p, j + 1):
        capital = p.place_at[p.words[j + 1].start].get("kb_id") in p.lexicon.capitals
        return j if capital and head in ("معهد", "اكاديميه") else behind  # of an institute in a capital there is one, and no town tells it apart
    region = p.norm(j + 1) in kind("region") or (head == "غرفه" and p.place(j + 1) > j + 1)
    if region and p.norm(j) == "في" and head not in _TAUGHT:
        k = max(p.place(j + 1), j + 2)
        if p.norm(k) == "و" and p.joined(k) and p.joined(k + 1) and (behind := p.place(k + 1)) > k + 1:
            return behind
        return k
    return j


def branch(p: Parser, j: int, norms: tuple[str, ...]) -> int:
    """«المحكمة الابتدائية بالكاف», «المجلس المحلي بمحافظة ذمار», «الجمعية الخيرية بالقطيف»: of these every town has its own, and it tells them apart."""
    if not (p.joined(j) and p.norm(j) == "ب"):
        return j
    charity = norms[0].removeprefix("ال") == "جمعيه" and norms[-1] == "الخيريه" and len(norms) < 5
    office = norms[:2] in _OFFICES or (norms[0] == "مكتب" and len(norms) == 2 and norms[1] in kind("service"))
    court = norms[0].removeprefix("ال") in ("محكمه", "نيابه") and len(norms) > 1
    province = norms[:2] in (("المديريه", "الاقليميه"), ("المندوبيه", "الاقليميه"), ("النيابه", "الاقليميه"))
    if not (charity or office or court or province or kind("local").intersection(norms[1:])):
        return j
    behind = seat(p, j + 1)
    return behind if behind > j + 1 else j


def constituency(p: Parser, i: int) -> bool:
    """Whether token i is the district that somebody is elected for: «نواب | دائرة جندوبة»."""
    return p.norm(i) == "دائره" and p.joined(i) and p.norm(i - 1) in kind("voted")


def country(p: Parser, j: int) -> int:
    """«نقابة الصيادلة في لبنان», «الاتحاد الوطني للأئمة في موريتانيا», «نقابة المهندسين في الشمال»: a union says where its members are."""
    if p.norm(j) != "في" or not (p.joined(j) and p.joined(j + 1)):
        return j
    if p.norm(j + 1) in kind("region"):
        return j + 2
    behind = p.place(j + 1)
    return behind if behind > j + 1 and p.place_at[p.words[j + 1].start]["label"] == "COUNTRY" else j
