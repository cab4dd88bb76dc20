"""The screen on which a team puts pictures into a draft, describes them and takes them out."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.accounts.views.claims import show_errors
from directory.catalogue.models import Entry, Organisation
from directory.catalogue.services.pictures import Slot, move_up, put, slots_of, take_out
from directory.media.choices import SMALL
from directory.media.forms import PictureForm
from directory.media.models import CatalogueImage
from directory.media.services import described_anew, render, store_image
from directory.moderation.services import drafts
from directory.workspace.presenters.pictures import form_of, places_of
from directory.workspace.presenters.state import state_of
from directory.workspace.views.drafting import (
    base_of,
    entry_of,
    keep,
    keeping_what_was_typed,
    typed_before,
)
from directory.workspace.views.frame import for_member, workspace_page
from directory.workspace.views.kinds import Kind


@keeping_what_was_typed
@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def edit(
    request: HttpRequest, organisation: Organisation, kind: Kind, pk: int | None = None
) -> HttpResponse:
    """Show the pictures of a draft, and do with one of them what was asked for."""
    entry = entry_of(organisation, kind, pk)
    draft: Any = entry.get_latest_revision_as_object()
    slots = slots_of(draft)
    here = kind.url("pictures", organisation, entry)
    sent: dict[str, PictureForm] = {}
    error, status = "", 200
    typed = typed_before(request)
    data = request.POST if request.method == "POST" else typed
    slot = next((one for one in slots if data and one.key == data.get("slot")), None)
    if data is not None and slot is None:
        error, status = _("This picture is not in the draft any more."), 409
    elif slot is not None and typed is not None:
        sent[slot.key] = form_of(slot, typed)
    elif slot is not None and request.FILES and not _may_upload(request):
        error, status = _("Too many pictures were sent from here. Try again in an hour."), 429
    elif slot is not None:
        form = form_of(slot, request.POST, request.FILES)
        try:
            if _done(request, draft, slot, form, request.POST.get("base", "")):
                return redirect(here)
            status, sent[slot.key] = 400, form
        except drafts.Conflict:
            entry = entry_of(organisation, kind, pk)
            entry.refresh_from_db()
            slots, status = slots_of(entry.get_latest_revision_as_object()), 409
            error = _("Somebody else saved meanwhile. Below is what there is now: do it again.")
        except ValidationError as found:
            show_errors(form, found)
            status, sent[slot.key] = 400, form
    return workspace_page(
        request,
        "workspace/pictures.html",
        organisation,
        current=kind.name,
        status=status,
        entry=entry,
        title=kind.title(entry),
        state=state_of(entry),
        tabs=kind.tabs(organisation, entry, "pictures"),
        places=places_of(slots, sent),
        problems=[field for form in sent.values() for field in form if field.errors],
        error=error,
        restored=typed is not None,
        base=base_of(entry),
        edit_url=kind.url("edit", organisation, entry),
    )


def _may_upload(request: HttpRequest) -> bool:
    """Return whether a person may send one more file: reading a picture is work, kept or not."""
    return bool(consume(request, action="picture", user=request.user))


def _done(request: HttpRequest, draft: Any, slot: Slot, form: PictureForm, base: str) -> bool:
    """Do what was asked for; return whether the form was sound enough for it."""
    asked = request.POST.get("do")
    stored = None
    if asked == "remove":
        take_out(draft, slot.key)
        said = _("The picture is no longer in the draft.")
    elif asked == "up" and slot.image is not None and slot.key == str(slot.image.pk):
        move_up(draft, slot.key)
        said = _("The picture was moved up.")
    elif form.is_valid():
        stored = _image(slot, form, draft, request.user)
        put(draft, slot.key, stored)
        said = _("The picture is in the draft. The public sees it once it is approved.")
    else:
        return False
    try:
        withdrawn = keep(request, draft, base)
    except (drafts.Conflict, ValidationError):
        if stored is not None and stored != slot.image:
            stored.delete()
        raise
    if withdrawn:
        said = f"{said} {_('Its submission was withdrawn: submit it again when it is ready.')}"
    messages.success(request, said)
    return True


def _image(slot: Slot, form: PictureForm, draft: Entry, user: Any) -> CatalogueImage:
    """Return the picture of a form: a new file, or the one there is in other words."""
    file = form.cleaned_data["file"]
    words = {"alt": form.alt, "source": form.cleaned_data["source"]}
    focus = form.kept_in_view
    if file is None and slot.image is not None:
        image = described_anew(image=slot.image, focus=focus, by=user, **words)
    else:
        image = store_image(
            data=file.picture, name=file.name, title=str(draft), focus=focus, by=user, **words
        )
    render(images=[image], specs=[SMALL])
    return image
