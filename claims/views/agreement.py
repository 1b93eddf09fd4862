"""How far people agree who rate the same claims without knowing of one another."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.review import agreement as agreeing
from claims.views.desk import DeskRequest, for_readers


@require_safe
@for_readers
def agreement(request: DeskRequest) -> HttpResponse:
    tables = agreeing.tables()
    return render(request, "notices/agreement.html", {"tables": tables, "few": agreeing.FEW})
