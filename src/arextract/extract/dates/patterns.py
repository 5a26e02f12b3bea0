"""The shapes that dates take: regular expressions on the letters of `words.py`, the richest first.

A match begins and ends exactly where the mention does. Groups are named ``field_i``: the field of the i-th end of a range (a letter after the
number keeps alternatives apart).
"""

from __future__ import annotations

import re

_DAY = "[dco]"
_AND = "(?:,&?|&)"
_DAYS = f"{_DAY}(?:{_AND}~?{_DAY}){{0,12}}"
_TO = "(?:,?&?-?gA?L?~?|-A?)"
_BETWEEN = "(?:(?<=i)|(?<=iA)|(?<=iB)|(?<=iI)|(?<=iK)|(?<=iF)|(?<=ieL))"


def _pre(i: str) -> str:
    return rf"(?:(?P<rel_{i}>[TR]),?(?=[wdyq*+~]))?(?:(?P<w_{i}>w)[npt]?(?:,|\(|-|/)?(?:UL?A?)?v?k?(?=[dcoyq*+~mhS1]))?"


def _month(i: str) -> str:
    return rf"(?:[SE]?(?P<m_{i}>[mh])|S(?P<mn_{i}>[dc])|E(?P<mo_{i}>o))"


def _year(i: str) -> str:
    return rf"(?:[,/-]?r?(?:v|L|vL)?[IJ]?(?P<y_{i}>[yZ])(?P<e_{i}>[jG](?!o))?)"


def _tail(i: str) -> str:
    return rf"(?P<q_{i}>[npt])?(?:{_year(i)}|,?r?v?(?:J(?P<yq_{i}>[npts])|(?P<yu_{i}>[us])J))?"


def _day_month(i: str) -> str:
    return rf"~?(?P<d_{i}>{_DAY})[r/-]?{_month(i)}{_tail(i)}"


def _day_of_month(i: str) -> str:
    return rf"~?(?:(?P<d_{i}>{_DAY})r?(?:E(?P<eq_{i}>[npts])|(?P<eu_{i}>[us])E)|(?P<d_{i}z>d)r?(?P<bare_{i}>[npts]))"


def _month_day(i: str) -> str:
    return rf"{_month(i)}~?(?P<d_{i}>[do])(?:{_year(i)}|(?=[,.|)\"]|$))"


def _numeric(i: str, sep: str = "/-") -> str:
    return rf"(?:(?P<na_{i}>[dqy])(?P<sep_{i}>[{sep}])(?P<nb_{i}>d)(?P=sep_{i})(?P<nc_{i}>[dqy])|(?P<dot_{i}>\*))(?P<e_{i}>[jG](?!o))?"


def _full(i: str) -> str:
    return rf"{_pre(i)}(?:{_day_month(i + 'a')}|{_day_of_month(i + 'b')}|{_numeric(i + 'c')}|{_month_day(i + 'd')})"


