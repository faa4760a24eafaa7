"""What there is: each group a container of its own, its things in ranks.

Comes in: a cast's cards, groups and wires. Goes out: containers with their ranks, in each of the directions, rows and
bands in which a chart may stand. It refuses to know how large anything is.
"""
