import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0004_named_technologies"),
    ]

    operations = [
        migrations.AddField(
            model_name="weights",
            name="nearby",
            field=models.PositiveSmallIntegerField(
                default=14,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="work nearby",
            ),
        ),
        migrations.AddField(
            model_name="weights",
            name="subject",
            field=models.PositiveSmallIntegerField(
                default=14,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="subject",
            ),
        ),
        migrations.AlterField(
            model_name="weights",
            name="cpv",
            field=models.PositiveSmallIntegerField(
                default=12,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="CPV codes",
            ),
        ),
        migrations.AlterField(
            model_name="weights",
            name="projects",
            field=models.PositiveSmallIntegerField(
                default=36,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="similar projects",
            ),
        ),
        migrations.AlterField(
            model_name="weights",
            name="record",
            field=models.PositiveSmallIntegerField(
                default=2,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="track record",
            ),
        ),
        migrations.AlterField(
            model_name="weights",
            name="text",
            field=models.PositiveSmallIntegerField(
                default=30,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="own words",
            ),
        ),
        migrations.AddConstraint(
            model_name="weights",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__range", (0, 100))),
                name="matching_weights_subject_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="weights",
            constraint=models.CheckConstraint(
                condition=models.Q(("nearby__range", (0, 100))),
                name="matching_weights_nearby_range",
            ),
        ),
    ]
