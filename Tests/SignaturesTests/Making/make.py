"""Draws the signed fixtures: a page without content, signed with a key that is made here and thrown away.
Needs pyHanko 0.38 from PyPI:  python3 make.py FOLDER"""
import datetime, io, pathlib, sys
from asn1crypto import algos, keys, x509 as ax
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

out = pathlib.Path(sys.argv[1])


def signer(key, pss=False, mechanism=None):
    name = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "ỦY BAN NHÂN DÂN XÃ MẪU"),
        x509.NameAttribute(NameOID.USER_ID, "MST:0000000001"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Mẫu"),
    ])
    day = datetime.datetime(2026, 1, 1)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(7).public_key(key.public_key())
            .not_valid_before(day).not_valid_after(day + datetime.timedelta(days=3650)).sign(key, hashes.SHA256()))
    pkcs8 = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                              serialization.NoEncryption())
    cert = ax.Certificate.load(made.public_bytes(serialization.Encoding.DER))
    return signers.SimpleSigner(cert, keys.PrivateKeyInfo.load(pkcs8), SimpleCertificateStore(), prefer_pss=pss,
                                signature_mechanism=mechanism)


def blank():
    w = writer.PdfFileWriter(stream_xrefs=False)
    page = writer.PageObject(contents=w.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 595, 842))
    w.insert_page(page)
    buffer = io.BytesIO()
    w.write(buffer)
    return buffer.getvalue()


def sign(data, who, field, md="sha256"):
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm=md, subfilter=fields.SigSeedSubFilter.PADES)
    result = signers.PdfSigner(meta, who).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), bytes_reserved=6000)
    return result.getvalue()


rsa_key = rsa.generate_private_key(65537, 2048)
once = sign(blank(), signer(rsa_key), "First")
(out / "rsa.pdf").write_bytes(once)
(out / "two.pdf").write_bytes(sign(once, signer(ec.generate_private_key(ec.SECP384R1())), "Second", "sha384"))
(out / "sha1.pdf").write_bytes(sign(blank(), signer(rsa_key), "First", "sha1"))
sha256 = {"algorithm": "sha256"}
mechanism = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": algos.RSASSAPSSParams({
    "hash_algorithm": sha256, "salt_length": 32,
    "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": sha256}})})
(out / "pss.pdf").write_bytes(sign(blank(), signer(rsa_key, mechanism=mechanism), "First"))
(out / "pss-long-salt.pdf").write_bytes(sign(blank(), signer(rsa_key, pss=True), "First"))
(out / "brainpool.pdf").write_bytes(sign(blank(), signer(ec.generate_private_key(ec.BrainpoolP256R1())), "First"))
