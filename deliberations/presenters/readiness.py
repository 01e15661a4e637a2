"""Are we ready? Every condition of convening as a to-do with the way to what mends it, and the time left (RULES S2)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import long_date, number
from deliberations.calendar import NoticeKind, end_of_day, local_day
from deliberations.enums import ItemKind, SittingState
from deliberations.notice import conditions_to_convene, kind_of_notice, last_sending_day, notice_of
from deliberations.rules import signatories_awaited

BARE = (ItemKind.INFORMATION, ItemKind.DISCUSSION)
MET = {
    "place": lambda: _("Un lieu"),
    "agenda": lambda: _("Un ordre du jour"),
    "texts": lambda: _("Des textes prêts à voter"),
    "date": lambda: _("Une date à venir"),
    "notice": lambda: _("Le délai de convocation"),
    "signatures": lambda: _("Les signatures"),
}


def checklist(sitting, at):
    """Return one line for each condition: met or not, its words, and the address of what mends it."""
    return [
        {
            "met": condition.met,
            "words": [MET[condition.name]()] if condition.met else list(condition.missing),
            "url": "" if condition.met else way_out(sitting, condition.name, at),
        }
        for condition in conditions_to_convene(sitting, at)
    ]


def way_out(sitting, name, at):
    """Where a condition is mended: a form, or a place on the page."""
    by_urgency = kind_of_notice(sitting, at) == NoticeKind.URGENT
    facts = reverse("deliberations:facts", args=[sitting.slug])
    new_date = reverse("deliberations:postpone", args=[sitting.slug]) if is_announced(sitting) else facts + "#id_day"
    return {
        "place": facts + "#id_place",
        "agenda": reverse("deliberations:add_item", args=[sitting.slug]),
        "texts": "#ordre-du-jour",
        "date": new_date,
        "notice": facts + "#id_urgency_reason" if by_urgency else new_date,
        "signatures": "#signatures",
    }[name]


def is_announced(sitting):
    """Whether a date was told to everybody, which moves by postponing only."""
    return sitting.state == SittingState.POSTPONED


def countdown(sitting, at):
    """Return the last lawful moment in words, how things stand, and the moment to which a clock may run."""
    kind, last = kind_of_notice(sitting, at), last_sending_day(sitting)
    if sitting.starts_at <= at:
        kind = NoticeKind.TOO_LATE
    family, badge, until = {
        NoticeKind.ORDINARY: ("moss", _("dans les temps"), last),
        NoticeKind.URGENT: ("ochre", _("urgence seulement"), urgent_day(sitting)),
        NoticeKind.TOO_LATE: ("alarm", _("trop tard"), None),
    }[kind]
    return {
        "family": family,
        "badge": badge,
        "words": countdown_words(kind, last, (last - local_day(at)).days),
        "until": min(end_of_day(until), sitting.starts_at) if until else None,
        "days": days_words((until - local_day(at)).days) if until else "",
    }


def urgent_day(sitting):
    return notice_of(sitting.profile).last_urgent_sending(local_day(sitting.starts_at))


def days_words(days):
    return ngettext("%(n)s jour", "%(n)s jours", days) % {"n": number(days)} if days > 0 else _("aujourd’hui")


def countdown_words(kind, last, days):
    """« Dernier envoi licite : lundi 23 mars 2026, avant minuit. Il reste 5 jours. »"""
    words = _("Dernier envoi licite : %(day)s, avant minuit.") % {"day": long_date(last)}
    if kind == NoticeKind.TOO_LATE:
        return words + " " + _("Le délai d’urgence est passé lui aussi : il faut une autre date.")
    if kind == NoticeKind.URGENT:
        return words + " " + _("Ce délai est passé : seule l’urgence, motivée, permet encore de convoquer.")
    if days <= 0:
        return words + " " + _("C’est aujourd’hui.")
    left = ngettext("Il reste %(n)s jour.", "Il reste %(n)s jours.", days) % {"n": number(days)}
    return f"{words} {left}"


def signatures(sitting, co_chairs):
    """Return who signs the convening under the profile: who has signed and when, whom it waits for (RULES C5)."""
    if sitting.profile.convening == "any":
        return []
    signed = dict(sitting.moves.filter(step="sign").order_by("-pk").values_list("by__person", "at"))
    awaited = {person.pk for person in signatories_awaited(sitting)}
    return [
        {
            "person": office.person,
            "side": office.side,
            "signed_at": signed.get(office.person_id),
            "awaited": office.person_id in awaited,
        }
        for office in co_chairs
    ]


def advice(lines, length, pending):
    """Return what stops nothing and still deserves a look, each with its place on the page."""
    said = []
    if pending:
        words = ngettext(
            "%(n)s demande de membre attend une décision.", "%(n)s demandes de membres attendent une décision.", pending
        )
        said.append({"words": words % {"n": number(pending)}, "url": "#demandes"})
    if length and length["family"] == "alarm":
        said.append({"words": length["text"], "url": "#ordre-du-jour"})
    bare = [line.item.position for line in lines if is_bare(line)]
    if bare:
        words = ngettext(
            "Le point %(which)s n’a ni note, ni document.",
            "Les points %(which)s n’ont ni note, ni document.",
            len(bare),
        )
        said.append({"words": words % {"which": ", ".join(map(str, bare))}, "url": "#ordre-du-jour"})
    return said


def is_bare(line):
    """Whether an item gives nothing to read beforehand."""
    item = line.item
    return item.kind in BARE and not (item.note.strip() or item.recommendation_id or line.papers)
