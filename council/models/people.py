"""A person who sits, sat, or presents: not the account, not the seat, not the organisation."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from council.enums import Civility
from search.findable import Findable
from search.services import Card


class PersonQuerySet(models.QuerySet):
    def public(self):
        """Who sits, sat or held a function: everybody may know of them (RULES C6)."""
        served = Q(terms__isnull=False) | Q(offices__isnull=False) | Q(memberships__isnull=False)
        return self.filter(served).distinct()


class Person(Findable):
    """Somebody known to the council. Who sees each field: name and biography everybody, e-mail the secretariat (G1)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("compte"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # a person's acts stay theirs
        related_name="person",
    )
    civility = models.CharField(_("civilité"), max_length=1, choices=Civility, blank=True, default=Civility.UNSTATED)
    first_name = models.CharField(_("prénom"), max_length=100)
    last_name = models.CharField(_("nom"), max_length=100)
    slug = models.SlugField(_("adresse"), max_length=120, unique=True)
    email = models.EmailField(_("adresse électronique"), blank=True, help_text=_("Visible du secrétariat seulement."))
    biography = models.TextField(_("présentation"), blank=True)
    history = HistoricalRecords(user_db_constraint=False)
    found_as = "person"

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering = ["last_name", "first_name"]
        constraints = [
            models.CheckConstraint(
                name="person_has_a_name",
                condition=~Q(last_name=""),
                violation_error_message=_("Une personne a un nom."),
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email=""),
                name="one_person_per_address",
                violation_error_message=_("Cette adresse électronique est déjà celle d’une autre personne."),
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_absolute_url(self):
        return reverse("council:member", args=[self.slug])

    def card(self):
        """Name and biography, once they serve: nobody is found by an address (RULES G1)."""
        if not Person.objects.public().filter(pk=self.pk).exists():
            return None
        path = self.get_absolute_url()
        return Card(kind=self.found_as, key=self.pk, path=path, title=str(self), summary=self.biography)


class Service(models.Model):
    """A way to serve: whoever has served once is known to everybody from then on (RULES C6)."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.person.keep_card()
