"""What surrounds a mention and lends it what it does not say: the day of release, the dates around it, the tense of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from arextract.extract.dates.beside import brief
from arextract.extract.dates.calendars import add_months, days_on, hijri_month_of, hijri_year_of
from arextract.extract.dates.points import Found, Point
from arextract.extract.dates.reckoning import DAY, Value, day_in, placed, shift, year_by_word, years_about
from arextract.extract.dates.words import Line

# How far a neighbouring date may lie from the release and still say what year is meant, in days.
_NEAR_RELEASE = 400
# A date of the release's own year is preferred to one a little nearer, in days; without a verb («31/12», «شباط») nearly always.
_OWN_YEAR = 60
_OWN_YEAR_BARE = 300
# How late metadata may be before a weekday in the text is rather another day's, in days.
_LATE = 3
_AGAINST = {("}", -1): 300, ("{", 1): 100, ("_", -1): 60}


class Surroundings:
    """The mentions of one text with what is known of them so far; `resolve.Resolver` gives them their values one after the other."""

    def __init__(self, found: list[Found], line: Line, text: str) -> None:
        self.found, self.line, self.text = found, line, text
        self.values: list[Value | None] = [None] * len(found)
        self.reference: date | None = None
        self.known: list[tuple[int, date]] = []

    def _anchor(self, reference: date | None, dateline: int | None) -> date | None:
        """The day of release: an «اليوم» with its date beats the metadata when the two are near, then metadata, then the dateline."""
        for i, f in enumerate(self.found):
            value = self.values[i]
            if f.a.offset is not None and value is not None and value.precision == "day":
                today = value.day - f.a.offset * DAY
                if reference is None or abs((today - reference).days) <= 7:
                    return today
        if reference is not None:
            # Metadata often tells when a page was fetched: «أمس الأحد» on a Tuesday was written the day before.
            first = next((f for f in self.found if f.shape == "today" and f.a.weekday is not None), None)
            days = late(reference, first.a) if first else 0
            return days_on(reference, -days) or reference if days <= _LATE else reference
        value = self.values[dateline] if dateline is not None else None
        return value.day if value else None

    # -- what surrounds a mention

    def _neighbour(self, i: int) -> date | None:
        """The nearest date that says everything, before this mention rather than after it."""
        at = bisect_left(self.known, (i, date.min))
        if at > 0:
            return self.known[at - 1][1]
        return self.known[at][1] if at < len(self.known) else None

    def _before(self, i: int) -> Value | None:
        """The value of the last mention before this one that has one."""
        for j in range(i - 1, max(-1, i - 9), -1):
            if self.values[j] is not None and self.found[j].shape != "span":  # «العامان الماضيان» set no scene
                return self.values[j]
        return None

    def _sentence(self, i: int) -> Value | None:
        """The value of the last mention before this one in its sentence."""
        letters = self.line.letters
        for j in range(i - 1, max(-1, i - 9), -1):
            f = self.found[j]
            if any(c in ".|" for c in letters[f.end : self.found[i].start]):
                return None
            if self.values[j] is not None and f.shape != "span" and letters[f.start - 1 : f.start] != "a":  # «أدنى مستوى منذ يوليو 2011»
                return self.values[j]
        return None

    def _tense(self, i: int) -> str:
        """The tense of the nearest verb of the sentence before the mention, else of one that soon follows: { past, _ present, } future.

        A present that follows tells nothing: «مساء الأحد، يقول شهود».
        """
        letters = self.line.letters
        start, end = self.found[i].start, self.found[i].end
        for j in range(start - 1, max(-1, start - 60), -1):
            c = letters[j]
            if c in "{_}":
                return c
            if c in ".|":
                break
        for j in range(end, min(len(letters), end + 40)):
            c = letters[j]
            if c in "{_}":
                return "" if c == "_" else c
            if c in ".|":
                break
        return ""

    def _anchored(self, i: int) -> date | None:
        return self.reference or self._neighbour(i)

    def _told(self, i: int) -> date | None:
        """The last date before mention i that is told as past: no release speaks before what it reports, so what it announces comes after."""
        for j in range(i - 1, max(-1, i - 9), -1):
            value = self.values[j]
            if value is not None and not value.inferred and self._tense(j) != "}":
                return value.day
        return None

    def _told_first(self, i: int) -> date | None:
        """Where no day of release is known: the first full day told, not as to come: news begins with it; else the nearest date."""
        for j, day in self.known[:4]:
            value = self.values[j]
            if value is not None and value.precision == "day" and self._tense(j) != "}":
                return day
        return self._neighbour(i)

    # -- years and months left out

    def _year(self, i: int, p: Point) -> tuple[int | None, bool, bool]:
        """(year, inferred, relative) of a point that names its month, or (None, …) where nothing tells."""
        if p.year is not None:
            return p.year, False, False
        if p.year_word:
            base = self._year_base(i, p.year_word, p.steps)
            if base is None:
                return None, False, True
            year = hijri_year_of(date(base, 7, 1)) if p.hijri else base
            return year + shift(p.year_word, p.steps), False, True
        assert p.month is not None
        if p.word:
            base_day = self.reference or self._told_first(i)
            return (None if base_day is None else year_by_word(p, p.word, base_day)), False, True
        reference, neighbour = self.reference, self._neighbour(i)
        if neighbour and reference and abs((neighbour - reference).days) > _NEAR_RELEASE:
            neighbour = None
        if neighbour and reference and abs((neighbour - reference).days) <= 1:
            neighbour = None
        anchor = neighbour or reference
        if anchor is None:
            return None, False, False
        options = [(y, d) for y in years_about(anchor, p.hijri) if (d := day_in(p, y))]
        if p.weekday is not None and p.day is not None:
            options = [o for o in options if o[1].weekday() == p.weekday] or options
        tense = self._tense(i)
        pivot = reference or (self._told(i) if tense == "}" else None)
        tense = tense if pivot else ""
        own = _OWN_YEAR if tense or not brief(self.text) else _OWN_YEAR_BARE

        def cost(option: tuple[int, date]) -> tuple[int, int]:
            days = (option[1] - anchor).days
            weight = abs(days) - (own if neighbour is None and option[1].year == anchor.year else 0)
            if pivot:
                gap = (option[1] - pivot).days
                monthly = 31 if p.day is None else 0
                weight += _AGAINST.get((tense, -1 if gap < -monthly else 1 if gap > monthly else 0), 0)
            return weight, -option[0]

        return (min(options, key=cost)[0] if options else None), True, False

    def _year_base(self, i: int, word: str, steps: int) -> int | None:
        """The year from which «الماضي» counts: «السابق» and «نفسه» look back in the text, the others at the release."""
        before = self._before(i)
        said = self._sentence(i) if steps == 3 else before if word == "s" else None
        if said:
            return said.day.year
        if self.reference:
            return self.reference.year
        anchor = self._neighbour(i)
        return anchor.year if anchor else before.day.year if before and word == "t" else None

    def _month_base(self, i: int, word: str, steps: int) -> date | None:
        before = self._sentence(i) if steps == 3 else self._before(i)
        if (word == "s" or steps == 3) and before:
            return before.day
        return self._anchored(i)

    def _fill(self, i: int, p: Point, other: Point | None) -> tuple[Point | None, tuple[str, ...], bool]:
        """A point with its year and month, with what was inferred, and whether a relative word said it."""
        if p.month is None and p.month_word:
            if p.month_word == "s" and other and other.month and other.year:
                return placed(p, other.year, other.month, other.hijri), (), False
            base = self._month_base(i, p.month_word, p.steps)
            if base is None:
                return None, (), True
            if p.year is not None:
                return placed(p, p.year, base.month), (), True
            return _in_month(p, base, shift(p.month_word, p.steps)), (), True
        if p.month is None:
            return None, (), False
        stated, guessed, relative = self._year(i, p)
        if stated is None:
            return None, (), relative
        return placed(p, stated, p.month, p.hijri), ("year",) if guessed else (), relative


def _in_month(p: Point, base: date, months: int) -> Point:
    """A point of the month so many months on from a day.

    «الثلاثاء 26 الشهر الجاري»: where that day of the Gregorian month is no Tuesday and the one of the Hijri month is, that is meant.
    """
    month = add_months(base.year, base.month, months)
    gregorian = placed(p, *month)
    here = hijri_month_of(base)
    if p.weekday is None or p.day is None or here is None:
        return gregorian
    month_there = add_months(*here, months)
    hijri = placed(p, *month_there, True)
    first, other = day_in(gregorian, month[0]), day_in(hijri, month_there[0])
    meant = other is not None and other.weekday() == p.weekday and (first is None or first.weekday() != p.weekday)
    return hijri if meant else gregorian


def late(today: date, p: Point) -> int:
    """How many days before that «today» the weekday beside «اليوم», «أمس» or «غدا» puts it: 0 to 5, or -1, for a page dated a day early."""
    if p.weekday is None:
        return 0
    days = (today.weekday() + (p.offset or 0) - p.weekday) % 7
    return -1 if days == 6 else days
