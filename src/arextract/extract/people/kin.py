"""A given name alone behind a kinsman or a pupil: «شقيقها فادي», «زوجته أميرة», «الطالبة نور»."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.people.words import ARABIC, COMMON, FAMILY, GIVEN, LINK, NAME, OFFICE, STOP

if TYPE_CHECKING:
    from arextract.extract.people.mentions import Search

_SURE = 0.75
_NEAR = 42  # tenths of a Zipf: a given name as frequent is a word besides, and asks for an end behind it


@cache
def _cues() -> frozenset[str]:
    """The nouns, also behind a proclitic."""
    nouns = lexicon.words_by_kind("people_rules")["kin"]
    return frozenset(p + noun for noun in nouns for p in ("", "و", "ف", "ب", "ل", "ول", "وب")) | {"لل" + noun[2:] for noun in nouns if noun.startswith("ال")}


def kin(s: Search) -> None:
    """Add the names that stand alone behind such a noun."""
    t = s.t
    cues = _cues()
    if cues.isdisjoint(t.norm):
        return
    for k in [i + 1 for i, norm in enumerate(t.norm[:-1]) if norm in cues]:
        if k in s.at or t.body[k] or t.place[k] or t.look[k].cut or not t.kind[k] & GIVEN or t.kind[k] & STOP:
            continue
        follows = t.kind[k + 1] if k + 1 < t.size else 0
        if k + 1 < t.size and not t.look[k + 1].cut and follows & ARABIC and (follows & (NAME | LINK) or t.norm[k + 1].startswith("ال")):
            continue  # a longer name, or a noun with its adjective
        if t.kind[k] & OFFICE or t.look[k].freq >= _NEAR and follows & ARABIC and not follows & STOP and not t.look[k + 1].cut:
            continue
        if t.kind[k] & COMMON and (
            follows & STOP and not t.look[k + 1].cut and t.look[k - 1].core.startswith("ال") or k + 1 < t.size and t.look[k + 1].cut and t.norm[k + 1][0] == "ب"
        ):
            continue  # «الطفل سعيد في بيته», «والدها سعيد بالنتيجة»
        if not follows & FAMILY:
            s.add(k, k + 1, "people:kin", _SURE)
