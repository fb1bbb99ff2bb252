"""Extract: spaCy components for names, links and roles."""
