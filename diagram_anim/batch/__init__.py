"""Many diagrams at once: from the files that a user names to the films that lie in the output folder.

Comes in: inputs and settings. Goes out: films, and every problem found on the way. One diagram that fails doesn't keep
the others; what hasn't changed isn't rendered again; nothing half written is left behind.
"""
