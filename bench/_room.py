"""A room in which every seat has a browser: accounts signed in, ballots open, doors knocked at by many at once."""

import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from threading import Barrier
from time import perf_counter
from types import SimpleNamespace
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
RECORDED = re.compile(r"Enregistré à [^:]+ : ([^.]+)\. Reçu ([0-9a-f]{16})\.")
CHOICES = {"for": "pour", "against": "contre", "abstain": "abstention"}
VOTES = """
SELECT s.code, v.choice, v.receipt FROM governance_vote v JOIN governance_elector e ON e.id = v.elector_id
JOIN council_seat s ON s.id = e.seat_id WHERE e.ballot_id = %s
"""
Lost = (OSError, HTTPException)  # what an answer that never comes looks like


class Browser:
    """Somebody signed in: their cookies, the token of the page they have before them, one connection per request."""

    def __init__(self, address, session):
        self.host, self.cookies, self.token = address.removeprefix("http://"), {"sessionid": session}, ""

    def ask(self, path, form=None):
        """Return (status, text, where to go on to); a form is posted with the token of the last page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": self.token} | form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        connection = HTTPConnection(self.host, timeout=60)
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        self._keep(response.headers.get_all("Set-Cookie", ()))
        if found := TOKEN.search(text):
            self.token = found[1]
        return response.status, text, response.headers.get("Location", "")

    def _keep(self, cookies):
        for cookie in cookies:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


class Voter(Browser):
    """A member before the page of a ballot."""

    def __init__(self, address, session, seat):
        super().__init__(address, session)
        self.seat, self.choice = seat, tuple(CHOICES)[sum(map(ord, seat)) % len(CHOICES)]

    def open(self, ballot):
        return self.ask(f"/scrutins/{ballot}/voter/")

    def cast(self, ballot):
        """Send the form; the vote is acknowledged when the answer sends back to the page."""
        return self.ask(f"/scrutins/{ballot}/voter/", {"seat": self.seat, "choice": self.choice})

    def receipt(self, page):
        """The receipt that a page shows, where it says the choice that was made."""
        found = RECORDED.search(page)
        return found[2] if found and found[1].lower() == CHOICES[self.choice] else None


def stored(database, ballot):
    """The votes a ballot has in the database: [(seat, choice, receipt)]."""
    return database.execute(VOTES, [ballot]).fetchall()


def prepare(members, ballots):
    """Fill the database in hand: (sessions with their seats, session of the secretariat, keys of the open ballots)."""
    import _council

    seats, people = _council.seat_people(members)
    clerk = _council.clerk()
    texts = _council.add_texts(ballots, people)
    _council.Recommendation.objects.update(state=_council.S.SCHEDULED)
    opened = [_council.open_poll(version, clerk, seats, people) for version in texts]
    sessions = _council.sign_in([*(person.user for person in people), clerk])
    return SimpleNamespace(
        sessions=list(zip(sessions, (seat.code for seat in seats), strict=False)), clerk=sessions[-1], ballots=opened,
        hold_sitting=lambda: _council.hold_sitting("mesure", opened, seats, people).slug,
    )  # fmt: skip


def at_once(clients, jobs):
    """Let so many clients take the jobs in their order; return what each gave or raised, and how long it took."""
    waiting, done, ready = deque(enumerate(jobs)), [None] * len(jobs), Barrier(clients)

    def client():
        ready.wait()
        while waiting:
            try:
                number, job = waiting.popleft()
            except IndexError:
                return
            begun = perf_counter()
            try:
                gave = job()
            except Lost as lost:
                gave = lost
            done[number] = (gave, perf_counter() - begun)

    with ThreadPoolExecutor(clients) as pool:
        for running in [pool.submit(client) for _ in range(clients)]:
            running.result()
    return done


def acknowledged(gave, ballot):
    """Whether a sent vote was answered as recorded: back to the page of the ballot."""
    return not isinstance(gave, Lost) and gave[0] == 302 and gave[2] == f"/scrutins/{ballot}/voter/"
