"""find_numbers: what it must find, and what it must leave alone."""

from __future__ import annotations

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from arextract.extract.numbers import find_numbers
from arextract.records import NumberMention


def one(text: str) -> NumberMention:
    found = find_numbers(text)
    assert len(found) == 1, found
    mention = found[0]
    assert text[mention.start : mention.end] == mention.text
    return mention


@pytest.mark.parametrize(
    ("text", "quote", "value", "counted"),
    [
        ("شارك في البرنامج 45 متدرباً من القطاعين", "45 متدرباً", 45, "متدرباً"),
        ("بمشاركة ١٢ دولة عربية في الملتقى", "١٢ دولة عربية", 12, "دولة عربية"),
        ("حضر اللقاء ثلاث جهات حكومية", "ثلاث جهات حكومية", 3, "جهات حكومية"),
        ("استفاد من البرنامج 3 آلاف و200 متدرب", "3 آلاف و200 متدرب", 3200, "متدرب"),
        ("درّب ألفين وخمسمائة موظف", "ألفين وخمسمائة موظف", 2500, "موظف"),
        ("وصل إلى مليون ونصف المليون مستخدم", "مليون ونصف المليون مستخدم", 1500000, "مستخدم"),
        ("وصل إلى نصف مليون زائر", "نصف مليون زائر", 500000, "زائر"),
        ("سجلت 59,19 مليون مستخدم", "59,19 مليون مستخدم", 59190000, "مستخدم"),
        ("سجلت 48,317 مليون مستخدم", "48,317 مليون مستخدم", 48317000, "مستخدم"),
        ("أحصت 1 250 مؤسسة", "1 250 مؤسسة", 1250, "مؤسسة"),
        ("درّب 12.500 متدرب", "12.500 متدرب", 12500, "متدرب"),
        ("تخريج 41 موظفة وموظفاً", "41 موظفة وموظفاً", 41, "موظفة وموظفاً"),
        ("تخريج (18) مهندساً", "(18) مهندساً", 18, "مهندساً"),
        ("لل30 متدرباً", "30 متدرباً", 30, "متدرباً"),
        ("سُجلت حالة وفاة واحدة أمس", "حالة وفاة واحدة", 1, "حالة وفاة"),
        ("دعم 25 شركة سياحة من المنطقة", "25 شركة سياحة", 25, "شركة سياحة"),
        ("بحضور 30 خبيراً يعملون في القطاع", "30 خبيراً", 30, "خبيراً"),
        ("بيع 540ر999 وحدة", "540ر999 وحدة", 999.54, "وحدة"),
    ],
)
def test_counts(text: str, quote: str, value: float, counted: str) -> None:
    mention = one(text)
    assert (mention.kind, mention.text, mention.counted) == ("number", quote, counted)
    assert mention.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("94 %", 94), ("٥٥٪", 55), ("%50", 50), ("21,4 بالمائة", 21.4), ("عشرون في المئة", 20), ("خمسة بالمية", 5), ("3 نقاط مئوية", 3), ("بنسبة 5ر27 بالمئة", 27.5)],
)
def test_percent(text: str, value: float) -> None:
    mention = one(text)
    assert (mention.kind, mention.unit) == ("percent", "percent")
    assert mention.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("بـ107.5 مليون يورو", 107500000, "EUR"),
        ("مئة وعشرين مليون دولار", 120000000, "USD"),
        ("85 ألف دينار أردني", 85000, "JOD"),
        ("5 دولارات كندية", 5, "CAD"),
        ("ثلاثة جنيهات إسترلينية", 3, "GBP"),
        ("200 جنيه مصري", 200, "EGP"),
        ("20 دولاراً و43 سنتاً", 20.43, "USD"),
        ("$10,000", 10000, "USD"),
        ("10 د.إ", 10, "AED"),
        ("10 د.أ", 10, "JOD"),
        ("500 ر.س", 500, "SAR"),
        ("مليار ريال", 10**9, "SAR"),
        ("130 م د لإنجاز الطريق في تونس", 130000000, "TND"),
        ("ميزانية تونس 5 دينارات", 5, "TND"),
        ("بقيمة ( 76.6) مليون دولار", 76600000, "USD"),
        ("درهم وخمسين فلس", 1.5, "AED"),
    ],
)
def test_money(text: str, value: float, unit: str) -> None:
    mention = one(text)
    assert (mention.kind, mention.unit) == ("money", unit)
    assert mention.value == pytest.approx(value)


