"""What the public can find, one card each, and the ways its words may be misspelt; `manage.py index` remakes both.

Beside the card each database keeps its own index of its words and keeps it up to date by itself: PostgreSQL a generated
tsvector, SQLite an FTS5 table filled by triggers. A migration that remakes the table of cards on SQLite drops those
triggers: it must write them again.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexCard(models.Model):
    """A record as everybody may find it: public words only, and where to read them."""

    kind = models.CharField(_("nature"), max_length=20)  # a word of the floor that wrote the card
    key = models.PositiveBigIntegerField(_("clé"))
    language = models.CharField(_("langue"), max_length=5, blank=True)  # of a page; a record is read in each
    path = models.CharField(_("adresse"), max_length=400)
    on = models.DateField(_("date"), null=True)
    title = models.TextField(_("titre"))
    summary = models.TextField(_("résumé"), blank=True)
    text = models.TextField(_("texte"), blank=True)
    title_words = models.TextField(editable=False)
    summary_words = models.TextField(editable=False, blank=True)
    text_words = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("fiche de recherche")
        verbose_name_plural = _("fiches de recherche")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="one_card_per_record",
                violation_error_message=_("Cette fiche existe déjà."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def words(self):
        """The set of its words, as they are compared."""
        return {*self.title_words.split(), *self.summary_words.split(), *self.text_words.split()}


class Spelling(models.Model):
    """One way to come upon a word of the cards: itself, or itself less a letter (words.spellings).

    Not unique: two acts that bring the same new word at the same moment both write it, and neither waits for the other.
    """

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("graphie")
        verbose_name_plural = _("graphies")
        indexes = [
            models.Index(fields=["key", "word"], name="words_of_a_spelling"),
            models.Index(fields=["word"], name="spellings_of_a_word"),
        ]

    def __str__(self):
        return f"{self.key} → {self.word}"
