"""Who an event is of: organizers, partners, participants, and the counts that the text declares."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.reading import BODIES, cue, verbs
from arextract.fold import fold, fold_name
from arextract.tokenise import where

if TYPE_CHECKING:
    from arextract.assemble.nouns import EventMention, Happening
    from arextract.assemble.reading import Mention, Reading

_JOINED = frozenset(("و", "في", "ب", "التابع ل", "التابعه ل", "التابع لل", "التابعه لل", ",و", "وكل من", ", و", "وب", "لدي"))
_ON_BEHALF = re.compile(r"[(,]? ?(?:ممثله?|ممثلا|ممثلين|متمثله?) (?:في|ب)(?:ال)?")  # «الوزارة ممثلةً بالمعهد»
_WIRE = 120  # characters of a text in which its agency signs
_WORDS_BETWEEN = 60  # characters between two names of one list


@cache
def _counted() -> dict[str, str]:
    return {fold_name(row["noun"]): row["class"] for row in lexicon.rows("counted_nouns")}


@cache
def _duals() -> dict[str, str]:
    """«دولتين», «مؤسستان»: the dual of a counted noun is a count of two, though no figure is written."""
    found: dict[str, str] = {}
    for noun, what in _counted().items():
        stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
        found |= {stem + ending: what for ending in ("ين", "ان")}
    return {dual: what for dual, what in found.items() if dual not in _counted()}


def _chain(reading: Reading, body: Mention) -> list[Mention]:
    """A body and those joined to it: «كلية الإعلام في جامعة اليرموك», «وزارة المياه وجامعة …»."""
    found = [body]
    for following in reading.bodies.between(body["end"], body["end"] + 200)[:3]:
        gap = reading.gap(found[-1]["end"], following["start"])
        if gap in _JOINED or _ON_BEHALF.fullmatch(gap):
            found.append(following)
        else:
            break
    return found


def _relative_subject(reading: Reading, m: EventMention) -> Mention | None:
    """Who holds, by a relative clause behind the event noun: «الورشة التي نظمتها كلية الإعلام»."""
    last = reading.sentences[m.sentence][1]
    for k in range(m.token + 1, min(m.token + 40, len(reading.words))):
        word = reading.words[k]
        if word.start >= last:
            return None
        verb = verbs().get(word.norm)
        if verb is not None and verb.object and verb.role in ("hold", "launch", "close", "open"):
            near = reading.bodies.between(word.end, word.end + 6)
            return near[0] if near else None
    return None


def _is_verb(reading: Reading, body: Mention) -> bool:
    """A name that begins with a verb is none, whatever found it: «سيزور وارسو»."""
    verb = verbs().get(reading.norm(reading.token(body["start"])))
    return verb is not None and verb.tense != "masdar"


def _aside(reading: Reading, body: Mention) -> bool:
    """A body that only tells who somebody is («خبيرة جامعة بومرداس») or whose wire it is («(سونا)»)."""
    if reading.roles.at(body["start"]) is not None or _is_verb(reading, body):
        return True
    before = reading.gap(max(0, body["start"] - 24), body["start"])
    if before.endswith("(") and body["start"] < _WIRE and reading.text[body["end"] : body["end"] + 2].strip()[:1] == ")":
        return True
    return cue("of_person", 1).search(before) is not None


def _under_cue(reading: Reading, body: Mention, start: int) -> bool:
    """Whether a body stands behind a partner's or a participant's cue in text[start:…], and so holds nothing itself."""
    before = fold(reading.text[start : body["start"]]).text
    last = max((m.end() for p in (cue("partner"), cue("joined")) for m in p.finditer(before)), default=-1)
    return last >= 0 and not re.search(r"[.:]", before[last:]) and not any(w in verbs() and verbs()[w].tense != "masdar" for w in before[last:].split())


def _signatories(reading: Reading, m: EventMention) -> list[Mention]:
    """Both parties of an agreement signed «بين … و…», where nobody is named before it as signing."""
    start, end = reading.sentences[m.sentence]
    if any(e["label"] in BODIES for e in reading.bodies.between(start, m.start)):
        return []
    view = fold(reading.text[m.end : end])
    hit = cue("between").search(view.text)
    if hit is None:
        return []
    near = reading.bodies.between(m.end + view.source(hit.start(), hit.end())[1], end)
    return _chain(reading, near[0]) if near and len(reading.gap(m.end + view.source(hit.start(), hit.end())[1], near[0]["start"])) < 4 else []


def _appointing(reading: Reading, event: Happening) -> list[Mention]:
    """Who appoints: the body named before the act or as its subject, or who issued the decree; never the one that gets its head."""
    for m in event.told_in():
        start, end = reading.sentences[m.sentence]
        wire = reading.layout.dateline or (0, 0)
        before = [b for b in reading.bodies.between(start, m.start) if not wire[0] <= b["start"] < wire[1]]
        subject = reading.bodies.between(reading.words[m.token].end, reading.words[m.token].end + 3)
        if m.headline and not subject:
            continue
        if before or subject:
            return _chain(reading, (before or subject)[0])
        view = fold(reading.text[start:end])
        for hit in cue("issued").finditer(view.text):
            at = start + view.source(hit.start(), hit.end())[1]
            if near := reading.bodies.between(at, at + 40):
                return near[:1]
    return []


def organizers(reading: Reading, event: Happening) -> list[Mention]:
    """Who holds, signs or issues: the subject of the event's verb, or who stands in its relative clause, else whom the lead names first."""
    if event.type == "appointment":
        return _appointing(reading, event)
    for m in event.told_in():
        if holder := _relative_subject(reading, m):
            return _chain(reading, holder)
        if event.type == "agreement" and (both := _signatories(reading, m)):
            return both
        if m.verb is None:
            continue
        start, end = reading.sentences[m.sentence]
        bodies = [b for b in reading.bodies.between(start, end) if not _is_verb(reading, b)]
        if m.stretch is not None:
            bodies = [b for b in bodies if any(x <= b["start"] < y for x, y in m.told(reading))]
        verb = reading.words[m.verb_token]
        if m.verb.role in ("attend", "lead", "meet", "appoint", "held", "begin") and not m.verb.object:
            continue
        # «نظمتها جمعية …» names its subject at once; «نظم معهد … ورشة» before the event noun.
        reach, until = (3, end) if m.verb.object else (30, m.start)
        behind = [b for b in bodies if verb.end <= b["start"] < until and len(reading.gap(verb.end, b["start"])) <= reach]
        behind = [b for b in behind if not cue("officer").search(reading.gap(verb.end, b["start"]))]
        if behind and not _under_cue(reading, behind[0], verb.end):
            return _chain(reading, behind[0])
        ahead = [b for b in bodies if b["end"] <= verb.start and len(reading.gap(b["end"], verb.start)) <= 12]
        if ahead and not _under_cue(reading, ahead[-1], start):
            chain = _chain(reading, ahead[-1])
            while (earlier := reading.bodies.before(chain[0]["start"])) is not None and reading.gap(earlier["end"], chain[0]["start"]) in ("و", "في", "ب"):
                chain.insert(0, earlier)
            return chain
    for kind in ("by",) if event.type == "visit" else ("by", "invites"):
        for a, b in event.zone(reading):
            text = fold(reading.text[a:b])
            for hit in cue(kind).finditer(text.text):
                at = a + text.source(hit.start(), hit.end())[1]
                if near := reading.bodies.between(at, at + 9):
                    return _chain(reading, near[0])
    if event.type == "appointment":
        return []
    lead = event.lead
    if lead.stretch is not None and lead.twin_of is None or lead.strength == "d":
        return []  # an edition told in passing
    start, end = reading.sentences[lead.sentence]
    wire = reading.layout.dateline or (0, 0)
    near = [b for b in reading.bodies.between(start, end) if not wire[0] <= b["start"] < wire[1] and not _is_verb(reading, b)]
    near = [b for b in near if not _under_cue(reading, b, start)]
    for body in [b for b in near if not _aside(reading, b)] or (near if event.main else []):
        if body["start"] > lead.start and event.type in ("agreement",) and cue("with").search(fold(reading.text[lead.end : body["start"]]).text):
            continue
        if body["start"] < lead.start or event.lead.verb is None or event.lead.verb.role not in ("attend", "lead"):
            return _chain(reading, body)
    return []


