"""The table that a user gives beside the documents: one row a file."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from arextract.ingest.days import released_day
from arextract.ingest.reading import IngestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def read_metadata(csv_path: Path | str) -> dict[str, dict[str, str]]:
    """What a table says about the documents: path -> its other columns, without the empty ones.

    UTF-8, with or without BOM; commas, semicolons or tabs. `released` is what `released_day` reads, and becomes
    ISO («5 مايو 2024», «Sun, 05 May 2024 10:00 GMT»); «05/06/2024» could be two. Raises IngestError that names the file and the line.
    """
    name = os.path.basename(csv_path)
    try:
        text = Path(csv_path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IngestError(f"{name}: not UTF-8 (byte {error.start}); save it as «CSV UTF-8»") from error
    except OSError as error:
        raise IngestError(f"{name}: cannot be read: {error.strerror}; check --metadata") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    found: dict[str, dict[str, str]] = {}
    lines: dict[str, int] = {}
    try:
        columns = [c.strip() for c in reader.fieldnames or ()]
        if "path" not in columns:
            raise IngestError(f"{name}:1: no column «path» among {', '.join(columns) or 'none'}; name the column that holds the file names «path»")
        reader.fieldnames = columns
        for row in reader:
            if None in row:
                raise IngestError(f"{name}:{reader.line_num}: more fields than the {len(columns)} columns; quote the field that holds a comma")
            values = {key: value.strip() for key, value in row.items() if value and value.strip()}
            path = values.pop("path", "").replace("\\", "/").removeprefix("./")
            if not path:
                raise IngestError(f"{name}:{reader.line_num}: the path is empty; name the file or remove the line")
            if path in found:
                raise IngestError(f"{name}:{reader.line_num}: «{path}» stands already in line {lines[path]}; keep one of them")
            if released := values.get("released"):
                day = released_day(released)
                if day is None:
                    raise IngestError(f"{name}:{reader.line_num}: released «{released}» is not a day written as 2024-05-12")
                values["released"] = day
            found[path], lines[path] = values, reader.line_num
    except csv.Error as error:
        raise IngestError(f"{name}:{reader.line_num}: not a table: {error}") from error
    return found


def match_metadata(rows: Mapping[str, Mapping[str, str]], doc_ids: Iterable[str]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The row of each document that has one, by its path, else by the bare file name where one row and one document bear it; and the rows left over."""
    ids = list(doc_ids)
    known = set(ids)
    left = [doc_id for doc_id in ids if doc_id not in rows]
    unused = {path: None for path in rows if path not in known}
    documents_of, rows_of = (Counter(p.rsplit("/", 1)[-1] for p in paths) for paths in (ids, rows))
    by_name = {path.rsplit("/", 1)[-1]: path for path in unused}
    matched = {doc_id: dict(rows[doc_id]) for doc_id in ids if doc_id in rows}
    for doc_id in left:
        bare = doc_id.rsplit("/", 1)[-1]
        if documents_of[bare] == rows_of[bare] == 1 and bare in by_name:
            matched[doc_id] = dict(rows[by_name[bare]])
            del unused[by_name[bare]]
    return matched, list(unused)
