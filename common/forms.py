"""How every form of the site is drawn: label, hint, field, its error, all linked to one another."""

from uuid import uuid4

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms and fields with the site's own components; widgets keep Django's templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class SendingField(forms.UUIDField):
    """Which filling-in of a form this is: what it makes keeps it, so that sending it again is the same act (RULES E3).

    Named `sending` in a form; static/js/forms.js gives it back to a page one returns to.
    """

    def __init__(self):
        super().__init__(widget=forms.HiddenInput(attrs={"data-sending": "true"}), initial=uuid4, required=False)
