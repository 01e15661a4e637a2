"""The product once it has answered: what a worker is forked from, so that it serves at once."""

from django.db import connections
from django.template.loader import get_template
from django.test import Client

from config.wsgi import application

__all__ = ["application"]

Client().get("/recommandations/")
get_template("governance/vote.html")
connections.close_all()  # a connection is not shared between processes
