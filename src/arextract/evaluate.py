"""What a run's output is worth against gold records: precision, recall and F1 per kind.

Gold is as `fixtures/gold` holds it; a document is matched by its file name without folder and suffix, and one that the output lacks counts as
empty. Kinds: person ministry institute organization country city (span and label exact; `body` joins the three kinds of bodies, `overlap`
forgives the edges), date_span, date_value (dates that the text alone resolves), date_value_meta (those that need the release's date),
stat_value and, over the figures whose value is right, stat_metric stat_unit stat_year stat_source stat_approx, director, event (one to one,
type right), event_slots and each slot, and topics and checks where gold has them.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

Json = dict[str, Any]

ENTITIES = frozenset({"PERSON", "MINISTRY", "INSTITUTE", "ORGANIZATION", "COUNTRY", "CITY"})
BODIES = frozenset({"MINISTRY", "INSTITUTE", "ORGANIZATION"})
SLOTS = ("type", "status", "title", "organizers", "first", "last", "duration", "cities", "countries", "participants")

# The judge folds more bluntly than the pipeline does, and on purpose apart from it: a slip of `fold` must not excuse itself.
_LETTERS = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "\u00a0": " ", **dict.fromkeys("\u0640\u200e\u200f")})
_MARKS = re.compile("[\u064b-\u0652\u0670]")
_PUNCTUATION = re.compile(r"[^\w%.,]+")
_PREFIX = re.compile("^(?:وال|بال|لل|ال|و)(?=..)")
_LITTLE = frozenset("في من على علي عن الى الي عدد اجمالي نسبه بلغ و او التي الذي".split())
_PERCENT = re.compile("%|بالم|في الم|نقطه")
_MONEY = re.compile("دولار|دينار|ريال|درهم|دراهم|جنيه|يورو|ليره|ليرات|فرنك|اوقيه|م د|د ا")
_MEASURE = re.compile("^(?:كلم|كم|كيلومتر|متر|هكتار|طن|كيلو|ميل|لتر|فدان|ميغاوات|ميجاوات|قدم)")
_CURRENCY = re.compile("[A-Z]{3}")


def plain_words(value: object) -> str:
    """A string as the judge compares it: folded, without marks and most punctuation."""
    text = _MARKS.sub("", str(value or "").translate(_LETTERS))
    return " ".join(_PUNCTUATION.sub(" ", text).split()).strip(" .,")


def likeness(one: object, other: object) -> float:
    """F1 of the words of two strings; 1 where both are empty."""
    a, b = Counter(plain_words(one).split()), Counter(plain_words(other).split())
    size = a.total() + b.total()
    return 2 * (a & b).total() / size if size else 1.0


def _kin(one: str, other: str) -> bool:
    # Two words of one stem, roughly: دولة / دول / الدول, موظف / موظفاً.
    if one == other:
        return True
    one, other = _PREFIX.sub("", one), _PREFIX.sub("", other)
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return same >= 2 and same >= 0.6 * min(len(one), len(other))


def covered(gold: object, said: object) -> float:
    """Share of the content words of `gold` that have kin in `said`."""
    words = plain_words(gold).split()
    wanted = [w for w in words if w not in _LITTLE] or words
    there = plain_words(said).split()
    return sum(any(_kin(w, x) for x in there) for w in wanted) / len(wanted) if wanted else 1.0


def unit_right(gold: object, found: Json) -> bool:
    """Percent, money and measures by their codes; counted nouns by kin."""
    wanted, unit = plain_words(gold), str(found.get("unit") or "")
    if _PERCENT.search(wanted):
        return unit == "percent"
    if _MONEY.search(wanted):
        return bool(_CURRENCY.fullmatch(unit) or _MONEY.search(plain_words(unit)))
    if _MEASURE.search(wanted):
        return unit not in ("", "count", "percent") or covered(gold, found.get("counted")) >= 0.5
    return covered(gold, f"{found.get('counted') or ''} {found.get('text') or ''}") >= 0.5


@dataclass(slots=True)
class Tally:
    """Counts of one kind: in gold, in the output, right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def row(self, kind: str) -> Json:
        """A line of the report, rounded to four places."""
        return {
            "kind": kind,
            "gold": self.gold,
            "pred": self.found,
            "right": self.right,
            "p": round(self.right / self.found if self.found else 0.0, 4),
            "r": round(self.right / self.gold if self.gold else 0.0, 4),
            "f1": round(2 * self.right / (self.gold + self.found), 4) if self.gold + self.found else 1.0,
        }


