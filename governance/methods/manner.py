"""What one way of voting answers at each stage of a ballot; a stage it says nothing about is like everybody else's."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from council.models import RulesProfile
from governance.enums import Choice, Method
from governance.models import Ballot

__all__ = ["Manner"]


def _nothing(*_args) -> None:
    """A stage at which a method asks for nothing."""


def _none(_profile) -> dict:
    return {}


def _whether(ballot) -> dict[str, str]:
    """For, against or abstention; what only a paper can be where there are papers."""
    rare = {"blank": _("blanc"), "null": _("nul")} if ballot.on_paper else {}
    return {choice.value: str(choice.label) for choice in Choice} | rare


def _one(_ballot) -> int:
    return 1


@dataclass(frozen=True, kw_only=True)
class Manner:
    """One way of voting. `name` names it at the desk and its fragments; two manners may share a method.

    `terms(profile)` is what the method takes from the rules of procedure, fixed at opening with the ballot.
    `opening(ballot, voices)` raises Refused where the method cannot be held among these voices, and may add to its
    terms; `opened(ballot)` is what follows once its voices are there.
    `entering(ballot)` raises Refused where what the secretariat counted cannot be true.
    `closing(ballot)` raises Refused where something is still missing, and does what is done to the votes at closing.
    It returns why the ballot is void where it is, else nothing; `voiding(ballot)` then destroys what must not stay.
    `tally(ballot)` gives what was cast by college and
    choice, kept with the ballot from its closing on, or None where choices are not those of a majority.
    `part(ballot)` is what the public file says was cast (docs/recount.md). `mark` is the relation of an elector that
    exists once that voice is expressed; it is empty where voices are not cast one by one.
    `answers(ballot)` is what one paper may say, in code and in words, and `slips(ballot)` how many papers each voter
    has. A manner that is `asked` answers a question of its own among what its terms offer, not whether a text is
    adopted.
    """

    name: str
    method: Method
    label: Promise | None = None  # where the method's own words are not enough
    on_paper: bool = False
    named: bool = False  # each vote is published with its name
    secret: bool = False  # totals are published, and no tie is tipped
    entered: bool = False  # the secretariat enters counts
    inconclusive: str = ""  # the outcome that ends the round only: another round may follow
    asked: bool = False
    mark: str = ""
    terms: Callable[[RulesProfile], dict] = _none
    opening: Callable[[Ballot, tuple], None] = _nothing
    opened: Callable[[Ballot], None] = _nothing
    entering: Callable[[Ballot], None] = _nothing
    answers: Callable[[Ballot], dict[str, str]] = _whether
    slips: Callable[[Ballot], int] = _one
    closing: Callable[[Ballot], str | None] = _nothing
    voiding: Callable[[Ballot], None] = _nothing
    tally: Callable[[Ballot], dict | None] = _nothing
    part: Callable[[Ballot], dict]

    @property
    def words(self):
        return self.label or self.method.label

    @property
    def vote_fragment(self) -> str:
        return f"governance/_vote_{self.name}.html"

    @property
    def desk_fragment(self) -> str:
        return f"deliberations/_desk_{self.name}.html"

    @property
    def record_fragment(self) -> str:
        return f"governance/_record_{self.name}.html"

    def awaited(self, ballot):
        """The voices not expressed yet, in the order of seats; none where they are not cast one by one."""
        electors = ballot.electors.select_related("seat", "person", "caster")
        return electors.filter(**{self.mark: None}) if self.mark else electors.none()
