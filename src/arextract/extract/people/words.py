"""The words of a folded text as the people's rules see them: what each may be (title, office, verb, name word), and where it may be cut.

Everything is looked up once per distinct word; a text is a handful of parallel lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import IntFlag
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from arextract import lexicon
from arextract.by_text import by_text
from arextract.by_word import by_word
from arextract.fold import Folded, fold, fold_name
from arextract.tokenise import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"([A-Za-z\u00c0-\u024f]+(?:[.'-][A-Za-z\u00c0-\u024f]+)*|[^\W\d_]+|[0-9]+|\n|[^\s])")
_FATHATAN = re.compile("\u064b")
_PREFIXES = {"و": ("و", "وب", "ول", "وك"), **{letter: (letter,) for letter in "فبلك"}}
_BOTH = frozenset(("علي", "خلف"))  # a preposition and a name
_SUFFIXES = ("ها", "ه", "هم", "هما", "نا")
COMMON_FROM = 40  # tenths of a Zipf: a word as frequent is one that everybody uses


class Kind(IntFlag):
    """What a word may be; one word may be several («أمين» is an office and a given name)."""

    NONE = 0
    STYLE = 1  # معالي، صاحب السمو
    TITLE = 2  # الدكتور
    ROYAL = 4  # الأمير، الشيخ: names of streets and awards too
    RANK = 8  # العميد
    QUALIFIER = 16  # الركن
    SHORT = 32  # د.
    OFFICE = 64  # مدير
    PROFESSION = 128  # الشاعر
    SAY = 256
    ACT = 512
    ATTEND = 1024
    TEACH = 2048
    APPOINT = 4096
    VERB = 8192
    GIVEN = 1 << 14
    FAMILY = 1 << 15
    COMMON = 1 << 16  # a name that is a word besides
    STOP = 1 << 17
    EPONYM = 1 << 18  # what is named after people: شارع، جائزة
    LINK = 1 << 19  # بن، آل، أبو
    TAIL = 1 << 20  # الدين، الله
    NATION = 1 << 21
    ARABIC = 1 << 22
    LATIN = 1 << 23
    NUMBER = 1 << 24
    FEMALE = 1 << 25
    VICTIM = 1 << 26

    HONORIFIC = STYLE | TITLE | ROYAL | RANK | SHORT
    ROLE = OFFICE | PROFESSION
    ACTION = SAY | ACT | ATTEND | TEACH | APPOINT | VERB | VICTIM
    NAME = GIVEN | FAMILY


_PLAIN = {k: int(v) for k, v in Kind.__members__.items()}
HONORIFIC, ROLE, ACTION, NAME = int(Kind.HONORIFIC), int(Kind.ROLE), int(Kind.ACTION), int(Kind.NAME)
STYLE, TITLE, ROYAL, RANK, QUALIFIER, SHORT = (_PLAIN[k] for k in ("STYLE", "TITLE", "ROYAL", "RANK", "QUALIFIER", "SHORT"))
OFFICE, PROFESSION, SAY, ACT, ATTEND, TEACH, APPOINT, VERB = (_PLAIN[k] for k in ("OFFICE", "PROFESSION", "SAY", "ACT", "ATTEND", "TEACH", "APPOINT", "VERB"))
GIVEN, FAMILY, COMMON, STOP, EPONYM, LINK, TAIL = (_PLAIN[k] for k in ("GIVEN", "FAMILY", "COMMON", "STOP", "EPONYM", "LINK", "TAIL"))
NATION, ARABIC, LATIN, NUMBER, FEMALE, VICTIM = (_PLAIN[k] for k in ("NATION", "ARABIC", "LATIN", "NUMBER", "FEMALE", "VICTIM"))


class Look(NamedTuple):
    """What a folded word may be.

    `kind` (bits of Kind), `cut` letters of proclitic before it, the `core` behind them, `freq` of the core (tenths of a Zipf, 0 unknown).
    """

    kind: int
    cut: int
    core: str
    freq: int


def _feminine(past: str) -> str:
    return past[:-1] + "ت" if past[-1] in "اي" and len(past) > 2 else past + "ت"


def _joined(form: str) -> str:
    """The form before a suffix: رعى + ها is رعاها."""
    return form[:-1] + "ا" if form[-1] == "ي" else form


@cache
def vocabulary() -> dict[str, int]:
    """Folded word -> bits of Kind, proclitics not counted."""
    found: dict[str, int] = {}

    def add(word: str, kind: int) -> None:
        found[word] = found.get(word, 0) | kind

    for row in lexicon.rows("verbs"):
        add(fold_name(row["word"]), VERB)
    for row in lexicon.rows("given_names"):
        word = fold_name(row["name"])
        add(word, GIVEN | (COMMON if row["common"] == "1" else 0) | (FEMALE if row["sex"] == "f" else 0))
    for row in lexicon.rows("name_words"):
        kind = {"given": GIVEN, "family": FAMILY, "both": GIVEN | FAMILY}[row["kind"]]
        if not found.get(row["word"], 0) & GIVEN:
            rare = lexicon.frequencies().get(row["word"], 0) < COMMON_FROM + 5
            add(row["word"], kind | (0 if row["common"] == "0" and rare else COMMON))
        elif kind & FAMILY:
            add(row["word"], FAMILY)
    for row in lexicon.rows("family_names"):
        add(fold_name(row["name"]), FAMILY | (COMMON if row["common"] == "1" else 0))
    for row in lexicon.rows("honorifics"):
        word = fold_name(row["word"])
        if " " not in word:
            add(word, _PLAIN[row["kind"].upper()])
    for row in lexicon.rows("roles"):
        male, female, kind = fold_name(row["word"]), fold_name(row["female"]), _PLAIN[row["kind"].upper()]
        if " " in male:
            continue
        for word in filter(None, (male, female)):
            for form in (word, "ال" + word):
                add(form, kind | (FEMALE if word == female else 0))
        if kind == OFFICE:
            add(male + "ا", kind)
            for suffix in _SUFFIXES:
                add(male + suffix, kind) if suffix != "ه" or not female else None
                if female:
                    add(female[:-1] + "ت" + suffix, kind | FEMALE)
    for row in lexicon.rows("speech_verbs"):
        past, present, kind = fold_name(row["past"]), fold_name(row["present"]), _PLAIN[row["kind"].upper()] | VERB
        forms = [(past, 0), (_feminine(past), FEMALE)]
        if present:
            forms += [(present, 0), ("ت" + present[1:], FEMALE), ("س" + present, 0), ("ست" + present[1:], FEMALE)]
        for form, sex in forms:
            add(form, kind | sex)
            for suffix in ("ه", "ها", "هما", "هم"):
                joined = _joined(form) + suffix
                # «إدارة» is no «أدار + ه».
                if joined not in found and lexicon.frequencies().get(joined, 0) < COMMON_FROM + 5 * (suffix != "ه"):
                    add(joined, kind | sex)
    for row in lexicon.rows("speech_verbs"):
        past = fold_name(row["past"])
        found[past] &= ~FEMALE  # «ترأس» he chaired, not only «ترأس» she chairs
    for row in lexicon.rows("person_words"):
        word, kind = fold_name(row["word"]), _PLAIN[row["kind"].upper()]
        if kind == STOP and len(word) < 4 and word not in _BOTH:
            found[word] = found.get(word, 0) & ~(NAME | COMMON)  # «آن» and «إيان» are no names where «أن» is a word
        add(word, kind)
    for word in lexicon.nationality_adjectives():
        add(word, NATION)
    for word, kind in found.items():
        if kind & NAME and not kind & COMMON and kind & ACTION == VERB:
            found[word] = kind & ~VERB  # «بوش», «تامر»: the list of verbs was derived, too
    for word in ("ال", "الحاج", "حاج"):
        found[word] = (found.get(word, 0) | LINK) & ~STOP
    return found


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """First word -> (the words, kind) of titles and offices of several words, the longest first: صاحب السمو الملكي، ولي العهد."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name in ("honorifics", "roles"):
        for row in lexicon.rows(name):
            for text in filter(None, (row["word"], row.get("female"))):
                words = tuple(fold_name(text).split())
                if len(words) > 1:
                    found.setdefault(words[0], []).append((words, _PLAIN[row["kind"].upper()]))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in found.items()}


