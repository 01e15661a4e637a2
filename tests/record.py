"""The tables that only grow, written out so that a lost trigger is noticed (RULES A1)."""

APPEND_ONLY = (
    "register_entry",
    "register_anchor",
    "governance_version",
    "governance_recommendationmove",
    "governance_castingvote",
    "governance_amendmentwording",
    "governance_amendmentmove",
    "governance_minorityopinion",
    "governance_opinionsclosed",
    "governance_linkuse",
    "deliberations_sittingmove",
    "deliberations_quorumcheck",
    "deliberations_methodrequest",
    "deliberations_agendaversion",
    "deliberations_attempt",
    "deliberations_publicrendition",
    "deliberations_signedcopy",
    "deliberations_examinedlist",
)
