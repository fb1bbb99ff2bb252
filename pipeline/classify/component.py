"""The spaCy component ``terugblik_themes``: writes ``doc._.labels``, one per paragraph."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.classify.keywords import KeywordScorer, KeywordWeights
from pipeline.classify.passage import passages
from pipeline.classify.scores import Thresholds, decide
from pipeline.docs import register_attributes
from pipeline.taxonomy import load_taxonomy

MODEL = Path(str(files("pipeline") / "resources" / "themes_model"))


class Themes:
    """Labels every paragraph of ``doc._.recap``; names in ``doc.ents`` are not looked at."""

    def __init__(self, scorer: KeywordScorer, *, thresholds: Thresholds) -> None:
        self._scorer = scorer
        self._thresholds = thresholds

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.labels``; a Doc without a recap gets none."""
        recap = doc._.recap
        if recap is None:
            return doc
        masks = [(ent.start_char, ent.end_char) for ent in doc.ents]
        found = passages(recap, masks=masks)
        scores = self._scorer.score(list(found.values()))
        doc._.labels = [
            decide(
                score,
                paragraph=index,
                offset=recap.blocks[index].start,
                taxonomy=self._scorer.taxonomy,
                thresholds=self._thresholds,
            )
            for index, score in zip(found, scores, strict=True)
        ]
        return doc


@Language.factory(
    "terugblik_themes",
    assigns=["doc._.labels"],
    requires=["doc._.recap"],
    default_config={
        "taxonomy": "",
        "mapping": "",
        "theme_threshold": None,
        "pillar_threshold": None,
    },
)
def make_themes(
    nlp: Language,
    name: str,
    taxonomy: str,
    mapping: str,
    theme_threshold: float | None,
    pillar_threshold: float | None,
) -> Themes:
    """Make the component.

    Args:
        nlp: the pipeline it becomes part of.
        name: its name there.
        taxonomy: path of a taxonomy file, "" for the shipped one.
        mapping: path of a file that maps the shipped themes to that taxonomy, "" for none.
        theme_threshold: confidence (share, 0-1) below which a paragraph gets no theme; ``None``
            uses the thresholds measured per theme.
        pillar_threshold: has no influence on the labels, the pillar is always given.
    """
    register_attributes()
    tax = load_taxonomy(Path(taxonomy) if taxonomy else None)
    scorer = KeywordScorer(tax, weights=KeywordWeights.load(MODEL / "keywords.json"))
    thresholds = Thresholds() if theme_threshold is None else Thresholds(default=theme_threshold)
    return Themes(scorer, thresholds=thresholds)
