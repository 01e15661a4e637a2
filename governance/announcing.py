"""What happens to a text, told to whoever asked: one named hook, for this floor does not know who listens above it."""

from wagtail import hooks

CO_AUTHOR_INVITED = "co_author.invited"
HOOK = "recommendation_news"  # (recommendation, act, at): listeners do their work after the transaction


def announce(recommendation, act, at):
    """Call every listener with an act: a step of the procedure, followup.added, followup.updated, or an invitation."""
    for listener in hooks.get_hooks(HOOK):
        listener(recommendation, act, at)