# shape -> pattern, in the order in which they are tried
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("latin", r"(?:M(?P<d_1>d),?(?P<y_1>y)|(?P<d_1b>d)M,?(?P<y_1b>y)|M,?(?P<y_1c>y))"),
    ("range", rf"{_pre('1')}{_numeric('1')}{_TO}{_pre('2')}{_numeric('2')}"),
    ("range", rf"{_pre('1')}(?P<d_1>d)/(?P<nm_1>d){_TO}{_pre('2')}{_numeric('2', '/')}"),
    ("range", rf"{_pre('1')}(?P<d_1>d){_TO}{_pre('2')}{_numeric('2', '/')}"),
    ("range", rf"{_pre('1')}{_numeric('1')}{_TO}{_full('2')}"),
    ("range", rf"(?:(?P<wz>w)(?:{_TO}|{_AND})(?=w))?{_pre('1')}~?(?P<d_1>{_DAY})(?:[r/-]?{_month('1')}{_tail('1')})?{_TO}{_full('2')}"),
    ("range", rf"{_pre('1')}~?(?P<d_1>{_DAY})(?:[r/-]?{_month('1')}{_tail('1')})?{_TO}(?P<end>P)"
     rf"(?:{_month('2a')}{_tail('2a')}|(?P<edge>E)(?:(?P<eq_2b>[npts])|(?![@o~])))"),
    ("range", rf"{_BETWEEN}{_pre('1')}~?(?P<d_1>{_DAY})(?:[r/-]?{_month('1')}{_tail('1')})?&g?A?{_full('2')}"),
    ("range", rf"{_month('1')}(?P<d_1>d){_TO}~?(?P<d_2>d){_year('2')}?"),
    ("range", rf"{_pre('1')}(?P<d_1>d){_TO}{_pre('2')}(?P<d_2>d)(?P<bare_2>[npt])"),
    ("list", rf"(?:(?P<wl>w(?:{_AND}w){{1,6}})[,(]?U?L?)?(?P<dm>{_DAYS}r?[SE]?[mh](?:{_AND}~?{_DAYS}r?[SE]?[mh]){{0,3}}"
     rf"{_AND}~?{_DAYS}r?{_month('1a')}{_tail('1a')})"),
    ("list", rf"(?:(?P<wl>w(?:{_AND}w){{1,6}})[,(]?U?L?)?(?P<dl>{_DAY}(?:{_AND}~?{_DAY}){{1,12}})"
     rf"(?:r?{_month('1a')}{_tail('1a')}|r?(?:E(?P<eq_1b>[npts])|(?P<eu_1b>[us])E)|(?P<bare_1c>[npt]))"),
    ("list", rf"(?:(?P<wl>w(?:{_AND}w){{1,6}})[,(]?U?L?)?(?P<dl>d(?:{_AND}d){{1,6}})/(?P<nm_1>d)/(?P<y_1>y)(?P<e_1>[jG](?!o))?"),
    ("same", r"(?:(?P<unit>[QXE])s|s(?P<unit2>[QXE])),?(?:r|v|vL)(?:[IJL]*@?(?P<y_2>[yZ])(?P<e_2>[jG])?|J(?P<yq_2>[npts])|(?P<yu_2>[us])J)"),
    ("quarter", r"(?P<unit>X)(?P<n>[ol])r(?:E(?P<eq_1>[npts])|(?P<eu_1>[us])E|(?P<ev_1>E))"),
    ("quarter", r"(?P<unit>[QX])(?P<n>[ol])"
     rf"(?:,?r?v?(?:S?(?P<m_1>[mh]){_tail('1')}|[IJL]*@?(?P<y_2>[yZ])(?P<e_2>[jG])?|J@?(?P<yq_2>[npts])?|(?P<yu_2>[us])J))?"),
    ("quarter", r"(?P<unit>F)(?P<c>[dco])?(?P<n>o)r?v?(?:[IJL]*(?P<y_2>[yZ])|J(?P<yq_2>[npts])?|(?P<yu_2>[us])J)"),
    ("week_of", rf"(?:(?P<n>[ol])W|V(?P<n2>[ol]))"
     rf"[rv]?(?:{_month('1')}{_tail('1')}|E(?P<eq_1>[npt])|(?P<eu_1>u)E|[rL]?[IJ]?(?P<y_1z>y))"),
    ("nth", rf"(?:(?P<n>[ol])(?P<wn>[xwAB])|(?P<wn2>[wxT])(?P<n2>[ol]))"
     rf"[rv]?(?:{_month('1')}{_tail('1')}|E(?P<eq_1>[npts])|(?P<eu_1>[us])E|(?P<ev_1>(?<=[rv])E)|(?P<of>[rv][IJ]?)(?:(?<=J)(?P<yq_1z>[npts])?|(?P<y_1z>y)))"),
    ("day", _full("1")),
    ("day", rf"{_pre('1')}(?P<first>1)r?{_month('1')}{_tail('1')}"),
    ("short", rf"{_pre('1')}(?:(?P<a>d)(?P<sep>[/-])(?P<b>d)(?P<e>[jG](?!o))?(?![/-])|(?P<dot>\+))"),
    ("lone", r"(?<=[Av])(?P<d_1>d)(?=[,.|)]|$)"),
    ("months", rf"{_month('1')}{_tail('1')}{_TO}P?{_month('2')}{_tail('2')}"),
    ("months", rf"{_BETWEEN}{_month('1')}{_tail('1')}&{_month('2')}{_tail('2')}"),
    ("months", rf"[SE]?(?P<m_1>[mh])(?:{_AND}[SE]?[mh]){{0,4}}{_AND}[SE]?(?P<m_2>[mh]){_tail('2')}"),
    ("month", rf"{_month('1')}{_tail('1')}"),
    ("month_year", r"(?:(?P<d_1>d)/(?P<y_1>y)|(?P<y_1b>y)[/-](?P<d_1b>d))(?![/-])"),
    ("season", r"N(?:r?[IJ]?(?P<y_1>y)(?:[/-](?P<y_2>y))?|(?P<q_1>[npt]))|(?P<u_1>u)N"),
    ("fiscal", r"[JI$]@(?:(?P<y_1>y)(?:[/-](?P<y_2>y))?(?P<e_1>[jG])?|(?P<q_1>[npt]))|[$](?P<y_1b>y)(?:[/-](?P<y_2b>y))?|(?<=[IJKeL])(?P<y_1c>y)/(?P<y_2c>y)"),
    ("years", r"(?:(?<=[IJKeLar(])|(?<=[ev][L(]))(?P<y_1>y)(?P<e_1>[jG])?(?:-|,?&?g)[IJ]?(?P<y_2>y)(?P<e_2>[jG])?"),
    ("years", rf"(?:(?<=K)|{_BETWEEN})(?P<y_1>y)(?P<e_1>[jG])?&[IJ]?(?P<y_2>y)(?P<e_2>[jG])?"),
    ("years", r"(?<=K)(?P<y_1>y)(?:,&?y){1,6}&?(?:(?<=&)(?P<y_2>y))?"),
    ("decade", r"z0?"),
    ("week", r"(?:(?P<w>[wx])r?)(?:V(?P<q>[npt])|(?P<u>u)V)|V(?P<q2>[npt])A?(?P<w2>w)|(?P<u3>u)VA?(?P<w3>w)"),
    ("units", r"(?P<k>[bfav])(?P<c>[dqcC])?(?P<unit>[ABWHSFIK])(?:A?(?P<w>w)|(?![rRdcoyqAIEJVnpt@s~]))|(?P<c3>[dqcC])?(?P<unit3>[BHFK])(?P<k3>O)"),
    ("span", r"(?P<unit>[HFKB])(?P<c>[cCdq])?(?P<q>[np])|(?P<c2>[cd])(?P<unit2>[HFKB])(?P<q2>[np])|(?P<q3>l)(?P<c3>[dqcC])?(?P<unit3>[BHFK])"),
    ("this", r"(?P<unit>[TVEJQX])(?P<q>[npts])(?![@])|(?P<q2>u)(?P<unit2>[TVEJQ])(?![@o])|(?P<unit3>[TVE])(?P<q3>u)|(?<=[Pv])(?P<unit4>E)(?P<q4>u)"),
    ("edge", r"(?<=P)(?P<unit>[EJV])(?![@o~ynpts])"),
    ("weekdays", rf"w{_TO}w(?P<q>[npt])?|w(?:{_AND}w){{1,6}}(?P<q2>[npt])?"),
    ("today", r"[RT](?:\((?P<wb>w)\)|,?(?P<w>w))"),
    ("weekday", r"(?P<w>w)(?P<q>[npt])|(?P<u>u)A?(?P<w2>w)|(?P<w3>w)(?P<n>[od])(?=[,.|)]|$)|(?<![u%^])(?P<w4>w)"),
    ("today", r"(?P<r>R)"),
    ("now", r"T"),
    ("year", r"[yZ][jG]?"),
    ("whole", r"w|x|y|rW"),
)  # fmt: skip
# What a text must hold for a shape to be worth trying: a letter of each group.
_NEEDS: dict[str, tuple[str, ...]] = {
    "latin": ("M",), "range": ("dco*", "mhSE*d"), "list": ("dco", "mhSE/npt"), "week_of": ("WV", "ol", "mhSEIJ"), "nth": ("ol", "xwABT", "mhSEIJ"),
    "day": ("dcoyq*1", "mhSE/*npt-"), "months": ("mhS",), "month": ("mhSE",), "month_year": ("y", "d", "/-"),
    "same": ("QXE", "s", "yZJ"), "quarter": ("QXF", "ol"),
    "season": ("N",),
    "fiscal": ("@$/",), "years": ("y",), "decade": ("z",), "week": ("V", "xw"), "units": ("bfaOv", "ABWHSFIK"), "span": ("HFKB", "npl"),
    "this": ("TVEJQX",), "edge": ("P",), "weekdays": ("w",), "today": ("RT",), "weekday": ("w",), "now": ("T",), "short": ("d+", "/-+"),
    "lone": ("d", "Av"), "year": ("yZ",),
    "whole": ("wxyr",),
}  # fmt: skip
# No date begins inside a chain of numbers: «1-2-3-4».
_CHAINED = ("range", "list", "day", "month_year", "short")
_BITS = {letter: 1 << i for i, letter in enumerate(sorted({c for needs in _NEEDS.values() for need in needs for c in need}))}


