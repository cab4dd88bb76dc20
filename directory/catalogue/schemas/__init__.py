"""The JSON Lines shapes of the catalogue, strict: import, export and the API share them.

Text in two languages is ``{"en": …, "lv": …}``, a plain string being English. Terms and references
to other entries stay the words of the file here; who reads it resolves them.
"""

from directory.catalogue.schemas.entries import (
    DatasetShape,
    EntryShape,
    Funding,
    OrganisationShape,
    PartnerCallShape,
    ReferenceShape,
    SolutionShape,
    TrainingProgrammeShape,
)
from directory.catalogue.schemas.types import Localised, Picture, reasons

__all__ = [
    "DatasetShape",
    "EntryShape",
    "Funding",
    "Localised",
    "OrganisationShape",
    "PartnerCallShape",
    "Picture",
    "ReferenceShape",
    "SolutionShape",
    "TrainingProgrammeShape",
    "reasons",
]
