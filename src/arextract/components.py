"""The spaCy face of the rooms in `extract`: factories that read the Doc, ask a room, and write one group in `doc.spans`.

Found by entry points. spaCy imports this module whenever any `Language` is made, so it imports light: a room is imported when its component is made.
"""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from spacy.language import Language
from spacy.pipeline import Pipe

from arextract.by_text import TOGETHER, by_text, together, undisturbed
from arextract.mentions import Mention, Sheet, get, notes, put, register, text_of
from arextract.tokenise import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Doc

    from arextract.extract.ner import Heard

    _Page = TypeVar("_Page", Doc, Sheet, Doc | Sheet)

register()
_first_token = attrgetter("start")


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """`[nlp.tokenizer] @tokenizers = "arextract.tokenizer.v1"`."""
    return lambda nlp: Tokenizer(nlp.vocab)


class Component(Pipe):
    """A room of `extract` as a spaCy component: `find` gives the mentions of its group, each plain JSON with `start` and `end` in characters.

    `needs` names the groups that must be there before it; `label` is the label of the group's spans where mentions carry none.
    """

    group: ClassVar[str]
    label: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ()

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        """The mentions of this component's group."""
        raise NotImplementedError

    def write(self, doc: _Page) -> _Page:
        """The same Doc, or what stands in for it, with the group on it: releases are made of these groups alone."""
        put(doc, self.group, self.find(doc), self.label)
        return doc

    def __call__(self, doc: Doc) -> Doc:
        return self.write(doc)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Documents by the dozen, `batch_size` of them at most: the room before this one is done with all of them before it begins with the first."""
        for docs in together(stream, size=lambda doc: len(text_of(doc)), most=batch_size):
            with undisturbed():
                done = list(super().pipe(docs))
            yield from done


def _records(found: list[Any]) -> list[Mention]:
    from arextract.records import plain

    return [plain(mention) for mention in found]


@cache
def _hearing(model: str) -> Callable[[str], Heard]:
    """What a model of resources/ makes of a text; the components that ask share the answer."""
    from arextract.extract.ner import Heard, tagger

    return by_text(partial(Heard, tagger=tagger(model)))


class Places(Component):
    """Countries and cities."""

    group = "places"

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.places import find_places

        self.room = find_places

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        return self.room(text_of(doc))


class Dates(Component):
    """Dates and ranges; the release's date, where the document came with one, is their reference."""

    group = "dates"
    label = "DATE"

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.dates import find_dates

        self.room = find_dates

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        released = (notes(doc).get("document") or {}).get("released")
        return _records(self.room(text_of(doc), reference=date.fromisoformat(released) if released else None))


class Numbers(Component):
    """Numbers of every kind, outside the dates."""

    group = "numbers"
    label = "NUMBER"
    needs = ("dates",)

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.numbers import find_numbers
        from arextract.extract.places import home_country

        self.room = find_numbers
        self.home = home_country

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        text = text_of(doc)
        return _records(self.room(text, taken=[(d["start"], d["end"]) for d in get(doc, "dates")], country=self.home(text)))


class Organisations(Component):
    """Ministries, institutes and other bodies."""

    group = "organisations"
    needs = ("places",)

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.organisations import find_organisations

        self.room = find_organisations

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        return self.room(text_of(doc), get(doc, "places"))


class People(Component):
    """People, with honorific and role."""

    group = "people"
    needs = ("places", "organisations")

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.ner import people
        from arextract.extract.people import find_people

        self.room = find_people
        self.heard = people

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        # What people do is asked of those that stand in the end (`describe_people`).
        return self.room(text_of(doc), get(doc, "organisations"), get(doc, "places"), self.heard(get(doc, "ner")), leading=False)


class Names(Component):
    """Names as a trained model hears them; `model` names it («press_release» is resources/press_release.npz)."""

    group = "ner"

    def __init__(self, nlp: Language, name: str, *, model: str) -> None:
        super().__init__(nlp, name)
        self.hear = _hearing(model)

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        return self.hear(text_of(doc)).names()


class Camel(Component):
    """Names as camel-tools' CAMeLBERT recognizer finds them; needs its data, and torch."""

    group = "camel"

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.ner import camel

        self.room = camel.find_names
        self.recognizer = camel.recognizer()

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        return self.room(text_of(doc), self.recognizer)


class Entities(Component):
    """One voice from several: places, bodies, people and, where `model` names one, what it heard; also sets `doc.ents`."""

    group = "entities"
    needs = ("places", "organisations", "people", "dates")

    def __init__(self, nlp: Language, name: str, *, model: str | None) -> None:
        super().__init__(nlp, name)
        from arextract.extract.entities import reconcile

        self.room = reconcile
        self.hear = _hearing(model) if model is not None else None
        self.weights = model or "rules"

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        voices = {"places": get(doc, "places"), "organisations": get(doc, "organisations"), "people": get(doc, "people"), "camel": get(doc, "camel")}
        heard = None
        if self.hear is not None:
            heard = self.hear(text_of(doc))
            voices["model"] = get(doc, "ner")
        return self.room(text_of(doc), voices, [(d["start"], d["end"]) for d in get(doc, "dates")], heard, self.weights)

    def __call__(self, doc: Doc) -> Doc:
        from spacy.util import filter_spans

        super().__call__(doc)
        kept = [s for s, m in zip(doc.spans[self.group], get(doc, self.group), strict=True) if not m["anaphor"]]
        ents = sorted([*kept, *doc.spans["dates"]], key=_first_token)
        # Names and dates hardly ever share a token; only where they do has one of them to go.
        doc.ents = ents if all(a.end <= b.start for a, b in pairwise(ents)) else filter_spans(ents)
        return doc


class Statistics(Component):
    """The figures that the release states, with what each measures."""

    group = "statistics"
    label = "STATISTIC"
    needs = ("numbers", "dates", "entities")

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        from arextract.extract.statistics import find_statistics

        self.room = find_statistics

    def find(self, doc: Doc | Sheet) -> list[Mention]:
        released = (notes(doc).get("document") or {}).get("released")
        return self.room(text_of(doc), get(doc, "numbers"), get(doc, "dates"), get(doc, "entities"), released=released)


# What the entry points of the package name.
make_places = Language.factory("arextract_places")(Places)
make_dates = Language.factory("arextract_dates")(Dates)
make_numbers = Language.factory("arextract_numbers")(Numbers)
make_organisations = Language.factory("arextract_organisations")(Organisations)
make_people = Language.factory("arextract_people")(People)
make_ner = Language.factory("arextract_ner", default_config={"model": "press_release"})(Names)
make_camel = Language.factory("arextract_camel")(Camel)
make_entities = Language.factory("arextract_entities", default_config={"model": None})(Entities)
make_statistics = Language.factory("arextract_statistics")(Statistics)
