"""Short mentions: «العتيبي», «ابن زيدون», «الدكتور المنشاوي» stand for whom the text names in full, before or behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arextract.extract.people.words import (
    ACT,
    COMMON,
    FAMILY,
    GIVEN,
    HONORIFIC,
    LATIN,
    LINK,
    NAME,
    NATION,
    ROLE,
    SAY,
    STOP,
    TITLE,
    VERB,
    look,
)

if TYPE_CHECKING:
    from arextract.extract.people.mentions import Found, Search
    from arextract.extract.people.words import Words


def shorts(s: Search) -> None:
    """«العتيبي», «ابن زيدون» after (or before) the full name."""
    t = s.t
    keys: dict[str, Found] = {}
    for p in sorted(s.found, key=lambda f: f.start):
        if len(p.key) > 1:
            tail = p.key[-1]
            if t.kind[p.end - 1] & LATIN or len(tail) > 2 and not t.kind[p.end - 1] & STOP:
                keys.setdefault(tail, p)
            if tail.startswith("ال") and len(tail) > 4:
                keys.setdefault(tail[2:] + "\0", p)
    if not keys:
        return
    forms: dict[str, tuple[str, int]] = {}
    for key in keys:
        if key.endswith("\0"):
            for prefix in ("لل", "ولل"):
                forms.setdefault(prefix + key[:-1], ("ال" + key[:-1], len(prefix)))
            continue
        forms[key] = (key, 0)
        for prefix in ("و", "ف", "ل", "ب", "ول"):
            forms.setdefault(prefix + key, (key, len(prefix)))
    for i in [k for k, w in enumerate(t.norm) if w in forms]:
        if i in s.at or t.body[i]:
            continue
        key, cut = forms[t.norm[i]]
        p = keys[key]
        start = i - 1 if i and t.norm[i - 1] in ("بن", "ابن") and i - 1 not in s.at else i
        while start and start > i - 4 and not cut and t.look[start - 1].core in p.key and start - 1 not in s.at and not t.body[start - 1]:
            start -= 1
            if t.look[start].cut:
                break
        if start < i:
            new = s.add(start, i + 1, "people:again", 0.8)
            if new is not None:
                new.full = p if len(new.key) < len(p.key) else None
                s.behind(new)
            continue
        if not _short(s, i, key, cut):
            continue
        new = s.add(i, i + 1, "people:short", 0.85 if _asked(t, i) else 0.7, cut=cut)
        if new is not None:
            new.full = p
            s.behind(new)


def _asked(t: Words, i: int) -> bool:
    return i > 0 and (bool(t.kind[i - 1] & (SAY | ACT | TITLE)) or t.norm[i - 1] in ("قد", "ان"))


def _short(s: Search, i: int, key: str, cut: int) -> bool:
    """Whether the surname at i stands for the person: asked for by a verb, or a word that is rare besides."""
    t = s.t
    if i and t.kind[i - 1] & NAME and not t.look[i].cut and t.kind[i - 1] & COMMON == 0:
        return False
    if t.place[i] or s.eponym(i):
        return False
    if i + 1 < t.size and not t.look[i + 1].cut and t.kind[i + 1] & (LINK | FAMILY) and not t.kind[i + 1] & (COMMON | ROLE | STOP) and i + 1 not in s.at:
        return False
    if t.kind[i] & ROLE and i + 1 < t.size and (t.kind[i + 1] & STOP or t.look[i + 1].core.startswith("ال")) and t.norm[i + 1] not in ("ان", "انه", "في"):
        return False
    if _asked(t, i):
        return True
    info = look(key)
    if info.kind & (NATION | ROLE | STOP | VERB | HONORIFIC) or info.freq >= 44:
        return False
    if info.kind & GIVEN and not key.startswith("ال"):
        # A given name alone is a short mention only where a list of such mentions or a verb asks for it.
        return bool(cut) and i - 1 in s.at or i == 0 or info.kind & COMMON == 0 and info.freq < 36
    return True


def link(s: Search) -> None:
    """Short mentions found by a title or a verb are tied to the fuller name that holds them, wherever it stands."""
    # The first fuller mention by what it may be called: surname, first name, both, and «آل سعود».
    last: dict[str, Found] = {}
    first: dict[str, Found] = {}
    both: dict[tuple[str, str], Found] = {}
    tails: dict[tuple[str, ...], Found] = {}  # by the last words of a name: «ولد اباه», «بنت أحمد عيشه»
    starts: dict[tuple[str, ...], Found] = {}  # by the first words: «فيصل بن بندر» of «فيصل بن بندر بن عبدالعزيز»
    inner: dict[str, list[Found]] = {}  # by a surname that is not the last: «البديوي» of «جاسم محمد البديوي السبيعي»
    for p in sorted(s.found, key=lambda f: -len(f.key)):
        for word in p.key[1:-1]:
            kin = inner.setdefault(word, [])
            if all(f.key != p.key for f in kin):
                kin.append(p)
        if len(p.key) > 1:
            last.setdefault(p.key[-1], p)
            first.setdefault(p.key[0], p)
            both.setdefault((p.key[0], p.key[-1]), p)
        for size in range(2, len(p.key)):
            tails.setdefault(p.key[-size:], p)
            starts.setdefault(p.key[:size], p)
    for p in s.found:
        if p.full is not None or len(p.key) > 3:
            continue
        full: Found | None
        if len(p.key) == 1:
            middle = inner.get(p.key[0], [])
            full = last.get(p.key[0]) or first.get(p.key[0]) or (middle[0] if len(middle) == 1 else None)
        elif p.key in tails and (len(p.key) > 2 or s.t.kind[p.start] & LINK or p.title is None and p.role is None):
            full = tails[p.key]
        elif len(p.key) == 2 and p.key[0] in ("ابن", "بن"):
            full = last.get(p.key[1])
        else:
            full = both.get((p.key[0], p.key[-1]))
            full = starts.get(p.key) if full is None or full is p else full
        if full is not None and full is not p and len(full.key) > len(p.key):
            p.full = full
        elif p.rule == "people:title" and len(p.key) == 1 and p.title and s.t.look[p.title[0]].core == "السيد" and p.role is None:
            _given_sayyid(s.t, p)


def _given_sayyid(t: Words, p: Found) -> None:
    """«السيد فهمي» whom nobody names otherwise is a man called السيد: a first mention has two names."""
    if p.title is None or p.title[1] - p.title[0] != 1 or not t.kind[p.start] & GIVEN or t.norm[p.start - 1] != t.norm[p.title[0]]:
        return
    p.start = p.title[0]
    p.title = None
    p.offsets = t.span(p.start, p.end, t.look[p.start].cut)
    p.sure = 0.6
