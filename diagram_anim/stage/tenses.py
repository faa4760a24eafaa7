"""A row's place in time: what is spoken of now, or on its way, and what has been told."""

NOW, UNDER_WAY, PAST = "now", "under way", "past"
