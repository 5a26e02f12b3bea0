"""Records to files: what a spreadsheet, a calendar, a browser and a line reader make of them."""

import csv
import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arextract.emit import formats, jsonl
from arextract.emit.calendar import days
from arextract.emit.linked import linked
from arextract.emit.marks import Mark, pieces
from arextract.emit.page import fragment, page
from arextract.emit.tables import TABLES, entities_frame, events_frame, frames, safe_cell, statistics_frame
from arextract.emit.terminal import printable
from arextract.records import (
    Check,
    DateMention,
    Declared,
    Entity,
    Event,
    EventCity,
    EventDirector,
    Organizer,
    Participants,
    Partner,
    Release,
    Statistic,
)

TEXT = "نظم معهد الإدارة ورشة عمل في الرباط يومي 5 و6 مايو 2024 بمشاركة 40 متدربا"


def entity(quote: str, label: str, **more: object) -> Entity:
    start = TEXT.index(quote)
    return Entity(f"e{start}", label, start, start + len(quote), quote, quote, **more)


EVENT = Event(
    "a.txt#1",
    "a.txt",
    "workshop",
    "past",
    title="=HYPERLINK(1)",
    organizers=(Organizer("معهد الإدارة", "INSTITUTE", "e4"),),
    directors=(EventDirector("سعاد المرابط", "مديرة المعهد", None), EventDirector("علي بناني", None, None)),
    first="2024-05-05",
    last="2024-05-06",
    precision="day",
    duration_days=2,
    cities=(EventCity("الرباط", "geonames:2538475"),),
    countries=("MA",),
    partners=(Partner("بلدية الرباط", "بالتعاون مع"),),
    participants=Participants(countries=("NA",), declared=Declared(people=40)),
    topics=("- محور أول", "محور\nثان"),
    checks=(Check("duration_matches_dates", True, 2, 2), Check("declared_countries_listed", False, 3, 1)),
)
RELEASE = Release(
    "a.txt",
    TEXT,
    released="2024-05-07",
    language="ar",
    entities=(entity("معهد الإدارة", "INSTITUTE"), entity("الرباط", "CITY", kb_id="geonames:2538475")),
    dates=(DateMention(TEXT.index("5 و6"), TEXT.index("5 و6") + 15, "5 و6 مايو 2024", "2024-05-05", "2024-05-06", "day"),),
    statistics=(
        Statistic("s1", TEXT.index("40"), TEXT.index("40") + 9, "40 متدربا", 40, unit="count", counted="متدربا"),
        Statistic("s2", 0, 3, "نظم", -5.5, unit="percent"),
        Statistic("s3", 0, 3, "نظم", None, low=1, high=59190000),
    ),
    events=(EVENT,),
)
MONTH = replace(EVENT, event_id="a.txt#2", title=None, first="2024-12", last="2024-12", precision="month", inferred=("year",), duration_days=None)
YEAR = replace(EVENT, event_id="a.txt#3", first="2024", last="2024", precision="year")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_line_reader_never_breaks_a_record():
    line = jsonl.dumps({"text": "سطر\u2028سطر\u0085سطر\u2029\x0b\x1c\n"})
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == "سطر\u2028سطر\u0085سطر\u2029\x0b\x1c\n"
    assert "سطر" in line  # Arabic stays Arabic


@given(st.text())
def test_any_text_round_trips_on_one_line(text):
    line = jsonl.dumps(text)
    assert json.loads(line) == text
    assert len(line.splitlines()) == 1


def test_documents_name_their_events_and_events_stand_in_full():
    record = jsonl.document(RELEASE)
    assert record["events"] == ["a.txt#1"]
    assert record["text"] == TEXT
    assert "text" not in jsonl.document(RELEASE, text=False)
    assert jsonl.events(RELEASE)[0]["organizers"] == [{"name": "معهد الإدارة", "label": "INSTITUTE", "entity_id": "e4"}]


