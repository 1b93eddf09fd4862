from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Outlet(models.Model):
    """A publisher."""

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True, help_text="For example ledger.example")
    aliases = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Other names, parted by commas"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="outlet_name_once"),
            models.UniqueConstraint(Lower("domain"), condition=~Q(domain=""), name="outlet_domain_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A place that articles are imported from on a schedule."""

    class Kind(models.TextChoices):
        FOLDER = "folder", "Folder of files"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FOLDER)
    location = models.CharField(max_length=1000, unique=True, help_text="The folder's path on the workers' machine")
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="feeds", help_text="If all its articles are of one"
    )
    is_active = models.BooleanField("active", default=True)
    every = models.DurationField("looked at every", default=timedelta(seconds=10))
    due_at = models.DateTimeField(auto_now_add=True, db_index=True)
    looked_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=400, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
