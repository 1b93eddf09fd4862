from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from claims.forms.people import AcceptForm
from claims.people import invitations


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = invitations.open_invitation(token)
    if found is None:
        return render(request, "people/invitation_void.html", status=404)
    form = AcceptForm(found.person, request.POST or None)
    if form.is_valid():
        return _accept(request, token, form)
    status = 422 if form.is_bound else 200
    return render(request, "people/invitation.html", {"form": form, "person": found.person}, status=status)


def _accept(request: HttpRequest, token: str, form: AcceptForm) -> HttpResponse:
    """Signed in with it, except where a second factor is still to be shown."""
    words = form.cleaned_data
    person = invitations.accept(token, name=words["name"], password=words["new_password1"])
    if person is None:
        return render(request, "people/invitation_void.html", status=404)
    signed_in: HttpResponse = perform_login(request, person)
    return signed_in
