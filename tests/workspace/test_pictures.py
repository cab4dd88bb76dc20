"""Pictures that a team puts into a draft: described in both languages, reviewed, shown in small files."""

from __future__ import annotations

import io
import zlib
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone
from PIL import Image

from directory.catalogue.models import Organisation, Solution
from directory.catalogue.services.pictures import MOST_PICTURES, render_pictures
from directory.media.choices import Focus
from directory.media.models import CatalogueImage
from directory.media.services import MOST_A_DAY
from directory.moderation.services import drafts
from tests.accounts.people import member
from tests.catalogue.factories import organisation, solution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail remembers renditions by keys that the next test uses again.
    caches["renditions" if "renditions" in settings.CACHES else "default"].clear()


@pytest.fixture
def row():
    return organisation(name_en="Acme", slug="acme")


@pytest.fixture
def team(row):
    client = Client()
    client.force_login(member(row, "anna@example.org"))
    return client


def picture(kind="PNG", size=(640, 320), colour=(200, 30, 60), **options) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **options)
    return target.getvalue()


def sent(slot, data=None, *, name="team.png", base="", **fields):
    values = {"alt_en": "Our team at work", "alt_lv": "Mūsu komanda darbā", "source": ""} | fields
    found = {"slot": slot, "do": "save", "base": base}
    found |= {f"{slot}-{field}": value for field, value in values.items()}
    if data is not None:
        found[f"{slot}-file"] = SimpleUploadedFile(name, data)
    return found


def base_of(entry):
    return drafts.version_of(type(entry)._default_manager.get(pk=entry.pk))


PROFILE = "/en/workspace/acme/profile/pictures/"


def upload(team, row, slot, data, **options):
    return team.post(PROFILE, sent(slot, data, base=base_of(row), **options))


def test_a_logo_waits_in_the_draft_until_it_is_approved(team, row):
    camera = Image.Exif()
    camera[0x010F] = "Camera 1000"
    data = picture("JPEG", exif=camera)
    assert upload(team, row, "logo", data, name="logo.jpg").url == PROFILE
    page = team.get(PROFILE)
    assert "Our team at work" in page.text and "Mūsu komanda darbā" in page.text
    public = f"/en/organisations/{row.slug}/"
    assert "emblem--logo" not in Client().get(public).text
    assert "emblem--logo" in team.get("/en/workspace/acme/profile/preview/").text
    stored = CatalogueImage.objects.get()
    assert b"Camera 1000" not in stored.file.read()
    now = Organisation.objects.get(pk=row.pk)
    now.latest_revision.publish()
    assert "emblem--logo" in Client().get(public).text


def test_the_changes_and_the_review_show_the_pictures(team, row, admin_client):
    upload(team, row, "cover", picture())
    changes = team.get("/en/workspace/acme/profile/changes/")
    assert "Our team at work / Mūsu komanda darbā" in changes.text
    assert "/media/images/" in changes.text
    now = Organisation.objects.get(pk=row.pk)
    drafts.submit(entry=now, user=row.members.get().user, base=drafts.version_of(now))
    state = Organisation.objects.get(pk=row.pk).current_workflow_task_state
    review = admin_client.get(f"/admin/submissions/{state.pk}/")
    assert "Our team at work / Mūsu komanda darbā" in review.text
    assert "/media/images/" in review.text


