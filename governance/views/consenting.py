"""A voice in a consent round, from a telephone or any screen: what each answer means, and a reason to object (V14)."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.doors import attempt
from common.formats import clock
from governance import services
from governance.consent_forms import ConsentForm
from governance.enums import ObjectionState
from governance.methods import manner_of
from governance.models import Ballot
from governance.presenters.choices import legend, own_voices
from governance.presenters.consent import consent_choices, heard_in


def answer(request, ballot, voice):
    """Answer for one of the person's voices; a refusal keeps the reason that was typed (RULES E1)."""
    form = ConsentForm(request.POST, auto_id=f"{voice.seat.code}_%s")

    def act():
        return services.answer_consent(
            ballot=ballot, seat=voice.seat, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    if form.is_valid() and attempt(request, act, done=_("Votre réponse est enregistrée."), form=form):
        return redirect(request.path)
    if Ballot.objects.open().filter(pk=ballot.pk).exists():
        return show(request, ballot, own_voices(ballot, request.user), {voice.seat.code: form})
    return closed_meanwhile(request, ballot, form)


def closed_meanwhile(request, ballot, form):
    """The round ended while the reason was being written: say so, and give the words back."""
    context = {"ballot": ballot, "reason": form.data.get("reason", "")}
    return render(request, "governance/consent_too_late.html", context)


def show(request, ballot, voices, refused=None):
    """The objections that the room hears, then a form for each voice; `refused`: forms that came back, by seat."""
    heard, refused = heard_in(ballot), refused or {}
    own = {line.seat: line.reason for line in heard if line.state == ObjectionState.STANDING}
    shown = [_shown(voice, own.get(voice.seat.code, ""), refused.get(voice.seat.code)) for voice in voices]
    context = {"ballot": ballot, "manner": manner_of(ballot), "voices": shown, "heard": heard}
    return render(request, "governance/vote.html", context)


def _shown(voice, reason, refused):
    """One voice: whose it is, what was answered, the form to answer with."""
    given = getattr(voice, "position", None)
    form = refused or ConsentForm(initial={"reason": reason}, auto_id=f"{voice.seat.code}_%s")
    chosen = form.data.get("choice") if refused else given and given.choice
    return {
        "code": voice.seat.code,
        "legend": legend(voice),
        "form": form,
        "choices": consent_choices(chosen),
        "objects": bool(reason),
        "recorded": given and _recorded(given),
        "act": _("Changer ma réponse") if given else _("Répondre"),
    }


def _recorded(given):
    words = (
        _("Noté en séance à %(when)s : %(choice)s.")
        if given.entered_by_id
        else _("Enregistré à %(when)s : %(choice)s.")
    )
    return words % {"when": clock(given.cast_at), "choice": given.get_choice_display()}
