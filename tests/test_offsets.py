"""For every row, ``text[start:end]`` is what the row says, also in awkward text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.config import Config
from pipeline.read import Input
from pipeline.records import AnnotatedRecap
from pipeline.registers import default_registers
from pipeline.run import Result
from pipeline.tabulate import build_tables
from pipeline.tabulate.identity import assign_ids
from pipeline.workers import annotate_file

SAMPLES = Path(__file__).parents[1] / "corpus" / "recaps"
PASSAGES = [
    paragraph
    for path in (*sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("*.md")))
    for paragraph in path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    if len(paragraph) > 120 and "\ufffd" not in paragraph
]
EMOJI = ("😀", "👩‍👩‍👧", "🇳🇱", "✅")
ACCENTS = ("\u0301", "\u0308", "\u0327")


def check(tables: dict, texts: dict[str, str]) -> None:
    for row in tables["entities"].itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text
    places = {}
    for row in tables["paragraphs"].itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text
        places[row.doc_id, row.paragraph] = (row.start, row.end)
    people = tables["entities"][tables["entities"]["label"] == "PER"]
    for row in tables["roles"].itertuples():
        start, end = places.get((row.doc_id, row.paragraph), (0, len(texts[row.doc_id])))
        assert start <= row.start < row.end <= end
        own = people[(people["doc_id"] == row.doc_id) & (people["entity_id"] == row.person_id)]
        assert ((own["start"] < row.end) & (own["end"] > row.start)).any()


def test_every_row_of_the_samples(sample_run: Result) -> None:
    assert sample_run.output is not None
    texts = {}
    for path in (sample_run.output / "texts").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            texts[path.stem] = file.read()
    assert len(texts) == len(sample_run.tables["documents"])
    assert all(len(sample_run.tables[name]) for name in ("entities", "paragraphs", "roles"))
    check(sample_run.tables, texts)


def test_offsets_of_a_utf8_file_count_in_the_file_itself(sample_run: Result) -> None:
    for item in sample_run.annotated:
        path = SAMPLES / item.recap.source
        data = path.read_bytes()
        if path.suffix == ".txt" and data.decode("utf-8", errors="ignore").encode() == data:
            assert item.recap.text == data.decode("utf-8-sig")


@st.composite
def awkward_files(draw: st.DrawFn) -> bytes:
    """Draw sample paragraphs with no-break spaces, CRLF, BOM, emoji and combining accents."""
    passages = draw(st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=3, unique=True))
    text = "Terugblik netwerkdag\n\n" + "\n\n".join(passages)
    characters = list(text)
    number = st.integers(0, len(characters) - 1)
    for place in draw(st.lists(number, max_size=25)):
        if characters[place] == " ":
            characters[place] = draw(st.sampled_from(["\xa0", "\u202f", "  ", " \t", "\u200b "]))
        elif characters[place].isalpha():
            characters[place] += draw(st.sampled_from(ACCENTS))
    for place in draw(st.lists(number, max_size=6)):
        characters[place] += draw(st.sampled_from(EMOJI))
    text = "".join(characters)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if draw(st.booleans()) else "").encode() + text.encode()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=awkward_files())
def test_awkward_text(data: bytes, nlp: Language) -> None:
    item = annotate(nlp, data)
    assert item.recap.status in {"ok", "not_dutch"}
    assert item.recap.text == data.decode("utf-8-sig")
    tables = build_tables([item], places=default_registers(), identities=assign_ids([item]))
    check(tables, {item.recap.doc_id: item.recap.text})


def annotate(nlp: Language, data: bytes) -> AnnotatedRecap:
    with TemporaryDirectory() as folder:
        path = Path(folder, "terugblik.txt")
        path.write_bytes(data)
        return annotate_file(nlp, Input(path, path.name), config=Config())
