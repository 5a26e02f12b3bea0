"""The pass over a text that turns each place where a number may begin into a quantity, or into nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from arextract.extract.numbers import counted, cues, evidence, silence, units, values
from arextract.extract.numbers.quantity import Quantity, plus, times
from arextract.fold import Folded
from arextract.numerals import CARDINAL, EITHER, Convention, cardinal_value, convention, ordinal_value
from arextract.records import Number

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}|[A-Za-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_MONTH_BEFORE = {"كانون", "تشرين", "ربيع", "جمادي", "جماد", "جمادا"}
_LAST = re.compile(r" {1,3}(?:قبل|الي) {1,3}ال?اخير|(?: من)? امس(?!\w)| من امس(?!\w)")
_WHOLE = re.compile(r" (?:كامل|كامله|واحد|واحده)(?!\w)")
_LENGTH = {"مده", "طوال", "طيله", "مدار", "مدي", "لمده", "بمده", "خلال"}
_BELOW_ZERO = re.compile(r" {1,3}تحت الصفر(?!\w)")
_POINT_OR_SHARE = re.compile(r" {1,3}(?:فاصله?|(?:بال|في ال)(?:مئه|مائه|الف|مليون))(?!\w)")
_ANOTHER_END = re.compile(r" {0,2}\S{0,24} {0,2}و")
_DIGIT_NEXT = re.compile(r" ?\(?[0-9]")
_TURNED = re.compile(r"[0-9\u0660-\u0669][.,]\u200f[0-9\u0660-\u0669]")
_SPLIT_AND = re.compile(r"\A(\w+) ?و ?(\w+)\Z")
_TANWIN = re.compile("\u064b")
_AND_NUMBER = re.compile(rf" {{0,2}}و {{0,2}}(?:[0-9]|{CARDINAL})")
_OVER = re.compile(rf" {{1,3}}علي {{1,3}}([1-9][0-9]{{0,8}}|{CARDINAL})(?!\w)")
_BELOW = ("deg", "Cel", "[degF]")  # what may be below zero
_NEXT_COUNT = re.compile(r" ?,? وال[^\W\d_]{2,16} {1,2}")
_ANOTHER = re.compile(r" ?(?:و|,|الي|-|او) ?(?:و ?)?")
_PERCENT_BEFORE = re.compile(r"(?:%|بالمئه|بالمائه|بالميه) ?\Z")


class Finder:
    """One text in work."""

    def __init__(self, folded: Folded, taken: Sequence[tuple[int, int]], country: str | None = None) -> None:
        self.folded, self.text, self.country = folded, folded.text, country
        self.taken = sorted(taken)
        self.taken_ends = [e for _, e in self.taken]
        addressed = any(sign in self.text for sign in ("@", "http", "www."))
        self.blocked = [m.span() for m in _ADDRESS.finditer(self.text)] if addressed else []
        self.blocked_ends = [e for _, e in self.blocked]
        self.labels = 0  # where the last number behind a label ends
        self.floor = 0  # where the last quantity found ends: nothing reaches back over it
        self._how: Convention | None = None
        self._items: frozenset[int] | None = None
        self._votes: dict[str, int] | None = None

    @property
    def how(self) -> Convention:
        """How the text writes its numbers."""
        if self._how is None:
            self._how = convention(self.text)
        return self._how

    @property
    def items(self) -> frozenset[int]:
        """Where the numbers of lists stand."""
        if self._items is None:
            self._items = silence.list_items(self.text)
        return self._items

    @property
    def votes(self) -> dict[str, int]:
        """The countries whose currencies the text may mean."""
        if self._votes is None:
            self._votes = units.countries(self.text, self.country)
        return self._votes

    def free(self, start: int, end: int) -> bool:
        """Whether no date, no address and no quantity before covers any of these folded characters."""
        if start < self.floor:
            return False
        if self.blocked:
            i = bisect_left(self.blocked_ends, start + 1)
            if i < len(self.blocked) and self.blocked[i][0] < end:
                return False
        if self.taken:
            first, last = self.folded.source(start, end)
            i = bisect_left(self.taken_ends, first + 1)
            if i < len(self.taken) and self.taken[i][0] < last:
                return False
        return True

    def listed(self, q: Quantity) -> bool:
        """Whether a number goes on a list of figures: the second of «عدد القتلى 12 والجرحى 34»."""
        return 0 < self.floor < q.start and _NEXT_COUNT.fullmatch(self.text, self.floor, q.start) is not None

    def dated(self, at: int) -> bool:
        """Whether a date begins behind a folded offset, with only spaces between."""
        start = self.folded.source(at, at)[0]
        i = bisect_left(self.taken, (start, start))
        return i < len(self.taken) and not self.folded.raw[start : self.taken[i][0]].strip() and self.taken[i][0] - start < 4

    def run(self) -> list[Quantity]:
        """Every quantity of the text, in order."""
        found: list[Quantity] = []
        at = 0
        text = self.text
        for begin in values.beginnings(text):
            if begin < at:
                continue
            match = values.ATOM.match(text, begin)
            if match is None:
                continue
            kind = match.lastgroup or ""
            if kind == "mixed":
                kind = "slash"
            q, at = self.read(match, kind)
            if q is not None:
                found.append(q)
                self.floor = at = max(at, q.end)
        if any(q.others for q in found):
            evidence.decide(found, self.how, text)
        return found

    def read(self, m: re.Match[str], kind: str) -> tuple[Quantity | None, int]:
        """The quantity that begins at an atom, or None, and where to go on."""
        start = m.start("mixed") if kind == "slash" and m["mixed"] else m.start(kind)
        end = m.end(kind)
        if not self.free(start, end):
            return None, end
        if kind in ("digits", "slash", "turned"):
            return self.from_digits(m, kind, start, end)
        q = Quantity(start, end, 0, kind)
        word = m[kind]
        if m.start() < start and start - m.start() < 3 and self.text[m.start() : end].lstrip("وف") in cues.words("whole"):
            return None, end  # «كمية» holds no hundred
        if kind == "unit_pair" or kind == "unit_one":
            return (self.from_unit(q, word, kind) if self.unit_stands(q, kind) else None), end
        if kind == "ordinal":
            return self.from_ordinal(q, word, cues.last_words(self.text, m.start())), end
        line = cues.last_words(self.text, m.start())
        if kind == "cardinal":
            made = self.from_cardinal(q, word, line)
            if not made:
                return None, end
            end = min(end, q.end) if q.rule == "between" else end
        elif kind == "share":
            if not line or line[-1] not in ("بنسبه", "بمقدار", "بواقع", "نسبه") or self.text[end : end + 3] == " ال":
                return None, end
            q.value, q.kind, q.unit_id = round(100 / values.HALVES[word[2:]], 2), "percent", "percent"
            return q, end
        elif not values.fraction(q, word, self.text):
            return None, end
        return self.finish(q, line), end

    def from_digits(self, m: re.Match[str], kind: str, start: int, end: int) -> tuple[Quantity | None, int]:
        """A number in digits and all that belongs to it, or None where it is no figure; and where to go on."""
        text = self.text
        before, after = text[start - 1 : start], text[end : end + 1]
        q = Quantity(start, end, 0, "digits", digits=True, definite=bool(m["al"]))
        sign = before if before in ("-", "+") and m.start() == start else ""
        at = start - 1 if sign else start
        previous = text[at - 1 : at] if at else ""
        if sign and (previous.isalnum() or previous in (")", "%", "$")):
            if not previous.isdigit() and previous not in (")", "%", "$"):
                return None, end  # «كوفيد-19», «F-16»
            sign = ""
        line = cues.last_words(text, min(at, m.start()))
        past = silence.clock_or_phone(text, start)
        if past is not None:
            return None, max(end, past)
        if silence.act_number(text, end, line) or self.labels and _ANOTHER.fullmatch(text, self.labels, start):
            self.labels = end if self.labels else 0
            return None, end  # «المادتان 3 و4»
        if silence.tied(text, start, end) or silence.list_number(text, start, end) or (end - start < 3 and start in self.items):
            return None, end
        turned = m[kind].split("ر") if kind == "turned" else []
        if kind == "digits" and self.folded.origin is not None and _TURNED.search(self.folded.quote(start, end)):
            turned = re.split(r"[.,]", m[kind])
        if turned and len(turned) < 4:
            if not values.from_turned(q, turned):
                return None, end
        elif kind == "slash":
            value = values.from_slash(m["slash"], m["mixed"], sign == "-")
            if value is None or cues.labelled(line):
                return None, end
            q.value, q.digits = round(value, 12), False
        elif not values.from_digits(q, m["digits"], self.how):
            return None, end
        q.open_bracket = "(" in text[max(0, start - 3) : start] and ")" not in text[max(0, start - 3) : start]
        if sign == "-" and self.free(at, end):
            q.value, q.others, q.start = -q.value, [-o for o in q.others], at
        elif before == " " and text[at - 2 : at - 1] == "-" and not text[max(0, at - 24) : at - 2].strip():
            q.bound = "dash"
        made = self.finish(q, line)
        if made is None or (after and after.isalpha() and made.end == end and made.unit_id is None):
            return None, end  # «3D», «5G»
        return made, end

    def from_cardinal(self, q: Quantity, word: str, line: list[str]) -> bool:
        """Read a number in words into `q`; False where the words count nothing."""
        text = self.text
        told = values.spoken(text, q.start) if text.find(" من ", q.end - 2, q.end + 60) >= 0 or " من " in word else None
        if told:
            q.value, q.end = told
            return True
        value = cardinal_value(word)
        if value is None:
            return False
        q.value = value
        if word in EITHER and (_TANWIN.search(self.folded.quote(q.start, q.end)) or _AND_NUMBER.match(text, q.end)):
            q.value, q.scale = value // 2, value // 2
        split = _SPLIT_AND.match(word)
        if split and line and line[-1] in ("بين", "مابين") and not _ANOTHER_END.match(text, q.end):
            first = cardinal_value(split[1])
            if first is not None:
                q.value, q.end, q.rule = first, q.start + split.end(1), "between"
                return True
        if word in ("احد", "احدي") or (word in ("عشر", "عشره") and line and line[-1][:2] == "ال" and cardinal_value(line[-1]) is not None):
            return False  # «الخمسة عشر» is no ten
        if value == 1:
            return self.is_one(q)
        if values.fraction_of(q, word, text):
            return True
        if word == "خمس" and text.startswith(" ال", q.end) and not (line and line[-1].startswith("ال")):
            q.value, q.rule = 0.2, "fraction"  # «خمس الفطيرة»; five of them would be «خمس فطائر»
        if word == "خمس" and len(text) < 8:
            q.others.append(0.2)
        return True

    def is_one(self, q: Quantity) -> bool:
        """«واحد» is a number alone, before a unit or a fraction, or after a noun that is counted («حالة وفاة واحدة»)."""
        text = self.text
        if not any(values.word_near(text, q.start, q.end)) or _POINT_OR_SHARE.match(text, q.end):
            return True
        start = counted.one(text, q.start)
        if start is None or not self.free(start, q.end):
            return False
        q.counted, q.start = (start, start + len(text[start : q.start].rstrip())), start
        return True

    def from_ordinal(self, q: Quantity, word: str, line: list[str]) -> Quantity | None:
        """An ordinal, or None where the word is part of a date or of «قبل الأخير»."""
        text = self.text
        value = ordinal_value(word)
        if value is None or _LAST.match(text, q.end):
            return None
        last = line[-1] if line else ""
        if last in _MONTH_BEFORE or last[1:] in _MONTH_BEFORE or (last == "الساعه" and value < 13):
            return None
        small = word.startswith("ال") and (values.WORDS_OF_TENS.match(word) is not None)
        if small and last and not (cues.bare(last).startswith(("ال", "لل")) or last[:3] in ("وال", "بال", "فال", "كال")):
            return None
        if small and (text[q.start - 1 : q.start] == "ب" or units.after(text, q.end) is not None or last in ("في", "من", "نصف")):
            return None
        q.value, q.kind, q.rule = value, "ordinal", "ordinal"
        self.rank(q, line)
        return q

    def rank(self, q: Quantity, line: list[str]) -> None:
        """«المرتبة الثالثة»: the head belongs to the mention."""
        if not cues.ranked(line):
            return
        word = line[-1]
        head = self.text.rfind(word, max(0, q.start - 24), q.start)
        if head < 0:
            return
        head += 1 if word not in cues.words("rank") else 0  # و before it
        head += 1 if self.text[head] in "بل" and self.text[head + 1] != "ل" else 0
        if self.free(head, q.end):
            q.counted, q.start, q.rule = (head, head + len(self.text[head : q.start].split()[0])), head, "rank"

    def unit_stands(self, q: Quantity, kind: str) -> bool:
        """Whether a unit word without a number stands for one or two of it."""
        text = self.text
        if _DIGIT_NEXT.match(text, q.end):
            return False
        if kind == "unit_pair":
            return True
        if not values.word_near(text, q.start, q.end)[0] or _WHOLE.match(text, q.end) or values.goes_on(text, q.end):
            return True
        return text[max(0, q.start - 8) : q.start].endswith(("مده ", "طوال ", "طيله ", "مدار ", "مدي "))

    def from_unit(self, q: Quantity, word: str, kind: str) -> Quantity | None:
        """A unit that says its own number: «يومين», «لمدة ساعة», «لتر وربع»."""
        text = self.text
        q.value, q.implied = (2 if kind == "unit_pair" else 1), kind == "unit_one"
        q.end = q.start
        line = cues.last_words(text, q.start)
        found = units.after(text, q.start)
        if found is None:
            return None
        if kind == "unit_one":
            alone = not any(values.word_near(text, q.start, found[1]))
            more = values.goes_on(text, found[1])
            long = line[-1:] and (cues.bare(line[-1]) in _LENGTH)
            whole = _WHOLE.match(text, found[1])
            if not (alone or more or (found[0].kind == "duration" and (long or whole))):
                return None
            if not more and long and text[found[1] : found[1] + 3] == " ال":
                return None
        self.measure(q, found)
        if q.implied and q.kind == "duration" and _WHOLE.match(text, q.end):
            q.end = _WHOLE.match(text, q.end).end()  # type: ignore[union-attr]
        self.cue(q, line)
        return q

    def finish(self, q: Quantity, line: list[str]) -> Quantity | None:
        """Scale, unit, counted noun and cues of a number whose first token is read; None where it is no figure."""
        text = self.text
        first_end = q.end
        values.reach(q, text, self.how, between=line[-1:] in (["بين"], ["مابين"]))
        labelled = cues.labelled(line)
        sign = units.sign_before(text, q.start) if q.digits else None
        found = None
        if sign is not None and self.free(sign[1], q.end):
            code = units.as_written(text[sign[1] : q.start].strip(), self.folded.quote(sign[1], q.start))
            q.start, q.unit, q.unit_id, q.kind = sign[1], sign[0], code or sign[0].id, "money"
            if sign[0].family and code is None:
                self.settle(q, sign[0].id)
        else:
            closed = q.end
            if q.open_bracket and text[q.end : q.end + 2].lstrip()[:1] == ")":
                closed = text.index(")", q.end) + 1
            found = units.after(text, closed)
            if found is not None and found[0].kind == "duration" and found[0].form == "one" and self.dated(found[1]):
                found = None  # «6,3 ملايين عام 2022», «300 يوم الأحد»
            if found is None and _BELOW_ZERO.match(text, q.end):
                q.kind, q.unit_id, q.end, q.value = "unit", "deg", _BELOW_ZERO.match(text, q.end).end(), -q.value  # type: ignore[union-attr]
            if found is None and q.value < 1 and not q.digits and text.startswith(" ال", q.end):  # «ثلاثة أرباع الهكتار»
                whole = units.after(text, q.end + 3)
                found = whole if whole is not None and whole[0].kind == "unit" and whole[0].form == "one" else None
        if found is not None and silence.year_like(q, first_end) and text[first_end : found[1]].strip() in ("م", "غ"):
            return None  # «2024م»
        before = _PERCENT_BEFORE.search(text, max(0, q.start - 10), q.start)
        if found is not None:
            self.measure(q, found)
        elif before and q.unit_id is None and self.free(before.start(), q.end) and (before.start() == 0 or not text[before.start() - 1].isalnum()):
            q.start, q.kind, q.unit_id = before.start(), "percent", "percent"
        if cues.ranked(line) and q.unit_id is None and isinstance(q.value, int):
            q.kind = "ordinal"
            self.rank(q, line)
            return q
        if q.unit_id is None:
            if silence.is_year(text, q, line, first_end):
                return None
            self.count(q, line)
            if labelled and not silence.counts(text, q, line):
                self.labels = first_end if q.digits else 0
                return None
            if q.counted is None and not self.listed(q) and silence.name_number(text, q, line, first_end):
                return None
        elif labelled and q.kind in ("unit", "duration", "number") and not silence.measures(q, line):
            return None
        if cues.negative(line) and (q.kind == "percent" or q.unit_id in _BELOW or (q.kind == "number" and q.counted is None)):
            self.negate(q, line)
            line = line[:-1]
        if q.kind == "percent" and text.startswith("-)", q.end) and q.value > 0:
            q.value, q.end = -q.value, q.end + 1  # «(1,7%-)», typed from right to left
        if q.bound == "dash":
            q.bound = None
            if q.unit_id in _BELOW:
                q.value, q.start = -q.value, text.rindex("-", 0, q.start)
        self.cue(q, line)
        return q

    def measure(self, q: Quantity, found: tuple[units.Unit, int]) -> None:
        """Take in the unit: for a family of currencies its adjective too; «ونصف» behind the unit counts of it."""
        unit, end = found
        text = self.text
        if unit.id == "permille":
            q.value, q.end, q.unit_id = times(q.value, unit.factor), end, "permille"
            return
        q.unit, q.kind, q.end, q.unit_id = unit, unit.kind, end, unit.id
        if unit.form == "short" and unit.kind == "money":
            sign = text[max(0, q.end - 4) : q.end].split()[-1]
            q.unit_id = units.as_written(sign, self.folded.quote(q.end - len(sign), q.end)) or unit.id
        if unit.family:
            self.settle(q, unit.id)
        elif unit.codes:
            q.unit_id, parts = units.settle_part(unit.codes, self.votes)
            q.value = times(q.value, 1) / parts if q.value % parts else int(q.value // parts)
        if unit.factor != 1 and not unit.codes:
            factor: Number = int(unit.factor) if unit.factor >= 1 else unit.factor
            q.value, q.others = times(q.value, factor), [times(o, factor) for o in q.others]
        if unit.kind in ("unit", "duration", "money") and not unit.codes:
            m = values.UNIT_AND_FRACTION.match(text, q.end)
            if m:
                share = 1 / values.HALVES[m[1]] if m[1] in values.HALVES else 2 / values.PAIRS[m[1]]
                q.value, q.end = plus(q.value, share * (unit.factor if unit.factor > 1 else 1)), m.end()
            m = _BELOW_ZERO.match(text, q.end)
            if m and unit.id in _BELOW:
                q.value, q.end = -q.value, m.end()
        if unit.kind == "duration":
            q.pieces = [(q.value, unit.id)]

    def settle(self, q: Quantity, family: str) -> None:
        """The currency of a family: its adjective behind the number says which («250 ليرة سورية»), else the countries of the text."""
        named = units.currency(self.text, family, q.end)
        if named:
            q.unit_id, q.end = named
        else:
            q.unit_id, others = units.settle(family, self.votes)
            q.codes = list(others)

    def count(self, q: Quantity, line: list[str]) -> None:
        """The counted noun behind a plain number; a definite number before none, after a definite noun, is a rank («الذكرى الـ50»)."""
        text = self.text
        if q.counted is not None:
            return
        at = q.end
        if q.open_bracket and text[at : at + 2].lstrip()[:1] == ")":
            at = text.index(")", at) + 1
        end = counted.phrase(text, at)
        if end is not None and self.free(at, end):
            begin = at + len(text[at:end]) - len(text[at:end].lstrip())
            q.counted, q.end = (begin, end), end
            if q.open_bracket and ")" in text[q.start : at]:
                q.start = text.rindex("(", 0, q.start)
        elif q.definite and line and isinstance(q.value, int) and q.scale == 1 and cues.bare(line[-1]).startswith("ال"):
            q.kind, q.rule = "ordinal", "ordinal-digits"

    def negate(self, q: Quantity, line: list[str]) -> None:
        """«ناقص خمس درجات» is below zero; in a sum that is told, «الناتج ناقص مئة على خمسة», the second number divides."""
        start = self.text.rfind(line[-1], 0, q.start)
        if not self.free(start, q.end):
            return
        m = _OVER.match(self.text, q.end) if q.kind == "number" and (len(line) < 2 or cues.results(line[-2])) else None
        below = None if m is None else int(m[1]) if m[1].isdigit() else cardinal_value(m[1])
        if m is not None and below:
            q.value, q.end, q.rule = round(q.value / below, 9), m.end(), "quotient"
        q.value, q.others, q.start = -q.value, [-o for o in q.others], start

    def cue(self, q: Quantity, line: list[str]) -> None:
        """Bounds and approximations before and behind; what stands before a و that is glued to the number («على الأقل و6%») is not its own."""
        joined = self.text[q.start - 1 : q.start] == "و" and not self.text[q.start - 2 : q.start - 1].isalpha()  # no «نحو5000»
        kind, length = (None, 0) if joined and q.start else cues.before(line)
        if kind == "approximate" and length < len(line) and line[-length][0] != "و":
            outer, _ = cues.before(line[:-length])
            kind = outer if outer in ("low", "high") else kind
        behind = cues.behind(self.text, q.end)
        for side in (kind, behind):
            if side == "approximate":
                q.approximate = True
            elif side in ("low", "high"):
                q.approximate = True
                q.bound = side
