"""What surrounds a figure: for which place and year, how exactly, and whether it is a change."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from arextract.by_word import by_word
from arextract.extract.statistics.scan import Figure, Line, Mention, Span, View, cues, is_speech, is_verb, measure_verb, stem
from arextract.extract.statistics.sources import Source
from arextract.fold import fold_name

_SEASON = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ?[-/] ?((?:19|20)[0-9]{2})(?![0-9])")
_EDITION = re.compile(r"(?<!\w)(?:ب|ل|لل|ال)?(?:نسخه|دوره|طبعه|موسم) (?:عام |سنه )?((?:19|20)[0-9]{2})(?![0-9/])")
_DIGIT = re.compile(r"\d")
_FAR = 14  # words between a cue and its figure


def settled_in(figure: Figure, line: Line, places: Sequence[tuple[int, int, str]], blocked: Sequence[Span], previous: Figure | None) -> str | None:
    """The place that a figure is about: the nearest one before it in its segment, else one behind it, else that of the figure before it."""
    first, last = line.segment(figure.start)
    lower = figure.start if figure.paired else max(first, previous.end if previous else first)
    upper = line.figures[figure.index + 1].start if figure.index + 1 < len(line.figures) else last
    nearest: str | None = None
    for start, end, kb_id in places:
        if any(a <= start < b for a, b in blocked) or not (lower <= start < min(upper, last)):
            continue
        n = line.at(start)
        if _listed(line, n):
            continue
        if end <= figure.start:
            nearest = kb_id
        elif nearest is None and start - figure.end < 90:
            word = line.words[n - 1].text if n else ""
            if word == "من" and figure.number["kind"] != "percent":
                continue
            return kb_id
    if nearest is not None:
        return nearest
    return previous.place if previous is not None and previous.end > line.start else None


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a release plays: the place it names first, the countries it names, and the only one where there is one."""

    first: str | None
    start: int  # of it, in the text as read
    countries: frozenset[str]

    @classmethod
    def of(cls, places: Sequence[Mention]) -> Scene:
        """The scene that places, in order of text, set."""
        known = [p for p in places if p["kb_id"]]
        return cls(known[0]["kb_id"] if known else None, known[0]["start"] if known else 0, frozenset(p["kb_id"] for p in known if p["label"] == "COUNTRY"))

    def usual(self, figure: Figure) -> str | None:
        """The place of a figure whose statement names none.

        Who takes part comes to where the release begins, «2,5 مليون دينار تونسي» is of Tunisia where that is named, a share of the only country
        there is. Other figures may be of anywhere.
        """
        unit = str(figure.number["unit"] or "")
        head = fold_name(figure.metric or "").split()[:1]
        if head and (head[0] in cues()["take_part"] or stem(head[0], "takes_part")):
            return self.first if self.start < figure.number["start"] else None
        home = f"iso:{unit[:2]}"  # ISO 4217 names the country first
        if figure.number["kind"] == "money" and home in self.countries and unit not in ("USD", "EUR"):
            return home
        return next(iter(self.countries)) if figure.number["kind"] == "percent" and len(self.countries) == 1 else None


def _listed(line: Line, n: int) -> bool:
    """Whether a place stands in an enumeration: «من ثلاث دول هي الأردن والعراق ومصر»."""
    listing = cues()["listing"]
    for k in range(n - 1, max(-1, n - 26), -1):
        text = line.words[k].text
        if text in listing or text == ":":
            return True
        if stem(text, "measure") or is_speech(text):
            return False
    return False


def year_of_document(view: View, dates: Sequence[Mention], released: str | None) -> str | None:
    """The year a release speaks from: of its release date, its dateline, its relative dates, else of most of its dates."""
    if released:
        return released[:4]
    line = view.layout.dateline
    if line is not None:
        for d in dates:
            if d["first"] and line[0] <= d["start"] < line[1]:
                return str(d["first"])[:4]
    today = [d for d in dates if d["first"] and d["relative"] and d["precision"] == "day" and d["first"] == d["last"] and not _DIGIT.search(d["text"])]
    days = [d for d in dates if d["first"] and d["precision"] == "day"]
    others = [d for d in dates if d["first"] and not d["bound"] and d["precision"] != "decade" and not _founding(view, d)]
    for group in (today, days, [d for d in others if d["relative"]], others):
        if group:
            return str(Counter(d["first"][:4] for d in group).most_common(1)[0][0])
    return None


