"""Where an event is: cities, countries, venue."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.governing import pronoun
from arextract.assemble.nouns import nouns, one_shot
from arextract.assemble.reading import cue, phrases, verbs
from arextract.assemble.when import new_time, postponed, told_of
from arextract.extract.places import find_places, home_country
from arextract.fold import fold, fold_name
from arextract.numerals import alternation

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention, Happening
    from arextract.assemble.reading import Mention, Reading, Spans

_NEAR = 30  # characters between an event noun and its own place
_CLAUSE = 16  # tokens between an event noun and the verb of its relative clause
_GATHERED = frozenset(("conference", "meeting", "forum", "seminar", "exhibition", "workshop"))


def where(
    reading: Reading, event: Happening, holders: tuple[str, ...], main: tuple[list[Mention], list[str], Spans] | None = None
) -> tuple[list[Mention], list[str], Spans]:
    """Cities, countries and what they rest on: places behind a preposition in the event's own sentences, the dateline where nothing contradicts it."""
    cities: list[Mention] = []
    countries: list[tuple[str, Mention]] = []
    wire = reading.layout.dateline
    mentions = event.told_in()
    moved = new_time(reading, event) if postponed(reading, event) else None
    if moved is not None:
        n = reading.sentence(moved["start"])
        cities += [e for e in reading.entities.between(*reading.sentences[n]) if e["label"] == "CITY" and _located(reading, e)][:1]
    for m in mentions:
        own = m.verb_token < m.token + _CLAUSE and reading.norm(m.verb_token - 1) == pronoun(reading.norm(m.token))
        if not cities and own and (clause := _clause(reading, m)) is not None:  # «… البرنامج الذي أقيم بمدينة …» says it best, wherever it stands
            cities += [e for e in reading.entities.between(*clause) if e["label"] == "CITY" and _located(reading, e) and event.told_at(reading, e["start"])][:1]
    near = [m for m in mentions if m is event.lead or m.headline] if not cities else []
    _take_places(reading, event, sorted(near, key=lambda m: m is not event.lead), cities, countries)
    online = _online(reading, event)
    if not cities and not countries and event.main and not online:
        cities += _seat(reading, holders)
    if not cities and wire and event.main and not online:
        signed = [e for e in reading.entities.between(*wire) if e["label"] == "CITY"][:1]
        if not countries or [c["country"] for c in signed] == [code for code, _ in countries]:
            cities += signed
    if not cities and event.main and not online and not one_shot(event.type) and (headline := reading.layout.headline):
        cities += [e for e in reading.entities.between(*headline) if e["label"] == "CITY" and _located(reading, e)][:1]
    if not cities and not countries:
        _take_places(reading, event, [m for m in mentions if m not in near], cities, countries)
    if not cities and event.main and not online:
        for e in reading.entities.within(event.zone(reading)):
            told = told_of(reading.gap(max(0, e["start"] - 60), e["start"]))
            if e["label"] == "CITY" and _located(reading, e) and told and event.told_at(reading, e["start"]):
                cities.append(e)
                break
    if not cities and not countries and not event.main and event.lead.tense != "future" and main is not None:
        if on_margin(reading, event) or event.lead.twin_of is not None:
            cities += main[0]
    if cities and not postponed(reading, event) and not one_shot(event.type):
        cities += _further(reading, cities[-1])
    if not cities and not countries and wire and not event.main and not online and event.lead.stretch is None and venue(reading, event):
        cities += [e for e in reading.entities.between(*wire) if e["label"] == "CITY" and e.get("country") == reading.home][:1]
    codes = [code for c in cities if (code := stated_country(reading, c) or c.get("country"))]
    if not codes:
        codes = [code for code, _ in countries]
    if not codes and (nation := _nation(reading, event, holders, online)):
        codes = [nation]
    quotes = [(e["start"], e["end"]) for e in cities] + [(e["start"], e["end"]) for _, e in countries]
    return cities, list(dict.fromkeys(codes)), quotes


