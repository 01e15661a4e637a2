"""Sentences of the record: the quorum and the vote with their arithmetic (RULES Q2, V15, M2). Values in, words out."""

from fractions import Fraction

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import counted, long_date, number, short_date
from governance.voting import Counting
from governance.wording import objections_sentence


def council_language():
    """What is stored, sent or printed is in the council's language, whichever one the reader's pages are in."""
    return translation.override(settings.LANGUAGE_CODE)


MORE_THAN = {
    Fraction(1, 2): lambda: _("plus de la moitié"),
    Fraction(1, 3): lambda: _("plus du tiers"),
    Fraction(2, 3): lambda: _("plus des deux tiers"),
    Fraction(1, 4): lambda: _("plus du quart"),
    Fraction(3, 4): lambda: _("plus des trois quarts"),
}
AT_LEAST = {
    Fraction(1, 2): lambda: _("au moins la moitié"),
    Fraction(1, 3): lambda: _("au moins le tiers"),
    Fraction(2, 3): lambda: _("au moins les deux tiers"),
    Fraction(1, 4): lambda: _("au moins le quart"),
    Fraction(3, 4): lambda: _("au moins les trois quarts"),
}
BASES = {
    "expressed": lambda n: counted(n, _("suffrage exprimé"), _("suffrages exprimés")),
    "voters": lambda n: counted(n, _("votant"), _("votants")),
    "present": lambda n: counted(n, _("membre présent ou représenté"), _("membres présents ou représentés")),
    "entitled": lambda n: counted(n, _("siège en exercice"), _("sièges en exercice")),
}
PLACES = {
    "present": lambda n: counted(n, _("présent"), _("présents")),
    "represented": lambda n: counted(n, _("représenté"), _("représentés")),
    "excused": lambda n: counted(n, _("excusé"), _("excusés")),
    "absent": lambda n: counted(n, _("absent"), _("absents")),
}


def share_words(threshold, strict):
    """« plus de la moitié », « au moins les deux tiers », « plus de 3/5 »."""
    share = Fraction(threshold)
    if known := (MORE_THAN if strict else AT_LEAST).get(share):
        return known()
    return (_("plus de %(share)s") if strict else _("au moins %(share)s")) % {"share": share}


def people_counted(quorum):
    """« 23 membres présents ou représentés », or those present only, as the profile counts them (RULES Q1)."""
    if quorum.counts == Counting.REPRESENTED:
        return BASES["present"](quorum.counted)
    return counted(quorum.counted, _("membre présent"), _("membres présents"))


def places_words(**counts):
    """« 21 présents, 2 représentés, 3 excusés, 5 absents »: seats, each counted once."""
    return ", ".join(PLACES[place](count) for place, count in counts.items())


def rules_words(profile):
    """« Commission consultative, en vigueur depuis le 1er janvier 2024 »."""
    facts = {"name": profile.name, "day": short_date(profile.in_force_from)}
    return _("%(name)s, en vigueur depuis le %(day)s") % facts


def second_call_rule(sitting):
    """Q4: the rule by which a second call meets, quoted from the profile of the sitting, with the days it sets."""
    profile, first = sitting.profile, sitting.second_call_of
    facts = {"rules": profile.name, "wait": counted(profile.second_call_days, _("jour"), _("jours"))}
    said = [_("La séance du %(day)s n’a pas atteint le quorum.") % {"day": long_date(first.starts_at)}] if first else []
    said.append(_("Selon les règles « %(rules)s », une seconde convocation porte sur le même ordre du jour.") % facts)
    if profile.second_call_days:
        said.append(_("Elle se réunit %(wait)s plus tard au moins.") % facts)
    if profile.quorum_required:
        kept = profile.second_call_quorum
        said.append(
            _("Le quorum y reste exigé.") if kept else _("Aucun quorum n’y est exigé, sauf pour un point nouveau.")
        )
    return " ".join(said)


def quorum_sentence(quorum):
    """The quorum of one minute (a voting.Quorum) with its arithmetic, as it is shown and printed (RULES Q2)."""
    facts = {
        "counted": people_counted(quorum),
        "needed": number(quorum.needed),
        "share": share_words(quorum.threshold, quorum.strict),
        "base": BASES["entitled"](quorum.entitled),
    }
    if not quorum.required:
        return _("Aucun quorum n’est exigé : %(counted)s pour %(base)s.") % facts
    if quorum.met:
        return _("Le quorum est atteint : %(counted)s, il en fallait %(needed)s, %(share)s de %(base)s.") % facts
    return _("Le quorum n’est pas atteint : %(counted)s, il en faut %(needed)s, %(share)s de %(base)s.") % facts


