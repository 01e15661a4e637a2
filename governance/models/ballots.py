"""The ballot: a question, a frozen text, a frozen electorate, votes, an outcome that is computed and never typed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.digests import digest
from council.models import Person, Seat
from governance.enums import (
    TIPPED,
    UNDECIDED,
    WITH_PAPERS,
    WITHOUT_TEXT,
    BallotState,
    Choice,
    Method,
    State,
)

from .amendments import Amendment
from .recommendations import Version


class BallotQuerySet(models.QuerySet):
    def on_texts(self):
        """Those that decide a text or a question: an amendment is voted before its text, and is none (RULES R4)."""
        return self.filter(amendment=None)

    def undecided(self):
        """Opened, and neither proclaimed nor void: what a text or an amendment waits for (RULES R5)."""
        return self.filter(state__in=UNDECIDED)

    def open(self):
        return self.filter(state=BallotState.OPEN)

    def proclaimed(self):
        return self.filter(state=BallotState.PROCLAIMED)

    def closed(self):
        """Closed, whether or not already proclaimed: what has an outcome."""
        return self.filter(state__in=(BallotState.CLOSED, BallotState.PROCLAIMED))

    def deciding(self):
        """The ballots that adopted or rejected a text: of consent rounds that failed, the one it was given up on."""
        later = (
            self.model.objects.on_texts()
            .filter(version__recommendation=OuterRef("version__recommendation"), opened_at__gt=OuterRef("opened_at"))
            .exclude(state=BallotState.VOID)
        )
        failed = Q(method=Method.CONSENT, outcome="rejected")
        given_up = Q(version__recommendation__state=State.REJECTED) & ~Exists(later)
        decided = self.on_texts().proclaimed().filter(outcome__in=("adopted", "rejected"))
        return decided.filter(~failed | given_up)


class Ballot(models.Model):
    """One vote of the council. Question, text, rule, electorate and occasion never change after opening (RULES V1).

    A ballot on a text binds to its frozen version. A ballot on an `amendment` binds to the version that it amends, and
    its `text_digest` covers both that version and the text as the amendment would make it (RULES R4). An election, a
    choice between options or a consent round may be held on a question alone: `version` is empty and `text_digest`
    covers the question and the terms instead.
    """

    version = models.ForeignKey(
        Version, verbose_name=_("texte mis aux voix"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="ballots",
    )  # fmt: skip
    amendment = models.ForeignKey(
        Amendment, verbose_name=_("amendement mis aux voix"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="ballots",
    )  # fmt: skip
    previous = models.ForeignKey(
        "self", verbose_name=_("tour précédent"), null=True, blank=True, on_delete=models.PROTECT, related_name="next",
    )  # fmt: skip
    text_digest = models.CharField(_("empreinte du texte"), max_length=64)
    question = models.CharField(_("question"), max_length=300)
    method = models.CharField(_("mode de scrutin"), max_length=20, choices=Method)
    on_paper = models.BooleanField(_("avec des bulletins en papier"), default=False)
    rule = models.JSONField(_("règle"))  # the form of docs/recount.md, copied from the profile
    terms = models.JSONField(_("conditions"), default=dict)  # what the method needs besides its rule, fixed at opening
    occasion = models.CharField(_("occasion"), max_length=200)
    occasion_date = models.DateField(_("date"))
    occasion_path = models.CharField(_("adresse de l’occasion"), max_length=200)
    entitled = models.PositiveIntegerField(_("sièges en exercice"))
    present = models.PositiveIntegerField(_("présents"))
    represented = models.PositiveIntegerField(_("représentés"))
    colleges = models.JSONField(_("effectifs par collège"), default=dict)
    # {college: {choice: n}}: what was counted in the room, or, from the closing on, what was cast; "" for all of them
    counts = models.JSONField(_("décompte par collège"), null=True, blank=True)
    signatures = models.PositiveIntegerField(_("émargements"), null=True, blank=True)  # secret ballots
    evidence_url = models.URLField(
        _("preuve publiée ailleurs"), blank=True,
        help_text=_("Par exemple le scrutin d’un système de vote vérifiable de bout en bout."),
    )  # fmt: skip
    state = models.CharField(_("état"), max_length=12, choices=BallotState, default=BallotState.OPEN)
    opened_at = models.DateTimeField(_("ouvert le"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("clos le"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("résultat"), max_length=12, blank=True)  # adopted, rejected, no_quorum
    result = models.JSONField(_("décompte"), null=True)  # the outcome object of docs/recount.md, kept and printed
    proclaimed_at = models.DateTimeField(_("proclamé le"), null=True)
    proclaimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(_("motif d’annulation"), max_length=300, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("scrutin")
        verbose_name_plural = _("scrutins")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state=BallotState.OPEN),
                name="one_open_ballot_per_text",
                violation_error_message=_("Un scrutin est déjà ouvert sur ce texte."),
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~Q(state=BallotState.VOID),
                name="one_next_round",
                violation_error_message=_("Le tour suivant de cette élection est déjà ouvert."),
            ),
            models.CheckConstraint(
                name="only_elections_have_rounds",
                condition=Q(previous=None) | Q(method=Method.ELECTION),
                violation_error_message=_("Seule une élection se tient en plusieurs tours."),
            ),
            models.CheckConstraint(
                name="only_some_methods_do_without_text",
                condition=Q(version__isnull=False) | Q(method__in=WITHOUT_TEXT),
                violation_error_message=_("Ce mode de scrutin porte sur un texte figé."),
            ),
            models.CheckConstraint(
                name="amendment_is_voted_on_its_version",
                condition=Q(amendment=None) | Q(version__isnull=False),
                violation_error_message=_("Un amendement se vote sur la version qu’il amende."),
            ),
            models.CheckConstraint(
                name="amendment_is_voted_for_or_against",
                condition=Q(amendment=None) | ~Q(method__in=WITHOUT_TEXT),
                violation_error_message=_("Un amendement se vote pour ou contre, à la majorité."),
            ),
            models.CheckConstraint(
                name="only_some_methods_have_papers",
                condition=Q(on_paper=False) | Q(method__in=WITH_PAPERS),
                violation_error_message=_("Ce mode de scrutin ne se tient pas avec des bulletins en papier."),
            ),
            models.CheckConstraint(
                name="ballot_closed_after_opening",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                violation_error_message=_("Un scrutin est clos après avoir été ouvert."),
            ),
            models.CheckConstraint(
                name="open_ballot_has_no_outcome",
                condition=(Q(state=BallotState.OPEN) & Q(closed_at=None, outcome="", result=None))
                | Q(state=BallotState.VOID)
                | (Q(state__in=(BallotState.CLOSED, BallotState.PROCLAIMED), closed_at__isnull=False) & ~Q(outcome="")),
                violation_error_message=_("Un scrutin n’a de résultat qu’une fois clos."),
            ),
            models.CheckConstraint(
                name="proclaimed_ballot_says_when",
                condition=~Q(state=BallotState.PROCLAIMED) | Q(proclaimed_at__isnull=False),
                violation_error_message=_("Un scrutin proclamé dit quand il l’a été."),
            ),
            models.CheckConstraint(
                name="void_ballot_says_why",
                condition=~Q(state=BallotState.VOID) | ~Q(void_reason=""),
                violation_error_message=_("Un scrutin annulé dit pourquoi."),
            ),
        ]

    def __str__(self):
        return f"{self.question} ({self.occasion})"

    def get_absolute_url(self):
        return reverse("governance:ballot", args=[self.pk])

    @property
    def subject(self):
        """How the register names this ballot."""
        return f"ballot {self.pk}"

    @property
    def awaits_casting_vote(self):
        """V5: closed on a tie, under a rule that lets the presiding chair decide; never in a secret ballot."""
        tie = self.state == BallotState.CLOSED and self.result["decided_by"] == "tie"
        return tie and self.rule["tie"] == "casting_vote" and self.method in TIPPED

    @property
    def recommendation(self):
        """The recommendation whose text is voted on, or None where there is a question only."""
        return self.version.recommendation if self.version else None

    @cached_property
    def wording(self):
        """What is voted of an amendment: its words against the version of this ballot, or None. One query."""
        return self.amendment and self.amendment.wordings.select_related("version").get(version=self.version_id)

    @staticmethod
    def digest_of(version, question, terms):
        """What a ballot binds to (RULES V1): the frozen text, or the question with its terms where there is none."""
        return version.digest if version else digest({"question": question, "terms": terms})


class ElectorQuerySet(models.QuerySet):
    def cast_by(self, person):
        """The voices somebody casts in a ballot: their own and those they hold by proxy (RULES P5)."""
        return self.filter(caster=person)


class Elector(models.Model):
    """One voice in a ballot: the seat, who sits on it, who casts it. A snapshot taken at opening (RULES V1)."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="electors")  # a part of the ballot
    seat = models.ForeignKey(Seat, verbose_name=_("siège"), on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, verbose_name=_("membre"), on_delete=models.PROTECT, related_name="+")
    caster = models.ForeignKey(Person, verbose_name=_("vote exprimé par"), on_delete=models.PROTECT, related_name="+")
    college = models.CharField(_("collège"), max_length=3, blank=True)
    label = models.CharField(_("au titre de"), max_length=200)
    weight = models.CharField(_("poids"), max_length=15, default="1")
    by_proxy = models.BooleanField(_("par pouvoir"), default=False)

    objects = ElectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("voix")
        verbose_name_plural = _("voix")
        ordering = ["seat__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "seat"],
                name="one_voice_per_seat",
                violation_error_message=_("Ce siège a déjà une voix dans ce scrutin."),
            ),
            models.CheckConstraint(
                name="own_voice_is_cast_by_its_holder",
                condition=Q(by_proxy=True) | Q(person=F("caster")),
                violation_error_message=_("Sans pouvoir, chaque membre exprime sa propre voix."),
            ),
        ]

    def __str__(self):
        return f"{self.seat.code} · {self.person}"


class Vote(models.Model):
    """One vote of one seat; a second cast before closing replaces it (RULES V8)."""

    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="vote")
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    cast_at = models.DateTimeField(_("exprimé le"))
    receipt = models.CharField(_("reçu"), max_length=16)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("noté par"), null=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Vide : exprimé depuis son propre compte par qui porte la voix."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(
                name="vote_is_a_known_choice",
                condition=Q(choice__in=Choice.values),
                violation_error_message=_("On vote pour, contre, ou on s’abstient."),
            )
        ]

    def __str__(self):
        return self.get_choice_display()


class CastingVote(models.Model):
    """The presiding chair's voice in a tie: an act of its own, named in the minutes (RULES V5)."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="casting_vote")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    cast_at = models.DateTimeField(_("exprimé le"))

    class Meta:
        verbose_name = _("voix prépondérante")
        verbose_name_plural = _("voix prépondérantes")
        constraints = [
            models.CheckConstraint(
                name="casting_vote_decides",
                condition=Q(choice__in=(Choice.FOR, Choice.AGAINST)),
                violation_error_message=_("La voix prépondérante est pour ou contre."),
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.get_choice_display()}"
