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

_ENGLISH_CHATTER: Final = """
able after again against all almost already also although always am among anyone anything because before below best
between both cannot cant currently doing done dont during each eg either else especially etc ever every everyone
everything find first get getting give gives given go going got help here however ie instead ive just kind kinds least
less let like look looking lot made make makes making many may maybe me might more most much must my need needed needing
needs never new nor not nothing often once only other others otherwise ought over own particular particularly per
perhaps please possible possibly quite rather really regarding same see seek seeking several since someone something
somewhere sort still sure thank thanks thing things though through thus together too toward towards try trying under
until up upon use used useful usually various very via want wanted wants way ways well were whether while whom whose
within without wish yet
"""

_LATVIAN_CHATTER: Final = """
atrast es gadijuma gribam gribetu gribu iespejams iespeju izmantot jums jusu katrs kaut kuru labak labaku ludzu loti
mani mans mekle meklejam mekleju meklet mes musu nav nepieciesama nepieciesams nevar nevaram no otrs pa palidzet parak
paldies pasi pats piemeram savas savs savu sava savam sis so sobrid sos sis tada tadas tads tadu vajadzetu vajadziga
vajadzigs vajag varam varat varbut varetu velamies velos vajadzibam viss visus vienu vienam viens
"""

AUXILIARIES: Final = frozenset(
    "can cannot could did does had has is may might must needs should was will would".split()
)
"""Words before which “it” is no name of a trade."""

LATVIAN_ONLY: Final = frozenset({"no", "pa"})
"""Small words of Latvian that say something in English, or in names."""

STOP_WORDS: Final = frozenset(_ENGLISH.split()) | frozenset(_LATVIAN.split())

CHATTER: Final = (
    STOP_WORDS | frozenset(_ENGLISH_CHATTER.split()) | frozenset(_LATVIAN_CHATTER.split())
)
"""Words that say something in two or three and nothing in a whole sentence; only long questions leave them out."""
