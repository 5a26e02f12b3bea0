"""From characters to a value: where a number may begin, and how far it reaches («3 آلاف و200», «مليون ونصف المليون», «ثلاثة أرباع»)."""

from __future__ import annotations

import re

from arextract.extract.numbers.quantity import Quantity, plus, times
from arextract.extract.numbers.units import WORDS
from arextract.fold import fold_name
from arextract.lexicon import rows
from arextract.numerals import CARDINAL, DIGITS, ORDINAL, SCALE, SCALES, Convention, alternation, cardinal_value, read_digits
from arextract.tokenise import folded_runs


def _fractions(name: str) -> dict[str, int]:
    return {fold_name(r["word"]): int(r["value"]) for r in rows("number_words") if r["class"] == name}


HALVES, PAIRS, PLURALS = _fractions("fraction"), _fractions("fraction_pair"), _fractions("fractions")
_SURE = [w for w, d in HALVES.items() if d in (2, 3, 4, 6)]  # «خمس», «سبع», «عشر» are also five, seven, ten; «ثمن» is a price
_UNIT_ONES = [w for w, u in WORDS.items() if u.form == "one" and u.id not in ("[HP]", "[kn_i]", "percent") and u.kind in ("unit", "money", "duration")]
_UNIT_PAIRS = [w for w, u in WORDS.items() if u.form == "pair"]
_SINGLE = [w for w in _UNIT_ONES if " " not in w]

_FIRST_WORDS = {fold_name(r["word"]) for r in rows("number_words")} | {w for w in (*_SINGLE, *_UNIT_PAIRS) if " " not in w}
_FIRST = alternation(_FIRST_WORDS)
_ABOUT = ("نحو", "حوالي", "قرابه", "زهاء")
_GLUED = "|".join(
    f"(?<={word})(?<!\\w{word})(?=[0-9])" for word in (*_ABOUT, *(p + w for p in "وبل" for w in _ABOUT), "من", "الي", "علي", "في")
)  # «نحو5000 طن»
ATOM = re.compile(
    # The look ahead costs a fraction of the alternatives behind it, and most words end there.
    rf"(?:(?<!\w)|{_GLUED})(?=[وف]?[بلك]?(?:ال|لل)?(?: ?[.,٫]?[0-9]|{_FIRST}(?!\w)))(?:[وف]?[بلك]?(?P<al>(?:ال|لل) ?)?(?=[.,٫]?[0-9])"
    rf"(?:(?P<mixed>[0-9]{{1,6}} (?=[0-9]{{1,3}}/))?(?P<slash>[0-9]{{1,4}} ?/ ?[1-9][0-9]{{0,3}})(?![0-9/.])"
    rf"|(?P<turned>[0-9]{{1,6}}ر[0-9]{{1,6}}(?:ر[0-9]{{1,3}})?)(?!\w)|(?P<digits>{DIGITS}))"
    rf"|(?:[وف]?[بلك]?)??(?:(?P<ordinal>{ORDINAL})|(?P<cardinal>{CARDINAL})|(?P<half>{alternation(_SURE)})(?!\w)|(?P<pairs>{alternation(PAIRS)})(?!\w)"
    rf"|(?P<share>ال(?:{alternation(w for w in _SURE if w != 'نصف')}|نصف))(?!\w)"
    rf"|(?P<unit_pair>{alternation(w for w in _UNIT_PAIRS if ' ' not in w)})(?!\w)|(?P<unit_one>{alternation(_SINGLE)})(?!\w)))"
)
"""What a number may begin with: digits, an ordinal, a cardinal, a fraction, or a unit whose number is implied («يومين», «لتر وربع»)."""

_OPENINGS = frozenset(
    and_ + by + the + word.partition(" ")[0]
    for and_ in ("", "و", "ف")
    for by in ("", "ب", "ل", "ك")
    for the in ("", "ال", "لل")
    for word in (*_FIRST_WORDS, "")
)
_INSIDE = re.compile(r"(?<=[.,:٫٬])[0-9]")
_POINTS = frozenset(".,٫")


