"""Offices: where a role stands before a name («مدير عام النادي رياض …») or behind it («…، المدير العام للمعهد»), and whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arextract import lexicon
from arextract.antecedents import antecedent
from arextract.extract.people.names import complement, opens, parse, weight
from arextract.extract.people.words import (
    ACTION,
    ARABIC,
    COMMON,
    EPONYM,
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
    STOP,
    VERB,
    Words,
    cues,
)
from arextract.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FURTHEST = 26  # tokens of a role
_SENT = 12  # tokens between a body and the office of who stands for it
_YEAR = re.compile(r"(?:1[34]|19|20)\d\d(?:هـ?|م)?")
_RULES = lexicon.words_by_kind("people_rules")
_THROUGH, _SPEECH, _GENITIVES, _BODY_HEADS = (_RULES[k] for k in ("through", "speech_place", "genitive", "body_head"))
_AFTER_ON, _AFTER_OF = _RULES["after_ala"], _RULES["after_an"]
_DEED_NOUNS = _RULES["deed"] | frozenset(w for w, kinds in cues().items() if "appoint" in kinds)
_BREAKS = frozenset(('"', "(", ")", ":", "/", "|", "[", "]", "«", "»", "*", "=", "+"))


def starts(t: Words, i: int) -> bool:
    """Whether a role may begin at i: an office, or a profession, outside a body's name."""
    return bool(t.kind[i] & ROLE) and not t.body[i]


def before(t: Words, i: int, known: Mapping[int, int]) -> tuple[int, int] | int:
    """The role that begins at i and leads to a name: (its end, the token at which the name or its title begins). When it
    leads to none, the token that showed it, so that no office between needs to be tried again.

    `known` gives the tokens at which persons found already begin (title included).
    """
    if not starts(t, i) or _adjectival(t, i):
        return i + 1
    if _before_not_imam(t, i) or _represents(t, i):
        return i + 1
    k, weak = i + 1, not t.kind[i] & OFFICE
    head = t.look[i].core
    while k < t.size and k - i < FURTHEST:
        if k in known:
            prior = t.norm[k - 1]
            return (k - 1 if prior in (",", "-", "/", ":") else k, k) if not (t.look[k].cut and k - 1 > i and t.norm[k][0] in "وف") else k
        if t.body[k]:
            k += 1
            continue
        kind, cut, core, _ = t.look[k]
        kind = t.kind[k]
        if t.norm[k] == '"' and i and t.norm[i - 1] == '"':
            return k  # «"أمير المنطقة" يفتتح معرض "…"»: the quotation that the office stands in ends
        if t.norm[k] in '("' and (past := _bracket(t, k)):
            k = past
            continue
        if core == "" or t.stops(k) or t.norm[k] in _BREAKS and t.norm[k] not in "/":
            return k
        if t.norm[k] in (",", "-", "/"):
            if k + 1 in known and not (t.look[k + 1].cut and t.norm[k + 1][0] == "و"):
                return k, k + 1
            if t.norm[k] == "," and k - i > 1 and not weak and opens(t, k + 1, 2)[0] >= 3 and not t.look[k + 1].cut and parse(t, k + 1, 1)[0] > k + 1:
                return k, k + 1
            if t.norm[k] == "," and k - i > 1 and _between_commas(t, k + 1):
                return k, k + 1
            if t.norm[k] in "-/" and k > i + 1 and parse(t, k + 1, 1)[0] > k + 1:
                return k, k + 1
            if t.norm[k] == "-" and k + 1 < t.size and t.start[k] == t.end[k - 1] and t.start[k + 1] == t.end[k]:
                k += 1
                continue
            return k
        if k == i + 1 and head in _RULES["territorial"] and k + 1 < t.size and t.kind[k + 1] & GIVEN and not t.look[k + 1].cut:
            k += 1  # «والي سطيف محمد …»: of where, whatever else the word may be
            continue
        if kind & NUMBER and k > i + 2 and _YEAR.fullmatch(t.norm[k]):
            k += 2 if k + 1 < t.size and t.norm[k + 1] in ("ه", "هـ", "م") else 1
            continue  # «رئيس اللجنة المنظمة لمعرض بغداد 2024 الدكتور …»
        if cut and t.norm[k][0] == "ل" and k > i and core in _RULES["reporter"]:
            return k  # «قال رئيس الجمعية لمراسلة الإذاعة هدى سالم …»: to whom he said it
        if kind & NUMBER or core in _DEED_NOUNS or t.norm[k] in _DEED_NOUNS or t.norm[k][:1] == "و" and t.norm[k][1:] in _DEED_NOUNS:
            return k
        if _named(t, i, k, weak):
            return k, k
        if cut and t.norm[k][0] == "و" and kind & GIVEN and opens(t, k, 1)[0] >= 3 and parse(t, k, 1)[0] > k:
            return k  # «وزير الثقافة … وأبوالوفا عسكر»
        if kind & ACTION and not kind & NAME and (kind & ~VERB & ACTION or core not in _THROUGH) and not core.startswith("ال"):
            if (cut == 0 or t.norm[k][0] != "ل") and (kind & (ACTION & ~VERB) or cut == 0):
                return k
        if kind & STOP and core not in _THROUGH and not kind & EPONYM:
            return k
        if core in ("علي",) and t.look[k - 1].core not in _AFTER_ON and head not in _AFTER_ON:
            return k
        if core == "في" and k + 1 < t.size and t.look[k + 1].core in _SPEECH:
            return k
        if cut and t.norm[k][0] == "و" and core == head:
            return k  # «وزير المالية ووزير الصحة …»: the second is another's
        k += 1
    return i + FURTHEST // 2 if k < t.size else k


