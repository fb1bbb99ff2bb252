"""The spaCy component of the classify stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory(
    "terugblik_themes", requires=["doc._.recap"], assigns=["doc._.labels"], default_config={}
)
def make_themes(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Give every paragraph a pillar and its themes."""
    return lambda doc: doc
