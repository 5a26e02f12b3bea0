"""Departments: «مديرة إدارة البعثات», named where their official stands before them, and «تعليم الرياض», named by their town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.extract.organisations.names import OPENING, kind
from arextract.extract.organisations.towns import seat

if TYPE_CHECKING:
    from arextract.extract.organisations.grammar import Mention, Parser

_STATE_MEDIA = frozenset(("التلفزه", "التلفزيون", "الاذاعه"))


def officer(p: Parser, i: int) -> bool:
    """Whether an official's office stands before token i, or a word of whose something is: «مديرة | إدارة البعثات», «المقر التابع لـ | إدارة التطوير»."""
    if not p.joined(i):
        return False
    before = p.norm(i - 1)
    if before == "عام" and p.joined(i - 1):
        before = p.norm(i - 2)
    return before in kind("chief") or (before == "ل" and p.norm(i - 2) in ("التابع", "التابعه"))


def seated(p: Parser, i: int, label: str, found: list[Mention]) -> int:
    """«(مدير) تعليم الرياض», «شرطة منطقة القصيم»: a department that is named by its town; the index behind it, else 0."""
    j = seat(p, i + 1)
    if j == i + 1:
        return 0
    told = p.norm(i - 1) in ("ب", "ل") or p.norm(i - 1) in OPENING or officer(p, i) or _leads(p, i)
    if p.norm(i) in ("تعليم", "صحه", "بر", "تعاوني") and not told:
        return 0  # «تحسين تعليم الرياض», «في بر مصر»
    found.append(p.mention(i, j, label, "bodies:head", 0.75, whole=True))
    return j


def _leads(p: Parser, i: int) -> bool:
    """Whether token i opens a line."""
    return i == 0 or "\n" in p.text[p.words[i - 1].end : p.words[i].start]


def aired(p: Parser, i: int, j: int) -> bool:
    """«قناة الأفق الفضائية», «التلفزة الموريتانية»: a broadcaster that says what it is, or whose."""
    head = p.norm(i)
    last = p.norm(j - 1)
    return j > i + 2 and head in kind("carrier") and last in kind("aired") or j == i + 2 and head in _STATE_MEDIA and last in p.lexicon.nations


def agent(p: Parser, i: int) -> bool:
    """Whether token i is the subject of a verb that has its object already: «(الذي) تنظمه | لجنة التنمية السياحية»."""
    verb = p.norm(i - 1)
    return p.joined(i) and verb.endswith(("ه", "ها")) and verb.startswith(("ت", "ي")) and verb.removesuffix("ا").removesuffix("ه")[1:] in kind("holds")
