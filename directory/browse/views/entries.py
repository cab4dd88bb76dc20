"""Pages of single entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.accounts.permissions import can_edit_profile
from directory.browse.presenters.academia import OfferPage, present_call, present_programme
from directory.browse.presenters.dataset import present_dataset
from directory.browse.presenters.links import Link, search_url
from directory.browse.presenters.needs import present_need
from directory.browse.presenters.organisation import present_organisation
from directory.browse.presenters.references import present_reference
from directory.browse.presenters.solution import present_solution
from directory.browse.presenters.structured import (
    dataset_data,
    organisation_data,
    solution_data,
)
from directory.browse.presenters.text import Text
from directory.browse.views.page import Frame, render_page
from directory.buyers.permissions import can_say
from directory.catalogue.choices import OrganisationKind
from directory.catalogue.models import (
    Dataset,
    Entry,
    Organisation,
    PartnerCall,
    Reference,
    SlugAlias,
    Solution,
    TrainingProgramme,
)
from directory.events.choices import Kind
from directory.events.services.counting import count_step, count_visit
from directory.matching.presenters import present_matches
from directory.matching.services.store import known_matches
from directory.matching.services.unmet import is_unmet
from directory.needs.models import Need
from directory.needs.presenters import present_procedure

MATCHES_SHOWN = 5

EntryT = TypeVar("EntryT", bound=Entry)


class Described(Protocol):
    """A page that search engines and cards of shared addresses describe by a text."""

    @property
    def description(self) -> str:
        """Return the text."""


class Moved(Exception):  # noqa: N818  not an error: the entry has another address now
    """An entry is asked for by a slug that it had once."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.slug)
        self.entry = entry


def find(request: HttpRequest, rows: QuerySet[EntryT], slug: str) -> EntryT:
    """Return the public entry with a slug, or the draft that a preview carries.

    Raises Moved for a slug of old and Http404 where there is nothing for the public.
    """
    draft = getattr(request, "preview", None)
    if isinstance(draft, rows.model):
        return draft
    entry = rows.filter(slug=slug).first()
    if entry is not None:
        return entry
    alias = SlugAlias.objects.filter(
        content_type=ContentType.objects.get_for_model(rows.model), slug=slug
    ).first()
    moved = rows.filter(pk=alias.object_id).first() if alias is not None else None
    if moved is not None:
        raise Moved(moved)
    raise Http404


