"""Which tables the public pages are made of, and the triggers that note each change of them.

A page that reads a table not named here is not kept; a table whose triggers are lost is as if not named.
"""

from django.db import connection, migrations

# table: the column that says whose row it is; it leads to the text or the sitting that the row is a part of.
OF_A_TEXT = {
    "governance_recommendation": "id",
    "governance_recommendation_themes": "recommendation_id",
    "governance_recommendation_places": "recommendation_id",
    "governance_version": "recommendation_id",
    "governance_recommendationmove": "recommendation_id",
    "governance_amendment": "recommendation_id",
    "governance_amendmentwording": "amendment_id",
    "governance_amendmentmove": "amendment_id",
    "governance_ballot": "version_id",
    "governance_castingvote": "ballot_id",
    "governance_minorityopinion": "ballot_id",
    "governance_opinionsclosed": "ballot_id",
    "governance_contribution": "recommendation_id",
    "governance_coauthor": "recommendation_id",
    "governance_transmission": "recommendation_id",
    "governance_answer": "transmission_id",
    "governance_answerpoint": "answer_id",
    "governance_followupstep": "recommendation_id",
}
OF_A_SITTING = {
    "deliberations_sitting": "id",
    "deliberations_sittingmove": "sitting_id",
    "deliberations_presidingchair": "sitting_id",
    "deliberations_agendaitem": "sitting_id",
    "deliberations_itemballot": "item_id",
    "deliberations_itempaper": "item_id",
    "deliberations_actionpoint": "item_id",
    "deliberations_agendaversion": "sitting_id",
    "deliberations_reply": "sitting_id",
    "deliberations_attendance": "sitting_id",
    "deliberations_proxy": "sitting_id",
    "deliberations_recusal": "item_id",
    "deliberations_quorumcheck": "sitting_id",
    "deliberations_minutes": "sitting_id",
    "deliberations_correction": "minutes_id",
    "deliberations_dissent": "item_id",
    "deliberations_redaction": "minutes_id",
    "deliberations_publicrendition": "minutes_id",
    "deliberations_signedcopy": "minutes_id",
    "deliberations_examinedlist": "sitting_id",
}
OF_ALL = (
    "governance_theme", "governance_referral", "council_body", "council_college", "council_seat", "council_person",
    "council_term", "council_office", "council_membership", "council_rulesprofile", "territory_organisation",
    "territory_place", "register_entry", "register_head", "home_councilimage", "home_homepage", "home_prosepage",
    "council_councilpage", "deliberations_sittingspage", "deliberations_sittingpage", "wagtailcore_page",
    "home_siteidentity", "home_newsindexpage", "home_newspage", "home_dossierpage", "home_portraitpage",
    "home_newspage_recommendations", "home_newspage_organisations", "home_dossierpage_recommendations",
    "home_dossierpage_sittings", "home_dossierpage_news", "home_portraitpage_recommendations",
    "governance_objection", "governance_position",
    "wagtailcore_site", "wagtailcore_locale", "wagtailcore_pageviewrestriction", "wagtaildocs_document",
)  # fmt: skip
WATCHED = OF_A_TEXT | OF_A_SITTING | dict.fromkeys(OF_ALL, "")

# Read by public pages and not watched: a ballot's voices change only while it is open, and closing it changes its own
# row; a rendition follows from its image. No trigger writes beside a voice (RULES V12).
SETTLED = {
    "governance_elector", "governance_vote", "governance_signature", "governance_paper", "home_councilrendition",
    "django_content_type",
}  # fmt: skip

# An editor who saves a draft writes in this table too: only what readers see counts.
COUNTS_WHEN = {"wagtailcore_page": ("live", "last_published_at", "path", "url_path", "slug", "title", "expired")}

NOTE = 'INSERT INTO home_change ("table", "key", "transaction", "at") VALUES'
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whose bigint;
BEGIN
  IF TG_ARGV[0] = '' THEN whose := NULL;
  ELSIF TG_OP = 'DELETE' THEN EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO whose USING OLD;
  ELSE EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO whose USING NEW; END IF;
  {NOTE} (TG_TABLE_NAME, whose, pg_current_xact_id()::text::bigint, now());
  RETURN NULL;
END $$
"""
ACTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def trigger(table, act):
    return f"{table}_noted_{act.lower()}"


def condition(table, act, differs):
    """The WHEN of a trigger, for the tables of which only some columns count."""
    columns = COUNTS_WHEN.get(table, ()) if act == "UPDATE" else ()
    return f"WHEN ({' OR '.join(f'OLD.{c} {differs} NEW.{c}' for c in columns)}) " if columns else ""


def statements(vendor):
    """Return the SQL that watches every table, whether or not it was watched before."""
    postgres = vendor == "postgresql"
    every = [POSTGRES_FUNCTION] if postgres else []
    for table, column in WATCHED.items():
        for act, row in ACTS.items():
            name, whose = trigger(table, act), f"{row}.{column}" if column else "NULL"
            if postgres:
                every.append(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                how = f"EXECUTE FUNCTION note_change('{column}')"
            else:
                every.append(f"DROP TRIGGER IF EXISTS {name}")
                how = f"BEGIN {NOTE} ('{table}', {whose}, NULL, CURRENT_TIMESTAMP); END"
            when = condition(table, act, "IS DISTINCT FROM" if postgres else "IS NOT")
            every.append(f"CREATE TRIGGER {name} AFTER {act} ON {table} FOR EACH ROW {when}{how}")
    return every


def removal(vendor):
    """Return the SQL that watches no table any more (for a migration's way back)."""
    names = [(trigger(table, act), table) for table in WATCHED for act in ACTS]
    return [f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else "") for name, table in names]


def _run(build):
    def apply(apps, schema_editor):
        for statement in build(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return apply


def watch():
    """Return the migration operation that watches the tables."""
    return migrations.RunPython(_run(statements), _run(removal), elidable=False)


def watch_again():
    """Put the triggers of every watched table in place: a later migration may have made a table anew without them."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def watched_here():
    """Return the tables whose triggers really stand in this database. One query."""
    source = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(source[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return {table for table in WATCHED if all(trigger(table, act) in standing for act in ACTS)}
