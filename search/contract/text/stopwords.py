"""List the words that say nothing by themselves, without diacritics; IT, AI and other terms are not among them."""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """
a about an and any are as at be been being but by can could do does for from had has have how i if in into is its
just me my of on or our shall should so some such than that the their them then there these they this those to was
we were what when where which who why will with would you your
"""

_LATVIAN: Final = """
aiz ap ar ari bet bez bija bus but caur de dela del esot gan gar ir itin ja jau jeb jo ka kad kada kads kam kas ko
kopa kur kura kuras kuri kurs lai lidz man manu mes mums musu ne neesot nevis nu par pat pec pie pirms pret starp ta tad
tai tam tas te tie tiek tikai tiks to tomer tos tu un us uz vai var vien vini vinu virs visi visu zem
"""

STOP_WORDS: Final = frozenset(_ENGLISH.split()) | frozenset(_LATVIAN.split())