def stated_country(reading: Reading, city: Mention) -> str | None:
    """The country that is written beside a city: «إسطنبول التركية», «صفاقس، تونس», «العاصمة القطرية الدوحة»."""
    k = reading.token(city["end"])
    after = reading.norm(k)
    if after.startswith("ال") and reading.text[city["end"] : reading.words.starts[k]].strip(" ") == "" and not reading.norm(k + 1).startswith("لل"):
        if code := lexicon.nationalities().get(after):
            return str(code)
    for e in reading.entities.between(city["end"], city["end"] + 8):
        if e["label"] == "COUNTRY" and e["kb_id"] and reading.gap(city["end"], e["start"]) in (",", "(", "-", "في", "ب") and not _list_goes_on(reading, e):
            return str(e["kb_id"][4:])
    start = reading.token(city["start"])
    if reading.norm(start - 2) in phrases("settlement") or reading.norm(start - 2).removeprefix("ب") in phrases("settlement"):
        return lexicon.nationalities().get(reading.norm(start - 1))
    return None


def _list_goes_on(reading: Reading, country: Mention) -> bool:
    """«في عمّان، العراق ومصر والأردن …» lists countries and does not say where Amman lies."""
    near = reading.entities.between(country["end"], country["end"] + 6)
    return any(e["label"] in ("COUNTRY", "CITY") for e in near)


def on_margin(reading: Reading, event: Happening) -> bool:
    """Whether an event takes place within the main one: «على هامش المعرض», «خلال الزيارة»."""
    start, end = reading.sentences[event.lead.sentence]
    return cue("margin").search(fold(reading.text[start:end]).text) is not None


def _online(reading: Reading, event: Happening) -> bool:
    """Whether an event is held from afar: «عبر تقنية الاتصال المرئي», «عن بعد»."""
    a, b = reading.sentences[event.lead.sentence]
    return cue("online").search(fold(reading.text[a:b]).text) is not None


def _nation(reading: Reading, event: Happening, holders: tuple[str, ...], online: bool) -> str | None:
    """The country that an event without a place is of: the release's; of an online event, or where the release tells none, its first holder's."""
    if reading.home and not online:
        return reading.home
    if code := next((code for code in map(home_country, holders[:3]) if code), reading.home):
        return code
    if code := next((code for code in map(_named_after, holders[:3]) if code), None):
        return code
    seats = [p for holder in holders[:3] for p in find_places(f"في مدينة {holder.split()[-1]}")]  # «غرفة تجارة الزرقاء»
    if code := next((str(p["country"]) for p in seats if p["country"]), None):
        return code
    return _only_country(reading) or _adjective(reading, event)


def _adjective(reading: Reading, event: Happening) -> str | None:
    """The one country whose adjective the sentence of the event bears: «ضبطت الجمارك القطرية …», not by who came from there («السفير الهولندي»)."""
    start, end = reading.sentences[event.lead.sentence]
    found = set()
    for k in range(reading.token(start), reading.token(end)):
        code = lexicon.nationalities().get(reading.norm(k)) if reading.norm(k).startswith("ال") else None
        person = reading.entities.at(reading.words.starts[k + 1]) if k + 1 < len(reading.words) else None
        if code and reading.norm(k - 1).removeprefix("ال") not in phrases("officer") and (person is None or person["label"] != "PERSON"):
            found.add(code)  # «عين الأمريكي … » says whence he is
    return str(found.pop()) if len(found) == 1 else None


def _named_after(body: str) -> str | None:
    """The country whose adjective a body bears: «الاتحاد التونسي للفلاحة»; none where it bears two («المجلس السعودي المصري»)."""
    found = {code for word in fold_name(body).split() if (code := lexicon.nationalities().get(word.removeprefix("ال")) or lexicon.nationalities().get(word))}
    return str(found.pop()) if len(found) == 1 else None


def _only_country(reading: Reading) -> str | None:
    """The one country that a release names, by itself, by a town of it or in a body's name."""
    codes = {e["kb_id"][4:] if e["label"] == "COUNTRY" else e["country"] for e in reading.entities if e["label"] in ("COUNTRY", "CITY") and e["kb_id"]}
    codes |= {code for b in reading.bodies if (code := _named_after(b["name"]))}
    return str(codes.pop()) if len(codes) == 1 and None not in codes else None


