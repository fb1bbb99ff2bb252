"""Runs a pipeline over gold documents and scores everything it says about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from spacy.language import Language

from pipeline.classify.evaluate import Judged, ThemeReport, evaluate, judge
from pipeline.config import Config
from pipeline.docs import annotated
from pipeline.errors import InputError
from pipeline.evaluate.gold import GoldDocument
from pipeline.evaluate.links import LinkScores, score_links
from pipeline.evaluate.names import Mistake, NameScores, compare_names, score_names
from pipeline.evaluate.sources import Proposal, SourceScore, proposals, score_sources
from pipeline.extract.load import load, make_doc
from pipeline.read import read_file
from pipeline.records import AnnotatedRecap, Recap
from pipeline.registers import RegisterSet, load_registers

CONTEXT = ("date", "event", "host_city")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a model scored on a set of gold documents.

    Attributes:
        model: name or path, as given.
        names: scores per label and over all, exact span and label.
        mistakes: every error of names, in order of document and place.
        sources: per ``source`` of the table ``entities``, and label.
        alone: per source by itself, before the sources were weighed against each other.
        links: who is who, municipalities and roles; None when no document has links.
        themes: themes and pillars; None when no document has labelled paragraphs.
        judged: the paragraphs behind ``themes``.
        passages: the texts of these paragraphs, in the same order.
        context: share (0-1) of the documents whose date, event and host city are right.
        words: number of words read (whitespace-separated).
        seconds: time the pipeline took for them, loading not counted.
    """

    model: str
    names: tuple[NameScores, ...]
    mistakes: tuple[Mistake, ...]
    sources: tuple[SourceScore, ...]
    alone: tuple[SourceScore, ...]
    links: LinkScores | None
    themes: ThemeReport | None
    judged: tuple[Judged, ...]
    passages: tuple[str, ...]
    context: dict[str, float]
    words: int
    seconds: float


def evaluate_model(
    gold: Sequence[GoldDocument],
    *,
    config: Config | None = None,
    model: str | None = None,
    nlp: Language | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Annotate the texts of gold documents and compare.

    Args:
        gold: at least one document.
        config: all settings; ``None`` gives the defaults.
        model: name or path of a spaCy pipeline; overrides the config's.
        nlp: a pipeline that is loaded already; then ``model`` is only its name.
        progress: called as ``progress(done, total, name)`` after each document.

    Raises:
        ModelError, ConfigError: the pipeline cannot be loaded.
        InputError: a document's text is read otherwise than it was annotated.
    """
    config = config or Config()
    nlp = nlp or load(config, model=model)
    registers = load_registers(config.registers)
    found: list[tuple[GoldDocument, AnnotatedRecap]] = []
    alone: list[tuple[GoldDocument, tuple[Proposal, ...]]] = []
    start = perf_counter()
    for document in gold:
        item, proposed = _annotate(nlp, document, registers)
        found.append((document, item))
        alone.append((document, proposed))
        if progress:
            progress(len(found), len(gold), document.name)
    seconds = perf_counter() - start
    judged = _judged(found)
    counts = [compare_names(document, item.mentions) for document, item in found]
    return Evaluation(
        model=model or config.model,
        names=tuple(score_names(counts)),
        mistakes=tuple(mistake for count in counts for mistake in count.errors),
        sources=score_sources([(d, [(m.source, m) for m in i.mentions]) for d, i in found]),
        alone=score_sources([(d, [(p.source, p) for p in ps]) for d, ps in alone]),
        links=score_links(found) if any(d.links for d, _ in found) else None,
        themes=evaluate(judged) if judged else None,
        judged=judged,
        passages=_passages(gold),
        context=_context(found),
        words=sum(len(document.text.split()) for document in gold),
        seconds=seconds,
    )


def _annotate(
    nlp: Language, document: GoldDocument, registers: RegisterSet
) -> tuple[AnnotatedRecap, tuple[Proposal, ...]]:
    recap = read_file(document.path, source=document.path.name)
    if recap.status != "ok":
        return AnnotatedRecap(recap), ()
    if recap.text != document.text:
        raise InputError(f"{document.path}: is not read as UTF-8 text, so offsets do not fit")
    doc = nlp(make_doc(nlp, recap))
    return annotated(doc), proposals(doc, registers=registers)


def _judged(found: Sequence[tuple[GoldDocument, AnnotatedRecap]]) -> tuple[Judged, ...]:
    return tuple(
        judged
        for document, item in found
        for judged in judge(document, item.recap.blocks, item.labels)
    )


def _passages(gold: Sequence[GoldDocument]) -> tuple[str, ...]:
    return tuple(
        " ".join(document.text[block.start : block.end].split())
        for document in gold
        for block in document.blocks
        if block.kind == "paragraph" and block.pillar
    )


def _context(found: Sequence[tuple[GoldDocument, AnnotatedRecap]]) -> dict[str, float]:
    shares = {}
    for name in CONTEXT:
        known = [(d.meta[name], _said(i.recap, name)) for d, i in found if name in d.meta]
        if known:
            shares[name] = sum(gold == said for gold, said in known) / len(known)
    return shares


def _said(recap: Recap, name: str) -> str | None:
    value = getattr(recap, name)
    return None if value is None else str(value)
