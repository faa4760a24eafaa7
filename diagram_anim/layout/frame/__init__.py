"""The frame's room and the theme's lengths in it.

Comes in: a theme, a frame, a scale. Goes out: lengths and types at that scale, the boxes of stage, title and captions,
and the design that is tried: its sizes and forms. It refuses to know what a chart consists of.
"""
