"""Who publishes the site, what it is called and what its audit found: one row that editors keep."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from common.contrast import TEXT, weakest
from common.identity import Identity, from_settings
from home.obligations.conformity import conformity

COLOUR = RegexValidator(
    r"^#[0-9a-f]{6}$", _("Écrivez une couleur comme #9c3f2b : un dièse, puis six chiffres ou lettres de a à f.")
)
TOO_PALE = _(
    "Cette couleur se lit mal sur le fond clair : contraste de %(found)s pour 1, il en faut 4,5. Prenez-la plus foncée."
)
TOO_DARK = _(
    "Cette couleur se lit mal sur le fond sombre : contraste de %(found)s pour 1, il en faut 4,5. "
    "Prenez-la plus claire."
)
ADDRESS = RegexValidator(
    r"^(/(?!/)|https://)\S*$", _("Une adresse commence par / sur ce site, ou par https:// ailleurs.")
)


class Link(blocks.StructBlock):
    """A line of a menu: its words in each language, and where it leads."""

    label = blocks.CharBlock(label=_("mots"), max_length=60)
    label_en = blocks.CharBlock(label=_("mots en anglais"), max_length=60, required=False)
    label_de = blocks.CharBlock(label=_("mots en allemand"), max_length=60, required=False)
    address = blocks.CharBlock(label=_("adresse"), max_length=300, validators=[ADDRESS])

    class Meta:
        label = _("ligne")
        icon = "link"


@register_setting(icon="cogs", order=1)
class SiteIdentity(BaseGenericSetting):
    """What the header, the footer and the pages that the law asks for say of the council and its publisher."""

    name = models.CharField(_("nom du conseil"), max_length=120, blank=True)
    place = models.CharField(_("lieu, à la suite du nom"), max_length=120, blank=True)
    logo = models.ForeignKey(
        "home.CouncilImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accent_light = models.CharField(_("accent du thème clair"), max_length=7, blank=True, validators=[COLOUR])
    accent_dark = models.CharField(_("accent du thème sombre"), max_length=7, blank=True, validators=[COLOUR])
    header_links = StreamField([("link", Link())], verbose_name=_("menu du haut, à la suite"), blank=True)
    footer_links = StreamField([("link", Link())], verbose_name=_("menu du bas, à la suite"), blank=True)

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

    name_panels = [
        *(FieldPanel(name) for name in ("name", "place", "logo")),
        MultiFieldPanel([FieldPanel("accent_light"), FieldPanel("accent_dark")], heading=_("Couleur d’accent")),
    ]
    menu_panels = [FieldPanel("header_links"), FieldPanel("footer_links")]
    contact_panels = [FieldPanel(name) for name in ("email", "phone", "postal_address", "opening")]
    legal_panels = [FieldPanel(name) for name in ("publisher", "director", "hosting", "data_protection")]
    audit_panels = [
        MultiFieldPanel([FieldPanel(name) for name in ("audited_on", "auditor", "criteria_met")], heading=_("Audit")),
        *(FieldPanel(name) for name in ("pages_tested", "assistive_tests", "not_accessible", "exemptions")),
        FieldPanel("accessibility_plan"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(name_panels, heading=_("Identité")),
            ObjectList(menu_panels, heading=_("Menus")),
            ObjectList(contact_panels, heading=_("Contact")),
            ObjectList(legal_panels, heading=_("Mentions légales")),
            ObjectList(audit_panels, heading=_("Accessibilité")),
        ]
    )

    select_related = ["logo"]

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
            models.CheckConstraint(
                name="accent_in_both_themes_or_none",
                condition=Q(accent_light="", accent_dark="") | (~Q(accent_light="") & ~Q(accent_dark="")),
                violation_error_message=_("Un accent a une couleur pour chaque thème, clair et sombre."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls):
        """What editors keep, or a row with nothing in it: one query, and none is written."""
        return cls.objects.select_related("logo").first() or cls()

    def clean(self):
        """An accent is read as text in both themes (WCAG 2.2, 1.4.3)."""
        super().clean()
        refused = {}
        for field, theme, sentence in (("accent_light", "light", TOO_PALE), ("accent_dark", "dark", TOO_DARK)):
            colour = getattr(self, field)
            if _is_colour(colour) and (found := weakest(colour, theme)) < TEXT:
                refused[field] = sentence % {"found": number_format(int(found * 10) / 10, 1)}
        if refused:
            raise ValidationError(refused)

    @property
    def council(self):
        """What the council is called: by its editors, or else by the settings."""
        return Identity(self.name, self.place) if self.name else from_settings()

    @property
    def header_menu(self):
        """The lines that editors add to the header, in the language being read."""
        return lines_of(self.header_links)

    @property
    def footer_menu(self):
        """The lines that editors add to the footer, in the language being read."""
        return lines_of(self.footer_links)

    def conformity(self, on):
        """What the site may say of its accessibility on a day."""
        return conformity(self.criteria_met, self.audited_on, on)


def lines_of(links):
    """Return (words, address) of each line of a menu; an address of this site keeps the language being read."""
    code = get_language()
    root = "" if code in (None, "fr") else f"/{code}"
    return [
        (link.value.get(f"label_{code}") or link.value["label"], _under(root, link.value["address"])) for link in links
    ]


def _under(root, address):
    return f"{root}{address}" if address.startswith("/") else address


def _is_colour(colour):
    try:
        COLOUR(colour)
    except ValidationError:
        return False
    return True
