from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_proposed_words")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="employees",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1-9", "1–\u20609"),
                    ("10-49", "10–\u206049"),
                    ("50-249", "50–\u2060249"),
                    ("250+", "250+"),
                ],
                max_length=10,
                verbose_name="employees",
            ),
        ),
    ]
