"""Which words a browser takes for a CSS colour: a box asks this of the first word of its title."""

from __future__ import annotations

import re
from functools import cache

_NAMES = frozenset(
    """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
    midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
    rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen transparent currentcolor inherit initial unset revert
    accentcolor accentcolortext activetext buttonborder buttonface buttontext canvas canvastext field fieldtext graytext
    highlight highlighttext linktext mark marktext selecteditem selecteditemtext visitedtext
    activeborder activecaption appworkspace background buttonhighlight buttonshadow captiontext inactiveborder
    inactivecaption inactivecaptiontext infobackground infotext menu menutext scrollbar threeddarkshadow threedface
    threedhighlight threedlightshadow threedshadow window windowframe windowtext
    """.split()
)

_N = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_PART = f"(?:{_N}%?|none)"
_HUE = f"(?:{_N}(?:deg|grad|rad|turn)?)"
_WITH_COMMAS = rf"(?:,\s*{_N}%?\s*)?"
_WITH_SLASH = rf"(?:/\s*{_PART}\s*)?"


@cache
def _functions() -> re.Pattern[str]:
    """Compiled for the first box: it takes longer than all the rest of a sequence's grammar."""
    ways = (
        rf"rgba?\(\s*{_N}\s*,\s*{_N}\s*,\s*{_N}\s*{_WITH_COMMAS}\)",
        rf"rgba?\(\s*{_N}%\s*,\s*{_N}%\s*,\s*{_N}%\s*{_WITH_COMMAS}\)",
        rf"rgba?\(\s*{_PART}\s+{_PART}\s+{_PART}\s*{_WITH_SLASH}\)",
        rf"hsla?\(\s*{_HUE}\s*,\s*{_N}%\s*,\s*{_N}%\s*{_WITH_COMMAS}\)",
        rf"hsla?\(\s*(?:{_HUE}|none)\s+{_PART}\s+{_PART}\s*{_WITH_SLASH}\)",
    )
    return re.compile("|".join(ways), re.IGNORECASE)


def is_color(text: str) -> bool:
    text = text.strip()
    return text.lower() in _NAMES or bool(_functions().fullmatch(text))
