"""Records as one Excel workbook with a sheet for events, statistics and entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arextract.emit.tables import TABLES, rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from arextract.records import Release

MOST_ROWS = 1_048_575  # of a sheet, below its header
MOST_CHARACTERS = 32_767  # of a cell
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 has no place for these


def write_xlsx(releases: Iterable[Release], folder: Path) -> None:
    """`arextract.xlsx`, its sheets right to left. Raises ValueError where a table is longer than a sheet may be."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for table, columns in TABLES.items():
        sheet = book.create_sheet(table)
        sheet.sheet_view.rightToLeft = True
        sheet.freeze_panes = "A2"
        sheet.append(list(columns))
        for count, row in enumerate(rows(table, releases), start=1):
            if count > MOST_ROWS:
                raise ValueError(f"{table} has more rows than the {MOST_ROWS} that an Excel sheet holds: take --format csv or parquet")
            cells: list[Any] = []
            for value in row.values():
                if isinstance(value, str):
                    cell = WriteOnlyCell(sheet, value=_FORBIDDEN.sub("", value)[:MOST_CHARACTERS])
                    cell.data_type = "s"  # whatever it begins with: text of a document is no formula
                    cells.append(cell)
                else:
                    cells.append(value)
            sheet.append(cells)
    book.save(folder / "arextract.xlsx")
