"""The figures of ballots that have no for and against, as the minutes print them (RULES V15, M1)."""

from django.utils.translation import gettext as _

from governance.choice_wording import papers_words
from governance.methods import preference

from .document import CountTable


def grades_given(ballot):
    """How many papers gave each option each grade, the best option first."""
    counts = preference.table(ballot, (ballot.counts or {}).get("", {}))
    rows = tuple(
        (f"{ranked['place']}. {ranked['option']}", *map(str, counts[ranked["option"]]), ranked["majority_grade"])
        for ranked in ballot.result["ranking"]
    )
    head = (_("Option"), *ballot.terms["scale"], _("Mention majoritaire"))
    return (CountTable(_("Mentions données à chaque option"), head, rows),)


def votes_given(ballot):
    """How many votes each candidate of the round had, most first; the papers that name nobody in the caption."""
    held = ballot.result["rounds"][-1]
    rows = tuple((who, str(n)) for who, n in sorted(held["votes"].items(), key=lambda pair: -pair[1]))
    caption = ", ".join(filter(None, (_("Voix de chaque candidature"), papers_words(held))))
    return (CountTable(caption, (_("Candidature"), _("Voix")), rows),)
