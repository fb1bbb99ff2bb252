"""Roles: who holds which role where, as the text states it by its grammar.

``X, wethouder in Weert``, ``G40-voorzitter X``, ``X (VNG)``, ``Namens Divosa sprak X`` and the like
become rows; a person who merely stands beside an organisation does not. Nothing is known about
the world: a role without an affiliation in its grammar has none.
"""

from __future__ import annotations

from pipeline.extract.roles.find import find_roles
from pipeline.extract.roles.words import role_words

__all__ = ["find_roles", "role_words"]
