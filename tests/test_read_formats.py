"""Markdown, web pages, Word documents and PDF become the same blocks."""

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from fpdf import FPDF

from pipeline.read import read_file

FIXTURES = Path(__file__).parent / "fixtures" / "read"
LONG = (
    "Ruim honderd collega's spraken over de vraag hoe steden sneller kunnen bouwen zonder dat de "
    "leefbaarheid daaronder lijdt, en over de rol van de corporaties daarin."
)


def blocks(recap):
    return [(b.kind[0], b.level, recap.text[b.start : b.end]) for b in recap.blocks]


def read_text(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return read_file(path, source=name)


def test_markdown_marks_are_outside_the_blocks(tmp_path):
    text = (
        "---\ntitle: 'Een dag in de stad'\ndate: 2021-06-10\n---\n"
        "# Een dag #\n\nKop met streep\n--------------\n\n"
        f"{LONG}\nnog een regel\n\n**Vet als kop**\n\n{LONG}\n\n- een punt\n  met vervolg\n"
        f"- [x] twee\n1. drie\n\n> {LONG}\n\n***\n\n![beeld](x.png)\n\n_Schuin gedrukt slot._\n"
    )
    recap = read_text(tmp_path, "dag.md", text)
    assert recap.text == text
    assert blocks(recap) == [
        ("h", 1, "Een dag"),
        ("h", 2, "Kop met streep"),
        ("p", 0, f"{LONG}\nnog een regel"),
        ("h", 3, "Vet als kop"),
        ("p", 0, LONG),
        ("p", 0, "een punt\n  met vervolg"),
        ("p", 0, "twee"),
        ("p", 0, "drie"),
        ("p", 0, LONG),
        ("p", 0, "Schuin gedrukt slot."),
    ]
    assert (recap.title, recap.date, recap.date_source) == (
        "Een dag in de stad",
        "2021-06-10",
        "front_matter",
    )


@pytest.mark.parametrize("value", ["mei 2024", "onbekend", "2024-13-45", "[a, b]"])
def test_front_matter_without_a_usable_date(tmp_path, value):
    recap = read_text(tmp_path, "a.md", f"---\ndate: {value}\n---\n# Een dag\n\n{LONG}\n")
    assert (recap.date, recap.date_source) == (None, "none")


def test_markdown_levels_govern(tmp_path):
    recap = read_text(tmp_path, "a.md", f"# T\n\n## A\n\n### B\n\n{LONG}\n\n## C\n\n{LONG}\n")
    assert [b.headings for b in recap.blocks] == [(), (), (1,), (1, 2), (), (4,)]


def test_web_page_gives_its_main_content_only():
    recap = read_file(FIXTURES / "pagina.html", source="pagina.html")
    assert blocks(recap) == [
        ("h", 6, "Nieuws"),
        ("h", 1, "Terugblik netwerkdag in Gouda"),
        ("p", 0, "Ruim honderd collega’s kwamen op donderdag 21\xa0april bijeen in de "
                 "Sint-Janskerk. Het was vol, warm en vrolijk."),
        ("h", 2, "Fysieke pijler"),
        ("h", 3, "Bouwen in lagen"),
        ("p", 0, "Wie een wijk wil verdichten, begint bij de bodem.\nDat klonk vaak."),
        ("p", 0, "Daarna volgde de lunch."),
        ("p", 0, "eerst het water,"),
        ("p", 0, "dan de bomen."),
        ("p", 0, "Stad | Woningen"),
        ("p", 0, "Best | 1.200"),
        ("p", 0, "Foto: gemeente"),
        ("h", 2, "Sociale pijler"),
        ("p", 0, "‘Schulden lossen niet vanzelf op’, zei de wethouder."),
    ]  # fmt: skip
    assert (recap.date, recap.date_source) == ("2022-04-21", "text_weekday")
    assert recap.title == "Terugblik netwerkdag in Gouda"


def test_web_page_without_main_element(tmp_path):
    page = (
        "<html><head><title>Dag</title></head><body><div class='menu'><a>Home</a></div>"
        f"<div id='content'><h1>Een dag in de stad</h1><p>{LONG}</p>"
        f"<h2>Wonen</h2><p>{LONG}</p></div>"
        "<footer>Adres</footer></body></html>"
    )
    found = blocks(read_text(tmp_path, "a.html", page))
    assert [text for _, _, text in found] == ["Een dag in de stad", LONG, "Wonen", LONG]


def test_page_builder_layout_keeps_headings(tmp_path):
    page = (
        "<html><head><title>Terugblik</title></head><body><div class='bouw'>"
        "<div class='blok'><h1>Terugblik op de dag</h1></div>"
        f"<div class='blok'><div><p>{LONG} A.</p><p>&nbsp;</p>"
        f"<p><b>Fysieke pijler</b><br>{LONG} B.</p></div></div>"
        f"<div class='blok'><h3>Sociale pijler</h3><div>{LONG} C.</div></div></div></body></html>"
    )
    found = blocks(read_text(tmp_path, "a.html", page))
    assert [(kind, text) for kind, _, text in found] == [
        ("h", "Terugblik op de dag"),
        ("p", f"{LONG} A."),
        ("h", "Fysieke pijler"),
        ("p", f"{LONG} B."),
        ("h", "Sociale pijler"),
        ("p", f"{LONG} C."),
    ]
    assert [b.headings for b in read_text(tmp_path, "a.html", page).blocks][3::2] == [(2,), (4,)]


def test_publication_date_of_a_page_is_used_when_the_text_has_none(tmp_path):
    page = (
        "<html><head><meta name='date' content='2019-03-05'></head><body><main><h1>Een dag</h1>"
        f"<p>{LONG}</p></main></body></html>"
    )
    recap = read_text(tmp_path, "a.htm", page)
    assert (recap.date, recap.date_source) == ("2019-03-05", "html_metadata")
    assert "publicatie" in recap.problems[0].message


def test_declared_charset_of_a_page(tmp_path):
    path = tmp_path / "oud.html"
    page = (
        f"<html><head><meta charset='iso-8859-1'></head><body><p>Financiën in één dag. {LONG}</p>"
    )
    path.write_bytes(page.encode("cp1252"))
    assert read_file(path, source="oud.html").text.startswith("Financiën in één dag.")


@pytest.fixture
def word_file(tmp_path):
    document = docx.Document()
    document.add_heading("Terugblik bestuurlijke netwerkdag", 0)
    document.add_paragraph(LONG)
    document.add_heading("De Sociale pijler", 1)
    document.add_heading("Schulden", 2)
    document.add_paragraph(LONG)
    document.add_paragraph("een punt", style="List Bullet")
    document.add_paragraph().add_run("Vet als kop").bold = True
    document.add_paragraph(LONG).add_run("\nnieuwe regel")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Stad", "Best"
    path = tmp_path / "verslag.docx"
    document.save(str(path))
    return path


def test_word_styles_lists_and_tables(word_file):
    recap = read_file(word_file, source="verslag.docx")
    assert blocks(recap) == [
        ("h", 1, "Terugblik bestuurlijke netwerkdag"),
        ("p", 0, LONG),
        ("h", 1, "De Sociale pijler"),
        ("h", 2, "Schulden"),
        ("p", 0, LONG),
        ("p", 0, "een punt"),
        ("h", 3, "Vet als kop"),
        ("p", 0, f"{LONG}\nnieuwe regel"),
        ("p", 0, "Stad | Best"),
    ]
    assert recap.title == "Terugblik bestuurlijke netwerkdag"
    assert recap.blocks[4].headings == (2, 3)
    assert (recap.date, recap.event) == (None, "bestuurlijke netwerkdag")


def test_word_text_that_was_deleted_is_left_out(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Dit blijft staan en is een hele zin.")
    run = paragraph.add_run(" Dit is weg.")._element
    deleted = paragraph._p.makeelement(qn("w:del"), {})
    paragraph._p.append(deleted)
    deleted.append(run)
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read_file(path, source="a.docx").text == "Dit blijft staan en is een hele zin."


def make_pdf(path, *, pages=2):
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.set_title("Terugblik")
    for number in range(pages):
        pdf.add_page()
        line(pdf, "Stedennetwerk", size=8)
        if number == 0:
            line(pdf, "Terugblik netwerkdag in Gouda", size=20, style="B")
        line(pdf, f"Kop {['een', 'twee'][number]}", size=14, style="B")
        for part in range(2):
            pdf.set_font("Helvetica", "", 11)
            pdf.multi_cell(
                0, 5, f"{LONG} {'ABCD'[2 * number + part]}.", new_x="LMARGIN", new_y="NEXT"
            )
            pdf.ln(4)
        pdf.set_y(-20)
        line(pdf, f"Pagina {number + 1} van {pages}", size=8)
    pdf.output(str(path))


def line(pdf, text, *, size, style=""):
    pdf.set_font("Helvetica", style, size)
    pdf.cell(0, size * 0.6, text, new_x="LMARGIN", new_y="NEXT")


def test_pdf_paragraphs_headings_and_running_lines(tmp_path):
    path = tmp_path / "verslag.pdf"
    make_pdf(path)
    recap = read_file(path, source="verslag.pdf")
    assert blocks(recap) == [
        ("h", 1, "Terugblik netwerkdag in Gouda"),
        ("h", 2, "Kop een"),
        ("p", 0, f"{LONG} A."),
        ("p", 0, f"{LONG} B."),
        ("h", 2, "Kop twee"),
        ("p", 0, f"{LONG} C."),
        ("p", 0, f"{LONG} D."),
    ]
    assert recap.date_source == "document_metadata"


def test_pdf_words_broken_at_the_line_end_are_whole():
    from pipeline.read.pdf_layout import PdfLine, paragraphs

    texts = [
        "de samen-",
        "werking van organisatie-",
        "en lobbykracht in Sittard-",
        "Geleen is goed",
    ]
    lines = [PdfLine(text, 700 - 12 * i, 10, False, 0) for i, text in enumerate(texts)]
    assert [text for text, _ in paragraphs(lines)] == [
        "de samenwerking van organisatie- en lobbykracht in Sittard-Geleen is goed"
    ]
