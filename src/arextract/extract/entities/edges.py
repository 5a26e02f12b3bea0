"""Where a body's name cannot run, whoever claims it: what the grammar of Arabic forbids is no claim, and what runs on too far is cut."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from arextract import lexicon
from arextract.extract.entities.weighing import BODIES, Claim, event_nouns
from arextract.fold import fold_name
from arextract.tokenise import PROCLITICS, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from arextract.tokenise import Words

Mention = dict[str, Any]
_QUOTES = frozenset("\"«“„‘'")
_CLOSING = frozenset("\"»”’'")
_AFFAIRS = frozenset(("شؤون", "شئون", "الشؤون", "الشئون"))
_BACK = 5  # words before a body in which its official's office stands
_FEW = 2  # one adjective may stand between an event's noun and its title
_LONG = 3  # words of a name that the grammar reads whole


def bounded(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those of bodies within the bounds of the grammar: cut where the name is over, left out where none can stand.

    «الديوان الوطني للإحصائيات | المحينة بتاريخ …», «نائب رئيس جامعة نزوى | للشؤون الأكاديمية», «وأجاز المجلس الموازنة», «في أي مستشفى حكومي»,
    the topic of a course («البرنامج التدريبي «الإدارة المستدامة للأفلاج»»). A school is an organisation, whatever a model takes it for.
    """
    found: list[Mention] = []
    there = words(text)
    for m in mentions:
        kept = m if m["label"] not in BODIES or m.get("anaphor") else _bounded(text, there, m)
        if kept is not None:
            found.append(kept)
    return found


