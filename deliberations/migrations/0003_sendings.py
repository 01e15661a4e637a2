from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q, deletion
from django.db.models.functions import TruncDate

from common.append_only import append_only

STATUS = [
    ("waiting", "à envoyer"),
    ("sending", "départ en cours"),
    ("sent", "envoyé"),
    ("failed", "échec"),
    ("uncertain", "incertain"),
    ("no_address", "sans adresse"),
]


def date_what_was_sent(apps, schema_editor):
    """Until now a message left, or failed, at the moment of the act."""
    apps.get_model("deliberations", "Dispatch").objects.update(queued_at=F("sent_at"), day=TruncDate("sent_at"))


def keep_what_was_sent(apps, schema_editor):
    """The proof of what left before attempts were kept one by one."""
    attempt = apps.get_model("deliberations", "Attempt")
    sent = apps.get_model("deliberations", "Dispatch").objects.filter(status="sent")
    attempt.objects.bulk_create(
        attempt(dispatch=row, at=row.sent_at, address=row.address, outcome="sent", files=row.files)
        for row in sent.iterator()
    )


def say_when(apps, schema_editor):
    """The way back: every message says when it was sent, or was to be."""
    dispatch = apps.get_model("deliberations", "Dispatch")
    dispatch.objects.filter(purpose="reminder").delete()
    dispatch.objects.filter(sent_at=None).update(sent_at=F("queued_at"))


WITHOUT_ACCOUNT = "Vide pour un membre sans compte, qui l’a donné par le lien de sa convocation."
DAY = "Le jour de l’acte, là où le conseil se réunit."


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0002_terms_do_not_overlap"),
        ("deliberations", "0002_record_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("dispatch", "nobody_is_convened_twice"),
        migrations.AddField(
            "dispatch",
            "purpose",
            models.CharField(
                "objet", max_length=10, choices=[("agenda", "ordre du jour"), ("reminder", "relance")], default="agenda"
            ),
        ),
        migrations.AddField(
            "dispatch", "claimed_at", models.DateTimeField("départ commencé le", blank=True, null=True)
        ),
        migrations.AddField("dispatch", "queued_at", models.DateTimeField("décidé le", null=True)),
        migrations.AddField("dispatch", "day", models.DateField("jour", null=True, help_text=DAY)),
        migrations.AlterField("dispatch", "sent_at", models.DateTimeField("envoyé le", blank=True, null=True)),
        migrations.AlterField("dispatch", "status", models.CharField("état", max_length=12, choices=STATUS)),
        migrations.RunPython(date_what_was_sent, say_when),
        migrations.AlterField("dispatch", "queued_at", models.DateTimeField("décidé le")),
        migrations.AlterField("dispatch", "day", models.DateField("jour", help_text=DAY)),
        migrations.AddConstraint(
            "dispatch",
            models.UniqueConstraint(
                fields=["agenda_version", "person"],
                condition=Q(purpose="agenda"),
                name="nobody_is_convened_twice",
                violation_error_message="Cette personne a déjà reçu cette convocation.",
            ),
        ),
        migrations.AddConstraint(
            "dispatch",
            models.UniqueConstraint(
                fields=["agenda_version", "person", "day"],
                condition=Q(purpose="reminder"),
                name="nobody_is_reminded_twice_a_day",
                violation_error_message="Cette personne a déjà été relancée ce jour-là.",
            ),
        ),
        migrations.AddConstraint(
            "dispatch",
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="sent_message_says_when",
                violation_error_message="Un message envoyé dit quand il est parti.",
            ),
        ),
        migrations.AddConstraint(
            "dispatch",
            models.CheckConstraint(
                condition=~Q(status="sending") | Q(claimed_at__isnull=False),
                name="message_on_its_way_says_since_when",
                violation_error_message="Un message dont le départ a commencé dit depuis quand.",
            ),
        ),
        migrations.AlterField(
            "historicalproxy",
            "given_by",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                help_text=WITHOUT_ACCOUNT,
            ),
        ),
        migrations.AlterField(
            "proxy",
            "given_by",
            models.ForeignKey(
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                help_text=WITHOUT_ACCOUNT,
            ),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="le")),
                ("address", models.EmailField(max_length=254, verbose_name="adresse")),
                ("outcome", models.CharField(choices=STATUS, max_length=12, verbose_name="résultat")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="réponse du serveur")),
                ("files", models.JSONField(default=dict, verbose_name="pièces et empreintes")),
                (
                    "dispatch",
                    models.ForeignKey(on_delete=deletion.PROTECT, related_name="attempts", to="deliberations.dispatch"),
                ),
            ],
            options={
                "verbose_name": "essai d’envoi",
                "verbose_name_plural": "essais d’envoi",
                "ordering": ["pk"],
            },
        ),
        append_only("deliberations_attempt"),
        migrations.RunPython(keep_what_was_sent, migrations.RunPython.noop),
    ]
