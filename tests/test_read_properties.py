"""What holds for every text: offsets, order, completeness."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read import recap_from_text
from pipeline.read.draft import INVISIBLE
from pipeline.read.headings import decide_kinds
from pipeline.read.markdown import read_markdown
from pipeline.read.sections import build_blocks

MARKS = set("-‐‑–—_*=~•·●▪◦○■□§#+.|>")
LINES = st.sampled_from(
    [
        "Nieuws", "De Sociale pijler", "Terugblik netwerkdag in Deventer", "FINANCIËN", "1. Wonen",
        "• een punt", "- nog een punt", "Foto: X", "Lees meer", "24 april 2024", "---", "", " \xa0",
        "\u200b", "Volgende keer in Assen", "> citaat", "# Kop", "**Vet**", "Wie betaalt dat?",
        "Op woensdag 24 april kwamen ruim tweehonderd collega’s bijeen om kennis te delen. 🎉",
        "We zagen caf\u0065\u0301s, één rondleiding en veel enthousiasme in ’s-Hertogenbosch.",
        "en daarna liepen we verder",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n\xa0\n", "\x0c", "\u2028"])
PLAIN = st.one_of(
    st.lists(st.tuples(LINES, BREAKS), max_size=20).map(lambda parts: "".join(map("".join, parts))),
    st.text(max_size=200),
)


def check_blocks(text, blocks):
    position = 0
    for index, block in enumerate(blocks):
        assert block.index == index
        assert position <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words[0] not in INVISIBLE
        assert words[-1] not in INVISIBLE
        assert words == words.strip()
        assert (block.level == 0) == (block.kind == "paragraph")
        assert all(h < index and blocks[h].kind == "heading" for h in block.headings)
        assert list(block.headings) == sorted(block.headings)
        position = block.end


@settings(max_examples=150, deadline=None)
@given(PLAIN)
def test_blocks_of_plain_text(text):
    recap = recap_from_text(text)
    assert recap.text == text
    check_blocks(text, recap.blocks)
    covered = set()
    for block in recap.blocks:
        covered.update(range(block.start, block.end))
    for i, character in enumerate(text):
        if character not in INVISIBLE and not character.isspace() and character not in MARKS:
            assert i in covered, f"{character!r} at {i} lies in no block"


@settings(max_examples=150, deadline=None)
@given(PLAIN)
def test_blocks_of_markdown(text):
    draft = read_markdown(text)
    check_blocks(text, build_blocks(text, decide_kinds(text, draft.pieces)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LINES.filter(lambda line: not set(line) & set("\xa0\u200b")), max_size=12),
    st.sampled_from(["nbsp", "crlf", "nfd", "spaces"]),
)
def test_mutations_that_change_no_block(lines, mutation):
    text = "\n\n".join(lines)
    changed = {
        "nbsp": text.replace("\n\n", "\n\xa0\n"),
        "crlf": text.replace("\n", "\r\n"),
        "nfd": unicodedata.normalize("NFD", text),
        "spaces": text.replace("\n\n", " \n\t\n  "),
    }[mutation]
    before, after = recap_from_text(text), recap_from_text(changed)
    assert [(b.kind, b.level, b.headings) for b in before.blocks] == [
        (b.kind, b.level, b.headings) for b in after.blocks
    ]


@given(PLAIN)
@settings(max_examples=30, deadline=None)
def test_reading_is_deterministic(text):
    assert recap_from_text(text) == recap_from_text(text)
