"""Words of a recommendation's life, of ballots, of answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Never "délibération", which is the assembly's word (RULES R1)."""

    RECOMMENDATION = "recommendation", _("recommandation")
    PROPOSAL = "proposal", _("proposition")
    OPINION = "opinion", _("avis")
    OWN_INITIATIVE = "own_initiative", _("rapport d’initiative")


class Stage(models.TextChoices):
    """The stage of public policy that a recommendation bears on (RULES R1)."""

    DIAGNOSIS = "diagnosis", _("diagnostic")
    DESIGN = "design", _("conception")
    IMPLEMENTATION = "implementation", _("mise en œuvre")
    EVALUATION = "evaluation", _("évaluation")


class State(models.TextChoices):
    """Where a recommendation stands (RULES R2). Overdue is not a state: it is computed."""

    DRAFT = "draft", _("brouillon")
    SUBMITTED = "submitted", _("déposée")
    INADMISSIBLE = "inadmissible", _("irrecevable")
    ADMISSIBLE = "admissible", _("recevable")
    DRAFTING = "drafting", _("en rédaction")
    READY = "ready", _("prête")
    SCHEDULED = "scheduled", _("à l’ordre du jour")
    ADOPTED = "adopted", _("adoptée")
    REJECTED = "rejected", _("rejetée")
    TRANSMITTED = "transmitted", _("transmise")
    ACKNOWLEDGED = "acknowledged", _("accusée de réception")
    ANSWERED = "answered", _("répondue")
    IN_IMPLEMENTATION = "in_implementation", _("en cours de mise en œuvre")
    IMPLEMENTED = "implemented", _("mise en œuvre")
    ABANDONED = "abandoned", _("abandonnée")
    EVALUATED = "evaluated", _("évaluée")
    WITHDRAWN = "withdrawn", _("retirée")
    MERGED = "merged", _("fusionnée")


S = State
BEFORE_ADMISSIBILITY = (S.DRAFT, S.SUBMITTED, S.INADMISSIBLE)
IN_DISCUSSION = (S.ADMISSIBLE, S.DRAFTING, S.READY, S.SCHEDULED)
AWAITING_ANSWER = (S.TRANSMITTED, S.ACKNOWLEDGED)
FOLLOWED = (S.IN_IMPLEMENTATION, S.IMPLEMENTED, S.ABANDONED, S.EVALUATED)
ANSWERED_OR_LATER = (S.ANSWERED, *FOLLOWED)
TRANSMITTED_OR_LATER = (*AWAITING_ANSWER, *ANSWERED_OR_LATER)
ADOPTED_OR_LATER = (S.ADOPTED, *TRANSMITTED_OR_LATER)
OPEN_TO_EDITING = (S.DRAFT, S.INADMISSIBLE, S.DRAFTING)  # the states in which the text may change


class Method(models.TextChoices):
    """Ways of voting (RULES V2); those that the product conducts are in `governance.methods`."""

    ROLL_CALL = "roll_call", _("scrutin public")
    SHOW_OF_HANDS = "show_of_hands", _("main levée")
    SECRET = "secret", _("scrutin secret")
    CONSENT = "consent", _("consentement")
    PREFERENCE = "preference", _("choix entre plusieurs options")
    ELECTION = "election", _("élection")


WITHOUT_TEXT = (Method.CONSENT, Method.PREFERENCE, Method.ELECTION)  # may be held on a question that has no text
TIPPED = (Method.ROLL_CALL, Method.SHOW_OF_HANDS)  # the presiding chair may settle a tie (RULES V5)
WITH_PAPERS = (Method.SECRET, Method.PREFERENCE, Method.ELECTION)  # may be held with papers in a box in the room


class Choice(models.TextChoices):
    FOR = "for", _("pour")
    AGAINST = "against", _("contre")
    ABSTAIN = "abstain", _("abstention")


class ConsentChoice(models.TextChoices):
    """What a voice answers in a consent round (RULES V14)."""

    CONSENT = "consent", _("consentement")
    ASIDE = "aside", _("en retrait")
    OBJECTION = "objection", _("objection")


class ObjectionState(models.TextChoices):
    """What became of an objection in its round; one without a reason is not recorded (RULES V14)."""

    STANDING = "standing", _("subsiste")
    WITHDRAWN = "withdrawn", _("retirée")
    MET = "met", _("levée")


