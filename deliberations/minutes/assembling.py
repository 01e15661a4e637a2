"""From the record to the minutes: ORM → one frozen value, in a constant number of queries (RULES M1, M2)."""

from dataclasses import replace

from django.conf import settings
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from common.formats import clock, clock_span, long_date, long_datetime, short_date
from common.identity import identity
from common.markdown import excerpt
from council.enums import OfficeKind, Visibility
from deliberations.enums import ItemKind
from deliberations.models import Minutes
from deliberations.models.room import quorum_rule, read_room
from deliberations.quorum import lost_and_regained, turning_points
from deliberations.rules import day_of
from deliberations.wording import council_language, places_words, quorum_sentence, request_sentence, rules_words

from .attendance import GROUPS, Sheet
from .ballots import ballot_records
from .document import Action, AgendaLine, Chair, Decided, Disagreement, Item, MinutesDocument, QuorumFinding, Recused

SILENT = (ItemKind.BREAK,)
SUMMARY_WORDS = 80


@council_language()
def assemble(sitting):
    """Return the MinutesDocument of a sitting as its record stands now."""
    sitting = type(sitting).objects.select_related("body", "profile", "secretary", "second_call_of").get(pk=sitting.pk)
    room = read_room(sitting)
    sheet = Sheet(room, sitting.replies.all())
    words = Minutes.objects.filter(sitting=sitting).first() or Minutes()
    items = list(_items(sitting))
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return MinutesDocument(
        slug=sitting.slug,
        address=site + sitting.get_absolute_url(),
        council=identity().full,
        body=sitting.body.name,
        title=sitting.title,
        day=long_date(sitting.opened_at or sitting.starts_at),  # M1: when it was held, not when it was to be
        hours=clock_span(sitting.opened_at, sitting.closed_at),
        place=sitting.place,
        remote_link=sitting.remote_link,
        openness=_("Séance ouverte au public") if sitting.is_public else _("Séance sans public"),
        rules=rules_words(sitting.profile),
        convened=_convened(sitting),
        chairs=_chairs(sitting),
        secretary=str(sitting.secretary or ""),
        colleges=sheet.colleges(),
        attending=sheet.attending(),
        figures=places_words(**{group: sheet.count(group) for group in GROUPS}),
        quorum=_quorum(sitting, room),
        agenda=tuple(AgendaLine(item.position, item.get_kind_display(), item.title) for item in items),
        opening_words=words.opening_words,
        items=_documents_of(sitting, items, room),
        closing_words=words.closing_words,
        closing=_("La séance est levée à %(time)s.") % {"time": clock(sitting.closed_at)} if sitting.closed_at else "",
        date=localdate(sitting.opened_at or sitting.starts_at).isoformat(),
        opened=_moment(sitting.opened_at),
        closed=_moment(sitting.closed_at),
        verifying=f"{site}/verifier/",
    )


def _items(sitting):
    return sitting.items.in_order().prefetch_related(
        "recommendation__versions", "action_points", "motions__person", "recusals__seat__organisation",
        "recusals__person", "dissents__person", "method_requests",
    )  # fmt: skip


def _moment(at):
    """A moment as machines read it, on the council's clock; nothing for none."""
    return localtime(at).isoformat(timespec="seconds") if at else ""


def _convened(sitting):
    """When the notice went out, by urgency or as a second call where it was one (RULES S2, Q4)."""
    version = sitting.agenda_versions.order_by("number").first()
    if version is None:
        return ""
    said = [long_datetime(version.frozen_at)]
    if sitting.urgency_reason:
        said.append(_("en urgence : %(reason)s") % {"reason": sitting.urgency_reason})
    if sitting.second_call_of:
        said.append(
            _("seconde convocation, la séance du %(day)s n’ayant pas réuni le quorum")
            % {"day": long_date(sitting.second_call_of.starts_at)}
        )
    return " ; ".join(said)


def _chairs(sitting):
    """Who presided, with the times where the chair changed (RULES C5)."""
    chairs = list(sitting.chairs.select_related("person"))
    ends = [chair.since for chair in chairs[1:]] + [sitting.closed_at] * bool(chairs)
    offices = sitting.body.offices.in_force(day_of(sitting)).filter(kind=OfficeKind.CO_CHAIR)
    sides = {office.person_id: office.side for office in offices}
    return tuple(
        Chair(
            name=str(chair.person),
            quality=_quality(chair, sides),
            span=clock_span(chair.since, end) if len(chairs) > 1 else "",
        )
        for chair, end in zip(chairs, ends, strict=True)
    )


def _quality(chair, sides):
    if chair.person_id not in sides:
        return _("préside en l’absence des coprésidences")
    side = sides[chair.person_id]
    return _("coprésidence au titre de : %(side)s") % {"side": side} if side else _("coprésidence")


