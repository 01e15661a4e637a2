"""What the public may take away, read in a constant number of queries."""

from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override

from governance.figures import conditions
from governance.models import (
    Ballot,
    CoAuthor,
    FollowUpStep,
    Recommendation,
    RecommendationMove,
    Transmission,
    Version,
)
from governance.presenters.record import Record
from governance.search import about
from register.models import Entry
from register.services import as_link
from search.asking import ask

ENTRIES_AT_ONCE = 500
AROUND = ("author", "on_behalf_of", "merged_into", "transmission__answer")
ALIKE = ("state", "kind", "stage", "year", "addressee")  # filters that are fields of the recommendation


def public_recommendations():
    """Every public recommendation with its frozen texts, closed ballots, moves and answer (RULES R3)."""
    ballots = public_ballots().select_related("amendment")
    texts = Version.objects.order_by("number").prefetch_related(Prefetch("ballots", ballots))
    steps = FollowUpStep.objects.select_related("recommendation").order_by("pk")
    return (
        Recommendation.objects.public()
        .select_related(*AROUND)
        .prefetch_related("themes", "moves", "transmission__answer__points")
        .prefetch_related(Prefetch("versions", texts), Prefetch("followup", steps))
        .prefetch_related(Prefetch("co_authors", CoAuthor.objects.accepted().select_related("person"), "writing"))
    )


def recommendations_asked(asked, on: date):
    """The recommendations of a list; `asked`: opendata.api.records.RecommendationsAsked."""
    given = {field: getattr(asked, field) for field in ALIKE}
    found = public_recommendations().filter(**{field: value for field, value in given.items() if value is not None})
    if asked.q:
        found = about(found, ask(asked.q))
    if asked.theme:
        found = found.filter(themes__slug=asked.theme)
    if asked.overdue is not None:
        late = conditions(on)["overdue"]
        found = found.filter(late) if asked.overdue else found.exclude(late)
    if asked.moved_since:
        moves = RecommendationMove.objects.filter(recommendation=OuterRef("pk"), at__gte=asked.moved_since)
        found = found.filter(Exists(moves))
    return found


def public_versions(number: str):
    """The texts of a recommendation that anybody may read, in order; Http404 for one that is not public (RULES R3)."""
    text = get_object_or_404(Recommendation.objects.public(), number=number)
    span = Record(text, insider=False, on=date.min).span
    return text.versions.filter(number__range=span).select_related("recommendation").order_by("number")


def transmissions_asked(asked, on: date):
    """The transmissions of a list, the latest first; `asked`: opendata.api.records.TransmissionsAsked."""
    found = Transmission.objects.filter(recommendation__in=Recommendation.objects.public())
    if asked.answered is not None:
        found = found.filter(answer__isnull=not asked.answered)
    if asked.outcome:
        found = found.filter(answer__outcome=asked.outcome)
    if asked.overdue is not None:
        late = Q(recommendation__in=Recommendation.objects.overdue(on))
        found = found.filter(late) if asked.overdue else found.exclude(late)
    found = between(found, "sent_on", asked.since, asked.until)
    return (
        found.select_related("recommendation", "answer").prefetch_related("answer__points").order_by("-sent_on", "-pk")
    )


def steps_asked(asked, on: date):
    """The commitments of a list, the latest recommendation first; `asked`: opendata.api.records.StepsAsked."""
    found = FollowUpStep.objects.filter(recommendation__in=Recommendation.objects.public())
    if asked.recommendation:
        found = found.filter(recommendation__number=asked.recommendation)
    if asked.done is not None:
        found = found.filter(done_on__isnull=not asked.done)
    if asked.late is not None:
        late = Q(done_on=None, due_on__lt=on)
        found = found.filter(late) if asked.late else found.exclude(late)
    latest = (F("recommendation__year").desc(), F("recommendation__sequence").desc())
    return found.select_related("recommendation").order_by(*latest, "pk")


def public_ballots():
    """Every ballot that has an outcome: what is open shows no vote (RULES V10)."""
    return Ballot.objects.closed().filter(Q(version=None) | Q(version__recommendation__public_since__isnull=False))


def ballots_with_text():
    """The same, each with the text it bears on."""
    return public_ballots().select_related("version__recommendation", "amendment")


def ballots_asked(asked):
    """The ballots of a list, the latest first; `asked`: opendata.api.ballots.BallotsAsked."""
    given = {
        "version__recommendation__number": asked.recommendation, "method": asked.method, "outcome": asked.outcome,
    }  # fmt: skip
    found = ballots_with_text().filter(**{field: value for field, value in given.items() if value is not None})
    return between(found, "occasion_date", asked.since, asked.until).order_by("-closed_at", "-pk")


def between(rows, field: str, since: date | None, until: date | None):
    """Narrow rows to the days from `since` to `until`, both included; either may be absent."""
    if since:
        rows = rows.filter(**{f"{field}__gte": since})
    return rows.filter(**{f"{field}__lte": until}) if until else rows


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
