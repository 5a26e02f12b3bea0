"""Checks: each where it must hold and where it must fail."""

import pytest

from arextract import checks


@pytest.mark.parametrize(
    ("declared", "first", "last", "ok"),
    [
        (5, "2024-04-28", "2024-05-02", True),
        (4, "2024-04-28", "2024-05-02", False),
        (1, "2024-02-29", "2024-02-29", True),
        (2, "2023-12-31", "2024-01-01", True),
        (3, "2024-07", "2024-07", None),
        (None, "2024-04-28", "2024-05-02", None),
        (3, None, None, None),
    ],
)
def test_duration(declared, first, last, ok):
    check = checks.duration_matches_dates(declared, first, last)
    assert (check and check.ok) == ok
    if check:
        assert check.stated == declared


@pytest.mark.parametrize(
    ("text", "first", "last", "ok"),
    [
        ("الأربعاء 29 نوفمبر", "2023-11-29", "2023-11-29", True),
        ("الاربعا 29 نوفمبر", "2023-11-29", "2023-11-29", True),
        ("الثلاثاء 29 نوفمبر", "2023-11-29", "2023-11-29", False),
        ("الثلاثاء والأربعاء 22 و23 أبريل", "2025-04-22", "2025-04-23", True),
        ("الأحد والاثنين 22 و23 أبريل", "2025-04-22", "2025-04-23", False),
        ("29 نوفمبر", "2023-11-29", "2023-11-29", None),
        ("الأربعاء", "2023-11", "2023-11", None),
    ],
)
def test_weekday(text, first, last, ok):
    check = checks.weekday_matches_date(text, first, last)
    assert (check and check.ok) == ok


@pytest.mark.parametrize(
    ("hijri", "gregorian", "ok"), [("2022-12-13", "2022-12-15", False), ("2022-12-15", "2022-12-15", True), ("2022-12", "2022-12-15", None)]
)
def test_hijri(hijri, gregorian, ok):
    check = checks.hijri_matches_gregorian({"first": hijri, "last": hijri}, {"first": gregorian, "last": gregorian})
    assert (check and check.ok) == ok


@pytest.mark.parametrize(
    ("declared", "listed", "partial", "ok"),
    [(3, "abc", False, True), (3, "ab", False, False), (5, "abcd", True, True), (3, "abcd", True, False), (None, "ab", False, None), (3, "", False, None)],
)
def test_declared(declared, listed, partial, ok):
    check = checks.declared_listed("countries", declared, list(listed), partial)
    assert (check and check.ok) == ok


def test_the_end_comes_after_the_start():
    assert checks.end_after_start("2024-05-02", "2024-05-01").ok is False
    assert checks.end_after_start("2024-05-02", "2024-05-03") is None
    assert checks.end_after_start("2024-05", "2024-05-03") is None
