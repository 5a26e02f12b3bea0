"""How many events a release speaks of: which of its mentions are one happening, and which sentences speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.assemble.acts import acts
from arextract.assemble.again import apart
from arextract.assemble.brief import brief
from arextract.assemble.governing import pronoun
from arextract.assemble.nouns import ORDINAL, Happening, nouns, possessed
from arextract.assemble.reading import Index, cue, later, phrases, verbs
from arextract.assemble.telling import dated_behind, event_mentions
from arextract.assemble.titles import edition_of, find_title
from arextract.assemble.unsaid import appointments, grants, meetings, reports
from arextract.fold import fold_name

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention
    from arextract.assemble.reading import Reading


_REACH = 16  # events, first and last, that a mention may speak of
_THEMED = frozenset(("conference", "forum", "seminar", "meeting"))  # another theme every time
_LEAD = 3  # sentences, headline and dateline included, in which a release tells its news
_OWN = {"agreement": "sign", "visit": "visit"}  # the verb that each is told with
_DEEP = 10  # sentences behind which an untitled event is no news of the release
_CLAUSE = 45  # characters of a clause in which the day of what it tells stands
_CLOSE = 12  # characters between a noun and its day
_OPENS = 12  # tokens between who enters a strike and the word for it
_HELD = frozenset(("hold", "held", "host"))
_TAKES_PLACE = _HELD | {"open", "close", "begin"}
_CLAUSE_VERBS = _HELD | {"begin", "lead"}  # of a relative clause that tells that it is held
_BESIDE = 4  # tokens between a verb and its subject
_FAR = 150  # characters between an event and another edition of it, told in one sentence


def happenings(reading: Reading) -> list[Happening]:
    """The events of a release, the main one first; none where nothing happens.

    A headline and its lead speak of one event; «الورشة» later speaks of it again; an event of its own needs a title or time of its own.
    """
    mentions = event_mentions(reading)
    events: list[Happening] = []
    off = {reading.norm(m.token).removeprefix("ال") for m in mentions if m.strength == "d" and _cancelled(reading, m)}
    if off:
        mentions = [m for m in mentions if reading.norm(m.token).removeprefix("ال") not in off]
    heads = [m for m in mentions if m.headline]
    for m in mentions:
        if m.headline:
            continue
        alias = any(h.type == m.type and h.title and m.title and _same_name(h.title, m.title) for h in heads)
        known = next((e for e in events if e.type == m.type), None) if alias else None
        if known is not None and not _another_edition(reading, m, known):
            known.mentions.append(m)  # the headline's name for it
        elif alias and known is None and m.sentence <= _LEAD:
            events.append(_start(m))  # the headline tells it
        else:
            _place(reading, m, events)
    for m in heads:
        twin = next((e for e in events if e.type == m.type), None)
        if twin is not None:
            twin.mentions.insert(0, m)
            own = m.title is not None and fold_name(m.title).split()[0].removeprefix("ال") in nouns()
            if m.title is not None and (twin.title is None or (own and fold_name(twin.title).split()[0].removeprefix("ال") not in nouns())):
                twin.title, twin.title_span = m.title, m.title_span
        elif not events and (m.verb is not None or m.title is not None or m.strength == "s") and m.strength not in ("l", "v"):
            events.append(_start(m))
    appointed = appointments(reading)
    if appointed and not any(any(m.headline for m in e.mentions) for e in events):
        first = not any(e.lead.start < appointed[0].start for e in events)
        events.append(Happening("appointment", appointed, main=first))
    met = meetings(reading) if not any(m.headline for e in events for m in e.mentions) else []
    if met and not any(m.sentence <= met[-1].sentence or (e.type == met[-1].type and m.sentence <= _LEAD) for e in events for m in e.mentions):
        events.append(Happening(met[-1].type, [m for m in met if m.type == met[-1].type]))
    if not any(m.headline or m.sentence <= _LEAD for e in events for m in e.mentions):
        untold = reports(reading) or grants(reading) or acts(reading)
        events += [Happening(m.type, [m]) for m in untold]
    if not events and (told := brief(reading)) is not None:
        events.append(_start(told))
    if not events and (edition := next((m for m in mentions if m.type == "edition" and m.sentence <= _LEAD and _held(m)), None)) is not None:
        edition.type = "other"  # «اختتم المعهد الدورة الخامسة من «المدرسة الشتوية»»
        find_title(reading, edition)
        events.append(_start(edition))
    if events:
        named = [e for e in events if e.main] or [e for e in events if any(m.headline for m in e.mentions)]
        main = min(named or events, key=lambda e: e.lead.start)
        main.main = True
        events.sort(key=lambda e: (not e.main, e.lead.start))
    _spread(reading, events)
    for n, event in enumerate(events):
        event.number, event.named_in = n, frozenset(m.sentence for m in event.mentions)
    reading.told = Index([{"start": m.start, "end": m.end, "event": n, "ahead": m.tense == "future"} for n, e in enumerate(events) for m in e.mentions])
    return events


def _held(m: EventMention) -> bool:
    return m.verb is not None and m.verb.role in _TAKES_PLACE


def _headed(reading: Reading, lead: EventMention) -> bool:
    """Whether an event was only headed so far, without a time («ندوة تحذر من …», «الكلية تقيم دورة عن …»), and the lead may tell it by its name."""
    return (lead.verb is None or lead.tense == "present") and not _dated(reading, lead)


def _same_name(a: str, b: str) -> bool:
    """Two titles of one event: the same words, or one the short form of the other."""
    x, y = ({w.removeprefix("ال") for w in fold_name(t).replace(" لل", " ").split()} for t in (a, b))
    return x <= y or y <= x


def _another_edition(reading: Reading, m: EventMention, event: Happening) -> bool:
    """«معرض «ثمار بلادي» الأول، الذي أقيم في نابلس في أكتوبر 2022» beside the second: another ordinal and a date of its own."""
    ordinal = next((x.ordinal for x in event.mentions[:_REACH] if x.ordinal), None)
    if m.ordinal is None or ordinal is None or m.ordinal == ordinal or m.sentence == event.lead.sentence:
        return False
    end = reading.sentences[m.sentence][1]
    return any(d["first"] for d in reading.dates.between(m.end, min(end, m.end + _FAR)))


def _cancelled(reading: Reading, m: EventMention) -> bool:
    """What was cancelled or is denied did not happen: «إلغاء المهرجان», «تعليق الإضراب», «نفت تنظيم ندوة»."""
    return cue("cancelled", 25).search(reading.gap(max(reading.sentences[m.sentence][0], m.start - 60), m.start)) is not None


def _role(event: Happening) -> str:
    return event.lead.verb.role if event.lead.verb is not None else ""


def _still_ahead(reading: Reading, m: EventMention, event: Happening) -> bool:
    """«ويستعد الفائزون للمسابقة الدولية للخط العربي التي تنظمها … من 3 إلى 8 مارس» beside the contest that is over: a longer name, held by others, to come."""
    lead = event.lead
    behind = reading.token(m.title_span[1]) if m.title_span else m.token + 1
    relative = [verb for k in range(behind, behind + 4) if (verb := verbs().get(reading.norm(k))) is not None]
    held = m.definite and any(verb.object and verb.role in ("hold", "host") and verb.tense != "past" for verb in relative)
    over = lead.tense == "past" and lead.verb is not None and lead.verb.role != "announce" and m.sentence > lead.sentence
    ahead = (m.tense == "future" and dated_behind(reading, m.end, m.sentence)) or _to_come(reading, m)
    return held and over and ahead and m.title != event.title


def _dated(reading: Reading, m: EventMention) -> bool:
    """Whether a day or month stands with the mention in its sentence."""
    start, end = reading.sentences[m.sentence]
    return any(d["first"] and d["precision"] in ("day", "month", "quarter") for d in reading.dates.between(max(start, m.start - 60), min(end, m.end + 120)))


def _told_ahead(reading: Reading, m: EventMention) -> bool:
    return m.tense is not None or (m.verb is not None and m.verb.tense == "masdar" and dated_behind(reading, m.end, m.sentence))


def _to_come(reading: Reading, m: EventMention) -> bool:
    """Whether the date behind a mention lies after the release, or is said to be ahead."""
    end = min(reading.sentences[m.sentence][1], m.end + 120)
    now = reading.released
    return now is not None and any(d["first"] and later(d["first"], now) for d in reading.dates.between(m.end, end))


def _numbered(reading: Reading, m: EventMention, same: list[Happening]) -> bool:
    """Whether a numbered meeting has a date and a verb of its own, and is not the one told of: «شهدت موسكو السبت الاجتماع السابع للجنة …»."""
    known = {x.ordinal for e in same for x in (*e.mentions[:_REACH], *e.mentions[-_REACH:])}
    roles = ("attend", "held", "host", "hold", "open", "close")
    return m.ordinal not in known and m.verb is not None and m.verb.role in roles and _dated(reading, m)


def _apart(reading: Reading, m: EventMention) -> bool:
    """Whether an agreement or a visit is told as one not spoken of before: «مذكرة تفاهم تم توقيعها», not «توقيع اتفاقية التعاون»."""
    return not m.definite and not reading.norm(m.token + 1).startswith("ال") and m.verb is not None and m.verb.role == _OWN[m.type]


def _own_clause(reading: Reading, m: EventMention, roles: frozenset[str] = _CLAUSE_VERBS) -> bool:
    """Whether a relative clause tells that it is held: «الاجتماع الذي عُقد برئاسة المحافظ أمس», «البرنامج الذي سينطلق الأسبوع المقبل»."""
    told = m.verb is not None and m.verb.role in roles and m.verb_token > m.token
    return told and reading.norm(m.verb_token - 1) == pronoun(reading.norm(m.token))


def _introduced(reading: Reading, m: EventMention, told: bool) -> bool:
    """Whether a noun without a name brings an event into the talk: «تنظم ورشة», «اختتمت الدورة»; not «دوراتهم», nor «استمر اللاعب في … المعسكر»."""
    if possessed(reading.norm(m.token)):
        return told
    if not m.definite:
        # «قدرتها على تنظيم مؤتمر كبير»: a verbal noun without a tense, a day or a name tells of nothing that happens.
        unsaid = m.verb is not None and m.verb.tense == "masdar" and m.tense is None and reading.norm(m.verb_token - 1) == "علي"
        return not unsaid or _dated(reading, m)
    far = m.verb is not None and m.verb.role in ("begin", "held") and m.verb_token < m.token - _BESIDE
    return (told or m.tense is not None) and not far


def _held_before(reading: Reading, m: EventMention) -> bool:
    """Whether a clause dates the mention before the news of one to come: «بعد اجتماع دول الجوار الذي انعقد بالقاهرة في 8 مايو»."""
    if m.tense != "past" or m.strength not in ("s", "w") or not _own_clause(reading, m, _HELD):
        return False
    at, end = reading.words.ends[m.verb_token], reading.sentences[m.sentence][1]
    now = reading.released
    return any(now and later(now, d["last"]) for d in reading.days(at, min(end, at + _CLAUSE)))


def _opens_news(reading: Reading, m: EventMention) -> bool:
    """Whether the first verb of the news tells of a known gathering, with its time: «اختتمت أمس فعاليات المهرجان الدولي …», «تحتضن تونس غداً الاجتماع …»."""
    body = next((b for b in reading.layout.blocks if b.kind == "body"), None)
    if body is None or m.verb is None or m.verb.role not in _TAKES_PLACE or m.verb_token > m.token or not reading.norm(m.token + 1).startswith("ال"):
        return False
    first = reading.token(body.start)
    return m.sentence == reading.sentence(body.start) and m.verb_token - first < _CLOSE and _dated(reading, m)


def _agreed(reading: Reading, m: EventMention) -> bool:
    """Whether it is settled that those present meet on a day to come: «اتفقوا على الاجتماع يوم 19 يناير»."""
    if m.type != "meeting" or reading.norm(m.token - 1) != "علي":
        return False
    now = reading.released
    return any(d["first"] and now and later(d["first"], now) and d["start"] - m.end < _CLOSE for d in reading.dates.between(m.end, m.end + _CLOSE))


def _long_before(reading: Reading, m: EventMention) -> bool:
    """Whether a mention is told as what had been before the news: «وكان الوزير قد افتتح …», «سبق أن نظمت …»."""
    if m.verb is None or m.verb_token >= m.token or m.verb_token < 1:
        return False
    ahead = [reading.norm(k) for k in range(max(0, m.verb_token - 8), m.verb_token)]
    return (ahead[-1] == "قد" and any(w in ("كان", "كانت") for w in ahead)) or (ahead[-1] == "ان" and "سبق" in ahead[-2:])


def _took_place(reading: Reading, m: EventMention) -> bool:
    """Whether an election, a strike or an examination is told as held on a day: «الانتخابات التي جرت في 7 يونيو», «نفذ الأعوان اليوم إضراباً»."""
    start, end = reading.sentences[m.sentence]
    entered = m.sentence <= _LEAD and any(reading.norm(k) in phrases("enters") for k in range(max(reading.token(start), m.token - _OPENS), m.token))
    if entered and bool(reading.days(start, min(end, m.end + 60))):
        return True  # «دخل الأعوان اليوم في إضراب»
    if m.verb is None or m.tense != "past":
        return False
    at = reading.words.starts[m.verb_token]
    if m.verb_token > m.token:
        return _own_clause(reading, m) and bool(reading.days(at, min(end, at + 60)))
    held = m.verb.role in ("hold", "held", "begin") and m.sentence <= _LEAD and not m.definite and m.token - m.verb_token <= _OPENS
    return held and bool(reading.days(start, min(end, m.end + 60)))


def _own_time(reading: Reading, m: EventMention) -> bool:
    """Whether what was signed or visited has a day or month of its own, behind its verb: «مذكرة جرى توقيعها في روما خلال ماي 2016»."""
    start, end = min(m.start, reading.words.starts[m.verb_token]), reading.sentences[m.sentence][1]
    dates = reading.dates.between(start, min(end, max(m.end, reading.words.ends[m.verb_token]) + 90))
    return m.tense == "past" and any(d["first"] and d["precision"] in ("day", "month") for d in dates)


def _own_part(reading: Reading, m: EventMention) -> None:
    """The clause of an edition that is told in one sentence with the event itself: to the next edition, or to a new clause."""
    end = reading.sentences[m.sentence][1]
    for k in range(m.token + 2, min(m.token + 40, len(reading.words))):
        if (
            reading.words.starts[k] >= end
            or reading.norm(k) in (";", "؛", ".")
            or (reading.norm(k) in phrases("edition") and reading.norm(k + 1).startswith("ال"))
        ):
            end = min(end, reading.words.starts[k])
            break
    m.stretch, m.shared = (m.start, end), (m.start, m.start)


def _made_possible(reading: Reading, m: EventMention) -> bool:
    """«وستسمح المذكرة بتبادل الخبرات وعقد ندوات مشتركة»: a verbal noun, spelt like the past, among what something will allow."""
    first = reading.token(reading.sentences[m.sentence][0])
    opens = [reading.norm(k) for k in range(first, first + 2)]
    ahead = any(w.startswith(("ست", "سي")) or w in phrases("provides") for w in opens)
    return ahead and m.token - m.verb_token < _BESIDE and reading.norm(m.verb_token - 1) == "و" and not _dated(reading, m)


def _meanwhile(reading: Reading, m: EventMention) -> bool:
    """Whether a clause of its own tells of the mention, with a time: «…، في حين تبدأ دورة التعليم الشامل في بربرة يوم 3 مايو»."""
    near = range(m.token - 3, m.token)
    return any(reading.norm(k) in phrases("meanwhile") for k in near) and bool(reading.dates.between(m.end, reading.sentences[m.sentence][1]))


def _title_of_all(event: Happening) -> bool:
    """Whether the title of one edition is that of the next: not «مؤتمر الطاقة الثاني», nor the theme of a conference."""
    if event.title is None or any(ORDINAL.fullmatch(w) for w in fold_name(event.title).split()):
        return False
    return not (event.type in _THEMED and any(m.themed for m in event.mentions))


def _told(m: EventMention) -> bool:
    """Whether its verb tells that it takes place: not one that announces, plans or appoints, nor «يعد» far before it; «كشف اجتماع الغرفة عن …» does."""
    if m.verb is None or m.verb.role in ("announce", "plan", "appoint"):
        return False
    if m.verb.role == "issue" and m.type not in ("report", "launch"):
        return m.title is not None or (0 < m.token - m.verb_token < _BESIDE and m.verb.tense == "past")
    return m.verb.role != "visit" or m.type == "visit"


def _start(m: EventMention) -> Happening:
    return Happening(m.type, [m], m.title, m.title_span)


def _place(reading: Reading, m: EventMention, events: list[Happening]) -> None:
    """Put a mention to the event that it speaks of, or let it begin one, or leave it: background."""
    # The talk returns to the first events and to the latest; all would cost a long text the square of its length.
    recent = events if len(events) <= 2 * _REACH else [*events[:_REACH], *events[-_REACH:]]
    # A press conference about a conference is not that conference: its name is another's.
    same = [e for e in recent if e.type == m.type and (m.title is None or (m.strength == "p") == (e.lead.strength == "p"))]
    told = _told(m)
    following = reading.norm(m.token + 1)
    another = following.isdigit() or ORDINAL.fullmatch(following) is not None or following in phrases("next")
    if not same and m.definite and m.title is None and m.type != "edition" and not another and reading.norm(m.token) in phrases("edition"):
        counted = next((e for e in recent if any(edition_of(reading, x.token) for x in e.mentions[:_BESIDE])), None)
        if counted is not None:
            counted.mentions.append(m)  # «الدورة 18 للمهرجان العربي … هذه الدورة التي ينظمها الاتحاد»
            return
    if m.title is not None:
        twin = next((e for e in recent if e.title and _same_name(e.title, m.title)), None)
        ended = same[-1] if twin is None and same and _role(same[-1]) == "close" else twin
        if ended is not None and _still_ahead(reading, m, ended):
            m.tense = "future"
            events.append(_start(m))
            return
        if twin is not None and _another_edition(reading, m, twin):
            m.tense = "past"
            events.append(_start(m))
            return
        if twin is not None:
            twin.mentions.append(m)
            return
        # «البرنامج» in the lead, its title only now
        untold = same and m.sentence <= _LEAD and _headed(reading, same[-1].lead)
        if same and same[-1].title is None and (m.definite or not told or untold) and m.tense != "future":
            same[-1].mentions.append(m)
            same[-1].title, same[-1].title_span = m.title, m.title_span
            return
    if m.twin_of is not None:
        if any(m.twin_of is x for e in recent for x in e.mentions[-_REACH:]):
            events.append(_start(m))
        return
    new = False
    start, end = reading.sentences[m.sentence]
    if m.title is None and _long_before(reading, m) and not _dated(reading, m):
        return  # «وكان المدير قد شارك في مؤتمر»: what had been, undated
    if _cancelled(reading, m):
        return
    if events and reading.norm(m.token) in phrases("contract"):
        if same:
            same[-1].mentions.append(m)
        return  # «وقّع عقوداً لتوريد ثلاثين ألف قطعة» at a fair is business
    if reading.norm(m.token - 1) == "اي":
        return  # «نفى وجود أي إضراب غداً»
    if not same and m.strength != "v" and reading.norm(m.token - 1) in phrases("outcome"):
        return  # «تنفيذ مخرجات مؤتمر الحوار»: background
    if m.type == "edition":
        if m.again == "same" and events and events[-1].lead.again and events[-1].lead.sentence == m.sentence:
            events[-1].mentions.append(m)  # «دورة ثانية من البرنامج ذاته»
            return
        told_of = next((e for e in reversed(recent) if e.type == m.kind and e.lead.again is None), events[0] if events else None)
        here = told_of is not None and m.sentence in {x.sentence for x in told_of.mentions[:_REACH]}
        if here:
            _own_part(reading, m)
        if told_of is None or (m.strength == "h" and told_of.type != "launch"):
            return
        if not here or m.start - told_of.lead.start > _FAR or apart(reading, m, told_of):
            m.type, m.tense = m.kind or told_of.type, m.tense or told_of.lead.tense
            kept = m.strength != "h" and m.again != "other" and (m.again == "same" or _title_of_all(told_of)) and m.type == told_of.type
            events.append(Happening(m.type, [m], told_of.title if kept else None, told_of.title_span if kept else None))
        return
    if m.strength == "d":
        ahead = m.tense == "future" or (m.sentence <= _LEAD and _to_come(reading, m))
        if ahead and dated_behind(reading, m.end, m.sentence) and not any(e.lead.tense == "future" for e in same):
            m.tense = "future"
            events.append(_start(m))
        elif not same and not m.headline and _took_place(reading, m):
            m.tense = "past"
            events.append(_start(m))
        elif same and m.definite:
            same[-1].mentions.append(m)
        return
    if not events and m.title is None and m.sentence > (_DEEP // 2 if m.strength in ("w", "p") else _DEEP):
        return  # a release tells its news sooner
    if not events:
        new = (m.strength == "s" and (m.title is not None or _introduced(reading, m, told))) or (
            m.strength in ("w", "p")
            and told
            and (not m.definite or m.title is not None or (m.type == "meeting" and _own_clause(reading, m)) or _opens_news(reading, m))
        )
        if m.type == "agreement":
            new = told and m.verb is not None and m.verb.role in ("sign", "hold", "held", "attend", "close")
        if m.strength == "l":
            # «أوضح أن إطلاق المبادرة يأتي …» speaks of a launch, and tells of none
            new = m.verb is not None and m.verb.role in ("launch", "open", "begin") and (m.tense is not None or reading.norm(m.verb_token - 1) != "ان")
        if m.strength == "v":
            made = m.verb is not None and (m.verb.role in ("issue", "launch") or (m.verb.role == "close" and reading.norm(m.token - 1) in phrases("drafting")))
            new = made and m.verb_token < m.token
    elif m.type in ("agreement", "visit") and _apart(reading, m) and _own_time(reading, m):
        new = m.sentence != events[0].lead.sentence
    elif m.type == "agreement":
        new = not same and m.verb is not None and m.verb.role == "sign" and not (m.definite and m.title is None)
    elif m.strength in ("l", "v"):
        new = m.strength == "l" and m.tense == "future" and m.verb is not None and m.verb.role in ("launch", "hold", "open", "begin") and not m.definite
    elif m.definite and m.tense in (None, "present", "future") and reading.norm(m.token + 1) in phrases("next") and _told_ahead(reading, m):
        m.tense = "future"  # «على أن يعقد الاجتماع القادم في …», «اتفقوا على عقد الاجتماع المقبل في نواكشوط خلال …»
        new = m.strength != "p" and m.sentence != events[-1].lead.sentence
    elif m.definite and m.ordinal is not None and m.type == "meeting" and _numbered(reading, m, same):
        new = m.sentence != events[-1].lead.sentence
    elif not m.definite and m.strength == "s" and m.tense == "present" and not same and told and _to_come(reading, m):
        new, m.tense = True, "future"  # «معلناً عن دورة تدريبية تنظمها الغرفة في مطلع مارس القادم»
    elif m.strength == "v" and m.title is not None and not same and m.tense == "past" and m.verb is not None and m.verb.role == "issue":
        new = _dated(reading, m)
    elif m.title is None and same and all(e.lead.tense != "past" for e in same) and _held_before(reading, m):
        new = m.sentence != events[-1].lead.sentence
    elif m.definite and m.title is None and _agreed(reading, m):
        new, m.tense = not same or same[-1].lead.tense != "future", "future"
    elif not same and m.verb_token > m.token and reading.norm(m.verb_token) in phrases("being_held"):
        at = reading.words.ends[m.verb_token]  # «خلال اجتماع اللجنة التنفيذية المنعقد بموسكو أيام 28 و29 أفريل»
        new = bool(reading.days(at, min(end, at + _CLAUSE)))
    elif m.tense == "future" and m.definite and reading.norm(m.token + 1).removeprefix("ال") in phrases("not_course"):
        return  # «الدورة البرلمانية التي سيعقدها المجلس»
    elif m.tense == "future" and m.definite and not same and m.strength in ("s", "w") and _own_clause(reading, m):
        new = m.title is not None or m.sentence != events[0].lead.sentence
    elif m.tense == "future" and (not m.definite or m.title is not None or cue("next").search(reading.gap(m.end, m.end + 40))):
        earlier = same[-1] if same else None
        new = earlier is None or earlier.lead.tense != "future" or (m.title is not None and m.title != earlier.title)
        if earlier is not None and earlier.title is None and earlier.lead.tense == "future":
            new = False
    elif m.title is not None and told and m.tense is not None and (m.strength == "s" or (m.strength == "w" and m.tense == "past" and _own_clause(reading, m))):
        new = not same or (same[-1].title is not None and m.verb is not None and m.verb.role not in ("attend",))
        if reading.norm(m.token - 1) in phrases("part") or reading.norm(m.token - 2) in ("ضمن", "اطار"):
            new = new and not same
    elif not same and told and not m.definite and m.strength == "s" and m.verb is not None and m.verb.role in ("hold", "host", "close", "open", "held", "sign"):
        new = m.tense in ("past", "future") and m.sentence != events[-1].lead.sentence and not _made_possible(reading, m)
    elif not m.definite and m.strength == "s" and same and m.sentence == same[-1].lead.sentence and _meanwhile(reading, m):
        new, m.tense = True, "future" if m.tense == "present" else m.tense
    if new:
        if m.tense == "future" and any(m.sentence == e.lead.sentence for e in recent) and dated_behind(reading, m.end, m.sentence):
            _own_part(reading, m)
        events.append(_start(m))
    elif same and (m.definite or m.title is None):
        same[-1].mentions.append(m)
        if m.title is not None and same[-1].title is None and m.definite:
            same[-1].title, same[-1].title_span = m.title, m.title_span


def _spread(reading: Reading, events: list[Happening]) -> None:
    """Give every sentence to the event it speaks of: the one named in it, else the one spoken of before it."""
    if not events:
        return
    owner: dict[int, Happening] = {}
    for event in events:
        for m in event.mentions:
            owner.setdefault(m.sentence, event)
        owner[event.lead.sentence] = event
    main = current = next(e for e in events if e.main)
    for n in range(len(reading.sentences)):
        named = owner.get(n)
        if named is not None:
            current = named
            named.sentences.append(n)
        else:
            # A paragraph later the talk is of the main event again.
            start = reading.sentences[n][0]
            previous = reading.sentences[n - 1][1] if n else 0
            if "\n" in reading.text[previous:start]:
                current = main
            current.sentences.append(n)
