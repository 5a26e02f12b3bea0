"""What a figure measures, as written: the noun phrase before it, around its verb, or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from arextract.extract.statistics.choose import counted_class
from arextract.extract.statistics.scan import Figure, Line, Span, View, Word, cues, is_common, is_event, is_speech, is_verb, says, stem
from arextract.tokenise import proclitics

_BACK = 34  # words looked at before a figure
_LONGEST = 16  # words of a metric
_AHEAD = 12  # words taken from behind a figure
_OPENING = frozenset(('"', "'", "-", "(", ")", ",", ":", ".", "/", "[", "]", "*"))


def _masked(word: Word, masks: Sequence[Span]) -> bool:
    return any(a < word.end and word.start < b for a, b in masks)


def _complement(words: Sequence[Word], n: int, lower: int, figure: int) -> bool:
    """Whether «ان» opens what is said, and is no part of a name («لينكد إن»): words follow before the figure, or somebody speaks before it."""
    text = words[n].text
    if text not in cues()["complement"]:
        return False
    if text != "ان" or any(not says(w.text, "filler") for w in words[n + 1 : figure]) or n == lower:
        return True
    if words[n - 1].text in cues()["connective"] or words[n - 1].text in ("في", "حين", "الي", "علي", "عن", "بعد"):
        return True
    for k in range(n - 1, max(lower, n - 14) - 1, -1):
        if is_speech(words[k].text) or words[k].text in cues()["participle"] or stem(words[k].text, "reports"):
            return True
    return False


def _stretch(line: Line, figure: Figure, lower: int, masks: Sequence[Span]) -> list[Word]:
    """The words before a figure that belong to its statement, in order; commas that close a parenthesis are passed over.

    `lower` is the index of the first word that may belong to it.
    """
    n = line.at(figure.start)
    kept: list[Word] = []
    k = n - 1
    floor = max(lower, n - _BACK)
    while k >= floor:
        word = line.words[k]
        if _masked(word, masks):
            k -= 1
            continue
        if _complement(line.words, k, lower, n):
            break
        if word.text in (",", ";"):
            if any(_bears(w.text) for w in kept):
                # «…، الذي تناهز كلفته 60 مليونا», «مشروع للتعليم ، يساهم فيه بمبلغ»: what is meant stands before the comma.
                opening = _first_text(kept)
                joined = opening[0] == "و" and opening not in cues()["relative"]
                if opening in cues()["relative"] or (not joined and (any(w.text in cues()["resumptive"] for w in kept) or _possessed(kept))):
                    before = _antecedent(line, k - 1, floor, masks)
                    if before:
                        kept.append(word)
                        kept.extend(before)
                break
            k -= 1
            continue
        if word.text == ")" and not any(w.text == "(" for w in kept) and line.words[lower].start <= word.start and k - lower < 4:
            break  # the end of a bracket in which the figure before stood
        if word.text == ":" and any(_bears(w.text) for w in kept):
            break
        kept.append(word)
        k -= 1
    kept.reverse()
    return kept


def _bears(text: str) -> bool:
    """Whether a word says more than «نحو», «بلغ», a mark or a pronoun."""
    return not (text in _OPENING or says(text, "filler") or _measure_verb(text))


def _first_text(kept: Sequence[Word]) -> str:
    return next((w.text for w in reversed(kept) if w.text not in _OPENING), "")


def _possessed(kept: Sequence[Word]) -> bool:
    """Whether all that is left is a verb and a noun with a pronoun: «بلغت كلفته»."""
    solid = [w for w in kept if _bears(w.text)]
    return len(solid) == 1 and _pronoun(solid[0].text)


def _pronoun(text: str) -> bool:
    return len(text) > 4 and text.endswith(("ها", "هم", "هما", "هن", "ته"))


def _antecedent(line: Line, k: int, floor: int, masks: Sequence[Span]) -> list[Word]:
    """What «الذي» after a comma stands for: the few words before the comma, last first."""
    found: list[Word] = []
    while k >= floor and len(found) < 9:
        word = line.words[k]
        if word.text in (",", ";", ":", ".", ")", "(") or _masked(word, masks) or word.text in cues()["complement"] or is_speech(word.text):
            break
        found.append(word)
        k -= 1
    while found and found[-1].text in _OPENING:
        found.pop()
    return found


def _measure_verb(word: str) -> bool:
    return bool(stem(word, "measure") or stem(word, "over") or stem(word, "near") or stem(word, "under"))


def _change_verb(word: str) -> bool:
    return bool(stem(word, "up") or stem(word, "down") or stem(word, "shift"))


def _trim(words: list[Word], places: Sequence[Span]) -> list[Word]:
    """Without what leads in («قد», «ان», «كما») and what trails: approximators, prepositions, «في مصر»."""
    known = cues()
    words = list(words)
    while words:
        text = words[-1].text
        empty = says(text, "filler") or text in known["negation"] or (text in known["lead"] and text != "ان")
        if empty or text in _OPENING or (len(text) == 1 and not text.isascii()):
            words.pop()
            continue
        # «في مصر» at the end is the place, not the measure.
        at = next((n for n in range(len(words) - 1, max(-1, len(words) - 5), -1) if any(a < words[n].end and words[-1].start < b for a, b in places)), None)
        if at is not None:
            start = next(a for a, b in places if a < words[at].end and words[-1].start < b)
            first = next(n for n, w in enumerate(words) if w.end > start)
            glued = words[first].start < start
            if glued and first >= 1:
                words = words[:first]
                continue
            if not glued and first >= 2 and words[first - 1].text in known["place_lead"]:
                words = words[: first - 1]
                continue
        break
    while words and (words[0].text in _OPENING or words[0].text in known["lead"] or words[0].text in known["weak"] or is_speech(words[0].text)):
        words.pop(0)
    return words


def _core(words: list[Word], places: Sequence[Span]) -> list[Word]:
    """The measure in the words before a figure: the subject around a verb of measure, or all of them."""
    known = cues()
    verb: int | None = None
    for n in range(len(words) - 1, -1, -1):
        if _measure_verb(words[n].text):
            verb = n
            break
    if verb is not None:
        behind = _trim(words[verb + 1 :], places)
        if behind and not all(says(w.text, "weak") or says(w.text, "filler") for w in behind):
            points_back = _pronoun(behind[0].text) or any(w.text in known["resumptive"] for w in behind)
            if verb and len(behind) <= 4 and (points_back or words[verb - 1].text in known["relative"]):
                return _trim(words, places)
            return _lead_change(behind, places)
        return _lead_change(_trim(words[:verb], places), places)
    return _lead_change(_trim(words, places), places)


def _lead_change(words: list[Word], places: Sequence[Span]) -> list[Word]:
    """«ارتفع عدد المتدربين من»: the verb of change before its subject goes; «إنتاج القمح ارتفع»: the one behind it too."""
    if not words:
        return words
    if _change_verb(words[0].text) and len(words) > 1 and not words[0].text.startswith(("ال", "زياده", "ارتفاع", "انخفاض", "نمو")) and words[0].text != "تراجع":
        words = _trim(words[1:], places)
    if words and len(words) > 1 and _change_verb(words[-1].text) and not words[-1].text.startswith("ال"):
        words = _trim(words[:-1], places)
    return words


def _ahead(line: Line, figure: Figure, masks: Sequence[Span], places: Sequence[Span]) -> list[Word]:
    """The words behind a figure, to the end of its statement."""
    known = cues()
    _, last = line.segment(figure.start)
    following = line.figures[figure.index + 1].start if figure.index + 1 < len(line.figures) else line.end + 1
    n = line.at(figure.end)
    kept: list[Word] = []
    while n < len(line.words) and len(kept) < _AHEAD:
        word = line.words[n]
        text = word.text
        if word.start >= last:
            break
        if word.start >= following:
            # What leads straight to the next figure («على مساحة 12 هكتارا») belongs to that one; «… و6%» begins anew.
            if (not kept or kept[-1].text != "و") and figure.number["kind"] != "percent":
                whole = len(kept) if kept and kept[0].text[0] == "ل" and len(kept[0].text) > 3 else 0  # «75 مليونا لتأهيل 33 مستشفى»
                lead = next((k for k in range(len(kept) - 1, max(-1, len(kept) - 4), -1) if kept[k].text in known["preposition"]), whole)
                kept = kept[:lead]
            break
        if _masked(word, masks):
            if kept:
                break
            n += 1
            continue
        if text in _OPENING and text not in ('"', "'"):
            passing = n + 1 < len(line.words) and (_masked(line.words[n + 1], masks) or _masked(line.words[n - 1], masks))
            if not kept and (text in (")", '"') or (text == "," and passing)):
                n += 1
                continue
            break
        after_all = text == "بعد" and n + 1 < len(line.words) and line.words[n + 1].text == "ان"
        if kept and (after_all or text in known["stop_after"] or (text in known["complement"] and kept[-1].text not in known["modal"])):
            break
        if not kept and (text in known["stop_after"] and text not in ("من", "في", "منها", "منهم", "حتي")):
            break
        kept.append(word)
        n += 1
    return _trim(kept, places)


def _said(view: View, words: Sequence[Word]) -> str | None:
    """A stretch of words as written: without a proclitic و before it, and one ب where it is «بقيمة», «بمشاركة»."""
    if not words:
        return None
    start = words[0].start
    cut = proclitics(words[0].text)
    if cut[0][0] == "و" and len(cut) == 1 and len(words[0].text) > 4 and not is_common(words[0].text):
        start += 1  # «ولينكد إن»: a name nobody listed
    if len(cut) > 1 and cut[0] in ("و", "ف", "ب"):
        start += 1 if len(cut) == 2 or cut[0] == "ب" or cut[1] != "ب" else 2
    said = view.quote(start, words[-1].end).strip(" \"'«»“”()-:،,")
    return said or None


def _solid(words: Sequence[Word], places: Sequence[Span]) -> bool:
    """Whether words say anything of their own: more than «بينهم», «أي ما نسبته», a place."""
    for w in words:
        text = w.text
        if text in _OPENING or says(text, "weak") or says(text, "filler") or any(a < w.end and w.start < b for a, b in places):
            continue
        if _measure_verb(text) or len(text) < 3:
            continue
        if (_change_verb(text) or (text[0] in "بول" and _change_verb(text[1:]))) and len(words) < 3:
            continue
        return True
    return False


def _topic(line: Line, upto: int, masks: Sequence[Span], numbers: Sequence[Span]) -> list[Word]:
    """What the sentence speaks of before word `upto`: the noun phrase behind «أن», or behind the verb that begins it."""
    first = 0
    for k in range(upto - 1, max(-1, upto - 60), -1):
        if _complement(line.words, k, 0, upto) or line.words[k].text == ":":
            first = k + 1
            break
    k = first
    while k < upto and (line.words[k].text in cues()["lead"] or line.words[k].text in _OPENING or _masked(line.words[k], masks)):
        k += 1
    opening = line.words[k].text.removeprefix("و") if k < upto else ""
    if k < upto and (_starts_verb(line.words[k].text) or (opening[:1] == "ي" and len(opening) > 3)):
        k += 1
    found: list[Word] = []
    while k < upto and len(found) < 5:
        text = line.words[k].text
        if text in _OPENING or _masked(line.words[k], numbers) or _masked(line.words[k], masks):
            break
        if text in cues()["particle"] or text in cues()["relative"] or text in cues()["founded"] or is_verb(text):
            break
        if says(text, "connective") or (text[0] == "و" and is_verb(text[1:]) and len(proclitics(text)) > 1):
            break
        found.append(line.words[k])
        k += 1
    return found if any(len(w.text) > 3 for w in found) else []


def _starts_verb(text: str) -> bool:
    bare = text[1:] if text[0] in "وف" and len(text) > 3 and is_verb(text[1:]) else text
    return is_verb(bare) or stem(text, "measure") is not None or (bare[0] in "يت" and stem(text, "listing") is not None) or _change_verb(text)


def _verbal(words: Sequence[Word]) -> bool:
    """Whether a measure is a verb whose subject stands elsewhere: «تضم», «استقطب», «تشارك فيه»."""
    head = next((w.text for w in words if w.text not in _OPENING), "")
    return bool(head) and (_starts_verb(head) or any(w.text in cues()["resumptive"] for w in words))


def _thin(words: Sequence[Word], places: Sequence[Span]) -> bool:
    """Whether a measure is a bare verb or noun: «تضم», «تشارك فيه», «رسوم», «كلفتها»."""
    solid = [w for w in words if w.text not in _OPENING and not says(w.text, "filler") and w.text not in cues()["resumptive"]]
    return len(solid) <= 1


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
) -> None:
    """Set `figure.metric`, as written, and `figure.weak` where it was taken over from the figure before it in the sentence.

    Pieces that stand on both sides of the figure are joined by « … ». `masks` are the stretches of sources and dates, `numbers` those of all numbers.
    """
    known = cues()
    number = figure.number
    first, _ = line.segment(figure.start)
    lower = line.at(max(first, previous.end, previous.until) if previous is not None and previous.start >= line.start else first)
    here = line.at(figure.start)
    paired = previous is not None and previous.start >= line.start and bool(_until_pair(view, line, previous, masks))
    if paired:
        lower = here  # «15% لدى الذكور و22% لدى الإناث»: what stands between is said of the first
    before = _stretch(line, figure, lower, masks)
    # Who speaks is not what is measured.
    for n in range(len(before) - 2, -1, -1):
        if is_speech(before[n].text):
            before = before[n + 1 :]
            # «أعلنت الشركة عن أرباح بلغت»: what is said stands behind «عن».
            told = next((k for k, w in enumerate(before[:9]) if w.text == "عن"), None)
            if told is not None and any(_bears(w.text) for w in before[told + 1 :]):
                before = before[told + 1 :]
            break
    while before and (_masked(before[0], people) or before[0].text in _OPENING):
        before.pop(0)
    tail = _trim(before, places)
    if tail and tail[-1].text in known["take_part"]:
        figure.metric = _joined(_said(view, tail[-1:]), _said(view, _event(line, line.at(tail[-1].start), masks, numbers)))
        return
    core = _core(before, places)
    solid = _solid(core, places)
    following = [w.text for w in line.words[line.at(figure.end) : line.at(figure.end) + 3] if w.text not in (")", '"', "(")]
    follows = following[0] if following else ""
    share = number["kind"] == "percent" and (follows == "من" or follows.startswith("لل") or follows in ("لكل", "منها", "منهم"))
    distance = number["kind"] == "unit" and follows in ("عن", "من")
    rank = number["rule"] == "rank"
    purpose = number["kind"] in ("money", "unit") and follows[:1] == "ل" and len(follows) > 3
    thin = solid and _thin(core, places)
    ahead = _ahead(line, figure, masks, places) if share or distance or rank or purpose or thin or not solid else []
    more = _said(view, ahead) if _solid(ahead, places) else None
    if more:
        figure.until = ahead[-1].end
    linked = previous is not None and previous.metric is not None and previous.start >= line.start
    base = previous.metric.split(" … ")[0] if linked and previous is not None and previous.metric else ""
    kind = counted_class(number["counted"])
    verbs = any(_measure_verb(w.text) and w.text not in known["listing"] for w in before)
    from_there = bool(before) and before[-1].text == "من" and kind is not None and not verbs
    if linked and previous is not None and from_there and lower >= line.at(previous.end) and line.segment(previous.start)[0] == first:
        figure.metric, figure.weak = previous.metric, True
        return
    between = next((w.text for w in line.words[lower:here] if w.text not in _OPENING), "")
    if linked and previous is not None and previous.metric and (between in known["next_in_line"] or between.removeprefix("و") in known["next_in_line"]):
        figure.metric, figure.weak = previous.metric.split(" … ")[-1], True  # «تليها صلالة بنسبة 17%»
        return
    if not solid:
        own = paired and bool(ahead) and _leads(ahead[0].text)
        restarted = previous is not None and linked and more is not None and not (share or distance or own) and _restarts(line, figure, previous)
        if linked and previous is not None and not restarted:
            figure.metric = f"{base} … {more}" if more and (share or distance or own) else previous.metric
            figure.weak = True
            if not (share or distance):
                figure.until = 0
            return
        figure.metric = more or _said(view, core) or _said(view, _trim(before, places)) or _said(view, _topic(line, here, masks, numbers))
        return
    if len(core) > _LONGEST:
        core = core[:_LONGEST] if _measure_verb(before[0].text) or core[0] is not before[0] else core[-_LONGEST:]
    said = _said(view, core)
    # «وللدرجة الأولى 350», «توقيع 14 اتفاقية بقيمة 87 مليون»: a complement of what was measured before
    opening = [p for p in proclitics(core[0].text)[:-1] if p not in ("و", "ف")]
    if linked and base and said and (opening in (["ل"], ["لل"]) or (opening == ["ب"] and thin) or core[0].text in ("في", "لدي")):
        said = f"{base} … {said}"
    elif thin and (_verbal(core) or _possessed(core)):
        topic = _topic(line, min(here, line.at(core[0].start)), masks, numbers)
        if topic and topic[-1].end <= core[0].start:
            said = f"{_said(view, topic)} … {said}"
    if figure.headline and thin and previous is None:
        colon = next((k for k in range(here - 1, -1, -1) if line.words[k].text == ":"), 0)
        topic = [w for w in line.words[:colon] if w.text not in _OPENING]
        said = _joined(said, _said(view, topic)) if topic and topic[-1].end <= core[0].start else said  # «قطاع التنمية: ناتج يفوق 130 مليارا»
    more = more or _said(view, _until_pair(view, line, figure, masks))
    of = _whole(line, figure, previous, core) if linked and previous is not None else None
    figure.metric = _joined(said, more, of if of and of not in (said or "") else None)


def _leads(text: str) -> bool:
    """Whether a word is a preposition, or begins with ل: «لدى», «في», «للصناعة»."""
    return text in cues()["preposition"] or (text[0] == "ل" and len(text) > 3)


def _until_pair(view: View, line: Line, figure: Figure, masks: Sequence[Span]) -> list[Word]:
    """What is said of the first of two figures that «و» joins: «لدى الذكور» of «15% لدى الذكور و22% لدى الإناث»."""
    following = line.figures[figure.index + 1] if figure.index + 1 < len(line.figures) else None
    if following is None or following.number["kind"] != figure.number["kind"] or view.flat[following.start - 1 : following.start] != "و":
        return []
    found = line.words[line.at(figure.end) : line.at(following.start)]
    found = found[:-1] if found and found[-1].text == "و" else found
    if not 1 < len(found) < 6 or not _leads(found[0].text) or any(w.text in _OPENING or _masked(w, masks) for w in found):
        return []
    return found


def _joined(*pieces: str | None) -> str | None:
    """The pieces of a metric that stand apart: «مشاركة … الملتقى الرابع»."""
    return " … ".join(p for p in pieces if p) or None


def _event(line: Line, upto: int, masks: Sequence[Span], numbers: Sequence[Span]) -> list[Word]:
    """The noun phrase of the event that is spoken of last before word `upto`: «ورشة عمل حول الأرشفة» of «… بمشاركة 25 موظفا»."""
    words = line.words
    first = next((n for n in range(upto - 1, max(-1, upto - 40), -1) if is_event(words[n].text)), None)
    if first is None:
        return []
    last = first + 1
    while last < min(upto, first + 8):
        word = words[last]
        if word.text in _OPENING or _masked(word, masks) or _masked(word, numbers) or is_verb(word.text) or word.text in cues()["relative"]:
            break
        if word.text in cues()["particle"] and word.text not in ("في", "حول", "عن", "علي"):
            break
        last += 1
    while last > first + 1 and words[last - 1].text in cues()["particle"]:
        last -= 1
    return words[first:last]


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
    if line.segment(figure.start)[0] >= previous.end or any(w in known["complement"] for w in between):
        return True
    after = line.words[line.at(figure.end) : line.at(figure.end) + 1]
    return (
        bool(after)
        and after[0].text not in _OPENING
        and after[0].text not in known["stop_after"]
        and figure.number["kind"] == "percent"
        and not any(says(w, "weak") or w in ("من", "الي", "بعد") for w in between)
    )
