"""One voice from several: who wins, and which short form stands for which name."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import arextract
from arextract.extract import ner
from arextract.extract.entities import reconcile
from arextract.extract.entities.edges import bounded
from arextract.extract.entities.weighing import CHOSEN, Claim, choose, odds, probability


def said(text, quote, label, at=0, **more):
    start = text.index(quote, at)
    return {"start": start, "end": start + len(quote), "label": label, "confidence": 0.8, "rule": "test", "anaphor": False} | more


def test_the_longest_name_wins():
    text = "زار وفد غرفة أبها المدينة"
    city, body = said(text, "أبها", "CITY"), said(text, "غرفة أبها", "ORGANIZATION")
    assert [e["text"] for e in reconcile(text, {"places": [city], "organisations": [body]})] == ["غرفة أبها"]


def test_a_date_keeps_its_characters():
    text = "يوم الخميس في المدينة"
    assert reconcile(text, {"places": [said(text, "الخميس", "CITY")]}, [(4, 10)]) == []


def test_short_forms_lead_to_the_fullest_name_wherever_it_stands():
    text = "أعلن المعهد النتائج. وأكدت هيئة المحاسبين ذلك. ويشكر معهد الأفق العالي الهيئة السعودية للمحاسبين القانونيين"
    found = reconcile(
        text,
        {
            "organisations": [
                said(text, "المعهد", "INSTITUTE", anaphor=True),
                said(text, "هيئة المحاسبين", "ORGANIZATION"),
                said(text, "معهد الأفق العالي", "INSTITUTE"),
                said(text, "الهيئة السعودية للمحاسبين القانونيين", "ORGANIZATION"),
            ]
        },
    )
    by_text = {e["text"]: e for e in found}
    assert by_text["المعهد"]["refers_to"] == by_text["معهد الأفق العالي"]["id"]
    assert by_text["المعهد"]["name"] == "معهد الأفق العالي"
    assert by_text["هيئة المحاسبين"]["name"] == "الهيئة السعودية للمحاسبين القانونيين"
    assert by_text["معهد الأفق العالي"]["refers_to"] is None


def test_two_bodies_with_one_noun_stay_apart():
    text = "وقع بنك النيلين وبنك السلام الاتفاق"
    found = reconcile(text, {"organisations": [said(text, "بنك النيلين", "ORGANIZATION"), said(text, "بنك السلام", "ORGANIZATION")]})
    assert [e["refers_to"] for e in found] == [None, None]


def test_a_person_known_from_elsewhere_is_no_part_of_a_body():
    text = "قالت عائشة المهيري إن البرنامج مهم، ووقعت عن المعهد المهيري"
    people = [said(text, "عائشة المهيري", "PERSON", full=None), said(text, "المهيري", "PERSON", at=30, full=text.index("عائشة"))]
    found = reconcile(text, {"people": people, "organisations": [said(text, "المعهد المهيري", "INSTITUTE")]})
    assert [(e["text"], e["label"]) for e in found][1:] == [("المعهد", "INSTITUTE"), ("المهيري", "PERSON")]
    assert found[-1]["name"] == "عائشة المهيري"


class Sure:
    """A model that is sure of the names that it is given."""

    tags = ["O", *(f"{p}-{k}" for k in ("PERSON", "ORGANIZATION", "INSTITUTE", "MINISTRY", "COUNTRY", "CITY", "LOCATION", "MISC") for p in "BI")]

    def __init__(self, *names, p=0.995):
        self.names, self.p = names, p

    def __call__(self, tokens):
        rows = np.full((len(tokens), len(self.tags)), (1 - self.p) / (len(self.tags) - 1), dtype=np.float32)
        rows[:, 0] = self.p
        for words, label in self.names:
            words = words.split()
            for i in range(len(tokens)):
                if list(tokens[i : i + len(words)]) == words:
                    for k in range(len(words)):
                        rows[i + k] = (1 - self.p) / (len(self.tags) - 1)
                        rows[i + k, self.tags.index(f"{'BI'[k > 0]}-{label}")] = self.p
        return np.log(rows)


def heard_with(text, *names, **voices):
    heard = ner.Heard(text, Sure(*names))
    return [(e["text"], e["label"], e["rule"]) for e in reconcile(text, voices | {"model": heard.names()}, (), heard)]


def test_a_model_adds_what_the_rules_left():
    assert heard_with("تحدث سامر عودة في اللقاء", ("سامر عودة", "PERSON")) == [("سامر عودة", "PERSON", "model")]


def test_another_place_is_no_entity_of_ours():
    assert heard_with("سافر الوفد إلى البحر الأحمر", ("البحر الأحمر", "LOCATION")) == []


def test_a_quarter_is_no_town_whatever_a_model_hears():
    heard = heard_with("رُفعت الأنقاض من أحياء الوعر والزهراء، وزار الوفد الوعر", ("الوعر", "CITY"), ("الزهراء", "CITY"))
    assert [h[0] for h in heard] == ["الوعر"]  # the last, which no quarter's noun governs
    assert heard_with("يسكنون في حي الأنصار", ("الأنصار", "CITY")) == []
    assert heard_with("يسكنون في بلدة الأنصار", ("الأنصار", "CITY")) == [("الأنصار", "CITY", "model")]


def test_a_region_is_no_town_whatever_a_model_hears():
    assert heard_with("سقط المطر على محافظة ذي قار", ("ذي قار", "CITY")) == []
    assert heard_with("سقط المطر على قرية ذي غار", ("ذي غار", "CITY")) == [("ذي غار", "CITY", "model")]


@pytest.mark.parametrize("place", ["على استاد {}", "بصالة {}", "في ملعب {}"])
@pytest.mark.parametrize("town", ["الإسماعيلية", "سوسة", "بريدة"])
def test_a_venue_called_after_a_town_is_hardly_the_town(place, town):
    text = "وأقيمت المباراة " + place.format(town) + f" وسط حضور كبير. وعاد الفريق من {town} مساء أمس."
    sure = {e.start: e.confidence for e in arextract.extract(text).entities if e.label == "CITY"}
    assert sure.get(text.index(town), 0.0) < 0.7
    assert sure[text.rindex(town)] > 0.9


def test_where_both_say_the_same_the_rule_keeps_what_it_knows():
    text = "زار الوفد مدينة صفاقس"
    place = said(text, "صفاقس", "CITY", kb_id="geonames:2467454", canonical="صفاقس", rule="city")
    assert heard_with(text, ("صفاقس", "CITY"), places=[place]) == [("صفاقس", "CITY", "city+model")]


def test_a_place_of_the_model_is_looked_up():
    text = "زار الوفد صفاقس"
    heard = ner.Heard(text, Sure(("صفاقس", "CITY")))
    assert [e["kb_id"] for e in reconcile(text, {"model": heard.names()}, (), heard)] == ["geonames:2467454"]


def test_a_proclitic_that_the_tokenizer_left_is_no_part_of_the_name():
    text = "زار الوفد شلاتين وشلاتين القديمة"  # an unknown word is not cut by the tokenizer
    assert ("شلاتين", "CITY", "model") in heard_with(text, ("شلاتين", "CITY"), ("وشلاتين", "CITY"))
    assert not any(name.startswith("وشلاتين") for name, *_ in heard_with(text, ("شلاتين", "CITY"), ("وشلاتين", "CITY")))


def test_a_first_letter_that_belongs_to_the_name_stays():
    assert heard_with("قال وليد حداد إن العمل بدأ", ("وليد حداد", "PERSON")) == [("وليد حداد", "PERSON", "model")]


def test_claims_of_the_greatest_sum_stand():
    whole, first, second = (Claim(a, b, "ORGANIZATION", None, True) for a, b in ((0, 20), (0, 9), (11, 20)))
    assert [c for c, _ in choose([(whole, 0.9), (first, 0.5), (second, 0.5)])] == [whole]
    assert [c for c, _ in choose([(whole, 0.6), (first, 0.9), (second, 0.9)])] == [first, second]
    assert choose([(first, 0.2)]) == []


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.floats(0.0, 1.0)), max_size=30)


@given(SPANS)
def test_no_claim_that_stands_is_over_another(spans):
    kept = choose([(Claim(a, a + n, "PERSON", None, True), p) for a, n, p in spans])
    assert all(a.end <= b.start for (a, _), (b, _) in zip(kept, kept[1:], strict=False))
    assert {p for _, p in kept} <= {p for *_, p in spans if p > CHOSEN}


def test_every_kind_and_voice_has_its_weights():
    for voices in ("rules", "press_release"):
        for label in ("PERSON", "MINISTRY", "COUNTRY", "CITY"):
            claim = Claim(0, 5, label, {"rule": "x", "confidence": 0.9}, False)
            assert 0 <= probability(claim, {"bias": 1.0, "rule sure": 2.0}, voices) <= 1


def test_odds_keep_away_from_the_ends():
    assert math.isclose(odds(0.0), -odds(1.0), rel_tol=1e-6) and math.isfinite(odds(1.0))


def test_a_name_that_the_grammar_takes_whole_holds_no_other_and_keeps_its_label():
    text = "ألقت شرطة نجران القبض عليه"
    whole, town = said(text, "شرطة نجران", "ORGANIZATION", whole=True), said(text, "نجران", "CITY")
    heard = said(text, "شرطة نجران", "INSTITUTE")
    found = reconcile(text, {"organisations": [whole], "places": [town], "model": [heard]})
    assert [(e["text"], e["label"]) for e in found] == [("شرطة نجران", "ORGANIZATION")]


def test_addresses_and_hashtags_name_nobody():
    text = "تابعوا www.example.com/تونس ووسم #طلاب_جامعة_نجران وزوروا تونس"
    towns = [said(text, "تونس", "COUNTRY"), said(text, "نجران", "CITY"), said(text, "تونس", "COUNTRY", text.rindex("تونس"))]
    assert [e["start"] for e in reconcile(text, {"places": towns})] == [text.rindex("تونس")]


@pytest.mark.parametrize(
    "text",
    [
        "ويقبل على المهرجان الزوار كبارا وصغارا كل مساء.",
        "ونفذ المفتشون حملة على الأسواق، وضبط المفتشون عددا من المخالفات.",
        "وتحدث الحاضرون عن برامج أخرى في القرى التابعة للجنة.",
    ],
)
def test_common_words_are_no_names_whatever_a_model_hears(text):
    assert [text[e.start : e.end] for e in arextract.extract(text).entities if not e.anaphor] == []


@pytest.mark.parametrize(("text", "countries", "found"), [
    ("وانتهى الفيلم في مشهد طويل صامت.", (), []),
    ("وانتهى الحفل في مدينة مشهد أمس.", (), ["مشهد"]),
    ("وانتهى الحفل في مدينة \"مشهد\" أمس.", (), ["مشهد"]),
    ("وانتهى الحفل في مشهد أمس.", ("IR",), ["مشهد"]),
])  # fmt: skip
def test_a_word_of_every_day_is_a_town_where_the_text_says_so(text, countries, found):
    places = [said("إيران", "إيران", "COUNTRY") | {"country": country, "start": len(text), "end": len(text)} for country in countries]
    assert [e[0] for e in heard_with(text, ("مشهد", "CITY"), places=places) if e[1] == "CITY"] == found


@pytest.mark.parametrize(("heard", "name"), [
    ("جمعية تحفيظ القرآن بمحافظة", "جمعية تحفيظ القرآن"),
    ("جمعية تحفيظ القرآن", "جمعية تحفيظ القرآن"),
])  # fmt: skip
def test_a_body_does_not_end_with_the_noun_of_its_district(heard, name):
    text = "زار الوفد جمعية تحفيظ القرآن بمحافظة البكيرية صباحا."
    (found,) = bounded(text, [said(text, heard, "ORGANIZATION")])
    assert text[found["start"] : found["end"]] == name


@pytest.mark.parametrize("held", ["التي ينظمها", "من تنظيم"])
def test_who_is_told_to_hold_an_event_is_a_body(held):
    text = f"وشارك الوزير في الندوة {held} المعهد العربي لتأهيل المذيعين والمراسلين."
    assert "المعهد العربي لتأهيل المذيعين والمراسلين" in [e.name for e in arextract.extract(text).entities]


def test_a_bodys_name_ends_before_the_town_where_it_stands_alone_elsewhere():
    text = "نظم معهد الواحة للتخطيط دورة أمس. وقال المدير إن معهد الواحة للتخطيط بالقاهرة يستقبل الطلبة."
    names = {e.name for e in arextract.extract(text).entities if e.label == "INSTITUTE"}
    assert names == {"معهد الواحة للتخطيط"}


@pytest.mark.parametrize(("others", "country"), [(("الطائف", "الباحة", "جدة"), None), (("الطائف",), "IQ")])
def test_a_town_that_only_a_model_hears_is_looked_up_where_the_text_is(others, country):
    text = "انطلق المهرجان بالخالدية قرب الطائف والباحة وجدة."
    places = [said(text, town, "CITY") | {"country": "SA"} for town in others]
    heard = ner.Heard(text, Sure(("الخالدية", "CITY")))
    found = reconcile(text, {"places": places, "model": heard.names()}, (), heard)
    assert [e.get("country") for e in found if e["text"] == "الخالدية"] == [country]


@pytest.mark.parametrize(
    ("text", "heard", "name"),
    [
        ("وحضر العميد طيار ركن يوسف الحربي الحفل.", "ركن يوسف الحربي", "يوسف الحربي"),
        ("استقبل الأمير سعد بن خالد ولي ولي العهد الوفد.", "سعد بن خالد ولي", "سعد بن خالد"),
        ("استقبل الشيخ ناصر الولي الوفد.", "ناصر الولي", "ناصر الولي"),
    ],
)
def test_a_rank_and_an_office_are_no_part_of_a_name_that_a_model_heard(text, heard, name):
    assert [found[:2] for found in heard_with(text, (heard, "PERSON"))] == [(name, "PERSON")]
