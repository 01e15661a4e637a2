"""The standing proxies of a sitting, each with its effect at this minute (RULES P3, P4, P6)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deliberations.models import Proxy
from deliberations.quorum import Why


@dataclass(frozen=True)
class ProxyLine:
    """A proxy that was not ended: who for whom, and why it has no effect where it has none."""

    proxy: Proxy
    giver: str
    holder: str
    void: str


def proxy_lines(room, roll):
    """Return the standing proxies in words; no query."""
    void = {void.proxy.giver: void.why for void in roll.void_proxies if void.proxy.revoked is None}
    standing = [proxy for proxy in room.proxies if proxy.revoked_at is None]
    return [
        ProxyLine(
            proxy=proxy,
            giver=_named(room, proxy.giver),
            holder=_named(room, proxy.holder),
            void=words(void.get(proxy.giver.code), proxy),
        )
        for proxy in standing
    ]


def words(why, proxy):
    """Why a proxy has no effect, for a clerk to read; empty where it has one."""
    facts = {"giver": proxy.giver.code, "holder": proxy.holder.code}
    said = {
        Why.HOLDER_ABSENT: _("sans effet tant que %(holder)s n’est pas là"),
        Why.HOLDER_RECUSED: _("sans effet sur ce point : %(holder)s se déporte"),
        Why.GIVER_RECUSED: _("sans effet sur ce point : %(giver)s se déporte"),
        Why.GIVER_CAME: _("sans effet : %(giver)s est là"),
        Why.HOLDER_FULL: _("sans effet : %(holder)s porte déjà assez de pouvoirs"),
        Why.OTHER_COLLEGE: _("sans effet : un autre collège"),
        Why.NO_VOTE: _("sans effet : un siège sans voix"),
    }
    return said[why] % facts if why in said else ""


def _named(room, seat):
    titular = room.titular(seat.code)
    return f"{seat.code} · {titular}" if titular else seat.code
