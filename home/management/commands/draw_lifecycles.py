"""Draw the lifecycles as Mermaid diagrams, from the very tables that the product runs on."""

from django.core.management.base import BaseCommand
from django.utils.text import capfirst

from deliberations.enums import SittingState
from deliberations.procedure import LIFE as SITTING
from governance.amendment_procedure import LIFE as AMENDMENT
from governance.enums import AmendmentState, State
from governance.procedure import LIFE as RECOMMENDATION

TITLE = "# La vie d’une recommandation, d’un amendement et d’une séance"
HEAD = f"{TITLE}\n\nÉcrit par `manage.py draw_lifecycles` à partir des tables du code.\n"


def diagram(title, life, states):
    """Return one lifecycle as a Mermaid state diagram with its table of who may take each step."""
    labels = [f"    {state.value}: {capfirst(str(state.label))}" for state in states]
    arrows = [f"    {source} --> {s.target}: {s.label}" for s in life.steps.values() for source in s.sources]
    who = [f"| {s.label} | {', '.join(str(role.label) for role in s.allowed)} |" for s in life.steps.values()]
    drawing = ["```mermaid", "stateDiagram-v2", *labels, *arrows, "```"]
    return "\n".join([f"\n## {title}\n", *drawing, "\n| démarche | qui |", "| --- | --- |", *who, ""])


def drawn():
    """Return the whole document."""
    recommendation = diagram("La recommandation", RECOMMENDATION, State)
    amendment = diagram("L’amendement", AMENDMENT, AmendmentState)
    return HEAD + recommendation + amendment + diagram("La séance", SITTING, SittingState)


class Command(BaseCommand):
    help = "Print the lifecycles as Mermaid diagrams (docs/lifecycles.md)."

    def handle(self, *args, **options):
        self.stdout.write(drawn(), ending="")