@dataclass(slots=True)
class Report:
    """The figures of a comparison, kinds in the order in which they first came up, and what was missed or wrong."""

    documents: int = 0
    missing: list[str] = field(default_factory=list)
    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, gold: int, found: int, right: int) -> None:
        """Add to the counts of a kind."""
        tally = self.kinds[kind]
        tally.gold, tally.found, tally.right = tally.gold + gold, tally.found + found, tally.right + right

    def compare(self, kind: str, document: str, gold: Iterable[Hashable], found: Iterable[Hashable], show: Callable[[Any], object] = str) -> None:
        """Compare two bags of values: right is what stands in both."""
        wanted, there = Counter(gold), Counter(found)
        self.add(kind, wanted.total(), there.total(), (wanted & there).total())
        self.errors[kind] += [f"{document} missed {show(x)}" for x in wanted - there]
        self.errors[kind] += [f"{document} wrong  {show(x)}" for x in there - wanted]

    def rows(self) -> list[Json]:
        """The report as rows: kind, gold, pred, right, p, r, f1."""
        return [tally.row(kind) for kind, tally in self.kinds.items()]

    def to_dict(self) -> Json:
        """The whole report, for --json."""
        return {"documents": self.documents, "missing": self.missing, "rows": self.rows()}

    def lines(self) -> Iterator[str]:
        """The report as a table of text."""
        yield f"{self.documents} gold documents, {len(self.missing)} missing from the output {self.missing[:5] or ''}"
        yield f"{'kind':20}{'gold':>6}{'pred':>6}{'P':>8}{'R':>8}{'F1':>8}"
        for r in self.rows():
            yield f"{r['kind']:20}{r['gold']:6}{r['pred']:6}{r['p']:8.3f}{r['r']:8.3f}{r['f1']:8.3f}"


def _names(values: Iterable[Any] | None) -> list[str]:
    return [plain_words(v["name"] if isinstance(v, dict) else v) for v in values or ()]


def _touch(a: Json, b: Json) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _place(span: tuple[int, int, str]) -> str:
    return f"{span[2]} @{span[0]}"


def _spans(items: Iterable[Json]) -> list[tuple[int, int, str]]:
    return [(x["start"], x["end"], x["text"]) for x in items]


def _entities(report: Report, name: str, gold: Json, found: Json) -> None:
    wanted = [e for e in gold["entities"] if e["type"] in ENTITIES]
    there = [e for e in found.get("entities", []) if e["label"] in ENTITIES and not e.get("anaphor")]
    for label in sorted(ENTITIES):
        of_gold, of_found = [e for e in wanted if e["type"] == label], [e for e in there if e["label"] == label]
        report.compare(label.lower(), name, _spans(of_gold), _spans(of_found), _place)
    report.compare("entity", name, [(e["start"], e["end"], e["type"]) for e in wanted], [(e["start"], e["end"], e["label"]) for e in there])
    of_gold, of_found = [e for e in wanted if e["type"] in BODIES], [e for e in there if e["label"] in BODIES]
    report.compare("body", name, [(e["start"], e["end"]) for e in of_gold], [(e["start"], e["end"]) for e in of_found])
    left, right = list(there), 0
    for e in wanted:
        hit = next((i for i, x in enumerate(left) if x["label"] == e["type"] and _touch(x, e)), None)
        if hit is not None:
            del left[hit]
            right += 1
    report.add("overlap", len(wanted), len(there), right)


def _same_days(gold: Json, found: Json) -> bool:
    return _touch(found, gold) and (found.get("first"), found.get("last")) == (gold["norm"]["start"], gold["norm"]["end"])


