import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REASONS = (
    (
        "A source is missing",
        "Trūkst avota",
        "Please add a source where this can be checked, such as a page of the client or a register.",
        "Lūdzu, pievienojiet avotu, kurā to var pārbaudīt, piemēram, klienta lapu vai reģistru.",
    ),
    (
        "Contact details in the text",
        "Tekstā ir kontaktinformācija",
        "Please take e-mail addresses and telephone numbers out of the text: buyers write to you by the enquiry form.",
        "Lūdzu, izņemiet no teksta e-pasta adreses un tālruņa numurus: pircēji Jums raksta ar pieprasījuma veidlapu.",
    ),
    (
        "The other language is missing",
        "Trūkst otras valodas",
        "Please write this in the other language too: buyers read the site in English and in Latvian.",
        "Lūdzu, uzrakstiet to arī otrā valodā: pircēji vietni lasa gan latviski, gan angliski.",
    ),
    (
        "The link does not open",
        "Saite neatveras",
        "This link does not open. Please give one that everybody can open.",
        "Šī saite neatveras. Lūdzu, norādiet tādu, kuru var atvērt ikviens.",
    ),
    (
        "Advertising instead of facts",
        "Reklāma, nevis fakti",
        "Please say what it does and for whom; superlatives that nobody can check do not help buyers.",
        "Lūdzu, rakstiet, ko tas dara un kam paredzēts; pārspīlējumi, ko nevar pārbaudīt, pircējiem nepalīdz.",
    ),
    (
        "Text of another entry",
        "Cita ieraksta teksts",
        "This text also stands in another entry. Please describe this one in words of its own.",
        "Šis teksts ir arī citā ierakstā. Lūdzu, aprakstiet šo ierakstu tā paša vārdiem.",
    ),
)


def add_reasons(apps, _schema_editor):
    """Offer the reasons that reviewers need most; staff change them as they like."""
    reasons = apps.get_model("moderation", "Reason").objects
    for order, (title_en, title_lv, text_en, text_lv) in enumerate(REASONS, start=1):
        reasons.create(
            title=title_en,
            title_en=title_en,
            title_lv=title_lv,
            text=text_en,
            text_en=text_en,
            text_lv=text_lv,
            order=10 * order,
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Only reviewers see it.",
                        max_length=80,
                        verbose_name="name in the list",
                    ),
                ),
                (
                    "title_en",
                    models.CharField(
                        help_text="Only reviewers see it.",
                        max_length=80,
                        null=True,
                        verbose_name="name in the list",
                    ),
                ),
                (
                    "title_lv",
                    models.CharField(
                        help_text="Only reviewers see it.",
                        max_length=80,
                        null=True,
                        verbose_name="name in the list",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Those who keep the entry read it at the field.",
                        max_length=1000,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        help_text="Those who keep the entry read it at the field.",
                        max_length=1000,
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "text_lv",
                    models.TextField(
                        help_text="Those who keep the entry read it at the field.",
                        max_length=1000,
                        null=True,
                        verbose_name="text",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "is_offered",
                    models.BooleanField(default=True, verbose_name="offered to reviewers"),
                ),
            ],
            options={
                "verbose_name": "reason for returning",
                "verbose_name_plural": "reasons for returning",
            },
        ),
        migrations.CreateModel(
            name="ReviewSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "late_after_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Submissions that wait longer are marked in the queue.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="late after (days)",
                    ),
                ),
            ],
            options={
                "verbose_name": "queue of submissions",
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_made",
                        to="wagtailcore.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a submission",
                "verbose_name_plural": "checks of submissions",
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "workflow_state",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handling",
                        to="wagtailcore.workflowstate",
                    ),
                ),
            ],
            options={
                "verbose_name": "reviewer of a submission",
                "verbose_name_plural": "reviewers of submissions",
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "contact details in a text"),
                            ("language", "missing language"),
                            ("dead_link", "link that does not answer"),
                            ("duplicate", "text of another entry"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=80, verbose_name="field")),
                ("detail", models.CharField(blank=True, max_length=500, verbose_name="detail")),
                ("other_model", models.CharField(blank=True, max_length=100)),
                ("other_id", models.CharField(blank=True, max_length=40)),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="moderation.check",
                        verbose_name="check",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["contact", "language", "dead_link", "duplicate"])
                        ),
                        name="moderation_finding_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=80, verbose_name="field")),
                ("text_en", models.TextField(max_length=4000)),
                ("text_lv", models.TextField(max_length=4000)),
                (
                    "task_state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="wagtailcore.taskstate",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark of a reviewer",
                "verbose_name_plural": "remarks of reviewers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task_state", "field"), name="moderation_remark_once_per_field"
                    )
                ],
            },
        ),
        migrations.RunPython(add_reasons, migrations.RunPython.noop),
    ]
