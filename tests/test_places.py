"""Countries and cities: what must be found, what must be left alone, and the promises that hold for any text."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arextract import lexicon
from arextract.extract.places import find_places, home_country
from arextract.fold import fold_name

GOLD = pathlib.Path(__file__).parents[1] / "fixtures" / "gold" / "places.txt"
MARK = re.compile(r"\[([^\]]*)\]\(([A-Z]+) ([^)]*)\)")


def marked():
    for number, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            text, at, expected = "", 0, []
            for m in MARK.finditer(line):
                text += line[at : m.start()]
                expected.append((len(text), len(text) + len(m[1]), m[2], None if m[3] == "-" else m[3]))
                text, at = text + m[1], m.end()
            yield pytest.param(text + line[at:], expected, id=f"places.txt:{number}")


def found(text, **more):
    return [(text[p["start"] : p["end"]], p["label"], p["kb_id"]) for p in find_places(text, **more)]


@pytest.mark.parametrize(("text", "expected"), marked())
def test_marked_lines(text, expected):
    assert [(p["start"], p["end"], p["label"], p["kb_id"]) for p in find_places(text)] == expected


def test_the_issuers_country_chooses_between_namesakes():
    text = "افتتحت الجمعية فرعا جديدا في طرابلس."
    assert found(text, country="LB") == [("طرابلس", "CITY", "geonames:266826")]
    assert found(text, country="LY") == [("طرابلس", "CITY", "geonames:2210247")]


def test_a_weak_town_asks_for_its_country():
    text = "أقيم اللقاء في ينبع."
    assert found(text, country="SA") == [("ينبع", "CITY", "geonames:100425")]
    assert found("هذا الفهم ينبع من تجربة المتدربين.", country="SA") == []
    assert found(text, country="TN") == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("صفاقس في 3 ماي 2024 - نظم الاتحاد التونسي للفلاحة يوما دراسيا", "TN"),
        ("الكويت - كونا: بحثت الجمعية خطتها", "KW"),
        ("بلغت الكلفة 40 ألف دينار أردني، وقال الوزير الأردني إن العمل مستمر", "JO"),
        ("عقدت الدورة بالرياض وجدة والدمام", "SA"),
        ("اجتمع مدربون من مصر والعراق وتونس والمغرب", None),
        ("اجتمع المدربون صباح أمس", None),
        ("", None),
    ],
)
def test_home_country(text, country):
    assert home_country(text) == country


def test_what_is_said_of_a_place():
    (place,) = find_places("افتتح المعرض في مدينة إربد.")
    assert place["canonical"] == "إربد"
    assert place["country"] == "JO"
    assert 0.5 <= place["confidence"] <= 1
    assert place["rule"].startswith("city")
    json.dumps(place)


def test_a_sure_name_is_trusted_more_than_a_misspelt_one():
    (sure,) = find_places("بيروت - أعلنت النقابة مواعيدها")
    (typo,) = find_places("بيروب - أعلنت النقابة مواعيدها")
    assert typo["kb_id"] == sure["kb_id"]
    assert typo["confidence"] < sure["confidence"]


def test_a_misspelling_is_mended_only_in_the_dateline():
    assert found("أعلنت النقابة مواعيدها في بيروب") == []


def test_marks_and_tatweel_do_not_hide_a_name():
    assert found("إلى العــراق وسُورِيَا وبـالقاهرة") == [
        ("العــراق", "COUNTRY", "iso:IQ"), ("سُورِيَا", "COUNTRY", "iso:SY"), ("القاهرة", "CITY", "geonames:360630")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "capital", sorted(lexicon.capitals().items())[:1] + [(c, lexicon.capitals()[c]) for c in ("EG", "SA", "TN", "YE", "MR", "SO", "KM", "DJ", "SD", "JO")]
)
def test_capitals_know_their_country(capital):
    country, kb_id = capital
    assert lexicon.country_of_city(kb_id) == country
    assert lexicon.city_name(kb_id)


def test_every_country_is_found_by_its_canonical_name_in_its_context():
    missed = []
    for row in lexicon.rows("countries"):
        if row["kind"] == "canonical":
            text = f"سافر الوفد إلى {row['name']}."
            if (f"iso:{row['id']}") not in {p["kb_id"] for p in find_places(text)}:
                missed.append(row["name"])
    assert missed == []


def test_country_by_name():
    assert lexicon.country_by_name(fold_name("المملكة المتحدة")) == "GB"
    assert lexicon.country_by_name("مالي") == "ML"
    assert lexicon.country_by_name("القاهره") is None
    assert lexicon.country_name("OM") == "عُمان"


def test_nationalities_bend():
    people = lexicon.nationalities()
    assert {people[w] for w in ("تونسي", "التونسيه", "التونسيون", "تونسيين")} == {"TN"}
    assert "تونس" not in people


def test_the_gazetteer_is_folded_as_texts_are():
    assert [r["name"] for r in lexicon.rows("cities") if fold_name(r["name"]) != r["folded"]] == []


def test_every_arab_state_has_its_towns():
    towns = {}
    for row in lexicon.rows("cities"):
        if row["source"] == "ours":
            towns.setdefault(row["country"], set()).add(row["id"])
    assert all(
        len(towns.get(c, ())) >= n
        for c, n in {"EG": 180, "SA": 150, "TN": 200, "DZ": 240, "MA": 180, "YE": 140, "IQ": 140, "JO": 55, "LB": 120, "SY": 140}.items()
    )
    assert all(
        len(towns.get(c, ())) >= n for c, n in {"PS": 100, "SD": 90, "LY": 80, "OM": 60, "MR": 60, "SO": 55, "AE": 35, "KW": 24, "QA": 12, "BH": 20}.items()
    )
    assert all(len(towns.get(c, ())) >= n for c, n in {"KM": 20, "DJ": 18}.items())


@pytest.mark.parametrize(
    "text", ["يسكن في حي {}.", "افتتح فرعا في شارع {}.", "تعبد البلدية شوارع حيي النور و{}.", "من أحياء بابا عمرو و{} وحدها", "رست في خليج {}."]
)
@pytest.mark.parametrize("town", ["عدن", "القاهرة", "الخالدية", "بغداد"])
def test_what_bears_a_towns_name_is_no_town(text, town):
    assert found(text.format(town)) == []


@pytest.mark.parametrize("text", ["تجول في شوارع {}.", "رست في ميناء {}.", "حطت في مطار {}.", "زار أحياء {} القديمة.", "يسكن في ضواحي {}."])
@pytest.mark.parametrize("town", ["عدن", "القاهرة", "بغداد"])
def test_a_towns_own_streets_and_ports_name_it(text, town):
    assert [f[:2] for f in found(text.format(town))] == [(town, "CITY")]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("أقيم الحفل بمدينة أسيوط الجديدة في مصر.", "أسيوط الجديدة"),
        ("افتتح الفرع في نواكشوط الجديدة.", "نواكشوط الجديدة"),
        ("انتشرت في أسيوط، الجديدة منها والقديمة.", "أسيوط"),
        ("ناقشوا خطط أسيوط الجديدة.", "أسيوط"),
    ],
)
def test_a_new_town_beside_a_known_one(text, town):
    assert found(text)[0][0] == town


def test_a_list_supports_itself_only_at_home_and_alone():
    towns = ["النعمة", "ألاك", "أطار"]
    assert [f[0] for f in found("عاد المرضى من النعمة وألاك وأطار.", country="MR")] == towns
    assert found("عاد المرضى من النعمة وألاك وأطار.", country="SA") == []
    assert found("عاد المرضى من النعمة وألاك وأطار والكرم.", country="MR") == []
    assert found("عاد المرضى من النعمة وأطار.", country="MR") == []


def test_the_room_is_light():
    code = "import sys; from arextract.extract.places import find_places; find_places('في القاهرة'); print([m for m in ('spacy', 'pydantic', 'pandas', 'torch', 'dateparser') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


WORDS = [
    "في",
    "مصر",
    "و",
    "القاهرة",
    "بالقاهرة",
    "ولليمن",
    "مدينة",
    "دولة",
    "السعودية",
    "الصحف",
    "،",
    "-",
    "\n",
    "26",
    "أفريل",
    "عمّان",
    "مالي",
    "وجدة",
    "تونس",
    "العاصمة",
    "ـ",
    "\u200f",
]


@settings(max_examples=200)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
)
def test_promises(text):
    places = find_places(text)
    assert places == find_places(text)
    end = 0
    for p in places:
        assert end <= p["start"] < p["end"] <= len(text)
        end = p["end"]
        quote = text[p["start"] : p["end"]]
        assert quote == quote.strip()
        assert p["label"] in {"COUNTRY", "CITY"}
        assert 0 <= p["confidence"] <= 1
        assert p["canonical"]
        assert (p["kb_id"] or "geonames:").startswith("iso:" if p["label"] == "COUNTRY" else "geonames:")
    assert home_country(text) is None or len(home_country(text)) == 2


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "و" * 200_000, "، " * 100_000, "لل" * 100_000, "مصر" + " " * 200_000 + "مصر", "المدينة " * 20_000, "بببب - " * 20_000]
)
def test_hostile_text_is_read(text):
    assert len(find_places(text)) <= 2


def test_a_region_that_is_no_town_may_stand_within_a_list_of_towns():
    assert [name for name, *_ in found("تستمر الأمطار على مناطق (نجران، وعسير، والباحة).")] == ["نجران", "الباحة"]


@pytest.mark.parametrize(("name", "code"), [("الكوت دي فوار", "CI"), ("بينين", "BJ"), ("بنجلادش", "BD"), ("كزاخستان", "KZ")])
def test_a_country_spelt_otherwise(name, code):
    assert found(f"وقع الاتفاق مع {name} أمس.") == [(name, "COUNTRY", f"iso:{code}")]
