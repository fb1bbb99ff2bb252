from pipeline.classify.counts import FIELDS, TermCounter
from pipeline.classify.passage import blank_out, passage
from pipeline.classify.terms import Term, TermIndex, fold, words
from pipeline.taxonomy import load_taxonomy


def found(index: TermIndex, text: str) -> list[tuple[str, str]]:
    return [(m.term.owner, text[m.start : m.end]) for m in index.find(text)]


def test_stars_stand_for_any_letters() -> None:
    index = TermIndex([Term("a", "woningbouw*"), Term("b", "*woning"), Term("c", "*wonen*")])
    assert found(index, "De woningbouwopgave") == [("a", "woningbouwopgave")]
    assert found(index, "een huurwoning") == [("b", "huurwoning")]
    assert found(index, "het thuiswonend kind") == [("c", "thuiswonend")]
    assert found(index, "de woningen") == []


def test_the_longest_term_wins_and_ties_stay() -> None:
    index = TermIndex(
        [
            Term("work", "arbeid*"),
            Term("migration", "arbeidsmigrant*"),
            Term("economy", "circulaire economie"),
            Term("building", "circulaire"),
            Term("other", "arbeidsmigrant*"),
        ]
    )
    assert found(index, "arbeidsmigranten en arbeid") == [
        ("migration", "arbeidsmigranten"),
        ("other", "arbeidsmigranten"),
        ("work", "arbeid"),
    ]
    assert found(index, "de circulaire economie") == [("economy", "circulaire economie")]


def test_case_accents_curly_quotes_and_hyphens() -> None:
    index = TermIndex([Term("a", "financiën"), Term("b", "foto's"), Term("c", "eu migranten")])
    assert found(index, "FINANCIEN, foto’s van EU-migranten") == [
        ("a", "FINANCIEN"),
        ("b", "foto’s"),
        ("c", "EU-migranten"),
    ]


def test_words_keep_offsets_with_combining_accents() -> None:
    text = "de gei\u0308soleerde muur"
    assert [text[w.start : w.end] for w in words(text)] == ["de", "gei\u0308soleerde", "muur"]
    assert fold("gei\u0308soleerde") == fold("geïsoleerde") == "geisoleerde"


def test_blanking_out_names_keeps_the_length() -> None:
    assert blank_out("Wethouder Bos sprak", [(10, 13)]) == "Wethouder     sprak"


def test_a_pillar_is_named_by_a_phrase_or_by_the_whole_heading() -> None:
    counter = TermCounter(load_taxonomy())

    def named(*headings: str) -> list[str]:
        pillars = counter.count(passage("", headings=headings)).pillars
        return [p for p, hit in zip(counter.taxonomy.pillar_ids, pillars, strict=True) if hit]

    assert named("De Fysieke Pijler") == ["fysiek"]
    assert named("Sociaal") == ["sociaal"]
    assert named("Sociaal", "Werkbezoek") == ["sociaal"]
    assert named("Eindelijk weer een fysieke bijeenkomst") == []


def test_a_heading_further_up_names_its_pillar_less() -> None:
    counter = TermCounter(load_taxonomy())
    right_above, further = (
        counter.count(passage("", headings=headings)).pillars.max()
        for headings in (("Sociaal",), ("Sociaal", "Werkbezoek"))
    )
    assert 0 < further < right_above == 1


def test_a_term_counts_once_however_often_it_is_there() -> None:
    counter = TermCounter(load_taxonomy())
    place = counter.taxonomy.theme_ids.index("wonen")
    once = counter.count(passage("De woningnood."))
    twice = counter.count(passage("De woningnood. De woningnood."))
    assert once.themes[place, FIELDS.index("strong")] > 0
    assert (once.themes == twice.themes).all()
