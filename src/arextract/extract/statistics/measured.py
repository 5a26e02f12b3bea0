"""What a figure measures, as written: the noun phrase before it, around its verb, or behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from arextract.by_word import by_word
from arextract.extract.statistics.carried import carried, dimension, joined, lender, of_part, shared, worth
from arextract.extract.statistics.choose import counted_class
from arextract.extract.statistics.phrases import (
    OPENING,
    as_said,
    bears,
    core_of,
    is_solid,
    is_thin,
    is_verbal,
    leads,
    masked,
    possessed,
    starts_verb,
    stretch,
    trim,
    until_pair,
    words_ahead,
)
from arextract.extract.statistics.scan import Figure, Line, Span, View, Word, cues, is_event, is_speech, measure_verb, says, stem
from arextract.extract.statistics.topics import event_of, named_before, points_at_event, topic_of
from arextract.fold import fold_name
from arextract.tokenise import proclitics

_LONGEST = 16  # words of a metric
_LONG = 8  # words of one that is cut at a date


def measure(
    view: View,
    line: Line,
    figure: Figure,
    previous: Figure | None,
    *,
    masks: Sequence[Span],
    numbers: Sequence[Span],
    places: Sequence[Span],
    people: Sequence[Span],
    events: Callable[[], Sequence[str]],
    behind: bool = False,
) -> None:
    """Set `figure.metric`, as written, and `figure.weak` where it was taken over from the figure before it in the sentence.

    Pieces that stand on both sides of the figure are joined by « … ». `masks` are the stretches of sources and dates, `numbers` those of all numbers,
    `events` gives the events that have been named before, and `behind` tells that something is said behind the figure.
    """
    known = cues()
    number = figure.number
    first, _ = line.segment(figure.start)
    lower = line.at(max(first, previous.end, previous.until) if previous is not None and previous.start >= line.start else first)
    here = line.at(figure.start)
    if figure.paired:
        lower = here  # «15% لدى الذكور و22% لدى الإناث»: what stands between is said of the first
    before = stretch(line, figure, lower, masks)
    if previous is not None and previous.metric and previous.end <= line.words[lower].start and _follows_comma(line, here, masks):
        before = []  # «8,9 مليون شخص نزحوا منذ أبريل، 53% منهم أطفال»: what stands between is said of the first
    # Who speaks is not what is measured.
    for n in range(len(before) - 2, -1, -1):
        if is_speech(before[n].text):
            before = before[n + 1 :]
            # «أعلنت الشركة عن أرباح بلغت»: what is said stands behind «عن».
            told = next((k for k, w in enumerate(before[:9]) if w.text == "عن"), None)
            if told is not None and any(bears(w.text) for w in before[told + 1 :]):
                before = before[told + 1 :]
            break
    if len(before) > 1 and stem(before[0].text, "reports") and masked(line.words[line.at(before[0].start) + 1], masks):
        before = before[1:]  # «أظهرت النشرة ارتفاع عدد …»
    if before and before[0].text in known["oversees"]:  # «أشرف الوالي على توزيع 1200 وحدة», «صادق المجلس على منح 40 قرضا»
        told = next((k for k, w in enumerate(before[:9]) if w.text == "علي"), None)
        before = before[told + 1 :] if told is not None and told + 1 < len(before) else before
    while before and (masked(before[0], people) or before[0].text in OPENING):
        before.pop(0)
    comma = next((k for k in range(len(before) - 1, -1, -1) if before[k].text == ","), None)
    if comma is not None and any(w.text.removeprefix("و") in known["part_of"] or w.text in ("بينها", "بينهم", "بينهن") for w in before[comma:]):
        before = before[comma + 1 :]  # «450 ألف فدان هذا الموسم، منها 120 ألفا»
    tail = trim(before, places)
    if tail and tail[-1].text in known["take_part"]:
        figure.metric = joined(as_said(view, tail[-1:]), as_said(view, event_of(line, line.at(tail[-1].start), masks, numbers)) or named_before((), events()))
        return
    linked = previous is not None and previous.metric is not None and previous.start >= line.start and not previous.apart
    if linked and previous is not None and here and (line.words[here - 1].text in known["carries"] or _moves_it(before, figure, previous)):
        figure.metric, figure.weak = previous.metric, True  # «45 متدربا …، بواقع 27 متدربا و18 متدربة», «42% … خفضها إلى 30%»
        return
    gap = shared(view, line, figure, previous, places) if linked and previous is not None else None
    if gap:
        figure.metric = gap
        return
    if [w.text for w in tail[-1:]] == ["مع"] and len(tail) > 1 and tail[-2].text in known["partners"]:  # «بالشراكة مع أربع جهات»
        event = event_of(line, line.at(tail[-2].start), masks, numbers) or event_of(line, line.at(tail[-2].start), masks, numbers, undertakings=True)
        figure.metric = joined(as_said(view, tail[-2:]), as_said(view, event) or named_before((), events()))
        return
    core = _last_clause(core_of(before, places), masks)
    core = _from_event(core)
    solid = is_solid(core, places)
    following = [w.text for w in line.words[line.at(figure.end) : line.at(figure.end) + 3] if w.text not in (")", '"', "(")]
    follows = following[0] if following else ""
    share = number["kind"] == "percent" and (follows == "من" or follows.startswith("لل") or follows in ("لكل", "منها", "منهم"))
    distance = number["kind"] == "unit" and follows in ("عن", "من")
    rank = number["rule"] == "rank"
    purpose = number["kind"] in ("money", "unit") and follows[:1] == "ل" and len(follows) > 3
    spent = number["kind"] == "money" and follows == "علي" and not figure.change  # «إنفاق 214 مليون دينار على النظافة»
    # «كرم العميد عشرة طلاب من أوائل الدفعة»: of a deed, whom it counts is said behind.
    deed = bool(core) and (starts_verb(core[0].text) or starts_verb(core[-1].text))
    described = number["kind"] == "number" and bool(number["counted"]) and (leads(follows or "-") or follows.startswith("بال"))
    described = described and (deed or follows != "من") and not until_pair(view, line, figure, masks)
    thin = solid and is_thin(core, places)
    ahead = words_ahead(line, figure, masks, places) if share or distance or rank or purpose or spent or described or thin or not solid else []
    more = as_said(view, ahead) if is_solid(ahead, places) else None
    if more:
        figure.until = ahead[-1].end
    if sized := dimension(view, before, core, places, previous if linked else None):
        figure.metric = joined(sized, more)
        return
    over = carried(view, line, figure, previous, before, core) if linked and previous is not None else None
    if over:
        figure.metric, figure.weak = joined(over, more), True
        return
    base = previous.metric.split(" … ")[0] if linked and previous is not None and previous.metric else ""
    kind = counted_class(number["counted"])
    verbs = any(measure_verb(w.text) and w.text not in known["listing"] for w in before)
    from_there = bool(before) and before[-1].text == "من" and kind is not None and not verbs
    if linked and previous is not None and from_there and lower >= line.at(previous.end) and line.segment(previous.start)[0] == first:
        comers = previous.number["counted"] if counted_class(previous.number["counted"]) == "people" else None
        figure.metric, figure.weak = joined(previous.metric, comers), True  # «45 متدربا من ست وزارات»
        return
    between = next((w.text for w in line.words[lower:here] if w.text not in OPENING), "")
    if linked and previous is not None and previous.metric and (between in known["next_in_line"] or between.removeprefix("و") in known["next_in_line"]):
        after = [w for w in line.words[lower:here] if bears(w.text) and not says(w.text, "weak") and not masked(w, places)]
        whose = as_said(view, after) if after and after[0].text.startswith("ال") else None
        figure.metric, figure.weak = joined(whose, previous.metric.split(" … ")[-1]), True  # «تليها صلالة بنسبة 17%», «تليها المصانع بنسبة 9%»
        return
    subject = topic_of(line, here, masks, numbers) if rank and not solid and not (linked and previous is not None and previous.number["rule"] == "rank") else []
    if subject:
        figure.metric = joined(as_said(view, subject), more)  # «أن البلاد، بعد عامين من العمل، باتت في المرتبة الثانية عالميا»
        return
    if not solid:
        if linked and previous is not None:
            previous = lender(line, figure, previous)
            base = (previous.metric or "").split(" … ")[0]
        against = between in known["against"] and (number["kind"] == "percent" or between == "بعد")
        subjectless = any(measure_verb(w.text) for w in line.words[lower:here]) and leads(follows or "-")  # «… وبلغ 39,5% لدى الشباب»
        own = (
            (figure.paired or against or subjectless or (here > 0 and line.words[here - 1].text in known["part_of"]))
            and more is not None
            and follows != ""
            and leads(follows)
        )
        if own:
            more = as_said(view, line.words[line.at(figure.end) : line.at(ahead[-1].start) + 1])
        said_of_it = more is not None and not (share or distance or rank or own) or behind
        restarted = previous is not None and linked and said_of_it and _restarts(line, figure, previous)
        if linked and previous is not None and not restarted:
            if number["kind"] == "percent" and more is None and previous.number["counted"] and _of_verb(previous.metric):
                figure.metric, figure.weak = joined(previous.metric, str(previous.number["counted"])), True  # «استوردت 5400 مركبة، بزيادة 22%»
                return
            pair = as_said(view, until_pair(view, line, figure, masks))
            part = here > lower and any(w.text.removeprefix("و") in known["part_of"] for w in line.words[max(lower, here - 3) : here])
            whole = previous.number["counted"] if part and number["kind"] == "number" else None
            if whole and (whole == number["counted"] or previous.metric and whole in previous.metric):
                whole = None
            if sum_of := worth(view, line, figure, previous):
                figure.metric = joined(sum_of, previous.metric)
            elif more and (share or distance or rank or own):
                figure.metric = f"{base} … {more}"
            elif figure.paired or pair:
                figure.metric = joined(base, pair)
            else:
                verb = of_part(view, line, lower, here) if part else None
                figure.metric = joined(previous.metric, verb, str(whole) if whole else None)  # «84 انتهاكا، منها 12 اعتقالا»
            figure.weak = True
            if not (share or distance or rank or own):
                figure.until = 0
            return
        says_nothing = all(w.text in OPENING or says(w.text, "filler") or says(w.text, "weak") for w in before)
        figure.metric = more or (None if says_nothing else as_said(view, core) or as_said(view, trim(before, places)))
        figure.metric = figure.metric or as_said(view, topic_of(line, here, masks, numbers))
        return
    price = next((n for n in range(len(core) - 1, max(0, len(core) - 3), -1) if core[n].text[0] == "ب" and core[n].text[1:] in known["amount"]), None)
    if price and starts_verb(core[0].text):
        # «وانتهت خلال ست ساعات بتكلفة 2 مليون»: of what, the words before say
        of = base or as_said(view, event_of(line, line.at(core[0].start), masks, numbers, undertakings=True))
        of = of or as_said(view, trim(core[:price], places))
        figure.metric = joined(of, as_said(view, core[price:]), more)
        return
    if len(core) > _LONGEST:
        core = core[:_LONGEST] if measure_verb(before[0].text) or core[0] is not before[0] else core[-_LONGEST:]
    said = as_said(view, core)
    # «وللدرجة الأولى 350», «توقيع 14 اتفاقية بقيمة 87 مليون»: a complement of what was measured before
    opening = [p for p in proclitics(core[0].text)[:-1] if p not in ("و", "ف")]
    # «37 مشروعا بغلاف مالي»: of these; behind a comma it may be of all that was named.
    near = previous is not None and not any(w.text == "," for w in line.words[line.at(previous.end) : here])
    there = previous is not None and line.at(previous.start) > 0 and line.words[line.at(previous.start) - 1].text in ("في", "عبر")  # «في ست محافظات بتكلفة …»
    priced = opening == ["ب"] and core[0].text[1:] in known["amount"] and near and not there
    if linked and base and said and (opening in (["ل"], ["لل"]) or opening == ["ب"] and (thin or priced or there) or core[0].text in ("في", "لدي")):
        counted = previous.number["counted"] if priced and previous is not None else None
        said = joined(said, str(counted)) if counted else joined(previous.metric if priced and previous is not None else base, said)
    elif thin and (is_verbal(core) or possessed(core) or core[0].text in known["meant"] or any(_entered(w.text) for w in core)):
        upto = min(here, line.at(core[0].start))
        alone = upto and line.words[upto - 1].text == "," and core[0].text[0] not in "وف"  # «حملة …، تستهدف», «دورة …، موجهة»
        undertaking = event_of(line, upto, masks, numbers, undertakings=True)
        entered = not linked and _takes_part(core) and any(_points(w.text) for w in core)  # «دورة …، واستفاد منها 22 مفتشا»: what is entered is the event
        topic = (alone or entered) and undertaking or topic_of(line, upto, masks, numbers) or undertaking
        if topic and topic[-1].end <= core[0].start:
            said = f"{as_said(view, topic)} … {said}"
        elif previous is None and not figure.headline and _takes_part(core):
            said = joined(named_before(core, events()), said)
    elif points_at_event(core) and _takes_part(core):
        said = joined(said, named_before(core, events()))
    if figure.headline and thin and previous is None:
        colon = next((k for k in range(here - 1, -1, -1) if line.words[k].text == ":"), 0)
        topic = [w for w in line.words[:colon] if w.text not in OPENING]
        said = joined(said, as_said(view, topic)) if topic and topic[-1].end <= core[0].start else said  # «قطاع التنمية: ناتج يفوق 130 مليارا»
    if number["kind"] == "money":
        said = joined(said, as_said(view, _place_won(line, figure)))
    more = more or as_said(view, until_pair(view, line, figure, masks))
    of = _whole(line, figure, previous, core) if linked and previous is not None else None
    figure.metric = joined(said, more, of if of and of not in (said or "") else None)


def _follows_comma(line: Line, here: int, masks: Sequence[Span]) -> bool:
    """Whether nothing but a comma stands before a figure, and the comma closes no «، وفق الوزارة،»."""
    return here > 1 and line.words[here - 1].text == "," and not masked(line.words[here - 2], masks)


def _last_clause(core: list[Word], masks: Sequence[Span]) -> list[Word]:
    """«سينطلق يوم الخميس 26 ماي وسيجوب»: of verbs that و joins around a date only the last counts."""
    for n in range(len(core) - 1, 0, -1):
        cut = core[n].text[0] == "و" and starts_verb(core[n].text) and len(proclitics(core[n].text)) + (core[n].text[1] == "س") > 1
        if cut and any(core[n - 1].end <= b and a < core[n].start and core[0].start < a for a, b in masks):
            return core[n:]
    if len(core) > _LONG:  # «دشن المعهد يوم السبت 9/8/2025 دورة تدريبية لعدد»
        dated = max((n for n in range(1, len(core)) if any(core[n - 1].end <= b and a < core[n].start and core[0].start < a for a, b in masks)), default=0)
        return core[dated:] if sum(bears(w.text) for w in core[dated:]) > 1 else core
    return core


def _from_event(core: list[Word]) -> list[Word]:
    """«منتدى الابتكار الذي حضره» of «اختتمت المؤسسة منتدى الابتكار الذي حضره 40 شخصا»: who held it is not measured."""
    if len(core) < 3 or not (starts_verb(core[-1].text) or _entered(core[-1].text)) or core[-1].text[0] == "و":
        return core
    first = next((k for k in range(len(core) - 2, 0, -1) if is_event(core[k].text) and not leads(core[k - 1].text)), 0)
    return core[first:]


def _takes_part(words: Sequence[Word]) -> bool:
    """«تشارك في», «استقطب», «تنافس فيها», «تحضره»: a verb of taking part, or one that points at where."""
    return any(stem(w.text, "takes_part") or _entered(w.text) or w.text in cues()["resumptive"] or says(w.text, "take_part") for w in words)


@by_word
def _entered(text: str) -> bool:
    """«تحضره», «حضرها»: a verb of taking part with what is taken part in as its pronoun."""
    bare = next((text.removesuffix(s) for s in ("ها", "هما", "ه") if text.endswith(s) and len(text) - len(s) > 2), "")
    return bool(bare) and stem("ي" + bare[1:] if bare[0] == "ت" else bare, "takes_part") is not None


def _place_won(line: Line, figure: Figure) -> list[Word]:
    """«المركز الأول» of «- المركز الأول: مدرسة الفارابي، وجائزتها 30 ألف ريال»: for what a prize is given."""
    opening = [w for w in line.words[: line.at(figure.start)] if w.text not in ("-", "*")][:5]
    colon = next((k for k, w in enumerate(opening) if w.text == ":"), 0)
    return opening[:colon] if colon > 1 and opening[0].text in cues()["place_won"] else []


def _points(text: str) -> bool:
    return text in cues()["resumptive"] or _entered(text)


def _moves_it(before: Sequence[Word], figure: Figure, previous: Figure) -> bool:
    """«نعمل على خفضها إلى 30%»: what is to change is what the figure before measures, of the same kind."""
    if len(before) < 2 or before[-1].text not in ("الي", "حتي", "عند") or figure.number["unit"] != previous.number["unit"]:
        return False
    bare = next((before[-2].text.removesuffix(s) for s in ("ها", "ه") if before[-2].text.endswith(s)), "")
    return bool(bare) and any(bare in cues()[c] or bare.removesuffix("ت") + "ه" in cues()[c] for c in ("up", "down"))


def _of_verb(metric: str | None) -> bool:
    """Whether a metric begins with a verb, so that what it counts says what it is of."""
    return is_verbal([Word(0, 0, w) for w in fold_name(metric or "").split()[:1] if w not in cues()["count_word"]])


def _whole(line: Line, figure: Figure, previous: Figure, core: Sequence[Word]) -> str | None:
    """What «منها», «منهم» beside a figure stand for: the counted noun or the metric of the figure before it; None where nothing points back."""
    after = line.words[line.at(figure.end) : line.at(figure.end) + 1]
    near = [w.text for w in (*core[-3:], *after)]
    if not any(w in cues()["part_of"] for w in near):
        return None
    counted = previous.number["counted"]
    return str(counted) if counted else (previous.metric or "").split(" … ")[0] or None


def _restarts(line: Line, figure: Figure, previous: Figure) -> bool:
    """Whether a new statement («وأن 25% لا يدخرون», «و6% يتأخرون») begins between two figures."""
    between = [w.text for w in line.words[line.at(previous.end) : line.at(figure.start)]]
    known = cues()
    if between[:1] == ["بعد"]:
        return False  # «… إلى 8750 مترا بعد أن كانت 7200»
    if between[-1:] == ["و"] and len(between) > 3:
        between = between[-1:]  # «… مرة واحدة و6% يتغيبون دائما»
    if line.segment(figure.start)[0] >= previous.end or any(w in known["complement"] for w in between):
        return True
    after = line.words[line.at(figure.end) : line.at(figure.end) + 1]
    return (
        bool(after)
        and after[0].text not in OPENING
        and after[0].text not in known["stop_after"]
        and figure.number["kind"] == "percent"
        and not any(says(w, "weak") or w in ("من", "الي", "بعد") for w in between)
    )
