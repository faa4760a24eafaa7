"""Measures: time, memory, and how near rendering comes to the encoder's own limit."""
