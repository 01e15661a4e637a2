"""Every method of RULES V2, questions without a text, papers in a box; counts are kept for every closed ballot."""

from collections import Counter

import django.db.models.deletion
from django.db import migrations, models

METHODS = [
    ("roll_call", "scrutin public"),
    ("show_of_hands", "main levée"),
    ("secret", "scrutin secret"),
    ("consent", "consentement"),
    ("preference", "choix entre plusieurs options"),
    ("election", "élection"),
]
CLOSED = ("closed", "proclaimed")


def keep_counts(apps, schema_editor):
    """Closed roll calls had their counts worked out at each reading."""
    ballots, votes = apps.get_model("governance", "Ballot"), apps.get_model("governance", "Vote")
    for ballot in ballots.objects.filter(method="roll_call", counts=None, state__in=CLOSED).only("pk"):
        counts = {}
        rows = votes.objects.filter(elector__ballot=ballot).values_list("elector__college", "choice")
        for (college, choice), number in sorted(Counter(rows).items()):
            counts.setdefault(college, {})[choice] = number
        ballots.objects.filter(pk=ballot.pk).update(counts=counts)


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_record_stays")]

    operations = [
        migrations.AddField("ballot", "on_paper", models.BooleanField("avec des bulletins en papier", default=False)),
        migrations.AddField("ballot", "terms", models.JSONField("conditions", default=dict)),
        migrations.AlterField("ballot", "counts", models.JSONField("décompte par collège", null=True, blank=True)),
        migrations.AlterField("ballot", "method", models.CharField("mode de scrutin", max_length=20, choices=METHODS)),
        migrations.AlterField(
            "ballot",
            "version",
            models.ForeignKey(
                "governance.version",
                verbose_name="texte mis aux voix",
                null=True,
                blank=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
            ),
        ),
        migrations.AddConstraint(
            "ballot",
            models.CheckConstraint(
                name="only_some_methods_do_without_text",
                condition=models.Q(version__isnull=False) | models.Q(method__in=("consent", "preference", "election")),
                violation_error_message="Ce mode de scrutin porte sur un texte figé.",
            ),
        ),
        migrations.AddConstraint(
            "ballot",
            models.CheckConstraint(
                name="only_some_methods_have_papers",
                condition=models.Q(on_paper=False) | models.Q(method__in=("secret", "preference", "election")),
                violation_error_message="Ce mode de scrutin ne se tient pas avec des bulletins en papier.",
            ),
        ),
        migrations.RunPython(keep_counts, migrations.RunPython.noop, elidable=True),
    ]
