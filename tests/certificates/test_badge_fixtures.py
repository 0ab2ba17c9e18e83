"""Badges made elsewhere get the verdict of their row, and the W3C's vectors are reproduced byte for byte."""

import json
import time
from collections.abc import Callable
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from certificates.badge_documents import did_document
from certificates.badge_keys import badge_keys
from certificates.badges import jcs, jsonld, proofs
from certificates.badges.errors import Uncheckable
from certificates.badges.multibase import base58, from_base58, from_multikey
from certificates.models import Certificate
from certificates.services.badge_verification import judge_badge
from certificates.services.badges import as_text, badge_for, signed_credential
from common.clock import now
from tests.certificates.conftest import ISSUED

WRONG, DEEP = "simple-err-", "credential-subject-achievement"
# file, verdict, structure, proof, a word of the reason
TABLE = [
    ("complete.json", "invalid", "valid", "verified", "danh sách thu hồi"),
    ("credential-status-revoked-blank-nodes.json", "invalid", "valid", "verified", "danh sách thu hồi"),
    ("credential-status-revoked.json", "invalid", "valid", "verified", "danh sách thu hồi"),
    ("endorsement-valid.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple-context-alias.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple-did-key-method.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple-eddsa-2022.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    (f"{WRONG}{DEEP}-result-description-type.json", "invalid", "invalid", "unverified", "resultDescription"),
    (f"{WRONG}credential-subject-profile-type.json", "invalid", "invalid", "unverified", "source"),
    (f"{WRONG}credential-subject-type.json", "invalid", "invalid", "unverified", "credentialSubject"),
    (f"{WRONG}expired.json", "expired", "valid", "verified", "hết hạn"),
    (f"{WRONG}issuer-otheridentifier-type.json", "invalid", "invalid", "unverified", "otherIdentifier"),
    (f"{WRONG}issuer-type.json", "invalid", "invalid", "unverified", "issuer"),
    (f"{WRONG}proof-method-no-scheme.json", "invalid", "invalid", "unverified", "Địa chỉ khóa ký"),
    (f"{WRONG}proof-method-unknown-scheme.json", "invalid", "invalid", "unverified", "Địa chỉ khóa ký"),
    (f"{WRONG}proof-value.json", "altered", "valid", "failed", "sai"),
    ("simple-json.png", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple-jwt_v1.png", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple-multiple-proofs.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple-noproof.json", "unsigned", "valid", "missing", "không có chữ ký"),
    ("simple.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
    ("simple.jwt", "unverified", "valid", "unverified", "Chưa kiểm tra được"),
    ("simple_v1.json", "untrusted", "valid", "verified", "không thuộc nguồn tin cậy"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "verdict", "structure", "proof", "why"), TABLE, ids=[row[0] for row in TABLE]
)
def test_a_badge_made_elsewhere_gets_its_verdict(
    shared: Path, name: str, verdict: str, structure: str, proof: str, why: str
) -> None:
    found = judge_badge((shared / "fixtures/badges" / name).read_bytes(), keys={}, at=now())
    assert (found.verdict, found.structure, found.proof) == (verdict, structure, proof)
    assert why in found.reason


def test_every_badge_of_the_folder_is_in_the_table(shared: Path) -> None:
    there = {path.name for path in (shared / "fixtures/badges").iterdir() if path.is_file()}
    assert there - {row[0] for row in TABLE} == {
        "w3c-eddsa-jcs-2022.zip", "w3c-eddsa-rdfc-2022.zip", "w3c-keyPair.json", "w3c-unsigned.json",
    }  # fmt: skip


def test_a_foreign_badge_is_valid_for_whoever_trusts_its_key(shared: Path) -> None:
    data = (shared / "fixtures/badges/simple.json").read_bytes()
    method = json.loads(data)["proof"][0]["verificationMethod"]
    found = judge_badge(data, keys={method: from_multikey(method.rpartition("#")[2])}, at=now())
    assert (found.verdict, "Chưa tra được sổ cấp" in found.reason) == ("valid", True)


Read = Callable[[str], str]


@pytest.fixture(params=["rdfc", "jcs"])
def vector(request: pytest.FixtureRequest, shared: Path) -> tuple[str, Read]:
    folder = shared / "fixtures/badges"
    archive = ZipFile(folder / f"w3c-eddsa-{request.param}-2022.zip")
    return request.param, lambda name: archive.read(name).decode()


def test_the_vectors_of_the_w3c_are_reproduced(
    vector: tuple[str, Read], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite, read = vector
    _know_the_examples(monkeypatch, shared)
    end = "DataInt" if suite == "rdfc" else "JCS"
    document = json.loads((shared / "fixtures/badges/w3c-unsigned.json").read_text())
    options = json.loads(read(f"proofConfig{end}.json"))
    canon: Any = proofs._rdfc if suite == "rdfc" else jcs.canonical
    assert canon(document).decode().strip() == read(f"canonDoc{end}.txt").strip()
    assert canon(options).decode().strip() == read(f"proofCanon{end}.txt").strip()
    data = proofs.hash_data(document, options, canon)
    assert data.hex() == read(f"combinedHash{end}.txt").strip()
    signature = _key(shared).sign(data)
    assert signature.hex() == read(f"sigHex{end}.txt").strip()
    assert base58(signature) == read(f"sigBTC58{end}.txt").strip()
    signed = json.loads(read(f"signed{end}.json"))
    proofs.check(signed, signed["proof"], _key(shared).public_key().public_bytes_raw())


def test_the_second_vector_is_signed_the_same_from_its_canonical_form(shared: Path) -> None:
    archive = ZipFile(shared / "fixtures/badges/w3c-eddsa-rdfc-2022.zip")
    parts = [archive.read(f"employ/{name}DataInt.txt").decode() for name in ("proofCanon", "canonDoc")]
    data = b"".join(sha256(part.encode()).digest() for part in parts)
    assert data.hex() == archive.read("employ/combinedHashDataInt.txt").decode().strip()
    assert _key(shared).sign(data).hex() == archive.read("employ/sigHexDataInt.txt").decode().strip()


def _know_the_examples(monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    """The vectors use the W3C's context of examples, which nothing real uses."""
    examples = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    known = jsonld.KNOWN | {"https://www.w3.org/ns/credentials/examples/v2": examples}
    monkeypatch.setattr(jsonld, "KNOWN", known)
    jsonld._loader.cache_clear()


def _key(shared: Path) -> Ed25519PrivateKey:
    secret = json.loads((shared / "fixtures/badges/w3c-keyPair.json").read_text())["privateKeyMultibase"]
    return Ed25519PrivateKey.from_private_bytes(from_base58(secret)[2:])


@pytest.mark.parametrize(
    "context",
    [
        "https://example.com/own",
        {"name": "https://schema.org/name"},
        ["https://www.w3.org/ns/credentials/v2", {}],
    ],
)
def test_a_context_that_is_not_at_hand_is_never_fetched(context: Any) -> None:
    with pytest.raises(Uncheckable):
        jsonld.canonical({"@context": context, "id": "urn:a"})


def test_a_graph_made_to_be_hard_is_given_up_soon() -> None:
    nodes = [f"_:n{number}" for number in range(9)]
    everybody = [
        {"id": node, "type": ["Profile"], "parentOrg": [other for other in nodes if other != node]}
        for node in nodes
    ]
    begun = time.process_time()
    with pytest.raises(Uncheckable, match="too hard"):
        jsonld.canonical(
            {"@context": [jsonld.VC2, jsonld.OB3], "type": ["VerifiableCredential"], "issuer": everybody}
        )
    assert time.process_time() - begun < 5


def _run(*arguments: object) -> tuple[int, dict[str, Any]]:
    out = StringIO()
    try:
        call_command("verify_certificate", *map(str, arguments), "--json", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_command_judges_badges_with_our_keys_or_the_published_ones(
    certificate: Certificate, tmp_path: Path, shared: Path
) -> None:
    file, did = tmp_path / "a.json", tmp_path / "did.json"
    file.write_text(as_text(signed_credential(badge_for(certificate=certificate, at=ISSUED))))
    did.write_text(json.dumps(did_document(badge_keys())))  # type: ignore[arg-type]
    for arguments in ([file], [file, "--trust", did]):
        code, said = _run(*arguments)
        assert (code, said["verdict"], said["proof"]) == (0, "valid", "verified")
    assert {"verdict", "covers_whole_document", "signer", "reason"} <= set(said)
    assert _run(shared / "fixtures/badges/simple.json")[0] == 1
    with pytest.raises(CommandError, match="Không đọc được khóa"):
        call_command("verify_certificate", str(file), "--trust", __file__)
