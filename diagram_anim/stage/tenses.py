"""A row's place in time: what is spoken of now, and what has been told."""

NOW, PAST = "now", "past"
