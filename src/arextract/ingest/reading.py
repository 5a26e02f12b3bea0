"""What the reader of a format gives back, and what it raises where it cannot read.

What a reader takes is a text of lines: a paragraph, a heading, a list item («- …» or its number) or a row of a table («a | b») each.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class IngestError(ValueError):
    """A document that cannot be read; the message says what is wrong and what to do."""


class EmptyFile(IngestError):
    """No bytes, or no text in them."""


class NotText(IngestError):
    """Binary data under the name of a text."""


class BrokenEncoding(IngestError):
    """Text whose bytes are in no encoding we know."""


class Damaged(IngestError):
    """A DOCX or PDF that is truncated or broken."""


class Encrypted(IngestError):
    """A document that wants a password."""


class NeedsOcr(IngestError):
    """A PDF of pictures."""


class Unsafe(IngestError):
    """A document built to harm its reader: a zip bomb, an entity trick."""


class Unsupported(IngestError):
    """A format that is not read."""


class TooLarge(IngestError):
    """More bytes than the limit."""


class Reading(NamedTuple):
    """What a format gave: the text, the title and the day of publication (ISO) that it states, and remarks for `meta`."""

    text: str
    title: str | None = None
    published: str | None = None
    meta: dict[str, Any] | None = None


# A mark that the author typed, so that none is added: «- …», «• …», «3. …», «أ) …»; but «د. سامي» is a doctor.
MARK = re.compile(r"(?:[-–—•●○◦▪■□*·►]\s|[-–—•●○◦▪■□·►](?=\w)|\(?(?:\d{1,3}[.)\-–]|[أ-ي]{1,2}[)\-–])(?=\s|[^\W\d]))")
BULLET = re.compile(r"[-–—•●○◦▪■□*·►\uf0b7\uf0a7\uf0d8o]")


@contextmanager
def quiet(name: str) -> Iterator[None]:
    """Keep a library's remarks about a broken file off the user's screen: the failure says it."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
