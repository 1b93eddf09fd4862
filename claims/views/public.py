from django.http import Http404, HttpRequest, HttpResponse


def checks(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404


def check(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404


def version(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404
