"""The form on which somebody says where a split unit's people, and the units below it, go."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.form_fields import PercentField
from people.models import OrgUnit, Posting
from people.queries.drafts.choices import SplitChoice

_DEFAULT = ""


class SplitChoiceForm(forms.Form):
    """The principal heir, the share of each, and the exceptions one by one."""

    principal = forms.ChoiceField(
        label=_("Mặc định, người và việc của đơn vị này về"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, choice: SplitChoice, **kwargs: Any) -> None:
        kwargs["prefix"] = f"chia-{choice.unit.code}"  # several of these stand on one page
        super().__init__(*args, **kwargs)
        self.choice = choice
        heirs = [(part.to_code, heir.full_name) for part, heir in choice.parts]
        principal = self.fields["principal"]
        assert isinstance(principal, forms.ChoiceField)
        principal.choices = [(part.to_code, heir.full_name) for part, heir in choice.defaults]
        principal.initial = next((part.to_code for part, _heir in choice.parts if part.is_principal), None)
        for part, heir in choice.parts:
            self.fields[f"share-{part.to_code}"] = _share(heir.full_name, part.share)
        options = [(_DEFAULT, _("Theo mặc định")), *heirs]
        for post in choice.posts:
            self.fields[f"post-{post.pk}"] = _pick(
                options, post.person.full_name, choice.moved.get(post.pk, ""), post.position
            )
        for child in choice.below:
            self.fields[f"unit-{child.id}"] = _pick(options, child.full_name, choice.led.get(child.id, ""))

    @property
    def share_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("share-")]

    @property
    def people_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("post-")]

    @property
    def unit_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("unit-")]

    def shares(self) -> dict[str, Decimal | None]:
        """Shares of one, by the heir's code."""
        found = {
            part.to_code: self.cleaned_data[f"share-{part.to_code}"] for part, _heir in self.choice.parts
        }
        return {code: share / 100 if share is not None else None for code, share in found.items()}

    def posts(self) -> dict[Posting, str]:
        """The people who go elsewhere than the rest."""
        return {post: code for post in self.choice.posts if (code := self.cleaned_data[f"post-{post.pk}"])}

    def below(self) -> dict[OrgUnit, str]:
        """Every unit below with its heir; the default is said too, since an earlier choice may be taken back."""
        units = OrgUnit.objects.in_bulk([child.id for child in self.choice.below])
        principal = self.cleaned_data["principal"]
        return {unit: self.cleaned_data[f"unit-{pk}"] or principal for pk, unit in units.items()}


def _share(label: str, share: Decimal | None) -> PercentField:
    return PercentField(label=label, initial=Decimal(f"{(share * 100).normalize():f}") if share else None)


def _pick(options: list[Any], label: str, chosen: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options, required=False, initial=chosen, help_text=hint)
