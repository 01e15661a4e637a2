"""What a member announces before a sitting: coming or not, and to whom they entrust their voice (RULES S9, P)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.doors import attempt
from deliberations import forms, services
from deliberations.models import Sitting
from deliberations.presenters.members import my_seats


@login_required
@never_cache
def reply(request, slug):
    """Answer the notice, give a proxy or take it back, for each seat one holds."""
    at = timezone.now()
    sitting = get_object_or_404(Sitting.objects.public().select_related("body", "profile"), slug=slug)
    seats = my_seats(sitting, request.user)
    if not seats:
        raise Http404
    asked = next((mine for mine in seats if mine.seat.code == request.POST.get("seat")), None)
    if request.method == "POST":
        if asked is None:
            raise Http404
        if record(request, sitting, asked, at):
            return redirect(request.path)
    for mine in seats:
        add_forms(mine)
    return render(request, "deliberations/reply.html", {"sitting": sitting, "seats": seats})


def add_forms(mine):
    """Give a seat the forms that were not posted."""
    ids = f"{mine.seat.code}_%s"
    answer = {"answer": mine.reply.answer} if mine.reply else {}
    mine.form = mine.form or forms.ReplyForm(initial=answer, auto_id=ids)
    mine.proxy_form = mine.proxy_form or forms.ProxyForm(holders=mine.holders, auto_id=ids)


def record(request, sitting, mine, at):
    """Take what the button that was pressed asks for; return whether it is done."""
    if "revoke" in request.POST and mine.proxy:
        act = lambda: services.revoke_proxy(mine.proxy, by=request.user, at=at)  # noqa: E731
        return attempt(request, act, done=_("Le pouvoir est révoqué."), form=None) or True
    if "holder" in request.POST:
        mine.proxy_form = forms.ProxyForm(request.POST, holders=mine.holders, auto_id=f"{mine.seat.code}_%s")
        return mine.proxy_form.is_valid() and _give(request, sitting, mine, at)
    mine.form = forms.ReplyForm(request.POST, auto_id=f"{mine.seat.code}_%s")
    return mine.form.is_valid() and attempt(
        request,
        lambda: services.reply(
            sitting, seat=mine.seat, person=mine.person, by=request.user, at=at, **mine.form.cleaned_data
        ),
        done=_("Votre réponse est enregistrée."),
        form=mine.form,
    )


def _give(request, sitting, mine, at):
    holder = mine.seat_of(mine.proxy_form.cleaned_data["holder"])
    act = lambda: services.give_proxy(sitting, giver=mine.seat, holder=holder, by=request.user, at=at)  # noqa: E731
    return attempt(request, act, done=_("Votre pouvoir est enregistré."), form=mine.proxy_form)
