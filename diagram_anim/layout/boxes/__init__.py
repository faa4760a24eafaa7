"""From containers to boxes that divide a room.

Comes in: containers, and a design. Goes out: pieces (cards, groups, ranks, lanes, gaps) that know the least and the
most room that they take, and settle in a box. It refuses to know which design is best.
"""
