import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("taxonomy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Need",
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
                            ("challenge", "challenge"),
                            ("market_consultation", "market consultation"),
                            ("planned", "planned tender"),
                            ("tender", "tender"),
                        ],
                        default="challenge",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "buyer_name",
                    models.CharField(
                        blank=True,
                        help_text="For an authority that has no entry here.",
                        max_length=300,
                        verbose_name="contracting authority's name",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=1000, verbose_name="title")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=1000, null=True, verbose_name="title"),
                ),
                (
                    "title_lv",
                    models.CharField(blank=True, max_length=1000, null=True, verbose_name="title"),
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
                    "budget_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget from",
                    ),
                ),
                (
                    "budget_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget to",
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
                ("published", models.DateField(blank=True, null=True, verbose_name="announced")),
                ("deadline", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("closed", "closed"),
                            ("awarded", "awarded"),
                            ("cancelled", "cancelled"),
                        ],
                        help_text="Leave empty while the deadline alone decides whether the need is open.",
                        max_length=10,
                        verbose_name="settled as",
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "in_scope",
                    models.BooleanField(
                        default=True,
                        help_text="Only such needs are shown to the public.",
                        verbose_name="concerns ICT",
                    ),
                ),
                (
                    "scope_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "buyer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="needs",
                        to="catalogue.organisation",
                        verbose_name="contracting authority",
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
                    "required_certifications",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        to="taxonomy.certification",
                        verbose_name="required certifications",
                    ),
                ),
                (
                    "sectors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, to="taxonomy.sector", verbose_name="sectors"
                    ),
                ),
            ],
            options={
                "verbose_name": "need",
                "verbose_name_plural": "needs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget_min__isnull", True),
                            ("budget_max__isnull", True),
                            ("budget_max__gte", models.F("budget_min")),
                            _connector="OR",
                        ),
                        name="needs_need_budget_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_en__isnull", False), ("title_en__gt", "")),
                            models.Q(("title_lv__isnull", False), ("title_lv__gt", "")),
                            _connector="OR",
                        ),
                        name="needs_need_titled",
                    ),
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
    ]
