"""Bodies: ministries, institutes and every other organisation, named in full or by a bare short form.

A body's name begins with a head noun («وزارة», «معهد», «البنك») and runs on as the grammar of Arabic names lets it: definite adjectives, a
construct chain, «لل…», a conjunct with و that is no body of its own. A ministry's portfolios come from a list, any number of them joined by و.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arextract.extract.organisations.echo import Echo, acronyms, called, headless, quoted, repeated, stations
from arextract.extract.organisations.grammar import Parser

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_organisations"]
Mention = dict[str, Any]


def find_organisations(text: str, places: Sequence[Mention] = ()) -> list[Mention]:
    """Bodies in order of text: `start`, `end`, `label` (MINISTRY, INSTITUTE, ORGANIZATION), `anaphor`, `confidence`, `rule`.

    `places` are the mentions of the places room: a town may be part of a name, or end it.

    >>> [(text[m["start"]:m["end"]], m["label"]) for m in find_organisations(text := "نظمت وزارة المالية والبنك المركزي ندوة")]
    [('وزارة المالية', 'MINISTRY'), ('البنك المركزي', 'ORGANIZATION')]
    """
    parser = Parser(text, places)
    found = parser.run()
    radio = stations(text, parser.words)
    found = [m for m in found if not any(r["start"] <= m["start"] < r["end"] for r in radio)] + radio
    echo = Echo(text, parser.words, found)
    found += echo.again(acronyms(text, found), "bodies:acronym", 0.85)
    found += echo.again(repeated(text, found), "bodies:repeated", 0.75)
    found += echo.again(headless(text, found), "bodies:headless", 0.6)
    found += echo.again(quoted(text, found), "bodies:quoted short", 0.7)
    echo.free([m for m in found if m["anaphor"]])  # «الوحدة» is the club here
    clubs = echo.again(called(text, found), "bodies:called", 0.7)
    taken = {m["start"] for m in clubs}
    found = [m for m in found if not m["anaphor"] or m["start"] not in taken] + clubs
    return sorted(found, key=lambda m: (m["start"], -m["end"]))
