"""Events out of releases: how many, of what type, by whom, when and where. Lines of our own, each with what must come and what must not."""

import pytest

from arextract import extract

TAIL = " وقال مدير المعهد إن العمل مستمر لتطوير المهارات ورفع الكفاءة لدى جميع العاملين."


def events(text, released="2024-05-15"):
    return extract(text, released=released).events


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("نظمت وزارة الصحة في عمّان ورشة عمل حول السلامة." + TAIL, ["workshop"]),
        ("اختتم معهد الإدارة العامة دورة تدريبية في المحاسبة." + TAIL, ["training_course"]),
        ("تنظم جامعة حلوان مؤتمرا دوليا عن المياه." + TAIL, ["conference"]),
        ("عقدت كلية الحقوق ندوة بعنوان «العدالة الرقمية»." + TAIL, ["seminar"]),
        ("افتتحت غرفة تجارة عمان معرض الصناعات الوطنية." + TAIL, ["exhibition"]),
        ("وقعت وزارة المالية مذكرة تفاهم مع البنك المركزي." + TAIL, ["agreement"]),
        ("احتفلت جامعة القاهرة بتخريج دفعة جديدة في حفل كبير." + TAIL, ["ceremony"]),
        ("صدر قرار بتعيين الدكتورة سلمى حداد مديرة عامة للمعهد الوطني للإحصاء." + TAIL, ["appointment"]),
        ("يؤدي وزير الخارجية سامي العلي زيارة إلى تونس يومي 20 و21 مايو." + TAIL, ["visit"]),
        ("أطلقت وزارة الصحة أمس حملة للتطعيم في جميع المحافظات." + TAIL, ["launch"]),
        # Sessions, days, axes and background are no events of their own.
        ("نظمت جامعة حلوان مؤتمر المياه. وتضمن المؤتمر ثلاث جلسات، وترأس الجلسة الأولى أحد الأساتذة، وناقشت الجلسة الثانية التمويل." + TAIL, ["conference"]),
        ("بلغ عدد السكان 5 ملايين نسمة في عام 2023." + TAIL, []),
        ("تنفي الجامعة ما تداولته بعض الصفحات بشأن الرسوم الدراسية." + TAIL, []),
        # A headline and its body speak of one event.
        ("وزارة المالية تنظم ورشة عمل\n\nنظمت وزارة المالية أمس ورشة عمل حول الموازنة بحضور عدد من الخبراء والمسؤولين في مقر الوزارة." + TAIL, ["workshop"]),
        # The next one announced is an event; a signing within a visit is one.
        ("اختتم المعهد العالي للقضاء دورة تدريبية في التحكيم." + TAIL + "\nوسينظم المعهد ندوة بعنوان «الوساطة» خلال شهر يوليو المقبل.", ["training_course", "seminar"]),
        ("عقدت جامعة حلوان مؤتمر المياه في أبريل 2024." + TAIL + "\nوعلى هامش المؤتمر وقعت الجامعة اتفاقية تعاون مع جامعة الخرطوم.", ["conference", "agreement"]),
    ],
)
def test_how_many_and_of_what_type(text, types):
    assert [e.type for e in events(text)] == types


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("نظمت وزارة الصحة ورشة عمل بعنوان «سلامة المرضى» في عمّان.", "سلامة المرضى"),
        ("نظمت وزارة الصحة ورشة عمل تحت عنوان “سلامة المرضى” أمس.", "سلامة المرضى"),
        ('نظمت وزارة الصحة دورة تدريبية حول "سلامة المرضى" أمس.', "سلامة المرضى"),
        ("أقامت وزارة الصحة الدورة التدريبية الموسومة (سلامة المرضى) أمس.", "سلامة المرضى"),
        ("عقدت كلية الطب ندوة بعنوان: سلامة المرضى، وذلك أمس.", "سلامة المرضى"),
        ("تستضيف جامعة حلوان المؤتمر الدولي لعلوم المياه في القاهرة.", "المؤتمر الدولي لعلوم المياه"),
        ("تنظم غرفة تجارة عمان «معرض الصناعات الوطنية» الشهر المقبل.", "معرض الصناعات الوطنية"),
        # A slogan is no title, nor is a body's name in quotes, nor what somebody said.
        ("نظمت وزارة الصحة ورشة عمل تحت شعار «معا لصحة أفضل» أمس.", None),
        ("وقعت وزارة الصحة اتفاقية تعاون مع شركة «سيمنز» أمس.", None),
        ("نظمت وزارة الصحة ورشة عمل حول السلامة. وقال الوزير إن الورشة كانت مفيدة، مؤكدا أن «الصحة أولا».", None),
    ],
)
def test_title(text, title):
    assert events(text)[0].title == title


