"""The counts that a text declares of an event, and the list that follows one: «بمشاركة خمس جهات هي …»."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.reading import cue
from arextract.fold import fold, fold_name
from arextract.tokenise import where

if TYPE_CHECKING:
    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Mention, Reading

_WORDS_BETWEEN = 60  # characters between two names of one list


@cache
def _counted() -> dict[str, str]:
    return {fold_name(row["noun"]): row["class"] for row in lexicon.rows("counted_nouns")}


@cache
def _duals() -> dict[str, str]:
    """«دولتين», «مؤسستان»: the dual of a counted noun is a count of two, though no figure is written."""
    found: dict[str, str] = {}
    for noun, what in _counted().items():
        stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
        found |= {stem + ending: what for ending in ("ين", "ان")}
    return {dual: what for dual, what in found.items() if dual not in _counted()}


def counts(reading: Reading, a: int, b: int, kind: str | None = None) -> list[tuple[str, Mention]]:
    """Counts of countries, bodies and people in text[a:b], from the statistics: («countries», 3)."""
    found = []
    for s in reading.statistics.between(a, b):
        if s["unit"] not in (None, "count") or not s.get("counted"):
            continue
        noun = fold_name(s["counted"]).split()[0]
        what = _counted().get(noun) or _counted().get(noun.removeprefix("ال"))
        if what and (kind is None or what == kind):
            found.append((what, s))
    return found


def declared(reading: Reading, event: Happening) -> dict[str, Mention]:
    """The counts that the text declares of an event: organizations, countries, people; the first of each stands."""
    found: dict[str, Mention] = {}
    twos = where(reading.text, frozenset(_duals()))
    for a, b in event.zone(reading):
        mentioned = reading.sentence(a) in event.named_in
        if not (mentioned or reading.may("joined") and cue("joined").search(reading.flat(a, b).text)):
            continue
        for what, s in counts(reading, a, b):
            aimed = cue("training_target", 12).search(reading.gap(max(a, s["start"] - 30), s["start"]))  # «لتأهيل 12 ألف معلم»: not who came
            if isinstance(s["value"], int) and what not in found and not aimed:
                found[what] = s
        for k in twos[bisect_left(twos, reading.token(a)) : bisect_left(twos, reading.token(b))]:
            what = _duals()[reading.norm(k)]
            if what and what not in found:
                found[what] = {"start": reading.words.starts[k], "end": reading.words.ends[k], "value": 2}
    return found


def end_of_items(reading: Reading, start: int) -> int:
    """Where the list items that begin at `start` end; `start` where none do."""
    end = start
    for block in reading.layout.blocks:
        if block.start < start:
            continue
        if block.kind != "item":
            break
        end = block.end
    return end


def list_after(reading: Reading, count: Mention, label: frozenset[str]) -> tuple[list[Mention], bool]:
    """The names that follow a declared count in its sentence, and whether the text says that the list is partial («منهم»)."""
    _, end = reading.sentences[reading.sentence(count["start"])]
    if reading.text[:end].rstrip().endswith((":", ":-", "؛")):
        end = end_of_items(reading, end)
    named = [e for e in reading.entities.between(count["end"], end) if e["label"] in label and not e["anaphor"]]
    if not named:
        return [], False
    between = fold(reading.text[count["end"] : named[0]["start"]]).text
    partial = cue("partial").search(between) is not None
    if not partial and not re.search(r"(?<!\w)[وف]?(?:هي|هم|وهي|وهم|:)(?!\w)|:|\(", between) and len(between.strip()) > 25:
        return [], False
    found: list[Mention] = []
    at = count["end"]
    for e in named:
        if len(reading.gap(at, e["start"])) > _WORDS_BETWEEN:
            break
        # A list of bodies ends where the list of countries is announced: «… والبنك المركزي من ثلاث دول».
        if any(count["end"] < s["start"] < e["start"] and at <= s["start"] for _, s in counts(reading, at, e["start"])):
            break
        if e["name"] not in [f["name"] for f in found]:
            found.append(e)
        at = e["end"]
    return found, partial
