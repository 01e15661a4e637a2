"""The verbs of governance. Each is one transaction; a repeated act raises AlreadyRecorded and changes nothing."""

from .ballots import (
    cast_vote,
    close_ballot,
    enter_counts,
    give_casting_vote,
    open_ballot,
    proclaim,
    void_ballot,
)
from .drafting import edit, freeze, start, submit
from .electorate import Electorate, Voice, rule_from_profile
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
from .referrals import ask_opinion, begin_opinion
from .transmission import acknowledge, answer, transmit

__all__ = [
    "Electorate",
    "Past",
    "Voice",
    "abandon",
    "acknowledge",
    "add_step",
    "admit",
    "answer",
    "ask_opinion",
    "assign",
    "begin_opinion",
    "cast_vote",
    "close_ballot",
    "complete",
    "defer",
    "edit",
    "enter_counts",
    "evaluate",
    "freeze",
    "give_casting_vote",
    "implement",
    "mark_ready",
    "merge",
    "open_ballot",
    "proclaim",
    "refuse",
    "remind",
    "renew_link",
    "revoke_links",
    "rule_from_profile",
    "schedule",
    "send_back",
    "send_link",
    "start",
    "submit",
    "take_over",
    "theme_named",
    "transmit",
    "unschedule",
    "update_step",
    "void_ballot",
    "withdraw",
]