def _dates(report: Report, name: str, gold: Json, found: Json) -> None:
    marked, there = [e for e in gold["entities"] if e["type"] == "DATE"], found.get("dates", [])
    report.compare("date_span", name, _spans(marked), _spans(there), _place)

    def resolved(entity: Json, anchor: str) -> bool:
        norm = entity.get("norm") or {}
        return norm.get("anchor") == anchor and bool(norm.get("start"))

    wanted, others = [e for e in marked if resolved(e, "text")], [e for e in marked if not resolved(e, "text")]
    left = [x for x in there if not any(_touch(x, o) for o in others)]
    count, right = len(left), 0
    for e in wanted:
        hit = next((i for i, x in enumerate(left) if _same_days(e, x)), None)
        if hit is not None:
            del left[hit]
            right += 1
        else:
            got = [(x["text"], x.get("first"), x.get("last")) for x in there if _touch(x, e)]
            report.errors["date_value"].append(f"{name} missed {e['text']} = {e['norm']['start']}..{e['norm']['end']}, got {got}")
    report.add("date_value", len(wanted), count, right)
    by_release = [e for e in others if resolved(e, "metadata")]
    missed = [e for e in by_release if not any(_same_days(e, x) for x in there)]
    report.add("date_value_meta", len(by_release), len(by_release), len(by_release) - len(missed))
    report.errors["date_value_meta"] += [f"{name} missed {e['text']} = {e['norm']['start']}..{e['norm']['end']}" for e in missed]


def _near(a: Any, b: Any) -> bool:
    return a is not None and b is not None and abs(float(a) - float(b)) <= 1e-6 * max(1.0, abs(float(a)))


def _same_value(gold: Json, found: Json) -> bool:
    if gold["value"] is None:  # a range: between low and high
        return _near(gold.get("low"), found.get("low")) and _near(gold.get("high"), found.get("high"))
    return _near(gold["value"], found.get("value"))


def _about(gold: Json, found: Json) -> Iterator[tuple[str, bool]]:
    """What else is right about a figure whose value is, as far as gold says it."""
    if gold.get("metric"):
        yield "metric", covered(gold["metric"], f"{found.get('metric') or ''} {found.get('counted') or ''}") >= 0.5
    yield "approx", bool(gold.get("approx")) == bool(found.get("approximate"))
    if gold.get("year"):
        yield "year", str(gold["year"]) == str(found.get("year"))
    if gold.get("source_report"):
        yield "source", likeness(gold["source_report"], found.get("source")) >= 0.5
    if gold.get("unit"):
        yield "unit", unit_right(gold["unit"], found)


def _statistics(report: Report, name: str, gold: Json, found: Json) -> None:
    wanted, left = gold["statistics"], list(found.get("statistics", []))
    report.add("stat_value", len(wanted), len(left), 0)
    for s in wanted:
        hits = [i for i, x in enumerate(left) if _same_value(s, x)]
        if not hits:
            report.errors["stat_value"].append(f"{name} missed {s['value']} {s.get('unit')} ({s.get('metric')})")
            continue
        hit = left.pop(max(hits, key=lambda i: likeness(s.get("metric"), left[i].get("metric"))))
        report.add("stat_value", 0, 0, 1)
        for part, right in _about(s, hit):
            report.add(f"stat_{part}", 1, 1, int(right))
            if not right:
                report.errors[f"stat_{part}"].append(f"{name} {s['value']}: gold {s} got {hit}")
    report.errors["stat_value"] += [f"{name} wrong  {x.get('value')} {x.get('text')}" for x in left]


def _directors(report: Report, name: str, gold: Json, found: Json) -> None:
    report.compare("director", name, _names(gold["directors"]), _names(found.get("directors")))
    by_name = {plain_words(d["name"]): d for d in found.get("directors") or ()}
    for d in gold["directors"]:
        hit = by_name.get(plain_words(d["name"]))
        if hit and d.get("role"):
            report.add("director_role", 1, 1, int(likeness(d["role"], hit.get("role")) >= 0.6))


def _some(value: Any) -> list[Any]:
    return [value] if value else []


def _gold_slots(event: Json) -> dict[str, list[Any]]:
    values = (
        [event["event_type"]],
        [event["status"]],
        [plain_words(t) for t in _some(event.get("title"))],
        _names(event["organizers"]),
        _some(event.get("start_date")),
        _some(event.get("end_date")),
        _some(event.get("duration_days")),
        _names(event["cities"]),
        list(event["countries"]),
        _names(event["participants_orgs"]),
    )
    return dict(zip(SLOTS, values, strict=True))