def _clause(reading: Reading, m: EventMention) -> tuple[int, int] | None:
    """The relative clause of an event, which says where better than what stands before: «قال السفير بالعراق إن اللجنة التي انعقدت في تونس …»."""
    if m.verb is None or m.verb_token <= m.token or reading.norm(m.verb_token - 1) not in ("الذي", "التي"):
        return None
    at = reading.words.ends[m.verb_token]
    return at, min(reading.sentences[m.sentence][1], at + 40)


def _seat(reading: Reading, holders: tuple[str, ...]) -> list[Mention]:
    """The town that a holder's name ends with: «جمعية البر الخيرية ببريدة», «الغرفة التجارية بجازان»."""
    for holder in holders[:3]:
        last = find_places(holder, reading.home)[-1:]
        body = next((e for e in reading.bodies if e["name"] == holder and e["text"].endswith(holder[-4:])), None) if last else None
        if (
            body is not None
            and last[0]["label"] == "CITY"
            and last[0]["end"] == len(holder)
            and holder[: last[0]["start"]].endswith((" ب", "بمحافظة ", "بمنطقة "))
        ):
            start = int(body["end"]) - (len(holder) - int(last[0]["start"]))
            return [{**last[0], "start": start, "end": body["end"], "text": reading.text[start : body["end"]], "name": reading.text[start : body["end"]]}]
    return []


def _further(reading: Reading, city: Mention) -> list[Mention]:
    """The cities of a list («بوهران وعنابة وورقلة») and of a second time («في الدوحة يوم 20 مايو وفي إسطنبول يوم 27 منه»)."""
    found: list[Mention] = []
    end = reading.sentences[reading.sentence(city["start"])][1]
    last = city
    for e in reading.entities.between(city["end"], end):
        gap = reading.gap(last["end"], e["start"])
        joined = gap in ("و", "،", ",", "وب", ", و", ",و", "وفي") or (len(gap) < 40 and gap.endswith((" وفي", " وب")))
        if e["label"] == "CITY" and e["text"] != last["text"] and joined:
            found.append(e)
            last = e
        elif e["label"] in ("CITY", "COUNTRY"):
            break
    return found


def _take_places(reading: Reading, event: Happening, order: list[EventMention], cities: list[Mention], countries: list[tuple[str, Mention]]) -> None:
    """The first city and the first country in the sentences of these mentions, into the two lists."""
    wire = reading.layout.dateline or (0, 0)
    for m in order:
        pair = m.shared is not None and m.shared[0] < m.shared[1]  # «… والثانية … في الكرك»: both are there
        clause = _clause(reading, m)
        for e in [
            e
            for span in [*([clause] if clause else []), *m.told(reading), *([reading.sentences[m.sentence]] if pair else [])]
            for e in reading.entities.between(*span)
        ]:
            if (
                e["label"] not in ("CITY", "COUNTRY")
                or wire[0] <= e["start"] < wire[1]
                or not _located(reading, e, event.type == "visit")
                or not event.told_at(reading, e["start"])
                or (event.type == "agreement" and _of_party(reading, m, e))
            ):
                continue
            if e["label"] == "CITY" and (not cities or _better(reading, m, cities[0], e)):
                cities[:] = [e]
            elif e["label"] == "COUNTRY" and not countries and e["kb_id"]:
                countries.append((e["kb_id"][4:], e))
        if cities or countries:
            return


def _of_party(reading: Reading, m: EventMention, e: Mention) -> bool:
    """Whether a place tells where a party of an agreement sits: «اتفاقية بين الغرفة ومصنع النسيج بالمحلة»."""
    told = fold(reading.text[m.end : e["start"]]).text if e["start"] > m.end else ""
    hit = cue("between").search(told)
    return hit is not None and not re.search(r"[,،.:؛;]|وذلك", told[hit.end() :]) and not any(_tells(w) for w in told[hit.end() :].split())


