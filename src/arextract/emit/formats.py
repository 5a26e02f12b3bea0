"""Every format that `--format` knows, by name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from arextract.records import Release


@dataclass(frozen=True, slots=True)
class Format:
    """A writer of this folder, the files it makes, and what it needs beyond the core."""

    writer: str
    files: tuple[str, ...]
    needs: str | None = None


FORMATS = {
    "csv": Format("tables:write_csv", ("events.csv", "statistics.csv", "entities.csv")),
    "parquet": Format("tables:write_parquet", ("events.parquet", "statistics.parquet", "entities.parquet")),
    "sqlite": Format("tables:write_sqlite", ("arextract.sqlite",)),
    "xlsx": Format("spreadsheet:write_xlsx", ("arextract.xlsx",), needs="openpyxl"),
    "ics": Format("calendar:write_ics", ("events.ics",), needs="icalendar"),
    "jsonld": Format("linked:write_jsonld", ("events.jsonld",)),
}


def chosen(names: str) -> tuple[str, ...]:
    """The formats of «csv,parquet», each once. Raises ValueError, with the remedy, for one that is unknown or cannot be written here."""
    wanted = tuple(dict.fromkeys(name for part in names.split(",") if (name := part.strip().lower()) not in ("", "jsonl")))
    for name in wanted:
        if name not in FORMATS:
            raise ValueError(f"no format '{name}': choose among {', '.join(FORMATS)} (the JSON Lines are always written)")
        needs = FORMATS[name].needs
        if needs and find_spec(needs) is None:
            raise ValueError(f"--format {name} needs {needs}, which is not installed: pip install 'arextract[{name}]'")
    return wanted


def write(name: str, releases: Iterable[Release], folder: Path) -> None:
    """Write one format into `folder`; `releases` is gone through once for every file of it."""
    module, function = FORMATS[name].writer.split(":")
    getattr(import_module(f"arextract.emit.{module}"), function)(releases, folder)
