"""A council as large as one likes, by bulk rows: not a history that the rules would write, but as many rows as it has.

Only for measuring: everything else in this project goes through the services.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from council.models import Body, College, Person, RulesProfile, Seat, Term
from governance.enums import State as S
from governance.models import (
    Answer,
    Ballot,
    Elector,
    FollowUpStep,
    Recommendation,
    RecommendationMove,
    Theme,
    Transmission,
    Version,
    Vote,
)  # fmt: skip

NOW = datetime(2026, 3, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
STATES = (
    S.ADMISSIBLE, S.DRAFTING, S.READY, S.REJECTED, S.ADOPTED, S.TRANSMITTED, S.TRANSMITTED, S.ANSWERED, S.ANSWERED,
    S.IN_IMPLEMENTATION, S.IMPLEMENTED, S.EVALUATED,
)  # fmt: skip
DECIDED = STATES[4:]
SENT = STATES[5:]
REPLIED = STATES[7:]
SENTENCE = "La collectivité réserve deux lots aux structures de l’insertion et verse une avance. "
PASSWORD = "un-mot-de-passe-de-mesure"


def seat_people(number):
    """Give a council seats, people, accounts; return (seats, people), in the same order."""
    plenary = Body.objects.get_or_create(kind="plenary", defaults={"name": "Plénière", "slug": "pleniere"})[0]
    if not RulesProfile.objects.exists():
        RulesProfile.objects.create(name="Mesure", in_force_from=date(2020, 1, 1))
    college = College.objects.create(body=plenary, letter="A", name="Collège A")
    users = User.objects.bulk_create(
        User(email=f"membre{n}@exemple.fr", first_name="Membre", last_name=str(n), password="!") for n in range(number)
    )
    people = Person.objects.bulk_create(
        Person(user=user, first_name="Membre", last_name=f"N{n}", slug=f"membre-{n}") for n, user in enumerate(users)
    )
    seats = Seat.objects.bulk_create(Seat(college=college, code=f"A-{n:03d}") for n in range(number))
    pairs = zip(seats, people, strict=True)
    Term.objects.bulk_create(Term(seat=seat, person=p, role="titular", starts_on=date(2020, 1, 1)) for seat, p in pairs)
    return seats, people


def add_texts(number, people):
    """Give it recommendations in every public state, with versions, moves, transmissions, answers, steps."""
    themes = Theme.objects.bulk_create(Theme(name=f"Thème {n}", slug=f"theme-{n}") for n in range(12))
    clerk, texts = people[0].user, Recommendation.objects.bulk_create(_texts(number, people), batch_size=2000)
    Recommendation.themes.through.objects.bulk_create(
        (Recommendation.themes.through(recommendation=t, theme=themes[t.pk % 12]) for t in texts), batch_size=5000
    )
    versions = Version.objects.bulk_create((_version(text, clerk) for text in texts), batch_size=2000)
    RecommendationMove.objects.bulk_create(
        (_move(text, clerk, step) for text in texts for step in ("submit", "admit", "assign", "ready", "adopt")),
        batch_size=5000,
    )
    sent = Transmission.objects.bulk_create(
        (_sent(v, clerk) for v in versions if v.recommendation.state in SENT), batch_size=2000
    )
    Answer.objects.bulk_create(
        (_answer(t) for t in sent if t.recommendation.state in REPLIED), batch_size=2000
    )  # fmt: skip
    FollowUpStep.objects.bulk_create(
        (FollowUpStep(recommendation=t, title="Clause", owner="Achats", progress=40, recorded_on=NOW.date())
         for t in texts if t.state == S.IN_IMPLEMENTATION), batch_size=2000,
    )  # fmt: skip
    return versions


def add_votes(versions, seats, people):
    """Give every decided text a closed roll call of all seats."""
    decided = [version for version in versions if version.recommendation.state in DECIDED]
    ballots = Ballot.objects.bulk_create((_ballot(v, people[0].user, len(seats)) for v in decided), batch_size=1000)
    for start in range(0, len(ballots), 50):
        electors = Elector.objects.bulk_create(
            Elector(ballot=ballot, seat=seat, person=person, caster=person, college="A", label=seat.code)
            for ballot in ballots[start : start + 50]
            for seat, person in zip(seats, people, strict=True)
        )
        Vote.objects.bulk_create(Vote(elector=e, choice="for", cast_at=NOW, receipt=f"{e.pk:x}") for e in electors)


def _texts(number, people):
    per_year = max(10, number // 10)
    for n in range(number):
        year, rank = 2026 - n // per_year, per_year - n % per_year
        yield Recommendation(
            state=STATES[n % len(STATES)], year=year, sequence=rank, number=f"{year}-{rank:03d}",
            title=f"Ouvrir les marchés du lot {n}", summary=SENTENCE, body=f"1. {SENTENCE}\n2. {SENTENCE}",
            rationale=SENTENCE * 20, addressee="Assemblée", author=people[n % len(people)],
            created_at=NOW, changed_at=NOW, public_since=NOW - timedelta(days=n % 900),
        )  # fmt: skip


def _version(text, clerk):
    words = text.words()
    return Version(
        recommendation=text, number=1, digest=Version.digest_of(words), reason="dépôt", frozen_by=clerk,
        frozen_at=text.public_since - timedelta(days=1), **words,
    )  # fmt: skip


def _move(text, clerk, step):
    return RecommendationMove(
        recommendation=text, step=step, source="draft", target=text.state, by=clerk, by_function="clerk",
        at=text.public_since,
    )  # fmt: skip


def _sent(version, clerk):
    day = NOW.date() - timedelta(days=version.recommendation.pk % 300)
    return Transmission(
        recommendation=version.recommendation, version=version, text_digest=version.digest, addressee="Assemblée",
        letter="Madame, Monsieur,", sent_on=day, due_on=day + timedelta(days=120), sent_by=clerk,
    )  # fmt: skip


def _answer(sent):
    outcome = ("accepted", "in_part", "declined")[sent.pk % 3]
    return Answer(transmission=sent, outcome=outcome, reason=SENTENCE, answered_on=sent.sent_on + timedelta(days=90))


def _ballot(version, clerk, seats):
    result = {
        "outcome": "adopted", "decided_by": "threshold", "base": str(seats), "needed": str(seats // 2 + 1),
        "for": str(seats), "against": "0", "abstain": "0", "blank": "0", "null": "0", "not_voting": "0",
        "quorum": {"base": seats, "needed": seats // 2, "count": seats, "met": True}, "colleges": {},
    }  # fmt: skip
    rule = {
        "base": "present", "threshold": "1/2", "strict": True, "tie": "rejected", "colleges": "none",
        "quorum": {"threshold": "1/2", "strict": False, "counts": "represented", "required": True},
    }  # fmt: skip
    return Ballot(
        version=version, text_digest=version.digest, question="Adoptez-vous ?", method="roll_call", rule=rule,
        occasion="Plénière", occasion_date=NOW.date(), occasion_path="/seances/x/", entitled=seats, present=seats,
        represented=0, colleges={"A": {"entitled": seats, "present": seats, "represented": 0}}, state="proclaimed",
        opened_at=NOW, opened_by=clerk, closed_at=NOW, closed_by=clerk, outcome="adopted", result=result,
        proclaimed_at=NOW, proclaimed_by=clerk,
    )  # fmt: skip
