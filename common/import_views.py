"""Importing records from the back office: the file is checked, its report read, then confirmed (RULES E2).

Nothing stays on the server between the two: the page carries the file it has checked, and it is checked again.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from common.spreadsheets import Column, Unreadable, template_csv, template_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATES = {"csv": (template_csv, "text/csv; charset=utf-8"), "xlsx": (template_xlsx, XLSX)}
MAX_BYTES = 2 * 1024 * 1024


class ImportForm(forms.Form):
    """The spreadsheet to bring in."""

    file = forms.FileField(
        label=_("Tableau (CSV ou XLSX)"),
        help_text=_("Vérifié d’abord\u202f; rien n’est écrit avant votre confirmation."),
    )


class ForImporters:
    """The door of a view of an ImportViewSet (`job`)."""

    job = None

    def dispatch(self, request, *args, **kwargs):
        if not self.job.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportView(ForImporters, WagtailAdminTemplateMixin, FormView):
    """Choose a file, read the report, confirm."""

    template_name = "back_office/import.html"
    form_class = ImportForm
    header_icon = "upload"

    def get_page_title(self):
        return self.job.menu_label

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.job.menu_label}]

    def post(self, request, *args, **kwargs):
        if "content" in request.POST:
            return self.confirmed(request.POST["content"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        content = form.cleaned_data["file"].read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            form.add_error(
                "file",
                _("Ce fichier dépasse 2\u202fMo\u202f: importez-le par la commande %(command)s.")
                % {"command": self.job.name},
            )
            return self.form_invalid(form)
        try:
            report = self.run(content, check=True)
        except Unreadable as refusal:
            form.add_error("file", refusal)
            return self.form_invalid(form)
        welcome = report.ok and (report.created or report.updated)
        shown = {"form": form, "report": report, "content": b64encode(content).decode() if welcome else ""}
        return self.render_to_response(self.get_context_data(**shown))

    def confirmed(self, encoded):
        """Import what was checked; what changed meanwhile is reported as a first check would."""
        try:
            report = self.run(b64decode(encoded, validate=True), check=False)
        except (binascii.Error, Unreadable) as error:
            raise Http404 from error
        if report.ok:
            messages.success(self.request, report.as_text())
            return redirect(self.job.list_url_name)
        return self.render_to_response(self.get_context_data(form=self.get_form_class()(), report=report))

    def run(self, content, *, check):
        return self.job.run(content, by=self.request.user, at=timezone.now(), check=check)

    def get_context_data(self, **kwargs):
        addresses = [(ext.upper(), f"{self.job.url_namespace}:template", ext) for ext in TEMPLATES]
        return super().get_context_data(**kwargs) | {"columns": self.job.columns, "templates": addresses}


class TemplateView(ForImporters, View):
    """An empty spreadsheet with the headings, to be filled in."""

    def get(self, request, extension):
        write, content_type = TEMPLATES[extension]
        named = {"Content-Disposition": f'attachment; filename="{self.job.file_name}-modele.{extension}"'}
        return HttpResponse(write(self.job.columns), content_type=content_type, headers=named)


class ImportViewSet(ViewSet):
    """One import: its columns, who may run it, and the function that does. Its name is that of the command."""

    icon = "upload"
    columns: tuple[Column, ...] = ()
    file_name = ""  # of the templates: membres gives membres-modele.csv
    list_url_name = ""  # where what came in is seen
    run: Callable  # (content, by=, at=, check=) -> Report
    allowed: Callable  # (user) -> bool

    @property
    def menu_item_class(self):
        """An item shown to who may import."""
        job = self
        return type("ImportMenuItem", (MenuItem,), {"is_shown": lambda item, request: job.allowed(request.user)})

    def get_urlpatterns(self):
        template = TemplateView.as_view(job=self)
        return [
            path("", ImportView.as_view(job=self), name="index"),
            re_path(rf"^{self.file_name}-modele\.(?P<extension>csv|xlsx)$", template, name="template"),
        ]