def _before_not_imam(t: Words, i: int) -> bool:
    """«أمام أطفاله», which folds like «إمام المسجد»."""
    return t.look[i].core == "امام" and not (i + 1 < t.size and t.look[i + 1].core in _RULES["imam"])


def _represents(t: Words, i: int) -> bool:
    """«الشركة ممثلةً بالمدير العام …», «الجامعة ممثلة في رئيسها …»: who stands for a body has the office behind."""
    if t.look[i].core not in _RULES["represents"] or i + 1 >= t.size:
        return False
    return t.norm[i + 1] == "في" or t.look[i + 1].cut > 0 and t.norm[i + 1][0] == "ب"


def on_behalf(t: Words, first: int) -> bool:
    """Whether the person whose role or title begins at token `first` stands for a body there."""
    return any(_represents(t, i) for i in range(max(0, first - 2), first))


def _between_commas(t: Words, k: int) -> bool:
    """«المدير العام للوحدة، الصادق الرقيق، إن …»: two name words that commas set apart."""
    if k >= t.size or not t.kind[k] & GIVEN or t.look[k].cut:
        return False
    end, _ = parse(t, k, 2)
    return end - k > 1 and (end >= t.size or t.norm[end] in (",", "-", ":") or t.look[end].core in ("ان", "انه", "بان"))


def _bracket(t: Words, k: int) -> int:
    """The token behind a short bracket or quotation that opens at k («(فاو)»); 0 where it is none."""
    closing = ")" if t.norm[k] == "(" else '"'
    for j in range(k + 1, min(k + 7, t.size)):
        if t.norm[j] == closing:
            return j + 1
        if t.stops(j) or t.kind[j] & NUMBER:
            break
    return 0


def _adjectival(t: Words, i: int) -> bool:
    """«النادي | الإعلامي»: what could be a profession qualifies the noun before it."""
    if not i or t.kind[i] & OFFICE or not t.look[i].core.endswith(("ي", "يه")) or t.look[i].cut:
        return False
    prior = t.look[i - 1]
    if prior.core.endswith(("ه", "ات")) != t.look[i].core.endswith("ه"):
        return False  # «الأمسية الإعلامي …»
    return prior.core.startswith("ال") and not prior.kind & (NAME | STOP | NATION) and not t.kind[i - 1] & (ROLE | HONORIFIC)