def headed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Names with the noun that says what they are, where that stands right before them: «وكالة رويترز», «شركة سبيس إكس», «صحيفة غلوبال تايمز»."""
    there = words(text)
    found: dict[tuple[int, int], Mention] = {}
    for m in mentions:
        if m["label"] != "ORGANIZATION" or m.get("anaphor") or m.get("whole"):
            continue
        n = there.at(m["start"])
        if not n or n >= len(there) or not lexicon_of("carrier", there.norms[n - 1]) or there.starts[n] != m["start"]:
            continue
        name = there.norms[n]
        if text[there.ends[n - 1] : m["start"]] == " " and not lexicon_of("head", name.removeprefix("ال")) and not name.startswith("ال"):
            key = (there.starts[n - 1], m["end"])
            found[key] = {"start": key[0], "end": key[1], "label": m["label"], "anaphor": False, "whole": True, "rule": "bodies:headed", "confidence": 0.8}
    return list(found.values())


def _bounded(text: str, there: Words, m: Mention) -> Mention | None:
    first, last = there.at(m["start"]), there.at(m["end"])
    if last - first < 2 or there.starts[first] != m["start"]:
        return _school(m, there.norms[first : first + 1])
    cut = _over(there.norms, first, last, m["label"])
    if cut is not None:
        last = cut
        m = {**m, "end": there.ends[cut - 1], "cut": True}
    if last - first > _LONG and there.norms[last - 2] == "ب" and there.norms[last - 1] in lexicon.words_by_kind("place_cues")["head"]:
        last -= 2  # «إدارة التعليم | بمحافظة» without its town
        m = {**m, "end": there.ends[last - 1], "cut": True}
    name = there.norms[first:last]
    if len(name) == _FEW and name[0] == "قناه" and lexicon_of("canal", name[1]):
        return None  # «قناة السويس»: water, and no broadcaster
    if name[-1] == "الله" and len(name) > 1 and name[-2].endswith("ه") and not lexicon_of("head", name[0]):
        return None  # «-أيده الله-»
    if not _agrees(name) or _generic(name) or _organ(name) or _topic(text, there, first, last):
        return None
    return _school(m, name)


def _over(norms: Sequence[str], first: int, last: int, label: str) -> int | None:
    """The token at which a name of tokens first..last is over; None where it goes on to its end."""
    chain = _chain(norms, first, last)
    if chain is not None:
        return chain
    for n in range(first + 1, last):
        norm = norms[n]
        if norm == "لل":
            if n + 2 < last and _bound(norms[n + 1], norms[n + 2]):
                return n + 2  # «أقرت اللجنة العليا للانتخابات القوائم»
            if label != "MINISTRY" and "لل" in norms[first:n]:
                return n  # «الإدارة العامة للتخطيط | للنهوض بالقطاع»: one purpose
            if label == "INSTITUTE" and n + 2 < last and lexicon_of("held", norms[n + 1][2:]):
                return n  # «(زيارة وفد من) جامعة عدن للحملة الوطنية», not «المعهد العالي للأعمال»
            if label == "MINISTRY" and n > first + 1 or n + 1 < last and norms[n + 1] in _AFFAIRS and _deputy(norms, first):
                return n  # «وكيل وزارة الصحة للشؤون الفنية», «مستشارة رئيس الهيئة للشؤون القانونية»: the purview of an office
        elif label != "MINISTRY" and (lexicon_of("participle", norm) or n == last - 1 and norm in ("المكلفه", "المكلف")):
            return n  # «عميدة بلدية مرزق المكلفة»: who is acting
    return None


def _chain(norms: Sequence[str], first: int, last: int) -> int | None:
    """The first of the definite words behind a head and its adjective that is none itself: «المؤسسة العامة | الاتصالات»."""
    head = norms[first]
    if not head.startswith("ال") or not lexicon_of("anaphor", head[2:]):
        return None
    n = first + 1
    while n < last and norms[n].startswith("ال"):
        if n > first + 1 and not _fits(head, norms[n]):
            return n
        n += 1
    return None


def _bound(noun: str, norm: str) -> bool:
    return noun.endswith(("ه", "ات")) and norm.startswith("ال") and not norm.endswith(("ه", "ات", "ي", "ا"))


def _fits(head: str, norm: str) -> bool:
    """Whether a definite word may be the adjective of a definite head, as far as the endings tell."""
    return norm.endswith(("ه", "ي", "ا")) if head.endswith("ه") else not norm.endswith(("ه", "ات"))


def _deputy(norms: Sequence[str], first: int) -> bool:
    return not _lists()["deputy"].isdisjoint(norms[max(0, first - _BACK) : first])


def _agrees(name: Sequence[str]) -> bool:
    """Whether what follows a head with article is its adjective: not «المجلس الموازنة», «الهيئة التقرير», «المعهد حريص»."""
    head, norm = name[0], name[1] if len(name) > 1 else ""
    if not head.startswith("ال") or not lexicon_of("anaphor", head[2:]):
        return True
    if len(name) == 1:
        return False
    if not norm.isalpha() or norm[0].isascii() or norm in PROCLITICS:
        return True
    if not norm.startswith("ال"):
        return len(norm) < _LONG
    return _fits(head, norm)


def _generic(name: Sequence[str]) -> bool:
    """«مستشفى حكومي», «مؤسسة تدريبية عربية»: a noun and adjectives, all without article, name nobody."""
    if len(name) < 2 or name[0].startswith("ال") or not lexicon_of("head", name[0]):
        return False
    return _lists()["adjective"].issuperset(name[1:])


def _organ(name: Sequence[str]) -> bool:
    """«المكتب السياسي لحركة البناء», «الهيئة الإدارية للاتحاد»: an organ is no body, what it belongs to is one; «الأمانة العامة لـ…» is a name."""
    norms = tuple(name[:3])
    if len(norms) > 2 and lexicon_of("deed", norms[0]) and lexicon_of("head", norms[1].removeprefix("ال")):
        return True  # «(من) تنظيم مختبر الخطاب»
    if norms[:1] == ("مجلس",) and norms[1:] and norms[1] != "بلديه" and lexicon_of("anaphor", norms[1].removeprefix("ال")):
        return len(norms) > 2  # «مجلس بنك المغرب», «مجلس الهيئة العليا للانتخابات»
    if norms[:2] not in _organs():
        return False
    return len(name) == len(norms[:2]) or norms[2:] in (("ل",), ("لل",)) and norms[0].startswith("ال") or norms[2:] == ("ب",)


@cache
def _organs() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold_name(organ).split()) for organ in lexicon.column("bare_organs")) - {
        ("الاداره", "العامه"), ("الامانه", "العامه"), ("المكتب", "التنفيذي"), ("المجلس", "التنفيذي"),
    }  # fmt: skip


def _topic(text: str, there: Words, first: int, last: int) -> bool:
    """Whether a name fills the quotes behind a noun of an event: «البرنامج التدريبي «الإدارة المستدامة للأفلاج»», «دورة «كتابة التقارير»»."""
    if not first or last >= len(there) or there.norms[first - 1] not in _QUOTES or there.norms[last] not in _CLOSING:
        return False
    before = [w.norm for w in there[max(0, first - 4) : first - 1] if w.start > text.rfind("\n", 0, there[first].start)]
    if before[-1:] and lexicon_of("titled", before[-1]):
        return True
    event = next((k for k in range(len(before) - 1, -1, -1) if lexicon_of("event", before[k].removeprefix("ال"))), None)
    between = before[event + 1 :] if event is not None else []
    return event is not None and len(between) < _FEW and all(w.startswith("ال") == before[event].startswith("ال") for w in between)


def _school(m: Mention, name: Sequence[str]) -> Mention:
    """«مدرسة الأقصى الإعدادية» teaches pupils and is no institute; «المدرسة الوطنية للمهندسين» is one, and so is a centre that trains."""
    head = name[0].removeprefix("ال") if name else ""
    if head == "مدرسه" and m["label"] == "INSTITUTE" and not _lists()["school"].isdisjoint(name[1:]):
        return {**m, "label": "ORGANIZATION"}
    if head == "مركز" and m["label"] == "ORGANIZATION" and not _lists()["training"].isdisjoint(name[1:]):
        return {**m, "label": "INSTITUTE"}
    return m


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|#?\w+_\w+")


def written(text: str, found: Sequence[Claim]) -> list[Claim]:
    """The claims that are no part of a name that the grammar takes whole, of an address of the web or of words joined to a hashtag."""
    wholes = {(c.start, c.end) for c in found if c.mention is not None and c.mention.get("whole")}
    if wholes:
        inside = _inside(wholes)
        found = [c for c in found if not inside(c.start, c.end)]
    if not ("@" in text or "_" in text or "://" in text or "www." in text):
        return list(found)
    spans = [s.span() for s in _ADDRESS.finditer(text)]
    begins = [start for start, _ in spans]
    return [c for c in found if not (i := bisect_left(begins, c.end)) or spans[i - 1][1] <= c.start]


@cache
def _lists() -> dict[str, frozenset[str]]:
    listed = lexicon.words_by_kind("body_words")
    nations = frozenset(norm.removeprefix("ال") for norm in lexicon.nationality_adjectives())
    return listed | {
        "head": frozenset(fold_name(row["head"]) for row in lexicon.rows("body_heads")),
        "anaphor": frozenset(fold_name(row["head"]) for row in lexicon.rows("body_heads") if "a" in row["traits"]),
        "adjective": listed["adjective"] | (nations - set(lexicon.place_names())),
        "participle": lexicon.words_by_kind("name_stops")["participle"],
        "event": event_nouns(),
        "held": lexicon.words_by_kind("name_stops")["event"],
    }


def lexicon_of(kind: str, norm: str) -> bool:
    """Whether a folded word belongs to a list of words of bodies' names: head, anaphor, event, or a kind of `body_words` and `name_stops`."""
    return norm in _lists()[kind]


