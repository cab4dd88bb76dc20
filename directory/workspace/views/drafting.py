"""What the screens that change a draft share: whose it is, how it is kept, what was typed before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from directory.catalogue.models import Entry, Organisation
from directory.moderation.services import drafts
from directory.workspace.views.kinds import PROFILE, Kind

#: What was typed when a session had ended, in the one that begins by signing in.
KEPT = "workspace_typed"
OWN = "workspace_drafts"
MOST_KEPT = 200_000
MOST_OWN = 50


def keeping_what_was_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that keeps a form sent after its session ended, until its writer is back."""

    def kept(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            typed.pop("csrfmiddlewaretoken", None)
            text = typed.urlencode()
            if len(text) <= MOST_KEPT and typed.get("do") != "autosave":
                request.session[KEPT] = {"path": request.path, "text": text}
        return view(request, **kwargs)

    return kept


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return, once, what was sent to this address when the session had ended."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["text"])


def entry_of(organisation: Organisation, kind: Kind, pk: int | None) -> Entry:
    """Return an entry of the organisation, or a new one; raises Http404 for another's."""
    if not kind.fits(organisation):
        raise Http404
    if kind is PROFILE:
        return organisation
    if pk is None:
        entry = kind.model()
        kind.attach(entry, organisation)
        return entry
    if pk > 2**63 - 1:
        raise Http404
    rows = kind.rows(organisation).select_related("latest_revision")
    found: Entry = get_object_or_404(rows, pk=pk)
    if found._meta.get_field(kind.owner).many_to_one:
        # It is the one of the address: nobody asks for it again.
        setattr(found, kind.owner, organisation)
    return found


def base_of(entry: Entry) -> str:
    """Return the version that a form begins with."""
    return drafts.version_of(entry) if entry.pk is not None else "new"


def _own(request: HttpRequest) -> list[int]:
    return list(request.session.get(OWN, []))


def keep(request: HttpRequest, draft: Any, base: str) -> bool:
    """Save a draft; return whether a submission was withdrawn by it."""
    own = _own(request)
    latest = draft.latest_revision_id
    revision, withdrawn = drafts.save_draft(
        draft=draft, user=request.user, base=base, own=latest if latest in own else None
    )
    if revision.pk not in own:
        request.session[OWN] = [*own, revision.pk][-MOST_OWN:]
    return withdrawn
