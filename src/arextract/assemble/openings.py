"""Openings and launches of what is no event by its own noun: a ward, a point of sale, an online service, works that begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.assemble.reading import Verb, auxiliary, phrases, verbs
from arextract.assemble.unsaid import told

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention
    from arextract.assemble.reading import Reading
    from arextract.assemble.unsaid import Lead

_OPENS = frozenset(("open", "launch"))
_OPENING = 14  # tokens of the lead within which its verb stands, an adverbial before it included
_AUXILIARY = 8  # tokens between «تم» and the verbal noun behind it: «تم صباح يوم الثلاثاء الماضي افتتاح …»
_THING = 45  # tokens between the verb and what is opened, its subject's name and titles between them
_PREPOSITIONS = frozenset(("في", "من", "علي", "الي", "عن", "ل", "ب", "مع", "ان", "انه", "انها", "التي", "الذي"))


def opening(reading: Reading, lead: Lead) -> list[EventMention]:
    """What the lead opens or launches: «دشن الوزير اليوم … قسم الحروق», «تم الثلاثاء افتتاح نقطة بيع», «تشرع الوكالة في أشغال التنظيف».

    What is opened is a thing that can be («أطلقت الشرطة النار», «افتتح الفريق مشواره» open none), or the headline says that it is:
    «تدشين المسار الإلكتروني», «انطلاق موسم الحصاد».
    """
    for k in lead.within(_OPENING):
        word = reading.words[k]
        if reading.norm(k - 1) in _PREPOSITIONS and k > lead.first:
            continue
        if reading.norm(k) in _PREPOSITIONS - {"في", "من", "ل", "ب"}:
            return []  # a clause of its own begins
        tense = auxiliary(word.norm)
        if tense is not None:
            masdar = next((x for x in range(k + 1, min(lead.last, k + _AUXILIARY)) if _verb(reading, x, "masdar") in _OPENS), None)
            if masdar is None:
                continue
            if _thing(reading, masdar, lead.last) or _headed(reading, _OPENS):
                return [_mention(reading, masdar, lead.sentence, Verb("open", tense))]
            return []
        role = _verb(reading, k, None)
        if role is None or reading.entities.at(word.start) is not None:
            continue
        verb = verbs()[word.norm]
        headed = _headed(reading, _OPENS if role in _OPENS else frozenset(("begin", *_OPENS)))
        if role in _OPENS and (headed or (_thing(reading, k, lead.last) and _official(reading, k, lead.last))):
            return [_mention(reading, k, lead.sentence, Verb("open", verb.tense))]
        if role == "begin" and headed and verb.tense != "masdar":
            return [_mention(reading, k, lead.sentence, Verb("open", verb.tense))]
        return []
    return []


def _mention(reading: Reading, k: int, sentence: int, verb: Verb) -> EventMention:
    return told(reading, k, sentence, False, "launch", verb)


def _verb(reading: Reading, k: int, tense: str | None) -> str | None:
    """The role of the verb at token k, where its tense is the one asked for (any that tells, for None) and no object sticks to it."""
    verb = verbs().get(reading.norm(k))
    if verb is None or verb.object or verb.role not in (*_OPENS, "begin"):
        return None
    return verb.role if (verb.tense == tense if tense is not None else verb.tense != "masdar") else None


def _thing(reading: Reading, k: int, last: int) -> bool:
    """Whether a thing that can be opened stands behind token k, and is not its subject's name nor what a preposition governs."""
    for x in range(k + 1, min(last, k + _THING)):
        norm = reading.norm(x)
        if norm in _PREPOSITIONS and norm in ("التي", "الذي", "ان", "انه", "انها"):
            return False
        bare = norm.removeprefix("ال")
        if (norm in phrases("openable") or bare in phrases("openable")) and reading.norm(x - 1) not in _PREPOSITIONS:
            entity = reading.entities.at(reading.words.starts[x])
            if entity is None or x > k + 1:
                return entity is None or entity["start"] == reading.words.starts[x]
    return False


def _official(reading: Reading, k: int, last: int) -> bool:
    """Whether a body, a person or an officer stands right behind the verb, or the thing itself does: «افتتحت هيئة …», «دشن محافظ …», «افتتح مركز …»."""
    at = reading.words.ends[k]
    if reading.bodies.between(at, at + 4) or any(e["label"] == "PERSON" for e in reading.entities.between(at, at + 60)):
        return True
    near = [reading.norm(x) for x in range(k + 1, min(last, k + 3))]
    return any(w in phrases("officer", "official") or w.removeprefix("ال") in phrases("official") for w in near)


def _headed(reading: Reading, roles: frozenset[str]) -> bool:
    """Whether the headline, its desk aside («عام / …»), begins with a verbal noun of opening."""
    headline = reading.layout.headline
    if headline is None:
        return False
    first, last = reading.token(headline[0]), reading.token(headline[1])
    for k in range(first, last):
        verb = verbs().get(reading.norm(k))
        starts = k == first or reading.norm(k - 1) in ("/", ":", "..", "…")
        if starts and verb is not None and verb.tense == "masdar" and not verb.object and verb.role in roles:
            return True
    return False
