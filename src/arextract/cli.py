"""The command line: words and exit codes. 0 is well, 1 says that some documents failed, 2 that the command was misused.

Nothing heavy is imported here: `--help` must come at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from rich.console import Console

    from arextract.engine import Result, Summary
    from arextract.records import Failure, Release

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Pipeline = Annotated[str, typer.Option(help="A pipeline by name, or the path of a .cfg file or a spaCy model.", metavar="NAME|PATH")]
Released = Annotated[str | None, typer.Option(help="The day of release of all documents that do not tell it: 2024-05-12, 'May 12, 2024'.", metavar="DATE")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings and no summary; errors are still told.")]


def _misuse(message: str) -> typer.Exit:
    typer.echo(f"arextract: {message}", err=True)
    return typer.Exit(2)


def _ours(pipeline: str) -> None:
    # These processes are ours, so numpy keeps to one thread, and torch is hidden before spaCy loads, unless the pipeline is made of it (see engine.hide_torch).
    # The library never does this to a user's process.
    from arextract import engine

    engine.one_thread()
    if not engine.wants_torch(pipeline):
        engine.hide_torch()


def _day(released: str | None) -> str | None:
    from arextract.ingest import released_day

    if released is None:
        return None
    if day := released_day(released):
        return day
    raise _misuse(f"--released {released} is not a day: write it as 2024-05-12, 'May 12, 2024' or «12 مايو 2024»")


def _errors() -> Console:
    from rich.console import Console

    # What is piped into a file has no width of its own.
    return Console(stderr=True, width=None if sys.stderr.isatty() else 120)


def _watch(quiet: bool) -> tuple[AbstractContextManager[object], Callable[[Result], None]]:
    """A progress display on standard error, and what to call with every result."""
    from contextlib import nullcontext

    if quiet:
        return nullcontext(), lambda result: None
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from arextract.records import Failure

    bar = Progress(SpinnerColumn(), TextColumn("{task.completed} documents{task.description}"), TimeElapsedColumn(), console=_errors(), transient=True)
    task = bar.add_task("", total=None)
    failed = 0

    def seen(result: Result) -> None:
        nonlocal failed
        failed += isinstance(result, Failure)
        bar.update(task, advance=1, description=f", {failed} failed" if failed else "")

    return bar, seen


def _tell(summary: Summary, out: Path) -> None:
    """The events and the failures of a run, the first of many, and where the files are."""
    from arextract.emit.terminal import events_table, printable

    console = _errors()
    if summary.shown:
        console.print(events_table(summary.shown, more=summary.events - len(summary.shown)))
    said = f"{summary.documents} documents, {summary.events} events, {summary.failed} failed, {summary.seconds:.1f} s"
    console.print(printable(said), highlight=False)
    _complain(summary.failures, summary.failed - len(summary.failures))
    console.print(printable(f"{out}: {' '.join(file.name for file in summary.files)}"), highlight=False)


def _complain(failures: Iterable[Failure], more: int = 0) -> None:
    from arextract.emit.terminal import printable

    console = _errors()
    for failure in failures:
        said = failure.message if failure.message.startswith(failure.path) else f"{failure.path}: {failure.message}"
        console.print(printable(" ".join(said.split())), highlight=False, soft_wrap=True)
    if more:
        console.print(f"and {more} more, see failures.jsonl")


def _unmatched(metadata: Path | None, quiet: bool) -> Callable[[list[str]], None]:
    """What to call with the paths of a table that no document has."""
    from arextract.emit.terminal import printable

    def warn(paths: list[str]) -> None:
        few = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        rows = "1 row matches" if len(paths) == 1 else f"{len(paths)} rows match"
        said = f"{metadata}: {rows} no document: {few}; a path is the one below SOURCE, or the file's name alone"
        _errors().print(printable(said), highlight=False, soft_wrap=True)

    return (lambda paths: None) if quiet else warn


def _pour(results: Iterator[Result], text: bool) -> int:
    """Records to standard output, one line a document with its events in full; gives the exit code."""
    from arextract.emit.jsonl import dumps
    from arextract.records import Failure

    failed = 0
    for result in results:
        if isinstance(result, Failure):
            failed += 1
            _complain([result])
            continue
        record = result.to_dict()
        if not text:
            del record["text"]
        sys.stdout.buffer.write((dumps(record) + "\n").encode())
        sys.stdout.buffer.flush()
    return 1 if failed else 0


@app.callback(invoke_without_command=True)
def face(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """From Arabic press releases to event records, offline: who held what, when, where, with whom, and the figures quoted."""
    if version:
        from arextract import __version__

        typer.echo(__version__)
        raise typer.Exit


Out = Annotated[Path | None, typer.Option(help="The folder for the records. Only `run -` may do without: then they go to standard output.", metavar="DIR")]
Metadata = Annotated[Path | None, typer.Option(help="A CSV with a column `path` and what the texts lack: `released`, anything else.", metavar="FILE")]
Formats = Annotated[str, typer.Option("--format", help="Beside the JSON Lines: csv, parquet, xlsx, sqlite, ics, jsonld.", metavar="NAME,NAME")]
Processes = Annotated[int | None, typer.Option(min=1, help="How many processes; by default 1 below 500 documents, else one per core.", metavar="N")]


@app.command()
def run(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Folders (walked to the bottom), files, or - for standard input.")],
    out: Out = None,
    metadata: Metadata = None,
    released: Released = None,
    pipeline: Pipeline = "press_release",
    formats: Formats = "csv",
    processes: Processes = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the texts out of documents.jsonl.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    quiet: Quiet = False,
) -> None:
    """Extract the records of every document in SOURCE into --out."""
    from arextract import engine
    from arextract.emit.formats import chosen

    day = _day(released)
    if out is None and sources != ["-"]:
        raise _misuse("say where the records go: --out DIR (only `run -` may do without)")
    try:
        kinds = chosen(formats)
    except ValueError as error:
        raise _misuse(str(error)) from error
    try:
        _ours(pipeline)
        if out is None:
            documents = engine.read(sources, metadata, unmatched=_unmatched(metadata, quiet))
            raise typer.Exit(_pour(engine.process(documents, pipeline, 1, day), not no_text))
        progress, seen = _watch(quiet)
        with progress:
            summary = engine.run(
                sources, out, metadata=metadata, released=day, pipeline=pipeline, kinds=kinds, n_process=processes, text=not no_text, resume=resume, seen=seen,
                unmatched=_unmatched(metadata, quiet),
            )  # fmt: skip
    except engine.Misuse as error:
        raise _misuse(str(error)) from error
    except KeyboardInterrupt:
        typer.echo("arextract: stopped; the same command with --resume goes on from here", err=True)
        raise typer.Exit(130) from None
    if not quiet:
        _tell(summary, out)
    raise typer.Exit(1 if summary.failed else 0)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A release in any format that `run` reads.")],
    released: Released = None,
    pipeline: Pipeline = "press_release",
    html: Annotated[Path | None, typer.Option(help="Write a page there instead, to be opened in a browser.", metavar="PAGE")] = None,
) -> None:
    """Show one release with what is found in it coloured, and its events."""
    from arextract import engine
    from arextract.records import Failure

    day = _day(released)
    try:
        _ours(pipeline)
        results = list(engine.process(engine.read([file]), pipeline, 1, day))
    except engine.Misuse as error:
        raise _misuse(str(error)) from error
    found = [result for result in results if not isinstance(result, Failure)]
    if html is not None:
        from arextract.emit.page import page

        try:
            html.write_text(page(found), encoding="utf-8")
        except OSError as error:
            raise _misuse(f"{html} cannot be written ({error.strerror}): name another file") from error
    else:
        _display(found)
    _complain(result for result in results if isinstance(result, Failure))
    raise typer.Exit(1 if len(found) < len(results) else 0)


def _display(releases: list[Release]) -> None:
    from rich.console import Console

    from arextract.emit.terminal import release_view

    for release in releases:
        Console().print(release_view(release))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The folder of gold records, one JSON file a document.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that `run --out` wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    errors: Annotated[str | None, typer.Option(help="List what was missed and what was wrong of one kind.", metavar="KIND")] = None,
) -> None:
    """Hold the records in OUT against the gold records in GOLD: precision, recall and F1 per kind."""
    import json

    from arextract.evaluate import evaluate as compare

    try:
        report = compare(gold, out)
    except FileNotFoundError as error:
        raise _misuse(str(error)) from error
    if errors and errors not in report.kinds:
        raise _misuse(f"there is no kind '{errors}' here: choose among {', '.join(report.kinds)}")
    if errors:
        lines = report.errors.get(errors, [])
    else:
        lines = [json.dumps(report.to_dict(), ensure_ascii=False)] if as_json else list(report.lines())
    sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode())


@app.command()
def check(pipeline: Pipeline = "press_release") -> None:
    """Check that the resources and the pipeline load, and say what is installed."""
    from arextract import engine

    try:
        _ours(pipeline)
        for what, found in engine.inspect(pipeline):
            typer.echo(f"{what:24}{found}")
    except engine.Misuse as error:
        raise _misuse(str(error)) from error


def main() -> None:
    """The command `arextract`."""
    app()


if __name__ == "__main__":
    main()
