"""Where things stand across their ranks.

Comes in: ranks of names, how far each reaches, what is joined. Goes out: the middle of each. It refuses to know what
these are: cards, groups or lines.
"""
