"""A small tree of certificates for the cases: keys are made at each run and thrown away."""
import datetime
from asn1crypto import core, keys, x509 as ax
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU, NameOID, ObjectIdentifier as OID
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore


def day(year, month=1, date=1):
    return datetime.datetime(year, month, date, tzinfo=datetime.timezone.utc)


NOW = day(2026, 6, 1)
P256 = lambda: ec.generate_private_key(ec.SECP256R1())


def usage(*names):
    all_names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                 "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{n: n in names for n in all_names})


class Entity:
    def __init__(self, name, issuer=None, key=None, start=day(2024), end=day(2030), ca=False, path=None,
                 use=("digital_signature", "content_commitment"), eku=None, extra=(), eku_critical=False):
        self.key = key or P256()
        self.name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sohoa test"),
                               x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.issuer = issuer or self
        serial = x509.random_serial_number()
        b = (x509.CertificateBuilder().subject_name(self.name).issuer_name(self.issuer.name).serial_number(serial)
             .public_key(self.key.public_key()).not_valid_before(start).not_valid_after(end))
        b = b.add_extension(x509.BasicConstraints(ca, path), True)
        b = b.add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False)
        b = b.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.issuer.key.public_key()), False)
        if use is not None:
            b = b.add_extension(usage(*(("key_cert_sign", "crl_sign") if ca else use)), True)
        if issuer:  # pyHanko asks for revocation only where a certificate says that one may ask
            uri = x509.UniformResourceIdentifier("http://r.invalid")
            b = b.add_extension(x509.CRLDistributionPoints([x509.DistributionPoint([uri], None, None, None)]), False)
            b = b.add_extension(x509.AuthorityInformationAccess([x509.AccessDescription(
                x509.oid.AuthorityInformationAccessOID.OCSP, uri)]), False)
        if eku:
            b = b.add_extension(x509.ExtendedKeyUsage([OID(e) if isinstance(e, str) else e for e in eku]), eku_critical)
        for extension, critical in extra:
            b = b.add_extension(extension, critical)
        self.cert = b.sign(self.issuer.key, hashes.SHA256())
        self.der = self.cert.public_bytes(serialization.Encoding.DER)

    @property
    def asn1(self):
        return ax.Certificate.load(self.der)

    @property
    def pkcs8(self):
        return keys.PrivateKeyInfo.load(self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))

    def chain(self):
        store = SimpleCertificateStore()
        at = self.issuer
        while at is not at.issuer:
            store.register(at.asn1)
            at = at.issuer
        return store

    def signer(self, **more):
        return signers.SimpleSigner(self.asn1, self.pkcs8, self.chain(), **more)

    def stamper(self, at):
        return DummyTimeStamper(self.asn1, self.pkcs8, certs_to_embed=self.chain(), fixed_dt=at)

    def crl(self, revoked=(), start=day(2026, 5, 1), end=day(2026, 7, 1), key=None):
        b = x509.CertificateRevocationListBuilder().issuer_name(self.name).last_update(start).next_update(end)
        b = b.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
        b = b.add_extension(x509.CRLNumber(1), False)
        for entity, when in revoked:
            b = b.add_revoked_certificate(x509.RevokedCertificateBuilder().serial_number(entity.cert.serial_number)
                                          .revocation_date(when).build())
        return b.sign(key or self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def ocsp(self, of, revoked=None, responder=None, start=day(2026, 5, 31), end=day(2026, 6, 2)):
        who = responder or self
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        b = ocsp.OCSPResponseBuilder().add_response(
            cert=of.cert, issuer=self.cert, algorithm=hashes.SHA1(), cert_status=status, this_update=start,
            next_update=end, revocation_time=revoked, revocation_reason=None)
        b = b.responder_id(ocsp.OCSPResponderEncoding.HASH, who.cert)
        if responder:
            b = b.certificates([responder.cert])
        return b.sign(who.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


root = Entity("Root", ca=True)
other_root = Entity("Other root", ca=True)
ca = Entity("Authority", root, ca=True)
narrow_ca = Entity("Authority without room", root, ca=True, path=0)
below_ca = Entity("Authority below", narrow_ca, ca=True)
no_ca = Entity("No authority", root)
bound_ca = Entity("Bound authority", root, ca=True, extra=[(x509.NameConstraints(
    [x509.DirectoryName(x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Elsewhere")]))], None), True)])
good = Entity("Signer", ca)
second = Entity("Second signer", ca)
expired = Entity("Expired", ca, start=day(2024), end=day(2025))
future = Entity("Future", ca, start=day(2027))
responder = Entity("Responder", ca, use=("digital_signature",), eku=[EKU.OCSP_SIGNING])
time_key = rsa.generate_private_key(65537, 2048)
tsa = Entity("Time", root, key=time_key, use=("digital_signature",), eku=[EKU.TIME_STAMPING], eku_critical=True, start=day(2020))
other_tsa = Entity("Other time", other_root, key=time_key, use=("digital_signature",), eku=[EKU.TIME_STAMPING], eku_critical=True)
mail_tsa = Entity("Mail time", root, key=time_key, eku=[EKU.EMAIL_PROTECTION], start=day(2020))
old_tsa = Entity("Old time", root, key=time_key, use=("digital_signature",), eku=[EKU.TIME_STAMPING], eku_critical=True,
                 start=day(2020), end=day(2025))
