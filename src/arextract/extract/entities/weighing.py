"""How far a claim is to be believed: what each voice says of a stretch of text, weighed as it proved on releases that no rule or model had seen.

A claim is (start, end, label). Its features say which rule made it and how sure that was, how the model takes the same characters, and who else claims some of
them. `resources/reliability.tsv` holds a weight for each (training/reliability.py fits them by logistic regression), one set for rules with a model
and one for rules alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from itertools import repeat
from operator import itemgetter, mul
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from arextract import lexicon
from arextract.by_word import by_word
from arextract.fold import fold_name
from arextract.namesakes import namesakes
from arextract.tokenise import PROCLITICS, known, standing, where, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

BODIES = ("MINISTRY", "INSTITUTE", "ORGANIZATION")
PLACES = ("COUNTRY", "CITY", "LOCATION")
KIN: dict[str, tuple[str, ...]] = {"PERSON": ("PERSON",), **dict.fromkeys(BODIES, BODIES), **dict.fromkeys(PLACES, PLACES)}
KINDS = {"PERSON": "person", **dict.fromkeys(BODIES, "body"), "COUNTRY": "country", "CITY": "city"}
_FLOOR = 1e-4
_SIGNED = 40  # characters of who signs before the town, with the dash
_SHORT = 3  # letters of a word that is too short to hold a proclitic
_LONG = 4  # words of a name that is long
CHOSEN = 0.42  # a claim below this is not made
_COST = 0.36  # what a claim must bring above: two short claims do not outvote a long one by their number alone


class Heard(Protocol):
    """What a model made of a text (`ner.Heard`): asked for a stretch, the probabilities that a name of these labels begins there, goes on through
    it, and ends there.
    """

    def score(self, start: int, end: int, labels: Sequence[str]) -> tuple[float, float, float]:
        """For text[start:end]."""


_stretch = itemgetter(0, 1, 2)


class Claim(NamedTuple):
    """A stretch that a voice takes for a name; `mention` is what the rule said of it, None where the model alone speaks.

    The model speaks of whole words; where one may begin with a proclitic that the tokenizer left («وشلاتين»), the stretch without it is a claim too,
    and `cut` is true.
    """

    start: int
    end: int
    label: str
    mention: dict[str, Any] | None
    said: bool
    cut: bool = False


def odds(p: float) -> float:
    """The log odds of a probability, which is kept away from 0 and 1."""
    p = min(max(p, _FLOOR), 1 - _FLOOR)
    return math.log(p / (1 - p))


def claims(text: str, rules: Iterable[dict[str, Any]], said: Sequence[Mapping[str, Any]]) -> list[Claim]:
    """The claims of rules and model, one for each stretch and label, in order of text. What the model takes for another place (LOCATION) is none."""
    found: dict[tuple[int, int, str], Claim] = {}
    for rule in rules:
        key = (rule["start"], rule["end"], rule["label"])
        if key not in found or (found[key].mention or rule)["confidence"] < rule["confidence"]:
            found[key] = Claim(*key, rule, False)
    if not said:
        return sorted(found.values(), key=_stretch)
    ends = {(start, label): end for start, end, label in sorted(found)}
    inside = namesakes(text)  # «أحياء بابا عمرو والقصور»: quarters are no towns, whatever a model hears
    for m in said:
        if m["label"] in PLACES and m["start"] in inside or m["label"] == "CITY" and fold_name(text[m["start"] : m["end"]]) in _no_towns():
            continue
        if m["label"] not in PLACES and _group(fold_name(text[m["start"] : m["end"]])):
            continue
        if m["label"] in PLACES and _adverbial(text, m["start"], m["end"]):
            continue
        if m["label"] in BODIES and (town := _kicker(text, m["start"], m["end"])) is not None:
            m = {**m, "label": "CITY"}
            found.setdefault((m["start"], m["end"], "CITY"), Claim(m["start"], m["end"], "CITY", town, True))
        if m["label"] in KINDS and not _overruns(text, m, ends.get((m["start"], m["label"]))):
            key = (m["start"], m["end"], m["label"])
            if key not in found and m["label"] in BODIES and (m["start"], m["end"], "COUNTRY") in found and " " in text[m["start"] : m["end"]]:
                continue  # «الكوت ديفوار»: a country of two words is no body, whatever a model hears
            if key not in found and m["label"] in BODIES and _first(text, m["start"], m["end"]).removeprefix("ال") in _events():
                continue  # «أطلقت الوزارة البرنامج الوطني للتشغيل»: a model alone makes no body of what is held or launched
            ruled = found[key].mention if key in found else None
            found[key] = Claim(*key, {**ruled, "cut": True} if ruled is not None and m.get("cut") else ruled, True)
            if _may_cut(text, m["start"], m["end"]):
                key = (m["start"] + 1, m["end"], m["label"])
                found[key] = Claim(*key, found[key].mention if key in found else None, True, True)
    for key in _echoes(text, [c for c in found.values() if c.said and not c.cut]):
        if key[2] not in PLACES or key[0] not in inside:
            found.setdefault(key, Claim(*key, None, False))
    return sorted(found.values(), key=_stretch)


def _adverbial(text: str, start: int, end: int) -> bool:
    """Whether what is heard as a place is a common word in the accusative, its first letter left out or not: «كبارا وصغارا», and not «بتركيا»."""
    cut = start > 0 and text[start - 1].isalpha()
    word = fold_name(text[start - cut : end])
    if not word.endswith("ا") or len(word) <= _SHORT or word[:-1] not in lexicon.frequencies():
        return False
    return cut or word not in lexicon.place_names()


def _group(name: str) -> bool:
    """Whether a name is one word for a group of people by their work: «المفتشون»; «المأمون» is a name of a list."""
    return name.startswith("الم") and name.endswith("ون") and " " not in name and len(name) > 2 * _SHORT and name not in _names()


def _kicker(text: str, start: int, end: int) -> dict[str, Any] | None:
    """The town that is called by one word where lines say whence they come: «الحمامات : انطلاق …», «أحمد سالم-الباحة»."""
    head, tail = text[text.rfind("\n", 0, start) + 1 : start].rstrip(), text[end : end + 3].lstrip(" ")
    opens = not head and tail.startswith(":")
    signed = head.endswith(("-", "–", "/")) and len(head) < _SIGNED and (not tail or tail.startswith("\n"))
    if not (opens or signed) or " " in text[start:end]:
        return None
    towns = [p for p in lexicon.place_names().get(fold_name(text[start:end]), ()) if p.label == "CITY" and p.ours]
    if not towns:
        return None
    found = {"start": start, "end": end, "label": "CITY", "canonical": towns[0].name, "kb_id": towns[0].id, "country": towns[0].country}
    return {**found, "confidence": 0.9, "rule": "city"}


def _overruns(text: str, m: Mapping[str, Any], rule_ends: int | None) -> bool:
    """Whether a model runs on over an event where the grammar ends the name before it: «جامعة حلوان | المؤتمر الدولي لعلوم المياه»."""
    if rule_ends is None or rule_ends >= m["end"]:
        return False
    return fold_name(text[rule_ends : m["end"]]).partition(" ")[0].removeprefix("ال") in _events()


def _echoes(text: str, said: Sequence[Claim]) -> Iterator[tuple[int, int, str]]:
    """Where names that the model heard stand again, and family names of people alone: what no voice may have noticed there."""
    names: dict[tuple[str, ...], set[str]] = {}
    sizes: dict[str, set[int]] = {}
    there = words(text)
    for claim in said:
        parts = tuple(there.norms[there.at(claim.start) : there.at(claim.end)])
        for short in {parts, parts[-1:]} if claim.label == "PERSON" else {parts}:
            if len(short[0]) > _SHORT or len(short) > 1:
                names.setdefault(short, set()).add(claim.label)
                sizes.setdefault(short[0], set()).add(len(short))
    for i in where(text, frozenset(sizes)):
        for size in sizes[there.norms[i]]:
            run = tuple(there.norms[i : i + size])
            for label in names.get(run, ()):
                yield there.starts[i], there.ends[i + len(run) - 1], label


def _may_cut(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with a letter that may be a proclitic, and is the beginning of a word of four letters or more."""
    word = _first(text, start, end)
    return len(word) > _SHORT and word[0] in PROCLITICS and (start == 0 or not text[start - 1].isalpha())


