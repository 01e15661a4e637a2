"""Who writes a text together: the author's list, the invited person's answer (RULES R2, R3, E4)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from council.rules import person_of
from governance import services
from governance.drafting_forms import CoAuthorForm
from governance.models import Recommendation
from governance.rules import is_author, with_its_authors

DONE = {
    "invite": gettext_lazy("L’invitation est envoyée."),
    "remove": gettext_lazy("Cette personne n’écrit plus ce texte."),
    "accept": gettext_lazy("Vous écrivez ce texte ensemble."),
    "decline": gettext_lazy("Votre nom n’y figurera pas."),
}
BY_AUTHOR = ("invite", "remove")
ANSWERS = {"accept": services.accept_co_authoring, "decline": services.decline_co_authoring}


def text_or_404(request, pk):
    """Return (text, the reader's own line or None) for its author, who is invited, who accepted; for nobody else."""
    person, text = person_of(request.user), get_object_or_404(Recommendation.objects.select_related("author"), pk=pk)
    mine = person and text.co_authors.standing().filter(person=person).first()
    if person is None or not with_its_authors(text) or not (mine or text.author_id == person.pk):
        raise Http404
    return text, mine


@login_required
@require_safe
def co_authors(request, pk):
    """The author sees who was invited and invites; the invited person reads who asks, and answers."""
    return _page(request, *text_or_404(request, pk))


def _page(request, text, mine, form=None):
    at = timezone.now()
    context = {"text": text, "mine": mine, "lines": list(text.co_authors.standing().select_related("person"))}
    if is_author(request.user, text, at):
        context["form"] = form or CoAuthorForm(text=text, on=timezone.localdate(at))
    return render(request, "governance/co_authors.html", context)


@login_required
@require_POST
def act(request, pk, act):
    """Invite or remove somebody as the author; accept or decline as who is invited."""
    (text, mine), at = text_or_404(request, pk), timezone.now()
    if act not in (ANSWERS if mine else BY_AUTHOR):
        raise Http404
    if mine:
        done = attempt(request, lambda: ANSWERS[act](text, by=request.user, at=at), done=DONE[act])
        return redirect("governance:draft", pk) if done and act == "accept" else redirect("home:desk")
    if act == "remove":
        line = get_object_or_404(text.co_authors.standing().select_related("person"), pk=request.POST.get("line") or 0)
        attempt(
            request, lambda: services.remove_co_author(text, person=line.person, by=request.user, at=at), done=DONE[act]
        )
        return redirect("governance:co_authors", pk)
    form = CoAuthorForm(request.POST, text=text, on=timezone.localdate(at))
    if form.is_valid() and attempt(
        request,
        lambda: services.invite_co_author(text, person=form.cleaned_data["person"], by=request.user, at=at),
        done=DONE[act],
        form=form,
    ):
        return redirect("governance:co_authors", pk)
    return _page(request, text, mine, form)
