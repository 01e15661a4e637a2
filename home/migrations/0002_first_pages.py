"""The first pages of a new site: home, the council, its sittings. Editors take it from there."""

from django.db import migrations

PAGES = [  # app, model, title, slug, path
    ("home", "HomePage", "Accueil", "accueil", "00010001"),
    ("council", "CouncilPage", "Le conseil", "conseil", "000100010001"),
    ("deliberations", "SittingsPage", "Séances", "seances", "000100010002"),
    ("home", "ProsePage", "Accessibilité", "accessibilite", "000100010003"),
    ("home", "ProsePage", "Mentions légales", "mentions-legales", "000100010004"),
]


def plant(apps, schema_editor):
    """Replace the page that the CMS ships with by ours; paths are written by hand as historical models have no tree."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Page, Site = apps.get_model("wagtailcore.Page"), apps.get_model("wagtailcore.Site")
    locale = apps.get_model("wagtailcore.Locale").objects.get_or_create(language_code="fr")[0]
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    made = []
    for app, model, title, slug, path in PAGES:
        kind, _ = ContentType.objects.get_or_create(app_label=app, model=model.lower())
        page = apps.get_model(app, model).objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=kind,
            locale=locale,
            path=path,
            depth=len(path) // 4,
            numchild=4 if model == "HomePage" else 0,
            url_path="/accueil/" if model == "HomePage" else f"/accueil/{slug}/",
            show_in_menus=False,
        )
        if model == "ProsePage":
            page.introduction = "<p>Cette page est à rédiger avant la mise en service du site.</p>"
            page.save()
        made.append(page)
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(hostname="localhost", root_page_id=made[0].pk, is_default_site=True, site_name="Coconseil")


def uproot(apps, schema_editor):
    """Remove the pages again, children first."""
    for app, model, *_rest in reversed(PAGES):
        apps.get_model(app, model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("council", "0001_initial"),
        ("deliberations", "0001_initial"),
        ("wagtailcore", "__latest__"),
        ("wagtailredirects", "__latest__"),
        ("contenttypes", "__latest__"),
    ]

    operations = [migrations.RunPython(plant, uproot)]
