"""The member's vote, from a telephone or any screen (RULES V8, P5, V10)."""

from functools import partial
from types import MappingProxyType

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from common.doors import attempt
from common.formats import clock
from common.lifecycle import Refused
from council.rules import person_of
from governance import services
from governance.enums import BallotState, Choice
from governance.methods import election, manner_of, preference
from governance.models import Ballot, Elector
from governance.presenters.amendments import voted_difference
from governance.presenters.choices import choices, legend, own_voices

from . import consenting


@sensitive_post_parameters()
@login_required
@never_cache
def vote(request, pk):
    """Show the text and one's voices, one's own and those held by proxy apart; take a vote for one of them."""
    if request.method == "POST":
        return cast(request, pk)
    ballots = Ballot.objects.select_related("version__recommendation", "amendment__recommendation")
    ballot = get_object_or_404(ballots, pk=pk)
    manner = manner_of(ballot)
    voices = own_voices(ballot, request.user)
    if not voices or manner.entered:
        raise Http404
    if ballot.state != BallotState.OPEN:
        return redirect(ballot)
    return PAGES.get(manner.name, vote_page)(request, ballot, voices)


def vote_page(request, ballot, voices, **said):
    """The page on which the voices of one person are expressed; `said`: what one of them was about to say."""
    manner = manner_of(ballot)
    offered = SHOWN.get(manner.name, choices_of)
    context = {"ballot": ballot, "manner": manner, "voices": [shown(v, manner) | offered(v, **said) for v in voices]}
    context["parts"] = voted_difference(ballot)
    return render(request, "governance/vote.html", context)


def cast(request, pk):
    """Take the voice that the request speaks of, read at once with its ballot; anybody else's is not found."""
    mine = Elector.objects.cast_by(person_of(request.user)).select_related("ballot", "seat")
    voice = get_object_or_404(mine, ballot=pk, seat__code=request.POST.get("seat", ""))
    manner = manner_of(voice.ballot)
    if manner.entered:
        raise Http404
    return CASTING[manner.name](request, voice.ballot, voice)


def cast_by_name(request, ballot, voice):
    """Cast one of the person's voices in a roll call."""
    choice = request.POST.get("choice", "")
    attempt(
        request,
        lambda: services.cast_vote(ballot=ballot, seat=voice.seat, choice=choice, by=request.user, at=timezone.now()),
        done=_("Votre vote est enregistré."),
        again=lambda vote: _("Reçu %(receipt)s.") % {"receipt": vote.receipt},
    )
    return redirect(request.path)


def cast_in_secret(request, ballot, voice):
    """Ask for confirmation, since it cannot be changed; then cast, and show the receipt in this very answer.

    The receipt is in no address, session or message: what shows it once keeps it nowhere.
    """
    choice = request.POST.get("choice", "")
    if choice in Choice.values and "confirmed" not in request.POST:
        return confirm(request, ballot, voice, choice)
    cast = partial(services.cast_secret, ballot=ballot, seat=voice.seat, choice=choice, by=request.user)
    return put_in_urn(request, ballot, voice, lambda: [cast()])


def cast_in_election(request, ballot, voice):
    """As in any secret ballot: confirm who is named, then cast, and show the receipt."""
    choice = request.POST.get("choice", "")
    if choice in manner_of(ballot).answers(ballot) and "confirmed" not in request.POST:
        return confirm(request, ballot, voice, choice)
    cast = partial(services.cast_election, ballot=ballot, seat=voice.seat, choice=choice, by=request.user)
    return put_in_urn(request, ballot, voice, lambda: [cast()])


def put_in_urn(request, ballot, voice, cast):
    """Cast, and show the receipts in this very answer; where it is refused, back to the page."""
    receipts = []
    if not attempt(request, lambda: receipts.extend(cast()), done=_("Votre vote est dans l’urne.")):
        return redirect(request.path)
    words = manner_of(ballot).answers(ballot)
    context = {
        "ballot": ballot,
        "receipt": receipts[0],
        "papers": [(words[receipt.choice], receipt) for receipt in receipts],
        "legend": legend(voice),
        "more": ballot.electors.cast_by(voice.caster).filter(signature=None).exists(),
    }
    return render(request, "governance/receipt.html", context)


def confirm(request, ballot, voice, choice):
    """Say once more what will be cast, for whom, and that it stays."""
    title = _("Confirmer mon bulletin : %(choice)s") % {"choice": manner_of(ballot).answers(ballot)[choice]}
    return confirmation(request, ballot, voice, title, said={"choice": choice})


