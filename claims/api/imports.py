"""POST /api/imports/: what a program with a token may do, which is to import and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Now
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from claims.api import asked
from claims.api.asked import Asked, Item
from claims.api.problems import Problem
from claims.ingest import intake, tokens
from claims.models import ApiCall, ApiToken, Import, ImportItem, Purpose

A_MINUTE = 600  # items
REMEMBERED = timedelta(days=7)  # for which a key stands for its call
LONGEST_KEY = 200


@csrf_exempt  # no cookie is asked here, so none can be misused
@login_not_required
@require_POST
def imports(request: HttpRequest) -> JsonResponse:
    try:
        token = _caller(request)
        key = _key(request)
        answer = _answer(token, key, asked.read(request))
    except Problem as problem:
        return problem.response()
    return JsonResponse(answer, status=201)


def _caller(request: HttpRequest) -> ApiToken:
    if request.GET:
        raise Problem(400, "query_refused", "Nothing belongs into the address here, a token least of all.")
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = tokens.of(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        needed = "Send a token that was not revoked, as: Authorization: Bearer fc_…"
        raise Problem(401, "token_refused", needed, WWW_Authenticate="Bearer")
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length[:18]) > settings.MAX_UPLOAD_BYTES:
        raise Problem(413, "too_large", f"A call is at most {settings.MAX_UPLOAD_BYTES // 1_000_000} MB.")
    return token


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Problem(400, "bad_key", f"The key is at most {LONGEST_KEY} plain letters.", "Idempotency-Key")
    return key


@transaction.atomic
def _answer(token: ApiToken, key: str, call: Asked) -> dict[str, Any]:
    """Calls of one token come one after another, so that a key is used once and the rate is the rate."""
    locked = ApiToken.objects.select_for_update().filter(pk=token.pk, revoked_at=None).first()
    if locked is None:
        raise Problem(401, "token_refused", "The token was revoked.", WWW_Authenticate="Bearer")
    known = locked.calls.filter(key=key).first() if key else None
    if known:
        return _again(known, call)
    _check_rate(locked, len(call.items))
    answer = _taken(locked, call)
    ApiToken.objects.filter(pk=locked.pk).update(used_at=Now())
    if key:
        locked.calls.filter(made_at__lt=Now() - REMEMBERED).delete()
        ApiCall.objects.create(token=locked, key=key, digest=call.digest, answer=answer)
    return answer


def _again(known: ApiCall, call: Asked) -> dict[str, Any]:
    if known.digest != call.digest:
        raise Problem(422, "key_reused", "This key stood for another call.", "Idempotency-Key")
    answer: dict[str, Any] = known.answer
    return answer


def _check_rate(token: ApiToken, number: int) -> None:
    lately = ImportItem.objects.filter(run__token=token, run__started_at__gt=Now() - timedelta(minutes=1))
    if lately.count() + number <= A_MINUTE:
        return
    since = lately.aggregate(wait=Min("run__started_at") + timedelta(minutes=1) - Now())["wait"]
    wait = max(1, round(since.total_seconds()) + 1) if since else 60
    raise Problem(429, "too_many", f"A token imports {A_MINUTE} items a minute.", Retry_After=str(wait))


def _taken(token: ApiToken, call: Asked) -> dict[str, Any]:
    purpose = call.purpose or token.purpose
    if token.purpose == Purpose.REFERENCE and purpose != Purpose.REFERENCE:
        raise Problem(403, "purpose_refused", "This token imports for reference only.", "purpose")
    run = intake.start(token.name, way=Import.Way.API, purpose=purpose, token=token)
    told = [_told(each) for item in call.items for each in _take(run, item)]
    return {"import": run.pk, "items": told}


def _take(run: Import, item: Item) -> Iterator[ImportItem]:
    if item.content is not None:
        yield from intake.take_upload(run, item.name, item.content)
    elif item.text:
        yield intake.take_text(run, item.title, item.text)
    else:
        yield _page(run, item.address)


def _page(run: Import, address: str) -> ImportItem:
    try:
        return intake.take_address(run, address)
    except intake.BadAddress as refusal:
        return intake.refuse(run, address, address, str(refusal), refusal.code)


def _told(item: ImportItem) -> dict[str, str]:
    return {"name": item.name, "outcome": item.outcome, "code": item.code, "reason": item.reason}
