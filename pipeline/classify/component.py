"""The spaCy component ``terugblik_themes``: writes ``doc._.labels``, one per paragraph."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.classify.mapping import load_mapping
from pipeline.classify.model import load_model
from pipeline.classify.scorer import ThemeScorer, label_recap
from pipeline.classify.scores import Thresholds
from pipeline.docs import register_attributes
from pipeline.taxonomy import load_taxonomy

_GROUP = re.compile(r"pijler|(?:thema|kop|werk|expert)(?:groep|team)", re.IGNORECASE)
"""A pillar or theme group may be found as an organisation, but says what the text is about."""

MODEL = Path(str(files("pipeline") / "resources" / "themes_model"))


class Themes:
    """Labels every paragraph of ``doc._.recap``; names in ``doc.ents`` are not looked at."""

    def __init__(self, scorer: ThemeScorer, *, thresholds: Thresholds) -> None:
        self._scorer = scorer
        self._thresholds = thresholds

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.labels``; a Doc without a recap gets none."""
        recap = doc._.recap
        if recap is None:
            return doc
        masks = [(ent.start_char, ent.end_char) for ent in doc.ents if not _GROUP.search(ent.text)]
        doc._.labels = label_recap(
            recap,
            self._scorer.score,
            masks=masks,
            taxonomy=self._scorer.taxonomy,
            thresholds=self._thresholds,
        )
        return doc


@Language.factory(
    "terugblik_themes",
    assigns=["doc._.labels"],
    requires=["doc._.recap"],
    default_config={
        "taxonomy": "",
        "mapping": "",
        "model": "",
        "theme_threshold": None,
    },
)
def make_themes(
    nlp: Language,
    name: str,
    taxonomy: str,
    mapping: str,
    model: str,
    theme_threshold: float | None,
) -> Themes:
    """Make the component.

    Args:
        nlp: the pipeline it becomes part of.
        name: its name there.
        taxonomy: path of a taxonomy file, "" for the shipped one.
        mapping: path of a file that maps the trained themes to that taxonomy, "" for none.
        model: folder of a model that ``train`` wrote, "" for the shipped one.
        theme_threshold: confidence (share, 0-1) below which a paragraph gets no theme; ``None``
            uses the thresholds measured per theme.
    """
    register_attributes()
    tax = load_taxonomy(Path(taxonomy) if taxonomy else None)
    trained = load_model(Path(model) if model else MODEL)
    pairs = load_mapping(Path(mapping), taxonomy=tax, known=trained.themes) if mapping else {}
    scorer = ThemeScorer(tax, model=trained, mapping=pairs)
    thresholds = scorer.thresholds
    if theme_threshold is not None:
        thresholds = Thresholds(further=thresholds.further, default=theme_threshold)
    return Themes(scorer, thresholds=thresholds)
