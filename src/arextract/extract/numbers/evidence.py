"""What decides between the two readings of «56,179 مليون» and «12.500 متدرب»: sums, the unit, the scale, what is possible, what stands beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import isclose

from arextract.extract.numbers.quantity import Quantity
from arextract.lexicon import rows
from arextract.numerals import Convention
from arextract.records import Number

_PEOPLE = 8_300_000_000  # more than there are
_EXACT = {r["code"] for r in rows("currency_digits") if r["digits"] == "3"}  # «118,500 دينار» has its thousandths


_PARTS = 5  # a total and at most so many parts
_OPEN = 3  # of them with two readings: more tell nothing, and would be tried in every combination
_NEAR = 90  # characters between two of them
_SENTENCE = re.compile(r"\n|[.!?] ")


def decide(found: list[Quantity], how: Convention, text: str) -> None:
    """Choose between the two readings of «56,179 مليون» and «12.500 متدرب» by the unit, the scale, what is possible and what stands beside.

    Figures of millions with the same mark are read alike: «1,550 مليون» beside «1,462 مليون».
    """
    open_ones = [q for q in found if q.others]
    fine = {(q.mark, q.scale) for q in open_ones if q.scale >= 10**6 and not q.trailing_zero}
    sure = {abs(q.value) for q in found if not q.others and q.kind != "ordinal" and isinstance(q.value, int)}  # «118,500» said again as 118500
    summed = _sums(found, text)
    for q in open_ones:
        if id(q) not in summed:
            _decide(q, how, (q.mark, q.scale) in fine, sure)


def _sums(found: Sequence[Quantity], text: str) -> set[int]:
    """Settle readings by sums: «1.250 طن، منها 750 طنا و500 طن» is 1250, for that is what its parts come to. The ids of the quantities settled.

    A total stands before its parts or behind them, in one sentence; only a sum that holds in a single way counts.
    """
    settled: set[int] = set()
    for first in range(len(found) - 2):
        chain = [found[first]]
        for q in found[first + 1 : first + 1 + _PARTS]:
            if not _alike(chain[0], q) or q.start - chain[-1].end > _NEAR or _SENTENCE.search(text, chain[-1].end, q.start):
                break
            chain.append(q)
            if sum(bool(x.others) for x in chain) > _OPEN:
                break
            if len(chain) > 2 and any(x.others and id(x) not in settled for x in chain) and _settle(chain):
                settled.update(id(x) for x in chain)
    return settled


def _alike(a: Quantity, b: Quantity) -> bool:
    return a.kind in ("number", "money", "unit") and (b.kind == a.kind or "number" in (a.kind, b.kind)) and (a.unit_id or b.unit_id) == (b.unit_id or a.unit_id)


def _settle(chain: Sequence[Quantity]) -> bool:
    """Give the quantities the readings in which one is the sum of the others; False where there are none, or several."""
    right: list[tuple[Number, ...]] = []
    for values in product(*((q.value, *q.others[:1]) for q in chain)):
        for total, parts in ((values[0], values[1:]), (values[-1], values[:-1])):
            if min(parts) > 0 and isclose(total, sum(parts), rel_tol=1e-9):
                right.append(values)
    if len(right) != 1:
        return False
    for q, value in zip(chain, right[0], strict=True):
        if q.others:
            q.others[0], q.value = (q.value if value == q.others[0] else q.others[0]), value
    return True


def _coined(unit: str | None) -> bool:
    """Whether a unit is a currency whose coins are hundredths at most."""
    return unit is not None and len(unit) == 3 and unit.isascii() and unit not in _EXACT


def _decide(q: Quantity, how: Convention, fine: bool, sure: set[int]) -> None:
    small, big = sorted((q.value, *q.others[:1]), key=abs)
    if abs(big) in sure and abs(small) not in sure and q.scale == 1:
        q.value, q.others[0] = big, small  # said again without a mark: «خمسمئة ألف (500.000)»
        return
    chosen = q.value
    whole_things = q.kind == "number" and q.counted is not None
    if q.rule == "digits" and not q.mark:
        return  # typed the other way round: the separator says nothing
    if q.kind == "percent":
        chosen = small
    elif q.scale >= 10**6:
        if how.decimal == q.mark or fine or not q.trailing_zero or (whole_things and big > _PEOPLE):
            chosen = small
        elif how.thousands == q.mark or q.mark == ",":
            chosen = big
    elif whole_things and q.scale == 1 and isinstance(small, float):
        chosen = big
    elif q.kind == "money" and q.scale == 1 and isinstance(small, int) and _coined(q.unit_id) and (how.decimal != q.mark or q.mark == "."):
        chosen = big  # «15.000 ريال»: nobody writes three zeros behind a decimal point where a coin has but two
    elif whole_things and big > _PEOPLE:
        chosen = small
    elif not whole_things and q.scale == 1 and how.decimal == q.mark != how.thousands:
        exact = q.kind == "money" and not _EXACT.isdisjoint((q.unit_id, *q.codes))
        if (exact or not q.trailing_zero) and abs(big) not in sure:
            chosen = small
    q.value, q.others[0] = chosen, (big if chosen == small else small)
