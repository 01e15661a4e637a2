"""Who finds what: one row for each address, one letter for each role. Written by hand, read by test_permissions.

Letters, for the roles of ROLES in their order: o answered · r sent on, to where it was done or where one may be ·
l sent to sign in · n not found (RULES E4) · m method refused. A row: name, what the address speaks of, GET, POST.
"""

#                 anonymous, member, alternate, proxy holder, author, rapporteur,
#                 co-chair, clerk, liaison, editor, ended term, superuser
ALL = "oooooooooooo"
SENT_ON = "rrrrrrrrrrrr"
READ_ONLY = "mmmmmmmmmmmm"
NOWHERE = "nnnnnnnnnnnn"
NOBODY = "lnnnnnnnnnnn"
INSIDERS = "nnnnonoonnnn"
OVERSEERS = "lnnnnnoonnnn"
DONE = "lnnnnnrrnnnn"
LIAISON = "lnnnnnnoonnn"
CO_CHAIR = "lnnnnnonnnnn"
MEMBERS_FIND = "noooooo" + "onnnn"  # circulated or approved minutes: the council, and who keeps them

SITE = [
    ("set_language", "", SENT_ON, SENT_ON),
    ("health", "", ALL, READ_ONLY),
    ("gallery", "", ALL, READ_ONLY),
    ("home:desk", "", "looooooooooo", "looooooooooo"),
    ("home:register", "", ALL, READ_ONLY),
    ("home:verify", "", ALL, ALL),
    ("council:council", "", ALL, READ_ONLY),
    ("governance:recommendations", "", ALL, READ_ONLY),
    ("governance:recommendations_csv", "", ALL, READ_ONLY),
    ("governance:feed", "", ALL, ALL),
    ("governance:new", "", "loooooonnnnn", "loooooonnnnn"),
    ("governance:preview", "", "lmmmmmmmmmmm", "looooooooooo"),
    ("governance:board", "", ALL, READ_ONLY),
    ("deliberations:sittings", "", ALL, READ_ONLY),
    ("deliberations:calendar", "", ALL, READ_ONLY),
    ("deliberations:new", "", OVERSEERS, OVERSEERS),
    ("api:openapi-json", "", ALL, ALL),
    ("api:openapi-view", "", ALL, ALL),
    ("opendata:data", "", ALL, READ_ONLY),
    ("api:recommendations", "", ALL, READ_ONLY),
    ("api:register_head", "", ALL, READ_ONLY),
    ("api:register_entries", "", ALL, READ_ONLY),
    ("api:api-root", "", NOWHERE, NOWHERE),
    ("stylesheet", "digest=x", ALL, READ_ONLY),
    ("council:member", "slug=@slug", ALL, READ_ONLY),
    ("governance:draft", "pk=@draft", "lnnnonnnnnnn", "lnnnonnnnnnn"),
    ("governance:recommendation", "number=@submitted", INSIDERS, READ_ONLY),
    ("governance:recommendation", "number=@drafting", ALL, READ_ONLY),
    ("governance:text", "number=@submitted", INSIDERS, READ_ONLY),
    ("governance:text", "number=@drafting", ALL, READ_ONLY),
    ("governance:versions", "number=@submitted", INSIDERS, READ_ONLY),
    ("governance:versions", "number=@drafting", ALL, READ_ONLY),
    ("governance:choose_versions", "number=@submitted", NOWHERE, READ_ONLY),
    ("governance:choose_versions", "number=@drafting", NOWHERE, READ_ONLY),
    ("governance:ballots", "number=@submitted", INSIDERS, READ_ONLY),
    ("governance:ballots", "number=@drafting", ALL, READ_ONLY),
    ("governance:documents", "number=@submitted", INSIDERS, READ_ONLY),
    ("governance:documents", "number=@drafting", ALL, READ_ONLY),
    ("governance:edit", "number=@refused", "lnnnonrrnnnn", "lnnnonrrnnnn"),
    ("governance:edit", "number=@drafting", "lrrrrorrrrrr", "lrrrrorrrrrr"),
    ("governance:edit", "number=@transmitted", "lrrrrrrrrrrr", "lrrrrrrrrrrr"),
    ("governance:leaflet", "number=@submitted", INSIDERS, READ_ONLY),
    ("governance:leaflet", "number=@drafting", ALL, READ_ONLY),
    ("governance:letter", "number=@submitted", NOWHERE, READ_ONLY),
    ("governance:letter", "number=@transmitted", ALL, READ_ONLY),
    ("governance:follow", "number=@submitted", "lnnnnnnonnnn", "lnnnnnnonnnn"),
    ("governance:follow", "number=@transmitted", LIAISON, LIAISON),
    ("governance:follow", "number=@answered pk=@step", LIAISON, LIAISON),
    ("governance:follow", "number=@transmitted pk=@step", NOBODY, NOBODY),
    ("governance:version", "number=@submitted version=1", INSIDERS, READ_ONLY),
    ("governance:compared", "number=@submitted old=1 new=1", INSIDERS, READ_ONLY),
    ("governance:version", "number=@drafting version=1", ALL, READ_ONLY),
    ("governance:compared", "number=@drafting old=1 new=1", ALL, READ_ONLY),
    ("governance:step", "number=@submitted name=admit", CO_CHAIR, CO_CHAIR),
    ("governance:step", "number=@submitted name=refuse", CO_CHAIR, CO_CHAIR),
    ("governance:step", "number=@submitted name=withdraw", "lnnnonnnnnnn", "lnnnonnnnnnn"),
    ("governance:step", "number=@admissible name=assign", CO_CHAIR, CO_CHAIR),
    ("governance:step", "number=@admissible name=merge", CO_CHAIR, CO_CHAIR),
    ("governance:step", "number=@drafting name=ready", "lnnnnonnnnnn", "lnnnnonnnnnn"),
    ("governance:step", "number=@drafting name=withdraw_agreed", CO_CHAIR, CO_CHAIR),
    ("governance:step", "number=@adopted name=transmit", OVERSEERS, OVERSEERS),
    ("governance:step", "number=@transmitted name=acknowledge", LIAISON, LIAISON),
    ("governance:step", "number=@transmitted name=answer", LIAISON, LIAISON),
    ("governance:step", "number=@answered name=implement", LIAISON, LIAISON),
    ("governance:step", "number=@answered name=complete", LIAISON, LIAISON),
    ("governance:step", "number=@answered name=abandon", LIAISON, LIAISON),
    ("governance:step", "number=@answered name=evaluate", LIAISON, LIAISON),
    ("governance:step", "number=@answered name=adopt", NOBODY, NOBODY),
    ("governance:ballot", "pk=@ballot", ALL, READ_ONLY),
    ("governance:vote", "pk=@ballot", "lononoonnnnn", NOBODY),
    ("governance:ballot", "pk=@lone_ballot", ALL, READ_ONLY),
    ("governance:vote", "pk=@lone_ballot", "lonoooonnnnn", NOBODY),
    ("deliberations:sitting", "slug=@draft_sitting", "nnnnnnoonnnn", READ_ONLY),
    ("deliberations:sitting", "slug=@convened", ALL, READ_ONLY),
    ("deliberations:sitting_calendar", "slug=@draft_sitting", NOWHERE, READ_ONLY),
    ("deliberations:sitting_calendar", "slug=@convened", ALL, READ_ONLY),
    ("deliberations:reply", "slug=@draft_sitting", NOBODY, NOBODY),
    ("deliberations:reply", "slug=@convened", "loooooonnnnn", NOBODY),
    ("deliberations:preparation", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:facts", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:add_item", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:place", "slug=@draft_sitting", READ_ONLY, DONE),
    ("deliberations:sign", "slug=@draft_sitting", READ_ONLY, "lnnnnnrnnnnn"),
    ("deliberations:convene", "slug=@draft_sitting", OVERSEERS, DONE),
    ("deliberations:send_changes", "slug=@draft_sitting", READ_ONLY, DONE),
    ("deliberations:retry", "slug=@draft_sitting", READ_ONLY, NOBODY),
    ("deliberations:postpone", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:cancel", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:second_call", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:conduct", "slug=@open", OVERSEERS, READ_ONLY),
    ("deliberations:live", "slug=@open", OVERSEERS, READ_ONLY),
    ("deliberations:open", "slug=@open", READ_ONLY, OVERSEERS),
    ("deliberations:adjourn", "slug=@open", OVERSEERS, DONE),
    ("deliberations:close", "slug=@open", OVERSEERS, DONE),
    ("deliberations:chair", "slug=@open", READ_ONLY, OVERSEERS),
    ("deliberations:presence", "slug=@open", READ_ONLY, NOBODY),
    ("deliberations:give_proxy", "slug=@open", READ_ONLY, OVERSEERS),
    ("deliberations:minutes", "slug=@draft_sitting", NOWHERE, READ_ONLY),
    ("deliberations:minutes", "slug=@held", "nnnnnnoonnnn", READ_ONLY),
    ("deliberations:minutes_words", "slug=@draft_sitting", READ_ONLY, DONE),
    ("deliberations:minutes_words", "slug=@held", READ_ONLY, DONE),
    ("deliberations:circulate_minutes", "slug=@draft_sitting", READ_ONLY, DONE),
    ("deliberations:circulate_minutes", "slug=@held", READ_ONLY, DONE),
    ("deliberations:approve_minutes", "slug=@draft_sitting", OVERSEERS, OVERSEERS),
    ("deliberations:approve_minutes", "slug=@held", OVERSEERS, OVERSEERS),
    ("deliberations:publish_minutes", "slug=@draft_sitting", OVERSEERS, DONE),
    ("deliberations:publish_minutes", "slug=@held", OVERSEERS, DONE),
    ("deliberations:minutes_pdf", "slug=@draft_sitting", NOWHERE, READ_ONLY),
    ("deliberations:minutes_pdf", "slug=@held", "nnnnnnoonnnn", READ_ONLY),
    ("deliberations:minutes_xml", "slug=@draft_sitting", NOWHERE, READ_ONLY),
    ("deliberations:minutes_xml", "slug=@held", "nnnnnnoonnnn", READ_ONLY),
    ("deliberations:decisions_pdf", "slug=@draft_sitting", NOWHERE, READ_ONLY),
    ("deliberations:decisions_pdf", "slug=@held", "nnnnnnoonnnn", READ_ONLY),
    ("deliberations:extract_pdf", "slug=@held number=1", NOWHERE, READ_ONLY),
    ("deliberations:extract_pdf", "slug=@approved number=1", MEMBERS_FIND, READ_ONLY),
    ("deliberations:minutes_preview", "slug=@held", OVERSEERS, READ_ONLY),
    ("deliberations:minutes_item", "slug=@held pk=@held_item", READ_ONLY, DONE),
    ("deliberations:minutes_item", "slug=@held pk=@item", READ_ONLY, NOBODY),
    ("deliberations:publish_list", "slug=@held", READ_ONLY, DONE),
    ("deliberations:examined", "slug=@held", NOWHERE, READ_ONLY),
    ("deliberations:examined", "slug=@circulated", ALL, READ_ONLY),
    ("deliberations:minutes", "slug=@circulated", MEMBERS_FIND, READ_ONLY),
    ("deliberations:ask_correction", "slug=@held", "lnnnnnonnnnn", "lnnnnnonnnnn"),
    ("deliberations:ask_correction", "slug=@circulated", "loooooonnnnn", "loooooonnnnn"),
    ("deliberations:accept_correction", "slug=@circulated pk=@correction", OVERSEERS, OVERSEERS),
    ("deliberations:accept_correction", "slug=@held pk=@correction", NOBODY, NOBODY),
    ("deliberations:decline_correction", "slug=@circulated pk=@correction", OVERSEERS, OVERSEERS),
    ("deliberations:dissent", "slug=@held", OVERSEERS, OVERSEERS),
    ("deliberations:dissent", "slug=@circulated", "looooooonnnn", "looooooonnnn"),
    ("deliberations:withdraw_dissent", "slug=@circulated pk=@dissent", READ_ONLY, "lnnnrnrrnnnn"),
    ("deliberations:attach_signed", "slug=@held", OVERSEERS, OVERSEERS),
    ("deliberations:signed_copy", "slug=@approved pk=@copy", MEMBERS_FIND, READ_ONLY),
    ("deliberations:signed_copy", "slug=@held pk=@copy", NOWHERE, READ_ONLY),
    ("deliberations:redactions", "slug=@held", OVERSEERS, OVERSEERS),
    ("deliberations:lift_redaction", "slug=@approved pk=@redaction", READ_ONLY, DONE),
    ("deliberations:lift_redaction", "slug=@held pk=@redaction", READ_ONLY, NOBODY),
    ("deliberations:ballot_papers", "slug=@open pk=@item", OVERSEERS, OVERSEERS),
    ("deliberations:ballot_papers", "slug=@held pk=@item", NOBODY, NOBODY),
    ("deliberations:notice_pdf", "slug=@draft_sitting", NOBODY, READ_ONLY),
    ("deliberations:sheet_pdf", "slug=@open", OVERSEERS, READ_ONLY),
    ("deliberations:change_item", "slug=@draft_sitting pk=@draft_item", OVERSEERS, OVERSEERS),
    ("deliberations:change_item", "slug=@convened pk=@draft_item", NOBODY, NOBODY),
    ("deliberations:move_item", "slug=@draft_sitting pk=@draft_item", READ_ONLY, DONE),
    ("deliberations:move_item", "slug=@convened pk=@draft_item", READ_ONLY, NOBODY),
    ("deliberations:remove_item", "slug=@draft_sitting pk=@draft_item", OVERSEERS, DONE),
    ("deliberations:remove_item", "slug=@convened pk=@draft_item", NOBODY, NOBODY),
    ("deliberations:action_done", "slug=@open pk=@action", READ_ONLY, DONE),
    ("deliberations:revoke_proxy", "slug=@open pk=@proxy", READ_ONLY, DONE),
    ("deliberations:revoke_proxy", "slug=@held pk=@proxy", READ_ONLY, NOBODY),
    ("deliberations:discussion", "slug=@open pk=@item", READ_ONLY, DONE),
    ("deliberations:discussion", "slug=@held pk=@item", READ_ONLY, NOBODY),
    ("deliberations:recuse", "slug=@open pk=@item", READ_ONLY, OVERSEERS),
    ("deliberations:recuse", "slug=@held pk=@item", READ_ONLY, NOBODY),
    ("deliberations:item_act", "slug=@open pk=@item name=start", READ_ONLY, DONE),
    ("deliberations:item_act", "slug=@open pk=@item name=defer", READ_ONLY, OVERSEERS),
    ("deliberations:item_act", "slug=@open pk=@item name=nothing", READ_ONLY, NOBODY),
    ("deliberations:come_back", "slug=@open pk=@recusal", READ_ONLY, DONE),
    ("deliberations:come_back", "slug=@held pk=@recusal", READ_ONLY, NOBODY),
    ("deliberations:close_ballot", "slug=@open pk=@ballot", READ_ONLY, DONE),
    ("deliberations:close_ballot", "slug=@held pk=@ballot", READ_ONLY, NOBODY),
    ("deliberations:counts", "slug=@open pk=@ballot", READ_ONLY, OVERSEERS),
    ("deliberations:counts", "slug=@held pk=@ballot", READ_ONLY, NOBODY),
    ("deliberations:call_roll", "slug=@open pk=@ballot", READ_ONLY, OVERSEERS),
    ("deliberations:call_roll", "slug=@held pk=@ballot", READ_ONLY, NOBODY),
    ("deliberations:casting_vote", "slug=@open pk=@ballot", READ_ONLY, OVERSEERS),
    ("deliberations:casting_vote", "slug=@held pk=@ballot", READ_ONLY, NOBODY),
    ("deliberations:void_ballot", "slug=@open pk=@ballot", READ_ONLY, OVERSEERS),
    ("deliberations:void_ballot", "slug=@held pk=@ballot", READ_ONLY, NOBODY),
    ("deliberations:proclaim", "slug=@open pk=@ballot", NOBODY, NOBODY),
    ("deliberations:proclaim", "slug=@held pk=@ballot", NOBODY, NOBODY),
    ("api:recommendation", "number=@submitted", NOWHERE, READ_ONLY),
    ("api:recommendation", "number=@drafting", ALL, READ_ONLY),
    ("api:ballot_export", "ballot=@ballot", NOWHERE, READ_ONLY),
]

# The back office: who has no key to it does not find it; an editor has the key, and no records.
KEPT = "lnnnnnnonrno"
REFUSED = "lnnnnnnrnrnr"
SIGNED = "lnnnnnnonrnr"  # what is taken over is signed by the secretariat: a superuser holds no function
READ = "lnnnnnnmnrnm"
READ_ONLY_RECORDS = (
    "sitting", "agendaitem", "attendance", "reply", "proxy", "recusal", "dispatch", "minutes", "recommendation",
    "ballot", "transmission", "answer", "followupstep", "version", "recommendationmove", "place", "entry",
)  # fmt: skip
ACTS_ONLY = ("term", "office", "membership", "rulesprofile")
NEVER_DELETED = ("theme", "person", "seat", "college", "body", "organisation")
LISTS = {"index": (KEPT, READ), "index_results": (KEPT, READ), "inspect": (KEPT, READ), "delete": (REFUSED, REFUSED)}
HISTORY = ("history", "history_results")
SCREENS = {  # kind of record → screen → GET, POST
    READ_ONLY_RECORDS: LISTS | dict.fromkeys(("add", "edit", "usage", *HISTORY), (REFUSED, REFUSED)),
    ACTS_ONLY: LISTS
    | {"add": (KEPT, KEPT)}
    | dict.fromkeys(HISTORY, (KEPT, READ))
    | dict.fromkeys(("edit", "usage"), (REFUSED, REFUSED)),
    NEVER_DELETED: LISTS
    | dict.fromkeys(("add", "edit"), (KEPT, KEPT))
    | dict.fromkeys(("usage", *HISTORY), (KEPT, READ)),
}
WITHOUT_KEY = ("index", "index_results", "add")
ACTS = [
    ("person:invite", "pk=#person", KEPT, KEPT),
    ("term:end", "pk=#term", KEPT, KEPT),
    ("term:replace", "pk=#term", KEPT, KEPT),
    ("term:correct", "pk=#term", KEPT, REFUSED),
    ("office:end", "pk=#office", KEPT, KEPT),
    ("membership:end", "pk=#membership", KEPT, KEPT),
    ("import_members:index", "", KEPT, KEPT),
    ("import_members:template", "extension=csv", KEPT, READ),
    ("import_recommendations:index", "", SIGNED, SIGNED),
    ("import_recommendations:template", "extension=csv", SIGNED, "lnnnnnnmnrnr"),
]
# The oldest recommendation was never public: who oversees finds it, and nobody else (RULES R3).
OF_ONE = {("recommendation", "inspect"): ("lnnnnnnonnnn", "lnnnnnnmnnnn")}
OFFICE = ACTS + [
    (f"{name}:{screen}", "" if screen in WITHOUT_KEY else f"pk=#{name}", *OF_ONE.get((name, screen), expected))
    for names, screens in SCREENS.items()
    for name in names
    for screen, expected in screens.items()
]
