"""Claims brought by the desk's own steps to each place where a step may start."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Now

from claims.access import live_lease, open_verdict
from claims.models import Claim, Draft, Event, Evidence, Lease, Person, Publication, Retraction, SignOff, Verdict
from claims.publish import release
from claims.review import claims, drafts, leases, verdicts
from claims.states import Role
from claims.workflow import open_claim
from tests import factories as make

NOTE = "Because of this."


@dataclass
class Scene:
    """One claim and everybody who could have to do with it."""

    role: Role = Role.REVIEWER  # of the holder, who is the proposer afterwards
    people: dict[str, Person] = field(default_factory=dict)
    claim: Claim = field(init=False)
    other: Claim = field(init=False)

    def __post_init__(self) -> None:
        self.people = {
            "holder": make.person(self.role),
            "reviewer": make.reviewer(),
            "senior": make.senior(),
            "other senior": make.senior(),
            "curator": make.curator(),
            "administrator": make.administrator(),
            "nobody": make.person(),
            "superuser": make.person(),
            "disabled": make.person(Role.SENIOR, active=False),
        }
        Person.objects.filter(pk=self.people["superuser"].pk).update(is_superuser=True, is_staff=True)
        for person in self.people.values():
            person.refresh_from_db()
        self.claim = make.claim(self.people["senior"])
        self.other = make.claim(self.people["senior"])

    @property
    def holder(self) -> Person:
        return self.people["holder"]

    @property
    def senior(self) -> Person:
        return self.people["senior"]

    def fresh(self) -> Claim:
        self.claim = Claim.objects.get(pk=self.claim.pk)
        return self.claim

    def lease(self) -> Lease:
        lease = live_lease(self.claim)
        assert lease is not None
        return lease

    def token(self) -> int:
        lease = Lease.objects.filter(claim=self.claim).first()
        return lease.pk if lease else 0

    def verdict(self) -> int:
        waiting = open_verdict(self.claim)
        return waiting.pk if waiting else 0


def new(scene: Scene) -> None:
    article = make.article()
    scene.claim = open_claim("find", by=None, wording="Twelve people were killed", article=article)


def queued(scene: Scene) -> None:
    """As it is made."""


def working(scene: Scene) -> None:
    leases.take(scene.fresh(), scene.holder, scene.claim.version)
    make.attached(scene.lease())
    drafted(scene)


def drafted(scene: Scene, public_note: str = "") -> None:
    draft = Draft.objects.filter(claim=scene.claim).first()
    drafts.save(
        scene.claim, scene.holder, scene.token(), draft.version if draft else 0,
        rating=make.rating(), rationale=make.RATIONALE, public_note=public_note, answers=make.ANSWERS,
    )  # fmt: skip


def lapsed(scene: Scene) -> None:
    working(scene)
    run_out(scene.claim)


def run_out(claim: Claim) -> None:
    Lease.objects.filter(claim=claim).update(expires_at=Now())


def review(scene: Scene) -> None:
    working(scene)
    verdicts.submit(scene.fresh(), scene.holder, scene.token(), scene.claim.version)


def signed(scene: Scene) -> None:
    review(scene)
    verdicts.sign(scene.fresh(), scene.senior, scene.claim.version, scene.verdict())


def published(scene: Scene) -> None:
    signed(scene)
    release.publish(scene.fresh(), scene.senior, scene.claim.version, scene.verdict())


def correcting(scene: Scene) -> None:
    published(scene)
    leases.correct(scene.fresh(), scene.holder, scene.claim.version)
    drafted(scene, public_note="The number was wrong.")


def correction_review(scene: Scene) -> None:
    correcting(scene)
    verdicts.submit(scene.fresh(), scene.holder, scene.token(), scene.claim.version)


def correction_signed(scene: Scene) -> None:
    correction_review(scene)
    verdicts.sign(scene.fresh(), scene.senior, scene.claim.version, scene.verdict())


def retraction_asked(scene: Scene) -> None:
    published(scene)
    release.ask_retraction(scene.fresh(), scene.senior, scene.claim.version, "We were wrong.")


def retracted(scene: Scene) -> None:
    retraction_asked(scene)
    release.confirm_retraction(scene.fresh(), scene.people["other senior"], scene.claim.version)


def dismissed(scene: Scene) -> None:
    claims.dismiss(scene.fresh(), scene.senior, scene.claim.version, NOTE)


def merged(scene: Scene) -> None:
    claims.merge(scene.fresh(), scene.other, scene.senior, scene.claim.version)


SITUATIONS = {
    place.__name__.replace("_", " "): place
    for place in (
        new, queued, working, lapsed, review, signed, published, correcting, correction_review, correction_signed,
        retraction_asked, retracted, dismissed, merged,
    )
}  # fmt: skip


def scene_of(situation: str, role: Role = Role.REVIEWER) -> Scene:
    scene = Scene(role)
    SITUATIONS[situation](scene)
    scene.fresh()
    return scene


def rows(claim: Claim) -> dict[str, list[Any]]:
    """Everything of a claim that a refused step or save must leave as it was."""
    kept = {"claim": Claim.objects.filter(pk=claim.pk)} | {
        model.__name__: model._default_manager.filter(claim=claim)
        for model in (Event, Lease, Draft, Evidence, Verdict, Publication, Retraction)
    }
    found: dict[str, list[Any]] = {name: list(query.order_by("pk").values()) for name, query in kept.items()}
    return found | {"sign-offs": list(SignOff.objects.filter(verdict__claim=claim).order_by("pk").values())}
