"""The log of what changed, written by the database itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A row of a watched table was written: noted by a trigger, in the transaction of whoever wrote it.

    It serves the processes that keep pages, for a day or two; it is no record. Rows are only added, so that writers
    never wait for one another. `transaction` numbers the writing transaction on PostgreSQL, where rows may be
    committed in another order than that of their ids.
    """

    table = models.CharField(_("table"), max_length=63)
    key = models.BigIntegerField(_("clé"), null=True)
    transaction = models.BigIntegerField(_("transaction"), null=True, db_index=True)
    at = models.DateTimeField(_("le"), db_index=True)

    class Meta:
        verbose_name = _("changement")
        verbose_name_plural = _("changements")

    def __str__(self):
        return f"{self.table} {self.key}"
