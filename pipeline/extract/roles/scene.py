"""One block in the middle of rule application, and what a rule says about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.roles.items import Item, Phrase
from pipeline.extract.roles.people import Unit
from pipeline.extract.roles.words import RoleWords


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule says about one person of a block.

    Attributes:
        person: the item of the name.
        role: role in lower case, or None.
        affiliations: names tied to the role by the role phrase itself, or to the person when
            there is no role.
        start: first character of the evidence.
        end: one past its last character.
        borrowed: the affiliation stands behind a name that the person is listed with.
    """

    person: Item
    role: str | None
    affiliations: tuple[Item, ...]
    start: int
    end: int
    borrowed: bool = False


@dataclass(slots=True)
class Scene:
    """One block in the middle of rule application.

    Attributes:
        items: the block as items.
        phrases: its role phrases.
        units: its people.
        words: word lists.
        holders: for each phrase (by index) the units it was given to.
    """

    items: Sequence[Item]
    phrases: Sequence[Phrase]
    units: Sequence[Unit]
    words: RoleWords
    holders: dict[int, list[Unit]] = field(default_factory=dict)

    def word(self, index: int) -> str:
        """Return the folded text at an index, "" past either end."""
        return self.items[index].folded if 0 <= index < len(self.items) else ""

    def unit_starting(self, index: int) -> int | None:
        """Return the position of the unit that starts (honorifics counted) at an index."""
        return next((n for n, u in enumerate(self.units) if u.start <= index <= u.index), None)

    def unit_ending(self, index: int) -> int | None:
        """Return the position of the unit that ends right before an index."""
        return next((n for n, u in enumerate(self.units) if u.end == index), None)

    def is_lead(self, index: int) -> bool:
        """Say whether a word may stand between a comma and a role: "sinds", "onze", "2018"."""
        word = self.items[index].text
        return self.words.is_in("leads", word) or word.isdigit()
