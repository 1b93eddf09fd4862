"""A name kept as names are compared, beside the name as it was said."""

from typing import Any

from django.db import models

from claims.text.names import folded


class ClaimantKey(models.CharField):  # type: ignore[type-arg]
    """What the row's `claimant` is compared by, made with every save: so all that one claimant says is found by index.

    An update that sets `claimant` in the database sets this too.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = folded(model_instance.claimant)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, _, positional, options = super().deconstruct()
        return name, "django.db.models.CharField", positional, options
