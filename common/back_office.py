"""What the screens of the back office share: records that stay, acts that go through services, their history.

A record's own values are edited in forms; what happens to it is an `Act`, run by the service that knows its rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import CreateView, IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from common.doors import attempt
from common.spreadsheets.writing import cell

HISTORY_SHOWN = 50


class Limited(ModelPermissionPolicy):
    """A policy that grants some actions at most, to superusers too (RULES A1, C6)."""

    granted: tuple[str, ...] = ()

    def user_has_permission(self, user, action):
        return action in self.granted and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class ReadOnly(Limited):
    """Records that are seen, and written by services only."""

    granted = ("view",)


class ActsOnly(Limited):
    """Records that are added through a service and then only change by acts."""

    granted = ("view", "add")


class NeverDeleted(Limited):
    """Records that people keep up to date and that old acts point to."""

    granted = ("view", "add", "change")


@dataclass(frozen=True)
class Act:
    """Something that is done to a record: its address and label, what must be typed, and the service that does it."""

    name: str
    label: str | Promise
    run: Callable  # (record, by=, at=, **typed)
    done: str | Promise
    form_class: type[forms.Form] = forms.Form
    icon: str = "edit"


class ActView(WagtailAdminTemplateMixin, FormView):
    """The screen of one act on one record; a refusal keeps what was typed (RULES E1, E3)."""

    template_name = "back_office/act.html"
    model = act = inspect_url_name = index_url_name = None

    def dispatch(self, request, *args, **kwargs):
        permission = f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"
        if not request.user.has_perm(permission):
            raise PermissionDenied
        self.record = get_object_or_404(self.model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return self.act.form_class

    def get_success_url(self):
        return reverse(self.inspect_url_name, args=[self.record.pk])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)},
            {"url": self.get_success_url(), "label": str(self.record)},
            {"url": "", "label": self.act.label},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "record": self.record,
            "submit_button_label": self.act.label,
            "back_url": self.get_success_url(),
        }

    def get_page_title(self):
        return self.act.label

    def get_page_subtitle(self):
        return str(self.record)

    def form_valid(self, form):
        act = partial(self.act.run, self.record, by=self.request.user, at=timezone.now(), **form.cleaned_data)
        if attempt(self.request, act, done=self.act.done, form=form):
            return redirect(self.get_success_url())
        return self.form_invalid(form)


class RecordIndexView(IndexView):
    """A list that asks as many questions for thirty rows as for three."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self):
        return super().get_base_queryset().select_related(*self.related)

    def preprocess_field_value(self, field, value, export_format):
        """In a CSV, a text that a spreadsheet program would take for a formula is marked as text."""
        shown = super().preprocess_field_value(field, value, export_format)
        return cell(shown) if export_format == self.FORMAT_CSV else shown


class RecordInspectView(InspectView):
    """A record with the acts one may do to it and the history of its values."""

    template_name = "back_office/inspect.html"
    acts: tuple[Act, ...] = ()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"acts": self._acts(), "history": _history(self.object)}

    def _acts(self):
        if not self.request.user.has_perm(f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"):
            return []
        namespace = self.index_url_name.partition(":")[0]
        return [(act, reverse(f"{namespace}:{act.name}", args=[self.object.pk])) for act in self.acts]


class ServiceCreateView(CreateView):
    """A new record made by a service: `create(by=, at=, **typed)`."""

    template_name = "back_office/create.html"
    create: Callable | None = None

    def form_valid(self, form):
        self.form = form  # what the view draws again after a refusal
        act = partial(self.create, by=self.request.user, at=timezone.now(), **form.cleaned_data)
        if attempt(self.request, act, done=_("Enregistré."), form=form):
            return redirect(self.index_url_name)
        return self.render_to_response(self.get_context_data())


class RecordViewSet(ModelViewSet):
    """The screens of one kind of record: list, search, filters, export, details with history, acts."""

    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    search_backend_name = None
    inspect_view_fields_exclude = ["id"]
    list_per_page = 50
    related: tuple[str, ...] = ()  # what a row of the list names besides its own values
    acts: tuple[Act, ...] = ()
    create: Callable | None = None  # a service; without one the form saves the record itself

    @property
    def add_view_class(self):
        return ServiceCreateView if self.create else CreateView

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(add_item_label=_("Ajouter"), related=self.related, **kwargs)

    def get_add_view_kwargs(self, **kwargs):
        service = {"create": self.create} if self.create else {}
        return super().get_add_view_kwargs(page_title=_("Ajouter"), **service, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(acts=self.acts, **kwargs)

    def get_urlpatterns(self):
        conv = self.pk_path_converter
        return super().get_urlpatterns() + [
            path(f"{act.name}/<{conv}:pk>/", self.construct_view(ActView, act=act), name=act.name) for act in self.acts
        ]


def _history(record):
    """Who changed what, the latest first; nothing for records without a history of their own."""
    if not hasattr(record, "history"):
        return []
    rows = list(record.history.select_related("history_user").order_by("-history_id")[: HISTORY_SHOWN + 1])
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [(row, _changes(row, before)) for row, before in list(pairs)[:HISTORY_SHOWN]]


def _changes(row, before):
    if before is None:
        return []
    label = {field.name: capfirst(field.verbose_name) for field in row.tracked_fields}
    delta = row.diff_against(before)
    return [(label.get(change.field, change.field), change.old, change.new) for change in delta.changes]
