"""Who is named and directs nothing: experts and lecturers, winners, one of many, the praised, and those whom something is called after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.people.words import ACT, EPONYM, HONORIFIC, NAME, OFFICE, ROLE, SAY, STOP, STYLE, TEACH, VERB, Words, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

_FARTHEST = 40  # tokens between a person and the verb that governs
_RULES = lexicon.words_by_kind("people_rules")
_EXPERTS = _RULES["expert"]
SPOKE = frozenset(("تحدث", "تحدثت", "يتحدث", "تتحدث"))


def teaches(t: Words, first: int, name: int, end: int, blocks: Mapping[int, int], office: bool) -> bool:
    """Whether the person of tokens first to end is there as an expert, a lecturer, a guest or one of those who take part, who may be quoted and
    directs nothing: «أوضح الخبير المحاضر د. تامر شلش أن …», «قالت المتدربة سارة أحمد», «تحدث فيها د. فراس حنون».
    """
    if any(t.look[k].core in _EXPERTS and not t.body[k] for k in range(first if office else max(0, first - 2), name)) and not _of_body(t, first, name):
        return True
    k = end - 1
    while k > name and not t.norm[k] == ",":
        k -= 1
    behind = k + 1 if k > name else end + (end < t.size and t.norm[end] == ",")
    if behind < t.size and t.look[behind].core in _RULES["guest"] and not t.look[behind].cut and not t.kind[behind] & STYLE:
        return True
    if first > 1 and t.look[first - 2].core in ("كلمه",) and t.look[first - 1].core in _RULES["audience"]:
        return True  # «وألقت كلمة الخريجين ليان بوحمد»
    if not office and (_one_of(t, first) or _wins(t, first, name, end)):
        return True
    return not office and _speaks_in_session(t, first, end, blocks)


def _of_body(t: Words, first: int, name: int) -> bool:
    """«خبير منظمة الأغذية», «رئيس الخبراء»: an expert with an office of a body."""
    return any(t.body[k] for k in range(first, name)) or any(t.kind[k] & OFFICE and t.look[k].core not in _EXPERTS for k in range(first, name))


def _one_of(t: Words, first: int) -> bool:
    """«أحد خبراء العيون …», «إحدى المشاركات …»: one of many, without an office of his own."""
    for k in range(first - 1, max(-1, first - 6), -1):
        if t.stops(k) or t.norm[k] == "," or t.kind[k] & (SAY | ACT):
            return False
        if t.norm[k] in ("احد", "احدي"):
            return True
    return False


def one_among(t: Words, end: int) -> bool:
    """«… مديرة البرنامج هدى الزين وسلمى حداد إحدى منسوبات المؤسسة»: who is only one of many, by what follows the name."""
    k = end + (end < t.size and t.norm[end] == ",")
    return k < t.size and t.norm[k] in ("احد", "احدي")


def _wins(t: Words, first: int, name: int, end: int) -> bool:
    """«فاز الشاب …», «الطالب …، الذي حصل على …»: who wins a prize."""
    if any(t.look[k].core in _RULES["wins"] for k in range(max(0, first - 3), name)):
        return True
    k = end + (end < t.size and t.norm[end] == ",")
    return k + 1 < t.size and t.norm[k] in ("الذي", "التي", "وهو", "وهي") and (t.look[k + 1].core in _RULES["wins"] or t.look[k + 1].core in _RULES["guest"])


def _speaks_in_session(t: Words, first: int, end: int, blocks: Mapping[int, int]) -> bool:
    """Whether the nearest verb before a person is «حاضر فيها» or «تحدث فيها», other persons and their titles skipped over; or «تحدثت … عن الخط العربي»."""
    if first and end < t.size and t.look[first - 1].core in SPOKE and t.norm[end] in ("عن", "حول"):
        return True
    k, steps = first - 1, 0
    while k >= 0 and steps < _FARTHEST and not t.stops(k):
        steps += 1
        if k in blocks:
            k = blocks[k] - 1
            continue
        if t.kind[k] & VERB and not t.kind[k] & (NAME | STOP):
            in_it = bool(_RULES["in_it"].intersection(t.norm[k + 1 : k + 3]))
            return in_it and (t.look[k].core in SPOKE or bool(t.kind[k] & TEACH))
        k -= 1
    return False


def named_for(t: Words, first: int, name: int) -> bool:
    """Whether a name is only what something is called after, or whose life is told: «كرسي الأمير …», «بالمستشفى الجامعي …», «حياة الملك …»."""
    k = name - 1
    while k >= 0 and name - k < 5 and t.kind[k] & HONORIFIC:
        k -= 1
    if k < 0:
        return False
    core, kind = t.look[k].core, t.kind[k]
    if not t.body[k] and (core in _RULES["biography"] or kind & EPONYM and not kind & (NAME | ROLE) and not core.startswith("ال")):
        return True
    adjectives = 0
    while k > 0 and adjectives < 3 and core.startswith("ال"):
        if core.removeprefix("ال") in _RULES["land"]:
            return False  # «هيئة الهلال الأحمر بالمنطقة الشرقية فهد …»: land is called after nobody
        if adjectives and vocabulary().get(core.removeprefix("ال"), 0) & EPONYM:
            return t.look[k].cut > 0 and t.norm[k][0] == "ب" or t.norm[k - 1] in ("في", "الي", "من")
        if not core.endswith(("ي", "يه")):
            return False
        k, adjectives = k - 1, adjectives + 1
        core = t.look[k].core
    return False


def quoted_title(t: Words, first: int, end: int) -> bool:
    """«قال الراوي»: a verb and a name between quotation marks are the title of a work."""
    return first > 1 and end < t.size and t.norm[first - 2] == t.norm[end] == '"' and bool(t.kind[first - 1] & VERB)


def courtesy(t: Words, first: int) -> bool:
    """Whether somebody is praised or obeyed and does nothing: «ثمن … توجيهات الأمير …», «بناء على توجيهات الوزير …», «أشاد بحرص …»."""
    k = first - 1
    while k > 0 and first - k < 4 and t.kind[k] & (HONORIFIC | ROLE) and t.look[k].core not in _RULES["courtesy"]:
        k -= 1
    if k < 0 or t.look[k].core not in _RULES["courtesy"]:
        return False
    return any(t.norm[j] in _RULES["praises"] or t.look[j].core in _RULES["praises"] for j in range(max(0, k - 12), k))
