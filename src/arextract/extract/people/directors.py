"""Who directs: officials who head, host, open, sponsor, sign, represent, are appointed or are quoted; not who lectures, or only attends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arextract import lexicon
from arextract.extract.people.bystanders import SPOKE, courtesy, named_for, quoted_title
from arextract.extract.people.roles import on_behalf
from arextract.extract.people.words import (
    ACT,
    APPOINT,
    ARABIC,
    ATTEND,
    FEMALE,
    HONORIFIC,
    NAME,
    OFFICE,
    SAY,
    STOP,
    TEACH,
    VERB,
    VICTIM,
    Words,
    cues,
    vocabulary,
)
from arextract.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FARTHEST = 40  # tokens between a person and the verb that governs
_LONGEST = 16  # tokens of a person with role and titles
_RULES = lexicon.words_by_kind("people_rules")
_ADJACENT = _RULES["adjacent_verb"]
_EVENTS = _RULES["event"]
_CHIEF = _RULES["chief"]
_THAT = _RULES["that"]
_CLAUSE = _RULES["clause"]
_FROM = _RULES["sent_from"]
_WHO_ARE = frozenset(("وهم", "هم", "وهما", "وهن"))
_LESSONS = ("تدريب", "التدريب", "تنشيط", "تاطير", "تدريس", "تقديم")  # «أشرف على تنشيطها الأستاذ …» teaches
_LINE_STARTS = frozenset(("\n", "/", "-", "–", "|", ".", ",", '"', "*", "•"))


def evidence(t: Words, first: int, name: int, end: int, blocks: Mapping[int, int], office: bool) -> bool | None:
    """Whether the sentence makes the person of tokens first to end (role and titles included, the name at `name`) a director.

    True: heads, opens, sponsors, signs, represents, is appointed or quoted. False: attends, lectures, receives. None: nothing says so.
    `blocks` leads from the last token of every other person's block to its first.
    """
    if any(t.norm[k] in _RULES["predecessor"] for k in range(first, name)):
        return False  # «تعيين … رئيساً للمعهد خلفاً للقاضي …»
    if named_for(t, first, name) or quoted_title(t, first, end):
        return False
    if courtesy(t, first):
        return False
    if on_behalf(t, first):
        return True
    if stands_for(t, end) or _tells(t, first, end) or first and t.look[first - 1].core.removeprefix("و") in ("اما", "كان", "كانت") and _so_says(t, end, office):
        return True
    governed = _governed(t, first, blocks, office)
    if governed is False and end < t.size and (t.norm[end] == "," or _object(t, first)):
        return False  # «بحضور … رئيس الجامعة، عقدت الكلية …», «قال الأمين العام عقب لقائه برئيس الحكومة … إن …»
    if not governed and first and first - 1 in blocks and t.look[first].cut and end < t.size and t.norm[end] in _THAT and t.norm[end][0] == "م":
        return governed  # «… وسمير عمر وعماد صدقي مضيفاً أن …»: said of the subject, and not of the last whom he names
    return True if _after(t, end) else governed


def _object(t: Words, first: int) -> bool:
    """Whether a preposition makes a person another's object: «بـ», «مع», and no source («بحسب», «وفقاً لـ»)."""
    cut = t.look[first].cut
    return bool(cut) and t.norm[first][cut - 1] == "ب" or first > 0 and t.look[first - 1].core == "مع" and not t.look[first - 1].cut


def _opens_line(t: Words, first: int) -> bool:
    """Whether a person stands where a headline names its speaker: at the start of a line or behind its kicker."""
    return first == 0 or t.norm[first - 1] in _LINE_STARTS


def _tells(t: Words, first: int, end: int) -> bool:
    """«…: », «صوالحة الذي شدد على أن …»: what follows is what the person says."""
    if end < t.size and t.norm[end] == ":" and _opens_line(t, first):
        return True
    k = end + (end < t.size and t.norm[end] == ",")
    return k + 1 < t.size and t.look[k].core in ("الذي", "التي") and bool(t.kind[k + 1] & SAY) and not t.kind[k + 1] & STOP