def test_a_family_without_a_country_keeps_its_candidates() -> None:
    mention = one("بكلفة 40 ألف دينار")
    assert mention.unit == "دينار"
    assert {"KWD", "TND", "IQD"} <= set(mention.alternatives)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("65 كلم", 65, "km"),
        ("١٥٠ هكتارا", 150, "har"),
        ("مساحة 1200 متر مربع", 1200, "m2"),
        ("250 ميغاوات", 250, "MW"),
        ("سرعة 120 كم/ساعة", 120, "km/h"),
        ("لتر وربع", 1.25, "L"),
        ("0.5 كيلوجرام", 500, "g"),
        ("37 درجة مئوية", 37, "Cel"),
        ("خمس درجات تحت الصفر", -5, "deg"),
        ("طنين", 2, "t"),
    ],
)
def test_units(text: str, value: float, unit: str) -> None:
    mention = one(text)
    assert (mention.kind, mention.unit) == ("unit", unit)
    assert mention.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("استمرت خمسة أيام", "P5D"),
        ("لمدة يومين", "P2D"),
        ("على مدى ثلاثة أسابيع", "P3W"),
        ("لمدة ساعة", "PT1H"),
        ("ساعتين ونصف الساعة", "PT2.5H"),
        ("ثلاث ساعات وعشرون دقيقة", "PT3H20M"),
        ("15 عاماً", "P15Y"),
        ("ثلاثة أرباع الساعة", None),
        ("قرنين", "P200Y"),
        ("أسبوع كامل", "P1W"),
    ],
)
def test_durations(text: str, iso: str | None) -> None:
    if iso is None:
        assert all(m.kind != "duration" or m.iso for m in find_numbers(text))
        return
    mention = one(text)
    assert (mention.kind, mention.iso) == ("duration", iso)


@pytest.mark.parametrize(
    ("text", "value"),
    [("الدورة الثالثة", 3), ("أول ملتقى", 1), ("العام الحادي والعشرون", 21), ("الكتاب الثلاثون", 30), ("المرتبة 51", 51), ("الذكرى الـ50 للتأسيس", 50)],
)
def test_ordinals(text: str, value: int) -> None:
    mention = one(text)
    assert (mention.kind, mention.value) == ("ordinal", value)


def test_a_rank_takes_its_head() -> None:
    assert one("جاءت في المرتبة الثالثة عربياً").text == "المرتبة الثالثة"


@pytest.mark.parametrize(
    ("text", "low", "high", "kind", "unit"),
    [
        ("بين 10 و20 دولاراً", 10, 20, "money", "USD"),
        ("من 5 إلى 9 أيام", 5, 9, "duration", None),
        ("خصم 20-30%", 20, 30, "percent", "percent"),
        ("بين 2 و3 ملايين دولار", 2000000, 3000000, "money", "USD"),
        ("بين عشرة وعشرين متدرباً", 10, 20, "number", None),
        ("ما بين خمسة وعشرين متدرباً", 5, 20, "number", None),
    ],
)
def test_ranges(text: str, low: float, high: float, kind: str, unit: str | None) -> None:
    mention = one(text)
    assert (mention.value, mention.low, mention.high, mention.kind, mention.unit) == (None, low, high, kind, unit)


def test_a_change_is_no_range() -> None:
    first, second = find_numbers("ارتفع عدد المتدربين من 4200 إلى 11700 متدرب")
    assert (first.value, first.counted, second.value) == (4200, "متدرب", 11700)


