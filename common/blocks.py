"""The blocks that editors write prose with: headings, text, quotations, images, documents."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PROSE = [
    ("heading", blocks.CharBlock(label=_("Titre"), form_classname="title", template="blocks/heading.html")),
    (
        "text",
        blocks.RichTextBlock(label=_("Texte"), features=["bold", "italic", "ol", "ul", "link", "document-link", "hr"]),
    ),
    ("quote", blocks.BlockQuoteBlock(label=_("Citation"))),
    ("image", ImageBlock(label=_("Image"), template="blocks/image.html")),
    ("document", DocumentChooserBlock(label=_("Document"), template="blocks/document.html")),
]
