"""What the words around a number do to it: approximate it, bound it, or make it no figure at all (resources/number_cues.tsv)."""

from __future__ import annotations

import re
from functools import cache

from arextract.fold import fold_name
from arextract.lexicon import rows
from arextract.numerals import alternation, cardinal_value

_LETTER = re.compile(r"[^\W_]")
_POINTS = ".,:;!?@#&$-)'\""
_REACH = 48  # characters in which a cue before a number must lie


@cache
def words(name: str) -> frozenset[str]:
    """The folded words of one class of cues."""
    return frozenset(fold_name(r["word"]) for r in rows("number_cues") if r["class"] == name)


@cache
def _before() -> dict[str, str]:
    found: dict[str, str] = {}
    for r in rows("number_cues"):
        if r["class"] in ("approximate", "low", "high"):
            found.setdefault(fold_name(r["word"]), r["class"])
    return found


@cache
def _ends() -> frozenset[str]:
    """The last words of the cues: most words before a number end none."""
    return frozenset(cue.rpartition(" ")[2] for cue in _before())


def last_words(text: str, at: int, count: int = 4) -> list[str]:
    """The last words of the line before `at`, in order; brackets and quotes between are passed over."""
    chunk = text[max(0, at - _REACH) : at]
    line = chunk[chunk.rfind("\n") + 1 :].replace("(", " ").replace('"', " ")
    found: list[str] = []
    for word in reversed(line.split()):
        if _LETTER.search(word):
            found.append(word.lstrip(_POINTS))
            if len(found) == count:
                break
    found.reverse()
    return found


def before(line: list[str]) -> tuple[str | None, int]:
    """The cue that a line of words ends with (approximate | low | high), and how many of its words it takes. Longer cues win."""
    cues = _before()
    if not line or _ends().isdisjoint((line[-1], line[-1][1:], line[-1][2:])):
        return None, 0
    for length in (4, 3, 2, 1):
        if length > len(line):
            continue
        phrase = " ".join(line[-length:])
        for tried in (phrase, phrase[1:] if phrase[0] in "وفبلك" else "", phrase[2:] if phrase[:2] in ("وب", "ول", "فب") else ""):
            if tried in cues:
                return cues[tried], length
    return None, 0


@cache
def _after() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {fold_name(r["word"]): r["class"].removesuffix("_after") for r in rows("number_cues") if r["class"].endswith("_after")}
    return re.compile(rf" {{0,2}}\(?({alternation(table)})(?!\w)".replace("\\ ", " {1,3}")), table


def behind(text: str, at: int) -> str | None:
    """The cue that follows at `at`: «على الأقل» low, «كحد أقصى» high, «تقريباً» approximate."""
    pattern, table = _after()
    m = pattern.match(text, at)
    return None if m is None else table[" ".join(m[1].split())]


def bare(word: str) -> str:
    """A word without و or ف before it and marks behind it, for looking up labels."""
    word = word.rstrip(":.,-")
    return word[1:] if word[:1] in ("و", "ف") and len(word) > 3 else word


def labelled(line: list[str]) -> bool:
    """Whether a line of words ends with a label whose number counts nothing: «المادة», «قرار رقم», «الساعة»."""
    if not line:
        return False
    label = words("label")
    last = line[-1]
    if last.startswith("لل") and "ال" + last[2:].rstrip(":.,-") in label:
        return True
    if last.rstrip(":.,-") in label or bare(last) in label or (len(line) > 1 and f"{line[-2]} {last}".rstrip(":") in label):
        return True
    return last.endswith(("ته", "تها", "تهم")) and bare(last)[: bare(last).rindex("ته")] + "ه" in label  # «دورته (306)»


def negative(line: list[str]) -> bool:
    """Whether a line of words ends with a spoken minus sign («ناقص», «سالب»), and not between two numbers («10 ناقص 3»)."""
    return bool(line) and line[-1] in words("negative") and not (len(line) > 1 and (line[-2][-1].isdigit() or cardinal_value(line[-2]) is not None))


def results(word: str) -> bool:
    """Whether a word leads in to what a sum comes to: «هي», «يساوي»."""
    return bare(word) in words("result")


def amounts(line: list[str]) -> bool:
    """Whether one of the last words says that a figure follows: «بلغ», «عدد المسجلين»."""
    amount = words("amount")
    return any(w in amount or bare(w) in amount for w in line[-3:])


def ranked(line: list[str]) -> bool:
    """Whether a line of words ends with the head of a rank: «المرتبة», «المركز»."""
    return bool(line) and (line[-1] in words("rank") or bare(line[-1]) in words("rank"))


def changes(text: str, at: int) -> bool:
    """Whether the sentence before `at` says that something rose or fell: «ارتفع العدد من 10 إلى 20» are two figures, not a range."""
    chunk = text[max(0, at - 160) : at]
    start = max(chunk.rfind("\n"), chunk.rfind(". "), chunk.rfind(";")) + 1
    known = words("change")
    return any(w in known or bare(w) in known or w[1:] in known for w in chunk[start:].split())
