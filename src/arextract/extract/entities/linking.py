"""Short forms and second mentions to the full name they stand for: «قياس», «المعهد», «الجهيناوي»."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from arextract.antecedents import antecedent
from arextract.by_word import by_word
from arextract.extract.entities.weighing import BODIES
from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Mention = dict[str, Any]


class Free:
    """Stretches of text that are taken, none over another; asks and takes in logarithmic time."""

    def __init__(self, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.spans = sorted(spans)

    def take(self, start: int, end: int) -> bool:
        """Take text[start:end] where it is free."""
        i = bisect_left(self.spans, (start, end))
        if (i and self.spans[i - 1][1] > start) or (i < len(self.spans) and self.spans[i][0] < end):
            return False
        self.spans.insert(i, (start, end))
        return True


def yielding(voices: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    """Bodies, cut back where their last word is a person known from elsewhere: «(وقّعها عن) المعهد المهيري» is «المعهد» and «المهيري»."""
    ends = {p["end"]: p for p in voices.get("people", ()) if p.get("full") is not None}
    kept: list[Mention] = []
    for body in voices.get("organisations", ()):
        last = ends.get(body["end"])
        if last is not None and last["start"] <= body["start"]:
            last = None
        kept.append(body if last is None else body | {"end": last["start"] - 1, "anaphor": True, "rule": "bodies:short"})
    return kept


def restored(text: str, start: int, end: int) -> str:
    """A name as written, ال restored behind لل: «لل⟦بنك الإسلامي⟧» -> «البنك الإسلامي»."""
    name = " ".join(text[start:end].split())
    if start == 0 or (last := text[start - 1]).isspace() or fold_name(last)[-1:] not in ("", "ل"):
        return name
    before = fold(text[max(0, start - 6) : start]).text
    return "ال" + name if re.search(r"(?:^|[^\w]|[^\w][وف])لل$", before) or before in ("لل", "ولل") else name


@by_word
def stems(name: str) -> frozenset[str]:
    """The words of a name without article and proclitics, to hold short forms against full ones."""
    return frozenset(re.sub(r"^(?:و?(?:ال|لل|بال|ل(?=ل)))(?=..)", "", w) for w in fold_name(name).split() if len(w) > 1)


@by_word
def _head(name: str) -> str:
    return next(iter(fold_name(name).split()), "").removeprefix("ال")


def link(text: str, entities: list[Mention]) -> None:
    """Short forms to full names, wherever these stand: the full name's id in `refers_to`, its form in `name`."""
    named = [e for e in entities if not e["anaphor"]]
    by_start = {e["start"]: e for e in named}
    names = _Names(text, named)
    for body, short in pairwise(named):
        # «منظمة الأغذية والزراعة (الفاو)»
        if short["label"] == body["label"] and body["label"] in BODIES and _in_brackets(text, body["end"], short) and len(short["text"]) < len(body["text"]):
            short.setdefault("short_of", body["start"])
    for e in entities:
        target: Mention | None = None
        if e["label"] == "PERSON":
            target = by_start.get(e.get("full") if e.get("full") is not None else -1)
        elif e["anaphor"]:
            target = names.antecedent(e)
        elif e["label"] in BODIES:
            target = by_start.get(e.get("short_of", -1)) or names.fuller(e)
        if target is not None and target is not e:
            e["refers_to"] = target["id"]
    by_id = {e["id"]: e for e in entities}
    for e in entities:
        if e["refers_to"] is None:
            continue
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
    return text[after : m["start"]].strip(' "«“') == "(" and text[m["end"] : m["end"] + 3].lstrip(' "»”').startswith(")")


class _Names:
    """The full names of a text by their head noun, each name once, and where each stands."""

    def __init__(self, text: str, named: Sequence[Mention]) -> None:
        self.text = text
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self.by_head: dict[str, list[Mention]] = {}
        self.once: dict[tuple[str, str], dict[str, Mention]] = {}
        for m in named:
            if m["label"] in BODIES:
                head = _head(m["name"])
                self.by_head.setdefault(head, []).append(m)
                self.spans.setdefault(head, []).append((m["start"], m["end"]))
                self.once.setdefault((m["label"], head), {}).setdefault(fold_name(m["name"]), m)

    def antecedent(self, e: Mention) -> Mention | None:
        """What «المعهد» stands for: a body that begins with that noun."""
        same = self.by_head.get(_head(e["text"]), [])
        i = antecedent(self.spans.get(_head(e["text"]), []), e["start"], self.text)
        return same[i] if i is not None else None

    def fuller(self, e: Mention) -> Mention | None:
        """The fullest name of which all words of this one are part: «هيئة المحاسبين» of «الهيئة السعودية للمحاسبين القانونيين»."""
        names = self.once.get((e["label"], _head(e["name"])), {})
        if len(names) > 1 and len(mine := stems(e["name"])) > 1:
            longer = [m for name, m in names.items() if mine < stems(name)]
            if longer:
                return max(longer, key=lambda m: len(stems(m["name"])))
        first = names[fold_name(e["name"])]
        return first if first["start"] < e["start"] else None
