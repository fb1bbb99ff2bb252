"""The spaCy components of the extract stage: thin skins over the functions of this folder.

Each is registered through the ``spacy_factories`` entry points, so that
``nlp.add_pipe("terugblik_cities")`` works in any Dutch pipeline once terugblik is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

import pipeline.docs  # noqa: F401  (registers the custom attributes)

if TYPE_CHECKING:
    from pipeline.registers import RegisterSet

Component = Callable[[Doc], Doc]


def _registers(paths: dict[str, str]) -> RegisterSet:
    from pipeline.config import Registers
    from pipeline.registers import load_registers

    return load_registers(Registers(**paths))


@Language.factory("terugblik_blocks", assigns=["doc._.recap"])
def make_blocks(nlp: Language, name: str) -> Component:
    """Find headings, paragraphs and context in ``doc.text`` unless the Doc has a recap."""
    from pipeline.read import recap_from_text

    def blocks(doc: Doc) -> Doc:
        if doc._.recap is None:
            doc._.recap = recap_from_text(doc.text)
        return doc

    return blocks


@Language.factory("terugblik_cities", assigns=["doc.spans"], default_config={"registers": {}})
def make_cities(nlp: Language, name: str, registers: dict[str, str]) -> Component:
    """Leave places of the register that the context does not deny in ``doc.spans["cities"]``."""
    from pipeline.extract.cities import find_cities

    register_set = _registers(registers)

    def cities(doc: Doc) -> Doc:
        doc.spans["cities"] = find_cities(doc, registers=register_set)
        return doc

    return cities


@Language.factory(
    "terugblik_organisations", assigns=["doc.spans"], default_config={"registers": {}}
)
def make_organisations(nlp: Language, name: str, registers: dict[str, str]) -> Component:
    """Leave organisations by register and by pattern in ``doc.spans["organisations"]``."""
    from pipeline.extract.organisations import OrganisationFinder

    finder = OrganisationFinder(nlp.vocab, registers=_registers(registers))

    def organisations(doc: Doc) -> Doc:
        doc.spans["organisations"] = finder(doc)
        return doc

    return organisations


@Language.factory("terugblik_people", assigns=["doc.spans"], default_config={"registers": {}})
def make_people(nlp: Language, name: str, registers: dict[str, str]) -> Component:
    """Leave people by title, role and given name in ``doc.spans["people"]``."""
    from pipeline.extract.people import find_people

    register_set = _registers(registers)

    def people(doc: Doc) -> Doc:
        doc.spans["people"] = find_people(doc, registers=register_set)
        return doc

    return people


@Language.factory(
    "terugblik_resolve",
    requires=["doc.spans"],
    assigns=["doc.ents", "span._.source"],
    default_config={"registers": {}, "threshold": 0.5},
)
def make_resolve(
    nlp: Language, name: str, registers: dict[str, str], threshold: float
) -> Component:
    """Decide between all sources: one set of entities, each with the sources that found it."""
    from pipeline.extract.resolve import resolve

    register_set = _registers(registers)

    def decide(doc: Doc) -> Doc:
        doc.ents = resolve(doc, registers=register_set, threshold=threshold)
        return doc

    return decide


@Language.factory(
    "terugblik_links",
    requires=["doc.ents", "doc._.recap"],
    assigns=["doc._.mentions", "doc._.entities"],
    default_config={"registers": {}},
)
def make_links(nlp: Language, name: str, registers: dict[str, str]) -> Component:
    """Link every entity to whom or what it means in this document."""
    from pipeline.extract.links import link, link_problems

    register_set = _registers(registers)

    def links(doc: Doc) -> Doc:
        doc._.mentions, doc._.entities = link(doc, registers=register_set)
        noted = link_problems(doc._.recap, doc._.entities)
        doc._.problems = (*doc._.problems, *noted)
        return doc

    return links


@Language.factory(
    "terugblik_roles",
    requires=["doc._.mentions", "doc._.entities"],
    assigns=["doc._.roles"],
    default_config={"registers": {}},
)
def make_roles(nlp: Language, name: str, registers: dict[str, str]) -> Component:
    """Find who holds which role where."""
    from pipeline.extract.roles import find_roles

    register_set = _registers(registers)

    def roles(doc: Doc) -> Doc:
        doc._.roles = find_roles(doc, registers=register_set)
        return doc

    return roles
