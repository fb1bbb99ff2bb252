"""What a spaCy ``Doc`` carries between the stages, as custom attributes that survive ``DocBin``.

``doc._.recap`` is the :class:`~pipeline.records.Recap` the text came from, ``doc._.mentions``,
``doc._.entities``, ``doc._.roles`` and ``doc._.labels`` are tuples of the records of those names;
``span._.source`` says which sources found an entity. They are kept as plain dictionaries in
``doc.user_data``, so ``DocBin(store_user_data=True)`` and ``Doc.to_bytes`` keep them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from spacy.tokens import Doc, Span

from pipeline.records import (
    AnnotatedRecap,
    Block,
    Entity,
    Evidence,
    Labels,
    Mention,
    Problem,
    Recap,
    Role,
    Theme,
)

_PREFIX = "terugblik."


def _recap(data: dict[str, Any]) -> Recap:
    blocks = tuple(Block(**{**b, "headings": tuple(b["headings"])}) for b in data["blocks"])
    problems = tuple(Problem(**p) for p in data["problems"])
    return Recap(**{**data, "blocks": blocks, "problems": problems})


def _labels(data: dict[str, Any]) -> Labels:
    themes = tuple(
        Theme(**{**t, "evidence": tuple(Evidence(**e) for e in t["evidence"])})
        for t in data["themes"]
    )
    return Labels(**{**data, "themes": themes})


_MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "mentions": lambda d: Mention(**d),
    "entities": lambda d: Entity(**d),
    "roles": lambda d: Role(**d),
    "labels": _labels,
    "problems": lambda d: Problem(**d),
}


def _get_recap(doc: Doc) -> Recap | None:
    data = doc.user_data.get(_PREFIX + "recap")
    return None if data is None else _recap(data)


def _set_recap(doc: Doc, recap: Recap | None) -> None:
    doc.user_data[_PREFIX + "recap"] = None if recap is None else asdict(recap)


def _getter(name: str) -> Callable[[Doc], tuple[Any, ...]]:
    return lambda doc: tuple(_MAKERS[name](d) for d in doc.user_data.get(_PREFIX + name, ()))


def _setter(name: str) -> Callable[[Doc, Iterable[Any]], None]:
    def put(doc: Doc, records: Iterable[Any]) -> None:
        doc.user_data[_PREFIX + name] = [asdict(record) for record in records]

    return put


def register_attributes() -> None:
    """Register the custom attributes of this module; calling it again changes nothing."""
    if not Doc.has_extension("recap"):
        Doc.set_extension("recap", getter=_get_recap, setter=_set_recap)
    for name in _MAKERS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=_getter(name), setter=_setter(name))
    if not Span.has_extension("source"):
        Span.set_extension("source", default="")


def annotated(doc: Doc) -> AnnotatedRecap:
    """Return everything the Doc carries as one plain record, for ``tabulate``.

    Raises:
        ValueError: the Doc has no recap; run it through ``terugblik_blocks`` first.
    """
    recap = doc._.recap
    if recap is None:
        raise ValueError("the Doc carries no recap; add the component terugblik_blocks first")
    return AnnotatedRecap(
        recap=recap,
        mentions=doc._.mentions,
        entities=doc._.entities,
        roles=doc._.roles,
        labels=doc._.labels,
        problems=doc._.problems,
    )


register_attributes()