def partners(reading: Reading, event: Happening, holding: set[str]) -> list[tuple[Mention, str]]:
    """Bodies behind a partner's cue, with the cue as written: («جامعة اليرموك», «بالتعاون مع»)."""
    found: list[tuple[Mention, str]] = []
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b])
        if not _speaks_of(reading, event, a, view.text):
            continue
        for hit in cue("partner").finditer(view.text):
            cue_start, cue_end = view.source(hit.start(1), hit.end(1))
            found += [(body, reading.text[a + cue_start : a + cue_end]) for body in _listed(reading, a + cue_end, b)]
        if event.type == "agreement":
            for m in event.told_in():
                if a <= m.start < b:
                    behind = fold(reading.text[m.end : b])
                    for hit in cue("with").finditer(behind.text):
                        s, e = behind.source(hit.start(1), hit.end(1))
                        found += [(body, reading.text[m.end + s : m.end + e]) for body in _listed(reading, m.end + e, b)]
                        break
    return [(body, role) for body, role in found if body["name"] not in holding]


def _speaks_of(reading: Reading, event: Happening, start: int, folded: str) -> bool:
    """Whether the sentence that begins at `start` names the event, by any of its nouns, or follows at once a sentence that introduces it."""
    n = reading.sentence(start)
    return n - 1 == event.lead.sentence or n in event.named_in or cue("event_word").search(folded) is not None


