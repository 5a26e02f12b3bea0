"""Folders and files to the items of a run: every file once, under an id of its own; none is opened."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from arextract.records import Failure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class Item:
    """A file that was found and not yet opened: its id in the run, its path (None for standard input), or what already stands in its way."""

    doc_id: str
    path: str | None
    fault: Failure | None = None


def sources(paths: Sequence[Path | str], leave_out: Collection[Path] = ()) -> list[Item]:
    """List what a run will read, in the order of the ids; no file is opened.

    A folder is walked to the bottom, links followed, hidden files and folders left out; an id is the path below the folder, with "/". The same file
    named twice is listed once. Ids that clash between folders take the folder's name in front («2024/a.txt», «2025/a.txt»), as much of it
    as tells them apart. What stands in `leave_out`, a run's own output folder or its table, is passed over wherever a folder holds it.
    """
    own = {(at.st_dev, at.st_ino) for at in map(_stat, leave_out) if at}
    found: dict[str, tuple[str, Item]] = {}  # absolute path -> (what may stand before the id, the item)
    for given in paths:
        if str(given) == "-":
            found.setdefault(STDIN, ("", Item(STDIN, None)))
            continue
        top = os.path.abspath(given)
        folder = os.path.isdir(top)
        for item in _walk(top, own) if folder else [_single(top)]:
            place = item.path or top
            below = os.path.relpath(place, top) if folder else os.path.basename(top)
            found.setdefault(place, (top if folder else os.path.dirname(top), replace(item, doc_id=_plain(below))))
    return sorted(_unique(list(found.values())), key=lambda item: item.doc_id)


def _single(path: str) -> Item:
    if os.path.islink(path) and not os.path.exists(path):
        return _faulty(path, "FileNotFoundError", f"the link leads nowhere ({os.readlink(path)}); repair or remove it")
    return Item("", path)


def _stat(path: Path | str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:  # not there yet, or not to be seen: then no folder that is walked holds it
        return None


def _walk(top: str, own: Collection[tuple[int, int]]) -> Iterator[Item]:
    pending: list[tuple[str, tuple[tuple[int, int], ...]]] = [(top, ())]
    while pending:
        folder, above = pending.pop()
        try:
            here = os.stat(folder)
            if (here.st_dev, here.st_ino) in above:
                yield _faulty(folder, "DirectoryLoop", "the link leads back to a folder above it; remove the link")
                continue
            if (here.st_dev, here.st_ino) in own:
                continue
            with os.scandir(folder) as listing:
                for entry in listing:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir():
                        pending.append((entry.path, (*above, (here.st_dev, here.st_ino))))
                    elif not own or (at := _stat(entry.path)) is None or (at.st_dev, at.st_ino) not in own:
                        yield _single(entry.path)
        except OSError as error:
            yield _faulty(folder, type(error).__name__, f"the folder cannot be listed ({error.strerror}); check its permissions")


def _faulty(path: str, error: str, message: str) -> Item:
    return Item("", path, Failure(path, "ingest", error, message))


def _plain(path: str) -> str:
    # A file name is bytes: what is not UTF-8 in it could not be written to JSON.
    return Path(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unique(found: list[tuple[str, Item]]) -> Iterator[Item]:
    names = [item.doc_id for _, item in found]
    while clashing := {name for name, times in Counter(names).items() if times > 1}:
        changed = False
        for i, (top, item) in enumerate(found):
            if names[i] in clashing:
                parts = [part for part in f"{_plain(top)}/{item.doc_id}".split("/") if part]
                longer = "/".join(parts[-(names[i].count("/") + 2) :])
                changed, names[i] = changed or longer != names[i], longer
        if not changed:  # nothing left to put in front: names that differ only in undecodable bytes
            seen: Counter[str] = Counter()
            for i, name in enumerate(names):
                if name in clashing:
                    seen[name] += 1
                    names[i] = f"{name}~{seen[name]}"
    for name, (_, item) in zip(names, found, strict=True):
        fault = replace(item.fault, path=name, message=f"{name}: {item.fault.message}") if item.fault else None
        yield Item(name, item.path, fault)
