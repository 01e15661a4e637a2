"""Who is named in the document, each with one identifier: names in, references out."""

from common.akn import concept, node


class People:
    """Gives each name its identifier, in the order in which they are met."""

    def __init__(self):
        self.ids: dict[str, str] = {}
        self.mentions = 0

    def ref(self, name: str) -> str:
        """« #p3 »: the same person each time."""
        return "#" + self.ids.setdefault(name, f"p{len(self.ids) + 1}")

    def mention(self, name: str, role: str = "member"):
        """The name of somebody in a line of text."""
        self.mentions += 1
        return node("person", name, refersTo=self.ref(name), as_=f"#{role}", eId=f"person_{self.mentions}")

    def references(self):
        """The list of those named, for the head of the document."""
        return [concept("Person", eid, name) for name, eid in self.ids.items()]
