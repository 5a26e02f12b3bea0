"""From what was said to when it is: years left out, relative words, calendars.

What a mention does not say comes, in this order, from its own range, from the dates around it, from the tense of its sentence and from the
day of release; what was guessed is told in `inferred`. Without anything to hold on to a mention keeps its quote and has no value.
"""

from __future__ import annotations

from datetime import date

from arextract.extract.dates.beside import brief
from arextract.extract.dates.calendars import add_months, gregorian_day, hijri_month, iso_month, last_day, latin_date, monday, nth_weekday
from arextract.extract.dates.points import Found, Point
from arextract.extract.dates.reckoning import DAY, Value, ago, coming, copied, day_value, exact_day, hijri_year_value, month_value, placed, shift
from arextract.extract.dates.surroundings import Surroundings, late
from arextract.extract.dates.words import Line
from arextract.records import Precision

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


class Resolver(Surroundings):
    """Resolves the mentions of one text, first those that say everything, then the others by them."""

    def __init__(self, found: list[Found], line: Line, text: str, reference: date | None, dateline: int | None) -> None:
        super().__init__(found, line, text)
        orders = {p.order for f in found for p in (f.a, f.b) if p}
        self.month_first = "month" in orders and "day" not in orders
        for i, f in enumerate(found):
            if _complete(f):
                value = self._solved(i, f)
                self.values[i] = value
                if value and value.precision in ("day", "month") and f.shape != "latin":
                    self.known.append((i, value.day))
        self.reference = self._anchor(reference, dateline)
        header = self.values[dateline] if dateline is not None else None
        self.dated = header is not None and self.reference == header.day
        for i, f in enumerate(found):
            if self.values[i] is None and not _complete(f):
                self.values[i] = self._solved(i, f)
                value = self.values[i]
                if i == dateline and value and value.precision == "day" and self.reference is None:
                    self.reference = value.day

    def _letters(self, f: Found) -> str:
        return self.line.letters[f.start : f.end]

    # -- the shapes

    def _solved(self, i: int, f: Found) -> Value | None:
        try:
            return self._value(i, f)
        except (OverflowError, ValueError):  # beyond the years 1 to 9999
            return None

    def _value(self, i: int, f: Found) -> Value | None:
        match f.shape:
            case "day":
                return self._one_day(i, f)
            case "list":
                return self._day_list(i, f)
            case "range":
                return self._range(i, f)
            case "month":
                return self._month(i, f, f.a)
            case "months":
                return self._month_range(i, f)
            case "nth" | "week_of":
                return self._nth(i, f)
            case "latin":
                return self._latin(f)
            case "quarter" | "season" | "fiscal":
                return self._part_of_year(i, f)
            case "years" | "year" | "decade":
                return self._year_value(f)
            case "this" | "week" | "units" | "span":
                return self._relative(i, f)
            case "same":
                return self._same_part(i, f)
            case "today":
                base = self.reference
                if base is None:
                    return None
                # A dateline in writing outweighs the weekday: «13 نوفمبر 2023 – … اليوم الأحد», which was a Monday.
                moved = 0 if self.dated and not f.a.offset else late(base, f.a)
                return day_value(base + ((f.a.offset or 0) - moved) * DAY, relative=True)
            case "lone":
                return self._lone_day(i, f)
            case "weekday" | "weekdays":
                return self._weekday(i, f)
        return None

    def _one_day(self, i: int, f: Found) -> Value | None:
        p = f.a
        if p.order == "open" and self.month_first and p.day and p.month:
            p = placed(p, p.year or 0, p.day, p.hijri)
            p.day = f.a.month
        full, inferred, relative = self._fill(i, p, None)
        if full is None or full.year is None or full.month is None or full.day is None:
            return None
        day = exact_day(full)
        return day_value(day, inferred=inferred, relative=relative, hijri=full.hijri) if day else None

    def _day_list(self, i: int, f: Found) -> Value | None:
        full, inferred, relative = self._fill(i, f.a, None)
        if full is None:
            return None
        days: list[date] = []
        year, month = full.year or 0, full.month or 0
        for n, of in zip(f.days, f.months or (month,) * len(f.days), strict=True):
            full.day, full.month, full.year = n, of, year - (of > month)
            day = exact_day(full)
            if day is None:
                return None
            days.append(day)
        listed = tuple(d.isoformat() for d in days) if (days[-1] - days[0]).days != len(days) - 1 else None
        return day_value(days[0], days[-1], inferred=inferred, relative=relative, hijri=full.hijri, listed=listed)

    def _range(self, i: int, f: Found) -> Value | None:
        a, b = f.a, f.b
        assert b is not None
        inferred: tuple[str, ...] = ()
        if b.month is None and b.month_word in ("s", "t") and a.month is not None:
            b.month, b.hijri, b.month_word, b.year = a.month, a.hijri, None, None
            b.word, b.year_word = a.word, a.year_word
            if a.year is not None:
                b.year = a.year
        borrowed = a.month is None
        if a.month is None:
            a.month, a.hijri = b.month, b.hijri
        if b.month is None and b.month_word is None:
            b.month, b.hijri = a.month, a.hijri
        if a.year is None and b.year is None and a.word and not b.word:
            main, rest, forward = a, b, True  # «1 يناير القادم حتى 3 فبراير»
        elif b.year is None and a.year is not None and not b.word and not b.year_word:
            main, rest, forward = a, b, True
        else:
            main, rest, forward = b, a, False
        if main.weekday is None and rest.weekday is not None and borrowed and main.day and rest.day:
            weekday = (rest.weekday + main.day - rest.day) % 7
            main = copied(main)
            main.weekday = weekday
        full, guess, relative = self._fill(i, main, None)
        if full is None or full.year is None or full.month is None:
            return None
        inferred = guess
        other = copied(rest)
        if other.month is None:
            other.month, other.hijri = full.month, full.hijri
        if other.year is None and other.month is not None:
            other.year = full.year + (1 if forward and other.month < full.month else -1 if not forward and other.month > full.month else 0)
        first, last = (exact_day(full), exact_day(other)) if forward else (exact_day(other), exact_day(full))
        if first is None or last is None:
            return None
        if rest.year is None and (last - first).days > 300:
            # «28 مايو إلى 2 أبريل 2024»: hardly eleven months; rather its ends changed places.
            other.year = full.year
            near = exact_day(other)
            day = exact_day(full)
            if near and day and abs((near - day).days) < 120:
                first, last = (day, near) if forward else (near, day)
        if last < first:
            first, last = last, first
            inferred = (*inferred, "order")
        return day_value(first, last, inferred=inferred, relative=relative, hijri=full.hijri)

    def _month(self, i: int, f: Found, p: Point) -> Value | None:
        full, inferred, relative = self._fill(i, p, None)
        if full is None or full.year is None or full.month is None:
            return None
        return month_value(full.year, full.month, full.hijri, inferred, relative)

    def _month_range(self, i: int, f: Found) -> Value | None:
        a, b = f.a, copied(f.b or Point())
        if a.year is None and b.year is None and a.word and not b.word:
            b.word = a.word
        if b.year is None and a.year is not None and not b.word:
            b.year = a.year + ((b.month or 0) < (a.month or 0))
        end, inferred, relative = self._fill(i, b, None)
        if end is None or end.year is None or end.month is None:
            return None
        begin = copied(a)
        if begin.year is None:
            begin.year = end.year - ((a.month or 0) > end.month)
        assert begin.year is not None
        first = month_value(begin.year, begin.month or 1, a.hijri, (), False)
        last = month_value(end.year, end.month, end.hijri, (), False)
        if first is None or last is None or first.day > last.day:
            return None
        return Value(first.first, last.last, "month", first.day, inferred, relative, a.hijri)

    def _lone_day(self, i: int, f: Found) -> Value | None:
        base = self.reference
        if base is None or f.a.day is None:
            return None
        days = [gregorian_day(*add_months(base.year, base.month, k), f.a.day) for k in (0, 1, -1)]
        tense = self._tense(i)
        allowed = [d for d in days if d and (d >= base or tense != "}") and (d <= base or tense != "{")]
        return day_value(allowed[0], inferred=("month", "year")) if allowed else None

    def _nth(self, i: int, f: Found) -> Value | None:
        if f.a.month is None and f.a.month_word is None:
            return self._nth_of_year(i, f)
        full, inferred, relative = self._fill(i, f.a, None)
        if full is None or full.year is None or full.month is None or f.n is None:
            return None
        year, month = full.year, full.month
        if full.hijri:
            return self._nth_hijri(f, year, month, inferred, relative)
        if f.unit == "A":
            day = gregorian_day(year, month, last_day(year, month) if f.n == -1 else f.n)
        elif f.unit == "W":
            start = nth_weekday(year, month, 0, f.n)
            return Value(start.isoformat(), (start + 6 * DAY).isoformat(), "week", start, inferred, relative) if start else None
        else:
            weekday = f.a.weekday or 0
            stated = gregorian_day(year, month, f.n) if f.n > 0 else None
            # «الثلاثاء الثالث من أكتوبر»: the 3rd where that is a Tuesday, else the third Tuesday.
            day = stated if stated and (f.n > 5 or stated.weekday() == weekday) else nth_weekday(year, month, weekday, f.n)
        return day_value(day, inferred=inferred, relative=relative) if day else None

    def _nth_of_year(self, i: int, f: Found) -> Value | None:
        """«أول يوم من السنة», «الأسبوع الثالث من عام 2027» (weeks as ISO counts them)."""
        year = f.a.year
        if year is None:
            base = self._year_base(i, f.a.year_word or "t", f.a.steps)
            year = None if base is None else base + shift(f.a.year_word or "t", f.a.steps)
        if year is None or f.n is None:
            return None
        if f.unit == "W":
            first = monday(date(year, 1, 4)) + 7 * (f.n - 1) * DAY if f.n > 0 else monday(date(year, 12, 28))
            return Value(first.isoformat(), (first + 6 * DAY).isoformat(), "week", first)
        return day_value(date(year, 12, 31) if f.n == -1 else date(year, 1, f.n), relative=f.a.year is None)

    def _nth_hijri(self, f: Found, year: int, month: int, inferred: tuple[str, ...], relative: bool) -> Value | None:
        span = hijri_month(year, month)
        if span is None or f.n is None or f.unit == "w":
            return None
        if f.unit == "A":
            return day_value(span[1] if f.n == -1 else span[0] + (f.n - 1) * DAY, inferred=inferred, relative=relative, hijri=True)
        first = span[1] - 6 * DAY if f.n == -1 else span[0] + 7 * (f.n - 1) * DAY
        return Value(first.isoformat(), (first + 6 * DAY).isoformat(), "week", first, inferred, relative, True)

    def _latin(self, f: Found) -> Value | None:
        quote = self.text[self.line.starts[f.start] : self.line.ends[f.end - 1]]
        precision: Precision = "day" if f.a.day is not None else "month"
        iso = latin_date(quote, precision)
        return Value(iso, iso, precision, date.fromisoformat(iso if precision == "day" else iso + "-01")) if iso else None

    def _part_of_year(self, i: int, f: Found) -> Value | None:
        if f.shape == "quarter" and (f.a.month is not None or f.a.month_word is not None):
            value = self._month(i, f, f.a)
            if value is None:
                return None
            part = "early" if f.n == 1 else "late"
            return Value(value.first, value.last, "month", value.day, value.inferred, value.relative, value.hijri, None, part)
        p = f.b if f.shape == "quarter" and f.b else f.a
        year, inferred, relative = p.year, (), False
        if year is None:
            word = p.year_word or p.word
            relative = word is not None
            if word is None:
                before = self._before(i)
                year = before.day.year if before else self._anchored_year(i)
                if year is None:
                    return None
                return self._named_part(f, year, None, ("year",), False)
            base = self._year_base(i, word, p.steps)
            if base is None:
                return None
            if f.shape == "fiscal" and self.reference and self.line.values[f.start + 1] == "school":
                begin = self.reference.year - (self.reference.month < 8) + shift(word, p.steps)
                return Value(str(begin), str(begin + 1), "year", date(begin, 1, 1), (), True)
            if f.shape == "season":
                return self._season_by(f, word, p.steps)
            year = base + shift(word, p.steps)
        if p.hijri or p.era == "j" or year <= 1500:
            return hijri_year_value(year) if f.shape == "fiscal" else None
        other = f.b.year if f.b and f.shape != "quarter" else None
        return self._named_part(f, year, other, inferred, relative)

    def _same_part(self, i: int, f: Found) -> Value | None:
        """«الربع نفسه من العام 2023»: the last quarter, half or month before it, in that year."""
        precision = {"Q": "quarter", "X": "half", "E": "month"}[f.unit]
        before = next((v for v in reversed(self.values[max(0, i - 8) : i]) if v and v.precision == precision and not v.hijri), None)
        assert f.b is not None
        year, word = f.b.year, f.b.year_word
        if year is None and word is not None:
            base = self._year_base(i, word, f.b.steps)
            year = None if base is None else base + shift(word, f.b.steps)
        if year is None or year <= 1500:
            return None
        if before is None:
            return Value(str(year), str(year), "year", date(year, 1, 1), (), f.b.year is None)
        moved = year - before.day.year
        first, last = (f"{int(iso[:4]) + moved:04d}{iso[4:]}" for iso in (before.first, before.last))
        return Value(first, last, before.precision, before.day.replace(year=year), (), f.b.year is None, part=before.part)

    def _anchored_year(self, i: int) -> int | None:
        anchor = self._anchored(i)
        return anchor.year if anchor else None

    def _named_part(self, f: Found, year: int, other: int | None, inferred: tuple[str, ...], relative: bool) -> Value | None:
        if f.shape == "fiscal":
            return Value(str(year), str(other or year), "year", date(year, 1, 1), inferred, relative)
        if f.shape == "season":
            first, last = _SEASONS[f.unit]
            if other is not None and f.unit != "winter":
                return Value(str(year), str(other), "year", date(year, 1, 1), inferred, relative)
            return Value(iso_month(year, first), iso_month(year + (last < first), last), "quarter", date(year, first, 1), inferred, relative)
        if f.unit == "F":
            return Value(iso_month(year, 1), iso_month(year, f.n or 1), "month", date(year, 1, 1), inferred, relative)
        size = 3 if f.unit == "Q" else 6
        n = f.n if f.n and f.n > 0 else 12 // size
        first, last = size * (n - 1) + 1, size * n
        return Value(iso_month(year, first), iso_month(year, last), "quarter" if size == 3 else "half", date(year, first, 1), inferred, relative)

    def _season_by(self, f: Found, word: str, steps: int) -> Value | None:
        base = self.reference
        if base is None:
            return None
        first = _SEASONS[f.unit][0]
        year = base.year
        if word == "n":
            year += base.month >= first
        elif word == "p":
            year -= base.month <= first
        return self._named_part(f, year, None, (), True)

    def _year_value(self, f: Found) -> Value | None:
        first = f.a.year
        if f.shape == "decade":
            decade = self.line.values[f.start]
            return Value(str(decade), str(int(decade) + 9), "decade", date(int(decade), 1, 1)) if isinstance(decade, int) else None
        if first is None:
            return None
        last = f.b.year if f.b and f.b.year else first
        if f.a.hijri or (f.b and f.b.hijri) or last <= 1500:
            return hijri_year_value(first, last)
        return Value(str(first), str(last), "year", date(first, 1, 1))

    def _relative(self, i: int, f: Found) -> Value | None:
        base = self.reference
        n = f.n or 1
        if f.shape == "this" and (n == 3 or f.word == "s"):
            before = self._sentence(i) if n == 3 else self._before(i)
            if n == 3 and f.unit in "QX":  # of the quarters compared, the one before the last
                parts = [v for v in self.values[max(0, i - 8) : i] if v and v.precision == ("quarter" if f.unit == "Q" else "half")]
                before = max(parts, key=lambda v: v.day, default=before)
            base = before.day if before else base
        if base is None and f.shape == "this" and f.unit in "EJ":
            base = self._neighbour(i)
        if base is None:
            return None
        if f.shape == "units":
            return ago(base, f, n)
        if f.shape == "span":
            return coming(base, f, n)
        moved = shift(f.word, n)
        if f.shape == "week":
            day = monday(base) + (7 * moved + (f.a.weekday or 0)) * DAY
            return day_value(day, relative=True)
        if f.unit == "T":
            return day_value(base + moved * DAY, relative=True)
        if f.unit == "V":
            start = monday(base) + 7 * moved * DAY
            return Value(start.isoformat(), (start + 6 * DAY).isoformat(), "week", start, (), True)
        if f.unit in "QX":
            size = 3 if f.unit == "Q" else 6
            begin = add_months(base.year, (base.month - 1) // size * size + 1, size * moved)
            last = add_months(*begin, size - 1)
            return Value(iso_month(*begin), iso_month(*last), "quarter" if size == 3 else "half", date(*begin, 1), (), True)
        if f.unit == "E":
            year, month = add_months(base.year, base.month, moved)
            return Value(iso_month(year, month), iso_month(year, month), "month", date(year, month, 1), (), True)
        return Value(str(base.year + moved), str(base.year + moved), "year", date(base.year + moved, 1, 1), (), True)

    def _weekday(self, i: int, f: Found) -> Value | None:
        base = self.reference
        if base is None:
            near = self._neighbour(i) if f.shape == "weekday" and not f.word and f.a.day is None else None
            if near is None:
                return None
            # Beside a date of the text the nearest such weekday is meant: «الثلاثاء 7 مارس … ويوم الأربعاء».
            return day_value(near + (((f.a.weekday or 0) - near.weekday() + 3) % 7 - 3) * DAY, relative=True)
        if f.shape == "weekdays":
            first = self._next(i, base, f.weekdays[0], f.word, 1)
            last = first
            for weekday in f.weekdays[1:]:
                last += ((weekday - last.weekday()) % 7 or 7) * DAY
            apart = "&" in self._letters(f) and (last - first).days >= len(f.weekdays)
            days = tuple((first + ((w - first.weekday()) % 7) * DAY).isoformat() for w in f.weekdays) if apart else None
            return day_value(first, last, relative=True, listed=days)
        weekday = f.a.weekday or 0
        if f.a.day is not None:
            if f.a.day <= 5 and self.line.letters[f.end - 1] == "o":
                day = nth_weekday(base.year, base.month, weekday, f.a.day)
                return day_value(day, relative=True) if day else None
            # «السبت السادس عشر»: in the month nearest to the release in which that day is a Saturday.
            options = [gregorian_day(*add_months(base.year, base.month, k), f.a.day) for k in (0, 1, -1, 2, -2)]
            return next((day_value(d, inferred=("month", "year")) for d in options if d and d.weekday() == weekday), None)
        return day_value(self._next(i, base, weekday, f.word, f.n or 1), relative=True)

    def _next(self, i: int, base: date, weekday: int, word: str, steps: int) -> date:
        """The weekday that is meant: «المقبل» after the release, «الماضي» before it, else by the tense of the sentence."""
        ahead = (weekday - base.weekday()) % 7
        if word == "p":
            return base + (ahead - 7 - 7 * (steps == 2)) * DAY
        if word == "n":
            return base + ((ahead or 7) + 7 * (steps == 2)) * DAY
        if word == "t":
            return base + ahead * DAY
        tense = self._tense(i)
        alone = brief(self.text)
        if tense == "{" or not tense and not alone:
            # What news says without a known verb is past.
            return base + (ahead - 7 if ahead else 0) * DAY
        return base + (ahead or (0 if tense == "_" and not alone else 7)) * DAY


def _complete(f: Found) -> bool:
    """Tell whether the mention says everything it needs, so that it can stand for others."""
    if f.shape in ("latin", "years", "decade"):
        return True
    if f.shape in ("year", "fiscal", "season"):
        return f.a.year is not None
    if f.shape == "quarter":
        return f.a.year is not None if f.a.month is not None else f.b is not None and f.b.year is not None
    if f.shape in ("day", "list", "month", "nth", "week_of"):
        return f.a.year is not None and f.a.month is not None
    if f.shape in ("range", "months") and f.b:
        return (f.b.year is not None or f.a.year is not None) and (f.b.month is not None or f.a.month is not None and f.b.month_word == "s")
    return False
