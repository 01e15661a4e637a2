"""The two indexes, and how a question is put to each: everything that differs between the databases stands here."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .asking import Question, Wanted
from .models import IndexCard

__all__ = ["answering", "best_first", "keys", "unused"]

CARDS = IndexCard._meta.db_table


@dataclass(frozen=True)
class Engine:
    """SQL for one database: `matches` is true of a card, `rank` is least for the best, each with one parameter."""

    tables: list[str]
    matches: str
    rank: str
    rank_again: bool  # whether the rank needs the question once more

    def written(self, question: Question) -> str:
        raise NotImplementedError


class Postgres(Engine):
    def written(self, question):
        """« ('mobilit' | 'mobil':*) & 'gar' »; the letters after the colon are the weights of title and summary."""
        weight = "AB" if question.headings else ""
        sign = " | " if question.any_of else " & "
        return sign.join(f"({' | '.join(self._alternatives(word, weight))})" for word in question.wanted)

    def _alternatives(self, word: Wanted, weight):
        colon = f":{weight}" if weight else ""
        said = [f"'{stem}'{colon}" for stem in word.stems]
        return [*said, f"'{word.beginning}':*{weight}"] if word.beginning else said


class Sqlite(Engine):
    def written(self, question):
        """« ("mobilit" OR "mobil"*) AND ("gar") », in two columns only or in all three."""
        sign = " OR " if question.any_of else " AND "
        words = sign.join(f"({' OR '.join(self._alternatives(word))})" for word in question.wanted)
        return f"{{title_words summary_words}} : ({words})" if question.headings else words

    def _alternatives(self, word: Wanted):
        said = [f'"{stem}"' for stem in word.stems]
        return [*said, f'"{word.beginning}"*'] if word.beginning else said


ENGINES = {
    "postgresql": Postgres([], f"{CARDS}.vector @@ %s::tsquery", f"-ts_rank({CARDS}.vector, %s::tsquery)", True),
    # The sign before the rowid keeps SQLite from reading every card to look each up in the index.
    "sqlite": Sqlite(
        ["search_fts"], f"search_fts MATCH %s AND {CARDS}.id = +search_fts.rowid", "bm25(search_fts, 8.0, 4.0, 1.0)",
        False,
    ),
}  # fmt: skip


def engine() -> Engine:
    return ENGINES[connection.vendor]


def answering(question: Question) -> QuerySet:
    """The cards that answer, in no order; not to be nested in another query (`keys` is)."""
    if not question:
        return IndexCard.objects.none()
    mine = engine()
    return IndexCard.objects.extra(tables=mine.tables, where=[mine.matches], params=[mine.written(question)])


def best_first(cards: QuerySet, question: Question) -> QuerySet:
    """What `answering` found, or a list of records that was joined to it, the nearest to the question first."""
    mine = engine()
    return cards.order_by(RawSQL(mine.rank, [mine.written(question)] if mine.rank_again else []), "-pk")


def joined(records: QuerySet, kind: str, question: Question) -> QuerySet:
    """Records of a kind that answer, each beside its card, so that `best_first` can order them."""
    if not question:
        return records.none()
    mine, table = engine(), records.model._meta.db_table
    beside = f"{CARDS}.kind = %s AND {CARDS}.key = {table}.id"
    return records.extra(
        tables=[CARDS, *mine.tables], where=[f"{mine.matches} AND {beside}"], params=[mine.written(question), kind]
    )


def keys(kind: str, question: Question) -> RawSQL:
    """The keys of the records of a kind that answer, for `filter(pk__in=…)`."""
    mine = engine()
    tables = ", ".join([CARDS, *mine.tables])
    sql = f"SELECT {CARDS}.key FROM {tables} WHERE {mine.matches} AND {CARDS}.kind = %s"
    return RawSQL(sql, [mine.written(question), kind])


def unused(words) -> list[str]:
    """Of some stems, those that stand on no card any more."""
    return [word for word in words if not answering(Question((Wanted(word, (word,)),))).exists()]
