"""Sequence diagrams: messages one after another, with what they and their notes make happen."""
