"""The three profiles that ship, as data (RULES, table of profiles); docs/rules-profiles.md explains them in French.

Each holds only what its source fixes or implies; what no source fixes is left to the defaults of RulesProfile.
"""

from django.utils.translation import gettext_lazy as _

DEFAULT = "commission"

ASSEMBLY = {
    "name": _("Assemblée délibérante"),
    "notice_days": 5,
    "notice_clear": True,
    "urgency_days": 1,
    "urgency_voted": True,
    "quorum_threshold": "1/2",
    "quorum_strict": True,
    "quorum_counts": "present",
    "second_call_days": 3,
    "remote_counts": False,
    "vote_base": "expressed",
    "vote_threshold": "1/2",
    "vote_strict": True,
    "tie": "casting_vote",
}

COMMISSION = {
    "name": _("Commission consultative"),
    "notice_days": 5,
    "notice_clear": False,
    "urgency_days": 0,
    "quorum_threshold": "1/2",
    "quorum_strict": False,
    "quorum_counts": "represented",
    "second_call_days": 0,
    "remote_counts": True,
    "vote_base": "present",
    "vote_threshold": "1/2",
    "vote_strict": True,
    "tie": "rejected",
}

CONSENT = COMMISSION | {
    "name": _("Décision par consentement"),
    "quorum_required": False,
    "decides_by_consent": True,
}

FAMILIES = {"assembly": ASSEMBLY, "commission": COMMISSION, "consent": CONSENT}


def shipped(family):
    """Return a copy of the fields of a shipped profile.

    Raises KeyError for a family that does not ship.
    """
    return FAMILIES[family] | {"family": family, "name": str(FAMILIES[family]["name"])}
