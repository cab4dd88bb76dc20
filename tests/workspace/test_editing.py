"""Drafts in the workspace: saved, shown, compared, submitted, taken back; and two who write at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision, TaskState

from directory.catalogue.models import Organisation, Solution
from directory.moderation.services.deciding import Words, send_back
from directory.users.models import User
from tests.accounts.people import PASSWORD, member
from tests.catalogue.factories import organisation, reference, solution, technology, term

pytestmark = pytest.mark.django_db
PROFILE = "/en/workspace/acme/profile/"


@pytest.fixture
def row():
    return organisation(slug="acme", name_en="Acme", tagline_en="Old")


@pytest.fixture
def editor(row):
    client = Client()
    client.force_login(member(row, "anna@example.org"))
    return client


def values(page, **changes):
    """Return what a browser would send of a page's form."""
    form = page.context["form"]
    data = {"base": page.context["base"], "do": "save"}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            data[field.html_name] = [getattr(item, "pk", item) for item in value]
        elif value not in (None, False):
            data[field.html_name] = value
    return data | changes


def save(client, path=PROFILE, **changes):
    return client.post(path, values(client.get(path), **changes))


def test_a_saved_draft_leaves_the_public_page_alone(editor, row):
    chosen = technology()
    assert save(editor, tagline_en="New", technologies=[chosen.pk]).status_code == 302
    live = Organisation.objects.get()
    assert (live.tagline_en, live.technologies.count()) == ("Old", 0)
    draft = live.get_latest_revision_as_object()
    assert (draft.tagline_en, list(draft.technologies.all())) == ("New", [chosen])
    assert "New" in editor.get(f"{PROFILE}preview/").text
    page = editor.get(f"{PROFILE}changes/")
    assert "Old" in page.text and "New" in page.text
    assert "New" not in Client().get("/en/organisations/acme/").text


def test_saving_often_leaves_one_revision_of_a_session(editor, row):
    for tagline in ("One", "Two", "Three"):
        save(editor, tagline_en=tagline)
    answer = editor.post(PROFILE, values(editor.get(PROFILE), tagline_en="Four", do="autosave"))
    assert answer.json()["version"]
    assert Revision.objects.count() == 1
    other = Client()
    other.force_login(member(row, "bob@example.org"))
    save(other, tagline_en="Five")
    assert Revision.objects.count() == 2


def test_autosave_goes_on_with_the_version_it_was_given_and_keeps_what_is_sound(editor, row):
    data = values(editor.get(PROFILE))
    sent = data | {"tagline_en": "One", "website": "no address", "do": "autosave"}
    version = editor.post(PROFILE, sent).json()["version"]
    assert editor.post(PROFILE, sent).status_code == 409
    assert editor.post(PROFILE, sent | {"base": version, "tagline_en": "Two"}).status_code == 200
    draft = Organisation.objects.get().get_latest_revision_as_object()
    assert (draft.tagline_en, draft.website) == ("Two", "")


def test_two_editors_see_both_texts_and_nothing_is_overwritten(editor, row):
    bob = Client()
    bob.force_login(member(row, "bob@example.org"))
    page = bob.get(PROFILE)
    save(editor, tagline_en="Anna's words")
    answer = bob.post(PROFILE, values(page, tagline_en="Bob's words"))
    assert answer.status_code == 409
    assert "Anna&#x27;s words" in answer.text and "Bob&#x27;s words" in answer.text
    draft = Organisation.objects.get().get_latest_revision_as_object()
    assert draft.tagline_en == "Anna's words"
    again = bob.post(PROFILE, values(answer))
    assert again.status_code == 302
    draft = Organisation.objects.get().get_latest_revision_as_object()
    assert draft.tagline_en == "Bob's words"


def test_submit_withdraw_by_saving_and_approve(editor, row):
    save(editor, tagline_en="New", do="submit")
    state = TaskState.objects.get()
    assert Organisation.objects.get().workflow_in_progress
    save(editor, tagline_en="Newer")
    assert not Organisation.objects.get().workflow_in_progress
    save(editor, do="submit")
    state = TaskState.objects.get(status="in_progress")
    state.approve(user=User.objects.create_superuser("staff@example.org", "x"))
    assert Organisation.objects.get().tagline_en == "Newer"


