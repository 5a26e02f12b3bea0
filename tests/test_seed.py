"""The release that started it, to the letter, and releases told in other words that must come out the same way."""

import pathlib

import pytest

from arextract import engine

SEED = pathlib.Path(__file__).parents[1] / "fixtures" / "releases" / "00-seed.txt"


@pytest.fixture(scope="module")
def seed():
    return engine.extract(SEED.read_text(encoding="utf-8"), doc_id="00-seed.txt")


def test_two_events(seed):
    assert [(e.type, e.status) for e in seed.events] == [("workshop", "past"), ("workshop", "upcoming")]


def test_the_workshop_that_ended(seed):
    event = seed.events[0]
    assert event.title == "استراتيجيات التواصل الحكومي والاجتماعي الفعال"
    assert [(o.name, o.label) for o in event.organizers] == [("معهد الحكومات الاجتماعية", "INSTITUTE")]
    assert [(d.name, d.role, d.organization) for d in event.directors] == [("أحمد صبري", "المدير العام للمعهد", "معهد الحكومات الاجتماعية")]
    assert (event.first, event.last, event.duration_days, event.precision, event.inferred) == ("2024-04-28", "2024-05-02", 5, "day", ())
    assert [(c.name, c.kb_id) for c in event.cities] == [("القاهرة", "geonames:360630")]
    assert event.countries == ("EG",)
    assert event.participants.ministries == ("وزارة المالية", "وزارة التضامن الاجتماعي")
    assert event.participants.organizations == ("مصلحة الضرائب", "البنك المركزي")
    assert event.participants.countries == ("JO", "IQ", "EG")
    assert (event.participants.declared.organizations, event.participants.declared.countries) == (5, 3)
    assert {c.name: c.ok for c in event.checks} == {"duration_matches_dates": True, "declared_organizations_listed": True, "declared_countries_listed": True}
    assert [t.split()[0] for t in event.topics] == ["السياسات", "الجمهور", "شرح"]


def test_the_director_has_an_honorific(seed):
    assert [(d.name, d.honorific) for d in seed.directors] == [("أحمد صبري", "المهندس")]


def test_the_workshop_announced(seed):
    event = seed.events[1]
    assert event.title == "تحليل البيانات وقياس أداء مواقع المؤسسات الحكومية"
    assert [o.name for o in event.organizers] == ["معهد الحكومات الاجتماعية"]
    assert (event.first, event.last, event.precision, event.inferred) == ("2024-07", "2024-07", "month", ("year",))
    assert (event.countries, event.cities) == (("TR",), ())


def test_the_figures(seed):
    figures = [(s.value, s.counted, s.metric, s.place, s.year, s.source, s.approximate) for s in seed.statistics[:3]]
    assert figures == [
        (59190000, "مواطن", "عدد مستخدمي الانترنت", "iso:EG", "2021", "Digital Report 2021", True),
        (56179000, "مواطن", "إجمالي عدد مستخدمي منصة فيسبوك", "iso:EG", "2022", "Napolen cat", True),
        (6951000, "مواطن", "منصة لينكد إن", "iso:EG", "2022", "Napolen cat", False),
    ]
    assert [(s.value, s.counted) for s in seed.statistics[3:]] == [(5, "جهات حكومية"), (3, "دول عربية")]


def test_the_institute_at_the_start_is_the_one_of_the_last_line(seed):
    by_id = {e.id: e for e in seed.entities}
    first = seed.entities[0]
    assert (first.text, first.anaphor, by_id[first.refers_to].text) == ("المعهد", True, "معهد الحكومات الاجتماعية")


WORDINGS = [
    (
        "أنهت الأكاديمية تنفيذ دورة تدريبية بعنوان «إدارة المحتوى الرقمي في البلديات» التي امتدت على مدى أربعة أيام خلال الفترة من 12 آذار وحتى 15 آذار 2023، "
        "بمدينة عمان – المملكة الأردنية الهاشمية.\n"
        "ووفقا لتقرير Global Web 2022 بلغ عدد مشتركي الهاتف المحمول في الأردن قرابة 7,62 مليون مشترك.\n"
        "وذكر الدكتور سامر الحياري – المدير التنفيذي للأكاديمية أن التدريب ضرورة ملحة.\n"
        "وبين المدير التنفيذي أن سبع مؤسسات وطنية شاركت في الدورة من بينها وزارة الأشغال العامة والإسكان وأمانة عمان الكبرى وبنك الإسكان "
        "من دولتين عربيتين هما المملكة الأردنية الهاشمية ودولة فلسطين.\n"
        "وتناولت الدورة محاور منها:\n• التخطيط للمحتوى وقياس أثره\n• إدارة الأزمات على المنصات\n"
        "وكشفت أكاديمية الريادة للتدريب أنها بصدد تنظيم دورة تدريبية بعنوان «صناعة الفيديو القصير» في شهر أيلول بالمغرب.",
        [
            ("training_course", "past", "إدارة المحتوى الرقمي في البلديات", ["أكاديمية الريادة للتدريب"], "2023-03-12", "2023-03-15", 4, ("JO",)),
            ("training_course", "upcoming", "صناعة الفيديو القصير", ["أكاديمية الريادة للتدريب"], "2023-09", "2023-09", None, ("MA",)),
        ],
        [7620000, 7],
        ("JO", "PS"),
    ),
    (
        "اختتم المركز أعمال ندوة متخصصة تحت عنوان “أمن المعلومات في القطاع الحكومي” استمرت ثلاثة ايام في الفترة من 30 أكتوبر ولغاية 1 نوفمبر 2022 "
        "بمدينة الدوحة - دولة قطر.\n"
        "وقد بلغ عدد الهجمات الإلكترونية في قطر بحسب تقرير CyberWatch 2021 حوالي 1,204 مليون هجمة.\n"
        "وقال المهندس ناصر المري - مدير عام المركز، إن الوعي أساس الحماية.\n"
        "وشارك في الندوة ست جهات حكومية منها وزارة الداخلية ووزارة المواصلات والاتصالات ومصرف قطر المركزي من أربع دول خليجية هي دولة قطر، سلطنة عمان، "
        "دولة الكويت ومملكة البحرين.\n"
        "وأعلن مركز الخليج لأمن المعلومات أنه سيعقد ندوة بعنوان “الاستجابة للحوادث” خلال شهر مارس في تونس.",
        [
            ("seminar", "past", "أمن المعلومات في القطاع الحكومي", ["مركز الخليج لأمن المعلومات"], "2022-10-30", "2022-11-01", 3, ("QA",)),
            ("seminar", "upcoming", "الاستجابة للحوادث", ["مركز الخليج لأمن المعلومات"], "2023-03", "2023-03", None, ("TN",)),
        ],
        [1204000, 6, 4],
        ("QA", "OM", "KW", "BH"),
    ),
]


@pytest.mark.parametrize(("text", "events", "figures", "nations"), WORDINGS, ids=["course", "seminar"])
def test_other_wordings(text, events, figures, nations):
    release = engine.extract(text)
    found = [(e.type, e.status, e.title, [o.name for o in e.organizers], e.first, e.last, e.duration_days, e.countries) for e in release.events]
    assert found == events
    assert [s.value for s in release.statistics] == figures
    assert release.events[0].participants.countries == nations
    assert all(c.ok for c in release.events[0].checks)
