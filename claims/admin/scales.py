from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Exists, Max, Model, OuterRef, QuerySet, TextField
from django.forms import Textarea
from django.http import HttpRequest

from claims.admin.base import Curated
from claims.models import Rating, Scale, Verdict


def in_use(scale: Model | None) -> bool:
    """Verdicts were given on it: what its words meant then must stay."""
    return scale is not None and Verdict.objects.filter(rating__scale=scale.pk).exists()


class RatingInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Rating
    fields = ["position", "label", "slug", "value", "definition"]
    prepopulated_fields = {"slug": ["label"]}
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 2, "cols": 60})}}
    ordering = ["position"]
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not in_use(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not in_use(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not in_use(obj) and super().has_delete_permission(request, obj)


@admin.register(Scale)
class ScaleAdmin(Curated):
    list_display = ["name", "slug", "version", "is_active", "ratings_given", "used"]
    list_filter = ["is_active", "slug"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "version", "is_active"]
    inlines = [RatingInline]
    actions = ["make_new_version"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scale]:
        used = Verdict.objects.filter(rating__scale=OuterRef("pk"))
        scales: QuerySet[Scale] = super().get_queryset(request)
        return scales.annotate(count=Count("ratings"), in_verdicts=Exists(used))

    @admin.display(description="ratings")
    def ratings_given(self, scale: Scale) -> int:
        return int(scale.count)  # type: ignore[attr-defined]

    @admin.display(description="used by verdicts", boolean=True)
    def used(self, scale: Scale) -> bool:
        return bool(scale.in_verdicts)  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["name", "slug", "version"] if in_use(obj) else ["version"]

    def save_model(self, request: HttpRequest, obj: Scale, form: object, change: bool) -> None:
        """One version of a scale is offered at a time."""
        obj.save()
        if obj.is_active:
            Scale.objects.filter(slug=obj.slug).exclude(pk=obj.pk).update(is_active=False)

    @admin.action(description="Make a new version, to be changed and then offered", permissions=["add"])
    def make_new_version(self, request: HttpRequest, scales: QuerySet[Scale]) -> None:
        for scale in scales:
            made = copy(scale)
            self.log_addition(request, made, f"Copied from version {scale.version}")
            self.message_user(request, f"{made} is there, not offered yet.", messages.SUCCESS)


@transaction.atomic
def copy(scale: Scale) -> Scale:
    versions = Scale.objects.filter(slug=scale.slug)
    latest = versions.aggregate(latest=Max("version"))["latest"]
    made = Scale.objects.create(slug=scale.slug, version=latest + 1, name=scale.name, is_active=False)
    for rating in scale.ratings.all():
        rating.pk, rating.scale = None, made
        rating.save(force_insert=True)
    return made