def test_csv_is_for_spreadsheets(tmp_path):
    formats.write("csv", [RELEASE], tmp_path)
    assert (tmp_path / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (event,) = rows(tmp_path / "events.csv")
    assert event["title"] == "'=HYPERLINK(1)"
    assert event["topics"] == "'- محور أول | محور ثان"
    assert event["directors"] == "سعاد المرابط | علي بناني"
    assert event["director_roles"] == "مديرة المعهد | "
    assert event["participant_countries"] == "NA"  # Namibia is no missing value
    assert (event["declared_people"], event["declared_countries"], event["duration_days"]) == ("40", "", "2")
    assert (event["checks_ok"], event["checks_failed"]) == ("duration_matches_dates", "declared_countries_listed")
    first, second, third = rows(tmp_path / "statistics.csv")
    assert (first["value"], first["counted"]) == ("40", "متدربا")
    assert second["value"] == "-5.5"  # a number stays one, whatever its sign
    assert (third["value"], third["low"], third["high"]) == ("", "1", "59190000")
    assert [row["kb_id"] for row in rows(tmp_path / "entities.csv")] == ["", "geonames:2538475"]


@given(st.text())
def test_no_cell_begins_a_formula(text):
    cell = safe_cell(text)
    assert isinstance(cell, str)
    if cell.lstrip()[:1] in {"=", "+", "-", "@"}:
        float(cell)  # only a number may
    assert len(cell.splitlines()) <= 1


@pytest.mark.parametrize("value", [-5, -5.5, 0, None, True, "-5", "+962", "-1.5e3"])
def test_numbers_are_left_alone(value):
    assert safe_cell(value) == value


@pytest.mark.parametrize("value", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "-- توقيع"])
def test_formulas_are_quoted(value):
    assert str(safe_cell(value)).startswith("'")


def test_frames_have_the_same_types_with_and_without_rows():
    full, empty = events_frame([RELEASE]), events_frame([])
    assert len(full) == 1
    assert len(empty) == 0
    assert list(full.dtypes) == list(empty.dtypes)
    assert statistics_frame([RELEASE])["value"].sum() == pytest.approx(34.5)
    assert entities_frame([RELEASE])["label"].tolist() == ["INSTITUTE", "CITY"]


def test_pieces_of_a_table_join_to_the_table():
    import pandas as pd

    many = [replace(RELEASE, doc_id=f"{i}.txt") for i in range(7)]
    for table in TABLES:
        assert pd.concat(frames(table, many, size=3)).shape == pd.concat(frames(table, many, size=100)).shape
    assert len(list(frames("events", many, size=3))) == 3
    assert len(list(frames("events", [], size=3))) == 1


def test_parquet_and_sqlite_hold_the_frames(tmp_path):
    import pandas as pd

    formats.write("parquet", [RELEASE], tmp_path)
    read = pd.read_parquet(tmp_path / "statistics.parquet")
    assert read["value"].tolist()[:2] == [40, -5.5]
    assert read["counted"][0] == "متدربا"
    formats.write("sqlite", [RELEASE], tmp_path)
    base = sqlite3.connect(tmp_path / "arextract.sqlite")
    assert base.execute("select e.title, s.value from events e join statistics s using (doc_id) where s.id = 's1'").fetchall() == [("=HYPERLINK(1)", 40)]
    base.close()


def test_a_workbook_holds_text_as_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    formats.write("xlsx", [replace(RELEASE, events=(replace(EVENT, venue="قاعة\x0bأ"),))], tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "arextract.xlsx")["events"]
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["title"].value, cells["title"].data_type) == ("=HYPERLINK(1)", "s")
    assert cells["venue"].value == "قاعةأ"
    assert cells["duration_days"].value == 2
    assert sheet.sheet_view.rightToLeft


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-05-05", "2024-05-06", (date(2024, 5, 5), date(2024, 5, 7))),
        ("2024-02-28", "2024-02-29", (date(2024, 2, 28), date(2024, 3, 1))),
        ("2024-12", "2024-12", (date(2024, 12, 1), date(2025, 1, 1))),
        ("2024-01", "2024-03", (date(2024, 1, 1), date(2024, 4, 1))),
    ],
)
def test_calendar_ends_are_excluded(first, last, expected):
    assert days(first, last) == expected


