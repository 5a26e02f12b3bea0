"""The search itself: titles first, then offices, verbs, bylines, plain chains of names, lists, and short mentions of who was named in full."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.extract.people.kin import kin
from arextract.extract.people.names import complement, opens, parse, weight
from arextract.extract.people.roles import before
from arextract.extract.people.roles import behind as role_behind
from arextract.extract.people.shorts import link, shorts
from arextract.extract.people.signatures import signatures
from arextract.extract.people.words import (
    ACT,
    ACTION,
    APPOINT,
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
    QUALIFIER,
    RANK,
    ROLE,
    ROYAL,
    SAY,
    SHORT,
    STOP,
    STYLE,
    TITLE,
    Words,
    cues,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Titles that are hardly ever nouns of their own.
_RULES = lexicon.words_by_kind("people_rules")
_FIRM = _RULES["firm_title"]
_TITLES = 9  # tokens of the titles before a name, points among them
_BYLINES = frozenset(w for w, kinds in cues().items() if "byline" in kinds)
_HEARD = 0.6  # what a name that only a model heard is worth here; `entities` weighs it anew


@dataclass(slots=True)
class Found:
    """A person's mention over tokens: name start to end, title and role spans, the whole block first to last (ends excluded)."""

    start: int
    end: int
    rule: str
    sure: float
    offsets: tuple[int, int] = (0, 0)
    title: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    office: bool = False
    byline: bool = False
    signs: bool = False
    full: Found | None = None
    first: int = 0
    last: int = 0
    key: tuple[str, ...] = field(default=())


