import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_ballot_methods"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballot",
            name="evidence_url",
            field=models.URLField(
                blank=True,
                help_text="Par exemple le scrutin d’un système de vote vérifiable de bout en bout.",
                verbose_name="preuve publiée ailleurs",
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="signatures",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="émargements"),
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "elector",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signature", to="governance.elector"
                    ),
                ),
            ],
            options={
                "verbose_name": "émargement",
                "verbose_name_plural": "émargements",
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("content", models.TextField(verbose_name="contenu")),
                ("college", models.CharField(blank=True, max_length=3, verbose_name="collège")),
                ("commitment", models.CharField(max_length=64, unique=True, verbose_name="empreinte")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="governance.ballot"
                    ),
                ),
            ],
            options={
                "verbose_name": "bulletin",
                "verbose_name_plural": "bulletins",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content", ""), _negated=True),
                        name="paper_says_something",
                        violation_error_message="Un bulletin dit quelque chose, ne serait-ce que « blanc ».",
                    )
                ],
            },
        ),
    ]
