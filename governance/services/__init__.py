"""The verbs of governance. Each is one transaction; a repeated act raises AlreadyRecorded and changes nothing."""

from .amendment_votes import carry_adopted, settle_by_vote
from .amendments import integrate, propose, publish, restate, step_amendment
from .ballots import (
    close_ballot,
    enter_counts,
    give_casting_vote,
    open_ballot,
    proclaim,
    void_ballot,
)
from .casting import Receipt, cast_election, cast_grades, cast_secret, cast_vote
from .coauthors import accept_co_authoring, decline_co_authoring, invite_co_author, remove_co_author
from .consenting import NO_REASON, answer_consent, give_up, meet_objection
from .contributions import contribute, hide_contribution, withdraw_contribution
from .drafting import edit, freeze, start, submit
from .electorate import Electorate, Voice, rule_from_profile, terms_from_profile
from .followup import abandon, add_step, complete, evaluate, implement, update_step
from .history import Past, take_over, theme_named
from .instruction import (
    admit,
    assign,
    defer,
    mark_ready,
    merge,
    refuse,
    schedule,
    send_back,
    unschedule,
    withdraw,
)
from .liaison import remind, renew_link, revoke_links, send_link
from .opinions import attach_opinion, close_opinions
from .referrals import ask_opinion, begin_opinion
from .transmission import acknowledge, answer, transmit

__all__ = [
    "NO_REASON",
    "Electorate",
    "Past",
    "Receipt",
    "Voice",
    "abandon",
    "accept_co_authoring",
    "acknowledge",
    "add_step",
    "admit",
    "answer",
    "answer_consent",
    "ask_opinion",
    "assign",
    "attach_opinion",
    "begin_opinion",
    "carry_adopted",
    "cast_election",
    "cast_grades",
    "cast_secret",
    "cast_vote",
    "close_ballot",
    "close_opinions",
    "complete",
    "contribute",
    "decline_co_authoring",
    "defer",
    "edit",
    "enter_counts",
    "evaluate",
    "freeze",
    "give_casting_vote",
    "give_up",
    "hide_contribution",
    "implement",
    "integrate",
    "invite_co_author",
    "mark_ready",
    "meet_objection",
    "merge",
    "open_ballot",
    "proclaim",
    "propose",
    "publish",
    "refuse",
    "remind",
    "remove_co_author",
    "renew_link",
    "restate",
    "revoke_links",
    "rule_from_profile",
    "schedule",
    "send_back",
    "send_link",
    "settle_by_vote",
    "start",
    "step_amendment",
    "submit",
    "take_over",
    "terms_from_profile",
    "theme_named",
    "transmit",
    "unschedule",
    "update_step",
    "void_ballot",
    "withdraw",
    "withdraw_contribution",
]