def _quorum(sitting, room):
    """The finding at the opening, and each loss or return during the sitting (RULES Q2, Q3); ballots have theirs."""
    rule = quorum_rule(sitting)
    opening = sitting.quorum_checks.filter(item=None)[:1]  # those that follow are read from the stays, corrected or not
    findings = [(c.at, _("à l’ouverture"), _found(c, rule)) for c in opening]
    kept = {moment for moment, *_rest in findings}
    for moment, quorum in _changes(sitting, room, rule):
        if moment not in kept:
            findings.append((moment, _("retrouvé") if quorum.met else _("perdu"), quorum))
    findings.sort(key=lambda finding: finding[0])
    return tuple(
        QuorumFinding(
            clock(moment), occasion, quorum_sentence(quorum), _moment(moment), quorum.counted, quorum.needed, quorum.met
        )
        for moment, occasion, quorum in findings
    )


def _found(check, rule):
    """The quorum as it was kept, required or not as it was then (RULES Q4)."""
    rule = replace(rule, required=check.required)
    return rule.of(entitled=check.entitled, present=check.present, represented=check.represented)


def _changes(sitting, room, rule):
    """The moments between opening and closing at which the quorum was lost, or reached again."""
    if sitting.opened_at is None or not rule.required:
        return []
    facts, end = room.facts, sitting.closed_at
    points = turning_points(facts["stays"], facts["proxies"])
    during = [p for p in points if p > sitting.opened_at and (end is None or p < end)]
    return lost_and_regained((room.roll(moment) for moment in (sitting.opened_at, *during)), rule)[1:]


def _quorums(sitting):
    """The sentence of the quorum found at each ballot, by item and moment (RULES Q2)."""
    checks = sitting.quorum_checks.exclude(item=None)
    rule = quorum_rule(sitting)
    return {(check.item_id, check.at): quorum_sentence(_found(check, rule)) for check in checks}


def _documents_of(sitting, items, room):
    letters = {line.college.letter: str(line.college) for line in room.composition.colleges}
    ballots = ballot_records(sitting, letters, _quorums(sitting))
    return tuple(_item(item, room.sitting.closed_at, tuple(ballots.get(item.pk, ()))) for item in items)


def _item(item, closed_at, ballots):
    return Item(
        number=item.position,
        kind=item.get_kind_display(),
        needs_words=item.kind not in SILENT,
        title=item.title,
        presenter=str(item.presenter or ""),
        times=clock_span(item.started_at, item.ended_at),
        note=item.note,
        late=_("Point ajouté après la convocation") if item.added_after_notice else "",
        text=_text(item, closed_at),
        discussion=item.discussion,
        recused=tuple(_recused(recusal) for recusal in item.recusals.all()),
        ballots=ballots,
        conclusion=item.conclusion,
        motions=tuple(_motion(motion) for motion in item.motions.all()),
        actions=tuple(Action(a.what, a.who, short_date(a.due_on)) for a in item.action_points.all()),
        requests=tuple(request_sentence(request) for request in item.method_requests.all()),
        dissents=tuple(_dissent(dissent) for dissent in item.dissents.all()),
        internal=item.visibility == Visibility.MEMBERS,
        started=_moment(item.started_at),
        ended=_moment(item.ended_at),
    )


def _dissent(dissent):
    about = _("sur le scrutin") if dissent.ballot_id else _("sur ce point")
    return Disagreement(str(dissent.person), about, dissent.text)


def _text(item, closed_at):
    """The text that was put to the vote: the last one frozen by the end of the sitting (RULES V1)."""
    versions = item.recommendation.versions.all() if item.recommendation else ()
    frozen = [version for version in versions if closed_at is None or version.frozen_at <= closed_at]
    if not frozen:
        return None
    version = max(frozen, key=lambda version: version.number)
    return Decided(
        number=item.recommendation.number,
        version=version.number,
        digest=version.digest,
        title=version.title,
        summary=version.summary or excerpt(version.rationale, SUMMARY_WORDS),
        body=version.body,
        rationale=version.rationale,
    )


def _motion(motion):
    """« Suspension de séance (Inès Haddad, 19 h 40) : acceptée, reprise à 19 h 52. »"""
    facts = {
        "kind": motion.get_kind_display().capitalize(),
        "who": motion.person,
        "at": clock(motion.at),
        "text": f"{motion.text} — " if motion.text else "",
        "outcome": motion.get_outcome_display(),
    }
    said = _("%(kind)s (%(who)s, %(at)s) : %(text)s%(outcome)s") % facts
    if motion.resumed_at:
        said = _("%(motion)s, reprise à %(at)s") % {"motion": said, "at": clock(motion.resumed_at)}
    return f"{said}."


def _recused(recusal):
    seat = recusal.seat
    times = _("sortie à %(left)s") % {"left": clock(recusal.left_at)}
    if recusal.returned_at:
        times = _("%(times)s, retour à %(back)s") % {"times": times, "back": clock(recusal.returned_at)}
    label = seat.organisation.label if seat.organisation else seat.code
    return Recused(str(recusal.person), label, recusal.category, times)
