"""What editors put pages together from."""

from home.blocks.figures import FiguresBlock
from home.blocks.text import HeadingBlock, NoteBlock, text_block

__all__ = ["BODY", "FiguresBlock", "HeadingBlock", "NoteBlock", "text_block"]

#: The blocks of a content page's body, by the name they are stored under.
BODY = [
    ("heading", HeadingBlock()),
    ("text", text_block()),
    ("note", NoteBlock()),
    ("figures", FiguresBlock()),
]
