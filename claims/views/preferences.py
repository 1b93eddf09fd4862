"""One's own ways: how the desk looks, in which language and zone, and its keys."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.forms.preferences import KeysForm, PreferencesForm
from claims.models import Person
from claims.people import keys
from claims.views.desk import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: DeskRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)  # a refused form changes nothing on the page around it
    form = PreferencesForm(request.POST or None, instance=person)
    if form.is_valid():
        form.save()
        with override(person.language or None):
            messages.success(request, _("Saved."))
        return redirect("preferences")
    return _page(request, form, KeysForm(request.user), 422 if form.is_bound else 200)


@require_POST
def own_keys(request: DeskRequest) -> HttpResponse:
    if "reset" in request.POST:
        keys.save(request.user, keys.defaults())
        messages.success(request, _("Every key is as it came."))
        return redirect("preferences")
    form = KeysForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, PreferencesForm(instance=request.user), form, 422)
    keys.save(request.user, form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("preferences")


def _page(request: DeskRequest, form: PreferencesForm, own: KeysForm, status: int) -> HttpResponse:
    sections = [
        (_(screen.title), [own[name] for name, action in keys.actions().items() if action.screen == screen.name])
        for screen in keys.screens().values()
    ]
    shown = {"form": form, "own": own, "sections": sections, "now": timezone.now()}
    return render(request, "preferences/preferences.html", shown, status=status)


@require_POST
def letters(request: DeskRequest) -> HttpResponse:
    """Single characters act as keys, or do not."""
    keys.set_letters(request.user, request.POST.get("letters") == "on")
    return HttpResponse(status=204) if request.htmx else redirect("preferences")


@require_safe
def sheet(request: DeskRequest) -> HttpResponse:
    return render(request, "keys/keys.html")
