"""arextract: Arabic press releases to event records, offline.

The names below load what they need when they are first used: importing this package loads neither spaCy nor pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# The room `extract` bears the name of the function. Loaded first, it takes the name now and gives it back below; loaded later, it would take the
# place of the function that somebody already uses.
import arextract.extract

if TYPE_CHECKING:
    from arextract.emit.tables import entities_frame, events_frame, statistics_frame
    from arextract.engine import extract, extract_frame, extract_many, find_dates, find_numbers
    from arextract.pipeline import load
    from arextract.records import (
        Check,
        DateMention,
        Director,
        Document,
        Entity,
        Event,
        Failure,
        NumberMention,
        Release,
        Statistic,
        json_schema,
    )

__version__ = "0.1.0"

_ROOMS = {
    "arextract.pipeline": ("load",),
    "arextract.engine": ("extract", "extract_many", "extract_frame", "find_dates", "find_numbers"),
    "arextract.emit.tables": ("events_frame", "statistics_frame", "entities_frame"),
    "arextract.records": (
        "Check", "DateMention", "Director", "Document", "Entity", "Event", "Failure", "NumberMention", "Release", "Statistic", "json_schema",
    ),
}  # fmt: skip
del arextract, globals()["extract"]
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Check", "DateMention", "Director", "Document", "Entity", "Event", "Failure", "NumberMention", "Release", "Statistic", "__version__",
    "entities_frame", "events_frame", "extract", "extract_frame", "extract_many", "find_dates", "find_numbers", "json_schema", "load",
    "statistics_frame",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module 'arextract' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(room), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
