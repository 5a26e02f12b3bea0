"""What a figure measures where its sentence has said so before: by the figure before it, by what that one counts, by its verb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from arextract.by_word import by_word
from arextract.extract.statistics.phrases import OPENING, as_said, bears, gapped, is_verbal, leads, possessed, starts_verb, trim
from arextract.extract.statistics.scan import Figure, Line, Span, View, Word, cues, measure_verb, says
from arextract.fold import fold_name
from arextract.lexicon import rows
from arextract.numerals import ordinal_value

_FAR = 12  # words from what a figure counts to a verb of which it is the subject


def joined(*pieces: str | None) -> str | None:
    """The pieces of a metric that stand apart: «مشاركة … الملتقى الرابع»."""
    return " … ".join(p for p in pieces if p) or None


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(fold_name(row["word"]) for row in rows("number_cues") if row["class"] == "adjective")


@by_word
def _adjective(word: str) -> bool:
    """Whether a folded word with the article is an adjective or an ordinal: «الخاص», «الثاني», «الحكومية»."""
    bare = word.removeprefix("ال")
    return ordinal_value(word) is not None or bare in _adjectives() or len(bare) > 4 and bare.endswith(("يه", "ي"))


def shared(view: View, line: Line, figure: Figure, previous: Figure, places: Sequence[Span]) -> str | None:
    """«يشكل … الإناث … السكان» of «يشكل الذكور 71% من السكان والإناث 29%»: another subject of what the figure before measures; None where there is none."""
    subject = as_said(view, gapped(line, figure, places))
    if not subject or not previous.metric:
        return None
    pieces = previous.metric.split(" … ")
    said = pieces[0].split()
    of = next((n for n, w in enumerate(said) if w.startswith("ال")), min(1, len(said)))
    head = " ".join(said[:of]) or None  # «نسبة استهلاك» of «نسبة استهلاك العصائر»
    head = None if head is None or pieces[0] == head and len(pieces) == 1 else head
    if subject.startswith("ال") and _adjective(fold_name(subject)):  # «حصة القطاع العام 60% والخاص 40%», «الفائز الأول 50 ألفا والثاني 30 ألفا»
        noun = next((a for a, b in pairwise(previous.metric.split()) if a.startswith("ال") and b.startswith("ال")), None)
        subject = f"{noun} {subject}" if noun else subject
    own = 2 if gapped(line, previous, places) else 1  # the pieces that name the verb and the subject of the figure before
    return joined(head, subject, pieces[-1] if len(pieces) > own else None)


def carried(view: View, line: Line, figure: Figure, previous: Figure, before: list[Word], core: list[Word]) -> str | None:
    """The metric of the figure before with what this one adds; None where this one has a metric of its own.

    «3 ملايين دينار موزعة على 12 مشروعا» spreads it, «فيما بلغت في الأردن 40%» tells it of another, «خسائرها» and «دورة تستهدف 40 متدربا» are of what it counts.
    """
    if not core or previous.metric is None:
        return None
    base, counted = previous.metric.split(" … ")[0], previous.number["counted"]
    solid = [w for w in core if bears(w.text) and not says(w.text, "weak")]
    if solid and solid[0].text.removeprefix("و") in cues()["spread"] and len(solid) == 1:
        return joined(previous.metric, as_said(view, core))
    if _of_another(line, figure, previous, before, core):
        return joined(base, as_said(view, core))
    if possessed(core) and not starts_verb(core[0].text) and line.segment(figure.start)[0] > previous.end:
        of = next((str(f.number["counted"]) for f in reversed(line.figures[: figure.index]) if f.number["counted"]), base)
        return joined(as_said(view, core), of)
    pointing = any(w.text in cues()["resumptive"] for w in core)  # «دورة استفاد منها 40» says itself of what
    verb = len(solid) == 1 and core[0].text[0] not in "وف" and starts_verb(core[0].text) and is_verbal(core) and not pointing
    if counted and verb and _tells_of(line, previous, core[0]):
        return joined(base, str(counted), as_said(view, core))
    return None


def dimension(view: View, before: list[Word], core: list[Word], places: Sequence[Span], previous: Figure | None) -> str | None:
    """«حركة الرياح … بسرعة» of «ستكون حركة الرياح غربية بسرعة 30 كم», «القناة تمتد بطول 40 كم»: the dimension of what stands before the verb."""
    last = core[-1].text if core else ""
    if last[:1] != "ب" or last[1:] not in cues()["amount"]:
        return None
    if previous is not None and len(core) > 1 and (previous.metric or "").endswith(view.quote(core[-1].start, core[-1].end)):
        of = core[1:] if core[0].text == "و" else core  # «… بسرعة 30 كم وجنوبية على الجزء الشرقي بسرعة»
        return joined((previous.metric or "").split(" … ")[0], as_said(view, of))
    verb = next((k for k, w in enumerate(before) if measure_verb(w.text) and w.end <= core[0].start), None)
    subject = trim(before[:verb], places) if verb else []
    return joined(as_said(view, subject), as_said(view, core[-1:])) if any(bears(w.text) for w in subject) else None


def index_of(figure: Figure) -> str | None:
    """The index by which a place or a score is given: «مؤشر الابتكار العالمي»."""
    if figure.source is None:
        return None
    ranked = figure.number["rule"] == "rank" or any(w in ("درجه", "درجات", "نقطه", "نقاط") for w in fold_name(figure.number["text"]).split())
    return figure.source if ranked and any(w.removeprefix("ال") in cues()["index"] for w in fold_name(figure.source).split()) else None


def _of_another(line: Line, figure: Figure, previous: Figure, before: list[Word], core: list[Word]) -> bool:
    """Whether only for whom a figure holds is said, behind a verb without subject: «فيما بلغت في قطاع الاتصالات 89%»."""
    if figure.number["unit"] != previous.number["unit"] or len(core) > 4:
        return False
    n = line.at(core[0].start)
    if not n or line.words[n - 1].text not in ("في", "لدي", "بين", "عند"):
        return False
    verb = next((k for k, w in enumerate(before) if measure_verb(w.text)), None)
    return verb is not None and before[verb].end <= core[0].start and not any(bears(w.text) and w.text not in cues()["lead"] for w in before[:verb])


def _tells_of(line: Line, previous: Figure, verb: Word) -> bool:
    """Whether what the figure before counts is the subject of a verb: no new statement between, and no verb."""
    between = line.words[line.at(previous.end) : line.at(verb.start)]
    if len(between) > _FAR or line.segment(previous.start) != line.segment(verb.start):
        return False
    return not any(w.text in cues()["complement"] or starts_verb(w.text) or w.text in OPENING and w.text != "," for w in between)


def lender(line: Line, figure: Figure, previous: Figure) -> Figure:
    """The figure of whose list a figure is: that which counts the same, over the price between («14 مشروعا بكلفة مليار و9 مشاريع بكلفة …»)."""
    counted = figure.number["counted"]
    if not counted or previous.number["counted"]:
        return previous
    head = fold_name(counted)[:3]
    return next((f for f in reversed(line.figures[: previous.index]) if f.metric and fold_name(f.number["counted"] or "")[:3] == head), previous)


def worth(view: View, line: Line, figure: Figure, previous: Figure) -> str | None:
    """«قيمة» of «68 بالمائة بقيمة تقارب 41 مليار دينار»: the sum of what the figure before measures otherwise."""
    if figure.number["kind"] != "money" or previous.number["kind"] == "money":
        return None
    between = line.words[line.at(previous.end) : line.at(figure.start)]
    word = next((w for w in between if w.text in ("بقيمه", "قيمه", "وبقيمه")), None)
    return view.quote(word.end - 4, word.end) if word and not any(leads(w.text) for w in between if w is not word) else None


def of_part(view: View, line: Line, lower: int, here: int) -> str | None:
    """«قبل منها» of «318 ملخصا قبل منها 142»: what is told of a part, with the word that points at the whole."""
    n = next((k for k in range(here - 1, max(lower, here - 4), -1) if line.words[k].text in cues()["part_of"]), None)
    if n is None or n - 1 < lower:
        return None
    verb = line.words[n - 1]
    if len(verb.text) < 3 or verb.text in OPENING or verb.text.removeprefix("و") in cues()["part_of"]:
        return None
    negated = n - 2 >= lower and line.words[n - 2].text in ("لم", "لا", "لن")
    start = line.words[n - 2].start if negated else verb.start + (verb.text[0] == "و" and len(verb.text) > 3)
    return view.quote(start, line.words[n].end)
