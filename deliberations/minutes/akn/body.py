"""The body of the document: who was there, the quorum, the agenda, each item with its votes, the end."""

from django.utils.translation import gettext as _

from common.akn import node, prose, put


class Body:
    """Writes the parts of one document; ballots are numbered through."""

    def __init__(self, minutes, people):
        self.minutes, self.people, self.ballots = minutes, people, 0

    def preface(self):
        minutes = self.minutes
        facts = [
            (_("Instance"), minutes.body), (_("Heures"), minutes.hours), (_("Lieu"), minutes.place),
            (_("À distance"), minutes.remote_link), (_("Public"), minutes.openness),
            (_("Convocation"), minutes.convened), (_("Règles appliquées"), minutes.rules),
            (_("Sièges"), minutes.figures),
        ]  # fmt: skip
        title = node("docTitle", f"{_('Procès-verbal')} · {minutes.title}")
        return node(
            "preface",
            node("p", minutes.council),
            node("p", title, ", ", node("docDate", minutes.day, date=minutes.date)),
            *(node("p", f"{label}\u00a0: {value}") for label, value in facts if value),
            *(self._chair(chair) for chair in minutes.chairs),
            *self._secretary(),
            eId="preface",
        )

    def _chair(self, chair):
        said = ", ".join(part for part in (chair.quality, chair.span) if part)
        return node("p", f"{_('Présidence')}\u00a0: ", self.people.mention(chair.name, "chair"), f", {said}")

    def _secretary(self):
        name = self.minutes.secretary
        said = f"{_('Secrétariat de séance')}\u00a0: "
        return [node("p", said, self.people.mention(name, "secretary"))] if name else []

    def debate(self):
        """The element `debateBody`."""
        minutes = self.minutes
        return node(
            "debateBody",
            self._roll_call(),
            *self._quorum(),
            self._agenda(),
            *self._words(minutes.opening_words, "ouverture", "opening"),
            *(self._item(item) for item in minutes.items),
            *self._words(minutes.closing_words, "cloture", "closing"),
            *self._closing(),
            eId="body",
        )

    def _roll_call(self):
        made = node("rollCall", node("heading", _("Présences")), eId="presences")
        for college in self.minutes.colleges:
            put(made, node("p", node("b", college.name)))
            groups = {
                _("Présences"): college.present, _("Par pouvoir"): college.represented,
                _("Excuses"): college.excused, _("Absences"): college.absent,
            }  # fmt: skip
            put(made, *(self._group(label, people) for label, people in groups.items() if people))
        if self.minutes.attending:
            put(made, self._group(_("Assistaient sans voix délibérative"), self.minutes.attending))
        return made

    def _group(self, label, people):
        made = node("p", f"{label} ({len(people)})\u00a0: ")
        for rank, person in enumerate(people):
            put(made, " · " if rank else "", self.people.mention(person.name), person.words.removeprefix(person.name))
        return made

    def _quorum(self):
        if not self.minutes.quorum:
            return []
        made = node("debateSection", node("heading", _("Quorum")), name="quorum", eId="quorum")
        for rank, finding in enumerate(self.minutes.quorum, 1):
            said = f", {finding.occasion}. {finding.sentence}"
            put(made, node("p", recorded(finding.when, finding.at), said, eId=f"quorum_{rank}"))
        return [made]

    def _agenda(self):
        lines = [node("li", f"{line.title} ({line.kind})") for line in self.minutes.agenda]
        made = node("debateSection", node("heading", _("Ordre du jour")), name="agenda", eId="ordre-du-jour")
        put(made, *([node("ol", *lines)] if lines else []))
        return made

    def _words(self, text, eid, name):
        blocks = prose(text, eid)
        return [node("debateSection", *blocks, name=name, eId=eid)] if blocks else []

    def _item(self, item):
        presented = _("présenté par %(who)s") % {"who": item.presenter} if item.presenter else ""
        circumstances = " · ".join(part for part in (item.kind, presented, item.times, item.late) if part)
        made = node("debateSection", name="agendaItem", eId=item.anchor)
        put(made, node("num", str(item.number)), node("heading", item.title), node("p", circumstances))
        for recused in item.recused:
            said = f" ({recused.label}), {recused.category} ; {recused.times}."
            put(made, node("p", f"{_('Déport')} : ", self.people.mention(recused.name), said))
        put(made, *([self._text(item)] if item.text else []), *prose(item.discussion, item.anchor))
        put(made, *(self._ballot(ballot, item) for ballot in item.ballots))
        put(made, *(self._dissent(dissent, item, rank) for rank, dissent in enumerate(item.dissents, 1)))
        put(made, *([node("p", node("b", item.conclusion))] if item.conclusion else []))
        for action in item.actions:
            put(made, node("p", " · ".join(part for part in (action.what, action.who, action.due) if part)))
        return made

    def _text(self, item):
        text = item.text
        title = _("Texte %(number)s : %(title)s") % {"number": text.number, "title": text.title}
        kept = _("Version %(n)s, empreinte SHA-256 %(digest)s") % {"n": text.version, "digest": text.digest}
        return node(
            "papers", node("heading", title), node("p", kept), *prose(text.body, f"t{text.number}"),
            node("p", node("b", _("En bref")), f" : {text.summary}"), eId=f"{item.anchor}__texte",
        )  # fmt: skip

    def _ballot(self, ballot, item):
        self.ballots += 1
        made = node("resolutions", node("heading", _("Scrutin")), eId=f"{item.anchor}__scrutin_{self.ballots}")
        circumstances = " · ".join((ballot.method, ballot.times, ballot.electorate))
        amends = [node("p", sentence) for sentence in ballot.amends]
        put(made, node("p", node("b", ballot.question)), *amends, node("p", circumstances))
        put(made, *(node("p", said) for said in (ballot.quorum, ballot.void) if said))
        if not ballot.void:
            put(
                made,
                *counts(ballot),
                *(node("p", said) for said in ballot.said),
                *(self._roll(group) for group in ballot.roll),
            )
            put(made, *(node("p", said) for said in (ballot.casting_vote, ballot.sentence) if said))
        return made

    def _roll(self, group):
        made = node("p", f"{group.choice} ({len(group.names)})\u00a0: ")
        for rank, name in enumerate(group.names):
            whose = group.whose[rank] if group.whose else name
            vote = node("vote", name, by=self.people.ref(whose), choice=f"#{group.kind or 'silent'}")
            put(made, " · " if rank else "", vote)
        return made

    def _dissent(self, dissent, item, rank):
        said = node("p", self.people.mention(dissent.name), f", {dissent.about}\u00a0: {dissent.text}")
        heading = node("heading", _("Désaccord consigné"))
        return node("declarationOfVote", heading, said, eId=f"{item.anchor}__desaccord_{rank}")

    def _closing(self):
        minutes = self.minutes
        if not minutes.closing:
            return []
        return [node("adjournment", node("p", recorded(minutes.closing, minutes.closed)), eId="levee")]

    def conclusions(self, signatories):
        """Who signs, in which function."""
        lines = [node("p", f"{function}\u00a0: ", self.people.mention(name)) for function, name in signatories if name]
        return node("conclusions", *(lines or [node("p", _("Sans signature"))]), eId="conclusions")


def recorded(words, moment):
    """A time as it is read, with the moment that machines read."""
    return node("recordedTime", words, time=moment) if moment else words


def counts(ballot):
    """The table of votes, by college where there are several; or the figures that the method has instead."""
    if ballot.total is None:
        return [_figures(table) for table in ballot.tables]
    head = node(
        "tr", *(node("th", node("p", cell)) for cell in (_("Collège"), _("Pour"), _("Contre"), _("Abstention")))
    )
    lines = [
        node("tr", node("th", node("p", row.name)), *(node("td", node("p", str(number))) for number in row.numbers))
        for row in (*ballot.rows, ballot.total)
    ]
    return [node("table", head, *lines)]


def _figures(table):
    head = node("tr", *(node("th", node("p", cell)) for cell in table.head))
    rows = [
        node("tr", node("th", node("p", name)), *(node("td", node("p", cell)) for cell in cells))
        for name, *cells in table.rows
    ]
    return node("table", node("caption", table.caption), head, *rows)
