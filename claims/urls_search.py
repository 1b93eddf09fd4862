"""Finding, and how the desk does."""

from django.urls import path

from claims.views import dashboard, search

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("search/", search.search, name="search"),
    path("search/similar/", search.likeness, name="search-similar"),
]
