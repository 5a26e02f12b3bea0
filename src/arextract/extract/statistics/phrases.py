"""Stretches of a sentence around a figure: what stands before it, behind it, what the sentence speaks of, and how a stretch is said."""

from __future__ import annotations

from collections.abc import Sequence

from arextract.by_word import by_word
from arextract.extract.statistics.scan import Figure, Line, Span, View, Word, all_of, cues, is_common, is_speech, is_verb, measure_verb, says, stem, stem_in
from arextract.tokenise import proclitics

_BACK = 34  # words looked at before a figure
_AHEAD = 12  # words taken from behind a figure
OPENING = frozenset(('"', "'", "-", "(", ")", ",", ":", ".", "/", "[", "]", "*"))


def masked(word: Word, masks: Sequence[Span]) -> bool:
    """Whether a word lies in a stretch that is no part of a metric: a date, a source."""
    start, end, _ = word
    for a, b in masks:  # asked for every word: a third of the time of any(…)
        if a < end and start < b:
            return True
    return False


def complements(words: Sequence[Word], n: int, lower: int, figure: int) -> bool:
    """Whether «ان» opens what is said, and is no part of a name («لينكد إن»): words follow before the figure, or somebody speaks before it."""
    text = words[n].text
    if text not in cues()["complement"]:
        return False
    if text != "ان" or any(not says(w.text, "filler") for w in words[n + 1 : figure]) or n == lower:
        return True
    if words[n - 1].text in cues()["connective"] or words[n - 1].text in (",", "في", "حين", "الي", "علي", "عن", "بعد"):
        return True
    for k in range(n - 1, max(lower, n - 14) - 1, -1):
        if is_speech(words[k].text) or words[k].text in cues()["participle"] or stem(words[k].text, "reports"):
            return True
    return False


def stretch(line: Line, figure: Figure, lower: int, masks: Sequence[Span]) -> list[Word]:
    """The words before a figure that belong to its statement, in order; commas that close a parenthesis are passed over.

    `lower` is the index of the first word that may belong to it.
    """
    n = line.at(figure.start)
    kept: list[Word] = []
    k = n - 1
    floor = max(lower, n - _BACK)
    while k >= floor:
        word = line.words[k]
        if masked(word, masks):
            k -= 1
            continue
        if complements(line.words, k, lower, n):
            break
        if word.text in (",", ";"):
            if any(bears(w.text) for w in kept):
                # «…، الذي تناهز كلفته 60 مليونا», «مشروع للتعليم ، يساهم فيه بمبلغ»: what is meant stands before the comma.
                opening = _first_text(kept)
                joined = opening[0] == "و" and opening not in cues()["relative"]
                if opening in cues()["relative"] or (not joined and (any(w.text in cues()["resumptive"] for w in kept) or possessed(kept))):
                    before = _antecedent(line, k - 1, floor, masks)
                    if before:
                        kept.append(word)
                        kept.extend(before)
                break
            k -= 1
            continue
        if word.text == ")":
            bracket = next((j for j in range(k - 1, floor - 1, -1) if line.words[j].text == "("), None)
            if bracket is not None and any(masked(w, masks) for w in line.words[bracket:k]):
                k = bracket - 1  # «فاز سامي الحداد (من مواليد 1988) بالمرتبة الثالثة»
                continue
        if word.text == ")" and not any(w.text == "(" for w in kept) and line.words[lower].start <= word.start and k - lower < 4:
            break  # the end of a bracket in which the figure before stood
        if word.text == ":" and any(bears(w.text) for w in kept):
            break
        kept.append(word)
        k -= 1
    kept.reverse()
    return kept


def bears(text: str) -> bool:
    """Whether a word says more than «نحو», «بلغ», a mark or a pronoun."""
    return not (text in OPENING or says(text, "filler") or measure_verb(text))


def _first_text(kept: Sequence[Word]) -> str:
    return next((w.text for w in reversed(kept) if w.text not in OPENING), "")


def possessed(kept: Sequence[Word]) -> bool:
    """Whether all that is left is a verb and a noun with a pronoun: «بلغت كلفته»."""
    solid = [w for w in kept if bears(w.text)]
    return len(solid) == 1 and _pronoun(solid[0].text)


def _pronoun(text: str) -> bool:
    return len(text) > 4 and text.endswith(("ها", "هم", "هما", "هن", "ته"))