def test_an_approval_fails_where_somebody_wrote_after_the_submission(editor, row):
    save(editor, tagline_en="Read", do="submit")
    draft = Organisation.objects.get().get_latest_revision_as_object()
    draft.tagline_en = "Unread"
    draft.save_revision()
    with pytest.raises(PermissionDenied):
        TaskState.objects.get().approve(user=User.objects.create_superuser("s@example.org", "x"))
    assert Organisation.objects.get().tagline_en == "Old"
    assert TaskState.objects.get().status == "in_progress"


def test_a_returned_draft_shows_the_reviewers_words_and_is_submitted_again(editor, row):
    save(editor, tagline_en="New", do="submit")
    staff = User.objects.create_superuser("staff@example.org", "x")
    TaskState.objects.get().reject(user=staff, comment="Which source?")
    assert "Which source?" in editor.get(PROFILE).text
    save(editor, tagline_en="Better", do="submit")
    TaskState.objects.get(status="in_progress").approve(user=staff)
    assert Organisation.objects.get().tagline_en == "Better"


def test_a_new_solution_is_unseen_until_it_is_approved(editor, row):
    path = "/en/workspace/acme/solutions/new/"
    answer = save(editor, path, name_lv="Rīks", kind="product", do="submit")
    made = Solution.objects.get()
    assert answer.url == f"/en/workspace/acme/solutions/{made.pk}/"
    assert not made.live and list(made.providers.all()) == [row]
    TaskState.objects.get().approve(user=User.objects.create_superuser("s@example.org", "x"))
    assert Solution.objects.public().get().name_lv == "Rīks"


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("description_en", "write to a@b.lv", "enquiry form"),
        ("description_lv", "zvaniet +371 26 123 456", "enquiry form"),
        ("tagline_en", "x" * 141, "141 characters"),
        ("name_en", "x" * 101, "101 characters"),
        ("description_en", "a\0b", "Null characters"),
        ("description_en", "x" * 2_000_000, "characters"),
        ("website", "javascript:alert(1)", "valid URL"),
        ("cpv", "99999999", "99999999"),
        ("founded", "9" * 30, ""),
    ],
)
def test_bad_input_is_answered_at_its_field(editor, row, field, text, said):
    answer = save(editor, **{field: text})
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert set(errors) == {field} and said in str(errors[field])
    assert not Revision.objects.exists()


def test_long_texts_keep_to_the_limit_that_is_shown(editor, row):
    path = f"/en/workspace/acme/references/{reference(organisation=row).pk}/"
    answer = save(editor, path, result_lv="x" * 4001)
    assert answer.status_code == 400
    assert "shorten it to 4000" in str(answer.context["form"].errors["result_lv"])
    assert save(editor, path, result_lv="x" * 4000).status_code == 302


@pytest.mark.parametrize(
    "text",
    ["Reg. 40003052786", "CPV 72212000-4", "2019 2020 2021", "12 000 000 EUR", "v2.10.3", "@home"],
)
def test_numbers_that_are_no_telephones_pass(editor, row, text):
    assert save(editor, description_en=text).status_code == 302


def test_markup_is_shown_as_it_was_typed(editor, row):
    save(editor, description_en="<script>alert(1)</script>")
    assert "<script>alert(1)" not in editor.get(f"{PROFILE}preview/").text


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(editor, row):
    data = values(editor.get(PROFILE), tagline_en="Long thought of")
    editor.cookies.clear()
    answer = editor.post(PROFILE, data)
    assert answer.url == f"/en/account/login/?next={PROFILE}"
    signed = editor.post(answer.url, {"login": "anna@example.org", "password": PASSWORD})
    assert signed.url == PROFILE
    page = editor.get(PROFILE)
    assert page.context["form"]["tagline_en"].value() == "Long thought of"
    assert editor.post(PROFILE, values(page)).status_code == 302
    assert "Long thought of" not in editor.get("/en/workspace/acme/solutions/new/").text


def test_what_staff_locked_is_not_written(editor, row):
    Organisation.objects.update(locked=True)
    answer = save(editor, tagline_en="New")
    assert answer.status_code == 400
    assert not Revision.objects.exists()


@pytest.mark.parametrize("path", ["", "profile/", "solutions/", "references/", "datasets/"])
def test_screens_cost_the_same_whatever_the_size(editor, row, path):
    with CaptureQueriesContext(
        connection,
    ) as few:
        editor.get(f"/en/workspace/acme/{path}")
    row.technologies = [technology() for _ in range(20)]
    row.sectors = [term() for _ in range(20)]
    row.save()
    for _ in range(20):
        solution(providers=[row])
        reference(organisation=row)
    with CaptureQueriesContext(connection) as many:
        editor.get(f"/en/workspace/acme/{path}")
    assert len(many) <= len(few)


