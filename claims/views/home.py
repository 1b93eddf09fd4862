"""What waits for me."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.access import may_read_desk
from claims.views.desk import DeskRequest


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    if not may_read_desk(request.user):
        return render(request, "people/no_role.html")
    return render(request, "home/home.html")
