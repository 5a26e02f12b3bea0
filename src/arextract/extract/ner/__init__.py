"""Names as a trained model hears them: PERSON, ORGANIZATION, INSTITUTE, MINISTRY, COUNTRY, CITY and LOCATION (any other place), each with its probability.

Pure, without spaCy. `student` is the model that ships: it reads the words of `tokenise` and gives log probabilities of BIO tags.
`training/README.md` is its card. What the model says is a voice among others: `entities` weighs it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from arextract.fold import letters
from arextract.lexicon import model_file
from arextract.tokenise import PROCLITICS, Word, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

LINE = "\n"  # stands between the lines of a text, as in training
_SURE = 0.998  # a token that is outside with this probability parts two runs, which are decoded each by itself
_PERSON = 0.5  # what the model takes for a person with less is not told to the people room
_CLOSED = np.float32(-1e4)
_FAR = np.float32(-20.0)  # the log probability of a name where no word stands


class Tagger(Protocol):
    """A model: the tags it knows, and for cleaned tokens the log probability of each tag."""

    tags: list[str]

    def __hash__(self) -> int:
        """By identity: a model is one object a process."""

    def __call__(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """(tokens, tags)."""


@cache
def tagger(name: str = "press_release") -> Tagger:
    """The model of `resources/<name>.npz`, read once a process. Raises FileNotFoundError where there is no such model."""
    from arextract.extract.ner.student import Student

    with model_file(name).open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        return Student({key: arrays[key] for key in arrays.files})


def as_read(text: str, word: Word) -> str:
    """A word as a model reads it: cleaned, its letters as written; behind لل its ال restored («لل⟦سعودية⟧» is read as «السعودية», an adjective no more)."""
    token = letters(text[word.start : word.end]) or word.norm
    return "ال" + token if word.norm.startswith("ال") and len(word.norm) == len(token) + 2 else token


class Heard:
    """What a model made of a text: the log probability of each tag (columns) for each of its words (rows, `starts` and `ends` in characters)."""

    def __init__(self, text: str, tagger: Tagger) -> None:
        self.tags = tagger.tags
        tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.leads: list[bool] = []  # whether a word is a proclitic that the next one follows at once
        at = 0
        for word in words(text):
            if at and "\n" in text[at : word.start]:
                tokens.append(LINE)
                self.starts.append(at)
                self.ends.append(at)
                self.leads.append(False)
            tokens.append(as_read(text, word))
            self.starts.append(word.start)
            self.ends.append(word.end)
            self.leads.append(word.norm in PROCLITICS and text[word.end : word.end + 1].isalpha())
            at = word.end
        self.log: NDArray[np.float32] = tagger(tokens) if tokens else np.zeros((0, len(self.tags)), dtype=np.float32)
        self.column = {tag: i for i, tag in enumerate(self.tags)}
        lines = [n for n, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)) if start == end]
        self.log[lines] = _FAR  # no name begins on the end of a line or goes on over it
        self.log[lines, self.column["O"]] = 0.0
        self.chance: NDArray[np.float32] = np.exp(self.log)

    def names(self) -> list[dict[str, Any]]:
        """The names of the best sequence of tags: `start`, `end`, `label`, `confidence`."""
        found: list[dict[str, Any]] = []
        for first, tags in decode(self.log, self.tags):
            for n, tag in enumerate(tags, first):
                name = self.tags[tag]
                if name == "O":
                    continue
                sure = float(self.chance[n, tag])
                if name[0] == "I" and self.leads[n] and (n + 1 - first == len(tags) or self.tags[tags[n + 1 - first]][0] != "I"):
                    continue  # a name does not end with the proclitic of the next word
                if name[0] == "B":
                    found.append({"start": self.starts[n], "end": self.ends[n], "label": name[2:], "confidence": sure})
                else:
                    found[-1]["end"] = self.ends[n]
                    found[-1]["confidence"] = min(sure, found[-1]["confidence"])
        return [m | {"confidence": round(m["confidence"], 4)} for m in found if m["label"] != "MISC"]

    def score(self, start: int, end: int, labels: Sequence[str]) -> tuple[float, float, float]:
        """How the model takes text[start:end] for a name of one of `labels`.

        The probabilities that one begins there, that the least of its words is inside one, and that it ends there.
        """
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first + 1, bisect_left(self.starts, end))
        begin = [self.column[f"B-{label}"] for label in labels]
        inside = [self.column[f"I-{label}"] for label in labels]
        held = self.chance[first : last + 1]
        mass = held[: last - first, begin + inside].sum(axis=1)
        ends = 1.0 - float(held[last - first, inside].sum()) if last < len(self.starts) else 1.0
        return float(held[0, begin].sum()), float(mass.min()), ends


def people(names: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Where a model hears a person surely enough for the people room to look there: (start, end) of each."""
    return [(m["start"], m["end"]) for m in names if m["label"] == "PERSON" and m["confidence"] >= _PERSON]


def find_names(text: str, model: Tagger) -> list[dict[str, Any]]:
    """Names in order of text, none over another: `start`, `end` (offsets in `text`, end excluded), `label`, `confidence` (0 to 1: the least of its words').

    A name begins and ends with a word of `tokenise`; a proclitic that it left uncut stays with the name.

    >>> [(text[m["start"]:m["end"]], m["label"]) for m in find_names(text := "زار الوزير سامي الحمدان مدينة صفاقس", tagger())]
    [('سامي الحمدان', 'PERSON'), ('صفاقس', 'CITY')]
    """
    return Heard(text, model).names()


@lru_cache(maxsize=4)
def _moves(tags: tuple[str, ...]) -> NDArray[np.float32]:
    """Which tag may follow which: an I only its own B or I."""
    return np.array([[_CLOSED if b[0] == "I" and a[1:] != b[1:] else 0 for b in tags] for a in tags], dtype=np.float32)


def decode(log: NDArray[np.float32], tags: list[str]) -> list[tuple[int, list[int]]]:
    """The best allowed tags of each run of tokens that may hold a name: (first token, a tag for each of its tokens)."""
    moves = _moves(tuple(tags))
    outside = tags.index("O")
    start = moves[outside]
    open_ = log[:, outside] < np.log(np.float32(_SURE))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], open_, [False]]).astype(np.int8)))
    found: list[tuple[int, list[int]]] = []
    for first, end in edges.reshape(-1, 2).tolist():
        score = log[first] + start
        back: list[NDArray[np.intp]] = []
        for n in range(first + 1, end):
            through = score[:, None] + moves
            best = through.argmax(axis=0)
            back.append(best)
            score = through[best, np.arange(len(tags))] + log[n]
        path = [int(score.argmax())]
        for best in reversed(back):
            path.append(int(best[path[-1]]))
        found.append((first, path[::-1]))
    return found
