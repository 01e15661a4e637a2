"""The assembly's link, from both sides: its holder acts without an account, the secretariat sends and revokes (T2)."""

from email.utils import parseaddr
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.doors import attempt
from governance.enums import LinkAct
from governance.forms import SendLinkForm
from governance.models import LiaisonLink
from governance.presenters.liaison import desk_of, dossier
from governance.presenters.record import Record, with_surroundings
from governance.rules import CLERK, CO_CHAIR, visible_to_user
from governance.services import liaison as links
from governance.views import papers, steps

GONE, UNKNOWN = 410, 404


def by_link(view):
    """Hand a view the link, its bearer and the record; a link that opens nothing says whom to write to."""

    @never_cache
    @wraps(view)
    def door(request, token, **kwargs):
        at = timezone.now()
        try:
            link = links.open_link(token, at=at)
        except links.LinkClosed as closed:
            status = GONE if closed.link else UNKNOWN
            context = {"link": closed.link, "secretariat_address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}
            response = render(request, "governance/link_closed.html", context, status=status)
        else:
            response = view(request, link, token, at, **kwargs)
        response["X-Robots-Tag"] = "noindex"  # the address is the key; SECURE_REFERRER_POLICY tells it to no other site
        return response

    return door


@require_safe
@by_link
def dossier_page(request, link, token, at):
    """What was sent, what is asked, what can be done next (RULES T2)."""
    links.note_use(link, LinkAct.SHOWN, at=at)
    bearer = links.bearer(link)
    shown = dossier(link, offered=steps.steps_offered(bearer, link.transmission.recommendation, at), token=token, at=at)
    return render(request, "governance/dossier.html", shown)


@require_safe
@by_link
def document(request, link, token, at):
    """The document that was sent, byte for byte."""
    transmission = link.transmission
    if not transmission.document:
        raise Http404
    links.note_use(link, LinkAct.DOCUMENT, at=at)
    return papers.stored(transmission.document, f"{transmission.recommendation.number}-transmission")


@by_link
def act(request, link, token, at, name):
    """One step of the assembly through its link: acknowledge, answer, begin, complete, abandon, evaluate."""
    if name not in LinkAct.values:
        raise Http404
    text, back = link.transmission.recommendation, reverse("governance:liaison", args=[token])
    return steps.taken(
        request, text, name, by=links.bearer(link), at=at, back=back,
        done=lambda: links.note_use(link, name, at=at),
    )  # fmt: skip


@by_link
def follow(request, link, token, at, pk=None):
    """A step of the follow-up through the link (RULES R8)."""
    text, back = link.transmission.recommendation, reverse("governance:liaison", args=[token])
    return steps.followed(
        request, text, pk, by=links.bearer(link), at=at, back=back,
        done=lambda: links.note_use(link, LinkAct.FOLLOW, at=at),
    )  # fmt: skip


@login_required
@never_cache
def exchanges(request, number):
    """For the secretariat and the co-chairs: every message to the assembly, every use of its links; send, revoke."""
    at = timezone.now()
    recommendation = get_object_or_404(with_surroundings(visible_to_user(request.user, at)), number=number)
    if not any(role(request.user, recommendation, at) for role in (CLERK, CO_CHAIR)):
        raise Http404
    record = Record(recommendation, True, timezone.localdate(at))
    if record.transmission is None:
        raise Http404
    shown = desk_of(record.transmission, at)
    form = SendLinkForm(request.POST if "address" in request.POST else None, initial={"address": shown["address"]})
    if request.method == "POST" and done(request, record.transmission, form, at):
        return redirect("governance:exchanges", number=number)
    return render(request, "governance/exchanges.html", shown | {"record": record, "form": form})


def done(request, transmission, form, at):
    """Do what was pressed: send a new link, or an act on one that exists. Returns whether to come back afresh."""
    by, name = request.user, request.POST.get("act", "")
    if name == "send":
        return form.is_valid() and attempt(
            request,
            lambda: links.send_link(transmission, by=by, at=at, **form.cleaned_data),
            done=_("Le message part. Les liens précédents ne s’ouvrent plus."),
            form=form,
        )
    if name == "revoke":
        attempt(
            request,
            lambda: links.revoke_links(transmission, by=by, at=at),
            done=_("Les liens sont révoqués : aucun ne s’ouvre plus."),
        )
        return True
    link = get_object_or_404(LiaisonLink, pk=key_of(request), transmission=transmission)
    if name == "renew":
        attempt(request, lambda: links.renew_link(link, by=by, at=at), done=_("Le lien est prolongé."))
    elif name == "retry":
        attempt(request, lambda: links.post(link.pk, at=at), done=_("Nouvel essai fait : l’état est ci-dessous."))
    else:
        raise Http404
    return True


def key_of(request):
    """The key of the link that a button speaks of; what is none is not found."""
    key = request.POST.get("link", "")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        raise Http404
    return int(key)
