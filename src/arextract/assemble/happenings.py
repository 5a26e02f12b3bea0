"""How many events a release speaks of: its event nouns, the verbs they are told with, and which of them are one happening."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from arextract import lexicon
from arextract.assemble.reading import BODIES, Index, Verb, cue, phrases, verbs
from arextract.fold import fold, fold_name

if TYPE_CHECKING:
    from arextract.assemble.reading import Reading

_OPENING = "\"«“”„'‘(‹"
_ORDINAL = re.compile(r"ال(?:اولي|اول|(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي)ه?|\d+)")
_STOPS = frozenset((".", ",", "،", ":", ";", "؛", "(", ")", "-", "–", "\n"))
_ONE_SHOT = frozenset(("agreement", "launch", "report", "appointment"))

@dataclass(slots=True)
class EventMention:
    """One event noun in the text: its token, type, the verb and tense it is told with, its title."""

    token: int
    start: int
    end: int
    type: str
    strength: str
    definite: bool
    sentence: int
    headline: bool
    verb: Verb | None = None
    verb_token: int = -1
    tense: str | None = None
    title: str | None = None
    title_span: tuple[int, int] | None = None


@dataclass(slots=True)
class Happening:
    """An event: the mention that introduces it first, and those that speak of it again."""

    type: str
    mentions: list[EventMention]
    title: str | None = None
    title_span: tuple[int, int] | None = None
    sentences: list[int] = field(default_factory=list)
    main: bool = False
    rivals: list[EventMention] = field(default_factory=list)

    @property
    def lead(self) -> EventMention:
        """The mention that tells most: in the body, with a verb, before the headline's."""
        body = [m for m in self.mentions if not m.headline] or self.mentions
        return next((m for m in body if m.verb is not None and m.sentence <= body[0].sentence + 2), body[0])


@cache
def _nouns() -> dict[str, tuple[str, str, frozenset[str]]]:
    """Event nouns as they stand in a text, possessives included («مؤتمرها», «ورشتها», «ملتقاها»), to type, strength and what must follow."""
    nouns: dict[str, tuple[str, str, frozenset[str]]] = {}
    for row in lexicon.rows("event_nouns"):
        noun = fold_name(row["noun"])
        entry = (row["type"], row["strength"], frozenset(fold_name(n) for n in row["needs"].split() if n != "-"))
        nouns[noun] = entry
        stem = noun[:-1] + {"ه": "ت", "ي": "ا"}.get(noun[-1], noun[-1])
        for suffix in ("ها", "ه", "هم"):
            nouns.setdefault(stem + suffix, entry)
    return nouns


@cache
def _stops() -> frozenset[str]:
    """Words that end a name, ordinals aside: «الملتقى الوطني الثاني للصيد»."""
    return frozenset(fold_name(row["word"]) for row in lexicon.rows("name_stops") if row["kind"] != "event" and not _ORDINAL.fullmatch(fold_name(row["word"])))


def event_mentions(reading: Reading) -> list[EventMention]:
    """Every event noun that speaks of a happening; not those inside a body's name, a list item or another event's title."""
    found: list[EventMention] = []
    titled: list[tuple[int, int]] = []
    items = Index([{"start": b.start, "end": b.end} for b in reading.layout.blocks if b.kind in ("item", "footer")])
    headline = reading.layout.headline
    for i, word in enumerate(reading.words):
        norm = word.norm
        definite = norm.startswith("ال") and norm[2:] in _nouns()
        if norm in phrases("edition") and (edition := _edition(reading, i)) is not None:
            found.append(edition)
            continue
        entry = _nouns().get(norm[2:] if definite else norm)
        if entry is None or (titled and word.start < titled[-1][1]) or items.at(word.start) is not None:
            continue
        entity = reading.entities.at(word.start)
        if entity is not None and entity["label"] in BODIES:
            continue
        kind, strength, needs = entry
        following = [reading.norm(k) for k in range(i + 1, i + 6)]
        mention = EventMention(
            token=i,
            start=word.start,
            end=word.end,
            type=kind,
            strength=strength,
            definite=definite,
            sentence=reading.sentence(word.start),
            headline=headline is not None and headline[0] <= word.start < headline[1],
        )
        _title(reading, mention)
        if mention.title_span:
            titled.append(mention.title_span)
        bare = {f.removeprefix("ال") for f in following[:3]}
        if needs and (not definite or norm == "اليوم") and not needs.intersection(bare) and (mention.title is None or strength != "s"):
            continue
        if kind == "agreement" and reading.norm(i - 1).isdigit():
            continue  # «بتوقيع 14 اتفاقية»
        if kind == "ceremony" and following[0] in phrases("part"):
            continue  # «حفل الافتتاح» is the conference's
        if needs and definite and kind == "training_course" and _ORDINAL.fullmatch(following[0]) and not needs.intersection(bare):
            continue  # «الدورة الأولى للصالون» is an edition
        if kind == "seminar" and following[0].removeprefix("ال") in ("صحفيه", "صحافيه"):
            mention.type, mention.strength = "conference", "p"
        elif kind == "conference" and following[0].removeprefix("ال") in ("صحفي", "صحافي", "صحفيا"):
            mention.strength = "p"
        _verb(reading, mention)
        found.append(mention)
    return found


