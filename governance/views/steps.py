"""One address per step of the procedure: a form that asks for what the step needs, and takes it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.doors import attempt
from common.formats import long_date
from common.markdown import demands
from governance import forms, services
from governance.dates import answer_due_on
from governance.models import FollowUpStep, LiaisonLink
from governance.procedure import LIFE
from governance.rules import CLERK, LIAISON, visible_to_user


@dataclass(frozen=True)
class Door:
    """Through which form a step is taken, and by which verb."""

    form: type
    act: Callable
    initial: Callable = lambda recommendation, on: {}


def letter_initial(recommendation, on):
    """A letter to begin from: what was adopted, what is asked, by when (RULES R2, T1)."""
    due_on = answer_due_on(on)
    facts = {"kind": recommendation.get_kind_display(), "number": recommendation.number, "due": long_date(due_on)}
    facts["title"] = recommendation.title
    paragraphs = (
        _("Madame, Monsieur,"),
        _("Le conseil a adopté le texte ci-joint, %(kind)s %(number)s : « %(title)s ». Il vous l’adresse tel qu’il a "
          "été voté, avec le résultat du scrutin.") % facts,
        _("Il vous demande de répondre à chacun de ses points, en donnant vos motifs, avant la fin du %(due)s. Votre "
          "réponse et ce qui en sera fait seront publiés à côté du texte.") % facts,
        _("Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée."),
    )  # fmt: skip
    return {"due_on": due_on, "letter": "\n\n".join(paragraphs), "address": last_address()}


def last_address():
    """Where the last document was sent: the assembly rarely changes it."""
    return LiaisonLink.objects.exclude(address="").values_list("address", flat=True).first() or ""


def dated_today(recommendation, on):
    return {"on": on}


DOORS = {
    "admit": Door(forms.AdmitForm, services.admit),
    "refuse": Door(forms.ReasonForm, services.refuse),
    "assign": Door(forms.AssignForm, services.assign),
    "ready": Door(forms.NoteForm, services.mark_ready),
    "withdraw": Door(forms.ReasonForm, services.withdraw),
    "withdraw_agreed": Door(forms.AgreedWithdrawalForm, services.withdraw),
    "merge": Door(forms.MergeForm, services.merge),
    "transmit": Door(forms.TransmitForm, services.transmit, letter_initial),
    "acknowledge": Door(forms.AcknowledgeForm, services.acknowledge, dated_today),
    "implement": Door(forms.NoteForm, services.implement),
    "complete": Door(forms.NoteForm, services.complete),
    "abandon": Door(forms.ReasonForm, services.abandon),
    "evaluate": Door(forms.ReasonForm, services.evaluate),
    "answer": Door(forms.AnswerForm, services.answer, dated_today),
}


def steps_offered(user, recommendation, at):
    """Return the steps to show as buttons: those of the table that have a door here."""
    if not user.is_authenticated:
        return []
    return [step for step in LIFE.open_to(user, recommendation, at) if step.name in DOORS]


@login_required
def step(request, number, name):
    """Show what a step asks for, and take it. Who holds none of its functions does not find it (RULES E4)."""
    at = timezone.now()
    recommendation = get_object_or_404(visible_to_user(request.user, at), number=number)
    return taken(request, recommendation, name, by=request.user, at=at, back=recommendation.get_absolute_url())


def taken(request, recommendation, name, *, by, at, back, done=lambda: None):
    """The door of one step for somebody: a form, then a return to `back`; `done` is called once it is recorded."""
    door, line = DOORS.get(name), LIFE.steps.get(name)
    if door is None or line.role_of(by, recommendation, at) is None:
        raise Http404
    initial = door.initial(recommendation, timezone.localdate(at))
    form = door.form(request.POST or None, request.FILES or None, recommendation=recommendation, at=at, initial=initial)
    points = points_form(request, recommendation) if name == "answer" else None
    if request.method == "POST" and form.is_valid() and (points is None or points.is_valid()):
        given = dict(form.cleaned_data) | ({"points": answered(points)} if points else {})
        if attempt(
            request,
            lambda: (door.act(recommendation, by=by, at=at, **given), done()),
            done=_("C’est enregistré : « %(step)s ».") % {"step": line.label},
            form=form,
        ):
            return redirect(back)
    context = {"form": form, "points": points, "recommendation": recommendation, "step": line, "back": back}
    return render(request, "governance/step_form.html", context)


def points_form(request, recommendation):
    """One small form for each numbered demand of the text."""
    asked = [{"asked": demand} for demand in demands(recommendation.body)]
    return forms.AnswerPointFormSet(request.POST or None, initial=asked, prefix="points")


def answered(points):
    return [
        (row["asked"], row["outcome"], row["text"]) for row in (form.cleaned_data for form in points) if row["outcome"]
    ]


@login_required
def follow(request, number, pk=None):
    """Add a step of the implementation, or say how far one has come (RULES R8)."""
    at = timezone.now()
    recommendation = get_object_or_404(visible_to_user(request.user, at), number=number)
    return followed(request, recommendation, pk, by=request.user, at=at, back=recommendation.get_absolute_url())


def followed(request, recommendation, pk, *, by, at, back, done=lambda: None):
    """The door of one follow-up step for somebody; `done` is called once it is recorded."""
    if not any(role(by, recommendation, at) for role in (LIAISON, CLERK)):
        raise Http404
    stored = get_object_or_404(FollowUpStep, pk=pk, recommendation=recommendation) if pk else None
    form = (forms.ProgressForm if stored else forms.FollowUpForm)(
        request.POST or None, request.FILES or None, instance=stored, recommendation=recommendation
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            request,
            lambda: (record_step(recommendation, stored, by, at, form), done()),
            done=_("Suite notée."),
            form=form,
        )
    ):
        return redirect(back)
    context = {"form": form, "recommendation": recommendation, "back": back}
    return render(request, "governance/followup_form.html", context)


def record_step(recommendation, stored, by, at, form):
    if stored:
        return services.update_step(stored, by=by, at=at, **form.cleaned_data)
    return services.add_step(recommendation, by=by, at=at, **form.cleaned_data)
