"""When an event is: its date among those in the text, its length, its status."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from arextract.assemble.nouns import REGISTRATION, nouns, one_shot
from arextract.assemble.reading import Index, cue, later, phrases
from arextract.extract.dates.calendars import days_on
from arextract.fold import fold
from arextract.numerals import cardinal_value

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention, Happening
    from arextract.assemble.reading import Mention, Reading

_CLAUSE = re.compile(r"(?<!\w)و?(?:الذي|التي)(?!\w)")
_RELATIVES = frozenset(("الذي", "التي"))
_CLAUSE_REACH = 60  # characters behind the verb of a relative clause within which its date stands
_OPENED = frozenset(("open", "begin"))
_PHASE = 70  # characters behind an event within which stands the part of it that is over
_MENTIONS = 12  # of an event that are asked for the verb before a date
_HOLDS = frozenset(("hold", "held", "host"))
_LASTING = frozenset(("exhibition", "other", "forum", "competition"))  # gatherings whose opening is news for its own sake, and that go on behind it


def _usable(reading: Reading) -> Index:
    """The dates that an event may be on: not the dateline's, no bare ends, no twin of a Gregorian date; made once for a document."""
    if reading.usable is None:
        wire = reading.layout.dateline or (0, 0)
        reading.usable = Index([
            d for d in reading.dates
            if d["first"] and not wire[0] <= d["start"] < wire[1] and d.get("bound") != "until"
            and not (d["calendar"] == "hijri" and d["same_as"]) and d["precision"] != "decade"
        ])  # fmt: skip
    return reading.usable


def when(reading: Reading, event: Happening) -> Mention | None:
    """The date that belongs to an event among those in the text: in the sentence that tells it, then in those that speak of it."""
    usable = _usable(reading)
    if postponed(reading, event) and (moved := new_time(reading, event)) is not None:
        return moved
    if (moved := _put_off(reading, event)) is not None:
        return moved
    for m, (a, b) in [(told, span) for told in event.told_in() for span in told.told(reading)]:
        here = [d for d in usable.between(a, b) if m.strength == REGISTRATION or _belongs(reading, d)]
        here = _ahead_of(reading, event, here)
        here = [d for d in here if (a, b) == m.shared or not _others(reading, event, d)]
        if one_shot(event.type):
            here = [d for d in here if d["first"] == d["last"] and (d["precision"] == "day" or m is event.lead) and not _later(reading, event, d)]
        if m.strength == "d" and m.tense != "past":
            here = [d for d in here if d["start"] >= m.start][:1]
        if here and postponed(reading, event):
            return here[-1]  # «تأجيل الورشة … من 10 إلى 24 نوفمبر»: the new day comes last
        if here:
            return _best(_in_clause(reading, m, here) or here, m.start)
    if one_shot(event.type):
        return None
    here = [d for d in usable.within(event.zone(reading)) if _belongs(reading, d) and (d["precision"] == "day" or d["first"] != d["last"])]
    if event.lead.tense == "past":  # «وفي ختام الندوة كشف … أن الندوة القادمة ستعقد في 15 نيسان»
        here = [d for d in here if not ((other := reading.told.before(d["start"])) and other["ahead"] and _others(reading, event, d))]
    ranges = [d for d in here if d["first"] != d["last"] and d["precision"] == "day"]
    near = [d for d in here if told_of(reading.gap(reading.sentences[reading.sentence(d["start"])][0], d["start"]))]
    if ranges or near:
        return (ranges or near)[0]
    # «ويستمر المعرض حتى 16 تشرين الأول»: only its end is told
    ends = [d for d in reading.dates.within(event.zone(reading)) if d["first"] and d.get("bound") == "until" and len(d["first"]) == 10]
    return next((d for d in ends if cue("lasting", 25).search(reading.gap(max(0, d["start"] - 45), d["start"]))), None)


def _in_clause(reading: Reading, m: EventMention, dates: list[Mention]) -> list[Mention]:
    """Those of the dates that stand in the clause that tells of the event itself: «قال اليوم إن الاجتماع الذي انعقد سنة 2012 …»."""
    if m.verb is None or m.verb_token <= m.token:
        return []
    if reading.norm(m.verb_token - 1) not in _RELATIVES and not m.verb.object:
        return []
    verb = reading.words[m.verb_token]
    return [d for d in dates if verb.end <= d["start"] < verb.end + _CLAUSE_REACH][:1]