def _founding(view: View, date: Mention) -> bool:
    start = view.flat_at(date["start"])
    founded = cues()["founded"]
    return any(w in founded or w[1:] in founded for w in view.flat[max(0, start - 40) : start].split()[-5:])


def _stated(view: View, date: Mention, start: int, end: int) -> str | None:
    """The year of a date as statistics carry it; both years of a season."""
    text = view.flat[start:end]
    season = _SEASON.search(text)
    if season and int(season[2]) - int(season[1]) == 1:
        return f"{season[1]}/{season[2]}"
    first, last = str(date["first"])[:4], str(date["last"] or date["first"])[:4]
    if first != last and date["precision"] in ("month", "quarter", "half") and int(last) - int(first) == 1:
        return f"{first}/{last}"
    return last


def years(view: View, line: Line, dates: Sequence[tuple[int, int, Mention]]) -> list[tuple[int, int, str]]:
    """The dates of a sentence that may date a figure: no «منذ 2017», nothing compared with («على العام السابق»), nobody's foundation."""
    known = cues()
    found: list[tuple[int, int, str]] = []
    for start, end, date in dates:
        if not date["first"] or date["bound"] == "from" or date["precision"] == "decade":
            continue
        n = line.at(start)
        near = [w.text for w in line.words[max(0, n - 7) : n]]
        figure = max((k for k, w in enumerate(near) if w[0].isdigit()), default=-1)
        near = near[figure + 1 :]  # «مقارنة بـ96% في 2023»: the year is that of the figure
        if any(w in known["founded"] or w[1:] in known["founded"] for w in near) or any(w in ("مقارنه", "قياسا", "مقارنا", "بالمقارنه") for w in near):
            continue
        if _compared(near):
            continue
        year = _stated(view, date, start, end)
        if not year:
            continue
        if found and near[-1:] != [] and view.flat[found[-1][1] : start].strip() == "و" and "بين" in near and year != found[-1][2]:
            # «بين نوفمبر 2024 ومارس 2025»: one stretch of time over two years
            found[-1] = (found[-1][0], end, f"{found[-1][2]}/{year}")
        else:
            found.append((start, end, year))
    for m in _EDITION.finditer(view.flat, line.start, line.end):  # «870 طالبا في نسخة 2025»
        n = line.at(m.start() + 1) - 1  # «مقارنة مع دورة 2023»: so many it was not then
        lead = [w.text for w in line.words[max(0, n - 2) : n]]
        against = _compared(lead) or _compared(lead[-1:]) and line.words[n].text[:1] == "ب"
        if not against and not any(a < m.end(1) and m.start(1) < b for a, b, _ in dates):
            found.append((*m.span(1), m[1]))
    return sorted(found)


def _compared(before: Sequence[str]) -> bool:
    """Whether words lead in to what a figure is compared with: «على عام 2022», «عن العام السابق», «مقارنة مع»."""
    words = list(before)
    while len(words) > 1 and (words[-1] in cues()["date_lead"] and words[-1] not in cues()["compare"] or words[-1] in ("مع", "الي")):
        words.pop()
    return bool(words) and words[-1] in cues()["compare"]


