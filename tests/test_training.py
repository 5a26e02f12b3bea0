"""Our own marked releases: well marked, split by issuer, and what the default pipeline finds in those that trained nothing."""

import pathlib

import pytest

TRAINING = pathlib.Path(__file__).parents[1] / "training"
ARAB = set("SA AE QA KW BH OM YE EG SD LY SO DJ KM MR JO PS LB SY IQ MA DZ TN".split())
FLOOR = {
    "PERSON": 0.90,
    "MINISTRY": 0.94,
    "INSTITUTE": 0.86,
    "ORGANIZATION": 0.78,
    "COUNTRY": 0.92,
    "CITY": 0.80,
    "entity": 0.85,
    "body": 0.82,
    "overlap": 0.89,
}


@pytest.fixture(scope="module")
def releases():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TRAINING))
        import marks

        return marks, [r for path in sorted((TRAINING / "releases").glob("*.txt")) for r in marks.read(path)]


def test_there_are_enough_of_every_country(releases):
    _, found = releases
    assert len(found) >= 600 and len({r.slug for r in found}) == len(found)
    assert ARAB <= {r.country for r in found}


def test_names_stand_in_order_in_the_text(releases):
    _, found = releases
    for r in found:
        assert r.spans and all(a[1] <= b[0] for a, b in zip(r.spans, r.spans[1:], strict=False)), r.slug
        assert all(r.text[s:e] == r.text[s:e].strip() != "" for s, e, _ in r.spans), r.slug


def test_an_issuer_stands_in_one_part(releases):
    marks, found = releases
    issuers = {part: {r.issuer for r in found if marks.part(r) == part} for part in ("train", "dev")}
    assert not issuers["train"] & issuers["dev"] and len(issuers["dev"]) >= 50


@pytest.mark.parametrize("text", ["⟦أحمد صبري⟧Z قال", "قال ⟦أحمد صبري", "قال ⟦ أحمد⟧P", "قال ⟦⟧P"])
def test_a_malformed_mark_is_told(releases, text):
    marks, _ = releases
    with pytest.raises(ValueError):
        marks.parse(text)


def test_a_mark_is_read(releases):
    marks, _ = releases
    text, spans = marks.parse("زار و⟦أحمد صبري⟧P لل⟦بنك الإسلامي للتنمية⟧O")
    assert [(text[s:e], label) for s, e, label in spans] == [("أحمد صبري", "PERSON"), ("بنك الإسلامي للتنمية", "ORGANIZATION")]


def test_the_default_pipeline_stays_above_the_floor(releases, monkeypatch):
    monkeypatch.syspath_prepend(str(TRAINING))
    import evaluate as names

    counts = names.count(names.all_releases("dev"), "press_release")
    f1 = {kind: 2 * right / max(1, gold + said) for kind, (gold, said, right) in counts.items()}
    assert {kind: round(f1[kind], 3) for kind, least in FLOOR.items() if f1[kind] < least} == {}
