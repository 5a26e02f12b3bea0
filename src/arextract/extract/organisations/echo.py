"""A body said again: by its acronym, or without its head noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from arextract import lexicon
from arextract.extract.organisations.names import CLOSING, OPENING, definite, kind, names_lexicon, norms
from arextract.fold import fold_name
from arextract.tokenise import PROCLITICS, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from arextract.tokenise import Words

Mention = dict[str, Any]
_SURE = frozenset(("bodies:quoted short", "bodies:called", "bodies:repeated"))
_GOVERNED = frozenset(("علي", "بين", "مع"))  # «بعد الاتفاق على»: a common noun with its preposition
_WHOLE = 5  # words of a name that is said without its head
_MINISTRY = 12  # words of a ministry's name, all its portfolios told
_COMMON = 54  # tenths of a Zipf: «الشعب», «العمل» are on everybody's lips
_NEAR = 4  # characters between a station's name and its «FM»
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{1,11}")


class Echo:
    """Names that may be said again, and the tokens already taken: one pass over the text finds every repetition of every name."""

    def __init__(self, text: str, tokens: Words, found: Sequence[Mention]) -> None:
        self.text, self.tokens = text, tokens
        self.taken: set[int] = set()
        for m in found:
            self.taken.update(self._tokens(m))

    def _tokens(self, m: Mention) -> list[int]:
        return self.tokens.starts[self.tokens.at(m["start"]) : self.tokens.at(m["end"])]

    def free(self, mentions: Sequence[Mention]) -> None:
        """Give back the tokens of mentions that a better reading may take."""
        for m in mentions:
            self.taken.difference_update(self._tokens(m))

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
                if "\n" in self.text[start:end] or not self.fits(rule, source, i, i + len(name)):
                    continue
                self.taken.update(begins[i:j])
                said = {"start": start, "end": end, "label": source["label"], "rule": rule, "confidence": confidence}
                whole = {"whole": True} if rule in _SURE or (rule == "bodies:headless" and not name[0].startswith("ال")) else {}
                found.append(said | {"anaphor": False, "short_of": source["start"]} | whole)
                break
        return found

    def fits(self, rule: str, source: Mention, i: int, j: int) -> bool:
        """Whether tokens i..j may be the short form that `rule` looks for: what could be a common word needs a cue."""
        before = self.tokens[i - 1].norm if i else ""
        after = self.tokens[j].norm if j < len(self.tokens) else ""
        if rule == "bodies:acronym":
            return self.distinct(source, self.tokens[i].start, self.tokens[j - 1].end)
        if rule == "bodies:quoted short":
            return before in OPENING and after in CLOSING and (j - i > 1 or not definite(self.tokens[i].norm) or self.acts(i, j) or self.headlined(source, i))
        if rule == "bodies:called":
            if before in PROCLITICS and i > 1 and self.tokens[i - 1].end == self.tokens[i].start:
                before = self.tokens[i - 2].norm
            near = self.text[self.tokens[i - 1].end : self.tokens[i].start] if i else "\n"
            return "\n" not in near and (before in kind("beside") and after not in _GOVERNED or before in OPENING and after in CLOSING)
        return True

    def headlined(self, source: Mention, i: int) -> bool:
        """Whether token i stands in the headline, and a ministry told in full below is meant: «تعيين 30 قاضيا بـ «العدل»»."""
        end = self.text.find("\n")
        return bool(source["label"] == "MINISTRY" and self.tokens[i].start < end <= source["start"])

    def acts(self, i: int, j: int) -> bool:
        """Whether the quotes around tokens i..j open a line, or a colon or a verb stands behind them: «"التعليم": …», «"التعليم" تعلن»."""
        if i < 2 or "\n" in self.text[self.tokens[i - 2].end : self.tokens[i - 1].start]:
            return True
        verb = self.tokens[j + 1].norm if j + 1 < len(self.tokens) else ""
        return verb == ":" or verb in names_lexicon().verbs or (verb[:1] in ("ت", "ي") and len(verb) > _NEAR)

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
    """Names without their head: «الصحة العالمية» for «منظمة الصحة العالمية», «السعودي البريطاني» for the bank, «نداء تونس» for the party."""
    names: dict[tuple[str, ...], Mention] = {}
    for m in found:
        parts = text[m["start"] : m["end"]].split()
        if m["anaphor"] or m["label"] == "MINISTRY" or m["rule"] not in ("bodies:head", "bodies:known") or not 3 <= len(parts) <= 5:
            continue
        rest = norms(" ".join(parts[1:]))
        head = names_lexicon().heads.get(norms(parts[0])[-1].removeprefix("ال"))
        if rest[0].startswith("ال") or (head is not None and head.short and rest[0].isalpha() and rest[0] not in PROCLITICS):
            names.setdefault(rest, m)
    return names


def called(text: str, found: Sequence[Mention]) -> dict[tuple[str, ...], Mention]:
    """Parties, clubs and media of a single word: «النهضة» for «حركة النهضة», «الاتفاق» for «نادي الاتفاق»."""
    names: dict[tuple[str, ...], Mention] = {}
    for m in found:
        there = norms(" ".join(text[m["start"] : m["end"]].split()))
        head = names_lexicon().heads.get(there[0].removeprefix("ال"))
        if head is not None and head.short and not m["anaphor"] and len(there) > 1 and definite(there[1]) and there[1] not in names_lexicon().nations:
            if (len(there) == 2 or there[2] in PROCLITICS) and lexicon.frequencies().get(there[1], 0) < _COMMON:
                names.setdefault(there[1:2], m)
    return names


def quoted(text: str, found: Sequence[Mention]) -> dict[tuple[str, ...], Mention]:
    """What of a name may stand in quotes for all of it: «"التعليم" تعلن» for the ministry, «طلاب "نجران"» for the university."""
    names: dict[tuple[str, ...], Mention] = {}
    for m in found:
        parts = text[m["start"] : m["end"]].split()
        size = _MINISTRY if m["label"] == "MINISTRY" else _WHOLE
        if not m["anaphor"] and m["rule"] in ("bodies:head", "bodies:known", "bodies:portfolio") and 2 <= len(parts) <= size and not m.get("whole"):
            rest = norms(" ".join(parts[1:]))
            if m["label"] == "MINISTRY":
                # «"الشؤون البلدية"» for «وزارة الشؤون البلدية والقروية», «"الإسلامية"» for «وزارة الشؤون الإسلامية والأوقاف»
                first = rest[: rest.index("و")] if "و" in rest else rest
                if first:
                    names.setdefault(first, m)
                if len(first) == 2 and first[0] in kind("affairs"):
                    names.setdefault(first[1:], m)
            while len(rest) > 1 and rest[-1] in names_lexicon().nations:
                names.setdefault(rest, m)
                rest = rest[:-1]  # «"الصحة"» for «وزارة الصحة السعودية»
            if rest[0].isalpha() and rest[0] not in PROCLITICS:
                names.setdefault(rest, m)
    return names


def repeated(text: str, found: Sequence[Mention]) -> dict[tuple[str, ...], Mention]:
    """Names that something beside them told for names («مدير تعليم ينبع»), to be known where nothing does («دعا تعليم ينبع إلى …»)."""
    return {norms(" ".join(text[m["start"] : m["end"]].split())): m for m in found if m.get("whole") and m["rule"] == "bodies:head"}


def stations(text: str, tokens: Words) -> list[Mention]:
    """Radio stations by their «FM»: «الجوهرة أف أم», «إذاعة يرموك إف إم», «موزاييك "اف ام"»."""
    found: list[Mention] = []
    for i in where(text, frozenset(("اف", "FM", "fm"))):
        last = i + (tokens[i].norm == "اف")
        if last >= len(tokens) or i == 0 or (last > i and tokens[last].norm not in ("ام", "م")):
            continue
        opened = tokens[i - 1].norm in OPENING and i > 1
        first = i - 1 - opened
        gap = text[tokens[first].end : tokens[i].start]
        if not tokens[first].norm.isalpha() or "\n" in gap or len(gap) > _NEAR or tokens[first].norm in PROCLITICS | names_lexicon().stops.keys():
            continue
        if first and tokens[first - 1].norm.removeprefix("ال") in kind("station") and text[tokens[first - 1].end : tokens[first].start] == " ":
            first -= 1
        closed = last + 1 < len(tokens) and tokens[last + 1].norm in CLOSING
        last += opened and closed
        if closed and first > 1 and tokens[first - 1].norm in OPENING and tokens[first - 2].norm in kind("station"):
            first, last = first - 2, last + 1  # «إذاعة "صوت الجبل أف أم"»
        found.append(
            {
                "start": tokens[first].start, "end": tokens[last].end, "label": "ORGANIZATION", "anaphor": False, "whole": True,
                "rule": "bodies:station", "confidence": 0.9,
            }
        )  # fmt: skip
    return found
