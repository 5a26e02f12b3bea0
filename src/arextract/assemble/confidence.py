"""How far an event record is to be believed: a logistic regression over what the record itself shows, its weights in resources/confidence.tsv."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.nouns import one_shot

if TYPE_CHECKING:
    from arextract.records import Event


def features(event: Event) -> tuple[str, ...]:
    """What a record shows of itself, as names that are there or not: «organizer», «dated», «main» …; `training/confidence.py` weighs them."""
    mentions = len(event.evidence.get("type", ()))
    others = event.participants.ministries or event.participants.organizations or event.partners
    shown = {
        "main": event.event_id.endswith("#1"),
        "said again": mentions > 1,
        "title": event.title is not None,
        "organizer": bool(event.organizers),
        "many organizers": len(event.organizers) > 2,
        "dated": event.first is not None and event.last is not None,
        "day": event.precision == "day",
        "guessed": bool(event.inferred),
        "city": bool(event.cities),
        "country": bool(event.countries),
        "others": bool(others),
        "upcoming": event.status == "upcoming",
        "one-shot": one_shot(event.type),
        "rare": event.type in ("other", "report", "visit", "meeting"),
        "undated past": event.first is None and event.status == "past",
        "unheld": not event.organizers and not one_shot(event.type),
        "contradicted": any(not check.ok for check in event.checks),
    }
    return ("bias", *(name for name, there in shown.items() if there))


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in lexicon.rows("confidence")}


def confidence(event: Event) -> float:
    """The share of the record that is likely right, 0 to 1: of its type, status, title, holders, dates, places and participants."""
    return round(1 / (1 + math.exp(-sum(_weights().get(name, 0.0) for name in features(event)))), 2)