def stands_for(t: Words, end: int) -> bool:
    """«… نائب رئيس الجامعة نائباً عن رئيس الجامعة», «…، ممثلاً لوزير الصحة»: who is there for somebody."""
    k = end + (end < t.size and t.norm[end] == ",")
    if k + 1 >= t.size or t.norm[k] not in _RULES["stands_for"]:
        return False
    return t.norm[k + 1] == "عن" or t.norm[k] not in ("نائبا", "نائبه") and t.look[k + 1].cut > 0 and t.norm[k + 1][0] == "ل"


def _so_says(t: Words, end: int, office: bool) -> bool:
    """«أما د. سلوى فانوس، رئيسة البعثة من الجانب المصري، فأوضحت …», «… فقد قدمت»."""
    for k in range(end, min(end + _FARTHEST, t.size)):
        if t.stops(k):
            return False
        if k - end >= _LONGEST and t.norm[k] != "قد":
            continue
        if t.look[k].cut == 1 and t.norm[k][0] == "ف" and t.kind[k] & SAY:
            return True
        if t.norm[k] == "فقد" and k + 1 < t.size and not t.kind[k + 1] & ATTEND and (office or not t.kind[k + 1] & TEACH):
            return True
        if t.norm[k] == "قد" and office and k + 1 < t.size:  # «وكان محافظ … قد افتتح المعرض»
            kinds = t.kind[k + 1] | vocabulary().get(t.norm[k + 1].removesuffix("ا"), 0)
            return bool(kinds & (SAY | ACT)) and not kinds & ATTEND
    return False


def _after(t: Words, end: int) -> bool:
    """What follows a person: «أن», or the verb of a sentence that begins with its subject."""
    k = end
    if k < t.size and t.norm[k] in (",", "-"):
        k += 1
    if k < t.size and t.norm[k] in ("قد", "وقد"):
        k += 1
    if k >= t.size:
        return False
    if t.norm[k] in _THAT:
        return True
    kind = t.kind[k]
    return bool(kind & VERB and not kind & STOP and not t.look[k].cut and kind & (SAY | ACT) and not t.norm[k].endswith(("ها", "هم")) and k - end < 3)


def _governed(t: Words, first: int, blocks: Mapping[int, int], office: bool) -> bool | None:
    """The nearest cue before a person in the sentence, other persons skipped over."""
    look = t.look[first]
    prefix = t.norm[first][: look.cut]
    if "ل" in prefix or "ب" in prefix and look.cut:
        speech = "ل" in prefix and first > 0 and t.look[first - 1].core in _RULES["speech"]
        return True if speech and office else False  # «بكلمة لرئيسة الفرع …»
    k, steps = first - 1, 0
    adjacent, held = True, 0
    while k >= 0 and steps < _FARTHEST:
        steps += 1
        if k in blocks:
            k = blocks[k] - 1
            continue
        if t.stops(k):
            return None
        norm, core, kind = t.norm[k], t.look[k].core, t.kind[k]
        if norm in _WHO_ARE:
            return False  # «تتكون اللجنة من أربعة أعضاء وهم …»: who they are, and not what they do
        if not kind & ARABIC or norm in _RULES["stands_for"] and (k - 1 in blocks or t.norm[k - 1] == "," and k - 2 in blocks):
            k -= 1  # «… ممثلاً عن الوزارة» is said of the person before it
            continue
        if core in _CLAUSE and not t.look[k].cut or core in ("ان", "انه", "انها", "بان"):
            return None
        if t.norm[k] in _RULES["moves"]:
            return None  # «إسناد رئاسة المجلس لتوفيق ناصر وإلحاق ليلى سعد»: another deed begins
        if t.body[k]:
            adjacent, held = False, held + 1
            k -= 1
            continue
        if adjacent and core in ("الي", "مع", "من", "عن") and t.look[k].cut == 0:
            verdict = _preposition(t, k, core)
            if verdict is not None:
                return verdict
        verdict = _cue(t, k, adjacent, office, first)
        if verdict is not None:
            return verdict
        if kind & VERB and not t.kind[k] & OFFICE and core not in ("ان",):
            if kind & VICTIM:
                return False
            if not kind & (SAY | ACT | ATTEND | TEACH | APPOINT | STOP | NAME):
                return True if adjacent and office else None
        adjacent = adjacent and norm in ("قد", "كل", "من", "السيد", "كلا")
        k -= 1
    return None


