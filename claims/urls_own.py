"""One's own ways: how the desk looks and which keys do what."""

from django.urls import path

from claims.views import live, palette, preferences

urlpatterns = [
    path("live/", live.live, name="live"),
    path("palette/", palette.palette, name="palette"),
    path("keys/", preferences.sheet, name="keys"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("preferences/keys/", preferences.own_keys, name="own-keys"),
    path("preferences/letters/", preferences.letters, name="letters"),
]
