"""Organisations, the kinds of unknown ones, and roles."""

from __future__ import annotations

import pytest

from pipeline.registers import default_registers

REGISTERS = default_registers()


def test_the_register_is_large_and_its_ids_unique() -> None:
    organisations = REGISTERS.organisations()
    assert len(organisations) >= 1500
    assert len({o.id for o in organisations}) == len(organisations)
    assert len({o.kind for o in organisations}) >= 25


@pytest.mark.parametrize(
    "form",
    [
        "SZW",
        "ministerie van SZW",
        "Ministerie van SZW",
        "ministerie SZW",
        "het ministerie van Sociale Zaken en Werkgelegenheid",
        "Sociale Zaken en Werkgelegenheid",
        "Sociale Zaken & Werkgelegenheid",
        "ministerie van Sociale Zaken",
        "min. SZW",
    ],
)
def test_all_forms_of_a_ministry_are_one(form: str) -> None:
    found = REGISTERS.find_organisation(form)
    assert found and found.name == "ministerie van Sociale Zaken en Werkgelegenheid"
    assert found.kind == "ministerie"


@pytest.mark.parametrize(
    ("form", "date", "name", "abbreviation"),
    [
        ("EZ", "2016-05-01", "ministerie van Economische Zaken", "EZ"),
        ("EZK", "2018-05-01", "ministerie van Economische Zaken en Klimaat", "EZK"),
        ("EZ", "2024-07-01", "ministerie van Economische Zaken en Klimaat", "EZK"),
        ("EZ", "2024-07-02", "ministerie van Economische Zaken", "EZ"),
        ("I&M", "2016-01-01", "ministerie van Infrastructuur en Milieu", "IenM"),
        ("I&W", "2019-01-01", "ministerie van Infrastructuur en Waterstaat", "IenW"),
        ("IenW", "2019-01-01", "ministerie van Infrastructuur en Waterstaat", "IenW"),
        ("V&J", "2015-01-01", "ministerie van Veiligheid en Justitie", "VenJ"),
        ("JenV", "2020-01-01", "ministerie van Justitie en Veiligheid", "JenV"),
        ("VSNU", "2017-01-01", "Vereniging van Universiteiten", "VSNU"),
    ],
)
def test_names_are_those_of_the_date(form: str, date: str, name: str, abbreviation: str) -> None:
    found = REGISTERS.find_organisation(form, date=date)
    assert found and found.name_on(date) == name
    assert found.abbreviation_on(date) == abbreviation


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["VNG", "de VNG", "Vereniging van Nederlandse Gemeenten"], "VNG"),
        (["CBS", "Centraal Bureau voor de Statistiek", "het CBS"], "CBS"),
        (["TU/e", "TU Eindhoven", "Technische Universiteit Eindhoven"], "TU Eindhoven"),
        (["Neprom", "NEPROM", "de Neprom"], "NEPROM"),
        (["Platform31", "Platform 31"], "Platform31"),
        (["UvT", "Tilburg University", "Universiteit van Tilburg"], "UvT"),
        (["COA", "Centraal Orgaan opvang asielzoekers", "Centraal Orgaan Opvang Asielzoekers"], ""),
        (["de Nederlandse ggz", "GGZ Nederland"], ""),
        (["Movisie", "Stichting Movisie", "Movisie’s"], ""),
        (["Wageningen University & Research", "Wageningen University and Research", "WUR"], ""),
    ],
)
def test_spellings_of_one_organisation(forms: list[str], name: str) -> None:
    found = {f: REGISTERS.find_organisation(f) for f in forms if "and Research" not in f}
    assert len({o.id if o else f for f, o in found.items()}) == 1, found
    assert all(found.values())


@pytest.mark.parametrize("form", ["om", "ons", "samen", "szw", "Stichting Buurtkracht", "", "de"])
def test_no_organisation(form: str) -> None:
    assert REGISTERS.find_organisation(form) is None


