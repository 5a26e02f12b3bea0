"""Where a release tells of an event: its nouns with the verb and tense they are told with, editions, appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.assemble.nouns import ORDINAL, EventMention, nouns
from arextract.assemble.pairs import pair
from arextract.assemble.reading import BODIES, Index, Verb, auxiliary, cue, phrases, verbs
from arextract.assemble.titles import find_title
from arextract.fold import fold

if TYPE_CHECKING:
    from arextract.assemble.reading import Reading


_DAYS = frozenset(("اليوم", "الايام"))
_PROGRAMMES = frozenset(("برنامج", "برنامجا", "البرنامج"))
_VISITS = frozenset(("زار", "زارت", "يزور", "تزور", "سيزور", "ستزور"))


def _told(reading: Reading, k: int, sentence: int, headline: bool, kind: str, verb: Verb) -> EventMention:
    word = reading.words[k]
    return EventMention(
        token=k, start=word.start, end=word.end, type=kind, strength="w", definite=False, sentence=sentence, headline=headline,
        verb=verb, verb_token=k, tense=verb.tense,
    )  # fmt: skip


def meetings(reading: Reading) -> list[EventMention]:
    """A meeting or visit told by its verb alone, in the headline or the lead: «بحث رئيس الغرفة مع السفير …», «زار الوزير ولاية …»."""
    found = []
    for block in [b for b in reading.layout.blocks if b.kind in ("headline", "body")][:2]:
        n = reading.sentence(block.start)
        start, end = max(reading.sentences[n][0], block.start), min(reading.sentences[n][1], block.end)
        first = reading.token(start)
        for k in range(first, min(first + 9, len(reading.words))):
            verb = verbs().get(reading.norm(k))
            if reading.words[k].start >= end or verb is None or verb.tense == "masdar":
                continue
            if reading.norm(k) in _VISITS and any(e["label"] != "PERSON" for e in reading.entities.between(reading.words[k].end, end)):
                found.append(_told(reading, k, n, block.kind == "headline", "visit", verb))
                break
            if verb.role != "meet":
                continue
            parties = [e for e in reading.entities.between(reading.words[k].end, end) if e["label"] in ("PERSON", "MINISTRY", "ORGANIZATION")]
            before = [e for e in reading.entities.between(start, reading.words[k].start) if e["label"] != "CITY"]
            if len(parties) + len(before) >= 2:
                found.append(_told(reading, k, n, block.kind == "headline", "meeting", verb))
            break
    return found


def event_mentions(reading: Reading) -> list[EventMention]:
    """Every event noun that speaks of a happening; not those inside a body's name, a list item or another event's title."""
    found: list[EventMention] = []
    titled: list[tuple[int, int]] = []
    items = Index([{"start": b.start, "end": b.end} for b in reading.layout.blocks if b.kind in ("item", "footer")])
    headline = reading.layout.headline
    for i, word in enumerate(reading.words):
        norm = word.norm
        definite = norm.startswith("ال") and norm[2:] in nouns()
        if norm in phrases("edition") and (edition := _edition(reading, i)) is not None:
            found.append(edition)
            continue
        entry = nouns().get(norm[2:] if definite else norm)
        if entry is None or (titled and word.start < titled[-1][1]) or items.at(word.start) is not None:
            continue
        entity = reading.entities.at(word.start)
        if entity is not None and entity["label"] in BODIES:
            continue
        kind, strength, needs = entry
        following = [reading.norm(k) for k in range(i + 1, i + 6)]
        mention = EventMention(
            token=i,
            start=word.start,
            end=word.end,
            type=kind,
            strength=strength,
            definite=definite,
            sentence=reading.sentence(word.start),
            headline=headline is not None and headline[0] <= word.start < headline[1],
        )
        bare = {f.removeprefix("ال") for f in following[:3]}
        if needs and strength != "s" and (not definite or norm in _DAYS) and not needs.intersection(bare):
            continue  # «يوم 5 مايو», «جلسة العمل الثانية»: no event whatever stands in quotes behind it
        find_title(reading, mention)
        mention.ordinal = _ordinal(reading, mention)
        if needs and not definite and not needs.intersection(bare) and mention.title is None:
            continue
        if kind == "agreement" and reading.norm(i - 1).isdigit():
            continue  # «بتوقيع 14 اتفاقية»
        if kind == "ceremony" and following[0] in phrases("part"):
            continue  # «حفل الافتتاح» is the conference's
        if mention.title_span:
            titled.append(mention.title_span)
        if needs and definite and kind == "training_course" and ORDINAL.fullmatch(following[0]) and not needs.intersection(bare):
            continue  # «الدورة الأولى للصالون» is an edition
        if kind == "seminar" and following[0].removeprefix("ال") in ("صحفيه", "صحافيه"):
            mention.type, mention.strength = "conference", "p"
        elif kind == "conference" and following[0].removeprefix("ال") in ("صحفي", "صحافي", "صحفيا"):
            mention.strength = "p"
        _verb(reading, mention)
        if kind == "training_course" and norm in _PROGRAMMES and not needs.intersection(bare) and mention.verb is not None and mention.verb.role == "launch":
            mention.type, mention.strength = "launch", "l"  # «إطلاق البرنامج الوطني للتشغيل»
        found += pair(reading, mention)
    return found


def _ordinal(reading: Reading, mention: EventMention) -> str | None:
    """Which edition a mention speaks of: «الثاني» in «معرض «ثمار بلادي» الثاني» and in «الملتقى الوطني الثاني»."""
    behind = reading.token(mention.title_span[1]) if mention.title_span else mention.token + 1
    inside = [reading.norm(k) for k in range(mention.token + 1, min(behind, mention.token + 6))]
    after = [reading.norm(k) for k in range(behind, behind + 3)]
    return next((n for n in inside + [n for n in after if n not in ("»", '"', "”", ")", "›")][:1] if ORDINAL.fullmatch(n)), None)


def _edition(reading: Reading, i: int) -> EventMention | None:
    """«الدورة الثانية», «الدفعة المقبلة» with a time of its own: another edition of an event that is told of elsewhere."""
    following = reading.norm(i + 1)
    word = reading.words[i]
    sentence = reading.sentence(word.start)
    told = ORDINAL.fullmatch(following) or following in phrases("next") or following in phrases("previous")
    if not told or reading.entities.at(word.start) is not None:
        return None
    start, end = reading.sentences[sentence]
    dated = [d for d in reading.dates.between(start, end) if d["first"] and abs(d["start"] - word.start) < 120]
    headline = reading.layout.headline
    if not dated or (headline and headline[0] <= word.start < headline[1]):
        return None
    m = EventMention(token=i, start=word.start, end=word.end, type="edition", strength="e", definite=True, sentence=sentence, headline=False)
    _verb(reading, m)
    if following in phrases("previous"):
        m.tense = "past"
    if reading.norm(i) in phrases("phase"):
        m.strength = "h"
    m.ordinal = following
    return m if m.verb is not None else None


def _verb(reading: Reading, mention: EventMention) -> None:
    """The verb that an event noun is told with: before it in its sentence, or behind it in a relative clause; and its tense."""
    forms = verbs()
    first, last = reading.sentences[mention.sentence]
    low = max(reading.token(first), mention.token - 40)
    best: tuple[Verb, int] | None = None
    for k in range(mention.token - 1, low - 1, -1):
        if reading.norm(k) in ("ان", "انه", "انها") and best is not None:
            break
        tense = auxiliary(reading.norm(k))
        if tense is not None and best is not None and best[0].tense == "masdar" and best[1] == k + 1:
            best = (Verb(best[0].role, tense), best[1])  # «سيتم إطلاق …»
            break
        verb = forms.get(reading.norm(k))
        if verb is None or verb.object or verb.role == "none":
            continue
        if verb.tense == "masdar":
            if k >= mention.token - 3 and best is None:
                best = (verb, k)
            continue
        entity = reading.entities.at(reading.words[k].start)
        if entity is not None:
            continue
        if best is None or best[0].tense == "masdar":
            best = (verb if best is None else Verb(best[0].role, verb.tense), k)
        break
    high = min(len(reading.words), mention.token + 26)
    for k in range(mention.token + 1, high):
        if reading.words[k].start >= last:
            break
        verb = forms.get(reading.norm(k))
        if verb is None or reading.entities.at(reading.words[k].start) is not None:
            continue
        if verb.tense == "masdar":
            tense = auxiliary(reading.norm(k - 1)) if verb.object else None
            if tense is None:
                continue
            verb = Verb(verb.role, tense, True)  # «… تم توقيعها», «… سيتم إطلاقها»
        relative = verb.object or reading.norm(k - 1) in ("التي", "الذي", "والتي", "والذي", "و")
        role = best[0].role if best is not None else None
        # «أعلن المدير أن ورشة تعريفية ستعقد في …»: what follows the noun tells of it, and not what announces it.
        if (relative and role in (None, "attend", "lead", "announce", "meet")) or (role in (None, "announce") and k - mention.token < 12):
            best = (verb, k)
            break
    before = reading.gap(first, mention.start)
    if best is not None:
        mention.verb, mention.verb_token = best
        mention.tense = best[0].tense if best[0].tense != "masdar" else None
    if cue("plan").search(before[-60:]) or (mention.tense is None and cue("plan").search(reading.gap(mention.end, min(last, mention.end + 80)))):
        mention.tense = "future"


def appointments(reading: Reading) -> list[EventMention]:
    """Who is appointed, told in the headline and the lead: «مريم الدوسري مديراً عاماً لمعهد …», «تعيين المهندس … رئيساً لـ …»."""
    found = []
    for block in [b for b in reading.layout.blocks if b.kind in ("headline", "body")][:3]:
        for n in range(reading.sentence(block.start), min(reading.sentence(block.start) + 3, reading.sentence(max(block.start, block.end - 1)) + 1)):
            start, end = max(reading.sentences[n][0], block.start), min(reading.sentences[n][1], block.end)
            view = fold(reading.text[start:end])
            act, office = cue("appoint").search(view.text), cue("office").search(view.text)
            if office is None or (act is None and block.kind != "headline"):
                continue
            at = start + view.source(office.start(), office.end())[0]
            person = next((e for e in reading.entities.between(max(start, at - 90), min(end, at + 90)) if e["label"] == "PERSON"), None)
            if person is None:
                continue
            first = start + view.source(act.start(), act.end())[0] if act is not None else person["start"]
            token = reading.token(first)
            found.append(EventMention(
                token=token, start=first, end=max(person["end"], at), type="appointment", strength="s", definite=False, sentence=n,
                headline=block.kind == "headline", verb=Verb("appoint", "past"), verb_token=token, tense="past",
            ))  # fmt: skip
    return found