def _preposition(t: Words, k: int, core: str) -> bool | None:
    behind = [t.look[j].core for j in range(max(0, k - 3), k)]
    if core == "من" and behind and (behind[-1] in ("كل", "كلا", "جانب") or any(w in _FROM for w in behind)):
        return None if behind[-1] in ("كل", "كلا", "جانب") else True
    if core == "من" and any(t.kind[j] & (SAY | ACT) for j in range(max(0, k - 1), k)):
        return None
    if core == "عن":
        return True if behind and behind[-1] in _RULES["issued"] else None  # «بقرار صادر عن رئيس المجلس …»
    return False


def _lesson(t: Words, k: int) -> bool:
    """Whether what is delivered at token k is a lesson and no address: the nearest noun before that is one of the two."""
    near = (t.look[j].core for j in range(k - 1, max(-1, k - _LONGEST), -1))
    said = next((core for core in near if core in _RULES["lesson"] or core in _RULES["address"]), "")
    return said in _RULES["lesson"]


def _cue(t: Words, k: int, adjacent: bool, office: bool, first: int) -> bool | None:
    kind, norm, core = t.kind[k], t.norm[k], t.look[k].core
    names = cues()
    if norm.removeprefix("و") in _RULES["delivers"] and _lesson(t, k):
        return False  # «محاضرة بعنوان … يلقيها عضو الهيئة فهد سالم»
    if core in _RULES["presents"] and (office or _turned(t, k)) and _accounts(t, first):
        return True
    said = names.get(norm) or names.get(core) or ""
    if said:
        kinds = said.split()
        if core == "قياده" and k and t.look[k - 1].core in ("ظل", "من"):
            return False  # «في ظل قيادة …»: a courtesy
        if "attend" in kinds:
            if core in ("من", "مع", "الي"):
                return None
            if core in _RULES["reception"] and k > 1 and t.norm[k - 1] == "في" and t.norm[k - 2].removeprefix("و") in ("كان", "كانت"):
                return office or None  # «وكان في استقباله الوالي …»
            return any("lead" in names.get(t.norm[j], "") for j in range(max(0, k - 2), k))
        if "appoint" in kinds:
            return True
        if "teach" in kinds and "lead" not in kinds:
            return False
        if "lead" in kinds and core not in _RULES["near_cue"] or ("lead" in kinds and adjacent):
            return True
    if core in _RULES["not_act"] and norm != "وعد":
        return None  # «تعد» is considered, «عاد» comes back to
    if not kind & VERB or core.startswith("ال") and not kind & (SAY | ACT) or kind & OFFICE and not adjacent:
        return None
    if kind & ATTEND:
        return False
    if kind & TEACH:
        return False
    if kind & APPOINT:
        return adjacent or first - k < 6 or None
    if kind & (SAY | ACT):
        if not office and core in SPOKE and _RULES["in_it"].intersection(t.norm[k + 1 : k + 3]):
            return False  # «تحدث فيها», «تحدثت في الثانية»: a speaker of a session
        if core == "مثل" and office and k + 1 < t.size and (t.body[k + 1] or t.look[k + 1].core.removeprefix("ال") in _RULES["body_head"]):
            return True
        if core in ("اشرف", "يشرف", "اشرفت", "تشرف") and any(t.look[j].core.startswith(_LESSONS) for j in range(k + 1, min(k + 4, t.size))):
            return False
        if core in _RULES["thanks"] and _thanked(t, first):
            return False
        if kind & STOP and not (adjacent and (t.look[k].cut or not k or not t.kind[k - 1] & ARABIC)):
            return None  # «بين» between, «هنا» here
        if norm.endswith(("ها", "ه")) and core.startswith(("يتراس", "يراس", "تراس", "يرءس")) and _session(t, k):
            return False
        if core in _ADJACENT or core[-1] == "ت" and core[:-1] in _ADJACENT:
            return adjacent or None
        lady = t.kind[first] & FEMALE or t.kind[first] & HONORIFIC and t.look[first].core.endswith("ه")  # «ترأست الحفل السيدة …»
        if not adjacent and kind & FEMALE and not lady and not norm.endswith("ها"):
            return None
        if not adjacent and _subject(t, k, first):
            return None
        return True
    return None


def _turned(t: Words, k: int) -> bool:
    """«من جهته قدم …»: one of those who speak in turn."""
    return any(t.norm[j] in _RULES["turn"] or t.look[j].core in _RULES["turn"] for j in range(max(0, k - 2), k))


