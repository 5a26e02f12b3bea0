"""Pipelines by name: finding their configuration, loading them, and making the Doc that they are given."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from arextract.by_text import step_by_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from arextract.mentions import Sheet
    from arextract.records import Document

# spaCy's own limit of a million characters is there for parsers and taggers that need memory for each; none of our components does.
LONGEST = 100_000_000


def find(name: str) -> Path:
    """The configuration behind a name («press_release») or a path to a .cfg file or a model's folder.

    Raises FileNotFoundError that lists the pipelines there are.
    """
    given = Path(name)
    if given.suffix == ".cfg" and given.is_file():
        return given
    if (given / "config.cfg").is_file():
        return given / "config.cfg"
    # In the wheel they stand in the package, in a checkout at the top of the repository.
    homes = [Path(str(files("arextract") / "pipelines")), Path(__file__).parents[2] / "pipelines"]
    for home in homes:
        if (home / f"{name}.cfg").is_file():
            return home / f"{name}.cfg"
    there = sorted({cfg.stem for home in homes if home.is_dir() for cfg in home.glob("*.cfg")})
    raise FileNotFoundError(f"there is no pipeline {name!r}: give a .cfg file, or one of {', '.join(there)}")


def load(name: str = "press_release") -> Language:
    """The spaCy pipeline behind a name or path, ready for `nlp(text)`: `.ents`, `.spans["dates"]` and the other groups.

    Raises FileNotFoundError where there is no such pipeline, and ValueError where its components stand in an order that cannot work.
    """
    from spacy.util import load_config, load_model_from_config, load_model_from_path

    config = find(name)
    nlp = load_model_from_path(config.parent) if config.name == "config.cfg" else load_model_from_config(load_config(config), auto_fill=True, validate=True)
    nlp.max_length = LONGEST
    done: set[str] = set()
    for pipe_name, component in nlp.pipeline:
        missing = [need for need in getattr(component, "needs", ()) if need not in done]
        if missing:
            raise ValueError(f"{config.name}: {pipe_name} needs {', '.join(missing)} before it in nlp.pipeline")
        done.add(getattr(component, "group", pipe_name))
    return nlp


def make_doc(nlp: Language, document: Document) -> Doc:
    """The Doc of a document, with what is known about it beside its text, before any component has run."""
    from arextract.mentions import notes

    doc = nlp.make_doc(_text(document))
    notes(doc)["document"] = _about(document)
    return doc


def read(nlp: Language, documents: Sequence[Document]) -> list[Doc | Sheet | Exception]:
    """Documents with what the pipeline finds in them, ready for `assemble`; what a component raised stands in the place of its document.

    Where all components are of this package, which leave mentions and look at no token, each is a Sheet: tokens and spans take a fifth of the time.
    """
    from arextract.components import Component

    components = [component for _, component in nlp.pipeline if isinstance(component, Component)]
    if len(components) < len(nlp.pipeline):
        return step_by_step(documents, [partial(_doc, nlp)])
    return step_by_step(map(_sheet, documents), [component.write for component in components])


def _doc(nlp: Language, document: Document) -> Doc:
    return nlp(make_doc(nlp, document))


def _sheet(document: Document) -> Sheet:
    from arextract.mentions import Sheet

    sheet = Sheet(_text(document))
    sheet.notes["document"] = _about(document)
    return sheet


def _about(document: Document) -> dict[str, str | None]:
    return {"released": document.meta.get("released") or document.published, "title": document.title}


def _text(document: Document) -> str:
    """The text, what is no character replaced: spaCy and files take no lone surrogate."""
    return document.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _lone(document.text) else document.text


def _lone(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
