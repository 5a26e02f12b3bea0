"""The figures that a release states, and what each measures: metric, place, year, source, bounds, change.

Pure: text and plain mentions in, plain JSON out. `choose` says which numbers are statistics, `measured` what they measure, `context` the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter
from typing import Any

from arextract.extract.statistics.behind import behind
from arextract.extract.statistics.carried import index_of
from arextract.extract.statistics.choose import chosen
from arextract.extract.statistics.context import Scene, change_of, hedge, settled_in, sums_up, year_of, year_of_document, year_told_before, years
from arextract.extract.statistics.facts import records_of
from arextract.extract.statistics.measured import measure
from arextract.extract.statistics.phrases import until_pair
from arextract.extract.statistics.scan import Figure, Line, Mention, Span, View, cues, is_speech, says, stem
from arextract.extract.statistics.sources import PUBLISHED, Source, source_of, sources
from arextract.extract.statistics.surveys import surveys
from arextract.extract.statistics.topics import event_of, spoken_of
from arextract.fold import fold_name
from arextract.numerals import alternation

_PLACES = frozenset(("COUNTRY", "CITY"))
_OPENING = 4  # sentences in which a release says what it is about
_NEXT = 40  # characters from a figure of which nothing is said to one of which something is
_NEAR = 400  # characters around a figure in which its metric is sought
_BODIES = frozenset(("MINISTRY", "INSTITUTE", "ORGANIZATION"))


def find_statistics(
    text: str, numbers: Sequence[Mention], dates: Sequence[Mention], entities: Sequence[Mention], *, released: str | None = None
) -> list[dict[str, Any]]:
    """The statistics of a text in order, each with the fields of `records.Statistic`; one per fact, what repeats it in `also`.

    Parameters: `numbers`, `dates` and `entities` are plain dicts of NumberMention, DateMention and Entity on the text as read. `released` is the
    ISO date of the release where it is known; without it the year of figures without one of their own comes from the dateline and the dates.

    «بلغ عدد مستخدمي الإنترنت في تونس نحو 9,8 مليون مستخدم» gives value 9800000, counted «مستخدم», metric «عدد مستخدمي الإنترنت»,
    place «iso:TN», approximate.
    """
    if not numbers:
        return []
    view = View(text)
    names = [e for e in entities if e["label"] not in _PLACES]
    lines = _lines(view, chosen(view, numbers, dates, names))
    if not lines:
        return []
    marks = _Marks(view, numbers, dates, entities)
    usual = year_of_document(view, dates, released)
    known: dict[str, Source] = {}
    told = Told(_Opening(view, marks), _year_of_event(view, dates, usual))
    mentioned = _mentioning(view, {line.start for line in lines})
    for line in sorted([*lines, *mentioned], key=lambda n: n.start):
        _read(view, line, marks, usual, known, told)
    figures = [f for line in lines for f in line.figures]
    scene = Scene.of(sorted((e for e in entities if e["label"] in _PLACES), key=lambda e: int(e["start"])))
    for figure in figures:
        figure.place = figure.place or scene.usual(figure)
    return records_of(view, figures)


def _lines(view: View, numbers: Sequence[Mention]) -> list[Line]:
    """The sentences that hold figures, each with its own."""
    found: list[Line] = []
    for number in numbers:
        start, end = view.span(number)
        line = view.line(number["start"])
        block = view.block(number["start"])
        kind = block.kind if block else "body"
        if not found or found[-1] is not line:
            found.append(line)
        line.figures.append(Figure(start, end, number, len(line.figures), kind == "headline", kind == "item"))
    return found


@cache
def _report() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وفبل]?(?:ال|ل)?(?:{alternation(cues()['report'])})(?:ها?|هم)?(?!\w)")


@cache
def _cores() -> tuple[str, ...]:
    """The nouns of reports that are in all others, to be looked for first: a search for each costs less than the pattern at every letter."""
    nouns = cues()["report"]
    return tuple(sorted(n for n in nouns if not any(other in n for other in nouns if other != n)))


class _Opening:
    """The events that the first sentences name, headline and dateline among them; sought when a figure tells who takes part in something not named."""

    def __init__(self, view: View, marks: _Marks) -> None:
        self._view, self._marks = view, marks
        self._events: list[str] | None = None

    def __call__(self) -> list[str]:
        if self._events is None:
            self._events = self._found()
        return self._events

    def _found(self) -> list[str]:
        view, marks = self._view, self._marks
        found: list[str] = []
        for start, _ in view.layout.sentences[:_OPENING]:
            line = view.line(start)
            dates = _date_masks(line, marks.dates_in(line.start, line.end))
            spoken = event_of(line, len(line.words), dates, marks.numbers_in(line.start, line.end))
            if len(spoken) > 1:
                found.append(spoken_of(view, spoken))
        return found


def _year_of_event(view: View, dates: Sequence[Mention], usual: str | None) -> str | None:
    """The year of all days that the first sentences name, where it is the next one or the last: that of an event in January, told in December."""
    if usual is None or not usual.isdigit():
        return None
    last = view.layout.sentences[:_OPENING][-1][1] if view.layout.sentences else 0
    first = view.layout.dateline[1] if view.layout.dateline else 0
    found = {str(d["first"])[:4] for d in dates if first <= d["start"] < last and d["first"] and d["precision"] == "day"}
    return next(iter(found)) if len(found) == 1 and found <= {str(int(usual) - 1), str(int(usual) + 1)} else None


def _mentioning(view: View, read: set[int]) -> list[Line]:
    """The other sentences that speak of a report before the last one with figures, for «وبحسب التقرير» in one that follows.

    `read` tells where those with figures begin.
    """
    found: dict[int, Line] = {}
    flat, last = view.flat, max(read)
    for core in _cores():
        at = flat.find(core, 0, last)
        while at >= 0:
            end = at + len(core)
            while at and (flat[at - 1].isalnum() or flat[at - 1] == "_"):
                at -= 1
            if (m := _report().match(flat, at, last)) is not None:
                line = view.line(view.folded.source(at, m.end())[0])
                end = max(m.end(), line.end)
                if line.start not in read:
                    found[line.start] = line
            at = flat.find(core, end, last)
    return list(found.values())


@dataclass(slots=True)
class Told:
    """What the sentences before have told: by report the last year of its figures, and the events that the release is about."""

    events: _Opening
    year: str | None  # of the event, where it is another than the release's
    years: dict[str, str] = field(default_factory=dict)


_YEARS = re.compile(r"P([0-9]{1,2})Y")
_AGO = re.compile(r"(?<!\w)قبل \Z")


def _in_order(mentions: Sequence[Mention]) -> tuple[list[int], list[Mention]]:
    """Where mentions begin, and the mentions, in order of text."""
    found = sorted(mentions, key=itemgetter("start", "end"))
    return [m["start"] for m in found], found


class _Marks:
    """Numbers, dates, places, bodies and people on folded offsets, by sentence."""

    def __init__(self, view: View, numbers: Sequence[Mention], dates: Sequence[Mention], entities: Sequence[Mention]) -> None:
        self._view = view
        self.ago: list[tuple[int, int, int]] = []  # «قبل عامين»: where, and how many years
        for n in numbers:
            length = n["iso"] and _YEARS.fullmatch(n["iso"])
            if length:
                start, end = view.span(n)
                if _AGO.search(view.flat, max(0, start - 8), start):
                    self.ago.append((start, end, int(length[1])))
        # In order of the text as read: what no line asks for is not laid on the folded text.
        self._numbers, self._dates, self._entities = _in_order(numbers), _in_order(dates), _in_order(entities)

    def _within(self, mentions: tuple[list[int], list[Mention]], start: int, end: int) -> list[Mention]:
        origin, (starts, found) = self._view.folded.origin, mentions
        if origin is not None:
            start, end = origin[start - 1] + 1 if start else 0, origin[end]
        return found[bisect_left(starts, start) : bisect_right(starts, end)]

    def numbers_in(self, start: int, end: int) -> list[Span]:
        """The numbers of every kind that begin in a folded stretch."""
        return [s for s in map(self._view.span, self._within(self._numbers, start, end)) if s[0] < end]

    def dates_in(self, start: int, end: int) -> list[tuple[int, int, Mention]]:
        """The dates that begin in a folded stretch."""
        return [(*self._view.span(d), d) for d in self._within(self._dates, start, end)]

    def entities_in(self, start: int, end: int) -> list[tuple[int, int, Mention]]:
        """The entities that begin in a folded stretch."""
        return [(*self._view.span(e), e) for e in self._within(self._entities, start, end)]


def _read(view: View, line: Line, marks: _Marks, usual: str | None, known: dict[str, Source], told: Told) -> None:
    """Fill in the figures of one sentence; a heading («أرقام القطاع لسنة 2022 بحسب التقرير السنوي:») lends source and year to the items below it."""
    entities = marks.entities_in(line.start, line.end)
    names = [(a, b) for a, b, e in entities if e["label"] in _BODIES]
    people = [(a, b) for a, b, e in entities if e["label"] == "PERSON"]
    places = [(a, b, e["kb_id"]) for a, b, e in entities if e["label"] in _PLACES and e["kb_id"]]
    spots = [(a, b) for a, b, e in entities if e["label"] in _PLACES]
    dates = marks.dates_in(line.start, line.end)
    lent, lent_year = _heading(view, line, marks, known) if line.figures and line.figures[0].lead else ([], None)
    asked = surveys(view, line, names)
    quoted, quotes = sources(view, line, [*names, *spots], known, names, asked)
    for noun, said in known.items():
        if any(said is s for s in quoted):
            known[noun] = replace(said, name=_full(said, entities))
    numbers = marks.numbers_in(line.start, line.end)
    if not line.figures:
        return
    dated = years(view, line, dates)
    if usual is not None and usual.isdigit():  # «… بعد أن كانت 19% قبل عامين»
        dated = sorted([*dated, *((a, b, str(int(usual) - n)) for a, b, n in marks.ago if line.start <= a < line.end)])
    masks = [*quotes, *_date_masks(line, dates), *_pious(view, line)]
    # Where a release publishes a report, what nobody else says in it stands in that report.
    published = known.get(PUBLISHED)
    published = None if published is None or any(map(is_speech, line.texts)) else published
    previous: Figure | None = None
    pieces: list[str] = []
    told_behind: list[list[str]] = []
    for figure in line.figures:
        figure.paired = previous is not None and bool(until_pair(view, line, previous, masks))
        source = source_of(figure, line, quoted) or (lent[-1] if lent else None) or published
        survey = next((s for s in asked if s.start < figure.start < s.end or s.end <= figure.start < s.clause and _more_asked(line, s.end, figure)), None)
        asking = source is not None and survey is not None and source.start <= survey.start < source.end  # whom it asked a survey does not find out
        figure.source = _full(source, entities) if source is not None and source.name and not asking else None
        hedge(view, figure, line, previous)
        figure.change = change_of(view, figure, line, previous)
        figure.place = settled_in(figure, line, places, quotes, previous)
        figure.year = year_of(figure, line, dated, source, previous)
        figure.dated = figure.year is not None
        figure.year = figure.year or year_told_before(figure, line) or lent_year
        if previous is not None and sums_up(line, figure, previous):
            figure.year = max((f.year or "" for f in line.figures[: figure.index][-2:]), default="") or figure.year
        if figure.source is not None and _is_report(figure.source):
            # One report speaks of one year: the last that it has been quoted with.
            told.years[figure.source] = max(told.years.get(figure.source, ""), figure.year or "")
            figure.year = figure.year or told.years[figure.source]
        taking_part = told.year is not None and figure.number["kind"] == "number" and _is_taking_part(line, figure)
        figure.year = figure.year or (told.year if taking_part else usual)
        near = [m for m in masks if m[1] > figure.start - _NEAR and m[0] < figure.end + _NEAR]
        if not (figure.index and _equal(view, figure)):  # «(ما يعادل 39 مليونا)» says once more what the figure before it does
            pieces = behind(view, line, figure, near, numbers, spots)
        told_behind.append(pieces if survey is None else [])
        if survey is not None:  # «مسح شمل 600 منزل»: those it asked
            figure.metric, figure.apart, previous = survey.said, True, figure
            continue
        measure(view, line, figure, previous, masks=near, numbers=numbers, places=spots, people=people, events=told.events, behind=bool(pieces))
        previous = figure
    for figure, after in zip(line.figures, line.figures[1:], strict=False):
        if figure.metric is None and after.start - figure.end < _NEXT and line.segment(figure.start) == line.segment(after.start):
            figure.metric, figure.weak = after.metric, True  # «70 متدربا من 30 دولة يشاركون في المؤتمر»
    for figure, pieces in zip(line.figures, told_behind, strict=True):
        parts = [p for p in (figure.metric or "").split(" … ") if p and not any(p in more for more in pieces)]
        parts = [p for p in parts if p != figure.number["counted"]] or parts  # «23 متدربا من أربع جهات، منهم 12 متدربا»
        named = index_of(figure)
        if named and named in view.raw and named not in " ".join(parts):
            parts = [*parts, named]
        whole = fold_name(" ".join(parts))
        figure.metric = " … ".join([*parts, *(p for p in pieces if " ".join(fold_name(p).split()[:3]) not in whole)]) or None


def _more_asked(line: Line, end: int, figure: Figure) -> bool:
    """«(مسح شمل 4380 أسرة) في ست دول», «و120 مصنعا»: whom else a survey asked."""
    between = line.words[line.at(end) : line.at(figure.start)]
    return len(between) <= 2 and all(w.text in ("في", "من", "و") for w in between)


def _is_report(source: str) -> bool:
    head = fold_name(source).split()[0].removeprefix("ال")
    return head in cues()["report"] or head in cues()["data_of"]


def _is_taking_part(line: Line, figure: Figure) -> bool:
    """Whether a figure tells who takes part: «بحضور نحو 650 مشاركا», «من سبع دول» behind them."""
    first, _ = line.segment(figure.start)
    return any(says(w.text, "take_part") or stem(w.text, "takes_part") for w in line.words[line.at(first) : line.at(figure.start)])


_EQUAL = re.compile(r"\( ?(?:اي |ما |حوالي |نحو |يعادل |تعادل |يوازي |بما )*\Z")


def _equal(view: View, figure: Figure) -> bool:
    return _EQUAL.search(view.flat, max(0, figure.start - 30), figure.start) is not None


def _full(source: Source, entities: Sequence[tuple[int, int, Mention]]) -> str:
    """The name of a source, short forms in it replaced by what they stand for: «تقرير المنظمة» -> «تقرير منظمة الصحة العالمية».

    What a relative clause says of a report («دراسة أجراها البنك») stays as written, and so does «التقرير السنوي للوزارة».
    """
    name = source.name
    for start, end, e in entities:
        if e.get("anaphor") and e.get("refers_to") and source.start <= start and end <= source.end:
            lead = name.partition(e["text"])[0]
            before = fold_name(lead).split()
            if not (lead.endswith("لل") or len(before) > 1 and before[-1].endswith("ه") or before and before[-1].endswith("ها")):
                name = name.replace(e["text"], e["name"], 1)
    return name


def _heading(view: View, line: Line, marks: _Marks, known: dict[str, Source]) -> tuple[list[Source], str | None]:
    """Source and year of the line with a colon over the list in which a sentence stands; nothing where there is none."""
    block = view.heading(view.folded.source(line.start, line.start + 1)[0])
    if block is None:
        return [], None
    above = view.line(max(block.start, block.end - 2))
    dates = years(view, above, marks.dates_in(above.start, above.end))
    names = [(a, b) for a, b, e in marks.entities_in(above.start, above.end) if e["label"] in _BODIES]
    return sources(view, above, names, known)[0], dates[-1][2] if dates else None


_PIOUS = re.compile(r"(?<!\w)(?:[بو]?مشيئه الله|باذن الله|بحمد الله|بعون الله|ان شاء الله|بفضل الله|بتوفيق الله|ولله الحمد)(?: تعالي)?(?!\w)")


def _pious(view: View, line: Line) -> list[Span]:
    """Formulas as «بمشيئة الله تعالى», which are no part of what is measured."""
    if not view.flat.find("الله", line.start, line.end) >= 0:
        return []
    return [m.span() for m in _PIOUS.finditer(view.flat, line.start, line.end)]


def _date_masks(line: Line, dates: Sequence[tuple[int, int, Mention]]) -> list[Span]:
    """The stretches of dates with the words that lead in to them: «خلال عام 2023»."""
    found: list[Span] = []
    for start, end, date in dates:
        n = line.at(start)
        taken = 0
        if date["bound"] == "from" and any(w.text.endswith("منذ") for w in line.words[max(0, n - 3) : n]):
            continue  # «منذ عام 2017» is part of what is measured
        while n - 1 - taken >= 0 and taken < 3 and line.words[n - 1 - taken].text in cues()["date_lead"]:
            taken += 1
        found.append((line.words[n - taken].start if n < len(line.words) else start, end))
    return found
