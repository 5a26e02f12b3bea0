"""Where a person's name begins and ends: a chain of name words, with بن، آل، أبو، عبد ال… between them.

Trust says what stands before: 3 a title («الدكتور»), 2 an office or a verb of speech, 1 nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.people.words import (
    ACTION,
    ARABIC,
    COMMON,
    COMMON_FROM,
    EPONYM,
    FAMILY,
    GIVEN,
    HONORIFIC,
    LATIN,
    LINK,
    NAME,
    NATION,
    NUMBER,
    OFFICE,
    PROFESSION,
    ROLE,
    ROYAL,
    SHORT,
    STOP,
    STYLE,
    TAIL,
    VERB,
    Words,
)

if TYPE_CHECKING:
    pass

LONGEST = 8  # words of a name
# What can never stand in a name, whatever it is besides. A given name that is an office or a verb too («أمين», «أشرف») is told by what follows.
_NEVER = STOP | EPONYM | HONORIFIC | NUMBER
_DEEDS = ACTION & ~VERB
_STRONG, _FAIR, _WEAK = 3.0, 2.0, 1.0
_RARE, _USUAL, _FREQUENT = 30, 38, 46  # tenths of a Zipf
_RULES = lexicon.words_by_kind("people_rules")
_BEFORE_NAMES, _COMPLEMENTS, _WEAK_LINKS, _FOREIGN = (_RULES[k] for k in ("day_part", "office_complement", "weak_link", "foreign_link"))
_PARTICLES = frozenset(("von", "van", "de", "der", "den", "di", "da", "del", "al", "el", "bin", "ben", "la", "le", "dos", "ibn", "abu"))


def weight(t: Words, i: int) -> float:
    """How much token i looks like a word of a name by itself: 3 a known given name … 0 a word like any other."""
    if i >= t.size or t.body[i]:
        return 0.0
    kind, _, core, freq = t.look[i]
    kind = t.kind[i]
    if not kind & ARABIC:
        return 0.0
    if kind & NAME:
        if kind & (STOP | EPONYM):
            return _WEAK if kind & STOP and kind & GIVEN and _before_name(t, i) else 0.0
        common = bool(kind & (COMMON | OFFICE | ACTION | HONORIFIC)) or bool(t.place[i])
        if kind & GIVEN:
            return _WEAK if common else _STRONG
        return 0.8 if common else _FAIR
    if kind & (_NEVER | ROLE | ACTION | LINK | TAIL | NATION) or t.place[i] or len(core) < 3:
        return 0.0
    if core.startswith("ال"):
        if core.endswith("ي"):
            return 1.2 if freq < _RARE else 0.8 if freq < _USUAL else 0.4 if freq < _FREQUENT else 0.0
        return 0.8 if freq < _RARE else 0.5 if freq < _USUAL else 0.0
    if core.endswith(("ها", "هم", "وا", "ته")) or core.startswith(("وال", "بال", "فال", "كال")):
        return 0.0
    if freq and _inflected(core) or core[-1] == "ا" and freq > _RARE:
        return 0.0
    return _WEAK if not freq else 0.7 if freq < _RARE else 0.4 if freq < _USUAL else 0.0


def _inflected(core: str) -> bool:
    """«مهندسون», «جامعات», «ليبية»: a form of a word that stands in the list of frequencies too; «ستانتون» is none."""
    known = lexicon.frequencies()
    if core.endswith(("ات", "ون", "ين")):
        least = max(known.get(core, 0), 35)
        return known.get(core[:-2], 0) > least or known.get(core[:-2] + "ه", 0) > least
    return core.endswith("يه") and core[:-1] in known


def _before_name(t: Words, i: int) -> bool:
    """Whether «علي» or «خلف» at i stands before another word of a name, and so is one."""
    if i + 1 >= t.size or t.body[i + 1] or t.look[i + 1].cut:
        return False
    kind = t.kind[i + 1]
    return bool(kind & NAME and not kind & (COMMON | STOP)) or t.norm[i + 1] in ("بن", "ابن") or not kind & (NAME | STOP) and weight(t, i + 1) >= 0.8


def complement(t: Words, i: int) -> bool:
    """Whether what stands at i completes a noun before it («أمين | عام», «رئيس | المجلس»): then that noun is no name."""
    if i >= t.size:
        return False
    if t.body[i]:
        return True
    kind, cut, core, freq = t.look[i]
    if cut or kind & LINK or t.kind[i] & NAME:
        return False
    if core in _COMPLEMENTS or core in _RULES["noun"]:
        return True
    return core.startswith("ال") and freq >= (_FREQUENT if core.endswith("ي") else _USUAL) and not kind & (STOP | NATION | HONORIFIC | ROLE)


def _linked(t: Words, i: int, depth: int = 2) -> int:
    """Tokens that «بن محمد», «آل سعود», «أبو الوفا», «عبد الله» take at i; 0 when it is no such thing."""
    if i + 1 >= t.size or not t.kind[i] & LINK or t.body[i] or not depth:
        return 0
    k = i + 1
    if t.kind[k] & LINK and t.look[i].core != "عبد":  # «بن أبي طالب», «بن عبد الله»
        deeper = _linked(t, k, depth - 1)
        if deeper:
            return 1 + deeper
    kind, cut = t.kind[k], t.look[k].cut
    if not kind & ARABIC or t.norm[k][0] == "ل" and cut or t.body[k] and not t.body[i]:
        return 0
    core = t.norm[k]
    link = t.look[i].core
    if link == "عبد":
        return 2 if core.startswith("ال") or core == "ربه" else 0
    if link == "ال" and kind & STOP and core not in ("في", "من", "ان"):
        return 2  # «آل ثاني»
    if kind & (STOP | EPONYM | VERB if link not in ("بن", "ابن", "بنت") else STOP | EPONYM) and not kind & (NAME | TAIL):
        return 0
    if link in ("ال", "بن", "ابن", "بنت"):
        taken = 2
    elif weight(t, k) >= 0.4 or core.startswith("ال") and t.look[k].freq < 48:
        taken = 2
    else:
        return 0
    if k + 1 < t.size and t.kind[k + 1] & TAIL and not t.body[k + 1]:
        taken += 1
    return taken


def opens(t: Words, i: int, trust: int) -> tuple[float, int]:
    """(weight, tokens) of what may open a name at i; (0, 0) where none can."""
    if i >= t.size or t.body[i] or not t.kind[i] & ARABIC:
        return 0.0, 0
    kind, cut = t.kind[i], t.look[i].cut
    if kind & LINK and not kind & GIVEN:
        taken = _linked(t, i)
        link = t.look[i].core
        if i and not cut and link in _FOREIGN and t.kind[i - 1] & ARABIC and not t.kind[i - 1] & (STOP | ROLE | HONORIFIC):
            return 0.0, 0
        if taken and (link not in _WEAK_LINKS or trust >= 2):
            return (_STRONG if link == "عبد" else _FAIR), taken
        return 0.0, 0
    tail = i + 1 < t.size and t.kind[i + 1] & TAIL and not t.body[i + 1]
    if tail and (kind & NAME or trust == 3) and kind & ARABIC and not kind & (STOP | VERB) and t.look[i].core != "طيب":
        return _STRONG, 2  # «نور الدين», «فضل الله»; not «طيب الله ثراه»
    w = weight(t, i)
    if trust >= 2 and not cut and i + 1 < t.size and t.norm[i + 1] in ("بن", "بنت") and kind & ARABIC and not kind & (STOP | ROLE | HONORIFIC | EPONYM | LINK):
        return max(w, _WEAK), 1  # whatever stands before «بن» is a name
    if kind & NAME and kind & (OFFICE | ACTION | COMMON) and trust < 3 and complement(t, i + 1):
        return 0.0, 0
    if kind & GIVEN and kind & (OFFICE | HONORIFIC) and trust == 3 and complement(t, i + 1) and t.norm[i + 1] in _COMPLEMENTS:
        return 0.0, 0
    if trust < 3 and cut and w < _STRONG and "ل" in t.norm[i][:cut] and not kind & NAME:
        return 0.0, 0
    return w, 1


def _goes_on(t: Words, k: int, words: int, trust: int, patronymic: bool) -> int:
    """How many tokens at k carry a name of `words` words on; 0 where it ends."""
    if k >= t.size or t.body[k] or not t.kind[k] & ARABIC and t.norm[k] != "-" or t.look[k].cut and t.kind[k] & (NAME | STOP | HONORIFIC | ROLE | _DEEDS):
        return 0
    kind, cut, core, freq = t.look[k]
    kind = t.kind[k]
    following = t.kind[k + 1] if k + 1 < t.size else 0
    if kind & LINK and not cut:
        taken = _linked(t, k)
        if taken:
            return taken
        if t.norm[k] in ("ولد", "اولاد") and k + 1 < t.size and following & ARABIC and not following & STOP and not t.body[k + 1]:
            return 2 if not following & ROLE or t.norm[k + 1].startswith("ال") else 0
        if not kind & NAME:
            return 0
    prior = t.look[k - 1].core
    closed = prior.startswith("ال") and not t.kind[k - 1] & (GIVEN | TAIL) and (words > 1 or not t.kind[k - 1] & LINK)
    if closed and not core.startswith("ال") and not kind & LINK:
        return 0  # a definite family name closes
    if t.norm[k] == "-":
        joined = k + 1 < t.size and t.start[k] == t.end[k - 1] and t.start[k + 1] == t.end[k]
        return 2 if joined and weight(t, k + 1) >= _WEAK else 0
    if cut:
        # «سلام وافر الشمري»: a name word that only looks like و and a word.
        whole = t.norm[k][0] == "و" and cut == 1 and trust >= 2 and k + 1 < t.size and t.kind[k + 1] & FAMILY and not t.look[k + 1].cut
        if whole and words == 1 and t.kind[k - 1] & GIVEN and not kind & ~(ARABIC | VERB):
            return 1
        # «أنور لديب مدير …»: ل, ب or ف before a word that hardly anybody uses.
        rare = cut == 1 and t.norm[k][0] != "و" and not kind & ~ARABIC and freq < 34 and not core.startswith("ال")
        return 1 if rare and words == 1 and trust >= 2 and _closed(t, k + 1) else 0
    if k + 1 < t.size and following & TAIL and (kind & NAME or not freq) and not t.body[k + 1]:
        return 2
    if k + 1 < t.size and t.norm[k + 1] in ("بن", "ابن", "بنت") and not kind & STOP:
        return 1
    if t.place[k]:
        return 1 if words == 1 and kind & NAME and trust >= 2 or patronymic and words < 4 and kind & NAME else 0
    if core in _RULES["regnal"] and words == 1 and (t.kind[k - 2] | t.kind[max(k - 3, 0)]) & ROYAL:
        return 1  # «الملك محمد السادس»
    if words == 1 and not kind & NAME and t.kind[k - 1] & FAMILY and not t.kind[k - 1] & GIVEN:
        return 0  # a surname alone
    if kind & STOP and kind & GIVEN:  # «محمد علي»: and not «افتتح محمد علي هامش …»
        return 1 if _closed(t, k + 1) and not (t.place[k + 1 : k + 2] or [0])[0] or following & NAME or weight(t, k + 1) >= 0.8 else 0
    if kind & NAME and not kind & (STOP | EPONYM):
        if not kind & (COMMON | OFFICE | ACTION | ROLE | HONORIFIC):
            return 1
        if core in _BEFORE_NAMES and (following & (STOP | NUMBER)):
            return 0
        if kind & (OFFICE | PROFESSION) and core.startswith("ال") and following & NATION:
            return 0
        if core == "السيد" and (following & NAME or _closed(t, k + 1)):
            return 1
        return 0 if complement(t, k + 1) and not (core.startswith("ال") and kind & FAMILY and not kind & ROLE) else 1
    if kind & (ROYAL | STYLE) and patronymic and core == "الشيخ":
        return 1
    if kind & OFFICE and not core.startswith("ال") and words == 1 and t.kind[k - 1] & NAME and k + 1 < t.size and t.norm[k + 1].startswith("ال"):
        return 1 if weight(t, k + 1) >= 0.8 and t.norm[k + 1].endswith("ي") and not following & (COMMON | OFFICE | NATION) else 0  # «فتحي قائد الشميري»
    if kind & (_NEVER | ROLE | ACTION):
        # «الشيخ», «السلطان», «الوالي» as a family name: a definite word that closes a name of one word.
        closing = core.startswith("ال") and kind & (ROYAL | OFFICE | PROFESSION) and not kind & (STOP | EPONYM) and trust >= 2 and (words == 1 or patronymic)
        return 1 if closing and _closed(t, k + 1) and not following & NAME and not complement(t, k + 1) and not _adjective(t, k + 1) else 0
    if words == 1 and not kind & NAME and core[-1] == "ه" and t.view.quote(t.start[k], t.end[k])[-1] == "ه" and _used(core[:-1]):
        return 0  # «باسودان حديثه»: a noun with the suffix of whose it is
    if kind & NATION:
        male = not core.endswith("ه")
        return 1 if male and words == 1 and (trust == 3 or _closed(t, k + 1)) and not following & (GIVEN | HONORIFIC) else 0
    w = weight(t, k)
    if core.startswith("ال"):
        prior_kind = t.kind[k - 1]
        second = prior.startswith("ال") and prior_kind & NAME and words > 1
        stranger = words == 1 and not prior_kind & NAME and w < 0.8 and t.look[k - 2].core != "عبد"
        if (second or stranger) and not patronymic and not (core.endswith("ي") and w):
            return 0  # «العتيبي الفائزان», «زهيف الدرع»
        if words == 1 and not w and trust >= 2 and freq < 50 and k + 1 < t.size and not t.look[k + 1].cut and weight(t, k + 1) >= 0.8:
            return 1  # «فارس البيدر الحربي»
        if patronymic and words < 5 and prior_kind & (NAME | LINK | TAIL) and t.norm[k - 2] != "ال":
            sure = w > 0 or freq < _RARE + 6 or freq < 55 and (not following & ARABIC or t.norm[k + 1] in _RULES["that"] or bool(following & (ROLE | ACTION)))
            return 1 if sure else 0
        if t.norm[k - 2] == "ال":
            return 0  # «آل ثاني» closes
        if words == 1:
            return 1 if w or trust >= 2 and freq < 50 and _closed(t, k + 1) else 0
        return 1 if w >= 0.8 or w >= 0.4 and core.endswith("ي") and words == 2 else 0
    if trust >= 2 and (words == 1 or patronymic or words < 4 and t.kind[k - 1] & GIVEN) and _last(t, k):
        return 1
    if w <= 0:
        # «نزار رفيع حلواني»: a word of the language between two that are names.
        fits = trust >= 2 and words == 1 and freq < _FREQUENT and core[-1] not in "اه" and not kind & (VERB | ACTION) and len(core) > 2
        if trust == 3 and words == 1 and core.endswith("يه") and freq < _RARE and _closed(t, k + 1) and not kind & ~ARABIC:
            return 1  # «خالد شهرية»
        return 1 if fits and k + 1 < t.size and not t.look[k + 1].cut and weight(t, k + 1) >= 0.7 else 0
    # A bare unknown word: a verb nobody listed, or a surname («شتوبر», «دمنهوري»).
    if trust == 1 and core[0] in "لب" and not kind & NAME and not _closed(t, k + 1):
        return 0
    if core[0] in "يتن" and words > 1 and not _closed(t, k + 1):
        return 0
    return 1 if words == 1 and w >= 0.4 or words == 2 and w >= 0.7 or w >= _WEAK and words < 4 else 0


def _last(t: Words, k: int) -> bool:
    """«منال سرور ،», «زياد بن عمر شفيف أن»: a common word that ends a name because the clause ends or goes on right behind it."""
    kind, cut, core, freq = t.look[k]
    if core[-1] == "ه" and _used(core[:-1]):
        return False  # «جهده»
    if cut or t.kind[k] & ~(ARABIC | VERB) or freq >= 48 or len(core) < 3 or core[-1] == "ا" or _inflected(core):
        return False
    return k + 1 >= t.size or t.norm[k + 1] in (",", ".", ")", ":", "\n", "-") or t.norm[k + 1] in _RULES["that"]


def _used(core: str) -> bool:
    return lexicon.frequencies().get(core, 0) >= COMMON_FROM


def _adjective(t: Words, k: int) -> bool:
    return k < t.size and t.look[k].core.startswith("ال") and not t.look[k].cut


def _closed(t: Words, k: int) -> bool:
    """Whether a name may well end before k: punctuation, «أن», a verb, an office, a preposition, a proclitic."""
    if k >= t.size:
        return True
    kind = t.kind[k]
    return not kind & (ARABIC | LATIN) or bool(kind & (STOP | ACTION | ROLE | HONORIFIC)) or t.look[k].cut > 0 or bool(t.body[k])


def latin(t: Words, i: int) -> int:
    """The end of a Latin name at i («Klaus Weber»): up to four capitalised words, particles between; i when there is none."""
    k = last = i
    while k < t.size and k - i < 5 and t.kind[k] & LATIN and not t.body[k]:
        if t.norm[k][0].isupper() and (len(t.norm[k]) == 1 or not t.norm[k].isupper()):
            last = k + 1
        elif t.norm[k].lower() not in _PARTICLES:
            break
        k += 1
        if last == k and k + 1 < t.size and t.norm[k] == "." and len(t.norm[k - 1]) == 1 and t.kind[k + 1] & LATIN:
            k += 1
    return last


def parse(t: Words, i: int, trust: int) -> tuple[int, float]:
    """Read a name at token i: its end (excluded) and how sure it is (0 to 1); (i, 0.0) where there is none."""
    if i < t.size and t.kind[i] & LATIN and trust >= 2:
        end = latin(t, i)
        return (end, 0.85) if end > i and (trust == 3 or end - i > 1) else (i, 0.0)
    first, taken = opens(t, i, trust)
    if not taken:
        return i, 0.0
    k, words, patronymic = i + taken, 1, t.norm[i] in ("ابن", "بن")
    rest = 0.0
    links = 0
    while words < LONGEST:
        more = _goes_on(t, k, words, trust, patronymic)
        if not more:
            break
        linked = bool(t.kind[k] & LINK)
        patronymic = patronymic or t.norm[k] in ("بن", "ابن", "بنت")
        links += linked
        rest = max(rest, _FAIR if linked or t.norm[k] == "-" else weight(t, k))
        k += more
        words += 1
    if not _enough(t, i, k, first, rest, words, trust, links):
        return i, 0.0
    sure = min(0.97, 0.3 + 0.12 * trust + 0.1 * first + 0.05 * min(words, 3))
    return k, round(sure, 2)


def _enough(t: Words, i: int, k: int, first: float, rest: float, words: int, trust: int, links: int) -> bool:
    """Whether what was read is a name, by what stands before it and what it is made of."""
    kind, _, core, freq = t.look[i]
    known = bool(t.kind[i] & NAME)
    if trust < 3 and first <= 0:
        return False
    if trust == 3:
        return first > 0 or words > 1 and (links > 0 or rest >= _WEAK) and freq < 50 and not t.kind[i] & (_NEVER | ROLE)
    if words == 1:
        if trust == 1:
            return False
        return first >= _FAIR or first >= 0.8 and _closed(t, k) or known and first > 0 and _closed(t, k)
    if trust == 2:
        return first >= _FAIR or first + rest >= 1.1 or links > 0 and first > 0
    # Nothing before it: two words that are known as names, or a patronymic.
    if first >= _STRONG:
        return rest >= 0.8 or links > 0 or words == 2 and rest >= 0.4 and _closed(t, k)
    if first >= _FAIR and t.kind[i] & LINK:
        if t.look[i].core == "ابو" and weight(t, i + 1) >= _STRONG:
            return True
        return (rest > 0 or taken_long(t, i)) and (weight(t, i + 1) >= 0.8 or t.kind[i + 1] & LINK > 0 or t.look[i].core == "عبد")
    if first >= _WEAK and known:
        family = rest >= _FAIR and t.norm[k - 1].startswith("ال") and t.norm[k - 1].endswith("ي")
        return rest >= _STRONG or links > 0 and rest >= _FAIR or rest >= _FAIR and words > 2 or family
    return first >= _FAIR and rest >= _FAIR


def taken_long(t: Words, i: int) -> bool:
    """«أبو الوفا عسكر»: whether more than the link and one word stand there."""
    return i + 2 < t.size and weight(t, i + 2) >= _WEAK


__all__ = ["COMMON", "EPONYM", "OFFICE", "PROFESSION", "SHORT", "complement", "latin", "opens", "parse", "weight"]
