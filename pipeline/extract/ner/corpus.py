"""The stream of training examples, as a spaCy reader for the ``[corpora]`` block of a config."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, registry

from pipeline.extract.ner.augment import (
    alter_words,
    capitals,
    join,
    refill,
    sentences,
    typography,
)
from pipeline.extract.ner.lists import load_name_lists
from pipeline.extract.ner.names import NameMaker
from pipeline.extract.words import ordinary_words
from pipeline.training import MarkedText, TrainingParagraph, read_training


def to_doc(nlp: Language, text: MarkedText) -> Doc:
    """Tokenize a marked text and set its names as entities.

    A name that does not fall on token boundaries takes in the whole tokens it touches.
    """
    doc = nlp.make_doc(text.text)
    spans: list[Span] = []
    for start, end, label in text.spans:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.set_ents(filter_spans(spans))
    return doc


def texts_of(paragraph: TrainingParagraph) -> list[MarkedText]:
    """Return the headings of a paragraph and the paragraph itself, outermost heading first.

    Of a whole recap only the headings right above the paragraph, so that each is there once.
    """
    headings = zip(paragraph.headings, paragraph.heading_spans, strict=True)
    above = paragraph.above if paragraph.recap else [MarkedText(*h) for h in headings]
    return [*above, MarkedText(paragraph.text, paragraph.spans)]


class Variants:
    """Makes one varied text after another out of the paragraphs of one collection."""

    def __init__(
        self,
        paragraphs: Sequence[TrainingParagraph],
        maker: NameMaker,
        *,
        refill_rate: float,
        word_rate: float,
        opener_rate: float,
        words: Sequence[str],
    ) -> None:
        self.paragraphs = paragraphs
        self.maker = maker
        self.rng = maker.rng
        self.refill_rate = refill_rate
        self.word_rate = word_rate
        self.opener_rate = opener_rate
        self.words = words

    def one(self, paragraph: TrainingParagraph) -> MarkedText:
        """Return one paragraph below one of its headings, with new names."""
        rng = self.rng
        texts = refill(texts_of(paragraph), self.maker, rate=self.refill_rate)
        body = self._body(texts[-1])
        headings = [h for h in texts[:-1] if rng.random() < 0.6]
        if headings and rng.random() < 0.05:
            headings = [capitals(h) for h in headings]
        whole = join([*headings, body], "\n\n")
        return alter_words(
            typography(whole, rng),
            rng,
            rate=self.word_rate,
            openers=self.opener_rate,
            words=self.words,
        )

    def _body(self, text: MarkedText) -> MarkedText:
        """Sometimes drop or reorder sentences, or lose the final full stop."""
        rng = self.rng
        parts = sentences(text)
        if len(parts) > 1 and rng.random() < 0.3:
            parts = [p for p in parts if rng.random() < 0.7] or parts[:1]
            if rng.random() < 0.3:
                rng.shuffle(parts)
            text = join(parts, " ")
        if rng.random() < 0.05 and text.text.endswith("."):
            text = MarkedText(text.text[:-1], text.spans)
        return text

    def stream(self) -> Iterator[MarkedText]:
        """Yield one pass over all paragraphs in random order, one to three joined."""
        order = list(self.paragraphs)
        self.rng.shuffle(order)
        while order:
            take = self.rng.choice((1, 1, 1, 2, 3))
            yield join([self.one(p) for p in order[:take]], self.rng.choice(("\n\n", "\n")))
            del order[:take]


@registry.readers("terugblik.TrainingCorpus.v1")  # type: ignore[untyped-decorator]
def training_corpus(
    path: str,
    writers: Sequence[str],
    left_out: Sequence[str],
    names: str,
    refill_rate: float,
    novelty: float,
    word_rate: float,
    opener_rate: float,
    passes: int,
    seed: int,
) -> Callable[[Language], Iterator[Example]]:
    """Read ``corpus/training`` and give varied examples, new ones at each pass.

    Args:
        path: folder with the training text.
        writers: the writers (file stems) to use; empty for all.
        left_out: the writers not to use.
        names: ``train`` or ``held_out``: which part of the name lists is drawn from.
        refill_rate: share (0-1) of names that are replaced.
        novelty: share (0-1) of drawn names that are altered or made up.
        word_rate: share (0-1) of capitalised words that are no names in which a letter changes.
        opener_rate: share (0-1) of sentence openers that another ordinary word replaces.
        passes: how often all paragraphs are gone through in one call.
        seed: seed of all chance.
    """
    rng = random.Random(seed)
    maker = NameMaker(load_name_lists(part=names), rng, novelty=novelty)

    def read(nlp: Language) -> Iterator[Example]:
        paragraphs = [
            p
            for p in read_training(Path(path))
            if (not writers or p.writer in writers) and p.writer not in left_out
        ]
        variants = Variants(
            paragraphs,
            maker,
            refill_rate=refill_rate,
            word_rate=word_rate,
            opener_rate=opener_rate,
            words=sorted(ordinary_words()),
        )
        for _ in range(passes):
            for text in variants.stream():
                gold = to_doc(nlp, text)
                yield Example(nlp.make_doc(text.text), gold)

    return read
