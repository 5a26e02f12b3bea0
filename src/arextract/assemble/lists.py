"""Lists of bodies in running text: where one begins, what may stand between two names of it, and where it ends."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from arextract.assemble.reading import cue, phrases, verbs
from arextract.fold import fold, fold_name
from arextract.numerals import alternation

if TYPE_CHECKING:
    from arextract.assemble.reading import Mention, Reading

_COMMAS = frozenset((",", "،"))
_ENDS = frozenset((".", "؛", ";", "!", "?", "؟"))
_PLACED = frozenset(("في", "ب"))
_TAIL, _HEAD = 6, 4  # words that may follow a name («… العربية في نواكشوط و»), and precede the next («و عدد من كليات …»)
_APPOSED = 14  # the same where persons are told with their offices: «… الدكتورة إيناس عبد الزهرة ومدير …»


def listed(reading: Reading, start: int, end: int, reach: int = 45, persons: bool = False) -> list[Mention]:
    """The bodies of the list that begins at `start`: the first at most `reach` characters off, the others each joined to the one before it.

    With `persons`, who comes for a body may stand between: «ممثل نقابة الصيادلة الدكتورة إيناس عبد الزهرة ومدير شركة نفط البصرة».
    """
    found: list[Mention] = []
    at = start
    for body in reading.bodies.between(start, end):
        if found and body["start"] < found[-1]["end"]:
            continue
        if not (_joined(reading, at, body["start"], persons) if found else _begins(reading, start, body["start"], reach)):
            break
        found.append(body)
        at = body["end"]
    return found


def _between(reading: Reading, a: int, b: int) -> list[str]:
    """The folded tokens between two offsets, without brackets and without the names of persons and places."""
    found: list[str] = []
    depth = 0
    for k in range(reading.token(a), reading.token(b)):
        norm = reading.norm(k)
        depth += (norm == "(") - (norm == ")" and depth > 0)
        if depth or norm in ('"', "«", "»", "“", "”", ")", "*", "-", "•", "–"):
            continue
        entity = reading.entities.at(reading.words.starts[k])
        if entity is None or entity["label"] not in ("PERSON", "COUNTRY", "CITY"):
            found.append(norm)
    return found


def finite(norm: str) -> bool:
    """Whether a token is a finite verb that events are told with, or one of saying."""
    verb = verbs().get(norm)
    return (verb is not None and verb.tense != "masdar") or norm in phrases("tells") or norm in phrases("speaks")


def unit(body: Mention | None) -> bool:
    """Whether a body is a part of another by its first word, so that «في» names its house: «كلية الإعلام في جامعة اليرموك», not «شركة … في مركز المعارض»."""
    return body is not None and fold_name(body["text"]).split()[0].removeprefix("ال") in phrases("unit")


def _broken(reading: Reading, a: int, b: int, tokens: list[str]) -> bool:
    """Whether a sentence, a clause or another list begins between two offsets."""
    told = fold(reading.text[a:b]).text
    return any(t in _ENDS or finite(t) for t in tokens) or cue("partner").search(told) is not None or cue("joined").search(told) is not None


def _begins(reading: Reading, start: int, body: int, reach: int) -> bool:
    """Whether a list begins with the body: it is the object of what stands at `start`, and no place («بمركز …») or purpose («لتطوير …»)."""
    if body - start > reach + 20 or len(reading.gap(start, body)) > reach:
        return False
    tokens = _between(reading, start, body)
    if any(t in phrases("breaks") for t in tokens):
        return False  # «بمشاركة 50 سيدة تحت شعار …، في إطار برنامج تموله الوكالة …»
    return not _broken(reading, start, body, tokens) and tokens[-1:] not in (["في"], ["ب"], ["دول"], ["بلدان"])


def _joined(reading: Reading, a: int, b: int, persons: bool) -> bool:
    """Whether a list goes on: «و», a comma, or «في» and «ب» that put a unit into its house («كلية الاقتصاد في جامعة قطر»)."""
    tokens = [t for t in _between(reading, a, b) if t != ":"]
    if _broken(reading, a, b, tokens):
        return False
    if len(tokens) <= _HEAD and "\n" in reading.text[a:b]:
        return True  # the next item of a list, perhaps with whose it is: «- من تونس: وزارة المالية»
    if not tokens:
        return "(" in reading.text[a:b]
    if len(tokens) == 1 and tokens[0] in _PLACED:
        return unit(reading.bodies.at(a - 1))
    if not persons and any(e["label"] == "PERSON" for e in reading.entities.between(a, b)):
        return False
    join = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n] == "و" or tokens[n] in _COMMAS), None)
    if join is None:
        return False
    tail, head = tokens[:join], tokens[join + 1 :]
    if head[:1] == ["ل"] or head[:1] == ["لل"] or (head and head[0] in _PLACED) or (head and head[0] in phrases("apart")):
        return False
    if persons:
        return len(tail) <= _APPOSED and len(head) <= _APPOSED
    return len([t for t in tail if t not in _COMMAS]) <= _TAIL and len(head) <= _HEAD


@cache
def _official() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[ولب]?(?:ال)?(?:{alternation(phrases('official'))})(?!\w)(?: [^\W\d_]+){{0,5}}? ?(?:لل?|ب|علي |في )?$")


@cache
def _speaker() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[ول]?(?:ال)?(?:{alternation(phrases('of_person'))})(?!\w)(?: [^\W\d_]+){{0,4}}? ?(?:لل?|ب|في |من )?$")


def before(reading: Reading, body: Mention, reach: int = 60) -> str:
    """What stands before a body in its sentence, folded, at most `reach` characters."""
    start = reading.sentences[reading.sentence(body["start"])][0]
    return fold(reading.text[max(start, body["start"] - reach) : body["start"]]).text


def official(reading: Reading, body: Mention) -> bool:
    """Whether somebody comes for the body by office: «رئيس اتحاد مقاولي كوردستان», «وكيل وزارة الصحة», «ممثل نقابة الصيادلة»."""
    if reading.norm(reading.token(body["start"]) - 1) == "لدي":
        return False  # «مندوب … لدى الأمم المتحدة» comes for a state
    return _official().search(before(reading, body)) is not None


def speaker(reading: Reading, body: Mention) -> bool:
    """Whether a body only tells who somebody is: «خبيرة جامعة بومرداس», «عضو مجلس الدولة»."""
    return _speaker().search(before(reading, body)) is not None


def of_somebody(reading: Reading, body: Mention) -> bool:
    """Whether a body stands behind a person who is of it: «الدكتور إياد الطيطي من جامعة الخليل»."""
    entity = next((e for n in (5, 6, 7) if (e := reading.entities.at(max(0, body["start"] - n))) is not None and e["label"] == "PERSON"), None)
    return entity is not None and reading.gap(entity["end"], body["start"]) in ("من", ", من", "عن", ", عن")
