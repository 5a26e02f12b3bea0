"""The lists that names of bodies are read with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from arextract import lexicon
from arextract.fold import fold_name
from arextract.tokenise import words_once


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that a body's name begins with: its label, and whether it may stand alone, take a town, or needs more than an adjective.

    `quoted`: what stands in quotes behind it is one name with it («صحيفة "الخليج"»); `members`: its name may tell the country of those it joins;
    `office`: without article a name only behind its official («مدير إدارة البعثات»); `force`: without article of troops and police alone («قيادة الجيش»);
    `seat`: a name only with a town behind it («تعليم الرياض»); `party`: its name may end in the country («حزب قلب تونس»); `short`: it is also called without
    its head («النهضة» for «حركة النهضة»); `vouched`: what it opens is a body's name, however little a model hears of it («عمادة القبول والتسجيل»).
    """

    label: str
    anaphor: bool
    town: bool
    generic: bool
    definite_only: bool
    construct_only: bool
    national: bool
    quoted: bool = False
    members: bool = False
    office: bool = False
    force: bool = False
    seat: bool = False
    party: bool = False
    short: bool = False
    vouched: bool = False


OPENING, CLOSING = frozenset("\"«“„”'("), frozenset("\"»”“')")
# The letter of each trait in resources/body_heads.tsv, in the order of `Head`.
_TRAITS = "abgdinqmoftpsv"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the reader of names knows: heads, portfolios, known bodies, words that end a name, construct nouns, verbs, organs of bodies, capitals."""

    heads: dict[str, Head]
    portfolios: dict[str, tuple[tuple[str, ...], ...]]
    known: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    stops: dict[str, str]
    construct: frozenset[str]
    nations: frozenset[str]
    verbs: frozenset[str]
    organs: dict[str, tuple[tuple[str, ...], ...]]
    capitals: frozenset[str]
    openings: frozenset[str]  # all norms at which a name may begin


@cache
def names_lexicon() -> Lexicon:
    """The lists of resources/, folded and by their first words."""
    heads: dict[str, Head] = {}
    for row in lexicon.rows("body_heads"):
        traits = row["traits"]
        heads[fold_name(row["head"])] = Head(row["label"], *(letter in traits for letter in _TRAITS))
    portfolios: dict[str, list[tuple[str, ...]]] = {}
    for row in lexicon.rows("portfolios"):
        parts = norms(row["portfolio"])
        portfolios.setdefault(parts[0], []).append(parts)
    known: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("known_bodies"):
        parts = norms(row["name"])
        known.setdefault(parts[0], []).append((parts, row["label"], row["strength"]))
    organs: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in lexicon.column("bare_organs"):
        parts = norms(name)
        organs[parts[0]] = (*organs.get(parts[0], ()), parts)
    return Lexicon(
        heads=heads,
        portfolios={k: tuple(sorted(v, key=len, reverse=True)) for k, v in portfolios.items()},
        known={k: tuple(sorted(v, key=lambda x: len(x[0]), reverse=True)) for k, v in known.items()},
        stops={fold_name(row["word"]): row["kind"] for row in lexicon.rows("name_stops")},
        construct=frozenset(fold_name(w) for w in lexicon.column("idafa_nouns")),
        nations=lexicon.nationality_adjectives(),
        verbs=frozenset(lexicon.column("verbs")),
        organs=organs,
        capitals=frozenset(lexicon.capitals().values()),
        openings=frozenset([*known, *heads, *("ال" + head for head in heads)]),
    )


@lru_cache(maxsize=1 << 12)
def norms(name: str) -> tuple[str, ...]:
    """A name as the norms of its tokens: «التعليم العالي والبحث العلمي» -> (..., "و", "البحث", ...). `words` keeps the texts in hand."""
    return tuple(words_once(name).norms)


def definite(norm: str) -> bool:
    """Whether a folded word has the article: «الوطني»."""
    return norm.startswith("ال") and len(norm) > 3


def agrees(feminine: bool, norm: str) -> bool:
    """Whether a definite word may be the adjective of a definite head, as far as its ending tells."""
    return norm.endswith(("ه", "ا")) or norm in ("الكبري", "الاولي") if feminine else not norm.endswith(("ه", "ات"))


@cache
def kind(name: str) -> frozenset[str]:
    """The folded words of one kind in resources/body_words.tsv: training, thrive, particle, link, region, patron, time, happening and more."""
    return frozenset(fold_name(row["word"]) for row in lexicon.rows("body_words") if row["kind"] == name)
