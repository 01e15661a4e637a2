"""Tagged, archivable PDF documents: values in, bytes out.

``reports.tagging`` teaches reportlab to write PDF/UA-1 and PDF/A-2a; ``reports.kit`` sets the house's documents
with it. Neither knows Django, a model or a page of the site.
"""
