"""Sentences of a ballot: what it needed, on what base, with what quorum (RULES V15, Q2). Values in, words out.

`result` and `rule` have the form of docs/recount.md.
"""

from fractions import Fraction

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number
from governance.enums import Kind

MASCULINE = (Kind.OPINION, Kind.OWN_INITIATIVE)  # un avis, un rapport
SHARES = {
    (Fraction(1, 2), True): lambda: _("plus de la moitié"),
    (Fraction(1, 3), True): lambda: _("plus du tiers"),
    (Fraction(2, 3), True): lambda: _("plus des deux tiers"),
    (Fraction(1, 4), True): lambda: _("plus du quart"),
    (Fraction(3, 4), True): lambda: _("plus des trois quarts"),
    (Fraction(1, 2), False): lambda: _("au moins la moitié"),
    (Fraction(1, 3), False): lambda: _("au moins le tiers"),
    (Fraction(2, 3), False): lambda: _("au moins les deux tiers"),
    (Fraction(1, 4), False): lambda: _("au moins le quart"),
    (Fraction(3, 4), False): lambda: _("au moins les trois quarts"),
}


def share_words(threshold: str, strict: bool) -> str:
    """« plus de la moitié », « au moins les deux tiers », « plus de 3/5 »."""
    share = Fraction(threshold)
    if known := SHARES.get((share, strict)):
        return known()
    return (_("plus de %(share)s") if strict else _("au moins %(share)s")) % {"share": share}


def is_masculine(ballot) -> bool:
    """Whether what was voted is masculine: un amendement, un avis, un rapport."""
    text = ballot.recommendation
    return ballot.amendment_id is not None or (text is not None and text.kind in MASCULINE)


def base_words(base: str, n: int = 2) -> str:
    """« membres présents ou représentés », agreeing with a number."""
    return {
        "expressed": ngettext("suffrage exprimé", "suffrages exprimés", n),
        "voters": ngettext("votant", "votants", n),
        "present": ngettext("membre présent ou représenté", "membres présents ou représentés", n),
        "entitled": ngettext("siège en exercice", "sièges en exercice", n),
    }[base]


def outcome_word(ballot) -> str:
    """« Adoptée », « Adopté » where what was voted is masculine, « Pas de consentement », « Sans quorum »."""
    if ballot.result["decided_by"] == "objection":
        return _("Pas de consentement")
    masculine = is_masculine(ballot)
    return {
        "adopted": _("Adopté") if masculine else _("Adoptée"),
        "rejected": _("Rejeté") if masculine else _("Rejetée"),
        "no_quorum": _("Sans quorum"),
    }[ballot.outcome]


def needed_sentence(result: dict, rule: dict) -> str:
    """What was needed and why that was, or was not, enough (RULES V15). Safe HTML, the figures in bold."""
    if result["decided_by"] == "quorum":
        return _("Le quorum n’était pas atteint : rien n’est décidé.")
    if "objections" in result:
        return objections_sentence(result["objections"])
    if result["decided_by"] == "empty_base":
        return _("Aucune voix n’entre dans la base : rien ne peut être adopté.")
    return format_html("{}{}", _needed(result, rule), _tie(result))


def objections_sentence(objections: dict) -> str:
    """« 3 objections soulevées, 1 retirée, 1 levée : 1 subsiste. » The arithmetic of a consent round (RULES V14)."""
    if not objections["raised"]:
        return _("Aucune objection n’a été soulevée.")
    said = [ngettext("%(n)s objection soulevée", "%(n)s objections soulevées", objections["raised"])
            % {"n": number(objections["raised"])}]  # fmt: skip
    if objections["withdrawn"]:
        withdrawn = ngettext("%(n)s retirée", "%(n)s retirées", objections["withdrawn"])
        said.append(withdrawn % {"n": number(objections["withdrawn"])})
    if objections["met"]:
        said.append(ngettext("%(n)s levée", "%(n)s levées", objections["met"]) % {"n": number(objections["met"])})
    if not objections["standing"]:
        return _("%(raised)s\u202f: aucune ne subsiste.") % {"raised": ", ".join(said)}
    left = ngettext("%(raised)s\u202f: %(n)s subsiste.", "%(raised)s\u202f: %(n)s subsistent.", objections["standing"])
    return left % {"raised": ", ".join(said), "n": number(objections["standing"])}


