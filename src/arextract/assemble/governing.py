"""The verb that an event noun is told with, and its tense: before it in its sentence, or behind it in a clause of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from arextract.assemble.nouns import nouns
from arextract.assemble.reading import Verb, auxiliary, cue, later, phrases, verbs

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention
    from arextract.assemble.reading import Reading

_BEFORE = 120  # characters before an event noun in which it may be said to be planned
_NEAR_PARTICIPLE = 10  # tokens between an event noun and the participle that says that it is held


def pronoun(norm: str) -> str:
    """The relative pronoun that agrees with an event noun."""
    return "التي" if norm.endswith(("ه", "ات")) else "الذي"


def _own_clause(reading: Reading, mention: EventMention, k: int) -> bool:
    """Whether the verb at k tells of a definite event: «تنفيذ البرنامج التدريبي الذي سينطلق الأسبوع المقبل», «حفل الزواج الذي ستقيمه …»."""
    definite = mention.definite or reading.norm(mention.token + 1).startswith("ال")
    if not definite or reading.norm(k - 1) != pronoun(reading.norm(mention.token)):
        return False
    return not any(nouns().get(reading.norm(x).removeprefix("ال"), ("", "", frozenset()))[1] in ("s", "w") for x in range(mention.token + 1, k))


@cache
def signings() -> dict[str, Verb]:
    """«التوقيع على اتفاقية», «الإمضاء على مذكرة»: the verbal nouns of signing as releases write them, with their article."""
    return {"ال" + norm: verb for norm, verb in verbs().items() if verb.role == "sign" and verb.tense == "masdar" and not verb.object}


def find_verb(reading: Reading, mention: EventMention) -> None:
    """The verb that an event noun is told with: before it in its sentence, or behind it in a relative clause; and its tense."""
    forms, named, held = verbs(), signings(), phrases("being_held")
    first, last = reading.sentences[mention.sentence]
    there = reading.words
    low = max(there.at(first), mention.token - 40)
    best: tuple[Verb, int] | None = None
    behind = [forms.get(reading.norm(k)) for k in range(mention.token + 1, mention.token + 5)]
    ahead = any(verb is not None and verb.tense == "future" for verb in behind)  # «كشف … أن الندوة القادمة ستعقد …»: its own verb follows
    for k in range(mention.token - 1, low - 1, -1):
        if there.norms[k] in ("ان", "انه", "انها") and (best is not None or ahead):
            break
        if best is not None and best[0].tense == "masdar" and k < best[1] <= k + 3 and (tense := auxiliary(there.norms[k])) is not None:
            best = (Verb(best[0].role, tense), best[1])  # «سيتم إطلاق …», «تم اليوم التوقيع على …»
            break
        verb = forms.get(there.norms[k]) or named.get(there.norms[k])
        if verb is None or verb.object or verb.role == "none":
            continue
        if verb.tense == "masdar":
            if k >= mention.token - 3 and best is None:
                best = (verb, k)
            continue
        entity = reading.entities.at(reading.words.starts[k])
        if entity is not None:
            continue
        if best is None or best[0].tense == "masdar":
            best = (verb if best is None else Verb(best[0].role, verb.tense), k)
        break
    high = min(len(there), mention.token + 26)
    for k in range(mention.token + 1, high):
        if there.starts[k] >= last:
            break
        if there.norms[k] in held and k - mention.token < _NEAR_PARTICIPLE:
            best = (Verb("held", "present"), k)  # «اجتماع اللجنة التنفيذية المنعقد بموسكو»
            break
        verb = forms.get(there.norms[k])
        if verb is None or reading.entities.at(reading.words.starts[k]) is not None:
            continue
        if verb.object and reading.norm(k - 1) == "ما":
            continue  # «زيارة وفد …، اطلع على ما تقدمه الحملة»: what it offers is not the visit
        if verb.tense == "masdar":
            tense = auxiliary(reading.norm(k - 1)) if verb.object else None
            if tense is None:
                continue
            verb = Verb(verb.role, tense, True)  # «… تم توقيعها», «… سيتم إطلاقها»
        if verb.tense == "future" and _own_clause(reading, mention, k):
            best = (verb, k)  # whatever governs it, it is to come
            break
        relative = verb.object or reading.norm(k - 1) in ("التي", "الذي", "والتي", "والذي", "و")
        role = best[0].role if best is not None else None
        # «أعلن المدير أن ورشة تعريفية ستعقد في …»: what follows the noun tells of it, and not what announces it.
        # «كشفت الوزارة عن دورة ستعقدها», «كشفت دورة بملتقى … الذي ينظمه المكتب»
        own = verb.tense == "future" or reading.norm(k - 1) == pronoun(there.norms[mention.token])
        revealed = role == "issue" and mention.type != "report" and verb.object and own
        if revealed or (relative and role in (None, "attend", "lead", "announce", "meet")) or (role in (None, "announce") and k - mention.token < 12):
            best = (verb, k)
            break
    before = reading.gap(max(first, mention.start - _BEFORE), mention.start)
    if best is not None:
        mention.verb, mention.verb_token = best
        mention.tense = best[0].tense if best[0].tense != "masdar" else None
    if cue("plan").search(before[-60:]) or (mention.tense is None and cue("plan").search(reading.gap(mention.end, min(last, mention.end + 80)))):
        mention.tense = "future"
    if mention.tense is None and best is not None and best[0].role in ("hold", "host", "held") and _settled(reading, mention):
        mention.tense = "future"


def _settled(reading: Reading, mention: EventMention) -> bool:
    """Whether those in the room settle that an event be held on a day to come: «اتفقت الغرفتان على تنظيم معرض … من 20 إلى 24 أبريل المقبل»."""
    start, end = reading.sentences[mention.sentence]
    at = reading.words.starts[mention.verb_token]
    if mention.definite or mention.verb_token > mention.token or not cue("settles", 40).search(reading.gap(max(start, at - 80), at)):
        return False
    dates = [d for d in reading.dates.between(mention.end, end) if d["first"]]
    said = cue("next").search(reading.gap(mention.end, end)) is not None
    now = reading.released
    return any(later(d["first"], now) for d in dates) if now is not None else bool(dates) and said
