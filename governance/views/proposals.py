"""Writing a proposal: begin, change, preview, submit (RULES R2, R3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.formats import long_datetime
from common.legible import LONGEST
from common.lifecycle import AlreadyRecorded
from common.markdown import render as render_markdown
from council.rules import is_member, person_of
from governance import services
from governance.amending import tidy
from governance.forms import ProposalForm
from governance.models import Recommendation, parts_of
from governance.presenters.amendments import difference
from governance.presenters.near import near_texts
from governance.rules import is_author, may_edit, visible_to_user
from governance.services.drafting import stamp_of
from search.asking import cleaned

TEMPLATE = "governance/proposal_form.html"


@login_required
def new(request):
    """A blank proposal; its first saving makes it a draft."""
    at, author = timezone.now(), person_of(request.user)
    if author is None or not is_member(request.user, at):
        raise Http404
    form = ProposalForm(request.POST or None, author=author, on=timezone.localdate(at))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            return after_saving(request, services.start(author=author, by=request.user, at=at, **form.cleaned_data), at)
        except AlreadyRecorded as again:
            return sent_again(request, again.record, at)
    return render(request, TEMPLATE, {"form": form, "may_submit": True, **around(request, form, author, at)})


@login_required
def draft(request, pk):
    """Change a draft, or a text that one may still change."""
    recommendation = get_object_or_404(visible_to_user(request.user, timezone.now()), pk=pk)
    return edit_form(request, recommendation)


@login_required
def edit(request, number):
    """Change a numbered text: its author while inadmissible, its rapporteur while in drafting."""
    recommendation = get_object_or_404(visible_to_user(request.user, timezone.now()), number=number)
    return edit_form(request, recommendation)


def sent_again(request, draft, at):
    """The back button, a second click, a second tab: the draft that was begun, with what was changed since (E3)."""
    form = ProposalForm(request.POST, instance=draft, author=draft.author, on=timezone.localdate(at))
    stored = Recommendation.objects.get(pk=draft.pk)
    form.is_valid()
    if not form.differs():
        messages.info(request, _("Déjà enregistré, %(when)s.") % {"when": long_datetime(stored.created_at)})
        return after_saving(request, stored, at)
    if may_edit(request.user, stored, at):
        return edit_form(request, stored)
    form.begin_another()
    form.add_error(
        None,
        _("Cette proposition est déjà déposée sous le numéro %(number)s, et son texte ne change plus. Pour en proposer "
          "une autre, envoyez à nouveau ce formulaire.") % {"number": stored.number},
    )  # fmt: skip
    return render(request, TEMPLATE, {"form": form, "may_submit": True, **around(request, form, draft.author, at)})


def edit_form(request, recommendation):
    at = timezone.now()
    if not may_edit(request.user, recommendation, at):
        if recommendation.number:
            return redirect(recommendation)
        raise Http404
    form = ProposalForm(
        request.POST or None, instance=recommendation, author=recommendation.author, on=timezone.localdate(at)
    )
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        stored = Recommendation.objects.get(pk=recommendation.pk)
        if attempt(
            request,
            lambda: services.edit(stored, by=request.user, at=at, seen=request.POST.get("seen"), **form.text()),
            done=_("Votre texte est enregistré."),
            form=form,
        ):
            return after_saving(request, stored, at)
    context = {"form": form, "recommendation": recommendation}
    context |= {"may_submit": is_author(request.user, recommendation, at)}
    context |= around(request, form, recommendation.author, at)
    return render(request, TEMPLATE, context | meanwhile(request, recommendation.pk))


def meanwhile(request, pk):
    """The stamp of the stored text; where another was saved since the form was opened, what sending it would change."""
    stored = Recommendation.objects.get(pk=pk)
    stamp, base = stamp_of(stored), parts_of(stored)
    if request.POST.get("seen", stamp) == stamp:
        return {"seen": stamp}
    return {"seen": stamp, "parts": difference(base, {part: tidy(request.POST.get(part, "")) for part in base})}


def after_saving(request, recommendation, at):
    """Submit at once when that button was pressed; otherwise go on writing."""
    if "submit" in request.POST:
        done = attempt(
            request,
            lambda: services.submit(recommendation, by=request.user, at=at),
            done=_("Votre proposition est déposée : les coprésidences vont se prononcer sur sa recevabilité."),
        )
        if done:
            return redirect(Recommendation.objects.get(pk=recommendation.pk))
    if recommendation.number:
        return redirect(reverse("governance:edit", args=[recommendation.number]))
    return redirect(reverse("governance:draft", args=[recommendation.pk]))


def around(request, form, author, at):
    """What the page shows beside what is typed: the preview asked for, and the texts near the title."""
    title, but = form["title"].value() or "", form.instance.pk
    near = near_texts(cleaned(title), author=author, on=timezone.localdate(at), but=but)
    return {"preview": preview_of(request), "near": near}


def preview_of(request):
    """Return the parts of the posted text as HTML when a preview was asked for without JavaScript."""
    if "preview" not in request.POST:
        return None
    return {name: render_markdown(request.POST.get(name, "")[:LONGEST]) for name in ("body", "rationale")}


@login_required
@require_POST
def preview(request):
    """Render one Markdown text for the preview beside the field."""
    return HttpResponse(render_markdown(request.POST.get("text", "")[:LONGEST]))


@login_required
@require_POST
def near(request):
    """The public texts and one's own that are near a title, while it is typed; nothing when nothing is."""
    title, but = cleaned(request.POST.get("title", "")), request.POST.get("text", "")
    texts = near_texts(
        title, author=person_of(request.user), on=timezone.localdate(),
        but=int(but) if but.isascii() and but.isdecimal() else None,
    )  # fmt: skip
    return render(request, "governance/_near_texts.html", {"near": texts})
