"""What a body is for, where a preposition goes on behind it: «للحوار بين أتباع الأديان», «للتوعية بأضرار التدخين والمخدرات»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.extract.organisations.names import kind

if TYPE_CHECKING:
    from arextract.extract.organisations.grammar import Parser

_CHAIN = 4  # words of what a body is between or takes care of


def governed(p: Parser, j: int) -> int:
    """The index behind what the purpose before token j governs: «(للحوار) بين أتباع الأديان والثقافات», «(للتوعية) بأضرار التدخين»; else j."""
    if not (p.joined(j) and p.joined(j + 1)):
        return j
    purpose = p.norm(j - 1).removeprefix("ال")
    if not (purpose in kind("mutual") and p.norm(j) == "بين" or "ال" + purpose in kind("thrive") and p.norm(j) == "ب"):
        return j
    behind = _nouns(p, j + 1)
    if behind == j + 1:
        return j
    while p.joined(behind) and p.norm(behind) == "و" and p.joined(behind + 1) and p.conjunct(behind + 1):
        behind += 2
    return behind


def _nouns(p: Parser, i: int) -> int:
    """The index behind a definite noun at token i, the nouns in construct before it and its adjectives; else i."""
    k = i
    while p.joined(k) and k < i + _CHAIN and p.plain(k) and p.place(k) == k and p.norm(k) not in kind("province"):
        k += 1
    if not (p.joined(k) and p.adjective(k, group=True)) or p.norm(k) in kind("sides"):
        return i
    k += 1
    while p.joined(k) and p.adjective(k):
        k += 1
    return k
