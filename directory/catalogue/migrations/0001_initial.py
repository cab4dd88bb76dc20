import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("media", "0001_initial"),
        ("taxonomy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page's address; made from the name when left empty.",
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Fictional: shown with a mark on every page.",
                        verbose_name="sample",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("company", "company"),
                            ("startup", "startup"),
                            ("research", "research institution"),
                            ("public", "public body"),
                            ("association", "association"),
                        ],
                        default="company",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "activity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("maker", "software and services"),
                            ("reseller", "hardware and resale"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="activity",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                (
                    "name_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                ("tagline", models.CharField(blank=True, max_length=200, verbose_name="tagline")),
                (
                    "tagline_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="tagline"),
                ),
                (
                    "tagline_lv",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="tagline"),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="description"),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_lv",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="A role mailbox such as info@…; never shown to the public.",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "founded",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1200),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="founded in",
                    ),
                ),
                (
                    "employees",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1-9", "1–9"),
                            ("10-49", "10–49"),
                            ("50-249", "50–249"),
                            ("250+", "250+"),
                        ],
                        max_length=10,
                        verbose_name="employees",
                    ),
                ),
                (
                    "startup_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "idea"),
                            ("pre-seed", "pre-seed"),
                            ("seed", "seed"),
                            ("early", "early growth"),
                            ("growth", "growth"),
                            ("scale-up", "scale-up"),
                            ("exit", "exit"),
                        ],
                        max_length=10,
                        verbose_name="startup stage",
                    ),
                ),
                (
                    "certifications",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.certification", verbose_name="certifications"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="taxonomy.market",
                        verbose_name="country",
                    ),
                ),
                (
                    "cpv",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.cpv", verbose_name="CPV codes"
                    ),
                ),
                (
                    "data_themes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.datatheme", verbose_name="data themes"
                    ),
                ),
                (
                    "languages",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.language", verbose_name="languages"
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="media.catalogueimage",
                        verbose_name="logo",
                    ),
                ),
                (
                    "markets",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="organisations",
                        to="taxonomy.market",
                        verbose_name="export markets",
                    ),
                ),
                (
                    "nace",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.nace", verbose_name="NACE codes"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="taxonomy.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sectors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.sector", verbose_name="sectors"
                    ),
                ),
                (
                    "technologies",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.technology", verbose_name="technologies"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["company", "startup", "research", "public", "association"],
                            )
                        ),
                        name="catalogue_organisation_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en__isnull", False), ("name_en__gt", "")),
                            models.Q(("name_lv__isnull", False), ("name_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="catalogue_organisation_named",
                    ),
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="FundingRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1950),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=60, verbose_name="kind")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z",
                                "Use the three letters of ISO 4217, such as EUR.",
                                code="currency",
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "organisation",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="funding",
                        to="catalogue.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding round",
                "verbose_name_plural": "funding rounds",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True), ("amount__gte", 0), _connector="OR"
                        ),
                        name="catalogue_fundinground_amount_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dataset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page's address; made from the name when left empty.",
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Fictional: shown with a mark on every page.",
                        verbose_name="sample",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                (
                    "title_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="description"),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_lv",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "publisher_name",
                    models.CharField(
                        blank=True,
                        help_text="For a publisher that has no entry here.",
                        max_length=300,
                        verbose_name="publisher's name",
                    ),
                ),
                (
                    "publisher_name_en",
                    models.CharField(
                        blank=True,
                        help_text="For a publisher that has no entry here.",
                        max_length=300,
                        null=True,
                        verbose_name="publisher's name",
                    ),
                ),
                (
                    "publisher_name_lv",
                    models.CharField(
                        blank=True,
                        help_text="For a publisher that has no entry here.",
                        max_length=300,
                        null=True,
                        verbose_name="publisher's name",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("licence", models.CharField(blank=True, max_length=100, verbose_name="licence")),
                (
                    "legal_note",
                    models.TextField(
                        blank=True,
                        help_text="On what terms the data may be used again, and what protects parts of it.",
                        max_length=4000,
                        verbose_name="legal and reuse note",
                    ),
                ),
                (
                    "legal_note_en",
                    models.TextField(
                        blank=True,
                        help_text="On what terms the data may be used again, and what protects parts of it.",
                        max_length=4000,
                        null=True,
                        verbose_name="legal and reuse note",
                    ),
                ),
                (
                    "legal_note_lv",
                    models.TextField(
                        blank=True,
                        help_text="On what terms the data may be used again, and what protects parts of it.",
                        max_length=4000,
                        null=True,
                        verbose_name="legal and reuse note",
                    ),
                ),
                (
                    "formats",
                    models.CharField(
                        blank=True,
                        help_text="Separated by commas: CSV, JSON.",
                        max_length=300,
                        verbose_name="formats",
                    ),
                ),
                (
                    "update_frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continuous", "continuously"),
                            ("daily", "daily"),
                            ("weekly", "weekly"),
                            ("monthly", "monthly"),
                            ("quarterly", "quarterly"),
                            ("annual", "annually"),
                            ("irregular", "irregularly"),
                            ("never", "never"),
                        ],
                        max_length=12,
                        verbose_name="updated",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "themes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="datasets",
                        to="taxonomy.datatheme",
                        verbose_name="data themes",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="datasets",
                        to="catalogue.organisation",
                        verbose_name="publisher",
                    ),
                ),
            ],
            options={
                "verbose_name": "dataset",
                "verbose_name_plural": "datasets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en__isnull", False), ("title_en__gt", "")),
                            models.Q(("title_lv__isnull", False), ("title_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="catalogue_dataset_titled",
                    )
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="PartnerCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page's address; made from the name when left empty.",
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Fictional: shown with a mark on every page.",
                        verbose_name="sample",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                (
                    "title_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="description"),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_lv",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "trl",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="maturity (TRL)",
                    ),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="open until")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_calls",
                        to="catalogue.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "sectors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.sector", verbose_name="sectors"
                    ),
                ),
                (
                    "technologies",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.technology", verbose_name="technologies"
                    ),
                ),
            ],
            options={
                "verbose_name": "call for partners",
                "verbose_name_plural": "calls for partners",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trl__isnull", True), ("trl__range", (1, 9)), _connector="OR"
                        ),
                        name="catalogue_partnercall_trl_1_to_9",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en__isnull", False), ("title_en__gt", "")),
                            models.Q(("title_lv__isnull", False), ("title_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="catalogue_partnercall_titled",
                    ),
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="PublicContract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "buyer_name",
                    models.CharField(max_length=300, verbose_name="contracting authority"),
                ),
                ("title", models.CharField(blank=True, max_length=1000, verbose_name="title")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="value"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z",
                                "Use the three letters of ISO 4217, such as EUR.",
                                code="currency",
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                ("awarded_on", models.DateField(blank=True, null=True, verbose_name="awarded on")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="address of the source"
                    ),
                ),
                (
                    "source_key",
                    models.CharField(max_length=200, unique=True, verbose_name="key at the source"),
                ),
                (
                    "buyer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="awarded_contracts",
                        to="catalogue.organisation",
                        verbose_name="contracting authority",
                    ),
                ),
                (
                    "cpv",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="taxonomy.cpv",
                        verbose_name="CPV code",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contracts",
                        to="catalogue.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "public contract",
                "verbose_name_plural": "public contracts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True), ("value__gte", 0), _connector="OR"
                        ),
                        name="catalogue_publiccontract_value_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration_number",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        null=True,
                        unique=True,
                        verbose_name="registration number",
                    ),
                ),
                (
                    "legal_name",
                    models.CharField(blank=True, max_length=300, verbose_name="legal name"),
                ),
                (
                    "legal_form",
                    models.CharField(blank=True, max_length=20, verbose_name="legal form"),
                ),
                (
                    "registered_on",
                    models.DateField(blank=True, null=True, verbose_name="registered on"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[("active", "registered"), ("closed", "closed")],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="register",
                        to="catalogue.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "register record",
                "verbose_name_plural": "register records",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("registered_on__isnull", True),
                            ("closed_on__gte", models.F("registered_on")),
                            _connector="OR",
                        ),
                        name="catalogue_registerrecord_closed_after_registered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registration_number", ""), _negated=True),
                        name="catalogue_registerrecord_number_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlugAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120)),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "old address",
                "verbose_name_plural": "old addresses",
                "indexes": [
                    models.Index(
                        fields=["content_type", "object_id"], name="catalogue_slugalias_entry"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "slug"), name="catalogue_slugalias_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Solution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page's address; made from the name when left empty.",
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Fictional: shown with a mark on every page.",
                        verbose_name="sample",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("product", "product"),
                            ("service", "service"),
                            ("platform", "platform"),
                            ("data", "data"),
                            ("prototype", "prototype"),
                        ],
                        default="product",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                (
                    "name_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                ("tagline", models.CharField(blank=True, max_length=200, verbose_name="tagline")),
                (
                    "tagline_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="tagline"),
                ),
                (
                    "tagline_lv",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="tagline"),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="description"),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_lv",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "trl",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Technology readiness level, from 1 (principle observed) to 9 (in use).",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="maturity (TRL)",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "idea"),
                            ("research", "research"),
                            ("pilot", "pilot"),
                            ("market", "market"),
                            ("export", "export"),
                        ],
                        max_length=10,
                        verbose_name="commercialisation stage",
                    ),
                ),
                (
                    "pillar_1",
                    models.BooleanField(default=False, verbose_name="data democratisation"),
                ),
                (
                    "pillar_2",
                    models.BooleanField(
                        default=False, verbose_name="data-based participation in governance"
                    ),
                ),
                (
                    "pillar_3",
                    models.BooleanField(
                        default=False, verbose_name="innovation based on data and technology"
                    ),
                ),
                ("data_driven", models.BooleanField(default=False, verbose_name="data-driven")),
                (
                    "partner_sought",
                    models.BooleanField(default=False, verbose_name="partner sought"),
                ),
                ("licence", models.CharField(blank=True, max_length=100, verbose_name="licence")),
                (
                    "repository",
                    models.URLField(blank=True, max_length=300, verbose_name="repository"),
                ),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                (
                    "certifications",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.certification", verbose_name="certifications"
                    ),
                ),
                (
                    "cpv",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.cpv", verbose_name="CPV codes"
                    ),
                ),
                (
                    "data_themes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.datatheme", verbose_name="data themes"
                    ),
                ),
                (
                    "datasets",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="solutions",
                        to="catalogue.dataset",
                        verbose_name="datasets used",
                    ),
                ),
                (
                    "languages",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.language", verbose_name="languages"
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "markets",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="solutions",
                        to="taxonomy.market",
                        verbose_name="export markets",
                    ),
                ),
                (
                    "providers",
                    modelcluster.fields.ParentalManyToManyField(
                        related_name="solutions",
                        to="catalogue.organisation",
                        verbose_name="providers",
                    ),
                ),
                (
                    "sectors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.sector", verbose_name="sectors"
                    ),
                ),
                (
                    "technologies",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.technology", verbose_name="technologies"
                    ),
                ),
            ],
            options={
                "verbose_name": "solution",
                "verbose_name_plural": "solutions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trl__isnull", True), ("trl__range", (1, 9)), _connector="OR"
                        ),
                        name="catalogue_solution_trl_1_to_9",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["product", "service", "platform", "data", "prototype"])
                        ),
                        name="catalogue_solution_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en__isnull", False), ("name_en__gt", "")),
                            models.Q(("name_lv__isnull", False), ("name_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="catalogue_solution_named",
                    ),
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page's address; made from the name when left empty.",
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Fictional: shown with a mark on every page.",
                        verbose_name="sample",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("client", models.CharField(blank=True, max_length=300, verbose_name="client")),
                (
                    "client_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="client"),
                ),
                (
                    "client_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="client"),
                ),
                (
                    "client_kind",
                    models.CharField(
                        blank=True,
                        choices=[("public", "public client"), ("private", "private client")],
                        max_length=10,
                        verbose_name="kind of client",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1950),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                (
                    "title_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                ("result", models.TextField(blank=True, max_length=4000, verbose_name="result")),
                (
                    "result_en",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="result"),
                ),
                (
                    "result_lv",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="result"),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="taxonomy.market",
                        verbose_name="country",
                    ),
                ),
                (
                    "cpv",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.cpv", verbose_name="CPV codes"
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="catalogue.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="taxonomy.sector",
                        verbose_name="sector",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="references",
                        to="catalogue.solution",
                        verbose_name="solution",
                    ),
                ),
            ],
            options={
                "verbose_name": "reference",
                "verbose_name_plural": "references",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en__isnull", False), ("title_en__gt", "")),
                            models.Q(("title_lv__isnull", False), ("title_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="catalogue_reference_titled",
                    )
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="SolutionImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="media.catalogueimage",
                        verbose_name="image",
                    ),
                ),
                (
                    "solution",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="catalogue.solution",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TrainingProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="The last part of the page's address; made from the name when left empty.",
                        max_length=120,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Fictional: shown with a mark on every page.",
                        verbose_name="sample",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                (
                    "name_lv",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="description"),
                ),
                (
                    "description_en",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "description_lv",
                    models.TextField(
                        blank=True, max_length=20000, null=True, verbose_name="description"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("professional", "professional education"),
                            ("bachelor", "bachelor's degree"),
                            ("master", "master's degree"),
                            ("doctoral", "doctoral degree"),
                            ("course", "course"),
                        ],
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "languages",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.language", verbose_name="languages"
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="training_programmes",
                        to="catalogue.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "technologies",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.technology", verbose_name="competences"
                    ),
                ),
            ],
            options={
                "verbose_name": "training programme",
                "verbose_name_plural": "training programmes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en__isnull", False), ("name_en__gt", "")),
                            models.Q(("name_lv__isnull", False), ("name_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="catalogue_trainingprogramme_named",
                    )
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("register", "entry in the Register of Enterprises"),
                            ("website", "control of the website's domain"),
                            ("email", "an e-mail address at the website's domain"),
                            ("representative", "the right to represent the organisation"),
                            ("certificate", "a certificate"),
                        ],
                        max_length=20,
                        verbose_name="fact",
                    ),
                ),
                ("verified_on", models.DateField(verbose_name="verified on")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifications",
                        to="catalogue.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
            ],
            options={
                "verbose_name": "verification",
                "verbose_name_plural": "verifications",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on__isnull", True),
                            ("expires_on__gte", models.F("verified_on")),
                            _connector="OR",
                        ),
                        name="catalogue_verification_expires_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.SlugField(max_length=60, verbose_name="source")),
                ("value", models.CharField(max_length=200, verbose_name="id")),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "external id",
                "verbose_name_plural": "external ids",
                "indexes": [
                    models.Index(
                        fields=["content_type", "object_id"], name="catalogue_externalid_entry"
                    ),
                    models.Index(
                        fields=["content_type", "value"], name="catalogue_externalid_value"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "source", "value"),
                        name="catalogue_externalid_unique",
                    )
                ],
            },
        ),
    ]
