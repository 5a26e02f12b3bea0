"""Documents through a pipeline: one, many, many processes, and whole runs from sources to files.

Importing this module loads nothing heavy; spaCy and pandas are loaded where they are first needed.
"""

from __future__ import annotations

import builtins
import gc
import hashlib
import os
import re
import sys
import time
import traceback
from collections import Counter, deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from arextract.by_text import together
from arextract.records import Document, Failure, Release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    import pandas as pd
    from spacy.language import Language

    from arextract.records import DateMention, Event, NumberMention

DEFAULT = "press_release"
ALONE = 500  # documents: below this a second process takes longer to start than it saves
_COLLECTED = 20_000  # new objects, some dozen documents, between two looks of the garbage collector
AHEAD = 4  # batches in hand for every process, so that a slow one holds up none and memory stays small

_OURS = "a fault of arextract, not of the document: please report it"
_TORCH = re.compile(r"^(?![ \t]*[#;]).*(?:camel|transformer|torch|gliner)", re.I | re.M)
SHOWN = 30  # events of a run that its summary carries

Result = Release | Failure


class Misuse(ValueError):
    """Something asked for cannot be: the message says what to ask for instead."""


def hide_torch() -> None:
    """Keep torch out of this process: `import torch` raises ImportError from here on. For processes that are ours alone.

    thinc imports torch wherever it is installed, and camel-tools wants it installed: that costs every process 180 MB and over a second, for
    pipelines that never use it. Nothing happens where torch is already loaded.
    """
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]


def one_thread() -> None:
    """Keep numpy's algebra on one thread, where it is not loaded yet and the user has not set it otherwise. For processes that are ours alone.

    The matrices of one text are small: a second thread doubles the processor time of the model and gains nothing, and documents fill the cores.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")


def torch_hidden() -> bool:
    """Whether `hide_torch` took effect here."""
    return sys.modules.get("torch", ...) is None


def _config(pipeline: str) -> Path:
    from arextract.pipeline import find

    try:
        return find(pipeline)
    except (OSError, ValueError) as error:
        raise Misuse(str(error)) from error


def wants_torch(pipeline: str) -> bool:
    """Whether a pipeline's configuration names a component that runs on torch: CAMeL's or a transformer's. Raises Misuse where there is no such pipeline."""
    return _TORCH.search(_config(pipeline).read_text(encoding="utf-8")) is not None


def fingerprint(pipeline: str) -> str:
    """What results depend on beside the documents, as 16 hex digits: our version, the pipeline's configuration (or model), the resources."""
    from importlib.resources import files

    from arextract import __version__

    config = _config(pipeline)
    held = hashlib.sha256(__version__.encode())
    for top in (config if config.name != "config.cfg" else config.parent, Path(str(files("arextract") / "resources"))):
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and file.suffix != ".md":
                held.update(f"\0{file.relative_to(top.parent).as_posix()}\0".encode())
                held.update(hashlib.sha256(file.read_bytes()).digest())
    return held.hexdigest()[:16]


def _import_thinc() -> None:
    # thinc asks for torch as it is imported. The answer is ImportError either way; given here, the interpreter does not even begin to look for it.
    usual = builtins.__import__

    def without_torch(name: str, *args: Any, **kwargs: Any) -> ModuleType:
        if name.partition(".")[0] == "torch":
            raise ImportError("torch is hidden from this process")
        return usual(name, *args, **kwargs)

    builtins.__import__ = without_torch
    try:
        import thinc.compat  # noqa: F401
    finally:
        builtins.__import__ = usual


@cache
def _loaded(pipeline: str) -> Language:
    from arextract.pipeline import load

    _config(pipeline)
    if torch_hidden():
        _import_thinc()
    try:
        return load(pipeline)
    except (ValueError, FileNotFoundError, ImportError) as error:  # a configuration that cannot work; a model's data or runtime that is not installed
        raise Misuse(f"pipeline {pipeline}: {error}") from error


