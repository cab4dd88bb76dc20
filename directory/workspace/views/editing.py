"""Screens on which a team edits its profile and what it offers: every change is a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directory.accounts.services.trust import hand_in
from directory.accounts.views.claims import show_errors
from directory.catalogue.models import Entry, Organisation
from directory.catalogue.services.proposals import propose
from directory.moderation.services import drafts
from directory.workspace.forms.base import PROPOSE, PROPOSED, EntryForm
from directory.workspace.forms.fields import MOST_CODES
from directory.workspace.presenters.changes import changes
from directory.workspace.presenters.codes import suggested_codes
from directory.workspace.presenters.lines import line_of
from directory.workspace.presenters.state import drafts_of, state_of
from directory.workspace.views.drafting import (
    base_of,
    entry_of,
    keep,
    keeping_what_was_typed,
    typed_before,
)
from directory.workspace.views.frame import for_member, workspace_page
from directory.workspace.views.kinds import Kind
from search.changes import vocabularies_held


def _with_picks(data: QueryDict) -> QueryDict:
    """Return a form's data with the suggested CPV codes that were ticked among its codes."""
    picks = data.getlist("cpv_pick")[:MOST_CODES]
    if not picks:
        return data
    joined = data.copy()
    joined["cpv"] = ", ".join([*filter(None, [data.get("cpv")]), *picks])
    return joined


@for_member
@require_GET
def listing(request: HttpRequest, organisation: Organisation, kind: Kind) -> HttpResponse:
    """Show an organisation's entries of one kind."""
    if not kind.fits(organisation):
        raise Http404
    rows = list(kind.rows(organisation).order_by("-updated_at", "-pk")[:200])
    drafted = drafts_of(rows)
    listed = [
        (
            row,
            kind.url(kind.published_step if row.live else "edit", organisation, row),
            drafted.get(row.pk),
            line_of(row),
        )
        for row in rows
    ]
    return workspace_page(
        request,
        "workspace/entries.html",
        organisation,
        current=kind.name,
        kind=kind,
        rows=listed,
        new_url=kind.url("new", organisation),
    )


@keeping_what_was_typed
@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def edit(
    request: HttpRequest, organisation: Organisation, kind: Kind, pk: int | None = None
) -> HttpResponse:
    """Show an entry's draft in a form, keep it, and hand it to the reviewers."""
    entry = entry_of(organisation, kind, pk)
    draft = entry.get_latest_revision_as_object().read_words() if entry.pk is not None else entry
    typed = typed_before(request)
    data = _with_picks(request.POST) if request.method == "POST" else typed
    form = kind.form(data, instance=draft)
    base = (data.get("base") if data else "") or base_of(entry)
    conflict: list[Any] = []
    status = 200
    codes = None
    if request.method == "POST" and request.POST.get("do") == "suggest":
        codes = suggested_codes(data or {})
    elif request.method == "POST":
        is_sound = form.is_valid()
        automatic = request.POST.get("do") == "autosave"
        try:
            if automatic and entry.pk is not None:
                return _autosave(request, form, base)
            if is_sound:
                return _save(request, organisation, kind, form, base)
        except drafts.Conflict as found:
            if automatic:
                return JsonResponse({"conflict": True}, status=409)
            newest: Any = found.entry
            theirs = newest.get_latest_revision_as_object()
            conflict = list(changes(theirs, form.instance, form))
            # Sending the form again is a decision made with both texts in view.
            base, status = drafts.version_of(newest), 409
        except ValidationError as error:
            show_errors(form, error)
            base = base_of(entry_of(organisation, kind, pk))
        if form.errors:
            status = 400
    return _page(
        request,
        organisation,
        kind,
        entry,
        form,
        status=status,
        base=base,
        conflict=conflict,
        restored=typed is not None,
        codes=codes,
    )