def test_a_calendar_of_events(tmp_path):
    icalendar = pytest.importorskip("icalendar")
    long = replace(EVENT, event_id="a.txt#4", title="ورشة " * 60 + "\nBEGIN:VEVENT")
    formats.write("ics", [replace(RELEASE, events=(EVENT, MONTH, YEAR, long))], tmp_path)
    data = (tmp_path / "events.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(e["uid"]) for e in entries] == ["a.txt#1@arextract", "a.txt#2@arextract", "a.txt#4@arextract"]  # a year is no entry
    assert (entries[0].decoded("dtstart"), entries[0].decoded("dtend")) == (date(2024, 5, 5), date(2024, 5, 7))
    assert entries[0].decoded("dtstamp").date() == date(2024, 5, 7)  # the release's day: no clock
    assert [str(e["status"]) for e in entries] == ["CONFIRMED", "TENTATIVE", "CONFIRMED"]
    assert str(entries[2]["summary"]) == long.title


def test_linked_data(tmp_path):
    formats.write("jsonld", [replace(RELEASE, events=(EVENT, replace(MONTH, title="</script><script>alert(1)")))], tmp_path)
    text = (tmp_path / "events.jsonld").read_text(encoding="utf-8")
    assert "<" not in text
    first, second = json.loads(text)["@graph"]
    assert (first["@type"], first["startDate"], first["endDate"]) == ("EducationEvent", "2024-05-05", "2024-05-06")
    assert first["location"][0]["sameAs"] == "https://sws.geonames.org/2538475/"
    assert second["name"] == "</script><script>alert(1)"
    assert "venue" not in linked(EVENT)
    formats.write("jsonld", [], tmp_path)
    assert json.loads((tmp_path / "events.jsonld").read_text(encoding="utf-8"))["@graph"] == []


def test_formats_are_chosen_by_name(monkeypatch):
    assert formats.chosen("csv, Parquet,csv,jsonl") == ("csv", "parquet")
    assert formats.chosen("") == ()
    with pytest.raises(ValueError, match="no format 'doc': choose among csv"):
        formats.chosen("csv,doc")
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"pip install 'arextract\[xlsx\]'"):
        formats.chosen("xlsx")


def test_every_format_writes_the_files_it_names(tmp_path):
    for name, form in formats.FORMATS.items():
        if form.needs:
            pytest.importorskip(form.needs)
        folder = tmp_path / name
        folder.mkdir()
        formats.write(name, [RELEASE], folder)
        assert {f.name for f in folder.iterdir()} == set(form.files)


spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda t: Mark(min(t), max(t), "PERSON"))


@given(st.text(max_size=12), st.lists(spans, max_size=6))
def test_pieces_are_the_text_however_marks_cross(text, marks):
    marks = [m for m in marks if m.end <= len(text)]
    found = list(pieces(text, marks))
    assert "".join(p.text for p in found) == text
    at = 0
    for piece in found:
        inside = {m for m in marks if m.start <= at and at + len(piece.text) <= m.end and m.start < m.end}
        assert set(piece.marks) == inside
        at += len(piece.text)
    assert sum(len(p.closes) for p in found) == sum(m.start < m.end for m in marks)


def test_a_release_shows_itself_and_executes_nothing():
    bad = "<script>alert(1)</script> \"'&"
    event = replace(EVENT, title=bad, venue=bad, topics=(bad,), organizers=(Organizer(bad, "INSTITUTE", None),))
    release = replace(RELEASE, text=bad, doc_id=bad, entities=(Entity("e1", "PERSON", 0, 8, "<script>", bad, kb_id=bad),), dates=(), events=(event,))
    for shown in (release._repr_html_(), page([release])):
        assert "<script" not in shown.lower()
        assert "&lt;script&gt;" in shown
        assert 'title="PERSON: &lt;script&gt;alert(1)&lt;/script&gt; &quot;&#x27;&amp;' in shown
    assert 'dir="rtl"' in fragment(RELEASE)
    assert "الرباط" in fragment(RELEASE)


def test_a_long_release_is_cut_and_says_so():
    assert "more characters" in fragment(replace(RELEASE, text=TEXT * 2000))
    assert len(fragment(replace(RELEASE, text=TEXT * 2000))) < 100_000


def test_a_terminal_is_not_commanded_by_a_document():
    shown = printable("\x1b[31mأحمر\x9b2J [bold]x[/bold]\tخ")
    assert "\x1b" not in shown.plain
    assert "\x9b" not in shown.plain
    assert "[bold]x[/bold] خ" in shown.plain
