"""Which designs are tried, at which sizes they fit, and which is taken first.

Comes in: a cast and a room. Goes out: the first design that fits, of ways and sizes in their order, and all others that
may be read better. It refuses to draw them.
"""
