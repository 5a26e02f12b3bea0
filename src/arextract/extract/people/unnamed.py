"""Officials who speak or act by their office alone: «وقالت عميدة الكلية إن …» where the release names her elsewhere.

The office leads back to the one person who is told to hold it; where nobody is, to the one person beside it whom the release names without an office:
«نوه المدير العام للمعهد بـ… . وذكر الدكتور راشد الدوسري أن …» is one man by two descriptions, as the genre likes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from arextract import lexicon
from arextract.extract.people.roles import behind, by_head, starts, whose
from arextract.extract.people.words import ACT, FEMALE, HONORIFIC, OFFICE, SAY, STOP, VERB, Words, look
from arextract.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from arextract.extract.people.mentions import Found

_RULES = lexicon.words_by_kind("people_rules")
_TURN = _RULES["turn"]  # «من جهته», «بدوره»: somebody else speaks
_BETWEEN = 2  # words between a verb and the office that is its subject: «قال أيضاً مدير …»
_CLAUSE = 12  # words of an office that no rule reads to its end
_FEW = 3  # tokens before a verb within which a change of speaker is said


class Office(NamedTuple):
    """An office without a name behind a verb: its tokens (first, end excluded), and the token of the verb."""

    first: int
    last: int
    verb: int


def offices(t: Words, found: Sequence[Found]) -> list[Office]:
    """The offices that speak or act without a name beside them."""
    heads = {k: p.start for p in found for k in (p.first, p.start)}
    inside = {k for p in found for k in range(p.first, p.last)}
    seen: list[Office] = []
    for i in t.any(SAY | ACT):
        if i in inside or t.body[i] or _has_object(t.norm[i]) or not t.kind[i] & VERB or t.kind[i] & STOP and not t.look[i].cut:
            continue
        j = next((j for j in range(i + 1, min(i + 2 + _BETWEEN, t.size)) if starts(t, j) and t.kind[j] & OFFICE), None)
        if j is None or j in inside or t.look[j].cut or any(t.stops(k) or t.norm[k] in (",", ":") or t.body[k] for k in range(i + 1, j)):
            continue
        if j > i + 1 and not all(t.norm[k] in _RULES["also"] for k in range(i + 1, j)):
            continue
        read = behind(t, j, {}, {})
        if read is None or any(k in heads for k in range(j, min(read[1] + 2, t.size))) or _named_later(t, read[1], heads):
            continue
        seen.append(Office(j, _end(t, *read, told=bool(t.kind[i] & SAY)), i))
    return seen


def _has_object(norm: str) -> bool:
    """Whether a pronoun sticks to a verb: «أعلنه», «افتتحها» tell of what was spoken of before; «نوه» has none."""
    return any(norm.endswith(suffix) and look(norm[: -len(suffix)]).kind & VERB for suffix in ("ه", "ها", "هم"))


def _named_later(t: Words, k: int, heads: Mapping[int, int]) -> bool:
    """Whether a name follows in the same clause: «أوضح المدير الإقليمي للحملة الوطنية لنصرة … الدكتور بدر السمحان أن …»."""
    for j in range(k, min(k + _CLAUSE, t.size)):
        if j in heads:
            return True
        if t.stops(j) or t.norm[j] == "," or t.norm[j] in _RULES["that"] or t.kind[j] & VERB and not t.kind[j] & (STOP | OFFICE):
            return False
    return False


def _end(t: Words, first: int, last: int, told: bool) -> int:
    """Where an office ends that no name closes: before what it speaks of («نوه المدير العام للمعهد | بما …») or acts on («سلم رئيس المعهد | الشهادات»)."""
    definite = t.norm[first].startswith("ال")  # «عاين السفير | برنامج …»
    whose_is_it = definite
    for k in range(first + 1, last):
        if t.body[k] or t.place[k]:
            whose_is_it = True
            continue
        norm, cut = t.norm[k], t.look[k].cut
        if norm in _RULES["that"] or norm in _RULES["of_what"] or cut and norm[0] == "ب" and t.look[k].core.removeprefix("ال") not in _RULES["body_head"]:
            return k
        adjective = t.look[k].core.endswith(("ي", "يه")) or t.look[k].core in ("العام", "العامه", "المساعد", "المساعده")
        if (definite or not told) and whose_is_it and not cut and not adjective:
            return k
        whose_is_it = whose_is_it or norm.startswith("لل") or norm.startswith("ال") and not adjective
    return last


def settle(t: Words, found: Sequence[Found], results: Sequence[dict[str, Any]], bodies: Sequence[dict[str, Any]]) -> None:
    """Let what is told of an office alone count for the person who holds it: `lead`, and the role of one who is named without any."""
    if not (told := offices(t, found)):
        return
    groups: dict[int, list[int]] = {}
    for n, p in enumerate(found):
        root = p
        for _ in range(4):  # a short mention of a shorter form of the full name
            root = root.full or root
        groups.setdefault(root.start, []).append(n)
    owners = by_head(bodies, t.view.raw)
    for office in told:
        holders = [g for g in groups.values() if any(_same(t, office, found[n].role, results[n]["organization"]) for n in g)]
        if len(holders) == 1:
            holder = results[next(n for n in holders[0] if found[n].role is not None)]
            holder["lead"] = holder["lead"] or not holder["teaches"]
        elif not holders and _whole(t, office) and (alone := _beside(t, office, found, results, groups)) is not None:
            start, end = t.span(office.first, office.last, t.look[office.first].cut)
            organization, index = whose(t, office.first, office.last, bodies, owners)
            results[alone].update(role=t.view.raw[start:end], role_span=[start, end], office=True, organization=organization, organization_index=index)


def _stems(t: Words, first: int, last: int) -> list[str]:
    """The words of a role without ال, so that «المدير العام للمنظمة» is «مدير عام المنظمة»."""
    cores = [t.norm[k][2:] if t.norm[k].startswith("لل") else t.look[k].core.removeprefix("ال") for k in range(first, last)]
    return [core for core in cores if core]


def _same(t: Words, office: Office, role: tuple[int, int] | None, organization: str | None) -> bool:
    """Whether an office is a person's role or the short form of it: «الوزير» of «وزير الزراعة», «عميدة الكلية»."""
    if role is None:
        return False
    short, full = _stems(t, office.first, office.last), _stems(t, *role)
    rest = {*full, *(w.removeprefix("ال") for w in fold_name(organization or "").split())}
    if organization is None and not _RULES["body_head"].intersection(full):
        rest |= _RULES["body_head"]  # «المدير العام للمنظمة» of the «المدير العام»
    if _RULES["former"].intersection(full) - set(short):
        return False  # «مدير المركز السابق» is not he who speaks for it
    return bool(short and full) and short[0] == full[0] and all(w in rest for w in short[1:])


