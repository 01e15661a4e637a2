"""The columns of the lists that the tests of the spreadsheets read."""

from common.spreadsheets import Column, choice, day, email, line, siret, yes_no

SEATS = (
    Column("college", ("Collège",), required=True, parse=line),
    Column("seat", ("Siège", "N° de siège", "Siège n°"), required=True, parse=line),
    Column("organisation", ("Organisme", "Structure"), required=True, parse=line),
    Column("siret", ("SIRET",), parse=siret, help="14 chiffres", example="341 672 110 68405"),
    Column("title", ("Civilité",), parse=line),
    Column("given_name", ("Prénom",), required=True, parse=line),
    Column("family_name", ("Nom",), required=True, parse=line),
    Column("email", ("Courriel", "Mél", "Adresse électronique"), parse=email),
    Column(
        "kind",
        ("Titulaire ou suppléant", "Titulaire/suppléant"),
        parse=choice({"titular": ("titulaire",), "alternate": ("suppléant",)}),
    ),
    Column("starts_on", ("Début de mandat", "Depuis le"), required=True, parse=day),
    Column("ends_on", ("Fin du mandat",), parse=day),
    Column("co_chair", ("Coprésidence",), parse=yes_no),
)
FEW = (
    Column("name", ("Nom",), required=True, parse=line),
    Column("born", ("Date", "Depuis"), parse=day),
    Column("number", ("SIRET",), parse=siret),
)
