"""Addresses of the sittings."""

from django.urls import include, path

from deliberations.views import ballots, conduct, dispatches, items, members, minutes, preparation, public, reports

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
    path("renvoyer/", dispatches.send_changes, name="send_changes"),
    path("envois/", dispatches.progress, name="dispatches"),
    path("envois.csv", dispatches.proof, name="proof_of_sending"),
    path("relancer/", dispatches.remind, name="remind"),
    path("reessayer/", dispatches.retry, name="retry"),
    path("incertains/<int:pk>/renvoyer/", dispatches.resend, name="resend"),
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
of_one_sitting = [
    path("", public.sitting, name="sitting"),
    path("agenda.ics", public.sitting_calendar, name="sitting_calendar"),
    path("reponse/", members.reply, name="reply"),
    path("preparation/", include(to_prepare)),
    path("conduite/", include(to_conduct)),
    path("proces-verbal/", minutes.minutes, name="minutes"),
    path("proces-verbal/mots/", minutes.words, name="minutes_words"),
    path("proces-verbal/relecture/", minutes.circulate, name="circulate_minutes"),
    path("proces-verbal/approuver/", minutes.approve, name="approve_minutes"),
    path("proces-verbal/publier/", minutes.publish, name="publish_minutes"),
    path("proces-verbal.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("convocation.pdf", minutes.notice_pdf, name="notice_pdf"),
    path("ordre-du-jour.pdf", public.agenda_pdf, name="agenda_pdf"),
    path("feuille-de-presence.pdf", minutes.sheet_pdf, name="sheet_pdf"),
]

app_name = "deliberations"
urlpatterns = [
    path("seances/", public.sittings, name="sittings"),
    path("seances/agenda.ics", public.calendar, name="calendar"),
    path("seances/nouvelle/", preparation.new, name="new"),
    path("seances/assiduite/", reports.attendance, name="attendance"),
    path("seances/assiduite.csv", reports.attendance_csv, name="attendance_csv"),
    path("seances/assiduite.pdf", reports.attendance_pdf, name="attendance_pdf"),
    path("seances/<slug:slug>/", include(of_one_sitting)),
    path("reponses/<str:token>/", members.answer, name="answer"),
]
