from django.urls import include, path

urlpatterns = [
    path("", include("claims.urls")),
]

handler400 = "claims.views.errors.bad_request"
handler403 = "claims.views.errors.forbidden"
handler404 = "claims.views.errors.not_found"
handler500 = "claims.views.errors.broken"
