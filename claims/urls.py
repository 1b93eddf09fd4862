from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("claims.urls_desk")),
    path("", include("claims.urls_claim")),
    path("", include("claims.urls_edit")),
    path("", include("claims.urls_changes")),
    path("", include("claims.urls_hold")),
    path("", include("claims.urls_own")),
    path("", include("claims.urls_talk")),
    path("", include("claims.urls_people")),
    path("", include("claims.urls_search")),
]
