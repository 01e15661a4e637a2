"""The texts near the one that somebody is writing, as the form shows them."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse

from governance.search import Near, texts_near

from .state import Badge, badge


class NearText(NamedTuple):
    """One of them: where to read it, its name, where it stands, whether it is one's own."""

    url: str
    title: str
    badge: Badge
    own: bool


def near_texts(title: str, *, author, on: date, but=None) -> list[NearText]:
    """What the form shows under its title: nothing when nothing is near."""
    return [NearText(_address(near), near.title, badge(near.state, near.due_on, on), near.own)
            for near in texts_near(title, author=author, but=but)]  # fmt: skip


def _address(near: Near):
    if near.number:
        return reverse("governance:recommendation", args=[near.number])
    return reverse("governance:draft", args=[near.pk])
