"""What stands behind a figure and says of what it is: a relative clause, «يوميا», «لكل مواطن», «خلال أسبوعين», what money is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from arextract.extract.statistics.phrases import OPENING, as_said, leads, masked, opens_clause, trim
from arextract.extract.statistics.scan import Figure, Line, Span, View, cues, is_verb, says

_LONGEST = 8  # words of what is said behind a figure
_TIME = re.compile("(?:يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سنوات|سنه|سنتين|عام|اعوام|ساع|دقيق|دقائق)")


def behind(view: View, line: Line, figure: Figure, masks: Sequence[Span], numbers: Sequence[Span], places: Sequence[Span]) -> list[str]:
    """What is said behind a figure in its sentence, as written, in order: «أقفلت أبوابها» of «19 مصنعا من أصل 212 مصنعا أقفلت أبوابها»."""
    words = line.words
    n = line.at(figure.end)
    while n < len(words) and words[n].text in (")", '"'):
        n += 1
    clause = _clause(view, line, figure, n, masks, places)
    if clause:
        return [clause]
    rate = _rate(view, line, n)
    if rate:
        return [rate]
    period = _period(view, line, figure, numbers)
    if period:
        return [period]
    against = _against(view, line, figure, n, masks)
    if against:
        return [against]
    purpose = _purpose(view, line, figure, n, masks) if figure.number["kind"] == "money" else None
    return [purpose] if purpose else []


def _clause(view: View, line: Line, figure: Figure, n: int, masks: Sequence[Span], places: Sequence[Span]) -> str | None:
    """The relative clause of a counted noun, of a part («من أصل 212 مصنعا …») that of the whole; of a length or a sum only one in the present."""
    words = line.words
    number = figure.number
    if number["kind"] not in ("number", "money", "unit") or number["kind"] == "number" and not number["counted"]:
        return None
    after = line.figures[figure.index + 1] if figure.index + 1 < len(line.figures) else None
    if after is not None and [w.text for w in words[n : line.at(after.start)]] in (["من", "اصل"], ["من", "بين"], ["من", "مجموع"], ["من", "اجمالي"]):
        n = line.at(after.end)
    if not opens_clause(words, n) or number["kind"] != "number" and words[n].text[0] not in "يت":
        return None
    return _taken(view, line, n, masks, places)


def _taken(view: View, line: Line, n: int, masks: Sequence[Span], places: Sequence[Span] = ()) -> str | None:
    """The words from n to the end of what they say: a mark, a date, another figure, «وفق»."""
    words, known = line.words, cues()
    figures = [f.start for f in line.figures]
    end = n
    while end < len(words) and end - n < _LONGEST:
        word = words[end]
        if word.text in OPENING or masked(word, masks) or any(word.start <= f < word.end for f in figures):
            break
        if end > n and (word.text in known["stop_after"] or word.text in known["complement"] or word.text in known["connective"]):
            break
        end += 1
    if end < len(words) and words[end].text in known["part_of"] and any(words[end].end <= f < words[min(end + 4, len(words) - 1)].end for f in figures):
        return None  # «318 ملخصا قبل منها 142»: said of the next figure
    if end < len(words) and any(words[end].start <= f < words[end].end for f in figures):
        while end > n + 1 and (leads(words[end - 1].text) or says(words[end - 1].text, "filler")):
            end -= 1
        if end - n < 3:
            return None  # «تمول الوكالة 80%»: the verb's object is the next figure
    chosen = trim(list(words[n:end]), places)
    return as_said(view, chosen) if len(chosen) > 1 and chosen[0] is words[n] else None


def _against(view: View, line: Line, figure: Figure, n: int, masks: Sequence[Span]) -> str | None:
    """«عن النسخة الماضية», «مقارنة بالدورة السابقة»: what a change is measured against, where it is no date."""
    words = line.words
    if not figure.change or n + 1 >= len(words) or words[n].text not in ("عن", "مقارنه", "قياسا", "بالمقارنه") or masked(words[n], masks):
        return None
    for k in range(n + 1, min(n + 5, len(words))):
        if words[k].text in OPENING or masked(words[k], masks) or says(words[k].text, "date_lead"):
            return None
        if words[k].text in cues()["earlier"]:
            return view.quote(words[n].start, words[k].end)
    return None


def _rate(view: View, line: Line, n: int) -> str | None:
    """«يوميا», «لكل 100 ألف مواطن», «في اليوم», «على أساس سنوي»."""
    words, known = line.words, cues()
    k = n
    while k < min(n + 2, len(words)) and words[k].text not in OPENING and words[k].text != "لكل" and not leads(words[k].text) and not is_verb(words[k].text):
        if words[k].text in known["rate"]:
            return as_said(view, words[k : k + 1])
        k += 1
    texts = [w.text for w in words[k : k + 6]]
    if texts[:1] == ["لكل"]:
        end = k + 1
        while end < len(words) and end - k < 6 and words[end].text not in OPENING and not leads(words[end].text) and words[end].text not in known["stop_after"]:
            end += 1
        return view.quote(words[k].start, words[end - 1].end) if end > k + 1 else None
    if texts[:2] == ["علي", "اساس"] and len(texts) > 2:
        return view.quote(words[k].start, words[k + 2].end)
    if texts[:1] == ["في"] and len(texts) > 1 and texts[1] in known["per"] and (len(texts) < 3 or texts[2] in OPENING):
        return view.quote(words[k].start, words[k + 1].end)
    return None


def _period(view: View, line: Line, figure: Figure, numbers: Sequence[Span]) -> str | None:
    """«في أقل من أسبوعين», «خلال 48 ساعة»: the stretch of time that figures joined by «و» fill."""
    last = figure
    while last.index + 1 < len(line.figures):
        after = line.figures[last.index + 1]
        between = [w.text for w in line.words[line.at(last.end) : line.at(after.start)]]
        if not between or len(between) > 4 or not any(w[0] == "و" for w in between) or any(leads(w) and w not in ("من", "علي") for w in between):
            break
        last = after
    n = line.at(last.end)
    n += n < len(line.words) and line.words[n].text == ","
    if n >= len(line.words) or line.words[n].text not in ("في", "خلال"):
        return None
    k = n + 1
    while k < min(n + 4, len(line.words)) and says(line.words[k].text, "filler"):
        k += 1
    span = next((s for s in numbers if k < len(line.words) and s[0] <= line.words[k].start < s[1]), None)
    if span is None or not _TIME.search(view.flat[span[0] : span[1]]):
        return None
    return view.quote(line.words[n].start, span[1])


def _purpose(view: View, line: Line, figure: Figure, n: int, masks: Sequence[Span]) -> str | None:
    """«(ما يعادل …)، يوجه لاستكمال نظام التصريف», «، لتمويل خطة الاستجابة»: what a sum is for, behind brackets or one short clause."""
    words = line.words
    k = n
    if k < len(words) and words[k].text == "(":
        k = next((j + 1 for j in range(k, min(k + 10, len(words))) if words[j].text == ")"), k)
    if k >= len(words) or words[k].text != ",":
        return None
    k += 1
    clause = next((j for j in range(k, min(k + 5, len(words))) if words[j].text == ","), None)
    for start in (k, clause + 1 if clause is not None and k < len(words) and (is_verb(words[k].text) or words[k].text.endswith("ت")) else None):
        if start is None or start >= len(words):
            continue
        text = words[start].text
        told = text in cues()["meant"] and start + 1 < len(words) and words[start + 1].text[0] == "ل"
        if told or text[0] == "ل" and text[1:] in cues()["aim"]:
            return _taken(view, line, start + told, masks)
    return None
