"""RULES M4: `/verifier/` says whether a file, or the digest printed on it, is the council's own; it keeps nothing."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deliberations import services
from home.verifying import cleaned
from tests.deliberations.factories import approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(world, now):
    done, clerk = approved(world, now), world.users["clerk"]
    services.redact(done.sitting, passage="acte", reason="vie privée", by=clerk, at=now)
    return services.publish_minutes(done.sitting, by=clerk, at=now)


def asked(client, digest):
    return client.get("/verifier/", {"empreinte": digest}).content.decode()


def test_M4_each_frozen_document_and_content_is_recognised(client, minutes):
    public = minutes.public_rendition
    for digest, what in (
        (minutes.document_digest, "exemplaire intégral"),
        (minutes.content_digest, "exemplaire intégral"),
        (public.document_digest, "exemplaire public"),
        (public.content_digest, "exemplaire public"),
        (minutes.sitting.agenda_versions.get().digest, "Ordre du jour envoyé"),
        (minutes.register_head, "Tête du registre"),
    ):
        page = asked(client, digest)
        assert "ce document est authentique" in page
        assert what in page


def test_M4_a_file_is_recognised_and_one_changed_byte_is_not(client, minutes):
    content = minutes.public_rendition.document.read()
    for given, said in ((content, "ce document est authentique"), (content + b" ", "Non reconnu")):
        page = client.post("/verifier/", {"file": SimpleUploadedFile("pv.pdf", given)}).content.decode()
        assert said in page
        assert hashlib.sha256(given).hexdigest() in page


def test_E1_what_is_no_digest_no_file_or_too_large_is_said(client, monkeypatch):
    assert "soixante-quatre" in asked(client, "abc")
    assert "Choisissez un fichier" in client.post("/verifier/").content.decode()
    monkeypatch.setattr("home.views.LARGEST", 10)
    big = client.post("/verifier/", {"file": SimpleUploadedFile("x.pdf", b"0" * 50)})
    assert "dépasse 50" in big.content.decode()


def test_G4_no_cookie_is_set_and_nothing_is_kept(client, minutes, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        response = client.post("/verifier/", {"file": SimpleUploadedFile("pv.pdf", b"x")})
    assert not response.cookies


DIGEST = "0f" * 32
TYPED = [
    (DIGEST, DIGEST), (DIGEST.upper(), DIGEST), (f" SHA-256 : {DIGEST[:32]} {DIGEST[32:]} ", DIGEST),
    ("", ""), ("g" * 64, ""), (DIGEST[:-1], ""), (DIGEST + "0", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), TYPED)
def test_a_digest_is_read_as_people_copy_it(typed, kept):
    assert cleaned(typed) == kept