def _better(reading: Reading, m: EventMention, known: Mention, e: Mention) -> bool:
    """Whether a later town says better where it is: by a head noun, or behind the event where the first is its holder's seat («شركة الكهرباء بجدة»)."""
    if known["start"] < m.start:
        near = m.end < e["start"] and (e["start"] < m.end + _NEAR or _named_place(reading, e)) and not re.search(r"[,،.:؛;]", reading.text[m.end : e["start"]])
        return near and _behind_body(reading, known) and not _behind_body(reading, e) and not _of_those_present(reading, m, e)
    return known["start"] > m.start and _named_place(reading, e) and not _named_place(reading, known)


def _of_those_present(reading: Reading, m: EventMention, e: Mention) -> bool:
    """Whether the town tells whence those come who take part: «ورشة …، شارك فيها مهندسون من مديريات التوزيع في كركوك»."""
    between = reading.gap(m.end, e["start"])
    return cue("joined").search(between) is not None or any(verb.role == "attend" for w in between.split() if (verb := verbs().get(w)) is not None)


@cache
def _settlement() -> re.Pattern[str]:
    """«بالعاصمة», «في محافظة», «بمدينتي» before a name; an adjective of nationality may follow: «بالعاصمة القطرية». Group 1 is what comes before it."""
    nouns = "|".join(sorted(p.removeprefix("ال") for p in phrases("settlement")))
    return re.compile(rf"(?:^|(\w+) ?(?<!\w)|\W)[وف]?(ب?)(?:ال)?(?:{nouns})(?: \w+يه)?\s$")


def _named_place(reading: Reading, e: Mention) -> bool:
    return _settlement().search(fold(reading.text[max(0, e["start"] - 28) : e["start"]]).text) is not None


def _hosts(word: str) -> bool:
    """Whether a word says that a town is where something takes place: «تحتضنه», «وتستضيف», «شهدت», «تستقبل مدينة …»."""
    verb = verbs().get(word) or verbs().get(word[1:] if word[:1] in "وف" else word)
    return verb is not None and verb.tense != "masdar" and (verb.role == "host" or "شهد" in word or "ستقبل" in word)


def _located(reading: Reading, e: Mention, visiting: bool = False) -> bool:
    """Whether something takes place at e: «بمدينة القاهرة», «في تركيا», or in apposition to such a place."""
    if reading.roles.at(e["start"]) is not None:
        return False  # «مدير مكتب الوزارة في لحج»
    before = fold(reading.text[max(0, e["start"] - 40) : e["start"]]).text
    if _situated().search(before) or _of_employer(reading, e):
        return False  # «لقاء حول الأوضاع الأمنية في سبها» speaks of the place
    if e["label"] == "CITY" and _held_in_name(reading, e):
        return True
    if e["label"] == "COUNTRY" and (verb := verbs().get(before.split()[-1] if before.split() else "")) is not None and verb.object and verb.role == "hold":
        return True  # «المسابقة التي نظمتها المملكة المغربية»
    if _inside().search(before):
        return True
    if _launched_from().search(before):
        return True
    if settled := _settlement().search(before):
        # «سكان مدينة طنجة», «وفد من مدينة إزمير» tell whose and whence; «استضافته مدينة جنيف» where.
        return bool(settled[2]) or settled[1] is None or settled[1].removeprefix("و") in phrases("within") or _hosts(settled[1])
    if any(_hosts(w) for w in before.split()[-1:]):
        return True  # «المؤتمر الذي تحتضنه تونس»
    if re.search(r"(?:^|\W)ب?فرع\s$", before):
        return True  # «دشن معهد الرواد فرع المكلا دورة»
    if visiting and re.search(r"(?:^|\W)(?:الي|زار|زارت|يزور|تزور|سيزور|ستزور|وصل)\s$", before):
        return True
    entity = reading.entities.at(max(0, e["start"] - 4))
    if entity is not None and entity["label"] == "CITY" and re.fullmatch(r"[\s,،–—-]+", reading.text[entity["end"] : e["start"]]):
        return _located(reading, entity, visiting)
    return False


