"""What is worked out once for every distinct word: news brings few new ones, and a text says the same ones again.

The one memory of the package that lasts from text to text. What it answers is what the function answers, whatever came before; it is bounded, and
begins anew when it is full. `functools.lru_cache` keeps an order of use beside it, which costs more than most of these functions' answers are worth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")
MOST = 1 << 16  # words that each function remembers


class _Answers(dict[str, _Answer]):
    """Word -> answer; one that is not there is asked for."""

    def __init__(self, function: Callable[[str], _Answer]) -> None:
        self.function = function

    def __missing__(self, word: str) -> _Answer:
        if len(self) >= MOST:
            self.clear()
        answer = self[word] = self.function(word)
        return answer


def by_word(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """A pure function of a word that remembers its answers.

    >>> by_word(str.upper)("ab")
    'AB'
    """
    return _Answers(function).__getitem__