def _first(text: str, start: int, end: int) -> str:
    return fold_name(text[start:end]).partition(" ")[0]


@cache
def _no_towns() -> frozenset[str]:
    """What a model alone makes no town of: regions, and units of time («في ثوان»)."""
    return _regions() | {fold_name(row["word"]) for row in lexicon.rows("duration_units")}


@cache
def _regions() -> frozenset[str]:
    """Regions and governorates, folded, that have no town's name, and the nouns that stand before towns: «سيناء», «ذي قار», «كورنيش»."""
    nouns = lexicon.words_by_kind("place_cues")
    names = {*map(fold_name, lexicon.column("regions")), *nouns["head"], *nouns["near"]}
    return frozenset(n for n in names if not any(p.label == "CITY" and p.ours for p in lexicon.place_names().get(n, ())))


@cache
def _names() -> frozenset[str]:
    """Words that names of people and places are known to begin with, folded."""
    return frozenset(fold_name(w) for name in ("given_names", "family_names") for w in lexicon.column(name)) | frozenset(
        name.partition(" ")[0] for name in lexicon.place_names()
    )


class _Near:
    """Spans that overlap a stretch, found by where they begin."""

    def __init__(self, spans: Iterable[Mapping[str, Any]]) -> None:
        self.spans = sorted((m["start"], m["end"], m["label"]) for m in spans)
        self.starts = [s[0] for s in self.spans]
        self.longest = max((s[1] - s[0] for s in self.spans), default=0)

    def others(self, claim: Claim) -> list[tuple[int, int, str]]:
        """Those that overlap a claim and are not the same."""
        start, own = claim.start, claim[:3]
        first = bisect_left(self.starts, start - self.longest)
        last = bisect_left(self.starts, claim.end, first)
        return [s for s in self.spans[first:last] if s[1] > start and s != own]


