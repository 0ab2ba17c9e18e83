"""Tags that are drawn once must say what Django's own would."""

import pytest
from django.template import Context, Template
from django.utils import translation

from lms.templatetags.constants import Constant


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_sentence_is_drawn_once_for_each_language() -> None:
    template = Template('{% translate "Monday" %}')
    drawn = {}
    for language in ("vi", "en", "vi"):
        with translation.override(language):
            drawn[language] = template.render(Context())
    assert drawn == {"vi": "Thứ 2", "en": "Monday"}
    (constant,) = template.nodelist
    assert isinstance(constant, Constant)
    assert len(constant.drawn) == 2


def test_what_depends_on_a_variable_is_drawn_each_time() -> None:
    assert draw("{% translate word %}", word="a") == "a"
    template = Template("{% translate word %}")
    assert [template.render(Context({"word": word})) for word in "ab"] == ["a", "b"]


def test_as_a_variable_it_stays_djangos_tag() -> None:
    assert draw('{% translate "Xin chào" as hello %}[{{ hello }}]') == "[Xin chào]"
    assert draw('{% url "home" as there %}[{{ there }}]') == "[/]"
    assert draw('{% static "css/base.css" as sheet %}[{{ sheet }}]') == "[/static/css/base.css]"


def test_addresses_and_files_are_found() -> None:
    assert draw('{% url "my_learning" %} {% static "css/base.css" %}') == "/cua-toi/ /static/css/base.css"


def test_an_address_with_a_value_follows_the_value() -> None:
    template = Template('{% url "course" slug %}')
    assert [template.render(Context({"slug": slug})) for slug in ("a", "b")] == [
        "/khoa-hoc/a/",
        "/khoa-hoc/b/",
    ]


@pytest.mark.parametrize("autoescape", ["on", "off"])
def test_escaping_is_that_of_the_place(autoescape: str) -> None:
    drawn = draw(f'{{% autoescape {autoescape} %}}{{% translate "A & B" %}}{{% endautoescape %}}')
    assert drawn == draw(
        f'{{% load i18n %}}{{% autoescape {autoescape} %}}{{% translate "A & B" %}}{{% endautoescape %}}'
    )


def test_an_icon_named_in_the_template_is_drawn_once_and_one_of_a_variable_each_time() -> None:
    (constant,) = Template('{% icon "check" "s" %}').nodelist
    assert isinstance(constant, Constant)
    assert draw('{% icon "check" "s" %}') == draw("{% icon name size %}", name="check", size="s")


def test_a_piece_is_drawn_once_for_each_value_that_it_names() -> None:
    template = Template("{% once theme %}{{ theme }}{{ other }}{% endonce %}")
    drawn = [
        template.render(Context({"theme": theme, "other": other})) for theme, other in ("a1", "b2", "a3")
    ]
    assert drawn == ["a1", "b2", "a1"]


def test_a_piece_speaks_the_language_of_its_page() -> None:
    template = Template("{% once %}{% translate word %}{% endonce %}")
    for language, said in (("vi", "Thứ 2"), ("en", "Monday"), ("vi", "Thứ 2")):
        with translation.override(language):
            assert template.render(Context({"word": "Monday"})) == said