def _whole(t: Words, office: Office) -> bool:
    """Whether an office says of what: «مدير المشروع», «المدير العام»; «القاضي», «المسؤول», «مراسل» may be anybody's."""
    return office.last - office.first > 1 and (t.look[office.last - 1].core.startswith("ال") or bool(t.body[office.last - 1] or t.place[office.last - 1]))


def _beside(t: Words, office: Office, found: Sequence[Found], results: Sequence[dict[str, Any]], groups: dict[int, list[int]]) -> int | None:
    """The one person without an office who speaks right before or behind an office without a name; None where another could be meant."""
    low, high = _sentence(t, office.verb, -1), _sentence(t, office.verb, 1)
    near = [n for n, p in enumerate(found) if low <= p.start < high]
    if len({root for root, g in groups.items() if set(g) & set(near)}) != 1:
        return None
    n = next((n for n in near if results[n]["lead"] and not results[n]["byline"]), None)
    if n is None or results[n]["teaches"] or any(results[m]["role"] for g in groups.values() if n in g for m in g):
        return None
    p = found[n]
    if _turns(t, office.verb if p.start < office.first else p.first):
        return None
    return n if bool(t.kind[office.verb] & FEMALE) == _lady(t, p) else None


def _lady(t: Words, p: Found) -> bool:
    """Whether a title or the given name is a woman's, or the verb before it."""
    if p.title is not None and any(t.kind[k] & HONORIFIC and t.look[k].core.endswith("ه") for k in range(*p.title)):
        return True
    if p.first and t.kind[p.first - 1] & (SAY | ACT):
        return bool(t.kind[p.first - 1] & FEMALE)
    return bool(t.kind[p.start] & FEMALE)


def _turns(t: Words, at: int) -> bool:
    """Whether the talk turns to somebody else right before token `at`: «من جهته أكد …», «بدوره أوضح …»."""
    for k in range(at - 1, max(-1, at - 1 - _FEW), -1):
        if t.stops(k):
            return False
        if t.look[k].core in _TURN or t.norm[k] in _TURN:
            return True
    return t.look[at].core in _TURN


def _sentence(t: Words, at: int, way: int) -> int:
    """Where the sentence before the one of token `at` begins (way -1), or where the one behind it ends (1), within the paragraph."""
    k, passed = at, 0
    while 0 <= k < t.size:
        if t.norm[k] == "\n":
            return k
        if k != at and t.stops(k):
            passed += 1
            if passed == 2:
                return k
        k += way
    return max(k, 0)