def _page(
    request: HttpRequest,
    organisation: Organisation,
    kind: Kind,
    entry: Entry,
    form: EntryForm,
    *,
    status: int,
    **content: Any,
) -> HttpResponse:
    saved = entry.pk is not None
    state = state_of(entry) if saved else None
    form.remarks = state.remarks if state else {}
    return workspace_page(
        request,
        "workspace/edit.html",
        organisation,
        current=kind.name,
        status=status,
        kind=kind,
        entry=entry,
        form=form,
        sections=list(form.sections()),
        state=state,
        title=kind.title(entry) if saved else kind.new,
        tabs=kind.tabs(organisation, entry, "edit") if saved else (),
        withdraw_url=kind.url("withdraw", organisation, entry) if saved else "",
        **content,
    )


def _autosave(request: HttpRequest, form: EntryForm, base: str) -> JsonResponse:
    """Keep what is sound of a form that is being filled in."""
    try:
        keep(request, form.instance, base)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    entry: Any = type(form.instance)._default_manager.get(pk=form.instance.pk)
    at = time_format(timezone.localtime(timezone.now()))
    said = _("Draft saved at %(time)s.") % {"time": at}
    return JsonResponse({"version": drafts.version_of(entry), "message": said})


def _save(
    request: HttpRequest, organisation: Organisation, kind: Kind, form: EntryForm, base: str
) -> HttpResponse:
    """Save a sound form, and submit it where that was asked for."""
    draft: Any = form.instance
    if draft.pk is None:
        drafts.start_draft(draft=draft, user=request.user)
        withdrawn = False
    else:
        withdrawn = keep(request, draft, base)
    _propose(request, organisation, form)
    target = kind.url("edit", organisation, draft)
    if request.POST.get("do") == "submit":
        entry = type(draft)._default_manager.get(pk=draft.pk)
        try:
            published = hand_in(
                entry=entry,
                organisation=organisation,
                user=request.user,
                base=drafts.version_of(entry),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            said = _("Published at once: the change is small, and your organisation is trusted.")
            if not published:
                said = _("Submitted: a reviewer reads it before the public does.")
            messages.success(request, said)
    elif withdrawn:
        messages.warning(
            request,
            _(
                "The draft was saved, and its submission withdrawn: submit it again when it is ready."
            ),
        )
    else:
        messages.success(request, _("The draft was saved."))
    return redirect(target)


def _propose(request: HttpRequest, organisation: Organisation, form: EntryForm) -> None:
    """Hand on the words that a team did not find in its lists; the draft is saved in any case."""
    for name, vocabulary in PROPOSED.items():
        text = request.POST.get(f"{PROPOSE}{name}", "").strip()
        if not text or name not in form.fields:
            continue
        label = form.fields[name].label
        try:
            propose(organisation=organisation, user=request.user, vocabulary=vocabulary, text=text)
        except ValidationError as error:
            messages.warning(request, f"{label}: {' '.join(error.messages)}")
        else:
            said = _("“%(word)s” was proposed to staff: you are told what becomes of it.")
            messages.success(request, f"{label}: {said % {'word': text}}")


@for_member
@require_GET
def preview(
    request: HttpRequest, organisation: Organisation, kind: Kind, pk: int | None = None
) -> HttpResponse:
    """Show a draft as its public page."""
    draft = entry_of(organisation, kind, pk).get_latest_revision_as_object().read_words()
    with vocabularies_held():
        return draft.serve_preview(request, "")


@for_member
@require_GET
def compare(
    request: HttpRequest, organisation: Organisation, kind: Kind, pk: int | None = None
) -> HttpResponse:
    """Show field by field what a draft changes of the published entry."""
    entry = entry_of(organisation, kind, pk).read_words()
    draft = entry.get_latest_revision_as_object()
    form = kind.form(instance=draft)
    return workspace_page(
        request,
        "workspace/changes.html",
        organisation,
        current=kind.name,
        entry=entry,
        changes=list(changes(entry, draft, form)),
        title=kind.title(entry),
        state=state_of(entry),
        tabs=kind.tabs(organisation, entry, "changes"),
        edit_url=kind.url("edit", organisation, entry),
    )


@for_member
@require_POST
def withdraw(
    request: HttpRequest, organisation: Organisation, kind: Kind, pk: int | None = None
) -> HttpResponse:
    """Take a submitted draft back."""
    entry = entry_of(organisation, kind, pk)
    try:
        drafts.withdraw(entry=entry, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The submission was withdrawn; the draft is as it was."))
    return redirect(kind.url("edit", organisation, entry))