def _named(t: Words, i: int, k: int, weak: bool) -> bool:
    """Whether a name begins at k, behind an office that began at i."""
    if t.kind[k] & (STOP | LATIN) == STOP or t.look[k].cut or t.kind[k - 1] & LINK and not t.kind[k - 1] & ROLE:
        return False
    if k - i == 1 and not t.norm[i].startswith("ال") and not t.look[i].core.startswith("ال") and not weak and not t.kind[k] & LATIN and not _suffixed(t, i):
        # «مدير | محمد …»: an office without ال wants a complement first, «القائد», «مديرها» do not.
        if not t.kind[k] & GIVEN or weight(t, k) < 3:
            return False
    prior = t.look[k - 1]
    if t.kind[k - 1] & HONORIFIC and not t.kind[k - 1] & ROLE or t.kind[k - 1] & GIVEN and not t.kind[k - 1] & (COMMON | ROLE | NATION):
        return False  # the rest of «مركز الملك سلمان», «مؤسسة محمد راشد»
    if k - 1 > i and t.kind[k - 1] & ROYAL and (t.kind[k - 2] & EPONYM or t.look[k - 2].core in _BODY_HEADS):
        return False
    if (t.kind[k - 1] & EPONYM or prior.core in _BODY_HEADS) and not prior.core.startswith("ال") and not t.body[k - 1]:
        return False
    if prior.core in _GENITIVES:
        return False
    first, _ = opens(t, k, 2)
    if first <= 0 and not t.kind[k] & LATIN:
        return False
    end, _ = parse(t, k, 2)
    if end <= k and not (t.kind[k] & GIVEN and t.look[k].core.startswith("ال")):
        return False
    if t.kind[k] & LATIN:
        return k - i > 0 and end - k > 1
    if k + 1 < t.size and t.norm[k + 1] in ("بن", "بنت") and not t.look[k].core.startswith("ال"):
        return end - k > 1
    if t.kind[k] & NAME and not t.look[k].core.startswith("ال"):
        post = k - i == 1 and t.look[i].core.startswith("ال") and bool(t.kind[i] & OFFICE) and first > 0 and end < t.size and not complement(t, end)
        return first >= 3 or end - k > 1 or post or first >= 1 and t.kind[k - 1] & NATION > 0
    if t.look[k].core.startswith("ال"):
        # «المهدي بن عبيد», «الصادق الرقيق»: a definite given name that is followed by another; «الرئيس السيسي».
        if t.kind[k] & GIVEN:
            if end <= k:  # «رئيس الجامعة المصطفى إيجاعلي»: before a word that nobody uses otherwise
                return k + 1 < t.size and t.kind[k + 1] == ARABIC and not t.look[k + 1].cut and not t.look[k + 1].freq and _definite(t, i, k)
            return end - k > 1 and (first >= 3 or weight(t, k + 1) >= 0.8 or bool(t.kind[k + 1] & LINK))
        return bool(t.kind[k] & NAME) and k - i == 1 and t.look[i].core.startswith("ال") and first >= 2
    # A stranger: two words that nobody uses otherwise.
    if first >= 2:
        return True
    strange = t.look[k].freq < 36 and (t.look[k + 1].freq < 40 or t.kind[k + 1] & LINK if k + 1 < t.size else False)
    if not strange or end - k < 2 or weak and not t.kind[k - 1] & NATION:
        return False
    return weight(t, k) > 0 and _definite(t, i, k)


def _suffixed(t: Words, i: int) -> bool:
    return t.look[i].core.endswith(("ها", "هم", "نا")) and bool(t.kind[i] & OFFICE)


def _definite(t: Words, i: int, k: int) -> bool:
    """Whether the noun phrase before k is complete: it ends in a definite word, a place, a body or a nationality."""
    prior = t.look[k - 1]
    if t.body[k - 1] or t.place[k - 1] or prior.kind & NATION:
        return True
    return prior.core.startswith("ال") or prior.core[-2:] in ("ها", "هم") or prior.core in ("عام", "عامه")


