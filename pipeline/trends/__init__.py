"""Trends: shares of themes and pillars per period, with uncertainty."""
