"""Adopting rules, dated, and beginning with some (RULES, table of profiles)."""

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from council.enums import BodyKind
from council.models import Body, RulesProfile
from council.profiles import DEFAULT, FAMILIES, shipped

from .acts import register


@transaction.atomic
def adopt_profile(*, family=DEFAULT, in_force_from, by, at, **changes):
    """Put a dated version of the rules in force, made of a shipped profile and what the council changes in it.

    A family that does not ship starts from the default one. Raises ValidationError for a value or a date refused.
    """
    base = shipped(family if family in FAMILIES else DEFAULT)
    profile = RulesProfile(**(base | changes | {"family": family, "in_force_from": in_force_from}))
    profile.full_clean()
    profile.save()
    register("profile.adopted", f"profile {profile.pk}", model_to_dict(profile), by=by, at=at)
    return profile


def profile_in_force(on):
    """The version of the rules in force on a day, or None before the first."""
    return RulesProfile.objects.in_force(on).first()


@transaction.atomic
def begin(*, by=None, at):
    """Give a new council its plenary and the default rules; a second call changes nothing. Return the plenary."""
    plenary = Body.objects.plenary().first()
    if plenary is None:
        plenary = Body.objects.create(kind=BodyKind.PLENARY, name=_("Plénière"), slug="pleniere")
    if not RulesProfile.objects.exists():
        adopt_profile(in_force_from=timezone.localdate(at), by=by, at=at)
    return plenary