def outside(mentions: Sequence[Mention], wholes: Sequence[Mention]) -> list[Mention]:
    """The mentions that are no part of a name that the grammar takes `whole`: «الأناضول» of «وكالة "الأناضول"», «نقابة المهندسين» of one «في لبنان».

    What a voice takes for another kind of body there has that name's label; what it takes for no body is left out.
    """
    spans = {(w["start"], w["end"]): w["label"] for w in wholes if w.get("whole")}
    if not spans:
        return list(mentions)
    inside = _inside(spans)
    apart = [m for m in mentions if not inside(m["start"], m["end"])]
    there = [(m, spans.get((m["start"], m["end"]), m["label"])) for m in apart]
    return [m if m["label"] == label else {**m, "label": label} for m, label in there if m["label"] == label or m["label"] in BODIES]


def _inside(spans: Collection[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Asks whether a stretch lies within one of these and is none of them, in logarithmic time."""
    ordered = sorted(spans)
    begins = [start for start, _ in ordered]
    reach = list(accumulate((end for _, end in ordered), max))
    return lambda start, end: (start, end) not in spans and (i := bisect_right(begins, start)) > 0 and reach[i - 1] >= end


def sure_of(text: str, start: int, end: int, mention: Mention | None, said: bool) -> bool:
    """Whether the grammar vouches for a body's name, however little a model hears of it; a gazetteer for a country of two words
    or more, and kinship for a given name.

    It does for one that it takes whole, for one where rule and model end together once the model's end is cut, and for a name of three words or more that is
    the subject of the verb that opens a sentence or of one that tells who holds an event, or of which «التابع لـ» tells whose it is.
    """
    if mention is not None and (mention["rule"] == "people:kin" or mention["rule"] == "country" and " " in text[start:end]):
        return True
    if mention is None or mention["label"] not in BODIES:
        return False
    if mention.get("whole") or said and mention.get("cut"):
        return True
    if mention["rule"] != "bodies:head" or len(text[start:end].split()) < _LONG:
        return False
    return opens_as_subject(text, start) or _holds(text, start) or _belongs(text, end)


def _holds(text: str, start: int) -> bool:
    """Whether what stands here holds an event: «الندوة التي ينظمها | المعهد العربي لتأهيل المذيعين», «من تنظيم | …»."""
    there = words(text)
    n = there.at(start) - 1
    if n < 1:
        return False
    verb, before = there.norms[n], there.norms[n - 1]
    return before in ("التي", "الذي") and verb in _held_by() or verb == "تنظيم" and before in ("من", "ب")


@cache
def _held_by() -> frozenset[str]:
    """Verbs of holding with the event as their object, folded: «نظمتها», «يقيمه»."""
    holding = [row for row in lexicon.rows("event_verbs") if row["role"] == "hold"]
    return frozenset(form for row in holding for form, _, attached in lexicon.conjugated(row["past"], row["present"]) if attached)


def _belongs(text: str, end: int) -> bool:
    there = words(text)
    n = there.at(end)
    return n + 1 < len(there) and there[n].norm in ("التابع", "التابعه") and there[n + 1].norm in ("ل", "لل") and "\n" not in text[end : there[n].start]


def opens_as_subject(text: str, start: int) -> bool:
    """Whether a body stands right behind the verb that opens a sentence: «اختتم | المعهد العالي للمحاسبة …», «الدوحة - يستضيف | منتدى حروف …»."""
    there = words(text)
    n = there.at(start) - 1
    if n < 0:
        return False
    if n and there[n].norm in ("و", "ف") and there[n].end == there[n + 1].start:
        return False  # «… ومركز بغداد»
    verb = there[n]
    if not _verb(verb.norm):
        return False
    before = text[: verb.start].rstrip(" ")
    before = before[:-1].rstrip(" ") if before.endswith(("و", "ف")) and (len(before) < 2 or not before[-2].isalpha()) else before
    return not before or before[-1] in "\n.:-–—/؟!"


@cache
def _verbs() -> frozenset[str]:
    past = {fold_name(row["past"]) for name in ("event_verbs", "speech_verbs") for row in lexicon.rows(name) if row.get("past")}
    return frozenset(lexicon.column("verbs")) | past | {p + "ت" for p in past}


def _verb(norm: str) -> bool:
    return norm in _verbs() or norm[:1] == "ي" and len(norm) > _LONG and not norm.startswith(("يوم", "يون", "يول", "يناير"))
