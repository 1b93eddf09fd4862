"""Articles that people add: files, a pasted text, addresses."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from claims.forms.arriving import FILES, WAYS, AddForm, too_much
from claims.forms.keys import number
from claims.forms.uploads import was_too_much
from claims.ingest import intake
from claims.models import Claim, Import, Purpose
from claims.views.desk import DeskRequest, for_readers


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def new(request: DeskRequest) -> HttpResponse:
    claim = _claim(request)
    if request.method != "POST":
        purpose = Purpose.REFERENCE if claim else Purpose.CHECK
        return _page(request, AddForm(initial={"purpose": purpose} | request.GET.dict()), claim)
    form = AddForm(request.POST)
    if was_too_much(request):
        form.add_error(None, too_much())
    run = _taken(request, form, claim) if form.is_valid() else None
    return _page(request, form, claim) if run is None else _lead(request, run)


def _claim(request: DeskRequest) -> Claim | None:
    """The claim from whose page it is added."""
    said = request.POST.get("claim") or request.GET.get("claim")
    return get_object_or_404(Claim, pk=number(said)) if said else None


def _page(request: DeskRequest, form: AddForm, claim: Claim | None) -> HttpResponse:
    way = str(form["way"].value() or "")
    shown = {
        "form": form,
        "claim": claim,
        "way": way if way in WAYS else Import.Way.UPLOAD.value,
        "ways": WAYS.items(),
        "purposes": Purpose.choices,
        "largest": settings.MAX_IMPORT_BYTES,
        "most_bytes": settings.MAX_UPLOAD_BYTES,
        "largest_mb": settings.MAX_IMPORT_BYTES // 1_000_000,
        "most_mb": settings.MAX_UPLOAD_BYTES // 1_000_000,
        "most_files": FILES,
    }
    part = "#refusal" if request.htmx else ""
    return render(request, f"imports/new.html{part}", shown, status=422 if form.errors else 200)


def _lead(request: DeskRequest, run: Import) -> HttpResponse:
    return HttpResponseClientRedirect(resolve_url("import", run.pk)) if request.htmx else redirect("import", run.pk)


Take = Callable[[DeskRequest, AddForm, dict[str, Any]], Import | None]


def _taken(request: DeskRequest, form: AddForm, claim: Claim | None) -> Import | None:
    """None where nothing of it can be taken; the form says why."""
    said = form.cleaned_data
    takes: dict[str, Take] = {"upload": _take_files, "pasted": _take_text, "address": _take_addresses}
    told = {"way": said["way"], "purpose": said["purpose"], "asked_by": request.user, "claim": claim}
    return takes[said["way"]](request, form, told)


def _take_files(request: DeskRequest, form: AddForm, told: dict[str, Any]) -> Import | None:
    """Each file by itself: what is wrong with one is said of that one, and the others are taken."""
    files = request.FILES.getlist("files")
    if not files:
        form.add_error(None, "Choose at least one file.")
        return None
    run = intake.start(_and_more(str(files[0].name), len(files)), **told)
    for file in files[:FILES]:
        intake.take_upload(run, str(file.name), _content(file))
    for place, file in enumerate(files[FILES:]):
        _refuse(run, file, place)
    return run


def _and_more(first: str, number: int) -> str:
    return first if number == 1 else f"{first[:160]} and {number - 1} more"


def _content(file: "UploadedFile[bytes]") -> bytes:
    return bytes(file.read(settings.MAX_ARCHIVE_BYTES + 1))


def _refuse(run: Import, file: "UploadedFile[bytes]", place: int) -> None:
    reason = f"More than {FILES} files at once; add it with the next ones."
    intake.refuse(run, str(file.name), f"upload:over-{place}/{file.name}"[:2000], reason, "too_many")


@transaction.atomic
def _take_text(request: DeskRequest, form: AddForm, told: dict[str, Any]) -> Import:
    title, text = form.cleaned_data["title"], form.cleaned_data["text"]
    run = intake.start(title or " ".join(text.split())[:80], **told)
    intake.take_text(run, title, text)
    return run


def _take_addresses(request: DeskRequest, form: AddForm, told: dict[str, Any]) -> Import | None:
    """All or none: an address that can not be fetched is put right before anything is asked for."""
    addresses = form.cleaned_data["addresses"]
    with transaction.atomic():
        run = intake.start(_and_more(addresses[0], len(addresses)), **told)
        for address in addresses:
            try:
                intake.take_address(run, address)
            except intake.BadAddress as refusal:
                form.add_error("addresses", f"{address[:200]}: {refusal}")
        transaction.set_rollback(bool(form.errors))
    return None if form.errors else run
