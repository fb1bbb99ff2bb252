"""The words that the role rules know: role words of the register and the words around them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.registers import RegisterSet

_LONGEST_ROLE = 4


@dataclass(frozen=True, slots=True)
class RoleWordMatch:
    """A role word: its form in lower case and singular, and whether it was a plural."""

    role: str
    plural: bool


@lru_cache(maxsize=1)
def _grammar() -> dict[str, Any]:
    path = files("pipeline") / "resources" / "roles" / "grammar.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class RoleWords:
    """Role words of a register plus the word lists of ``resources/roles/grammar.toml``.

    Each list of that file is an attribute lookup away: ``words.is_in("copulas", "wordt")``.
    """

    def __init__(self, registers: RegisterSet) -> None:
        self._registers = registers
        self._lists = {name: frozenset(words) for name, words in _grammar().items()}
        self._modifier_endings = tuple(self._lists["modifier_endings"])
        self._found: dict[str, RoleWordMatch | None] = {}

    @cached_property
    def agent_endings(self) -> tuple[str, ...]:
        """Ends of words that name what somebody does."""
        return tuple(self._lists["agent_endings"])

    def is_in(self, name: str, word: str) -> bool:
        """Say whether a word is in a list of the grammar, whatever its case."""
        return word.casefold() in self._lists[name]

    def is_modifier(self, word: str) -> bool:
        """Say whether an adjective before a role word is part of the role."""
        folded = word.casefold()
        stem = folded.removesuffix("e")
        if stem.endswith(self._modifier_endings) and stem not in self._lists["no_modifiers"]:
            return True
        stems = (folded, stem, stem.removesuffix("l") + "el")
        return not self._lists["modifiers"].isdisjoint(stems)

    def is_descriptor(self, word: str) -> bool:
        """Say whether a noun tells what the name behind it is (``adviesbureau``)."""
        folded = word.casefold()
        return word[:1].islower() and any(
            folded.endswith(noun) for noun in self._lists["descriptors"]
        )

    def is_field(self, word: str) -> bool:
        """Say whether a word is a field that somebody can be responsible for."""
        folded = word.casefold()
        return folded in self._lists["fields"] or (
            len(word) > 5 and any(folded.endswith(end) for end in self._lists["field_endings"])
        )

    def is_role(self, word: str) -> bool:
        """Say whether a single word is a role."""
        return self.match([word]) is not None

    def match(self, words: list[str]) -> RoleWordMatch | None:
        """Return the role that all the words together are, or None."""
        text = " ".join(words)
        if text not in self._found:
            self._found[text] = self._look_up(text)
        return self._found[text]

    def longest(self, words: list[str]) -> tuple[int, RoleWordMatch] | None:
        """Return the longest role that the words begin with and its number of words, or None."""
        for count in range(min(_LONGEST_ROLE, len(words)), 0, -1):
            found = self.match(words[:count])
            if found:
                return count, found
        return None

    def _look_up(self, text: str) -> RoleWordMatch | None:
        if text.casefold().split()[-1] in self._lists["no_titles"]:
            return None
        found = self._registers.find_role(text)
        if found:
            return RoleWordMatch(found.role.lower(), found.plural)
        return self._agent(text)

    def _agent(self, text: str) -> RoleWordMatch | None:
        """Recognise a word that is in no list by its end."""
        word = text.casefold()
        if " " in word or len(word) < 7 or word in self._lists["no_agents"]:
            return None
        for ending in self.agent_endings:
            if word.endswith(ending):
                return RoleWordMatch(word, plural=False)
            plural = ending + ("en" if not ending.endswith("er") else "s")
            if word.endswith(plural):
                return RoleWordMatch(word[: len(word) - len(plural) + len(ending)], plural=True)
        return RoleWordMatch(word, plural=False) if self._does_something(word) else None

    def names_nobody(self, word: str) -> bool:
        """Say whether a word in -er is known not to name a person ("verder", "november")."""
        return any(word.endswith(ending) for ending in self._lists["no_agent_endings"])

    def _does_something(self, word: str) -> bool:
        """Say whether a long word in -er ("jeugdbeschermer") is likely to name a person."""
        return (
            len(word) > 8 and word.endswith("er") and word.isalpha() and not self.names_nobody(word)
        )


@lru_cache(maxsize=4)
def role_words(registers: RegisterSet) -> RoleWords:
    """Return the role words of a register set; the same object each time."""
    return RoleWords(registers)
