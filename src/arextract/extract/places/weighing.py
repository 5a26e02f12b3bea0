"""Which place a name means and how far it is trusted: the tier of the bare name, the cues beside it, the country that the text is about."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache

from arextract.extract.places.cues import goes_on, is_given
from arextract.extract.places.reading import PROCLITICS, Hit, Text, cue_of, hit_text
from arextract.lexicon import Place, given_names, nationalities, words_by_kind

LEAD = 300  # characters of the opening, which says most about whose release it is

# What each cue adds to what a bare name of its tier is worth; a name is taken from HALF upwards.
_BASE = {"S": 0.85, "W": 0.3, "R": 0.0}
_CUES = {"head": 0.5, "dateline": 0.5, "adjective": 0.4, "list": 0.3, "host": 0.3, "visit": 0.25, "prep": 0.2, "near": 0.2, "verb": 0.15}
_STRONG = frozenset({"head", "dateline", "adjective", "list"})
HALF = 0.5
GREAT = 500_000  # people of a town that is no proclitic and another: «باريس» is not «ب» and Arris
_SURE, _AGAIN = 0.7, 0.6  # what names a town beyond doubt, and what its name is worth where it stands again
_ROW = 3  # names of a list that supports itself
_MARKS = re.compile("[\u064b-\u0652\u0640]")


def count_votes(text: Text, hits: list[Hit]) -> dict[str, float]:
    """How much the text says of each country: its names, its cities, its adjectives, a dateline above all."""
    votes: dict[str, float] = defaultdict(float)
    for hit in hits:
        weight = 2.0 if hit.start < LEAD else 1.0
        if "dateline" in hit.cues and len(own := {p.country for p in hit.places if p.label == "CITY" and p.ours}) == 1:
            votes[own.pop()] += weight * 4.0
            continue
        if hit.places[0].label == "COUNTRY":
            if hit.places[0].tier == "S" and len(hit.places) == 1:
                votes[hit.places[0].country] += weight
            continue
        lands = {p.country for p in hit.places if p.tier == "S"}
        if len(lands) == 1:
            votes[lands.pop()] += weight * 1.5
        elif lands and "dateline" in hit.cues:
            for land in lands:
                votes[land] += weight
    known = _peoples()
    peoples: Counter[str] = Counter()
    for word in sorted(_people_words().intersection(text.words)):
        peoples[known[word]] += text.words.count(word) - _as_name(text, word)
    for iso, times in peoples.items():
        votes[iso] += min(1.5 * times, 9.0)
    return votes


def _as_name(text: Text, word: str) -> int:
    """How often an adjective of nationality is somebody's first name: «تركي بن سعود», «تركي الحربي»."""
    there = [k for k, w in enumerate(text.words[:-1]) if w == word] if word in _called() else []
    return sum(text.words[k + 1] in ("بن", "بنت") or text.words[k + 1].startswith("ال") for k in there)


@cache
def _called() -> frozenset[str]:
    """Adjectives of nationality that are first names too, also behind «و»."""
    both = nationalities().keys() & given_names()
    return frozenset(p + name for name in both for p in ("", "و"))


@cache
def _peoples() -> dict[str, str]:
    """Adjectives of nationality, also behind a proclitic, -> ISO code."""
    return {p + word: iso for word, iso in nationalities().items() for p in ("", "و", "ب", "ل")}


@cache
def _people_words() -> frozenset[str]:
    return frozenset(_peoples())


def leading(votes: dict[str, float]) -> str | None:
    """The country that leads the votes clearly, or None."""
    ranked = sorted(votes.items(), key=lambda kv: (-kv[1], kv[0]))[:2]
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < 1.3 * ranked[1][1]):
        return None
    return ranked[0][0]


def _rank(text: Text, hit: Hit, place: Place, home: str | None, votes: dict[str, float]) -> float:
    following = text.words[hit.last] if text.beside(hit.last) else ""
    near = nationalities().get(following) == place.country
    at_home = place.country == home
    return (
        {"S": 3.0, "W": 2.0, "R": 1.0}[place.tier]
        + (4.0 if near else 0.0)
        + ((1.6 if place.ours else 0.8) if at_home else 0.0)
        + (min(votes.get(place.country, 0.0), 6.0) / 6.0)
        + math.log10(place.people + 1) / 10
    )