def _needed(result, rule):
    share = share_words(rule["threshold"], rule["strict"])
    if rule["colleges"] == "each":
        return _("Il fallait %(share)s des %(base)s dans chaque collège.") % {
            "share": share, "base": base_words(rule["base"]),
        }  # fmt: skip
    if rule["colleges"] == "weighted":
        return _("Il fallait %(share)s des voix, chaque collège selon son poids ; obtenu : %(for)s.") % {
            "share": share, "for": result["for"],
        }  # fmt: skip
    if "/" in result["base"] or "/" in result["needed"]:
        return _("Il fallait %(share)s des voix pondérées : %(needed)s sur %(base)s.") % {"share": share, **result}
    return format_html(
        _("Il fallait <strong>{needed}</strong> voix, {share} des <strong>{amount}</strong> {base}."),
        needed=number(int(result["needed"])),
        share=share,
        amount=number(int(result["base"])),
        base=base_words(rule["base"], int(result["base"])),
    )


def _tie(result):
    if result["decided_by"] == "tie":
        return " " + _("Les voix se sont partagées également.")
    if result["decided_by"] == "casting_vote":
        return " " + _("Les voix se sont partagées également ; la voix prépondérante de la présidence a tranché.")
    return ""


def quorum_words(result: dict, rule: dict, *, present: int, represented: int) -> str:
    """« Quorum : 36 présents et 4 pouvoirs pour 28 requis. » (RULES Q1, Q2)."""
    if not rule["quorum"]["required"]:
        return _("Aucun quorum n’est exigé.")
    facts = {
        "present": ngettext("%(n)s présent", "%(n)s présents", present) % {"n": number(present)},
        "proxies": ngettext("%(n)s pouvoir", "%(n)s pouvoirs", represented) % {"n": number(represented)},
        "needed": ngettext("%(n)s requis", "%(n)s requis", result["quorum"]["needed"])
        % {"n": number(result["quorum"]["needed"])},
    }
    if rule["quorum"]["counts"] == "represented" and represented:
        return _("Quorum : %(present)s et %(proxies)s pour %(needed)s.") % facts
    return _("Quorum : %(present)s pour %(needed)s.") % facts


def rule_lines(rule: dict) -> list[tuple[str, str]]:
    """The rule a ballot was held by, as (what, words) pairs: what anyone needs to check the outcome."""
    lines = [
        (_("Majorité"), _("%(share)s des %(base)s") % {
            "share": share_words(rule["threshold"], rule["strict"]), "base": base_words(rule["base"]),
        }),
        (_("Partage des voix"), _("voix prépondérante de la présidence") if rule["tie"] == "casting_vote"
         else _("le texte n’est pas adopté")),
        quorum_line(rule),
    ]  # fmt: skip
    colleges = {
        "each": _("la majorité est nécessaire dans chacun"),
        "weighted": _("chacun compte pour son poids"),
    }
    return lines + ([(_("Collèges"), colleges[rule["colleges"]])] if rule["colleges"] in colleges else [])


def consent_lines(rule: dict) -> list[tuple[str, str]]:
    """The rule of a consent round, as (what, words) pairs."""
    return [(_("Décision"), _("adoptée si aucune objection motivée ne subsiste")), quorum_line(rule)]


def quorum_line(rule: dict) -> tuple[str, str]:
    """The quorum that the rule asks for, as a (what, words) pair."""
    quorum = rule["quorum"]
    return _("Quorum"), _quorum_rule(quorum) if quorum["required"] else _("aucun")


def _quorum_rule(quorum):
    words = _("%(share)s des sièges en exercice, pouvoirs compris")
    if quorum["counts"] == "present":
        words = _("%(share)s des sièges en exercice, sans les pouvoirs")
    return words % {"share": share_words(quorum["threshold"], quorum["strict"])}