def beginnings(text: str) -> list[int]:
    """Where in a folded text ATOM may match, in order: most words begin no number, and meeting a list is cheaper than trying a pattern at every letter."""
    found: list[int] = []
    for word, start in zip(*folded_runs(text)[:2], strict=True):
        if word in _OPENINGS:
            found.append(start)
        elif word[0] < ":":
            found += (start - 1, start) if start and text[start - 1] in _POINTS else (start,)
            if not word.isdecimal():
                found += [start + m.start() for m in _INSIDE.finditer(word)]
    return found


_CARDINAL = re.compile(CARDINAL)
_SCALE = re.compile(rf" {{0,2}}({SCALE})")
_CLOSED_SCALE = re.compile(rf" ?\) {{0,2}}({SCALE})")
_ECHO = rf"(?: {{1,3}}(?:ال)?({SCALE}))?"
_AND_FRACTION = re.compile(rf" {{0,2}}و {{0,2}}({alternation([*_SURE, *HALVES, *PAIRS])})(?!\w){_ECHO}")
_FRACTIONS = re.compile(rf" {{1,3}}({alternation(PLURALS)})(?!\w)")
_AND = re.compile(r" {0,2}و {0,2}")
_DIGITS = re.compile(DIGITS)
_POINT = re.compile(r" {1,3}فاصله? {1,3}")
_OUT_OF = re.compile(r" {1,3}من {1,3}(عشره الاف|عشره|مئه|مائه|الف)(?!\w)")
_LAST_SCALE = re.compile(rf" {{1,3}}({SCALE})\Z")
_SCALE_OR_HUNDRED = re.compile(rf" {{1,3}}(?:ال)?({SCALE}|مئه|مائه)(?!\w)")
_BEFORE_WAW = re.compile(r"(?<= )و")
_TENTHS = {"عشره": 10, "مئه": 100, "مائه": 100, "الف": 1000, "عشره الاف": 10000}
_LAST_UNIT = re.compile(r"\A(.+?) ?و ?(\w+)\Z")
_WORD = re.compile(r"\w+")
_NOT_HALF = re.compile(r" {1,3}(?:ال)?(?:نهائي|سنوي|شهري|يومي|دائري|قطر|ماراثون|تقاعد)")


def from_digits(q: Quantity, token: str, how: Convention) -> bool:
    """Read a digit token into `q`; False where it is no number."""
    reading = read_digits(token, how)
    if reading is None:
        return False
    q.value, q.others, q.digits = reading.value, list(reading.others), True
    if reading.others:
        q.mark = "," if "," in token else "."
        q.trailing_zero = token.endswith("0")
    return True


def from_turned(q: Quantity, parts: list[str]) -> bool:
    """Read what was typed to look right: «5ر27», and «5.27» with a right-to-left mark behind the point, show 27.5. False where it is no number."""
    if len(parts) == 3:
        if any(len(p) != 3 for p in parts[:2]):
            return False
        q.value, q.digits = int("".join(reversed(parts))), True
        return True
    first, second = parts
    q.value, q.digits = plus(float(f"{second}.{first}"), 0), True
    if first[0] != "0" and second[0] != "0":
        q.others = [plus(float(f"{first}.{second}"), 0)]
    return True


def from_slash(token: str, mixed: str | None, negative: bool) -> float | int | None:
    """«3/4» is 0.75, «5 2/3» 5.67; a pair that is no fraction («24/7», «2023/2024») is None."""
    above, below = (int(x) for x in token.split("/"))
    if below > 1000 or (above >= below and not mixed and not negative):
        return None
    value = int(mixed or 0) + above / below
    return int(value) if value == int(value) else value