def _ahead_of(reading: Reading, event: Happening, dates: list[Mention]) -> list[Mention]:
    """Of the dates of a sentence, for what is to come those that lie ahead, where there are any: «خلال افتتاحه اليوم ورشة … سيعقد ورشة مماثلة الشهر المقبل»."""
    now = reading.released
    if now is None or event.lead.tense != "future":
        return dates
    ahead = [d for d in dates if later(d["first"], now)]
    if ahead or event.main:
        return ahead or dates
    return [d for d in dates if not later(now, d["last"] or now)]  # «نظمت أمس دورة، وستوزع الشهادات في حفل …»


def new_time(reading: Reading, event: Happening) -> Mention | None:
    """The day to which an event is put off, told a sentence later: «وتحدد الموعد الجديد في الفترة من 24 إلى 26 نوفمبر»."""
    for a, b in event.zone(reading):
        hit = cue("new_time").search(fold(reading.text[a:b]).text)
        if hit is not None and (dates := reading.days(a, b)):
            return dates[0]
    return None


def _put_off(reading: Reading, event: Happening) -> Mention | None:
    """The day to which an event that is to come is put off where it is spoken of again: «تم تأجيل موعد الإضراب إلى يوم 23»."""
    if event.lead.tense != "future":
        return None
    for m in event.told_in():
        start, end = reading.sentences[m.sentence]
        if m is event.lead or not cue("postponed", 12).search(reading.gap(max(start, m.start - 30), m.start)):
            continue
        for d in reading.dates.between(m.end, min(end, m.end + _CLAUSE_REACH)):
            if d["first"] and d["precision"] == "day" and reading.gap(m.end, d["start"]).split()[:1] == ["الي"]:
                return {**d, "bound": None}  # «إلى يوم 23» is the new day, and no end
    return None


def _later(reading: Reading, event: Happening, d: Mention) -> bool:
    """Whether a date is to come for what is told as done: «عُيّن … على أن يباشر مهامه مطلع الشهر المقبل»."""
    now = reading.released
    return now is not None and event.lead.tense == "past" and d["precision"] != "day" and later(d["first"], now)


def told_of(before: str) -> bool:
    """Whether folded words before a date or place say that the event takes place there and then: «وتستمر الدورة حتى …»."""
    return cue("event_word").search(before) is not None or cue("takes_place").search(before) is not None


def _belongs(reading: Reading, d: Mention) -> bool:
    """No birth, foundation, budget or deadline: «تأسست عام 1980», «باب التسجيل مفتوح حتى»."""
    at = max(0, d["start"] - 45)
    view = fold(reading.text[at : d["start"]])
    before = view.text
    if cue("deadline", 1).search(before):
        return False  # «للمسجلين قبل 15 آذار»
    told = cue("background", 30).search(before)
    if told and reading.bodies.at(at + view.source(told.start(1), told.end(1))[0]) is None:  # «كلية القانون» is no law
        return cue("takes_place", 25).search(before) is not None
    return d["precision"] in ("day", "month", "week", "year", "quarter", "half")


def _others(reading: Reading, event: Happening, d: Mention) -> bool:
    """Whether another event's noun stands nearer to the date than this event's, in the same sentence."""
    a, b = reading.sentences[reading.sentence(d["start"])]
    before = reading.told.before(d["start"])
    if before is None or before["start"] < a or before["event"] == event.number:
        return False
    for m in event.mentions[:_MENTIONS]:
        if m.verb_token >= 0 and before["start"] < reading.words.starts[m.verb_token] < d["start"] < m.start and m.start < b:
            return False  # «إثر اجتماعها اليوم … الوفد الذي سيلتقي غداً الوزير في أول لقاء»: its verb stands before the date
    distance = d["start"] - before["start"]
    return not any(m["event"] == event.number for m in reading.told.between(d["start"], min(b, d["start"] + distance)))


def _best(dates: list[Mention], at: int) -> Mention:
    def rank(d: Mention) -> tuple[int, int]:
        is_range = d["first"] != d["last"]
        grain = {"day": 0 if is_range else 1, "week": 2, "month": 2}.get(d["precision"], 3)
        return grain, abs(d["start"] - at)

    return min(dates, key=rank)