def _listed(reading: Reading, start: int, end: int) -> list[Mention]:
    """The bodies of a list that begins at `start`: each not far behind the one before it, with no verb between."""
    found: list[Mention] = []
    at = start
    for body in reading.bodies.between(start, end):
        gap = reading.gap(at, body["start"])
        if len(gap) > (_WORDS_BETWEEN if found else 45) or any(w in verbs() and verbs()[w].tense != "masdar" for w in gap.split()) or re.search(r"[.:؛;]", gap):
            break
        found.append(body)
        at = body["end"]
    return found


def participants(reading: Reading, event: Happening, holding: set[str]) -> tuple[list[Mention], list[Mention]]:
    """Bodies and countries that took part: behind «بمشاركة», «شارك», «ممثلو», in the lists that counts announce."""
    bodies: list[Mention] = _visited(reading, event) if event.type == "visit" else _headed(reading, event) if event.type == "appointment" else []
    bodies = [b for b in bodies if b["name"] not in holding]
    countries: list[Mention] = []
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b])
        hit = cue("joined").search(view.text)
        if hit is None:
            continue
        at = a + view.source(hit.start(), hit.end())[1]
        if not _speaks_of(reading, event, a, view.text) and not _counts(reading, a, b):
            continue
        for e in reading.entities.between(at, b):
            if e["anaphor"]:
                continue
            if e["label"] in BODIES and e["name"] not in holding and not _spoken(reading, e, at):
                bodies.append(e)
            elif e["label"] == "COUNTRY" and _counts(reading, a, e["start"], "countries"):
                countries.append(e)
    return bodies, countries


def _visited(reading: Reading, event: Happening) -> list[Mention]:
    """Who is visited, and who invites: «زار الوفد معهد …», «بزيارة إلى مقر المركز …», «بدعوة من الغرفة …»."""
    lead = event.lead
    start, end = reading.sentences[lead.sentence]
    view = fold(reading.text[start:end])
    found = []
    for hit in cue("invites").finditer(view.text):
        at = start + view.source(hit.start(), hit.end())[1]
        found += reading.bodies.between(at, at + 9)[:1]
    at = lead.end
    near = [b for b in reading.bodies.between(at, min(end, at + 45)) if not b["anaphor"] and reading.roles.at(b["start"]) is None]
    if lead.verb is not None and lead.token == lead.verb_token:  # «زار وفد من الجامعة … معهد الإدارة»: the second one
        near = [b for b in reading.bodies.between(at, end) if not b["anaphor"] and reading.roles.at(b["start"]) is None][1:2]
    return [*near[:1], *[b for b in found if b not in near]]