def moving(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that answers an old slug with a permanent redirect to the present one."""

    def with_redirect(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return view(request, slug)
        except Moved as moved:
            return HttpResponsePermanentRedirect(moved.entry.get_absolute_url())

    return with_redirect


def _show(
    request: HttpRequest,
    entry: Entry,
    template: str,
    page: Described,
    *,
    name: Text,
    section: str,
    crumbs: Sequence[Link],
    data: Callable[[str], Any] | None = None,
    **content: Any,
) -> HttpResponse:
    """Return an entry's page in its frame, and count the look at it; one at a draft is none.

    ``data`` makes the structured data of the page, given its whole address.
    """
    is_preview = getattr(request, "preview", None) is not None
    if not is_preview:
        count_visit(request, entry_type=entry.type_name, key=int(entry.pk or 0))
    frame = Frame(
        title=str(name),
        description=page.description,
        section=section,
        crumbs=[*crumbs, Link(str(name), lang=name.lang)],
        address=entry.get_absolute_url,
        is_preview=is_preview,
        picture=reverse("files:share_entry", args=[get_language(), entry.type_name, entry.slug]),
    )
    if data is not None:
        content["json_ld"] = data(request.build_absolute_uri(frame.address()))
    return render_page(request, template, frame, page=page, **content)


@moving
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation."""
    rows = Organisation.objects.public().select_related(
        "register", "country", "region", "logo", "confirmation"
    )
    entry = find(request, rows, slug)
    page = present_organisation(entry)
    is_buyer = entry.kind == OrganisationKind.PUBLIC
    if is_buyer:
        crumb = Link(_("Public buyers"), search_url(type="organisation", kind="public"))
    else:
        crumb = Link(_("Organisations"), search_url(type="organisation"))
    return _show(
        request,
        entry,
        "browse/organisation.html",
        page,
        name=page.name,
        section="" if is_buyer else "organisations",
        crumbs=[crumb],
        data=lambda url: organisation_data(page, url),
        workspace_url=_workspace_url(request, entry),
    )


def _workspace_url(request: HttpRequest, entry: Organisation) -> str:
    """Return where a member of the team edits a profile; nothing for everybody else."""
    # Without a session nobody has signed in, and an anonymous page costs no query for asking.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or entry.pk is None:
        return ""
    if getattr(request, "preview", None) is not None:
        return ""
    if not can_edit_profile(request.user, entry):
        return ""
    return reverse("workspace:overview", args=[entry.slug])


@moving
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a solution."""
    entry = find(request, Solution.objects.public(), slug)
    page = present_solution(entry)
    crumbs = [Link(_("Solutions"), search_url(type="solution"))]
    if page.sector is not None:
        crumbs.append(page.sector)
    return _show(
        request,
        entry,
        "browse/solution.html",
        page,
        name=page.name,
        section="solutions",
        crumbs=crumbs,
        data=lambda _url: solution_data(entry, page, request.build_absolute_uri),
    )


@require_safe
@never_cache
def visit(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Lead from an entry to its website, nowhere but to the address on record, and count it."""
    rows = {"organisation": Organisation.objects.public(), "solution": Solution.objects.public()}
    entry = get_object_or_404(rows[kind], slug=slug)
    if not entry.website.startswith(("https://", "http://")):
        raise Http404
    count_step(request, Kind.WEBSITE, entry_type=kind, key=entry.pk)
    response = redirect(entry.website)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@moving
def need(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a public-sector need."""
    rows = Need.objects.public().select_related("buyer", "country")
    entry = find(request, rows, slug)
    draft = getattr(request, "preview", None)
    page = present_need(entry)
    found = known_matches(entry, limit=MATCHES_SHOWN)
    views = present_matches(found, lang=get_language() or "en")
    return _show(
        request,
        entry,
        "browse/need.html",
        page,
        name=page.title,
        section="needs",
        crumbs=[Link(_("Public needs"), reverse("browse:needs"))],
        matches=[one for one in views if one.is_adequate],
        weaker=[one for one in views if not one.is_adequate],
        procedure=present_procedure(entry, draft=draft),
        is_unmet=is_unmet(entry, found),
        may_say=draft is None and can_say(request.user, entry),
    )


@moving
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a dataset."""
    entry = find(request, Dataset.objects.public().select_related("publisher"), slug)
    page = present_dataset(entry)
    return _show(
        request,
        entry,
        "browse/dataset.html",
        page,
        name=page.title,
        section="datasets",
        crumbs=[Link(_("Datasets"), reverse("browse:datasets"))],
        data=lambda url: dataset_data(page, url),
    )


@moving
def reference(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a finished project."""
    rows = Reference.objects.public().select_related(
        "organisation__register", "solution", "country", "sector"
    )
    entry = find(request, rows, slug)
    page = present_reference(entry)
    crumb = Link(_("Projects carried out"), search_url(type="reference"))
    return _show(
        request,
        entry,
        "browse/reference.html",
        page,
        name=page.title,
        section="",
        crumbs=[crumb],
    )


@moving
def training_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a training programme."""
    rows = TrainingProgramme.objects.public().select_related("organisation__register")
    entry = find(request, rows, slug)
    crumb = Link(_("Training programmes"), reverse("browse:training_programmes"))
    return _show_offer(request, entry, present_programme(entry), crumb)


@moving
def partner_call(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call for partners."""
    rows = PartnerCall.objects.public().select_related("organisation__register")
    entry = find(request, rows, slug)
    crumb = Link(_("Calls for partners"), reverse("browse:partner_calls"))
    return _show_offer(request, entry, present_call(entry), crumb)


def _show_offer(request: HttpRequest, entry: Entry, page: OfferPage, crumb: Link) -> HttpResponse:
    return _show(
        request, entry, "browse/offer.html", page, name=page.title, section="", crumbs=[crumb]
    )
