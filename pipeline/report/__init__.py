"""Report: tables become one self-contained HTML page, a brief and a digest."""