def test_forms_that_are_words_or_places_need_context() -> None:
    needs = {form: context for form, _, context in REGISTERS.organisation_forms()}
    for form in (
        "OM",
        "EU",
        "Trouw",
        "Portaal",
        "De Key",
        "Volt",
        "Financiën",
        "Eigen Haard",
        "EZ",
    ):
        assert needs[form], form
    for form in ("VNG", "G40", "SZW", "BZK", "Platform31", "Divosa", "ministerie van EZ"):
        assert not needs[form], form
    assert not [f for f, c in needs.items() if not c and REGISTERS.is_place(f)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Stichting Buurtkracht", "stichting"),
        ("Welzijnsstichting De Brug", "stichting"),
        ("Universiteit van Vlieland", "universiteit"),
        ("Christelijke Hogeschool De Driehoek", "hogeschool"),
        ("woningcorporatie Ons Dak", "corporatie"),
        ("Woonstichting De Linden", "corporatie"),
        ("Vereniging voor Stedelijk Beheer", "vereniging"),
        ("Bureau Zomerwind", "adviesbureau"),
        ("Stadsmuseum Hanzeland", "cultuur"),
        ("Theater De Vonk", "cultuur"),
        ("energiecoöperatie Zonnig Zuid", "coöperatie"),
        ("Ziekenhuis Oost", "zorg"),
        ("ministerie van Toekomst", "ministerie"),
        ("Rechtbank Zuiderzee", "rechtspraak"),
        ("Kenniscentrum Stadsrand", "kennisinstelling"),
        ("ROC Nieuwland", "onderwijs"),
        ("Vrolijk & Partners", "adviesbureau"),
        ("Jansen Bouw B.V.", "bedrijf"),
        ("Zonnebloemzaad", ""),
    ],
)
def test_kind_from_the_head_word(name: str, kind: str) -> None:
    assert REGISTERS.kind_from_head_word(name) == kind


@pytest.mark.parametrize(
    ("text", "role", "plural"),
    [
        ("wethouder", "wethouder", False),
        ("Wethouders", "wethouder", True),
        ("wethoudster", "wethoudster", False),
        ("oud-wethouder", "oud-wethouder", False),
        ("oud-wethouders", "oud-wethouder", True),
        ("plv. directeur", "plv. directeur", False),
        ("vicevoorzitter", "vicevoorzitter", False),
        ("vice-voorzitter", "vice-voorzitter", False),
        ("programmadirecteur", "programmadirecteur", False),
        ("warmtetransitiemanager", "warmtetransitiemanager", False),
        ("Kamerlid", "Kamerlid", False),
        ("Tweede Kamerleden", "Tweede Kamerlid", True),
        ("senior onderzoeker", "senior onderzoeker", False),
        ("buitengewoon hoogleraar", "buitengewoon hoogleraar", False),
        ("nieuwe voorzitter", "voorzitter", False),
        ("strategen", "strateeg", True),
        ("historici", "historicus", True),
        ("ambtenaren", "ambtenaar", True),
        ("CEO", "CEO", False),
        ("commissaris van de Koning", "commissaris van de Koning", False),
        ("Loco-burgemeester", "loco-burgemeester", False),
        ("kinderarts", "kinderarts", False),
    ],
)
def test_roles(text: str, role: str, plural: bool) -> None:
    found = REGISTERS.find_role(text)
    assert found and (found.role, found.plural) == (role, plural)


@pytest.mark.parametrize("text", ["gemeente", "woningbouw", "achterwaarts", "G40", "", "oud-"])
def test_no_role(text: str) -> None:
    assert REGISTERS.find_role(text) is None


@pytest.mark.parametrize(
    ("word", "before", "role"),
    [
        ("G40-voorzitter", "G40", "voorzitter"),
        ("VNG-bestuurders", "VNG", "bestuurder"),
        ("G40-lobbycoördinator", "G40", "lobbycoördinator"),
        ("D66-Kamerlid", "D66", "Kamerlid"),
        ("TU Delft-hoogleraar", "TU Delft", "hoogleraar"),
    ],
)
def test_a_compound_of_name_and_role_is_split(word: str, before: str, role: str) -> None:
    found = REGISTERS.split_role(word)
    assert found and (found[0], found[1].role) == (before, role)


@pytest.mark.parametrize("word", ["oud-wethouder", "Oud-wethouder", "Vice-voorzitter"])
def test_a_prefix_is_no_name(word: str) -> None:
    assert REGISTERS.split_role(word) is None


def test_role_list_is_large() -> None:
    assert len(REGISTERS.role_register.words) >= 250