def _antecedent(line: Line, k: int, floor: int, masks: Sequence[Span]) -> list[Word]:
    """What «الذي» after a comma stands for: the few words before the comma, last first."""
    found: list[Word] = []
    while k >= floor and len(found) < 9:
        word = line.words[k]
        if word.text in (",", ";", ":", ".", ")", "(") or masked(word, masks) or word.text in cues()["complement"] or is_speech(word.text):
            break
        found.append(word)
        k -= 1
    while found and found[-1].text in OPENING:
        found.pop()
    return found


@by_word
def _change_verb(word: str) -> bool:
    return stem_in(word, all_of("up", "down", "shift")) is not None


def trim(words: list[Word], places: Sequence[Span]) -> list[Word]:
    """Without what leads in («قد», «ان», «كما») and what trails: approximators, prepositions, «في مصر»."""
    known = cues()
    words = list(words)
    while words:
        text = words[-1].text
        empty = says(text, "filler") or text in known["negation"] or (text in known["lead"] and text != "ان")
        if empty or text in OPENING or (len(text) == 1 and not text.isascii()):
            words.pop()
            continue
        # «في مصر» at the end is the place, not the measure.
        last = words[-1].start
        at = None
        if places:
            at = next((n for n in range(len(words) - 1, max(-1, len(words) - 5), -1) if any(a < words[n].end and last < b for a, b in places)), None)
        if at is not None:
            start = next(a for a, b in places if a < words[at].end and words[-1].start < b)
            first = next(n for n, w in enumerate(words) if w.end > start)
            glued = words[first].start < start
            if glued and first and any(a < words[first - 1].end and words[first - 1].start < b for a, b in places):
                break  # «بين الأردن والعراق»
            if glued and first >= 1:
                words = words[:first]
                continue
            if not glued and first >= 2 and words[first - 1].text in known["place_lead"]:
                words = words[: first - 1]
                continue
        break
    while words and (words[0].text in OPENING or words[0].text in known["lead"] or words[0].text in known["weak"] or is_speech(words[0].text)):
        words.pop(0)
    return words


def core_of(words: list[Word], places: Sequence[Span]) -> list[Word]:
    """The measure in the words before a figure: the subject around a verb of measure, or all of them."""
    known = cues()
    verb: int | None = None
    for n in range(len(words) - 1, -1, -1):
        if measure_verb(words[n].text):
            verb = n
            break
    if verb is not None:
        behind = trim(words[verb + 1 :], places)
        if behind and not all(says(w.text, "weak") or says(w.text, "filler") or verb and _change_noun(w.text) for w in behind):
            points_back = _pronoun(behind[0].text) or any(w.text in known["resumptive"] for w in behind)
            if verb and len(behind) <= 4 and (points_back or words[verb - 1].text in known["relative"]):
                return trim(words, places)
            return _lead_change(behind, places)
        subject = trim(words[:verb], places)
        while len(subject) > 1 and subject[-1].text in known["relative"]:  # «عجز الموازنة الذي بلغ …»
            subject.pop()
        return _lead_change(subject, places)
    return _lead_change(trim(words, places), places)


def _change_noun(text: str) -> bool:
    """«ارتفاعا», «نموا»: what a measure has seen («سجل المؤشر ارتفاعا بنسبة 2%»)."""
    return text.endswith("ا") and (_change_verb(text) or _change_verb(text[:-1]))


def _lead_change(words: list[Word], places: Sequence[Span]) -> list[Word]:
    """«ارتفع عدد المتدربين من»: the verb of change before its subject goes; «إنتاج القمح ارتفع»: the one behind it too."""
    if not words:
        return words
    if _change_verb(words[0].text) and len(words) > 1 and not _masdar(words[0].text.removeprefix("و")):
        words = trim(words[1:], places)
    if words and len(words) > 1 and _change_verb(words[-1].text) and not words[-1].text.startswith("ال"):
        words = trim(words[:-1], places)
    return words


def _masdar(text: str) -> bool:
    """Whether a word of change is the noun and no verb: «زيادة», «ارتفاع»."""
    return text.startswith(("ال", "زياده", "ارتفاع", "انخفاض", "نمو")) or text == "تراجع"