def test_fields_say_their_language_and_lists_what_is_chosen(editor, row):
    above = term(label_en="Agriculture")
    row.sectors = [term(label_en="Forestry", parent=above)]
    row.save()
    page = editor.get(PROFILE)
    assert "Name (English)" in page.text
    assert "Nosaukums (latviski)" in editor.get("/lv/workspace/acme/profile/").text
    assert '<span class="pick__chosen" data-pick-chosen>Forestry</span>' in page.text
    assert page.text.count('data-depth="1"') == 1


def test_maturity_is_chosen_among_levels_in_words(editor, row):
    path = f"/en/workspace/acme/solutions/{solution(providers=[row], trl=4).pk}/"
    page = editor.get(path)
    assert '<option value="4" selected>4: ' in page.text
    assert save(editor, path, trl="").status_code == 302
    assert Solution.objects.get().get_latest_revision_as_object().trl is None
    assert editor.post(path, values(editor.get(path), trl="10")).status_code == 400


def test_bold_words_are_kept_shown_and_read_as_words(editor, row):
    written = (
        '<p>We <b onclick="go()">map</b> floods.</p><script>go()</script><ul><li>fast</li></ul>'
    )
    kept = "<p>We <strong>map</strong> floods.</p>\n<ul><li>fast</li></ul>"
    assert save(editor, description_en=written).status_code == 302
    draft = Organisation.objects.get().get_latest_revision_as_object()
    assert draft.description_en == kept
    assert draft.text("description", "en")[0] == "We map floods.\n\n- fast"
    page = editor.get(PROFILE)
    assert page.context["form"]["description_en"].value() == "We map floods.\n\n- fast"
    assert "We <strong>map</strong> floods." in editor.get(f"{PROFILE}preview/").text
    assert "We <strong>map</strong> floods." in editor.get(f"{PROFILE}changes/").text
    # Whoever writes without a script changes one paragraph and keeps the other.
    save(editor, description_en="We map floods.\r\n\r\nWe are slow.")
    draft = Organisation.objects.get().get_latest_revision_as_object()
    assert draft.description_en == "<p>We <strong>map</strong> floods.</p>\n<p>We are slow.</p>"


@pytest.mark.parametrize(
    ("written", "is_given_richly"),
    [("We map floods.\r\n", True), ("", False), ("We map fires.", False)],
)
def test_a_refused_form_comes_back_with_the_words_that_were_sent(
    editor, row, written, is_given_richly
):
    save(editor, description_en="<p>We <b>map</b> floods.</p>")
    refused = save(editor, description_en=written, website="nonsense")
    assert refused.status_code == 400
    field = refused.context["form"]["description_en"]
    assert field.value() == written
    assert ("data-rich" in field.field.widget.attrs) is is_given_richly


def test_rich_text_keeps_the_rules_of_plain_text(editor, row):
    answer = save(editor, description_en="<p>Write to info@<b>acme</b>.lv</p>")
    assert answer.status_code == 400
    assert "Leave e-mail addresses" in answer.text
    assert save(editor, description_en=f"<p>{'<b>ab</b> ' * 1600}</p>").status_code == 302
    assert save(editor, description_en=f"<p>{'<b>ab</b> ' * 1700}</p>").status_code == 400
    assert save(editor, description_en=f"<p>{'<div>' * 20_000}</p>").status_code == 400


def test_the_list_says_how_each_draft_stands(editor, row, admin_user):
    names = {"none": "", "drafted": "save", "handed": "submit", "returned": "submit"}
    for name, do in names.items():
        one = solution(providers=[row], name_en=name)
        if do:
            save(editor, f"/en/workspace/acme/solutions/{one.pk}/", do=do, tagline_en="New")
        if name == "returned":
            state = type(one).objects.get(pk=one.pk).current_workflow_state.current_task_state
            send_back(task_state=state, remarks={"": Words(own="Say more.")}, user=admin_user)
    listed = editor.get("/en/workspace/acme/solutions/").context["rows"]
    assert {str(one): getattr(draft, "label", None) for one, _url, draft, _line in listed} == {
        "none": None,
        "drafted": "Draft",
        "handed": "Submitted",
        "returned": "Returned to you",
    }
