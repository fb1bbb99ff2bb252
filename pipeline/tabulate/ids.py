"""Ids made of names: readable, and never the same for names that differ."""

from __future__ import annotations

import hashlib
import re

from pipeline.names import fold, organisation_key
from pipeline.records import Entity


def thing_id(entity: Entity) -> str:
    """Return the id of an organisation or place: the register's, else one made of its name."""
    if entity.register_id:
        return entity.register_id
    if entity.label == "ORG":
        return "org-" + slug(organisation_key(entity.name, drop="legal"))
    return "place-" + slug(fold(entity.name))


def slug(key: str) -> str:
    """Return a normal name as part of an id; names that differ never give the same slug.

    What plain letters, digits and hyphens cannot show (accents, initials, hyphens) is told apart
    by a few digits of a hash.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", fold(key)).strip("-")
    return plain if plain.replace("-", " ") == key else f"{plain or 'x'}-{digest(key, 4)}"


def digest(text: str, length: int) -> str:
    """Return the first hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]
