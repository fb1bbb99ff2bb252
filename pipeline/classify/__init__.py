"""Classify: themes and pillar of every paragraph."""
