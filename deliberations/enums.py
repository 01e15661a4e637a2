"""Words of a sitting."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SittingState(models.TextChoices):
    """RULES S1."""

    DRAFT = "draft", _("en préparation")
    CONVENED = "convened", _("convoquée")
    OPEN = "open", _("en cours")
    CLOSED = "closed", _("tenue")
    APPROVED = "approved", _("procès-verbal approuvé")
    ADJOURNED = "adjourned", _("ajournée faute de quorum")
    POSTPONED = "postponed", _("reportée")
    CANCELLED = "cancelled", _("annulée")


SHOWN_TO_PUBLIC = tuple(state for state in SittingState if state != SittingState.DRAFT)
HELD = (SittingState.CLOSED, SittingState.APPROVED)
TO_COME = (SittingState.DRAFT, SittingState.CONVENED)


class ItemKind(models.TextChoices):
    """RULES S5."""

    MINUTES = "minutes", _("procès-verbal à approuver")
    INFORMATION = "information", _("information")
    DISCUSSION = "discussion", _("échange")
    VOTE = "vote", _("vote")
    OTHER = "other", _("questions diverses")
    BREAK = "break", _("pause")


QUESTIONED = (ItemKind.VOTE, ItemKind.DISCUSSION)  # on which a question of its own may be put to the vote


class PresenceMode(models.TextChoices):
    ROOM = "room", _("en salle")
    REMOTE = "remote", _("à distance")


class ReplyAnswer(models.TextChoices):
    """What a member announces before the sitting (RULES S9)."""

    COMING = "coming", _("sera en salle")
    REMOTE = "remote", _("sera à distance")
    EXCUSED = "excused", _("ne viendra pas")
    REPRESENTED = "represented", _("sera représenté·e")


class DispatchPurpose(models.TextChoices):
    """Why somebody is written to (RULES S3, S9)."""

    AGENDA = "agenda", _("ordre du jour")
    REMINDER = "reminder", _("relance")


class RequestState(models.TextChoices):
    """What became of an item that a member asked for (RULES S6)."""

    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class DispatchStatus(models.TextChoices):
    """How far one message has come (RULES S3, T4); docs/sending.md draws the way from one to the next."""

    WAITING = "waiting", _("à envoyer")
    SENDING = "sending", _("départ en cours")
    SENT = "sent", _("envoyé")
    FAILED = "failed", _("échec")
    UNCERTAIN = "uncertain", _("incertain")
    NO_ADDRESS = "no_address", _("sans adresse")


class MinutesState(models.TextChoices):
    """RULES M3."""

    DRAFT = "draft", _("projet")
    CIRCULATED = "circulated", _("soumis à relecture")
    APPROVED = "approved", _("approuvé")
    PUBLISHED = "published", _("publié")


class MotionKind(models.TextChoices):
    """What a member may raise at any moment (RULES S11)."""

    ORDER = "order", _("rappel au règlement")
    CLOSURE = "closure", _("clôture de la discussion")
    POSTPONEMENT = "postponement", _("report du point")
    SUSPENSION = "suspension", _("suspension de séance")
    OTHER = "other", _("autre motion")


class MotionOutcome(models.TextChoices):
    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REJECTED = "rejected", _("rejetée")
    WITHDRAWN = "withdrawn", _("retirée")


class Audience(models.TextChoices):
    """Who follows a sitting on a screen: each is told only of what that screen shows."""

    DESK = "pupitre", _("pupitre")
    SCREEN = "ecran", _("écran")
    MEMBER = "membre", _("membre")


class CorrectionState(models.TextChoices):
    """What became of a correction that a member asked for (RULES M3)."""

    ASKED = "asked", _("demandée")
    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("non retenue")


class SignedKind(models.TextChoices):
    SCAN = "scan", _("numérisation de l’exemplaire signé")
    ELECTRONIC = "electronic", _("exemplaire signé électroniquement")
