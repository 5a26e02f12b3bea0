"""Numbers with their meaning: counts, ordinals, percents, money, measures and durations.

`find_numbers` works on the folded text in three steps: one pass finds where numbers may begin (`values.ATOM`), each becomes a quantity with
its value, unit and counted noun, and neighbours that are one thing are joined («من 10 إلى 20 دولار», «20 دولار و43 سنت»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from arextract.extract.numbers.finder import Finder
from arextract.extract.numbers.join import join
from arextract.extract.numbers.quantity import Quantity
from arextract.fold import Folded, fold
from arextract.records import Number, NumberMention, neat


def find_numbers(text: str, taken: Sequence[tuple[int, int]] = (), country: str | None = None) -> list[NumberMention]:
    """Every number of a text that counts, ranks or measures something, in order.

    `taken` are character ranges (end excluded, in the text as read) that dates own: nothing in them is a number. Phones, codes, clock times,
    list numbers and the numbers of articles and editions are left out. «نحو 59,19 مليون مواطن» gives value 59190000, counted «مواطن»,
    approximate; «خمسة أيام» gives kind duration, iso P5D; «بين 10 و20 دولاراً» gives low 10, high 20, unit USD.
    `country` (ISO 3166-1 alpha-2) is where the text comes from, which tells one dinar from another before the countries that it names do.
    """
    folded = fold(text)
    found = Finder(folded, taken, country).run()
    return [_mention(q, folded) for q in join(found, folded.text)] if found else []


def _iso(pieces: list[tuple[Number, str]]) -> str:
    """«3 ساعات و20 دقيقة» is PT3H20M; years in P10Y and P100Y are counted out."""
    date, time = "", ""
    for value, one in pieces:
        amount = neat(value * int(re.sub(r"\D", "", one)))
        letter = one[-1]
        if one.startswith("PT"):
            time += f"{amount}{letter}"
        else:
            date += f"{amount}{letter}"
    if "W" in date and len(date.split("W")[1]) > 0:
        weeks = re.search(r"([\d.]+)W", date)
        days = re.search(r"([\d.]+)D", date)
        total = float(weeks[1]) * 7 + (float(days[1]) if days else 0) if weeks else 0
        date = re.sub(r"[\d.]+[WD]", "", date) + f"{neat(total)}D"
    return "P" + date + (f"T{time}" if time else "")


def _mention(q: Quantity, folded: Folded) -> NumberMention:
    start, end = folded.source(q.start, q.end)
    value: Number | None = neat(q.value) if isinstance(q.value, float) else q.value
    low, high = q.low, q.high
    if q.ranged or len(q.pieces) > 1:
        value = None
    elif q.bound == "low":
        low = value
    elif q.bound == "high":
        high = value
    noun = q.counted or q.lent
    unit = q.unit_id if q.kind != "number" else None
    alternatives: list[Number | str] = [neat(o) if isinstance(o, float) else o for o in q.others]
    alternatives += q.codes
    return NumberMention(
        start,
        end,
        folded.raw[start:end],
        q.kind,
        value,
        low,
        high,
        unit if q.kind != "duration" else None,
        folded.quote(*noun) if noun else None,
        _iso(q.pieces) if q.kind == "duration" and not q.ranged else None,
        tuple(alternatives),
        q.approximate,
        q.rule,
    )
