"""What happens to a text, told to whoever asked: one named hook, for this floor does not know who listens above it."""

from wagtail import hooks

HOOK = "recommendation_news"  # (recommendation, act, at): listeners do their work after the transaction


def announce(recommendation, act, at):
    """Call every listener with an act: the name of a step of the procedure, or followup.added / followup.updated."""
    for listener in hooks.get_hooks(HOOK):
        listener(recommendation, act, at)