_PREPOSITIONS = ("علي", "والي")  # «على» and «وإلى», folded


@cache
def _special() -> frozenset[str]:
    """Words at which a text is looked at twice."""
    return frozenset((*phrases(), *_PREPOSITIONS))


@cache
def cues() -> dict[str, str]:
    """Folded nominal cue -> lead | attend | teach | appoint | byline (a word that is several keeps them all, joined by a blank)."""
    found: dict[str, str] = {}
    for row in lexicon.rows("people_cues"):
        word = fold_name(row["word"])
        found[word] = f"{found[word]} {row['kind']}" if word in found else row["kind"]
    return found


def _bare(word: str) -> int:
    listed = vocabulary()
    known = listed.get(word)
    if known is not None:
        return known | ARABIC
    if len(word) > 6 and word.startswith(("عبدال", "ابوال")):
        return GIVEN | ARABIC
    if len(word) > 5 and word.endswith(("ها", "هم")) and listed.get(word[:-2], 0) & VERB:
        return VERB | ARABIC
    if word[0] == "س" and len(word) > 4 and word[1] in "يتن" and listed.get(word[1:], 0) & VERB:
        return VERB | ARABIC
    return ARABIC


@by_word
def look(word: str) -> Look:
    """Look a folded token up: «والدكتور» is الدكتور behind a cut of 1; «للمدير» المدير behind 2, its ال restored in `core`."""
    if not word[0].isalpha():
        return Look(NUMBER if word[0].isdigit() else 0, 0, word, 0)
    if word[0] < "\u0250":
        return Look(LATIN, 0, word, 0)
    common = lexicon.frequencies()
    freq = common.get(word, 0)
    kind = _bare(word)
    if kind == ARABIC and len(word) == 3 and word[0] == "و" and freq < COMMON_FROM and (inner := _bare(word[1:])) & (SAY | ACT):
        return Look(inner, 1, word[1:], common.get(word[1:], 0))  # «وقص», «وحث»
    if kind != ARABIC or len(word) < 4:
        return Look(kind, 0, word, freq)
    best: Look | None = None
    for prefix in _PREFIXES.get(word[0], ()):
        if not word.startswith(prefix) or len(word) - len(prefix) < 3:
            continue
        rest = word[len(prefix) :]
        inner = _bare(rest)
        # A whole word that people use is not cut for the sake of a name: «بعيد» is far, not «ب + عيد».
        if inner & (SAY | ACT | ATTEND | TEACH | APPOINT | TITLE | OFFICE) and prefix in "وف" and not (freq >= COMMON_FROM and word[-1] in "اه"):
            return Look(inner, len(prefix), rest, common.get(rest, 0))
        if inner != ARABIC and (not freq or inner & (HONORIFIC | ROLE | STOP | ACTION | EPONYM | LINK) & ~SHORT and freq < COMMON_FROM):
            return Look(inner, len(prefix), rest, common.get(rest, 0))
        if best is None and not freq and rest in common:
            best = Look(ARABIC, len(prefix), rest, common[rest])
    if "لل" in word[:3]:
        for prefix in ("لل", "ولل", "فلل"):
            if word.startswith(prefix) and len(word) - len(prefix) > 2:
                rest = "ال" + word[len(prefix) :]
                if _bare(rest) != ARABIC or rest in common:
                    return Look(_bare(rest), len(prefix), rest, common.get(rest, 0))
    return best or Look(ARABIC, 0, word, freq)


