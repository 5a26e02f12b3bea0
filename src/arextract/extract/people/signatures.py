"""Who signs a release: the name and office that close it, on lines of their own, or behind «عن الهيئة:»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.extract.people.words import ACTION, ARABIC, NAME, NUMBER, OFFICE

if TYPE_CHECKING:
    from arextract.extract.people.mentions import Found, Search
    from arextract.extract.people.words import Words

_CLOSING = 40  # tokens between a signature and the end of the text
_ROLE = 12  # tokens of an office on a line of its own
_BEHALF = 8  # tokens of «عن الهيئة الوطنية للسلامة»


def signatures(s: Search) -> None:
    """Mark those who sign, and read the office on the line below or above the name: «فواز خليفة المطوع | أمين السر»."""
    for p in s.found:
        if s.t.size - p.last > _CLOSING:
            continue
        if _on_behalf(s.t, p.first):
            p.signs = True
        elif _alone(s.t, p):
            if p.role is None:
                p.role = _office(s.t, _below(s.t, p.last)) or _office(s.t, _above(s.t, p.first))
                p.office = p.role is not None
            p.signs = p.office


def _alone(t: Words, p: Found) -> bool:
    """Whether the name, its titles and its office fill a line."""
    opens = p.first == 0 or t.norm[p.first - 1] == "\n" or t.norm[p.first - 1] in (",", "-", ":") and (p.first == 1 or t.norm[p.first - 2] == "\n")
    return opens and (p.last >= t.size or t.norm[p.last] == "\n" or t.norm[p.last] == "." and (p.last + 1 >= t.size or t.norm[p.last + 1] == "\n"))


def _below(t: Words, k: int) -> tuple[int, int]:
    while k < t.size and t.norm[k] == "\n":
        k += 1
    end = k
    while end < t.size and t.norm[end] != "\n":
        end += 1
    return k, end


def _above(t: Words, k: int) -> tuple[int, int]:
    end = k
    while end and t.norm[end - 1] == "\n":
        end -= 1
    k = end
    while k and t.norm[k - 1] != "\n":
        k -= 1
    return k, end


def _office(t: Words, line: tuple[int, int]) -> tuple[int, int] | None:
    """The office that fills a line, or None: «أمين السر», «رئيس مجلس الإدارة»."""
    first, end = line
    while end > first and not t.kind[end - 1] & ARABIC:
        end -= 1
    if not 0 < end - first <= _ROLE or not t.kind[first] & OFFICE or t.look[first].cut:
        return None
    if any(
        t.norm[k] in (":", ".") or t.kind[k] & NUMBER or t.kind[k] & ACTION and not t.kind[k] & (NAME | OFFICE) and not t.body[k] for k in range(first, end)
    ):
        return None
    return first, end


def _on_behalf(t: Words, first: int) -> bool:
    """«عن الهيئة: …», «عن إدارة المعهد/»: at the beginning of a line."""
    if first < 3 or t.norm[first - 1] not in (":", "/", ",", "-"):
        return False
    k = first - 2
    while k > max(0, first - _BEHALF) and t.kind[k] & ARABIC and t.norm[k] != "عن":
        k -= 1
    return t.norm[k] == "عن" and (k == 0 or t.norm[k - 1] == "\n") and k < first - 2
