"""What a sentence speaks of: its subject, the event or undertaking that stands before a figure."""

from __future__ import annotations

from collections.abc import Sequence

from arextract.by_word import by_word
from arextract.extract.statistics.phrases import OPENING, complements, masked, starts_verb
from arextract.extract.statistics.scan import Line, Span, View, Word, cues, is_event, is_verb, says
from arextract.fold import fold_name
from arextract.tokenise import proclitics

_LONGEST = 8  # words of an event's phrase
_FARTHEST = 60  # words back to it


def topic_of(line: Line, upto: int, masks: Sequence[Span], numbers: Sequence[Span]) -> list[Word]:
    """What the sentence speaks of before word `upto`: the noun phrase behind «أن», or behind the verb that begins it; of «أنه» that behind «عن»."""
    first = 0
    for k in range(upto - 1, max(-1, upto - 60), -1):
        if complements(line.words, k, 0, upto) or line.words[k].text in (":", "لكن", "ولكن", "فيما", "بينما"):
            about = _told_of(line, k) if line.words[k].text in cues()["complement_of"] else None
            first = k + 1 if about is None else about
            break
    k = first
    while k < upto and (line.words[k].text in cues()["lead"] or line.words[k].text in OPENING or masked(line.words[k], masks)):
        k += 1
    opening = line.words[k].text.removeprefix("و") if k < upto else ""
    if k < upto and (starts_verb(line.words[k].text) or (opening[:1] == "ي" and len(opening) > 3)):
        k += 1
    found: list[Word] = []
    while k < upto and len(found) < 5:
        text = line.words[k].text
        if text in OPENING or masked(line.words[k], numbers) or masked(line.words[k], masks):
            break
        whole = text == "من" and len(found) < 4 and k + 1 < upto and line.words[k + 1].text.startswith("ال")  # «الإنتاج من الأرز الخام»
        if text in cues()["particle"] and not (found and whole):
            break
        if text in cues()["relative"] or text in cues()["founded"] or is_verb(text) or found and starts_verb(text):
            break
        if says(text, "connective") or (text[0] == "و" and is_verb(text[1:]) and len(proclitics(text)) > 1):
            break
        found.append(line.words[k])
        k += 1
    return found if any(len(w.text) > 3 and not says(w.text, "filler") for w in found) else []


def _told_of(line: Line, n: int) -> int | None:
    """The word behind the last «عن» before word n: what «أنه» stands for in «تحدث عن قطار سياحي … مشيرا إلى أنه»."""
    return next((k + 1 for k in range(n - 1, max(-1, n - 20), -1) if line.words[k].text == "عن"), None)


def event_of(line: Line, upto: int, masks: Sequence[Span], numbers: Sequence[Span], undertakings: bool = False) -> list[Word]:
    """The noun phrase of the event that is spoken of last before word `upto`: «ورشة عمل حول الأرشفة» of «… بمشاركة 25 موظفا».

    Words that are masked («برنامج الأغذية العالمي», where it speaks) name none. With `undertakings` also that of a campaign, a project,
    works: «حملة واسعة» of «أطلقت الوزارة حملة واسعة …، تستهدف مليون طفل».
    """
    words, texts = line.words, line.texts
    for first in range(upto - 1, max(-1, upto - _FARTHEST), -1):
        named = names_event(texts[first]) or undertakings and _undertaking(texts[first])
        if named and not masked(words[first], masks) and not (first and words[first - 1].text.lstrip("وبلف") in ("هذا", "هذه")):
            break
    else:
        return []
    last = first + 1
    while last < min(upto, first + _LONGEST):
        word = words[last]
        if word.text in OPENING or masked(word, masks) or masked(word, numbers) or starts_verb(word.text) or word.text in cues()["relative"]:
            break
        if word.text in cues()["titled"]:
            break
        if word.text in cues()["particle"] and word.text not in ("في", "حول", "عن", "علي"):
            break
        last += 1
    while last > first + 1 and words[last - 1].text in cues()["particle"]:
        last -= 1
    return words[first:last]


@by_word
def names_event(text: str) -> bool:
    """Whether a folded word names a kind of event or a happening: «للملتقى», «الحفل»."""
    return is_event(text) or says(text, "happening")


@by_word
def _undertaking(text: str) -> bool:
    """Whether a folded word names an undertaking, in the accusative too: «مشروع», «برنامجا»."""
    known, bare = cues()["undertaking"], text.removeprefix("و")
    return bare in known or bare.endswith("ا") and bare[:-1] in known


def spoken_of(view: View, words: Sequence[Word]) -> str:
    """The phrase of an event as it is named elsewhere: «الصالون الدولي» of «للصالون الدولي»."""
    said = view.quote(words[0].start, words[-1].end)
    cut = proclitics(words[0].text)[:-1]
    if "لل" in cut:
        return "ال" + said[sum(map(len, cut)) :]
    return said[sum(map(len, cut)) :] if len(words[0].text) > 4 else said


def named_before(words: Sequence[Word], events: Sequence[str]) -> str | None:
    """Which of the events named before is meant by «هذه الدورة», or by none in particular: the last of its kind, else the first."""
    head = next((b.text for a, b in zip(words, words[1:], strict=False) if a.text.lstrip("وبلف") in ("هذا", "هذه")), "")
    kin = [e for e in events if head and fold_name(e).split()[0].removeprefix("ال") == head.removeprefix("ال")]
    return kin[-1] if kin else events[0] if events else None


def points_at_event(words: Sequence[Word]) -> bool:
    """«هذه الدورة», «هذا الحدث»: an event that has been named before."""
    return any(a.text.lstrip("وبلف") in ("هذا", "هذه") and names_event(b.text) for a, b in zip(words, words[1:], strict=False))
