"""Addresses of the workspace: one organisation's screens stand below its slug."""

from __future__ import annotations

from django.urls import URLPattern, path

from directory.workspace.views import (
    editing,
    enquiries,
    evaluation,
    figures,
    needs,
    offers,
    overview,
    pictures,
    responses,
    shortlists,
    undertakings,
)
from directory.workspace.views.kinds import NEEDS, OFFERED, PROFILE, Kind

app_name = "workspace"


def _editing(kind: Kind) -> list[URLPattern]:
    """Return the addresses of one kind of entry; the profile is known by its organisation."""
    place = f"<slug:slug>/{kind.name}/"
    one = place if kind is PROFILE else f"{place}<int:pk>/"
    rows = [
        (one, editing.edit, "edit"),
        (f"{one}preview/", editing.preview, "preview"),
        (f"{one}changes/", editing.compare, "changes"),
        (f"{one}withdraw/", editing.withdraw, "withdraw"),
    ]
    if kind.pictures:
        rows.append((f"{one}pictures/", pictures.edit, "pictures"))
    if kind is not PROFILE:
        rows += [(place, editing.listing, "list"), (f"{place}new/", editing.edit, "new")]
    return [
        path(route, view, {"kind": kind}, name=f"{kind.name}_{step}") for route, view, step in rows
    ]


urlpatterns = [
    path("", overview.choose, name="choose"),
    path("<slug:slug>/", overview.overview, name="overview"),
    path("<slug:slug>/enquiries/", enquiries.inbox, name="enquiries"),
    path("<slug:slug>/enquiries/export/", enquiries.export, name="enquiries_export"),
    path("<slug:slug>/confirm/", overview.confirm_profile, name="confirm"),
    path("<slug:slug>/figures/", figures.show, name="figures"),
    path("<slug:slug>/figures/export/", figures.export, name="figures_export"),
    path("<slug:slug>/enquiries/<int:pk>/", enquiries.conversation, name="enquiry"),
    *(pattern for kind in (PROFILE, *OFFERED, NEEDS) for pattern in _editing(kind)),
    path("<slug:slug>/needs/<int:pk>/run/", needs.run, name="needs_run"),
    path("<slug:slug>/needs/<int:pk>/extend/", needs.extend, name="needs_extend"),
    path("<slug:slug>/needs/<int:pk>/cancel/", needs.cancel, name="needs_cancel"),
    path("<slug:slug>/needs/<int:pk>/answers/", needs.publish, name="needs_publish"),
    path("<slug:slug>/needs/<int:pk>/questions/<int:number>/", needs.answer, name="needs_answer"),
    path("<slug:slug>/needs/<int:pk>/evaluation/", evaluation.show, name="evaluation"),
    path("<slug:slug>/needs/<int:pk>/evaluation/begin/", evaluation.begin, name="evaluation_begin"),
    path(
        "<slug:slug>/needs/<int:pk>/evaluation/scores/", evaluation.scores, name="evaluation_scores"
    ),
    path(
        "<slug:slug>/needs/<int:pk>/evaluation/outcome/",
        evaluation.outcome,
        name="evaluation_outcome",
    ),
    path(
        "<slug:slug>/needs/<int:pk>/evaluation/<int:response>/<int:number>/",
        evaluation.document,
        name="evaluation_document",
    ),
    path("<slug:slug>/shortlists/", shortlists.listing, name="shortlists"),
    path("<slug:slug>/shortlists/new/", shortlists.new, name="shortlists_new"),
    path("<slug:slug>/shortlists/<int:pk>/", shortlists.show, name="shortlist"),
    path(
        "<slug:slug>/shortlists/<int:pk>/entries/<int:number>/",
        shortlists.decide,
        name="shortlist_decide",
    ),
    path(
        "<slug:slug>/shortlists/<int:pk>/export/<slug:kind>/",
        shortlists.export,
        name="shortlist_export",
    ),
    path("<slug:slug>/needs-for-us/", offers.listing, name="offers"),
    path("<slug:slug>/needs-for-us/alert/", offers.alert, name="offers_alert"),
    path("<slug:slug>/working-on/", undertakings.listing, name="undertakings"),
    path("<slug:slug>/working-on/<int:pk>/", undertakings.form, name="undertaking"),
    path("<slug:slug>/working-on/<int:pk>/end/", undertakings.give_up, name="undertaking_end"),
    path("<slug:slug>/responses/", responses.listing, name="responses"),
    path("<slug:slug>/responses/<int:pk>/", responses.form, name="responses_form"),
    path("<slug:slug>/responses/<int:pk>/withdraw/", responses.withdraw, name="responses_withdraw"),
]