def confirmation(request, ballot, voice, title, *, said, means=(), editable=False):
    """`said`: the fields to send again; `means`: what the papers will say, in words."""
    consequences = [
        legend(voice),
        *means,
        _("Un vote secret ne se change pas et ne se retire pas."),
        _("Votre reçu ne sera montré qu’une fois, juste après."),
    ]
    context = {
        "ballot": ballot, "voice": voice, "said": said, "title": title, "consequences": consequences,
        "editable": editable,
    }  # fmt: skip
    return render(request, "governance/vote_confirm.html", context)


def cast_grades(request, ballot, voice):
    """Show what each option receives, those left without a grade said plainly; then cast, and show the receipts."""
    grades = grades_of(request, ballot)
    if "edit" in request.POST:
        return vote_page(request, ballot, [voice], grades=grades)
    if "confirmed" in request.POST:
        cast = partial(services.cast_grades, ballot=ballot, seat=voice.seat, grades=grades, by=request.user)
        return put_in_urn(request, ballot, voice, cast)
    try:
        papers = preference.graded(ballot, grades)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(request.path)
    said = {f"grade_{option}": grade for option, grade in grades.items()}
    means = received(ballot, papers, grades)
    return confirmation(request, ballot, voice, _("Confirmer mes mentions"), said=said, means=means, editable=True)


def grades_of(request, ballot):
    """The grades typed, {rank of option: rank of grade}; what is no rank is none of the grades."""
    typed = {option: request.POST.get(f"grade_{option}", "") for option in range(1, len(ballot.terms["options"]) + 1)}
    return {option: int(grade) if grade.isdecimal() else 0 for option, grade in typed.items() if grade}


def standing(voice):
    """The candidates of the round, and the blank paper."""
    return {
        "choices": [
            {"value": says, "label": capfirst(words), "family": "stone" if says == election.BLANK else "river",
             "icon": "minus" if says == election.BLANK else "user"}
            for says, words in manner_of(voice.ballot).answers(voice.ballot).items()
        ]
    }  # fmt: skip


def received(ballot, papers, grades):
    """« La gare : Bien »; of an option that was left out, that it receives the worst grade."""
    words, left = manner_of(ballot).answers(ballot), _("%(paper)s, faute de mention de votre part")
    return [
        words[paper] if option in grades else left % {"paper": words[paper]} for option, paper in enumerate(papers, 1)
    ]


def gradings(voice, grades=MappingProxyType({})):
    """Each option with the grades it may be given, and which one is lowest."""
    options, scale = voice.ballot.terms["options"], voice.ballot.terms["scale"]
    return {
        "worst": scale[-1],
        "options": [
            {
                "name": f"grade_{option}",
                "label": words,
                "grades": [(rank, mention, grades.get(option) == rank) for rank, mention in enumerate(scale, 1)],
            }
            for option, words in enumerate(options, 1)
        ],
    }


# The page of a method that shows more than what each voice may say: (request, ballot, electors) → response
PAGES = {"consent": consenting.show}
# What the page offers to a voice, where it is not for or against: (elector) → values of the fragment
SHOWN = {"preference": gradings, "election": standing}
# How each manner takes a voice: (request, ballot, elector) → response
CASTING = {
    "roll_call": cast_by_name,
    "secret": cast_in_secret,
    "consent": consenting.answer,
    "preference": cast_grades,
    "election": cast_in_election,
}


def shown(voice, manner):
    """Return one voice as the page shows it: whose it is, what was chosen, what may be chosen."""
    cast = getattr(voice, manner.mark, None)
    return {"code": voice.seat.code, "legend": legend(voice), "cast": cast is not None}


def choices_of(voice):
    """For, against, abstention; and in a roll call what was chosen, which may still be changed."""
    manner = manner_of(voice.ballot)
    cast = getattr(voice, manner.mark, None) if manner.named else None
    return {"choices": choices(cast and cast.choice)} | (of_named(cast) if manner.named else {})


def of_named(cast):
    """What a roll call says of a vote that may still be changed."""
    recorded = _("Enregistré à %(when)s : %(choice)s. Reçu %(receipt)s.")
    if cast and cast.entered_by_id:
        recorded = _("Noté par le secrétariat à %(when)s : %(choice)s. Reçu %(receipt)s.")
    return {
        "act": _("Changer mon vote") if cast else _("Voter"),
        "may_change": _("Un nouveau choix le remplace jusqu’à la clôture."),
        "recorded": cast
        and recorded % {"when": clock(cast.cast_at), "choice": cast.get_choice_display(), "receipt": cast.receipt},
    }