@cache
def _settle() -> None:
    # Behind the first batch the lists of resources/ are in memory for good. Where torch is hidden the process is ours, and its garbage collector
    # need not walk a million words again and again, nor look every 700 objects for cycles that hardly any document leaves: 10% of the time of 500.
    if torch_hidden():
        gc.freeze()
        gc.set_threshold(_COLLECTED)


def _failed(document: Document, stage: Literal["extract", "assemble"], error: Exception) -> Failure:
    where = traceback.extract_tb(error.__traceback__)[-1]
    message = f"{error} (at {os.path.basename(where.filename)}:{where.lineno}); {_OURS}"
    return Failure(document.doc_id, stage, type(error).__name__, message)


def _batch(pipeline: str, documents: list[Document | Failure]) -> list[Result]:
    from arextract.assemble import assemble_all
    from arextract.pipeline import read

    nlp = _loaded(pipeline)
    whole = [d for d in documents if isinstance(d, Document)]
    docs = read(nlp, whole)
    releases = iter(assemble_all((doc, d) for doc, d in zip(docs, whole, strict=True) if not isinstance(doc, Exception)))
    results: list[Result] = []
    left = iter(docs)
    for d in documents:
        if isinstance(d, Failure):
            results.append(d)
        elif isinstance(doc := next(left), Exception):
            results.append(_failed(d, "extract", doc))
        else:
            release = next(releases)
            results.append(_failed(d, "assemble", release) if isinstance(release, Exception) else release)
    _settle()
    return results


def _batches(documents: Iterable[Document | Failure]) -> Iterator[list[Document | Failure]]:
    return together(documents, size=lambda d: len(d.text) if isinstance(d, Document) else 0)


