"""Surveys that are known by whom they asked: «مسح شمل 1850 أسرة», «استطلاع غطى 300 شركة»; what such a figure measures, and what the survey is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from arextract.extract.statistics.scan import Line, Span, View, cues, says

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FAR = 14  # words from the survey's noun to the verb that tells whom it asked
_NEAR = 4  # words from that verb to the figure
_BEHIND = 14  # words behind the figure in which the survey's maker may be named


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey and whom it asked, on folded offsets: from its noun (`start`) to the end of the figure (`end`). `clause` is where the
    telling of whom it asked ends («… أسرة في ست دول»).

    `said` is what the figure measures («مسح … شمل»), `name` what the survey is called where it has no other name («مسح شمل 600 منزل»), `maker` the name of
    the body that made it, where that is told behind the figure («…، نفذته الإدارة المركزية للإحصاء»), `until` where the telling of it ends, and
    `year` when it was made.
    """

    start: int
    end: int
    clause: int
    said: str
    name: str | None
    maker: str | None
    until: int
    year: str | None


def surveys(view: View, line: Line, bodies: Sequence[Span]) -> list[Survey]:
    """The surveys of a sentence that tell whom they asked, in order; `bodies` are the spans of bodies in it."""
    found: list[Survey] = []
    words, known = line.words, cues()
    for figure in line.figures:
        here = line.at(figure.start)
        if figure.number["kind"] != "number" or not figure.number["counted"]:
            continue
        verb = next((n for n in range(here - 1, max(-1, here - _NEAR), -1) if says(words[n].text, "asked")), None)
        if verb is None or any(f.start < words[verb].start for f in found):
            continue
        noun = _noun(line, verb)
        if noun is None:
            continue
        start = words[noun].end - len(_bare(words[noun].text))
        close = noun + 1 == verb or noun + 2 == verb and words[noun + 1].text.isalpha() and words[noun + 1].text not in known["relative"]
        asked = view.quote(words[verb].start + (words[verb].text[0] == "و"), words[verb].end)
        said = view.quote(start, words[verb].end) if close else f"{view.quote(start, words[noun].end)} … {asked}"
        maker, until = _maker(view, line, line.at(figure.end), bodies)
        name = view.quote(start, figure.end) if close else None
        found.append(Survey(start, figure.end, _close(line, figure.end), said, name, maker, until or figure.end, _year(view, line, line.at(figure.end))))
    return found


def _close(line: Line, end: int) -> int:
    return next((w.start for w in line.words[line.at(end) :] if w.text in (",", ".", ";", ":") or w.text in cues()["complement"]), line.end)


def _bare(text: str) -> str:
    """The noun of a survey behind و ف ب ل: «لمسح» -> «مسح»."""
    return text if text in cues()["survey"] else text[1:]


def _noun(line: Line, verb: int) -> int | None:
    """The noun of the survey that a verb of asking at `verb` tells of: no figure and no new statement between."""
    words, known = line.words, cues()
    for n in range(verb - 1, max(-1, verb - _FAR), -1):
        text = words[n].text
        if says(text, "survey"):
            return n
        if text in known["complement"] or text in (".", ":", ";") or any(words[n].start <= f.start < words[n].end for f in line.figures):
            return None
    return None


def _year(view: View, line: Line, n: int) -> str | None:
    """The year told of a survey before «أن»: «…، نفذته الإدارة خلال أبريل ومايو 2025، أن …»."""
    last = next((w.start for w in line.words[n : n + 2 * _BEHIND] if w.text in cues()["complement"]), None)
    found = _YEAR.findall(view.flat[line.words[n].start : last]) if last is not None else []
    return found[-1] if found else None


def _maker(view: View, line: Line, n: int, bodies: Sequence[Span]) -> tuple[str | None, int]:
    """The body behind «نفذته», «أجراه» after the figure, and where its name ends."""
    words = line.words
    for k in range(n, min(n + _BEHIND, len(words) - 1)):
        if words[k].text in cues()["complement"]:
            break
        if words[k].text in cues()["made_it"]:
            body = next(((a, b) for a, b in bodies if a == words[k + 1].start), None)
            return (view.quote(*body), body[1]) if body else (None, 0)
    return None, 0
