"""Where a release tells of an event: its nouns with the verb and tense they are told with, and its editions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from arextract.assemble.again import another_round, rounds
from arextract.assemble.governing import find_verb, signings
from arextract.assemble.nouns import ORDINAL, EventMention, nouns, one_shot, possessed
from arextract.assemble.pairs import pair
from arextract.assemble.reading import BODIES, Index, Verb, course_of_speech, cue, later, phrases, verbs
from arextract.assemble.titles import find_title
from arextract.tokenise import where

if TYPE_CHECKING:
    from arextract.assemble.reading import Reading


_DAYS = frozenset(("اليوم", "الايام"))
_LEAD = 3  # sentences, headline and dateline included, in which a release tells its news
_OCCASIONS = frozenset("swp")  # strengths of nouns that tell of a gathering
_NEAR_VERB = 5  # tokens between a verbal noun and what it governs
_SOON = 70  # characters behind a noun within which its day stands
_FEW = 10  # events of a kind that a release may still tell one by one
_FROM_SIGNING = 24  # tokens between a verb of signing and the contract, its signatories between them
_NEAR = 20  # tokens between a course and the verb that it is told with
_HELD = frozenset(("hold", "held", "host", "open", "close", "begin"))
_SCHOOL_DAYS, _EACH = frozenset(("يوم", "ايام")), frozenset(("اول", "اخر", "كل", "اي", "ثاني"))
_SUBJECTS = frozenset(("في", "عن", "حول", "ب"))
_COURSES = frozenset(("دوره", "دورتين", "دورتان", "دورات"))
_HOUSES = frozenset(("forum", "exhibition"))  # bodies bear such names too
_PROGRAMMES = frozenset(("برنامج", "برنامجا", "البرنامج"))
_KINDS = ("contract", "edition", "phase")  # of phrases that tell of an event where more is said
_TO_COME = {"سيزور": "visit", "ستزور": "visit", "سيلتقي": "meeting", "ستلتقي": "meeting", "سيجتمع": "meeting", "ستجتمع": "meeting"}
_EXPECTED = {"يزور": "visit", "تزور": "visit", "يلتقي": "meeting", "تلتقي": "meeting", "يجتمع": "meeting", "تجتمع": "meeting"}


@cache
def _telling() -> frozenset[str]:
    """The norms at which an event may be told of."""
    return frozenset(
        [*nouns(), *("ال" + noun for noun in nouns()), *_TO_COME, *_EXPECTED, *phrases("contract"), *phrases("edition"), *phrases("phase"), *rounds()]
    )


def event_mentions(reading: Reading) -> list[EventMention]:
    """Every event noun that speaks of a happening; not those inside a body's name, a list item or another event's title."""
    found: list[EventMention] = []
    titled: list[tuple[int, int]] = []
    items = Index([{"start": b.start, "end": b.end} for b in reading.layout.blocks if b.kind in ("item", "footer")])
    headline = reading.layout.headline
    places = where(reading.text, _telling())
    groups = {reading.norm(i) for i in places if reading.norm(i - 1) in phrases("group")}  # «فريق الاتفاق», «حزب المؤتمر»
    for i in places:
        word = reading.words[i]
        norm = word.norm
        definite = norm.startswith("ال") and norm[2:] in nouns()
        if norm in _TO_COME or norm in _EXPECTED:
            if (ahead := _ahead_by_verb(reading, i)) is not None:
                found.append(ahead)
            continue
        if (norm in phrases("edition") or norm in phrases("phase")) and (edition := _edition(reading, i)) is not None:
            found.append(edition)
            continue
        if found and (another := another_round(reading, i)) is not None and not _titled_behind(reading, another):
            tense = another.tense
            find_verb(reading, another)
            another.tense = tense
            found.append(another)
            continue
        entry = nouns().get(norm[2:] if definite else norm)
        if entry is None and norm in phrases("contract") and _signed(reading, i):
            entry, definite = ("agreement", "s", frozenset()), norm.startswith("ال")
        if entry is None or (definite and norm in groups) or (titled and word.start < titled[-1][1]) or items.at(word.start) is not None:
            continue
        entity = reading.entities.at(word.start)
        if entity is not None and entity["label"] in BODIES:
            continue
        kind, strength, needs = entry
        following = [reading.norm(k) for k in range(i + 1, i + 6)]
        following = [a + b if a == "ل" else b for a, b in zip(["", *following], following, strict=False)]  # «برنامجاً ل|تطوير مهارات …»
        if norm in phrases("session") and ORDINAL.fullmatch(following[0]):
            continue  # «الجلسة الثانية» is a part of what is told of
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
        if kind in _HOUSES and _holds(reading, mention):
            continue  # «يستضيف منتدى حروف الثقافي … في ندوة»: a house of that name
        if course_of_speech(reading, i):
            continue
        if norm in _SCHOOL_DAYS and reading.norm(i - 1) in _EACH:
            continue  # «مع انطلاقة أول يوم دراسي»
        if kind == "visit" and following[0].isdigit():
            continue  # «زيارة 1413 مريضاً» counts
        if norm in _PROGRAMMES and reading.norm(i - 1) == "عبر":
            continue  # «عبر برنامج «ويبكس»»
        if norm in _PROGRAMMES and reading.norm(i - 1) == "من" and found and found[-1].sentence == mention.sentence and not needs.intersection(bare):
            continue  # «الندوة السابعة من برنامج الأسرة الآمنة»: what it is part of
        if definite and norm[2:] in reading.body_nouns and norm in _PROGRAMMES:
            continue  # «البرنامج» of a «برنامج الأغذية العالمي»
        if definite and norm in reading.body_nouns and following[0] not in phrases("those_there") and not any(m.type == kind for m in found):
            continue  # «المنتدى», «الندوة»: the body's short name
        if needs and strength != "s" and (not definite or norm in _DAYS) and not needs.intersection(bare):
            if not _course_ahead(reading, mention, following[0]):
                continue  # «يوم 5 مايو», «جلسة العمل الثانية»: no event whatever stands in quotes behind it
        find_title(reading, mention)
        mention.ordinal = _ordinal(reading, mention)
        if needs and not definite and not needs.intersection(bare) and mention.title is None:
            if not _course(reading, mention, following[0]) and not _course_ahead(reading, mention, following[0]):
                continue
        if reading.norm(i - 1).isdigit() and reading.dates.at(word.start - 2) is None and (kind == "agreement" or int(reading.norm(i - 1)) > _FEW):
            continue  # «بتوقيع 14 اتفاقية», «تقديم 49 دورة تدريبية خلال العام»: so many are no one event
        if kind == "ceremony" and following[0] in phrases("part"):
            continue  # «حفل الافتتاح» is the conference's
        if mention.title_span:
            titled.append(mention.title_span)
        if needs and definite and kind == "training_course" and _counted(reading, i) and not needs.intersection(bare):
            continue  # «الدورة الأولى للصالون», «الدورة 48 من المهرجان» is an edition
        if kind == "seminar" and following[0].removeprefix("ال") in ("صحفيه", "صحافيه"):
            mention.type, mention.strength = "conference", "p"
        elif kind == "conference" and following[0].removeprefix("ال") in ("صحفي", "صحافي", "صحفيا"):
            mention.strength = "p"
        find_verb(reading, mention)
        if kind == "workshop" and _shop(reading, mention, following):
            continue
        if kind == "ceremony" and mention.title is None and reading.norm(i - 1) in ("في", "خلال") and _strong_behind(reading, i):
            continue  # «أطلق المعهد في احتفال أقيم أمس البرنامج التدريبي …»
        if kind == "training_course" and norm in _PROGRAMMES and not needs.intersection(bare) and not _trains(reading, mention, found):
            mention.type = "other"  # «نظم النادي برنامجاً ترفيهياً بعنوان …»
        _occasion(reading, mention)
        _soon(reading, mention)
        if kind == "training_course" and norm in _PROGRAMMES and not needs.intersection(bare) and mention.verb is not None and mention.verb.role == "launch":
            mention.type, mention.strength = "launch", "l"  # «إطلاق البرنامج الوطني للتشغيل»
        if definite and norm in _PROGRAMMES and mention.type == kind and mention.title is None and not needs.intersection(bare):
            if not any(m.type == kind for m in found):
                continue  # «شمل البرنامج 3 آلاف أسرة»: no course was told of
        found += pair(reading, mention)
    return found


def _signed(reading: Reading, i: int) -> bool:
    """Whether the contract at token i is what somebody signs: «وقع أمين المنطقة اليوم عقد صيانة الطرق», «اكتمال توقيع العقد»; not «منذ عقد»."""
    first = reading.token(reading.sentences[reading.sentence(reading.words.starts[i])][0])
    for k in range(i - 1, max(first - 1, i - _FROM_SIGNING), -1):
        norm = reading.norm(k)
        verb = verbs().get(norm) or signings().get(norm)
        if verb is not None and verb.role == "sign" and not verb.object:
            return reading.entities.at(reading.words.starts[k]) is None
        if norm.removeprefix("ال") in nouns() or norm in phrases("contract"):
            return False
    return False


def _trains(reading: Reading, mention: EventMention, earlier: list[EventMention]) -> bool:
    """Whether the release told of a course before, or the sentence of a programme, or the headline, says that people are trained in it."""
    if any(m.type == "training_course" for m in earlier):
        return True
    spans = [reading.sentences[mention.sentence], *([reading.layout.headline] if reading.layout.headline else [])]
    return any(cue("training").search(reading.gap(*span)) for span in spans)


def _titled_behind(reading: Reading, another: EventMention) -> bool:
    """Whether what is told as one more has a name of its own: «ورشة أخرى بعنوان «…»»."""
    probe = replace(another, type=another.kind or "edition")
    if another.again != "same":
        find_title(reading, probe)
    return probe.title is not None


def _strong_behind(reading: Reading, i: int) -> bool:
    """Whether another event noun stands behind token i in its sentence, and is what the sentence tells of."""
    end = reading.sentences[reading.sentence(reading.words.starts[i])][1]
    near = (k for k in range(i + 1, min(i + 24, len(reading.words))) if reading.words.starts[k] < end)
    return any(nouns().get(reading.norm(k).removeprefix("ال"), ("", "", frozenset()))[1] == "s" for k in near)


def _occasion(reading: Reading, mention: EventMention) -> None:
    """A happening at which the news was said, told by its noun alone with its day: «جاء ذلك خلال زيارة وفد …», «أعلنت الهيئة إثر اجتماعها اليوم …»."""
    if mention.headline or mention.sentence > _LEAD or mention.strength not in _OCCASIONS or one_shot(mention.type):
        return
    for k in range(mention.token - 1, max(0, mention.token - _NEAR_VERB), -1):
        verb = verbs().get(reading.norm(k))
        if verb is not None and verb.object and verb.tense == "masdar" and reading.norm(k - 1) in phrases("aside"):
            mention.verb, mention.verb_token, mention.tense = Verb(verb.role, "past"), k, "past"  # «خلال افتتاحه اليوم ورشة …»
            return
    if mention.definite:
        return
    if mention.verb is not None and mention.verb.role not in ("announce", "meet", *(() if mention.type == "visit" else ("visit",))):
        return
    start, end = reading.sentences[mention.sentence]
    before = reading.gap(max(start, mention.start - 40), mention.start)
    # «أعلن المشاركون في جلسة عمل اليوم …», «أقر المجلس في اجتماعه أمس …»
    own = mention.type == "meeting" and possessed(reading.norm(mention.token))
    among = reading.norm(mention.token - 1) == "في" and (own or _gathered(reading.norm(mention.token - 2)))
    if not among and not cue("aside", 0).search(before) and not cue("margin", 0).search(before):
        return
    now = reading.released
    days = reading.days(max(start, mention.start - _SOON), min(end, mention.end + _SOON))
    said = cue("came").search(before) is not None or (own and _with_somebody(reading, mention, end))
    if said or any(d["relative"] and (now is None or not later(d["first"], now)) for d in days):
        mention.verb, mention.verb_token, mention.tense = Verb("held", "past"), mention.token, "past"


def _with_somebody(reading: Reading, mention: EventMention, end: int) -> bool:
    """Whether the next words name whom somebody met: «عقب لقائه رئيس الحكومة», «إثر اجتماعها بالأمين العام»."""
    near = [reading.norm(k).removeprefix("ال") for k in range(mention.token + 1, mention.token + 5)]
    people = phrases("officer", "official", "officials")
    if any(w in people or w.removeprefix("ب") in people or w.removeprefix("بال") in people for w in near):
        return True
    return any(e["label"] == "PERSON" for e in reading.entities.between(mention.end, min(end, mention.end + 30)))


def _gathered(norm: str) -> bool:
    """«المشاركون», «المجتمعين»: those who are in the room."""
    return norm in phrases("those_there") or (norm.endswith("ين") and norm[:-2] + "ون" in phrases("those_there"))


def _soon(reading: Reading, mention: EventMention) -> None:
    """A happening to come, told by its noun and the day right behind it: «سنكشف عن التفاصيل في ندوة صحفية الثلاثاء القادم»."""
    now = reading.released
    if now is None or mention.definite or mention.headline or (mention.verb is not None and mention.verb.role not in ("announce", "issue")):
        return
    days = reading.days(mention.end, mention.end + 30)
    if not days or not later(days[0]["first"], now):
        return
    between = reading.gap(mention.end, days[0]["start"]).split()
    if len(between) <= 3 and not any(w in verbs() or not w.isalpha() for w in between):
        mention.verb, mention.verb_token, mention.tense = Verb("held", "future"), mention.token, "future"


def _course(reading: Reading, mention: EventMention, following: str) -> bool:
    """Whether «دورة» without a word for training is a course: the lead tells it with a verb of holding, and it has a subject («دورة في التحكيم»).

    «دورة الألعاب», «دورة المجلس», «دورة المياه» are none.
    """
    if reading.norm(mention.token) != "دوره" or mention.headline or mention.sentence > _LEAD:
        return False
    if following in phrases("not_course") or ORDINAL.fullmatch(following) or not (following in _SUBJECTS or following.startswith(("ال", "ل"))):
        return False
    probe = replace(mention)
    find_verb(reading, probe)
    held = probe.verb is not None and probe.verb.role in _HELD and probe.verb.tense != "masdar"
    return held and abs(probe.verb_token - mention.token) < _NEAR


def _course_ahead(reading: Reading, mention: EventMention, following: str) -> bool:
    """Whether «دورة» with any word behind it is a course by what is said of it: «دورة تكميلية مدتها خمسة أيام ستعقدها الوزارة»."""
    if reading.norm(mention.token) not in _COURSES or mention.headline or following in phrases("not_course") or ORDINAL.fullmatch(following):
        return False
    probe = replace(mention)
    find_verb(reading, probe)
    told = not mention.definite and probe.verb is not None and probe.verb.role in _HELD and probe.verb.tense == "future" and probe.verb.object
    return told and mention.token < probe.verb_token < mention.token + _NEAR


def _shop(reading: Reading, mention: EventMention, following: list[str]) -> bool:
    """Whether «ورشة» is a place where things are made or mended, which nobody holds: «حريق بورشة نجارة», «كشف ورشة لصنع …», «أغلقت ورشة لإصلاح …»."""
    verb = mention.verb
    held = verb is not None and verb.role in _HELD | {"plan", "attend", "lead"} and reading.norm(mention.verb_token) not in phrases("shuts")
    if mention.title is not None or held:
        return False
    told = [word.removeprefix("ل") for word in following[:3] if word != "ل"]
    return not phrases("craft").isdisjoint(told[: 2 if told and told[0] in phrases("size") else 1])


def _holds(reading: Reading, mention: EventMention) -> bool:
    """Whether an event noun right behind a verb of holding is its subject: another event stands behind it as what is held."""
    verb = verbs().get(reading.norm(mention.token - 1))
    if mention.definite or verb is None or verb.role not in ("hold", "host") or verb.tense == "masdar" or not reading.norm(mention.token + 2).startswith("ال"):
        return False
    end = reading.sentences[mention.sentence][1]
    for k in range(mention.token + 2, min(mention.token + 30, len(reading.words))):
        if reading.words.starts[k] >= end:
            return False
        if nouns().get(reading.norm(k), ("", "", frozenset()))[1] == "s":
            return True
    return False


def _ordinal(reading: Reading, mention: EventMention) -> str | None:
    """Which edition a mention speaks of: «الثاني» in «معرض «ثمار بلادي» الثاني» and in «الملتقى الوطني الثاني»."""
    behind = reading.token(mention.title_span[1]) if mention.title_span else mention.token + 1
    inside = [reading.norm(k) for k in range(mention.token + 1, min(behind, mention.token + 6))]
    after = [reading.norm(k) for k in range(behind, behind + 3)]
    return next((n for n in inside + [n for n in after if n not in ("»", '"', "”", ")", "›")][:1] if ORDINAL.fullmatch(n)), None)


def _counted(reading: Reading, i: int) -> bool:
    """«الدورة الأولى», «الدورة 48 من مهرجان المسرح»; «شارك في الدورة 450 متدرباً» counts others."""
    norm = reading.norm(i + 1)
    of_event = reading.norm(i + 2) in ("من", "ل", "لل") and reading.norm(i + 3).removeprefix("ال") in nouns()
    return ORDINAL.fullmatch(norm) is not None or (norm.isdigit() and of_event)


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
    find_verb(reading, m)
    if following in phrases("previous"):
        m.tense = "past"
    if reading.norm(i) in phrases("phase"):
        m.strength = "h"
    m.ordinal = following
    if reading.norm(i - 1) == "ان" and m.verb_token < i:
        return None  # «ستقيم دورة مماثلة، لافتاً إلى أن الدورة السابقة خرّجت …»: a clause of its own
    return m if m.verb is not None else None


def _ahead_by_verb(reading: Reading, i: int) -> EventMention | None:
    """A visit or meeting to come, told by its verb with a time of its own: «أن وفدا سيزور وارسو في تشرين الثاني», «من المنتظر أن يلتقي غداً رئيس الحكومة»."""
    word = reading.words[i]
    n = reading.sentence(word.start)
    headline = reading.layout.headline
    if not dated_behind(reading, word.end, n) or (headline and headline[0] <= word.start < headline[1]):
        return None
    kind = _TO_COME.get(word.norm)
    if kind is None:
        before = reading.gap(max(reading.sentences[n][0], word.start - 30), word.start)
        if reading.norm(i - 1) != "ان" or not (cue("plan").search(before) or cue("expected").search(before)):
            return None
        kind = _EXPECTED[word.norm]
    if kind == "meeting" and not any(e["label"] != "CITY" for e in reading.entities.between(word.end, reading.sentences[n][1])):
        return None  # «سيلتقي المنتخبان السبت» names nobody
    verb = Verb(kind if kind == "visit" else "meet", "future")
    return EventMention(i, word.start, word.end, kind, "d", False, n, False, verb=verb, verb_token=i, tense="future")


def dated_behind(reading: Reading, at: int, sentence: int) -> bool:
    """Whether a date stands behind `at` in its sentence, not far."""
    end = min(reading.sentences[sentence][1], at + 120)
    return any(d["first"] for d in reading.dates.between(at, end))