def words_ahead(line: Line, figure: Figure, masks: Sequence[Span], places: Sequence[Span]) -> list[Word]:
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
            shares = gapped(line, line.figures[figure.index + 1], places)
            if shares and any(w is shares[0] for w in kept):  # «40% من التمويل والبنك 60%»
                kept = kept[: next(k for k, w in enumerate(kept) if w is shares[0])]
                break
            # What leads straight to the next figure («على مساحة 12 هكتارا») belongs to that one; «… و6%» begins anew.
            if (not kept or kept[-1].text != "و") and figure.number["kind"] != "percent":
                whole = len(kept) if kept and kept[0].text[0] == "ل" and len(kept[0].text) > 3 else 0  # «75 مليونا لتأهيل 33 مستشفى»
                priced = next((k for k in range(1, len(kept)) if kept[k].text[0] == "ب" and kept[k].text[1:] in known["amount"]), None)
                lead = next((k for k in range(len(kept) - 1, max(-1, len(kept) - 4), -1) if kept[k].text in known["preposition"]), whole)
                lead = priced if priced is not None else lead  # «195 طنا من زيت الزيتون بعائدات فاقت 5 مليارات»
                kept = kept[:lead]
            break
        if masked(word, masks):
            if kept:
                break
            n += 1
            continue
        if text in OPENING and text not in ('"', "'"):
            passing = n + 1 < len(line.words) and (masked(line.words[n + 1], masks) or masked(line.words[n - 1], masks))
            if not kept and (text in (")", '"') or (text == "," and passing)):
                n += 1
                continue
            break
        after_all = text == "بعد" and n + 1 < len(line.words) and line.words[n + 1].text == "ان"
        if text == "الامر" and n + 1 < len(line.words) and line.words[n + 1].text in known["relative"]:
            break  # «…، الأمر الذي يضاعف العبء»: a remark on all of it
        if kept and (after_all or text in known["stop_after"] or (text in known["complement"] and kept[-1].text not in known["modal"])):
            break
        if n + 1 < len(line.words) and line.words[n + 1].text in known["part_of"] and following <= line.end:
            break  # «حفظ منها 410 وأحيل منها 87»: the verb of the next figure
        if not kept and (text in known["stop_after"] and text not in ("من", "في", "منها", "منهم", "حتي")):
            break
        kept.append(word)
        n += 1
    if kept and kept[0].text == "من" and figure.number["kind"] == "number":  # «تسعة جراحين من تركيا والبرازيل تدربوا»
        inside = [k for k, w in enumerate(kept[1:], 1) if any(a < w.end and w.start < b for a, b in places)]
        if inside and inside[0] == 1 and inside[-1] + 1 < len(kept):
            kept = kept[inside[-1] + 1 :]
    return trim(kept, () if kept and kept[0].text == "عن" else places)  # «25 كلم عن مدينة بن قردان»


def as_said(view: View, words: Sequence[Word]) -> str | None:
    """A stretch of words as written: without a proclitic و before it, and one ب where it is «بقيمة», «بمشاركة»."""
    if not words:
        return None
    start = words[0].start
    cut = proclitics(words[0].text)
    unlisted = len(words[0].text) > 4 and not is_common(words[0].text)  # «ولينكد إن»: a name nobody listed
    if cut[0][0] == "و" and len(cut) == 1 and (unlisted or words[0].text[1:] in cues()["holds"]):
        start += 1
    if len(cut) > 1 and cut[0] in ("و", "ف", "ب"):
        start += 1 if len(cut) == 2 or cut[0] == "ب" or cut[1] != "ب" else 2
    said = view.quote(start, words[-1].end).strip(" \"'«»“”()-:،,")
    return said or None


def is_solid(words: Sequence[Word], places: Sequence[Span]) -> bool:
    """Whether words say anything of their own: more than «بينهم», «أي ما نسبته», a place."""
    for w in words:
        text = w.text
        if text in OPENING or says(text, "weak") or says(text, "filler") or masked(w, places):
            continue
        if measure_verb(text) or len(text) < 3:
            continue
        if (_change_verb(text) or (text[0] in "بول" and _change_verb(text[1:]))) and len(words) < 3:
            continue
        return True
    return False


