"""Bytes to text: which encoding a file is in, whatever it says of itself, and whether what comes out is a text at all."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import islice

from arextract import lexicon
from arextract.fold import fold
from arextract.ingest.reading import BrokenEncoding, NotText

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})|<meta[^>]{0,400}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I
)
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{1,40}")
LOST = 0.02  # the share of characters that may be beyond repair
_EIGHT_BIT = ("cp1256", "iso8859_6", "cp1252")


def clean(text: str) -> str:
    r"""Text as records hold it: no BOM, line ends "\n", what no text has (NUL, controls, lone surrogates) as U+FFFD, one for one."""
    text = text.removeprefix("\ufeff").removesuffix("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    return _JUNK.sub("\ufffd", text)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page or an XML file states in its first 8 KB, lower case, as it stands there; None where there is none."""
    found = _DECLARED.search(data, 0, 8192)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def decode(data: bytes, declared: str | None = None) -> str:
    """Bytes to text. A BOM settles it, then the pattern of UTF-16, then being UTF-8; only then the charset that the file declares, and Arabic itself.

    Old pages declare what their editor wrote in 1999, so `declared` is a strong word and not the last one. Between Windows-1256, ISO-8859-6 and Latin
    letters and words decide: «عمان» in one is «غكال» in the other. Raises NotText for binary data, BrokenEncoding where more than 2 % would be lost
    or what comes out is in no script that people write.
    """
    text = _decoded(data, declared)
    if soup := _soup(text):
        raise BrokenEncoding(f"{soup} of its letters are in no script that fits, such as {_sample(text)}; save it anew as UTF-8")
    return text


_HIGH = bytes(range(0x80, 0xC0))
_LATIN = re.escape(_HIGH.decode("latin-1") + _HIGH.decode("cp1252", "ignore") + "\ufffd")
# Ø Ù Ú Û are the first bytes of Arabic letters in UTF-8, Ã and Â those of Ø and Ù when it happened twice; ط ظ what Windows-1256 has for the first two.
_PAIRS = {
    "cp1252": re.compile(f"[ÂÃØÙÚÛ][{_LATIN}]"),
    "cp1256": re.compile(f"[طظ][{re.escape(re.sub('[،؛؟«»]', '', _HIGH.decode('cp1256')) + chr(0xFFFD))}]"),
}
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]")
_LETTER = re.compile(r"[^\W\d_]")


def misread(text: str) -> str | None:
    """What happened to a text whose Arabic was read in another encoding than its own before it came here, and what to do; None for any other text.

    «Ù†Ø¸Ù…» is «نظم» in UTF-8 that was read as Windows-1252, «ط§ظ„» is «ال» read as Windows-1256, «ÇáæÒÇÑÉ» is Windows-1256 read as Windows-1252. Such
    letters must be the most of a text, so a line of it that is quoted passes. Nothing is mended: offsets stand on the text as it was read.
    """
    for name, pair in _PAIRS.items():
        if sum(1 for _ in pair.finditer(text)) >= 3:
            pairs, others = len(pair.findall(text)), len(_LETTER.findall(pair.sub("", text)))
            if pairs > others:
                return _misread(next((word for word in re.split("[ \n]", text) if pair.search(word)), text), "utf-8", name)
    accented = len(_ACCENTED.findall(text))
    if accented >= 8 and 2 * accented > len(_LETTER.findall(text)):
        sample = _telling(_bytes(text[:65536], "cp1252"))
        if _likeness(sample, "cp1256") < 0.3 or not any(word in _known() for word in fold(sample.decode("cp1256")).text.split()):
            return None
        return _misread(next((word for word in re.split("[ \n]", text) if len(_ACCENTED.findall(word)) > 2), text), "cp1256", "cp1252")
    return None


def _bytes(text: str, encoding: str) -> bytes:
    # The five bytes that Windows-1252 has no letter for come through as the controls of Latin-1.
    return b"".join(c.encode(encoding, "ignore") or c.encode("latin-1", "ignore") for c in text)


def _misread(word: str, own: str, read_as: str) -> str:
    word = word[:24]
    said = {"utf-8": "UTF-8", "cp1252": "Windows-1252 (Latin)", "cp1256": "Windows-1256"}
    meant = _bytes(word, read_as).decode(own, "ignore")
    return f"its Arabic is {said[own]} that was read as {said[read_as]} before it was saved («{word}» is «{meant}»); take it anew from its source, as UTF-8"


