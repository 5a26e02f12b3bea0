"""Who holds an event."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.governing import pronoun
from arextract.assemble.lists import official, unit
from arextract.assemble.nouns import ACT, REGISTRATION, one_shot, possessed
from arextract.assemble.reading import BODIES, COMPLEMENTS, cue, phrases, verbs
from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention, Happening
    from arextract.assemble.reading import Mention, Reading, Spans

_JOINED = frozenset(("و", "في", "ب", "التابع ل", "التابعه ل", "التابع لل", "التابعه لل", ",و", "وكل من", ", و", "وب", "لدي"))
_ON_BEHALF = re.compile(r"[(,]? ?(?:ممثله?|ممثلا|ممثلين|متمثله?) (?:في|ب)(?:ال)?")  # «الوزارة ممثلةً بالمعهد»
_BRACKETED = re.compile(r"^\([^()]{1,20}\)")  # a short form between two names
_QUOTES = frozenset('«"“')
_MANY = 64  # mentions of a unit that may say whose it is
_FAR = 1000  # characters before «الفرع» in which its body is named
_WIRE = 120  # characters of a text in which its agency signs
_OWNED = 90  # characters between an event noun and whose event it is: «المؤتمر المغاربي السنوي للرابطة الدولية للناشرين»
_NAMED = 40  # characters between an event noun and the body whose event it is
_OWNED_TYPES = frozenset(("conference", "meeting", "forum", "ceremony", "other"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(fold_name(row["head"]) for row in lexicon.rows("body_heads"))


def _chain(reading: Reading, body: Mention) -> list[Mention]:
    """A body and those joined to it: «كلية الإعلام في جامعة اليرموك», «وزارة المياه وجامعة …»."""
    found = [body]
    for following in reading.bodies.between(body["end"], body["end"] + 200)[:4]:
        if reading.gap(found[-1]["end"], following["start"]) == "(" and fold_name(following["name"]) == fold_name(found[-1]["name"]):
            continue  # «المعهد العالي للأعمال (ESA) ووزارة المالية»
        gap = _BRACKETED.sub("", reading.gap(_with_state(reading, found[-1]), following["start"])).strip()
        if (gap in _JOINED and (gap not in ("في", "ب", "لدي") or unit(found[-1]))) or _ON_BEHALF.fullmatch(gap):
            found.append(following)
        else:
            break
    return found


def _with_state(reading: Reading, body: Mention) -> int:
    """Where a body ends with the state that it is of: «وزارة الصحة بالمملكة المغربية | ووزارة الصحة بجمهورية السنغال»."""
    state = next((e for e in reading.entities.between(body["end"], body["end"] + 5) if e["label"] == "COUNTRY"), None)
    return int(state["end"]) if state is not None and reading.gap(body["end"], state["start"]) in ("ب", "في") else int(body["end"])


def by_head(reading: Reading, k: int) -> Mention | None:
    """The body that a definite noun stands for, by its first word: «التجمّع» after «تجمّع صناعيي البقاع», «المركز» where the text names one centre."""
    noun = reading.norm(k)
    if len(noun) < 5 or not noun.startswith("ال"):
        return None
    if noun == "الفرع":
        before = reading.bodies.between(max(0, reading.words.starts[k] - _FAR), reading.words.starts[k])
        return next((b for b in reversed(before) if reading.norm(reading.token(b["start"]) - 1) == "فرع"), None)
    if reading.norm(k + 1).startswith("ال") and reading.dates.at(reading.words.starts[k + 1]) is None:
        return None  # «المركز الوطني …» is a name of its own
    known: list[Mention] = sorted([*reading.heads.get(noun, ()), *reading.heads.get(noun.removeprefix("ال"), ())], key=lambda b: int(b["start"]))
    at = bisect_left([int(b["start"]) for b in known], reading.words.starts[k])
    if at:
        return known[at - 1]
    return known[0] if len({fold_name(b["name"]) for b in known}) == 1 else None


def resolved(reading: Reading, body: Mention) -> Mention:
    """The body itself, or, for a short form that nothing before it explains («اختتم المركز …»), the one body of the text that it can stand for."""
    return (by_head(reading, reading.token(body["start"])) or body) if body["anaphor"] and body["refers_to"] is None else body


def joins(reading: Reading, k: int) -> bool:
    """Whether a word says that somebody takes part in what another holds: «تشارك», «لمشاركة»; «شهد المركز ورشة» tells where it is held."""
    verb = verbs().get(reading.norm(k).removeprefix("ل"))
    return verb is not None and verb.role == "attend" and "شهد" not in reading.norm(k)


def _relative_subject(reading: Reading, m: EventMention) -> Mention | None:
    """Who holds, by a relative clause behind the event noun: «الورشة التي نظمتها كلية الإعلام»."""
    last = reading.sentences[m.sentence][1]
    for k in range(m.token + 1, min(m.token + 40, len(reading.words))):
        word = reading.words[k]
        if word.start >= last:
            return None
        verb = verbs().get(word.norm)
        if verb is not None and verb.object and verb.role in ("hold", "launch", "close", "open"):
            if m.type == "visit" and reading.norm(k - 1) in ("الذي", "التي") and reading.norm(k - 1) != pronoun(reading.norm(m.token)):
                return None  # «زيارته ملتقى المدينة الذي ينظمه المكتب»: another's clause
            near = reading.bodies.between(word.end, word.end + 6)
            return near[0] if near else by_head(reading, k + 1)
    return None


def _by_stranger(reading: Reading, m: EventMention) -> bool:
    """«مسح أجرته «فيوتشر لاب»»: whom nothing shows to be a body made it, and so no other of the sentence did."""
    for k in range(m.token + 1, min(m.token + 6, len(reading.words) - 1)):
        verb = verbs().get(reading.norm(k))
        if verb is not None and verb.object and verb.role in ("hold", "issue"):
            return reading.norm(k + 1) in _QUOTES and reading.bodies.at(reading.words.ends[k + 1]) is None
    return False


def _receives(reading: Reading, event: Happening) -> list[Mention]:
    """For whom it is that somebody meets others: «بحث نائب رئيس غرفة جدة مع وفد …», «استقبل رئيس جامعة البصرة وفداً من …»."""
    lead = event.lead
    if event.type != "meeting" or lead.verb is None or lead.verb.role != "meet":
        return []
    start = reading.words.ends[lead.verb_token]
    near = reading.bodies.between(start, min(reading.sentences[lead.sentence][1], start + _OWNED))
    guest = any(e["label"] == "PERSON" for e in reading.entities.between(start, near[0]["start"])) if near else False
    if near and not guest and official(reading, near[0]) and not any(w in phrases("delegation") for w in reading.gap(start, near[0]["start"]).split()):
        return _chain(reading, near[0])
    return []


def _told_next(reading: Reading, event: Happening, roles: tuple[str, ...]) -> list[Mention]:
    """Who holds it by the sentence that follows: «اختتمت الندوة … . وقد نظمتها جمعية …»."""
    following = event.lead.sentence + 1
    if following >= len(reading.sentences) or following not in event.sentences:
        return []
    start, end = reading.sentences[following]
    first = reading.token(start)
    for k in range(first, min(first + 4, reading.token(end))):
        verb = verbs().get(reading.norm(k))
        if verb is not None and verb.object and verb.role in roles:
            near = reading.bodies.between(reading.words.ends[k], reading.words.ends[k] + 6)
            return _chain(reading, near[0]) if near else []
    return []


def _subject_behind(reading: Reading, m: EventMention, bodies: list[Mention]) -> list[Mention]:
    """The subject behind its object: «وتنظم الصالون جمعية معرض صفاقس الدولي», «نظمت الدورة التدريبية غرفة تجارة …»."""
    if m.verb is None or m.verb.tense == "masdar" or m.verb_token > m.token or m.token - m.verb_token > 2 or not m.definite:
        return []
    near = [b for b in bodies if m.end <= b["start"] < m.end + 40]
    if not near or not all(w.startswith("ال") for w in reading.gap(m.end, near[0]["start"]).split()):
        return []
    return _chain(reading, near[0])


def _is_verb(reading: Reading, body: Mention) -> bool:
    """A name that begins with a verb is none, whatever found it: «سيزور وارسو»."""
    verb = verbs().get(reading.norm(reading.token(body["start"])))
    return verb is not None and verb.tense != "masdar"


def _wire(reading: Reading, body: Mention) -> bool:
    """«كسلا 4-3-2025 (سونا)»: the agency that signs."""
    before = reading.gap(max(0, body["start"] - 24), body["start"])
    return before.endswith("(") and body["start"] < _WIRE and reading.text[body["end"] : body["end"] + 2].strip()[:1] == ")"


def _aside(reading: Reading, body: Mention) -> bool:
    """A body that only tells who somebody is («خبيرة جامعة بومرداس») or whose wire it is («(سونا)»)."""
    if reading.roles.at(body["start"]) is not None or _is_verb(reading, body):
        return True
    before = reading.gap(max(0, body["start"] - 24), body["start"])
    return _wire(reading, body) or cue("of_person", 1).search(before) is not None


def _governed(reading: Reading, event: Happening, body: Mention) -> bool:
    """Whether a preposition makes a body a place, a source or an addressee: «في غرفة التدريب», «من جامعة …», «مجلة «القياس والتقويم»».

    Not so «مدير المعهد», «وفد من الجامعة», who speak for it, «مؤتمر الغرفة» and «التقرير السنوي لوزارة …», whose event it is, and «بمقر المركز …».
    """
    k = reading.token(body["start"]) - 1
    while reading.norm(k) in ("«", '"', "“", "("):
        k -= 1
    earlier = reading.bodies.before(body["start"])
    if earlier is not None and reading.gap(earlier["end"], body["start"]) in ("و", ",و", ", و", ","):
        return _governed(reading, event, earlier)  # «زيارات إلى مشيخة الأزهر ومرصد الأزهر»
    if official(reading, body) or reading.norm(k - 1) in ("التابع", "التابعه") or (event.type == "visit" and reading.norm(k - 1) in phrases("delegation")):
        return False
    if event.type != "visit" and reading.norm(k) in phrases("delegation"):
        return True  # «مع وفد شركة …»
    if reading.norm(k) in ("ل", "لل") and reading.norm(k - 1) in phrases("statement"):
        return True  # «حسب بيان لوزارة …», «في تصريح لصحيفة …»
    if (said := verbs().get(reading.norm(k))) is not None and said.object and any(reading.norm(x) in phrases("statement") for x in (k - 1, k - 2)):
        return True  # «وفق بيان صحفي أصدرته رئاسة الحكومة»
    if event.type == "agreement" and reading.norm(k) == "مقر":
        return True  # «توقع بمقر الوزارة اتفاقية بين …»: a house
    if reading.norm(k) in ("ل", "لل"):
        return not any(m.end < body["start"] < m.end + _OWNED for m in event.mentions)
    return reading.norm(k) == "ب" or (reading.norm(k) in phrases("governing") and not (reading.norm(k) == "مقر" and event.main))


def _placed(reading: Reading, body: Mention) -> bool:
    """«ستُوقَّع بمقر وزارة …», «يتم في غرفة التجارة إمضاء …»: a body that is a place."""
    return reading.norm(reading.token(body["start"]) - 1) in ("مقر", "في", "ب")


def _under_cue(reading: Reading, body: Mention, start: int) -> bool:
    """Whether a body stands behind a partner's or a participant's cue in text[start:…], and so holds nothing itself."""
    before = fold(reading.text[start : body["start"]]).text
    last = max((m.end() for p in (cue("partner"), cue("joined")) for m in p.finditer(before)), default=-1)
    return last >= 0 and not re.search(r"[.:]", before[last:]) and not any(w in verbs() and verbs()[w].tense != "masdar" for w in before[last:].split())


def _signatories(reading: Reading, m: EventMention) -> list[Mention]:
    """Both parties of an agreement signed «بين … و…», where nobody is named before it as signing."""
    start, end = reading.sentences[m.sentence]
    if any(e["label"] in BODIES for e in reading.bodies.between(start, m.start)):
        return []
    view = fold(reading.text[m.end : end])
    hit = cue("between").search(view.text)
    if hit is None:
        return []
    near = reading.bodies.between(m.end + view.source(hit.start(), hit.end())[1], end)
    return _chain(reading, near[0]) if near and len(reading.gap(m.end + view.source(hit.start(), hit.end())[1], near[0]["start"])) < 4 else []


def _appointing(reading: Reading, event: Happening) -> list[Mention]:
    """Who appoints: the body named before the act or as its subject, or who issued the decree; never the one that gets its head."""
    for m in event.told_in():
        start, end = reading.sentences[m.sentence]
        wire = reading.layout.dateline or (0, 0)
        before = [b for b in reading.bodies.between(start, m.start) if not wire[0] <= b["start"] < wire[1]]
        subject = reading.bodies.between(reading.words.ends[m.token], reading.words.ends[m.token] + 3)
        if m.headline and not subject:
            continue
        if before or subject:
            return _chain(reading, (before or subject)[0])
        view = fold(reading.text[start:end])
        for hit in cue("issued").finditer(view.text):
            at = start + view.source(hit.start(), hit.end())[1]
            if near := reading.bodies.between(at, at + 40):
                return near[:1]
    return _announcing(reading, event)


def _announcing(reading: Reading, event: Happening) -> list[Mention]:
    """Who makes an appointment known that nobody is named for: «عين … كبيراً لاقتصاديي البنك . وأعلن البنك أن …»."""
    for n in (event.lead.sentence, event.lead.sentence + 1):
        if n >= len(reading.sentences):
            break
        for body in reading.bodies.between(*reading.sentences[n]):
            verb = verbs().get(reading.norm(reading.token(body["start"]) - 1))
            if verb is not None and verb.role == "announce" and verb.tense != "masdar":
                return [body]
    return []


def _by(reading: Reading, kind: str, zone: Spans) -> list[Mention]:
    """Whom a cue names as holding it: «بتنظيم من …», «بالتعاون بين كلية الإدارة في جامعة البصرة وغرفة التجارة»."""
    for a, b in zone if reading.may(kind) else ():
        view = reading.flat(a, b)
        for hit in cue(kind).finditer(view.text):
            at = a + view.source(hit.start(), hit.end())[1]
            if near := reading.bodies.between(at, at + 9):
                return _chain(reading, near[0])
    return []


def housed(reading: Reading, holders: list[Mention]) -> list[Mention]:
    """Holders with the house that a unit is said to be of, wherever the text says it: «عميد كلية الحقوق بجامعة الكويت … نظمت الكلية»."""
    if len(holders) != 1 or not unit(holders[0]):
        return holders
    name = fold_name(holders[0]["name"])
    for b in reading.heads.get(name.split()[0], ())[:_MANY]:
        following = reading.bodies.between(b["end"], b["end"] + 4)
        if fold_name(b["name"]) == name and following and reading.gap(b["end"], following[0]["start"]) in ("في", "ب"):
            return [*holders, following[0]]
    return holders


def organizers(reading: Reading, event: Happening) -> list[Mention]:
    """Who holds, signs or issues: the subject of the event's verb, or who stands in its relative clause, else whom the lead names first."""
    if event.type == "appointment":
        return _appointing(reading, event)
    if event.lead.strength == ACT:
        subject = reading.bodies.between(event.lead.end, event.lead.end + 3)
        return _chain(reading, subject[0]) if subject else []  # «ضبطت الجمارك القطرية …»
    for m in event.told_in():
        if holder := _relative_subject(reading, m):
            return _chain(reading, holder)
        if event.type == "report" and _by_stranger(reading, m):
            return []
        if event.type == "agreement" and (both := _signatories(reading, m)):
            return both
        if m.verb is None:
            continue
        start, end = reading.sentences[m.sentence]
        bodies = [b for b in reading.bodies.between(start, end) if not _is_verb(reading, b) and not _wire(reading, b)]
        if m.stretch is not None:
            bodies = [b for b in bodies if any(x <= b["start"] < y for x, y in m.told(reading))]
        verb = reading.words[m.verb_token]
        if m.verb.role in ("attend", "lead", "meet", "appoint", "held", "begin") and not m.verb.object:
            if m.verb.role == "begin" and (begun := [b for b in bodies if b["start"] > verb.start and not reading.gap(verb.end, b["start"])]):
                return _chain(reading, begun[0])  # «بدأ معهد الإدارة تنفيذ الدورة …»
            continue
        if m.verb.role == "issue" and event.type != "report" and any(reading.norm(k) in phrases("statement") for k in range(m.verb_token - 3, m.verb_token)):
            continue  # «… الاتفاقية، حسب بيان نشرته وزارة النقل»: who tells of it
        if m.verb.role == "host" and (holding := _by(reading, "by", [(start, end)])):
            return holding  # «احتضن المعهد ورشة … بتنظيم من وزارة العمل»: a house
        # «نظمتها جمعية …» names its subject at once; «نظم معهد … ورشة» before the event noun.
        reach, until = (3, end) if m.verb.object else (30, m.start)
        behind = [b for b in bodies if verb.end <= b["start"] < until and len(reading.gap(verb.end, b["start"])) <= reach]
        if m.verb.role == "announce":
            behind = [b for b in behind if not official(reading, b)]  # who speaks for a body does not hold what he tells of
        behind = [b for b in behind if not cue("officer").search(reading.gap(verb.end, b["start"]))]
        if behind and not _under_cue(reading, behind[0], verb.end):
            return _chain(reading, behind[0])
        if after := _subject_behind(reading, m, bodies):
            return after
        if m.verb.tense != "masdar" and (named := by_head(reading, m.verb_token + 1)) is not None:
            return [named]
        ahead = [b for b in bodies if b["end"] <= verb.start and len(reading.gap(b["end"], verb.start)) <= 12]
        ahead = [b for b in ahead if not any(w in phrases("apart") for w in reading.gap(b["end"], verb.start).split())]  # «مستشفى … حيث عقد اجتماعاً»
        if ahead and not _under_cue(reading, ahead[-1], start):
            chain = _chain(reading, ahead[-1])
            while (earlier := reading.bodies.before(chain[0]["start"])) is not None and reading.gap(earlier["end"], chain[0]["start"]) in ("و", "في", "ب"):
                chain.insert(0, earlier)
            if m.verb.tense != "masdar" or not _placed(reading, chain[0]):
                return chain
    if told := _told_next(reading, event, ("hold", "launch")):
        return told
    # Far from the event «من قبل الوزارة» tells of something else.
    told_there = [(a, b) for a, b in event.zone(reading) if (n := reading.sentence(a)) in event.named_in or n == event.lead.sentence + 1]
    for kind in ("by",) if event.type == "visit" else ("by", "jointly", "invites"):
        if holding := _by(reading, kind, told_there):
            return holding
    if told := _told_next(reading, event, ("host",)):
        return told
    lead = event.lead
    if owned := _owner(reading, event):
        return owned
    if event.type == "visit" and lead.verb_token == lead.token:
        return _visitor(reading, event)
    if lead.strength == REGISTRATION:
        opening = [b for b in reading.bodies.between(*reading.sentences[lead.sentence]) if not _wire(reading, b) and not _is_verb(reading, b)]
        return _chain(reading, opening[0]) if opening else []
    if event.type == "meeting" and reading.norm(lead.token + 1) in phrases("sits"):
        return [sitting] if (sitting := by_head(reading, lead.token + 1)) is not None else []  # «خلال اجتماع اللجنة»: not who told of it
    occasion = lead.verb is not None and lead.verb.role == "held" and lead.verb_token == lead.token
    if occasion and event.type != "visit" and not possessed(reading.norm(lead.token)):
        return []
    if unnamed(reading, lead):
        return []
    if lead.stretch is not None and lead.twin_of is None or lead.strength == "d" or (event.type == "agreement" and not event.main):
        return []  # an edition told in passing, an agreement that the news rests on
    if received := _receives(reading, event) or _speaks(reading, event):
        return received
    if event.type == "meeting" and lead.verb is not None and lead.verb.role == "meet" and lead.verb_token == lead.token:
        ahead = [b for b in reading.bodies.between(reading.sentences[lead.sentence][0], lead.start) if not _governed(reading, event, b)]
        return _chain(reading, ahead[-1]) if ahead else []  # whom one meets does not hold it
    if any(joins(reading, k) for k in range(lead.token - 4, lead.token)) and not lead.definite:
        return []  # «تشارك الجمعية في ملتقى …»: another holds it
    start, end = reading.sentences[lead.sentence]
    wire = reading.layout.dateline or (0, 0)
    near = [b for b in reading.bodies.between(start, end) if not wire[0] <= b["start"] < wire[1] and not _is_verb(reading, b)]
    near = [b for b in near if not _under_cue(reading, b, start) and not _governed(reading, event, b) and not _wire(reading, b)]
    near = [b for b in near if not _in_speech(reading, lead, b)]
    for body in [b for b in near if not _aside(reading, b)] or (near if event.main else []):
        if body["start"] > lead.start and event.type in ("agreement",) and cue("with").search(fold(reading.text[lead.end : body["start"]]).text):
            continue
        if body["start"] < lead.start or event.lead.verb is None or event.lead.verb.role not in ("attend", "lead"):
            return _chain(reading, body)
    return _headlined(reading, event) if event.main else []


