"""What stands between two nodes in a line of a flowchart, as its mistakes are looked through for it."""

import re

LINK = re.compile(r"[ \t]*[<xo]?(?:--+[->xo]|==+[=>xo]|-\.+->?|~~~+)[ \t]*")
"""An arrow."""

AND = re.compile(r"[ \t]+(?=&[ \t]+[^\s\[\](){}|&\"]+[\[({])")
"""The blanks before an `&` that joins another node with a label of its own."""
