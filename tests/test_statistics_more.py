"""Figures said twice, glued to the word before, told of a part, listed as places; what is told behind a counted figure."""

import pytest
from test_statistics import read

from arextract.extract.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("بلغت كلفة الجسر 3200000 درهم (ثلاثة ملايين ومئتا ألف درهم) هذا العام.", [3200000]),
        ("يضم المعهد 40 أستاذا (12 أستاذة).", [40, 12]),
        ("أكدت الهيئة أن ستة منهم أطباء.", [6]),
        ("عاد المسافرون، واثنان منهم مصابان.", []),
        ("فاز بالمركز الأول فريق النجوم، والمركز الثاني فريق الأمل.", [1, 2]),
        ('فازت صورة "الجسر القديم" للمصور سامي الحداد بالمركز الثالث في المسابقة.', [3]),
        ("افتتح الوزير المركز الثاني للتدريب المهني، والمركز الثالث للتأهيل.", []),
        ("التحق الطلاب في الصيف بالمركز الثاني للغات.", []),
    ],
)
def test_what_is_a_figure(text, values):
    assert [s["value"] for s in read(text)] == values


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("وزعت الجمعية 300 سلة غذائية على الأسر المحتاجة.", "وزعت الجمعية … الأسر المحتاجة"),
        ("قام المتطوعون بغرس 900 شجرة بالمنتزه الوطني.", "قام المتطوعون بغرس … المنتزه الوطني"),
        ("بلغت حصة القطاع العام 60% والخاص 40%.", "حصة … القطاع الخاص"),
        ("بلغت حصة الصيد البحري 60% والبنوك 40%.", "حصة … البنوك"),
        ("لم تتجاوز نسبة استهلاك العصائر المحلية 34 بالمائة والمياه 20 بالمائة.", "نسبة استهلاك … المياه"),
        ("فاز بالمركز الأول فريق النجوم، والمركز الثاني فريق الأمل.", "فريق الأمل"),
        ("ارتفع مؤشر السوق بنسبة 0.6% مسجلا 8083 نقطة.", "مؤشر السوق"),
        ("زادت نفقات الدول على الصيانة في السنوات الأخيرة، بنسبة متوسطة بلغت 4.9%.", "نفقات الدول"),
    ],
)
def test_what_the_last_figure_measures(text, metric):
    assert read(text)[-1]["metric"] == metric


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("احتلت المدينة المركز الأول بناء على كونها ميناء كبيرا.", None),
        ("بناء على تقرير البنك الدولي بلغ النمو 4%.", "تقرير البنك الدولي"),
        ("وبعد دراسة الطلبات خلصت اللجنة إلى قبول 40 مرشحا.", None),
        ("أظهر تحليل البيانات أن 70% من الآبار صالحة.", "تحليل البيانات"),
        ("تبلغ كلفة التلميذ حسب المرحلة 79 دينارا.", None),
        ("وتوزعت المنح بحسب الجنس، ونالت الطالبات 60% منها.", None),
    ],
)
def test_whose_figure_it_is(text, source):
    assert read(text)[0]["source"] == source


def test_a_birth_year_dates_no_figure():
    found = read("حصل المهندس سامي الحداد (من مواليد سنة 1988) على المرتبة الثالثة في المسابقة.", released="2025-05-01")
    assert [s["year"] for s in found] == ["2025"]


@pytest.mark.parametrize("text", ["نحو5000 طن", "حوالي300 فلاح", "بنحو250 هكتارا"])
def test_an_approximator_may_be_glued_to_its_figure(text):
    assert [n.approximate for n in find_numbers(text)] == [True]


@pytest.mark.parametrize("text", ["تضمن3 محاور", "كوفيد19 ينتشر", "طائرة بوينج737 جديدة"])
def test_a_code_is_no_figure(text):
    assert find_numbers(text) == []
