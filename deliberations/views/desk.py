"""The session desk as one page: what it shows, and the forms that stand on it."""

from django.shortcuts import redirect, render
from django.urls import reverse

from common.doors import attempt
from deliberations import desk_forms, forms
from deliberations.consent_forms import SpokenConsentForm
from deliberations.presenters import desk as shown
from deliberations.presenters.consent import answering_seats
from deliberations.procedure import is_early
from governance.enums import Method


def address(sitting, item=None, anchor=""):
    """The desk at a place on the page, held on an item when it is not the one under way, which the desk follows."""
    query = f"?point={item.pk}" if item and not (item.started_at and item.ended_at is None) else ""
    return reverse("deliberations:conduct", args=[sitting.slug]) + query + anchor


def desk(request, sitting, at, *, item=None, **bound):
    """Draw the desk. `bound`: forms that came back refused, under their name, with what was typed (RULES E1)."""
    context = shown.desk_page(sitting, request.user, at, item.pk if item else request.GET.get("point"))
    context["forms"] = blank_forms(context) | bound
    return render(request, "deliberations/desk.html", context)


def blank_forms(context):
    """The forms that the state of the desk calls for, each with its own prefix of identifiers."""
    room, item = context["room"], context["item"]
    seats = shown.voting_seats(room)
    made = {
        "opening": opening_form(context["sitting"], room, context["at"]),
        "chair": forms.ChairForm(chairs=shown.possible_chairs(room), auto_id="chair_%s"),
        "proxy": forms.ProxyForm(holders=seats, givers=shown.possible_givers(room), auto_id="proxy_%s"),
    }
    if item:
        made |= item_forms(item, seats, shown.people_here(room))
    return made


def opening_form(sitting, room, at, data=None):
    chairs = shown.possible_chairs(room)
    return forms.OpeningForm(
        data,
        chairs=chairs,
        people=shown.people_of(room),
        early=is_early(sitting, at),
        initial={"presiding": sitting.presiding_id, "secretary": sitting.secretary_id},
        auto_id="opening_%s",
    )


def item_forms(item, seats, here):
    words = dict(zip(("text", "expected"), item["words"], strict=True))
    made = {
        "discussion": forms.DiscussionForm(initial=words, auto_id="discussion_%s"),
        "recusal": forms.RecusalForm(seats=seats, auto_id="recusal_%s"),
        "action": forms.ActionForm(auto_id="action_%s"),
        "speaker": desk_forms.SpeakerForm(people=here, auto_id="speaker_%s"),
        "motion": desk_forms.MotionForm(people=here, auto_id="motion_%s"),
        "defer": forms.ReasonForm(auto_id="defer_%s"),
        "send_back": forms.ReasonForm(auto_id="send_back_%s"),
        "method": forms.MethodForm(imposed=item["imposed"], auto_id="method_%s"),
        "preference": desk_forms.PreferenceForm(auto_id="preference_%s"),
        "election": desk_forms.ElectionForm(auto_id="election_%s"),
        "amendment": amendment_form(item),
        "request": forms.MethodRequestForm(auto_id="request_%s"),
        "casting": forms.CastingVoteForm(auto_id="casting_%s"),
        "void": forms.ReasonForm(auto_id="void_%s"),
    }
    if item["to_follow"]:
        made["next_round"] = next_round_form(item["to_follow"])
    if (ballot := item["open_ballot"]) and item["manner"].entered:
        made["counts"] = forms.CountsForm(ballot=ballot, auto_id="counts_%s")
    if ballot and ballot.method == Method.CONSENT:
        made["consent"] = SpokenConsentForm(seats=answering_seats(ballot), auto_id="consent_%s")
    return made


def next_round_form(ballot, data=None):
    return desk_forms.NextRoundForm(data, standing=ballot.terms.get("standing", ()), auto_id="next_%s")


def amendment_form(item):
    """The form that opens the ballot on an amendment, while one waits (RULES R4)."""
    choices = item["amendments"].choices if item["amendments"] else []
    return desk_forms.AmendmentBallotForm(amendments=choices, imposed=item["imposed"], auto_id="amendment_%s")


def desk_form(request, sitting, at, name, form, act, *, done, item=None, anchor=""):
    """Take a form that stands on the desk: back to its place when done, the desk with what was typed when refused."""
    if form.is_valid() and attempt(request, lambda: act(form.cleaned_data), done=done, form=form):
        return redirect(address(sitting, item, anchor))
    return desk(request, sitting, at, item=item, **{name: form})
