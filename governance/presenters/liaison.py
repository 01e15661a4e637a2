"""The assembly's link as its holder and the secretariat see it (RULES T2, T3, T4)."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate

from common.formats import long_datetime, short_date
from governance.enums import LinkAct, SendingStatus
from governance.presenters.record import Record
from governance.services.followup import FOLLOWED_UP

USES_SHOWN = 5


class MessageLine(NamedTuple):
    """One message to the assembly, with what was done through its link."""

    pk: int
    occasion: str
    address: str
    when: str
    status: str
    label: str
    opens: bool
    until: str
    uses: list[tuple[str, str]]
    more: int
    may_retry: bool
    may_renew: bool


def dossier(link, *, offered, token, at) -> dict:
    """What the holder of a link sees. `offered`: the steps of the procedure open to them."""
    record = Record(link.transmission.recommendation, False, localdate(at))
    text = record.recommendation
    acts = [(step.label, reverse("governance:link_act", args=[token, step.name])) for step in offered]
    follows = text.state in FOLLOWED_UP
    return {
        "record": record, "link": link, "acts": acts, "token": token, "follows": follows,
        "document_url": reverse("governance:link_document", args=[token]) if link.transmission.document else "",
    }  # fmt: skip


def desk_of(transmission, at) -> dict:
    """Every message about a transmission, the latest first: two queries."""
    links = list(transmission.links.prefetch_related("uses"))
    return {
        "lines": [_line(link, at) for link in links],
        "live": any(link.opens(at) for link in links),
        "address": next((link.address for link in links if link.address), ""),
    }


def _line(link, at):
    uses = [(long_datetime(use.at), str(LinkAct(use.act).label)) for use in link.uses.all()]
    return MessageLine(
        pk=link.pk,
        occasion=str(link.get_occasion_display()),
        address=link.address,
        when=long_datetime(link.sent_at or link.issued_at),
        status=link.status,
        label=str(link.get_status_display()),
        opens=link.opens(at) and link.status == SendingStatus.SENT,
        until=short_date(localdate(link.revoked_at or link.expires_at)),
        uses=uses[:USES_SHOWN],
        more=max(0, len(uses) - USES_SHOWN),
        may_retry=link.status in (SendingStatus.FAILED, SendingStatus.WAITING) and link.opens(at),
        may_renew=link.revoked_at is None and bool(link.address),
    )
