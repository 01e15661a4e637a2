"""What the back office shows of a recommendation and of a ballot besides their values."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from common.back_office import RecordIndexView, RecordInspectView
from governance.enums import BallotState
from governance.methods import manner_of
from governance.presenters.road import history, moves_of
from governance.rules import visible_to_user

from .steps import steps_offered


class RecommendationIndexView(RecordIndexView):
    """The recommendations that who looks may find anywhere else too: no drafts of others (RULES R3, E4)."""

    def get_base_queryset(self):
        return super().get_base_queryset() & visible_to_user(self.request.user, timezone.now())


class RecommendationInspectView(RecordInspectView):
    """A recommendation with its public page, the steps open to who looks, and its history."""

    template_name = "governance/back_office/recommendation.html"

    def get_object(self, queryset=None):
        return get_object_or_404(visible_to_user(self.request.user, timezone.now()), pk=self.pk)

    def get_context_data(self, **kwargs):
        shown = self.object
        steps = steps_offered(self.request.user, shown, timezone.now()) if shown.number else []
        return super().get_context_data(**kwargs) | {
            "public_url": shown.get_absolute_url() if shown.public_since else "",
            "steps": [(step.label, reverse("governance:step", args=[shown.number, step.name])) for step in steps],
            "events": history(moves_of(shown, insider=True)),
        }


class BallotInspectView(RecordInspectView):
    """A ballot with its voices; how each voted is shown to nobody before it is closed (RULES V10)."""

    template_name = "governance/back_office/ballot.html"

    def get_context_data(self, **kwargs):
        closed = self.object.state in (BallotState.CLOSED, BallotState.PROCLAIMED)
        manner = manner_of(self.object)
        named = [manner.mark] if manner.named else []
        electors = self.object.electors.select_related("seat", "person", "caster", *named).order_by("seat__code")
        voices = [(e, getattr(e, manner.mark, "") if closed and named else "") for e in electors]
        text = self.object.recommendation
        return super().get_context_data(**kwargs) | {
            "public_url": self.object.get_absolute_url() if text is None or text.public_since else "",
            "closed": closed,
            "voices": voices,
        }
