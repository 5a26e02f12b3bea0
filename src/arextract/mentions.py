"""How a component leaves what it found on the Doc, and how the next one reads it.

A group is a list of plain JSON objects, each with `start` and `end` in the text as read. They stand in one namespaced extension, by group
and index (`Span._` is keyed by offsets alone, so a date and a number on the same characters would overwrite each other), and beside it as
a span group for those who know spaCy. Plain JSON survives `to_bytes`, `DocBin` and worker processes.

Where nobody asks for the Doc itself (a run wants records) a `Sheet` stands in for it: the same groups on the same text, without tokens and spans.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

EXTENSION = "arextract"
Mention = dict[str, Any]


class Sheet:
    """A text and what components found in it, as they leave it on a Doc: all that a release is made of, at a seventh of a Doc's cost."""

    __slots__ = ("text", "notes")

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: dict[str, Any] = {}


def register() -> None:
    """Make `doc._.arextract` known to spaCy (once; a second call changes nothing)."""
    from spacy.tokens import Doc

    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, default=None)


def notes(doc: Doc | Sheet) -> dict[str, Any]:
    """Everything of ours that stands on this Doc; a change is kept."""
    if isinstance(doc, Sheet):
        return doc.notes
    held = doc._.get(EXTENSION)
    if held is None:
        held = {}
        doc._.set(EXTENSION, held)
    return held  # type: ignore[no-any-return]


_texts: weakref.WeakKeyDictionary[Doc, str] = weakref.WeakKeyDictionary()


def keep_text(doc: Doc, text: str) -> None:
    """Remember the text of a Doc, for `text_of`: its tokenizer has it in hand."""
    _texts[doc] = text


def text_of(doc: Doc | Sheet) -> str:
    """`doc.text`, which spaCy joins anew from the tokens every time that it is asked; every component of a pipeline asks."""
    if isinstance(doc, Sheet):
        return doc.text
    text = _texts.get(doc)
    if text is None:
        text = _texts[doc] = doc.text
    return text


def put(doc: Doc | Sheet, group: str, found: Sequence[Mention], label: str | None = None) -> None:
    """Write one group: `found` in order of text, each with `start`, `end` (characters, end excluded) and, unless `label` says it, `label`."""
    ordered = sorted(found, key=lambda m: (m["start"], m["end"]))
    notes(doc)[group] = ordered
    if isinstance(doc, Sheet):
        return
    spans: list[Span] = []
    for m in ordered:
        span = doc.char_span(m["start"], m["end"], label=label or m["label"], alignment_mode="expand")
        if span is None:  # cannot be: every stretch of text touches a token
            raise ValueError(f"{group}: no token under {m['start']}:{m['end']}")
        spans.append(span)
    doc.spans[group] = spans


def get(doc: Doc | Sheet, group: str) -> list[Mention]:
    """A group that an earlier component wrote; empty where none ran."""
    return list(notes(doc).get(group, ()))
