"""Data Integrity proofs over Ed25519: made with eddsa-rdfc-2022, checked with that suite and its relatives."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.badges import jcs, jsonld
from certificates.badges.errors import BadProof, Uncheckable
from certificates.badges.multibase import base58, from_base58

SUITE = "eddsa-rdfc-2022"
RDFC_SUITES = {SUITE, "eddsa-2022"}  # the second is a draft's name for the first
RDFC_TYPES = {"Ed25519Signature2020"}  # the same arithmetic, before suites had names
Canon = Callable[[dict[str, Any]], bytes]


def sign(document: dict[str, Any], key: Ed25519PrivateKey, *, method: str, created: str) -> dict[str, Any]:
    """The document with a proof; the same input gives the same bytes."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = base58(key.sign(hash_data(document, proof, _rdfc)))
    return document | {"proof": proof | {"proofValue": value}}


def check(document: dict[str, Any], proof: dict[str, Any], public: bytes) -> None:
    """Raises BadProof for a wrong proof and Uncheckable where it cannot be decided."""
    canon = _canon_of(proof)
    if proof.get("proofPurpose") != "assertionMethod":
        raise BadProof("purpose")
    try:
        signature = from_base58(proof.get("proofValue"))
    except Uncheckable as error:
        raise BadProof("value") from error
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, hash_data(unsigned, proof, canon))
    except (InvalidSignature, ValueError) as error:
        raise BadProof("signature") from error


def hash_data(document: dict[str, Any], proof: dict[str, Any], canon: Canon) -> bytes:
    """What is signed: the hash of the proof's options, then that of the document."""
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    if "@context" in document:
        options["@context"] = options.get("@context", document["@context"])
    return sha256(canon(options)).digest() + sha256(canon(document)).digest()


def _canon_of(proof: dict[str, Any]) -> Canon:
    kind, suite = proof.get("type"), proof.get("cryptosuite")
    if (kind == "DataIntegrityProof" and suite in RDFC_SUITES) or kind in RDFC_TYPES:
        return _rdfc
    if kind == "DataIntegrityProof" and suite == "eddsa-jcs-2022":
        return jcs.canonical
    raise Uncheckable(f"suite {str(suite or kind)[:40]}")


def _rdfc(document: dict[str, Any]) -> bytes:
    return jsonld.canonical(document).encode()