def _in_speech(reading: Reading, lead: EventMention, body: Mention) -> bool:
    """Whether a body is only spoken of at the event: «قال النائب في لقاء عقد اليوم إن الهلال الأحمر لم يعد قادراً …»."""
    between = reading.gap(lead.end, body["start"]).split() if body["start"] > lead.end else []
    return not COMPLEMENTS.isdisjoint(between)


def _headlined(reading: Reading, event: Happening) -> list[Mention]:
    """Who holds what the lead tells without a name, by the headline alone: «المعهد الوطني للصحة: انطلاق دورة …», «جامعة مؤتة تختتم …»."""
    headline = reading.layout.headline
    if headline is None or one_shot(event.type) or event.type in ("meeting", "visit"):
        return []
    near = [b for b in reading.bodies.between(*headline) if not b["anaphor"] and not reading.gap(headline[0], b["start"])]
    return _chain(reading, near[0]) if near else []


def _owner(reading: Reading, event: Happening) -> list[Mention]:
    """Whose event it is by its name: «المؤتمر القادم للاتحاد الدولي للصحفيين», «اجتماع اللجنة المشتركة», «المؤتمر التأسيسي للحركة»."""
    if event.type not in _OWNED_TYPES:
        return []
    for m in event.told_in():
        if m.verb_token == m.token and m.verb is not None and m.verb.role != "held":
            continue  # a verb alone has no owner
        span = event.title_span or (m.end, m.end)
        behind = max(m.end, span[1] if m.start <= span[0] <= m.end else m.end)
        for body in reading.bodies.between(m.end, behind + _NAMED)[:1]:
            words = reading.gap(m.end, body["start"]).split()
            if len(words) <= 3 and all(w.startswith("ال") or w in ("ل", "لل") for w in words) and not body["anaphor"]:
                return _chain(reading, body)
    return []