def duration(reading: Reading, event: Happening) -> tuple[int, Mention] | None:
    """The days that an event is said to last: «لمدة خمسة أيام», «على مدى ثلاثة أسابيع»."""
    for a, b in event.zone(reading):
        for n in reading.numbers.between(a, b):
            if n["kind"] != "duration" or not n.get("iso"):
                continue
            if a != reading.sentences[event.lead.sentence][0] and not event.lead.stretch and not event.told_at(reading, n["start"]):
                continue  # «وهنأ الفائزين في المسابقة، مبيناً أن المعرض يستمر أربعة أيام»
            if a != reading.sentences[event.lead.sentence][0] and _of_another(reading, event, a, n["start"]):
                continue  # «وقرر المجلس إقامة معرض لمدة خمسة أيام»: not the length of the meeting
            m = re.fullmatch(r"P(?:(\d+)W)?(?:(\d+)D)?", n["iso"])
            before = fold(reading.text[max(0, n["start"] - 40) : n["start"]]).text
            behind = fold(reading.text[n["end"] : n["end"] + 16]).text
            if m is None or cue("not_lasting", 1).search(before) or cue("a_week").match(behind.lstrip()):
                continue  # «بواقع ثلاثة أيام أسبوعياً»
            if not cue("lasting", 25).search(before) and (event.lead.stretch or a != reading.sentences[event.lead.sentence][0]):
                continue
            days = 7 * int(m[1] or 0) + int(m[2] or 0)
            if 0 < days < 400:
                return days, n
        if not (reading.may("lasting") or reading.may("lasting_one")):
            continue
        view = reading.flat(a, b)
        if (hit := _counted_days().search(view.text)) is not None and (count := cardinal_value(hit[1].removeprefix("ال"))):
            s, e = view.source(hit.start(), hit.end(1))
            return count, {"start": a + s, "end": a + e}
        if (hit := _one_unit().search(view.text)) is not None:
            s, e = view.source(hit.start(1), hit.end(1))
            return (7 if hit[1].startswith("اسبوع") else 1), {"start": a + s, "end": a + e}
    return None


def _of_another(reading: Reading, event: Happening, start: int, at: int) -> bool:
    """Whether the nearest event noun before `at` in its sentence is an indefinite one of another type, though it may be no event of the release."""
    for k in range(reading.token(at) - 1, reading.token(start) - 1, -1):
        norm = reading.norm(k)
        entry = nouns().get(norm)
        if norm.removeprefix("ال") != norm and norm.removeprefix("ال") in nouns():
            return False
        if entry is not None and entry[1] == "s":
            return entry[0] != event.type
    return False


@cache
def _counted_days() -> re.Pattern[str]:
    """«تتواصل على مدى الأيام الأربعة القادمة»: a length with its article, of days to come."""
    lasting, ahead = "|".join(sorted(phrases("lasting"))), "القادمه|المقبله|التاليه"
    return re.compile(rf"(?<!\w)[وف]?(?:{lasting})(?: \w+){{0,3}} الايام (ال\w+)(?= (?:{ahead}))")


@cache
def _one_unit() -> re.Pattern[str]:
    """«وتستمر أسبوعاً», «لمدة يوم»: a length of one, without a figure."""
    words = "|".join(sorted(phrases("lasting_one")))
    return re.compile(rf"(?<!\w)[وف]?(?:{words}) (اسبوعا?|يوما?)(?!\w)(?! ال)")


class Days(NamedTuple):
    """The first and last day of an event, and how the text tells them."""

    first: str | None
    last: str | None
    stated: bool = False  # the text itself states both: as one range, or as two dates
    end: Mention | None = None  # the mention of the other end, where two dates tell them
    backwards: bool = False  # its end is written before its start


