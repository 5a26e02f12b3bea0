"""A body said again: by its acronym, or without its head noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arextract.extract.organisations.names import names_lexicon, norms
from arextract.fold import fold_name
from arextract.tokenise import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arextract.tokenise import Words

Mention = dict[str, Any]
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{1,11}")


class Echo:
    """Names that may be said again, and the tokens already taken: one pass over the text finds every repetition of every name."""

    def __init__(self, text: str, tokens: Words, found: Sequence[Mention]) -> None:
        self.text, self.tokens = text, tokens
        self.taken: set[int] = set()
        begins = tokens.starts
        for m in found:
            self.taken.update(begins[tokens.at(m["start"]) : tokens.at(m["end"])])

    def again(self, names: dict[tuple[str, ...], Mention], rule: str, confidence: float) -> list[Mention]:
        """Where the names (as norms of tokens) stand again on free tokens; a Latin or a quoted short form only, where its source says so."""
        firsts: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            firsts.setdefault(name[0], []).append(name)
        found: list[Mention] = []
        begins, norms = self.tokens.starts, self.tokens.norms
        for i in where(self.text, frozenset(firsts)):
            for name in firsts[norms[i]]:
                j = i + len(name)
                if tuple(norms[i:j]) != name or not self.taken.isdisjoint(begins[i:j]):
                    continue
                source = names[name]
                start, end = begins[i], self.tokens.ends[j - 1]
                if "\n" in self.text[start:end] or (rule == "bodies:acronym" and not self.distinct(source, start, end)):
                    continue
                self.taken.update(begins[i:j])
                said = {"start": start, "end": end, "label": source["label"], "rule": rule, "confidence": confidence}
                found.append(said | {"anaphor": False, "short_of": source["start"]})
                break
        return found

    def distinct(self, source: Mention, start: int, end: int) -> bool:
        """Whether an acronym stands where it was introduced, or cannot be a common word: in Latin letters, in quotes or brackets."""
        if source["end"] <= start <= source["end"] + 6:
            return True
        quoted = self.text[start - 1 : start] in tuple('("«“') and self.text[end : end + 1] in tuple(')"»”')
        return quoted or self.text[start].isascii()


_BRACKETED = re.compile(r"\s?[\"“«”]?\s?(\()?\s?[\"“«]?\s?([^\W\d_]+(?:[ ][^\W\d_]+)?)\s?[\"”»“]?\s?(\))?")


def acronyms(text: str, found: Sequence[Mention]) -> dict[tuple[str, ...], Mention]:
    """«معهد الإدارة العامة (بيبا)»: the short forms that stand in brackets behind names."""
    names: dict[tuple[str, ...], Mention] = {}
    for m in found:
        after = text[m["end"] : m["end"] + 40]
        opened = _BRACKETED.match(after)
        if m["anaphor"] or opened is None or not re.match(r"\s?[(\"“«]", after):
            continue
        name = opened[2]
        latin = _ACRONYM.fullmatch(name) is not None
        bracketed = opened[1] is not None and opened[3] is not None
        folded = fold_name(name)
        if not (bracketed or latin) or len(name) > 14 or (name[:1].isascii() and not latin):
            continue
        if folded in names_lexicon().stops or (folded.startswith("ال") and " " in folded):
            continue
        names.setdefault(norms(name), m)
    return names


def headless(text: str, found: Sequence[Mention]) -> dict[tuple[str, ...], Mention]:
    """Names without their head: «الصحة العالمية» for «منظمة الصحة العالمية», «السعودي البريطاني» for the bank."""
    names: dict[tuple[str, ...], Mention] = {}
    for m in found:
        parts = text[m["start"] : m["end"]].split()
        if m["anaphor"] or m["label"] == "MINISTRY" or m["rule"] not in ("bodies:head", "bodies:known") or not 3 <= len(parts) <= 5:
            continue
        rest = norms(" ".join(parts[1:]))
        if rest[0].startswith("ال"):
            names.setdefault(rest, m)
    return names
