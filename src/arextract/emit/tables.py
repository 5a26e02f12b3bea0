"""Records as flat tables: one row an event, a statistic, an entity. Lists stand in one cell, their members parted by " | "."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, cast

from arextract.records import neat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pandas as pd

    from arextract.records import Entity, Event, Release, Statistic

BETWEEN = " | "
Row = dict[str, Any]

# Column -> pandas dtype, so that a table without a single year, or without a single row, has the same types as any other.
EVENTS = {
    "event_id": "string",
    "doc_id": "string",
    "type": "string",
    "status": "string",
    "title": "string",
    "organizers": "string",
    "directors": "string",
    "director_roles": "string",
    "first": "string",
    "last": "string",
    "precision": "string",
    "inferred": "string",
    "calendar": "string",
    "duration_days": "Int64",
    "cities": "string",
    "city_ids": "string",
    "countries": "string",
    "venue": "string",
    "partners": "string",
    "ministries": "string",
    "organizations": "string",
    "participant_countries": "string",
    "declared_organizations": "Int64",
    "declared_countries": "Int64",
    "declared_people": "Int64",
    "topics": "string",
    "objectives": "string",
    "statistics": "string",
    "checks_ok": "string",
    "checks_failed": "string",
    "confidence": "Float64",
    "released": "string",
}
STATISTICS = {
    "doc_id": "string",
    "id": "string",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
    "unit": "string",
    "counted": "string",
    "metric": "string",
    "place": "string",
    "year": "string",
    "source": "string",
    "approximate": "boolean",
    "change": "string",
    "alternatives": "string",
    "start": "Int64",
    "end": "Int64",
    "text": "string",
    "rule": "string",
}
ENTITIES = {
    "doc_id": "string",
    "id": "string",
    "label": "string",
    "name": "string",
    "canonical": "string",
    "kb_id": "string",
    "anaphor": "boolean",
    "refers_to": "string",
    "confidence": "Float64",
    "start": "Int64",
    "end": "Int64",
    "text": "string",
    "rule": "string",
    "name_latin": "string",
}
TABLES = {"events": EVENTS, "statistics": STATISTICS, "entities": ENTITIES}


def _joined(values: Iterable[object]) -> str | None:
    cells = ["" if v is None else str(v) for v in values]
    return BETWEEN.join(cells) if any(cells) else None


def _event(release: Release, event: Event) -> Row:
    took = event.participants
    return {
        "event_id": event.event_id,
        "doc_id": event.doc_id,
        "type": event.type,
        "status": event.status,
        "title": event.title,
        "organizers": _joined(o.name for o in event.organizers),
        "directors": _joined(d.name for d in event.directors),
        "director_roles": _joined(d.role for d in event.directors),
        "first": event.first,
        "last": event.last,
        "precision": event.precision,
        "inferred": _joined(event.inferred),
        "calendar": event.calendar,
        "duration_days": event.duration_days,
        "cities": _joined(c.name for c in event.cities),
        "city_ids": _joined(c.kb_id for c in event.cities),
        "countries": _joined(event.countries),
        "venue": event.venue,
        "partners": _joined(p.name for p in event.partners),
        "ministries": _joined(took.ministries),
        "organizations": _joined(took.organizations),
        "participant_countries": _joined(took.countries),
        "declared_organizations": took.declared.organizations,
        "declared_countries": took.declared.countries,
        "declared_people": took.declared.people,
        "topics": _joined(event.topics),
        "objectives": _joined(event.objectives),
        "statistics": _joined(event.statistics),
        "checks_ok": _joined(c.name for c in event.checks if c.ok),
        "checks_failed": _joined(c.name for c in event.checks if not c.ok),
        "confidence": event.confidence,
        "released": release.released,
    }


def _same_names(columns: dict[str, str], release: Release, record: Statistic | Entity) -> Row:
    return {"doc_id": release.doc_id, **{name: getattr(record, name) for name in columns if name != "doc_id"}}


@cache
def _romanise() -> Callable[[str], str]:
    from camel_tools.utils.charmap import CharMapper

    return cast("Callable[[str], str]", CharMapper.builtin_mapper("ar2hsb").map_string)


def _entity(release: Release, entity: Entity) -> Row:
    """An entity's row; `name_latin` is its name in the Habash-Soudi-Buckwalter transliteration, for joins and readers without Arabic letters."""
    columns = {name: kind for name, kind in ENTITIES.items() if name != "name_latin"}
    return {**_same_names(columns, release, entity), "name_latin": _romanise()(entity.name)}


