import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("deliberations", "0006_corrections_and_renditions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MethodRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked",
                    models.CharField(
                        choices=[("roll_call", "scrutin public"), ("secret", "scrutin secret")],
                        max_length=20,
                        verbose_name="mode demandé",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="membres qui le demandent")),
                ("present", models.PositiveIntegerField(verbose_name="présents")),
                ("needed", models.PositiveIntegerField(verbose_name="nécessaires")),
                ("share", models.CharField(max_length=15, verbose_name="part des présents")),
                ("at", models.DateTimeField(verbose_name="constatée à")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="method_requests",
                        to="deliberations.agendaitem",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de mode de scrutin",
                "verbose_name_plural": "demandes de mode de scrutin",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", models.F("present"))),
                        name="no_more_ask_than_are_present",
                        violation_error_message="Une demande vient d’au moins un membre, et de membres présents.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked__in", ("roll_call", "secret"))),
                        name="one_asks_for_a_known_method",
                        violation_error_message="On demande un scrutin public ou un scrutin secret.",
                    ),
                ],
            },
        ),
        append_only("deliberations_methodrequest"),
    ]
