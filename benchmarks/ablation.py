"""What each stage adds to the event records: event and event_slots of the fixtures with one stage left out at a time.

    python benchmarks/ablation.py [--gold fixtures/gold] [--releases fixtures/releases] [--metadata fixtures/metadata.csv] [--pipeline press_release]

A stage that is left out writes an empty group: those behind it find nothing of it on the Doc and go on. «without the model» keeps all rules;
«without rules for names» keeps the model alone. The layout and the nouns of events are assembly's own and cannot be left out; of assembly itself,
what it makes of datelines, pairs and events without a noun is switched off one at a time.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from spacy.tokens import Doc

from arextract import engine, evaluate, pipeline
from arextract.assemble import assemble
from arextract.mentions import put
from arextract.records import Document, plain

STAGES: dict[str, tuple[str, ...]] = {
    "everything": (),
    "without the model": ("arextract_ner",),
    "without places": ("arextract_places",),
    "without dates": ("arextract_dates",),
    "without numbers": ("arextract_numbers",),
    "without rules for bodies": ("arextract_organisations",),
    "without rules for people": ("arextract_people",),
    "without rules for names": ("arextract_places", "arextract_organisations", "arextract_people"),
    "without statistics": ("arextract_statistics",),
}
ASSEMBLY: dict[str, tuple[str, object]] = {
    "without pairs": ("arextract.assemble.telling.pair", lambda reading, mention: [mention]),
    "without meetings by verb": ("arextract.assemble.happenings.meetings", lambda reading: []),
    "without untold reports, grants": ("arextract.assemble.happenings.reports", lambda reading: []),
    "without briefs": ("arextract.assemble.happenings.brief", lambda reading: None),
    "without appointments": ("arextract.assemble.happenings.appointments", lambda reading: []),
    "without partners": ("arextract.assemble.attendance.partners", lambda *given: []),
    "without participants": ("arextract.assemble.attendance.participants", lambda *given: ([], [])),
    "without postponements": ("arextract.assemble.when.postponed", lambda *given: False),
    "without lengths": ("arextract.assemble.when.duration", lambda *given: None),
}


def score(name: str, given: Sequence[Document], gold: Path, left_out: Sequence[str]) -> dict[str, float]:
    """F1 by kind of the records made with some components left out."""
    nlp = pipeline.load(name)

    def read(document: Document) -> Doc:
        doc = pipeline.make_doc(nlp, document)
        for label, component in nlp.pipeline:
            if label in left_out:
                put(doc, component.group, [])
            elif label == "arextract_entities" and "arextract_ner" in left_out:
                with mock.patch.multiple(component, hear=None, weights="rules"):
                    component(doc)
            else:
                doc = component(doc)
        return doc

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with (out / "documents.jsonl").open("w", encoding="utf-8") as records, (out / "events.jsonl").open("w", encoding="utf-8") as events:
            for document in given:
                release = assemble(read(document), document)
                whole = plain(release)
                for event in whole.pop("events"):
                    events.write(json.dumps(event, ensure_ascii=False) + "\n")
                records.write(json.dumps(whole, ensure_ascii=False) + "\n")
        return {row["kind"]: row["f1"] for row in evaluate.evaluate(gold, out).rows()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, default=Path("fixtures/gold"))
    parser.add_argument("--releases", type=Path, default=Path("fixtures/releases"))
    parser.add_argument("--metadata", type=Path, default=Path("fixtures/metadata.csv"))
    parser.add_argument("--pipeline", default="press_release")
    options = parser.parse_args()
    table = options.metadata if options.metadata.exists() else None
    given = [d for d in engine.read([str(options.releases)], table) if isinstance(d, Document)]
    print(f"{len(given)} documents\n{'':32}{'event':>8}{'slots':>8}{'adds':>8}")
    whole = 0.0
    for label, left_out in STAGES.items():
        rows = score(options.pipeline, given, options.gold, left_out)
        whole = whole or rows["event_slots"]
        print(f"{label:32}{rows['event']:8.3f}{rows['event_slots']:8.3f}{whole - rows['event_slots']:8.3f}", flush=True)
    for label, (target, instead) in ASSEMBLY.items():
        with contextlib.ExitStack() as stack:
            stack.enter_context(mock.patch(target, instead))
            if "grants" in label:
                stack.enter_context(mock.patch("arextract.assemble.happenings.grants", lambda reading: []))
            rows = score(options.pipeline, given, options.gold, ())
        print(f"{label:32}{rows['event']:8.3f}{rows['event_slots']:8.3f}{whole - rows['event_slots']:8.3f}", flush=True)


if __name__ == "__main__":
    main()