def request_sentence(request):
    """« Scrutin secret demandé par 8 membres sur 21 présents : il en fallait 7, au moins le tiers. » (RULES V7)."""
    words = ngettext(
        "%(asked)s demandé par %(number)s membre sur %(present)s : il en fallait %(needed)s, %(share)s des présents.",
        "%(asked)s demandé par %(number)s membres sur %(present)s : il en fallait %(needed)s, %(share)s des présents.",
        request.number,
    )
    facts = {
        "asked": capfirst(request.get_asked_display()),
        "number": number(request.number),
        "present": counted(request.present, _("présent"), _("présents")),
        "needed": number(request.needed),
        "share": share_words(request.share, strict=False),
    }
    return f"{words % facts} {_('Il est acquis.') if request.reached else _('Il n’est pas acquis.')}"


def vote_sentence(result, rule, *, masculine=False):
    """How a ballot ended, with its arithmetic (RULES V15). `result` and `rule` have the form of docs/recount.md.

    « à l’unanimité » is said only when every vote counted is for (RULES M2). `masculine`: un avis, un rapport.
    """
    if result["decided_by"] == "quorum":
        return _("Le quorum n’est pas atteint : rien n’est décidé.")
    if rule["colleges"] == "none" and result["decided_by"] == "threshold":
        return _by_threshold(result, rule, masculine)
    reason = {
        "tie": _("%(verdict)s au partage des voix : %(counts)s."),
        "casting_vote": _("%(verdict)s par la voix prépondérante de la présidence : %(counts)s."),
        "empty_base": _("%(verdict)s, faute de suffrage à compter : %(counts)s."),
        "threshold": _("%(verdict)s par collèges : %(counts)s."),
    }[result["decided_by"]]
    return reason % {"verdict": verdict_word(result["outcome"], masculine), "counts": count_words(cast(result))}


def consent_sentence(ballot, *, masculine=False):
    """How a consent round ended, with its arithmetic (RULES V14, V15).

    « Adoptée par consentement : 2 objections soulevées, 2 retirées : aucune ne subsiste. »
    """
    result = ballot.result
    if result["decided_by"] == "quorum":
        return _("Le quorum n’est pas atteint : rien n’est décidé.")
    facts = {
        "verdict": verdict_word(result["outcome"], masculine),
        "n": ballot.terms.get("round", 1),
        "said": objections_sentence(result["objections"]),
    }
    if result["outcome"] == "adopted":
        return _("%(verdict)s par consentement. %(said)s") % facts
    return _("Pas de consentement au tour %(n)s. %(said)s") % facts


def _by_threshold(result, rule, masculine):
    facts = {
        "verdict": verdict_word(result["outcome"], masculine),
        "needed": result["needed"],
        "share": share_words(rule["threshold"], rule["strict"]),
        "base": base_words(rule["base"], result["base"]),
        "counts": count_words(cast(result)),
    }
    if is_unanimous(result):
        return _("%(verdict)s à l’unanimité : %(counts)s.") % facts
    if result["outcome"] == "adopted":
        return _(
            "%(verdict)s à la majorité : il fallait %(needed)s voix, %(share)s de %(base)s ; %(counts)s."
        ) % facts  # fmt: skip
    return _("%(verdict)s : il fallait %(needed)s voix, %(share)s de %(base)s ; %(counts)s.") % facts


def is_unanimous(result):
    """M2: adopted, and every vote that was counted is for."""
    others = ("against", "abstain", "blank", "null")
    return result["outcome"] == "adopted" and not any(Fraction(result[choice]) for choice in others)


def verdict_word(outcome, masculine=False):
    words = {
        ("adopted", False): _("Adoptée"),
        ("adopted", True): _("Adopté"),
        ("rejected", False): _("Rejetée"),
        ("rejected", True): _("Rejeté"),
    }
    return words[outcome, masculine]


def base_words(base, amount):
    """« 23 membres présents ou représentés »; a weighted base is said as its fraction."""
    if "/" in amount:
        return _("%(base)s de la base pondérée") % {"base": amount}
    return BASES[base](int(amount))


def cast(result):
    """What was cast, by choice. Colleges hold the votes where the outcome's own `for` is a weighted share."""
    return {choice: result[choice] for choice in ("for", "against", "abstain", "blank", "null")}


def count_words(counts):
    """« 17 pour, 2 contre, 4 abstentions »; blank and spoilt papers only where there are any."""
    said = [_("%(n)s\u00a0pour") % {"n": counts["for"]}, _("%(n)s\u00a0contre") % {"n": counts["against"]}]
    if Fraction(counts["abstain"]):
        said.append(_plural(counts["abstain"], "abstain"))
    said += [_plural(counts[choice], choice) for choice in ("blank", "null") if Fraction(counts[choice])]
    return ", ".join(said)


def _plural(amount, choice):
    one, many = {
        "abstain": (_("abstention"), _("abstentions")),
        "blank": (_("bulletin blanc"), _("bulletins blancs")),
        "null": (_("bulletin nul"), _("bulletins nuls")),
    }[choice]
    return f"{amount} {one if Fraction(amount) < 2 else many}"
