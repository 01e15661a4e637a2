"""The rules a council votes by, as dated data: changing them never changes the past (RULES, table of profiles)."""

from fractions import Fraction

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.formats import short_date
from council.enums import CollegeRule, Convening, QuorumCounts, TieRule, VoteBase

FRACTION = r"^[0-9]+(/[1-9][0-9]*)?$"


def fraction_field(label, default, **options):
    """A share kept as exact text, such as 1/2; read it back with Fraction."""
    validator = RegexValidator(FRACTION, _("Écrivez une fraction, par exemple 1/2 ou 2/3."))
    return models.CharField(label, max_length=15, default=default, validators=[validator], **options)


class RulesProfileQuerySet(models.QuerySet):
    def in_force(self, on):
        """Versions already in force on that date, the latest first."""
        return self.filter(in_force_from__lte=on).order_by("-in_force_from", "-pk")


class RulesProfile(models.Model):
    """One dated version of the rules of procedure. A sitting keeps the version in force on its date."""

    family = models.SlugField(_("famille"), max_length=40)
    name = models.CharField(_("nom"), max_length=120)
    in_force_from = models.DateField(_("en vigueur à partir du"))

    notice_days = models.PositiveSmallIntegerField(_("délai de convocation, en jours"), default=5)
    notice_clear = models.BooleanField(_("jours francs"), default=False)
    urgency_days = models.PositiveSmallIntegerField(_("délai d’urgence, en jours"), default=1)
    urgency_voted = models.BooleanField(_("la séance se prononce sur l’urgence"), default=False)
    convening = models.CharField(_("signature de la convocation"), max_length=10, choices=Convening, default="any")
    item_request_days = models.PositiveSmallIntegerField(_("délai pour demander un point, en jours"), default=15)

    quorum_required = models.BooleanField(_("quorum exigé"), default=True)
    quorum_threshold = fraction_field(_("seuil du quorum"), "1/2")
    quorum_strict = models.BooleanField(_("plus que le seuil"), default=False)
    quorum_counts = models.CharField(_("sont comptés"), max_length=12, choices=QuorumCounts, default="represented")
    second_call_days = models.PositiveSmallIntegerField(_("délai de seconde convocation, en jours"), default=0)
    second_call_quorum = models.BooleanField(_("quorum exigé sur seconde convocation"), default=False)
    remote_counts = models.BooleanField(_("la présence à distance compte"), default=True)

    proxies_per_holder = models.PositiveSmallIntegerField(_("pouvoirs par personne"), default=1)
    proxies_same_college = models.BooleanField(_("pouvoir dans le même collège seulement"), default=False)
    proxies_consecutive = models.PositiveSmallIntegerField(_("séances consécutives représentées au plus"), default=3)
    recused_leave_base = models.BooleanField(_("les sièges en déport sortent de la base"), default=False)

    vote_base = models.CharField(_("base de la majorité"), max_length=12, choices=VoteBase, default="present")
    vote_threshold = fraction_field(_("seuil de la majorité"), "1/2")
    vote_strict = models.BooleanField(_("plus que le seuil de majorité"), default=True)
    tie = models.CharField(_("partage des voix"), max_length=15, choices=TieRule, default="rejected")
    colleges = models.CharField(_("collèges"), max_length=10, choices=CollegeRule, default="none")
    public_vote_share = fraction_field(_("part pour demander un scrutin public"), "1/4")
    secret_vote_share = fraction_field(_("part pour demander un scrutin secret"), "1/3")
    secret_minimum = models.PositiveSmallIntegerField(_("votants au moins pour un scrutin secret"), default=3)
    decides_by_consent = models.BooleanField(_("décide par consentement"), default=False)

    answer_months = models.PositiveSmallIntegerField(_("délai de réponse de l’assemblée, en mois"), default=4)
    minutes_publication_days = models.PositiveSmallIntegerField(_("délai de publication, en jours"), default=7)

    objects = RulesProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profil de règles")
        verbose_name_plural = _("profils de règles")
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "in_force_from"],
                name="one_profile_version_per_date",
                violation_error_message=_("Ce profil a déjà une version à cette date."),
            ),
            models.CheckConstraint(
                name="profile_shares_are_fractions",
                condition=Q(quorum_threshold__regex=FRACTION)
                & Q(vote_threshold__regex=FRACTION)
                & Q(public_vote_share__regex=FRACTION)
                & Q(secret_vote_share__regex=FRACTION),
                violation_error_message=_("Les seuils s’écrivent comme des fractions, par exemple 1/2."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({short_date(self.in_force_from)})"

    def share(self, field):
        """Return one of the thresholds as an exact Fraction."""
        return Fraction(getattr(self, field))
