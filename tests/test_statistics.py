"""Which numbers are statistics, and what each measures, where, when, by whose account."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arextract
from arextract.extract.dates import find_dates
from arextract.extract.numbers import find_numbers
from arextract.extract.statistics import find_statistics
from arextract.records import Statistic, plain

PLACES = {
    "ليبيا": "iso:LY",
    "المغرب": "iso:MA",
    "تونس": "iso:TN",
    "السودان": "iso:SD",
    "الجزائر": "iso:DZ",
    "العراق": "iso:IQ",
    "الأردن": "iso:JO",
    "صلالة": "geonames:286621",
}


def read(text, entities=(), **options):
    dates = [plain(d) for d in find_dates(text)]
    numbers = [plain(n) for n in find_numbers(text, taken=[(d["start"], d["end"]) for d in dates])]
    places = [
        {"start": m.start(), "end": m.end(), "label": "CITY" if kb.startswith("geo") else "COUNTRY", "kb_id": kb, "text": name, "name": name}
        for name, kb in PLACES.items()
        for m in re.finditer(name, text)
    ]
    return find_statistics(text, numbers, dates, sorted([*places, *entities], key=lambda e: e["start"]), **options)


def values(text):
    return [s["value"] for s in read(text)]


FIGURES = [
    ("حضر اللقاء 25 متدربا من ثلاث دول", [25, 3]),
    ("تشارك سبع جهات حكومية في المعرض", [7]),
    ("بلغت كلفة المشروع مليوني دينار", [2000000]),
    ("يبعد المصنع 12 كم عن المدينة", [12]),
    ("حلت الجامعة في المرتبة 51 عالميا", [51]),
    ("جاءت الشركة في المركز الثالث عربيا", [3]),
    ("ارتفع عدد الخريجين إلى 730", [730]),
    ("بلغ عدد الحضور 120.", [120]),
    ("شمل المسح 20 مدينة من أصل 31", [20, 31]),
    ("وارتفعت المبيعات من 4200 إلى 11700 طن", [4200, 11700]),
    ("زادت الصادرات بنسبة 5% لتصل إلى 2 مليار ريال", [5, 2000000000]),
    ("تلقت اللجنة 240 طلبا قبل منها 96", [240, 96]),
    ("بلغ الإنتاج 3,4 مليار متر مكعب مقابل 2,9 العام الماضي", [3400000000, 2900000000]),
    ("انخفض عدد الباحثين إلى 6200 باحث مقارنة بـ7450 قبل عام", [6200, 7450]),
    ("وفر الملتقى 950 فرصة عمل بواقع 600 للذكور و350 للإناث", [950, 600, 350]),
    ("ارتفع الموج من متر إلى متر ونصف", [None]),
    ("التقى الوزير 25 من الطلاب", [25]),
]

SILENT = [
    "نصت على ذلك الفقرة 4 من المعلمين",
    "القرار رقم 12 من الوزارة",
    "استمرت الندوة خمسة أيام",
    "عمره 45 عاما",
    "تضمن البرنامج ثلاثة محاور وأربع جلسات",
    "تناول اللقاء 4 محاور",
    "انعقدت الدورة الثانية للملتقى",
    "صدر القرار رقم 412 وفق المادة 15",
    "للتواصل: 0501234567",
    "يبدأ الحفل الساعة 10 صباحا",
    "شاركت دولتان في اللقاء",
    "حضر عشرات المهتمين ومئات الطلاب",
    "وقعت الاتفاقية يوم 12 مايو 2023",
    "ناقش المجتمعون ثلاث قضايا",
    "باعتباره المركز الأول المتخصص في القياس",
    "تستند الخطة إلى رؤية 2030",
]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[t for t, _ in FIGURES])
def test_figures(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_no_figures(text):
    assert values(text) == []


def test_bullets_and_footers_are_no_figures():
    text = "وتناول اللقاء المحاور الآتية:\n1- التخطيط المالي للمؤسسات\n2- إدارة المخاطر في المشاريع\nشارك فيه 30 موظفا.\n18:42 ت م"
    assert values(text) == [30]


def test_number_inside_a_name_is_no_figure():
    text = "نظم مركز ابتكار 120 موظفا لدعم الشباب لقاء"
    assert values(text) == [120]
    start = text.index("مركز")
    name = {"start": start, "end": text.index(" لدعم"), "label": "ORGANIZATION", "kb_id": None, "text": "", "name": ""}
    assert read(text, [name]) == []


METRICS = [
    ("بلغ عدد مستخدمي الإنترنت في ليبيا نحو 6 ملايين مستخدم", "عدد مستخدمي الإنترنت"),
    ("وأفاد المدير بأن عدد المدارس المجهزة يبلغ 45 مدرسة", "عدد المدارس المجهزة"),
    ("وتصل الكلفة الجملية للجسر، وفق المتحدث، إلى 165 مليون دينار", "الكلفة الجملية للجسر"),
    ("لا يقل رأس المال المطلوب عن 350 ألف ريال", "رأس المال المطلوب"),
    ("شارك في هذه الورشة 18 طبيبا", "شارك في هذه الورشة"),
    ("وقال إن 68% من سكان المدينة لا يملكون حسابا مصرفيا", "سكان المدينة لا يملكون حسابا مصرفيا"),
    ("2.6 مليون طفل تستهدفهم حملة التطعيم", "تستهدفهم حملة التطعيم"),
    ("إجمالي الأصول: 212 مليار ريال", "إجمالي الأصول"),
    ("تتراوح رسوم الاشتراك بين 150 و200 دينار", "رسوم الاشتراك"),
    ("وقعا مذكرة لتمويل مشروع للمياه، يساهم البنك فيه بمبلغ 21 مليون دولار", "وقعا مذكرة لتمويل مشروع للمياه، يساهم البنك فيه"),
    ("نمت صادرات الزيتون بنسبة 12.5 في المئة", "صادرات الزيتون"),
    ("يذكر أن جمعية الوفاق تأسست عام 1998، وتضم 2300 عضوة", "جمعية الوفاق … تضم"),
    ("وأعلنت الشركة عن أرباح بلغت 1.2 مليار درهم", "أرباح"),
    ("يستهلك قطاع الري نحو 52 بالمئة من موارد المياه", "يستهلك قطاع الري … موارد المياه"),
]


@pytest.mark.parametrize(("text", "metric"), METRICS, ids=[t for t, _ in METRICS])
def test_metric(text, metric):
    assert read(text)[0]["metric"] == metric


def test_figures_share_what_was_said_once():
    text = "وأوضح تقرير Net Atlas لعام 2022 أن إجمالي عدد مستخدمي منصة فيسبوك في العراق يبلغ حوالي 18,85 مليون مستخدم ومنصة تيك توك 23,88 مليون مستخدم ولينكد إن 1,4 مليون مستخدم."
    found = read(text)
    assert [s["metric"] for s in found] == ["إجمالي عدد مستخدمي منصة فيسبوك", "منصة تيك توك", "لينكد إن"]
    assert {s["place"] for s in found} == {"iso:IQ"}
    assert {s["year"] for s in found} == {"2022"}
    assert {s["source"] for s in found} == {"Net Atlas"}
    assert [s["approximate"] for s in found] == [True, False, False]


def test_a_level_takes_over_what_changed():
    fell, was = read("انخفضت نسبة الأعطال في المحطات إلى 11 بالمئة بعد أن كانت 19 بالمئة")
    assert fell["metric"] == was["metric"] == "نسبة الأعطال في المحطات"
    assert (fell["change"], was["change"]) == ("انخفضت", None)


def test_counted_participants_and_their_countries():
    bodies, countries = read("وقد شاركت في الورشة خمس هيئات رقابية منها ديوان المحاسبة من أربع دول هي الأردن والعراق وليبيا والمغرب")
    assert bodies["metric"] == countries["metric"] == "شاركت في الورشة"
    assert bodies["place"] is None and countries["place"] is None


PLACED = [
    ("بلغ عدد السكان في تونس 12 مليون نسمة", ["iso:TN"]),
    ("يعيش 12 مليون نسمة في تونس", ["iso:TN"]),
    ("بلغت صادرات المغرب 40 مليار درهم، وصادرات تونس 12 مليار دينار", ["iso:MA", "iso:TN"]),
    ("شارك 40 خبيرا من السودان", [None]),
    ("بلغ عدد الزوار بصلالة 90 ألف زائر", ["geonames:286621"]),
]


@pytest.mark.parametrize(("text", "places"), PLACED, ids=[t for t, _ in PLACED])
def test_place(text, places):
    assert [s["place"] for s in read(text)] == places


YEARS = [
    ("بلغ الإنتاج 187 ألف طن خلال العام 2024", ["2024"]),
    ("انتقلت النسبة من 58,3% سنة 2021 إلى 71% سنة 2023", ["2021", "2023"]),
    ("بلغت المبيعات في الموسم 2023/2024 نحو 3 ملايين دينار", ["2023/2024"]),
    ("بلغت الصادرات 172 ألف طن بين نوفمبر 2024 ومارس 2025", ["2024/2025"]),
    ("حضر اللقاء الذي عقد في 3 مايو 2022 نحو 80 شخصا", ["2022"]),
    ("درب المعهد منذ عام 1997 أكثر من 12 ألف متدرب", [None]),
    ("تأسست الجمعية سنة 1966 وتشغل 23 عاملا", [None]),
    ("بلغ عدد الطلاب 300 طالب وفق تقرير Digital 2021", ["2021"]),
    ("بلغت الصادرات 310 ملايين دولار في 2025 مقابل 265 مليونا في 2024، بنمو 17%", ["2025", "2024", "2025"]),
    ("سجلت المحاكم في 2023 نحو 5 آلاف قضية، بزيادة 18% على عام 2022", ["2023", "2023"]),
    ("بلغت المساحة 58 ألف هكتار في 2023، وأن الإنتاج بلغ 400 ألف طن", ["2023", "2023"]),
]


@pytest.mark.parametrize(("text", "expected"), YEARS, ids=[t for t, _ in YEARS])
def test_year(text, expected):
    assert [s["year"] for s in read(text)] == expected


def test_a_figure_of_today_takes_no_year_over():
    for text in ("بلغت المساحة 58 ألف هكتار في 2020، وأن الشركة تشغل 340 عاملا", "كانت التغطية 72% في 2020 وأصبحت 81% حاليا"):
        assert [s["year"] for s in read(text, released="2024-03-01")] == ["2020", "2024"]


def test_year_of_the_release():
    text = "الخرطوم في 4 مارس 2019 - افتتح الوالي المعرض.\nوشارك في المعرض 40 عارضا."
    assert [s["year"] for s in read(text)] == ["2019"]
    assert [s["year"] for s in read("شارك في المعرض 40 عارضا.", released="2018-11-02")] == ["2018"]
    assert [s["year"] for s in read("شارك في المعرض 40 عارضا.")] == [None]


SOURCES = [
    ("بلغ عدد المستخدمين وفقا لتقرير Digital Report 2021 نحو 59 مليون شخص", "Digital Report 2021"),
    ("بلغ عدد المستخدمين وفقاً لـ«تقرير الاتصالات العربية 2023» نحو 59 مليون شخص", "تقرير الاتصالات العربية 2023"),
    ("لا تتجاوز النسبة 21 بالمائة حسب دراسة أنجزها المرصد الوطني سنة 2022", "دراسة أنجزها المرصد الوطني"),
    ("بلغ الإنتاج 390 ألف طن، بحسب بيانات هيئة التمور", "بيانات هيئة التمور"),
    ("وكشف تقرير Meter عن وصول العدد إلى 8 ملايين مستخدم", "Meter"),
    ("وقال المدير إن الحصيلة بلغت 8 ملايين مستخدم", None),
    ("بلغت الحصيلة بحسبه 8 ملايين مستخدم", None),
    ("وبلغت الكلفة، وفق المتحدث، 8 ملايين دينار", None),
    ("نفذت 8 مشاريع وفقا للخطة المعتمدة", None),
    ("وبلغت النسبة، بحسب الوزير، 8 بالمئة", None),
    ("سجل مؤشر الأسعار في مايو ارتفاعا بنسبة 8 بالمئة", None),
    ("وذكر المدير أن نشرة العمل للربع الثالث أظهرت أن النسبة بلغت 8 بالمئة", "نشرة العمل"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES, ids=[t for t, _ in SOURCES])
def test_source(text, source):
    assert read(text)[0]["source"] == source


def test_a_source_goes_on_speaking():
    text = "قال المدير إن 68% من الأسر لا تدخر بحسب دراسة أجراها البنك. وأظهرت الدراسة أن 19% من الأسر تأخرت في السداد."
    assert [s["source"] for s in read(text)] == ["دراسة أجراها البنك"] * 2


def test_a_source_before_its_figure_speaks_on_one_behind_it_does_not():
    before = "قال المدير إن المساحة وصلت حسب التقرير السنوي إلى 58 ألف هكتار، وإن الإنتاج بلغ 400 ألف طن، مضيفا أن الدعم بلغ 3 ملايين دينار."
    assert [s["source"] for s in read(before)] == ["التقرير السنوي", "التقرير السنوي", None]
    behind = "قال المدير إن المساحة وصلت إلى 58 ألف هكتار حسب التقرير السنوي، وإن الشركة تشغل 400 عامل."
    assert [s["source"] for s in read(behind)] == ["التقرير السنوي", None]


BODIES = [
    ("أشارت المديرة إلى أن منظمة الأغذية تتوقع نقصا قدره 11 مليون طن", "منظمة الأغذية"),
    ("أظهرت بيانات دائرة الإحصاء ارتفاع الصادرات بنسبة 8 بالمئة", "بيانات دائرة الإحصاء"),
    ("بين المدير أن إحصائية لدائرة الإحصاء سجلت 5 آلاف قضية", "دائرة الإحصاء"),
    ("توقعت دائرة الأرصاد في تقريرها أمطارا. وأورد التقرير أن الكمية بلغت 8 بالمئة", "دائرة الأرصاد"),
    ("وقع المدير مع دائرة الإحصاء اتفاقا قيمته 5 آلاف دينار", None),
]


@pytest.mark.parametrize(("text", "source"), BODIES, ids=[t for t, _ in BODIES])
def test_body_as_source(text, source):
    name = next(n for n in ("منظمة الأغذية", "دائرة الإحصاء", "دائرة الأرصاد") if n in text)
    assert [s["source"] for s in read(text, [body(text, name)])] == [source]


TAKEN_OVER = [
    ("يشكل الذكور 71% من السكان والإناث 29%", ["يشكل الذكور … السكان", "يشكل … الإناث … السكان"]),
    ("بلغت كلفة المشاريع 4 ملايين دينار، موزعة على 36 مشروعا", ["كلفة المشاريع", "كلفة المشاريع … موزعة"]),
    ("بلغت نسبة الإنجاز في الطرق 94%، فيما بلغت في الجسور 89%", ["نسبة الإنجاز في الطرق", "نسبة الإنجاز في الطرق … الجسور"]),
    ("تلقت اللجنة 240 طلبا قبل منها 96", ["تلقت اللجنة", "تلقت اللجنة … قبل منها"]),
]


@pytest.mark.parametrize(("text", "metrics"), TAKEN_OVER, ids=[t for t, _ in TAKEN_OVER])
def test_what_the_figure_before_lends(text, metrics):
    assert [s["metric"] for s in read(text)] == metrics


def test_a_new_statement_ends_a_source():
    text = "بلغ الاستهلاك 550 مترا مكعبا بحسب تقرير مركز المياه، بينما تصل المخصصات إلى 18 مليار جنيه"
    assert [s["source"] for s in read(text)] == ["تقرير مركز المياه", None]


def test_heading_lends_source_and_year_to_its_items():
    text = "أعلن المصرف نتائجه.\nأرقام القطاع لسنة 2022 بحسب التقرير السنوي للمصرف:\n- إجمالي الودائع: 212 مليار ريال\n- القروض المتعثرة: 9,7 بالمئة من مجموع القروض"
    found = read(text)
    assert [(s["metric"], s["year"], s["source"]) for s in found] == [
        ("إجمالي الودائع", "2022", "التقرير السنوي للمصرف"),
        ("القروض المتعثرة … مجموع القروض", "2022", "التقرير السنوي للمصرف"),
    ]


BOUNDS = [
    ("بلغت الحصيلة 500 شخص", False, None, None),
    ("بلغ العدد نحو 500 شخص", True, None, None),
    ("حضر أكثر من 500 شخص", True, 500, None),
    ("قدم البنك منحا تجاوزت قيمتها 1.3 مليون دولار", True, 1300000, None),
    ("لا تتجاوز حصة الفرد من المياه 61 لترا", True, None, 61),
    ("لا يقل رأس المال المطلوب للمشروع عن 350 ألف ريال", True, 350000, None),
    ("تناهز كلفة المشروع 60 مليون دولار", True, None, None),
]


@pytest.mark.parametrize(("text", "approximate", "low", "high"), BOUNDS, ids=[t for t, *_ in BOUNDS])
def test_bounds(text, approximate, low, high):
    (found,) = read(text)
    assert (found["approximate"], found["low"], found["high"]) == (approximate, low, high)


CHANGES = [
    ("بلغت الميزانية 8 ملايين درهم، بزيادة 9.5 في المئة عن السنة الماضية", [None, "زيادة"]),
    ("تراجعت الكلفة إلى 2140 درهما", ["تراجعت"]),
    ("وصل عدد السجلات إلى 38 ألف سجل، مرتفعا بنسبة 9.6%", [None, "مرتفعا"]),
    ("بلغ سعر الطن 50 دينارا", [None]),
]


@pytest.mark.parametrize(("text", "changes"), CHANGES, ids=[t for t, _ in CHANGES])
def test_change(text, changes):
    assert [s["change"] for s in read(text)] == changes


def test_a_change_takes_the_metric_of_what_changed():
    assert [s["metric"] for s in read("بلغت ميزانية التدريب 8 ملايين درهم، بزيادة 9.5 في المئة عن السنة الماضية")] == ["ميزانية التدريب"] * 2


def test_headline_repeats_are_one_fact():
    text = (
        "معرض الكتاب يستقبل 80 ناشرا\n\n"
        "ينطلق غدا معرض الكتاب بمشاركة ما لا يقل عن 80 ناشرا من دور النشر المحلية والأجنبية، وسيشهد المعرض تنظيم مسابقات وعروض للأطفال طوال أيامه في القاعة الكبرى."
    )
    (found,) = read(text)
    assert text[found["start"] : found["end"]] == "80 ناشرا" and found["start"] < 40
    assert [text[a:b] for a, b in found["also"]] == ["80 ناشرا"] and found["also"][0][0] > 60
    assert found["approximate"]


def test_one_value_two_facts():
    found = read("تعهدت الأولى بتقديم 500 مليون دولار لبناء السد. وخصصت الثانية لتحديث المطار 500 مليون دولار.")
    assert [s["also"] for s in found] == [[], []]


def test_no_year_at_all_does_not_break():
    assert read("") == []
    assert read("لا أرقام هنا") == []


WORDS = [
    "بلغ", "عدد", "المشاركين", "في", "تونس", "نحو", "وفقا لتقرير", "Digital", "2021", "5", "12,5", "مليون", "دولة", "بالمئة", "،", ".", "\n", "- ", ":", "أن", "وأن", "(", ")",
    "«", "»", "بزيادة", "إلى", "من", "خمس جهات", "لا يتجاوز", "قال", "فيما", "عام 2023", "بحسب", "الدراسة", "المرتبة الثالثة", "ـ", "ً",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_promises(text):
    found = read(text)
    names = [f.name for f in fields(Statistic)]
    for n, s in enumerate(found, 1):
        assert list(s) == names
        assert s["id"] == f"s{n}"
        assert text[s["start"] : s["end"]] == s["text"]
        assert all(0 <= a < b <= len(text) for a, b in s["also"])
        assert s["metric"] is None or s["metric"].strip() == s["metric"] != ""
        for piece in (s["metric"] or "").split(" … "):  # as written
            assert piece in " ".join(text.split())
        Statistic(**{**s, "alternatives": tuple(s["alternatives"]), "also": tuple(map(tuple, s["also"]))})
    assert [s["start"] for s in found] == sorted(s["start"] for s in found)
    assert found == read(text)


@given(st.text(alphabet='ابتثوفلقد،. \n:-("ـ1٢%', max_size=300))
def test_nothing_breaks_it(text):
    for s in read(text):
        assert text[s["start"] : s["end"]] == s["text"]


def test_a_name_may_claim_the_counted_noun():
    text = "رافقت الوكالة 25 ألف مؤسسة مصغرة."
    start = text.index("مؤسسة")
    assert [s["value"] for s in read(text, [{"start": start, "end": len(text) - 1, "label": "ORGANIZATION", "kb_id": None, "text": "", "name": ""}])] == [25000]


MARKED = Path(__file__).parent.parent / "fixtures" / "gold" / "statistics.txt"


def marked():
    """The releases of the marked file with what is held of their figures; «~» holds nothing."""
    found = []
    for number, line in enumerate(MARKED.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("\t"):
            found[-1].values[2].append([None if cell == "-" else cell for cell in line.strip().split(" | ")])
        elif line and not line.startswith("#"):
            released, text = (line[1:11], line[12:]) if line.startswith("@") else (None, line)
            found.append(pytest.param(text.replace("⏎", "\n"), released, [], id=f"statistics.txt:{number}"))
    return found


@pytest.mark.parametrize(("text", "released", "figures"), marked())
def test_marked_figures(text, released, figures):
    got = arextract.extract(text, released=released).statistics
    assert [str(s.value) for s in got] == [f[0] for f in figures]
    for s, (_, *held) in zip(got, figures, strict=True):
        said = [s.metric, s.source, s.place, s.year]
        assert [a if b != "~" else "~" for a, b in zip(said, held, strict=True)] == held


def body(text, name, **more):
    start = text.index(name)
    return {"label": "ORGANIZATION", "start": start, "end": start + len(name), "text": name, "name": name, "kb_id": None, **more}


@pytest.mark.parametrize(
    ("text", "name", "source"),
    [
        # A body that announces is quoted; one that meets, opens or receives is not, nor is its director.
        ("أعلنت هيئة الإحصاء أن العدد بلغ 500 ألف نسمة.", "هيئة الإحصاء", "هيئة الإحصاء"),
        ("توقعت هيئة الإحصاء نموا نسبته 4%.", "هيئة الإحصاء", "هيئة الإحصاء"),
        ("ذكرت هيئة الإحصاء في تقرير حديث أن العدد بلغ 500 ألف نسمة.", "هيئة الإحصاء", "هيئة الإحصاء"),
        ("بلغ العدد 500 ألف نسمة، بحسب ما أعلنته هيئة الإحصاء.", "هيئة الإحصاء", "هيئة الإحصاء"),
        ("بلغ العدد 500 ألف نسمة، فيما بلغت النسبة 12%، وفق هيئة الإحصاء.", "هيئة الإحصاء", "هيئة الإحصاء"),
        ("وقعت هيئة الإحصاء عقدا قيمته 500 ألف دولار.", "هيئة الإحصاء", None),
        ("قال مدير هيئة الإحصاء إن العدد بلغ 500 ألف نسمة.", "هيئة الإحصاء", None),
        ("اتفاق بين هيئة الإحصاء والبلدية لتدريب 500 موظف.", "هيئة الإحصاء", None),
        ("رصدت هيئة الإحصاء 500 ألف دولار للمسح.", "هيئة الإحصاء", None),
        ("وحسب المصدر نفسه بلغ العدد 500 ألف نسمة.", "العدد", None),
        ("احتلت المدينة المرتبة 12 في مؤشر النظافة.", "المدينة", None),
        ("بينت مديرة الدراسات أن العدد بلغ 500 ألف نسمة.", "مديرة", None),
    ],
)
def test_who_is_quoted(text, name, source):
    entities = [body(text, name)] if "هيئة" in name else []
    assert {s["source"] for s in read(text, entities)} == {source}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("أصدرت هيئة الإحصاء تقريرا عن العمل. وبحسب التقرير بلغ العدد 500 ألف عامل.", "هيئة الإحصاء"),
        ("نشرت هيئة الإحصاء دراسة بعنوان «العمل اليوم». وأظهرت الدراسة أن العدد بلغ 500 ألف عامل.", "العمل اليوم"),
        ("أفاد تقرير هيئة الإحصاء بأن العدد كبير. وحسب معطيات التقرير بلغ العدد 500 ألف عامل.", "تقرير هيئة الإحصاء"),
        ("وحسب معطيات التقرير بلغ العدد 500 ألف عامل.", "معطيات التقرير"),
    ],
)
def test_a_report_is_remembered(text, source):
    entities = [body(text, "هيئة الإحصاء")] if "هيئة" in text else []
    assert [s["source"] for s in read(text, entities)] == [source]


def test_one_report_speaks_of_one_year():
    text = "كشف تقرير هيئة الإحصاء أن العدد بلغ 500 عامل سنة 2021 مقابل 400 عامل سنة 2020. وأضاف التقرير أن نسبة النساء بلغت 30%."
    assert [s["year"] for s in read(text, [body(text, "هيئة الإحصاء")], released="2023-01-01")] == ["2021", "2020", "2021"]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("تراجعت نسبة البطالة إلى 15% لدى الذكور و22% لدى الإناث.", ["نسبة البطالة … لدى الذكور", "نسبة البطالة … لدى الإناث"]),
        ("نظم المعهد ورشة حول الأرشفة الرقمية بمشاركة 25 موظفا.", ["مشاركة … ورشة حول الأرشفة الرقمية"]),
        ("استقبل الوزير الوفد بحضور 25 موظفا.", ["حضور"]),
        ("قيمة العقد 5 ملايين دولار، تتحمل البلدية 40% منها.", ["قيمة العقد", "تتحمل البلدية … قيمة العقد"]),
        ("قدمت البلدية منحا بقيمة 5 ملايين دولار لدعم التعليم.", ["قدمت البلدية منحا … لدعم التعليم"]),
    ],
)
def test_metrics_from_what_stands_around(text, metrics):
    assert [s["metric"] for s in read(text)] == metrics


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # Who takes part comes to where the release begins; money and shares are of the country that alone may be meant.
        ("تونس - نظم المعهد ورشة. وشارك في الورشة 40 موظفا.", ["iso:TN"]),
        ("شارك في الورشة 40 موظفا، ثم زاروا تونس.", [None]),
        ("زار الوفد ليبيا والعراق. وبلغت الكلفة 5 ملايين دينار عراقي.", ["iso:IQ"]),
        ("زار الوفد ليبيا. وبلغت الكلفة 5 ملايين دولار.", [None]),
        ("زار الوفد ليبيا. وبلغت نسبة الإنجاز 40%.", ["iso:LY"]),
        ("زار الوفد ليبيا والعراق. وبلغت نسبة الإنجاز 40%.", [None]),
        ("زار الوفد ليبيا. وبلغ عدد السفن 400 سفينة.", [None]),
    ],
)
def test_place_of_the_scene(text, places):
    assert [s["place"] for s in read(text)] == places


@given(
    st.lists(
        st.sampled_from(["أعلنت", "الوزارة", "تقرير", "بعنوان", '"', "500 طالب", "وفق", "ما أعلنته", "،", "منها", "5%", ":", "بيانا", ".", "\n"]), max_size=25
    ),
    st.data(),
)
def test_bodies_may_stand_anywhere(words, data):
    text = " ".join(words)
    spots = data.draw(st.lists(st.integers(0, max(0, len(text) - 1)), max_size=4, unique=True))
    bodies = [
        {"label": "ORGANIZATION", "start": s, "end": s + 1, "text": text[s : s + 1], "name": "هيئة", "kb_id": None, "anaphor": True, "refers_to": "e1"}
        for s in sorted(spots)
        if text
    ]
    first = read(text, bodies)
    assert first == read(text, bodies)


def test_a_list_of_figures_keeps_what_is_said_of_each():
    got = read("بلغ عدد الموظفين 496 ألف موظف في مراتب عامة و513 ألفا في وظائف تعليمية و188 ألفا في وظائف صحية.")
    assert [s["metric"] for s in got] == [f"عدد الموظفين … في {where}" for where in ("مراتب عامة", "وظائف تعليمية", "وظائف صحية")]
    got = read("وزعت الجمعية 200 سلة في ليبيا و150 في تونس و50 في العراق.")
    assert [(s["value"], s["counted"], s["place"]) for s in got] == [(200, "سلة", "iso:LY"), (150, "سلة", "iso:TN"), (50, "سلة", "iso:IQ")]
    assert values("حضر 200 طالب في القاعة، ورقمها 150 في المبنى.") == [200]


def test_a_statement_behind_two_figures_is_of_both():
    got = read("قال مدير الهيئة العامة للتكوين المهني والتشغيل في العاصمة وضواحيها اليوم، إن 70 متدربا من 30 دولة يشاركون في المؤتمر.")
    assert [s["metric"] for s in got] == ["يشاركون في المؤتمر", "يشاركون في المؤتمر"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("بلغ متوسط هدر الغذاء 118 كيلوغراماً للفرد عام 2024.", 118, "kg"),
        ("وزعت الجمعية 2.5 كغ من البذور على كل مزارع.", 2.5, "kg"),
        ("بلغ وزن السبيكة 750 غراماً.", 750, "g"),  # said in grams, left in grams
        ("صدرت الشركة 40 طناً من التمور.", 40, "t"),
    ],
)
def test_a_mass_stands_in_the_unit_that_was_said(text, value, unit):
    assert [(s.value, s.unit) for s in arextract.extract(text).statistics] == [(value, unit)]


SURVEYED = [
    (
        "أظهر مسح ميداني غطى 2400 منشأة صناعية في الأردن، أجرته دائرة الإحصاءات العامة خلال مارس 2024، أن 28 في المئة من المنشآت تستخدم الطاقة الشمسية. "
        "وبين المسح أن متوسط الأجور بلغ 450 دينارا.",
        [(2400, None, "2024"), (28, "دائرة الإحصاءات العامة", "2024"), (450, "دائرة الإحصاءات العامة", "2024")],
    ),
    ("وقال المدير إن 44 بالمئة من الأسر لا تدخر، بحسب استطلاع شمل 1200 أسرة.", [(44, "استطلاع شمل 1200 أسرة", None), (1200, None, None)]),
    ("وقدم الباحث نتائج دراسة شملت 350 طالبا رجحت أن نسبة التسرب تبلغ 12 بالمئة.", [(350, None, None), (12, "دراسة شملت 350 طالبا", None)]),
    # A report that rests on a survey speaks itself; what is no survey asks nobody.
    ("وأظهر تقرير الهيئة، القائم على استطلاع غطى 700 شركة، أن 33% منها ترغب في التوسع.", [(700, "تقرير الهيئة", None), (33, "تقرير الهيئة", None)]),
    ("شمل المشروع 600 منزل في القرية.", [(600, None, None)]),
    ("شملت الجولة 12 مدرسة، وأكد الوزير أن 40 مدرسة جديدة ستفتتح.", [(12, None, None), (40, None, None)]),
]


@pytest.mark.parametrize(("text", "expected"), SURVEYED)
def test_a_survey_speaks_and_whom_it_asked_it_does_not_find_out(text, expected):
    got = [(s.value, s.source, s.year) for s in arextract.extract(text).statistics]
    assert [g if e[2] else g[:2] for g, e in zip(got, expected, strict=True)] == [e if e[2] else e[:2] for e in expected]


def test_whom_a_survey_asked_is_said_with_the_survey_and_not_of_the_next_figure():
    asked, share = arextract.extract("وفق استبيان شمل 900 مزارع، فإن 61 بالمائة منهم يعتمدون على الأمطار.").statistics
    assert (asked.metric, share.metric) == ("استبيان شمل", "يعتمدون على الأمطار")


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "تستورد البلاد 70 في المائة من القمح بحسب منظمة الأغذية والزراعة، ولا يتجاوز الإنتاج 200 ألف طن وفق التعداد الزراعي لعام 2023.",
            ["منظمة الأغذية والزراعة", "التعداد الزراعي"],
        ),
        ("وأضاف أن تقرير هيئة الرقابة الإدارية لسنة 2022 رصد إنفاق المحافظات 80 مليون جنيه على صيانة الطرق.", ["تقرير هيئة الرقابة الإدارية"]),
        ("ناقش الاجتماع التقرير السنوي، وسجل المتحف 4000 زيارة.", [None]),
    ],
)
def test_each_figure_has_the_source_that_stands_with_it(text, sources):
    assert [s.source for s in arextract.extract(text).statistics] == sources


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("أطلقت الجمعية حملة للتبرع بالدم، وشارك فيها 120 متبرعا.", ["حملة للتبرع بالدم … شارك فيها"]),
        ("ستعقد الهيئة الملتقى الثاني للتمور في بريدة يوم 4 مايو 2026، ويتوقع أن يحضره 40 عارضا.", ["الملتقى … يحضره"]),
        ("بلغت نسبة الأمية 19 في المئة عام 2020، وتسعى الوزارة إلى خفضها إلى 8 في المئة بحلول 2030.", ["نسبة الأمية", "نسبة الأمية"]),
        ("تخرج في الدفعة 64 طالبا، بواقع 30 طالبا و34 طالبة.", ["تخرج في الدفعة"] * 3),
        ("- المركز الأول: فريق ثانوية المنصور، وقيمة جائزته 5 آلاف دينار.", ["قيمة جائزته … المركز الأول"]),
        ("نفذت الوزارة البرنامج بالشراكة مع خمس منظمات.", ["الشراكة مع … البرنامج"]),
        ("صدرت الشركة نحو 300 ألف طن من السمك بقيمة بلغت 1.1 مليار دولار.", ["صدرت الشركة … السمك"] * 2),
        ("بلغ عدد الطلاب 90 طالبا، وتعمل المدرسة على توسعتها إلى 120 قاعة.", ["عدد الطلاب", "تعمل المدرسة على توسعتها"]),
    ],
)
def test_what_a_figure_measures_stands_elsewhere_in_its_sentence(text, metrics):
    assert [s.metric for s in arextract.extract(text).statistics] == metrics


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("وارتفع عدد الرخص إلى 530 رخصة في 2025 مقابل 410 رخص في 2024، أي بنمو نسبته 29.3%.", ["2025", "2024", "2025"]),
        ("شارك في المعرض 900 زائر في دورة 2023.", ["2023"]),
    ],
)
def test_the_year_of_an_edition_and_of_a_change_reckoned_from_two(text, years):
    assert [s.year for s in arextract.extract(text, released="2026-02-01").statistics] == years


def test_an_accusative_after_tens_is_counted_though_it_looks_like_a_proclitic():
    assert [(s.value, s.counted) for s in arextract.extract("بلغ عدد الأفلاج 4112 فلجا، منها 3017 فلجا حيا.").statistics][0] == (4112, "فلجا")
    assert [s.counted for s in arextract.extract("بلغت الدرجات 35 فيما بلغت أمس 40.").statistics if s.counted] == []
