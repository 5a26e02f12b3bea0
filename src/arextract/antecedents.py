"""What a bare noun stands for: «المعهد» behind «معهد الدراسات المصرفية … بالتعاون مع المعهد المالي» is the first. Pure, on characters alone.

Entities (who is meant) and people (whose director) both ask, so this stands below the extractors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from arextract.fold import fold_name, fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASIDE = re.compile(r"(?<!\w)(?:[وف]?(?:مع|في|لدي|بين)|(?:بدعم|بتمويل|بتنظيم|برعايه)(?: \w+){0,2} من)\s*[«\"“(]?$")
_JOINED = re.compile(r"(?<!\w)و\s*$")
_NEAR = 24  # names about one that are looked at
_BACK = 30  # characters before a name that say how it is told


def antecedent(named: Sequence[tuple[int, ...]], at: int, text: str) -> int | None:
    """Which of the bodies of one head noun (start and end first, in order of text) such a noun at `at` speaks of: the nearest before it, else the next behind.

    One that was named only in passing, once and behind «مع» or «في», is not what the talk is of, where another stands before it that was not.
    """
    i = bisect_left(named, (at, -1)) - 1
    if i < 0:
        return 0 if named else None
    if i == 0 or not _aside(text, named, i):
        return i
    return next((k for k in range(i - 1, max(-1, i - _NEAR), -1) if _name(text, named[k]) != _name(text, named[i]) and not _aside(text, named, k)), i)


def _name(text: str, span: tuple[int, ...]) -> str:
    return fold_name(text[span[0] : span[1]])


def _aside(text: str, named: Sequence[tuple[int, ...]], i: int) -> bool:
    start = named[i][0]
    before = fold_word(text[max(0, start - _BACK) : start])
    if _JOINED.search(before) and i and start - named[i - 1][1] < _BACK:
        return _aside(text, named, i - 1)  # «مع جامعة دمشق وجامعة حلب»
    return _ASIDE.search(before) is not None and sum(_name(text, other) == _name(text, named[i]) for other in named[max(0, i - _NEAR) : i + _NEAR]) == 1
