"""find_dates and find_numbers in characters and texts a second, beside the peers that are installed, on the same texts in one process.

    python benchmarks/engines.py [--texts FILE.jsonl.xz] [--suites DIR] [--limit 200]

Four tables: whole releases (joined to some 2 KB each) from fixtures/releases and, with --texts, from JSON Lines with a field `text`; the short
texts of the suites (JSON Lines with a field `text`); time per character from 1 KB to 10 MB; hostile input at 250 KB and 1 MB. Peers are
optional: dateparser's search, mahad (numerals and times; it asks for regex < 2022), arabic-itn, and puckling (Python 3.13); a ratio says how
many times longer a peer takes than ours does for both functions. Times are of the processor, so that what else runs on the machine counts
little. Every text is seen by an engine once per round, so that no cache answers; the best of the rounds counts. Some two minutes, without peers.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import itertools
import json
import lzma
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import arextract
from arextract.extract.dates import find_dates
from arextract.extract.numbers import find_numbers

RELEASES = Path(__file__).parents[1] / "fixtures" / "releases"
OPENERS: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
SIZE = 2000  # characters of a release
PEER_BUDGET = 20.0  # seconds a peer may take for one table; it is given as many texts as fit
TARGETS = {"whole releases": 300_000, "dates": 4700, "numbers": 4700}

Engine = Callable[..., object]


def both(text: str) -> object:
    """What a caller asks for: the dates, and the numbers outside them."""
    dates = find_dates(text)
    return dates, find_numbers(text, [(d.start, d.end) for d in dates])


def peers() -> dict[str, Engine | None]:
    """The other engines by name; None where one is not installed."""
    found: dict[str, Engine | None] = dict.fromkeys(("dateparser search", "mahad", "arabic-itn", "puckling"))
    try:
        from dateparser.search import search_dates

        found["dateparser search"] = lambda text: search_dates(text, languages=["ar"])
    except ImportError:
        pass
    try:
        from maha.parsers.functions import parse_dimension  # type: ignore[import-not-found]

        found["mahad"] = lambda text: parse_dimension(text, numeral=True, time=True)
    except ImportError:
        pass
    try:
        import arabic_itn  # type: ignore[import-not-found]

        found["arabic-itn"] = arabic_itn.normalize
    except ImportError:
        pass
    try:
        import puckling  # type: ignore[import-not-found]

        found["puckling"] = puckling.parse
    except (ImportError, SyntaxError):
        pass
    return found


def seconds(engine: Engine, texts: Sequence[str], rounds: int = 3) -> float:
    """The best time of an engine over the texts, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        for text in texts:
            engine(text)
        best = min(best, time.process_time() - began)
    return best


def peer_rate(engine: Engine, texts: Sequence[str]) -> tuple[float, int] | None:
    """(seconds per character, texts seen) of a peer within its budget, once through; None where it fails on every text."""
    began, seen, size = time.process_time(), 0, 0
    for text in texts:
        try:
            engine(text)
        except Exception:  # a peer that crashes on a text is not our concern; what it read until then is timed
            continue
        seen, size = seen + 1, size + len(text)
        if time.process_time() - began > PEER_BUDGET:
            break
    return ((time.process_time() - began) / size, seen) if size else None


def joined(texts: Iterable[str], size: int = SIZE) -> list[str]:
    """The texts in order, put together until each has at least `size` characters."""
    whole: list[str] = []
    held = ""
    for text in texts:
        held = f"{held}\n\n{text.strip()}" if held else text.strip()
        if len(held) >= size:
            whole.append(held)
            held = ""
    return whole or [held]


