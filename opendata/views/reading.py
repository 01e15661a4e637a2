"""A record as an anonymous reader finds it, whoever asks."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from governance.models import Recommendation
from governance.presenters.record import Record, with_surroundings


def public_record(number) -> Record:
    """A public recommendation, or 404: for what leaves the site, which is the same for everybody (RULES E4)."""
    text = get_object_or_404(with_surroundings(Recommendation.objects.public()), number=number)
    return Record(text, insider=False, on=timezone.localdate())