@by_text
def _tokens(text: str) -> tuple[list[str], list[int], list[int], list[Look], list[int], list[int]]:
    """The folded tokens of a text, where they begin and end, what each may be (whole, and as kinds), and which may tell of a person.

    Cached, for people are read twice.
    """
    norm, start, end = runs(_TOKEN, fold(text).text)
    looks = list(map(look, norm))
    listed = vocabulary()
    for i, word in enumerate(norm[:-1]):
        if len(word) == 2 and word[0] == "و" and norm[i + 1] in (".", "/") and listed.get(word[1], 0) & SHORT:
            looks[i] = Look(listed[word[1]] | ARABIC, 1, word[1], 0)  # «وأ.د. وفاء …»
    special = _special()
    telling = [i for i, (kind, _, core, _) in enumerate(looks) if kind & _TELLING or core in special]
    return norm, start, end, looks, [kind for kind, _, _, _ in looks], telling


class Words:
    """A text as parallel lists over its tokens: `norm`, `start`, `end` (in the folded text), `look`; and which body or place stands over a token."""

    __slots__ = ("view", "norm", "start", "end", "look", "kind", "body", "place", "size", "telling")

    def __init__(self, text: str, bodies: Sequence[dict[str, Any]], places: Sequence[dict[str, Any]]) -> None:
        self.view: Folded = fold(text)
        self.norm, self.start, self.end, self.look, kinds, self.telling = _tokens(text)
        self.kind = list(kinds)
        self.size = len(self.norm)
        self.body = self.cover(bodies)
        self.place = self.cover(places)
        first = phrases()
        for i in self.telling:
            core = self.look[i].core
            if core in first and not self.body[i]:
                for words, kind in first[core]:
                    if tuple(self.norm[i + 1 : i + len(words)]) == words[1:]:
                        self.kind[i] |= kind
                        for k in range(i + 1, i + len(words)):
                            self.kind[k] = (self.kind[k] & ~(STOP | ACTION)) | QUALIFIER if kind & HONORIFIC else self.kind[k]
                        break
            if core in _PREPOSITIONS and self._preposition(i):
                self.kind[i] = STOP | ARABIC
        if (origin := self.view.origin) is not None:
            for mark in _FATHATAN.finditer(text):
                i = bisect_right(self.start, bisect_left(origin, mark.start()) - 1) - 1  # the token of the letter that carries it
                if i >= 0 and self.norm[i][-1] == "ا" and self.kind[i] == ARABIC and "\u064b" in self.view.quote(self.start[i], self.end[i]):
                    self.kind[i] = STOP | ARABIC  # «تجريبياً»: an accusative is no name

    def any(self, kinds: int) -> list[int]:
        """The tokens that may be one of these kinds, in order; kinds of _TELLING."""
        return [i for i in self.telling if self.kind[i] & kinds]

    def cover(self, mentions: Sequence[dict[str, Any]]) -> list[int]:
        """Per token 0, or 1 + the index of the mention that holds its core."""
        over = [0] * self.size
        if not mentions or not self.size:
            return over
        origin = self.view.origin
        source = None if origin is None else origin.__getitem__
        for n in sorted(range(len(mentions)), key=lambda n: int(mentions[n]["start"])):
            at = bisect_right(self.end, mentions[n]["start"], key=source)
            k = bisect_left(self.start, mentions[n]["end"], at, key=source)
            over[at:k] = [n + 1] * (k - at)
        return over

    def _preposition(self, i: int) -> bool:
        """Whether the text writes «على» or «وإلى», which fold like a man's name and a governor."""
        first, last = self.view.source(self.start[i], self.end[i])
        raw = self.view.raw[first:last]
        return raw.endswith("ى") or raw.startswith("وإ")

    def span(self, i: int, j: int, cut: int = 0) -> tuple[int, int]:
        """The source offsets of tokens i to j (excluded), `cut` letters left out at the beginning."""
        return self.view.source(self.start[i] + cut, self.end[j - 1])

    def stops(self, i: int) -> bool:
        """Whether a sentence or a line ends at token i (or the text)."""
        return i >= self.size or self.norm[i] in _ENDS and not (self.norm[i] == "." and i and self.kind[i - 1] & SHORT)


_TELLING = HONORIFIC | ROLE | SAY | ACT | APPOINT | NAME | LINK
_ENDS = frozenset((".", "!", "?", "\n", "…", ";"))
