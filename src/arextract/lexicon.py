"""The only reader of `resources/`: word lists as rows, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from arextract.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Every row of `resources/<name>.tsv` as column name -> text, in file order.

    Raises FileNotFoundError where there is no such list, and ValueError («months.tsv:14: …») where a row has not as many fields as the header.
    """
    lines = (files("arextract") / "resources" / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    found: list[dict[str, str]] = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        fields = line.split("\t")
        if len(fields) != len(header):
            raise ValueError(f"{name}.tsv:{number}: {len(fields)} fields where the header has {len(header)}")
        found.append(dict(zip(header, fields, strict=True)))
    return tuple(found)


@cache
def column(name: str) -> tuple[str, ...]:
    """The first column of `resources/<name>.tsv`: for long lists of which only the words matter, at a tenth of the cost of `rows`."""
    lines = (files("arextract") / "resources" / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return tuple(line.partition("\t")[0] for line in lines[1:] if line)


@cache
def nationality_adjectives() -> frozenset[str]:
    """Folded definite adjectives of nationality, both genders: «المصري», «المصريه», «السعوديه»."""
    stems = ["ال" + fold_name(row["name"]) for row in rows("nationalities")]
    return frozenset(stems) | frozenset(stem + "ه" for stem in stems)


@dataclass(frozen=True, slots=True)
class Place:
    """One reading of a name: a country («الأردن») or a city («إربد»).

    `id` is what RECORDS.md calls kb_id; `tier` says how far the bare name is trusted: S stands alone, W asks for a cue, R for a strong one.
    """

    label: Literal["COUNTRY", "CITY"]
    id: str | None
    name: str
    canonical: str
    country: str
    tier: str
    people: int = 0
    ours: bool = True
    capital: bool = False


@cache
def _cities() -> dict[str, tuple[str, str, bool]]:
    # GeoNames id or our own key -> canonical name, country, is it the capital
    first = (r for r in rows("cities") if r["kind"] != "name")
    return {r["id"]: (r["name"], r["country"], r["kind"] == "capital") for r in first}


@cache
def place_names() -> dict[str, tuple[Place, ...]]:
    """Every name of a place, folded -> its readings, countries first: «عمان» is Oman, and Amman."""
    known = _cities()
    found: dict[str, list[Place]] = {}
    for row in rows("countries"):
        iso = row["id"]
        place = Place("COUNTRY", f"iso:{iso}", row["name"], country_name(iso), iso, row["tier"])
        found.setdefault(fold_name(row["name"].replace(" - ", " ").replace("-", " ")), []).append(place)
    for adjective, iso in nationalities().items():
        if adjective.startswith("ال") and adjective.endswith("يه"):
            found.setdefault(f"الجمهوريه {adjective}", [Place("COUNTRY", f"iso:{iso}", "", country_name(iso), iso, "S")])
    for row in rows("cities"):
        canonical, country, capital = known[row["id"]]
        kb_id = f"geonames:{row['id']}" if row["id"].isdigit() else None
        place = Place("CITY", kb_id, row["name"], canonical, country, row["tier"], int(row["people"]), row["source"] == "ours", capital)
        found.setdefault(row["folded"], []).append(place)
    return {name: tuple(readings) for name, readings in found.items()}


@cache
def nationalities() -> dict[str, str]:
    """Folded adjectives of nationality, with and without ال, in every gender and number -> ISO 3166-1 alpha-2: «التونسيه» -> TN."""
    found: dict[str, str] = {}
    for row in rows("nationalities"):
        stem = fold_name(row["name"])
        for form in (stem, stem + "ه", stem + "ون", stem + "ين", stem + "ات", stem + "تين"):
            found[form] = found["ال" + form] = row["id"]
    return found


@cache
def _country_names() -> dict[str, str]:
    return {r["id"]: r["name"] for r in rows("countries") if r["kind"] == "canonical"}


def country_name(iso: str) -> str:
    """The canonical Arabic name of a country: «JO» -> «الأردن». Raises KeyError where there is no such code."""
    return _country_names()[iso]


def country_by_name(folded: str) -> str | None:
    """The ISO code behind a folded name: «المملكه المتحده» -> GB; None where it is no country's."""
    return next((p.country for p in place_names().get(folded, ()) if p.label == "COUNTRY"), None)


def country_of_city(kb_id: str) -> str | None:
    """The ISO code of a city's country: «geonames:360630» -> EG; None for an id that is not ours."""
    city = _cities().get(kb_id.removeprefix("geonames:"))
    return city[1] if city else None


def city_name(kb_id: str) -> str | None:
    """The canonical Arabic name of a city: «geonames:360630» -> «القاهرة»."""
    city = _cities().get(kb_id.removeprefix("geonames:"))
    return city[0] if city else None


@cache
def capitals() -> dict[str, str]:
    """The capital of each country that has one in the list: EG -> «geonames:360630»."""
    return {country: f"geonames:{key}" for key, (_, country, capital) in _cities().items() if capital}


@cache
def words_by_kind(name: str) -> dict[str, frozenset[str]]:
    """The folded words of a list with columns `kind` and `word`, by kind."""
    found: dict[str, set[str]] = {}
    for row in rows(name):
        found.setdefault(row["kind"], set()).add(fold_name(row["word"]))
    return {kind: frozenset(words) for kind, words in found.items()}


def conjugated(past: str, present: str) -> Iterator[tuple[str, str, bool]]:
    """The forms of a verb that releases use, folded, each with its tense and whether an object sticks to it: «نظمت», «سينظم», «نظمتها».

    `present` is without its prefix: «نظم» for «ينظم».
    """
    past, present = fold_name(past), fold_name(present)
    stem = past[:-1] if past.endswith("ي") else past
    for form in (past, stem + "ت", past + "وا", past + "ا", past + "تا"):
        yield form, "past", False
    for form in (past + "ه", past + "ها", stem + "ته", stem + "تها", past + "وها"):
        yield form, "past", True
    for prefix in ("ي", "ت"):
        for mark, tense in (("", "present"), ("س", "future")):
            yield mark + prefix + present, tense, False
            for suffix in ("ه", "ها"):
                yield mark + prefix + present + suffix, tense, True


@cache
def frequencies() -> dict[str, int]:
    """Folded word -> tenths of its Zipf frequency, from resources/words.tsv: two columns of a long list, at a tenth of the cost of `rows`."""
    lines = (files("arextract") / "resources" / "words.tsv").read_text(encoding="utf-8").split("\n")
    return {fields[0]: int(fields[1]) for fields in (line.split("\t", 2) for line in lines[1:] if line)}


@cache
def given_names() -> frozenset[str]:
    """The given names that are listed, folded."""
    return frozenset(map(fold_name, column("given_names")))


def model_file(name: str) -> Traversable:
    """A trained model that ships: `resources/<name>.npz`. Raises FileNotFoundError with what to do where it does not."""
    folder = files("arextract") / "resources"
    file = folder / f"{name}.npz"
    if not file.is_file():
        raise FileNotFoundError(f"there is no model {name!r} in {folder}: install arextract again, or see training/README.md on how it is made")
    return file
