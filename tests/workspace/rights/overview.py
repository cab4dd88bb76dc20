"""The way in, the overview and the figures."""

from tests.workspace.rights import CHANGED, NO_METHOD, PAGE

RIGHTS = {
    # Whoever keeps one organisation is led to it.
    "choose": ("LPRRRRPP", "LMMMMMMM"),
    "overview": (PAGE, NO_METHOD),
    "confirm": (NO_METHOD, CHANGED),
    "figures": (PAGE, NO_METHOD),
    "figures_export": (PAGE, NO_METHOD),
}
