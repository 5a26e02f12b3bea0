"""Countries and cities in Arabic text, each with its code: «انعقد بصفاقس» -> CITY «صفاقس», geonames:2467454.

One pass over the folded words meets the gazetteer, proclitics aside; what a name may be (country or city, this town or its namesake, a place or
only a word) is then settled by what stands beside it and by the country that the document is about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from arextract.by_text import by_text
from arextract.extract.places.cues import adjective, blocked, find_cues, links
from arextract.extract.places.reading import Hit, Text, read
from arextract.extract.places.typos import mended
from arextract.extract.places.weighing import GREAT, HALF, count_votes, extend, leading, renewed, repeat, settle_lists, support_lists, weigh
from arextract.namesakes import namesakes

__all__ = ["find_places", "home_country"]


@by_text
def _survey(text: str) -> tuple[Text, tuple[Hit, ...], dict[str, float]]:
    """The names that the gazetteer knows with what stands beside them, but those that are blocked; and how much they say of each country."""
    body, hits = read(text)
    inside = namesakes(text)
    hits = [h for h in hits if body.view.source(h.start, h.end)[0] not in inside and not blocked(body, h) and not adjective(body, h)]
    for hit in hits:
        find_cues(body, hit)
    return body, tuple(hits), count_votes(body, hits)


def home_country(text: str) -> str | None:
    """The country that a release comes from or is about, as its own words tell: ISO 3166-1 alpha-2, or None where they do not agree.

    «صفاقس في 3 ماي 2024 - نظم الاتحاد التونسي …» -> TN.
    """
    return leading(_survey(text)[2])


def find_places(text: str, country: str | None = None) -> list[dict[str, Any]]:
    """Every country and city that a text names, in order, none overlapping.

    Parameters
    ----------
    text
        The text as read.
    country
        ISO 3166-1 alpha-2 of who issued it, where the caller knows; else the text itself is asked (`home_country`).

    Returns
    -------
    Plain JSON objects: start, end (offsets in `text`, end excluded), label COUNTRY or CITY, canonical (our lexicon's name), kb_id («iso:EG»,
    «geonames:360630» or None), country (ISO 3166-1 alpha-2), confidence 0..1, rule. «بمدينة صفاقس» gives «صفاقس»; «للسعودية» gives «سعودية».
    """
    body, surveyed, votes = _survey(text)
    hits = [h.copied() for h in surveyed]
    home = country or leading(votes)
    for k, hit in enumerate(hits):
        weigh(body, hit, home, votes)
        other = hit.other
        if other is not None and "head" not in hit.cues and not (hit.place is not None and hit.place.tier == "S" and hit.place.people >= GREAT):
            find_cues(body, other)
            weigh(body, other, home, votes)
            here, there = (h.place.country if h.place else "" for h in (hit, other))
            if other.score >= HALF and here != home and votes.get(there, 0.0) >= votes.get(here, 0.0) and (there == home or other.score > hit.score):
                hits[k] = other
    linked = links(body, hits)
    support_lists(body, hits, linked, home)
    settle_lists(hits, linked)
    repeat(body, hits)
    found: list[dict[str, Any]] = []
    for hit in sorted([*hits, *mended(body, hits, votes)], key=lambda h: h.start):
        if hit.place is None or hit.score < HALF:
            continue
        if hit.place.label == "COUNTRY":
            extend(body, hit)
        elif renewed(body, hit):
            hit.end, hit.place = body.spans[hit.last][1], replace(hit.place, id=None, canonical=f"{hit.place.canonical} الجديدة")
        start, end = body.view.source(hit.start, hit.end)
        if found and start < found[-1]["end"]:
            continue
        place = hit.place
        found.append(
            {
                "start": start, "end": end, "label": place.label, "canonical": place.canonical, "kb_id": place.id, "country": place.country,
                "confidence": round(hit.score, 2), "rule": hit.rule,
            }
        )  # fmt: skip
    return found