def _edition(reading: Reading, i: int) -> EventMention | None:
    """«الدورة الثانية», «الدفعة المقبلة» with a time of its own: another edition of an event that is told of elsewhere."""
    following = reading.norm(i + 1)
    word = reading.words[i]
    sentence = reading.sentence(word.start)
    if not (_ORDINAL.fullmatch(following) or following in phrases("next")) or reading.entities.at(word.start) is not None:
        return None
    start, end = reading.sentences[sentence]
    dated = [d for d in reading.dates.between(start, end) if d["first"] and abs(d["start"] - word.start) < 120]
    headline = reading.layout.headline
    if not dated or (headline and headline[0] <= word.start < headline[1]):
        return None
    m = EventMention(token=i, start=word.start, end=word.end, type="edition", strength="e", definite=True, sentence=sentence, headline=False)
    _verb(reading, m)
    return m if m.verb is not None else None


def _title(reading: Reading, mention: EventMention) -> None:
    """The official name: quoted, or after بعنوان, or a quotation that begins with the event noun itself."""
    i = mention.token
    text = reading.text
    before = text[max(0, mention.start - 2) : mention.start].strip()
    if before and before[-1] in _OPENING and before[-1] not in "('":
        span = _quoted(text, mention.start - 1 - (text[mention.start - 1] == " "))
        if span is not None:
            if not _is_name(reading, span):
                mention.title, mention.title_span = text[span[0] : span[1]], span
            return
    limit = min(i + 14, len(reading.words))
    named = False
    for k in range(i + 1, limit):
        norm = reading.norm(k)
        if norm in (".", ":", "؛", ";", "،", ",") and not (norm == ":" and k - i < 12):
            if norm != "," and norm != "،":
                break
            if not named and k - i > 4:
                break
        if "\n" in text[reading.words[k - 1].end : reading.words[k].start]:
            break
        if norm in phrases("slogan"):
            return
        if norm in phrases("titled") or fold_name(norm) in phrases("titled"):
            named = True
            continue
        raw = text[reading.words[k].start]
        if raw in _OPENING and raw != "'" and (raw != "(" or named or reading.norm(k - 1) in ("بعنوان", "الموسومه", "الموسوم")):
            span = _quoted(text, reading.words[k].start)
            gap = [reading.norm(x) for x in range(i + 1, k)]
            if span is None or span[1] - span[0] < 4:
                break
            if named or (mention.type != "agreement" and _close(gap, mention.definite) and not _is_name(reading, span)):
                mention.title, mention.title_span = text[span[0] : span[1]], span
            return
        if named and reading.words[k].norm not in (":", "-"):
            end = _clause_end(reading, k)
            mention.title_span = (reading.words[k].start, end)
            mention.title = text[reading.words[k].start : end]
            return
    _proper(reading, mention)


def _close(gap: list[str], definite: bool) -> bool:
    """Whether a quotation that `gap` parts from the event noun is the event's name, and not of something told about it."""
    told = [g for g in gap if g in verbs() and verbs()[g].tense != "masdar" and not (definite and len(gap) < 3)]
    if gap and gap[-1] in phrases("about"):
        return len(gap) <= (4 if definite else 8)
    return not told and len(gap) <= (1 if definite else 4)


