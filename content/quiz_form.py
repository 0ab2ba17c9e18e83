"""The studio's form of a test: its pre-test, and questions of banks that one may choose or draw from."""

from typing import Any

from wagtail.blocks.base import BlockWidget

from content.page_form import PublishForm


class QuizForm(PublishForm):
    """Offers what is the account's own, and what the page has already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from content.quiz_scope import sections_for  # it knows the page's model, which names this form

        super().__init__(*args, **kwargs)
        if "sections" in self.fields and self.for_user:
            field = self.fields["sections"]
            field.block = sections_for(self.for_user, self.instance.sections)
            field.widget = BlockWidget(field.block)
        if "pre_test" in self.fields:
            others = self.fields["pre_test"].queryset
            self.fields["pre_test"].queryset = others.child_of(self.parent_page).exclude(pk=self.instance.pk)
