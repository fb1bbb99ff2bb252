"""terugblik: Dutch recap texts in, structured tables and a trend report out."""