def behind(t: Words, e: int, taken: Mapping[int, int], heads: Mapping[int, int]) -> tuple[int, int] | None:
    """The role that follows a name ending at token e: its tokens (first, end excluded); None where none follows.

    `taken` gives the tokens at which other persons begin, `heads` those at which the roles before them do.
    """
    k = e
    if k < t.size and t.norm[k] in (",", "-", "(", "/"):
        k += 1
    at = k
    while k < t.size and k - at < 4 and t.norm[k] in ("وهو", "وهي", "بصفته", "بصفتها", "الذي", "التي", "يشغل", "تشغل", "في", "منصب", "بمنصب", "لمنصب", "-"):
        k += 1
    if k > at and t.norm[k - 1] in ("الذي", "التي", "في"):
        return None
    if k >= t.size or not starts(t, k) or _adjectival(t, k) or t.look[k].cut or k in heads or k in taken:
        return None
    if k == e and t.kind[k] & PROFESSION and not t.kind[k] & OFFICE and not t.norm[k].startswith("ال"):
        return None
    if t.kind[k] & NAME and not t.kind[k] & OFFICE or _before_not_imam(t, k):
        return None
    if t.norm[k] in _RULES["stands_for"] and k + 1 < t.size and t.norm[k + 1] == "عن":
        return None  # «نائباً عن المحافظ» says for whom somebody came
    first = k
    last = k + 1
    k += 1
    while k < t.size and k - first < FURTHEST:
        if k in taken or k in heads:
            break
        if t.body[k]:
            k += 1
            last = k
            continue
        kind, cut, core, _ = t.look[k]
        kind = t.kind[k]
        if t.norm[k] in '("' and (past := _bracket(t, k)) and past < t.size and not (t.kind[past] & (STOP | ACTION)) and t.kind[past] & ARABIC:
            k = past
            continue
        if not kind & (ARABIC | LATIN):
            break
        if core == "خادم" and t.kind[k] & HONORIFIC and k + 2 < t.size:
            k += 3
            last = k
            continue
        if kind & HONORIFIC and not kind & (ROLE | STOP) and core not in _THROUGH:
            break
        if cut and t.norm[k][0] == "و" and (kind & (HONORIFIC | ACTION) and not kind & NAME and not kind & ROLE or _other(t, k)):
            break
        if kind & ACTION and not kind & NAME and core not in _THROUGH and not core.startswith("ال"):
            if not (cut and "ل" in t.norm[k][:cut] or cut and "ب" in t.norm[k][:cut]):
                break
        if core == "علي" and t.look[k - 1].core not in _AFTER_ON and t.look[first].core not in _AFTER_ON:
            break
        if cut and t.norm[k][0] == "ب" and core in _RULES["praised"] and not t.place[k]:
            break  # «نوه سامي حداد رئيس البلدية برعاية الوزارة»
        if cut and t.norm[k][0] == "ل" and core in _RULES["reporter"]:
            break
        if core == "في" and not _in_place(t, k + 1):
            break
        if core == "عن" and t.look[first].core not in _AFTER_OF:
            break
        if kind & STOP and core not in _THROUGH and not kind & EPONYM and not (t.norm[k][-1] == "ا" and t.norm[k - 1][-1] == "ا"):
            break  # but for «رئيساً تنفيذياً»
        if kind & GIVEN and opens(t, k, 1)[0] >= 3 and parse(t, k, 1)[0] > k and not (t.kind[k - 1] & EPONYM or t.look[k - 1].core in _BODY_HEADS):
            break
        k += 1
        if core not in ("علي", "في", "لدي", "عن", "بين"):
            last = k
    return first, last


def _in_place(t: Words, k: int) -> bool:
    """Whether what follows «في» may belong to a role: a body, a place, a noun; not «في كلمته», «في مكتبه»."""
    if k >= t.size or t.look[k].core in _SPEECH or k + 1 < t.size and t.norm[k + 1] in _RULES["respected"]:
        return False  # «استقبل أمير المنطقة في مكتب سموه …»: where it was
    return bool(t.body[k] or t.place[k] or t.look[k].cut == 0 and t.kind[k] & ARABIC and not t.kind[k] & STOP)


def _other(t: Words, k: int) -> bool:
    """Whether «و…» at k begins another person."""
    return bool(t.kind[k] & NAME) and opens(t, k, 1)[0] >= 2 and parse(t, k, 1)[0] > k


def by_head(bodies: Sequence[dict[str, Any]], text: str) -> dict[str, list[tuple[int, int, int]]]:
    """Folded first word of a body's name, without ال -> (start, end, index) of the bodies that begin so, in order of text."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for n, body in enumerate(bodies):
        words = fold_name(text[body["start"] : body["end"]][:60]).split()
        if words:
            found.setdefault(words[0].removeprefix("ال"), []).append((int(body["start"]), int(body["end"]), n))
    for kin in found.values():
        kin.sort()
    return found


def whose(t: Words, first: int, end: int, bodies: Sequence[dict[str, Any]], heads: Mapping[str, list[tuple[int, int, int]]]) -> tuple[str | None, int | None]:
    """The body that the role of tokens first to end belongs to: its name as the text has it and its index; (None, None) when unclear.

    A body named in the role; else the one that «الجمعية», «للمعهد» in the role stand for (`antecedent`): of the same head (`heads` is `by_head`'s);
    else the one that somebody stands for: «وقعت الجامعة العربية ممثلة برئيسها …».
    """
    for k in range(first, end):
        if t.body[k]:
            return _name(bodies[t.body[k] - 1], t), t.body[k] - 1
    for k in range(first, end):
        core = t.look[k].core
        if core.startswith("ال") and core[2:] in _BODY_HEADS:
            kin = heads.get(core[2:], [])
            if not kin:
                return None, None
            index = kin[antecedent(kin, t.view.source(t.start[k], t.end[k])[0], t.view.raw) or 0][2]
            return _name(bodies[index], t), index
    if on_behalf(t, first):
        for k in range(first - 1, max(-1, first - _SENT), -1):
            if t.stops(k):
                break
            if t.body[k]:
                return _name(bodies[t.body[k] - 1], t), t.body[k] - 1
    return None, None


def _name(body: dict[str, Any], t: Words) -> str:
    return str(body.get("name") or t.view.raw[body["start"] : body["end"]])