def _found_slots(event: Json) -> dict[str, list[Any]]:
    took = event.get("participants") or {}
    values = (
        [event.get("type")],
        [event.get("status")],
        [plain_words(t) for t in _some(event.get("title"))],
        _names(event.get("organizers")),
        _some(event.get("first")),
        _some(event.get("last")),
        _some(event.get("duration_days")),
        _names(event.get("cities")),
        list(event.get("countries") or ()),
        _names(took.get("ministries")) + _names(took.get("organizations")) + _names(event.get("partners")),
    )
    return dict(zip(SLOTS, values, strict=True))


def _pairs(gold: list[dict[str, list[Any]]], found: list[dict[str, list[Any]]]) -> dict[int, int]:
    """Which found event stands for which gold event: the likest first, each at most once."""

    def alike(a: dict[str, list[Any]], b: dict[str, list[Any]]) -> float:
        same = sum((Counter(a[k]) & Counter(b[k])).total() for k in SLOTS)
        return same / max(1, sum(map(len, a.values()))) + (0.5 if a["type"] == b["type"] else 0)

    pairs: dict[int, int] = {}
    for score, i, j in sorted(((alike(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(found)), reverse=True):
        if score > 0.3 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _events(report: Report, name: str, gold: list[Json], found: list[Json]) -> None:
    wanted, there = [_gold_slots(e) for e in gold], [_found_slots(e) for e in found]
    pairs = _pairs(wanted, there)
    extra = [j for j in range(len(there)) if j not in pairs.values()]
    report.add("event", len(wanted), len(there), sum(wanted[i]["type"] == there[j]["type"] for i, j in pairs.items()))
    for slot in SLOTS:
        sides = [(a[slot], there[pairs[i]][slot] if i in pairs else []) for i, a in enumerate(wanted)]
        for a, b in sides + [([], there[j][slot]) for j in extra]:
            report.compare(f"event_{slot}", name, a, b)
            report.add("event_slots", len(a), len(b), (Counter(a) & Counter(b)).total())


def _extras(report: Report, name: str, gold: list[Json], found: list[Json]) -> None:
    # Topics and checks, where the gold record has them: those of every event, joined over the document.
    if not any("topics" in e for e in gold):
        return
    report.compare("event_topics", name, [plain_words(t) for e in gold for t in e["topics"]], [plain_words(t) for e in found for t in e.get("topics") or ()])
    wanted, there = ([(c["name"], bool(c["ok"])) for e in side for c in e.get("checks") or ()] for side in (gold, found))
    known = {check for check, _ in wanted}
    report.compare("event_checks", name, wanted, [c for c in there if c[0] in known])


def _lines(path: Path) -> Iterator[tuple[str, Json]]:
    """The records of a JSON Lines file with the bare name of their document; none where there is no file."""
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    record = json.loads(line)
                    yield PurePosixPath(record["doc_id"]).stem, record


def evaluate(gold: Path, out: Path) -> Report:
    """Compare the records in folder `out` with the gold records in folder `gold` (one JSON file a document).

    Raises FileNotFoundError where `gold` holds no records or `out` no documents.jsonl.
    """
    files = sorted(gold.glob("*.json"))
    if not files:
        raise FileNotFoundError(f"no gold records (*.json) in {gold}")
    if not (out / "documents.jsonl").exists():
        raise FileNotFoundError(f"no documents.jsonl in {out}: give the folder that `arextract run … --out` wrote")
    documents = dict(_lines(out / "documents.jsonl"))
    events: defaultdict[str, list[Json]] = defaultdict(list)
    for name, event in _lines(out / "events.jsonl"):
        events[name].append(event)
    report = Report(documents=len(files), missing=[f.stem for f in files if f.stem not in documents])
    for file in files:
        name, record, found = file.stem, json.loads(file.read_text(encoding="utf-8")), documents.get(file.stem, {})
        for part in (_entities, _dates, _statistics, _directors):
            part(report, name, record, found)
        _events(report, name, record["events"], events[name])
        _extras(report, name, record["events"], events[name])
    return report