class _Echo:
    """What else of a text the model calls by the same name."""

    def __init__(self, text: str, said: Iterable[Mapping[str, Any]]) -> None:
        self.names: dict[str, Counter[str]] = {}
        self.families: set[str] = set()
        for m in said:
            name = fold_name(text[m["start"] : m["end"]])
            self.names.setdefault(name, Counter())[m["label"]] += 1
            if m["label"] == "PERSON" and " " in name:
                self.families.add(name.rpartition(" ")[2])

    def features(self, name: str, claim: Claim) -> dict[str, float]:
        """Whether the same (folded) name stands elsewhere with this label, or another, or is the last of a person's."""
        f: dict[str, float] = {}
        there = self.names.get(name)
        if there is not None:
            if there[claim.label] - (claim.said and not claim.cut) > 0:
                f["echo"] = 1.0
            if any(count for label, count in there.items() if label not in KIN[claim.label]):
                f["echo other"] = 1.0
        if claim.label == "PERSON" and name in self.families:
            f["family"] = 1.0
        return f


def features(
    text: str,
    found: Sequence[Claim],
    rules: Sequence[Mapping[str, Any]],
    said: Sequence[Mapping[str, Any]],
    dates: Sequence[tuple[int, int]],
    heard: Heard | None,
) -> list[dict[str, float]]:
    """The features of each claim, by name; what is 0 is left out."""
    voices = [(voice, _Near(spans)) for voice, spans in (("rule", rules), ("model", said)) if spans]
    echoes = _Echo(text, said)
    ends = {m["end"] for spans in (rules, said) for m in spans} if said else set()
    taken = sorted(dates)
    there, venues = words(text), lexicon.words_by_kind("place_cues")["venue"]
    made: list[dict[str, float]] = []
    for claim in found:
        kin = KIN[claim.label]
        name = fold_name(text[claim.start : claim.end])
        f: dict[str, float] = {"bias": 1.0}
        if claim.mention is None:
            f["no rule"] = 1.0
        else:
            f[f"rule {claim.mention['rule'].partition('>')[0]}"] = 1.0
            f["rule sure"] = odds(float(claim.mention["confidence"]))
        for voice, near in voices:
            for s in near.others(claim):
                f[f"{voice} kin" if s[2] in kin else f"{voice} other"] = 1.0
                if s[0] <= claim.start and s[1] >= claim.end:
                    f[f"{voice} longer"] = 1.0
        if heard is not None:
            begin, inside, end = heard.score(claim.start, claim.end, (claim.label,))
            f["begins"], f["inside"], f["ends"], f["whole"] = odds(begin), odds(inside), odds(end), odds(min(begin, inside, end))
            begin, inside, end = heard.score(claim.start, claim.end, kin)
            f["kin begins"], f["kin inside"], f["kin ends"] = odds(begin), odds(inside), odds(end)
            if claim.said:
                f["said"] = 1.0
        if claim.cut or (claim.said and _may_cut(text, claim.start, claim.end)):
            # A proclitic, or the first letter of the name? What either reading leaves is known or not, or stands elsewhere in the text.
            whole = _first(text, claim.start - claim.cut, claim.end)
            how = "cut" if claim.cut else "kept"
            f[f"{how} {whole[0]}"] = 1.0
            for part, word in (("whole", whole), ("rest", whole[1:])):
                if known_name(word):
                    f[f"{how} {part} known"] = 1.0
            if whole[1:] in standing(text):
                f[f"{how} rest stands"] = 1.0
            if whole[0] == "و" and _end_before(text, claim.start - claim.cut) in ends:
                f[f"{how} listed"] = 1.0  # «كوديلكو وأنغلو أمريكان»: a name stands right before it
        if said:
            f |= echoes.features(name, claim)
        f |= _LISTED[claim.label](name)
        if heard is not None and claim.label == "CITY" and (at := there.at(claim.start)) and there.norms[at - 1] in venues:
            f["venue"] = 1.0  # «مرفأ طرابلس», «استاد الإسماعيلية»: the venue's name
        i = bisect_right(taken, (claim.start, claim.end))
        if (i and taken[i - 1][1] > claim.start) or (i < len(taken) and taken[i][0] < claim.end):
            f["date"] = 1.0
        f |= _worded(name)
        made.append(f)
    return made


