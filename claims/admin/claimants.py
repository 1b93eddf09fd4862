from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Greatest, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.admin.base import Curated, ReadOnly
from claims.models import Claimant, ClaimantName, NameProposal
from claims.reading import naming
from claims.states import Role
from claims.text.names import folded

AROUND = 100  # characters of the text shown on either side of a pair of names


def owner_of(name: str) -> Claimant | None:
    return naming.joined([name]).get(name)


class ClaimantForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean_name(self) -> str:
        """Its own name is one of its names."""
        name = str(self.cleaned_data["name"])
        owner = owner_of(name)
        if owner and owner != self.instance:
            raise forms.ValidationError(f"That is a name of {owner} already.")
        return name


class NameForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        owner = owner_of(name)
        if owner and owner.pk != self.instance.claimant_id:
            raise forms.ValidationError(f"That is a name of {owner} already. Merge the two claimants instead.")
        self.instance.folded = folded(name)
        return name


class NameFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")]
        seen: dict[str, forms.ModelForm] = {}  # type: ignore[type-arg]
        for form in kept:
            if seen.setdefault(form.instance.folded, form) is not form:
                form.add_error("name", "This name stands here twice.")


class NameInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ClaimantName
    form = NameForm
    formset = NameFormSet
    fields = ["name"]
    extra = 1
    verbose_name_plural = "names: take one away and it is no longer this claimant’s"


@admin.register(Claimant)
class ClaimantAdmin(Curated):
    form = ClaimantForm
    list_display = ["name", "kind", "names_known", "what_it_says"]
    list_filter = ["kind"]
    search_fields = ["name", "names__name"]
    fields = ["name", "kind", "note"]
    inlines = [NameInline]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claimant]:
        claimants: QuerySet[Claimant] = super().get_queryset(request)
        return claimants.annotate(known=Count("names"))

    @admin.display(description="names", ordering="known")
    def names_known(self, claimant: Claimant) -> int:
        return int(claimant.known)  # type: ignore[attr-defined]

    @admin.display(description="claims")
    def what_it_says(self, claimant: Claimant) -> SafeString:
        return format_html('<a href="{}">what it says</a>', reverse("claimant", args=[claimant.pk]))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        naming.give(form.instance, form.instance.name)

    @admin.action(description="Merge: all names become those of the one that was made first", permissions=["change"])
    def merge(self, request: HttpRequest, chosen: QuerySet[Claimant]) -> None:
        into, *others = chosen.order_by("pk")
        if not others:
            self.message_user(request, "Choose at least two claimants that are one.", messages.ERROR)
            return
        naming.merge(into, others)
        self.log_change(request, into, f"Merged with {', '.join(map(str, others))}")
        self.message_user(request, f"{', '.join(map(str, others))}: now names of {into}.", messages.SUCCESS)


def _around(proposal: NameProposal) -> tuple[str, str, str]:
    """The words that say it, and as much of their paragraph as fits on either side."""
    text, start = str(proposal.around), int(proposal.before)  # type: ignore[attr-defined]
    end = start + proposal.end - proposal.start
    *above, before = text[:start].split("\n")
    after, *below = text[end:].split("\n")
    led = "" if above or proposal.start <= AROUND else "…"
    return f"{led}{before}", text[start:end], after if below or len(text) < end + AROUND else f"{after}…"


class Decided(admin.SimpleListFilter):
    title = "decision"
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("accepted", "Accepted"), ("rejected", "Rejected"), ("any", "Any")]

    def choices(self, changelist: Any) -> Any:
        everything, *others = super().choices(changelist)
        return [everything | {"display": "To decide"}, *others]

    def queryset(self, request: HttpRequest, proposals: QuerySet[NameProposal]) -> QuerySet[NameProposal]:
        wanted = {None: None, "accepted": True, "rejected": False}
        return proposals.filter(accepted=wanted[self.value()]) if self.value() in wanted else proposals


@admin.register(NameProposal)
class NameProposalAdmin(ReadOnly):
    list_display = ["pair_of_names", "where", "found_at", "accepted", "decided_by"]
    list_display_links = None
    list_filter = [Decided]
    list_select_related = ["decided_by", "revision"]
    search_fields = ["name", "other"]
    fields = ["name", "other", "where", "found_at", "accepted", "decided_by", "decided_at"]
    readonly_fields = ["where"]
    actions = ["accept", "reject"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[NameProposal]:
        proposals: QuerySet[NameProposal] = super().get_queryset(request)
        first = Greatest(F("start") - AROUND, 0)
        text = Substr("revision__text", first + 1, F("end") - first + AROUND)
        return proposals.annotate(around=text, before=F("start") - first).select_related("revision").only(
            *(field.name for field in NameProposal._meta.fields), "revision__article", "revision__number"
        )  # fmt: skip

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_any(Role.CURATOR)

    @admin.display(description="two names of one")
    def pair_of_names(self, proposal: NameProposal) -> SafeString:
        return format_html("<bdi>{}</bdi> = <bdi>{}</bdi>", proposal.name, proposal.other)

    @admin.display(description="where it is said")
    def where(self, proposal: NameProposal) -> SafeString:
        before, said, after = _around(proposal)
        place = reverse("revision", args=[proposal.revision.article_id, proposal.revision.number])
        words = format_html('<span dir="auto">{}<mark>{}</mark>{}</span>', before, said, after)
        return format_html('{} <a href="{}?at={}-{}#at">in the article</a>', words, place, proposal.start, proposal.end)

    @admin.action(description="Accept: these are names of one claimant", permissions=["decide"])
    def accept(self, request: HttpRequest, chosen: QuerySet[NameProposal]) -> None:
        for proposal in chosen.order_by("pk"):
            try:
                self._accept(request, proposal)
            except naming.Taken as conflict:
                self.message_user(request, f"Not joined: {conflict}", messages.ERROR)

    def _accept(self, request: HttpRequest, proposal: NameProposal) -> None:
        claimant = naming.accept(proposal.pk, request.user)  # type: ignore[arg-type]
        if claimant:
            self.log_change(request, proposal, f"Accepted: names of {claimant}")
            said = f"{proposal.name} and {proposal.other} are names of {claimant}."
            self.message_user(request, said, messages.SUCCESS)

    @admin.action(description="Reject: these are two", permissions=["decide"])
    def reject(self, request: HttpRequest, chosen: QuerySet[NameProposal]) -> None:
        done = [proposal for proposal in chosen if naming.reject(proposal.pk, request.user)]  # type: ignore[arg-type]
        for proposal in done:
            self.log_change(request, proposal, "Rejected")
        self.message_user(request, f"Rejected: {len(done)}.", messages.SUCCESS)
