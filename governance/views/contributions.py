"""Saying something about a text in drafting; moderating what was said; attaching a minority opinion (RULES R2, R6)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.doors import attempt
from council.rules import person_of
from governance import services
from governance.drafting_forms import ContributionForm, HideForm, OpinionForm
from governance.enums import Stance
from governance.models import Ballot
from governance.rules import may_attach_opinion, may_contribute, oversees

from .reading import record_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def contributions(request, number):
    """What was said for, against or asked, with the form for members while the text is in drafting."""
    record, at = record_or_404(request, number), timezone.now()
    may = may_contribute(request.user, record.recommendation, at)
    if request.method == "POST" and not may:
        raise Http404
    form = ContributionForm(request.POST or None) if may else None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        if attempt(
            request,
            lambda: services.contribute(record.recommendation, **words, by=request.user, at=at),
            done=_("Votre contribution est publiée."),
            form=form,
        ):
            return redirect("governance:contributions", number)
    said = list(record.recommendation.contributions.shown())
    context = {
        "record": record,
        "tabs": record.tabs("contributions"),
        "said": said,
        "counts": [(s.label, sum(c.readable and c.stance == s for c in said)) for s in Stance],
        "form": form,
        "person": person_of(request.user) if request.user.is_authenticated else None,
        "moderates": oversees(request.user, at),
    }
    return render(request, "governance/contribution_list.html", context)


@login_required
@require_POST
def withdraw(request, number, pk):
    """Take one's own contribution back."""
    record, at = record_or_404(request, number), timezone.now()
    found = get_object_or_404(record.recommendation.contributions, pk=pk)
    attempt(
        request,
        lambda: services.withdraw_contribution(found, by=request.user, at=at),
        done=_("Votre contribution est retirée."),
    )
    return redirect("governance:contributions", number)


@login_required
def hide(request, number, pk):
    """Hide a contribution for a reason that is read in its place."""
    record, at = record_or_404(request, number), timezone.now()
    found = get_object_or_404(record.recommendation.contributions, pk=pk)
    if not oversees(request.user, at):
        raise Http404
    form = HideForm(request.POST or None)
    back = reverse("governance:contributions", args=[number])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request,
            lambda: services.hide_contribution(found, reason=reason, by=request.user, at=at),
            done=_("La contribution est masquée ; son motif est lu à sa place."),
            form=form,
        ):
            return redirect(back)
    context = {
        "record": record,
        "tabs": record.tabs("contributions"),
        "form": form,
        "contribution": found,
        "back": back,
    }
    return render(request, "governance/contribution_hide.html", context)


@login_required
def attach(request, pk):
    """A voter's minority opinion, shown before it is attached for good (RULES R6)."""
    at = timezone.now()
    ballots = Ballot.objects.filter(version__isnull=False).select_related("version__recommendation")
    ballot = get_object_or_404(ballots, pk=pk)
    record = record_or_404(request, ballot.version.recommendation.number or "")
    already = person_of(request.user) and ballot.opinions.filter(person=person_of(request.user)).exists()
    if not (already or may_attach_opinion(request.user, ballot)):
        raise Http404
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        text = form.cleaned_data["text"]
        if attempt(
            request,
            lambda: services.attach_opinion(ballot, text=text, by=request.user, at=at),
            done=_("Votre position est jointe au texte."),
            form=form,
        ):
            return redirect(ballot)
    shown = form.cleaned_data["text"] if form.is_bound and form.is_valid() and "preview" in request.POST else ""
    context = {"record": record, "tabs": record.tabs("ballots"), "form": form, "ballot": ballot, "shown": shown}
    return render(request, "governance/opinion_form.html", context)
