"""Acts that no event noun tells, in the lead of a release that tells of nothing else: a registration that opens, arrests, a programme carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.assemble.nouns import ACT, REGISTRATION, EventMention
from arextract.assemble.openings import opening
from arextract.assemble.reading import Verb, auxiliary, phrases, verbs
from arextract.assemble.unsaid import Lead, first_lead, first_sentences, told
from arextract.tokenise import where

if TYPE_CHECKING:
    from arextract.assemble.reading import Reading

_SENTENCES = 3  # of the body, in which a registration may open
_OPENING = 6  # tokens within which the verb of the lead stands
_DECREE = 22  # tokens of the lead within which an appointment is decreed
_OBJECT = 8  # tokens between who carries out a programme and the word for it
_CARRIES_OUT = frozenset(("hold", "close"))
_RUNS = frozenset(("begin", "close"))
_UNDERTAKINGS = frozenset(("برنامج", "حمله", "مبادره", "قافله"))


def acts(reading: Reading) -> list[EventMention]:
    """The one act that the lead tells, or none: «أعلنت الجامعة فتح باب القبول», «أوقفت الشرطة 12 شخصاً», «اختتمت الجمعية برنامج كسوة الشتاء»."""
    if found := _registration(reading):
        return found
    lead = first_lead(reading)
    if lead is None:
        return []
    return next((found for tell in (_arrests, opening, _decree, _honours, _training, _programme, _runs) if (found := tell(reading, lead))), [])


def _registration(reading: Reading) -> list[EventMention]:
    """«فتح باب التسجيل», «سيفتح باب التقديم يوم الأحد المقبل», «بدء استقبال طلبات الترشح»."""
    doors = where(reading.text, phrases("opens_door"))
    near = {n for n, _, _ in first_sentences(reading, _SENTENCES)} if doors else set()
    for k in doors:
        word = reading.words[k]
        n = reading.sentence(word.start)
        if n not in near or reading.entities.at(word.start) is not None:
            continue
        behind = any(reading.norm(x) in phrases("enrolment") for x in range(k + 1, k + 4))
        ahead = word.norm in verbs() and any(reading.norm(x) in phrases("enrolment") for x in range(k - 5, k))  # «التسجيل للفصل الثاني يبدأ …»
        if behind or ahead:
            future = word.norm.startswith("س") or auxiliary(reading.norm(k - 1)) == "future"
            mention = told(reading, k, n, False, "other", Verb("open", "future" if future else "present"))
            mention.strength = REGISTRATION
            return [mention]
    return []


def _arrests(reading: Reading, lead: Lead) -> list[EventMention]:
    """«اعتقلت الشرطة 590 شخصاً», «ألقت فرقة الأبحاث القبض على …», told first of all; «أوقف العمل» is none."""
    for k in lead.within(_OPENING):
        norm = reading.norm(k)
        if norm not in phrases("throws") and norm not in phrases("arrests"):
            continue
        seized = norm in phrases("throws") and any(reading.norm(x) == "القبض" for x in range(k + 1, min(lead.last, k + _OBJECT)))
        forces = any(reading.norm(x) in phrases("forces") for x in range(k + 1, min(lead.last, k + 4)))
        if seized or (norm in phrases("arrests") and forces):
            mention = told(reading, k, lead.sentence, False, "other", Verb("hold", "past"))
            mention.strength = ACT
            return [mention]
    return []


def _honours(reading: Reading, lead: Lead) -> list[EventMention]:
    """«كرمت البلدية أمس المتطوعين»: who honours others holds a ceremony."""
    for k in lead.within(_OPENING):
        if reading.norm(k) in phrases("honours") and reading.entities.at(reading.words.starts[k]) is None:
            tense = "past" if reading.norm(k)[0] == "ك" else "present"
            return [told(reading, k, lead.sentence, False, "ceremony", Verb("hold", tense))]
    return []


def _programme(reading: Reading, lead: Lead) -> list[EventMention]:
    """What a body carries out or ends, by the first verb of the lead: «اختتمت جمعية البر برنامج كسوة الشتاء», «نفذت البلدية حملة لإزالة المخلفات»."""
    for k in lead.within(_OPENING):
        verb = verbs().get(reading.norm(k))
        if verb is None or verb.role not in _CARRIES_OUT or verb.tense == "masdar" or verb.object:
            continue
        subject = reading.bodies.between(reading.words.ends[k], reading.words.ends[k] + 3)
        if not subject:
            return []
        behind = reading.token(subject[0]["end"])
        for x in range(behind, min(lead.last, behind + _OBJECT)):
            if reading.norm(x) in phrases("programme") and reading.entities.at(reading.words.starts[x]) is None:
                return [told(reading, k, lead.sentence, False, "other", verb)]
        return []
    return []


def _runs(reading: Reading, lead: Lead) -> list[EventMention]:
    """A programme that itself begins or ends, by the first verb of the lead: «اختتمت مساء أمس فعاليات برنامج المكتبة المتنقلة», «تنطلق غداً حملة التوعية».

    What is only said of it is none: «بدأت الوزارة برنامجاً» has its body, «انتهى العمل في برنامج …» ends a work.
    """
    for k in lead.within(_OPENING):
        verb = verbs().get(reading.norm(k))
        if verb is None or verb.tense == "masdar":
            continue
        if verb.role not in _RUNS or verb.object:
            return []
        for x in range(k + 1, min(lead.last, k + _OBJECT)):
            at = reading.words.starts[x]
            if reading.norm(x) in phrases("programme") and reading.norm(x + 1) in phrases("programme"):
                continue  # «فعاليات برنامج …»
            if reading.norm(x) in _UNDERTAKINGS and reading.entities.at(at) is None and reading.norm(x + 1).isalpha():
                return [told(reading, k, lead.sentence, False, "other", verb)]
            if reading.dates.at(at) is None and reading.norm(x) not in phrases("part_of_day"):
                return []
    return []


def _decree(reading: Reading, lead: Lead) -> list[EventMention]:
    """Appointments of people whom the lead does not name: «أصدر الملك أمراً بترقية 40 قاضياً», «أعلنت الوزارة عن تعيين كل من: …».

    «طالبت النقابة بتعيين …», «ناقش المجلس تعيين …» appoint nobody.
    """
    for k in lead.within(_DECREE)[1:]:
        norm = reading.norm(k)
        if norm not in phrases("appointing") or reading.entities.at(reading.words.starts[k]) is not None:
            continue
        before = [reading.norm(x) for x in range(max(lead.first, k - 5), k)]
        decreed = any(w in phrases("decree") for w in before)
        announced = reading.norm(k - 1) in ("عن", "تم", "تمت") or before[-1:] == ["ال"]
        said = any(reading.norm(x) in phrases("announces") for x in range(lead.first, k))
        if decreed or reading.norm(k - 1) in ("تم", "تمت") or (announced and said):
            return [told(reading, k, lead.sentence, False, "appointment", Verb("appoint", "past"))]
    return []


def _training(reading: Reading, lead: Lead) -> list[EventMention]:
    """A course told by what a body does for people: «درّبت الهيئة 60 موظفاً على …», «أهّل المعهد 40 شاباً في …»."""
    for k in lead.within(_OPENING):
        norm = reading.norm(k)
        if norm not in phrases("trains") or reading.entities.at(reading.words.starts[k]) is not None:
            continue
        subject = reading.bodies.between(reading.words.ends[k], reading.words.ends[k] + 4)
        if subject and any(s.get("counted") for s in reading.statistics.between(subject[0]["end"], lead.end)):
            tense = "present" if norm[0] in "يت" and norm[1:] in ("درب", "ؤهل") else "past"
            return [told(reading, k, lead.sentence, False, "training_course", Verb("hold", tense))]
        return []
    return []