def rows(table: str, releases: Iterable[Release]) -> Iterator[Row]:
    """The rows of one table (`events`, `statistics`, `entities`), in the order of the releases."""
    for release in releases:
        if table == "events":
            yield from (_event(release, event) for event in release.events)
        elif table == "entities":
            yield from (_entity(release, entity) for entity in release.entities)
        else:
            for statistic in release.statistics:
                yield {**_same_names(STATISTICS, release, statistic), "alternatives": _joined(statistic.alternatives)}


def frame(table: str, releases: Iterable[Release]) -> pd.DataFrame:
    """One table as a DataFrame, its columns typed and nullable."""
    import pandas as pd

    columns = TABLES[table]
    # As object first: left to itself pandas would make floats of large integers on the way.
    return pd.DataFrame(list(rows(table, releases)), columns=list(columns), dtype=object).astype(columns)


def frames(table: str, releases: Iterable[Release], size: int = 2000) -> Iterator[pd.DataFrame]:
    """One table in pieces of `size` releases, so that a large run needs no large memory; at least one piece, perhaps empty."""
    left = iter(releases)
    yield frame(table, islice(left, size))
    for following in left:
        yield frame(table, chain([following], islice(left, size - 1)))


def events_frame(releases: Iterable[Release]) -> pd.DataFrame:
    """One row an event: `arextract.events_frame([arextract.extract(text)])`."""
    return frame("events", releases)


def statistics_frame(releases: Iterable[Release]) -> pd.DataFrame:
    """One row a statistic: value, unit, what is counted, what is measured, where, when, according to whom."""
    return frame("statistics", releases)


def entities_frame(releases: Iterable[Release]) -> pd.DataFrame:
    """One row a mention of a body, person, country or city."""
    return frame("entities", releases)


# What a spreadsheet would run as a formula. A number may begin with its sign.
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_BREAK = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet takes for what it is: «=SUM(A1)» from a document becomes "'=SUM(A1)", -5 stays -5, a line break becomes a space."""
    if isinstance(value, str):
        if _FORMULA.match(value) and not _NUMBER.fullmatch(value):
            value = "'" + value
        return _BREAK.sub(" ", value)
    return neat(value) if isinstance(value, float) and value == value else value


def write_csv(releases: Iterable[Release], folder: Path) -> None:
    """`events.csv`, `statistics.csv`, `entities.csv`: UTF-8 with BOM (Excel needs it to see Arabic), comma, quotes where needed."""
    import pandas as pd

    for table in TABLES:
        with (folder / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            for i, piece in enumerate(frames(table, releases)):
                # Each column stays one of objects: pandas would make 59190000.0 of an integer that stands beside a fraction.
                cells = piece.apply(lambda column: pd.Series([None if v is pd.NA else safe_cell(v) for v in column], dtype=object))
                cells.to_csv(file, index=False, header=i == 0, lineterminator="\r\n")


def write_parquet(releases: Iterable[Release], folder: Path) -> None:
    """`events.parquet`, `statistics.parquet`, `entities.parquet`, with the types of the frames."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for table in TABLES:
        writer = None
        for piece in frames(table, releases):
            rows_of = pa.Table.from_pandas(piece, preserve_index=False)
            writer = writer or pq.ParquetWriter(folder / f"{table}.parquet", rows_of.schema)
            writer.write_table(rows_of)
        if writer is not None:
            writer.close()


def write_sqlite(releases: Iterable[Release], folder: Path) -> None:
    """`arextract.sqlite` with the tables events, statistics and entities."""
    with closing(sqlite3.connect(folder / "arextract.sqlite")) as base, base:
        for table in TABLES:
            for i, piece in enumerate(frames(table, releases)):
                piece.to_sql(table, base, index=False, if_exists="replace" if i == 0 else "append")
