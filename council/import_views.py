"""Importing members from the back office: the file is checked, its report read, then confirmed (RULES E2).

Nothing stays on the server between the two: the page carries the file it has checked, and it is checked again.
"""

import binascii
from base64 import b64decode, b64encode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from common.spreadsheets import Unreadable, template_csv, template_xlsx
from council.columns import COLUMNS
from council.forms import ImportForm
from council.imports import import_members

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATES = {"csv": (template_csv, "text/csv; charset=utf-8"), "xlsx": (template_xlsx, XLSX)}
MAX_BYTES = 2 * 1024 * 1024


class ForClerks:
    """Whoever may seat people may import them."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("council.add_term"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportView(ForClerks, WagtailAdminTemplateMixin, FormView):
    """Choose a file, read the report, confirm."""

    template_name = "council/back_office/import.html"
    form_class = ImportForm
    page_title = _("Importer des membres")
    header_icon = "upload"
    list_url_name = None

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        if "content" in request.POST:
            return self.confirmed(request.POST["content"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        content = form.cleaned_data["file"].read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            form.add_error("file", _("Ce fichier dépasse 2\u202fMo\u202f: importez-le par la commande import_members."))
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
            return redirect(self.list_url_name)
        return self.render_to_response(self.get_context_data(form=self.get_form_class()(), report=report))

    def run(self, content, *, check):
        return import_members(content, by=self.request.user, at=timezone.now(), check=check)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"columns": COLUMNS}


class TemplateView(ForClerks, View):
    """An empty spreadsheet with the headings, to be filled in."""

    def get(self, request, extension):
        write, content_type = TEMPLATES[extension]
        named = {"Content-Disposition": f'attachment; filename="membres-modele.{extension}"'}
        return HttpResponse(write(COLUMNS), content_type=content_type, headers=named)
