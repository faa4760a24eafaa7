"""What an author may write, and how it is read: beats, names, values with units, settings, `%% @` lines."""
