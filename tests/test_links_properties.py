"""What holds for links and roles in any text, however odd."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from planted import plant

from pipeline.extract.links import link
from pipeline.extract.roles import find_roles
from pipeline.registers import default_registers

PIECES = st.sampled_from(
    [
        "[Jan Bos](PER)", "[Bos](PER)", "[Jan](PER)", "[J. Bos](PER)", "[De Wit-Bos](PER)",
        "[VNG](ORG)", "[Stichting X](ORG)", "[X](ORG)", "[Gouda](CITY)", "[Hengelo](CITY)",
        "wethouder", "wethouders", "de", "van", "in", "als", "is", "en", "namens", "bij monde van",
        "themagroep Wonen", "mevrouw", "(", ")", ",", ".", "-", ":", "’s", "'", "\n", "\n\n", "# ",
        "G40-voorzitter", "beiden", "Hij", "12", "\u00a0", "é", "🙂",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["", " "]))
def test_links_and_roles_of_any_text(pieces: list[str], glue: str) -> None:
    doc = plant(glue.join(pieces))
    registers = default_registers()
    doc._.mentions, doc._.entities = mentions, entities = link(doc, registers=registers)
    keys = [entity.key for entity in entities]
    assert len(set(keys)) == len(keys)
    assert {mention.key for mention in mentions} == set(keys)
    assert [m.start for m in mentions] == [e.start_char for e in doc.ents]
    roles = find_roles(doc, registers=registers)
    assert len({(r.person_key, r.role, r.affiliation, r.start) for r in roles}) == len(roles)
    for role in roles:
        block = doc._.recap.blocks[role.paragraph]
        assert block.start <= role.start < role.end <= block.end
        assert role.role or role.affiliation
        assert role.person_key in keys
        assert role.affiliation_key is None or role.affiliation_key in keys
        assert (role.affiliation is None) == (role.affiliation_label is None)
