"""Addresses in an answer are whole: they may be followed as they are."""


def absolute(context, path: str) -> str:
    """The whole address of a path on the site that was asked."""
    return context["request"].build_absolute_uri(path)
