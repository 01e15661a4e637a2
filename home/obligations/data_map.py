"""Every personal datum that is kept: what for, how long, who sees it. The privacy page is this table (RULES G1).

A field that names somebody and stands in no line fails a test: what is added to the record is added here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TASK = _("mission d’intérêt public du conseil")
CONSENT = _("accord de la personne")
DUTY = _("obligation légale de prouver les actes et de sécuriser le site")


@dataclass(frozen=True)
class Kept:
    """One line of the privacy page, and the fields it answers for ("app.Model.field"; an asterisk is any name)."""

    what: Promise
    why: Promise
    basis: Promise
    how_long: Promise
    seen_by: Promise
    fields: tuple[str, ...]


DATA_MAP = (
    Kept(
        what=_("Nom, civilité, présentation et mandats des membres"),
        why=_("Dire qui siège, au titre de quoi, et mesurer la parité."),
        basis=TASK,
        how_long=_("Sans limite : la composition passée du conseil reste consultable."),
        seen_by=_("Tout le monde ; la civilité ne paraît que dans les comptes de parité."),
        fields=(
            "council.Person.first_name", "council.Person.last_name", "council.Person.civility",
            "council.Person.biography", "council.Term.person", "council.Office.person", "council.Membership.person",
        ),
    ),
    Kept(
        what=_("Adresse électronique, langue et compte des membres, du secrétariat et de la liaison"),
        why=_("Convoquer, prévenir, et laisser chacun entrer dans son espace."),
        basis=TASK,
        how_long=_("Tant que la fonction dure ; le secrétariat ferme ensuite le compte et efface l’adresse."),
        seen_by=_("La personne et le secrétariat."),
        fields=(
            "council.Person.email", "council.Person.user", "accounts.User.email", "accounts.User.first_name",
            "accounts.User.last_name", "accounts.User.language", "account.EmailAddress.*", "mfa.Authenticator.user",
        ),
    ),
    Kept(
        what=_("Textes signés, amendements, contributions, positions minoritaires"),
        why=_("Dire qui propose, qui rapporte et qui est en désaccord."),
        basis=TASK,
        how_long=_("Sans limite : ce sont des actes publics, gardés aux archives."),
        seen_by=_("Tout le monde, dès que le texte est public."),
        fields=(
            "governance.Recommendation.author", "governance.Recommendation.rapporteur",
            "governance.CoAuthor.person", "governance.Amendment.proposer", "governance.Contribution.author",
            "governance.MinorityOpinion.person", "deliberations.Dissent.person",
        ),
    ),
    Kept(
        what=_("Présences, pouvoirs, déports, prises de parole, présidence et secrétariat des séances"),
        why=_("Vérifier le quorum et établir le procès-verbal."),
        basis=TASK,
        how_long=_("Sans limite, avec le procès-verbal."),
        seen_by=_("Tout le monde, une fois le procès-verbal publié."),
        fields=(
            "deliberations.Attendance.person", "deliberations.Recusal.person", "deliberations.SpeakerTurn.person",
            "deliberations.Motion.person", "deliberations.PresidingChair.person", "deliberations.Sitting.presiding",
            "deliberations.Sitting.secretary", "deliberations.AgendaItem.presenter",
        ),
    ),
    Kept(
        what=_("Votes"),
        why=_("Compter les voix, et permettre à chacun de les recompter."),
        basis=TASK,
        how_long=_("Sans limite, avec le scrutin."),
        seen_by=_(
            "Scrutin public : tout le monde lit le vote de chacun. "
            "Scrutin secret : on sait qui a voté, personne ne peut savoir quoi."
        ),
        fields=("governance.Elector.*", "governance.CastingVote.person"),
    ),
    Kept(
        what=_("Convocations envoyées et réponses reçues"),
        why=_("Prouver que chacun a été convoqué à temps et prévoir le quorum."),
        basis=DUTY,
        how_long=_("Sans limite, avec le dossier de la séance."),
        seen_by=_("La coprésidence et le secrétariat ; la personne lit sa propre réponse."),
        fields=(
            "deliberations.Dispatch.person", "deliberations.Dispatch.address", "deliberations.Attempt.address",
            "deliberations.Reply.person",
        ),
    ),
    Kept(
        what=_("Points demandés et corrections demandées au procès-verbal"),
        why=_("Y répondre."),
        basis=TASK,
        how_long=_("Sans limite, avec le dossier de la séance."),
        seen_by=_("La personne, la coprésidence et le secrétariat ; les corrections, les membres aussi."),
        fields=("deliberations.ItemRequest.person", "deliberations.Correction.person"),
    ),
    Kept(
        what=_("Adresses auxquelles l’assemblée reçoit ses liens"),
        why=_("Transmettre les textes et recevoir les réponses."),
        basis=TASK,
        how_long=_("Sans limite, avec les échanges sur le texte ; le lien, lui, expire."),
        seen_by=_("La coprésidence et le secrétariat."),
        fields=("governance.LiaisonLink.address",),
    ),
    Kept(
        what=_("Adresse et langue des personnes abonnées aux nouvelles"),
        why=_("Écrire ce qui a été demandé, et rien d’autre."),
        basis=CONSENT,
        how_long=_("Jusqu’au clic qui arrête les messages ; sept jours si l’adresse n’est pas confirmée."),
        seen_by=_("Personne : aucune page ne les montre."),
        fields=("home.Subscription.address", "home.Subscription.language"),
    ),
    Kept(
        what=_("Nouvelles que les membres choisissent de recevoir"),
        why=_("Écrire à chacun au rythme voulu."),
        basis=TASK,
        how_long=_(
            "Le choix, tant que la personne est connue du conseil ; "
            "chaque nouvelle, soixante jours après l’envoi."
        ),
        seen_by=_("La personne."),
        fields=("home.Preference.person", "home.Notice.person"),
    ),
    Kept(
        what=_("Qui a fait chaque acte dans le logiciel, et quand"),
        why=_("Prouver les actes et corriger les erreurs."),
        basis=DUTY,
        how_long=_("Sans limite, avec l’acte."),
        seen_by=_("Le secrétariat ; le registre public donne la fonction, pas le nom."),
        fields=(
            "*.by", "*.history_user", "*.added_by", "*.saved_by", "*.given_by", "*.decided_by", "*.lifted_by",
            "*.frozen_by", "*.opened_by", "*.closed_by", "*.proclaimed_by", "*.hidden_by", "*.sent_by", "*.issued_by",
            "*.recorded_by", "*.entered_by",
        ),
    ),
    Kept(
        what=_("Qui écrit et relit les pages du site"),
        why=_("Garder l’historique des pages et éviter que deux personnes s’écrasent."),
        basis=TASK,
        how_long=_("Sans limite pour l’historique ; le temps de l’édition pour le reste."),
        seen_by=_("Les personnes qui tiennent le site."),
        fields=(
            "*.owner", "*.locked_by", "*.uploaded_by_user", "*.requested_by", "*.finished_by", "*.resolved_by",
            "wagtailusers.*", "wagtailadmin.*", "wagtailcore.*",
        ),
    ),
)  # fmt: skip