def _is_name(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether a quotation is a body's or a person's name: «السعودي البريطاني»."""
    entity = reading.entities.at(span[0])
    return entity is not None and entity["end"] >= span[1] - 1


def _quoted(text: str, opening: int) -> tuple[int, int] | None:
    """What stands between the quotation mark at `opening` and its partner, without outer blanks; None past 200 characters or a line's end."""
    mark = text[opening]
    partners = {"«": "»", "“": "”", "”": "”“", "„": "“”", "‹": "›", '"': '"', "‘": "’", "(": ")"}.get(mark, mark)
    for k in range(opening + 1, min(len(text), opening + 220)):
        if text[k] == "\n":
            return None
        if text[k] in partners:
            inner = text[opening + 1 : k]
            if mark == "(" and inner.startswith(("(", " (")):
                continue
            start = opening + 1 + len(inner) - len(inner.lstrip())
            return (start, opening + 1 + len(inner.rstrip())) if inner.strip() else None
    return None


def _clause_end(reading: Reading, k: int) -> int:
    """Where an unquoted title ends: at punctuation, a relative or a preposition of time or place."""
    end = reading.words[k].end
    ends = _stops()
    for x in range(k, min(k + 16, len(reading.words))):
        norm = reading.norm(x)
        if norm in _STOPS or (x > k and (norm in ends or norm in phrases("venue_end"))):
            break
        if x > k and "\n" in reading.text[reading.words[x - 1].end : reading.words[x].start]:
            break
        end = reading.words[x].end
    return end


def _proper(reading: Reading, mention: EventMention) -> None:
    """A proper event name without quotes: «ملتقى المكفوفين», «المؤتمر الدولي لدعم الاقتصاد والاستثمار», «معرض سوسة الدولي للسياحة»."""
    if mention.type not in ("conference", "forum", "exhibition", "competition", "other") or mention.strength not in ("s",):
        return
    i, k = mention.token, mention.token + 1
    content = 0
    stops = _stops()
    specific = False
    while k < min(i + 14, len(reading.words)):
        norm, gap = reading.norm(k), reading.text[reading.words[k - 1].end : reading.words[k].start]
        if "\n" in gap or len(gap) > 2:
            break
        if norm in stops or norm in ("الصحفي", "الصحافي", "ال") or norm in verbs():
            break
        entity = reading.entities.at(reading.words[k].start)
        if entity is not None and entity["label"] == "PERSON":
            break
        if norm.startswith("ال") and len(norm) > 3:
            content += 1
            specific = specific or (k > i + 1 or not mention.definite)
            k += 1
        elif entity is not None and entity["label"] in ("CITY", "COUNTRY") and not mention.definite and k == i + 1:
            content += 1
            specific = True
            while k < len(reading.words) and reading.words[k].start < entity["end"]:
                k += 1
        elif content and norm in ("و", "لل") and _goes_on(reading.norm(k + 1)):
            k += 2
            content += 1
            specific = True
        elif norm == "ل" and content and reading.norm(k + 2).startswith("ال") and not reading.norm(k + 1).startswith("ال"):
            k += 3
            content += 1
            specific = True
        else:
            break
    if specific and content >= (2 if mention.definite else 1):
        mention.title_span = (mention.start, reading.words[k - 1].end)
        article = "ال" if reading.norm(i - 1) == "لل" else ""  # «لل⟦صالون الدولي للسياحة⟧»
        mention.title = article + reading.text[mention.start : reading.words[k - 1].end]


def _goes_on(norm: str) -> bool:
    return norm.startswith("ال") and norm not in _stops() and norm not in _nouns()


def _verb(reading: Reading, mention: EventMention) -> None:
    """The verb that an event noun is told with: before it in its sentence, or behind it in a relative clause; and its tense."""
    forms = verbs()
    first, last = reading.sentences[mention.sentence]
    low = max(reading.token(first), mention.token - 40)
    best: tuple[Verb, int] | None = None
    for k in range(mention.token - 1, low - 1, -1):
        if reading.norm(k) in ("ان", "انه", "انها") and best is not None:
            break
        verb = forms.get(reading.norm(k))
        if verb is None or verb.object or verb.role in ("none",):
            continue
        if verb.tense == "masdar":
            if k >= mention.token - 3 and best is None:
                best = (verb, k)
            continue
        entity = reading.entities.at(reading.words[k].start)
        if entity is not None:
            continue
        if best is None or best[0].tense == "masdar":
            best = (verb if best is None else Verb(best[0].role, verb.tense), k)
        break
    high = min(len(reading.words), mention.token + 26)
    for k in range(mention.token + 1, high):
        if reading.words[k].start >= last:
            break
        verb = forms.get(reading.norm(k))
        if verb is None or verb.tense == "masdar" or reading.entities.at(reading.words[k].start) is not None:
            continue
        relative = verb.object or reading.norm(k - 1) in ("التي", "الذي", "والتي", "والذي", "و")
        if (relative and (best is None or best[0].role in ("attend", "lead", "announce", "meet"))) or (best is None and k - mention.token < 12):
            best = (verb, k)
            break
    before = reading.gap(first, mention.start)
    if best is not None:
        mention.verb, mention.verb_token = best
        mention.tense = best[0].tense if best[0].tense != "masdar" else None
    if cue("plan").search(before[-60:]) or (mention.tense is None and cue("plan").search(reading.gap(mention.end, min(last, mention.end + 80)))):
        mention.tense = "future"


def _appointments(reading: Reading) -> list[EventMention]:
    """Who is appointed, told in the headline and the lead: «مريم الدوسري مديراً عاماً لمعهد …», «تعيين المهندس … رئيساً لـ …»."""
    found = []
    for block in [b for b in reading.layout.blocks if b.kind in ("headline", "body")][:3]:
        for n in range(reading.sentence(block.start), min(reading.sentence(block.start) + 3, reading.sentence(max(block.start, block.end - 1)) + 1)):
            start, end = max(reading.sentences[n][0], block.start), min(reading.sentences[n][1], block.end)
            view = fold(reading.text[start:end])
            act, office = cue("appoint").search(view.text), cue("office").search(view.text)
            if office is None or (act is None and block.kind != "headline"):
                continue
            at = start + view.source(office.start(), office.end())[0]
            person = next((e for e in reading.entities.between(max(start, at - 90), min(end, at + 90)) if e["label"] == "PERSON"), None)
            if person is None:
                continue
            first = start + view.source(act.start(), act.end())[0] if act is not None else person["start"]
            token = reading.token(first)
            found.append(EventMention(
                token=token, start=first, end=max(person["end"], at), type="appointment", strength="s", definite=False, sentence=n,
                headline=block.kind == "headline", verb=Verb("appoint", "past"), verb_token=token, tense="past",
            ))  # fmt: skip
    return found


def happenings(reading: Reading) -> list[Happening]:
    """The events of a release, the main one first; none where nothing happens.

    A headline and its lead speak of one event; «الورشة» later speaks of it again; an event of its own needs a title or time of its own.
    """
    mentions = event_mentions(reading)
    events: list[Happening] = []
    heads = [m for m in mentions if m.headline]
    for m in mentions:
        if m.headline:
            continue
        alias = any(h.type == m.type and h.title and m.title and _same_name(h.title, m.title) for h in heads)
        told = [e for e in events if e.type == m.type]
        if alias and told:
            told[0].mentions.append(m)  # the headline's name for it
        else:
            _place(reading, m, events)
    for m in heads:
        twin = next((e for e in events if e.type == m.type), None)
        if twin is not None:
            twin.mentions.insert(0, m)
            own = m.title is not None and fold_name(m.title).split()[0].removeprefix("ال") in _nouns()
            if m.title is not None and (twin.title is None or (own and fold_name(twin.title).split()[0].removeprefix("ال") not in _nouns())):
                twin.title, twin.title_span = m.title, m.title_span
        elif not events and (m.verb is not None or m.title is not None or m.strength == "s") and m.strength not in ("l", "v"):
            events.append(_start(m))
    appointed = _appointments(reading)
    if appointed and not any(any(m.headline for m in e.mentions) for e in events):
        first = not any(e.lead.start < appointed[0].start for e in events)
        events.append(Happening("appointment", appointed, main=first))
    if events:
        named = [e for e in events if e.main] or [e for e in events if any(m.headline for m in e.mentions)]
        main = min(named or events, key=lambda e: e.lead.start)
        main.main = True
        events.sort(key=lambda e: (not e.main, e.lead.start))
    _spread(reading, events)
    return events


def _same_name(a: str, b: str) -> bool:
    """Two titles of one event: the same words, or one the short form of the other."""
    x, y = ({w.removeprefix("ال") for w in fold_name(t).replace(" لل", " ").split()} for t in (a, b))
    return x <= y or y <= x


def _start(m: EventMention) -> Happening:
    return Happening(m.type, [m], m.title, m.title_span)


def _place(reading: Reading, m: EventMention, events: list[Happening]) -> None:
    """Put a mention to the event that it speaks of, or let it begin one, or leave it: background."""
    same = [e for e in events if e.type == m.type]
    told = m.verb is not None and m.verb.role not in ("announce", "plan", "appoint", "visit" if m.type != "visit" else "")
    if m.title is not None:
        twin = next((e for e in events if e.title and _same_name(e.title, m.title)), None)
        if twin is not None:
            twin.mentions.append(m)
            return
        # «البرنامج» in the lead, its title only now
        if same and same[-1].title is None and (m.definite or not told) and m.tense != "future":
            same[-1].mentions.append(m)
            same[-1].title, same[-1].title_span = m.title, m.title_span
            return
    new = False
    if m.type == "edition":
        told_of = next((e for e in events if e.main), events[0]) if events else None
        if told_of is not None and m.sentence not in {x.sentence for x in told_of.mentions}:
            m.type = told_of.type
            events.append(Happening(told_of.type, [m], told_of.title, told_of.title_span))
        return
    if not events:
        new = (m.strength == "s" and (told or m.title is not None or m.tense is not None or not m.definite)) or (
            m.strength in ("w", "p") and told and not (m.definite and m.title is None)
        )
        if m.type == "agreement":
            new = told and m.verb is not None and m.verb.role in ("sign", "hold", "held", "attend", "close")
        if m.strength == "l":
            new = m.verb is not None and m.verb.role in ("launch", "open", "begin")
        if m.strength == "v":
            new = m.verb is not None and m.verb.role in ("issue", "launch") and m.verb_token < m.token
    elif m.type == "agreement":
        new = not same and m.verb is not None and m.verb.role == "sign" and not (m.definite and m.title is None)
    elif m.strength in ("l", "v"):
        new = False
    elif m.definite and m.tense in ("present", "future") and reading.norm(m.token + 1) in phrases("next"):
        m.tense = "future"  # «على أن يعقد الاجتماع القادم في …»
        new = m.strength != "p" and m.sentence != events[-1].lead.sentence
    elif m.tense == "future" and (not m.definite or m.title is not None or cue("next").search(reading.gap(m.end, m.end + 40))):
        earlier = same[-1] if same else None
        new = earlier is None or earlier.lead.tense != "future" or (m.title is not None and m.title != earlier.title)
        if earlier is not None and earlier.title is None and earlier.lead.tense == "future":
            new = False
    elif m.title is not None and told and m.strength == "s":
        new = not same or (same[-1].title is not None and m.verb is not None and m.verb.role not in ("attend",))
        if reading.norm(m.token - 1) in phrases("part") or reading.norm(m.token - 2) in ("ضمن", "اطار"):
            new = new and not same
    elif not same and told and not m.definite and m.strength == "s" and m.verb is not None and m.verb.role in ("hold", "host", "close", "open", "held", "sign"):
        new = m.tense in ("past", "future") and m.sentence != events[-1].lead.sentence
    if new:
        events.append(_start(m))
    elif same and (m.definite or m.title is None):
        same[-1].mentions.append(m)
        if m.title is not None and same[-1].title is None and m.definite:
            same[-1].title, same[-1].title_span = m.title, m.title_span


def _spread(reading: Reading, events: list[Happening]) -> None:
    """Give every sentence to the event it speaks of: the one named in it, else the one spoken of before it."""
    if not events:
        return
    owner: dict[int, Happening] = {}
    for event in events:
        for m in event.mentions:
            owner.setdefault(m.sentence, event)
        owner[event.lead.sentence] = event
    current = next(e for e in events if e.main)
    for n in range(len(reading.sentences)):
        named = owner.get(n)
        if named is not None:
            current = named
            named.sentences.append(n)
        else:
            # A paragraph later the talk is of the main event again.
            start = reading.sentences[n][0]
            previous = reading.sentences[n - 1][1] if n else 0
            if "\n" in reading.text[previous:start]:
                current = next(e for e in events if e.main)
            current.sentences.append(n)


def one_shot(type_: str) -> bool:
    """Whether a type of event has no duration: a signature, a launch, a report, an appointment."""
    return type_ in _ONE_SHOT
