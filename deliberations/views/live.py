"""Screens that follow a sitting: the stamp they ask for, the projector, the page of a member in the room."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.doors import attempt
from deliberations import services
from deliberations.enums import Audience
from deliberations.models import Sitting
from deliberations.models.pulse import pulse
from deliberations.presenters import screens
from deliberations.presenters.members import terms_of
from deliberations.rules import oversees

from .doors import WITH_NAMES, for_who_oversees


@require_safe
@login_required
@never_cache
def beat(request, slug, audience):
    """Whether anything changed: 304 while nothing did. The stamp says no more than that, so any account may ask."""
    stamp = pulse(slug, audience) if audience in Audience.values else None
    if stamp is None:
        raise Http404
    tag = f'"{stamp}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(stamp, content_type="text/plain", headers={"ETag": tag})


@require_safe
@for_who_oversees
def screen(request, sitting, at):
    """The projector: where are we?"""
    return render(request, "deliberations/screen.html", screens.projector(sitting, at))


@login_required
@never_cache
def follow(request, slug):
    """The sitting on the phone of somebody who sits: the item, the list of speakers, the ballots that wait for them."""
    at = timezone.now()
    sitting = get_object_or_404(Sitting.objects.public().select_related(*WITH_NAMES), slug=slug)
    terms = terms_of(sitting, request.user)
    if not terms and not oversees(request.user, at):
        raise Http404
    if request.method == "POST":
        if not terms:
            raise Http404
        take_gesture(request, sitting, terms, at)
        return redirect(request.path)
    return render(request, "deliberations/follow.html", screens.member_page(sitting, request.user, terms, at))


def take_gesture(request, sitting, terms, at):
    """One of the three gestures of a member: ask for the floor, give it up, give it back."""
    mine, gesture = screens.my_floor(sitting, terms), request.POST.get("gesture")
    if gesture == "ask" and mine.item:
        attempt(
            request,
            lambda: services.ask_floor(mine.item, seat=mine.seat, person=mine.person, by=request.user, at=at),
            done=_("Votre demande est notée."),
        )
    elif gesture == "give_up" and mine.turn:
        attempt(request, lambda: services.give_up_floor(mine.turn, by=request.user, at=at), done=_("C’est retiré."))
    elif gesture == "end" and mine.turn:
        attempt(request, lambda: services.end_floor(mine.turn, by=request.user, at=at), done=_("Parole rendue."))
    else:
        messages.info(request, _("Le point a changé entre-temps : voici où en est la séance."))
