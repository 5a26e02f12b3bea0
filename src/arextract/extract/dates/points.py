"""What was said, before it is known when that is: a mention's ends and what the groups of its shape say of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from arextract.extract.dates.words import Line, Value


@dataclass(slots=True)
class Point:
    """One end of a mention, as stated: what is None was not said."""

    year: int | None = None
    era: str | None = None  # "j" هـ, "G" م
    year_word: str | None = None  # "n" المقبل, "p" الماضي, "t" الجاري, "s" نفسه
    month: int | None = None
    hijri: bool = False
    day: int | None = None
    weekday: int | None = None
    word: str | None = None  # المقبل …, after a month or weekday
    month_word: str | None = None  # «من الشهر المقبل»
    steps: int = 1  # 2 for «قبل الماضي»
    offset: int | None = None  # أمس is -1
    order: str = ""  # of a numeric date: "open" («5/4/2024»), "day" («22/4/2024») or "month" first


LAST = 32  # as a day: the month's last


@dataclass(slots=True)
class Found:
    """A mention not yet resolved; `start` and `end` count letters."""

    start: int
    end: int
    shape: str
    a: Point
    b: Point | None = None
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()  # of each of `days`, where a list goes over months
    weekdays: tuple[int, ...] = ()
    n: int | None = None
    unit: str = ""
    word: str = ""
    part: str | None = None
    bound: str | None = None

    def copied(self) -> Found:
        """The mention for one resolver, which lets the ends of a range lend to each other: they are copied."""
        return self if self.b is None else replace(self, a=replace(self.a), b=replace(self.b))


def number(value: Value) -> int | None:
    """The worth of a letter where it is a number."""
    return value if isinstance(value, int) else None


def fill(point: Point, end: str, at: dict[str, int], worth: dict[str, Value], line: Line, letters: str, text: str) -> bool:
    """Fill one end of a mention from the groups whose name ends in its number."""
    for group, i in at.items():
        name, _, suffix = group.partition("_")
        if not suffix.startswith(end):
            continue
        value = worth[group]
        match name:
            case "d":
                point.day = number(value)
            case "m":
                assert isinstance(value, tuple)
                point.month, point.hijri = value[0], letters[i] == "h"
            case "mn" | "mo" | "nm":
                point.month = number(value)
                if not point.month or point.month > 12:
                    return False
            case "y":
                point.year = number(value)
            case "e":
                point.era = letters[i]
            case "w":
                point.weekday = number(value)
            case "rel":
                point.offset = number(value) if letters[i] == "R" else 0
            case "q" | "bare":
                point.word, point.steps = letters[i], number(value) or 1
                if name == "bare":
                    said = text[line.starts[i] : line.ends[i]]
                    if said != "منه" and (said.endswith(("ه", "ين", "ان")) or letters[i] == "s"):
                        return False
                    point.month_word, point.word = letters[i], None
            case "yq" | "yu":
                point.year_word, point.steps = ("t" if letters[i] == "u" else letters[i]), number(value) or 1
            case "eq" | "eu" | "ev":
                point.month_word, point.steps = {"u": "t", "E": "t"}.get(letters[i], letters[i]), number(value) or 1
            case "na":
                if not _numeric_point(point, suffix, at, line, letters, text):
                    return False
            case "dot":
                assert isinstance(value, tuple)
                if not _ymd(point, *value):
                    return False
    if point.year is not None and not point.hijri and point.month is not None and 1300 <= point.year <= 1500 and point.era != "G":
        # «17/10/1436»: a numeric date of these years is Hijri, with هـ or without; a Gregorian month's name says otherwise.
        point.hijri = not any(g.startswith("m_" + end) for g in at)
    if point.era == "j" and not any(g.startswith("m_" + end) for g in at):
        point.hijri = True
    return True


def _numeric_point(point: Point, suffix: str, at: dict[str, int], line: Line, letters: str, text: str) -> bool:
    places = [at[f"n{c}_{suffix}"] for c in "abc"]
    values = [line.values[i] for i in places]
    kinds = "".join(letters[i] for i in places)
    if not all(isinstance(v, int) for v in values):
        return False
    a, b, c = (int(v) for v in values if isinstance(v, int))
    if "y" not in kinds:
        # «12/5/24»; with points or dashes it is a version, a code, a phone.
        token = text[line.starts[places[2]] : line.ends[places[2]]]
        if len(token) != 2 or letters[at[f"sep_{suffix}"]] != "/" or b > 31:
            return False
        c += 2000 if c < 50 else 1900
    return _ymd(point, a, b, c)


def _ymd(point: Point, a: int, b: int, c: int) -> bool:
    """Year first or last; day before month unless the numbers say otherwise."""
    if a > 999:
        year, month, day = a, b, c
    elif c > 999:
        year, month, day = c, b, a
        point.order = "open" if month <= 12 and day <= 12 and month != day else "month" if month > 12 else "day"
    else:
        return False
    if month > 12 >= day:
        month, day = day, month
    point.year, point.month, point.day = year, month, day
    return 1 <= month <= 12 and 1 <= day <= 31 and 1300 <= year <= 2200
