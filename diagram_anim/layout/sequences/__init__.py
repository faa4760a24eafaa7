"""Sequences: heads, lifelines, and the rows of what is said.

Comes in: a cast's heads and rows. Goes out: the same in their places, and the window behind which they move. It refuses
to know of charts.
"""