def bomb() -> bytes:
    """Return a small file that says to be of 60,000 × 60,000 pixels."""
    head = picture(size=(1, 1))
    large = (60_000).to_bytes(4, "big") * 2
    body = head[12:16] + large + head[24:29]
    return head[:12] + body + zlib.crc32(body).to_bytes(4, "big") + head[33:]


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
BAD = {
    "truncated PNG": ("a.png", picture(size=(400, 400))[:-60]),
    "broken GIF": ("a.gif", b"GIF89a" + b"\x10\x00\x10\x00\x80" + b"\xff" * 40),
    "bomb": ("a.png", bomb()),
    "script in SVG": ("a.svg", SVG),
    "SVG named PNG": ("a.png", SVG),
    "page named JPEG": ("a.jpg", b"<html><script>alert(1)</script></html>"),
    "PNG named JPEG": ("a.jpg", picture()),
    "nothing": ("a.png", b""),
    "program": ("a.exe", b"MZ" + b"\0" * 500),
    "name of control characters": ("a\x07\u202e.png", b"\0" * 10),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_files_are_told_at_the_field(team, row, what):
    name, data = BAD[what]
    answer = upload(team, row, "logo", data, name=name)
    assert answer.status_code == 400
    assert 'id="id_logo-file_error"' in answer.text
    # What was typed is still there.
    assert "Mūsu komanda darbā" in answer.text
    assert not CatalogueImage.objects.exists()
    assert Organisation.objects.get(pk=row.pk).latest_revision is None


def test_a_file_that_is_two_things_is_stored_as_a_picture_only(team, row):
    both = picture("GIF") + b"<script>alert(1)</script>PK\x03\x04"
    assert upload(team, row, "logo", both, name="a.gif").status_code == 302
    assert b"<script>" not in CatalogueImage.objects.get().file.read()


@pytest.mark.parametrize("field", ["alt_en", "alt_lv"])
def test_both_languages_are_asked_for(team, row, field):
    answer = upload(team, row, "logo", picture(), **{field: " "})
    assert answer.status_code == 400
    assert f'id="id_logo-{field}_error"' in answer.text


@pytest.mark.parametrize("slot", ["", "cover2", "new", "1", "\x00", "9" * 40])
def test_a_place_that_is_not_there_is_told(team, row, slot):
    assert team.post(PROFILE, {"slot": slot, "do": "save"}).status_code == 409
    assert Organisation.objects.get(pk=row.pk).latest_revision is None


def test_a_picture_of_an_older_version_overwrites_nothing(team, row):
    old = base_of(row)
    upload(team, row, "cover", picture())
    other = Client()
    other.force_login(member(row, "berta@example.org"))
    answer = other.post(PROFILE, sent("cover", picture("WEBP"), name="b.webp", base=old))
    assert answer.status_code == 409
    assert "Somebody else saved meanwhile" in answer.text
    assert CatalogueImage.objects.count() == 1


def test_other_words_make_another_picture_and_leave_the_public_one(team, row):
    upload(team, row, "cover", picture(size=(900, 900)))
    Organisation.objects.get(pk=row.pk).latest_revision.publish()
    first = CatalogueImage.objects.get()
    upload(team, row, "cover", None, alt_en="A new word", focus="top-right")
    now = Organisation.objects.get(pk=row.pk)
    assert now.cover == first and first.alt_en == "Our team at work"
    draft = now.get_latest_revision_as_object()
    assert draft.cover.alt_en == "A new word"
    assert draft.cover.focus == Focus.TOP_RIGHT
    assert (draft.cover.focal_point_x, draft.cover.focal_point_y) == (750, 150)
    assert draft.cover.file.read() == first.file.read()
    # The same words again are no change.
    upload(team, row, "cover", None, alt_en="A new word", focus="top-right")
    assert CatalogueImage.objects.count() == 2


def test_a_picture_whose_file_is_gone_is_asked_for_again(team, row):
    upload(team, row, "cover", picture())
    stored = CatalogueImage.objects.get().file
    stored.storage.delete(stored.name)
    answer = team.post(PROFILE, sent("cover", base=base_of(row), alt_en="A new word"))
    assert answer.status_code == 400
    assert "choose it again" in answer.text
    assert CatalogueImage.objects.count() == 1


def test_pictures_of_a_solution_are_added_moved_and_taken_out(team, row):
    entry = solution(providers=[row], name_en="Tool", slug="tool")
    page = f"/en/workspace/acme/solutions/{entry.pk}/pictures/"

    def post(values):
        return team.post(page, values | {"base": base_of(entry)})

    def keys():
        draft = Solution.objects.get(pk=entry.pk).get_latest_revision_as_object()
        return [one.image_id for one in draft.images.all()]

    for number in range(3):
        post(sent("new", picture(colour=(number, 0, 0)), alt_en=f"Screen {number}"))
    first, second, third = keys()
    post({"slot": str(third), "do": "up"})
    assert keys() == [first, third, second]
    post({"slot": str(first), "do": "remove"})
    assert keys() == [third, second]
    Solution.objects.get(pk=entry.pk).latest_revision.publish()
    public = Client().get("/en/solutions/tool/").text
    assert 0 < public.index('alt="Screen 2"') < public.index('alt="Screen 1"')
    assert "image/avif" not in public
    assert render_pictures() == 6
    assert public != Client().get("/en/solutions/tool/").text
    assert 'type="image/avif" srcset="/media/images/' in Client().get("/en/solutions/tool/").text
    assert render_pictures() == 0


def test_there_is_an_end_to_pictures(team, row, settings, monkeypatch):
    entry = solution(providers=[row])
    page = f"/en/workspace/acme/solutions/{entry.pk}/pictures/"
    for number in range(MOST_PICTURES):
        data = picture(size=(8, 8), colour=(number, 9, 9))
        assert team.post(page, sent("new", data, base=base_of(entry))).status_code == 302
    assert "Add a picture" not in team.get(page).text
    assert team.post(page, sent("new", picture(), base=base_of(entry))).status_code == 409
    monkeypatch.setattr("directory.media.services.MOST_A_DAY", MOST_PICTURES)
    answer = upload(team, row, "logo", picture())
    assert answer.status_code == 400
    assert f"You have uploaded {MOST_PICTURES} pictures today" in answer.text
    assert MOST_A_DAY > 3 * MOST_PICTURES


def test_the_screen_costs_the_same_whatever_it_shows(team, row, django_assert_max_num_queries):
    entry = solution(providers=[row])
    page = f"/en/workspace/acme/solutions/{entry.pk}/pictures/"
    for number in range(MOST_PICTURES):
        data = picture(size=(8, 8), colour=(number, 9, 9))
        team.post(page, sent("new", data, base=base_of(entry)))
    with django_assert_max_num_queries(15):
        assert "Picture 10" in team.get(page).text


def test_what_was_typed_is_there_after_signing_in(team, row):
    away = Client()
    answer = away.post(PROFILE, sent("cover", picture(), alt_en="Typed for long", base="x"))
    assert "/account/login/" in answer.url
    away.force_login(row.members.get().user)
    page = away.get(PROFILE)
    assert "Typed for long" in page.text
    assert "choose the file once more" in page.text


def test_features_are_few_and_short(team, row):
    entry = solution(providers=[row], name_en="Tool", slug="tool")
    page = f"/en/workspace/acme/solutions/{entry.pk}/"
    form = team.get(page).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value()}

    def post(text):
        return team.post(page, data | {"features_en": text, "base": base_of(entry), "do": "save"})

    assert "11 lines" in post("\n".join("abcdefghijk")).text
    assert "has more than 10 words" in post(" ".join(["word"] * 11)).text
    assert "features_en" in post("Write to info@acme.lv").context["form"].errors
    assert post("Routes in real time\n\nOpen interface").status_code == 302
    Solution.objects.get(pk=entry.pk).latest_revision.publish()
    public = Client().get("/en/solutions/tool/").text
    assert "<li>Routes in real time</li><li>Open interface</li>" in public


