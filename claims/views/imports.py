from django.http import Http404, HttpRequest, HttpResponse


def listing(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404


def one(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404


def retry(request: HttpRequest, **values: int) -> HttpResponse:
    raise Http404