def fixture_texts() -> list[str]:
    """Our own releases that are plain text."""
    found = []
    for path in sorted(RELEASES.glob("*.txt")):
        try:
            found.append(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
    return found


def corpus_texts(path: Path, limit: int) -> list[str]:
    """The first `limit` texts of a file of JSON Lines."""
    with OPENERS.get(path.suffix, open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in itertools.islice(file, limit)]


def suite_texts(folder: Path) -> list[str]:
    """The short texts of every suite in a folder."""
    return [json.loads(line)["text"] for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def compare(name: str, texts: Sequence[str], others: dict[str, Engine | None], by_text: bool) -> None:
    """Print one table: ours and the peers over the same texts."""
    size = sum(map(len, texts))
    print(f"\n{name}: {len(texts)} texts, {size / len(texts):,.0f} characters each")
    ours = 0.0
    rows: tuple[tuple[str, Engine], ...] = (("both", both),)
    for label, engine in (("dates", find_dates), ("numbers", arextract.find_numbers), *rows) if by_text else rows:
        ours = seconds(engine, texts)
        rate = f"{len(texts) / ours:12,.0f} texts/s" if by_text else f"{size / ours:12,.0f} chars/s"
        target = TARGETS.get(label if by_text else "whole releases")
        value = len(texts) / ours if by_text else size / ours
        print(f"  {'arextract ' + label:24}{rate}" + (f"   target {target:,}: {'met' if value >= target else 'MISSED'}" if target else ""))
    for label, peer in others.items():
        if peer is None:
            print(f"  {label:24}{'not installed':>18}")
            continue
        told = peer_rate(peer, texts)
        if told is None:
            print(f"  {label:24}{'fails':>18}")
            continue
        each, seen = told
        share = ours / size
        rate = f"{1 / (each * size / len(texts)):12,.0f} texts/s" if by_text else f"{1 / each:12,.0f} chars/s"
        print(f"  {label:24}{rate}   {each / share:8.1f} times ours ({seen} texts)")


def scaling(texts: Sequence[str]) -> None:
    """Print the time per character of one text from 1 KB to 10 MB."""
    print("\ntime per character by size, both functions")
    block = "\n".join(texts)
    for size in (10**3, 10**4, 10**5, 10**6, 10**7):
        text = (block * (size // len(block) + 1))[:size]
        repeats = max(1, 10**5 // size)
        variants = [f"{text}\n{'.' * n}" for n in range(repeats)]  # each another text to the caches
        took = seconds(both, variants, 1 if size >= 10**6 else 3)
        print(f"  {size:12,} characters{took / repeats / size * 1e9:10.0f} ns each")


HOSTILE: dict[str, str] = {
    "digits": "7",
    "و": "و",
    "nested ranges": "بين 5 و6 إلى ",
    "commas": "،",
    "grouped digits": "1,250,",
    "month names": "مايو ",
    "weekdays": "الأحد و",
    "blanks": " ",
}
MORE: dict[str, str] = {
    "open ranges": "من 5 إلى ",
    "days of months": "5 مايو و",
    "number words": "خمسة و",
    "thousands": "ألف ",
    "list numbers": "1- ",
    "slashes": "1/2/",
    "brackets": "(5",
}  # a number every few characters: linear too, but half a minute each


def hostile(pieces: dict[str, str]) -> None:
    """Print the time per character of what may hang a rule, at 250 KB and 1 MB; linear is about the same twice."""
    print("\nhostile input, both functions: ns per character at 250 KB and at 1 MB")
    for name, piece in pieces.items():
        each = [seconds(both, [(piece * (size // len(piece) + 1))[:size]], 1) / size * 1e9 for size in (250_000, 1_000_000)]
        print(f"  {name:18}{each[0]:10.0f}{each[1]:10.0f}{'' if each[1] < 2 * each[0] + 50 else '   NOT LINEAR'}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=Path, metavar="FILE.jsonl[.xz|.gz]")
    parser.add_argument("--suites", type=Path, metavar="DIR")
    parser.add_argument("--limit", type=int, default=200, help="texts read from --texts (200)")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--all-hostile", action="store_true", help="also what is all numbers; takes minutes")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"Python {sys.version.split()[0]}, one core")
    others = {} if options.no_peers else peers()
    own = fixture_texts()
    both(own[0])  # tables and patterns are made on first use
    compare("whole releases, fixtures", joined(own), others, by_text=False)
    if options.texts:
        compare(f"whole releases, {options.texts.name}", joined(corpus_texts(options.texts, options.limit)), others, by_text=False)
    if options.suites:
        compare("short texts, suites", suite_texts(options.suites), others, by_text=True)
    scaling(own)
    hostile(HOSTILE | MORE if options.all_hostile else HOSTILE)


if __name__ == "__main__":
    main()
