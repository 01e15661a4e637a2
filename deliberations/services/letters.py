"""The messages of a frozen agenda: what is the same for everybody is made once, what is each person's own, per message.

Each is in the language of its reader, as text and as HTML that say the same, with the notice and the calendar entry.
"""

import hashlib
from collections import defaultdict

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation

from common.mail import one_line
from council.models import Term
from deliberations.enums import DispatchPurpose
from deliberations.papers.agenda import address_of
from deliberations.papers.invitation import invitation, method_of
from deliberations.papers.message import message_words
from deliberations.papers.notice import assemble_notice, draw_notice
from deliberations.rules import day_of

NOTICE_NAME, CALENDAR_NAME = "convocation.pdf", "seance.ics"


def language_of(person):
    """The language in which somebody reads: that of their account, or the council's."""
    return person.user.language if person.user else settings.LANGUAGE_CODE


class Letter:
    """An agenda on its way to many people: the notice is drawn once."""

    def __init__(self, version):
        self.version, self.url = version, address_of(version.sitting)
        numbered = version.sitting.agenda_versions
        self.before = numbered.filter(number__lt=version.number).order_by("-number").first()
        self.notice = draw_notice(assemble_notice(version))
        self.terms = defaultdict(list)
        terms = Term.objects.of_body(version.sitting.body).in_force(day_of(version.sitting))
        for term in terms.select_related("seat", "person").order_by("seat__code"):
            self.terms[term.person_id].append(term)

    def to(self, dispatch):
        """Return the message of one Dispatch, with a connection of its own, and the digests of its files."""
        person = dispatch.person
        with translation.override(language_of(person)):
            words = message_words(
                self.version, self.before, person=person, terms=self.terms[person.pk],
                reminder=dispatch.purpose == DispatchPurpose.REMINDER,
            )  # fmt: skip
            message = EmailMultiAlternatives(
                subject=one_line(words.subject),
                body=render_to_string("deliberations/email/message.txt", {"message": words}),
                to=[dispatch.address],
                connection=get_connection(),
            )
            html = render_to_string("deliberations/email/message.html", {"message": words})
        message.attach_alternative(html, "text/html")
        return message, self._attach(message, dispatch)

    def _attach(self, message, dispatch):
        files = {NOTICE_NAME: (self.notice, "application/pdf")}
        if method := method_of(self.version):
            calendar = invitation(self.version, person=dispatch.person, address=dispatch.address, url=self.url)
            files[CALENDAR_NAME] = (calendar, f"text/calendar; method={method}; charset=utf-8")
        for name, (content, kind) in files.items():
            message.attach(name, content, kind)
        return {name: hashlib.sha256(content).hexdigest() for name, (content, _kind) in files.items()}
