"""A design drawn, what is wrong with it, and what it costs who reads it.

Comes in: a design and a room. Goes out: what was placed, its faults, and the picture that is read best of those drawn.
It refuses to know how a design is found.
"""
