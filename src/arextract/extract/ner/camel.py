"""camel-tools' CAMeLBERT NERecognizer as a voice: PERS, LOC, ORG and MISC of words with their clitics, as ANERcorp has them.

Its data come from `camel_data -i ner-arabert`, over the network. `camel_tools.ner` goes to the network when it is imported without them, so they are
looked for first.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from arextract import lexicon
from arextract.fold import fold_name
from arextract.tokenise import PROCLITICS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMAND = "camel_data -i ner-arabert"
TYPES = {"PERS": "PERSON", "PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}
CARD = {"PERSON": 0.85, "LOCATION": 0.9, "ORGANIZATION": 0.71}  # F1 on ANERcorp, https://huggingface.co/CAMeL-Lab/bert-base-arabic-camelbert-msa-ner
_MINISTRIES = frozenset(("وزاره", "وزارات", "وزارتي", "وزارتا"))
_INSTITUTES = frozenset(("جامعه", "معهد", "كليه", "اكاديميه"))
_LONGEST = 150  # words of a sentence that the recognizer is given at once; its own limit is 256 pieces


class Recognizer(Protocol):
    """What camel-tools' NERecognizer does for us."""

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        """A BIO label for each word."""


def data_folder() -> Path:
    """Where camel-tools keeps its data: $CAMELTOOLS_DATA, else a folder of the user's."""
    given = os.environ.get("CAMELTOOLS_DATA")
    return Path(given).expanduser() if given else Path.home() / ("AppData/Roaming/camel_tools" if os.name == "nt" else ".camel_tools")


def find_data() -> Path:
    """The folder of the recognizer's model. Raises FileNotFoundError naming the command that brings it where it is not installed."""
    home = data_folder()
    missing = f"the camel pipeline needs camel-tools' NER data, which are not in {home}: run `{COMMAND}` once (it downloads them), or use another pipeline"
    try:
        component = json.loads((home / "catalogue.json").read_text(encoding="utf-8"))["components"]["NamedEntityRecognition"]
        folder = home / "data" / str(component["datasets"][component["default"]]["path"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileNotFoundError(missing) from error
    if not (folder / "config.json").is_file():
        raise FileNotFoundError(missing)
    return folder


@cache
def recognizer() -> Recognizer:
    """camel-tools' recognizer, loaded once a process. Raises FileNotFoundError as `find_data` does, and ImportError where torch or transformers are missing."""
    folder = find_data()
    from camel_tools.ner import NERecognizer

    found: Recognizer = NERecognizer(str(folder), use_gpu=False)
    return found


class CamelWord(NamedTuple):
    """A word as the recognizer expects it, clitics attached: ``text[start:end]``; `stem` is where it begins behind them."""

    start: int
    end: int
    stem: int


def sentences(text: str) -> list[list[CamelWord]]:
    """The words of each line, punctuation apart: «وبالقاهرة» is one."""
    found: list[list[CamelWord]] = []
    at = 0
    glued = False
    for word in words(text):
        joined = glued and at == word.start
        if not joined and (not found or "\n" in text[at : word.start] or len(found[-1]) >= _LONGEST):
            found.append([])
        if joined:
            found[-1][-1] = CamelWord(found[-1][-1].start, word.end, word.start)
        else:
            found[-1].append(CamelWord(word.start, word.end, word.start))
        glued = word.norm in PROCLITICS
        at = word.end
    return found


def find_names(text: str, recognize: Recognizer) -> list[dict[str, Any]]:
    """Names as camel-tools finds them, in our labels: `start`, `end`, `label`, `confidence`, `rule`, in order of text; a proclitic that our
    tokenizer knows is left out.

    A place is a COUNTRY or CITY where the gazetteer knows it, else none; a body is told by its head noun. The confidence is what the model's card
    gives as F1 for the kind: it was
    never measured here. A line for which the recognizer gives another number of labels than it has words (it drops what its tokenizer knows nothing
    of) is passed over.
    """
    lines = sentences(text)
    found: list[dict[str, Any]] = []
    for line, labels in zip(lines, recognize.predict([[text[w.start : w.end] for w in line] for line in lines]), strict=True):
        if len(labels) == len(line):
            found += [m for m in _spans(line, labels) if _labelled(text, m)]
    return found


def _spans(line: Sequence[CamelWord], labels: Sequence[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    open_: str | None = None
    for word, label in zip(line, labels, strict=True):
        kind = TYPES.get(label[2:])
        if kind is not None and label[0] == "I" and open_ == kind:
            found[-1]["end"] = word.end
        elif kind is not None:
            found.append({"start": word.stem, "end": word.end, "label": kind, "confidence": CARD[kind], "rule": "camel"})
        open_ = kind
    return found


def _labelled(text: str, m: dict[str, Any]) -> bool:
    """Give a mention one of our labels; False where there is none for it."""
    name = fold_name(text[m["start"] : m["end"]])
    if m["label"] == "LOCATION":
        place = next(iter(lexicon.place_names().get(name, ())), None)
        if place is None:
            return False
        m.update(label=place.label, canonical=place.canonical, kb_id=place.id, country=place.country)
    elif m["label"] == "ORGANIZATION":
        head = name.partition(" ")[0].removeprefix("ال")
        m["label"] = "MINISTRY" if head in _MINISTRIES else "INSTITUTE" if head in _INSTITUTES else "ORGANIZATION"
    return True
