"""The desk's lists, the articles, and what everybody may read. Ids that no row can have are no address here."""

from django.urls import path

from claims.views import articles, home, imports, public, queue, theme

urlpatterns = [
    path("", home.home, name="home"),
    path("queue/", queue.listing, name="queue"),
    path("queue/next/", queue.take_next, name="queue-next"),
    path("imports/", imports.listing, name="imports"),
    path("imports/<int:pk>/", imports.one, name="import"),
    path("imports/items/<int:pk>/retry/", imports.retry, name="import-retry"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/revisions/<int:n>/", articles.revision, name="revision"),
    path("checks/", public.checks, name="checks"),
    path("checks/<int:pk>/", public.check, name="check"),
    path("checks/<int:pk>/versions/<int:n>/", public.version, name="check-version"),
    path("theme/", theme.theme, name="theme"),
]
