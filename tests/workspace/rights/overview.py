"""The way in and the overview."""

from tests.workspace.rights import NO_METHOD, PAGE

RIGHTS = {
    # Whoever keeps one organisation is led to it.
    "choose": ("LPRRRRPP", "LMMMMMMM"),
    "overview": (PAGE, NO_METHOD),
}
