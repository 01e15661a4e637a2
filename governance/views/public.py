"""A recommendation and its ballots, as anyone reads them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.rules import person_of
from governance.enums import BallotState
from governance.models import Ballot, MinorityOpinion
from governance.presenters.amendments import voted_difference
from governance.presenters.ballots import ballot_page, card, deciding
from governance.rules import CLERK, CO_CHAIR, LIAISON, may_attach_opinion, may_edit
from governance.services.followup import FOLLOWED_UP

from .reading import record_or_404
from .steps import steps_offered


@require_safe
def recommendation(request, number):
    """What is asked, who decided it, what became of it."""
    record, at = record_or_404(request, number), timezone.now()
    context = {
        "record": record,
        "tabs": record.tabs("recommendation"),
        "trail": record.trail(),
        "steps": steps_offered(request.user, record.recommendation, at),
        "may_edit": may_edit(request.user, record.recommendation, at),
        "may_follow": may_follow(request.user, record.recommendation, at),
        "attach_url": attach_url(request.user, deciding(record.ballots), record.opinions),
        "may_exchange": may_exchange(request.user, record, at),
    }
    return render(request, "governance/recommendation.html", context)


def may_follow(user, recommendation, at):
    """RULES R2, follow: the liaison and the secretariat, once there is an answer to follow."""
    return recommendation.state in FOLLOWED_UP and any(role(user, recommendation, at) for role in (LIAISON, CLERK))


def attach_url(user, ballot, opinions):
    """Where a voter who may still attach a minority opinion does so (RULES R6), or an empty string."""
    person = person_of(user) if user.is_authenticated else None
    if person is None or ballot is None or any(opinion.person_id == person.pk for opinion in opinions):
        return ""
    return reverse("governance:attach_opinion", args=[ballot.pk]) if may_attach_opinion(user, ballot) else ""


def may_exchange(user, record, at):
    """RULES T2: the secretariat and the co-chairs, of a text that was transmitted."""
    transmitted = record.transmission is not None
    return transmitted and any(role(user, record.recommendation, at) for role in (CLERK, CO_CHAIR))


@require_safe
def text(request, number):
    """The last frozen text, in full."""
    record = record_or_404(request, number)
    return render(request, "governance/recommendation_text.html", {"record": record, "tabs": record.tabs("text")})


@require_safe
def ballots(request, number):
    """Every ballot on the recommendation, the latest first."""
    record = record_or_404(request, number)
    cards = [card(ballot) for ballot in reversed(record.ballots)]
    context = {"record": record, "tabs": record.tabs("ballots"), "cards": cards}
    return render(request, "governance/recommendation_ballots.html", context)


@require_safe
def documents(request, number):
    """What was sent and received, the public data, how to cite."""
    record = record_or_404(request, number)
    root = request.build_absolute_uri("/").rstrip("/")
    context = {
        "record": record,
        "tabs": record.tabs("documents"),
        "cards": [card(ballot) for ballot in record.ballots],
        "citation": record.cited(root),
    }
    return render(request, "governance/recommendation_documents.html", context)


@require_safe
def ballot(request, pk):
    """One ballot: question, text, rule, outcome, names (RULES V10, V13)."""
    around = ("version__recommendation", "casting_vote__person", "amendment__recommendation", "amendment__proposer")
    found = get_object_or_404(Ballot.objects.select_related(*around), pk=pk)
    context = {"page": ballot_page(found), "ballot": found, "may_vote": has_a_voice(request.user, found)}
    context["parts"] = voted_difference(found)
    if found.recommendation is None:
        return render(request, "governance/ballot_alone.html", context)
    if found.recommendation.number is None:
        raise Http404
    record, opinions = record_or_404(request, found.recommendation.number), list(MinorityOpinion.objects.on(found))
    context |= {
        "record": record,
        "trail": record.trail(_("Scrutin")),
        "opinions": opinions,
        "attach_url": attach_url(request.user, found, opinions),
    }
    return render(request, "governance/ballot.html", context)


def has_a_voice(user, ballot):
    """RULES P5, V8: who casts a voice of their own or by proxy in an open ballot."""
    person = person_of(user)
    return ballot.state == BallotState.OPEN and person is not None and ballot.electors.cast_by(person).exists()
