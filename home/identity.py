"""Who publishes the site, what it is called and what its audit found: one row that editors keep."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from home.obligations.conformity import conformity


@register_setting(icon="cogs", order=1)
class SiteIdentity(BaseGenericSetting):
    """What the header, the footer and the pages that the law asks for say of the council and its publisher."""

    email = models.EmailField(_("adresse électronique du secrétariat"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    postal_address = models.TextField(_("adresse postale"), blank=True)
    opening = models.CharField(_("accueil du public"), max_length=200, blank=True)

    publisher = models.TextField(
        _("éditeur"), blank=True, help_text=_("Nom, adresse, téléphone de la personne morale.")
    )
    director = models.CharField(
        _("direction de la publication"), max_length=200, blank=True, help_text=_("Nom et qualité.")
    )
    hosting = models.TextField(_("hébergement"), blank=True, help_text=_("Nom, adresse, téléphone de l’hébergeur."))
    data_protection = models.TextField(
        _("protection des données"), blank=True, help_text=_("Comment joindre la personne déléguée à cette protection.")
    )

    audited_on = models.DateField(_("date de l’audit"), null=True, blank=True)
    auditor = models.CharField(_("audit mené par"), max_length=200, blank=True)
    criteria_met = models.PositiveSmallIntegerField(
        _("critères respectés, en %"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    pages_tested = models.TextField(_("pages vérifiées"), blank=True, help_text=_("Une par ligne."))
    assistive_tests = models.TextField(
        _("essais avec des technologies d’assistance"), blank=True, help_text=_("Lesquelles, sur quels appareils.")
    )
    not_accessible = models.TextField(_("non-conformités"), blank=True, help_text=_("Une par ligne."))
    exemptions = models.TextField(_("dérogations"), blank=True, help_text=_("Une par ligne, avec sa raison."))
    accessibility_plan = models.TextField(_("schéma pluriannuel et plan de l’année"), blank=True)

    contact_panels = [FieldPanel(name) for name in ("email", "phone", "postal_address", "opening")]
    legal_panels = [FieldPanel(name) for name in ("publisher", "director", "hosting", "data_protection")]
    audit_panels = [
        MultiFieldPanel([FieldPanel(name) for name in ("audited_on", "auditor", "criteria_met")], heading=_("Audit")),
        *(FieldPanel(name) for name in ("pages_tested", "assistive_tests", "not_accessible", "exemptions")),
        FieldPanel("accessibility_plan"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(contact_panels, heading=_("Contact")),
            ObjectList(legal_panels, heading=_("Mentions légales")),
            ObjectList(audit_panels, heading=_("Accessibilité")),
        ]
    )

    class Meta:
        verbose_name = _("identité et mentions du site")
        constraints = [
            models.CheckConstraint(
                name="share_of_criteria_at_most_whole",
                condition=Q(criteria_met=None) | Q(criteria_met__lte=100),
                violation_error_message=_("Une part des critères va de 0 à 100 %."),
            ),
            models.CheckConstraint(
                name="audit_has_its_date_and_its_result",
                condition=Q(audited_on=None, criteria_met=None)
                | Q(audited_on__isnull=False, criteria_met__isnull=False),
                violation_error_message=_("Un audit a une date et un résultat : remplissez les deux, ou aucun."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls):
        """What editors keep, or a row with nothing in it: one query, and none is written."""
        return cls.objects.first() or cls()

    def conformity(self, on):
        """What the site may say of its accessibility on a day."""
        return conformity(self.criteria_met, self.audited_on, on)
