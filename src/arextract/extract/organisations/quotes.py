"""Names with quotes in them: «وكالة "الأناضول"», «مؤسسة «أجيال» الثقافية»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.extract.organisations.names import Head, agrees

if TYPE_CHECKING:
    from arextract.extract.organisations.grammar import Mention, Parser

QUOTES = {'"': '"', "«": "»", "“": "”", "”": "“", "„": "“", "(": ")", "'": "'", "‘": "’"}


def _described(p: Parser, i: int, j: int) -> int:
    """The index behind what goes on behind the quotes that end before token j: «مؤسسة «أجيال» الثقافية», «جمعية "سند" الخيرية لرعاية الأيتام»."""
    while p.joined(j) and p.adjective(j) and agrees(p.norm(i).endswith("ه"), p.norm(j)):
        if p.norm(j) in p.lexicon.nations and p.norm(j + 1) != "لل":
            break  # «مؤسسة «سيمنز» الألمانية»: whose it is
        j += 1
    return p.tail(j)


def quoted_name(p: Parser, i: int, head: Head, found: list[Mention]) -> int:
    """«وكالة "الأناضول"» whole, of «شركة «سيمنز»» what stands in the quotes; the index behind it, else 0."""
    if head.construct_only and not head.quoted or not p.joined(i + 1) or p.norm(i + 1) not in QUOTES or p.norm(i + 1) == "(":
        return 0
    closing = QUOTES[p.norm(i + 1)]
    for k in range(i + 2, min(i + 9, len(p.words))):
        if not p.joined(k):
            return 0
        if p.norm(k) in (closing, '"', "”"):
            if k == i + 2:
                return 0
            j = _described(p, i, k + 1)
            if head.quoted or (j > k + 1 and not head.generic):
                found.append(p.mention(i, j, head.label, "bodies:quoted", 0.8, whole=True))
                return j
            inner = head.generic
            found.append(p.mention(i + 2 if inner else i, k if inner else k + 1, head.label, "bodies:quoted", 0.8))
            return k + 1
    return 0
