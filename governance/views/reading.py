"""What every reading door of a record begins with: find it, or not (RULES E4)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from common.keeping import shows_only
from governance.presenters.record import Record, with_surroundings
from governance.rules import is_author, is_co_author, is_rapporteur, oversees, visible_to_user


def record_or_404(request, number) -> Record:
    """Return the record as this reader may see it; what one may not see is not found."""
    at = timezone.now()
    recommendation = get_object_or_404(with_surroundings(visible_to_user(request.user, at)), number=number)
    shows_only("text", (recommendation.pk, recommendation.merged_into_id))
    return Record(recommendation, sees_all(request.user, recommendation, at), timezone.localdate(at))


def sees_all(user, recommendation, at) -> bool:
    """RULES R3: who wrote it, brings it to the vote or oversees the council sees what came before admissibility."""
    if is_author(user, recommendation, at) or is_rapporteur(user, recommendation, at) or oversees(user, at):
        return True
    return is_co_author(user, recommendation, at)


def version_or_404(record, number):
    """Return one of the versions this reader may see."""
    first, last = record.span
    if not first <= number <= last:
        raise Http404
    return record.recommendation.versions.get(number=number)
