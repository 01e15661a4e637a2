"""The life of an amendment: one table. Nobody can set a state otherwise (RULES R4)."""

from django.utils.translation import gettext_lazy as _

from common.lifecycle import Lifecycle, Step
from governance.amending import colliding_pairs, collisions, distance, furthest_first, groups
from governance.enums import IN_DISCUSSION, BallotState
from governance.enums import AmendmentState as A
from governance.enums import State as S
from governance.models import Amendment
from governance.rules import CLERK, CO_CHAIR, PROPOSER, REPORTS
from register.services import record


def last_version(recommendation):
    """Return the version that amendments are worded against: the last one frozen."""
    return recommendation.versions.order_by("number").last()


def others(amendment, *states):
    """Return the amendments in some states that are worded against the same version as this one."""
    siblings = Amendment.objects.filter(recommendation=amendment.recommendation_id, state__in=states)
    return [other for other in siblings.shown().exclude(pk=amendment.pk) if other.stands_on(amendment.wording.version)]


def rivals(amendment, *states):
    """Return those in some states that collide with it."""
    return [other for other in others(amendment, *states) if collisions(amendment.changes, other.changes)]


def text_is_in_drafting(amendment, given):
    """R2, assign: amendments are open from the assignment until the text is ready."""
    if amendment.recommendation.state == S.DRAFTING:
        return []
    return [_("Le texte n’est plus en rédaction : ses amendements ne sont plus instruits.")]


def text_is_in_discussion(amendment, given):
    """R4: once the text was voted or withdrawn, its amendments stay as they are."""
    if amendment.recommendation.state in IN_DISCUSSION:
        return []
    return [_("Le texte n’est plus en discussion : ses amendements restent ce qu’ils sont.")]


def has_its_place(amendment, given):
    """R4: an amendment is against one version, the last one."""
    if amendment.stands_on(last_version(amendment.recommendation)):
        return []
    return [_("La version suivante a changé ce passage : l’amendement doit d’abord être repris par qui l’a proposé.")]


def collides_with_none_accepted(amendment, given):
    """R4: two amendments that collide are not both taken into the text."""
    sentence = _("Il touche le même passage que %(other)s, déjà accepté.")
    return [sentence % {"other": other.label} for other in rivals(amendment, A.ACCEPTED, A.ADOPTED)]


def is_not_being_voted(amendment, given):
    """R5: from the opening of its ballot an amendment waits for its outcome, as a text does."""
    if amendment.ballots.undecided().exists():
        return [
            _("Un scrutin est en cours sur cet amendement : il faut d’abord le clore et le proclamer, ou l’annuler.")
        ]
    return []


def is_without_object(amendment, given):
    """R4: it lost its place, or what collides with it was adopted."""
    if rivals(amendment, A.ADOPTED) or has_its_place(amendment, given):
        return []
    return [_("Cet amendement garde son objet : acceptez-le, rejetez-le ou mettez-le aux voix.")]


def ballot_decides(outcome):
    """V15: decided by a proclaimed ballot on the text as this amendment would make it, never typed."""

    def missing(amendment, given):
        ballot, wording = given.get("ballot"), amendment.wording
        on_it = ballot and (ballot.amendment_id, ballot.version_id, ballot.text_digest) == (
            amendment.pk, wording.version_id, wording.voted_digest
        )  # fmt: skip
        if on_it and ballot.state == BallotState.PROCLAIMED and ballot.outcome == outcome:
            return its_turn(amendment, given)
        return [_("Seul le résultat proclamé d’un scrutin sur cet amendement peut en décider.")]

    return missing


def its_turn(amendment, given):
    """R4: of those that collide, the furthest from the text is voted first."""
    groups_waiting = order_of_vote([amendment, *others(amendment, A.TO_VOTE)])
    first = next(group[0] for group in groups_waiting if amendment in group)
    if first == amendment:
        return []
    return [_("%(other)s est plus éloigné du texte : il se vote d’abord.") % {"other": first.label}]