def _accounts(t: Words, first: int) -> bool:
    """Whether an official who presents gives account («قدمت مديرة المشروع … نتائج المسح»), and no lesson («قدم الدكتور … محاضرة»)."""
    for k in range(first, min(t.size, first + _LONGEST)):
        if t.stops(k):
            return False
        if t.norm[k] in _RULES["account"]:
            return True
    return False


def _thanked(t: Words, first: int) -> bool:
    """«كما شكر مدير المكتب سالم علي على تشريفه»: who is thanked for something, not who thanks."""
    for k in range(first, min(t.size, first + _LONGEST)):
        if t.stops(k) or t.norm[k] == ",":
            return False
        if t.norm[k] == "علي" and t.kind[k] & STOP or t.norm[k] == "لما":
            return True
    return False


def _session(t: Words, k: int) -> bool:
    """Whether «يرأسها» at k speaks of a session, whose chair is a moderator."""
    for j in range(k - 1, max(-1, k - 60), -1):
        if t.stops(j):
            return False
        if t.look[j].core in _RULES["session"]:
            return True
    return False


def _subject(t: Words, k: int, first: int) -> bool:
    """Whether a body stands right behind the verb as its subject, and nothing says «عن», «من جانب» or «ممثلة بـ» before the person."""
    if k + 1 >= t.size or not t.body[k + 1]:
        return False
    return not any(t.look[j].core in _RULES["on_behalf"] for j in range(k + 1, first))


def heads_event(role: str) -> bool:
    """Whether a role is the lead of the happening itself: «مقرر الملتقى», «رئيس اللجنة المنظمة»."""
    words = fold_name(role).split()
    return bool(words) and words[0] in _CHIEF and (any(w in _EVENTS for w in words[1:3]) or words[1:3] == ["اللجنه", "المنظمه"])


def represents(role: str) -> bool:
    """«ممثل الجمعية», «ممثلة الاتحاد في الرباط»: who is there for a body; «الممثل السوري» plays."""
    words = fold_name(role).split()
    if len(words) < 3 and words[0] in ("الممثل", "الممثله") and (len(words) == 1 or words[1] in lexicon.nationalities()):
        return False
    return words[0] in _RULES["represents"]


def find_directors(people: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The officials who direct, one record per person at the fullest mention, in order of text.

    `people` is what `find_people` gave for `text`. Each record: {name, honorific, role, organization, start, end, lead}, where `lead` lists the
    spans of the mentions that say so: «قال المهندس أحمد صبري، المدير العام للمعهد، إن …» gives أحمد صبري.
    """
    at = {p["start"]: p for p in people}
    groups: dict[str, list[dict[str, Any]]] = {}
    for person in people:
        fuller = person
        for _ in range(4):  # a short mention of a shorter form of the full name
            fuller = at.get(fuller["full"], fuller) if fuller["full"] is not None else fuller
        groups.setdefault(fold_name(text[fuller["start"] : fuller["end"]]), []).append(person)
    found: list[dict[str, Any]] = []
    for mentions in groups.values():
        mentions.sort(key=lambda p: int(p["start"]))
        leads = [p for p in mentions if p["lead"]]
        if not leads and not any(p["role"] and (heads_event(p["role"]) or represents(p["role"])) for p in mentions):
            continue
        if all(p["byline"] for p in mentions):
            continue
        if any(p["teaches"] for p in mentions) and not any(p["office"] and not p["teaches"] for p in mentions):
            continue
        fullest = max(mentions, key=lambda p: (len(text[p["start"] : p["end"]].split()), -p["start"]))
        roles = [p for p in mentions if p["role"]]
        named = next((p for p in roles if " " in p["role"]), roles[0] if roles else None)  # «الوزير», later «وزير الصناعة»
        honorific = fullest["honorific"] or next((p["honorific"] for p in mentions if p["honorific"]), None)
        found.append(
            {
                "name": text[fullest["start"] : fullest["end"]],
                "honorific": honorific,
                "role": named["role"] if named else None,
                "organization": next((p["organization"] for p in mentions if p["organization"]), None),
                "start": fullest["start"],
                "end": fullest["end"],
                "lead": [[p["start"], p["end"]] for p in leads],
            }
        )
    return sorted(found, key=lambda d: int(d["start"]))
