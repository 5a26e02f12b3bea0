"""Bodies: where a name begins and ends."""

import re

import pytest

import arextract
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


def names(text):
    """What a whole run takes for bodies in a text."""
    return [e.text for e in arextract.extract(text).entities if e.label in SHORT and not e.anaphor]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("حسب معطيات المرصد الوطني للطاقة المنشورة يوم 3 مارس 2025، ارتفع الاستهلاك.", ["المرصد الوطني للطاقة"]),
        ("وقالت رئيسة بلدية صيدا المكلفة، ليلى حمود، إن الأشغال انطلقت.", ["بلدية صيدا"]),
        ("وقال نائب رئيس جامعة مؤتة للشؤون العلمية الدكتور سامي العمرو إن البرنامج ناجح.", ["جامعة مؤتة"]),
        ("التقى وكيل وزارة التربية للتعليم العام الأستاذ فهد الحربي مديري المدارس.", ["وزارة التربية"]),
        ("أقرت اللجنة العليا للانتخابات القوائم.", ["اللجنة العليا للانتخابات"]),
        ('شاركت تعاونية "أركانة" في الملتقى، وتعاونية «الأمل» من تارودانت.', ['تعاونية "أركانة"', "تعاونية «الأمل»"]),
        ('ونقلت صحيفة "الصباح" التونسية عن الوزير أن المشروع جاهز.', ['صحيفة "الصباح"']),
        ("رحب رئيس نقابة المعلمين في لبنان بالقرار، بحضور رابطة الأطباء العرب في ألمانيا.", ["نقابة المعلمين في لبنان", "رابطة الأطباء العرب في ألمانيا"]),
        ("شاركت مدرسة الأمل الابتدائية في المسابقة.", ["مدرسة الأمل الابتدائية"]),
        ("اختتمت المدرسة الوطنية للإدارة الدورة.", ["المدرسة الوطنية للإدارة"]),
        ("الهيئة الوطنية للمسرح والشركة الكبرى للتعدين تتعاونان.", ["الهيئة الوطنية للمسرح", "الشركة الكبرى للتعدين"]),
        # Nobody's name: what does not agree with its head, generic nouns, topics of courses, a country where something was held.
        ("وقرر البنك الفائدة الجديدة، وأعلن الاتحاد القائمة النهائية.", []),
        ("وأكد مدير المركز أن المركز جاهز لاستقبال المرضى، وأن الجمعية نظمت ثلاث ورش.", []),
        ("في أي مركز صحي أو مستشفى جامعي أو مدرسة حكومية يمكن للمواطن التسجيل.", []),
        ("اختتم في صحار البرنامج التدريبي «إدارة المشاريع الصغيرة»، ودورة «كتابة الأوامر المخزنية».", []),
        ("وعقد اتحاد الغرف العربية في بيروت اجتماعا.", ["اتحاد الغرف العربية"]),
        ("وتضم الجمعية الوطنية في الكويت 40 عضوا.", ["الجمعية الوطنية"]),
        ("وقع المعهد اتفاقية تعاون مع «البنك العربي» أمس.", ["البنك العربي"]),
    ],
)
def test_a_name_ends_where_the_grammar_ends_it_whoever_claims_it(text, expected):
    assert names(text) == expected


def test_a_school_is_an_organisation_and_a_high_school_of_engineers_an_institute():
    text = "شاركت مدرسة الأمل الابتدائية في المسابقة. واختتمت المدرسة الوطنية للمهندسين الدورة."
    found = {e.text: e.label for e in arextract.extract(text).entities}
    assert found == {"مدرسة الأمل الابتدائية": "ORGANIZATION", "المدرسة الوطنية للمهندسين": "INSTITUTE"}
