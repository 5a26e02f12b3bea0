"""What assembly reads: the text with its tokens, sentences and mentions, and the questions that every part of it asks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from arextract import lexicon
from arextract.fold import Folded, fold, fold_name
from arextract.layout import Layout, layout
from arextract.numerals import alternation
from arextract.tokenise import Words, folded_runs, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Mention = dict[str, Any]
Spans = list[tuple[int, int]]
BODIES = frozenset(("MINISTRY", "INSTITUTE", "ORGANIZATION"))
COMPLEMENTS = frozenset(("ان", "انه", "انها", "بان"))  # with these begins what somebody says


@dataclass(frozen=True, slots=True)
class Verb:
    """What a word says as a verb: `role` (hold, close, open, sign …), `tense` (past, present, future, masdar), `object` for «نظمتها»."""

    role: str
    tense: str
    object: bool = False


@cache
def verbs() -> dict[str, Verb]:
    """Every form of the verbs that events are told with, folded: «نظمت», «سينظم», «تنظيم», «نظمتها»."""
    forms: dict[str, Verb] = {}
    for row in lexicon.rows("event_verbs"):
        role = row["role"]
        for form, tense, with_object in lexicon.conjugated(row["past"], row["present"]):
            forms.setdefault(form, Verb(role, tense, with_object))
        if row["masdar"] != "-":
            masdar = fold_name(row["masdar"])
            if masdar not in forms or forms[masdar].object:  # «إقامة», and not «أقامه»
                forms[masdar] = Verb(role, "masdar")
            for suffix in ("ه", "ها"):
                forms.setdefault((masdar[:-1] + "ت" if masdar.endswith("ه") else masdar) + suffix, Verb(role, "masdar", True))
    return forms


def auxiliary(norm: str) -> str | None:
    """The tense that a word gives to the verbal noun behind it: «تم توقيع», «سيتم إطلاقها»."""
    return next((tense for tense in ("past", "present", "future") if norm in phrases(f"{tense}_auxiliary")), None)


def later(one: str, other: str) -> bool:
    """Whether one ISO date is later than another, as far as both are precise: 2024-07 than 2024-05-12, but not than 2024."""
    return one[: len(other)] > other[: len(one)]


class Index:
    """Mentions in order of text, none over another, that answer by position in logarithmic time: a text may be megabytes long."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m["start"], m["end"]))
        self.starts = [m["start"] for m in self.mentions]

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.mentions)

    def between(self, start: int, end: int) -> list[Mention]:
        """Those that begin in text[start:end]."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def at(self, offset: int) -> Mention | None:
        """The one that covers a character, or None."""
        i = bisect_right(self.starts, offset) - 1
        return self.mentions[i] if i >= 0 and offset < self.mentions[i]["end"] else None

    def within(self, spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """Those that begin in one of these stretches, which stand in order of text."""
        starts = [a for a, _ in spans]
        found = []
        for m in self.mentions:
            i = bisect_right(starts, m["start"]) - 1
            if i >= 0 and m["start"] < spans[i][1]:
                found.append(m)
        return found

    def before(self, offset: int) -> Mention | None:
        """The last one that begins before a character, or None."""
        i = bisect_left(self.starts, offset) - 1
        return self.mentions[i] if i >= 0 else None


class Reading:
    """One document under assembly. Offsets are those of the text as read; mentions are plain objects in order of text."""

    def __init__(
        self,
        text: str,
        entities: Sequence[Mention],
        dates: Sequence[Mention],
        numbers: Sequence[Mention],
        statistics: Sequence[Mention],
        released: str | None,
        home: str | None,
    ) -> None:
        self.text, self.released, self.home = text, released, home
        self.entities, self.dates, self.numbers, self.statistics = Index(entities), Index(dates), Index(numbers), Index(statistics)
        self.bodies = Index([e for e in entities if e["label"] in BODIES and e["rule"] != "bodies:wire" and not e["text"].endswith("\u064b")])
        self.body_nouns = frozenset(fold_name(b["text"]).split()[0] for b in self.bodies if fold_name(b["text"]).strip())  # «برنامج الأغذية العالمي»
        self.heads: dict[str, list[Mention]] = {}  # the bodies named in two words or more, by their first
        for b in self.bodies:
            if not b["anaphor"] and " " in b["name"]:
                self.heads.setdefault(fold_name(b["name"]).split()[0], []).append(b)
        self.roles = Index([{"start": e["role_span"][0], "end": e["role_span"][1]} for e in entities if e.get("role_span")])
        self.layout: Layout = layout(text)
        self.sentences = self.layout.sentences or ((0, len(text)),)
        self._view = fold(text)
        self._flats: dict[tuple[int, int], Folded] = {}
        self._may: dict[str, bool] = {}
        self.words: Words = words(text)
        self._norms = self.words.norms
        self.told = Index(())  # the mentions of events, each with the number of its event, once these are known
        self.main_place: Any = None
        self.usable: Index | None = None  # the dates that an event may be on, once they are asked for
        self.derived = False  # whether `released` is only the day of the main event
        self.main_day: Mention | None = None

    @cached_property
    def body_tails(self) -> frozenset[str]:
        """The last words of the bodies that are named in two words or more: «الحقوق» of «كلية الحقوق»."""
        return frozenset(fold_name(b["name"]).split()[-1] for named in self.heads.values() for b in named)

    def token(self, offset: int) -> int:
        """The index of the first token that starts at `offset` or behind it."""
        return self.words.at(offset)

    def days(self, start: int, end: int) -> list[Mention]:
        """The dates that begin in text[start:end] and are known to the day."""
        return [d for d in self.dates.between(start, end) if d["first"] and d["precision"] == "day"]

    def norm(self, i: int) -> str:
        """The folded token i, empty outside the text."""
        return self._norms[i] if 0 <= i < len(self._norms) else ""

    def sentence(self, offset: int) -> int:
        """The number of the sentence in which a character stands."""
        return max(0, bisect_right(self.sentences, (offset, 1 << 60)) - 1)

    def flat(self, a: int, b: int) -> Folded:
        """text[a:b] folded: the rooms ask for the same sentences again and again."""
        view = self._flats.get((a, b))
        if view is None:
            view = self._flats[a, b] = fold(self.text[a:b])
        return view

    @cached_property
    def said(self) -> frozenset[str]:
        """The folded words of the text, proclitics and all."""
        return frozenset(folded_runs(self._view.text)[0])

    def may(self, kind: str) -> bool:
        """Whether the text holds a word that a phrase of a kind begins with: most cues stand in few texts, and need not be looked for in the others."""
        told = self._may.get(kind)
        if told is None:
            firsts = _openings(kind)
            told = self._may[kind] = firsts is None or not firsts.isdisjoint(self.said)
        return told

    def gap(self, a: int, b: int) -> str:
        """What stands between two offsets, folded and without outer blanks."""
        if (origin := self._view.origin) is not None:
            a, b = bisect_left(origin, a), bisect_left(origin, b)
        return " ".join(self._view.text[a:b].split())


@cache
def _phrases() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("event_cues"):
        found.setdefault(row["kind"], set()).add(fold_name(row["phrase"]))
    return {kind: frozenset(those) for kind, those in found.items()}


@cache
def phrases(*kinds: str) -> frozenset[str]:
    """The folded phrases of one kind or several in resources/event_cues.tsv."""
    return frozenset().union(*(_phrases().get(kind, frozenset()) for kind in kinds))


@cache
def _openings(kind: str) -> frozenset[str] | None:
    """The first words of the phrases of a kind with what `cue` allows before them; None where a phrase begins with no word."""
    first = [folded_runs(phrase)[0][:1] for phrase in phrases(kind)]
    return frozenset(glued + word for words in first for word in words for glued in ("", "و", "ف")) if all(first) else None


def course_of_speech(reading: Reading, i: int) -> bool:
    """Whether «معرض» at token i is the course of what somebody says, and no exhibition: «في معرض حديثه عن …», «في معرض الرد على …»."""
    if reading.norm(i) != "معرض" or reading.norm(i - 1) != "في":
        return False
    behind, said = reading.norm(i + 1).removeprefix("ال"), phrases("speech")
    return behind in said or any(behind.removesuffix(own) in said for own in ("ه", "ها", "هم") if behind.endswith(own))


@cache
def cue(kind: str, within: int | None = None) -> re.Pattern[str]:
    """A pattern for the phrases of one kind on folded text, a و or ف before them allowed; with `within`, that many characters before the end."""
    end = "" if within is None else rf"[^\n.]{{0,{within}}}$"
    return re.compile(rf"(?<!\w)[وف]?({alternation(phrases(kind))})(?!\w){end}")


@cache
def saying() -> frozenset[str]:
    """Every form of the verbs by which somebody says something, in the past and the present."""
    rows = [(fold_name(row["past"]), fold_name(row["present"])) for row in lexicon.rows("speech_verbs") if row["kind"] == "say"]
    forms = {form for past, present in rows for form in (past, past.removesuffix("ي") + "ت", present, "ت" + present[1:])}
    return frozenset(forms | phrases("tells")) - phrases("event_tells")
