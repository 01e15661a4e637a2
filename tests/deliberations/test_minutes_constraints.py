"""One test per constraint around minutes, matched by its name: what the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from deliberations import services
from deliberations.models import Correction, Dissent, Redaction, SignedCopy
from tests.deliberations.factories import approved, closed, found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def read(world, at):
    sitting = closed(world, at)
    services.circulate(sitting, by=world.users["clerk"], at=at)
    return sitting


@pytest.fixture
def correction(world, read, at):
    author = world.person("author")
    return services.ask_correction(read, person=author, stands="a", wanted="b", reason="c", by=author.user, at=at)


def refused(name, write):
    """See the named constraint refuse the write; SQLite names the columns of a unique one."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    assert name in str(error.value) or "UNIQUE" in str(error.value)


CORRECTIONS = [
    ("declined_correction_says_why", {"state": "declined", "answered_at": "at"}),
    ("answered_correction_says_when", {"state": "accepted"}),
    ("correction_changes_something", {"stands": "b"}),
]


@pytest.mark.parametrize(("name", "change"), CORRECTIONS)
def test_M3_corrections(correction, at, name, change):
    change = {key: at + DAY if value == "at" else value for key, value in change.items()}
    refused(name, lambda: Correction.objects.filter(pk=correction.pk).update(**change))


def test_R133_13_dissents(world, read, at):
    author, item = world.person("author"), read.items.first()
    said = services.record_dissent(item, person=author, text="Non.", by=author.user, at=at)
    refused("dissent_says_something", lambda: Dissent.objects.filter(pk=said.pk).update(text=""))
    again = Dissent(item=item, person=author, text="Encore.", recorded_at=at)
    refused("one_dissent_per_item_and_member", again.save)


def test_M5_redactions(world, at):
    clerk = world.users["clerk"]
    minutes = approved(world, at)
    hidden = services.redact(minutes.sitting, passage="acte", reason="x", by=clerk, at=at)
    of = Redaction.objects.filter(pk=hidden.pk)
    refused("redaction_says_what_and_why", lambda: of.update(reason=""))
    refused("redaction_lifted_after_it_was_made", lambda: of.update(lifted_at=at - DAY, lifted_by=clerk))
    refused("redaction_lifted_after_it_was_made", lambda: of.update(lifted_at=at + DAY))


def test_M6_signed_copies(world, at):
    clerk = world.users["clerk"]
    minutes = approved(world, at)
    file = ContentFile(b"%PDF-1.7 %%EOF")
    kept = services.attach_signed(minutes.sitting, kind="scan", file=file, by=clerk, at=at)
    again = SignedCopy(minutes=minutes, kind="scan", digest=kept.digest, size=1, added_by=clerk, added_at=at)
    refused("one_signed_copy_per_file", again.save)
