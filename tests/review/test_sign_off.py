"""Who may sign beyond what the table of steps says."""

import pytest
from pytest_django import Settings

from claims import access
from claims.review import leases
from claims.workflow import NotAllowed
from tests import factories as make
from tests.situations import SITUATIONS, scene_of
from tests.test_workflow import attempt

pytestmark = pytest.mark.django_db


def test_under_the_strict_setting_whoever_attached_evidence_can_not_sign(settings: Settings) -> None:
    settings.STRICT_SIGN_OFF = True
    scene = scene_of("queued")
    helper = scene.people["other senior"]
    leases.take(scene.claim, helper, scene.claim.version)
    make.attached(scene.lease(), quote="Twelve people")
    leases.release(scene.fresh(), helper, scene.claim.version)
    SITUATIONS["review"](scene)
    scene.fresh()
    assert isinstance(attempt(scene, "sign", "other senior"), NotAllowed)
    assert not access.may(helper, "sign", scene.claim)
    assert access.may(helper, "return", scene.claim)
    assert attempt(scene, "sign", "senior") is None