def weigh(text: Text, hit: Hit, home: str | None, votes: dict[str, float]) -> None:
    """Choose the reading of a name and say how far it is trusted."""
    raw = hit_text(text, hit)
    cities = [p for p in hit.places if p.label == "CITY"]
    if "\u0651" in raw and (spelt := [p for p in cities if "\u0651" in p.name]):
        cities = spelt  # «عمّان» is Amman, whatever other town is spelt عمان, and «عمّان، الأردن» no list of countries
        hit.cues.add("spelling")
    country = next((p for p in hit.places if p.label == "COUNTRY"), None)
    city = max(cities, key=lambda p: (_rank(text, hit, p, home, votes), p.id or "", p.country)) if cities else None
    shows_city = bool(hit.cues & {"city_head", "dateline", "spelling"})
    if country and city and city.ours and not shows_city and "\u064f" not in raw[:3]:
        # Where state and town do not share the name's country (Amman and Oman) the text's own country tells.
        apart = city.country != country.country
        if apart and "state" not in hit.cues:
            shows_city = home == city.country or (home != country.country and votes.get(city.country, 0.0) > votes.get(country.country, 0.0))
    if country and not (shows_city and city and (city.ours or "city_head" in hit.cues)):
        hit.place = country
        hit.score = 0.95 if country.tier == "S" else 0.3
        if country.tier == "W":
            hit.score += 0.4 if hit.cues & {"prep", "nation", "state", "head", "clause"} else 0.0
        elif city and city.ours:
            hit.score = 0.9
        hit.rule = "country" if country.tier == "S" else "country:cue"
        return
    if city is None:
        return
    hit.place = city
    tier = min((p.tier for p in cities), key="SWR".index)
    cues = hit.cues | ({"dateline"} if country and shows_city else set())
    score = _BASE[tier] + sum(_CUES.get(c, 0.0) for c in cues)
    if tier != "S":
        score += 0.2 if city.country == home else 0.1 if votes.get(city.country) else 0.0 if city.capital else -0.15
        score += 0.1 if city.ours else 0.0
        score -= 0.0 if _same_spelling(raw, [p.name for p in cities]) else 0.15
        if not cues & (_STRONG if tier == "R" else _CUES.keys()):
            score = min(score, 0.45)
    elif not cues & _CUES.keys() and hit.last - hit.first == 1:
        if len(raw) <= 4 and raw.endswith("ه") and not _same_spelling(raw, [p.name for p in cities]):
            score -= 0.4  # «جده» is a grandfather too
        elif raw.endswith("ية") and raw.startswith("ال") and not hit.proclitic and text.beside(hit.first) and text.words[hit.first - 1].startswith("ال"):
            score -= 0.4  # «التفتيشات الديوانية»
    hit.score = max(0.0, min(score, 0.98))
    strongest = [c for c in _CUES if c in cues]
    hit.rule = "city" if tier == "S" else f"city:{strongest[0]}" if strongest else "city:bare"


def _same_spelling(raw: str, names: list[str]) -> bool:
    """Whether one of the names is written so, harakat aside: ا for أ is everyone's habit; ه for ة, or إ for أ, makes another word of a weak name."""
    bare = _MARKS.sub("", raw)
    return any(
        len(bare) == len(name) and all(a == b or (a == "ا" and b in "أإآ") or (a + b in {"يى", "ىي"}) for a, b in zip(bare, name, strict=True))
        for name in (_MARKS.sub("", n) for n in names)
    )


def support_lists(text: Text, hits: list[Hit], links: list[bool], home: str | None) -> None:
    """Three names or more in a row that are all towns of one country, and nothing else, are a list of towns: «من النعمة وألاك وأطار».

    The country is the text's own; a list of nothing but common words («الكرم والتضامن والمروج») asks for a preposition of place before it.
    """
    first = 0
    for k in range(1, len(hits) + 1):
        if k < len(hits) and links[k]:
            continue
        run, first = hits[first:k], k
        if len(run) < _ROW or goes_on(text, run[-1]) or run[0].proclitic.startswith("و"):
            continue
        towns = [next((p for p in hit.places if p.label == "CITY" and p.ours and p.country == home), None) for hit in run]
        if not all(towns) or any(hit.places[0].label == "COUNTRY" and hit.places[0].tier == "S" for hit in run):
            continue
        if all(town.tier == "R" for town in towns if town) and "prep" not in run[0].cues:
            continue
        for hit, town in zip(run, towns, strict=True):
            if town and hit.score < HALF:
                hit.place, hit.score, hit.rule = town, 0.7, "city:list"
                hit.cues.add("list")


