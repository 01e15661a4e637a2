"""From the record to the documents: ORM → frozen values. Documents are in French, whoever asks."""

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from common.formats import long_date, number
from common.identity import identity
from council.enums import OfficeKind
from council.models import Office
from governance.enums import ADOPTED_OR_LATER, State
from governance.models import MinorityOpinion

from .values import Leaflet, Letter, Opinion, Point, Reply, Seal, Text
from .votes import deciding_ballot, vote_of

ENDED = (State.REJECTED, State.WITHDRAWN, State.MERGED)


def letter_of(transmission, *, anchored):
    """Return the Letter of a transmission; `anchored`: the register's Anchor made for it (RULES T1, A3)."""
    with translation.override(settings.LANGUAGE_CODE):
        recommendation = transmission.recommendation
        return Letter(
            council=_council(),
            addressee=transmission.addressee,
            day=long_date(transmission.sent_on),
            due=long_date(transmission.due_on),
            words=transmission.letter,
            signatories=_co_chairs(transmission.sent_on),
            text=_text(transmission.version, recommendation),
            vote=vote_of(recommendation),
            opinions=_opinions(recommendation, until=anchored.at),
            seal=Seal(
                created=localtime(anchored.at),
                status=_("Version %(n)s, adoptée") % {"n": transmission.version.number},
                register=_("Registre : %(count)s actes, tête %(head)s")
                % {"count": number(anchored.count), "head": anchored.digest},
            ),
        )


def leaflet_of(recommendation, *, version):
    """Return the Leaflet of a recommendation with one of its versions, as the record stands now."""
    with translation.override(settings.LANGUAGE_CODE):
        last = recommendation.moves.last()
        state = str(recommendation.get_state_display())
        settled = recommendation.state in (*ADOPTED_OR_LATER, *ENDED)
        return Leaflet(
            council=_council(),
            text=_text(version, recommendation),
            state=_("%(state)s (%(day)s)") % {"state": capfirst(state), "day": long_date(last.at)},
            road=_road(recommendation),
            vote=vote_of(recommendation),
            reply=_reply(recommendation),
            opinions=_opinions(recommendation),
            seal=Seal(
                created=localtime(max(last.at, version.frozen_at)),
                status=_("Version %(n)s, %(state)s") % {"n": version.number, "state": state},
                watermark="" if settled else _("Projet"),
            ),
        )


def _council():
    return identity().full


def _text(version, recommendation):
    return Text(
        number=recommendation.number,
        kind=capfirst(recommendation.get_kind_display()),
        title=version.title,
        summary=version.summary,
        body=version.body,
        rationale=version.rationale,
        version=version.number,
        digest=version.digest,
        url=settings.WAGTAILADMIN_BASE_URL.rstrip("/") + recommendation.get_absolute_url(),
        facts=_facts(recommendation),
    )


def _opinions(recommendation, until=None):
    """The minority opinions on the vote that decided; what was sent holds those of its own day (RULES R6, M4)."""
    ballot = deciding_ballot(recommendation)
    attached = MinorityOpinion.objects.on(ballot, until=until) if ballot else ()
    return tuple(Opinion(str(o.person), long_date(localdate(o.attached_at)), o.text) for o in attached)


def _facts(recommendation):
    author, organisation = str(recommendation.author), recommendation.on_behalf_of
    together = ", ".join(str(c.person) for c in recommendation.co_authors.accepted().select_related("person"))
    facts = [
        (_("Adressée à"), recommendation.addressee),
        (_("Proposée par"), f"{author}, {organisation.label}" if organisation else author),
        (_("Avec"), together),
        (_("Rapport"), str(recommendation.rapporteur or "")),
        (_("Groupe de travail"), str(recommendation.working_group or "")),
        (_("Thèmes"), ", ".join(recommendation.themes.values_list("name", flat=True))),
        (_("Communes"), ", ".join(recommendation.places.order_by("name").values_list("name", flat=True))),
    ]
    return tuple((name, value) for name, value in facts if value)


def _co_chairs(on):
    """(office, name) of those who co-chair the council on the day of sending (RULES C5)."""
    offices = Office.objects.in_force(on).filter(kind=OfficeKind.CO_CHAIR, body__kind="plenary")
    return tuple(
        (_("Coprésidence, %(side)s") % {"side": office.side} if office.side else _("Coprésidence"), str(office.person))
        for office in offices.select_related("person").order_by("starts_on", "pk")
    )


def _road(recommendation):
    """The dates that count, as pairs (what, when)."""
    dates = {move.step: move.at for move in recommendation.moves.all()}
    labels = {
        "submit": _("Déposée le"), "adopt": _("Adoptée le"), "reject": _("Rejetée le"),
        "complete": _("Mise en œuvre le"), "evaluate": _("Évaluée le"),
    }  # fmt: skip
    road = [(label, long_date(localdate(dates[step]))) for step, label in labels.items() if step in dates]
    transmission = getattr(recommendation, "transmission", None)
    if transmission:
        sent = _("%(day)s, réponse attendue le %(due)s") % {
            "day": long_date(transmission.sent_on),
            "due": long_date(transmission.due_on),
        }
        place = next((at for at, (label, _day) in enumerate(road) if label == labels["complete"]), len(road))
        road.insert(place, (_("Transmise le"), sent))
    return tuple(road)


def _reply(recommendation):
    answer = getattr(getattr(recommendation, "transmission", None), "answer", None)
    if answer is None:
        return None
    said = [capfirst(answer.get_outcome_display()), long_date(answer.answered_on)]
    if answer.deliberation_number:
        said.append(_("délibération n° %(number)s") % {"number": answer.deliberation_number})
    if answer.postponed_to:
        said.append(_("reportée au %(day)s") % {"day": long_date(answer.postponed_to)})
    return Reply(
        sentence=" · ".join(said),
        reason=answer.reason,
        points=tuple(
            Point(p.asked, " : ".join(part for part in (capfirst(p.get_outcome_display()), p.text) if part))
            for p in answer.points.order_by("position")
        ),
    )