def _end_before(text: str, start: int) -> int:
    """Where the word before ends, blanks and a comma aside."""
    while start and text[start - 1] in " ،,":
        start -= 1
    return start


def _told(f: dict[str, float]) -> dict[str, float]:
    return {feature: value for feature, value in f.items() if value}


@by_word
def _person(name: str) -> dict[str, float]:
    """What the lists know of the words of a person's folded name."""
    parts, names = name.split(), _names()
    share = sum(part in names for part in parts) / len(parts)
    office = not _offices().isdisjoint(parts[1:])
    return _told({"office inside": float(office), "listed first": float(parts[0] in names), "listed share": share, "article": float(name.startswith("ال"))})


@by_word
def _body(name: str) -> dict[str, float]:
    """What the lists know of the first word of a body's folded name."""
    first = name.partition(" ")[0]
    return _told({"head": float(first.removeprefix("ال") in _heads()), "article": float(first.startswith("ال")), "latin": float(first.isascii())})


def _place(label: str) -> Callable[[str], dict[str, float]]:
    """What the gazetteer knows of the folded name of a place of this label."""

    def listed(name: str) -> dict[str, float]:
        readings = {place.label for place in lexicon.place_names().get(name, ())}
        return _told({"listed": float(label in readings), "listed other": float(bool(readings - {label})), "several": float(" " in name)})

    return by_word(listed)


