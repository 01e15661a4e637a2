"""What minutes still lack: the contents of RULES M1 as checks. Values in, sentences out."""

from django.utils.translation import gettext as _

from .document import MinutesDocument


def gaps(document: MinutesDocument) -> list[str]:
    """Return every gap as a sentence, in the order of the document; none: it can be approved."""
    contents = {
        _("Il manque la date et les heures de la séance."): document.day and document.hours,
        _("Il manque qui a présidé."): document.chairs,
        _("Il manque le secrétariat de séance."): document.secretary,
        _("La feuille de présence est vide."): any(college.present for college in document.colleges),
        _("Il manque le constat du quorum."): document.quorum,
        _("L’ordre du jour est vide."): document.agenda,
    }
    missing = [sentence for sentence, content in contents.items() if not content]
    return missing + [sentence for item in document.items for sentence in _gaps_of(item)]


def _gaps_of(item):
    facts = {"n": item.number, "title": item.title}
    sentences = []
    if item.needs_words and not item.discussion.strip() and not item.conclusion:
        sentences.append(_("Point %(n)s, « %(title)s » : la substance des débats n’est pas rédigée.") % facts)
    if item.ballots and (item.text is None or not item.text.rationale.strip()):
        sentences.append(_("Point %(n)s, « %(title)s » : il manque le texte décidé et ses motifs.") % facts)
    for ballot in item.ballots:
        if not ballot.void and not (ballot.sentence and ballot.total):
            sentences.append(_("Point %(n)s, « %(title)s » : un scrutin est sans résultat.") % facts)
    return sentences
