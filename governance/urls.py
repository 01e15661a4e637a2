"""Addresses of the recommendations, their ballots and what became of them."""

from django.urls import path, register_converter

from governance.views import (
    amending,
    amendments,
    catalogue,
    coauthors,
    comparing,
    contributions,
    feeds,
    history,
    liaison,
    papers,
    proposals,
    public,
    referrals,
    steps,
    voting,
)


class Number:
    """The number of a recommendation: 2026-014."""

    regex = r"[0-9]{4}-[0-9]{3,5}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class ReferralNumber(Number):
    """The number of a referral: S2026-04."""

    regex = r"S[0-9]{4}-[0-9]{2,4}"


register_converter(Number, "number")
register_converter(ReferralNumber, "referral")

app_name = "governance"
urlpatterns = [
    path("recommandations/", catalogue.recommendations, name="recommendations"),
    path("recommandations.csv", catalogue.as_csv, name="recommendations_csv"),
    path("recommandations/flux.atom", feeds.Latest(), name="feed"),
    path("recommandations/themes/<slug:slug>/flux.atom", feeds.OfTheme(), name="theme_feed"),
    path("recommandations/<number:number>/flux.atom", feeds.OfText(), name="text_feed"),
    path("suites/flux.atom", feeds.Answers(), name="answers_feed"),
    path("recommandations/nouvelle/", proposals.new, name="new"),
    path("recommandations/apercu/", proposals.preview, name="preview"),
    path("recommandations/proches/", proposals.near, name="near"),
    path("recommandations/brouillons/<int:pk>/", proposals.draft, name="draft"),
    path("recommandations/brouillons/<int:pk>/auteurs/", coauthors.co_authors, name="co_authors"),
    path("recommandations/brouillons/<int:pk>/auteurs/<slug:act>/", coauthors.act, name="co_author_act"),
    path("recommandations/<number:number>/", public.recommendation, name="recommendation"),
    path("recommandations/<number:number>/texte/", public.text, name="text"),
    path("recommandations/<number:number>/versions/", comparing.versions, name="versions"),
    path("recommandations/<number:number>/versions/comparer/", comparing.choose, name="choose_versions"),
    path("recommandations/<number:number>/versions/<int:version>/", comparing.version, name="version"),
    path("recommandations/<number:number>/versions/<int:old>..<int:new>/", comparing.compared, name="compared"),
    path("recommandations/<number:number>/amendements/", amendments.listing, name="amendments"),
    path("recommandations/<number:number>/amendements/au-fil-du-texte/", amendments.board, name="amendment_board"),
    path("recommandations/<number:number>/amendements/nouveau/", amending.new, name="amend"),
    path("recommandations/<number:number>/amendements/integrer/", amending.integrate, name="integrate"),
    path("recommandations/<number:number>/amendements/figer/", amending.publish, name="publish_version"),
    path("recommandations/<number:number>/amendements/<int:sequence>/", amendments.amendment, name="amendment"),
    path("recommandations/<number:number>/amendements/<int:sequence>/reprendre/", amending.restate, name="restate"),
    path(
        "recommandations/<number:number>/amendements/<int:sequence>/demarches/<slug:name>/",
        amending.step,
        name="amendment_step",
    ),
    path("recommandations/<number:number>/contributions/", contributions.contributions, name="contributions"),
    path(
        "recommandations/<number:number>/contributions/<int:pk>/retirer/",
        contributions.withdraw,
        name="withdraw_contribution",
    ),
    path(
        "recommandations/<number:number>/contributions/<int:pk>/masquer/",
        contributions.hide,
        name="hide_contribution",
    ),
    path("recommandations/<number:number>/historique/", history.history, name="history"),
    path("recommandations/<number:number>/scrutins/", public.ballots, name="ballots"),
    path("recommandations/<number:number>/documents/", public.documents, name="documents"),
    path("recommandations/<number:number>/modifier/", proposals.edit, name="edit"),
    path("recommandations/<number:number>/demarches/<slug:name>/", steps.step, name="step"),
    path("recommandations/<number:number>/suites/", steps.follow, name="follow"),
    path("recommandations/<number:number>/suites/<int:pk>/", steps.follow, name="follow"),
    path("scrutins/<int:pk>/", public.ballot, name="ballot"),
    path("scrutins/<int:pk>/position-minoritaire/", contributions.attach, name="attach_opinion"),
    path("scrutins/<int:pk>/voter/", voting.vote, name="vote"),
    path("suites/", catalogue.board, name="board"),
    path("suites/<int:year>/", catalogue.annual, name="annual"),
    path("suites/<int:year>.pdf", papers.annual, name="annual_pdf"),
    path("recommandations/<number:number>/echanges/", liaison.exchanges, name="exchanges"),
    path("recommandations/<number:number>/deliberation.pdf", papers.deliberation, name="deliberation"),
    path("recommandations/<number:number>/suites/<int:pk>/document.pdf", papers.evidence, name="evidence"),
    path("saisines/", referrals.referrals, name="referrals"),
    path("saisines/nouvelle/", referrals.ask, name="ask"),
    path("saisines/<referral:number>/", referrals.referral, name="referral"),
    path("saisines/<referral:number>/avis/", referrals.begin, name="begin_opinion"),
    path("transmissions/<str:token>/", liaison.dossier_page, name="liaison"),
    path("transmissions/<str:token>/document.pdf", liaison.document, name="link_document"),
    path("transmissions/<str:token>/suites/", liaison.follow, name="link_follow"),
    path("transmissions/<str:token>/suites/<int:pk>/", liaison.follow, name="link_follow"),
    path("transmissions/<str:token>/<slug:name>/", liaison.act, name="link_act"),
    path("recommandations/<number:number>.pdf", papers.leaflet, name="leaflet"),
    path("recommandations/<number:number>/transmission.pdf", papers.letter, name="letter"),
]