def dated(reading: Reading, event: Happening, d: Mention | None, days: int | None) -> Days:
    """When an event begins and ends.

    A declared length stretches a date that names one end only: «أنهى … أمس دورة استمرت خمسة أيام».
    """
    if d is None:
        if one_shot(event.type) and reading.released and event.lead.tense != "future":
            return Days(reading.released, reading.released)
        return Days(None, None)
    first, last = d["first"], d["last"]
    if postponed(reading, event) and first != last and d["precision"] == "day" and reading.sentence(d["start"]) != event.lead.sentence:
        return Days(first, last, True)
    if postponed(reading, event) and first != last and d["precision"] == "day" and _moved_from(reading, d):
        return Days(first, last, True)
    if postponed(reading, event):
        return Days(last, last)
    if d.get("bound") == "until" and first == last:
        return Days(None, last)
    if first != last or d["precision"] != "day":
        return Days(first, last, True)
    if (pair := _two_ends(reading, d) or _goes_on(reading, event, d)) is not None:
        return pair
    verb = event.lead.verb
    begins = d.get("bound") == "from" or (verb is not None and verb.role == "begin" and event.lead.tense != "past")
    if begins and not days:
        return Days(first, None)  # «ينطلق في 3 مارس»: when it ends is not said
    closed = _closed(reading, event)
    if closed and (opened := _opened(reading, event, first)) is not None:
        return Days(opened, first, True)
    if days and days > 1:
        if closed and d.get("bound") != "from":
            return Days(_moved(first, 1 - days), last)
        return Days(first, _moved(first, days - 1))
    if not days and event.type in _LASTING and event.lead.tense == "past" and _opens(reading, event):
        return Days(first, None)  # «انطلقت أمس فعاليات المهرجان»: it goes on, nobody says how long
    return Days(first, last, days == 1)


def _moved(day: str, days: int) -> str | None:
    """An ISO day moved by some days; None where the calendar ends before."""
    moved = days_on(date.fromisoformat(day), days)
    return None if moved is None else moved.isoformat()


def _opens(reading: Reading, event: Happening) -> bool:
    """Whether what is told of a gathering is that it opens."""
    return event.lead.verb is not None and event.lead.verb.role in _OPENED


def _closed(reading: Reading, event: Happening) -> bool:
    """Whether an event is told at its end: «اختتم», of a visit also «غادر الوفد … بعد زيارة», «عاد … من زيارة»."""
    verb = event.lead.verb
    if verb is not None and cue("phase_over").search(reading.gap(event.lead.end, event.lead.end + _PHASE)):
        return False  # «أنهى المهرجان أسبوعه الأول»
    return verb is not None and (verb.role == "close" or event.type == "visit" and reading.norm(event.lead.verb_token) in phrases("leaves"))


def _moved_from(reading: Reading, d: Mention) -> bool:
    """Whether another date before d in its sentence is the one that is given up: «المقرر من 20 إلى 24 أكتوبر إلى الفترة من 17 إلى 21 نوفمبر»."""
    start = reading.sentences[reading.sentence(d["start"])][0]
    return any(o["first"] for o in _usable(reading).between(start, d["start"]))


def _opened(reading: Reading, event: Happening, closed: str) -> str | None:
    """The day on which an event began that is told at its end: «يختتم اليوم برنامجه الذي بدأ الأحد الماضي»."""
    for m in event.told_in():
        a, b = reading.sentences[m.sentence]
        for d in reading.dates.between(a, b):
            day = d["first"] and len(d["first"]) == 10 and d["first"] == d["last"] and d["first"] < closed
            if day and cue("began", 12).search(reading.gap(max(a, d["start"] - 40), d["start"])):
                return str(d["first"])
    return None


def _goes_on(reading: Reading, event: Happening, d: Mention) -> Days | None:
    """An end or a range that a later sentence gives an event that begins at d: «ويستمر المعرض حتى السبت المقبل», «من 13 إلى 16 مايو»."""
    if one_shot(event.type) or event.lead.stretch is not None:
        return None
    for a, b in event.zone(reading):
        if a == reading.sentences[event.lead.sentence][0] or reading.sentence(a) not in event.named_in:
            continue
        for o in reading.dates.between(a, b):
            before = reading.gap(max(a, o["start"] - 60), o["start"])
            if not o["first"] or len(o["first"]) != 10 or _others(reading, event, o) or not cue("lasting").search(before):
                continue
            if o["first"] == d["first"] and o["last"] > o["first"]:
                return Days(o["first"], o["last"], True, o)
            if o["first"] == o["last"] and o["first"] > d["first"] and o.get("bound") == "until":
                return Days(d["first"], o["last"], True, o)
    return None