@by_word
def starts_verb(text: str) -> bool:
    """Whether a folded word is a verb of telling, measure or change, و before it allowed."""
    bare = text[1:] if text[0] in "وف" and len(text) > 3 and (is_verb(text[1:]) or text[1] == "س") else text
    bare = bare[1:] if bare[0] == "س" and bare[1:2] in ("ي", "ت") and is_verb(bare[1:]) else bare
    bare = "ي" + bare[1:] if bare[0] == "ت" and len(bare) > 4 and is_verb("ي" + bare[1:]) else bare  # «تستهدف» as «يستهدف»
    told = stem(text, "measure") is not None or stem(text, "holds") is not None or bare[0] in "يت" and stem(text, "listing") is not None
    return told or is_verb(bare) or _change_verb(text)


def is_verbal(words: Sequence[Word]) -> bool:
    """Whether a measure is a verb whose subject stands elsewhere: «تضم», «استقطب», «تشارك فيه»."""
    head = next((w.text for w in words if w.text not in OPENING), "")
    return bool(head) and (starts_verb(head) or any(w.text in cues()["resumptive"] for w in words))


def is_thin(words: Sequence[Word], places: Sequence[Span]) -> bool:
    """Whether a measure is a bare verb or noun: «تضم», «تشارك فيه», «رسوم», «كلفتها»."""
    solid = [w for w in words if w.text not in OPENING and not says(w.text, "filler") and w.text not in cues()["resumptive"]]
    return len(solid) <= 1


def leads(text: str) -> bool:
    """Whether a word is a preposition, or begins with ل: «لدى», «في», «للصناعة»."""
    return text in cues()["preposition"] or (text[0] == "ل" and len(text) > 3)


def until_pair(view: View, line: Line, figure: Figure, masks: Sequence[Span]) -> list[Word]:
    """What is said of the first of two figures that «و» joins: «لدى الذكور» of «15% لدى الذكور و22% لدى الإناث»."""
    following = line.figures[figure.index + 1] if figure.index + 1 < len(line.figures) else None
    if following is None or following.number["kind"] != figure.number["kind"] or view.flat[following.start - 1 : following.start] != "و":
        return []
    found = line.words[line.at(figure.end) : line.at(following.start)]
    found = found[:-1] if found and found[-1].text == "و" else found
    single = len(found) == 1 and found[0].text[0] == "ل"  # «21 مليونا للاستثماري و6 ملايين للتجاري»
    if not (single or 1 < len(found) < 6) or not leads(found[0].text) or any(w.text in OPENING or masked(w, masks) for w in found):
        return []
    return found


def gapped(line: Line, figure: Figure, places: Sequence[Span]) -> list[Word]:
    """The subject that shares the verb of the figure before: «والإناث» of «يشكل الذكور 71% من السكان والإناث 29%»."""
    last = line.figures[figure.index - 1] if figure.index else None
    if last is None or last.number["kind"] != figure.number["kind"]:
        return []
    between = line.words[line.at(last.end) : line.at(figure.start)]
    if between and between[-1].end > figure.start:
        return []  # «والمركز الثاني»: the word is the figure's own
    for k in range(len(between) - 1, max(-1, len(between) - 4), -1):
        text = between[k].text
        if text in OPENING or leads(text) or starts_verb(text) or not bears(text) or says(text, "weak"):
            return []
        if text[0] == "و" and (text.startswith("وال") and len(text) > 5 or any(a == between[k].start + 1 for a, _ in places)):
            return between[k:]
        if not text.startswith("ال"):
            return []
    return []


def opens_clause(words: Sequence[Word], n: int) -> bool:
    """Whether a verb stands at n, right behind the noun that it tells of: «أقفلت», «تعيلها», «شاركوا», «لم تحدث»."""
    if n >= len(words):
        return False
    text = words[n].text
    if text in ("لهم", "لهن", "لديهم", "لديها", "ممن"):  # «590 شخصا لهم ارتباط بالشبكة»
        return n + 2 < len(words)
    if text in ("لم", "لا", "لن"):
        return n + 1 < len(words) and words[n + 1].text[0] in "يتن"
    if text in cues()["not_clause"] or text.startswith("ال") or len(text) < 4:
        return False
    bare = next((text.removesuffix(s) for s in ("ها", "هم", "ه") if text.endswith(s) and len(text) - len(s) > 2), text)
    past = text.endswith(("وا", "ت")) and not text.endswith("ات")
    return is_verb(text) and text[0] not in "وف" or past and text[0] not in "وفبل" or bare[0] in "يت" and is_verb(bare)
