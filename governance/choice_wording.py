"""Sentences of a choice among several options and of an election: who won and why (RULES V15). Values in, words out.

`result` has the form of docs/recount.md.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import counted, number
from governance.wording import quorum_line


def preference_verdict(result: dict) -> str:
    """The outcome in a few words: « Choix : La gare »."""
    return {
        "chosen": _("Choix : %(option)s") % {"option": result["chosen"]},
        "tie": _("Égalité"),
        "no_quorum": _("Sans quorum"),
    }.get(result["outcome"], _("Sans décision"))


def preference_sentence(result: dict) -> str:
    """How a choice among options ended, with what decided it."""
    if result["decided_by"] == "quorum":
        return _("Le quorum n’est pas atteint : rien n’est décidé.")
    if result["decided_by"] == "empty_base":
        return _("Aucun bulletin n’a été déposé : rien n’est choisi.")
    papers = counted(result["papers"], _("bulletin"), _("bulletins"))
    return SAID[result["decided_by"]](result["ranking"]) + " " + _("Compté sur %(papers)s.") % {"papers": papers}


def judgment_lines(scale: list[str], rule: dict) -> list[tuple[str, str]]:
    """The rule of a choice among options, as (what, words) pairs."""
    facts = {"best": scale[0], "worst": scale[-1]}
    return [
        (_("Décompte"), _("jugement majoritaire, de « %(best)s » à « %(worst)s »") % facts),
        (_("Option sans mention"), _("reçoit « %(worst)s »") % facts),
        (_("Égalité"), _("rien n’est choisi")),
        quorum_line(rule),
    ]


def _by_grade(ranking):
    best, rest = ranking[0], ranking[1:]
    facts = {"option": best["option"], "grade": best["majority_grade"]}
    first = _("L’option « %(option)s » est choisie : sa mention majoritaire est « %(grade)s », la meilleure.") % facts
    if not rest:
        return first
    facts = {"option": rest[0]["option"], "grade": rest[0]["majority_grade"]}
    return first + " " + _("Vient ensuite « %(option)s », « %(grade)s ».") % facts


def _by_tie_break(ranking):
    best = ranking[0]
    level = [ranked for ranked in ranking[1:] if ranked["majority_grade"] == best["majority_grade"]]
    facts = {
        "option": best["option"],
        "grade": best["majority_grade"],
        "others": ", ".join(f"« {ranked['option']} »" for ranked in level),
    }
    return (
        _(
            "L’option « %(option)s » est choisie : elle a la même mention majoritaire, « %(grade)s », que %(others)s, "
            "et passe devant quand on retire de chacune une mention du milieu, jusqu’à ce qu’elles diffèrent."
        )
        % facts
    )


def _by_nobody(ranking):
    level = [f"« {ranked['option']} »" for ranked in ranking if ranked["place"] == 1]
    return _("Égalité entre %(options)s, notées exactement pareil : rien n’est choisi.") % {"options": ", ".join(level)}


SAID = {"majority_grade": _by_grade, "tie_break": _by_tie_break, "tie": _by_nobody}


ROUNDS = {1: lambda: _("premier tour"), 2: lambda: _("deuxième tour"), 3: lambda: _("troisième tour")}


def election_verdict(result: dict) -> str:
    """The outcome of a round in a few words: « Personne élue : Odile Vautrin »."""
    return {
        "elected": _("Personne élue : %(who)s") % {"who": result["elected"]},
        "next_round": _("Pas de majorité absolue"),
        "no_quorum": _("Sans quorum"),
    }.get(result["outcome"], _("Personne n’est élu"))


def election_sentence(result: dict) -> str:
    """How the last round held ended, with its arithmetic."""
    held = result["rounds"][-1]
    facts = {
        "who": result["elected"],
        "round": ROUNDS[result["round"]](),
        "votes": number(held["votes"].get(result["elected"], 0)),
        "expressed": counted(held["expressed"], _("suffrage exprimé"), _("suffrages exprimés")),
        "needed": number(held["needed"]),
    }
    return {
        "quorum": _("Le quorum n’est pas atteint : rien n’est décidé."),
        "absolute_majority": _(
            "Au %(round)s, %(who)s recueille %(votes)s voix sur %(expressed)s : la majorité absolue est à %(needed)s."
        ),
        "no_majority": _(
            "Au %(round)s, sur %(expressed)s, personne n’atteint la majorité absolue, qui est à %(needed)s : "
            "il faut un autre tour."
        ),
        "relative_majority": _(
            "Au %(round)s, la majorité relative suffit : %(who)s recueille %(votes)s voix sur %(expressed)s."
        ),
        "age": _(
            "Au %(round)s, plusieurs candidatures recueillent %(votes)s voix sur %(expressed)s : "
            "la personne la plus âgée, %(who)s, est élue."
        ),
        "empty_base": _("Au %(round)s, aucun bulletin ne nomme quelqu’un : l’élection n’aboutit pas."),
    }[result["decided_by"]] % facts


def papers_words(held: dict) -> str:
    """« 2 bulletins blancs, 1 nul »; nothing where there are none."""
    blank = ngettext("%(n)s bulletin blanc", "%(n)s bulletins blancs", held["blank"]) % {"n": number(held["blank"])}
    null = ngettext("%(n)s bulletin nul", "%(n)s bulletins nuls", held["null"]) % {"n": number(held["null"])}
    return ", ".join(words for words, n in ((blank, held["blank"]), (null, held["null"])) if n)


def election_lines(candidates: list[str], rule: dict) -> list[tuple[str, str]]:
    """The rule of an election, as (what, words) pairs."""
    return [
        (_("Premier et deuxième tour"), _("majorité absolue : plus de la moitié des suffrages exprimés")),
        (_("Troisième tour"), _("majorité relative ; à égalité, la personne la plus âgée")),
        (_("De la plus âgée à la plus jeune"), ", ".join(candidates)),
        quorum_line(rule),
    ]
