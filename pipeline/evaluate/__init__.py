"""Evaluate: compare what the pipeline finds with gold, with intervals and the errors in context."""

from pipeline.evaluate.evaluation import Evaluation, evaluate_model
from pipeline.evaluate.gold import GoldDocument, read_gold
from pipeline.evaluate.links import LinkScores, score_links
from pipeline.evaluate.names import Mistake, NameScores, compare_names, score_names
from pipeline.evaluate.sources import SourceScore, score_sources

__all__ = [
    "Evaluation",
    "GoldDocument",
    "LinkScores",
    "Mistake",
    "NameScores",
    "SourceScore",
    "compare_names",
    "evaluate_model",
    "read_gold",
    "score_links",
    "score_names",
    "score_sources",
]
