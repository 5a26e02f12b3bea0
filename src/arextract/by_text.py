"""What is worked out once for every text in hand: several rooms ask for its folded form, its words, its layout.

Documents go through a pipeline by the dozen, one room after the other and not one document after the other: the code and the lists of a room then
stay in the processor's caches, which is worth an eighth of the time (measured on 500 news texts). So a memory holds what a dozen texts need.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")
_Item = TypeVar("_Item")
TOGETHER = 32  # texts that go through a pipeline together, at most
CHARACTERS = 50_000  # of texts that go together: with these the batch is full
_KEPT = 2 * CHARACTERS  # characters of the latest texts that a memory holds at least
_NOTHING = object()


class _Answers(dict[str, _Answer]):
    """Text -> answer; one that is not there is asked for. What was asked for last is in the dict, what was asked for before that in `before`."""

    def __init__(self, function: Callable[[str], _Answer]) -> None:
        self.function = function
        self.before: dict[str, _Answer] = {}
        self.held = 0

    def __missing__(self, text: str) -> _Answer:
        found = self.before.get(text, _NOTHING)
        answer: _Answer = self.function(text) if found is _NOTHING else found  # type: ignore[assignment]
        self[text] = answer
        self.held += len(text)
        if self.held >= _KEPT:
            self.before = self.copy()
            self.clear()
            self.held = 0
        return answer


def by_text(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """A pure function of a text that remembers what it answered for the latest ones.

    >>> by_text(len)("أقامت الغرفة ندوة")
    17
    """
    return _Answers(function).__getitem__


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the garbage collector wait while a room goes through some texts: it would walk all lists in memory for cycles that hardly any text leaves.

    An eighth of the time of `nlp.pipe`. Where a user has it off it stays off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def step_by_step(items: Iterable[Any], steps: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """What comes of each item behind the last step. All take a step before the first takes the next; an exception stands in the place of what raised it."""
    reached = list(items)
    for step in steps:
        with undisturbed():
            reached = [item if isinstance(item, Exception) else _tried(step, item) for item in reached]
    return reached


def _tried(step: Callable[[Any], Any], item: Any) -> Any:
    try:
        return step(item)
    except Exception as error:  # whatever it is, the items beside this one are still to be done
        return error


def together(items: Iterable[_Item], size: Callable[[_Item], int], most: int = TOGETHER) -> Iterator[list[_Item]]:
    """The items in order, in lists of at most `most` and `TOGETHER`, each closed by the item that brings its `size` in characters to `CHARACTERS`."""
    batch: list[_Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += size(item)
        if held >= CHARACTERS or len(batch) >= min(most, TOGETHER):
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
