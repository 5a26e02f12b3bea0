"""One voice from several: who wins, and which short form stands for which name."""

from arextract.extract.entities import reconcile, restored, stems


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


def test_a_model_adds_what_the_rules_left():
    text = "تحدث سامر عودة في اللقاء"
    assert [(e["text"], e["rule"]) for e in reconcile(text, {"model": [said(text, "سامر عودة", "PERSON")]})] == [("سامر عودة", "model")]


def test_the_article_behind_lam_lam():
    assert restored("دعم للبنك الإسلامي", 6, 18) == "البنك الإسلامي"
    assert restored("وللأمم المتحدة", 3, 14) == "الأمم المتحدة"
    assert restored("سافر لليبيا", 6, 11) == "ليبيا"
    assert stems("الهيئة السعودية للمحاسبين") == {"هيئه", "سعوديه", "محاسبين"}
