"""The messages that tell: one act, a digest of several, the confirmation of a subscription."""

from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import long_date, number
from common.mail import Line, Mail
from governance.announcing import CO_AUTHOR_INVITED
from governance.messages import site_address
from governance.models import Version
from governance.presenters.road import TOLD
from register.services import current_head

CONFIRM, STOP = "home.subscription.confirm", "home.subscription.stop"
CONFIRM_WITHIN = 3 * 24 * 3600  # seconds
FOLLOW_UP = {
    "followup.added": lambda: _("Étape de suite ajoutée"),
    "followup.updated": lambda: _("Étape de suite mise à jour"),
}


def news_mail(notices, *, foot) -> Mail:
    """What happened to some texts, the oldest act first; `foot`: what stands under it."""
    lines = [line_of(notice) for notice in notices]
    single = lines[0].title if len(lines) == 1 else ""
    subject = single or ngettext("%(n)s nouvelle du conseil", "%(n)s nouvelles du conseil", len(lines)) % {
        "n": number(len(lines))
    }
    opening = (
        _("Voici ce qui vient de se passer :") if single else _("Voici ce qui s’est passé depuis la dernière fois :")
    )
    return Mail(subject=subject, paragraphs=(opening,), lines=tuple(lines), foot=(*foot, register_line()))


def line_of(notice) -> Line:
    """« 2026-014 · Adoptée : Ouvrir les marchés… », with the day and the reason that was given."""
    text = notice.recommendation
    if notice.act == CO_AUTHOR_INVITED:
        asked = reverse("governance:co_authors", args=[text.pk])
        return Line(_("%(author)s vous invite à écrire ensemble : %(title)s") % {
            "author": text.author, "title": text.title}, site_address(asked), long_date(notice.at))  # fmt: skip
    said = FOLLOW_UP[notice.act]() if notice.act in FOLLOW_UP else str(TOLD.get(notice.act, notice.act))
    move = text.moves.filter(step=notice.act, at=notice.at).first()
    detail = " · ".join(part for part in (long_date(notice.at), move.note if move else "") if part)
    title = _("%(number)s · %(step)s : %(title)s") % {
        "number": text.number or _("brouillon"), "step": said, "title": title_of(notice),
    }  # fmt: skip
    return Line(title, site_address(text.get_absolute_url()), detail)


def title_of(notice):
    """The title as last frozen: a text being worked on is shown to nobody else (RULES R3)."""
    frozen = Version.objects.filter(recommendation=notice.recommendation).order_by("-number")
    return frozen.values_list("title", flat=True).first() or notice.recommendation.title


def register_line() -> Line:
    """The head of the register, so that each mailbox is a witness of it (RULES A3)."""
    head = current_head()
    said = _("Registre : %(count)s actes, tête %(head)s") % {
        "count": number(head.count), "head": head.digest,
    }  # fmt: skip
    return Line(said, site_address(reverse("home:register")))


def foot_of_person():
    return (Line(_("Choisir ce que vous recevez, et à quel rythme"), site_address(reverse("home:news"))),)


def foot_of(subscription):
    return (Line(_("Ne plus recevoir ces messages"), stop_address(subscription)),)


def confirmation_mail(subscription) -> Mail:
    """Ask an address whether it was its owner who asked; to one that said yes before, how to stop."""
    scope = {"scope": scope_of(subscription)}
    if subscription.confirmed_at:
        return Mail(
            subject=_("Vous suivez déjà le conseil"),
            paragraphs=(_("Vous recevez déjà les nouvelles de : %(scope)s. Il n’y a rien à faire.") % scope,),
            foot=foot_of(subscription),
        )
    return Mail(
        subject=_("Confirmez votre abonnement"),
        paragraphs=(
            _("Quelqu’un, sans doute vous, a demandé que cette adresse reçoive les nouvelles de : %(scope)s.") % scope,
            _("Confirmez-le dans les trois jours. Sans cela, rien ne vous sera envoyé et l’adresse sera effacée."),
        ),
        action=Line(_("Confirmer l’abonnement"), confirm_address(subscription)),
        foot=(Line(_("Si vous n’avez rien demandé, il n’y a rien à faire.")),),
    )


def scope_of(subscription):
    """What a subscription is about, in words."""
    if text := subscription.recommendation:
        frozen = Version.objects.filter(recommendation=text).order_by("-number").values_list("title", flat=True).first()
        return f"{text.number}, « {frozen or text.title} »"
    if subscription.theme:
        return _("le thème « %(theme)s »") % {"theme": subscription.theme.name}
    return _("toutes les recommandations")


def confirm_address(subscription):
    token = signing.dumps(subscription.pk, salt=CONFIRM)
    return in_language(subscription, "home:confirm_subscription", token)


def stop_address(subscription):
    """One click from any message, signed, without expiry: stopping never gets harder with time (RFC 8058)."""
    return in_language(subscription, "home:stop_subscription", signing.Signer(salt=STOP).sign(subscription.pk))


def in_language(subscription, name, token):
    with translation.override(subscription.language):
        return site_address(reverse(name, args=[token]))
