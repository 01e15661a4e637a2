"""A real browser in front of a real server: Chromium of the system, each person in a context of their own."""

import os
from contextlib import ExitStack
from importlib import import_module

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from playwright.sync_api import sync_playwright
from wagtail.models import Locale, Page

from home.models import HomePage
from tests.accounts.factories import PASSWORD

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in the test's thread
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


class Visitor:
    """Somebody at the site: what they see is checked at each page they look at."""

    def __init__(self, browser, base, user=None):
        self.base = base
        self.context = browser.new_context(locale="fr-FR", viewport=WIDE, reduced_motion="reduce")
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.trouble = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda line: line.type == "error" and self.trouble.append(line.text))
        if user:
            self.sign_in(user)

    def sign_in(self, user):
        self.go("/compte/login/")
        self.page.fill("input[name=login]", user.email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/espace/")

    def go(self, path):
        response = self.page.goto(self.base + path)
        assert response.status == 200, (path, response.status)
        return self

    def click(self, name, role="button"):
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.page.wait_for_selector("body:not([aria-busy])")  # a gesture at the desk answers without a new page
        return self

    def fill(self, **fields):
        for name, value in fields.items():
            control = self.page.locator(f"[name={name}]").first
            if control.evaluate("e => e.tagName") == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)
        return self

    def sees(self, *words):
        text = self.page.locator("body").inner_text().replace("\u202f", " ").replace("\u00a0", " ")
        for word in words:
            assert word.lower() in text.lower(), f"« {word} » not on {self.page.url}:\n{text[:1500]}"
        return self

    def look(self):
        """Nothing found by axe, nothing wider than a telephone, one title, no error in the console."""
        found = Axe().run(self.page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found] == [], self.page.url
        assert self.page.locator("h1").count() == 1, self.page.url
        self.page.set_viewport_size(NARROW)
        sideways = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.page.set_viewport_size(WIDE)
        assert sideways <= 1, f"{self.page.url} scrolls sideways by {sideways} px at 360 px"
        assert self.trouble == [], self.page.url
        return self


@pytest.fixture
def planted(live_server):
    """The first pages of a new site, planted again when the test before emptied every table."""
    if not HomePage.objects.exists():
        locale, _ = Locale.objects.get_or_create(language_code="fr")
        if not Page.objects.filter(depth=1).exists():
            Page.add_root(title="Root", slug="root", locale=locale)
        import_module("home.migrations.0002_first_pages").plant(apps, None)


@pytest.fixture
def visit(browser, live_server, planted):
    """Return a function that opens the site for an account, or for an anonymous reader."""
    with ExitStack() as opened:

        def open_for(user=None):
            visitor = Visitor(browser, live_server.url, user)
            opened.callback(visitor.context.close)
            return visitor

        yield open_for
