"""Every address that the resolver knows, with the module that answers it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver

LIBRARY_MODULES = ("wagtail.", "wagtailmedia.", "allauth.", "django.contrib.", "django.views.")


@dataclass(frozen=True)
class Known:
    """One pattern: its route, its name behind its namespaces, and who wrote the view."""

    route: str
    name: str
    module: str
    converters: tuple[tuple[str, str], ...]
    simple: bool  # a path() all the way down, so that an address can be made from the converters

    @property
    def is_ours(self) -> bool:
        return not self.module.startswith(LIBRARY_MODULES)

    @property
    def family(self) -> str:
        return self.name.split(":")[0]


def known_addresses() -> list[Known]:
    """In the order in which they are tried."""
    return list(_walk(get_resolver(), "", (), True))


def _walk(resolver: URLResolver, route: str, spaces: tuple[str, ...], simple: bool) -> Iterator[Known]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        plain = simple and isinstance(pattern.pattern, RoutePattern)
        if isinstance(pattern, URLPattern):
            view: Any = pattern.callback
            module = getattr(getattr(view, "view_class", view), "__module__", "")
            kinds = tuple((name, type(one).__name__) for name, one in pattern.pattern.converters.items())
            yield Known(here, ":".join([*spaces, str(pattern.name)]), module, kinds, plain)
        else:
            below = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, here, below, plain)
