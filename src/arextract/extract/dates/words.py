"""A text as the date grammar reads it: one letter a word, nothing for the words it does not know.

«من 28 إبريل وحتى 2 مايو 2024» becomes «rdm&gdmy». A whole release becomes a string of some hundred letters, on which the shapes of
dates are short regular expressions (`shapes.py`); every letter remembers where it stands in the folded text and what it is worth.

==  ==========================================  ==  ==========================================
d   digits 1-31                                 y   four digits that may be a year
q   other digits                                c   number word 1-31 (C other, Z like a year)
o   ordinal 1-31 (l: آخر)                       m   Gregorian month (h Hijri, M in Latin script)
w   weekday (x: without ال)                     R   أمس، غد …
A   يوم (T اليوم, B أيام, يومي)                 W   أسبوع (V الأسبوع, H أسابيع)
S   شهر (E الشهر, F أشهر)                       I   سنة، عام (J السنة, K سنوات)
n   المقبل (p الماضي, t الجاري, s نفسه)         u   هذا
b   قبل (f بعد, O مضت)                          r   من (g إلى، حتى; i بين; v في، ب; a منذ; L ل)
P   مطلع، منتصف، نهاية (1 غرة)                  Q   الربع (X النصف; N الصيف; $ الموسم; @ المالية)
j   هـ (G م)                                    X   …
k   بتاريخ (U الموافق; e الفترة; Y ميزانية)     ^   كل (# رقم، مادة; % صلاة، خطبة)
z   الثمانينات (Z القرن الماضي: 0)              *   12.5.2024 (+ 4.22; ! clock, decimal)
{   past verb (_ present, } future)             ~   ال before a digit; & و
==  ==========================================  ==  ==========================================

Between words stand their punctuation (``/-,():"``), ``|`` for a new line, ``.`` for the end of a sentence and a space for words unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from arextract.fold import fold_name
from arextract.lexicon import rows
from arextract.numerals import CARDINAL, ORDINAL, cardinal_value, ordinal_value
from arextract.tokenise import folded_runs

Value = int | str | tuple[int, ...] | None

_LETTER = {
    "day": "A", "today": "T", "days": "B", "week": "W", "the_week": "V", "weeks": "H", "month": "S", "the_month": "E", "months": "F",
    "year": "I", "the_year": "J", "years": "K", "next": "n", "past": "p", "this": "t", "same": "s", "that": "u", "before": "b", "after": "f",
    "ago": "O", "of": "r", "to": "g", "between": "i", "in": "v", "since": "a", "for": "L", "and": "&", "at": "v", "the": "~", "part": "P",
    "first_day": "1", "last": "l", "quarter": "Q", "half": "X", "era_hijri": "j", "era_gregorian": "G", "matching": "U", "date_noun": "k",
    "fiscal": "@", "season": "$", "budget": "Y", "period": "e", "every": "^", "number_head": "#", "not_a_day": "%", "decade": "z",
    "last_century": "0",
}  # fmt: skip
_TENSE = {"past": "{", "present": "_", "future": "}"}
_NUMBER = "?"  # a number word: the phrase is read where it stands

# What a word may carry before it. «لل» stands for ل + ال: the stem after it begins without its ال.
_CLITICS = {"و": "&", "ف": " ", "ب": "v", "ل": "L", "ك": " ", "وب": "&v", "ول": "&L", "فب": " v", "فل": " L"}


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of the lists is: its letters with their worth and place in it, and the phrases that begin with it."""

    pieces: tuple[tuple[str, Value, int, int], ...]
    rest: re.Pattern[str] | None = None
    phrases: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The letters of a text, where each stands in the folded text (end excluded), and what it is worth."""

    letters: str
    starts: list[int]
    ends: list[int]
    values: list[Value]


def _listed() -> dict[str, tuple[str, Value]]:
    """Every word and phrase of the lists: folded form -> letter and worth; an earlier list wins."""
    found: dict[str, tuple[str, Value]] = {}

    def add(form: str, letter: str, value: Value) -> None:
        found.setdefault(fold_name(form), (letter, value))

    for row in rows("months"):
        add(row["name"], "m", (int(row["month"]), int(row["weak"])))
    for row in rows("hijri_months"):
        add(row["name"], "h", (int(row["month"]), int(row["weak"])))
    for row in rows("latin_months"):
        found.setdefault(row["name"], ("M", int(row["month"])))
    for row in rows("relative_dates"):
        add(row["word"], "R", int(row["days"]))
    for row in rows("weekdays"):
        add(row["name"], "x" if row["indefinite"] == "1" else "w", int(row["weekday"]))
    for row in rows("date_words"):
        value = row["value"]
        add(row["word"], _LETTER[row["kind"]], int(value) if value.isdecimal() else value)
    units = {fold_name(r["word"]): int(r["value"]) for r in rows("number_words") if r["class"] == "unit"}
    for form in [w for w, (letter, _) in found.items() if letter in "wx" and w[2:] in units]:
        for ten in ("عشر", "عشره"):  # «الأحد عشر» is eleven, no Sunday
            found.setdefault(f"{form} {ten}", ("o", 10 + units[form[2:]]))
    for row in rows("seasons"):
        add(row["word"], "N", row["season"])
    for row in rows("tense_words"):
        for form in _forms(fold_name(row["word"]), row["tense"]):
            found.setdefault(form, (_TENSE[_tense(form, row["tense"])], None))
    for row in rows("number_words"):
        found.setdefault(fold_name(row["word"]), (_NUMBER, None))
        if row["class"] in ("ordinal", "ordinal_part", "tens", "ten", "teen", "unit", "hundred", "pair"):
            found.setdefault("ال" + fold_name(row["word"]), (_NUMBER, None))
    return found


def _forms(verb: str, tense: str) -> set[str]:
    """A verb in the persons of the news: «نظم» also «نظمت», «نظمها»; «ينظم» also «تنظم», «سينظم»."""
    if tense == "past":
        return {verb + ending for ending in ("", "ت", "وا", "ه", "ها", "ته", "تها")}
    if tense == "future" or verb[0] != "ي":
        return {verb}
    return {lead + person + verb[1:] + ending for lead in ("", "س") for person in "يت" for ending in ("", "ه", "ها", "ون")}


def _tense(form: str, tense: str) -> str:
    return "future" if tense == "present" and form[0] == "س" else tense


@cache
def vocabulary() -> dict[str, Word]:
    """Folded word, with and without what may be glued before it -> what it is."""
    listed = _listed()
    phrases: dict[str, list[tuple[str, str, Value]]] = {}
    for form, (letter, value) in listed.items():
        first, _, rest = form.partition(" ")
        if rest:
            phrases.setdefault(first, []).append((rest, letter, value))
    known: dict[str, Word] = {}
    heads = {form: held for form, held in listed.items() if " " not in form}
    for first in phrases:
        heads.setdefault(first, (" ", None))
    for stem, (letter, value) in heads.items():
        longer = sorted(phrases.get(stem, ()), key=lambda p: -len(p[0]))
        tails: re.Pattern[str] | None = None
        if longer:
            tails = re.compile("|".join(f"( {{{0 if p[0].isdigit() else 1},3}}" + p[0].replace(" ", " {1,3}") + r"\b)" for p in longer))
        meanings = tuple((p[1], p[2]) for p in longer)
        known[stem] = Word(((letter, value, 0, len(stem)),), tails, meanings)
    for stem, word in list(known.items()):
        letter = word.pieces[0][0]
        if letter in "rvL&~jG" or len(stem) < 2:
            continue
        for clitic, marks in _CLITICS.items():
            if letter in "{_}" and clitic not in ("و", "ف"):
                continue
            before = tuple((mark, None, i, i + 1) for i, mark in enumerate(marks))
            known.setdefault(clitic + stem, Word((*before, (letter, word.pieces[0][1], len(clitic), len(clitic) + len(stem))), word.rest, word.phrases))
        if stem.startswith("ال") and len(stem) > 4:
            for clitic in ("لل", "ولل", "فلل"):
                at = len(clitic)
                pieces = ((("&", None, 0, 1),) if clitic == "ولل" else ()) + (("L", None, at - 2, at), (letter, word.pieces[0][1], at, at + len(stem) - 2))
                known.setdefault(clitic + stem[2:], Word(pieces, word.rest, word.phrases))
    for lead in ("من", "في", "الي", "حتي"):  # «ومن», «وفي», «وحتى»
        if lead in known:
            for clitic in ("و", "ف"):
                held = known[lead]
                letter, value, _, size = held.pieces[0]
                known.setdefault(clitic + lead, Word((("&" if clitic == "و" else " ", None, 0, 1), (letter, value, 1, size + 1)), held.rest, held.phrases))
    return known


_ORDINAL_ENDINGS = ("st", "nd", "rd", "th", "er")
_CARDINAL = re.compile(CARDINAL)
_ORDINAL = re.compile(ORDINAL)
_DEFINITE = re.compile(rf" {{0,3}}و ?(?:{ORDINAL}|ال(?:{CARDINAL}))")
_PUNCTUATION = {**{c: c for c in "/-,():"}, "\n": "|", ".": ".", "!": ".", ";": ";"}


def _gap(gap: str, words: bool) -> str:
    """The letters of what stands between two known words; `words`: words that are not known stand there."""
    plain = gap.strip(" ")
    if not plain:
        return "" if len(gap) < 9 else " "
    if words or len(plain) > 8:
        lead = _PUNCTUATION.get(plain[0], "")
        end = "|" if "\n" in plain else "." if ". " in plain or plain[-1] == "." else ""
        last = plain[-1]
        apart = "" if not end or last in (".", "\n") else " "
        return lead + " " + end + apart + (last if last in "(-/" else "")
    return "".join([_PUNCTUATION.get(c, " ") for c in plain if c != " "])


def _digits(token: str) -> tuple[str, Value]:
    """The letter and worth of a run of digits, with the points and commas inside it."""
    if token.isdecimal():
        if len(token) > 4:
            return "q", None
        n = int(token)
        if len(token) <= 2:
            return ("d", n) if 1 <= n <= 31 else ("q", n)
        return ("y", n) if len(token) == 4 and 1300 <= n <= 2200 else ("q", n)
    if len(token) > 12 or ":" in token or "٬" in token or "٫" in token or "," in token:
        return "!", None
    parts = token.split(".")
    if len(parts) == 3 and (len(parts[0]) == 4 or len(parts[2]) == 4):
        return "*", tuple(int(p) for p in parts)
    if len(parts) == 2 and max(len(p) for p in parts) <= 2:
        return "+", tuple(int(p) for p in parts)
    return "!", None


def read(text: str) -> Line:
    """The letters of a folded text. Linear: every word is looked up once."""
    known = vocabulary()
    marks: list[tuple[str, int, int, Value]] = []
    put = marks.append
    reached = 0

    def between(start: int, end: int) -> None:
        at = start
        for mark in _gap(text[start:end], unknown):
            if mark in "/-,()":
                at = max(text.find(mark, at, end), at)
                put((mark, at, at + 1, None))
            else:
                put((mark, at, at, None))

    unknown = False
    tokens, begins, stops = folded_runs(text)
    before = -1  # the last word that was looked at: most words are none of the lists, and no digits or Latin letters
    for i in [i for i, token in enumerate(tokens) if token in known or token < "\x7f"]:
        token, start, end = tokens[i], begins[i], stops[i]
        unknown = unknown or (i - 1 > before and begins[i - 1] >= reached)
        before = i
        if start < reached:
            continue
        word = known.get(token)
        if word is None and token[0] > "9":
            if start == reached and token in _ORDINAL_ENDINGS and marks and marks[-1][0] == "d":
                reached = end  # «1er août», «5th May»
                marks[-1] = (*marks[-1][:2], end, marks[-1][3])
                continue
            word = known.get(token.lower())
            if word is None:
                unknown = True
                continue
        if unknown or start - reached > 1 or text[reached] != " ":
            between(reached, start)
            unknown = False
        if word is None:
            letter, value = _digits(token)
            put((letter, start, end, value))
            reached = end
            continue
        pieces = word.pieces
        for letter, value, a, b in pieces[:-1]:
            put((letter, start + a, start + b, value))
        letter, value, a, b = pieces[-1]
        a, b = start + a, start + b
        if word.rest is not None:
            more = word.rest.match(text, end)
            if more is not None and more.lastindex:
                letter, value = word.phrases[more.lastindex - 1]
                b = more.end()
        if letter == _NUMBER:
            letter, value, b = _number(text, a, b)
        put((letter, a, b, value))
        reached = b
    unknown = unknown or (len(tokens) - 1 > before and begins[-1] >= reached)
    between(reached, len(text))
    letters, starts, ends, values = map(list, zip(*marks, strict=True)) if marks else ([], [], [], [])
    return _doubles(Line("".join(letters), starts, ends, values))


_DOUBLE = re.compile(r"([mh])(?:[/-]?([mh])|\(([mh])\))")


def _doubles(line: Line) -> Line:
    """A month said in two families of names is one month: «نيسان/أبريل», «كانون الأول (ديسمبر)», «شعبان (يونيو)»."""
    letters, starts, ends, values = line.letters, line.starts, line.ends, line.values
    doubles = [d for m in _DOUBLE.finditer(letters) if (d := _double(m, line)) is not None]
    if not doubles:
        return line
    merged: list[str] = []
    keep: list[int] = []
    at = 0
    for first, end, letter, month in doubles:
        merged += (letters[at:first], letter)
        keep += range(at, first + 1)
        ends[first], values[first] = ends[end - 1], (month, 0)
        at = end
    merged.append(letters[at:])
    keep += range(at, len(letters))
    return Line("".join(merged), [starts[i] for i in keep], [ends[i] for i in keep], [values[i] for i in keep])


def _double(m: re.Match[str], line: Line) -> tuple[int, int, str, int] | None:
    first, last = m.start(), m.start(2) if m[2] else m.start(3)
    one, two = line.values[first], line.values[last]
    assert isinstance(one, tuple) and isinstance(two, tuple)
    alike = m[1] == line.letters[last]
    if alike and one[0] != two[0] or not alike and m.end() - first == 2:
        return None
    return first, m.end(), "m" if "m" in m[0] else "h", (two if m[1] == "h" and not alike else one)[0]


def _number(text: str, start: int, end: int) -> tuple[str, Value, int]:
    """A number in words, from where its first word stands: «الخامس عشر», «ألفين وستة وعشرين», «الألفين والواحد والعشرين»."""
    m = _ORDINAL.match(text, start)
    if m is not None:
        n = ordinal_value(m[0])
        if n is not None:
            return ("o", n, m.end()) if 1 <= n <= 31 else ("C", n, m.end())
    m = _CARDINAL.match(text, start) or (_CARDINAL.match(text, start + 2) if text.startswith("ال", start) else None)
    if m is not None:
        n, end = cardinal_value(m[0]), m.end()
        if n is not None:
            more = _DEFINITE.match(text, end) if m.start() > start and n >= 1000 and n % 100 == 0 else None
            rest = None if more is None else ordinal_value(more[0].lstrip(" و"))
            if more is not None and rest is not None and rest < 100:
                n, end = n + rest, more.end()
            return "c" if 1 <= n <= 31 else "Z" if 1300 <= n <= 2199 else "C", n, end
    return " ", None, end
