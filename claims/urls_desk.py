"""The desk's lists, the articles, and what everybody may read. Ids that no row can have are no address here."""

from django.urls import path

from claims.views import arriving, articles, claimants, feeds, home, imports, public, queue, ranking, sources, theme

urlpatterns = [
    path("", home.home, name="home"),
    path("queue/", queue.listing, name="queue"),
    path("queue/next/", queue.take_next, name="queue-next"),
    path("imports/", imports.listing, name="imports"),
    path("imports/new/", arriving.new, name="import-new"),
    path("imports/<int:pk>/", imports.one, name="import"),
    path("imports/<int:pk>/retry/", imports.retry_all, name="import-retry-all"),
    path("imports/items/<int:pk>/retry/", imports.retry, name="import-retry"),
    path("imports/items/<int:pk>/bytes/", imports.raw, name="import-bytes"),
    path("feeds/<int:pk>/", feeds.one, name="feed"),
    path("feeds/<int:pk>/look/", feeds.look, name="feed-look"),
    path("feeds/<int:pk>/pause/", feeds.pause, name="feed-pause"),
    path("feeds/<int:pk>/resumption/", feeds.resume, name="feed-resumption"),
    path("feeds/<int:pk>/release/", feeds.release, name="feed-release"),
    path("feeds/<int:pk>/move/", feeds.follow, name="feed-move"),
    path("sources/add/", sources.add, name="source-add"),
    path("sources/previews/<int:pk>/", sources.preview, name="source-preview"),
    path("sources/previews/<int:pk>/feed/", sources.save, name="source-save"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/revisions/<int:n>/", articles.revision, name="revision"),
    path("claimants/<int:pk>/", claimants.one, name="claimant"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("ranking/trial/", ranking.trial, name="ranking-trial"),
    path("ranking/weights/", ranking.save, name="ranking-save"),
    path("ranking/use/", ranking.use, name="ranking-use"),
    path("checks/", public.checks, name="checks"),
    path("checks/<int:pk>/", public.check, name="check"),
    path("checks/<int:pk>/versions/<int:n>/", public.version, name="check-version"),
    path("theme/", theme.theme, name="theme"),
]
