"""Lines and the words on them.

Comes in: boxes that stand, and what is joined. Goes out: at which side and place each line ends, its way, how round it
turns, and where its words stand. It refuses to move a box.
"""