def spoken(text: str, at: int) -> tuple[float, int] | None:
    """«ستة وثمانية وثمانون من مئة» is 6.88: what dictation writes for a decimal. Twenty out of a hundred is no such thing."""
    m = _CARDINAL.match(text, at)
    out_of = None
    for _ in range(4):
        if m is None:
            return None
        end = m.end()
        out_of = _OUT_OF.match(text, end)
        waw = None if out_of else _AND.match(text, end)
        if waw is None:
            break
        m = _CARDINAL.match(text, waw.end())
    if out_of is None:
        return None
    tenths, words = _TENTHS[out_of[1]], text[at:end]
    whole = cardinal_value(words)
    if whole is not None and whole < tenths:
        return None
    for cut in reversed([c.start() for c in _BEFORE_WAW.finditer(words)]):
        left, right = cardinal_value(words[:cut].strip()), cardinal_value(words[cut + 1 :].strip())
        if left is not None and right is not None and right < tenths:
            return round(left + right / tenths, 6), out_of.end()
    return None


def fraction_of(q: Quantity, words: str, text: str) -> bool:
    """«ثلاثة أرباع», «ثلاثون وتسعة أعشار»: a cardinal in `words` that a plural fraction follows becomes its share. True where it did."""
    m = _FRACTIONS.match(text, q.end)
    if m is None:
        return False
    below = PLURALS[m[1]]
    split = _LAST_UNIT.match(words)
    above, base = int(q.value), 0
    if split:
        left, right = cardinal_value(split[1]), cardinal_value(split[2])
        if left is not None and right is not None and right < 10:
            base, above = left, right
    if above > 20:
        return False
    q.value, q.end = base + above / below, m.end()
    return True


def reach(q: Quantity, text: str, how: Convention, *, between: bool = False) -> None:
    """Take in what follows and belongs to the value: scale words, «و200», «ونصف المليون», «فاصلة».

    `between`: the number follows بين, so that و begins the other end of a range.
    """
    m = _POINT.match(text, q.end)
    if m and isinstance(q.value, int):
        _point(q, text, m.end())
    m = (_CLOSED_SCALE if q.open_bracket and text[q.end : q.end + 2].lstrip()[:1] == ")" else _SCALE).match(text, q.end)
    while m and abs(q.value) < 10**15:
        scale = SCALES[m[1]]
        q.value, q.others, q.scale, q.end = times(q.value, scale), [times(o, scale) for o in q.others], q.scale * scale, m.end()
        m = _SCALE.match(text, q.end)
    if between:
        return
    for _ in range(3):
        waw = _AND.match(text, q.end)
        if waw is None:
            return
        word = _CARDINAL.match(text, waw.end())
        m = _FRACTIONS.match(text, word.end()) if word else None
        share = cardinal_value(word[0]) if m and word else None
        if m and share is not None and share < 20:
            q.value, q.end = plus(q.value, round(share / PLURALS[m[1]] * q.scale, 6)), m.end()
            return
        m = _AND_FRACTION.match(text, q.end)
        if m:
            scale = SCALES[m[2]] if m[2] else q.scale
            if m[1] in HALVES and (HALVES[m[1]] in (2, 3, 4, 6) or m[2]) or m[1] in PAIRS:
                part = (1 / HALVES[m[1]] if m[1] in HALVES else 2 / PAIRS[m[1]]) * scale
                q.value, q.end = plus(q.value, round(part, 6)), m.end()
            return
        least = _least_scale(q)
        if not least or not _more(q, text, how, waw.end(), word, least):
            return


def _point(q: Quantity, text: str, at: int) -> None:
    """«أربعة فاصلة خمسة مليون»: what stands behind the spoken point; a scale word after it counts for the whole."""
    m = _DIGITS.match(text, at)
    if m:
        digits, end = m[0], m.end()
    else:
        m = _CARDINAL.match(text, at)
        if m is None:
            return
        words, end = m[0], m.end()
        scale = _LAST_SCALE.search(words)
        if scale and SCALES[scale[1]] > 1000:
            words, end = words[: scale.start()], at + scale.start()
        value = cardinal_value(words)
        digits = "" if value is None else str(value)
    if digits.isdigit():
        q.value, q.end = float(f"{q.value}.{digits}"), end


