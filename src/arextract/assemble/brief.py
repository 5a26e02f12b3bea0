"""The one event of a brief: a text of a sentence or two tells it with any noun or verb of a happening, for nothing else in it could."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.governing import find_verb
from arextract.assemble.nouns import EventMention, nouns
from arextract.assemble.reading import BODIES, Verb, course_of_speech, cue, phrases, saying
from arextract.assemble.titles import find_title

if TYPE_CHECKING:
    from arextract.assemble.reading import Reading

_LONGEST = 2  # sentences of a brief
_OPENING = 30  # tokens within which its verb stands, an adverbial before it included
_NOMINAL = 3  # tokens within which a noun is the subject of a sentence without a verb
_KINDS = frozenset("sw")  # strengths of nouns that a brief may tell of; a report says something, a launch needs its verb
_REACH = 16  # tokens between the verb and the noun that it tells of
_SUBJECTS = frozenset(("في", "ل", "لل", "حول", "عن"))  # what a programme or camp is for stands behind these: «برنامجاً في سلامة الأغذية»
_COURSES = frozenset(("دوره", "دورتها", "دورته", "الدوره", "جلسه", "الجلسه"))  # nouns that may do without
_SUBJECT = 60  # characters behind a verb within which its subject stands
_PREPOSITIONS = frozenset(("في", "من", "علي", "الي", "عن", "ل", "ب", "مع"))
_CLAUSES = frozenset(("ان", "انه", "انها", "التي", "الذي", "الذين", "والتي", "والذي", "حيث"))


@cache
def _telling() -> dict[str, tuple[str, Verb, bool]]:
    """Verbs that tell of a happening by themselves -> its type, its tense, and whether only of bodies: «اجتمعت», «سيدشن»; «وقع زلزال» is none."""
    found: dict[str, tuple[str, Verb, bool]] = {}
    for row in lexicon.rows("brief_verbs"):
        for form, tense, attached in lexicon.conjugated(row["past"], row["present"]):
            if not attached:
                found[form] = row["type"], Verb("held", tense), row["needs"] == "body"
    return found


def brief(reading: Reading) -> EventMention | None:
    """What a text of a sentence or two tells of: «دورة في الإسعاف مدتها …», «اجتمع المجلس الجمعة 26 يوليو», «خلال الفترة …، درّب المعهد …».

    None where somebody speaks («قال الوزير إن دورة …»), and where no day, length or count is told: that is no news of a happening.
    """
    bodies = [b for b in reading.layout.blocks if b.kind == "body"]
    if not bodies or reading.layout.headline is not None:
        return None
    first, last = reading.sentence(bodies[0].start), reading.sentence(max(bodies[-1].start, bodies[-1].end - 1))
    if last - first >= _LONGEST:
        return None
    start, end = max(reading.sentences[first][0], bodies[0].start), reading.sentences[first][1]
    tokens = range(reading.token(start), reading.token(end))
    opening = _verb(reading, tokens)
    if opening is None and any(reading.norm(k) in saying() for k in tokens[:_OPENING]):
        return None
    if not _anchored(reading, start, end):
        return None
    noun = next((m for k in tokens if (m := _noun(reading, k, first)) is not None), None)
    if noun is None or (opening is not None and abs(noun.token - opening.token) > _REACH):
        return opening
    told = opening is not None or (noun.verb is not None and noun.verb.tense != "masdar" and noun.type != "agreement")
    return noun if told or noun.token - tokens[0] < _NOMINAL or _joined(reading, tokens[0]) else None


def _anchored(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence says when, for how long, or how many came."""
    dated = any(d["first"] and d["precision"] in ("day", "month", "week") for d in reading.dates.between(start, end))
    lasting = any(n["kind"] == "duration" for n in reading.numbers.between(start, end))
    return dated or lasting or _names(reading, start, end) or any(s.get("counted") for s in reading.statistics.between(start, end))


def _names(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence names those that it counts: «دولتان هما مصر والسودان»."""
    return cue("are").search(reading.gap(start, end)) is not None


def _joined(reading: Reading, first: int) -> bool:
    """Whether the sentence opens with somebody taking part: «شاركت في …», «نجح 27 طالباً في …»."""
    opening = reading.gap(reading.words.starts[first], reading.words.ends[min(first + _NOMINAL, len(reading.words) - 1)])
    return cue("joined").search(opening) is not None or cue("took_part").search(opening) is not None


def _verb(reading: Reading, tokens: range) -> EventMention | None:
    """The verb of the sentence, where it tells of a happening: the first one, outside a relative clause and before anybody speaks."""
    for k in tokens[:_OPENING]:
        norm = reading.norm(k)
        word = reading.words[k]
        if norm in _CLAUSES:
            return None
        if norm not in _telling() and norm in saying():
            return None
        if norm in _telling() and reading.entities.at(word.start) is None and reading.norm(k - 1) not in _PREPOSITIONS:
            kind, verb, needs = _telling()[norm]
            n = reading.sentence(word.start)
            end = reading.sentences[n][1]
            if needs and not _acts(reading, word.end) and not _names(reading, word.end, end):
                return None
            return EventMention(k, word.start, word.end, kind, "w", False, n, False, verb=verb, verb_token=k, tense=verb.tense)
    return None


def _acts(reading: Reading, at: int) -> bool:
    """Whether a body stands near behind a verb, and no preposition before it: «أطلقت هيئة الموانئ», not «أطلق مسلحون النار على مركز …»."""
    near = reading.bodies.between(at, at + _SUBJECT)
    return any(reading.norm(reading.token(b["start"]) - 1) not in _PREPOSITIONS for b in near)


def _noun(reading: Reading, k: int, sentence: int) -> EventMention | None:
    norm = reading.norm(k)
    definite = norm.startswith("ال") and norm[2:] in nouns()
    entry = nouns().get(norm[2:] if definite else norm)
    if entry is None or course_of_speech(reading, k) or entry[1] not in _KINDS or norm in phrases("edition") or entry[0] == "visit":
        return None
    following = reading.norm(k + 1)
    if entry[2] and norm not in _COURSES and following not in _SUBJECTS and following.removeprefix("ال") not in entry[2]:
        return None
    word = reading.words[k]
    entity = reading.entities.at(word.start)
    taken = reading.norm(k - 1) in phrases("took_part") or reading.norm(k - 1) in phrases("joined")  # «حضر منتدى الداخلة وزراء …» is no body
    if entity is not None and (entity["start"] != word.start or (entity["label"] in BODIES and not taken)):
        return None
    before = reading.gap(max(reading.sentences[sentence][0], word.start - 60), word.start)
    if cue("cancelled", 25).search(before) or cue("margin", 14).search(before) or cue("aside", 1).search(before) or cue("background", 8).search(before):
        return None
    if following in phrases("not_course") or following in phrases("previous"):
        return None
    m = EventMention(k, word.start, word.end, entry[0], entry[1], definite, sentence, False)
    find_title(reading, m)
    find_verb(reading, m)
    return m
