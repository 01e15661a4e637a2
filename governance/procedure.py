"""The life of a recommendation: one table. Nobody can set a state otherwise (RULES R2)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.lifecycle import Lifecycle, Step
from governance.announcing import announce
from governance.enums import UNDECIDED, AnswerOutcome, Kind
from governance.enums import State as S
from governance.models import Recommendation, Version
from governance.rules import AUTHOR, CLERK, CO_CHAIR, LIAISON, RAPPORTEUR
from register.services import hold, record


def text_is_complete(recommendation, given):
    """R2, submit: title, body and rationale are not empty."""
    parts = {
        _("Il manque un titre."): recommendation.title,
        _("Il manque ce que le conseil demande."): recommendation.body,
        _("Il manque l’exposé des motifs."): recommendation.rationale,
    }
    return [sentence for sentence, text in parts.items() if not text.strip()]


def amendments_settled(recommendation, given):
    """R2, ready: each amendment is taken into the text, rejected, withdrawn or put to the vote (decision 0008)."""
    waiting = [amendment.label for amendment in recommendation.amendments.unsettled().order_by("sequence")]
    if waiting:
        sentence = _("Il reste des amendements à instruire ou à intégrer : %(labels)s.")
        return [sentence % {"labels": ", ".join(waiting)}]
    to_vote, last = recommendation.amendments.to_vote().shown(), recommendation.versions.order_by("number").last()
    if to_vote and last.digest != Version.digest_of(recommendation.words()):
        return [_("Des amendements sont mis aux voix : figez d’abord le texte retravaillé, ils seront reportés.")]
    return [
        _("%(label)s est mis aux voix, mais son passage a changé : il doit être repris.") % {"label": amendment.label}
        for amendment in to_vote
        if not amendment.stands_on(last)
    ]


def own_initiative_is_decided(recommendation, given):
    """R7: the council takes up a subject of its own by a decision that says why."""
    if recommendation.kind != Kind.OWN_INITIATIVE or (given.get("decision") or "").strip():
        return []
    return [_("Un rapport d’initiative suppose une décision d’autosaisine : dites pourquoi le conseil se saisit.")]


def rapporteur_is_named(recommendation, given):
    """R2, assign: somebody brings the text to the vote."""
    return [] if given.get("rapporteur") else [_("Désignez un rapporteur ou une rapporteuse.")]


def another_is_named(recommendation, given):
    """R2, merge: the other recommendation is shown to the public and is not this one."""
    into = given.get("into")
    if into is None or into.pk == recommendation.pk or into.public_since is None or into.state == S.MERGED:
        return [_("Choisissez une autre recommandation, recevable, avec laquelle fusionner.")]
    return []


def author_agrees(recommendation, given):
    """R2, withdraw: after admissibility the author and a co-chair agree."""
    return [] if given.get("author_agrees") else [_("Le retrait demande aussi l’accord de l’auteur ou de l’autrice.")]


def no_ballot_is_open(recommendation, given):
    """R5: from the opening of its ballot the text waits for its outcome."""
    if recommendation.versions.filter(ballots__state__in=UNDECIDED).exists():
        return [_("Un scrutin est en cours sur ce texte : il faut d’abord le clore et le proclamer, ou l’annuler.")]
    return []


def ballot_says(outcome):
    """V15: the outcome is computed by a closed ballot on this very text, not on an amendment, and never typed."""

    def missing(recommendation, given):
        ballot = given.get("ballot")
        on_it = ballot is not None and ballot.amendment_id is None and ballot.recommendation == recommendation
        if not on_it or ballot.outcome != outcome:
            return [_("Seul le résultat d’un scrutin clos sur ce texte peut en décider.")]
        return []

    return missing


def letter_is_written(recommendation, given):
    """R2, transmit: a letter goes with the text."""
    return [] if (given.get("letter") or "").strip() else [_("Écrivez la lettre qui accompagne le texte.")]


def answer_is_complete(recommendation, given):
    """R2, answer: a refusal gives its reason, a postponement its date."""
    outcome, sentences = given.get("outcome"), []
    if outcome not in AnswerOutcome.values:
        sentences.append(_("Dites si la réponse est positive, partielle, négative ou reportée."))
    if outcome == AnswerOutcome.DECLINED and not (given.get("reason") or "").strip():
        sentences.append(_("Une réponse négative est motivée : écrivez le motif de l’assemblée."))
    if outcome == AnswerOutcome.POSTPONED and not given.get("postponed_to"):
        sentences.append(_("Un report dit jusqu’à quelle date : indiquez-la."))
    return sentences


def something_was_accepted(recommendation, given):
    """R2, follow: there is nothing to implement in a refusal."""
    if recommendation.transmission.answer.outcome == AnswerOutcome.DECLINED:
        return [_("L’assemblée n’a pas retenu cette recommandation : il n’y a rien à mettre en œuvre.")]
    return []


def give_number(recommendation, at, given):
    """R2, submit: YEAR-NNN without gaps, counted under the register's lock; a resubmitted text keeps its number."""
    if recommendation.number:
        return
    hold()
    year = timezone.localtime(at).year
    last = Recommendation.objects.filter(year=year).order_by("-sequence").values_list("sequence", flat=True).first()
    recommendation.year, recommendation.sequence = year, (last or 0) + 1
    recommendation.number = f"{year}-{recommendation.sequence:03d}"


