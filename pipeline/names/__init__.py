"""Names of people and organisations: normal forms, parts, and which forms can be one name."""

from __future__ import annotations

from pipeline.names.organisations import (
    display,
    is_abbreviation_of,
    may_abbreviate,
    organisation_key,
    organisation_words,
)
from pipeline.names.people import (
    Fit,
    Name,
    fit,
    fold,
    gender_of,
    given_names_agree,
    is_initials,
    is_particle,
    name_key,
    name_words,
    parse_name,
    plain,
    surname_parts,
    words_of,
)

__all__ = [
    "Fit",
    "Name",
    "display",
    "fit",
    "fold",
    "gender_of",
    "given_names_agree",
    "is_abbreviation_of",
    "is_initials",
    "is_particle",
    "may_abbreviate",
    "name_key",
    "name_words",
    "organisation_key",
    "organisation_words",
    "parse_name",
    "plain",
    "surname_parts",
    "words_of",
]
