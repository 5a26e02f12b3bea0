"""The judge: figures that can be worked out by hand, and the same words as the script that others judge us with."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from arextract.cli import app
from arextract.evaluate import covered, evaluate, likeness, plain_words, unit_right

HERE = Path(__file__).parents[1]
SCORE = HERE.parent / "shared" / "score.py"
CALL_SCORE = """
import runpy, sys
score, calls = sys.argv[1], eval(sys.argv[2])
for args in calls:
    print("#", args)
    sys.argv = [score, *args]
    try:
        runpy.run_path(score, run_name="__main__")
    except SystemExit:
        pass
"""
TEXT = "نظم معهد الأفق ورشة في إربد يوم 5 مايو 2024 بحضور 40 متدربا، وقال سامي عودة أمس"


def span(kind, quote, norm=None):
    start = TEXT.index(quote)
    return {"type": kind, "text": quote, "start": start, "end": start + len(quote), "norm": norm}


GOLD = {
    "entities": [
        span("INSTITUTE", "معهد الأفق"),
        span("CITY", "إربد"),
        span("PERSON", "سامي عودة", "مدير المعهد"),
        span("DATE", "5 مايو 2024", {"start": "2024-05-05", "end": "2024-05-05", "relative": False, "anchor": "text"}),
        span("DATE", "أمس", {"start": "2024-05-06", "end": "2024-05-06", "relative": True, "anchor": "metadata"}),
        span("STAT", "40 متدربا", {"value": 40, "unit": "متدربا"}),
    ],
    "directors": [{"name": "سامي عودة", "role": "مدير المعهد"}],
    "statistics": [{"value": 40, "unit": "متدربا", "metric": "المتدربين", "year": "2024", "approx": False}],
    "events": [
        {
            "event_type": "workshop", "title": None, "status": "past", "organizers": ["معهد الأفق"], "participants_orgs": [], "cities": ["إربد"], "countries": ["JO"],
            "start_date": "2024-05-05", "end_date": "2024-05-05", "duration_days": 1, "topics": ["القيادة"], "checks": [{"name": "duration_matches_dates", "ok": True}],
        }
    ],
}  # fmt: skip


def as_found(gold, doc_id):
    """The output that would be all right."""
    label = {"DATE", "STAT"}
    spans = gold["entities"]
    document = {
        "doc_id": doc_id,
        "entities": [{"label": e["type"], "start": e["start"], "end": e["end"], "text": e["text"]} for e in spans if e["type"] not in label],
        "dates": [{"start": e["start"], "end": e["end"], "text": e["text"], "first": (e["norm"] or {}).get("start"), "last": (e["norm"] or {}).get("end")} for e in spans if e["type"] == "DATE"],
        "statistics": [
            {"text": "", "value": s["value"], "low": s.get("low"), "high": s.get("high"), "unit": None, "counted": s.get("unit"), "metric": s.get("metric"), "year": s.get("year"), "source": s.get("source_report"), "approximate": s.get("approx")}
            for s in gold["statistics"]
        ],
        "directors": [{"name": d["name"] if isinstance(d, dict) else d, "role": d.get("role")} for d in gold["directors"]],
    }  # fmt: skip
    events = [
        {
            "doc_id": doc_id, "type": e["event_type"], "status": e["status"], "title": e.get("title"), "organizers": [{"name": o} if isinstance(o, str) else o for o in e["organizers"]],
            "first": e.get("start_date"), "last": e.get("end_date"), "duration_days": e.get("duration_days"), "cities": [{"name": c} if isinstance(c, str) else c for c in e["cities"]],
            "countries": e["countries"], "participants": {"ministries": [], "organizations": e["participants_orgs"]}, "partners": [], "topics": e.get("topics"), "checks": e.get("checks"),
        }
        for e in gold["events"]
    ]  # fmt: skip
    return document, events


def lay_out(folder, golds, damage=None):
    """Gold records and an output beside them, damaged or not."""
    (folder / "gold").mkdir(parents=True)
    (folder / "out").mkdir()
    documents, events = [], []
    for name, gold in golds.items():
        (folder / "gold" / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        document, happenings = as_found(gold, f"sub/{name}.txt")
        documents.append(document)
        events += happenings
    if damage:
        damage(documents, events)
    for name, records in (("documents", documents), ("events", events)):
        (folder / "out" / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return folder / "gold", folder / "out"


def figures(gold, out):
    return {row["kind"]: (row["gold"], row["pred"], row["right"]) for row in evaluate(gold, out).rows()}


def test_what_is_all_right_scores_one(tmp_path):
    gold, out = lay_out(tmp_path, {"a": GOLD})
    assert {row["kind"]: row["f1"] for row in evaluate(gold, out).rows() if row["f1"] != 1.0} == {}
    assert {"entity", "overlap", "date_value", "date_value_meta", "stat_unit", "director_role", "event_topics", "event_checks", "event_slots"} <= set(
        figures(gold, out)
    )


def test_what_is_missing_and_what_is_wrong_is_counted(tmp_path):
    def damage(documents, events):
        documents[0]["entities"][0]["end"] -= 1  # an edge: strict wrong, overlap right
        documents[0]["entities"][1]["label"] = "COUNTRY"
        documents[0]["dates"][0]["first"] = "2024-05-04"
        documents[0]["statistics"].append({"value": 7, "text": "7"})
        documents[0]["directors"] = []
        events[0]["type"] = "conference"
        events.append({"doc_id": "a.txt", "type": "other", "status": "past"})

    gold, out = lay_out(tmp_path, {"a": GOLD, "b": GOLD}, damage)
    (out / "documents.jsonl").write_text((out / "documents.jsonl").read_text(encoding="utf-8").split("\n")[0], encoding="utf-8")
    report = evaluate(gold, out)
    found = figures(gold, out)
    assert (report.documents, report.missing) == (2, ["b"])
    assert found["institute"] == (2, 1, 0)
    assert found["overlap"] == (6, 3, 2)
    assert found["date_value"] == (2, 1, 0)
    assert found["stat_value"] == (2, 2, 1)
    assert found["director"] == (2, 0, 0)
    assert found["event"] == (2, 3, 1)
    assert "a wrong  7 7" in report.errors["stat_value"]
    assert "a missed إربد @" in " ".join(report.errors["city"])


def test_an_anaphor_is_no_entity_of_gold(tmp_path):
    gold, out = lay_out(
        tmp_path, {"a": GOLD}, lambda d, e: d[0]["entities"].append({"label": "INSTITUTE", "start": 0, "end": 3, "text": "نظم", "anaphor": True})
    )
    assert figures(gold, out)["institute"] == (1, 1, 1)


def test_words_are_compared_folded():
    assert plain_words("«الأُولى»ـ ") == "الاولي"
    assert likeness("وزارة المالية", "وزاره الماليه") == 1.0
    assert likeness("أ ب", "ب ت") == 0.5
    assert likeness(None, "") == 1.0
    assert covered("عدد الموظفين", "موظفا") == 1.0
    assert unit_right("مليون دولار", {"unit": "USD"})
    assert unit_right("بالمئة", {"unit": "percent"})
    assert not unit_right("بالمئة", {"unit": "count"})
    assert unit_right("كم", {"unit": "km"})
    assert unit_right("دول عربية", {"unit": "count", "counted": "دولة"})
    assert not unit_right("متدربا", {"unit": "count", "counted": "دولة"})


def test_the_command(tmp_path):
    gold, out = lay_out(tmp_path, {"a": GOLD})
    run = CliRunner().invoke
    table = run(app, ["evaluate", str(gold), str(out)])
    assert table.exit_code == 0
    assert table.stdout.startswith("1 gold documents, 0 missing from the output \n")
    assert json.loads(run(app, ["evaluate", str(gold), str(out), "--json"]).stdout)["documents"] == 1
    assert run(app, ["evaluate", str(gold), str(out), "--errors", "person"]).stdout == ""
    bogus = run(app, ["evaluate", str(gold), str(out), "--errors", "bogus"])
    assert (bogus.exit_code, bogus.stdout) == (2, "")
    assert all(kind in bogus.stderr for kind in ("person", "date_value", "event_title"))
    for wrong in ([str(tmp_path), str(out)], [str(gold), str(tmp_path)]):
        result = run(app, ["evaluate", *wrong])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "arextract: no " in result.stderr


@pytest.mark.skipif(not SCORE.exists(), reason="the script that others judge with is not here")
def test_the_same_words_as_the_script(tmp_path):
    golds = {f.stem: json.loads(f.read_text(encoding="utf-8")) for folder in ("dev", "genre") for f in (SCORE.parent / "gold" / folder / "gold").glob("*.json")}
    assert golds
    chance = random.Random(1)

    def damage(documents, events):
        for document in documents:
            for kind in ("entities", "dates", "statistics", "directors"):
                document[kind] = [r for r in document[kind] if chance.random() < 0.8] + [dict(r) for r in document[kind] if chance.random() < 0.1]
            for record in [*document["entities"], *document["dates"]]:
                record["end"] -= chance.random() < 0.2
                if "label" in record and chance.random() < 0.1:
                    record["label"] = chance.choice(["PERSON", "CITY", "ORGANIZATION"])
                if "first" in record and chance.random() < 0.2:
                    record["first"] = "2020-01-01"
            for record in document["statistics"]:
                record["metric"] = " ".join((record["metric"] or "").split()[: chance.randrange(4)]) or None
                record["unit"] = chance.choice(["percent", "USD", "count", None])
                record["year"] = chance.choice([record["year"], "2001"])
                record["approximate"] = chance.choice([True, False])
            for record in document["directors"]:
                record["role"] = chance.choice([record["role"], "مدير"])
        chance.shuffle(events)
        del events[::5]
        for event in events:
            event["type"] = chance.choice([event["type"], event["type"], "other"])
            event["title"] = chance.choice([event["title"], None])
            event["cities"] = event["cities"] * chance.randrange(3)
        del documents[3]

    gold, out = lay_out(tmp_path, golds, damage)
    kinds = [row["kind"] for row in evaluate(gold, out).rows()]
    calls = [[str(gold), str(out), *more] for more in ([], ["--json"], *(["--errors", kind] for kind in [*kinds, "nonsense"]))]
    theirs = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", CALL_SCORE, str(SCORE), repr(calls)], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    ours = "".join(f"# {args}\n" + CliRunner().invoke(app, ["evaluate", *args]).stdout for args in calls)
    assert ours == theirs
