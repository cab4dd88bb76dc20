"""Pages of matching: a need described, needs that nothing meets, and the weights that staff set."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from directory.matching.feeds import chosen_terms
from directory.matching.forms import DescribeForm, WeightsForm
from directory.matching.models import Weights
from directory.matching.permissions import can_weigh, may_describe
from directory.matching.presenters import present_matches
from directory.matching.presenters.unmet import present_terms, present_unmet
from directory.matching.services.cpv import suggest_cpv
from directory.matching.services.match import apart, match_text
from directory.matching.services.unmet import (
    unmet_needs,
    unmet_sectors,
    unmet_technologies,
    was_matched,
)
from directory.matching.services.weights import preview, save_weights
from directory.taxonomy.models import Cpv
from search import indexing
from search.presenters.paging import pages

SHOWN = 20
OFFERED = 6
_MOST_CHOSEN = 20
#: Seconds after which the limit lets somebody ask again.
_RETRY_AFTER = "60"


@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """Ask what is needed, offer CPV codes for it, and show what meets it with reasons."""
    lang = get_language() or "en"
    asked = "text" in request.GET
    chosen = [
        code
        for code in request.GET.getlist("cpv")[:_MOST_CHOSEN]
        if indexing.snapshot()[Cpv].named(code)
    ]
    text = request.GET.get("text", "").strip()
    is_refused = asked and not may_describe(request)
    offered = _offered("" if is_refused else text, lang, chosen)
    data = request.GET.copy()
    data.setlist("cpv", chosen)
    form = DescribeForm(data, offered=offered) if asked else DescribeForm(offered=offered)
    matches, weaker, described = None, None, ""
    if is_refused:
        form.add_error("text", _("Too many needs were described from here. Try again in a minute."))
    if asked and form.is_valid():
        cpv = [*form.cleaned_data["cpv"], *filter(None, [form.cleaned_data["other"]])]
        sector = form.cleaned_data["sector"]
        found = match_text(
            text=form.cleaned_data["text"],
            lang=lang,
            cpv=cpv,
            sectors=[sector.slug] if sector else [],
            limit=SHOWN,
        )
        matches, weaker = (present_matches(ones, lang=lang) for ones in apart(found))
        described = urlencode({"text": form.cleaned_data["text"], "cpv": cpv}, doseq=True)
    context = {
        "form": form,
        "options": [
            {"code": code, "label": label, "checked": code in chosen} for code, label in offered
        ],
        "matches": matches,
        "weaker": weaker,
        "described": described,
        "section": "needs",
        "canonical": reverse("matching:describe"),
        "is_answer": asked,
    }
    status = 429 if is_refused else 400 if asked and not form.is_valid() else 200
    response = render(request, "matching/describe.html", context, status=status)
    if is_refused:
        response.headers["Retry-After"] = _RETRY_AFTER
    return response


@require_safe
def unmet(request: HttpRequest) -> HttpResponse:
    """List the needs for which the catalogue holds no adequate match, by sector and by technology."""
    lang = get_language() or "en"
    chosen = chosen_terms(request)
    try:
        number = int(request.GET.get("page", "1"))
        page = Paginator(unmet_needs(**chosen).select_related("buyer"), SHOWN).page(number)
    except (ValueError, EmptyPage) as error:
        raise Http404 from error
    kept = urlencode({name: value for name, value in chosen.items() if value})
    asked = f"{kept}&page=" if kept else "page="
    context = {
        "rows": present_unmet(page.object_list, lang=lang),
        "total": page.paginator.count,
        "is_ready": was_matched(),
        "pages": pages(page.number, page.paginator.num_pages, lambda number: f"?{asked}{number}"),
        "sectors": present_terms(
            unmet_sectors(), name="sector", chosen=chosen, every=_("All sectors")
        ),
        "technologies": present_terms(
            unmet_technologies(), name="technology", chosen=chosen, every=_("All technologies")
        ),
        "chosen": chosen,
        "asked": kept,
        "section": "needs",
        "canonical": reverse("matching:unmet-needs"),
    }
    return render(request, "matching/unmet.html", context)


def _offered(text: str, lang: str, chosen: list[str]) -> list[tuple[str, str]]:
    """Return the codes to choose from: those chosen, then those that the text suggests."""
    vocabulary = indexing.snapshot()[Cpv]
    codes = {code: vocabulary.named(code) for code in chosen}
    found = {code: term.label.get(lang) or code for code, term in codes.items() if term is not None}
    for one in suggest_cpv(text=text, lang=lang, limit=OFFERED) if text else ():
        found.setdefault(one.code, one.label)
    return list(found.items())


@require_http_methods(["GET", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    """Let staff change the weights: first see what would change, then save."""
    if not can_weigh(request.user):
        raise PermissionDenied
    form = WeightsForm(request.POST or None, instance=Weights.objects.first() or Weights(pk=1))
    effects = None
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST:
            save_weights(weighed=form.weighed(), user=request.user)  # type: ignore[arg-type]
            messages.success(
                request, _("The weights were saved. Stored matches follow at the next run.")
            )
            return redirect("matching_weights")
        effects = preview(weighed=form.weighed())
    context = {"form": form, "effects": effects}
    return TemplateResponse(request, "matching/weights.html", context)
