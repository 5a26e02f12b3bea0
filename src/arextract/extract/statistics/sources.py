"""Whose figures they are: the reports and bodies that a sentence quotes, by «وفقاً لـ …» or as the subject of what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from arextract.extract.statistics.scan import Figure, Line, Span, View, Word, cues, is_speech, is_verb, stem
from arextract.fold import fold_name
from arextract.numerals import alternation
from arextract.tokenise import proclitics

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LATIN = re.compile(r"[A-Za-z]")
_LONGEST = 14  # words of a source's name


@dataclass(frozen=True, slots=True)
class Source:
    """A report or body that is quoted: `start` and `end` cover its phrase on folded offsets, `reach` the stretch it speaks for."""

    start: int
    end: int
    name: str
    year: str | None
    reach: Span


@cache
def _attribution() -> re.Pattern[str]:
    words = sorted(cues()["attribution"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)[وف]?(?:{alternation(words)})")


def _ends_name(words: Sequence[Word], n: int, first: int, names: Sequence[Span]) -> bool:
    """Whether the name of a source that began at word `first` is over at word `n`."""
    word = words[n].text
    known = cues()
    inside = any(a < words[n].start < b for a, b in names)
    if inside:
        return False
    if word[0].isdigit() and not _YEAR.fullmatch(word):
        return True
    if not word[0].isalnum() and word not in ('"', "(", ")", "'", "-", "&", "/", "."):
        return True
    if word in known["complement"] or word in known["connective"] or word in known["participle"]:
        return True
    if word in known["filler"] and word not in ("في", "عن", "من", "ل"):
        return True
    if stem(word, "measure") or stem(word, "over") or stem(word, "near"):
        return True
    if n > first and (is_speech(word) or stem(word, "reports")) and words[n - 1].text not in ("التي", "الذي"):
        return True
    # A verb ends the name, but for the verb of a relative clause: «دراسة أجراها البنك».
    return n > first and is_verb(word) and word[0] in "يت" and words[n - 1].text not in ("التي", "الذي")


def _name(view: View, line: Line, first: int, names: Sequence[Span], stop: int, about: bool = False) -> tuple[int, str, str | None]:
    """The name of a source that begins at word `first`: the folded offset where its phrase ends, the name as written, its year.

    `about`: the verb before it tells of something («كشف تقرير … عن …»), so «عن» ends the name.
    """
    words = line.words
    known = cues()
    end = first
    quoted = first > 0 and words[first - 1].text == '"'
    while end < len(words) and end - first < _LONGEST and words[end].start < stop:
        text = words[end].text
        if text == '"':
            if quoted and end > first:
                break  # the name stood in quotes, and they close
            quoted = True
        elif not quoted and (_ends_name(words, end, first, names) or (about and text == "عن")):
            break
        end += 1
        if not quoted and end - first > 1 and _YEAR.fullmatch(text) and words[end - 2].text[0].isalnum():
            break  # a year ends the name: «تقرير Digital 2022 عن …»
    chosen = list(words[first:end])
    last = chosen[-1].end if chosen else line.start
    year = None
    found = _YEAR.findall(view.flat[chosen[0].start : last]) if chosen else []
    if found:
        year = found[-1]
    while len(chosen) > 1 and (not chosen[-1].text[0].isalnum() or chosen[-1].text in known["of_year"] or chosen[-1].text in known["name_trail"]):
        chosen.pop()
    # «تقرير Napolen cat لعام 2022»: the year behind «لعام» is no part of the name, that of «Digital Report 2021» is.
    if len(chosen) > 2 and _YEAR.fullmatch(chosen[-1].text) and chosen[-2].text in known["of_year"]:
        chosen.pop()
        while len(chosen) > 1 and chosen[-1].text in known["of_year"]:
            chosen.pop()
    # The kind of report goes where the report has a name of its own in Latin letters.
    if len(chosen) > 1 and chosen[0].text in known["report"]:
        rest = next((w for w in chosen[1:] if w.text[0].isalnum()), None)
        if rest is not None and (_LATIN.match(rest.text) or chosen[1].text == '"'):
            chosen = chosen[chosen.index(rest) :]
    while chosen and not chosen[0].text[0].isalnum():
        chosen.pop(0)
    return last, view.quote(chosen[0].start, chosen[-1].end) if chosen else "", year


def _rejected(name: str, words: Sequence[Word], first: int) -> bool:
    if not name or first >= len(words):
        return True
    head = next((w.text for w in words[first : first + 2] if w.text[0].isalnum()), "")
    return head in cues()["not_source"] or head.isdigit() or len(name) < 3


def sources(view: View, line: Line, names: Sequence[Span], known: dict[str, Source]) -> tuple[list[Source], list[Span]]:
    """The sources quoted in a sentence, in order, and the stretches that speak of sources («وفق المتحدث» names none).

    `known` remembers reports by their noun, for «وأظهرت الدراسة».
    """
    found: list[Source] = []
    spans: list[Span] = []
    stop = line.end
    for m in _attribution().finditer(view.flat, line.start, line.end):
        first = line.at(m.end())
        glued = m.end() < len(view.flat) and view.flat[m.end()].isalnum()
        if glued and not m[0].endswith("ل"):
            continue
        if glued:  # «لتقرير», «للمركز»: the name begins inside the word
            inner = line.at(m.start())
            while inner < len(line.words) and line.words[inner].end <= m.end():
                inner += 1
            if inner >= len(line.words):
                continue
            whole = line.words[inner]
            begin = m.end() + ("لل" in proclitics(whole.text)[:-1])
            text = view.flat[begin : whole.end]
            line.words[inner] = Word(begin, whole.end, text)
            last, name, year = _name(view, line, inner, names, stop)
            line.words[inner] = whole
            restored = begin > m.end() and name
            name = "ال" + name if restored else name
            heads: list[Word] = [Word(begin, whole.end, text)]
            refused = _rejected(name, heads, 0)
        else:
            if m[0].split()[-1] in ("تقرير", "دراسه"):
                first -= 1
            if first >= len(line.words):
                continue
            last, name, year = _name(view, line, first, names, stop)
            refused = _rejected(name, line.words, first)
        spans.append((m.start(), max(last, m.end())))
        if refused or not _namely(name):
            continue
        reach = line.segment(m.start())
        if line.at(m.start()) < 3:  # «وبحسب الدراسة …» speaks for its whole sentence
            reach = (line.start, next((w.start for w in line.words[line.at(last) :] if w.text[0] == "و" and is_speech(w.text)), line.end))
        found.append(_resolved(Source(m.start(), max(last, m.end()), name, year, reach), known))
    found += _speaking(view, line, names, found, known)
    found.sort(key=lambda s: s.start)
    if found:
        known["*"] = found[-1]
    elif "*" in known and _continues(line):
        past = known["*"]
        found.append(Source(line.start, line.start, past.name, past.year, (line.start, line.end)))
    return found, [*spans, *((s.start, s.end) for s in found)]


def _continues(line: Line) -> bool:
    """«كما أظهرت أن …»: what was quoted before goes on speaking."""
    texts = [w.text for w in line.words[:4]]
    if texts and texts[0] == "كما":
        texts = texts[1:]
    return len(texts) > 1 and stem(texts[0], "reports") in cues()["goes_on"] and texts[1] in ("ان", "كذلك", "ايضا")


def _namely(name: str) -> bool:
    # A personal pronoun («حسبه», «بحسبها») leaves nothing that could name a report.
    if len(name.split()) > 1 or _LATIN.search(name):
        return True
    return len(name) > 4 and (name.startswith("ال") or fold_name(name).lstrip("ب") not in cues()["report"])


def _speaking(view: View, line: Line, names: Sequence[Span], others: Sequence[Source], known: dict[str, Source]) -> list[Source]:
    """Reports that are the subject of what is said: «أوضح تقرير … أن», «وأظهرت الدراسة أن», «الدراسة تظهر أن», «ذكرت المنظمة في تقرير أن»."""
    found: list[Source] = []
    words = line.words
    reports, verbs = cues()["report"], cues()["reports"]
    for n, word in enumerate(words):
        text = word.text
        bare = text if text in reports else text[1:] if text[0] in "وبف" and text[1:] in reports else None
        if bare is None or any(s.start <= word.start < s.end for s in (*others, *found[-1:])):
            continue
        before = [w.text for w in words[max(0, n - 5) : n] if w.text[0].isalnum()][-4:]
        spoken = any(stem(w, "reports") for w in before) or before[-1:] in (["في"], ["ضمن"])
        last, name, year = _name(view, line, n, names, line.end, any(stem(w, "tells_of") for w in before))
        after = line.at(last)
        follows = [w.text for w in words[after : after + 5] if w.text[0].isalnum() and w.text not in ("الذي", "التي", "قد")]
        if not (spoken or any(stem(w, "reports") in verbs for w in follows[:2] if stem(w, "reports"))):
            continue
        if not name or not _namely(name) or bare in cues()["no_report_name"]:
            continue
        offset = len(text) - len(bare)
        if offset and name.startswith(view.quote(word.start, word.start + 1)):
            name = name[1:]
        reach_end = next((words[k].start for k in range(after + 1, len(words)) if is_speech(words[k].text) and words[k].text[0] == "و"), line.end)
        found.append(_resolved(Source(word.start, last, name, year, (word.start, reach_end)), known))
    return found


def _resolved(source: Source, known: dict[str, Source]) -> Source:
    """«الدراسة» is the study named before; a report newly named is remembered by its noun."""
    words = source.name.split()
    if not words:
        return source
    head = words[0].removeprefix("ال")
    if words[0].startswith("ال") and (len(words) == 1 or fold_name(words[1]) in cues()["same"]):
        past = known.get(head)
        if past is not None:
            return Source(source.start, source.end, past.name, source.year or past.year, source.reach)
        return Source(source.start, source.end, words[0], source.year, source.reach)
    known[head] = source
    return source


def source_of(figure: Figure, line: Line, found: Sequence[Source]) -> Source | None:
    """The source that speaks for a figure: the last one before it whose reach it stands in, else the first one behind it in its segment."""
    before = [s for s in found if s.start < figure.start and s.reach[0] <= figure.start < s.reach[1]]
    if before:
        return before[-1]
    first, last = line.segment(figure.start)
    return next((s for s in found if figure.start < s.start < last), None)
