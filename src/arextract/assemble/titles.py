"""The official name of an event: quoted, after «بعنوان», or a proper name of its own; a slogan is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.nouns import ORDINAL, ORDINAL_UNITS, nouns, stops
from arextract.assemble.reading import phrases, verbs
from arextract.fold import fold_name

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention
    from arextract.assemble.reading import Reading

_OPENING = "\"«“”„'‘(‹/"
_FAR_TITLE = 48  # tokens between an event noun and its title, a relative clause between them: «الدورة التي تنظمها …، بعنوان …»
_MASDAR = re.compile("ت[^\\W\\d_]{2}ي[^\\W\\d_](?:ه|ها)")  # a verbal noun of the second form with a pronoun: «تجويده»
_NAME_WORDS = 7  # words of an event noun and whom it is named after
_FESTIVAL = "مهرجان"  # «مهرجان الزيتون»: what is named after something is called so
_WITHIN = frozenset(("عبر", "من", "ضمن"))  # «الندوة السابعة من برنامج الأسرة الآمنة، بعنوان «…»»: the title is the seminar's
_LESSONS = frozenset(("training_course", "workshop", "seminar"))
_THEMES = frozenset(("حول", "عن", "في", "بشان"))  # «دورة في (أساسيات المحاسبة)»
_PUNCTUATION = frozenset((".", ",", "،", ":", ";", "؛", "(", ")", "-", "–", "\n"))


def find_title(reading: Reading, mention: EventMention) -> None:
    """The official name: quoted, or after بعنوان, or a quotation that begins with the event noun itself."""
    i = mention.token
    text = reading.text
    before = text[max(0, mention.start - 2) : mention.start].strip()
    opening = mention.start - 1 - (text[mention.start - 1] == " ")
    if before and before[-1] in _OPENING and before[-1] not in "('/" and not (before[-1] == '"' and _closes(text, opening)):
        span = _quoted(text, opening)
        if span is not None and not _statement(reading, mention, span):
            if not _is_name(reading, span):
                mention.title, mention.title_span = text[span[0] : span[1]], span
            return
        if span is None:
            return
    limit = min(i + _FAR_TITLE, len(reading.words))
    named = clause = False
    past = 0  # the end of a quotation that names something else
    titled, slogan = phrases("titled"), phrases("slogan")
    starts, ends, norms = reading.words.starts, reading.words.ends, reading.words.norms
    for k in range(i + 1, limit):
        norm = norms[k]
        if starts[k] <= past:
            continue
        if norm in (".", ":", "؛", ";", "،", ",") and not (norm == ":" and k - i < 12):
            if norm != "," and norm != "،":
                break
            if not named and k - i > 4 and not _titled_ahead(reading, k + 1):
                break  # «التقرير السنوي للوزارة، المعنون بـ …» goes on
        if "\n" in text[ends[k - 1] : starts[k]]:
            break
        if k > i + 1 and norm not in titled and reading.norm(k - 1) not in _WITHIN and nouns().get(norm, ("", "", frozenset()))[1] == "s":
            break  # «على هامش المعرض تُعقد ندوة بعنوان …»: the title is the seminar's
        if norm in slogan:
            break
        if norm in titled and (k < i + 14 or clause):
            named = True
            continue
        clause = clause or (norm in ("الذي", "التي") and k < i + 14)
        if k >= i + 24 and not named:
            continue
        if named and (norm in ("ب", "ل", "هذه", "هذا") or reading.norm(k - 1) in ("هذه", "هذا")):
            continue  # «الموسومة بـ: …», «موضوع هذه الدورة «…»»
        raw = text[starts[k]]
        if raw == '"' and _closes(text, starts[k]):
            continue
        if raw in _OPENING and raw != "'" and (raw not in "(/" or named or raw == "(" and (reading.norm(k - 1) in _THEMES or _bracketed(reading, mention, k))):
            span = _quoted(text, reading.words.starts[k])
            gap = [reading.norm(x) for x in range(i + 1, k)]
            if span is None or span[1] - span[0] < 4:
                break
            if not named and gap and (gap[-1] in phrases("named_else") or gap[-2:-1] in (["ضمن"], ["اطار"], ["عبر"])):
                past = span[1]  # «عبر تطبيق «زووم» بعنوان …» names the application
                continue
            if raw == "(" and not named and (not gap or gap[-1] not in _THEMES) and not _bracketed(reading, mention, k):
                continue
            lesson = mention.type in _LESSONS and _taught(reading, mention, gap)
            if named or (mention.type != "agreement" and _close(gap, mention.definite) and (lesson or not _is_name(reading, span))):
                mention.title, mention.title_span, mention.themed = text[span[0] : span[1]], span, named
            return
        if named and reading.words.norms[k] not in (":", "-"):
            end = _clause_end(reading, k)
            mention.title_span = (reading.words.starts[k], end)
            mention.title, mention.themed = text[reading.words.starts[k] : end], True
            return
    _proper(reading, mention)


def _titled_ahead(reading: Reading, k: int) -> bool:
    """Whether «بعنوان» stands within the next words, a time skipped over: «…، يومي 14 و15 تشرين الثاني 2024 تحت عنوان «…»»."""
    if any(reading.norm(x) in phrases("titled") for x in range(k, k + 4)):
        return True
    last = reading.dates.between(reading.words.starts[k], reading.words.starts[k] + 12)[:1] if k < len(reading.words) else []
    return bool(last) and any(reading.norm(x) in phrases("titled") for x in range(reading.token(last[0]["end"]), reading.token(last[0]["end"]) + 2))


def _statement(reading: Reading, mention: EventMention, span: tuple[int, int]) -> bool:
    """Whether a quotation that begins with the event noun says something of it: «وأضافت أن "ورشة أخرى ستقام في …"»."""
    tokens = range(mention.token + 1, reading.token(span[1]))
    return any((verb := verbs().get(reading.norm(k))) is not None and verb.tense in ("past", "future") and verb.role != "none" for k in tokens[:8])


def _taught(reading: Reading, mention: EventMention, gap: list[str]) -> bool:
    """«البرنامج التدريبي «الإدارة المستدامة للموارد»», «ورشة «…»»: what is taught, and no body; «برنامج «بوليتيكا»» may be on the air."""
    noun = reading.norm(mention.token)
    needs = (nouns().get(noun) or nouns().get(noun.removeprefix("ال"), ("", "", frozenset())))[2]
    return not gap and not needs or len(gap) == 1 and gap[0].removeprefix("ال") in needs


def _bracketed(reading: Reading, mention: EventMention, k: int) -> bool:
    """Whether brackets at token k hold a title: right behind «دورة» or «دورة تدريبية», two words or more, no figure and no name."""
    span = _quoted(reading.text, reading.words.starts[k])
    if span is None or k - mention.token > 2 or mention.type in ("agreement", "meeting", "visit"):
        return False
    inside = reading.text[span[0] : span[1]]
    return len(inside.split()) > 1 and not any(c.isdigit() for c in inside) and reading.entities.at(span[0]) is None


def _close(gap: list[str], definite: bool) -> bool:
    """Whether a quotation that `gap` parts from the event noun is the event's name, and not of something told about it."""
    told = [g for g in gap if g in verbs() and verbs()[g].tense != "masdar" and not (definite and len(gap) < 3)]
    if definite and gap and gap[-1] in ("ل", "لل", "ب") and not all(g.startswith("ال") for g in gap[:-1]):
        return False  # «سيتيح اللقاء للوزراء لـ«بحث …»»: what somebody will do
    if gap and gap[-1] in phrases("about"):
        return len(gap) <= (4 if definite else 22 if gap[-1] in ("حول", "عن") and not told else 8)
    adjectives = definite and len(gap) <= 3 and all(g.startswith("ال") for g in gap)  # «الدورة التدريبية الإقليمية «…»»
    return not told and (adjectives or not gap or not definite and len(gap) <= 4)  # «تشمل الدورات تخصصات «…»» names something else


