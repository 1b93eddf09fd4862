from django.http import Http404, HttpRequest, HttpResponse


def article(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404


def revision(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404