def _pool(n_process: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the same on every system, and no lock of a parent's thread is copied. A process does with torch what its parent did.
    return ProcessPoolExecutor(n_process, mp_context=get_context("spawn"), initializer=_begin, initargs=(torch_hidden(),))


def _begin(without_torch: bool) -> None:
    one_thread()
    if without_torch:
        hide_torch()


def _one_by_one(pipeline: str, documents: list[Document | Failure]) -> Iterator[Result]:
    # A process died over one of these (out of memory, a crash in a C library). Given one at a time, the one that kills again is known.
    pool = _pool(1)
    try:
        for document in documents:
            try:
                yield from pool.submit(_batch, pipeline, [document]).result()
            except BrokenProcessPool:
                message = "the process that read it was killed, as happens when memory runs out; give it alone, or split it"
                yield Failure(document.path if isinstance(document, Failure) else document.doc_id, "extract", "BrokenProcessPool", message)
                pool = _pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _many(documents: Iterable[Document | Failure], pipeline: str, n_process: int) -> Iterator[Result]:
    batches = _batches(documents)
    waiting: deque[tuple[list[Document | Failure], Future[list[Result]]]] = deque()
    pool = _pool(n_process)
    try:
        while True:
            for batch in islice(batches, AHEAD * n_process - len(waiting)):
                waiting.append((batch, pool.submit(_batch, pipeline, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one(pipeline, batch)
                pool = _pool(n_process)
                waiting = deque((b, f if f.done() and not f.exception() else pool.submit(_batch, pipeline, b)) for b, f in waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _dated(document: Document | Failure, released: str) -> Document | Failure:
    # What a table of metadata says of one document goes before what an option says of all.
    if isinstance(document, Failure) or "released" in document.meta:
        return document
    return replace(document, meta={**document.meta, "released": released, "released_from": "option"})


def process(documents: Iterable[Document | Failure], pipeline: str = DEFAULT, n_process: int | None = 1, released: str | None = None) -> Iterator[Result]:
    """Releases in the order of the documents; a Failure takes the place of what cannot be processed, and one that comes in goes out.

    `n_process` None takes one process for fewer than 500 documents, else one for every core. The results are the same however many there are.
    Documents go through together, up to 32 of them (`by_text.together`): so many are read before the first release is given.
    `released` (an ISO day) is the date of every document that has none of its own. Raises Misuse for a pipeline that is not there.
    """
    if released is not None:
        documents = (_dated(document, released) for document in documents)
    if n_process is None:
        left = iter(documents)
        first = list(islice(left, ALONE))
        n_process = len(os.sched_getaffinity(0)) if len(first) == ALONE and hasattr(os, "sched_getaffinity") else 1
        documents = chain(first, left)
    if n_process < 1:
        raise ValueError(f"n_process is {n_process}: it takes at least one")
    if n_process > 1:
        yield from _many(documents, pipeline, n_process)
    else:
        for batch in _batches(documents):
            yield from _batch(pipeline, batch)


def _wanted(function: str, text: object) -> str:
    if not isinstance(text, str):
        raise TypeError(f"{function}: a text is a str, not {type(text).__name__}")
    return text


def _document(text: str, doc_id: str | None = None) -> Document | Failure:
    from arextract.ingest import misread

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    doc_id = doc_id or digest[:12]
    if found := misread(text):
        return Failure(doc_id, "ingest", "BrokenEncoding", f"{doc_id}: {found}")
    return Document(doc_id, text, digest)


def _given(value: object, place: str, remedy: str = "give a str or a Document") -> Document | Failure:
    """What a user gave among many, its `place` named where it is nothing that can be read."""
    if isinstance(value, str):
        return _document(value)
    if isinstance(value, Failure):
        return value
    if isinstance(value, Document) and isinstance(value.text, str):
        try:
            day = _day(value.meta.get("released"), f"{value.doc_id}: released")
        except Misuse as error:
            return Failure(value.doc_id, "ingest", "Metadata", str(error))
        return replace(value, meta={**value.meta, "released": day}) if day else value
    what = f"a Document whose text is {type(value.text).__name__}" if isinstance(value, Document) else type(value).__name__
    return Failure(place, "extract", "TypeError", f"{place} is {what}, not a text: {remedy}")


def _day(stated: object, what: str = "released") -> str | None:
    if stated is None:
        return None
    from arextract.ingest import released_day

    if day := released_day(stated):
        return day
    raise Misuse(f"{what} {str(stated)[:40]!r} is not a day: write 2024-05-12, «12 مايو 2024» or «May 12, 2024», or give a date")


def extract(text: str, released: str | date | None = None, doc_id: str | None = None, pipeline: str = DEFAULT) -> Release:
    """What one text tells: its entities, dates, statistics, directors and events.

    `released` is the day of the release («2024-05-12», «12 مايو 2024», a date or datetime), where the text itself does not tell it; `doc_id` is by
    default the first 12 hex digits of the text's SHA-256. The pipeline is loaded once and kept. Raises TypeError for what is no text, ValueError
    for a `released` that is no day or could be two, and RuntimeError where the text cannot be processed.

    >>> extract("نظمت وزارة المالية ورشة عمل في عمان يوم 5 مايو 2024.").events[0].type  # doctest: +SKIP
    'workshop'
    """
    result = next(process([_document(_wanted("extract", text), doc_id)], pipeline, 1, _day(released)))
    if isinstance(result, Failure):
        raise RuntimeError(f"{result.path}: {result.error}: {result.message}")
    return result


def extract_many(
    texts: Iterable[str | Document | Failure], n_process: int | None = 1, released: str | date | None = None, pipeline: str = DEFAULT
) -> Iterator[Result]:
    """Releases in the order of `texts` (strings or Documents); what cannot be processed, None among it, comes back as a Failure in its place.

    Up to 32 texts are read before the first release is given. With `n_process` above one the work is done in that many new processes; a script that does
    so needs the usual `if __name__ == "__main__":`.
    """
    if isinstance(texts, str):
        raise TypeError("extract_many: one str was given where many are wanted: give a list, or use extract")
    return process((_given(t, f"texts[{i}]") for i, t in enumerate(texts)), pipeline, n_process, _day(released))


def extract_frame(frame: pd.DataFrame, text: str = "text", doc_id: str = "doc_id", released: str = "released", pipeline: str = DEFAULT) -> pd.DataFrame:
    """The events of a DataFrame of texts, one row an event: the unit of work that engines map over partitions.

    `text`, `doc_id` and `released` name columns; without the second the index names the documents, and the third may be missing. A row that could not
    be processed (no text, a `released` that is no day) is told by a warning and stands in `.attrs["failures"]` of the result, one dict each. Raises
    KeyError where there is no column `text`.
    """
    import warnings

    import pandas as pd

    from arextract.emit.tables import events_frame
    from arextract.records import plain

    names = frame[doc_id] if doc_id in frame else frame.index
    days = frame[released] if released in frame else [None] * len(frame)
    results: list[Result] = []
    for name, words, day in zip(names, frame[text], days, strict=True):
        row = _document(words, str(name)) if isinstance(words, str) else _given(words, str(name), "fill or drop the row")
        try:
            stated = None if day is None or day is pd.NA or day != day or day == "" else _day(day)  # NaN and NaT are not themselves
        except Misuse as error:
            row, stated = Failure(str(name), "extract", "ValueError", f"{name}: {error}"), None
        results += process([row], pipeline, 1, stated)
    found = events_frame(r for r in results if isinstance(r, Release))
    failures = [r for r in results if isinstance(r, Failure)]
    found.attrs["failures"] = [plain(failure) for failure in failures]
    if failures:
        first = failures[0].message
        warnings.warn(f"{len(failures)} of {len(results)} rows could not be processed, see .attrs['failures']; the first: {first}", stacklevel=2)
    return found


def read(
    sources: Iterable[str | Path], metadata: Path | None = None, out: Path | None = None, unmatched: Callable[[list[str]], None] = lambda rows: None
) -> Iterator[Document | Failure]:
    """Every document of `sources` (folders, files, «-»), in the order of the ids; the folder `out` and the table itself, inside a source, are none.

    `unmatched` is called with the paths of the table that no document has, if there are any. Raises Misuse for a source or a table that is not there, for
    an `out` that is a source, and where there is nothing to read.
    """
    from arextract import ingest

    paths = [str(source) for source in sources]
    for path in paths:
        if path != "-" and not os.path.lexists(path):
            raise Misuse(f"there is no '{path}': give a folder, a file, or - for standard input")
        if out is not None and path != "-" and os.path.realpath(path) == os.path.realpath(out):
            raise Misuse(f"'{path}' is to be read and to be written: name another folder, such as --out {out / 'out'}, which is passed over when it is read")
    try:
        rows = ingest.read_metadata(metadata) if metadata else {}
    except ingest.IngestError as error:
        raise Misuse(str(error)) from error
    items = ingest.sources(paths, [path for path in (out, metadata) if path])
    if not items:
        raise Misuse(f"there is nothing to read in {', '.join(map(repr, paths)) or 'no source'}: no file, or only hidden ones")
    matched, left = ingest.match_metadata(rows, [item.doc_id for item in items])
    if left:
        unmatched(left)
    return ingest.read_items(items, matched)


def find_dates(text: str, reference: str | date | None = None) -> list[DateMention]:
    """Every date and range in a text, without a pipeline: «من 28 إبريل وحتى 2 مايو 2024» is 2024-04-28 to 2024-05-02.

    `reference` (a date, ISO, or written as «12 مايو 2024») is the day from which «أمس» and dates without a year are counted. Raises TypeError for
    what is no text, ValueError for a reference that is no day.
    """
    from arextract.extract import dates

    day = _day(reference, "reference")
    return dates.find_dates(_wanted("find_dates", text), reference=date.fromisoformat(day) if day else None)


def find_numbers(text: str) -> list[NumberMention]:
    """Every number in a text that is not part of a date, without a pipeline: «59,19 مليون مواطن» is 59190000. Raises TypeError for what is no text."""
    from arextract.extract import dates, numbers

    _wanted("find_numbers", text)
    return numbers.find_numbers(text, taken=[(d.start, d.end) for d in dates.find_dates(text)])


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: how many of each, its first events and failures, and the files it wrote."""

    documents: int
    failed: int
    events: int
    seconds: float
    shown: tuple[Event, ...]
    failures: tuple[Failure, ...]
    files: tuple[Path, ...]


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Misuse(f"{out} cannot be written to ({error}): make it writable, or name another folder") from error


def run(
    sources: list[str],
    out: Path,
    *,
    metadata: Path | None = None,
    released: str | None = None,
    pipeline: str = DEFAULT,
    kinds: tuple[str, ...] = ("csv",),
    n_process: int | None = None,
    text: bool = True,
    resume: bool = False,
    seen: Callable[[Result], None] = lambda result: None,
    unmatched: Callable[[list[str]], None] = lambda rows: None,
) -> Summary:
    """Read `sources`, process every document, and write `documents.jsonl`, `events.jsonl`, `failures.jsonl`, `run.json` and `kinds` into `out`.

    `seen` is called with every result as it comes, `unmatched` as `read` does. Raises Misuse, with the remedy, for sources, metadata or a pipeline that
    cannot be used, and for an `out` that cannot be written.
    """
    from arextract import __version__
    from arextract.store import Ledger, key

    began = time.perf_counter()
    about: dict[str, Any] = {"version": __version__, "pipeline": pipeline, "fingerprint": fingerprint(pipeline), "released": released}
    documents = read(sources, metadata, out, unmatched)
    try:
        with _writing(out):
            ledger = Ledger(out, about, resume)
    except ValueError as error:
        raise Misuse(str(error)) from error
    with ledger:
        marks: deque[str] = deque()

        def to_do() -> Iterator[Document | Failure]:
            for document in ledger.remaining(documents):
                marks.append(key(document))
                yield document

        for result in process(to_do(), pipeline, n_process, released):
            mark = marks.popleft()
            with _writing(out):
                try:
                    ledger.put(mark, result)
                except ValueError as error:  # a value that JSON has no word for, a lone surrogate
                    name = result.path if isinstance(result, Failure) else result.doc_id
                    result = Failure(name, "emit", type(error).__name__, f"{error}; {_OURS}")
                    ledger.put(mark, result)
            seen(result)
        counts = Counter(documents=0, failed=0, events=0, statistics=0, entities=0)
        shown: list[Event] = []
        failures: list[Failure] = []
        for result in ledger.results():
            if isinstance(result, Failure):
                counts["failed"] += 1
                failures += [result][: SHOWN - len(failures)]
            else:
                counts.update(documents=1, events=len(result.events), statistics=len(result.statistics), entities=len(result.entities))
                shown += result.events[: SHOWN - len(shown)]
        seconds = time.perf_counter() - began
        speed = {"seconds": round(seconds, 3), "documents_per_second": round(counts["documents"] / seconds, 2)}
        with _writing(out):
            files = ledger.commit(kinds, text, {**about, "formats": ["jsonl", *kinds], **counts, **speed})
    return Summary(counts["documents"], counts["failed"], counts["events"], seconds, tuple(shown), tuple(failures), tuple(files))


def _camel_data() -> str:
    from arextract.extract.ner.camel import find_data

    try:
        return str(find_data())
    except FileNotFoundError as error:
        return str(error)


def inspect(pipeline: str) -> Iterator[tuple[str, str]]:
    """What is installed and whether it loads, line by line. Raises Misuse for a pipeline that is not there, ValueError for a resource that is broken."""
    from importlib.metadata import version
    from importlib.resources import files

    from arextract import __version__, lexicon

    yield "arextract", __version__
    yield "python", sys.version.split()[0]
    for package in ("spacy", "camel-tools", "dateparser", "pandas", "regex"):
        yield package, version(package)
    lists = sorted(file.name.removesuffix(".tsv") for file in (files("arextract") / "resources").iterdir() if file.name.endswith(".tsv"))
    yield "resources", f"{len(lists)} lists, {sum(len(lexicon.rows(name)) for name in lists)} rows"
    nlp = _loaded(pipeline)
    yield "pipeline", f"{pipeline}: {', '.join(nlp.pipe_names)}"
    yield "fingerprint", fingerprint(pipeline)
    yield "torch", "hidden from this process" if torch_hidden() else "loaded" if "torch" in sys.modules else "not loaded"
    yield "CAMeL data", _camel_data()
