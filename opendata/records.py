"""What the public may take away, read in a constant number of queries."""

from dataclasses import asdict

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import override

from governance.models import Ballot, CoAuthor, Recommendation, Version
from register.models import Entry
from register.services import as_link

ENTRIES_AT_ONCE = 500
AROUND = ("author", "on_behalf_of", "transmission__answer")


def public_recommendations():
    """Every public recommendation with its frozen texts, closed ballots, moves and answer (RULES R3)."""
    ballots = public_ballots().select_related("amendment")
    texts = Version.objects.order_by("number").prefetch_related(Prefetch("ballots", ballots))
    return (
        Recommendation.objects.public()
        .select_related(*AROUND)
        .prefetch_related("themes", "moves", "followup", "transmission__answer__points", Prefetch("versions", texts))
        .prefetch_related(Prefetch("co_authors", CoAuthor.objects.accepted().select_related("person"), "writing"))
    )


def public_ballots():
    """Every ballot that has an outcome: what is open shows no vote (RULES V10)."""
    return Ballot.objects.closed().filter(Q(version=None) | Q(version__recommendation__public_since__isnull=False))


def page_of(number):
    """The permanent address of a recommendation, in the council's language."""
    with override(settings.LANGUAGE_CODE):
        return reverse("governance:recommendation", args=[number])


def export_path(ballot):
    """Where the file of a ballot is."""
    return reverse("api:ballot_export", args=[ballot.pk])


def latest_ballot_path():
    """Where the file of the last closed ballot is; empty before there is one."""
    ballot = public_ballots().order_by("-closed_at", "-pk").first()
    return export_path(ballot) if ballot else ""


def entries_after(number):
    """Return the acts recorded after one, in order, as they are digested; at most ENTRIES_AT_ONCE of them."""
    entries = Entry.objects.filter(number__gt=number).order_by("number")[:ENTRIES_AT_ONCE]
    return [asdict(as_link(entry)) | {"digest": entry.digest} for entry in entries]
