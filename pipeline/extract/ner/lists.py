"""The name lists of the registers, split in a part to train with and a part held out."""

from __future__ import annotations

from itertools import accumulate

from pipeline.errors import ConfigError
from pipeline.extract.ner.names import NameLists
from pipeline.registers import default_registers, given_names, surnames


def load_name_lists(*, part: str) -> NameLists:
    """Load the lists that new names are drawn from.

    Args:
        part: ``train`` or ``held_out``; cities and organisations are in both.

    Raises:
        ConfigError: ``part`` is neither.
    """
    if part not in ("train", "held_out"):
        raise ConfigError(f"names = '{part}': choose 'train' or 'held_out'")
    held = part == "held_out"
    given = [n.name for n in given_names() if n.held_out == held]
    family = [n for n in surnames() if n.held_out == held]
    registers = default_registers()
    return NameLists(
        given=given,
        surnames=[n.name for n in family],
        surname_weights=list(accumulate(n.frequency for n in family)),
        cities=[form for form, ambiguity in registers.place_forms() if not ambiguity],
        large_cities=[m.name for m in registers.municipalities if m.network],
        organisations=sorted(
            {form for form, _, unsure in registers.organisation_forms() if not unsure}
        ),
    )
