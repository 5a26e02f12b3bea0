"""Bodies called after people: «مكتبة الملك فهد», «كرسي الأمير محمد بن ناصر», «شركة أبناء عبدالله الخضري»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.organisations.names import definite, kind

if TYPE_CHECKING:
    from arextract.extract.organisations.grammar import Parser

_NAMES = 5  # words of a founder's name


def founded(p: Parser, i: int, j: int) -> bool:
    """Whether tokens i..j are a house that bears a patron's name, title and all: «متحف الشيخ فيصل», and not «مكتب الأمير …»."""
    return p.norm(i) in kind("founded") and p.norm(i + 1) in kind("patron") and j > i + 2


def family(p: Parser, i: int) -> int:
    """The index behind the family at token i whose firm it is: «أبناء عبدالله الخضري», «أولاد علي النعيمي»; else i."""
    if p.norm(i) not in kind("heirs") or not (p.joined(i + 1) and p.norm(i + 1) in lexicon.given_names()):
        return i
    k = i + 2
    while k < i + 2 + _NAMES and p.joined(k) and p.letters(k) and (p.norm(k) in lexicon.given_names() or p.norm(k) in kind("link")):
        k += 1
    if p.joined(k) and definite(p.norm(k)) and p.norm(k) not in p.lexicon.stops:
        k += 1
    return k
