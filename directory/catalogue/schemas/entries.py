"""The JSON Lines shapes of the catalogue's entries; the public interface names every key."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from directory.catalogue.models import (
    Dataset,
    FundingRound,
    Organisation,
    PartnerCall,
    Reference,
    RegisterRecord,
    Solution,
    TrainingProgramme,
)
from directory.catalogue.schemas.types import (
    EMPTY,
    MAX_ITEMS,
    Amount,
    Id,
    Ids,
    IsoDate,
    Line,
    Localised,
    Picture,
    Shape,
    Slug,
    Source,
    Word,
    Words,
    address,
    column,
    localised,
    unique,
)


class EntryShape(Shape):
    """What every line has."""

    type: str
    id: Id
    source: Source | None = None
    slug: Slug | None = None
    sample: bool = False

    #: The name of the field that names the entry.
    name_field: ClassVar[str] = "name"


class Funding(Shape):
    """Money an organisation raised."""

    year: Annotated[int, column(FundingRound, "year")]
    kind: Annotated[Line, column(FundingRound, "kind")] = ""
    amount: Annotated[Amount, column(FundingRound, "amount")] | None = None
    currency: Annotated[str, column(FundingRound, "currency")] = "EUR"
    source_url: Annotated[str, *address(FundingRound, "source_url")] = ""


class OrganisationShape(EntryShape):
    type: Literal["organisation"]
    kind: Annotated[str, column(Organisation, "kind")]
    name: Annotated[Localised, *localised(Organisation, "name", required=True)]
    legal_name: Annotated[Line, column(RegisterRecord, "legal_name")] = ""
    registration_number: Annotated[Line, column(RegisterRecord, "registration_number")] = ""
    legal_form: Annotated[Line, column(RegisterRecord, "legal_form")] = ""
    registered_on: IsoDate | None = None
    tagline: Annotated[Localised, *localised(Organisation, "tagline")] = EMPTY
    description: Annotated[Localised, *localised(Organisation, "description", lines=True)] = EMPTY
    activity: Annotated[str, column(Organisation, "activity")] = ""
    website: Annotated[str, *address(Organisation, "website")] = ""
    email: Annotated[str, column(Organisation, "email")] = ""
    country: Word = "LV"
    city: Annotated[Line, column(Organisation, "city")] = ""
    region: Word | None = None
    founded: Annotated[int, column(Organisation, "founded")] | None = None
    employees: Annotated[str, column(Organisation, "employees")] = ""
    startup_stage: Annotated[str, column(Organisation, "startup_stage")] = ""
    funding: Annotated[list[Funding], Field(max_length=MAX_ITEMS)] = []
    sectors: Words = []
    technologies: Words = []
    data_themes: Words = []
    markets: Words = []
    languages: Words = []
    certifications: Words = []
    nace: Words = []
    cpv: Words = []
    logo: Picture | None = None
    cover: Picture | None = None


class SolutionShape(EntryShape):
    type: Literal["solution"]
    providers: Annotated[Ids, Field(min_length=1)]
    name: Annotated[Localised, *localised(Solution, "name", required=True)]
    kind: Annotated[str, column(Solution, "kind")]
    tagline: Annotated[Localised, *localised(Solution, "tagline")] = EMPTY
    description: Annotated[Localised, *localised(Solution, "description", lines=True)] = EMPTY
    features: Annotated[Localised, *localised(Solution, "features", lines=True)] = EMPTY
    sectors: Words = []
    technologies: Words = []
    data_themes: Words = []
    cpv: Words = []
    markets: Words = []
    languages: Words = []
    certifications: Words = []
    trl: Annotated[int, column(Solution, "trl")] | None = None
    stage: Annotated[str, column(Solution, "stage")] = ""
    pillars: Annotated[list[Literal[1, 2, 3]], AfterValidator(lambda value: sorted({*value}))] = []
    data_driven: bool = False
    licence: Annotated[Line, column(Solution, "licence")] = ""
    repository: Annotated[str, *address(Solution, "repository")] = ""
    website: Annotated[str, *address(Solution, "website")] = ""
    partner_sought: bool = False
    datasets: Ids = []
    images: Annotated[list[Picture], Field(max_length=20)] = []


class ReferenceShape(EntryShape):
    type: Literal["reference"]
    organisation: Id
    title: Annotated[Localised, *localised(Reference, "title", required=True)]
    client: Annotated[Localised, *localised(Reference, "client", required=True)]
    solution: Id | None = None
    client_kind: Annotated[str, column(Reference, "client_kind")] = ""
    country: Word | None = None
    sector: Word | None = None
    year: Annotated[int, column(Reference, "year")] | None = None
    result: Annotated[Localised, *localised(Reference, "result", lines=True)] = EMPTY
    source_url: Annotated[str, *address(Reference, "source_url")] = ""
    cpv: Words = []

    name_field = "title"


Format = Annotated[Line, StringConstraints(min_length=1, max_length=60, pattern=r"^[^,]+$")]


#: Words of other catalogues and codes of the EU's list of frequencies, by ours.
_FREQUENCIES = {
    "annually": "annual",
    "cont": "continuous",
    "continuously": "continuous",
    "hourly": "continuous",
    "irreg": "irregular",
    "real time": "continuous",
    "real-time": "continuous",
    "yearly": "annual",
}


def _frequency(word: str) -> str:
    word = word.lower()
    return _FREQUENCIES.get(word, word)


class DatasetShape(EntryShape):
    """``publisher`` is the id of an organisation, or else a name."""

    type: Literal["dataset"]
    title: Annotated[Localised, *localised(Dataset, "title", required=True)]
    publisher: Annotated[Localised, *localised(Dataset, "publisher_name", required=True)]
    description: Annotated[Localised, *localised(Dataset, "description", lines=True)] = EMPTY
    url: Annotated[str, *address(Dataset, "url")] = ""
    licence: Annotated[Line, column(Dataset, "licence")] = ""
    legal_note: Annotated[Localised, *localised(Dataset, "legal_note", lines=True)] = EMPTY
    themes: Words = []
    formats: Annotated[list[Format], AfterValidator(unique)] = []
    update_frequency: Annotated[
        Line, AfterValidator(_frequency), column(Dataset, "update_frequency")
    ] = ""

    name_field = "title"

    @model_validator(mode="after")
    def _formats_fit(self) -> DatasetShape:
        if len(", ".join(self.formats)) > (Dataset._meta.get_field("formats").max_length or 300):
            raise ValueError("formats: too many")
        return self


class TrainingProgrammeShape(EntryShape):
    type: Literal["training_programme"]
    organisation: Id
    name: Annotated[Localised, *localised(TrainingProgramme, "name", required=True)]
    description: Annotated[Localised, *localised(TrainingProgramme, "description", lines=True)] = (
        EMPTY
    )
    level: Annotated[str, column(TrainingProgramme, "level")] = ""
    languages: Words = []
    technologies: Words = []
    url: Annotated[str, *address(TrainingProgramme, "url")] = ""


class PartnerCallShape(EntryShape):
    type: Literal["partner_call"]
    organisation: Id
    title: Annotated[Localised, *localised(PartnerCall, "title", required=True)]
    description: Annotated[Localised, *localised(PartnerCall, "description", lines=True)] = EMPTY
    technologies: Words = []
    sectors: Words = []
    trl: Annotated[int, column(PartnerCall, "trl")] | None = None
    closes_on: IsoDate | None = None
    url: Annotated[str, *address(PartnerCall, "url")] = ""

    name_field = "title"
