"""Who directs by what stands around a name, and towns and editions of releases that say them in passing."""

import pytest

from arextract import extract


def release(text):
    return extract(text, released="2024-05-12")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A region is called after nobody; a hospital is.
        ("وأوضح الناطق الرسمي لجامعة حائل بالمنطقة الشمالية فهد بن سالم الرشيدي، أن الدورات شملت الجمهور.", ["فهد بن سالم الرشيدي"]),
        ("وأكد مدير غرفة التجارة بالمحافظة الجنوبية سامر حداد أن الأشغال انتهت.", ["سامر حداد"]),
        # An actor plays; a representative directs.
        ("كرم المهرجان مجموعة من الفنانين منهم الممثل اللبناني فادي سلوم، والمطربة ليلى كرم.", []),
        # What the subject adds is not said by the last whom he names; who is moved heads nothing.
        ("تم التوافق على هيئة من سالم بوهدي وسمير بن عمر وعماد صدقي مضيفا أنه تقرر إسناد رئاسة المجلس لتوفيق القاهري وإلحاق حسني السعيدي بالمجلس.", []),
        ("قال رئيس البلدية سمير حداد إن المعرض جاهز، مضيفا أن الزوار كثيرون.", ["سمير حداد"]),
        # Who talks about something without an office lectures.
        ("نظمت المدرسة أمس ندوة للطالبات. وتحدثت هدى العلي عن الخط العربي.", []),
        # One of many does not receive with the head; a name in the headline is the fuller one of the lead.
        ("وكان في استقبالهم مديرة البرنامج نورة السالم وهند حجازي إحدى منسوبات المؤسسة.", ["نورة السالم"]),
        ("الأمير سلمان بن ناصر يعتمد الخطة\n\nأصدر الأمير سلمان بن ناصر بن عبدالله أمير منطقة حائل قرارا بتشكيل فريق عمل.", ["سلمان بن ناصر بن عبدالله"]),
    ],
)
def test_who_directs(text, names):
    assert [d.name for d in release(text).directors] == names


def test_a_year_may_stand_in_an_office():
    text = "افتتح رئيس اللجنة المنظمة لمعرض بغداد 2024 الدكتور علي حسين الكعبي المعرض أمس."
    assert [(d.name, d.role) for d in release(text).directors] == [("علي حسين الكعبي", "رئيس اللجنة المنظمة لمعرض بغداد 2024")]


@pytest.mark.parametrize(
    ("text", "type_", "title", "holders"),
    [
        (
            "انطلقت أمس بصفاقس الدورة 9 من المهرجان الوطني للزيتون. وتحضر هذه الدورة التي ينظمها اتحاد الفلاحين 40 شركة.",
            "other",
            "المهرجان الوطني للزيتون",
            ["اتحاد الفلاحين"],
        ),
        ("افتتحت أمس في بغداد الدورة الرابعة لمهرجان الفرات السينمائي بمشاركة 12 دولة.", "other", "مهرجان الفرات السينمائي", []),
        ("نظمت غرفة تجارة حلب أمس الدورة التدريبية «التعلم النشط».", "training_course", "التعلم النشط", ["غرفة تجارة حلب"]),
        # Who issued the statement holds nothing.
        ("وقع وزير العدل سالم الهاني أمس مذكرة تفاهم مع نظيره الألماني. وتقضي المذكرة، وفق بلاغ أصدرته وزارة العدل، بتبادل الخبرات.", "agreement", None, []),
    ],
)
def test_whose_edition(text, type_, title, holders):
    event = release(text).events[0]
    assert (event.type, event.title, [o.name for o in event.organizers]) == (type_, title, holders)


def test_what_an_agreement_will_allow_is_no_event():
    text = "وقعت جامعة قطر أمس اتفاقية مع جامعة مؤتة. وستسمح الاتفاقية بتبادل الخبراء وعقد ندوات مشتركة حول الزراعة."
    assert [e.type for e in release(text).events] == ["agreement"]


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("علي سالم – الباحة\nأقامت الجمعية ورشة للأطفال أمس.", ["الباحة"]),
        ("احتضن مركز الملك فهد في جنوب جدة أمس ورشة عمل حول السلامة.", ["جدة"]),
        ("ينظم فرع الجمعية السعودية للثقافة والفنون بمنطقة جازان غداً معرضاً تشكيلياً في مركز كادي بمدينة صبيا.", ["صبيا"]),
        ("نظمت شركة الكهرباء في البصرة أمس ورشة عمل بعنوان «قراءة العدادات»، وشارك فيها 20 فنيا من مديريات التوزيع في كركوك ودهوك.", ["البصرة"]),
    ],
)
def test_where(text, cities):
    assert [c.name for c in release(text).events[0].cities] == cities


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("استفادت 30 سيدة من الورشة التي تنظمها جمعية الوفاء في نابلس، واستمرت الورشة ثلاثة أيام.", "past"),
        ("تستفيد 30 سيدة من الورشة التي تنظمها جمعية الوفاء في نابلس، وتستمر الورشة ثلاثة أيام.", "ongoing"),
    ],
)
def test_what_lasted_is_over(text, status):
    assert release(text).events[0].status == status


def test_parties_are_joined_across_their_states():
    text = "وقعت أمس بالرباط اتفاقية تعاون بين وزارة الصحة بالمملكة المغربية ووزارة التعليم بجمهورية السنغال."
    assert [o.name for o in release(text).events[0].organizers] == ["وزارة الصحة", "وزارة التعليم"]


def test_the_next_edition_is_another():
    text = "انعقدت أمس بصفاقس الدورة الثالثة من المؤتمر العربي للزيتون.\n\nوستنظم غرفة الفلاحة الدورة الرابعة بتلمسان خلال شهر ماي 2025."
    assert [c.name for e in release(text).events for c in e.cities] == ["صفاقس", "تلمسان"]


def test_a_first_name_is_no_nationality():
    text = "أقامت جمعية الفنون ورشة رسم أمس. وقال تركي بن سعود إن الورشة ناجحة. وأضاف تركي بن سعود أن الحضور كثيف."
    assert list(release(text).events[0].countries) == []
