"""The colours of all figures, by what they mean; the same on light and dark grounds and in print."""

from __future__ import annotations

# Okabe and Ito's blue and vermilion, which keep apart under the common kinds of colour blindness, with greys between.
HELPS, BOTH, HINDERS, UNSAID = "#0072B2", "#B5BCC4", "#D55E00", "#E4E7EA"
FILLS = (HELPS, BOTH, HINDERS, UNSAID, "#009E73", "#CC79A7")
"""The colours of a bar's parts in their order."""
EDGE = "#6B737C"
"""The line round a part, by which a pale one is seen on a pale ground."""
DARK, LIGHT = "#000000", "#FFFFFF"
_LINEAR, _POWER = 0.04045, 2.4  # of sRGB, as WCAG reckons it


def ink(fill: str) -> str:
    """The colour of a text on this one: black or white, whichever is read more easily."""
    return max((LIGHT, DARK), key=lambda text: contrast(text, fill))


def contrast(one: str, other: str) -> float:
    """The contrast between two colours as WCAG reckons it: 1 to 21."""
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (each / 12.92 if each <= _LINEAR else ((each + 0.055) / 1.055) ** _POWER for each in parts)
    return sum(each * weight for each, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
