"""Writing an amendment, dealing with it, taking what was accepted into the next version (RULES R4)."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.markdown import render as render_markdown
from council.rules import person_of
from governance import services
from governance.amending import PARTS, apply, changes_of, rebase, tidy
from governance.amendment_procedure import LIFE
from governance.drafting_forms import AmendmentForm, AmendmentNoteForm, AmendmentReasonForm, WordingForm
from governance.models import parts_of
from governance.presenters.amendments import PART_NAMES, difference, drafting_of
from governance.rules import is_proposer, is_rapporteur, may_contribute
from governance.services.amendments import preview_of_integration

from .amendments import BY_BALLOT, line_or_404
from .reading import record_or_404, version_or_404

SHOWING = ("preview", "compare")  # buttons that show the form again and store nothing


@dataclass
class Desk:
    """Who writes an amendment to which version, and what the form says."""

    record: object
    at: object
    person: object

    @property
    def version(self):
        return self.record.shown

    def carried(self, old, text):
        """What was typed against an old version, carried over to the last one: (parts, what could not be)."""
        base, target = parts_of(old), parts_of(self.version)
        typed = {part: tidy(words) for part, words in text.items()}
        found = rebase(changes_of(base, typed), changes_of(base, target))
        return apply(target, found.kept), "\n\n".join(c.text for c in found.touched if c.text.strip())


def desk_or_404(request, number):
    """Members write while the text is in drafting; nobody else finds the form (RULES E4)."""
    record, at = record_or_404(request, number), timezone.now()
    if not may_contribute(request.user, record.recommendation, at):
        raise Http404
    return Desk(record, at, person_of(request.user))


@login_required
def new(request, number):
    """Amend by editing the text itself; what changes is shown before it is sent."""
    desk = desk_or_404(request, number)
    facts = {"proposer": desk.person, "on": timezone.localdate(desk.at)}
    initial = parts_of(desk.version) | {"version": desk.version.number}
    form = AmendmentForm(request.POST or None, initial=initial, **facts)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != desk.version.number:
            form = AmendmentForm(brought_up_to_date(request, desk, form), **facts)
        elif sent(request):
            data = form.cleaned_data
            if stored := act_and_keep(request, form, lambda: services.propose(
                desk.record.recommendation, version=desk.version, **form.text(), reason=data["reason"],
                on_behalf_of=data["on_behalf_of"], by=request.user, at=desk.at,
            ), _("Votre amendement est déposé.")):  # fmt: skip
                return redirect(stored)
            return redirect("governance:amendments", number) if not form.errors else writing(request, desk, form)
    return writing(request, desk, form)


@login_required
def restate(request, number, sequence):
    """Word an amendment anew against the last version, which changed its passage."""
    desk = desk_or_404(request, number)
    line = line_or_404(drafting_of(desk.record.recommendation, desk.version), sequence)
    if not (line.moved and is_proposer(request.user, line.amendment)):
        raise Http404
    text, aside = desk.carried(line.amendment.wording.version, line.amendment.wording.text)
    form = WordingForm(request.POST or None, initial=text | {"version": desk.version.number, "aside": aside})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != desk.version.number:
            form = WordingForm(brought_up_to_date(request, desk, form))
        elif sent(request) and act_and_keep(request, form, lambda: services.restate(
            line.amendment, version=desk.version, **form.text(), by=request.user, at=desk.at
        ), _("L’amendement est repris sur la dernière version.")):  # fmt: skip
            return redirect(line.amendment)
    return writing(request, desk, form, amendment=line.amendment)


def sent(request):
    return not any(name in request.POST for name in SHOWING)


def act_and_keep(request, form, act, done):
    """Run an act; return what it stored, or None after a refusal, which the form shows."""
    stored = []
    attempt(request, lambda: stored.append(act()), done=done, form=form)
    return stored[0] if stored else None


def brought_up_to_date(request, desk, form):
    """The posted form against the last version: what was typed is carried over, the rest set aside (RULES E1)."""
    text, aside = desk.carried(version_or_404(desk.record, form.cleaned_data["version"]), form.text())
    messages.warning(
        request,
        _("Le texte a changé pendant que vous écriviez : un amendement se rapporte à sa dernière version. Ce que vous "
          "aviez écrit y a été reporté ; relisez, puis envoyez."),
    )  # fmt: skip
    data = request.POST.copy()
    for name, value in (text | {"version": str(desk.version.number)}).items():
        data[name] = value
    data["aside"] = "\n\n".join(part for part in (form.cleaned_data["aside"], aside) if part)
    return data


def writing(request, desk, form, amendment=None):
    """The form, and what it would change, once something was typed that can be read."""
    shown = {part: tidy(form[part].value() or "") for part in PARTS}
    legible = form.is_bound and not any(form.errors.get(part) for part in PARTS)
    rendered = PARTS if legible and "preview" in request.POST else ()
    context = {
        "record": desk.record,
        "tabs": desk.record.tabs("amendments"),
        "trail": desk.record.trail(_("Amendement")),
        "form": form,
        "version": desk.version,
        "amendment": amendment,
        "parts": difference(parts_of(desk.version), shown) if legible else None,
        "aside": bool(form["aside"].value()),
        "preview": {part: render_markdown(shown[part]) for part in rendered},
    }
    return render(request, "governance/amendment_form.html", context)


@login_required
def step(request, number, sequence, name):
    """Show what a step asks for, and take it; a gesture of the board comes back to the board."""
    record, at, line = record_or_404(request, number), timezone.now(), LIFE.steps.get(name)
    found = line_or_404(drafting_of(record.recommendation, record.shown), sequence).amendment
    if line is None or name in BY_BALLOT or line.role_of(request.user, found, at) is None:
        raise Http404
    form = (AmendmentReasonForm if line.needs_reason else AmendmentNoteForm)(request.POST or None)
    back = request.POST.get("back") == "board"
    address = reverse("governance:amendment_board", args=[number]) if back else found.get_absolute_url()
    if request.method == "POST" and form.is_valid():
        taken = attempt(
            request,
            lambda: services.step_amendment(name, found, by=request.user, at=at, note=form.cleaned_data["note"]),
            done=_("%(label)s : « %(step)s », c’est enregistré.") % {"label": found.label, "step": line.label},
            form=None if back else form,
        )
        if taken or back:
            return redirect(f"{address}#{found.label}" if back else address)
    context = {"form": form, "step": line, "amendment": found, "record": record, "trail": record.trail(found.label)}
    return render(request, "governance/amendment_step.html", context)


@login_required
def integrate(request, number):
    """Show the next version as the accepted amendments make it, with whose each passage is; freeze it."""
    record, at = record_or_404(request, number), timezone.now()
    if not (record.in_drafting and is_rapporteur(request.user, record.recommendation, at)):
        raise Http404
    if request.method == "POST":
        attempt(
            request,
            lambda: services.integrate(record.recommendation, by=request.user, at=at),
            done=_("La version suivante est figée, avec les amendements acceptés."),
        )
        return redirect("governance:amendment_board", number)
    context = {"record": record, "tabs": record.tabs("amendments"), "trail": record.trail(_("Intégration")), "at": at}
    try:
        context["taken"], merged = preview_of_integration(record.recommendation)
        context["merged"] = [(PART_NAMES[part], passages) for part, passages in merged.items()]
    except ValidationError as refusal:
        context["refusal"] = " ".join(refusal.messages)
    return render(request, "governance/amendment_integration.html", context)


@login_required
@require_POST
def publish(request, number):
    """Freeze the text that the rapporteur reworked as the next version; amendments follow it."""
    record, at = record_or_404(request, number), timezone.now()
    if not (record.in_drafting and is_rapporteur(request.user, record.recommendation, at)):
        raise Http404
    attempt(
        request,
        lambda: services.publish(record.recommendation, by=request.user, at=at),
        done=_("Le texte retravaillé est figé : c’est la nouvelle version."),
    )
    return redirect("governance:amendment_board", number)
