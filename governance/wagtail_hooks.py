"""Recommendations in the back office: seen, searched, exported; they move by the steps of their life only (R2)."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from accounts.rules import is_clerk
from common.back_office import NeverDeleted, ReadOnly, RecordViewSet
from common.import_views import ImportViewSet
from governance.columns import COLUMNS
from governance.imports import import_recommendations
from governance.models import (
    Answer,
    Ballot,
    FollowUpStep,
    LiaisonLink,
    Recommendation,
    RecommendationMove,
    Referral,
    Theme,
    Transmission,
    Version,
)
from governance.views.back_office import BallotInspectView, RecommendationIndexView, RecommendationInspectView

RECORDED = (
    Recommendation, Version, RecommendationMove, Ballot, Transmission, LiaisonLink, Answer, FollowUpStep, Referral,
)  # fmt: skip
for recorded in RECORDED:
    register_permission_policy(recorded, ReadOnly(recorded))
register_permission_policy(Theme, NeverDeleted(Theme))


class RecommendationViewSet(RecordViewSet):
    model = Recommendation
    icon = "doc-full-inverse"
    menu_label = _("Recommandations")
    form_fields = ["title"]
    index_view_class = RecommendationIndexView
    inspect_view_class = RecommendationInspectView
    related = ("author",)
    list_display = ["number", "title", "state", "author"]
    list_filter = ["state", "kind", "themes", "year"]
    list_export = ["number", "kind", "state", "title", "summary", "author", "public_since"]
    export_filename = "recommandations"
    search_fields = ["number", "title", "summary", "body"]


class VersionViewSet(RecordViewSet):
    model = Version
    related = ("recommendation",)
    icon = "copy"
    menu_label = _("Versions")
    form_fields = ["title"]
    list_display = ["recommendation", "number", "title", "frozen_at"]
    list_filter = ["frozen_at"]
    list_export = ["recommendation", "number", "title", "digest", "reason", "frozen_at"]
    export_filename = "versions"
    search_fields = ["recommendation__number", "title", "digest"]


class MoveViewSet(RecordViewSet):
    model = RecommendationMove
    related = ("recommendation",)
    icon = "history"
    menu_label = _("Démarches")
    form_fields = ["note"]
    list_display = ["recommendation", "step", "target", "at", "by_function"]
    list_filter = ["step", "by_function", "at"]
    list_export = ["recommendation", "step", "source", "target", "at", "by_function", "note"]
    export_filename = "demarches"
    search_fields = ["recommendation__number", "step", "note"]
    ordering = "-pk"


class BallotViewSet(RecordViewSet):
    model = Ballot
    icon = "tick-inverse"
    menu_label = _("Scrutins")
    form_fields = ["question"]
    inspect_view_class = BallotInspectView
    related = ("version__recommendation", "amendment__recommendation")
    inspect_view_fields = [
        "question", "version", "amendment", "text_digest", "method", "occasion", "occasion_date", "state", "entitled",
        "present", "represented", "opened_at", "closed_at", "outcome", "proclaimed_at", "void_reason",
    ]  # fmt: skip
    list_display = ["question", "version", "amendment", "occasion_date", "state", "outcome"]
    list_filter = ["state", "method", "occasion_date"]
    list_export = ["pk", "question", "version", "amendment", "method", "occasion", "occasion_date", "state", "outcome"]
    export_filename = "scrutins"
    search_fields = ["question", "occasion", "version__recommendation__number"]
    ordering = "-opened_at"


class TransmissionViewSet(RecordViewSet):
    model = Transmission
    related = ("recommendation",)
    inspect_view_fields_exclude = ["id", "document"]
    icon = "mail"
    menu_label = _("Transmissions")
    form_fields = ["letter"]
    list_display = ["recommendation", "addressee", "sent_on", "due_on", "acknowledged_on"]
    list_filter = ["sent_on", "due_on"]
    list_export = ["recommendation", "addressee", "sent_on", "due_on", "acknowledged_on", "text_digest",
                   "document_digest"]  # fmt: skip
    export_filename = "transmissions"
    search_fields = ["recommendation__number", "addressee"]


class AnswerViewSet(RecordViewSet):
    model = Answer
    inspect_view_fields_exclude = ["id", "attachment"]
    related = ("transmission__recommendation",)
    icon = "comment"
    menu_label = _("Réponses")
    form_fields = ["reason"]
    list_display = ["transmission", "outcome", "answered_on", "deliberation_number"]
    list_filter = ["outcome", "answered_on"]
    list_export = ["transmission", "outcome", "answered_on", "deliberation_number", "reason"]
    export_filename = "reponses"
    search_fields = ["transmission__recommendation__number", "deliberation_number", "reason"]
    ordering = "-answered_on"


class FollowUpViewSet(RecordViewSet):
    model = FollowUpStep
    inspect_view_fields_exclude = ["id", "evidence_file"]
    related = ("recommendation",)
    icon = "tasks"
    menu_label = _("Suites")
    form_fields = ["title"]
    list_display = ["recommendation", "title", "owner", "due_on", "progress"]
    list_filter = ["due_on", "done_on"]
    list_export = ["recommendation", "parent", "weight", "title", "owner", "due_on", "progress", "done_on", "evidence",
                   "evidence_url"]  # fmt: skip
    export_filename = "suites"
    search_fields = ["recommendation__number", "title", "owner"]


class LinkViewSet(RecordViewSet):
    model = LiaisonLink
    related = ("transmission__recommendation",)
    inspect_view_fields_exclude = ["id", "token_digest"]
    icon = "link"
    menu_label = _("Liens de l’assemblée")
    form_fields = ["address"]
    list_display = ["transmission", "occasion", "address", "status", "sent_at", "expires_at", "revoked_at"]
    list_filter = ["occasion", "status"]
    list_export = ["transmission", "occasion", "status", "issued_at", "sent_at", "expires_at", "revoked_at"]
    export_filename = "liens"
    search_fields = ["transmission__recommendation__number", "address"]


class ReferralViewSet(RecordViewSet):
    model = Referral
    related = ("opinion",)
    icon = "help"
    menu_label = _("Saisines")
    form_fields = ["question"]
    list_display = ["number", "question", "asked_by", "asked_on", "due_on", "opinion"]
    list_filter = ["asked_by", "year"]
    list_export = ["number", "question", "asked_by", "reference", "asked_on", "due_on", "opinion"]
    export_filename = "saisines"
    search_fields = ["number", "question", "context"]


class ThemeViewSet(RecordViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Thèmes")
    form_fields = ["name", "slug"]
    list_display = ["name", "slug"]
    list_export = form_fields
    export_filename = "themes"
    search_fields = ["name"]


class RecommendationsImport(ImportViewSet):
    menu_label = _("Importer des recommandations")
    columns = COLUMNS
    file_name = "recommandations"
    list_url_name = "recommendation:index"
    run = staticmethod(import_recommendations)
    allowed = staticmethod(is_clerk)  # what is taken over is signed by the secretariat


class RecommendationsGroup(ModelViewSetGroup):
    menu_label = _("Recommandations")
    menu_icon = "doc-full-inverse"
    menu_order = 210
    items = (
        RecommendationViewSet("recommendation"),
        BallotViewSet("ballot"),
        ReferralViewSet("referral"),
        TransmissionViewSet("transmission"),
        LinkViewSet("liaisonlink"),
        AnswerViewSet("answer"),
        FollowUpViewSet("followupstep"),
        VersionViewSet("version"),
        MoveViewSet("recommendationmove"),
        ThemeViewSet("theme"),
        RecommendationsImport("import_recommendations", url_prefix="importer-des-recommandations"),
    )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return RecommendationsGroup()
