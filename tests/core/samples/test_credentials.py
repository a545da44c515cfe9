"""Content credentials, signed in the test and read back: whole, unknown, changed, missing, impossible."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

from core.samples.credentials import check_credentials
from core.samples.errors import SampleError

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}


@dataclass(frozen=True)
class Vendor:
    """Somebody who signs: a root certificate as PEM, and a signer under it."""

    root: bytes
    signer: c2pa.Signer

    def sign(self, picture: bytes, source_type: str = "trainedAlgorithmicMedia") -> bytes:
        action = {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPE + source_type}
        manifest = {
            "claim_generator_info": [{"name": "vendor-model", "version": "1"}],
            "title": "sample",
            "format": "image/png",
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
        }
        signed = io.BytesIO()
        with c2pa.Builder(manifest, context=c2pa.Context.from_dict(OFFLINE)) as builder:
            builder.sign(self.signer, "image/png", io.BytesIO(picture), signed)
        return signed.getvalue()


def certificate(name: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    parts = ((NameOID.COUNTRY_NAME, "GB"), (NameOID.ORGANIZATION_NAME, "Example Vendor"), (NameOID.COMMON_NAME, name))
    subject = x509.Name([x509.NameAttribute(part, value) for part, value in parts])
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )


def usage(**wanted: bool) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})


def pem(made: x509.Certificate) -> bytes:
    return made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def vendor() -> Vendor:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = certificate("Example root", root_key).add_extension(x509.BasicConstraints(True, None), True)
    authority = authority.add_extension(usage(key_cert_sign=True, crl_sign=True), True)
    root = authority.issuer_name(authority._subject_name).sign(root_key, hashes.SHA256())
    own = certificate("Example signer", key).issuer_name(root.subject)
    own = own.add_extension(x509.BasicConstraints(False, None), True).add_extension(usage(digital_signature=True), True)
    own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    leaf = own.add_extension(identifier, False).sign(root_key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    info = c2pa.C2paSignerInfo(alg=b"es256", sign_cert=pem(leaf) + pem(root), private_key=secret, ta_url=None)
    return Vendor(pem(root), c2pa.Signer.from_info(info))


@pytest.fixture(scope="module")
def picture() -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((48, 48)).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


Save = Callable[[str, bytes], Path]


def test_whole_credentials_of_a_trusted_signer(vendor: Vendor, picture: bytes, save: Save) -> None:
    root = save("root.pem", vendor.root)
    reading = check_credentials(save("picture.png", vendor.sign(picture)), trusted=[root])
    assert (reading.state, reading.says_made_by_machine, reading.problems) == ("trusted", True, ())
    assert reading.signer == "Example Vendor"
    assert reading.generator is not None
    assert reading.generator.startswith("vendor-model 1")
    assert "whom you trust" in reading.sentence


def test_the_same_without_the_signers_certificate_is_only_signed(vendor: Vendor, picture: bytes, save: Save) -> None:
    reading = check_credentials(save("picture.png", vendor.sign(picture)))
    assert reading.state == "signed"
    assert reading.problems == ("signingCredential.untrusted",)
    assert "you named no certificate" in reading.sentence


def test_a_changed_picture_is_noticed(vendor: Vendor, picture: bytes, save: Save) -> None:
    signed = bytearray(vendor.sign(picture))
    signed[signed.rfind(b"IDAT") + 10] ^= 1
    reading = check_credentials(save("picture.png", bytes(signed)), trusted=[save("root.pem", vendor.root)])
    assert reading.state == "changed"
    assert "assertion.dataHash.mismatch" in reading.problems


def test_a_picture_without_credentials_is_not_accused(picture: bytes, save: Save) -> None:
    reading = check_credentials(save("picture.png", picture))
    assert (reading.state, reading.says_made_by_machine) == ("none", None)
    assert "says nothing of how it was made" in reading.sentence


def test_plain_text_cannot_carry_credentials(save: Save) -> None:
    assert check_credentials(save("letter.txt", b"hello")).state == "unsupported"


@pytest.mark.parametrize(
    ("source_type", "says"), [("digitalCapture", False), ("compositeWithTrainedAlgorithmicMedia", True)]
)
def test_what_the_credentials_say_of_the_making(
    vendor: Vendor, picture: bytes, save: Save, source_type: str, says: bool
) -> None:
    reading = check_credentials(save("picture.png", vendor.sign(picture, source_type)))
    assert reading.says_made_by_machine is says


@pytest.mark.parametrize("kept", [0, 1, 8, 60, 400, 2_000])
def test_a_cut_file_is_never_whole(vendor: Vendor, picture: bytes, save: Save, kept: int) -> None:
    reading = check_credentials(save("picture.png", vendor.sign(picture)[:kept]))
    assert reading.state not in ("trusted", "signed")


def test_what_cannot_be_read_is_refused_in_one_sentence(picture: bytes, save: Save, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match=r"gone\.png was not found"):
        check_credentials(tmp_path / "gone.png")
    with pytest.raises(SampleError, match=r"root\.pem holds no certificate"):
        check_credentials(save("picture.png", picture), trusted=[save("root.pem", b"no")])


def test_reading_opens_no_connection(vendor: Vendor, picture: bytes, save: Save) -> None:
    """The library is written in another language; only the system sees what it does. Skipped without strace."""
    path = save("picture.png", vendor.sign(picture))
    line = f"from core.samples.credentials import *; print(check_credentials(Path({str(path)!r})).state)"
    trace = path.with_suffix(".trace")
    try:
        run = subprocess.run(
            ["strace", "-f", "-e", "trace=network", "-o", trace, sys.executable, "-c", line],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[3],
        )
    except FileNotFoundError:
        pytest.skip("strace is not on this machine, so system calls cannot be watched")
    if "ptrace" in run.stderr:
        pytest.skip("this machine does not let strace watch a process")
    assert run.stdout.strip() == "signed", run.stderr
    assert "AF_INET" not in trace.read_text()
