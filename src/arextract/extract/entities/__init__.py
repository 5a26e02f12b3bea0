"""One voice from several: what rules and a model take for places, bodies and people is weighed, the best claims stand, short forms are linked to full names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.entities.edges import bounded, headed, outside, sure_of, written
from arextract.extract.entities.linking import Free, Mention, link, restored, stems, yielding
from arextract.extract.entities.settled import apart, everyday, mayor, name_alone, towns
from arextract.extract.entities.weighing import BODIES, CHOSEN, Claim, Heard, choose, claims, features, probability
from arextract.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_VOUCHED = 0.5
_SETTLED = 3  # places of one country that say where a text is about
__all__ = ["reconcile", "restored", "stems", "weighed"]


def weighed(
    text: str, voices: Mapping[str, Sequence[Mention]], dates: Sequence[tuple[int, int]] = (), heard: Heard | None = None
) -> list[tuple[Claim, dict[str, float]]]:
    """Every claim of the voices («places», «organisations», «people», «model») that is no bare short form, with its features."""
    rules = [m for voice in ("places", "people") for m in voices.get(voice, ())]
    rules += [m for m in yielding(voices) if not m.get("anaphor")]
    rules = bounded(text, [m for m in rules if m["start"] < m["end"]])
    short = {(m["start"], m["end"]) for m in voices.get("organisations", ()) if m.get("anaphor")}  # «المعهد»: by the guidelines no name, whatever a model hears
    said = bounded(text, [m for m in voices.get("model", ()) if (m["start"], m["end"]) not in short])
    rules += headed(text, [*rules, *said])
    rules, said = outside(rules, rules), outside(said, rules)
    countries = {p["country"] for p in voices.get("places", ()) if "country" in p}
    found = [c for c in written(text, claims(text, rules, said)) if not mayor(text, c) and not everyday(text, c, countries)]
    return list(zip(found, features(text, found, rules, said, dates, heard), strict=True))


def reconcile(
    text: str, voices: Mapping[str, Sequence[Mention]], dates: Sequence[tuple[int, int]] = (), heard: Heard | None = None, weights: str = "press_release"
) -> list[Mention]:
    """The entities of a text in order, none over another.

    Each has the fields of `records.Entity` and, for a person, `honorific`, `role`, `organization`, `byline`. Where voices claim the same characters
    the claims that proved more reliable together stand (`weighing`); `confidence` is how probable it is that the name is right, edges and label and
    all. Bare short forms («المعهد») stand where nothing else does, and so do the names of a further voice, «camel». `heard` is what the model made of
    the text, for voices with a «model», and `weights` names its rows in the table of reliability; without it those of «rules» count.
    """
    kind = weights if heard is not None else "rules"
    asked = apart(text, [(claim, _sureness(text, claim, probability(claim, f, kind))) for claim, f in weighed(text, voices, dates, heard)])
    settled = towns(text, [claim for claim, _ in asked], {(c.start, c.end): p for c, p in asked if c.label == "CITY" and p > CHOSEN})
    if settled:
        asked = [(c, max(p, _VOUCHED) if c.label == "CITY" and (c.start, c.end) in settled else p) for c, p in asked]
    people = sorted(voices.get("people", ()), key=lambda m: m["start"])
    told = Counter(p["country"] for p in voices.get("places", ()) if "country" in p)
    free = Free(dates)
    kept: list[Mention] = []
    for claim, sure in choose(asked):
        if not free.take(claim.start, claim.end):
            continue
        m = claim.mention or _new(text, claim, people, told)
        kept.append({**m, "anaphor": False, "confidence": round(sure, 3), "rule": m["rule"] + ("+model" if claim.said and claim.mention else "")})
    kept += [dict(m, anaphor=False) for m in voices.get("camel", ()) if free.take(m["start"], m["end"])]
    for m in yielding(voices):
        if m.get("anaphor") and m["start"] < m["end"] and free.take(m["start"], m["end"]):
            kept.append(dict(m))
    kept.sort(key=lambda m: m["start"])
    for n, m in enumerate(kept, 1):
        start, end = m["start"], m["end"]
        m["id"] = f"e{n}"
        m.pop("cut", None), m.pop("whole", None)
        m["text"] = text[start:end]
        m["name"] = m.get("name") or restored(text, start, end)
        m.setdefault("canonical", None)
        m.setdefault("kb_id", None)
        m["refers_to"] = None
    link(text, kept)
    return kept


def _sureness(text: str, claim: Claim, p: float) -> float:
    """How probable a claim is: one that the grammar vouches for is likelier right than not."""
    return _VOUCHED if p < _VOUCHED and sure_of(text, claim.start, claim.end, claim.mention, claim.said) else p


def _new(text: str, claim: Claim, people: Sequence[Mention], told: Counter[str]) -> Mention:
    """The mention of a claim that no rule made: what a rule said of a person on some of its characters, or what the gazetteer knows of the place.

    `told` counts the places by country. In a text that names several of a country a weak name is looked up in the countries that it speaks of:
    «بخالدية الطائف» is no town of Iraq.
    """
    found: Mention = {"start": claim.start, "end": claim.end, "label": claim.label, "rule": "model"}
    if claim.label == "PERSON":
        found["start"], found["end"] = name_alone(text, claim.start, claim.end)
        i = bisect_left(people, claim.end, key=lambda p: int(p["start"]))  # people stand one behind the other: the last that begins before the end is the one
        near = people[i - 1] if i and people[i - 1]["end"] > claim.start else None
        if near is not None:
            found |= {k: v for k, v in near.items() if k not in ("start", "end", "confidence", "full")} | {"rule": "model"}
    elif claim.label not in BODIES:
        readings = lexicon.place_names().get(fold_name(text[claim.start : claim.end]), ())
        fitting = [r for r in readings if r.label == claim.label]
        settled = max(told.values(), default=0) >= _SETTLED
        fitting = [r for r in fitting if r.tier == "S" or not settled or told[r.country]]
        if fitting:
            place = max(fitting, key=lambda r: (told[r.country], r.people))
            found |= {"canonical": place.canonical, "kb_id": place.id, "country": place.country}
    return found
