"""A record that the public may find: whenever it is stored, by whatever door, its card in the index follows it."""

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import translation

from .services import Card, forget, keep

__all__ = ["Findable", "every_card"]


class Findable(models.Model):
    """Mixed into a model. `found_as` names its kind; `card` says what is public of it, or None while nothing is."""

    found_as = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Store the record and its card together. A record stored in part is read again: the rest may be a draft."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            partly = kwargs.get("update_fields") is not None
            (type(self)._base_manager.get(pk=self.pk) if partly else self).keep_card()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            forget(self.found_as, self.pk)
            return super().delete(*args, **kwargs)

    def card(self) -> Card | None:
        raise NotImplementedError

    def keep_card(self):
        """Let the index say what the record says now: for what changes it without storing it."""
        if card := in_the_councils_language(self):
            keep(card)
        else:
            forget(self.found_as, self.pk)


def every_card():
    """The card of every record that has one."""
    for model in apps.get_models():
        if issubclass(model, Findable):
            for record in model._base_manager.order_by("pk").iterator(chunk_size=500):
                if card := in_the_councils_language(record):
                    yield card


def in_the_councils_language(record):
    """The card of a record, whoever stores it: addresses and dates are those of the site, not of the page read."""
    with translation.override(settings.LANGUAGE_CODE):
        return record.card()
