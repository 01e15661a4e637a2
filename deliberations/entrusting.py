"""To whom a seat may entrust its voice, and why not to another: one rule for the service and for the choice shown.

Everything is read from a Room, so that a list of a hundred seats asks the database nothing more (RULES P1 to P4).
"""

from django.utils.translation import gettext as _


def giver_refusal(room, giver):
    """Return why a seat may not give its proxy now, in a sentence, or nothing (RULES P3, P4)."""
    if any(proxy.holder_id == giver.pk for proxy in _standing(room)):
        return _(
            "Ce siège porte un pouvoir : il ne peut pas le transmettre en donnant le sien. Révoquez d’abord l’autre."
        )
    if any(stay.seat_id == giver.pk and stay.as_alternate and stay.left_at is None for stay in room.stays):
        return _("Une suppléance est présente pour ce siège : il est déjà représenté.")
    return ""


def holder_refusal(room, giver, holder):
    """Return why a seat may not hold the proxy of another, in a sentence, or nothing (RULES P1, P2, P4)."""
    lines = room.lines
    of_body = {giver.code, holder.code} <= lines.keys() and {lines[s.code].seat.pk for s in (giver, holder)} == {
        giver.pk, holder.pk,
    }  # fmt: skip
    if not (of_body and giver.votes and holder.votes):
        return _("Un pouvoir se donne entre deux sièges qui ont voix délibérative dans cette instance.")
    if lines[holder.code].vacant:
        return _("Le siège %(seat)s est vacant.") % {"seat": holder.code}
    if room.sitting.profile.proxies_same_college and giver.college_id != holder.college_id:
        return _("Le règlement ne permet un pouvoir que dans le même collège.")
    return _held_or_given(room, holder)


def _held_or_given(room, holder):
    """P2, P4: so many proxies for one holder, and none for somebody who has given their own."""
    limit, standing = room.sitting.profile.proxies_per_holder, _standing(room)
    if sum(proxy.holder_id == holder.pk for proxy in standing) >= limit:
        return _("Ce membre porte déjà autant de pouvoirs que le règlement le permet (%(n)s).") % {"n": limit}
    if any(proxy.giver_id == holder.pk for proxy in standing):
        return _("Ce membre a lui-même donné pouvoir : un pouvoir ne se transmet pas. Choisissez une autre personne.")
    return ""


def lawful_holders(room, giver):
    """Return the lines of the seats to which a seat may entrust its voice now, in their order."""
    others = [line for line in room.composition.lines if line.seat.pk != giver.pk]
    return [line for line in others if not holder_refusal(room, giver, line.seat)]


def _standing(room):
    return [proxy for proxy in room.proxies if proxy.revoked_at is None]
