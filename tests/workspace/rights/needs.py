"""A public body's needs, and responses to needs of others."""

from datetime import timedelta

from django.utils import timezone

from directory.needs.models import Need, Question
from tests.catalogue.factories import organisation as other_organisation
from tests.workspace.rights import NO_METHOD, PAGE

#: The organisation of these tests is a company: it has no needs of its own.
NOTHING = "LNNNNNNN"

RIGHTS = {
    f"needs_{step}": (NOTHING, NO_METHOD if step in {"list", "preview", "changes"} else NOTHING)
    for step in ("edit", "preview", "changes", "list", "new")
} | {
    "needs_withdraw": (NO_METHOD, NOTHING),
    "needs_run": (NOTHING, NO_METHOD),
    "needs_extend": (NO_METHOD, NOTHING),
    "needs_cancel": (NO_METHOD, NOTHING),
    "needs_publish": (NO_METHOD, NOTHING),
    "needs_answer": (NO_METHOD, NOTHING),
    "evaluation": (NOTHING, NO_METHOD),
    "evaluation_begin": (NO_METHOD, NOTHING),
    "evaluation_scores": (NO_METHOD, NOTHING),
    "evaluation_outcome": (NO_METHOD, NOTHING),
    "evaluation_document": (NOTHING, NO_METHOD),
    "responses": (PAGE, NO_METHOD),
    "responses_form": (PAGE, "LNNNBBNN"),
    "responses_withdraw": (NO_METHOD, "LNNNRRNN"),
}


def parts(organisation):
    """Return the keys of another body's need that takes responses."""
    need = Need.objects.create(
        title_en="Need",
        buyer=other_organisation(kind="public"),
        responses_here=True,
        deadline=timezone.now() + timedelta(days=1),
    )
    question = Question.objects.create(need=need, text="?", language="en")
    found = {
        name: {"pk": need.pk}
        for name in RIGHTS
        if name not in {"needs_list", "needs_new", "responses"}
    }
    found["needs_answer"] |= {"number": question.pk}
    found["evaluation_document"] |= {"response": 1, "number": 1}
    return found