_LISTED = {"PERSON": _person, **dict.fromkeys(BODIES, _body), **{label: _place(label) for label in PLACES}}


@by_word
def _worded(name: str) -> dict[str, float]:
    """What the words of a folded name tell, whatever it is claimed to be: nouns of events («البرنامج الوطني للتشغيل»), and how many they are."""
    parts = name.split()
    events = [part.removeprefix("ال") in _events() for part in parts]
    size = {"one word": float(len(parts) == 1), "long": float(len(parts) > _LONG)}
    return _told({"event inside": float(any(events[1:])), "event first": float(any(events[:1]))} | size)


@cache
def _offices() -> frozenset[str]:
    """Nouns of office, folded, without article: «والي» in «أشرف والي سطيف على …» says that «أشرف» is no name."""
    return frozenset(fold_name(word) for word in lexicon.column("roles")) - _names()


@cache
def _heads() -> frozenset[str]:
    """Head nouns of bodies, folded, without article."""
    return frozenset(fold_name(word).removeprefix("ال") for word in lexicon.column("body_heads"))


@cache
def event_nouns() -> frozenset[str]:
    """Nouns of events, folded, without article, of each its first word."""
    return frozenset(fold_name(row["noun"]).partition(" ")[0].removeprefix("ال") for row in lexicon.rows("event_nouns"))


@cache
def _events() -> frozenset[str]:
    """Nouns of events, folded, without article, bare and with the suffix of whose it is: «مؤتمر», «مؤتمره», «مؤتمرها». A name hardly goes on over one."""
    return frozenset(noun + suffix for noun in event_nouns() for suffix in ("", "ه", "ها", "هم"))


def known_name(word: str) -> bool:
    """Whether a folded word begins a name of a list, or is a common word."""
    return word in _names() or known(word)


@cache
def _weights(voices: str) -> dict[str, dict[str, float]]:
    """Kind -> feature -> weight, for a model by its name (rules and that model together) or «rules» (rules alone)."""
    found: dict[str, dict[str, float]] = {}
    for row in lexicon.rows("reliability"):
        if row["voices"] == voices:
            found.setdefault(row["kind"], {})[row["feature"]] = float(row["weight"])
    return found


def probability(claim: Claim, f: Mapping[str, float], voices: str) -> float:
    """How probable it is that a claim is right, edges and label and all, from 0 to 1; a feature without a weight counts nothing."""
    return chance(_weights(voices)[KINDS[claim.label]], f)


def chance(weights: Mapping[str, float], f: Mapping[str, float]) -> float:
    """The probability that a logistic regression's weights give to features."""
    return 1.0 / (1.0 + math.exp(-sum(map(mul, map(weights.get, f, repeat(0.0)), f.values()))))


def choose(weighed: Sequence[tuple[Claim, float]]) -> list[tuple[Claim, float]]:
    """The claims of the greatest sum, none over another, in order of text."""
    items = sorted((c for c in weighed if c[1] > CHOSEN), key=lambda c: (c[0].end, c[0].start))
    ends = [c[0].end for c in items]
    best = [0.0]
    came: list[tuple[bool, int]] = []
    for n, (claim, p) in enumerate(items):
        free = bisect_right(ends, claim.start, 0, n)
        with_it = best[free] + p - _COST
        came.append((True, free) if with_it > best[n] else (False, n))
        best.append(max(with_it, best[n]))
    kept: list[tuple[Claim, float]] = []
    n = len(items)
    while n:
        taken, before = came[n - 1]
        if taken:
            kept.append(items[n - 1])
        n = before
    return kept[::-1]
