"""People known to the council, and their accounts."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import invite
from common.history import save_signed
from common.lifecycle import refuse_if
from common.slugs import free_slug, slug_of
from council.models import Person


@transaction.atomic
def add_person(*, first_name, last_name, civility="", email="", by, at):
    """Make a person known under a free address; return the Person. Raises ValidationError for an address in use."""
    slug = free_slug(f"{first_name} {last_name}", Person.objects)
    email = email.strip().lower()
    person = Person(first_name=first_name, last_name=last_name, civility=civility, email=email, slug=slug)
    person.full_clean()
    return save_signed(person, by=by, at=at)


def find_person(*, first_name, last_name, email=""):
    """Return the person of this e-mail, else the one person of this name that no other e-mail tells apart, or None."""
    email = email.strip().lower()
    if email and (found := Person.objects.filter(email__iexact=email).first()):
        return found
    base = slug_of(f"{first_name} {last_name}", 115)
    named = [p for p in Person.objects.filter(slug__startswith=base) if slug_of(str(p), 115) == base]
    alike = [p for p in named if not (email and p.email)]
    return alike[0] if len(alike) == 1 else None


@transaction.atomic
def complete_person(*, person, civility="", email="", by, at):
    """Fill in what was not known of a person; what is known stays (RULES D3). Return "changed" or "same"."""
    given = {"civility": civility, "email": email.strip().lower()}
    unknown = {field: value for field, value in given.items() if value and not getattr(person, field)}
    if not unknown:
        return "same"
    for field, value in unknown.items():
        setattr(person, field, value)
    person.full_clean()
    save_signed(person, by=by, at=at, reason=_("Complété par un import"))
    return "changed"


@transaction.atomic
def open_account(*, person, by, at, language="fr"):
    """Invite a person to choose a password for an account of their own; return the User (RULES G1: mail only to them).

    Inviting again sends a fresh link. Raises Refused without an e-mail, or once the account was entered.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    refuse_if(not person.email, _("Renseignez d’abord l’adresse électronique de cette personne."))
    user = invite(email=person.email, first_name=person.first_name, last_name=person.last_name, language=language)
    if person.user_id != user.pk:
        person.user = user
        save_signed(person, by=by, at=at, reason=_("Invitation"))
    return user