def held(letters: str) -> int:
    """The set of letters that a string holds, as bits, for comparison with what the shapes need."""
    bits = 0
    for letter in set(letters):
        bits |= _BITS.get(letter, 0)
    return bits


def _three(needs: tuple[str, ...]) -> tuple[int, int, int]:
    first, second, third = (held(need) for need in (*needs, *needs[-1:] * (3 - len(needs))))
    return first, second, third


_OPENS = r"(?=[TRw~dcoSEmhqy*1+])(?<![dqy][/-])"  # what a shape of _CHAINED begins with; most letters are told off by it
# What a text must hold besides, where nearly all texts hold the letters alone: two ends joined, two days joined.
_ENDS_JOINED = re.compile(rf"[dcoqy*jGmhnptsJZ]{_TO}")
_DAYS_JOINED = re.compile(rf"[dcomh]{_AND}~?[dco]")


def _hint(name: str, pattern: str) -> re.Pattern[str] | None:
    return _DAYS_JOINED if name == "list" else _ENDS_JOINED if name == "range" and _TO in pattern else None


SHAPES = tuple(
    (name, re.compile(rf"{_OPENS}(?:{pattern})" if name in _CHAINED else pattern), _hint(name, pattern), *_three(_NEEDS[name])) for name, pattern in _PATTERNS
)
"""(name, pattern, what must be found for it to be worth trying, and three sets of letters of which a text must hold one each, as bits of `held`)."""
