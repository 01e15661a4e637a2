"""What the council writes to the assembly's liaison, in words (RULES T2, T3)."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.formats import long_date
from common.mail import Line, Mail
from governance.enums import Occasion


def site_address(path):
    """The whole address of a path of the site, as a message carries it."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def liaison_mail(link, token) -> Mail:
    """The message that carries a link: the document and what is asked, or a reminder; in the council's language."""
    with translation.override(settings.LANGUAGE_CODE):
        transmission = link.transmission
        text = transmission.recommendation
        kind = capfirst(text.get_kind_display())
        facts = {
            "kind": kind,
            "number": text.number,
            "title": transmission.version.title,
            "due": long_date(transmission.due_on),
        }
        door = site_address(reverse("governance:liaison", args=[token]))
        return Mail(
            subject=_subject(link.occasion) % facts,
            paragraphs=(
                _("Madame, Monsieur,"),
                _opening(link.occasion) % facts,
                _("Le lien ci-dessous ouvre ce seul dossier, sans compte ni mot de passe : accuser réception, répondre "
                  "à chaque point, joindre la délibération, puis dire ce qui en est fait. Ne le transmettez qu’à qui "
                  "doit répondre : il suffit à agir au nom de l’assemblée."),
                _("Il est valable jusqu’au %(until)s.") % {"until": long_date(link.expires_at)},
            ),
            action=Line(_("Ouvrir le dossier"), door),
            foot=(
                Line(_("La page publique du texte"), site_address(text.get_absolute_url())),
                Line(_("Pour toute question, répondez à ce message.")),
            ),
        )  # fmt: skip


def _subject(occasion):
    late = (Occasion.DAY_AFTER, Occasion.MONTH_AFTER)
    if occasion == Occasion.SENT:
        return _("%(kind)s %(number)s : « %(title)s »")
    return (
        _("Réponse en retard : %(number)s « %(title)s »")
        if occasion in late
        else _("Réponse attendue : %(number)s « %(title)s »")
    )


def _opening(occasion):
    return {
        Occasion.SENT: _("Le conseil vous adresse le texte joint, « %(title)s », avec le résultat du vote. Il vous "
                         "demande de répondre à chacun de ses points avant la fin du %(due)s."),
        Occasion.MONTH_BEFORE: _("La réponse au texte « %(title)s » est attendue dans un mois, avant la fin du "
                                 "%(due)s."),
        Occasion.WEEK_BEFORE: _("La réponse au texte « %(title)s » est attendue dans une semaine, avant la fin du "
                                "%(due)s."),
        Occasion.DAY_AFTER: _("La réponse au texte « %(title)s » était attendue avant la fin du %(due)s. Le site du "
                              "conseil l’indique désormais comme en retard."),
        Occasion.MONTH_AFTER: _("La réponse au texte « %(title)s » est en retard d’un mois : elle était attendue avant "
                                "la fin du %(due)s."),
    }[Occasion(occasion)]  # fmt: skip
