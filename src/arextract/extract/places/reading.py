"""The pass that meets the gazetteer: words of the folded text, proclitics aside, the longest name first."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import compress

from arextract.by_word import by_word
from arextract.fold import Folded, fold
from arextract.lexicon import Place, column, place_names, words_by_kind
from arextract.tokenise import folded_runs

PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
NO_CUE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Hit:
    """A name that the gazetteer knows, at words `first`..`last` (end excluded) and folded characters `start`..`end`."""

    first: int
    last: int
    start: int
    end: int
    proclitic: str
    name: str
    places: tuple[Place, ...]
    other: Hit | None = None  # the same word cut otherwise: «وجدة» is Oujda, or «و» and Jeddah
    place: Place | None = None
    cues: set[str] = field(default_factory=set)
    score: float = 0.0
    rule: str = ""

    def copied(self) -> Hit:
        """A hit of its own for who weighs it."""
        other = None if self.other is None else self.other.copied()
        return Hit(
            self.first, self.last, self.start, self.end, self.proclitic, self.name, self.places, other, self.place, set(self.cues), self.score, self.rule
        )


@dataclass(slots=True)
class Text:
    """The folded words of a text and where they stand."""

    view: Folded
    words: list[str]
    spans: list[tuple[int, int]]
    headline: int  # where the first line ends

    def gap(self, before: int) -> str:
        """What stands between word `before` - 1 and word `before`."""
        start = self.spans[before - 1][1] if before > 0 else 0
        end = self.spans[max(before, 0)][0] if before < len(self.spans) else len(self.view.text)
        return self.view.text[max(start, end - 40) if before <= 0 else start : min(end, start + 40) if before > 0 else end]

    def beside(self, index: int) -> bool:
        """Whether only blanks part word `index` - 1 from word `index`."""
        if not 0 < index < len(self.words):
            return False
        start, end = self.spans[index - 1][1], self.spans[index][0]
        return end - start <= 3 and self.view.text[start:end].strip(" ") == ""


@cache
def _phrases() -> dict[str, int]:
    """First word of a name -> the most words that a name with it has."""
    longest: dict[str, int] = {}
    for name in place_names():
        first = name.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), name.count(" ") + 1)
    return longest


@cache
def _pairs() -> frozenset[str]:
    """The first two words of every longer name."""
    return frozenset(" ".join(name.split(" ", 2)[:2]) for name in place_names() if " " in name)


@cache
def _cue_words() -> dict[str, frozenset[str]]:
    """Folded word, proclitics and all, -> the kinds of cue that it is."""
    found: dict[str, set[str]] = {}
    for kind, words in words_by_kind("place_cues").items():
        for word in words:
            forms = [word]
            if kind not in {"given", "suffix", "clause"}:
                forms += [p + word for p in PROCLITICS]
                forms += ["لل" + word[2:], "ولل" + word[2:]] if word.startswith("ال") else []
            for form in forms:
                found.setdefault(form, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def cue_of(text: Text, index: int) -> frozenset[str]:
    """The kinds of cue that word `index` is; empty where there is no such word."""
    return _cue_words().get(text.words[index], NO_CUE) if 0 <= index < len(text.words) else NO_CUE


@cache
def _traps() -> frozenset[str]:
    return frozenset(column("place_traps"))


@by_word
def _stems(word: str) -> tuple[tuple[str, str, int], ...]:
    """(proclitic, stem as gazetteers spell it, letters cut) for every reading in which the stem begins a name: «لليمن» -> («لل», «اليمن», 2)."""
    phrases = _phrases()
    if word in phrases:
        whole = (("", word, 0),)
        # «وجده» is Oujda, or «and Jeddah»: both stay open.
        return (*whole, (word[0], word[1:], 1)) if word[0] in "وب" and len(word) > 3 and word[1:] in phrases and word not in _traps() else whole
    if len(word) < 3 or word[0] not in "وفبلك" or word in _traps():
        return ()
    found: list[tuple[str, str, int]] = []
    for p in ("", word[0]) if word[0] in "وف" else ("",):
        rest = word[len(p) :]
        if p and rest in phrases:
            found.append((p, rest, len(p)))
        if rest.startswith("لل") and "ال" + rest[2:] in phrases:
            found.append((p + "لل", "ال" + rest[2:], len(p) + 2))
        if rest[:1] in {"ب", "ل", "ك"} and rest[1:] in phrases:
            found.append((p + rest[0], rest[1:], len(p) + 1))
    return tuple(found)


def read(text: str) -> tuple[Text, list[Hit]]:
    """The words of a text, and every name of the gazetteer among them, longest first, none overlapping."""
    view = fold(text)
    tokens, starts, ends = folded_runs(view.text)
    arabic = list(map("\u0620".__lt__, tokens))
    there = list(compress(tokens, arabic))
    spans = list(zip(compress(starts, arabic), compress(ends, arabic), strict=True))
    newline = view.text.find("\n")
    body = Text(view, there, spans, newline if newline >= 0 else len(view.text))
    stems = list(map(_stems, there))
    names, phrases, pairs = place_names(), _phrases(), _pairs()
    hits: list[Hit] = []
    taken = 0
    for i in [i for i, readings in enumerate(stems) if readings]:
        if i < taken:
            continue
        best: Hit | None = None
        for proclitic, stem, cut in stems[i]:
            reach = 1
            if phrases[stem] > 1 and i + 1 < len(body.words) and f"{stem} {body.words[i + 1]}" in pairs:
                while reach < phrases[stem] and body.beside(i + reach):
                    reach += 1
            for n in range(reach, 0, -1):
                name = " ".join([stem, *body.words[i + 1 : i + n]]) if n > 1 else stem
                places = names.get(name)
                if places and (n > 1 or len(stem) > 2 or proclitic in {"", "و"}):  # «وباب» is no «وب» and Ibb
                    hit = Hit(i, i + n, spans[i][0] + cut, spans[i + n - 1][1], proclitic, name, places)
                    if best is None or n > best.last - best.first:
                        best = hit
                    elif n == best.last - best.first and not best.proclitic:
                        best.other = hit
                    break
        if best:
            hits.append(best)
            taken = best.last
    return body, hits


def hit_text(text: Text, hit: Hit) -> str:
    """The characters as read behind a hit."""
    return text.view.quote(hit.start, hit.end)
