"""A council as large as one likes, by bulk rows: not a history that the rules would write, but as many rows as it has.

Only for measuring: everything else in this project goes through the services.
"""

from datetime import date, datetime, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from accounts.rules import SECRETARIAT
from council.models import Body, College, Person, RulesProfile, Seat, Term
from deliberations.models import AgendaItem, Attendance, ItemBallot, Sitting
from governance.enums import BallotState
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


def seat_people(number, first=0):
    """Give a council so many more seats, people, accounts; return (seats, people), in the same order."""
    plenary = Body.objects.get_or_create(kind="plenary", defaults={"name": "Plénière", "slug": "pleniere"})[0]
    if not RulesProfile.objects.exists():
        RulesProfile.objects.create(name="Mesure", in_force_from=date(2020, 1, 1))
    college = College.objects.get_or_create(body=plenary, letter="A", defaults={"name": "Collège A"})[0]
    numbers = range(first, first + number)
    users = User.objects.bulk_create(
        User(email=f"membre{n}@exemple.fr", first_name="Membre", last_name=str(n), password="!") for n in numbers
    )
    people = Person.objects.bulk_create(
        Person(user=user, first_name="Membre", last_name=f"N{n}", slug=f"membre-{n}")
        for n, user in zip(numbers, users, strict=True)
    )
    seats = Seat.objects.bulk_create(Seat(college=college, code=f"A-{n:03d}") for n in numbers)
    pairs = zip(seats, people, strict=True)
    Term.objects.bulk_create(Term(seat=seat, person=p, role="titular", starts_on=date(2020, 1, 1)) for seat, p in pairs)
    return seats, people


def clerk():
    """An account of the secretariat."""
    user = User.objects.create_user("secretariat@exemple.fr")
    user.groups.add(Group.objects.get_or_create(name=SECRETARIAT)[0])
    return user


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
            voice for ballot in ballots[start : start + 50] for voice in _voices(ballot, seats, people)
        )
        Vote.objects.bulk_create(Vote(elector=e, choice="for", cast_at=NOW, receipt=f"{e.pk:x}") for e in electors)


def open_poll(version, clerk, seats, people):
    """Open a roll call of all seats on a text; return its key."""
    ballot = _ballot(version, clerk, len(seats))
    ballot.state, ballot.outcome, ballot.result = BallotState.OPEN, "", None
    ballot.closed_at = ballot.closed_by = ballot.proclaimed_at = ballot.proclaimed_by = None
    ballot.save()
    Elector.objects.bulk_create(_voices(ballot, seats, people))
    return ballot.pk


def hold_sitting(slug, ballots, seats, people):
    """Put the ballots on the agenda of a sitting under way, everybody in the room; return the sitting."""
    sitting = Sitting.objects.create(
        body=Body.objects.get(kind="plenary"), title="Plénière", slug=slug, state="open", starts_at=NOW,
        ends_at=NOW + timedelta(hours=3), profile=RulesProfile.objects.get(), convened_at=NOW, opened_at=NOW,
        presiding=people[0],
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(sitting=sitting, seat=seat, person=person, arrived_at=NOW)
        for seat, person in zip(seats, people, strict=True)
    )
    for position, ballot in enumerate(Ballot.objects.in_bulk(ballots).values(), start=1):
        text, started = ballot.version.recommendation, NOW if position == 1 else None
        item = AgendaItem.objects.create(
            sitting=sitting, position=position, kind="vote", title=text.title, recommendation=text, started_at=started
        )
        ItemBallot.objects.create(item=item, ballot=ballot)
    return sitting


def sign_in(users):
    """Sign accounts in as a password would; return the keys of their sessions."""
    until, store = timezone.now() + timedelta(days=1), SessionStore()
    sessions = Session.objects.bulk_create(
        Session(session_key=token_hex(16), session_data=store.encode(_identity(user)), expire_date=until)
        for user in users
    )
    return [session.session_key for session in sessions]


def _identity(user):
    backend = "django.contrib.auth.backends.ModelBackend"
    return {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()}


def _voices(ballot, seats, people):
    for seat, person in zip(seats, people, strict=True):
        yield Elector(ballot=ballot, seat=seat, person=person, caster=person, college="A", label=seat.code)


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
