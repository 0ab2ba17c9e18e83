"""The canonical form of a JSON-LD document (RDFC-1.0), within limits and with the contexts on disk alone."""

from functools import cache
from pathlib import Path
from typing import Any

from pyld.canon import URDNA2015
from pyld.documentloader.frozen import BUNDLED_CONTEXTS, FrozenDocumentLoader
from pyld.jsonld import JsonLdError, JsonLdProcessor

from certificates.badges.errors import Uncheckable

VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
_FOLDER = Path(__file__).parent / "contexts"
OWN = {
    f"{_OB}context.json": _FOLDER / "ob-v3p0-3.0.0.json",
    f"{_OB}context-3.0.1.json": _FOLDER / "ob-v3p0-3.0.1.json",
    f"{_OB}context-3.0.2.json": _FOLDER / "ob-v3p0-3.0.2.json",
    OB3: _FOLDER / "ob-v3p0-3.0.3.json",
    f"{_OB}extensions.json": _FOLDER / "ob-v3p0-extensions.json",
    "https://w3id.org/security/data-integrity/v1": _FOLDER / "data-integrity-v1.json",
    "https://w3id.org/security/data-integrity/v2": _FOLDER / "data-integrity-v2.json",
}
KNOWN = BUNDLED_CONTEXTS | OWN
MOST_STEPS = 200  # the fullest sample of 1EdTech takes twenty; a graph made to be hard would take for ever
NQUADS = {"format": "application/n-quads"}


class _Bounded(URDNA2015):  # type: ignore[misc]
    """Gives up on a graph whose blank nodes can hardly be told apart."""

    steps = 0

    def hash_n_degree_quads(self, id_: Any, issuer: Any) -> Any:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Uncheckable("graph too hard")
        return super().hash_n_degree_quads(id_, issuer)


@cache
def _loader() -> FrozenDocumentLoader:
    return FrozenDocumentLoader(documents=dict(KNOWN))


def canonical(document: dict[str, Any]) -> str:
    """N-Quads; refused when a context is not at hand or a property has no meaning, for then nothing would protect it."""
    _require_known_contexts(document)

    def dropped(name: str | None) -> None:
        raise Uncheckable(f"property without meaning: {name}")

    try:
        # One loader a call: its resolver remembers contexts for the process, never documents.
        dataset = JsonLdProcessor(on_property_dropped=dropped).to_rdf(
            document, {"documentLoader": _loader(), "base": "", "rdfDirection": None}
        )
        return str(_Bounded().main(dataset, NQUADS))
    except (JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise Uncheckable(f"JSON-LD: {error}") from error


def _require_known_contexts(value: Any) -> None:
    """Contexts by known address only: one written into the file may give a word any meaning."""
    if isinstance(value, dict):
        named = value.get("@context", [])
        for context in named if isinstance(named, list) else [named]:
            if not isinstance(context, str) or context not in KNOWN:
                raise Uncheckable(f"context not at hand: {str(context)[:80]}")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _require_known_contexts(inner)