def _two_ends(reading: Reading, d: Mention) -> Days | None:
    """Both ends of an event told apart: «انطلقت يوم 3 ماي وتتواصل إلى 6 منه», «أنهى يوم 14 أيار … بدءاً من 12 أيار».

    An end that is written before its start («تبدأ في 14 مايو وتختتم في 11 مايو») is mended as a range is, where both days are written in full.
    """
    a, b = reading.sentences[reading.sentence(d["start"])]
    days = [o for o in reading.dates.between(a, b) if o["first"] and len(o["first"]) == 10 and o["first"] == o["last"] and o["first"] != d["first"]]
    for other in days:
        before = reading.gap(max(a, other["start"] - 40), other["start"])
        if other["first"] > d["first"] and (other.get("bound") == "until" or cue("goes_on", 25).search(before)):
            return Days(d["first"], other["first"], True, other)
        if other["first"] < d["first"] and other.get("bound") == "from":
            return Days(other["first"], d["first"], True, other)
        if d.get("bound") == "from" and other["first"] > d["first"] and cue("ended", 60).search(reading.gap(a, other["start"])):
            return Days(d["first"], other["first"], True, other)
        written = other["start"] > d["end"] and not (d["inferred"] or other["inferred"] or d["relative"] or other["relative"])
        between = reading.gap(d["end"], other["start"])
        own = not reading.dates.between(d["end"], other["start"]) and not _CLAUSE.search(between)
        if other["first"] < d["first"] and written and own and cue("ends", 12).search(before) and _belongs(reading, other):
            return Days(other["first"], d["first"], True, other, True)
    return None


def status(reading: Reading, event: Happening, first: str | None, last: str | None, days: int | None, inferred: bool = False) -> str:
    """Past, ongoing or upcoming at the time of the release, by date where both are known, else by tense."""
    tense = event.lead.tense
    now = reading.released
    if postponed(reading, event):
        return "upcoming"
    if event.type == "agreement" and first and now and len(first) == len(now) and later(first, now) and tense != "past" and not reading.derived:
        return "upcoming"  # «الإمضاء على الاتفاق الاثنين المقبل»
    if one_shot(event.type) and tense == "past" and event.lead.verb is not None:
        return "past"
    if last and not first and now and tense != "future":
        return "past" if later(now, last) else "ongoing"
    role = event.lead.verb.role if event.lead.verb is not None else ""
    if role == "close" and not _closed(reading, event):
        return "ongoing"
    role = "close" if _closed(reading, event) else role
    if role in _OPENED and tense == "past" and first and not last and event.type in _LASTING and now and not later(first, now):
        return "ongoing"
    if first and last and now and not (tense == "future" and inferred):
        if later(first, now):
            return "past" if tense == "past" and reading.derived and len(first) == 10 else "upcoming"
        if later(now, last):
            return "past"
        if tense == "future":
            return "upcoming"
        if first == last:
            return "past" if tense == "past" or one_shot(event.type) else "ongoing"
        ended = last[: len(now)] == now[: len(last)] and tense == "past" and role not in _OPENED
        return "past" if role == "close" or ended else "ongoing"
    if first and now and later(first, now):
        # «ينطلق غداً»: when it ends is not said. What is told as past is, where the release's own day is only guessed.
        return "past" if tense == "past" and reading.derived else "upcoming"
    ahead = first is None or not now
    if tense == "future" or (ahead and tense != "past" and _ahead(reading, event)):
        return "upcoming"
    if role == "close":
        return "past"
    if tense == "present" and first and first == last and not now and role in _HOLDS:
        return "upcoming"  # «تنظم النقابة ندوة يوم الأربعاء 21 كانون الثاني»: what goes on is told of «اليوم»
    if tense == "present":
        return "ongoing" if not one_shot(event.type) and not _lasted(reading, event) else "past"
    if role in _OPENED and (days or 0) > 1:
        return "ongoing"
    return "past"


def _lasted(reading: Reading, event: Happening) -> bool:
    """Whether it is told how long the event took: «الدورة التي استمرت يومين», «واستغرقت الورشة ثلاثة أيام»; so it is over."""
    near = [k for m in event.told_in() if m.definite for k in (m.token - 1, m.token + 1, m.token + 2)]
    return any(reading.norm(k) in phrases("lasted") for k in near)


def postponed(reading: Reading, event: Happening) -> bool:
    """Whether the event is told as put off: «تأجيل الورشة التي كانت مقررة يوم 10 إلى يوم 24»."""
    return cue("postponed").search(reading.gap(reading.sentences[event.lead.sentence][0], event.lead.end)) is not None


def _ahead(reading: Reading, event: Happening) -> bool:
    """Whether the sentence that tells of an event says that it is to come: «غداً», «الشهر المقبل»."""
    start, end = reading.sentences[event.lead.sentence]
    return cue("ahead").search(fold(reading.text[max(start, event.lead.start - 80) : min(end, event.lead.end + 120)]).text) is not None
