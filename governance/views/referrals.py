"""What the council is asked its opinion on (RULES R7)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from governance import services
from governance.forms import ReferralForm
from governance.models import Referral
from governance.presenters.referrals import facts, line, lines, trail
from governance.rules import is_author, may_ask, may_begin_opinion


@require_safe
def referrals(request):
    """Every referral, those that wait first; a late one is flagged."""
    at = timezone.now()
    context = {"lines": lines(timezone.localdate(at)), "trail": trail(), "may_ask": may_ask(request.user, at)}
    return render(request, "governance/referral_list.html", context)


@require_safe
def referral(request, number):
    """One referral with the opinion that answers it, once that is public."""
    at = timezone.now()
    found = get_object_or_404(Referral.objects.select_related("opinion"), number=number)
    opinion = found.opinion
    shown = opinion and (opinion.public_since or is_author(request.user, opinion, at))
    context = {
        "referral": found,
        "facts": facts(found),
        "line": line(found, timezone.localdate(at)),
        "opinion": opinion if shown else None,
        "may_begin": may_begin_opinion(request.user, found, at),
        "trail": trail(found.number),
    }
    return render(request, "governance/referral_detail.html", context)


@login_required
def ask(request):
    """The assembly's liaison, the secretariat for what comes on paper, or a co-chair asks for an opinion."""
    at = timezone.now()
    voices = may_ask(request.user, at)
    if not voices:
        raise Http404
    form = ReferralForm(request.POST or None, voices=voices, initial={"asked_on": timezone.localdate(at)})
    if request.method == "POST" and form.is_valid():
        asked = attempt(
            request,
            lambda: services.ask_opinion(by=request.user, at=at, **form.cleaned_data),
            done=_("La saisine est enregistrée et publiée."),
            form=form,
        )
        if asked:
            return redirect("governance:referrals")
    return render(request, "governance/referral_form.html", {"form": form})


@require_POST
@login_required
def begin(request, number):
    """Begin the opinion: a draft that its author then writes like any other text."""
    found, at, begun = get_object_or_404(Referral, number=number), timezone.now(), []
    if attempt(
        request,
        lambda: begun.append(services.begin_opinion(found, by=request.user, at=at)),
        done=_("Votre avis est commencé : écrivez-le, puis déposez-le."),
    ):
        found.refresh_from_db()
        return redirect(found.opinion)
    return redirect(found)
