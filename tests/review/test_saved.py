import pytest

from claims.models import SavedView
from claims.review import saved
from claims.workflow import Missing, NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db


def test_one_sees_ones_own_views_and_those_that_are_shared() -> None:
    asha, jonas = factories.reviewer(), factories.reviewer()
    saved.save(jonas, "His", "?view=mine", shared=False)
    saved.save(jonas, "For all", "?view=bare", shared=True)
    saved.save(asha, "Hers", "?view=one", shared=False)
    assert [view.name for view in saved.views(asha)] == ["Hers", "For all"]


def test_the_same_name_again_takes_the_views_place() -> None:
    asha = factories.reviewer()
    saved.save(asha, "Mine", "?view=mine", shared=False)
    saved.save(asha, " Mine ", "?view=bare", shared=True)
    assert SavedView.objects.get().address == "?view=bare"


def test_only_its_owner_a_senior_or_a_curator_changes_a_shared_view() -> None:
    view = saved.save(factories.reviewer(), "For all", "?view=bare", shared=True)
    with pytest.raises(NotAllowed):
        saved.rename(view, factories.reviewer(), "Other", shared=True)
    saved.rename(view, factories.senior(), "Other", shared=True)
    saved.remove(view, factories.curator())
    assert not SavedView.objects.exists()


def test_a_senior_does_not_touch_what_is_somebodys_own() -> None:
    view = saved.save(factories.reviewer(), "Mine", "?view=mine", shared=False)
    with pytest.raises(NotAllowed):
        saved.remove(view, factories.senior())


def test_two_views_of_one_person_have_two_names_and_each_has_one() -> None:
    asha = factories.reviewer()
    saved.save(asha, "One", "?view=one", shared=False)
    view = saved.save(asha, "Two", "?view=bare", shared=False)
    with pytest.raises(Missing, match="another view"):
        saved.rename(view, asha, "One", shared=False)
    with pytest.raises(Missing):
        saved.save(asha, "  ", "", shared=False)
