"""One voice from several: places, bodies, people and a model's labels become the entities of a release, short forms linked to full names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Mention = dict[str, Any]
BODIES = frozenset(("MINISTRY", "INSTITUTE", "ORGANIZATION"))
_MODEL_ALONE = 0.5  # what a model says alone, before its reliability per kind was measured


def _clashes(a: Mention, b: Mention) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _rank(m: Mention) -> tuple[int, int, float]:
    # The longest name wins (GUIDELINES: no nesting); a bare short form gives way to everything.
    return (0 if m["anaphor"] else 1, m["end"] - m["start"], m["confidence"])


def _yielding(voices: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    """Bodies, cut back where their last word is a person known from elsewhere: «(وقّعها عن) المعهد المهيري» is «المعهد» and «المهيري»."""
    people = [p for p in voices.get("people", ()) if p.get("full") is not None]
    kept: list[Mention] = []
    for body in voices.get("organisations", ()):
        last = next((p for p in people if body["start"] < p["start"] < body["end"] <= p["end"]), None)
        kept.append(body if last is None else body | {"end": last["start"] - 1, "anaphor": True, "rule": "bodies:short"})
    return kept


def restored(text: str, start: int, end: int) -> str:
    """A name as written, ال restored behind لل: «لل⟦بنك الإسلامي⟧» -> «البنك الإسلامي»."""
    name = " ".join(text[start:end].split())
    before = fold(text[max(0, start - 6) : start]).text
    return "ال" + name if re.search(r"(?:^|[^\w]|[^\w][وف])لل$", before) or before in ("لل", "ولل") else name


def stems(name: str) -> frozenset[str]:
    """The words of a name without article and proclitics, to hold short forms against full ones."""
    return frozenset(re.sub(r"^(?:و?(?:ال|لل|بال|ل(?=ل)))(?=..)", "", w) for w in fold_name(name).split() if len(w) > 1)


def _head(name: str) -> str:
    return fold_name(name).split()[0].removeprefix("ال") if name.split() else ""


def reconcile(text: str, voices: Mapping[str, Sequence[Mention]], dates: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The entities of a text in order, none over another.

    Each has the fields of `records.Entity` and, for a person, `honorific`, `role`, `organization`, `byline`. Where two voices claim the same
    characters the longer name stands: a city within «غرفة أبها» is none. A claim on a date's characters falls.
    """
    claims: list[Mention] = []
    for voice in ("places", "people"):
        claims += [dict(m, anaphor=False) for m in voices.get(voice, ())]
    claims += [dict(m) for m in _yielding(voices)]
    claims += [dict(m, anaphor=False, confidence=_MODEL_ALONE, rule="model") for m in voices.get("model", ())]
    claims = [m for m in claims if m["start"] < m["end"] and not any(m["start"] < b and a < m["end"] for a, b in dates)]
    kept: list[Mention] = []
    for m in sorted(claims, key=_rank, reverse=True):
        if not any(_clashes(m, k) for k in kept):
            kept.append(m)
    kept.sort(key=lambda m: m["start"])
    for n, m in enumerate(kept, 1):
        m["id"] = f"e{n}"
        m["text"] = text[m["start"] : m["end"]]
        m["name"] = m.get("name") or restored(text, m["start"], m["end"])
        m.setdefault("canonical", None)
        m.setdefault("kb_id", None)
        m["refers_to"] = None
    _link(text, kept)
    return kept


def _link(text: str, entities: list[Mention]) -> None:
    """Short forms to full names, wherever these stand: the full name's id in `refers_to`, its form in `name`."""
    named = [e for e in entities if not e["anaphor"]]
    by_start = {e["start"]: e for e in named}
    for body, short in pairwise(named):
        # «منظمة الأغذية والزراعة (الفاو)»
        if body["label"] in BODIES and short["label"] == body["label"] and _in_brackets(text, body["end"], short) and len(short["text"]) < len(body["text"]):
            short.setdefault("short_of", body["start"])
    for e in entities:
        target: Mention | None = None
        if e["label"] == "PERSON":
            target = by_start.get(e.get("full") if e.get("full") is not None else -1)
        elif e["anaphor"]:
            target = _antecedent(e, named)
        elif e["label"] in BODIES:
            target = by_start.get(e.get("short_of", -1)) or _fuller(e, named)
        if target is not None and target is not e:
            e["refers_to"] = target["id"]
    by_id = {e["id"]: e for e in entities}
    for e in entities:
        seen = {e["id"]}
        full = e
        while full["refers_to"] is not None and full["refers_to"] not in seen:
            seen.add(full["refers_to"])
            full = by_id[full["refers_to"]]
        if full is not e:
            e["refers_to"] = full["id"]
            e["name"] = full["name"]
            e["canonical"] = e["canonical"] or full["canonical"]


def _in_brackets(text: str, after: int, m: Mention) -> bool:
    return text[after : m["start"]].strip(" \"«“") == "(" and text[m["end"] : m["end"] + 3].lstrip(" \"»”").startswith(")")


def _antecedent(e: Mention, named: list[Mention]) -> Mention | None:
    """What «المعهد» stands for: the nearest body before it that begins with that noun, else the next one after it."""
    head = _head(e["text"])
    same = [m for m in named if m["label"] in BODIES and _head(m["name"]) == head]
    before = [m for m in same if m["end"] <= e["start"]]
    return before[-1] if before else same[0] if same else None


def _fuller(e: Mention, named: list[Mention]) -> Mention | None:
    """The fullest name of which all words of this one are part: «هيئة المحاسبين» of «الهيئة السعودية للمحاسبين القانونيين»."""
    mine = stems(e["name"])
    best: Mention | None = None
    for m in named:
        if m["label"] != e["label"] or m is e:
            continue
        other = stems(m["name"])
        if mine < other and len(mine) >= 2 and _head(m["name"]) == _head(e["name"]) and (best is None or len(other) > len(stems(best["name"]))):
            best = m
        elif mine == other and m["start"] < e["start"] and best is None:
            best = m
    return best
