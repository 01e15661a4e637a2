"""Words for who sits, in which quality, under which rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    PLENARY = "plenary", _("plénière")
    BUREAU = "bureau", _("bureau")
    WORKING_GROUP = "working_group", _("groupe de travail")


class AlternateRule(models.TextChoices):
    """Who may replace the titular of a seat (RULES C3)."""

    ANY = "any", _("suppléance libre")
    SAME_ORGANISATION = "same_organisation", _("suppléance dans la même organisation")
    NONE = "none", _("sans suppléance")


class SeatRole(models.TextChoices):
    TITULAR = "titular", _("titulaire")
    ALTERNATE = "alternate", _("suppléance")


class Civility(models.TextChoices):
    MRS = "F", _("Mme")
    MR = "M", _("M.")
    UNSTATED = "", _("non précisée")


class OfficeKind(models.TextChoices):
    CO_CHAIR = "co_chair", _("coprésidence")
    SECRETARY = "secretary", _("secrétariat de séance")
    FACILITATOR = "facilitator", _("animation")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("publique")
    MEMBERS = "members", _("réservée aux membres")


class QuorumCounts(models.TextChoices):
    """Who is counted towards the quorum (RULES, table of profiles)."""

    PRESENT = "present", _("les membres présents")
    REPRESENTED = "represented", _("les membres présents ou représentés")


class VoteBase(models.TextChoices):
    """What the majority is counted on (RULES V3)."""

    EXPRESSED = "expressed", _("suffrages exprimés")
    VOTERS = "voters", _("votants")
    PRESENT = "present", _("membres présents ou représentés")
    ENTITLED = "entitled", _("sièges en exercice")


class TieRule(models.TextChoices):
    REJECTED = "rejected", _("le partage des voix vaut rejet")
    CASTING_VOTE = "casting_vote", _("la présidence de séance départage")


class CollegeRule(models.TextChoices):
    NONE = "none", _("tous collèges confondus")
    EACH = "each", _("majorité dans chaque collège")
    WEIGHTED = "weighted", _("collèges pondérés")


class Convening(models.TextChoices):
    """Who signs the convening notice (RULES C5)."""

    ANY = "any", _("une coprésidence suffit")
    ALL = "all", _("toutes les coprésidences signent")
    ROTATION = "rotation", _("à tour de rôle")