def settle_lists(hits: list[Hit], links: list[bool]) -> None:
    """Let the sure names of a list speak for the unsure: forward, then backward."""
    order = list(range(1, len(hits)))
    for k, step in [*((k, -1) for k in order), *((k - 1, 1) for k in reversed(order))]:
        if not links[k if step < 0 else k + 1]:
            continue
        hit, by = hits[k], hits[k + step]
        if hit.place is None or by.place is None or by.score < HALF or "list" in hit.cues:
            continue
        alone = {p.label for p in by.places if p.ours} == {by.place.label} or by.cues & {"city_head", "dateline"}
        if by.place.label == "CITY":
            city = next((p for p in hit.places if p.label == "CITY" and p.ours and p.tier != "S"), None)
            if hit.place.label == "COUNTRY" and city and alone and city.country == by.place.country and not hit.cues & {"prep", "state"}:
                hit.place, hit.score, hit.rule = city, 0.75, "city:list"
                hit.cues.add("list")
            elif hit.place.label == "CITY" and hit.score < 0.9:
                near = by.place.country == hit.place.country
                hit.score = min(0.95, hit.score + (0.35 if near else 0.1))
                hit.cues.add("list")
                if near and not hit.rule.startswith("city:head") and hit.rule != "city":
                    hit.score, hit.rule = max(hit.score, 0.5), "city:list"
        elif hit.place.label == "COUNTRY" and hit.score < HALF:
            hit.score, hit.rule = 0.8, "country:list"
            hit.cues.add("list")
        elif hit.place.label == "CITY" and alone and not hit.cues & {"city_head", "dateline", "head", "spelling"}:
            country = next((p for p in hit.places if p.label == "COUNTRY"), None)
            if country:
                hit.place, hit.score, hit.rule = country, 0.8, "country:list"


def repeat(text: Text, hits: list[Hit]) -> None:
    """A town that the text has named beyond doubt («بلدية العين», «القصير في 3 ماي») is meant where its name stands again, be it with a weaker cue.

    A name that is a common word above all (R) still asks for some cue.
    """
    sure = {hit.name: hit.place for hit in hits if hit.place and hit.score >= _SURE and hit.cues & {"head", "dateline"}}
    for hit in hits:
        place = sure.get(hit.name)
        if place is None or place.label != "CITY" or hit.score >= HALF or place not in hit.places:
            continue
        if text.beside(hit.first) and is_given(text, hit.first - 1):
            continue  # «محافظة الأحمدي … فايز الأحمدي»
        if place.tier == "W" or hit.cues & _CUES.keys():
            hit.place, hit.score, hit.rule = place, _AGAIN, "city:again"


@cache
def _titles() -> dict[str, int]:
    """A state's title, also behind a proclitic, -> how many letters the proclitic has: «بدوله» -> 1."""
    return {p + title: len(p) for title in words_by_kind("place_cues")["state"] for p in ("", *PROCLITICS)}


def renewed(text: Text, hit: Hit) -> bool:
    """Whether a town is the new one beside a known one: «بمدينة أسيوط الجديدة», whether or not the gazetteer has it."""
    return bool(hit.cues & {"head", "prep", "host"}) and text.beside(hit.last) and text.words[hit.last] == "الجديده"


def extend(text: Text, hit: Hit) -> None:
    """Take the state's title into a country's name: «دولة مالي», «جمهورية الصومال الاتحادية»."""
    if hit.proclitic or not text.beside(hit.first):
        return
    cut = _titles().get(text.words[hit.first - 1])
    if cut is not None:
        hit.start = text.spans[hit.first - 1][0] + cut
        last = hit.last
        while text.beside(last) and "suffix" in cue_of(text, last):  # «الديمقراطية الفيدرالية»
            hit.end = text.spans[last][1]
            last += 1
