"""People: who must be found and named to the letter, who directs, and what must be left alone."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import arextract
from arextract.extract.people import describe_people, find_directors, find_people
from arextract.extract.people.words import look, vocabulary
from arextract.fold import fold_name
from arextract.lexicon import rows

GOLD = pathlib.Path(__file__).parents[1] / "fixtures" / "gold" / "people.txt"
MARK = re.compile(r"\[([^\]]*)\]\((person|director) ([^|)]*) \| ([^)]*)\)")


def marked():
    for number, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        line, text, at, expected = line.replace("⏎", "\n"), "", 0, []
        for m in MARK.finditer(line):
            text += line[at : m.start()]
            expected.append((len(text), len(text) + len(m[1]), m[1], m[2] == "director", m[3], m[4]))
            text, at = text + m[1], m.end()
        yield pytest.param(text + line[at:], expected, id=f"people.txt:{number}")


def names(text, bodies=(), places=()):
    return [text[p["start"] : p["end"]] for p in find_people(text, bodies, places)]


def mention(text, name, label):
    start = text.index(name)
    return {"start": start, "end": start + len(name), "label": label}


@pytest.mark.parametrize(("text", "expected"), marked())
def test_marked_lines(text, expected):
    people = find_people(text)
    directing = {tuple(span) for d in find_directors(people, text) for span in [*d["lead"], (d["start"], d["end"])]}
    groups = {p["start"]: p["full"] if p["full"] is not None else p["start"] for p in people}
    leaders = {groups[start] for start, _ in directing if start in groups}
    read = [(p["start"], p["end"], text[p["start"] : p["end"]], groups[p["start"]] in leaders, p["honorific"] or "-", p["role"] or "-") for p in people]
    assert read == expected


DIRECTING = [
    ("ترأس الاجتماع كل من اللواء حسن العامري مدير الدفاع المدني والعميد فهد المطيري مدير المرور.", ["حسن العامري", "فهد المطيري"]),
    ("وقص شريط الافتتاح محافظ ذي قار الدكتور مرتضى الإبراهيمي.", ["مرتضى الإبراهيمي"]),
    ("أما رئيسة المنظمة فاطمة بنت سيدي محمد، فأوضحت أن البرنامج يستهدف الولايات.", ["فاطمة بنت سيدي محمد"]),
    ("وكان في استقبال الوفد رئيس البلدية جورج معلوف.", ["جورج معلوف"]),
    ("والله ولي التوفيق\n\nد. سامي الحاج يوسف\nعميد معهد الدراسات المصرفية", ["سامي الحاج يوسف"]),
    ("حضر اللقاء الوزير خالد المنصوري، تلاه المنصوري الذي شدد على أهمية التدريب.", ["خالد المنصوري"]),
    # Who heads behind the event that she heads, who came for another, who gives account, who speaks by office alone.
    ("وترأست الاجتماع السيدة هند المري، مديرة المتحف.", ["هند المري"]),
    ("وحضر اللقاء المهندس خالد العلي ممثلا عن وزارة النقل، والدكتور سعيد عبيد.", ["خالد العلي"]),
    ("قدم رئيس بلدية بعلبك بشير خضر نبذة عن تاريخ القلعة خلال الجولة.", ["بشير خضر"]),
    ("من جهته قدم المهندس عادل الشمري شرحا عن سير العمل.", ["عادل الشمري"]),
    ("قدم الدكتور سمير عاشور شرحا عن الجهاز.", []),
    ("بحضور وزير الصحة الدكتور سالم العامري ومحافظ البصرة أسعد العيداني، افتتح المختبر. وصرح الوزير بأن العمل متواصل.", ["سالم العامري"]),
    ("بحضور مدير المركز السابق الدكتور علي حسن، افتتح المعرض. وقال مدير المركز إن الإقبال كبير.", []),
    # Who attends, lectures, takes part, is thanked or is considered directs nothing.
    ("حضر الحفل السفير الفرنسي برونو فوشيه وعدد من رجال الأعمال.", []),
    ("بحضور الدكتور سمير حداد رئيس الجامعة، عقدت كلية العلوم ندوة علمية.", []),
    ("حاضر في الدورة المدرب خالد السويدي، وقال السويدي إن المتدربين تفاعلوا مع المحتوى.", []),
    ("أدار الجلسة الدكتور وائل الشمري، وتحدث فيها كل من المهندسة ريم حداد والدكتور باسم النجار.", []),
    ("وقالت المتدربة هند الزياني إنها استفادت كثيرا.", []),
    ("كما شكر مدير المكتب سالم الكعبي على دعمه.", []),
    ("وتعد سارة القحطاني من أبرز الشاعرات.", []),
    ("شارك في الندوة:\n- الدكتور سامي الحاج يوسف\n- الدكتورة هند الزياني\nوتناولت الندوة محاور عدة عن التعليم والتدريب.", []),
]


@pytest.mark.parametrize(("text", "directors"), DIRECTING)
def test_who_directs_once_names_are_settled(text, directors):
    assert [d.name for d in arextract.extract(text, released="2025-05-10").directors] == directors


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("شدد رئيس الغرفة على أهمية الصادرات. وأوضح المهندس نبيل الصباغ أن المعارض تفتح أسواقا.", "رئيس الغرفة"),
        ("وقال نبيل الصباغ إن المشروع انتهى. وأضاف مدير المشروع أن كلفته بلغت مليون ريال.", "مدير المشروع"),
        ("ورحب عميد المعهد بالحضور. وذكر الدكتور نبيل الصباغ أن القاعات جاهزة.", "عميد المعهد"),
        # Another speaks: the talk turns to him, or he has an office of his own, or it was she who spoke, or two are named.
        ("ورحب عميد المعهد بالحضور. بدوره أشار الدكتور نبيل الصباغ إلى أهمية التدريب.", None),
        ("وقال نبيل الصباغ إن المشروع انتهى. من جهته أكد مدير البلدية أن العمل مستمر.", None),
        ("وقال نبيل الصباغ، رئيس الاتحاد، إن المشروع انتهى. وأكد مدير البلدية أن العمل مستمر.", "رئيس الاتحاد"),
        ("وقالت سعاد الصباغ إن المشروع انتهى. وأضاف مدير المشروع أن كلفته بلغت مليون ريال.", None),
        ("وقال نبيل الصباغ وعلي حسن إن الطريق ضيق. وأكد مدير البلدية أن العمل مستمر.", None),
    ],
)
def test_an_office_without_a_name_is_of_the_one_person_beside_it(text, role):
    assert arextract.extract(text, released="2025-05-10").directors[0].role == role


def test_an_office_ends_before_what_it_acts_on():
    text = "وسلم رئيس المعهد الشهادات للمتدربين، وأشار الدكتور نبيل الصباغ إلى أن التدريب ضرورة."
    start = text.index("نبيل")
    (person,) = describe_people(text, [(start, start + len("نبيل الصباغ"))])
    assert person["role"] == "رئيس المعهد"


def test_a_settled_name_has_its_own_role_whatever_the_rules_took_for_it():
    text = "و قالت الاستاذة سلوى عثمان ود الحسن منسقة الطوارئ بالجمعية ان الدورة تستهدف 60 متطوعا."
    name = "سلوى عثمان ود الحسن"
    (person,) = describe_people(text, [(text.index(name), text.index(name) + len(name))])
    assert (person["role"], person["honorific"], person["lead"]) == ("منسقة الطوارئ بالجمعية", "الاستاذة", True)


def test_a_middle_surname_stands_for_the_person():
    text = "حضر اللقاء الأستاذ جاسم محمد البديوي السبيعي. وأكد البديوي أن العمل مستمر."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("جاسم محمد البديوي السبيعي",)]
    again = text.rindex("البديوي")
    people = describe_people(text, [*spans, (again, again + len("البديوي"))])
    assert people[1]["full"] == spans[0][0]


def test_a_body_is_no_person_and_ends_a_name():
    text = "وقع مدير جامعة الملك خالد فالح السلمي الاتفاقية مع مؤسسة سالم بن محفوظ."
    bodies = [mention(text, "جامعة الملك خالد", "INSTITUTE"), mention(text, "مؤسسة سالم بن محفوظ", "ORGANIZATION")]
    assert names(text, bodies) == ["فالح السلمي"]
    (person,) = find_people(text, bodies)
    assert (person["role"], person["organization"], person["organization_index"]) == ("مدير جامعة الملك خالد", "جامعة الملك خالد", 0)


def test_a_role_without_a_body_is_resolved_to_the_body_it_stands_for():
    text = "نظم معهد الأفق دورة مع جمعية الأمل. وقالت هناء صالح، مديرة المعهد، إن الدورة ناجحة."
    bodies = [mention(text, "معهد الأفق", "INSTITUTE"), mention(text, "جمعية الأمل", "ORGANIZATION")]
    (person,) = find_people(text, bodies)
    assert (text[slice(*person["role_span"])], person["organization"], person["organization_index"]) == ("مديرة المعهد", "معهد الأفق", 0)
    (director,) = find_directors([person], text)
    assert (director["name"], director["organization"]) == ("هناء صالح", "معهد الأفق")


def test_a_role_runs_across_the_conjunction_inside_a_body():
    text = "أوضح وكيل وزارة التعليم والبحث العلمي لقطاع التدريب المهندس ناظم العريقي أن الدورة مجانية."
    (person,) = find_people(text, [mention(text, "وزارة التعليم والبحث العلمي", "MINISTRY")])
    assert person["role"] == "وكيل وزارة التعليم والبحث العلمي لقطاع التدريب"
    assert (person["honorific"], person["organization"]) == ("المهندس", "وزارة التعليم والبحث العلمي")


def test_a_place_ends_a_name_and_a_role_runs_through_it():
    text = "قال مدير المكتب في أبين هاني باسويد إن الدورة ناجحة في عدن."
    places = [mention(text, "أبين", "CITY"), mention(text, "عدن", "CITY")]
    (person,) = find_people(text, (), places)
    assert (text[person["start"] : person["end"]], person["role"]) == ("هاني باسويد", "مدير المكتب في أبين")


def test_short_mentions_point_to_the_fullest_and_make_one_director():
    text = "كرامر: الخطة جاهزة\n\nأكد المهندس يوسف كرامر، مدير الميناء، أن العمل بدأ. وأضاف كرامر أن السفن وصلت."
    people = find_people(text)
    assert [text[p["start"] : p["end"]] for p in people] == ["كرامر", "يوسف كرامر", "كرامر"]
    assert [p["full"] for p in people] == [people[1]["start"], None, people[1]["start"]]
    (director,) = find_directors(people, text)
    assert (director["name"], director["honorific"], director["role"]) == ("يوسف كرامر", "المهندس", "مدير الميناء")
    assert len(director["lead"]) == 3


def test_a_proclitic_stays_outside_the_name():
    text = "حضر الحفل سعيد منصور وعبدالله حمدان، وأهدي الدرع لأحمد الزين."
    assert names(text) == ["سعيد منصور", "عبدالله حمدان", "أحمد الزين"]


@pytest.mark.parametrize("name", ["على", "علي"])
def test_the_preposition_is_no_name(name):
    text = f"افتتح محمد الزين المعرض {name} هامش اللقاء واطلع {name} الأجنحة."
    assert names(text) == ["محمد الزين"]


def test_ali_is_a_name_where_he_is_written_as_one():
    assert names("قال الدكتور محمد علي إن العمل على الطريق مستمر.") == ["محمد علي"]


@pytest.mark.parametrize(
    ("text", "directs"),
    [
        ("بحضور الدكتور سامي عودة أقيم الحفل.", False),
        ("شارك في الورشة المهندس سامي عودة.", False),
        ("حضر الحفل سامي عودة ممثل الغرفة.", True),
        ("أقيم الحفل بحضور الدكتور سامي عودة مقرر الملتقى.", True),
        ("تقرر تعيين الدكتور سامي عودة مديرا عاما للهيئة.", True),
        ("وفي كلمته قال الدكتور سامي عودة إن الخطة تسير.", True),
        ("برعاية وحضور الدكتور سامي عودة افتتح المعرض.", True),
        ("وأكد الخبراء أن الدكتور سامي عودة مريض.", False),
    ],
)
def test_who_directs(text, directs):
    assert [d["name"] for d in find_directors(find_people(text), text)] == (["سامي عودة"] if directs else [])


def test_co_signatories_direct_together():
    text = "ووقع الاتفاقية عن المعهد مديره الدكتور زياد حمدان، وعن الكلية عميدتها الدكتورة منى سليم."
    assert [d["name"] for d in find_directors(find_people(text), text)] == ["زياد حمدان", "منى سليم"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            'الدكتور د . / محمد أحمد بن علي على آل أبو عبد الله الدين مدير وزير عام المعهد قال وأكد أن ، : \n ( ) " - 12 Klaus السيد الشيخ الحاج الملك والدكتور للسيد أمين كتب/ من في جائزة بحضور محمّـد'.split(
                " "
            )
        ),
        max_size=40,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_promises_hold_for_any_text(text):
    people = find_people(text)
    assert people == find_people(text)
    starts = {p["start"] for p in people}
    for before, p in zip([None, *people], people, strict=False):
        name = text[p["start"] : p["end"]]
        assert name and name == name.strip() and p["label"] == "PERSON" and 0 <= p["confidence"] <= 1
        assert before is None or before["end"] <= p["start"]
        assert p["full"] is None or p["full"] in starts and p["full"] != p["start"]
        assert p["role"] is None or p["role"] == text[slice(*p["role_span"])]
    for d in find_directors(people, text):
        assert d["name"] == text[d["start"] : d["end"]]


@given(st.data())
def test_a_name_never_overlaps_a_body(data):
    text = "قال الدكتور محمد بن علي الحربي مدير مركز الشيخ سالم الأحمد في بيت لحم إن خالد منصور حضر."
    start = data.draw(st.integers(0, len(text) - 1))
    body = {"start": start, "end": data.draw(st.integers(start + 1, len(text))), "label": "ORGANIZATION"}
    for p in find_people(text, [body]):
        assert p["end"] <= body["start"] or body["end"] <= p["start"]


def test_hostile_texts_end():
    for unit in ("محمد بن ", "مدير ", "د. ", "و", "، ", "1", "أبو ", "علي ", "الدكتور ", "عبد ", '("', "وزير الصحة أحمد بن علي، "):
        assert isinstance(find_people((unit * 20_000)[:60_000]), list)


def test_the_lists_are_sorted_and_hold_no_name_twice():
    for table, column in (("given_names", "name"), ("family_names", "name"), ("name_words", "word")):
        words = [row[column] for row in rows(table)]
        assert words == sorted(words)
        assert len(words) == len({fold_name(w) for w in words})


def test_every_word_of_the_lists_is_known_folded():
    assert all(word == fold_name(word) for word in vocabulary())
    assert (look("والدكتور").core, look("والدكتور").cut) == ("الدكتور", 1)
    assert (look("للمدير").core, look("للمدير").cut) == ("المدير", 2)
    assert look("وليد").cut == look("بعيد").cut == 0


def test_no_heavy_import():
    code = "import sys; from arextract.extract.people import find_people; find_people('قال أحمد'); print([m for m in ('spacy', 'pydantic', 'pandas', 'torch') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زار الوزير الطالبة هند وشقيقها ماجد، وقالت والدتها سعاد: شكرا.", ["هند", "ماجد", "سعاد"]),
        ("والطالب المتفوق يستحق التكريم، والطفل سعيد في بيته.", []),
        ("وكان والدها سعيدا بالنتيجة وشقيقته فازت بالجائزة.", []),
    ],
)
def test_a_given_name_alone_stands_behind_a_kinsman(text, expected):
    assert names(text) == expected


def test_a_noun_of_office_may_be_a_name():
    assert names("قال فتحي قائد الشميري إن المشروع جاهز.") == ["فتحي قائد الشميري"]
    assert "سعيد قائد الشرطة" not in names("قال سعيد قائد الشرطة إن الطريق آمن.")


def test_an_airport_that_bears_town_and_person_names_no_person():
    text = "وصل الوفد إلى مطار المنستير الحبيب بورقيبة الدولي."
    assert names(text, places=[mention(text, "المنستير", "CITY")]) == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("استقبل الأمير طلال بن راشد أمير منطقة الوادي في مكتب سموه رئيس الجامعة.", "طلال بن راشد", "أمير منطقة الوادي"),
        ("استقبل الدكتور سعيد الغامدي مدير جامعة الباحة في مكتبه وفدا من الطلاب.", "سعيد الغامدي", "مدير جامعة الباحة"),
        ("قال ميلاد العوني رئيس جمعية المعطلين لمراسلة الإذاعة إنهم مستمرون.", "ميلاد العوني", "رئيس جمعية المعطلين"),
        ("قال فواز الراجح المدير العام لوكالة الأنباء إن البث مستمر.", "فواز الراجح", "المدير العام لوكالة الأنباء"),
        ("أكدت هدى سالم مديرة المكتب في وزارة الصحة أن الأمر منتظم.", "هدى سالم", "مديرة المكتب في وزارة الصحة"),
    ],
)
def test_a_role_ends_before_where_and_to_whom(text, name, role):
    assert [p["role"] for p in find_people(text) if text[p["start"] : p["end"]] == name] == [role]


def test_a_director_has_his_fullest_role():
    text = "قال الوزير سمير السالمي إن الخطة جاهزة. وأضاف سمير السالمي، وزير الصناعة، أن التنفيذ قريب."
    assert [(d["name"], d["role"]) for d in find_directors(find_people(text), text)] == [("سمير السالمي", "وزير الصناعة")]


def test_the_members_of_a_committee_direct_nothing():
    text = "تم تعيين الدكتور ياسر العتيبي رئيسا للجنة التي تتكون من ثلاثة أعضاء وهم هاني البدوي ومحمد الراشد وسالم الكعبي."
    assert [d["name"] for d in find_directors(find_people(text), text)] == ["ياسر العتيبي"]


def test_who_only_looks_for_names_is_not_told_what_people_do():
    text = "قال المهندس أحمد صبري إن الورشة ناجحة، وحاضر فيها الدكتور علي سالم."
    quick, full = find_people(text, leading=False), find_people(text)
    assert [p | {"lead": None, "teaches": False} for p in full] == quick
    assert any(p["lead"] for p in full)


@pytest.mark.parametrize(
    ("text", "directs"),
    [
        ("تعقد اللجنة محاضرة بعنوان الناخب يلقيها عضو المجلس الدكتور علي العبدلي على المسرح.", []),
        ("وفي كلمة ألقاها مدير الجامعة الدكتور سامي الراشد أمام الحضور شكر المنظمين.", ["سامي الراشد"]),
    ],
)
def test_who_delivers_a_lesson_and_who_an_address(text, directs):
    assert [d["name"] for d in find_directors(find_people(text), text)] == directs
