"""A release, or the events of a run, for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from arextract.emit.marks import marks_of, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from arextract.records import Event, Release

STYLES = {
    "INSTITUTE": "black on green",
    "MINISTRY": "black on bright_blue",
    "ORGANIZATION": "black on cyan",
    "PERSON": "black on yellow",
    "COUNTRY": "black on magenta",
    "CITY": "black on bright_magenta",
    "DATE": "black on bright_yellow",
    "STAT": "black on bright_red",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str | None) -> Text:
    """Text of a document as the terminal may have it: an escape sequence in it is shown, not obeyed; no markup is read."""
    return Text(_CONTROL.sub("\ufffd", text or "").replace("\t", " "))


def events_table(events: Iterable[Event], more: int = 0) -> Table:
    """Events as a table; `more` says how many are not shown."""
    table = Table(caption=f"and {more} more" if more else None, box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("document", overflow="fold", max_width=26)
    for narrow in ("type", "status", "when"):
        table.add_column(narrow, no_wrap=True)
    table.add_column("title", ratio=3)
    table.add_column("organizer", ratio=2)
    table.add_column("place", ratio=1)
    for e in events:
        when = (e.first or "") if e.first == e.last else f"{e.first}\n{e.last}"
        place = "، ".join([*(c.name for c in e.cities), *e.countries])
        organizers = "، ".join(o.name for o in e.organizers)
        table.add_row(*map(printable, (e.doc_id, e.type, e.status, when, e.title, organizers, place)))
    return table


def release_view(release: Release) -> Group:
    """The text, its entities, dates and statistics coloured; a legend; its events."""
    shown = Text(justify="right")
    for piece in pieces(release.text, marks_of(release)):
        words = printable(piece.text)
        if piece.marks:
            words.stylize(STYLES.get(piece.marks[-1].label, "reverse"))
        shown.append_text(words)
    legend = Text(" ").join(Text(f" {label} ", style) for label, style in STYLES.items())
    return Group(shown, Text(), legend, events_table(release.events))