def test_files_are_counted_before_they_are_read_and_their_names_are_not_guessed(
    team, row, settings
):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"picture": "1/h/user"}
    assert upload(team, row, "logo", picture(), name="logo.png").status_code == 302
    assert CatalogueImage.objects.get().file.name != "images/logo.png"
    again = upload(team, row, "logo", b"no picture at all", name="logo.png")
    assert again.status_code == 429
    assert CatalogueImage.objects.count() == 1


def forget(days: int = 30) -> None:
    call_command("forget_pictures", days=days, stdout=io.StringIO())


def test_what_no_version_shows_is_deleted_with_its_files(team, row):
    upload(team, row, "logo", picture())
    replaced = CatalogueImage.objects.get()
    upload(team, row, "logo", picture(colour=(1, 2, 3)))
    row.refresh_from_db()
    row.latest_revision.publish()
    upload(team, row, "cover", picture(colour=(4, 5, 6)))
    # Staff's own files are theirs, used or not.
    own = CatalogueImage.objects.create(title="Own", file=replaced.file.name, width=1, height=1)
    files = [replaced.file, *(one.file for one in replaced.renditions.all())]
    assert len(files) == 2
    forget()
    assert CatalogueImage.objects.count() == 4
    CatalogueImage.objects.update(created_at=timezone.now() - timedelta(days=31))
    with TestCase.captureOnCommitCallbacks(execute=True):
        forget()
    left = set(CatalogueImage.objects.values_list("pk", flat=True))
    assert replaced.pk not in left and own.pk in left and len(left) == 3
    assert not any(file.storage.exists(file.name) for file in files)
    assert "emblem--logo" in Client().get(f"/en/organisations/{row.slug}/").text
    # The cover of the draft is taken out of it: nothing shows it any more.
    cover = Organisation.objects.get(pk=row.pk).get_latest_revision_as_object().cover
    team.post(PROFILE, sent("cover", base=base_of(row)) | {"do": "remove"})
    forget()
    assert not CatalogueImage.objects.filter(pk=cover.pk).exists()


def test_a_submitted_picture_stays_whatever_its_age(team, row):
    upload(team, row, "cover", picture())
    entry = Organisation.objects.get()
    drafts.submit(entry=entry, user=row.members.get().user, base=drafts.version_of(entry))
    CatalogueImage.objects.update(created_at=timezone.now() - timedelta(days=400))
    forget()
    assert CatalogueImage.objects.count() == 1


def test_a_picture_of_a_scheduled_version_stays_behind_newer_drafts(team, row):
    upload(team, row, "cover", picture())
    entry = Organisation.objects.get().get_latest_revision_as_object()
    entry.go_live_at = timezone.now() + timedelta(days=60)
    entry.save_revision().publish()
    scheduled = Organisation.objects.get().scheduled_revision
    assert scheduled is not None
    # A newer draft is without it.
    entry.go_live_at, entry.cover = None, None
    entry.save_revision()
    CatalogueImage.objects.update(created_at=timezone.now() - timedelta(days=31))
    forget()
    assert CatalogueImage.objects.filter(pk=scheduled.content["cover"]).exists()
