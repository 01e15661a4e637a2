"""Words of being told: what kind of news, how often."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cadence(models.TextChoices):
    """How often somebody is written to."""

    IMMEDIATE = "immediate", _("tout de suite")
    DAILY = "daily", _("une fois par jour")
    WEEKLY = "weekly", _("une fois par semaine")
    OFF = "off", _("jamais")


class NewsKind(models.TextChoices):
    """What the news is to who is told: their own text, the assembly's answers, the council's texts."""

    OWN = "own", _("Mes textes")
    ANSWERS = "answers", _("Les réponses de l’assemblée et leurs suites")
    TEXTS = "texts", _("Les textes du conseil")


USUAL = {NewsKind.OWN: Cadence.IMMEDIATE, NewsKind.ANSWERS: Cadence.WEEKLY, NewsKind.TEXTS: Cadence.OFF}
ANSWERS = ("answer", "complete", "abandon", "evaluate")
TEXTS = ("admit", "adopt", "reject", "transmit")
MAIN = TEXTS + ANSWERS  # what is told to who follows a theme or everything; who follows one text is told each act
EXPLAINED = {
    NewsKind.OWN: _("Chaque étape des textes que vous avez écrits ou dont vous êtes rapporteur ou rapporteuse."),
    NewsKind.ANSWERS: _("Ce que l’assemblée répond à tous les textes, et ce qui en est fait."),
    NewsKind.TEXTS: _("Les textes déclarés recevables, adoptés, rejetés ou transmis."),
}
