"""Evaluate: compare what the pipeline finds with gold, with intervals and the errors in context."""

from pipeline.evaluate.gold import GoldDocument, read_gold
from pipeline.evaluate.links import LinkScores, score_links
from pipeline.evaluate.names import NameScores, compare_names, score_names

__all__ = [
    "GoldDocument",
    "LinkScores",
    "NameScores",
    "compare_names",
    "read_gold",
    "score_links",
    "score_names",
]
