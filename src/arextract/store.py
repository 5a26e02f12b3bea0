"""The run's ledger: what is done, what failed, and how a killed run goes on.

Every result is appended to `OUT/.ledger/done.jsonl` the moment it is there. At the end the outputs are written beside it, in the order of
the sources, and moved into place; then the ledger goes. So a reader of OUT never sees half a file, and a run that was killed at any moment
finds in the ledger what it need not do again. What it writes in the end has the bytes of a run that was never killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from arextract.emit import formats, jsonl
from arextract.records import Document, Failure, Release, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedRandom
    from pathlib import Path

RECORDS = ("documents.jsonl", "events.jsonl", "failures.jsonl")


def key(document: Document | Failure) -> str:
    """What a result depends on, beside the pipeline: every field of the document, hashed."""
    return hashlib.sha256(json.dumps(plain(document), sort_keys=True).encode()).hexdigest()


class Ledger:
    """Results of a run into the folder `out`, as they come in; a context manager that leaves no open file.

    `run` is everything the results depend on beside the documents (pipeline fingerprint, options). With `resume` the results of a killed run of
    the same `run` are taken over; without, they are dropped. Raises ValueError when there is something to resume that was run otherwise.
    """

    def __init__(self, out: Path, run: dict[str, Any], resume: bool = False) -> None:
        self.out = out
        self.folder = out / ".ledger"
        self.order: list[str] = []  # keys, in the order of the sources
        self.places: dict[str, int] = {}  # key -> where its line begins
        journal = self.folder / "done.jsonl"
        self.folder.mkdir(parents=True, exist_ok=True)
        head = (json.dumps(run, sort_keys=True, ensure_ascii=False) + "\n").encode()
        before = journal.open("r+b") if resume and journal.exists() else None
        self.file: BufferedRandom = before or journal.open("w+b")
        if before is None or not self._take_over(head):
            self.file.write(head)
            self.file.flush()

    def _take_over(self, head: bytes) -> bool:
        # True where there was a whole first line. A line cut short by the kill is cut off; its document is done again.
        first = self.file.readline()
        if not first.endswith(b"\n"):
            self.file.seek(0)
            self.file.truncate()
            return False
        if first != head:
            self.file.close()
            raise ValueError(f"{self.folder} was begun with another version, pipeline or option: repeat that command, or leave out --resume to start over")
        good = self.file.tell()
        for line in iter(self.file.readline, b""):
            if not line.endswith(b"\n"):
                break
            record = json.loads(line)
            if "release" in record:  # a failure is tried again
                self.places[record["key"]] = good
            good = self.file.tell()
        self.file.seek(good)
        self.file.truncate()
        return True

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def remaining(self, documents: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
        """The documents that are not done yet; every one that passes here gets its place in the output."""
        for document in documents:
            mark = key(document)
            self.order.append(mark)
            if mark not in self.places:
                yield document

    def put(self, mark: str, result: Release | Failure) -> None:
        """Write down one result, under the `key` of its document."""
        kind = "release" if isinstance(result, Release) else "failure"
        self.file.seek(0, os.SEEK_END)
        self.places[mark] = self.file.tell()
        self.file.write((jsonl.dumps({"key": mark, kind: plain(result)}) + "\n").encode())
        self.file.flush()

    def results(self) -> Iterator[Release | Failure]:
        """Everything done so far, in the order of the sources."""
        for mark in self.order:
            self.file.seek(self.places[mark])
            record = json.loads(self.file.readline())
            yield Release.from_dict(record["release"]) if "release" in record else Failure(**record["failure"])

    def commit(self, kinds: Iterable[str], text: bool, report: dict[str, Any]) -> list[Path]:
        """Write the JSON Lines, every format of `kinds` and run.json, move them into place, and drop the ledger. Gives the files written.

        `text` False leaves the texts out of documents.jsonl. A format that cannot be written raises, and nothing is moved.
        """
        made = self.folder / "new"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        opened = [(made / name).open("w", encoding="utf-8", newline="\n") for name in RECORDS]
        documents, events, failures = opened
        try:
            for result in self.results():
                if isinstance(result, Failure):
                    failures.write(jsonl.dumps(jsonl.failure(result)) + "\n")
                    continue
                documents.write(jsonl.dumps(jsonl.document(result, text)) + "\n")
                events.writelines(jsonl.dumps(event) + "\n" for event in jsonl.events(result))
        finally:
            for file in opened:
                file.close()
        releases = _Releases(self)
        for kind in kinds:
            formats.write(kind, releases, made)
        (made / "run.json").write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written: list[Path] = []
        for path in sorted(made.iterdir()):
            with path.open("rb+") as whole:
                os.fsync(whole.fileno())
            written.append(path.replace(self.out / path.name))
        self.file.close()
        shutil.rmtree(self.folder)
        return written


class _Releases:
    """The releases of a ledger, as often as a writer goes through them: they are read from the disk again each time."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def __iter__(self) -> Iterator[Release]:
        return (result for result in self.ledger.results() if isinstance(result, Release))
