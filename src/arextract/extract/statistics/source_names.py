"""What a source is called: where its name ends in a sentence, the year it bears, and what names none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from arextract.extract.statistics.phrases import leads, opens_clause
from arextract.extract.statistics.scan import Line, Span, View, Word, cues, is_role, is_speech, is_verb, stem
from arextract.fold import fold_name

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FOR_YEAR = re.compile(r'[" ]*(?:عن |ل)(?:عام |سنه |العام |السنه )?((?:19|20)[0-9]{2})(?![0-9])')  # «النشرة السنوية» عن عام 2024
_LATIN = re.compile(r"[A-Za-z]")
LONGEST = 14  # words of a source's name


def _ends_name(words: Sequence[Word], n: int, first: int, names: Sequence[Span]) -> bool:
    """Whether the name of a source that began at word `first` is over at word `n`."""
    word = words[n].text
    known = cues()
    inside = any(a < words[n].start < b for a, b in names)
    if inside:
        return False
    if word[0].isdigit() and not YEAR.fullmatch(word):
        return True
    if not word[0].isalnum() and word not in ('"', "(", ")", "'", "-", "&", "/", "."):
        return True
    if word in known["complement"] or word in known["connective"] or word in known["participle"]:
        return True
    if word in known["filler"] and word not in ("في", "عن", "من", "ل"):
        return True
    if n > first and word in ("له", "لها", "لهم"):
        return True  # «عارضت الهيئة في بيان لها | أرقاما تقول إن …»
    if stem(word, "measure") or stem(word, "over") or stem(word, "near"):
        return True
    if n > first and len(word) > 4 and word[0] == "و" and is_verb(word[1:]):
        return True  # «استطلاع أجراه المعهد وشمل …»
    if n > first and (is_speech(word) or stem(word, "reports")) and words[n - 1].text not in ("التي", "الذي"):
        return True
    # A verb ends the name («مسح | شمل»), but for the verb of a relative clause: «دراسة أجراها البنك».
    if n == first or words[n - 1].text in ("التي", "الذي"):
        return False
    if n == first + 1 and word == "من" and words[first].text.startswith("ال"):
        return True  # «لم تخل الدراسة من مفاجآت»
    if words[first].text.removeprefix("ال") in known["report"] and all(w.text.startswith("ال") for w in words[first:n]) and _bare_noun(word):
        return True  # «أظهرت النشرة | ارتفاع عدد …»: what is definite already governs no noun
    named = any(words[n - 1].start < b <= words[n - 1].end for _, b in names)
    if named and (word in known["records"] or _bare_noun(word)):
        return True  # «تقرير ديوان المحاسبة | سجل إنفاق …», «بيانات دائرة الإحصاءات | ارتفاع الصادرات»
    if n > first + 1 and (word in known["up"] or word in known["down"]) and words[n - 1].text not in known["preposition"]:
        return True  # the same where nobody has found the body
    described = n == first + 2 and words[first].text in known["report"] and word in known["asked"]  # «مسح ميداني | شمل»
    past = n == first + 1 and (opens_clause(words, n) or word in known["covers"]) and not word.endswith(("ها", "ه", "هم"))
    return described or past or is_verb(word) and word[0] in "يت"


def _bare_noun(word: str) -> bool:
    """Whether a folded word stands without article and without preposition, and joins nothing."""
    return len(word) > 3 and "\u0621" <= word[0] <= "\u064a" and not word.startswith(("ال", "و", "ب")) and not leads(word) and word not in cues()["relative"]


def source_name(view: View, line: Line, first: int, names: Sequence[Span], stop: int, about: bool = False) -> tuple[int, str, str | None]:
    """The name of a source that begins at word `first`: the folded offset where its phrase ends, the name as written, its year.

    `about`: the verb before it tells of something («كشف تقرير … عن …»), so «عن» ends the name.
    """
    words = line.words
    known = cues()
    end = first
    quoted = first > 0 and words[first - 1].text == '"'
    while end < len(words) and end - first < LONGEST and words[end].start < stop:
        text = words[end].text
        if text == '"':
            if quoted and end > first:
                break  # the name stood in quotes, and they close
            quoted = True
        elif not quoted and (
            _ends_name(words, end, first, names) or (about and text == "عن" and words[end - 1].text.removeprefix("ال") not in known["issued"])
        ):
            break
        issued = any(w.text.removeprefix("ال") in known["issued"] for w in words[first:end])
        if issued and any(b == words[end - 1].end or words[end - 1].start < b <= words[end - 1].end for _, b in names) and not leads(text):
            break  # «النشرة الصادرة عن الهيئة العامة للإحصاء | ارتفاع معدل التضخم»
        end += 1
        if not quoted and end - first > 1 and YEAR.fullmatch(text) and words[end - 2].text[0].isalnum():
            break  # a year ends the name: «تقرير Digital 2022 عن …»
    chosen = list(words[first:end])
    last = chosen[-1].end if chosen else line.start
    year = None
    found = YEAR.findall(view.flat[chosen[0].start : last]) if chosen else []
    if found:
        year = found[-1]
    elif behind := _FOR_YEAR.match(view.flat, last):
        year = behind[1]
    last = _issuer(line, end, names) or last
    while len(chosen) > 1 and (not chosen[-1].text[0].isalnum() or chosen[-1].text in known["of_year"] | known["name_trail"] | known["preposition"]):
        chosen.pop()
    period = next((k for k in range(max(2, len(chosen) - 5), len(chosen)) if _of_period(chosen, k)), None)
    chosen = chosen if period is None else chosen[:period]
    cut = next((k for k in range(max(1, len(chosen) - 2), len(chosen)) if chosen[k].text in known["relative"]), None)
    chosen = chosen if cut is None else chosen[:cut]  # «… موقع الشبكة التي تضم»: a clause that has only begun
    # «تقرير Napolen cat لعام 2022»: the year behind «لعام» is no part of the name, that of «Digital Report 2021» is.
    if len(chosen) > 2 and YEAR.fullmatch(chosen[-1].text) and chosen[-2].text in known["of_year"]:
        chosen.pop()
        while len(chosen) > 1 and chosen[-1].text in known["of_year"] | known["preposition"]:
            chosen.pop()
    # The kind of report goes where the report has a name of its own in Latin letters.
    if len(chosen) > 1 and chosen[0].text in known["report"]:
        rest = next((w for w in chosen[1:] if w.text[0].isalnum()), None)
        if rest is not None and (_LATIN.match(rest.text) or chosen[1].text == '"'):
            chosen = chosen[chosen.index(rest) :]
    while chosen and not chosen[0].text[0].isalnum():
        chosen.pop(0)
    return last, view.quote(chosen[0].start, chosen[-1].end) if chosen else "", year


def _issuer(line: Line, n: int, names: Sequence[Span]) -> int | None:
    """Where the telling of who issued a report ends, behind its name: «تقرير … لعام 2024 | الصادر عن المنظمة»."""
    words = [w.text for w in line.words[n : n + 2]]
    if len(words) < 2 or words[0].removeprefix("ال") not in cues()["issued"] or words[1] not in ("عن", "من"):
        return None
    start = line.words[n + 2].start if n + 2 < len(line.words) else line.end
    return next((b for a, b in names if start <= a <= start + 2), None)


def _of_period(words: Sequence[Word], n: int) -> bool:
    """Whether at word n is told for when a report is or when it came out: «للربع الثالث», «الصادر في فبراير»."""
    text = words[n].text
    if text.removeprefix("ال") in cues()["issued"]:
        return n + 1 == len(words) or words[n + 1].text in ("في", "خلال", "يوم", "بتاريخ", "امس", "اليوم", "مطلع", "نهايه")
    return text.startswith("ل") and (text.removeprefix("لل") in cues()["period"] or text[1:] in cues()["period"])


def names_none(name: str, words: Sequence[Word], first: int) -> bool:
    """Whether what follows an attribution names no source: «وفق الخطة», «بحسب الوزير»."""
    if not name or first >= len(words):
        return True
    head = next((w.text for w in words[first : first + 2] if w.text[0].isalnum()), "")
    if head == "المصدر":
        return first + 1 >= len(words) or words[first + 1].text not in cues()["same"]
    return head in cues()["not_source"] or is_role(head.removeprefix("ال")) or head.isdigit() or len(name) < 3


def is_name(name: str) -> bool:
    """Whether the words of a source could name a report or a body."""
    # A personal pronoun («حسبه», «بحسبها») leaves nothing that could name a report.
    if len(name.split()) > 1 or _LATIN.search(name):
        return True
    return len(name) > 4 and (name.startswith("ال") or fold_name(name).lstrip("ب") not in cues()["report"])
