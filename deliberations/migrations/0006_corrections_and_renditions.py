import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0002_terms_do_not_overlap"),
        ("deliberations", "0005_speakers_and_motions"),
        ("governance", "0002_record_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExaminedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField(verbose_name="contenu figé")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("published_at", models.DateTimeField(verbose_name="publiée le")),
                (
                    "sitting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examined_list",
                        to="deliberations.sitting",
                    ),
                ),
            ],
            options={
                "verbose_name": "liste de ce qui a été examiné",
                "verbose_name_plural": "listes de ce qui a été examiné",
            },
        ),
        migrations.CreateModel(
            name="HistoricalCorrection",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("stands", models.TextField(blank=True, verbose_name="ce qui est écrit")),
                ("wanted", models.TextField(verbose_name="ce qui devrait l’être")),
                ("reason", models.TextField(verbose_name="pourquoi")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "demandée"), ("accepted", "acceptée"), ("declined", "non retenue")],
                        default="asked",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                ("answer", models.TextField(blank=True, verbose_name="réponse")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondue le")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="deliberations.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="deliberations.minutes",
                        verbose_name="procès-verbal",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.person",
                        verbose_name="demandée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical correction demandée",
                "verbose_name_plural": "historical corrections demandées",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDissent",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("text", models.TextField(verbose_name="désaccord")),
                ("recorded_at", models.DateTimeField(verbose_name="consigné le")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="governance.ballot",
                        verbose_name="scrutin",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="deliberations.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.person",
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical désaccord consigné",
                "verbose_name_plural": "historical désaccords consignés",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PublicRendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField(verbose_name="contenu figé")),
                ("content_digest", models.CharField(max_length=64, verbose_name="empreinte du contenu")),
                ("document", models.FileField(upload_to="proces-verbaux/publics/", verbose_name="document")),
                ("document_digest", models.CharField(max_length=64, verbose_name="empreinte du document")),
                ("register_count", models.PositiveBigIntegerField(verbose_name="actes au registre")),
                ("register_head", models.CharField(max_length=64, verbose_name="tête du registre")),
                ("at", models.DateTimeField(verbose_name="mis en ligne le")),
                (
                    "minutes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_rendition",
                        to="deliberations.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "exemplaire public",
                "verbose_name_plural": "exemplaires publics",
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stands", models.TextField(blank=True, verbose_name="ce qui est écrit")),
                ("wanted", models.TextField(verbose_name="ce qui devrait l’être")),
                ("reason", models.TextField(verbose_name="pourquoi")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "demandée"), ("accepted", "acceptée"), ("declined", "non retenue")],
                        default="asked",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                ("answer", models.TextField(blank=True, verbose_name="réponse")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondue le")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="deliberations.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="deliberations.minutes",
                        verbose_name="procès-verbal",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.person",
                        verbose_name="demandée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction demandée",
                "verbose_name_plural": "corrections demandées",
                "ordering": ["minutes", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_correction_says_why",
                        violation_error_message="Une correction non retenue dit pourquoi : le membre lit la raison.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("answered_at__gte", models.F("asked_at")),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_correction_says_when",
                        violation_error_message="Une correction a une réponse, datée, ou n’en a pas encore.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stands", models.F("wanted")), _negated=True),
                        name="correction_changes_something",
                        violation_error_message="Ce qui devrait être écrit est déjà ce qui est écrit.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="désaccord")),
                ("recorded_at", models.DateTimeField(verbose_name="consigné le")),
                (
                    "ballot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.ballot",
                        verbose_name="scrutin",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dissents",
                        to="deliberations.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dissents",
                        to="council.person",
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "désaccord consigné",
                "verbose_name_plural": "désaccords consignés",
                "ordering": ["item", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "person"),
                        name="one_dissent_per_item_and_member",
                        violation_error_message="Le désaccord de ce membre est déjà consigné sur ce point.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="dissent_says_something",
                        violation_error_message="Un désaccord consigné dit en quoi il consiste.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passage", models.TextField(verbose_name="passage")),
                ("reason", models.CharField(max_length=120, verbose_name="motif")),
                ("shown_as", models.CharField(blank=True, max_length=120, verbose_name="remplacé par")),
                ("at", models.DateTimeField(verbose_name="le")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="levée le")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deliberations.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="deliberations.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "occultation",
                "verbose_name_plural": "occultations",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passage", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="redaction_says_what_and_why",
                        violation_error_message="Une occultation dit quel passage et pour quel motif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__gte", models.F("at")),
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="redaction_lifted_after_it_was_made",
                        violation_error_message="Une occultation se lève après avoir été faite, et l’on sait par qui.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scan", "numérisation de l’exemplaire signé"),
                            ("electronic", "exemplaire signé électroniquement"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("document", models.FileField(upload_to="proces-verbaux/signes/", verbose_name="document")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("size", models.PositiveIntegerField(verbose_name="taille, en octets")),
                ("added_at", models.DateTimeField(verbose_name="versé le")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_copies",
                        to="deliberations.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "exemplaire signé",
                "verbose_name_plural": "exemplaires signés",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "digest"),
                        name="one_signed_copy_per_file",
                        violation_error_message="Ce fichier est déjà versé.",
                    )
                ],
            },
        ),
        append_only("deliberations_publicrendition", "deliberations_signedcopy", "deliberations_examinedlist"),
    ]
