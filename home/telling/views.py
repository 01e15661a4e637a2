"""Doors of being told: a member's preferences; subscribing, confirming, stopping without an account."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from common.doors import attempt
from common.limits import allowed
from council.rules import person_of
from governance.models import Recommendation, Theme

from . import services
from .forms import PreferencesForm, SubscriptionForm
from .messages import scope_of
from .models import Subscription

MOST_AN_HOUR = 60  # requests from one place: a whole meeting room may subscribe at once


@login_required
@never_cache
def news(request):
    """How often the person who signed in is told of each kind of news."""
    person = person_of(request.user)
    if person is None:
        raise Http404
    form = PreferencesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        attempt(
            request, lambda: services.choose(person, choices=form.cleaned_data), done=_("Vos choix sont enregistrés.")
        )
        return redirect("home:news")
    return render(request, "home/telling/news.html", {"form": form, "address": services.address_of(person)})


@never_cache
def subscribe(request):
    """Ask to be told of one text (?texte=), one theme (?theme=) or everything; the answer says nothing of who is."""
    scope = scope_asked(request.GET)
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if allowed(request, "subscribe", most=MOST_AN_HOUR):
            services.subscribe(at=timezone.now(), language=get_language() or "fr", **scope, **form.cleaned_data)
            return render(request, "home/telling/asked.html", {"scope": named(scope)})
        form.add_error(None, _("Trop de demandes viennent de votre réseau : réessayez dans une heure."))
    status = 429 if form.non_field_errors() else 200
    context = {"form": form, "scope": named(scope), **scope}
    return render(request, "home/telling/subscribe.html", context, status=status)


def scope_asked(asked):
    """What the address of the page speaks of; what is not public is not found."""
    if number := asked.get("texte", "").replace("\x00", ""):
        return {"recommendation": get_object_or_404(Recommendation.objects.public(), number=number[:10])}
    if slug := asked.get("theme", "").replace("\x00", ""):
        return {"theme": get_object_or_404(Theme, slug=slug[:80])}
    return {}


def named(scope):
    return scope_of(Subscription(**scope))


@never_cache
def confirm(request, token):
    """The second consent: from the message, then a button, for programs that open links consent to nothing."""
    posted = request.method == "POST"
    subscription = services.confirmed(token, at=timezone.now() if posted else None)
    if subscription is None:
        raise Http404
    context = {"scope": scope_of(subscription), "done": bool(subscription.confirmed_at)}
    return render(request, "home/telling/confirm.html", context)


@csrf_exempt
@never_cache
def stop(request, token):
    """Stop at once: by the button of this page, or by one click in the mail program, without a session (RFC 8058)."""
    ours, subscription = services.subscription_to_stop(token)
    if not ours:
        raise Http404
    scope = scope_of(subscription) if subscription else ""
    if request.method == "POST" and subscription:
        services.stop(subscription)
    context = {"scope": scope, "done": request.method == "POST" or subscription is None}
    return render(request, "home/telling/stop.html", context)