@pytest.mark.parametrize(
    ("text", "low", "high", "value"),
    [
        ("أكثر من 500 مشارك", 500, None, 500),
        ("ما لا يقل عن 80 شركة", 80, None, 80),
        ("ما يزيد على ألف طالب", 1000, None, 1000),
        ("لا تتجاوز 21,4 بالمائة", None, 21.4, 21.4),
        ("أقل من 7 ملايين دولار", None, 7000000, 7000000),
        ("30 متدرباً على الأقل", 30, None, 30),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, value: float) -> None:
    mention = one(text)
    assert (mention.low, mention.high, mention.value, mention.approximate) == (low, high, value, True)


@pytest.mark.parametrize("text", ["نحو 30 دولة", "حوالي 30 دولة", "قرابة 30 دولة", "زهاء 30 دولة", "بنحو 30 دولة", "30 دولة تقريباً", "ما يقارب 30 دولة"])
def test_approximate(text: str) -> None:
    mention = one(text)
    assert (mention.text, mention.value, mention.low, mention.high, mention.approximate) == ("30 دولة", 30, None, None, True)


@pytest.mark.parametrize(
    "text",
    [
        "قرار رقم (11) لسنة 2023",
        "الدورة (306)",
        "المادة 5 من القانون",
        "تبدأ الجلسة عند الساعة 20:45",
        "عند الساعة العاشرة صباحاً",
        "رؤية 2030",
        "كوفيد-19",
        "تقنيات 5G وG20",
        "https://example.org/a?b=305%25",
        "للتواصل info2024@example.org",
        "هاتف: +966 11 555 0100",
        "للحجز 99887766",
        "1- السياسات العامة\n2. الجمهور المستهدف\n3) المحتوى",
        "عام 2024م",
        "كمية من المواد",
        "أثنى الوزير على الجهود",
        "في آن واحد",
        "إحدى الشركات وأحد المديرين",
        "ربع النهائي",
        "فرق العمل وملفات الدورة وعشرات المشاركين وآلاف الزوار",
        "ريال مدريد",
        "اليوم وهذا العام وكل ساعة",
        "كانون الثاني وتشرين الأول",
        "الإصدار 1.2.3",
    ],
)
def test_left_alone(text: str) -> None:
    assert find_numbers(text) == []


def test_dates_own_their_characters() -> None:
    text = "من 28 إلى 30 مارس بمشاركة 12 خبيراً"
    assert [m.value for m in find_numbers(text, [(0, 17)])] == [12]


def test_offsets_survive_marks_that_folding_drops() -> None:
    text = "بلغ عـددهم \u200f٣٥ متدرّباً\u200f فقط"
    mention = one(text)
    assert mention.text == "٣٥ متدرّباً"
    assert mention.value == 35


def test_what_stays_open_is_said() -> None:
    assert one("56,179 مليون مواطن").alternatives == (56179000000,)
    assert one("658,888").alternatives == (658.888,)


ARABIC = st.text(st.sampled_from("ابتجحدرسصطعفقكلمنهوي  ءةىأإ،.\n\"():-"), max_size=80)


@given(st.text(max_size=200))
def test_spans_quote_any_text(text: str) -> None:
    last = 0
    for mention in find_numbers(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


@given(st.lists(st.sampled_from("تقنية مؤسسة القاهرة برنامج وزارة التدريب 5 ١٢ 3,5 % مليون دولار و من إلى بين ( ) - نحو متر أيام خمسة الثالث نصف".split()), max_size=25))
def test_spans_quote_and_keep_order(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for mention in find_numbers(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        assert mention.value is not None or mention.low is not None or mention.iso is not None
        last = mention.end


@given(st.lists(st.sampled_from(["برنامج", "تدريب", "مؤسسة", "كبيرة", "وزارة", "الاتصال", "يعقد", "في", "من", "على", "الورشة", "،", "."]), max_size=30))
def test_text_without_numbers_gives_nothing(words: list[str]) -> None:
    assert find_numbers(" ".join(words)) == []


@given(st.integers(2, 10**12))
def test_number_words_come_back_from_a_sentence(value: int) -> None:
    words = num2words(value, lang="ar")
    assert [m.value for m in find_numbers(f"بلغ الإجمالي {words} دولار")] == [value]


@given(
    st.sampled_from(["EGP", "SAR", "AED", "QAR", "MAD", "DZD", "IQD", "LBP", "SYP", "SDG", "YER", "USD", "EUR", "GBP", "TRY", "CNY", "INR"]),
    st.sampled_from(["ar", "ar_EG", "ar_SA", "ar_AE", "ar_MA", "ar_TN", "ar_LB", "ar_DZ"]),
    st.sampled_from(["name", "standard"]),
    st.sampled_from([3, 15, 1250, 98765, 1250000]),
)
def test_cldr_currencies_come_back(code: str, locale: str, style: str, value: int) -> None:
    text = format_currency(value, code, locale=locale, format_type=style, numbering_system="default")
    readings = [(v, m.unit) for m in find_numbers(text) for v in (m.value, *m.alternatives)]
    assert (value, code) in readings


@pytest.mark.parametrize("unit", ["5", "و", "1,", "5-", "خمسة و", "(5) ", "الف ", "بين 5 و6 إلى ", "%", "12.", "a@", "1 250 "])
def test_hostile_text_ends(unit: str) -> None:
    text = unit * (20000 // len(unit))
    assert all(text[m.start : m.end] == m.text for m in find_numbers(text))
