"""Derive the rows of the currency tables that come from Unicode CLDR and ISO 4217; what is of our own writing in them stays as it is.

The tables hold both: rows whose source is `own` or `CLDR, own` are written by hand and are read back from the table itself, so that the TSV is
their only source. The others are made anew::

    python training/derive_currencies.py src/arextract/resources            # writes currencies, currency_names, currency_signs, currency_digits
    python training/derive_currencies.py src/arextract/resources --check    # writes nothing, exit 1 where a table would change

Needs Babel (BSD-3-Clause; CLDR data: Unicode License v3) and pycountry (LGPL-2.1; Debian's iso-codes).
"""

from __future__ import annotations

import argparse
import csv
import io
import pathlib
import sys

import pycountry
from babel.core import Locale
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_precision

from arextract.fold import fold_name

WRITTEN = ("own", "CLDR, own")
NO_MONEY = ("XAG", "XAU", "XPD", "XPT", "XXX", "XTS")  # metals, tests
# Families whose adjective is feminine in CLDR («روبية هندية»): the table holds the masculine, from which the endings are made.
FEMININE = ("rupee", "krona", "lira", "ouguiya")

Rows = list[tuple[str, ...]]


def read(folder: pathlib.Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(folder: pathlib.Path, name: str) -> Rows:
    """The rows of a table that are our own."""
    return [tuple(r.values()) for r in read(folder, name) if r["source"] in WRITTEN]


def codes() -> list[str]:
    """Every ISO 4217 code, sorted."""
    return sorted(c.alpha_3 for c in pycountry.currencies)


def plain(name: str) -> bool:
    """Whether a name is one that people write: no bracket, dash or year."""
    return bool(name) and "(" not in name and "-" not in name and fold_name(name)[0].isalpha() and not any(c.isdigit() for c in name)


def adjectives(folder: pathlib.Path) -> tuple[Rows, Rows]:
    """What names a currency behind its family's word («دينار» + «كويتي»), and the whole names of those that have no family («جولدن أروبي»)."""
    words = {fold_name(r["word"]): r["family"] for r in read(folder, "currency_words") if r["form"] == "one"}
    # Without the accusatives («دينارا»): CLDR's «دينارًا جزائريًا» is kept as a name of its own.
    family = {word: fam for word, fam in words.items() if not (word.endswith("ا") and word[:-1] in words)}
    names = Locale.parse("ar").currencies
    found = written(folder, "currencies")
    seen = {(fam, fold_name(adjective)) for _, fam, adjective, _ in found}
    whole: Rows = []
    for code in codes():
        name = names.get(code, "")
        if not plain(name) or code in NO_MONEY:
            continue
        head, _, adjective = name.partition(" ")
        fam = family.get(fold_name(head))
        if not adjective:
            continue
        if fam is None:
            whole.append((code, name, "CLDR"))
            continue
        if fam in FEMININE and " " not in adjective:
            adjective = adjective.removesuffix("ة")
        if (fam, fold_name(adjective)) not in seen:
            seen.add((fam, fold_name(adjective)))
            found.append((code, fam, adjective, "CLDR"))
    return found, whole + plurals(folder, whole, family)


def plurals(folder: pathlib.Path, whole: Rows, family: dict[str, str]) -> Rows:
    """The names of CLDR in their other numbers («بات تايلاندي», «باتات تايلاندية»), of currencies without a family."""
    held = {fold_name(name) for _, name, _ in whole}
    arabic = Locale.parse("ar")
    forms = arabic._data["currency_names_plural"]
    found: Rows = []
    for code in codes():
        for name in sorted({*forms.get(code, {}).values(), arabic.currencies.get(code, "")}):
            words = fold_name(name).split()
            if len(words) < 2 or not plain(name) or fold_name(name) in held or code in NO_MONEY or words[0] in family:
                continue
            held.add(fold_name(name))
            found.append((code, name, "CLDR"))
    return found


def signs(folder: pathlib.Path) -> Rows:
    """The ISO codes themselves and the symbols of CLDR that nobody wrote down by hand."""
    own = written(folder, "currency_signs")
    iso = [(code, code, "ISO 4217") for code in codes()]
    held = {fold_name(sign) for _, sign, _ in (*own, *iso)}
    found: Rows = [*own, *iso]
    known = set(codes())
    for locale in sorted(x for x in locale_identifiers() if x == "ar" or x.startswith("ar_")):
        for code, symbol in Locale.parse(locale).currency_symbols.items():
            folded = fold_name(symbol)
            if code in known and folded != "¤" and folded not in held and not (len(folded) == 1 and folded.isalpha()):
                held.add(folded)
                found.append((code, symbol.strip("\u200f"), "CLDR"))
    return found


def digits() -> Rows:
    """Currencies that are written with three decimals («118,500 دينار» may be 118.5)."""
    return [(code, "3", "CLDR") for code in codes() if get_currency_precision(code) == 3]


def table(header: str, rows: Rows) -> str:
    """A table as text, its rows sorted."""
    out = io.StringIO()
    out.write(header.replace(" ", "\t") + "\n")
    out.writelines("\t".join(row) + "\n" for row in sorted(set(rows)))
    return out.getvalue()


def main() -> None:
    """Write the tables, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("resources", type=pathlib.Path)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 where a table would change")
    options = parser.parse_args()
    folder: pathlib.Path = options.resources
    behind, whole = adjectives(folder)
    tables = {
        "currencies": table("code family adjective source", behind),
        "currency_names": table("code name source", [*written(folder, "currency_names"), *whole]),
        "currency_signs": table("code sign source", signs(folder)),
        "currency_digits": table("code digits source", digits()),
    }
    changed = []
    for name, text in tables.items():
        path = folder / f"{name}.tsv"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            changed.append(name)
            if not options.check:
                path.write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10)) - 1} rows{' (changed)' if name in changed else ''}")
    sys.exit(1 if options.check and changed else 0)


if __name__ == "__main__":
    main()
