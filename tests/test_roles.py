"""Roles: planted names in, rows out; the sentences stand in tests/data/roles.txt."""

from __future__ import annotations

import pytest
from planted import Case, plant, read_cases

from pipeline.extract.links import link
from pipeline.extract.roles import find_roles
from pipeline.registers import default_registers

CASES = read_cases("roles.txt")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120
    assert sum(not case.rows for case in CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence[:60])
def test_sentence_gives_rows(case: Case) -> None:
    doc = plant(case.sentence)
    registers = default_registers()
    doc._.mentions, doc._.entities = link(doc, registers=registers)
    roles = find_roles(doc, registers=registers)
    found = [(r.person, r.role or "-", r.affiliation or "-") for r in roles]
    assert sorted(found) == sorted(case.rows)
    for role in roles:
        evidence = doc.text[role.start : role.end]
        assert role.affiliation is None or role.affiliation_label in ("ORG", "CITY")
        assert any(m.start >= role.start and m.end <= role.end for m in doc._.mentions), evidence
