"""The counted noun after a number: «دولة آسيوية», «شركة سياحة», «موظفة وموظفاً»."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from arextract.extract.numbers.cues import words
from arextract.fold import fold_name
from arextract.lexicon import column, nationality_adjectives
from arextract.tokenise import proclitics

_WORD = re.compile(r" {1,3}([^\W\d_]{2,20})(?!\w)")
_GLUED = re.compile(r"([\u0621-\u064a]{3,20})(?!\w)")  # «22متدرب»
_FEMININE = re.compile(r"ت[^\W\d_]{2,8}[^اويه]ت")  # «تقدمت», «توزعت»: a verb of the fifth or sixth form in the past
_NISBA = ("يه", "يا", "ي")
_FIGURE = re.compile(r" {1,3}\(?[0-9]")
_TENS = re.compile(r"[1-9][0-9](?<!10)\Z")  # a number that its noun follows in the accusative: «4112 فلجا»
_ENDINGS = ("ون", "ين", "ات", "ا", "ه", "ان")


@cache
def _verbs() -> frozenset[str]:
    told = [fold_name(v) for v in column("speech_verbs") if v]
    feminine = [(v[:-1] if v[-1] == "ي" else v) + "ت" for v in told]
    return frozenset([*(fold_name(v) for v in column("verbs")), *feminine, *(v for v in told if len(v) > 3)])


@lru_cache(maxsize=1 << 14)
def _noun(word: str) -> bool:
    """Whether a folded word may be a noun or adjective without article that stands alone: no verb, particle, nor proclitic before it."""
    if len(word) < 3 or not "\u0621" <= word[0] <= "\u064a" or word in words("stop") or word.startswith("ال") and not _own_al(word):
        return False
    if word in words("head") or word in words("idafa") or word in words("adjective"):
        return True
    if word in _verbs():
        return False
    if word[0] == "ن" and "ي" + word[1:] in _verbs():
        return False
    if word.endswith("وا") or _FEMININE.fullmatch(word) or (word[0] in "يت" and word[:-1] in _verbs()):
        return False
    if word.endswith("ها") and word[:-2] in _verbs() or word.endswith("ته") and word[:-1] in _verbs():
        return False  # «بحوثا أجراها», «أسرة أجرته»
    if word[0] not in "وفبلك":
        return True
    if word[1:] in words("stop") or word[1:] in words("particle") or len(proclitics(word)) > 1:
        return False  # «بأن», «لكي»
    # A word in و that nobody knows is و and a name («مواطن ولينكد إن»).
    return word[0] != "و" or word in _listed() or _stem(word) in _listed()


def _own_al(word: str) -> bool:
    """Whether the «ال» that a folded word begins with is its own and no article: «إلكترونية», «ألمانية», «آلات»."""
    return word in words("own_al") or "ال" + word.removesuffix("ا") in nationality_adjectives()


def countable(word: str) -> bool:
    """Whether a folded word is a noun that people count: «موظفا», «جهات»."""
    bare = word[:-1] if word.endswith("ا") else word
    return any(w in words("head") or w in words("idafa") or w in _counted() for w in (word, bare))


@cache
def _counted() -> frozenset[str]:
    return frozenset(fold_name(noun) for noun in column("counted_nouns"))


@cache
def _listed() -> frozenset[str]:
    return frozenset(column("words")) | frozenset(column("whole_words"))


@lru_cache(maxsize=1 << 14)
def _adjective(word: str) -> bool:
    if not _noun(word):
        return False
    if word in words("adjective") or "ال" + word in nationality_adjectives():
        return True
    return len(word) > 4 and word.endswith(_NISBA) and word not in words("idafa")


def _agrees(noun: str, word: str) -> bool:
    """Whether a word agrees with the noun before it as its adjective does: «بحثا محكما», «شركه ناشئه»."""
    plural = word[0] == "م" and word.endswith("ين") and len(word) > 5  # «أطباء متخصصين»
    return (plural or noun[-1] == word[-1] and noun[-1] in "اه" and len(word) > 3) and _noun(word)


def _state(word: str) -> bool:
    """Whether a word says how something is («أغلق عند 5000 نقطة مرتفعا»): an accusative, which no second term of a genitive is."""
    return word.endswith("ا") and (word[:-1] in _listed() or word[:-1] in words("adjective"))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _pair(first: str, second: str) -> bool:
    """«كفيفا وكفيفه»: both genders of one noun; «صحفيا واكاديميا»: two nouns in the accusative of a count; «دوله ومنظمه»: two known heads."""
    if _stem(first) == _stem(second) or (first.endswith("ا") and second.endswith("ا")):
        return True
    heads = words("idafa") | words("head")
    return first in heads and second in heads


def phrase(text: str, at: int) -> int | None:
    """Where the counted noun phrase that begins at `at` of a folded text, behind a space or glued, ends; None where no noun follows."""
    m = _WORD.match(text, at)
    if m is None and (glued := _GLUED.match(text, at)) is not None and countable(glued[1]):
        m = glued
    if m is None or not (_noun(m[1]) or _accusative(text, at, m[1])) or (m[1] in words("time_noun") and _FIGURE.match(text, m.end())):
        return None  # «6,3 ملايين عام 2022»
    head, end = m[1], m.end()
    idafa = head in words("idafa")
    previous = head
    for place in range(3):
        m = _WORD.match(text, end)
        if m is None:
            break
        word = m[1]
        if word == "غير":
            then = _WORD.match(text, m.end())
            if then is None or not (_adjective(then[1]) or _noun(then[1])):
                break
            previous, end = then[1], then.end()
            continue
        if word[0] == "و" and len(word) > 3 and place == 0 and _noun(word[1:]) and _pair(previous, word[1:]):
            previous, end = word[1:], m.end()
            continue
        if word in words("time_noun") and _FIGURE.match(text, m.end()):
            break  # «مستخدم عام 2023»
        if place and word[0] == "و" and previous[-1] == word[-1] == "ه" and len(word) > 5 and _noun(word[1:]) and not countable(word[1:]):
            previous, end = word[1:], m.end()  # «300 مؤسسة صغيرة ومتوسطة»
            continue
        if not (_adjective(word) or _agrees(previous, word) or (idafa and place == 0 and _noun(word) and not _state(word))):
            break
        previous, end = word, m.end()
    return end


def _accusative(text: str, at: int, word: str) -> bool:
    """Whether a word is the noun of the number before it though it looks like ف ب ل ك and another: «4112 فلجا», «35 كيسا»."""
    told = word in words("stop") or word in words("particle") or word in _verbs() or len(word) < 4
    return (
        word.endswith("ا") and word[0] in "فبلك" and not word.endswith(("ها", "ما", "نا")) and not told and _TENS.search(text, max(0, at - 2), at) is not None
    )


_BACK = re.compile(r"(?<!\w)([^\W\d_]{3,20})(?: {1,3}([^\W\d_]{3,20}))? {1,3}\Z")


def one(text: str, at: int) -> int | None:
    """Where a singular noun phrase that ends before «واحد/واحدة» at `at` begins: «حالة وفاة واحدة»; None where no countable noun stands there."""
    m = _BACK.search(text, max(0, at - 44), at)
    if m is None:
        return None
    heads = words("idafa") | words("head")
    if m[2] is None:
        return m.start(1) if m[1] in heads else None
    if m[1] in words("idafa") and _noun(m[2]):
        return m.start(1)
    return m.start(2) if m[2] in heads else None
