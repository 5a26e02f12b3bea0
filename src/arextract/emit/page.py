"""A release as a piece of a page: its text right to left with what was found coloured, its events beside it. Nothing of a document is executed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from arextract.emit.marks import Piece, marks_of, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from arextract.records import Event, Release

MOST = 60_000  # characters of a text that are shown: a notebook keeps them in its file
COLOURS = {
    "INSTITUTE": "#c7e9c0",
    "MINISTRY": "#9ecae1",
    "ORGANIZATION": "#c6dbef",
    "PERSON": "#fdd0a2",
    "COUNTRY": "#dadaeb",
    "CITY": "#e7cbf0",
    "DATE": "#fff3b0",
    "STAT": "#fcc5c0",
}
# Colours are given with their ink, so that a dark notebook shows them too.
_MARK = "background:{};color:#111;border-radius:.25em;padding:.1em .15em"
_LABEL = "font-size:.6em;opacity:.7;margin-inline-start:.3em"
_CELL = "border-top:1px solid #8884;padding:.15em .5em;vertical-align:top;text-align:start"


def _piece(piece: Piece) -> str:
    shown = escape(piece.text)
    if not piece.marks:
        return shown
    inner = piece.marks[-1]
    labels = "".join(f'<span style="{_LABEL}">{escape(m.label)}</span>' for m in piece.closes)
    told = " / ".join(f"{m.label}: {m.told}" for m in piece.marks)
    return f'<span style="{_MARK.format(COLOURS.get(inner.label, "#ddd"))}" title="{escape(told)}">{shown}{labels}</span>'


def _facts(event: Event) -> list[tuple[str, str]]:
    took = event.participants
    days = "" if not event.first else event.first if event.first == event.last else f"{event.first} – {event.last}"
    inferred = f" ({', '.join(event.inferred)} inferred)" if event.inferred else ""
    return [
        ("title", event.title or ""),
        ("organizers", "، ".join(o.name for o in event.organizers)),
        ("directors", "، ".join(f"{d.name} ({d.role})" if d.role else d.name for d in event.directors)),
        ("dates", days + inferred),
        ("days", str(event.duration_days or "")),
        ("place", "، ".join([*filter(None, [event.venue]), *(c.name for c in event.cities), *event.countries])),
        ("partners", "، ".join(f"{p.name} ({p.role})" if p.role else p.name for p in event.partners)),
        ("participants", "، ".join([*took.ministries, *took.organizations, *took.countries])),
        ("topics", " • ".join(event.topics)),
        ("checks", "، ".join(f"{c.name} {'✓' if c.ok else '✗'}" for c in event.checks)),
    ]


def _event(event: Event) -> str:
    rows = "".join(
        f'<tr><th dir="ltr" style="{_CELL};font-weight:normal;opacity:.7">{name}</th><td dir="auto" style="{_CELL}">{escape(value)}</td></tr>'
        for name, value in _facts(event)
        if value
    )
    caption = f'<caption style="text-align:start"><b>{escape(event.type)}</b> {escape(event.status)}</caption>'
    return f'<table style="border-collapse:collapse;margin-bottom:1em">{caption}{rows}</table>'


def fragment(release: Release) -> str:
    """The HTML of a release, with its style inline and no script; everything from the document is escaped."""
    text = release.text[:MOST]
    inside = [m for m in marks_of(release) if m.end <= len(text)]
    shown = "".join(map(_piece, pieces(text, inside)))
    if len(release.text) > MOST:
        shown += f'<p dir="ltr"><i>… {len(release.text) - MOST:,} more characters</i></p>'
    events = "".join(map(_event, release.events)) or '<p dir="ltr"><i>no events</i></p>'
    return (
        '<div dir="rtl" lang="ar" style="display:flex;gap:1.5em;align-items:flex-start;text-align:start;line-height:1.9">'
        f'<div style="flex:3;white-space:pre-wrap;unicode-bidi:isolate">{shown}</div>'
        f'<div style="flex:2;font-size:.9em">{events}</div></div>'
    )


def page(releases: Iterable[Release]) -> str:
    """A whole page of releases. Its content policy forbids scripts and anything from elsewhere, should an escape ever be forgotten."""
    shown = "<hr>".join(f'<h2 dir="auto">{escape(r.doc_id)}</h2>{fragment(r)}' for r in releases)
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<title>arextract</title></head><body style="font-family:sans-serif;margin:2em">{shown}</body></html>\n'
    )