def _decoded(data: bytes, declared: str | None) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _wide_text(data[len(bom) :], name, len(bom)) if name.startswith("utf-16") else _sound(data[len(bom) :].decode(name, "replace"), name)
    if wide := _wide(data[:4096]):
        return _wide_text(data, wide, 0)
    controls = sum(1 for _ in _CONTROL.finditer(data, 0, 65536))
    if controls > 0.01 * min(len(data), 65536) and (first := _CONTROL.search(data)):
        raise NotText(f"not text (byte {first.start()}); only .txt .md .html .docx .pdf are read")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    mended = data.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    if lost <= max(LOST * len(mended), 1) and 4 * lost <= len(re.findall(r"[\u0080-\ufffc]", mended)):
        return mended
    high = _telling(data) or data[first_bad : first_bad + 4096]
    named = _codec_name(declared)
    # A page of 1999 that says Latin and means Arabic is common; one that says an Arabic charset is mostly right.
    score = {name: _likeness(high, name) + (1.0 if name == named and name != "cp1252" else 0.0) for name in _EIGHT_BIT}
    best = max(_EIGHT_BIT, key=lambda name: score[name])
    other = named if named and named not in (*_EIGHT_BIT, "utf-8", "ascii") else None
    if score[best] >= 0.3 and not (other and best == "cp1252"):
        parts = high.split(b" ")
        for half in (parts[: len(parts) // 2], parts[len(parts) // 2 :]):
            if len(half) > 3 and _likeness(b" ".join(half), best) < -0.5:
                raise BrokenEncoding(f"parts of it are in different encodings (byte {first_bad}); save it as UTF-8")
        return _sound(data.decode(best, "replace"), best)
    if (other := other or _guess(data)) is None:
        raise BrokenEncoding(f"its bytes are in no encoding that we know (byte {first_bad}); save it as UTF-8")
    return _sound(data.decode(other, "replace"), other)


def _telling(data: bytes) -> bytes:
    """Words beyond ASCII from both ends of a text: enough to tell its encoding, and that its two halves are in different ones."""
    ends = (data[: 1 << 20], b"") if len(data) <= 1 << 20 else (data[: 1 << 19], data[-(1 << 19) :])
    words = [w for end in ends for w in _WORD.findall(end) if not w.isascii()]
    return b" ".join(dict.fromkeys((*words[:100], *words[-100:])))


def _sound(text: str, name: str) -> str:
    lost = text.count("\ufffd")
    if lost > max(LOST * len(text), 1):
        raise BrokenEncoding(f"{lost} of {len(text)} characters are not valid {name}; save it as UTF-8")
    return text


def _wide(part: bytes) -> str | None:
    """UTF-16 without a BOM: every other byte is 06 (Arabic) or 00 (spaces, digits, Latin), which no text in bytes has."""
    even, odd = part[::2], part[1::2]
    if len(odd) < 2:
        return None
    low, high = ((half.count(0) + half.count(6)) / len(half) for half in (even, odd))
    if high >= 0.7 and low <= 0.15:
        return "utf-16-le"
    return "utf-16-be" if low >= 0.7 and high <= 0.15 else None


def _wide_text(data: bytes, name: str, bom: int) -> str:
    """UTF-16 to text. A byte lost or added shifts all that follow: «ا» is U+0627 before it and U+2706 behind."""
    for at in range(0, len(data), 64):
        part = data[at : at + 64]
        if _wide(part) not in (None, name):
            letters = part[name == "utf-16-le" :: 2]
            if 2 * len(set(letters)) > min(len(letters), 12):  # a line drawn of «─» (U+2500) has such bytes too, and all the same
                raise BrokenEncoding(f"its {name.upper()} goes wrong near byte {bom + at}, where a byte is missing or too many; save it anew as UTF-8")
    text = data.decode(name, "replace")
    # Without a BOM the shifted bytes pass for those of the other order, but for the spaces: 20 between two 06 is U+0620, a letter of Kashmiri.
    if text.count("\u0620") > text.count(" "):
        raise BrokenEncoding(f"its {name.upper()} is shifted by one byte; save it anew as UTF-8")
    return _sound(text, name)


_COMMON = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("shift_jis", 0x88, 0x97), ("euc_kr", 0xB0, 0xC8))


@lru_cache(maxsize=8192)
def _fits(character: str) -> bool | None:
    """Whether a character is a letter that people write; None for what is no letter.

    Private use and unassigned code points are none; of the Chinese signs and Korean syllables those that the old national charsets put among the common
    ones, which hold 99 in 100 of a real text and 1 in 3 of random bytes.
    """
    kind = unicodedata.category(character)
    if kind in ("Co", "Cn"):
        return False
    if kind[0] != "L":
        return None
    if not ("\u3400" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"):
        return True
    for charset, first, last in _COMMON:
        code = character.encode(charset, "ignore")
        if code and first <= code[0] <= last:
            return True
    return False


_PLAIN = re.compile(r"[\s!-~\u00a0-\u024f\u0600-\u06ff]+")


def _soup(text: str) -> str:
    """The share of letters that fit no script, «95 %», where it is most of them and more than a handful; else nothing."""
    if len(_PLAIN.sub("", text)) < 8:  # as good as every text that comes, at a tenth of the cost
        return ""
    fitting = odd = 0
    for character, times in Counter(text).items():
        fits = _fits(character)
        fitting, odd = fitting + times * (fits is True), odd + times * (fits is False)
    return f"{100 * odd // (odd + fitting)} %" if odd >= 8 and odd > fitting else ""


def _sample(text: str) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in islice((c for c in text if _fits(c) is False), 4))


def _codec_name(declared: str | None) -> str | None:
    import codecs

    if not declared:
        return None
    try:
        found = codecs.lookup(declared)
        b"a".decode(found.name)  # base64, rot13 and others are codecs, and no charsets
    except (LookupError, UnicodeError, ValueError):
        return None
    return {"iso8859-6": "iso8859_6", "iso8859-1": "cp1252"}.get(found.name, found.name)


@cache
def _weights() -> dict[str, float]:
    return {row["letter"]: math.log2(64 * float(row["per_mille"]) / 1000) for row in lexicon.rows("letters")}


@lru_cache(maxsize=8192)
def _arabic(piece: str) -> float:
    """How Arabic a run of Arabic letters is: its letters' frequencies, its marks where marks stand, and being a word."""
    weights = _weights()
    bare = fold(piece).text
    total = sum(weights.get(c, -3.0) for c in bare) - 4.0 * len(_NOT_IN_WORDS.findall(piece))
    return total + (1.5 * len(bare) if bare in _known() else 2.0 if bare.startswith("ال") else 0.0)


@cache
def _known() -> frozenset[str]:
    return frozenset(lexicon.column("words"))


_PIECE = re.compile(
    r"(?P<arabic>[\u0620-\u063a\u0640-\u0652\u067e\u0686\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2\u0679\u0688\u0691]+)|(?P<latin>[^\W\d_\u0600-\u06ff]+)"
)
_FITTING = frozenset("،؛؟«»“”‘’–—…•·\u00a0\u200c\u200d\u200e\u200f×°„‹›€£©®")
_NOT_IN_WORDS = re.compile(r"^[\u064b-\u0652]|[\u064b-\u064d](?=[\u0621-\u064a]{2})|[\u064b-\u0650\u0652]{2}")  # no tanwin amid a word, no vowel on a vowel


def _likeness(sample: bytes, name: str) -> float:
    """How much `sample` looks like a language when read as `name`, per byte above 7F: about 2 to 3 for Arabic, below 0 for nonsense."""
    text = sample.decode(name, "replace")
    total, count = 0.0, 0
    for word in text.split(" "):
        pieces = [(m.lastgroup, m[0]) for m in _PIECE.finditer(word)]
        mixed = len({kind for kind, _ in pieces}) > 1
        for kind, piece in pieces:
            foreign = sum(1 for c in piece if c > "\x7f")
            count += foreign
            if mixed:
                total -= 4 * foreign  # «Universitنt»: no word has both
            elif kind == "arabic":
                total += _arabic(piece)
            elif 2 * foreign > len(piece):  # «ÚãÇä»
                total -= 2.0 * foreign
            else:  # é in «Réunion» stands among plain letters, and mostly alone
                alone = sum(1 for i, c in enumerate(piece) if c > "\x7f" and piece[max(i - 1, 0) : i].isascii() and piece[i + 1 : i + 2].isascii())
                total += 1.2 * alone + 0.1 * (foreign - alone)
        for c in _PIECE.sub("", word):
            if c > "\x7f":
                count += 1
                total += 0.5 if c in _FITTING else -3.0
    return total / count if count else -1.0


def _guess(data: bytes) -> str | None:
    """What charset-normalizer makes of a text in neither Arabic nor a Latin language, from a sample: it takes seconds for megabytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(data if len(data) <= 32768 else data[:16384] + data[-16384:]).best()
    if best is None or best.percent_chaos >= 10 or len(data) <= 32 or best.encoding in _EIGHT_BIT:
        return None
    return best.encoding
