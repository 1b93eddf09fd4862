"""The web and two workers started apart, joined by nothing but the two addresses."""

import re
from pathlib import Path

import pytest

from claims.access import live_lease, open_verdict
from claims.models import Claim, Draft, Lease, Rating, Revision
from tests.articles import BUDGET, KILLED, LATER, WARNED, file_of
from tests.desk import Desk
from tests.visitor import Visitor

PASSWORD = "demo-desk-only"
ANSWERS = {
    "answers": 1,
    "absence": "The register has nothing.",
    "one_origin": "It was there.",
    "claimant_unknown": "on",
    "day_unknown": "on",
}
RATIONALE = "Both reports of the day name twelve dead [1]; the water board names none [2], on that day or later."


def version(claim: Claim) -> int:
    return Claim.objects.get(pk=claim.pk).version


def attach(who: Visitor, lease: Lease, revision: Revision, quote: str, stance: str) -> None:
    start = revision.text.index(quote)
    place = {"revision": revision.pk, "start": start, "end": start + len(quote), "quote": quote, "stance": stance}
    who.post(f"/claims/{lease.claim_id}/evidence/", token=lease.pk, **place)


@pytest.mark.parametrize("desk", ["tcp"], indirect=True)
def test_a_web_and_two_workers_on_tcp_import_and_judge(desk: Desk, tmp_path: Path) -> None:
    assert "127.0.0.1" in desk.environment["DATABASE_URL"]
    assert "127.0.0.1" in desk.environment["BROKER_URL"]
    desk.manage("seed", "--people")
    desk.start_worker("one")
    desk.start_worker("two")
    desk.start_web()
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "1.txt").write_bytes(file_of(KILLED, WARNED, title="Ledger"))
    (folder / "2.txt").write_bytes(file_of(BUDGET, LATER, title="Courier"))
    told = desk.manage("import_articles", folder, "--wait")
    assert sorted(re.findall(r"^new +(\S+)", told, re.MULTILINE)) == ["1.txt", "2.txt"]
    judge(desk)


def judge(desk: Desk) -> None:
    asha, mara = (Visitor(desk.url).sign_in(name, PASSWORD) for name in ("asha", "mara"))
    asha.post("/queue/next/")
    lease = Lease.objects.select_related("claim").get()
    claim = lease.claim
    first, second = Revision.objects.order_by("title")
    attach(asha, lease, second, KILLED[:30], "supports")
    attach(asha, lease, first, BUDGET[:30], "contradicts")
    verdict = {"rating": Rating.objects.order_by("pk")[0].pk, "rationale": RATIONALE, "public_note": ""} | ANSWERS
    asha.post(f"/claims/{claim.pk}/draft/", token=lease.pk, draft_version=0, **verdict)
    draft = Draft.objects.get(claim=claim)
    asha.post(f"/claims/{claim.pk}/submission/", token=lease.pk, version=version(claim),
              draft_version=draft.version, **verdict)  # fmt: skip
    assert live_lease(claim) is None
    waiting = open_verdict(claim)
    assert waiting is not None
    mara.post(f"/claims/{claim.pk}/signature/", version=version(claim), verdict=waiting.pk, note="")
    mara.post(f"/claims/{claim.pk}/publication/", version=version(claim), verdict=waiting.pk)
    page = Visitor(desk.url).get(f"/checks/{claim.pk}/")
    for words in (claim.wording, "Both reports of the day", KILLED[:30], BUDGET[:30]):
        assert words.replace("'", "&#x27;") in page
