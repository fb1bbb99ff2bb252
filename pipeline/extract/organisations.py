"""Find organisations: those of the register by any of their forms, others by their head word.

``span.id_`` is ``register`` (a form that means nothing else), ``register?`` (a form that is
also a word, a person or a place), or ``rule`` (a head word such as *stichting* or *hogeschool*
with the capitalised words after it), or ``rule?`` (the capitalised words after a noun for a kind
of organisation: ``woningcorporatie X``).
"""

from __future__ import annotations

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.extract.candidates import is_portfolio
from pipeline.extract.context import context_words
from pipeline.extract.tokenizer import make_tokenizer
from pipeline.registers import RegisterSet

STRONG, WEAK, RULE, WEAK_RULE = "register", "register?", "rule", "rule?"
MAX_RULE_TOKENS = 8
_LINKS = frozenset(["van", "voor", "de", "den", "der", "het", "'t", "en", "&", "in", "op", "aan"])
_LEGAL = frozenset({"B.V.", "BV", "N.V.", "NV", "B.V", "N.V"})
_LOWER_START = ("ministerie", "stichting", "vereniging", "coöperatie", "gemeentelijke")


class OrganisationFinder:
    """Finds the organisations of a Doc; make one per vocabulary, use it for all Docs."""

    def __init__(self, vocab: Vocab, *, registers: RegisterSet) -> None:
        self.registers = registers
        self._exact = PhraseMatcher(vocab, attr="ORTH")
        self._folded = PhraseMatcher(vocab, attr="LOWER")
        self._weak: set[str] = set()
        self._add_forms(vocab)

    def __call__(self, doc: Doc) -> list[Span]:
        """Return the organisations in order, longest first where they overlap, labelled ORG."""
        return filter_spans([*self._by_register(doc), *by_head_word(doc, registers=self.registers)])

    def _add_forms(self, vocab: Vocab) -> None:
        import spacy

        tokenize = make_tokenizer(spacy.blank("nl", vocab=vocab))
        exact: list[Doc] = []
        folded: list[Doc] = []
        for form, _, needs_context in self.registers.organisation_forms():
            if needs_context:
                self._weak.add(form)
            short = " " not in form and (len(form) <= 6 or not form[1:].islower())
            (exact if short or needs_context else folded).append(tokenize(form))
            if short and "'" in form:
                exact.append(tokenize(form.replace("'", "’")))
        self._exact.add("ORG", exact)
        self._folded.add("ORG", folded)

    def _by_register(self, doc: Doc) -> list[Span]:
        spans: list[Span] = []
        for matcher in (self._exact, self._folded):
            for span in matcher(doc, as_spans=True):
                if not _looks_like_name(span) or span.text in context_words().never_names:
                    continue
                if is_portfolio(doc, span.start, span.end, registers=self.registers):
                    continue
                span = _with_head(span)
                span.id_ = WEAK if span.text in self._weak else STRONG
                spans.append(span)
        return spans


def _looks_like_name(span: Span) -> bool:
    """A form found with other capitals counts only when it starts with a capital or a digit."""
    first = span.text[0]
    return (
        first.isupper()
        or first.isdigit()
        or span.text.lower().startswith(_LOWER_START)
        or (span.text.islower() and "." in span.text)
    )


def _with_head(span: Span) -> Span:
    """Take in ``ministerie van``, ``stichting``, ``waterschap`` ... before a registered name."""
    doc, start = span.doc, span.start
    if start >= 2 and doc[start - 1].lower_ == "van" and doc[start - 2].lower_ == "ministerie":
        return Span(doc, start - 2, span.end, label="ORG")
    if start >= 1 and doc[start - 1].lower_ in context_words().head_inside and not span[0].is_upper:
        return Span(doc, start - 1, span.end, label="ORG")
    return span


def by_head_word(doc: Doc, *, registers: RegisterSet) -> list[Span]:
    """Return the organisations that a head word tells, labelled ORG, source ``rule``.

    A head word with a capital, or *stichting*, *vereniging* or *ministerie* without one, and the
    run of capitalised words after it, small words inside the run included.
    """
    spans: list[Span] = []
    for token in doc:
        inside = _is_head(token)
        if not inside and not _names_what_follows(token):
            continue
        start = token.i if inside else token.i + 1
        end = _run_end(doc, token.i + 1, registers)
        if end == token.i + 1 or (registers.is_place(doc[token.i + 1 : end].text) and not inside):
            continue
        span = Span(doc, start, end, label="ORG")
        span.id_ = RULE if inside else WEAK_RULE
        spans.append(span)
    return spans


def _is_head(token: Token) -> bool:
    words = context_words()
    if token.lower_ in words.head_inside:
        return True
    return token.text[0].isupper() and len(token) > 3 and token.lower_ in words.capital_heads


def _names_what_follows(token: Token) -> bool:
    return (
        token.text.islower()
        and len(token) > 4
        and token.text.endswith(tuple(context_words().named_by_head))
    )


def _run_end(doc: Doc, start: int, registers: RegisterSet) -> int:
    """Return the end of the run of capitalised words that starts at a token, links included."""
    end = i = start
    while i < min(len(doc), start + MAX_RULE_TOKENS):
        token = doc[i]
        if token.is_space or token.text in {".", ",", "(", ")", ";", ":"}:
            break
        if token.text[0].isupper() or token.text in _LEGAL:
            end = i = i + 1
        elif token.lower_ in _LINKS and i > start and not _place_follows(doc, i, registers):
            i += 1
        else:
            break
    if end < len(doc) and doc[end].text == "!" and end > start and not doc[end - 1].whitespace_:
        nxt = doc[end + 1] if end + 1 < len(doc) else None
        if nxt is not None and (nxt.text[0].islower() or nxt.text in {",", ")"}):
            end += 1
    return end


def _place_follows(doc: Doc, index: int, registers: RegisterSet) -> bool:
    """Say whether ``in Boskoop`` tells where the organisation is."""
    return (
        doc[index].lower_ in {"in", "te", "uit", "op", "aan"}
        and index + 1 < len(doc)
        and registers.is_place(doc[index + 1].text)
    )
