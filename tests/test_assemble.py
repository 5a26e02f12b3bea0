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
        (
            "اختتم المعهد العالي للقضاء دورة تدريبية في التحكيم." + TAIL + "\nوسينظم المعهد ندوة بعنوان «الوساطة» خلال شهر يوليو المقبل.",
            ["training_course", "seminar"],
        ),
        (
            "عقدت جامعة حلوان مؤتمر المياه في أبريل 2024." + TAIL + "\nوعلى هامش المؤتمر وقعت الجامعة اتفاقية تعاون مع جامعة الخرطوم.",
            ["conference", "agreement"],
        ),
        # «يوم» before a date is no «يوم دراسي», whatever stands in quotes behind it.
        ("نظمت وزارة الصحة يوم 5 مايو 2024 ورشة عمل بعنوان «الأمن»." + TAIL, ["workshop"]),
        ("نظمت كلية العلوم يوما دراسيا حول المناخ في تونس." + TAIL, ["other"]),
        ("قام وفد من جامعة حلوان بزيارة علمية إلى المركز الوطني للبحوث." + TAIL, ["visit"]),
        ("زار وزير الصحة سامي العلي جامعة حلوان أمس." + TAIL, ["visit"]),
        ("بحث رئيس غرفة تجارة عمان سامي العلي مع السفير مارك ريد سبل التعاون." + TAIL, ["meeting"]),
        ("تقرر إلغاء مؤتمر الطاقة الذي كان مقررا يوم 5 مايو 2024." + TAIL, []),
        ("أعلن المدير أن ورشة تعريفية بالمشروع ستعقد في المكلا الشهر المقبل." + TAIL, ["workshop"]),
        ("أطلقت وزارة العمل البرنامج الوطني للتشغيل في عمّان." + TAIL, ["launch"]),
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
        ('نظمت وزارة الصحة الدورة الموسومة بـ: "سلامة المرضى" أمس.', "سلامة المرضى"),
        ("نظمت وزارة الصحة دورة (سلامة المرضى) أمس.", "سلامة المرضى"),
        ("أقامت كلية الطب مؤتمرها العلمي السادس الموسوم (( سلامة المرضى )) أمس.", "سلامة المرضى"),
        ("أقامت كلية الطب مؤتمرها العلمي السادس أمس.", None),
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
        ("تم توقيع مذكرة تفاهم بين وزارة الصحة وجامعة مؤتة لتدريب الأطباء.", ["وزارة الصحة", "جامعة مؤتة"], []),
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
        ("قررت وزارة الصحة تأجيل ورشة عمل كانت مقررة يوم 20 مايو 2024 إلى يوم 24 مايو 2024.", "2024-05-24", "2024-05-24", 1, "upcoming"),
        ("تختتم وزارة الصحة اليوم ورشة العمل التي بدأت يوم 12 مايو 2024.", "2024-05-12", "2024-05-15", 4, "past"),
        ("تتواصل في عمّان فعاليات معرض الصناعات الوطنية، ويستمر حتى 20 مايو 2024.", None, "2024-05-20", None, "ongoing"),
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


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "نظمت وزارة الصحة ورشة عمل. وتمحورت الورشة حول السلامة المهنية وإدارة المخاطر وتدريب العاملين.",
            ("السلامة المهنية", "إدارة المخاطر", "تدريب العاملين"),
        ),
        ("نظمت وزارة الصحة ورشة عمل. وتوزعت الورشة على محورين هما: الوقاية، والعلاج.", ("الوقاية", "العلاج")),
        (
            "نظمت وزارة الصحة ندوة. وناقشت الندوة ثلاثة محاور هي: الوقاية المبكرة، العلاج، والتأهيل، وحاضر فيها عدد من الأطباء.",
            ("الوقاية المبكرة", "العلاج", "التأهيل"),
        ),
        ("نظمت وزارة الصحة ندوة. وتمحورت الندوة حول السلامة المهنية.", ()),
        ("نظمت وزارة الصحة ندوة. وبين الوزير أبرز الأرقام:\n- عدد المستشفيات 120 مستشفى\n- عدد الأطباء 4500 طبيب", ()),
    ],
)
def test_topics_told_in_a_sentence(text, topics):
    assert events(text)[0].topics == topics


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # A figure of visits, a body of that name, a report that is nobody's, what is told far behind: no events.
        ("شملت أنشطة وزارة الصحة زيارة 1413 مريضا في مستشفيات المنطقة.", 0),
        ("خفض برنامج الأغذية العالمي حصص الغذاء في العراق، ويقدم البرنامج الغذاء لمليون نازح.", 0),
        ("ذكر تقرير أن النمو الاقتصادي في الصين ظل دون تغيير عند نسبة 7%.", 0),
        # The sessions of one event are its parts; an agreement that a text speaks of again is one.
        ("نظمت جامعة مؤتة ندوة عن السلامة. وأدار الجلسة الأولى بعنوان «المخاطر» الدكتور سامي العزام.", 1),
        ("وقعت وزارة الصحة اتفاقية تعاون مع جامعة مؤتة. وقد تم توقيع اتفاقية التعاون يوم 12 مايو 2024 في عمّان.", 1),
        ("نظمت جامعة مؤتة دورتين تدريبيتين للموظفين أمس في الكرك.", 1),
        ("نظمت جامعة مؤتة دورتين تدريبيتين أمس، إحداهما في المحاسبة والأخرى في التسويق.", 2),
    ],
)
def test_how_many(text, count):
    assert len(events(text)) == count


def test_every_field_has_its_quote():
    (event,) = events("نظمت وزارة الصحة بالتعاون مع جامعة مؤتة أمس في عمّان ورشة عمل بعنوان «السلامة» شارك فيها 40 طبيبا.")
    assert {"type", "status", "title", "organizers", "partners", "first", "cities", "countries", "statistics"} <= set(event.evidence)
    assert 0 < event.confidence < 1


def test_many_events_cost_a_long_text_no_more_than_its_length():
    import time

    from arextract import pipeline
    from arextract.assemble import assemble
    from arextract.records import Document

    told = "وكان معرض «ثمار» الثاني قد أقيم في نابلس في أكتوبر 2022. وستقام الدورة الرابعة من المعرض في أكتوبر 2025. "
    nlp = pipeline.load()
    spent = []
    for times in (150, 1200):
        document = Document("long", told * times)
        doc = nlp(pipeline.make_doc(nlp, document))
        began = time.process_time()
        assemble(doc, document)
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * 3 * spent[0] + 0.2
