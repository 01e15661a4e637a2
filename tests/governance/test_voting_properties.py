"""What holds of every count, whatever the rule (RULES V3 to V6, V13)."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from governance.voting import Base, Choice, Colleges, DecidedBy, Rule, Verdict, Vote, decide

from .ballots import NO_QUORUM_RULE, as_votes, counts, elections, plain, rules, steady, thresholds, votes, weights


@steady
@given(elections(), rules(), st.sampled_from(["roll_call", "secret"]), st.sampled_from([None, "for", "against"]))
def test_V13_counts_and_votes_give_the_same_outcome(ballot, rule, method, casting_vote):
    electorate, cast = ballot
    by_counts = decide(rule, electorate, cast, method, casting_vote)
    assert decide(rule, electorate, as_votes(cast), method, casting_vote).as_dict() == by_counts.as_dict()


@steady
@given(elections(), rules(), st.randoms(use_true_random=False))
def test_V12_the_order_of_the_papers_says_nothing(ballot, rule, random):
    electorate, cast = ballot
    papers = as_votes(cast)
    before = decide(rule, electorate, papers, "secret")
    random.shuffle(papers)
    assert decide(rule, electorate, papers, "secret").as_dict() == before.as_dict()


@steady
@given(elections(), rules(), st.data())
def test_V4_one_more_vote_for_never_turns_an_adopted_text_into_a_rejected_one(ballot, rule, data):
    """The vote comes from a seat that abstained or did not vote: the seats stay the same."""
    electorate, cast = ballot
    code = data.draw(st.sampled_from(sorted(cast)))
    own, seats = dict(cast[code]), electorate.colleges[code]
    if own[Choice.AGAINST]:
        own[Choice.AGAINST] -= 1
    elif sum(own.values()) == seats.attending:
        return
    before = decide(rule, electorate, cast, "roll_call", "against")
    own[Choice.FOR] += 1
    after = decide(rule, electorate, cast | {code: own}, "roll_call", "against")
    if before.adopted:
        assert after.adopted


@steady
@given(elections(), rules())
def test_V6_the_counts_of_the_colleges_add_up_to_the_total(ballot, rule):
    electorate, cast = ballot
    outcome = decide(rule, electorate, cast, "roll_call")
    for choice in Choice:
        assert sum(own.tally[choice] for own in outcome.colleges.values()) == outcome.tally[choice]
    assert sum(own.not_voting for own in outcome.colleges.values()) == outcome.not_voting


@steady
@given(elections(), rules())
def test_V13_everybody_present_or_represented_is_accounted_for(ballot, rule):
    electorate, cast = ballot
    outcome = decide(rule, electorate, cast, "roll_call")
    assert outcome.tally.voters + outcome.not_voting == electorate.present + electorate.represented
    assert outcome.not_voting >= 0


@steady
@given(
    st.lists(st.tuples(st.sampled_from(Choice), weights), max_size=8),
    rules(colleges=[Colleges.NONE], quorum=NO_QUORUM_RULE),
    weights,
)
def test_V3_only_the_proportions_of_weights_matter(papers, rule, factor):
    council = plain(len(papers))
    light = decide(rule, council, [Vote(choice, weight=weight) for choice, weight in papers], "roll_call")
    heavy = decide(rule, council, [Vote(choice, weight=weight * factor) for choice, weight in papers], "roll_call")
    assert (heavy.outcome, heavy.decided_by) == (light.outcome, light.decided_by)
    assert heavy.base == light.base * factor


@steady
@given(elections(), rules(colleges=[Colleges.WEIGHTED], quorum=NO_QUORUM_RULE), weights)
def test_V6_only_the_proportions_of_college_weights_matter(ballot, rule, factor):
    electorate, cast = ballot
    scaled = replace(
        electorate,
        colleges={code: replace(own, weight=own.weight * factor) for code, own in electorate.colleges.items()},
    )
    assert decide(rule, scaled, cast, "roll_call").as_dict() == decide(rule, electorate, cast, "roll_call").as_dict()


@steady
@given(st.integers(0, 40), st.sampled_from([Base.EXPRESSED, Base.VOTERS]), thresholds, st.booleans(), st.integers(0, 9))
def test_V4_all_abstaining_passes_no_threshold(number, base, threshold, strict, absent):
    rule = Rule(base=base, threshold=threshold, strict=strict, quorum=NO_QUORUM_RULE)
    outcome = decide(rule, plain(number + absent, number), votes(abstain=number), "roll_call")
    assert outcome.outcome == Verdict.REJECTED


@steady
@given(st.integers(1, 40), st.sampled_from(Base), thresholds, st.booleans(), st.integers(0, 5))
def test_V15_needed_is_the_smallest_number_of_votes_that_adopts(number, base, threshold, strict, absent):
    """Found the slow way: everybody votes for or against, and every split is tried."""
    rule = Rule(base=base, threshold=threshold, strict=strict, quorum=NO_QUORUM_RULE)
    council = plain(number + absent, number)
    tried = [decide(rule, council, {"": counts(yes, number - yes)}, "roll_call") for yes in range(number + 1)]
    assert len({outcome.needed for outcome in tried}) == 1
    adopting = [yes for yes, outcome in enumerate(tried) if outcome.adopted]
    needed = tried[0].needed
    assert adopting == list(range(int(needed), number + 1))


@steady
@given(elections(), rules())
def test_V4_an_outcome_follows_from_its_own_figures(ballot, rule):
    """What is printed is enough to check what was decided, except by college."""
    electorate, cast = ballot
    outcome = decide(rule, electorate, cast, "roll_call")
    if rule.colleges == Colleges.EACH or outcome.decided_by != DecidedBy.THRESHOLD:
        return
    bound = Fraction(outcome.as_dict()["needed"])
    in_favour = Fraction(outcome.as_dict()["for"])
    by_bound = in_favour > bound if rule.colleges == Colleges.WEIGHTED and rule.strict else in_favour >= bound
    assert outcome.adopted == by_bound


@steady
@given(elections(), rules(colleges=[Colleges.EACH], quorum=NO_QUORUM_RULE))
def test_V6_each_means_each_by_an_independent_count(ballot, rule):
    """The same decision by whole numbers only: for × denominator against numerator × base."""
    electorate, cast = ballot
    numerator, denominator = rule.threshold.numerator, rule.threshold.denominator
    verdicts = []
    for code, own in cast.items():
        seats = electorate.colleges[code]
        base = {
            Base.EXPRESSED: own["for"] + own["against"],
            Base.VOTERS: sum(own.values()),
            Base.PRESENT: seats.present + seats.represented,
            Base.ENTITLED: seats.entitled,
        }[rule.base]
        left, right = own["for"] * denominator, numerator * base
        if base:
            verdicts.append(left > right if rule.strict else left >= right)
    expected = bool(verdicts) and all(verdicts)
    assert decide(rule, electorate, cast, "roll_call").adopted == expected
