"""People: names found by titles, offices, verbs of speech and chains of name words, with role, organisation and short mentions linked.

Pure, without spaCy. The rules stand in siblings: `words` (what a word may be), `names` (where a name ends), `roles`, `directors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arextract.extract.people.bystanders import one_among, teaches
from arextract.extract.people.directors import evidence, find_directors, stands_for
from arextract.extract.people.mentions import Found, collect, describe
from arextract.extract.people.roles import by_head, whose
from arextract.extract.people.unnamed import settle
from arextract.extract.people.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["describe_people", "find_directors", "find_people"]


def find_people(
    text: str,
    bodies: Sequence[dict[str, Any]] = (),
    places: Sequence[dict[str, Any]] = (),
    names: Sequence[tuple[int, int]] = (),
    *,
    leading: bool = True,
) -> list[dict[str, Any]]:
    """Every mention of a person in order of text.

    `bodies` and `places` are mentions found before ({start, end, label, …}; offsets in `text`, end excluded); a name never overlaps a body. `names`
    are stretches that a model takes for people: where no rule finds a name they stand, and have their titles and roles read like the rest.
    Without `leading`, lead is None and teaches False for all: who only looks for names need not ask what the people do.
    Each result has start, end (the name alone, without title), label "PERSON", honorific, role, role_span, office (whether the role is one),
    organization and organization_index (of `bodies`), confidence (0 to 1), rule, byline, lead (True: heads, opens, signs, is quoted …; False:
    attends, lectures; None: unsaid),
    teaches (there as an expert, a lecturer, one of those who take part) and `full`, the start of the fuller mention that a short one stands for.

    >>> [text[p["start"]:p["end"]] for p in find_people(text := "قال المهندس أحمد صبري، المدير العام للمعهد، إن الورشة ناجحة")]
    ['أحمد صبري']
    """
    t = Words(text, bodies, places)
    return _records(t, _outside(collect(t, names), bodies), text, bodies, leading)


def describe_people(
    text: str, names: Sequence[tuple[int, int]], bodies: Sequence[dict[str, Any]] = (), places: Sequence[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """What a text says of people once all voices have been weighed: `names` are settled, none is added or left out.

    The results are as `find_people`'s. A name that a model ends elsewhere than the rules («سلوى عثمان | ود الحسن، منسقة …») has other words before and behind
    it, and so may have another role.
    """
    t = Words(text, bodies, places)
    found = describe(t, names)
    results = _records(t, found, text, bodies, leading=True)
    settle(t, found, results, bodies)
    return results


def _records(t: Words, found: Sequence[Found], text: str, bodies: Sequence[dict[str, Any]], leading: bool) -> list[dict[str, Any]]:
    kept = {id(p) for p in found}
    blocks = {p.last - 1: p.first for p in found}
    blocks.update({p.end - 1: p.first for p in found})
    owners = by_head(bodies, text)
    results: list[dict[str, Any]] = []
    leads: dict[int, bool | None] = {}
    ends: dict[int, Found] = {}
    for p in found:
        role_span = None
        organization: str | None = None
        index: int | None = None
        if p.role is not None:
            role_span = list(t.span(p.role[0], p.role[1], t.look[p.role[0]].cut))
            organization, index = whose(t, p.role[0], p.role[1], bodies, owners)
        lead = None
        if leading and not p.byline:
            lead = p.signs or evidence(t, p.first, p.start, p.last, blocks, p.office)
            before = _joined(t, p, ends)
            if before is not None and lead is None and not stands_for(t, before.last) and not one_among(t, p.last):
                lead = leads[before.start]
        leads[p.start] = lead
        ends[p.last] = ends[p.end] = p
        start, end = p.offsets
        results.append(
            {
                "start": start,
                "end": end,
                "label": "PERSON",
                "honorific": _title(t, text, p.title) if p.title else None,
                "role": text[role_span[0] : role_span[1]] if role_span else None,
                "role_span": role_span,
                "office": p.office,
                "organization": organization,
                "organization_index": index,
                "confidence": p.sure,
                "rule": p.rule,
                "byline": p.byline,
                "lead": lead,
                "teaches": leading and not p.byline and teaches(t, p.first, p.start, p.last, blocks, p.office),
                "full": p.full.offsets[0] if p.full and id(p.full) in kept else None,
            }
        )
    return results


def _outside(found: list[Found], bodies: Sequence[dict[str, Any]]) -> list[Found]:
    """Those that overlap no body (both in order of text, one pass)."""
    spans = sorted((int(b["start"]), int(b["end"])) for b in bodies)
    kept: list[Found] = []
    n, reach = 0, 0
    for p in found:
        start, end = p.offsets
        while n < len(spans) and spans[n][0] < end:
            reach = max(reach, spans[n][1])
            n += 1
        if reach <= start:
            kept.append(p)
    return kept


def _joined(t: Words, p: Found, ends: dict[int, Found]) -> Found | None:
    """The person that this one follows in a list: «أحمد علي، ومحمد سعيد»."""
    if p.first in ends and t.look[p.first].cut and t.norm[p.first][0] == "و":
        return ends[p.first]
    if p.first and t.norm[p.first - 1] in (",", "و") and p.first - 1 in ends:
        return ends[p.first - 1]
    return None


def _title(t: Words, text: str, title: tuple[int, int]) -> str:
    """The titles as written; behind لل their ال is restored («للمهندس» -> «المهندس»)."""
    cut = t.look[title[0]].cut
    start, end = t.span(title[0], title[1], cut)
    restored = "ال" if "لل" in t.norm[title[0]][:cut] else ""
    return restored + text[start:end].strip(" /:")
