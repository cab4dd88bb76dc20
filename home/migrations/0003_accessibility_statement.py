"""Make the accessibility statement, which staff keep from then on, below each home page."""

import json
import uuid

from django.conf import settings
from django.db import migrations

SLUG = "accessibility"
STATEMENT = {
    "en": {
        "title": "Accessibility statement",
        "lead": "This directory is meant for everybody, whatever they see, hear, move or use it with.",
        "search_description": "How accessible the directory of Latvian ICT is, how that was checked, what is known to fall short and whom to tell.",
        "body": [
            ("heading", {"text": "What it conforms to", "anchor": "status"}),
            (
                "text",
                "<p>The public pages are made to conform to the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA and to EN 301 549, which Directive (EU) 2016/2102 asks of public bodies. They can be used by keyboard alone, without scripts, at 320 pixels of width and at 400 % zoom, in light, dark and high-contrast colours, and in print.</p>",
            ),
            ("heading", {"text": "What falls short", "anchor": "gaps"}),
            (
                "text",
                "<ul><li>Texts and pictures that organisations add themselves may lack a translation or a good description; where a text is in another language than the page, it is marked so.</li><li>Notices and contracts behind links to other sites are as accessible as those sites are.</li><li>The administration, which staff alone use, is Wagtail’s and follows its makers’ own statement.</li></ul>",
            ),
            ("heading", {"text": "How this was checked", "anchor": "checks"}),
            (
                "text",
                "<p>By the makers themselves. With every change each type of page is opened in a browser in both languages and checked by axe, including its good practices, and by the Nu HTML checker; the main tasks are walked through by keyboard alone and without scripts. People who rely on assistive technology have not yet been asked to test the site.</p>",
            ),
            ("heading", {"text": "Tell us", "anchor": "feedback"}),
            (
                "text",
                '<p>Write to <a href="mailto:{email}">{email}</a> what stands in your way and on which page, or ask for something in another form. You get an answer within 15 working days.</p><p>If the answer does not help, you can turn to the Ombudsman of the Republic of Latvia.</p>',
            ),
        ],
    },
    "lv": {
        "title": "Piekļūstamības paziņojums",
        "lead": "Šis katalogs ir domāts ikvienam neatkarīgi no redzes, dzirdes, kustību spējām un izmantotās ierīces.",
        "search_description": "Cik piekļūstams ir Latvijas IKT katalogs, kā tas pārbaudīts, kādas nepilnības ir zināmas un kam par tām ziņot.",
        "body": [
            ("heading", {"text": "Kam tas atbilst", "anchor": "status"}),
            (
                "text",
                "<p>Publiskās lapas veidotas atbilstoši tīmekļa satura piekļūstamības vadlīniju (WCAG) 2.2 AA līmenim un standartam EN 301 549, ko publiskā sektora iestādēm prasa Direktīva (ES) 2016/2102. Tās var lietot tikai ar tastatūru, bez skriptiem, 320 pikseļu platumā un 400 % palielinājumā, gaišās, tumšās un augsta kontrasta krāsās, kā arī izdrukātas.</p>",
            ),
            ("heading", {"text": "Kas vēl nav piekļūstams", "anchor": "gaps"}),
            (
                "text",
                "<ul><li>Tekstiem un attēliem, ko pievieno pašas organizācijas, var trūkt tulkojuma vai laba apraksta; ja teksts ir citā valodā nekā lapa, tas ir attiecīgi iezīmēts.</li><li>Paziņojumi un līgumi citās vietnēs ir tik piekļūstami, cik šīs vietnes.</li><li>Administrēšanas vide, ko lieto tikai darbinieki, ir „Wagtail” veidota, un par to ir tās veidotāju paziņojums.</li></ul>",
            ),
            ("heading", {"text": "Kā tas pārbaudīts", "anchor": "checks"}),
            (
                "text",
                "<p>Pārbaudi veica paši veidotāji. Pēc katras izmaiņas visu veidu lapas abās valodās atver pārlūkā un pārbauda ar rīku „axe” (arī pēc labās prakses ieteikumiem) un ar „Nu HTML” pārbaudītāju; galvenos uzdevumus izpilda tikai ar tastatūru un bez skriptiem. Cilvēki, kuri ikdienā lieto palīgtehnoloģijas, vietni vēl nav pārbaudījuši.</p>",
            ),
            ("heading", {"text": "Ziņojiet mums", "anchor": "feedback"}),
            (
                "text",
                '<p>Rakstiet uz <a href="mailto:{email}">{email}</a>, kas un kurā lapā traucē, vai lūdziet saturu citā veidā. Atbilde būs 15 darbdienu laikā.</p><p>Ja atbilde nepalīdz, var vērsties Latvijas Republikas Tiesībsarga birojā.</p>',
            ),
        ],
    },
}


def _stream(blocks):
    address = settings.CONTACT_EMAIL
    return json.dumps(
        [
            {
                "type": kind,
                "value": value.replace("{email}", address) if kind == "text" else value,
                "id": str(uuid.uuid4()),
            }
            for kind, value in blocks
        ]
    )


def create(apps, _schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("home", "HomePage")
    ContentPage = apps.get_model("home", "ContentPage")
    content_type, _ = ContentType.objects.get_or_create(app_label="home", model="contentpage")
    key = uuid.uuid4()
    for language, words in STATEMENT.items():
        home = HomePage.objects.filter(locale__language_code=language, depth=2).first()
        if home is None:
            continue
        below = Page.objects.filter(depth=3, path__startswith=home.path)
        if below.filter(slug=SLUG).exists():
            continue
        last = below.order_by("-path").values_list("path", flat=True).first()
        # Steps of a path are written in base 36, four signs each.
        number = int(last[-4:], 36) + 1 if last else 1
        ContentPage.objects.create(
            title=words["title"],
            draft_title=words["title"],
            slug=SLUG,
            lead=words["lead"],
            search_description=words["search_description"],
            body=_stream(words["body"]),
            content_type=content_type,
            path=f"{home.path}{_base36(number):0>4}",
            depth=3,
            numchild=0,
            url_path=f"{home.url_path}{SLUG}/",
            locale_id=home.locale_id,
            translation_key=key,
        )
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


def _base36(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = digits[digit] + written
    return written


def remove(apps, _schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    ContentPage = apps.get_model("home", "ContentPage")
    for page in ContentPage.objects.filter(slug=SLUG, depth=3):
        home = Page.objects.get(path=page.path[:-4])
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild - 1)
        page.delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0002_first_pages")]

    operations = [migrations.RunPython(create, remove)]
