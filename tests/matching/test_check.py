from __future__ import annotations

import io
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from directory.accounts.signals import exporting
from directory.matching.models import KeptDraft
from directory.matching.scoring.check import find, language_of
from directory.matching.scoring.passages import passages, subject_of
from directory.matching.services import check as service
from directory.matching.services import drafts
from directory.matching.services.check import UncheckableError, check, rules
from directory.matching.sources import documents
from directory.matching.sources.documents import UnreadableError, text_of
from directory.needs.models import Need
from search import services as search_services
from tests.accounts.people import person
from tests.catalogue.factories import dataset, solution

LATVIAN = """Ministru kabineta noteikumi Nr. 000
Atkritumu pārvadātāju uzskaites kārtība
1. Noteikumi nosaka kārtību, kādā uzskaita atkritumu pārvadātājus un to veiktos pārvadājumus.
2. Pārvadātājs līdz katra gada 1. februārim iesniedz dienestam pārskatu par iepriekšējo gadu.
3. Dienests uztur pārvadātāju reģistru un nodrošina, ka ziņas par atļaujām ir publiski pieejamas.
4.1. Pārvadātājam ir pienākums glabāt pavadzīmes ne vēlāk kā trīs gadus.
5. Pašvaldība piecu darbdienu laikā sniedz dienestam informāciju par savām vietām.
"""
ENGLISH = """1. The operator shall submit an annual report to the agency no later than 1 February.
2. The agency keeps a register of the permits that it has issued and of their holders.
3. The sky is blue in the summer and it is often grey in the winter of the north.
"""


def kinds(text: str, lang: str) -> dict[str, set[str]]:
    return {one.place.number: set(one.kinds) for one in find(text, rules=rules(), lang=lang)}


def test_duties_are_found_in_latvian_in_any_form_of_the_words():
    found = kinds(LATVIAN, "lv")
    assert "submission" in found["2."]
    assert {"register", "obligation", "certificate"} <= found["3."]
    assert {"obligation", "deadline"} <= found["4.1."]
    assert {"deadline", "sharing"} <= found["5."]
    assert "1." not in found


def test_duties_are_found_in_english_and_nothing_else_is():
    found = kinds(ENGLISH, "en")
    assert {"obligation", "submission", "deadline"} <= found["1."]
    assert {"register", "certificate"} <= found["2."]
    assert "3." not in found


