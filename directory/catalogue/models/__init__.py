"""Supply: who offers what, with which evidence."""

from directory.catalogue.models.academia import PartnerCall, TrainingProgramme
from directory.catalogue.models.dataset import Dataset
from directory.catalogue.models.entry import (
    OWN_SOURCE,
    Entry,
    ExternalId,
    SlugAlias,
    own_value,
    public_id,
)
from directory.catalogue.models.facts import PublicContract, RegisterRecord, Verification
from directory.catalogue.models.organisation import FundingRound, Organisation
from directory.catalogue.models.proposal import Proposal
from directory.catalogue.models.reference import Reference
from directory.catalogue.models.solution import Solution, SolutionImage

__all__ = [
    "OWN_SOURCE",
    "Dataset",
    "Entry",
    "ExternalId",
    "FundingRound",
    "Organisation",
    "PartnerCall",
    "Proposal",
    "PublicContract",
    "Reference",
    "RegisterRecord",
    "SlugAlias",
    "Solution",
    "SolutionImage",
    "TrainingProgramme",
    "Verification",
    "own_value",
    "public_id",
]
