"""Links within a document: planted names in, who is who out; see tests/data/links.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import plant

from pipeline.extract.links import link, link_problems
from pipeline.records import Entity
from pipeline.registers import default_registers

Group = tuple[str, str, tuple[int, ...]]
_DATA = Path(__file__).parent / "data" / "links.txt"


def _cases() -> list[tuple[str, list[Group]]]:
    cases: list[tuple[str, list[Group]]] = []
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            label, name, numbers = (part.strip() for part in line[2:].split("|"))
            cases[-1][1].append((label, name, tuple(map(int, numbers.split()))))
        elif "](" in line:
            cases.append((line.replace(" ¶ ", "\n\n"), []))
    return cases


@pytest.mark.parametrize(("text", "groups"), _cases(), ids=lambda value: str(value)[:60])
def test_names_are_grouped(text: str, groups: list[Group]) -> None:
    doc = plant(text)
    mentions, entities = link(doc, registers=default_registers())
    found = [
        (
            entity.label,
            entity.name + "?" * entity.ambiguous,
            tuple(n for n, mention in enumerate(mentions, 1) if mention.key == entity.key),
        )
        for entity in entities
    ]
    assert found == groups


def test_every_entity_becomes_one_mention_with_its_text() -> None:
    doc = plant("[Jet Bos](PER) van [Aedes](ORG).\n\nIn [Weert](CITY) zag [Bos](PER) dat.")
    mentions, entities = link(doc, registers=default_registers())
    assert [m.text for m in mentions] == ["Jet Bos", "Aedes", "Weert", "Bos"]
    assert [m.paragraph for m in mentions] == [0, 0, 1, 1]
    assert all(doc.text[m.start : m.end] == m.text for m in mentions)
    assert len({entity.key for entity in entities}) == len(entities) == 3


def test_introduced_abbreviation_is_kept() -> None:
    doc = plant("De [Vereniging voor Stedelijk Beheer](ORG) ([VSB](ORG)) kwam.")
    entity = link(doc, registers=default_registers())[1][0]
    assert (entity.abbreviation, entity.register_id) == ("VSB", None)


def test_abbreviation_in_brackets_need_not_be_a_mention() -> None:
    doc = plant("De [Vereniging voor Stedelijk Beheer](ORG) (VSB) kwam.")
    assert link(doc, registers=default_registers())[1][0].abbreviation == "VSB"


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("In [Hengelo](CITY) sprak men.", "Overijssel"),
        ("In [Hengelo](CITY) (Gld) sprak men.", "Gelderland"),
        ("In [Rijswijk](CITY) sprak men.", "Zuid-Holland"),
        ("In [Hasselt](CITY) sprak een Vlaamse schepen.", None),
        ("In [Hasselt](CITY) sprak men.", "Overijssel"),
    ],
)
def test_places_of_one_name(text: str, province: str | None) -> None:
    registers = default_registers()
    entity = link(plant(text), registers=registers)[1][0]
    found = [p for p in registers.places(entity.name) if p.id == entity.register_id]
    assert [p.province for p in found] == [province]


def test_municipality_named_in_the_text_decides_between_places() -> None:
    registers = default_registers()
    name = next(n for n, _ in registers.place_forms() if _is_shared(n))
    other = registers.places(name)[-1]
    doc = plant(f"Uit [{other.municipality}](CITY) en uit [{name}](CITY) kwam men.")
    assert link(doc, registers=registers)[1][-1].register_id == other.id


def _is_shared(name: str) -> bool:
    places = default_registers().places(name)
    towns = {place.municipality for place in places}
    return (
        len(towns) == len(places) == 2
        and None not in towns
        and name not in towns
        and "(" not in name
    )


def test_unknown_place_and_undecided_person_become_problems() -> None:
    doc = plant("[Jan Bos](PER), [Piet Bos](PER) en [Bos](PER) uit [Knollendamsterhoek](CITY).")
    entities = link(doc, registers=default_registers())[1]
    problems = link_problems(doc._.recap, entities)
    assert [problem.severity for problem in problems] == ["info", "warning"]
    assert problems[0].message == "‘Bos’ kan Jan Bos of Piet Bos zijn"
    assert problems[1].message == "geen gemeente gevonden bij ‘Knollendamsterhoek’"
    assert {problem.stage for problem in problems} == {"link"}


def test_foreign_city_has_an_id_and_no_problem() -> None:
    doc = plant("Wij waren in [Brussel](CITY).")
    entities: list[Entity] = link(doc, registers=default_registers())[1]
    assert entities[0].register_id == "xx-brussel"
    assert link_problems(doc._.recap, entities) == []


def test_a_doc_without_entities_gives_nothing() -> None:
    assert link(plant("Niemand hier."), registers=default_registers()) == ([], [])
