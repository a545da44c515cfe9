"""A vendor that signs its pictures, made for a test: a root certificate, a signer under it, and a picture."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

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


def _certificate(name: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
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


def _usage(**wanted: bool) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every})


def _pem(made: x509.Certificate) -> bytes:
    return made.public_bytes(serialization.Encoding.PEM)


def made_vendor() -> Vendor:
    """A vendor with keys of its own."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _certificate("Example root", root_key).add_extension(x509.BasicConstraints(True, None), True)
    authority = authority.add_extension(_usage(key_cert_sign=True, crl_sign=True), True)
    root = authority.issuer_name(authority._subject_name).sign(root_key, hashes.SHA256())
    own = _certificate("Example signer", key).issuer_name(root.subject)
    own = own.add_extension(x509.BasicConstraints(False, None), True).add_extension(
        _usage(digital_signature=True), True
    )
    own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    leaf = own.add_extension(identifier, False).sign(root_key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    info = c2pa.C2paSignerInfo(alg=b"es256", sign_cert=_pem(leaf) + _pem(root), private_key=secret, ta_url=None)
    return Vendor(_pem(root), c2pa.Signer.from_info(info))


def made_picture() -> bytes:
    """A small picture without credentials."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((48, 48)).save(made, "PNG")
    return made.getvalue()
