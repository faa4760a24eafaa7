"""What cards and groups' titles consist of, measured.

Comes in: a card and sizes. Goes out: the least box in which it can stand, and in a box of any size the place of each of
its parts. It refuses to know where cards stand.
"""