def _is_name(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether a quotation is a body's or a person's name, or the last word of one («ندوة في «الحقوق»»): «السعودي البريطاني»."""
    entity = reading.entities.at(span[0])
    word = fold_name(reading.text[slice(*span)])
    if " " not in word and word in reading.body_tails:
        return True
    return entity is not None and entity["end"] >= span[1] - 1


def _closes(text: str, at: int) -> bool:
    """Whether a straight quotation mark ends a quotation: it is stuck to what stands before it, and the line has an odd number of marks so far.

    «… «الأهمية". وأعتبرت النقابة أن "…»: what stands between two quotations is none.
    """
    return text[at - 1 : at].strip() != "" and text.count('"', text.rfind("\n", 0, at) + 1, at) % 2 == 1


def _quoted(text: str, opening: int) -> tuple[int, int] | None:
    """What stands between the quotation mark at `opening` and its partner, without outer blanks; None past 200 characters or a line's end."""
    while text[opening] == "(" and text[opening + 1 : opening + 3].lstrip()[:1] == "(":
        opening = text.index("(", opening + 1)  # «(( … ))»
    mark = text[opening]
    partners = {"«": "»", "“": "”", "”": "”“", "„": "“”", "‹": "›", '"': '"', "‘": "’", "(": ")"}.get(mark, mark)
    for k in range(opening + 1, min(len(text), opening + 220)):
        if text[k] == "\n":
            return None
        if text[k] in partners:
            inner = text[opening + 1 : k]
            start = opening + 1 + len(inner) - len(inner.lstrip())
            return (start, opening + 1 + len(inner.rstrip())) if inner.strip() and inner.lstrip()[0] not in ".,،:;؛" else None
    return None


def _clause_end(reading: Reading, k: int) -> int:
    """Where an unquoted title ends: at punctuation, a relative or a preposition of time or place."""
    end = reading.words.ends[k]
    ends = stops()
    for x in range(k, min(k + 16, len(reading.words))):
        norm = reading.norm(x)
        if norm in _PUNCTUATION or (x > k and (norm in ends or norm in phrases("venue_end"))):
            break
        if x > k and "\n" in reading.text[reading.words.ends[x - 1] : reading.words.starts[x]]:
            break
        end = reading.words.ends[x]
    return end


def _proper(reading: Reading, mention: EventMention) -> None:
    """A proper event name without quotes: «ملتقى المكفوفين», «المؤتمر الدولي لدعم الاقتصاد والاستثمار», «معرض سوسة الدولي للسياحة»."""
    numbered = mention.type == "meeting" and mention.definite and ORDINAL.fullmatch(reading.norm(mention.token + 1)) is not None  # «الاجتماع السابع للجنة …»
    if not numbered and (mention.type not in ("conference", "forum", "exhibition", "competition", "other") or mention.strength not in ("s", "w")):
        return
    i, k = mention.token, mention.token + 1
    festival = reading.norm(i) == _FESTIVAL
    weak = mention.strength == "w" and not numbered and not festival
    eponym = 0 if mention.definite else _eponym(reading, i)
    edition = weak and edition_of(reading, i)
    if weak and not eponym and not edition and (mention.type != "competition" or not mention.definite):
        return
    if reading.norm(i).endswith(("ها", "هم")):
        return  # «مؤتمرها السنوي»
    if mention.definite and (reading.norm(i - 1) in phrases("treats") or reading.norm(i - 1) in phrases("touches")):
        return  # «ويناقش المنتدى العملات الرقمية» says of what
    content = 0
    ends = stops()
    specific = False
    if eponym:
        k, content = eponym, 1
    elif festival and _called(reading, k + 1) and not reading.norm(k).startswith("ال") and reading.norm(k) not in ends and reading.norm(k) not in verbs():
        k, content, specific = k + 1, 1, True  # «مهرجان تمور | بريدة», «مهرجان ورد | الطائف»
    while k < min(i + (20 if numbered else 14), len(reading.words)):
        norm, gap = reading.norm(k), reading.text[reading.words.ends[k - 1] : reading.words.starts[k]]
        if "\n" in gap or len(gap) > 2:
            break
        if norm in ends or norm in ("الصحفي", "الصحافي", "ال") or norm in verbs():
            break
        entity = reading.entities.at(reading.words.starts[k])
        if entity is not None and entity["label"] == "PERSON":
            break
        if norm.startswith("ال") and len(norm) > 3:
            content += 1
            specific = specific or (k > i + 1 or not mention.definite)
            k += 1
        elif entity is not None and entity["label"] in ("CITY", "COUNTRY") and not mention.definite and k == i + 1 + (content if festival else 0):
            content += 1
            specific = True
            while k < len(reading.words) and reading.words.starts[k] < entity["end"]:
                k += 1
        elif norm in phrases("region") and not mention.definite and k == i + 1:
            content += 1
            k += 1
        elif content and norm == "و" and _MASDAR.fullmatch(reading.norm(k + 1)):
            k += 2  # «لحفظ القرآن الكريم وترتيله وتجويده»
        elif content and norm.startswith("و") and _MASDAR.fullmatch(norm[1:]):
            k += 1
        elif content and norm in ("و", "لل") and _goes_on(reading.norm(k + 1)):
            k += 2
            content += 1
            specific = True
        elif content and _purpose(norm, reading.norm(k + 1)):
            k += 1 if norm.startswith("لل") else 2
            content += 1
            specific = True
        elif norm == "ل" and content and reading.norm(k + 2).startswith("ال") and not reading.norm(k + 1).startswith("ال"):
            k += 3
            content += 1
            specific = True
        else:
            break
    if reading.norm(k - 1) in ORDINAL_UNITS and reading.norm(k) == "عشر":
        k += 1
    if weak and not eponym and not edition and not any(reading.norm(x) in ("التي", "الذي") for x in (k, k + 1)):
        return  # «المسابقة الخليجية للخطابة التي ينظمها المكتب»: one of several, and its name is said
    if specific and content >= (2 if mention.definite else 1):
        mention.title_span = (mention.start, reading.words.ends[k - 1])
        article = "ال" if reading.norm(i - 1) == "لل" else ""  # «لل⟦صالون الدولي للسياحة⟧»
        mention.title = article + reading.text[mention.start : reading.words.ends[k - 1]]


def _called(reading: Reading, k: int) -> bool:
    """Whether a noun before token k is in the construct state with what stands there: a definite noun or a place."""
    if k >= len(reading.words) or reading.words.starts[k] - reading.words.ends[k - 1] > 1:
        return False
    entity = reading.entities.at(reading.words.starts[k])
    return entity is not None and entity["label"] in ("CITY", "COUNTRY") or reading.norm(k).startswith("ال") and len(reading.norm(k)) > 4


def edition_of(reading: Reading, i: int) -> bool:
    """Whether an edition is counted of what token i names: «الدورة 18 للمهرجان العربي للإذاعة», «النسخة الثالثة من مهرجان الفرات السينمائي»."""
    if reading.norm(i - 1) not in ("ل", "لل", "من"):
        return False
    counted = reading.norm(i - 2)
    return (counted.isdigit() or ORDINAL.fullmatch(counted) is not None) and reading.norm(i - 3) in phrases("edition")


def _eponym(reading: Reading, i: int) -> int:
    """The token behind the proper noun that an event at token i is named after: «مهرجان | قرطاج | الدولي», «مسابقة | الملك سلمان | المحلية»; else 0.

    An adjective with ال that agrees with the event noun cannot qualify an indefinite noun between them: that must be a name.
    """
    k = i + 1
    styled = reading.norm(k) in phrases("sovereign")
    k += styled
    if k >= len(reading.words) or "\n" in reading.text[reading.words.ends[i] : reading.words.starts[k]]:
        return 0
    norm, entity = reading.norm(k), reading.entities.at(reading.words.starts[k])
    if entity is not None and entity["start"] == reading.words.starts[k] and entity["label"] in ("PERSON", "CITY", "COUNTRY"):
        k = reading.token(entity["end"])
    elif styled or norm in lexicon.given_names():
        while k < i + _NAME_WORDS and not _agrees(reading, i, k) and reading.norm(k) not in verbs() and reading.norm(k) not in _PUNCTUATION:
            k += 1  # «مسابقة محمد السادس الدولية»
    elif entity is None and not norm.startswith("ال") and norm not in stops() and norm not in verbs():
        k += 1
    else:
        return 0
    return k if _agrees(reading, i, k) and reading.text[reading.words.ends[k - 1] : reading.words.starts[k]] in (" ", "\xa0") else 0


def _agrees(reading: Reading, i: int, k: int) -> bool:
    """Whether token k is an adjective of relation with ال in the gender of the event noun at i."""
    adjective = reading.norm(k)
    return len(adjective) > 5 and adjective.startswith("ال") and adjective.endswith("يه" if reading.norm(i).endswith("ه") else "ي")


def _purpose(norm: str, following: str) -> bool:
    """A word that says of or for what, its proclitic not cut off: «للجنة» in «الاجتماع السابع للجنة الحكومية», «لطب الطوارئ»."""
    if norm.startswith("لل") and len(norm) > 4:
        return True
    return norm.startswith("ل") and len(norm) > 2 and not norm.startswith("لا") and following.startswith("ال") and following not in stops()


def _goes_on(norm: str) -> bool:
    return norm.startswith("ال") and norm not in stops() and norm not in nouns()