def _more(q: Quantity, text: str, how: Convention, at: int, word: re.Match[str] | None, least: int) -> bool:
    """Add the smaller number at `at` to `q`: «3 آلاف و200», «مليون و500 ألف». False where none fits under the scale `least`."""
    more = Quantity(at, at, 0, "")
    m = None if word else _DIGITS.match(text, at)
    if m:
        if not from_digits(more, m[0], how) or not isinstance(more.value, int):
            return False
        more.end = m.end()
    elif word:
        value = cardinal_value(word[0])
        if value is None:
            return False
        more.value, more.end = value, word.end()
    else:
        return False
    s = _SCALE.match(text, more.end)
    while s and more.value < least:
        more.value, more.end = times(more.value, SCALES[s[1]]), s.end()
        s = _SCALE.match(text, more.end)
    if not 0 < more.value < least:
        return False
    q.value, q.end, q.scale = plus(q.value, more.value), more.end, 1
    return True


def _least_scale(q: Quantity) -> int:
    """The scale that a following «و200» must stay under: 1000 for 2000, 10^6 for three million; 0 where nothing can follow."""
    if q.scale >= 1000:
        return q.scale
    if not q.digits and isinstance(q.value, int) and q.value and q.value % 1000 == 0:
        scale = 1000
        while q.value % (scale * 1000) == 0:
            scale *= 1000
        return scale
    return 0


def fraction(q: Quantity, word: str, text: str) -> bool:
    """Read «نصف», «ثلثي» into `q`, with the scale it halves («نصف مليون»); False where the word names something else («نصف النهائي»)."""
    if _NOT_HALF.match(text, q.end):
        return False
    q.value = 1 / HALVES[word] if word in HALVES else 2 / PAIRS[word]
    m = _SCALE_OR_HUNDRED.match(text, q.end)
    if m:
        scale = SCALES.get(m[1], 100)
        q.value, q.end, q.scale = times(q.value, scale), m.end(), scale
    if isinstance(q.value, float):
        q.value = round(q.value, 6)
    return True


_RANKS = [w for r in rows("number_words") if r["class"] in ("ordinal", "ordinal_part") for w in [fold_name(r["word"])]]
WORDS_OF_TENS = re.compile(rf"\Aال(?!(?:{alternation(_RANKS)}))")
"""Ordinals that are definite cardinals («العشرين», «المئة»): ranks only behind a definite noun."""
UNIT_AND_FRACTION = re.compile(rf" {{0,2}}و ?({alternation([*_SURE, *PAIRS])})(?!\w)(?: {{1,3}}ال(?:{alternation(_SINGLE)})(?!\w))?")
_PART = re.compile(rf" {{1,3}}(?:{alternation(w for w in WORDS if WORDS[w].codes and w.isalpha())})(?!\w)")
_AND_HALF = re.compile(rf" {{0,2}}و ?(?:{alternation(_SURE)})(?!\w)")


def goes_on(text: str, at: int) -> bool:
    """Whether a unit said without a number goes on as an amount: «لتر وربع», «درهم وخمسون فلساً»."""
    if _AND_HALF.match(text, at):
        return True
    waw = _AND.match(text, at)
    m = waw and (_CARDINAL.match(text, waw.end()) or _DIGITS.match(text, waw.end()))
    return bool(m and _PART.match(text, m.end()))


def word_near(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a letter or digit stands within reach before `start`, and behind `end`."""
    return any(c.isalnum() for c in text[max(0, start - 40) : start]), any(c.isalnum() for c in text[end : end + 40])