def test_the_passage_is_quoted_as_it_stands():
    one = find(ENGLISH, rules=rules(), lang="en")[0]
    assert one.passage in ENGLISH
    assert "shall" in one.phrases


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (LATVIAN, "lv"),
        (ENGLISH, "en"),
        ("Vecāks iesniedz iesniegumu, pievienojot izziņu.", "lv"),
        ("Tėvai pateikia prašymą, prie kurio prideda pažymą iš registro šeštadienį.", ""),
        ("Vanem esitab taotluse, millele lisab tõendi elukoha kohta registrist.", ""),
        (
            "Die Behörde führt ein Register, in das die Betreiber einmal im Jahr eintragen müssen.",
            "",
        ),
        ("Учреждение ведет реестр перевозчиков и выдает разрешения.", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_by_the_text(text, lang):
    assert language_of(text) == lang


@given(st.text(max_size=300))
def test_any_text_has_passages(text):
    assert all(one.text.strip() for one in passages(text))
    subject_of(text)
    find(text, rules=rules(), lang="lv")


def archive(**parts: str | bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as found:
        for name, content in parts.items():
            found.writestr(name, content)
    return file.getvalue()


def docx(*lines: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return archive(
        **{
            "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        }
    )


def odt(line: str, **parts: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return archive(
        **{"content.xml": f'<o xmlns:text="{space}"><text:p>{line}</text:p></o>'}, **parts
    )


def pdf(text: str = "", password: str = "") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica")
    if text:
        made.multi_cell(0, text=text)
    content = bytes(made.output())
    if not password:
        return content
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(content))), BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Teksts ar ā".encode(), "Teksts ar ā"),
        ("Teksts ar ā".encode("utf-16"), "Teksts ar ā"),
        ("Teksts ar ā".encode("cp1257"), "Teksts ar ā"),
        (docx("Pirmā", "Otrā"), "Pirmā\nOtrā"),
        (odt("Rinda"), "Rinda"),
        (b"<html><script>x()</script><p>One <b>two</b></p><p>three</p></html>", "One two"),
        (pdf("The agency keeps a register of permits"), "keeps a register"),
    ],
)
def test_every_format_gives_its_text(content, text):
    assert text in text_of(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no text"),
        (b"   ", "no text"),
        (b"\x00\x01\x02" * 50, "no text that can be read"),
        (b"{\\rtf1 The agency must keep a register.}", "RTF files are not read"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"a " * 2_600_000, "longer than 5 million"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "password"),
        (pdf(), "scanned"),
        (pdf("Secret words stand in here", password="x"), "password"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"PK\x03\x04broken", "damaged"),
        (archive(other="x"), "neither a docx nor an odt"),
        (archive(**{"word/document.xml": b"<a"}), "damaged"),
        (archive(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
        (archive(**{"word/document.xml": b"0" * (45 * 1024 * 1024)}), "unpacks to more"),
        (odt("x", **{"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), "password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(content, reason):
    with override("en"), pytest.raises(UnreadableError, match=reason):
        text_of(content)


@pytest.mark.parametrize(
    "made",
    [
        lambda text: b"a " * 60_000 + text.encode(),
        lambda text: b"\xff\xfe" + ("a " * 60_000 + text).encode("utf-16-le"),
        lambda text: b"<html><p>" + b"a " * 60_000 + text.encode() + b"</p></html>",
        lambda text: b"%PDF-" + text.encode("utf-8", "surrogatepass"),
    ],
)
def test_no_format_gives_characters_that_no_database_takes(made, monkeypatch):
    monkeypatch.setattr(
        documents, "_pdf", lambda content: content.decode("utf-8", "surrogatepass") + "\ud800"
    )
    text = text_of(made("first\x0cpage\tof\x00 \x01law\x1f end\x08"))
    assert text.rstrip().endswith("first\npage\tof law end")
    assert not set(text) & {*map(chr, range(9)), *map(chr, range(11, 13)), *map(chr, range(14, 32))}
    assert text.encode()


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda rest: b"%PDF-1.4\n" + rest))
def test_any_bytes_are_text_or_refused(content):
    with suppress(UnreadableError):
        assert text_of(content).strip()


@pytest.mark.django_db
def test_a_third_language_and_too_little_are_refused():
    with pytest.raises(UncheckableError, match="neither in Latvian"):
        check(text="Die Behörde führt ein Register, in das die Betreiber eintragen müssen.")
    with pytest.raises(UncheckableError, match="too few"):
        check(text="Iesniedz pārskatu")


@pytest.fixture
def page(client, index):
    cache.clear()

    def page(lang: str = "en", sender: str = "", **data: object):
        headers = {"X-Forwarded-For": sender} if sender else {}
        with override(lang):
            return client.post(reverse("matching:digital-check"), data, headers=headers)

    return page


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "lv"])
def test_the_page_quotes_passages_and_asks_questions(page, lang):
    answer = page(lang, text=LATVIAN)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "iesniedz dienestam pārskatu" in body
    assert ("instead of asked again?" if lang == "en" else "nevis prasīt vēlreiz?") in body


@pytest.mark.django_db
def test_the_result_is_written_as_pdf(page):
    answer = page("lv", text=LATVIAN, **{"as": "pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert "iesniedz dienestam pārskatu" in text
    assert "nevis prasīt vēlreiz?" in text
    assert reader.trailer["/Root"]["/Lang"] == "lv"
    assert page(text="Īsi", **{"as": "pdf"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "Paste the text of a draft"),
        ({"text": "Īsi"}, "too few words"),
        ({"text": "a\x00b"}, "Null characters"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04")}, "damaged"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "no text"),
        ({"text": ENGLISH, "file": SimpleUploadedFile("a.txt", b"x")}, "not both"),
    ],
)
def test_bad_input_is_told_at_its_field(page, data, reason):
    answer = page(**data)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.django_db
def test_one_machine_can_check_only_so_many_an_hour(page, settings):
    settings.ACCOUNT_RATE_LIMITS = {"draft": "1/h/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert page(text="Īsi", sender="203.0.113.1").status_code == 400
    assert page(text="Īsi", sender="203.0.113.1").status_code == 429
    # Behind a proxy everybody comes from one address: others are not stopped.
    assert page(text="Īsi", sender="203.0.113.2").status_code == 400


@pytest.mark.django_db
def test_markup_in_a_draft_stays_text(page):
    body = page(
        text=ENGLISH + "\nThe agency shall <script>alert(1)</script> keep it."
    ).content.decode()
    assert "<script>alert(1)" not in body


@pytest.fixture
def catalogue(index):
    """Return what a draft on places in kindergartens should find, among what it should not."""
    wanted = {
        "solution": solution(
            name_lv="Vieta bērnudārzā",
            name_en="",
            description_lv="Bērnu rinda uz vietu bērnudārzā: vecāki piesaka bērnu tiešsaistē.",
        ),
        "dataset": dataset(title_lv="Vietas skolās un bērnudārzos", title_en=""),
        "need": Need.objects.create(title_lv="Brīvo vietu uzskaite bērnudārzos", live=True),
    }
    dataset(title_lv="Viesu pavadītās naktis", title_en="")
    solution(name_lv="Klibo govju uzraudzība", name_en="", description_lv="Pamana klibu govi.")
    Need.objects.create(title_lv="Ceļu uzturēšanas reģistra iegāde pašvaldībai", live=True)
    search_services.rebuild()
    return wanted


@pytest.mark.django_db
def test_what_exists_is_found_by_telling_words_and_not_by_those_of_every_law(catalogue):
    draft = """1. Pašvaldība uztur reģistru un nodrošina informāciju par pakalpojumu.
2. Vecāks iesniedz pieteikumu par bērna rindu uz vietu bērnudārzā.
3. Pašvaldība reizi mēnesī publicē brīvo vietu skaitu bērnudārzos un skolās.
"""
    found = {one.finding.place.number: one for one in check(text=draft).checked}
    assert not (found["1."].solutions or found["1."].datasets or found["1."].needs)
    assert [one.candidate.name["lv"] for one in found["2."].solutions] == ["Vieta bērnudārzā"]
    assert [hit.slug for hit in found["3."].datasets] == [catalogue["dataset"].slug]
    assert [hit.slug for hit in found["3."].needs] == [catalogue["need"].slug]


@pytest.mark.django_db
def test_a_text_longer_than_any_law_is_read_in_part_and_it_is_said(page, monkeypatch):
    monkeypatch.setattr(service, "MOST_READ", 200)
    body = page(text=LATVIAN).content.decode()
    assert "characters of the draft were read" in body
    assert "sniedz dienestam informāciju" not in body.split("<form")[0].split('id="found"')[1]


@pytest.mark.django_db
def test_a_draft_is_kept_only_where_that_is_asked_for(page, client):
    page(text=LATVIAN, keep="on")
    assert not KeptDraft.objects.exists()
    client.force_login(person("drafter@example.org"))
    page(text=LATVIAN)
    assert not KeptDraft.objects.exists()
    for _twice in range(2):
        assert page(text=LATVIAN, keep="on").status_code == 302
    kept = KeptDraft.objects.get()
    assert kept.title == "Atkritumu pārvadātāju uzskaites kārtība"
    with override("lv"):
        address = reverse("matching:kept-draft", args=[kept.pk])
        listing = reverse("matching:kept-drafts")
    assert "iesniedz dienestam pārskatu" in client.get(address).text
    assert client.get(f"{address}?as=pdf").content.startswith(b"%PDF")
    assert kept.title in client.get(listing).text
    other = Client()
    assert "/account/login/" in other.get(address).url
    other.force_login(person("other@example.org"))
    assert other.get(address).status_code == 404
    assert other.post(f"{address}delete/").status_code == 404
    assert other.get(address.replace(str(kept.pk), "9" * 30)).status_code == 404
    assert client.get(f"{address}delete/").status_code == 405
    client.post(f"{address}delete/")
    assert not KeptDraft.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?as=pdf"])
def test_a_kept_draft_is_checked_only_so_often_and_says_why_it_cannot_be(
    page, client, settings, query
):
    drafter = person("drafter@example.org")
    client.force_login(drafter)
    page(text=LATVIAN, keep="on")
    with override("en"):
        address = reverse("matching:kept-draft", args=[KeptDraft.objects.get().pk]) + query
    settings.ACCOUNT_RATE_LIMITS = {"draft": "1/h/ip"}
    assert client.get(address).status_code == 200
    answer = client.get(address)
    assert answer.status_code == 429
    assert "Too many drafts were checked" in answer.text
    assert "iesniedz dienestam pārskatu" not in answer.text
    cache.clear()
    KeptDraft.objects.update(text="Īsi")
    answer = client.get(address)
    assert answer.status_code == 400
    assert "too few words" in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.django_db
def test_drafts_have_limits_and_go_with_the_account(page, client, monkeypatch):
    drafter = person("drafter@example.org")
    client.force_login(drafter)
    monkeypatch.setattr(drafts, "MOST", 1)
    page(text=LATVIAN, keep="on")
    answer = page(text=ENGLISH, keep="on")
    assert answer.status_code == 400
    assert "delete one first" in answer.text
    monkeypatch.setattr(drafts, "MOST_CHARACTERS", 100)
    assert page(text=ENGLISH, keep="on").status_code == 400
    told = dict(answer for _receiver, answer in exporting.send(sender=None, user=drafter))
    assert told["digital_check"]["kept_drafts"][0]["text"] == LATVIAN.strip()
    drafter.delete()
    assert not KeptDraft.objects.exists()
