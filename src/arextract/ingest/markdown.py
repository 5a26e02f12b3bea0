"""Markdown: its text as it stands, title and day from its front matter."""

from __future__ import annotations

import re

from arextract.ingest.days import stated_day
from arextract.ingest.reading import Reading


def read(text: str) -> Reading:
    """Markdown stays as it is read, marks and all; front matter (`title:`, `date:`) and the first «# » heading give title and day."""
    front: dict[str, str] = {}
    body = text
    if m := re.match(r"---[ \t]*\n((?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)", text):
        body = text[m.end() :]
        for line in m[1].split("\n"):
            key, colon, value = line.partition(":")
            if colon and key == key.strip():
                front.setdefault(key.lower(), value.strip().strip("\"'").strip())
    heading = re.search(r"^#[ \t]+(.+?)[ \t#]*$", body, re.M)
    return Reading(text, front.get("title") or (heading[1] if heading else None), stated_day(front.get("date")))
