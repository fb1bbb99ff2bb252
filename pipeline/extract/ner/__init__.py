"""Train the name recogniser: own paragraphs, new names in them at every pass, a spaCy config."""
