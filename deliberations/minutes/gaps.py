"""What minutes still lack: the ten contents of RULES M1 as checks. Values in, sentences out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from governance.enums import WITHOUT_TEXT

from .document import MinutesDocument

ROLL_CALL = "roll_call"


@dataclass(frozen=True)
class Gap:
    """Something missing, in words, and in which item where it is in one."""

    sentence: str
    item: int | None = None


@dataclass(frozen=True)
class Check:
    """One of the ten contents: its name in code, its name in words, what is missing of it."""

    name: str
    label: str
    missing: tuple[Gap, ...]

    @property
    def done(self) -> bool:
        return not self.missing


def checks(document: MinutesDocument) -> list[Check]:
    """Return the ten contents that minutes have by law (CGCT L2121-15), in its order, each with its gaps."""
    return [
        _whole("date", _("Date et heures"), document.day and document.hours,
               _("Il manque la date et les heures de la séance.")),
        _whole("chair", _("Présidence"), document.chairs, _("Il manque qui a présidé.")),
        _whole("presence", _("Présents, représentés, excusés, absents"),
               any(college.present for college in document.colleges), _("La feuille de présence est vide.")),
        _whole("secretary", _("Secrétariat de séance"), document.secretary, _("Il manque le secrétariat de séance.")),
        _whole("quorum", _("Quorum"), document.quorum, _("Il manque le constat du quorum.")),
        _whole("agenda", _("Ordre du jour"), document.agenda, _("L’ordre du jour est vide.")),
        _each("texts", _("Textes décidés, avec leurs motifs"), document, _texts),
        _each("methods", _("Mode de chaque scrutin"), document, _methods),
        _each("results", _("Résultats, nominatifs au scrutin public"), document, _results),
        _each("words", _("Substance des débats"), document, _words),
    ]  # fmt: skip


def gaps(document: MinutesDocument) -> list[str]:
    """Return every gap as a sentence; none: the minutes can be approved."""
    return [gap.sentence for check in checks(document) for gap in check.missing]


def _whole(name, label, content, sentence):
    return Check(name, label, () if content else (Gap(sentence),))


def _each(name, label, document, missing):
    """A content that every item has: `missing(item, facts)` gives the sentences about one item."""
    found = []
    for item in document.items:
        facts = {"n": item.number, "title": item.title}
        found += [Gap(sentence, item.number) for sentence in missing(item, facts)]
    return Check(name, label, tuple(found))


def _texts(item, facts):
    on_text = [ballot for ballot in item.ballots if ballot.kind not in WITHOUT_TEXT]
    if on_text and (item.text is None or not item.text.rationale.strip()):
        return [_("Point %(n)s, « %(title)s » : il manque le texte décidé et ses motifs.") % facts]
    return []


def _methods(item, facts):
    unsaid = [ballot for ballot in item.ballots if not ballot.method]
    return [_("Point %(n)s, « %(title)s » : le mode d’un scrutin n’est pas dit.") % facts for _ballot in unsaid]


def _results(item, facts):
    said = []
    for ballot in (ballot for ballot in item.ballots if not ballot.void):
        if not (ballot.sentence and (ballot.total or ballot.tables or ballot.roll)):
            said.append(_("Point %(n)s, « %(title)s » : un scrutin est sans résultat.") % facts)
        elif ballot.kind == ROLL_CALL and not any(group.names for group in ballot.roll):
            said.append(_("Point %(n)s, « %(title)s » : un scrutin public est sans les noms.") % facts)
    return said


def _words(item, facts):
    if item.needs_words and not item.discussion.strip() and not item.conclusion:
        return [_("Point %(n)s, « %(title)s » : la substance des débats n’est pas rédigée.") % facts]
    return []
