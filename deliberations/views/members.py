"""What a member announces before a sitting: coming or not, and to whom they entrust their voice (RULES S9, P).

From the account, or by the link of the notice: one page, one form, one act. Reading the page changes nothing.
"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.doors import attempt
from common.lifecycle import AlreadyRecorded
from council.models import Person, Seat
from deliberations import forms, services
from deliberations.enums import ReplyAnswer
from deliberations.links import read_token
from deliberations.models import Sitting
from deliberations.presenters.members import my_seats, seat_of_link

GONE, UNKNOWN = 410, 404


@login_required
@never_cache
def reply(request, slug):
    """Answer the notice for each seat one holds."""
    at = timezone.now()
    sitting = get_object_or_404(Sitting.objects.public().select_related("body", "profile"), slug=slug)
    seats = my_seats(sitting, request.user)
    if not seats:
        raise Http404
    if request.method == "POST":
        asked = next((mine for mine in seats if mine.seat.code == request.POST.get("seat")), None)
        if asked is None:
            raise Http404
        asked.form = form_of(asked, request.POST)
        done = _("Votre réponse est enregistrée.")
        if asked.form.is_valid() and attempt(
            request,
            lambda: services.answer_notice(sitting, by=request.user, at=at, **said(asked)),
            done=done,
            form=asked.form,
        ):
            return redirect(request.path)
    return page(request, sitting, seats)


@never_cache
def answer(request, token):
    """Answer the notice for one seat, by the signed link of a message, without an account."""
    at = timezone.now()
    sitting, seat, person = named_by(token)
    if sitting is None:
        return refused(request, _("Ce lien n’est pas celui d’une convocation. Vérifiez qu’il est entier."), UNKNOWN)
    if spent := services.link_is_spent(sitting, seat, person, at):
        return refused(request, spent, GONE, sitting)
    mine = seat_of_link(sitting, seat, person)
    if request.method == "POST":
        mine.form = form_of(mine, request.POST)
        if mine.form.is_valid() and recorded(sitting, mine, at):
            return redirect(request.path)
    return private(page(request, sitting, [mine], by_link=True))


def named_by(token):
    """The sitting, seat and person of a token; three times nothing for one that is not ours."""
    keys = read_token(token)
    if keys is None:
        return None, None, None
    models = (Sitting.objects.select_related("body", "profile"), Seat.objects, Person.objects.select_related("user"))
    records = [model.filter(pk=key).first() for model, key in zip(models, keys, strict=True)]
    return records if all(records) else (None, None, None)


def form_of(mine, data=None, chosen=""):
    """The form of a seat: as posted, or with what was answered before, or the answer that a link chose in advance."""
    before = {"answer": chosen or (mine.reply.answer if mine.reply else "")}
    before["holder"] = mine.proxy.holder.code if mine.proxy else ""
    holders = mine.holders if mine.may_entrust else None
    return forms.ReplyForm(data, initial=before, holders=holders, seats=mine.seats, auto_id=f"{mine.seat.code}_%s")


def said(mine):
    """What the form says, as the service takes it."""
    data = mine.form.cleaned_data
    holder = mine.seats.get(data.get("holder"))
    return {"seat": mine.seat, "person": mine.person, "answer": data["answer"], "holder": holder}


def recorded(sitting, mine, at):
    """Keep an answer given by the link; a refusal goes to the form. Nothing is told by a cookie: the page says it."""
    try:
        services.answer_by_link(sitting, at=at, **said(mine))
    except AlreadyRecorded:
        return True
    except ValidationError as refusal:
        mine.form.add_error(None, refusal)
        return False
    return True


def page(request, sitting, seats, by_link=False):
    chosen = request.GET.get("reponse", "")
    for mine in seats:
        mine.form = mine.form or form_of(mine, chosen=chosen if chosen in ReplyAnswer.values else "")
    return render(request, "deliberations/reply.html", {"sitting": sitting, "seats": seats, "by_link": by_link})


def refused(request, sentence, status, sitting=None):
    """A page that says why the link is worth nothing, to a person; a status that says it to a program."""
    context = {"sentence": sentence, "sitting": sitting}
    return private(render(request, "deliberations/reply_refused.html", context, status=status))


def private(response):
    """What stands behind a link of one's own is found by no search engine and kept in no shared cache."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