def year_of(figure: Figure, line: Line, found: Sequence[tuple[int, int, str]], source: Source | None, previous: Figure | None) -> str | None:
    """The year stated for a figure, or None: in its own stretch of the sentence, in its source's name, or with the figure before it."""
    if _now(line, figure):
        return None
    first, last = line.segment(figure.start)
    upper = line.figures[figure.index + 1].start if figure.index + 1 < len(line.figures) else last
    lower = max(first, previous.end if previous is not None else first)
    if figure.change and upper < last and any(w.text in cues()["reaches"] for w in line.words[line.at(figure.end) : line.at(upper)]):
        # «تراجعت 3.7% لتبلغ 2118 حالة خلال عام 2023، مقابل …»
        upper = line.figures[figure.index + 2].start if figure.index + 2 < len(line.figures) else last
    # «310 ملايين في 2025 مقابل 265 مليونا في الفترة نفسها من 2024، بنمو 17%»: growth is of the first
    grown = bool(figure.change) and previous is not None and previous.start >= first and _is_base(line, previous)
    best: tuple[int, str] | None = None
    for a, b, year in found:
        if source is not None and source.year and b <= source.start <= figure.start:
            continue  # «أصدر اليوم تقرير 2024، الذي أظهر أن …»: it came out then
        if figure.end <= a < min(upper, last):
            gap = _gap(line, figure.end, a)
        elif lower <= a < figure.start and not grown:
            gap = _gap(line, b, figure.start)
            if previous is not None and previous.end >= first and _gap(line, previous.end, a) < 16:
                gap += 400  # «من 58% سنة 2021 إلى 71%»: the year is that of the figure it follows
        else:
            continue
        if best is None or gap < best[0]:
            best = (gap, year)
    if best is not None and best[0] < 400:
        return best[1]
    if source is not None:
        if source.year:
            return source.year
        inside = [y for a, _, y in found if source.start <= a <= source.end + 12]
        if inside:
            return inside[-1]
    if grown and previous is not None:
        return line.figures[previous.index - 1].year
    if best is not None:
        return best[1]
    if previous is not None and previous.start >= first and not _of_today(line, figure, previous):
        return previous.year
    early = [y for a, _, y in found if first <= a < figure.start]
    return early[-1] if early else None


def _is_base(line: Line, figure: Figure) -> bool:
    """Whether a figure is what the one before it is compared with: «مقابل 265 مليونا»."""
    if not figure.index:
        return False
    between = line.words[line.at(line.figures[figure.index - 1].end) : line.at(figure.start)]
    return any(w.text in cues()["against"] or w.text in ("بدلا", "كان", "كانت") for w in between)


def _now(line: Line, figure: Figure) -> bool:
    """Whether a figure is of the day of the release: «72% في 2020 وأصبحت 81% حاليا»."""
    n = line.at(figure.end)
    near = line.words[max(0, line.at(figure.start) - 2) : line.at(figure.start)] + line.words[n : n + 2]
    return any(w.text in ("حاليا", "الان") for w in near)


def _of_today(line: Line, figure: Figure, previous: Figure) -> bool:
    """Whether behind a comma a statement in the present begins: «استقبلت 1,3 مليون مريض في 2022، في حين لا تتوفر سوى أربع سيارات»."""
    between = [w.text for w in line.words[line.at(previous.end) : line.at(figure.start)]]
    if "," not in between or "حين" not in between:
        return False
    return any(_present(w.removeprefix("و")) for w in between[between.index(",") :])


def year_told_before(figure: Figure, line: Line) -> str | None:
    """The year that an earlier statement of the sentence tells for a figure of the past: «بلغت المساحة 58 ألف هكتار في 2023، وإن الإنتاج بلغ …».

    None where nothing is told, where somebody begins to speak, or the figure is of today («وأنها تشغل 340 عاملا»).
    """
    first, _ = line.segment(figure.start)
    told = next((f for f in reversed(line.figures[: figure.index]) if f.start < first and f.dated and not _is_base(line, f)), None)
    if told is None or told.source != figure.source or _now(line, figure):
        return None
    between = [w.text for w in line.words[line.at(told.end) : line.at(figure.start)]]
    if any(is_speech(w) or w.removeprefix("و") in cues()["participle"] for w in between):
        return None
    behind = [w.text for w in line.words[line.at(figure.end) : line.at(figure.end) + 2]]
    return None if any(_present(w.removeprefix("و")) for w in (*between, *behind)) else told.year


def _present(text: str) -> bool:
    """Whether a folded word is a known verb in the present: «يشغل», «تتوفر»."""
    if len(text) < 3 or text[0] not in "يت" or text[0] == "ت" and text[-1] == "ت":
        return False
    return is_verb("ي" + text[1:]) or measure_verb(text)