def show_to_public(recommendation, at, given):
    """R3: public from admissibility on. R7: the decision to take up a subject of one's own is an act by itself."""
    recommendation.public_since = recommendation.public_since or at
    if recommendation.kind == Kind.OWN_INITIATIVE:
        record(
            act="own_initiative.decided",
            subject=recommendation.subject,
            actor_function=CO_CHAIR.name,
            content={"decision": given["decision"]},
            at=at,
        )


def name_rapporteur(recommendation, at, given):
    recommendation.rapporteur = given["rapporteur"]
    recommendation.working_group = given.get("working_group")
    recommendation.drafting_due_on = given.get("due_on")


def point_to_the_other(recommendation, at, given):
    recommendation.merged_into = given["into"]


def write_in_register(move):
    """A1: every step is an official act; the entry holds the function and a digest, not the name."""
    recommendation = move.recommendation
    record(
        act=f"recommendation.{move.step}",
        subject=recommendation.subject,
        actor_function=move.by_function,
        content={"move": move.pk, "from": move.source, "to": move.target, "note": move.note, "text": text_of(move)},
        at=move.at,
    )


def written(move):
    """After each step: its entry in the register, then whoever asked to be told."""
    write_in_register(move)
    announce(move.recommendation, move.step, move.at)


def text_of(move):
    """Return the digest of the text as it stood when the step was taken."""
    version = move.recommendation.versions.order_by("-number").first()
    return version.digest if version else ""


BEFORE = (S.DRAFT, S.SUBMITTED, S.INADMISSIBLE)
IN_HAND = (S.ADMISSIBLE, S.DRAFTING, S.READY, S.SCHEDULED)

LIFE = Lifecycle.of(
    # name, button, from, to, who; conditions; effect
    Step("submit", _("Déposer"), (S.DRAFT, S.INADMISSIBLE), S.SUBMITTED, (AUTHOR,), text_is_complete, give_number),
    Step("admit", _("Déclarer recevable"), (S.SUBMITTED,), S.ADMISSIBLE, (CO_CHAIR,),
         own_initiative_is_decided, show_to_public),
    Step("refuse", _("Déclarer irrecevable"), (S.SUBMITTED,), S.INADMISSIBLE, (CO_CHAIR,), needs_reason=True),
    Step("assign", _("Confier à un rapporteur ou une rapporteuse"), (S.ADMISSIBLE,), S.DRAFTING, (CO_CHAIR,),
         rapporteur_is_named, name_rapporteur),
    Step("ready", _("Marquer prête"), (S.DRAFTING,), S.READY, (RAPPORTEUR,),
         lambda r, given: text_is_complete(r, given) + amendments_settled(r, given)),
    Step("schedule", _("Mettre à l’ordre du jour"), (S.READY,), S.SCHEDULED, (CO_CHAIR, CLERK)),
    Step("unschedule", _("Retirer de l’ordre du jour"), (S.SCHEDULED,), S.READY, (CO_CHAIR, CLERK), no_ballot_is_open),
    Step("adopt", _("Proclamer adoptée"), (S.SCHEDULED,), S.ADOPTED, (CO_CHAIR, CLERK), ballot_says("adopted")),
    Step("reject", _("Proclamer rejetée"), (S.SCHEDULED,), S.REJECTED, (CO_CHAIR, CLERK), ballot_says("rejected")),
    Step("defer", _("Reporter à une autre séance"), (S.SCHEDULED,), S.READY, (CO_CHAIR, CLERK), no_ballot_is_open,
         needs_reason=True),
    Step("send_back", _("Renvoyer en rédaction"), (S.SCHEDULED,), S.DRAFTING, (CO_CHAIR, CLERK), no_ballot_is_open,
         needs_reason=True),
    Step("transmit", _("Transmettre à l’assemblée"), (S.ADOPTED,), S.TRANSMITTED, (CLERK, CO_CHAIR), letter_is_written),
    Step("acknowledge", _("Noter l’accusé de réception"), (S.TRANSMITTED,), S.ACKNOWLEDGED, (LIAISON, CLERK)),
    Step("answer", _("Enregistrer la réponse"), (S.TRANSMITTED, S.ACKNOWLEDGED), S.ANSWERED, (LIAISON, CLERK),
         answer_is_complete),
    Step("implement", _("Commencer la mise en œuvre"), (S.ANSWERED,), S.IN_IMPLEMENTATION, (LIAISON, CLERK),
         something_was_accepted),
    Step("complete", _("Déclarer mise en œuvre"), (S.IN_IMPLEMENTATION,), S.IMPLEMENTED, (LIAISON, CLERK)),
    Step("abandon", _("Déclarer abandonnée"), (S.IN_IMPLEMENTATION,), S.ABANDONED, (LIAISON, CLERK), needs_reason=True),
    Step("evaluate", _("Enregistrer l’évaluation"), (S.IMPLEMENTED, S.ABANDONED), S.EVALUATED, (LIAISON, CLERK),
         needs_reason=True),
    Step("withdraw", _("Retirer"), BEFORE, S.WITHDRAWN, (AUTHOR,), needs_reason=True),
    Step("withdraw_agreed", _("Retirer d’un commun accord"), IN_HAND, S.WITHDRAWN, (CO_CHAIR,),
         lambda r, given: author_agrees(r, given) + no_ballot_is_open(r, given), needs_reason=True),
    Step("merge", _("Fusionner avec une autre"), (S.ADMISSIBLE, S.DRAFTING), S.MERGED, (CO_CHAIR,), another_is_named,
         point_to_the_other, needs_reason=True),
    written=written,
)  # fmt: skip
