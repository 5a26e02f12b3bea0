"""Bodies: where a name begins and ends."""

import re

import pytest

from arextract.extract.organisations import find_organisations

SHORT = {"MINISTRY": "m", "INSTITUTE": "i", "ORGANIZATION": "o"}


def marked(line):
    """«نظمت [وزارة المالية](m) ندوة» -> the text and its spans; places are given as {…}."""
    text, spans, places = "", [], []
    for part in re.split(r"(\[[^\]]*\]\(\w\)|\{[^}]*\})", line):
        if part.startswith("[") and part.endswith(")"):
            name, label = part[1:].rsplit("](", 1)
            inner = name.split("{")
            start = len(text)
            for n, piece in enumerate(inner):
                if n:
                    city, rest = piece.split("}", 1)
                    places.append({"start": len(text), "end": len(text) + len(city), "label": "CITY"})
                    text += city + rest
                else:
                    text += piece
            spans.append((start, len(text), label[:-1]))
        elif part.startswith("{"):
            places.append({"start": len(text), "end": len(text) + len(part) - 2, "label": "CITY"})
            text += part[1:-1]
        else:
            text += part
    return text, spans, places


CATCH = """
نظمت [وزارة المالية](m) ندوة حول الموازنة
شاركت [وزارة المالية](m) و[مصلحة الضرائب](o) و[وزارة التضامن الاجتماعي](m) و[البنك المركزي](o) في الورشة
أعلنت [وزارة التعليم العالي والبحث العلمي](m) بدء التسجيل
التقى وفد من [وزارة الشباب والرياضة](m) ب[وزارة الثقافة](m)
قال مدير [الهيئة العامة للأرصاد الجوية](o) إن الطقس معتدل
وقعت [جامعة {حلوان}](i) مذكرة تفاهم
بالتعاون مع [معهد الإدارة العامة](i) أمس
زار وفد [كلية الاقتصاد والعلوم السياسية](i) المقر
دعم لل[هيئة الوطنية للاستثمار](o) هذا العام
افتتح [مركز الملك فهد للدراسات](o) معرضه
نظمت [هيئة كهرباء ومياه {دبي}](o) ورشة
أكدت [غرفة تجارة وصناعة {عمان}](o) أهمية اللقاء
نظمت [الغرفة التجارية ب{صفاقس}](o) يوما مفتوحا
برعاية [اليونسكو](o) و[الأمم المتحدة](o)
شارك [مركز آفاق للتدريب والاستشارات](i) في المعرض
صرحت [الشركة العامة لتوزيع كهرباء الجنوب](o) بذلك
استضافت [أكاديمية المستقبل](i) الملتقى
أشرفت [وكالة النهوض بالصناعة](o) على الدورة
"""
LEAVE = """
نظمت الوزارة ورشة عمل
اجتمع مجلس الإدارة في المقر
شاركت 80 شركة سياحة في المعرض
قال المدير العام إن الجهات المعنية حضرت
عقدت الهيئة اجتماعها السنوي
تعمل هيئة حكومية على الملف
ورشة عمل حول إدارة الوقت
حصل على المركز الأول في المسابقة
"""


@pytest.mark.parametrize("line", CATCH.strip().splitlines())
def test_bodies(line):
    text, spans, places = marked(line)
    found = [(m["start"], m["end"], SHORT[m["label"]]) for m in find_organisations(text, places) if not m["anaphor"]]
    assert found == spans, [text[a:b] for a, b, _ in found]


@pytest.mark.parametrize("line", LEAVE.strip().splitlines())
def test_no_bodies(line):
    assert [line[m["start"] : m["end"]] for m in find_organisations(line) if not m["anaphor"]] == []


def test_a_bare_noun_is_a_short_form():
    text = "اختتم المعهد الورشة"
    (found,) = find_organisations(text)
    assert (text[found["start"] : found["end"]], found["label"], found["anaphor"]) == ("المعهد", "INSTITUTE", True)


def test_an_acronym_in_brackets_is_a_mention_of_its_own():
    text = "وقع المركز الوطني للقياس (قياس) الاتفاقية، ويرى «قياس» أن الأمر مهم"
    found = [text[m["start"] : m["end"]] for m in find_organisations(text)]
    assert found == ["المركز الوطني للقياس", "قياس", "قياس"]


def test_hostile_input_stays_quick_and_quiet():
    for text in ("و" * 20_000, "وزارة " * 5_000, "البنك " * 5_000, "(" * 20_000, "لل" * 10_000):
        find_organisations(text)
