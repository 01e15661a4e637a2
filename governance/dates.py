"""Dates that the rules set for the assembly."""

from dateutil.relativedelta import relativedelta

from council.models import RulesProfile


def answer_due_on(sent_on):
    """Return the date by which an answer is due to what is sent on `sent_on` (RULES R2, transmit: months **R**)."""
    profile = RulesProfile.objects.in_force(sent_on).first()
    return sent_on + relativedelta(months=profile.answer_months if profile else 4)
