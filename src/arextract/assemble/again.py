"""Another round of the event that a release tells of: «الدورة ذاتها», «تكرار الورشة», «طبعة ثانية للملتقى», «ورشة أخرى»."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.nouns import ORDINAL, EventMention, nouns
from arextract.assemble.reading import auxiliary, cue, phrases, verbs
from arextract.fold import fold_name

if TYPE_CHECKING:
    from arextract.assemble.nouns import Happening
    from arextract.assemble.reading import Reading

_ROUNDS = frozenset(("training_course", "workshop", "seminar", "forum", "conference", "exhibition", "competition", "other"))
_NOUNS = frozenset("sw")  # strengths of nouns that may be held again
_POINTING = frozenset(("هذه", "هذا"))
_BARE = re.compile(r"(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ه")
_OF = frozenset(("من", "لل", "ل"))
_ABOUT = frozenset(("حول", "عن", "بعنوان", "بشان", "في"))
_FAR = 140  # characters within which its time or place stands
_SAID = 4  # words of an event's noun with its adjectives: «البرنامج التدريبي ذاته»


@cache
def rounds() -> frozenset[str]:
    """The norms at which another round may be told of beside the event nouns: «طبعة», «التظاهرة», «نشاطاً»."""
    return phrases("round") | phrases("happening")


def another_round(reading: Reading, i: int) -> EventMention | None:
    """The event to come that the noun at token i tells of as another round of one told before; None where it is said otherwise, or without time and place.

    Its `again` says how: «same» («ذاتها», «تكرار»), «round» («طبعة ثانية للملتقى»), «other» («ورشة أخرى»).
    """
    again = _again(reading, i)
    if again is None:
        return None
    word = reading.words[i]
    n = reading.sentence(word.start)
    start, end = reading.sentences[n]
    headline = reading.layout.headline
    if reading.entities.at(word.start) is not None or (headline and headline[0] <= word.start < headline[1]):
        return None
    near = min(end, word.end + _FAR)
    dated = any(True for _ in reading.dates.between(max(start, word.start - 60), near))
    placed = any(e["label"] == "CITY" for e in reading.entities.between(word.end, near))
    ahead = _ahead(reading, i, start, end)
    if not (dated or placed) or not (ahead or (placed and again == "round" and reading.norm(i - 1) == "و" and reading.dates.between(word.end, near))):
        return None  # «نظم المعهد ورشة …، وورشة ثانية في علي صبيح يوم …» is told with the verb of the first
    norm = reading.norm(i)
    entry = nouns().get(norm.removeprefix("ال"))
    m = EventMention(i, word.start, word.end, "edition", "e", norm.startswith("ال"), n, False, tense="future" if ahead else None, again=again)
    m.kind = entry[0] if entry is not None and norm not in phrases("happening") else None
    return m


def _again(reading: Reading, i: int) -> str | None:
    """How the noun at token i is told as one held again, if it is."""
    norm = reading.norm(i)
    edition = norm in phrases("round")
    entry = nouns().get(norm) or nouns().get(norm.removeprefix("ال"))
    if not edition and norm not in phrases("happening") and (entry is None or entry[0] not in _ROUNDS or entry[1] not in _NOUNS):
        return None
    definite = norm.startswith("ال")
    if edition and norm.endswith(("ته", "تها")):
        following = reading.norm(i + 1)  # «على أن تقام نسختها الثانية في سبها»
        this = reading.norm(i - 1) in ("في", "ب")  # «الملتقى في نسخته العاشرة» is the one told of
        return "round" if not this and (ORDINAL.fullmatch(following) or following in phrases("next")) else None
    if edition:
        told = definite or _BARE.fullmatch(reading.norm(i + 1)) or reading.norm(i + 1) in phrases("another")
        return "round" if told and _of_event(reading, i + 1) else None
    if definite:
        k = i + 1
        while k < i + _SAID and reading.norm(k).startswith("ال"):
            k += 1
        return "same" if reading.norm(k) in phrases("same") or _repeated(reading, i) or _once_more(reading, k) else None
    for k in (i + 1, i + 2):
        if ordinal := _BARE.fullmatch(reading.norm(k)) or reading.norm(k) in phrases("another"):
            if _of_event(reading, k):
                return "round"
            city = reading.norm(k + 1) == "في" and reading.entities.at(reading.words.starts[k + 2]) if k + 2 < len(reading.words) else None
            own = reading.norm(k + 1) in _ABOUT and not (city and city["label"] in ("CITY", "COUNTRY"))
            return "round" if ordinal is not True and not own else "other"
    return None


def _of_event(reading: Reading, k: int) -> bool:
    """Whether «من البرنامج», «للملتقى» stands within the next words: of what it is another round."""
    return any(reading.norm(x) in _OF and _event_word(reading.norm(x + 1)) for x in (k, k + 1))


def _event_word(norm: str) -> bool:
    return norm in phrases("event_word") or norm.removeprefix("ال") in nouns()


def _repeated(reading: Reading, i: int) -> bool:
    """«تكرار الورشة», «إعادة تنظيم الدورة», «ستعاد الدورة»."""
    k = i - 1 - (reading.norm(i - 1) in _POINTING)
    verb = verbs().get(reading.norm(k))
    if verb is not None and verb.tense == "masdar":
        k -= 1
    return reading.norm(k) in phrases("repeats")


def _once_more(reading: Reading, k: int) -> bool:
    """«البرنامج سينفذ لاحقاً في بيشة», «الورشة ستقام مرة أخرى»."""
    if _tense(reading.norm(k)) != "future" or k + 1 >= len(reading.words):
        return False
    return cue("once_more").match(reading.gap(reading.words.ends[k], reading.words.ends[min(k + 3, len(reading.words) - 1)])) is not None


def _ahead(reading: Reading, i: int, start: int, end: int) -> bool:
    """Whether the clause says that it is to come: by a verb before or behind the noun, «من المقرر», «المقبل»; what is told as past is not."""
    low = reading.token(start)
    high = min(reading.token(end), i + 12)
    before = next((k for k in range(i - 1, max(low - 1, i - 12), -1) if _tense(reading.norm(k))), None)
    behind = next((k for k in range(i + 1, high) if _tense(reading.norm(k))), None)
    tenses = {_tense(reading.norm(k)) for k in (before, behind) if k is not None}
    if "future" in tenses:
        return True
    word = reading.words[i]
    said = reading.gap(max(start, word.start - 60), min(end, word.end + _FAR))
    if cue("plan").search(said) or cue("ahead").search(said):
        return True
    return "past" not in tenses and _repeated(reading, i)


@cache
def _tenses() -> dict[str, str]:
    found = {form: v.tense for form, v in verbs().items() if v.tense in ("past", "future")}
    for row in lexicon.rows("event_cues"):
        if row["kind"] == "repeats" and fold_name(row["phrase"]).startswith("س"):
            found[fold_name(row["phrase"])] = "future"
    return found


def _tense(norm: str) -> str | None:
    future = len(norm) > 4 and norm[0] == "س" and norm[1] in "يت"  # any verb: «ستتبعها», «سيشهد»
    return _tenses().get(norm) or auxiliary(norm) or ("future" if future else None)


def apart(reading: Reading, m: EventMention, event: Happening) -> bool:
    """Whether a round told in the sentence of the event itself has a time of its own: «… لمدة 10 أيام، فيما تبدأ الدورة الثانية في الدمام يوم 16 فبراير»."""
    start, end = reading.sentences[m.sentence]
    before = reading.dates.between(start if m.again else max(start, event.lead.end), m.start)
    return (
        bool(before)
        and bool(reading.dates.between(m.end, min(end, m.end + _FAR)))
        and (m.again is not None or ORDINAL.fullmatch(reading.norm(m.token + 1)) is not None)
    )