class BallotState(models.TextChoices):
    OPEN = "open", _("ouvert")
    CLOSED = "closed", _("clos, à proclamer")
    PROCLAIMED = "proclaimed", _("proclamé")
    VOID = "void", _("annulé")


UNDECIDED = (BallotState.OPEN, BallotState.CLOSED)


class AnswerOutcome(models.TextChoices):
    """What the assembly answered (RULES R2, "answer")."""

    ACCEPTED = "accepted", _("acceptée")
    IN_PART = "in_part", _("acceptée en partie")
    DECLINED = "declined", _("non retenue")
    POSTPONED = "postponed", _("reportée")


class AmendmentState(models.TextChoices):
    """Where an amendment stands (RULES R4). That its place in the text was touched is not a state: it is computed."""

    DRAFT = "draft", _("en cours d’écriture")
    SUBMITTED = "submitted", _("déposé")
    ACCEPTED = "accepted", _("accepté")
    TO_VOTE = "to_vote", _("mis aux voix")
    ADOPTED = "adopted", _("adopté")
    INTEGRATED = "integrated", _("intégré")
    REJECTED = "rejected", _("rejeté")
    WITHDRAWN = "withdrawn", _("retiré")
    LAPSED = "lapsed", _("sans objet")


A = AmendmentState
OPEN_AMENDMENTS = (A.SUBMITTED, A.ACCEPTED, A.TO_VOTE, A.ADOPTED)  # what a next version carries along
UNSETTLED = (A.SUBMITTED, A.ACCEPTED, A.ADOPTED)  # what keeps a text from being ready (RULES R2)
TAKEN = (A.ACCEPTED, A.ADOPTED)  # what the next version takes in


class CoAuthorState(models.TextChoices):
    """Where an invitation to write a text together stands."""

    INVITED = "invited", _("invité·e")
    ACCEPTED = "accepted", _("co-auteur ou co-autrice")
    DECLINED = "declined", _("a décliné")
    ENDED = "ended", _("n’écrit plus ce texte")


class Stance(models.TextChoices):
    """What a contribution to the drafting is."""

    FOR = "for", _("pour")
    AGAINST = "against", _("contre")
    QUESTION = "question", _("question")


class SendingStatus(models.TextChoices):
    """What became of a message to the assembly (RULES T4)."""

    WAITING = "waiting", _("à envoyer")
    SENT = "sent", _("envoyé")
    FAILED = "failed", _("échec de l’envoi")
    NO_ADDRESS = "no_address", _("sans adresse")


class Occasion(models.TextChoices):
    """Why a message with a link leaves: sent by the secretariat, or one of the reminders (RULES T3)."""

    SENT = "sent", _("envoi du secrétariat")
    MONTH_BEFORE = "month_before", _("relance, un mois avant l’échéance")
    WEEK_BEFORE = "week_before", _("relance, une semaine avant l’échéance")
    DAY_AFTER = "day_after", _("relance, au lendemain de l’échéance")
    MONTH_AFTER = "month_after", _("relance, un mois après l’échéance")


class LinkAct(models.TextChoices):
    """What is done through a link (RULES T2)."""

    SHOWN = "shown", _("page ouverte")
    DOCUMENT = "document", _("document téléchargé")
    ACKNOWLEDGE = "acknowledge", _("accusé de réception")
    ANSWER = "answer", _("réponse")
    FOLLOW = "follow", _("étape de suite")
    IMPLEMENT = "implement", _("mise en œuvre commencée")
    COMPLETE = "complete", _("mise en œuvre déclarée")
    ABANDON = "abandon", _("abandon déclaré")
    EVALUATE = "evaluate", _("évaluation")


class Asker(models.TextChoices):
    """Who asks the council for an opinion (RULES R7)."""

    ASSEMBLY = "assembly", _("l’assemblée")
    CO_CHAIRS = "co_chairs", _("les coprésidences")


class ReferralState(models.TextChoices):
    """Where a referral stands: derived from dates and from its opinion, never stored (RULES R7)."""

    OPEN = "awaited", _("avis attendu")
    OVERDUE = "overdue", _("avis en retard")
    ANSWERED = "given", _("avis rendu")