@pytest.mark.parametrize(
    ("text", "organizers", "partners"),
    [
        ("نظمت وزارة الصحة بالتعاون مع منظمة الصحة العالمية ورشة عمل في عمّان.", ["وزارة الصحة"], ["منظمة الصحة العالمية"]),
        ("نظمت وزارة الصحة ورشة عمل برعاية البنك الإسلامي للتنمية وبدعم من شركة الأفق.", ["وزارة الصحة"], ["البنك الإسلامي للتنمية", "شركة الأفق"]),
        ("انطلقت في عمّان ورشة العمل التي تنظمها وزارة الصحة بالشراكة مع جامعة مؤتة.", ["وزارة الصحة"], ["جامعة مؤتة"]),
        ("وقعت وزارة الصحة وجامعة مؤتة مذكرة تفاهم لتدريب الأطباء.", ["وزارة الصحة", "جامعة مؤتة"], []),
        ("وقعت وزارة الصحة مذكرة تفاهم مع جامعة مؤتة لتدريب الأطباء.", ["وزارة الصحة"], ["جامعة مؤتة"]),
        ("نُظمت ورشة عمل حول السلامة من قبل وزارة الصحة في عمّان.", ["وزارة الصحة"], []),
        ("نظم المعهد ورشة عمل في عمّان. ويعد معهد الأفق للتدريب من أقدم المعاهد.", ["معهد الأفق للتدريب"], []),
    ],
)
def test_who(text, organizers, partners):
    (event,) = events(text)
    assert [o.name for o in event.organizers] == organizers
    assert [p.name for p in event.partners] == partners


@pytest.mark.parametrize(
    ("text", "first", "last", "days", "status"),
    [
        ("نظمت وزارة الصحة ورشة عمل في الفترة من 5 إلى 9 مايو 2024.", "2024-05-05", "2024-05-09", 5, "past"),
        ("تنظم وزارة الصحة ورشة عمل يومي 20 و21 مايو 2024.", "2024-05-20", "2024-05-21", 2, "upcoming"),
        ("انطلقت أمس في عمّان ورشة عمل تنظمها وزارة الصحة وتستمر ثلاثة أيام.", "2024-05-14", "2024-05-16", 3, "ongoing"),
        ("اختتمت وزارة الصحة أمس ورشة عمل استمرت أربعة أيام.", "2024-05-11", "2024-05-14", 4, "past"),
        ("ستعقد وزارة الصحة ورشة عمل خلال شهر يوليو.", "2024-07", "2024-07", None, "upcoming"),
        ("وقعت وزارة الصحة اليوم مذكرة تفاهم مع جامعة مؤتة.", "2024-05-15", "2024-05-15", None, "past"),
        ("نظمت وزارة الصحة ورشة عمل، وقال المدير إن الوزارة تأسست عام 1950.", None, None, None, "past"),
    ],
)
def test_when(text, first, last, days, status):
    event = events(text)[0]
    assert (event.first, event.last, event.duration_days, event.status) == (first, last, days, status)


@pytest.mark.parametrize(
    ("text", "cities", "countries"),
    [
        ("نظمت وزارة الصحة ورشة عمل في مدينة إسطنبول التركية.", ["إسطنبول"], ("TR",)),
        ("صفاقس - 14 ماي 2024 - نظمت جامعة صفاقس ندوة علمية حول الزيتون بحضور عدد من الباحثين.", ["صفاقس"], ("TN",)),
        ("صفاقس - 14 ماي 2024 - نظمت جامعة صفاقس ندوة علمية في الحمامات حول الزيتون بحضور عدد من الباحثين.", ["الحمامات"], ("TN",)),
        ("تعقد وزارة الصحة مؤتمرا دوليا بتركيا الشهر المقبل.", [], ("TR",)),
    ],
)
def test_where(text, cities, countries):
    event = events(text)[0]
    assert [c.name for c in event.cities] == cities
    assert event.countries == countries


def test_topics_go_to_the_event_that_they_belong_to():
    text = (
        "نظمت وزارة الصحة ورشة عمل بعنوان «السلامة» أمس في عمّان.\nوتناولت الورشة المحاور التالية:\n- التخطيط للطوارئ\n- إدارة الأزمات.\n"
        "وستعقد الوزارة ندوة بعنوان «التمويل» في يوليو المقبل، ومحاورها:\n1- الموازنات\n2- المنح"
    )
    first, second = events(text)
    assert first.topics == ("التخطيط للطوارئ", "إدارة الأزمات")
    assert second.topics == ("الموازنات", "المنح")


def test_counts_declared_and_listed():
    text = "نظمت وزارة الصحة ورشة عمل شاركت فيها ثلاث دول هي الأردن والعراق ومصر، بمشاركة 40 طبيبا."
    (event,) = events(text)
    assert event.participants.countries == ("JO", "IQ", "EG")
    assert (event.participants.declared.countries, event.participants.declared.people) == (3, 40)
    assert [(c.name, c.ok) for c in event.checks] == [("declared_countries_listed", True)]


def test_a_count_that_does_not_fit_is_said():
    (event,) = events("نظمت وزارة الصحة ورشة عمل شاركت فيها أربع دول هي الأردن والعراق ومصر.")
    assert [(c.name, c.ok, c.stated, c.found) for c in event.checks] == [("declared_countries_listed", False, 4, 3)]


@pytest.mark.parametrize("text", ["", "   \n ", "No Arabic here at all.", "١٢٣", "و", "«»", "- \n- \n"])
def test_texts_without_anything(text):
    release = extract(text)
    assert release.events == () and release.text == text
