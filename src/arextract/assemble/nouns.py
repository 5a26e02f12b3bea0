"""Event nouns, and what one mention of an event and one event are while a release is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.fold import fold_name

if TYPE_CHECKING:
    from arextract.assemble.reading import Reading, Spans, Verb

ORDINAL = re.compile(
    r"ال(?:اولي|اول|(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي)ه?|عشرين|عشرون|ثلاثين|ثلاثون|اربعين|اربعون|خمسين|خمسون|ستين|ستون|سبعين|سبعون|\d+)"
)
ORDINAL_UNITS = frozenset(
    "الحادي الحاديه الثاني الثانيه الثالث الثالثه الرابع الرابعه الخامس الخامسه السادس السادسه السابع السابعه الثامن الثامنه التاسع التاسعه".split()
)
ACT, REGISTRATION = "a", "r"  # strengths of what is told without a noun: an act of force, a time to apply whose end is a deadline
_ONE_SHOT = frozenset(("agreement", "launch", "report", "appointment"))


@dataclass(slots=True)
class EventMention:
    """One event noun in the text: its token, type, the verb and tense it is told with, its title."""

    token: int
    start: int
    end: int
    type: str
    strength: str
    definite: bool
    sentence: int
    headline: bool
    verb: Verb | None = None
    verb_token: int = -1
    tense: str | None = None
    title: str | None = None
    title_span: tuple[int, int] | None = None
    themed: bool = False  # its title is a theme that is said of it («بعنوان»), and no name of its own
    ordinal: str | None = None  # «الثاني» of «معرض «من أرضنا» الثاني»
    stretch: tuple[int, int] | None = None  # of two events told in one sentence, what tells of this one alone
    shared: tuple[int, int] | None = None  # what tells of both
    twin_of: EventMention | None = None
    again: str | None = None  # how it is told as another round of an event: same | round | other
    kind: str | None = None  # of another round, the type that its own noun says

    def told(self, reading: Reading) -> Spans:
        """The stretches that tell of the event here, the closest first: its own part of a sentence, then what it shares, else the whole sentence."""
        if self.stretch is None or self.shared is None:
            return [reading.sentences[self.sentence]]
        return [self.stretch, self.shared]


@dataclass(slots=True)
class Happening:
    """An event: the mention that introduces it first, and those that speak of it again."""

    type: str
    mentions: list[EventMention]
    title: str | None = None
    title_span: tuple[int, int] | None = None
    sentences: list[int] = field(default_factory=list)
    main: bool = False
    number: int = 0  # among the events of its release
    named_in: frozenset[int] = frozenset()  # the sentences that name it

    @property
    def lead(self) -> EventMention:
        """The mention that tells most: in the body, with a verb, before the headline's."""
        first: EventMention | None = None
        for m in self.mentions:
            if m.headline:
                continue
            first = first or m
            if m.sentence > first.sentence + 2:
                break
            if m.verb is not None:
                return m
        return first or next((m for m in self.mentions if m.verb is not None), self.mentions[0])

    def zone(self, reading: Reading) -> Spans:
        """The sentences that speak of the event, in order of text; of a sentence that tells of two, its own part and what both share."""
        own = {m.sentence: m for m in self.mentions if m.stretch is not None}
        found: Spans = []
        for n in sorted(set(self.sentences) | {m.sentence for m in self.mentions}):
            found += sorted(own[n].told(reading)) if n in own else [reading.sentences[n]]
        return found

    def told_at(self, reading: Reading, offset: int) -> bool:
        """Whether what stands at an offset is told of this event: no other event is named before it in its sentence, unless both share the sentence."""
        if self.lead.shared is not None and self.lead.shared[0] < self.lead.shared[1]:
            return True
        last = reading.told.before(offset)
        return last is None or last["event"] == self.number or last["start"] < reading.sentences[reading.sentence(offset)][0]

    def told_in(self) -> list[EventMention]:
        """Its mentions, the one that tells most first, the headline's last; a dozen at most, for what they do not tell the others hardly will."""
        lead = self.lead
        return sorted(self.mentions, key=lambda m: (m is not lead, m.headline, m.start))[:12]


@cache
def nouns() -> dict[str, tuple[str, str, frozenset[str]]]:
    """Event nouns as they stand in a text, possessives included («مؤتمرها», «ورشتها», «ملتقاها»), to type, strength and what must follow."""
    nouns: dict[str, tuple[str, str, frozenset[str]]] = {}
    for row in lexicon.rows("event_nouns"):
        noun = fold_name(row["noun"])
        entry = (row["type"], row["strength"], frozenset(fold_name(n) for n in row["needs"].split() if n != "-"))
        nouns[noun] = entry
        if noun[-1] not in "اهي" and not noun.endswith(("ين", "ان", "ات")):
            nouns.setdefault(noun + "ا", entry)  # «مشروعاً»
        stem = noun[:-1] + {"ه": "ت", "ي": "ا"}.get(noun[-1], noun[-1])
        for suffix in ("ها", "ه", "هم"):
            nouns.setdefault(stem + suffix, entry)
    for noun, entry in [(n, e) for n, e in nouns.items() if e[1] == "s" and not n.endswith(("ها", "ين", "ان", "ي", "ا"))]:
        for dual in _duals(noun):
            nouns.setdefault(dual, entry)
    return nouns


def _duals(noun: str) -> tuple[str, ...]:
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    return (stem + "ين", stem + "ان", stem + "ي") if noun.endswith("ه") else (stem + "ين", stem + "ان")


@cache
def duals() -> frozenset[str]:
    """Event nouns in the dual: «دورتين», «ورشتا», «ملتقيين»."""
    singular = [fold_name(row["noun"]) for row in lexicon.rows("event_nouns")]
    return frozenset(dual for noun in singular for dual in _duals(noun) if dual in nouns())


@cache
def stops() -> frozenset[str]:
    """Words that end a name, ordinals aside: «الملتقى الوطني الثاني للصيد»."""
    return frozenset(fold_name(row["word"]) for row in lexicon.rows("name_stops") if row["kind"] != "event" and not ORDINAL.fullmatch(fold_name(row["word"])))


def possessed(norm: str) -> bool:
    """Whether an event noun or a verbal noun bears a suffix of whose it is: «اجتماعها», «لقائه», «استقباله», and not «ورشة»."""
    if norm.endswith(("ها", "هم", "هما", "ته", "ئه")):
        return True
    return norm.endswith("ه") and norm not in _singulars() and not norm.endswith(("وه", "يه"))


@cache
def _singulars() -> frozenset[str]:
    return frozenset(fold_name(row["noun"]) for row in lexicon.rows("event_nouns"))


def one_shot(type_: str) -> bool:
    """Whether a type of event has no duration: a signature, a launch, a report, an appointment."""
    return type_ in _ONE_SHOT
