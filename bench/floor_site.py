"""The least Django site that does the same: 50 rows by keyset, the next free one. No login, no middleware, no CSRF."""

import os
from typing import Any

import django
from django.conf import settings

from factcheck import env

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Queue</title></head><body><main>
{% block main %}{% endblock %}</main></body></html>"""
TABLE = """{% extends "page" %}{% block main %}<table>
<thead><tr><th>Claim</th><th>Who</th><th>Where</th><th>State</th></tr></thead><tbody>
{% for item in items %}<tr><td><a href="/item/{{ item.id }}/">{{ item.text }}</a></td><td>{{ item.claimant }}</td>
<td><a href="{{ item.source }}">{{ item.source }}</a></td><td>{{ item.state }}</td></tr>
{% endfor %}</tbody></table><a rel="next" href="/list/{{ last }}/">Next</a>{% endblock %}"""
ITEM = """{% extends "page" %}{% block main %}<h1>{{ item.text }}</h1><p>{{ item.claimant }}</p>{% endblock %}"""
LOADER = "django.template.loaders.locmem.Loader", {"page": PAGE, "table": TABLE, "item": ITEM}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [LOADER])]},
    }
]
database = env.database(os.environ["FLOOR_URL"]) | {"CONN_MAX_AGE": None}
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database},
    TEMPLATES=TEMPLATES,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Item(models.Model):
    text = models.TextField()
    claimant = models.TextField()
    source = models.TextField()
    state = models.SmallIntegerField()
    leased_by = models.IntegerField(null=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        app_label, managed, db_table = "floor", False, "item"

    def __str__(self) -> str:
        return self.text


NEXT = """UPDATE item SET state = 1, leased_by = 1, leased_until = now() + interval '10 minutes'
WHERE id = (SELECT id FROM item WHERE state = 0 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *"""


def listing(request: HttpRequest, after: int) -> HttpResponse:
    items = list(Item._default_manager.filter(id__gt=after).order_by("id")[:50])
    return render(request, "table", {"items": items, "last": items[-1].pk})


def take_next(request: HttpRequest) -> HttpResponse:
    taken: list[Any] = list(Item._default_manager.raw(NEXT))
    return render(request, "item", {"item": taken[0]})


urlpatterns = [path("list/<int:after>/", listing), path("next/", take_next)]
application = get_wsgi_application()
