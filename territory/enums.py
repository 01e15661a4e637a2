"""Words for who acts on the territory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of actor an organisation is; the legal form code, when known, is kept beside it."""

    LOCAL_GOVERNMENT = "local_government", _("collectivité territoriale")
    PUBLIC_INSTITUTION = "public_institution", _("établissement public")
    NETWORK = "network", _("réseau")
    ASSOCIATION = "association", _("association")
    COOPERATIVE = "cooperative", _("coopérative")
    MUTUAL = "mutual", _("mutuelle")
    FOUNDATION = "foundation", _("fondation")
    SOCIAL_ENTERPRISE = "social_enterprise", _("entreprise sociale")
    FOREIGN_PUBLIC = "foreign_public", _("institution étrangère")
    OTHER = "other", _("autre")


class EssStatus(models.TextChoices):
    """Whether an organisation belongs to the social and solidarity economy; unknown is not no (RULES D2)."""

    YES = "yes", _("relève de l’ESS")
    NO = "no", _("ne relève pas de l’ESS")
    UNKNOWN = "unknown", _("non renseigné")
