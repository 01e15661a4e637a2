"""Addresses of the sittings."""

from django.urls import include, path

from deliberations.views import (
    ballots,
    conduct,
    corrections,
    items,
    members,
    minutes,
    minutes_writing,
    papers,
    preparation,
    public,
)

to_prepare = [
    path("", preparation.preparation, name="preparation"),
    path("date-et-lieu/", preparation.facts, name="facts"),
    path("points/ajouter/", preparation.add_item, name="add_item"),
    path("points/inscrire/", preparation.place, name="place"),
    path("points/<int:pk>/", preparation.change_item, name="change_item"),
    path("points/<int:pk>/deplacer/", preparation.move_item, name="move_item"),
    path("points/<int:pk>/retirer/", preparation.remove_item, name="remove_item"),
    path("actions/<int:pk>/faite/", items.action_done, name="action_done"),
    path("signer/", preparation.sign, name="sign"),
    path("convoquer/", preparation.convene, name="convene"),
    path("renvoyer/", preparation.send_changes, name="send_changes"),
    path("reessayer/", preparation.retry, name="retry"),
    path("reporter/", preparation.postpone, name="postpone"),
    path("annuler/", preparation.cancel, name="cancel"),
    path("seconde-convocation/", preparation.second_call, name="second_call"),
]
to_conduct = [
    path("", conduct.conduct, name="conduct"),
    path("etat/", conduct.state, name="live"),
    path("ouvrir/", conduct.open_sitting, name="open"),
    path("ajourner/", conduct.adjourn, name="adjourn"),
    path("lever/", conduct.close_sitting, name="close"),
    path("presidence/", conduct.change_chair, name="chair"),
    path("presences/", conduct.presence, name="presence"),
    path("pouvoirs/", conduct.give_proxy, name="give_proxy"),
    path("pouvoirs/<int:pk>/revoquer/", conduct.revoke_proxy, name="revoke_proxy"),
    path("points/<int:pk>/debats/", items.discussion, name="discussion"),
    path("points/<int:pk>/deport/", items.recuse, name="recuse"),
    path("points/<int:pk>/<slug:name>/", items.act, name="item_act"),
    path("deports/<int:pk>/retour/", items.come_back, name="come_back"),
    path("scrutins/<int:pk>/clore/", ballots.close, name="close_ballot"),
    path("scrutins/<int:pk>/decompte/", ballots.counts, name="counts"),
    path("scrutins/<int:pk>/appel/", ballots.call_roll, name="call_roll"),
    path("scrutins/<int:pk>/voix-preponderante/", ballots.casting_vote, name="casting_vote"),
    path("scrutins/<int:pk>/annuler/", ballots.void, name="void_ballot"),
    path("scrutins/<int:pk>/proclamer/", ballots.proclaim, name="proclaim"),
]
to_minute = [
    path("", minutes.minutes, name="minutes"),
    path("apercu/", minutes_writing.minutes_preview, name="minutes_preview"),
    path("mots/", minutes_writing.words, name="minutes_words"),
    path("points/<int:pk>/", minutes_writing.item_words, name="minutes_item"),
    path("points/<int:number>.pdf", minutes.extract_pdf, name="extract_pdf"),
    path("liste/", minutes_writing.publish_list, name="publish_list"),
    path("relecture/", minutes_writing.circulate, name="circulate_minutes"),
    path("corrections/", corrections.ask, name="ask_correction"),
    path("corrections/<int:pk>/accepter/", corrections.accept, name="accept_correction"),
    path("corrections/<int:pk>/ecarter/", corrections.decline, name="decline_correction"),
    path("desaccords/", corrections.dissent, name="dissent"),
    path("desaccords/<int:pk>/retirer/", corrections.withdraw, name="withdraw_dissent"),
    path("approuver/", minutes_writing.approve, name="approve_minutes"),
    path("signe/", minutes_writing.attach, name="attach_signed"),
    path("signe/<int:pk>.pdf", minutes.signed_copy, name="signed_copy"),
    path("occultations/", minutes_writing.redactions, name="redactions"),
    path("occultations/<int:pk>/lever/", minutes_writing.lift, name="lift_redaction"),
    path("publier/", minutes_writing.publish, name="publish_minutes"),
]
of_one_sitting = [
    path("", public.sitting, name="sitting"),
    path("agenda.ics", public.sitting_calendar, name="sitting_calendar"),
    path("reponse/", members.reply, name="reply"),
    path("preparation/", include(to_prepare)),
    path("conduite/", include(to_conduct)),
    path("proces-verbal/", include(to_minute)),
    path("proces-verbal.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("proces-verbal.xml", minutes.minutes_xml, name="minutes_xml"),
    path("examine/", minutes.examined, name="examined"),
    path("releve-de-decisions.pdf", papers.decisions_pdf, name="decisions_pdf"),
    path("convocation.pdf", papers.notice_pdf, name="notice_pdf"),
    path("feuille-de-presence.pdf", papers.sheet_pdf, name="sheet_pdf"),
    path("points/<int:pk>/bulletins/", papers.ballot_papers, name="ballot_papers"),
]

app_name = "deliberations"
urlpatterns = [
    path("seances/", public.sittings, name="sittings"),
    path("seances/agenda.ics", public.calendar, name="calendar"),
    path("seances/nouvelle/", preparation.new, name="new"),
    path("seances/<slug:slug>/", include(of_one_sitting)),
]
