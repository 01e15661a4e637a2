"""The public pages in each language, as a browser shows them: nothing found by axe, nothing in the wrong language."""

from datetime import datetime

import pytest

from tests.conftest import PARIS
from tests.home.test_languages import addresses, followed_in_words, strays

SIX = (0, 1, 5, 6, 7, 8)  # the record, its text, the list, the board, the front page, the council


@pytest.mark.django_db(transaction=True)
def test_six_pages_in_three_languages(visit):
    paths = addresses(followed_in_words(datetime(2026, 3, 24, 18, 30, tzinfo=PARIS)))
    reader = visit()
    for address in [f"{language}{paths[n]}" for language in ("", "/en", "/de") for n in SIX]:
        reader.go(address).look()
        assert strays(reader.page.content())[1] == []
