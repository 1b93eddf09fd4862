"""Finding, and how the desk does."""

from django.urls import path

from claims.views import search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/similar/", search.likeness, name="search-similar"),
]
