"""Items that members ask for: the page of the member, the decision of the co-chairs (RULES S6)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.doors import attempt
from council.rules import is_member, person_of
from deliberations import agenda_forms, forms, services
from deliberations.presenters import requests as shown
from deliberations.rules import decides_on_requests

from .agenda import address
from .doors import for_who_oversees, form_page

WAITING = "#demandes"


@login_required
@never_cache
def ask(request):
    """A member asks for an item of a sitting to come, and reads what became of earlier requests."""
    at = timezone.now()
    if not is_member(request.user, at):
        raise Http404
    person, sittings = person_of(request.user), shown.sittings_to_ask(at)
    on_time, too_late = shown.split_by_limit(sittings, request.user, at)
    form = agenda_forms.RequestForm(
        request.POST or None, sittings=sittings, texts=shown.texts_to_link(person), words=shown.asking_words,
        initial={"sitting": next(iter(on_time), None)},
    )  # fmt: skip
    posted = request.method == "POST" and form.is_valid()
    if posted and attempt(
        request,
        lambda: services.ask_for_item(by=request.user, at=at, **form.cleaned_data),
        done=_("Votre demande est transmise à la coprésidence."),
        form=form,
    ):
        return redirect(request.path)
    context = {"form": form, "on_time": on_time, "too_late": [shown.asking_words(each) for each in too_late]}
    return render(request, "deliberations/ask_item.html", context | {"asked": shown.requests_of(person)})


def request_or_404(sitting, user, pk, at):
    """A request of this sitting, for who decides on it."""
    if not decides_on_requests(user, at):
        raise Http404
    return get_object_or_404(sitting.item_requests.with_names(), pk=pk)


@require_POST
@for_who_oversees
def accept(request, sitting, at, pk):
    """Put what a member asked for on the agenda."""
    asked = request_or_404(sitting, request.user, pk, at)
    attempt(
        request,
        lambda: services.accept_request(asked, by=request.user, at=at),
        done=_("Le point est à l’ordre du jour ; la personne est prévenue."),
    )
    return redirect(address(sitting, WAITING))


@for_who_oversees
def refuse(request, sitting, at, pk):
    """Refuse it with the reason that the member reads."""
    asked = request_or_404(sitting, request.user, pk, at)
    form = forms.ReasonForm(request.POST or None)
    return form_page(
        request, sitting, form,
        lambda reason: services.refuse_request(asked, answer=reason, by=request.user, at=at),
        title=_("Ne pas retenir cette demande"), intro=f"« {asked.title} » · {asked.person}",
        done=_("La demande n’est pas retenue ; la personne est prévenue."), back=address(sitting, WAITING),
    )  # fmt: skip