def _visitor(reading: Reading, event: Happening) -> list[Mention]:
    """For whom somebody comes by a verb of visiting: «زار وفد من الجامعة …», «رئيس الجامعة يتفقد …»; «تفقد الوزير مستشفى …» names only where."""
    lead = event.lead
    start, end = reading.sentences[lead.sentence]
    ahead = [b for b in reading.bodies.between(start, lead.start) if official(reading, b)]
    if ahead:
        return _chain(reading, ahead[-1])
    near = reading.bodies.between(lead.end, min(end, lead.end + _OWNED))[:1]
    if not near or any(e["label"] == "PERSON" for e in reading.entities.between(lead.end, near[0]["start"])):
        return []
    sent = any(w in phrases("delegation") for w in reading.gap(lead.end, near[0]["start"]).split())
    return _chain(reading, near[0]) if sent or official(reading, near[0]) else []


def _speaks(reading: Reading, event: Happening) -> list[Mention]:
    """Whose official «استقباله», «خلال لقائها» speak of: the one who opens the sentence, or the one before: «أكد رئيس الغرفة … . جاء ذلك خلال استقباله …»."""
    lead = event.lead
    if event.type not in ("meeting", "visit") or not possessed(reading.norm(lead.token)):
        return []
    for n in (lead.sentence, lead.sentence - 1):
        if n < 0:
            break
        start = reading.sentences[n][0]
        bodies = [b for b in reading.bodies.between(start, min(lead.start, start + _OWNED)) if official(reading, b)]
        if bodies:
            return _chain(reading, bodies[0])
    return []


def unnamed(reading: Reading, m: EventMention) -> bool:
    """Whether the clause names as holder what is no body: «الحفل الذي ستقيمه إمارة المنطقة» is not held by who told of it."""
    if m.verb is None or not m.verb.object or m.verb.role not in ("hold", "launch", "host") or m.verb_token < m.token:
        return False
    k = m.verb_token + 1
    if k >= len(reading.words):
        return False
    named = reading.entities.at(reading.words.starts[k])
    if named is not None:
        return bool(named["label"] == "COUNTRY")  # «المسابقة التي نظمتها المملكة المغربية»
    return reading.norm(k) in _heads() or reading.norm(k) in phrases("settlement")