class Search:
    """One text's search; `at` leads from every token of a name to its mention, `heads` from where a block begins. `closed`: no more names are found."""

    def __init__(self, t: Words) -> None:
        self.t = t
        self.closed = False
        self.found: list[Found] = []
        self.at: dict[int, Found] = {}
        self.heads: dict[int, int] = {}
        self.roles: dict[int, int] = {}
        self.honor: set[int] = set()

    def add(self, start: int, end: int, rule: str, sure: float, title: tuple[int, int] | None = None, cut: int | None = None) -> Found | None:
        """Keep a name of tokens start to end unless one stands there already."""
        if self.closed or any(k in self.at for k in range(start, end)):
            return None
        t = self.t
        p = Found(start, end, rule, sure, title=title, first=title[0] if title else start)
        p.offsets = t.span(start, end, t.look[start].cut if cut is None else cut)
        p.last = end
        p.key = tuple((t.look[start].core, *t.norm[start + 1 : end]))
        for k in range(start, end):
            self.at[k] = p
        self.heads[p.first] = start
        self.heads[start] = start
        self.found.append(p)
        return p

    def eponym(self, i: int) -> bool:
        """Whether what stands at i is part of a name of something else: «شارع | الشيخ زايد»."""
        t = self.t
        if i > 1 and t.norm[i - 1] == '"':
            i -= 1
        if not t.look[i].cut:
            while i > 1 and t.place[i - 1] and not t.look[i - 1].cut:
                i -= 1  # «مطار المنستير | الحبيب بورقيبة»
        if not i:
            return False
        kind = t.kind[i - 1]
        core = t.look[i - 1].core
        if t.look[i].cut or core.startswith("ال") or t.body[i - 1]:
            return False
        return bool(kind & EPONYM) and not kind & NAME

    # -- titles ------------------------------------------------------------------------------------------------------------------------------

    def titles(self) -> None:
        """«معالي الأستاذ الدكتور محمد …»: a chain of titles and the name behind it."""
        t = self.t
        done = -1
        for i in t.any(HONORIFIC):
            if i < done or t.body[i] or i in self.at:
                continue
            if i and t.kind[i] & (LINK | GIVEN) and not t.look[i].cut and weight(t, i - 1) >= (1 if t.kind[i] & LINK else 2) and i - 1 not in self.honor:
                continue  # «نبيه الحاج عثمان», «برهان السيد فكري»
            if i and t.kind[i - 1] & LINK and not t.kind[i - 1] & (TITLE | ROYAL) and i - 1 not in self.honor:
                continue
            j = self._chain(i)
            if j is None:
                continue
            done = max(done, j)
            if self.eponym(i):
                end, _ = parse(t, j, 3)
                done = max(done, end)
                for k in range(i, end):
                    self.at.setdefault(k, _NOBODY)
                continue
            self._titled(i, j)

    def _chain(self, i: int) -> int | None:
        """The token behind the titles that begin at i; None when they are none («م» of a sum, a noun)."""
        t = self.t
        k = i
        firm = False
        while k < t.size and not t.body[k] and (k == i or not t.look[k].cut):
            kind = t.kind[k]
            if t.look[k].core == "خادم" and not (k + 3 < t.size and t.kind[k + 3] & ROYAL):
                return None if k == i else k
            if kind & SHORT and len(t.look[k].core) <= 2:
                if k > i and not firm and t.norm[k - 1] not in "./":
                    return None
                point = k + 1 < t.size and t.norm[k + 1] in (".", "/")
                if k == i and k and t.kind[k - 1] & NUMBER and not point:
                    return None
                if not point and k + 1 < t.size and not t.kind[k + 1] & GIVEN and not (k > i and t.kind[k + 1] & ARABIC):
                    return None if k == i else k
                firm = firm or point
                k += 1 + point
                continue
            if not kind & (HONORIFIC | QUALIFIER) or kind & QUALIFIER and k == i and not kind & HONORIFIC:
                break
            titled = k + 1 < t.size and weight(t, k + 1) >= 2 and t.norm[k].startswith("ال")
            if kind & GIVEN and k > i and (t.kind[k - 1] & (TITLE | ROYAL) or firm) and not titled:
                break  # «الدكتور السيد», «الدكتور رائد»: a given name
            if kind & ROLE and kind & HONORIFIC and not kind & ROYAL and k + 1 < t.size and not self._may_open(k + 1):
                break  # «المستشار القانوني», «عميد الكلية»: an office
            k += 1
            if k < t.size and t.norm[k] in ("/", ":", '"') and k + 1 < t.size and self._may_open(k + 1):
                k += 1
        return k if k > i else None

    def _may_open(self, k: int) -> bool:
        t = self.t
        return k < t.size and (bool(t.kind[k] & (HONORIFIC | QUALIFIER | LATIN)) or t.norm[k] in "./" or opens(t, k, 3)[0] > 0 or bool(t.kind[k] & LINK))

    def _titled(self, i: int, j: int) -> None:
        t = self.t
        if j >= t.size or t.look[j].cut and not t.kind[j] & NAME:
            return
        title = (i, j if t.norm[j - 1] not in ("/", ":", '"') else j - 1)
        kinds = 0
        for k in range(i, j):
            kinds |= t.kind[k]
        definite = any(t.look[k].core.startswith("ال") for k in range(i, j)) or kinds & (SHORT | STYLE) and kinds & (TITLE | SHORT)
        only_style = not kinds & (TITLE | ROYAL | RANK | SHORT)
        if t.look[j].cut:
            return
        adjective = t.look[j].core.startswith("ال") and t.look[j].core.endswith(("ي", "يه")) and not t.kind[j] & NAME
        given = j + 1 < t.size and t.kind[j + 1] & GIVEN and opens(t, j + 1, 1)[0] >= 1 and not t.look[j + 1].core.startswith("ال")
        if adjective and given and kinds & (TITLE | RANK):
            j += 1  # «المستشار التربوي فراس …»
            title = (i, j)
        end, sure = parse(t, j, 3)
        if end <= j:
            return
        if only_style and t.kind[j] & OFFICE and complement(t, j + 1):
            return
        firm = kinds & SHORT or any(t.look[k].core in _FIRM for k in range(i, j))
        if not firm and not t.kind[j] & (NAME | LINK | LATIN):
            if opens(t, j, 3)[0] < 1 or end - j < 2:
                if end - j > 1 or kinds & (ROYAL | STYLE) or t.look[j].freq >= 36:
                    return
                sure = 0.0  # a title that is a noun besides, and a stranger: only where a fuller name holds it
        if firm and end - j == 1 and not t.kind[j] & (NAME | LINK | LATIN) and t.look[j].freq > 26:
            sure = 0.0
        if (only_style or not definite or kinds & SHORT and not kinds & (TITLE | RANK | ROYAL)) and not t.kind[j] & (NAME | LATIN | LINK) and end - j < 2:
            return
        if (only_style or not definite) and (opens(t, j, 3)[0] < 2 and not t.kind[j] & NAME or not definite and not only_style and opens(t, j, 1)[0] < 2):
            return
        if kinds & ROYAL and not kinds & (TITLE | SHORT) and not t.kind[j] & (NAME | LINK) and end - j < 2:
            return
        if i and t.kind[i - 1] & (TITLE | ROYAL) and not t.look[i].cut:
            return
        if self.add(j, end, "people:title", sure, title=title):
            self.honor.update(range(i, j))

    # -- offices -----------------------------------------------------------------------------------------------------------------------------

    def offices(self) -> None:
        """«مدير عام النادي رياض بن حمود …»: from the office forward to the name."""
        t = self.t
        done = dead = -1
        for i in t.any(ROLE):
            if i < done or i < dead or i in self.at or i in self.honor or t.body[i] or t.kind[i] & GIVEN and not t.kind[i] & (OFFICE | ROLE):
                continue
            if i and t.kind[i - 1] & (TITLE | ROYAL) and i in self.at:
                continue
            read = before(t, i, self.heads)
            if isinstance(read, int):
                dead = read if t.kind[i] & OFFICE else dead
                continue
            last, k = read
            if t.kind[i] & NAME and last - i < 2 and not t.look[i].core.startswith("ال"):
                continue
            p = self.at.get(self.heads[k]) if k in self.heads else None
            if p is None:
                end, sure = parse(t, k, 2)
                if end <= k and t.kind[k] & GIVEN:
                    end, sure = parse(t, k, 3)
                if end <= k:
                    continue
                p = self.add(k, end, "people:office", sure)
            if p is None or p is _NOBODY or p.role is not None:
                continue
            done = k
            first = i
            while first and t.kind[first - 1] & STYLE and not t.body[first - 1] and first - 1 not in self.at:
                first -= 1
            if last > i:
                p.role = (i, last)
                p.office = bool(t.kind[i] & OFFICE)
                p.first = first
                if first < i and p.title is None:
                    p.title = (first, i)
                self.heads[first] = self.heads[i] = p.start
                self.roles[i] = p.start

    # -- verbs -------------------------------------------------------------------------------------------------------------------------------

    def verbs(self) -> None:
        """«وأكد هيثم القاسمي»: a name right behind a verb of speech or act."""
        t = self.t
        for i in t.any(SAY | ACT | APPOINT):
            k = i + 1
            if i in self.at or t.body[i] or k >= t.size or k in self.at or t.body[k] or t.look[k].cut:
                continue
            if t.kind[i] & NAME and not t.kind[i] & COMMON and t.look[i].cut == 0 and i and t.kind[i - 1] & NAME:
                continue
            if t.kind[i] & STOP and not (t.look[i].cut or not i or not t.kind[i - 1] & ARABIC):
                continue  # «عبر البحر»
            if t.norm[k] in ("ايضا", "بدوره", "لنا") and k + 1 < t.size:
                k += 1
            end, sure = parse(t, k, 2)
            if end <= k:
                continue
            if end - k == 1 and not self._single(i, k):
                continue
            if t.kind[k] & ROLE and t.kind[k] & NAME and end - k == 1:
                continue
            if not any(t.kind[j] & (NAME | LINK | LATIN) for j in range(k, end)) and end - k > 1 and not all(weight(t, j) >= 1 for j in range(k, end)):
                continue
            self.add(k, end, "people:verb", sure if end - k > 1 else min(sure, 0.6))

    def _single(self, i: int, k: int) -> bool:
        """«قال مروان في خطابه»: one word is a name behind a verb of speech when it is known as one and no common noun."""
        t = self.t
        if not t.kind[i] & SAY or t.look[i].core in _RULES["no_quote"]:
            return False
        kind, _, core, freq = t.look[k]
        if t.kind[k] & (ROLE | HONORIFIC | STOP | NATION | LINK) or t.place[k]:
            return False
        follows = t.kind[k + 1] if k + 1 < t.size else 0
        if not t.kind[k] & NAME and not core.startswith("ال"):
            if core[-1] == "ا" or core[0] == "ت" or not (k + 1 >= t.size or follows & STOP or not follows & ARABIC):
                return False
        if k + 1 < t.size and t.kind[k + 1] & ARABIC and not follows & (STOP | ACTION | ROLE | NUMBER) and not t.look[k + 1].cut:
            return False
        if t.kind[k] & NAME:
            return freq < 52 and not (t.kind[k] & COMMON and freq >= 46)
        if core.startswith("ال"):
            return core.endswith("ي") and freq < 36
        return not freq and len(core) > 3 and core[-2:] not in ("ها", "هم", "ات", "ين", "ون")

    # -- bylines, plain chains, lists --------------------------------------------------------------------------------------------------------

    def bylines(self) -> None:
        """«كتب/ محمد علي», «بقلم: سمية حسن»; a line that is a name and no more."""
        t = self.t
        for i in [] if _BYLINES.isdisjoint(t.norm) else [k for k, w in enumerate(t.norm) if w in _BYLINES]:
            if i + 2 < t.size and t.norm[i + 1] in (":", "/", "-"):
                k = i + 2
                end, sure = parse(t, k, 2)
                p = self.at.get(k) or (self.add(k, end, "people:byline", sure) if end > k else None)
                if p is not None and p is not _NOBODY:
                    p.byline = True
            elif t.norm[i] == "بقلم" and i + 1 < t.size:
                end, sure = parse(t, i + 1, 2)
                p = self.at.get(i + 1) or (self.add(i + 1, end, "people:byline", sure) if end > i + 1 else None)
                if p is not None and p is not _NOBODY:
                    p.byline = True

    def chains(self) -> None:
        """Two words or more that are names by themselves: «سعاد نبيل الخوري»."""
        t = self.t
        done = -1
        for i in t.any(NAME | LINK):
            if i < done or i in self.at or t.body[i] or self.eponym(i):
                continue
            if t.look[i].cut and "ب" in t.norm[i][: t.look[i].cut]:
                continue
            if i and not t.look[i].cut and (t.kind[i - 1] & LINK or i - 1 in self.at and self.at[i - 1] is _NOBODY):
                continue
            start = i
            if t.norm[i] in ("بن", "بنت") and i and i - 1 not in self.at and self._before_son(i - 1):
                start = i - 1  # «راجح بن منصور»
            end, sure = parse(t, i, 1)
            if end <= i and t.kind[i] & GIVEN and not t.look[i].cut:
                end, sure = self._before_office(i)
            if end > i and (start < i or t.norm[i] not in ("بن", "بنت") or not i or not t.kind[i - 1] & ARABIC or t.kind[i - 1] & (STOP | ACTION | ROLE)):
                self.add(start, end, "people:chain", min(sure, 0.75))
                done = end

    def _before_office(self, i: int) -> tuple[int, float]:
        """«سناء بوغرارة، رئيسة المنظمة»: a given name that alone is too little, a stranger, and an office."""
        t = self.t
        end, sure = parse(t, i, 2)
        k = end + 1 if end < t.size and t.norm[end] in (",", "-") else end
        if end - i < 2 or k >= t.size or not t.kind[k] & OFFICE or t.look[k].cut or t.body[k]:
            return i, 0.0
        return end, sure

    def _before_son(self, k: int) -> bool:
        t = self.t
        kind, _, core, freq = t.look[k]
        plain = bool(kind & ARABIC) and not t.kind[k] & (STOP | ACTION | ROLE | HONORIFIC | EPONYM | LINK | NATION) and not t.body[k] and not t.place[k]
        return plain and len(core) > 2 and freq < 50 and not core.startswith("ال")

    def lists(self) -> None:
        """«… وسامي خليل، وهدى منصور»: who stands beside a person in a list needs less."""
        t = self.t
        queue = list(self.found)
        while queue:
            p = queue.pop()
            if (earlier := self._listed_before(p)) is not None:
                queue.append(earlier)
            k = p.last
            if k < t.size and t.norm[k] == "," and k + 1 < t.size:
                k += 1
            elif not (k < t.size and t.look[k].cut and t.norm[k][0] == "و"):
                continue
            if k >= t.size or k in self.at or k in self.heads or t.body[k] or t.look[k].cut > 1:
                continue
            if t.norm[k] == "و" and k + 1 < t.size and k + 1 not in self.at:
                k += 1
            end, sure = parse(t, k, 2)
            if end - k < 2 and not (end > k and t.look[k].cut and p.end - p.start == 1 and t.kind[k] & NAME):
                continue
            if t.kind[k] & NAME and (opens(t, k, 1)[0] >= 2 or end - k > 1) or t.kind[k] & LINK:
                new = self.add(k, end, "people:list", min(sure, 0.7))
                if new is not None:
                    self.behind(new)
                    queue.append(new)

    def _listed_before(self, p: Found) -> Found | None:
        """«سعيد منصور | وعبدالله حمدان»: two words that alone could be anything, before a name that «و» or a comma joins to them."""
        t = self.t
        stop = p.first if t.look[p.first].cut and t.norm[p.first][0] == "و" else p.first - 1
        if stop < 2 or stop < p.first and t.norm[stop] != "," or p.title is not None and p.first != p.title[0]:
            return None
        for start in (stop - 2, stop - 3):
            if start < 0 or any(k in self.at for k in range(start, stop)) or not t.kind[start] & GIVEN or t.look[start].cut > 1:
                continue
            end, sure = parse(t, start, 2)
            if end == stop and all(t.kind[k] & (NAME | LINK) for k in range(start, stop)) and not self.eponym(start):
                return self.add(start, end, "people:list", min(sure, 0.65))
        return None

    # -- names that a model heard ------------------------------------------------------------------------------------------------------------

    def heard(self, names: Sequence[tuple[int, int]]) -> None:
        """Names that a model heard where no rule found one: their titles, roles and short forms are then read as for the others."""
        t = self.t
        for first, last, cut in self._tokens(names):
            if any(k in self.at or t.body[k] for k in range(first, last)):
                continue
            i = first
            while i and t.kind[i - 1] & HONORIFIC and not t.look[i].cut and i - 1 not in self.at and not t.body[i - 1]:
                i -= 1
            self.add(first, last, "people:model", _HEARD, title=(i, first) if i < first else None, cut=cut)

    def settled(self, names: Sequence[tuple[int, int]]) -> None:
        """Names that are settled, and no others."""
        t = self.t
        for first, last, cut in self._tokens(names):
            i = first
            for k in range(first - 1, max(-1, first - _TITLES), -1):
                if k in self.at or t.body[k] or t.stops(k) and t.norm[k] != ".":
                    break
                if t.kind[k] & HONORIFIC and self._chain(k) == first:
                    i = k
            title = (i, first - (t.norm[first - 1] in ("/", ":", '"'))) if i < first else None
            if self.add(first, last, "people:settled", 1.0, title=title, cut=cut) and title:
                self.honor.update(range(*title))
        self.closed = True

    def _tokens(self, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """For each stretch of the text as read its tokens (end excluded) and the letters of a proclitic that it leaves out."""
        t = self.t
        over = t.cover([{"start": start, "end": end} for start, end in names])
        tokens: dict[int, list[int]] = {}
        for k, n in enumerate(over):
            if n:
                tokens.setdefault(n - 1, []).append(k)
        for n, held in sorted(tokens.items()):
            first, last, cut = held[0], held[-1] + 1, 0
            while t.span(first, last, cut)[0] < names[n][0] and cut < len(t.norm[first]) - 1:
                cut += 1
            yield first, last, cut

    # -- roles behind --------------------------------------------------------------------------------------------------------

    def behinds(self) -> None:
        """The roles that stand behind names."""
        for p in sorted(self.found, key=lambda f: f.start):
            self.behind(p)

    def behind(self, p: Found) -> None:
        """The role that stands behind a name."""
        t = self.t
        read = role_behind(t, p.end, self.heads, self.roles)
        if read is None:
            return
        first, last = read
        p.last = last
        if p.role is None or not p.office:
            if p.role is not None and not t.kind[first] & OFFICE:
                return
            p.role = (first, last)
            p.office = bool(t.kind[first] & OFFICE)


_NOBODY = Found(-1, -1, "", 0.0)


def collect(t: Words, names: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """Every person's mention in a text's words, in order; `names` are stretches that a model takes for people."""
    s = Search(t)
    s.titles()
    s.bylines()
    s.offices()
    s.verbs()
    s.chains()
    kin(s)
    s.heard(names)
    s.offices()  # once more: names found since may close a role that found none before
    s.behinds()
    s.lists()
    shorts(s)
    link(s)
    s.found = [p for p in s.found if p.sure > 0 or p.full is not None]
    for p in s.found:
        p.sure = p.sure or 0.6
    return sorted(s.found, key=lambda f: f.start)


def describe(t: Words, names: Sequence[tuple[int, int]]) -> list[Found]:
    """The mentions of people whose names are settled, with titles, roles and what short ones stand for, in order."""
    s = Search(t)
    s.settled(names)
    s.bylines()
    s.offices()
    s.behinds()
    signatures(s)
    link(s)
    return sorted(s.found, key=lambda f: f.start)
