"""`translate`, `url`, `static` and `icon` drawn once: what they say for a constant cannot change while a process lives.

A page has some sixty of them, at twenty to sixty microseconds each. With a variable, a filter or `as` they are
Django's own tags, unchanged.
"""

from typing import Any

from django import template
from django.conf import settings
from django.template import defaulttags
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.templatetags import i18n, static
from django.utils.translation import get_language

from lms.templatetags import ui

register = template.Library()


class Constant(Node):
    """A tag without variables, drawn once for each language."""

    def __init__(self, node: Node | NodeList) -> None:
        self.node = node
        self.drawn: dict[Any, str] = {}

    def render(self, context: template.Context) -> str:
        key = self.key(context)
        found = self.drawn.get(key)
        if found is None:
            found = self.drawn[key] = self.node.render(context)
        return found

    def key(self, context: template.Context) -> tuple[Any, ...]:
        """What it depends on. Tests exchange the addresses; a template of plain text does not escape."""
        return get_language(), context.autoescape, settings.ROOT_URLCONF


class Once(Constant):
    """A piece of a page drawn once for each language and each value of the variables that it names."""

    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        super().__init__(nodelist)
        self.names = names

    def key(self, context: template.Context) -> tuple[Any, ...]:
        return *super().key(context), *(context.get(name) for name in self.names)


def _is_text(expression: FilterExpression | None) -> bool:
    """Whether a tag's argument is written out in the template, without filters."""
    if expression is None or expression.filters:
        return False
    return isinstance(expression.var, str) or getattr(expression.var, "literal", None) is not None


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """A sentence of the catalogue."""
    node = i18n.do_translate(parser, token)
    plain = not (node.asvar or node.message_context or node.noop)
    return Constant(node) if plain and _is_text(node.filter_expression) else node


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """An address that takes nothing; a namespace depends on the request."""
    node = defaulttags.url(parser, token)
    plain = not (node.args or node.kwargs or node.asvar) and _is_text(node.view_name)
    return Constant(node) if plain and ":" not in str(node.view_name) else node


@register.tag("static")
def static_file(parser: Parser, token: Token) -> Node:
    """The address of a file with the hash of its contents in the name."""
    node = static.StaticNode.handle_token(parser, token)
    return Constant(node) if node.varname is None and _is_text(node.path) else node


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """An icon named in the template."""
    _tag, *names = token.split_contents()
    plain = all(_is_text(parser.compile_filter(name)) for name in names)
    node: Node = ui.register.tags["icon"](parser, token)
    return Constant(node) if plain else node


@register.tag
def once(parser: Parser, token: Token) -> Node:
    """`{% once theme %}…{% endonce %}`: nothing in it may depend on anything else, and the names have few values."""
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, token.split_contents()[1:])