def _headed(reading: Reading, event: Happening) -> list[Mention]:
    """The body that gets its head: «مديراً عاماً لمعهد الإدارة العامة»."""
    for m in event.told_in():
        start, end = reading.sentences[m.sentence]
        view = fold(reading.text[start:end])
        hit = cue("office").search(view.text)
        if hit is None:
            continue
        at = start + view.source(hit.start(), hit.end())[1]
        near = [b for b in reading.bodies.between(at, min(end, at + 40)) if not b["anaphor"]]
        if near:
            return near[:1]
    return []


def _spoken(reading: Reading, body: Mention, start: int) -> bool:
    """Whether a body stands in somebody's role («مدير بنك …») or behind a verb of its own, beyond the list that `start` opens."""
    gap = reading.gap(start, body["start"])
    return any(w in verbs() and verbs()[w].tense in ("past", "future") and verbs()[w].role in ("hold", "sign", "launch", "announce") for w in gap.split())


def _counts(reading: Reading, a: int, b: int, kind: str | None = None) -> list[tuple[str, Mention]]:
    """Counts of countries, bodies and people in text[a:b], from the statistics: («countries», 3)."""
    found = []
    for s in reading.statistics.between(a, b):
        if s["unit"] not in (None, "count") or not s.get("counted"):
            continue
        noun = fold_name(s["counted"]).split()[0]
        what = _counted().get(noun) or _counted().get(noun.removeprefix("ال"))
        if what and (kind is None or what == kind):
            found.append((what, s))
    return found


def declared(reading: Reading, event: Happening) -> dict[str, Mention]:
    """The counts that the text declares of an event: organizations, countries, people; the first of each stands."""
    found: dict[str, Mention] = {}
    twos = where(reading.text, frozenset(_duals()))
    for a, b in event.zone(reading):
        view = fold(reading.text[a:b]).text
        mentioned = reading.sentence(a) in event.named_in
        if not (mentioned or cue("joined").search(view)):
            continue
        for what, s in _counts(reading, a, b):
            aimed = cue("training_target", 12).search(reading.gap(max(a, s["start"] - 30), s["start"]))  # «لتأهيل 12 ألف معلم»: not who came
            if isinstance(s["value"], int) and what not in found and not aimed:
                found[what] = s
        for k in twos[bisect_left(twos, reading.token(a)) : bisect_left(twos, reading.token(b))]:
            what = _duals()[reading.norm(k)]
            if what and what not in found:
                found[what] = {"start": reading.words[k].start, "end": reading.words[k].end, "value": 2}
    return found


def _end_of_items(reading: Reading, start: int) -> int:
    """Where the list items that begin at `start` end; `start` where none do."""
    end = start
    for block in reading.layout.blocks:
        if block.start < start:
            continue
        if block.kind != "item":
            break
        end = block.end
    return end


def list_after(reading: Reading, count: Mention, label: frozenset[str]) -> tuple[list[Mention], bool]:
    """The names that follow a declared count in its sentence, and whether the text says that the list is partial («منهم»)."""
    _, end = reading.sentences[reading.sentence(count["start"])]
    if reading.text[:end].rstrip().endswith((":", ":-", "؛")):
        end = _end_of_items(reading, end)
    named = [e for e in reading.entities.between(count["end"], end) if e["label"] in label and not e["anaphor"]]
    if not named:
        return [], False
    between = fold(reading.text[count["end"] : named[0]["start"]]).text
    partial = cue("partial").search(between) is not None
    if not partial and not re.search(r"(?<!\w)[وف]?(?:هي|هم|وهي|وهم|:)(?!\w)|:|\(", between) and len(between.strip()) > 25:
        return [], False
    found: list[Mention] = []
    at = count["end"]
    for e in named:
        if len(reading.gap(at, e["start"])) > _WORDS_BETWEEN:
            break
        # A list of bodies ends where the list of countries is announced: «… والبنك المركزي من ثلاث دول».
        if any(count["end"] < s["start"] < e["start"] and at <= s["start"] for _, s in _counts(reading, at, e["start"])):
            break
        if e["name"] not in [f["name"] for f in found]:
            found.append(e)
        at = e["end"]
    return found, partial
