"""What a reviewer reads of two versions of a text."""

from __future__ import annotations

import re

import pytest
from wagtail.models import TaskState

from directory.catalogue.models import Organisation
from directory.moderation.presenters.submissions import read
from directory.moderation.prose import canonical
from directory.moderation.services import drafts
from tests.accounts.people import person
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("<p>R&amp;D <em>plain</em></p>", "R&D plain", "R&amp;D {_}plain{_}"),
        ("R&D plain", "<p>R&amp;D <strong>plain</strong></p>", "R&amp;D [**]plain[**]"),
        ("R&D **plain**", "<p>R&amp;D <b>plain</b></p>", "R&amp;D <strong>plain</strong>"),
        ("", f"<p>R&amp;D <b>{'long ' * 2000}</b></p>", f"R&amp;D <strong>{'long ' * 1999}long</strong>"),
    ],
)  # fmt: skip
def test_rich_words_are_compared_as_words_with_their_marks(before, after, marked):
    user = person("anna@example.org")
    row = organisation(description_en=canonical(before))
    row.description_en = canonical(after)
    row.save_revision(user=user)
    row = Organisation.objects.get(pk=row.pk)
    drafts.submit(entry=row, user=user, base=drafts.version_of(row))
    [change] = read(TaskState.objects.get())
    shown = str(change.marked)
    for kind, (left, right) in {"deletion": "{}", "addition": "[]"}.items():
        shown = re.sub(rf'<span class="{kind}">(.*?)</span>', rf"{left}\1{right}", shown)
    assert shown == marked
