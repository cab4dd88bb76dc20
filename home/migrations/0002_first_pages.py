"""Make the site, its home page and the about page, in both languages."""

import json
import uuid

from django.db import migrations

HOME = {
    "en": {
        "title": "Latvia ICT",
        "slug": "home",
        "heading": "Latvian software, with the evidence.",
        "seo_title": "Latvian ICT companies and data-driven solutions",
        "search_description": "Find Latvian ICT companies, startups and data-driven solutions by what they have already delivered, for whom and with what result.",
        "examples": "data analysis\ncybersecurity\ne-signature\nInternet of things",
    },
    "lv": {
        "title": "Latvijas IKT",
        "slug": "home-lv",
        "heading": "Latvijas programmatūra ar pierādījumiem.",
        "seo_title": "Latvijas IKT uzņēmumi un datos balstīti risinājumi",
        "search_description": "Atrodiet Latvijas IKT uzņēmumus, jaunuzņēmumus un datos balstītus risinājumus pēc tā, kas jau paveikts, kam un ar kādu rezultātu.",
        "examples": "datu analīze\nkiberdrošība\ne-paraksts\nlietu internets",
    },
}

ABOUT = {
    "en": {
        "title": "About the directory",
        "lead": "One place to see what Latvian information and communication technology companies can do, and what proves it.",
        "search_description": "What the directory of Latvian ICT is for, where its facts come from, how an entry gets in and how results are ordered.",
        "body": [
            ("figures", {"figures": ["organisation", "solution", "reference", "need"]}),
            ("heading", {"text": "What it is for", "anchor": "purpose"}),
            (
                "text",
                "<p>In 2017 the ministry responsible for digital government and the Latvian ICT association agreed to make Latvia known as a data-driven country, to help its companies export, and to bring data-based solutions into the public sector. This directory carries that agreement out in public.</p>",
            ),
            ("heading", {"text": "Where the facts come from", "anchor": "sources"}),
            (
                "text",
                "<p>Names, numbers and dates of registration are facts of the Register of Enterprises. Contracts and tenders are facts of the procurement office’s open data. Every such fact is shown with its source, as published; the value of a contract says nothing about turnover.</p><p>Everything else is written by the organisation itself and reviewed before it is published. Entries marked as samples are fictional: they show what a complete entry looks like.</p>",
            ),
            ("heading", {"text": "How an entry gets in", "anchor": "claim"}),
            (
                "text",
                "<p>Companies that have won public contracts in information technology are listed from the public record alone. Such an entry shows no description until the company writes one.</p>",
            ),
            ("heading", {"text": "How results are ordered", "anchor": "ranking"}),
            (
                "text",
                "<p>By how well the words of the search match the name, the capabilities, the description and the finished projects. Size, payment and the alphabet play no part: ties are broken by a draw that changes every day. Each result says why it was found.</p>",
            ),
        ],
    },
    "lv": {
        "title": "Par katalogu",
        "lead": "Viena vieta, kur redzams, ko spēj Latvijas informācijas un komunikācijas tehnoloģiju uzņēmumi un kas to apliecina.",
        "search_description": "Kam paredzēts Latvijas IKT katalogs, no kurienes ir tā fakti, kā tajā nokļūst ieraksti un kā tiek kārtoti rezultāti.",
        "body": [
            ("figures", {"figures": ["organisation", "solution", "reference", "need"]}),
            ("heading", {"text": "Kam tas paredzēts", "anchor": "purpose"}),
            (
                "text",
                "<p>2017. gadā par digitālo pārvaldi atbildīgā ministrija un Latvijas IKT asociācija vienojās veidot Latvijas kā datos balstītas valsts tēlu, palīdzēt tās uzņēmumiem eksportēt un ieviest datos balstītus risinājumus publiskajā sektorā. Šis katalogs šo vienošanos īsteno atklāti.</p>",
            ),
            ("heading", {"text": "No kurienes ir fakti", "anchor": "sources"}),
            (
                "text",
                "<p>Nosaukumi, reģistrācijas numuri un datumi ir Uzņēmumu reģistra ziņas. Ziņas par līgumiem un iepirkumiem ir no Iepirkumu uzraudzības biroja atvērtajiem datiem. Katra šāda ziņa ir parādīta ar avotu un tāda, kāda tā publicēta; līguma vērtība neko neliecina par apgrozījumu.</p><p>Visu pārējo raksta pati organizācija, un pirms publicēšanas to izskata. Ieraksti, kas atzīmēti kā paraugi, ir izdomāti: tie rāda, kā izskatās pilnīgs ieraksts.</p>",
            ),
            ("heading", {"text": "Kā ieraksts nokļūst katalogā", "anchor": "claim"}),
            (
                "text",
                "<p>Uzņēmumi, kas ieguvuši publiskā iepirkuma līgumus informācijas tehnoloģiju jomā, katalogā iekļauti tikai pēc publiskajiem datiem. Šādam ierakstam nav apraksta, kamēr to nav uzrakstījis pats uzņēmums.</p>",
            ),
            ("heading", {"text": "Kā tiek kārtoti rezultāti", "anchor": "ranking"}),
            (
                "text",
                "<p>Pēc tā, cik labi meklētie vārdi atbilst nosaukumam, spējām, aprakstam un īstenotajiem projektiem. Lielumam, samaksai un alfabētam nav nozīmes: vienādus rezultātus sakārto izloze, kas mainās katru dienu. Pie katra rezultāta ir teikts, kāpēc tas atrasts.</p>",
            ),
        ],
    },
}


def _stream(blocks):
    return json.dumps(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    )


def create(apps, _schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("home", "HomePage")
    ContentPage = apps.get_model("home", "ContentPage")

    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    home_type, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    content_type, _ = ContentType.objects.get_or_create(app_label="home", model="contentpage")
    keys = {"home": uuid.uuid4(), "about": uuid.uuid4()}
    for number, language in enumerate(("en", "lv"), start=1):
        locale, _ = Locale.objects.get_or_create(language_code=language)
        path = f"{root.path}{number:04d}"
        home = HomePage.objects.create(
            **HOME[language],
            draft_title=HOME[language]["title"],
            content_type=home_type,
            path=path,
            depth=2,
            numchild=1,
            url_path=f"/{HOME[language]['slug']}/",
            locale=locale,
            translation_key=keys["home"],
        )
        about = ABOUT[language]
        ContentPage.objects.create(
            title=about["title"],
            draft_title=about["title"],
            slug="about",
            lead=about["lead"],
            search_description=about["search_description"],
            body=_stream(about["body"]),
            content_type=content_type,
            path=f"{path}0001",
            depth=3,
            numchild=0,
            url_path=f"{home.url_path}about/",
            locale=locale,
            translation_key=keys["about"],
            show_in_menus=True,
        )
        if language == "en":
            Site.objects.create(
                hostname="localhost",
                port=80,
                site_name="Latvia ICT",
                root_page_id=home.pk,
                is_default_site=True,
            )
    Page.objects.filter(pk=root.pk).update(numchild=2)


def remove(apps, _schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    for model in ("ContentPage", "HomePage"):
        apps.get_model("home", model).objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    Page.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(create, remove)]
