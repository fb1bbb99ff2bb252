"""Read: a file becomes text with blocks and context (title, date, event, host city)."""
