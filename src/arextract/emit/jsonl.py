"""Records as JSON Lines: one object a line, keys in the order of the record, Arabic as Arabic."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from arextract.records import plain

if TYPE_CHECKING:
    from arextract.records import Failure, Release

# JSON allows these three inside a string, and half of the world's line readers (str.splitlines among them) break a line there.
_BREAKS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def dumps(value: Any) -> str:
    """One value as one line of JSON, without its line end."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    for char, escaped in _BREAKS.items():
        line = line.replace(char, escaped)
    return line


def document(release: Release, text: bool = True) -> dict[str, Any]:
    """A line of documents.jsonl: the release with its events as ids; without `text` the key is left out."""
    record = release.to_dict()
    record["events"] = [event.event_id for event in release.events]
    if not text:
        del record["text"]
    return record


def events(release: Release) -> list[dict[str, Any]]:
    """The lines of events.jsonl that a release gives."""
    return [plain(event) for event in release.events]


def failure(failed: Failure) -> dict[str, Any]:
    """A line of failures.jsonl: path, stage, error class, message."""
    return plain(failed)