def _of_employer(reading: Reading, e: Mention) -> bool:
    """«يحاضر فيها المستشار … ، بشركة الخبراء بالرياض»: where the body sits that somebody is of."""
    body = reading.bodies.before(e["start"])
    if body is None or reading.gap(body["end"], e["start"]) not in ("ب", "في"):
        return False
    person = next((x for n in range(2, 8) if (x := reading.entities.at(max(0, body["start"] - n))) is not None and x["label"] == "PERSON"), None)
    return person is not None and reading.gap(person["end"], body["start"]).strip(" ,،") in ("ب", "في", "من", "ل", "لل")


def _behind_body(reading: Reading, e: Mention) -> bool:
    """Whether a town or its district stands behind a body: «شركة الكهرباء بجدة», «جمعية الثقافة بمنطقة جازان»."""
    body = reading.bodies.before(e["start"])
    if body is None:
        return False
    gap = reading.gap(body["end"], e["start"])
    first, _, rest = gap.partition(" ")
    return gap in ("ب", "في") or (first.startswith("ب") and first[1:] in phrases("settlement") and not rest)


def _held_in_name(reading: Reading, e: Mention) -> bool:
    """«ندوة القاهرة», «مؤتمر جنيف»: a gathering that is called after the town it is held in."""
    k = reading.token(e["start"]) - 1
    noun = nouns().get(reading.norm(k))
    return noun is not None and noun[0] in _GATHERED and noun[1] in ("s", "w") and not noun[2] and reading.gap(reading.words.ends[k], e["start"]) == ""


@cache
def _situated() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[ولب]?(?:{alternation(phrases('situation'))})(?: ال\w+){{0,2}} (?:في |ب)(?:(?:{alternation(phrases('settlement'))}) )?$")


@cache
def _inside() -> re.Pattern[str]:
    """«في », «داخل », «بال» before a name, also «في جنوب جدة», «بوسط بيروت»."""
    return re.compile(rf"(?:^|\W)[وف]?(?:في|داخل|ب)\s?(?:(?:{alternation(phrases('quarter'))}) )?$|\Wب(?:ال)?$")


@cache
def _launched_from() -> re.Pattern[str]:
    """«أطلقت الوزارة من مدينة » on folded text: what is launched from a town begins in it."""
    return re.compile(rf"(?<!\w)[وف]?(?:{alternation(phrases('launched_from'))})(?: \w+){{0,3}} من (?:(?:{alternation(phrases('settlement'))}) )?$")


@cache
def _venue() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?:ب|في )((?:{'|'.join(sorted(phrases('venue')))})(?!\w)(?: [^\n.,:;()\"-]{{2,60}}(?!\w))?)")


_EPONYM = re.compile(r"(?!ال)\w+ الدكتوره? ")  # «قاعة الدكتور سامي حداد»: whose name it has, and not who comes


def _tells(word: str) -> bool:
    verb = verbs().get(word)
    return verb is not None and verb.tense in ("past", "future")


def venue(reading: Reading, event: Happening) -> tuple[str, tuple[int, int]] | None:
    """The hall, hotel or seat: «قاعة المحاضرات», «فندق الخليج»."""
    for m in event.told_in():
        a, b = reading.sentences[m.sentence]
        view = reading.flat(a, b)
        hit = _venue().search(view.text)
        if hit is None:
            continue
        eponym = _EPONYM.match(hit[1])
        stop = cue("venue_end").search(hit[1], eponym.end() if eponym else 5)
        size = stop.start() if stop else len(hit[1].rstrip())
        told = next((w.start() for w in re.finditer(r"(?<= )\w+", hit[1][:size]) if w[0] in nouns() or _tells(w[0])), size)  # «… البحري لقاء تشاوري»
        end = hit.start(1) + told
        s, e = view.source(hit.start(1), end)
        name = reading.text[a + s : a + e].strip()
        if len(name) > 3:
            return name, (a + s, a + s + len(name))
    return None
