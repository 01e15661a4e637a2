"""How every form of the site is drawn: label, hint, field, its error, all linked to one another."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms and fields with the site's own components; widgets keep Django's templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