def sums_up(line: Line, figure: Figure, previous: Figure) -> bool:
    """«412 سفينة في 2024 مقابل 287 في 2023، أي بزيادة 43%»: a change reckoned from the figures before it."""
    return figure.change is not None and any(w.text == "اي" for w in line.words[line.at(previous.end) : line.at(figure.start)])


def _gap(line: Line, start: int, end: int) -> int:
    """How far two places of a sentence are from each other: in characters, a comma between counting for many."""
    commas = sum(w.text == "," for w in line.words[line.at(start) : line.at(end)])
    return end - start + 60 * commas


def hedge(view: View, figure: Figure, line: Line, previous: Figure | None) -> None:
    """Read from the words before a figure whether it is exact, or a bound: «تجاوزت قيمتها 1.3 مليون», «لا يقل رأس المال عن 350 ألف»."""
    number = figure.number
    figure.approximate = bool(number["approximate"])
    if number["value"] is None:
        return
    first, _ = line.segment(figure.start)
    lower = max(first, previous.end if previous is not None else first)
    n = bisect_right(line.starts, figure.start) - 1
    known = cues()
    for k in range(n - 1, max(-1, n - _FAR), -1):
        word = line.words[k]
        if word.start < lower:
            break
        if not measure_verb(word.text):
            continue
        over, near, under = stem(word.text, "over"), stem(word.text, "near"), stem(word.text, "under")
        if near:
            gap = [w.text for w in line.words[k + 1 : n]]
            if len(gap) > 10:
                break
            figure.approximate = True
            break
        if over or under:
            negative = k > 0 and line.words[k - 1].text in known["negation"]
            gap = [w.text for w in line.words[k + 1 : n]]
            # «زاد العدد إلى 20» is a change; «يزيد على 20» and «يقل … عن 20» are bounds.
            if (over in known["bound_word"] or under) and not any(w in ("علي", "عن") for w in gap):
                break
            figure.approximate = True
            if bool(over) != negative:
                figure.low = True
            else:
                figure.high = True
            break
        if stem(word.text, "measure"):
            break
    if not figure.approximate and previous is not None and previous.approximate and previous.end > line.start:
        # «60.6 مليون دولار (133.8 مليون دينار)» says one thing twice.
        between = view.flat[previous.end : figure.start]
        if len(between) < 4 and between.strip() == "(":
            figure.approximate = True


@by_word
def _measures(text: str) -> bool:
    return stem(text, "measure") is not None


@by_word
def _changing(text: str) -> str:
    """The word of change that a folded word is behind up to two proclitics: «بزيادة» -> «زيادة»; "" where it is none."""
    known = cues()
    for offset in (0, 1, 2):
        bare = text[offset:]
        if not bare or (offset and text[offset - 1] not in "وفبل"):
            break
        if offset and text[offset - 1] == "ل" and bare[0] not in "يت":
            break  # «لرفع كفاءة الأقسام»: an aim
        if bare in known["up"] or bare in known["down"]:
            return bare
    return ""


def change_of(view: View, figure: Figure, line: Line, previous: Figure | None) -> str | None:
    """The word, as written, that makes a figure a change: «زيادة», «ارتفع», «انخفضت»; None where it is a level."""
    first, _ = line.segment(figure.start)
    lower = max(first, previous.end if previous is not None else first)
    n = bisect_right(line.starts, figure.start) - 1
    known = cues()
    share = figure.number["kind"] == "percent"
    for k in range(n - 1, max(-1, n - _FAR), -1):
        word = line.words[k]
        if word.start < lower:
            break
        bare = _changing(word.text)
        if bare:
            if bare in ("زاد", "زادت", "رفع", "رفعت") and not share and any(w.text in ("عن", "علي") for w in line.words[k + 1 : n]):
                return None
            return view.quote(word.end - len(bare), word.end)
        if n - k > 1 and _measures(word.text):
            return None
    if previous is not None and previous.change and previous.end > line.start:
        between = [w.text for w in line.words[line.at(previous.end) : n]]
        if between and len(between) < 5 and any(w in known["reaches"] for w in between):
            return previous.change
    return None