def order_of_vote(amendments):
    """Return the groups in which amendments are voted: those that collide together, furthest first (RULES R4)."""
    changes = {amendment: amendment.changes for amendment in amendments}
    distances = {a: distance(a.wording.base, a.changes) for a in sorted(amendments, key=lambda a: a.sequence)}
    return [furthest_first({key: distances[key] for key in group}) for group in groups(changes)]


def collisions_of(amendments):
    """Return for each amendment those it collides with; only those worded against one version are held together."""
    found = {}
    for version in {amendment.wording.version_id for amendment in amendments}:
        found |= colliding_pairs({a: a.changes for a in amendments if a.wording.version_id == version})
    return found


def both(*conditions):
    """Every condition, one after the other."""
    return lambda amendment, given: [sentence for each in conditions for sentence in each(amendment, given)]


def note_version(amendment, at, given):
    amendment.integrated_in = given["version"]


def taken_into(amendment):
    """The version that an integrated amendment is part of, as the register holds it."""
    return {"taken_into": amendment.integrated_in.digest} if amendment.integrated_in else {}


def write_in_register(move):
    """A1: every step is an official act; the entry holds the function and digests, not the name."""
    amendment = move.amendment
    record(
        act=f"amendment.{move.step}",
        subject=amendment.subject,
        actor_function=move.by_function,
        content={"move": move.pk, "from": move.source, "to": move.target, "note": move.note,
                 "text": amendment.wording.digest, "version": amendment.wording.version_digest} | taken_into(amendment),
        at=move.at,
    )  # fmt: skip


LIFE = Lifecycle.of(
    # name, button, from, to, who; conditions; effect
    Step("submit", _("Déposer l’amendement"), (A.DRAFT,), A.SUBMITTED, (PROPOSER,),
         both(text_is_in_drafting, has_its_place)),
    Step("accept", _("Accepter"), (A.SUBMITTED,), A.ACCEPTED, (REPORTS,),
         both(text_is_in_drafting, has_its_place, collides_with_none_accepted)),
    Step("put_to_vote", _("Mettre aux voix"), (A.SUBMITTED,), A.TO_VOTE, (REPORTS,),
         both(text_is_in_drafting, has_its_place)),
    Step("reject", _("Rejeter"), (A.SUBMITTED,), A.REJECTED, (REPORTS,), text_is_in_drafting, needs_reason=True),
    Step("reopen", _("Revenir sur cette décision"), (A.ACCEPTED, A.TO_VOTE), A.SUBMITTED, (REPORTS,),
         text_is_in_drafting, needs_reason=True),
    Step("lapse", _("Constater qu’il est sans objet"), (A.SUBMITTED, A.TO_VOTE), A.LAPSED, (REPORTS, CO_CHAIR, CLERK),
         both(is_without_object, is_not_being_voted), needs_reason=True),
    Step("adopt", _("Constater son adoption"), (A.TO_VOTE,), A.ADOPTED, (CO_CHAIR, CLERK), ballot_decides("adopted")),
    Step("defeat", _("Constater son rejet par le vote"), (A.TO_VOTE,), A.REJECTED, (CO_CHAIR, CLERK),
         ballot_decides("rejected")),
    Step("integrate", _("Intégrer au texte"), (A.ACCEPTED, A.ADOPTED), A.INTEGRATED, (REPORTS,), text_is_in_drafting,
         note_version),
    Step("carry", _("Intégrer ce qui est adopté"), (A.ADOPTED,), A.INTEGRATED, (CO_CHAIR, CLERK), effect=note_version),
    Step("withdraw", _("Retirer"), (A.SUBMITTED, A.ACCEPTED, A.TO_VOTE), A.WITHDRAWN, (PROPOSER,),
         both(text_is_in_discussion, is_not_being_voted)),
    written=write_in_register,
)  # fmt: skip
