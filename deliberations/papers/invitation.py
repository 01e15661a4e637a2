"""The calendar entry that goes with each message: one stable UID, SEQUENCE raised at each change (RULES S3)."""

from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

STATUS = {"cancellation": "CANCELLED", "postponement": "TENTATIVE"}


def invitation(version, *, person, address, url):
    """Return the .ics bytes of an AgendaVersion for one person: REQUEST, or CANCEL for a cancelled sitting.

    A postponed sitting is tentative until it is convened anew. No answer is asked of the calendar program: one answers
    by the link of the message, which the entry, often shared with others, does not carry.
    """
    content = version.content
    event = Event()
    event.add("uid", uid_of(version.sitting))
    event.add("sequence", version.number - 1)
    event.add("dtstamp", version.frozen_at.astimezone(UTC))
    event.add("dtstart", datetime.fromisoformat(content["starts_at"]).astimezone(UTC))
    event.add("dtend", datetime.fromisoformat(content["ends_at"]).astimezone(UTC))
    event.add("summary", content["title"])
    event.add("status", STATUS.get(content["act"], "CONFIRMED"))
    event.add("location", content["place"] or content["remote_link"])
    event.add("description", "\n".join(f"{item['position']}. {item['title']}" for item in content["items"]))
    event.add("url", url)
    event.add("organizer", _mail_of(*parseaddr(settings.DEFAULT_FROM_EMAIL)))
    event.add("attendee", _mail_of(str(person), address, RSVP=vText("FALSE")))
    calendar = Calendar()
    calendar.add("prodid", "-//Coconseil//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(version))
    calendar.add_component(event)
    return calendar.to_ical()


def method_of(version):
    """REQUEST or CANCEL; nothing for an adjourned sitting, whose hour has passed."""
    return {"cancellation": "CANCEL", "adjournment": ""}.get(version.content["act"], "REQUEST")


def uid_of(sitting):
    """The same for every version of a sitting, so that calendars update the entry instead of adding one."""
    return f"seance-{sitting.pk}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}"


def _mail_of(name, address, **params):
    mail = vCalAddress(f"mailto:{address}")
    mail.params["cn"] = vText(name)
    for key, value in params.items():
        mail.params[key.lower()] = value
    return mail
