"""Draws the cases of VerdictTests with what pyHanko and pdfsig (poppler) say of them.
Needs pyHanko from PyPI and pdfsig:  python3 cases.py FOLDER"""
import asyncio, base64, io, json, pathlib, re, subprocess, sys, warnings, logging
from asn1crypto import algos, cms, crl as acrl, ocsp as aocsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU, ObjectIdentifier as OID
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.generic import pdf_name as N
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext
import pki
from pki import NOW, day

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
out = pathlib.Path(sys.argv[1])
cases = []
HOLE = 5000  # hexadecimal digits


def page_of(w, text, stamp=True):
    font = generic.DictionaryObject({N("/Type"): N("/Font"), N("/Subtype"): N("/Type1"), N("/BaseFont"): N("/Helvetica")})
    stream = w.add_object(generic.StreamObject(stream_data=f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()))
    return writer.PageObject(contents=stream, media_box=(0, 0, 595, 842), resources=generic.DictionaryObject(
        {N("/Font"): generic.DictionaryObject({N("/F1"): font})}))


def blank(pages=1, stream_xrefs=False, text_field=False, dangling=False, note=False, xfa=False):
    w = writer.PdfFileWriter(stream_xrefs=stream_xrefs)
    refs = [w.insert_page(page_of(w, f"Page {i + 1}")) for i in range(pages)]
    first = refs[0].get_object()
    annots = generic.ArrayObject()
    if text_field:
        field = generic.DictionaryObject({
            N("/FT"): N("/Tx"), N("/T"): generic.pdf_string("Number"), N("/Type"): N("/Annot"),
            N("/Subtype"): N("/Widget"), N("/F"): generic.NumberObject(4), N("/P"): refs[0], N("/Rect"):
            generic.ArrayObject(map(generic.NumberObject, (72, 600, 200, 620)))})
        ref = w.add_object(field)
        annots.append(ref)
        form = generic.DictionaryObject({N("/Fields"): generic.ArrayObject([ref])})
        if xfa:
            form[N("/XFA")] = w.add_object(generic.StreamObject(stream_data=b"<xdp/>"))
        w.root[N("/AcroForm")] = w.add_object(form)
    if note:
        annots.append(w.add_object(free_text("before")))
    if annots:
        first[N("/Annots")] = annots
    if dangling:
        first["/Resources"][N("/XObject")] = generic.DictionaryObject(
            {N("/Later"): generic.IndirectObject(4711, 0, w)})
    buffer = io.BytesIO()
    w.write(buffer)
    return buffer.getvalue()


def free_text(text):
    return generic.DictionaryObject({
        N("/Type"): N("/Annot"), N("/Subtype"): N("/FreeText"), N("/Contents"): generic.pdf_string(text),
        N("/DA"): generic.pdf_string("/Helv 12 Tf 0 g"), N("/F"): generic.NumberObject(4),
        N("/Rect"): generic.ArrayObject(map(generic.NumberObject, (72, 500, 300, 520)))})


def sign(data, who=None, field="First", stamp=None, md="sha256", reserve=None, box=None, subfilter=None, crls=None, **meta):
    who = who or pki.good
    who = who.signer() if isinstance(who, pki.Entity) else who
    form = fields.SigFieldSpec(field, box=box, on_page=0)
    meta = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm=md, subfilter=subfilter or fields.SigSeedSubFilter.PADES, **meta)
    signer = signers.PdfSigner(meta, who, timestamper=stamp, new_field_spec=form)
    return signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data), strict=False),
                           bytes_reserved=reserve or (8600 if stamp else HOLE)).getvalue()


def stamped(data, tsa=None, at=NOW):
    tsa = tsa or pki.tsa
    return signers.PdfTimeStamper(tsa.stamper(at), field_name="Stamp").timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", bytes_reserved=HOLE).getvalue()


def more(data, change):
    w = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    change(w)
    buffer = io.BytesIO()
    w.write(buffer)
    return buffer.getvalue()


def change_page(index, change):
    def run(w):
        page = w.root["/Pages"]["/Kids"][index]
        change(w, page)
        w.update_container(page)
    return run


def oracle(data, case):
    result = {"pdfsig": [], "pyhanko": []}
    path = out / case["file"]
    run = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, timeout=60)
    result["pdfsig"] = re.findall(r"Signature Validation: (.*)", run.stdout) or [run.stderr.strip()[:80] or "none"]
    roots = [pki.root.asn1]
    evidence = dict(allow_fetching=False, crls=[acrl.CertificateList.load(c) for c in case["crls_raw"]],
                    ocsps=[aocsp.OCSPResponse.load(o) for o in case["ocsps_raw"]], revocation_mode="soft-fail",
                    retroactive_revinfo=True)
    try:
        reader = PdfFileReader(io.BytesIO(data))
        found = reader.embedded_signatures
    except Exception as error:
        result["pyhanko"].append({"fault": type(error).__name__})
        return result
    for embedded in found:
        entry = {"field": embedded.field_name}
        try:
            context = lambda at: ValidationContext(trust_roots=roots, moment=at, **evidence)
            if embedded.sig_object.get("/Type") == "/DocTimeStamp":
                status = validate_pdf_timestamp(embedded, context(NOW))
                entry.update(ok=bool(status.valid and status.intact and status.trusted and status.docmdp_ok is not False))
            else:
                status = validate_pdf_signature(embedded, context(NOW), context(NOW))
                ts = status.timestamp_validity
                if ts and ts.valid and ts.intact and ts.trusted:
                    status = validate_pdf_signature(embedded, context(ts.timestamp), context(NOW))
                entry.update(ok=bool(status.bottom_line))
            entry.update(intact=status.intact, valid=status.valid, trusted=status.trusted,
                         coverage=status.coverage.name,
                         modification=status.modification_level.name if status.modification_level else None)
        except Exception as error:
            entry.update(ok=False, fault=type(error).__name__)
        result["pyhanko"].append(entry)
    return result


def case(name, data, *expected, crls=(), ocsps=(), stored=()):
    """expected: what each signature's verdict must be, "outcome" or "outcome:reason"; or "fault".
    stored: lists inside the file, which pyHanko is told of apart."""
    entry = {"file": f"{name}.pdf", "expected": list(expected)}
    (out / entry["file"]).write_bytes(data)
    raw = dict(entry, crls_raw=[*crls, *stored], ocsps_raw=list(ocsps))
    entry["crls"] = [base64.b64encode(c).decode() for c in crls]
    entry["ocsps"] = [base64.b64encode(o).decode() for o in ocsps]
    entry["oracle"] = oracle(data, raw)
    cases.append(entry)


V, W, C, U, B = "valid", "validWithWeakDigest", "changedAfterwards", "notVerifiable", "broken"
doc = blank()
once = sign(doc)

# Certificates
case("plain", once, V)
case("adobe-subfilter", sign(doc, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED), V)
case("expired", sign(doc, pki.expired), f"{U}:certificate_not_valid_then")
case("not-yet-valid", sign(doc, pki.future), f"{U}:certificate_not_valid_then")
case("unknown-root", sign(doc, pki.Entity("Stranger", pki.other_root)), f"{U}:unknown_issuer")
case("self-signed", sign(doc, pki.Entity("Alone")), f"{U}:unknown_issuer")
case("usage-encipherment", sign(doc, pki.Entity("A", pki.ca, use=("key_encipherment",))), f"{U}:key_usage")
case("usage-only-digital-signature", sign(doc, pki.Entity("B", pki.ca, use=("digital_signature",))), f"{U}:key_usage")
case("usage-not-named", sign(doc, pki.Entity("C", pki.ca, use=None)), f"{U}:key_usage")
case("purpose-documents", sign(doc, pki.Entity("D", pki.ca, eku=["1.3.6.1.5.5.7.3.36"])), V)
case("purpose-server", sign(doc, pki.Entity("E", pki.ca, eku=[EKU.SERVER_AUTH])), f"{U}:extended_key_usage")
case("purpose-time", sign(doc, pki.Entity("F", pki.ca, eku=[EKU.TIME_STAMPING])), f"{U}:extended_key_usage")
case("issuer-no-authority", sign(doc, pki.Entity("G", pki.no_ca)), f"{U}:issuer_is_no_authority")
case("path-too-long", sign(doc, pki.Entity("H", pki.below_ca)), f"{U}:chain_too_long")
case("name-constraints", sign(doc, pki.Entity("I", pki.bound_ca)), f"{U}:critical_extension")
case("critical-extension", sign(doc, pki.Entity("J", pki.ca, extra=[(x509.UnrecognizedExtension(
    OID("1.3.6.1.4.1.55555.1"), b"\x05\x00"), True)])), f"{U}:critical_extension")
impostor = pki.Entity("Authority", pki.root.__class__("Root", ca=True), ca=True)
case("issuer-of-same-name", sign(doc, pki.Entity("K", impostor)), f"{U}:unknown_issuer")

# Algorithms
rsa_signer = pki.Entity("RSA", pki.ca, key=rsa.generate_private_key(65537, 2048))
case("rsa", sign(doc, rsa_signer), V)
case("rsa-1024", sign(doc, pki.Entity("RSA 1024", pki.ca, key=rsa.generate_private_key(65537, 1024))), f"{U}:key_too_short")
sha256 = {"algorithm": "sha256"}
pss = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": algos.RSASSAPSSParams({
    "hash_algorithm": sha256, "salt_length": 32, "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": sha256}})})
case("rsa-pss", sign(doc, rsa_signer.signer(signature_mechanism=pss)), V)
case("sha1", sign(doc, rsa_signer, md="sha1"), W)
case("p384", sign(doc, pki.Entity("P384", pki.ca, key=ec.generate_private_key(ec.SECP384R1())), md="sha384"), V)
case("p521", sign(doc, pki.Entity("P521", pki.ca, key=ec.generate_private_key(ec.SECP521R1())), md="sha512"), V)
case("brainpool", sign(doc, pki.Entity("BP", pki.ca, key=ec.generate_private_key(ec.BrainpoolP256R1()))),
     f"{U}:1.3.36.3.3.2.8.1.1.7")

# Time
case("token", sign(doc, stamp=pki.tsa.stamper(NOW)), V)
case("expired-since-token", sign(doc, pki.expired, stamp=pki.tsa.stamper(day(2024, 6))), V)
case("token-after-expiry", sign(doc, pki.expired, stamp=pki.tsa.stamper(day(2025, 6))), f"{U}:certificate_not_valid_then")
case("token-unknown-root", sign(doc, stamp=pki.other_tsa.stamper(NOW)), f"{U}:time_stamp_unknown_issuer")
case("token-wrong-purpose", sign(doc, stamp=pki.mail_tsa.stamper(NOW)), f"{U}:time_stamp_purpose")
case("token-authority-expired", sign(doc, stamp=pki.old_tsa.stamper(day(2024, 6))),
     f"{U}:time_stamp_certificate_not_valid_then")
case("token-in-future", sign(doc, stamp=pki.tsa.stamper(day(2027))), f"{U}:time_stamp_time_stamp_in_future")


class Foreign:
    """Hands out the token of another file."""
    def __init__(self, token):
        self.token = token
    async def async_timestamp(self, message_digest, md_algorithm):
        return self.token
    async def async_dummy_response(self, md_algorithm):
        return self.token


token = asyncio.run(pki.tsa.stamper(NOW).async_timestamp(b"\1" * 32, "sha256"))
case("token-of-another-file", sign(doc, stamp=Foreign(token)), f"{U}:time_stamp_wrong")
case("document-time-stamp", stamped(once), V, V)
case("document-time-stamp-unknown", stamped(once, pki.other_tsa), V, f"{U}:unknown_issuer")

# Revocation
crl = pki.ca.crl
case("list-good", once, V, crls=[crl(), pki.root.crl()])
case("revoked-before", once, f"{U}:certificate_revoked", crls=[crl([(pki.good, day(2026, 5))])])
case("revoked-after-token", sign(doc, stamp=pki.tsa.stamper(day(2026, 4))), V,
     crls=[crl([(pki.good, day(2026, 5))])])
case("revoked-before-token", sign(doc, stamp=pki.tsa.stamper(NOW)), f"{U}:certificate_revoked",
     crls=[crl([(pki.good, day(2026, 5))])])
case("authority-revoked", once, f"{U}:issuer_revoked", crls=[pki.root.crl([(pki.ca, day(2026, 5))])])
case("list-of-impostor", once, f"{U}:revocation_evidence_unusable", crls=[crl([(pki.good, day(2026, 5))], key=pki.P256())])
case("list-outdated", once, f"{U}:revocation_evidence_unusable", crls=[crl(start=day(2026), end=day(2026, 2))])
case("answer-good", once, V, ocsps=[pki.ca.ocsp(pki.good)])
case("answer-revoked", once, f"{U}:certificate_revoked", ocsps=[pki.ca.ocsp(pki.good, revoked=day(2026, 5))])
case("answer-of-delegate", once, f"{U}:certificate_revoked",
     ocsps=[pki.ca.ocsp(pki.good, revoked=day(2026, 5), responder=pki.responder)])
case("answer-of-nobody", once, f"{U}:revocation_evidence_unusable", ocsps=[pki.ca.ocsp(pki.good, revoked=day(2026, 5), responder=pki.second)])
case("time-authority-revoked", sign(doc, stamp=pki.tsa.stamper(day(2026, 4))), f"{U}:time_stamp_certificate_revoked",
     crls=[pki.root.crl([(pki.tsa, day(2026, 5))])])


def store(crls):
    def run(w):
        refs = [w.add_object(generic.StreamObject(stream_data=c)) for c in crls]
        w.root[N("/DSS")] = w.add_object(generic.DictionaryObject({N("/CRLs"): generic.ArrayObject(refs)}))
        w.update_root()
    return run


lists = [crl(), pki.root.crl()]
case("store-good", more(once, store(lists)), V, stored=lists)
lists = [crl([(pki.good, day(2026, 5))])]
case("store-revoked", more(once, store(lists)), f"{U}:certificate_revoked", stored=lists)

# Bytes
case("byte-in-content", once.replace(b"(Page 1)", b"(Page 2)"), f"{B}:signature")
hole = once.index(b"/Contents <") + 11
at = bytes.fromhex(once[hole:hole + HOLE].decode()).rstrip(b"\0")
flip = bytearray(once)
flip[hole + 2 * len(at) - 1] = ord("0") if flip[hole + 2 * len(at) - 1] != ord("0") else ord("1")
case("byte-in-signature", bytes(flip), f"{B}:signature")
flip = bytearray(once)
flip[hole + HOLE - 10] = ord("1")
case("filling", bytes(flip), f"{U}:filling")
case("trailing-comment", once + b"\n% more\n", C)
case("trailing-bytes", once + b"\n" * 9, V)
case("byte-range-null", re.sub(rb"/ByteRange \[[^]]*\]", lambda m: b"/ByteRange null".ljust(len(m[0])), once),
     f"{U}:byte_range")
encrypted = out / "encrypted.pdf"
(out / "plain-copy.pdf").write_bytes(once)
subprocess.run(["qpdf", "--encrypt", "", "owner", "256", "--", str(out / "plain-copy.pdf"), str(encrypted)], check=True)
(out / "plain-copy.pdf").unlink()
case("encrypted", encrypted.read_bytes(), "fault")
case("prefix", b"%\n" + once, "fault")
case("byte-range-from-later", re.sub(rb"/ByteRange \[0 (\d+)", lambda m: b"/ByteRange [1 " + str(int(m[1]) - 1).encode()
     + b" " * (len(m[1]) - len(str(int(m[1]) - 1))), once), f"{U}:byte_range")
case("byte-range-missing", once.replace(b"/ByteRange", b"/ByteRangX"), f"{U}:byte_range")
case("contents-missing", once.replace(b"/Contents <", b"/Contentx <"), f"{U}:byte_range")

# Increments
two = sign(once, pki.second, "Second")
case("two-signers", two, V, V)
case("three-signers", sign(two, rsa_signer, "Third"), V, V, V)
case("visible-signer", sign(once, pki.second, "Second", box=(72, 72, 200, 120)), V, V)
case("empty-signature-field", more(once, lambda w: fields.append_signature_field(w, fields.SigFieldSpec("Empty"))), V)


def annotate(w, page):
    if "/Annots" not in page:
        page[N("/Annots")] = generic.ArrayObject()
    page["/Annots"].append(w.add_object(free_text("added")))
    w.update_container(page["/Annots"])


def contents(w, page):
    page[N("/Contents")] = w.add_object(generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 700 Td (Other) Tj ET"))


def entry(key, value):
    def run(w, page):
        page[N(key)] = value
    return run


def root_entry(key, value):
    def run(w):
        w.root[N(key)] = value
        w.update_root()
    return run


def put_page(w):
    w.insert_page(page_of(w, "Added"))


def drop_page(w):
    pages = w.root["/Pages"]
    pages["/Kids"].pop()
    pages[N("/Count")] = generic.NumberObject(1)
    w.update_container(pages)


def form_field(w, index=0):
    return w.root["/AcroForm"]["/Fields"][index]


def fill(w):
    field = form_field(w)
    field[N("/V")] = generic.pdf_string("17")
    w.update_container(field)


def move_widget(w):
    field = form_field(w)
    field[N("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    w.update_container(field)


def redraw_widget(w):
    field = form_field(w)
    form = generic.StreamObject({N("/Subtype"): N("/Form"), N("/BBox"): generic.ArrayObject(
        map(generic.NumberObject, (0, 0, 100, 100)))}, stream_data=b"0 0 100 100 re f")
    field[N("/AP")] = generic.DictionaryObject({N("/N"): w.add_object(form)})
    w.update_container(field)


def define(w):
    form = generic.StreamObject({N("/Type"): N("/XObject"), N("/Subtype"): N("/Form"), N("/BBox"): generic.ArrayObject(
        map(generic.NumberObject, (0, 0, 100, 100)))}, stream_data=b"0 0 100 100 re f")
    w.objects[(0, 4711)] = form
    w._lastobj_id = max(w._lastobj_id, 4711)


case("annotation-added", more(once, change_page(0, annotate)), C)
case("page-redrawn", more(once, change_page(0, contents)), C)
case("page-turned", more(once, change_page(0, entry("/Rotate", generic.NumberObject(180)))), C)
case("page-cropped", more(once, change_page(0, entry("/CropBox", generic.ArrayObject(
    map(generic.NumberObject, (0, 0, 10, 10)))))), C)
case("page-action", more(once, change_page(0, entry("/AA", generic.DictionaryObject()))), C)
case("page-added", more(once, put_page), C)
case("page-removed", more(sign(blank(2)), drop_page), C)
case("open-action", more(once, root_entry("/OpenAction", generic.DictionaryObject(
    {N("/S"): N("/JavaScript"), N("/JS"): generic.pdf_string("1")}))), C)
case("names", more(once, root_entry("/Names", generic.DictionaryObject())), C)
case("layers", more(once, root_entry("/OCProperties", generic.DictionaryObject())), C)
case("signature-moved", more(once, move_widget), C)
case("signature-redrawn", more(once, redraw_widget), C)
with_field = sign(blank(text_field=True))
case("field-filled", more(with_field, fill), C)
case("field-filled-then-signed", sign(more(with_field, fill), pki.second, "Second"), C, V)
case("xfa-changed", more(sign(blank(text_field=True, xfa=True)), lambda w: (
    w.root["/AcroForm"].__setitem__(N("/XFA"), w.add_object(generic.StreamObject(stream_data=b"<other/>"))),
    w.update_container(w.root["/AcroForm"]))), C)
with_note = sign(blank(note=True))


def change_note(w):
    note = w.root["/Pages"]["/Kids"][0]["/Annots"][0]
    note[N("/Contents")] = generic.pdf_string("after")
    w.update_container(note)


case("annotation-changed", more(with_note, change_note), C)
case("annotation-removed", more(with_note, change_page(0, lambda w, page: (page["/Annots"].pop(0),
     w.update_container(page["/Annots"])))), C)
case("dangling-reference-defined", more(sign(blank(dangling=True)), define), C)
case("object-streams", sign(blank(stream_xrefs=True)), V)
case("redrawn-then-signed", sign(more(once, change_page(0, contents)), pki.second, "Second"), C, V)

def resources(text):
    w = writer.PdfFileWriter(stream_xrefs=True)
    packed = w.prepare_object_stream(compress=False)
    page = page_of(w, "Page 1")
    page[N("/Resources")] = w.add_object(page["/Resources"], obj_stream=packed)
    w.insert_page(page)
    buffer = io.BytesIO()
    w.write(buffer)
    return buffer.getvalue()


def repack(w):
    entry = w.root["/Pages"]["/Kids"][0].raw_get("/Resources")
    packed = w.prev.xrefs[entry.reference]
    number = packed.obj_stream_id
    old = w.prev.get_object(generic.Reference(number, 0, w.prev))
    new = generic.StreamObject({key: old[key] for key in ("/Type", "/N", "/First")},
                               stream_data=old.data.replace(b"/Helvetica", b"/Courier  "))
    w.objects[(0, number)] = new


case("object-stream-replaced", more(sign(resources("")), repack), C)


def outline(w):
    w.root["/Pages"][N("/Rotate")] = generic.NumberObject(90)
    w.update_container(w.root["/Pages"])


case("inherited-turn", more(once, outline), C)


def empty_with_appearance(w):
    fields.append_signature_field(w, fields.SigFieldSpec("Empty", box=(0, 0, 595, 842), on_page=0))
    field = form_field(w, -1)
    form = generic.StreamObject({N("/Subtype"): N("/Form"), N("/BBox"): generic.ArrayObject(
        map(generic.NumberObject, (0, 0, 595, 842)))}, stream_data=b"0 0 595 842 re f")
    field[N("/AP")] = generic.DictionaryObject({N("/N"): w.add_object(form)})


case("drawing-empty-signature-field", more(once, empty_with_appearance), C)


def script_in_field(w):
    fields.append_signature_field(w, fields.SigFieldSpec("Empty"))
    form_field(w, -1)[N("/AA")] = generic.DictionaryObject()


case("script-in-signature-field", more(once, script_in_field), C)


def forget(w):
    w.root["/AcroForm"]["/Fields"].pop(0)
    w.update_container(w.root["/AcroForm"]["/Fields"])


case("first-signature-hidden", more(two, forget), C)
case("signature-of-another-file", once.replace(once[hole:hole + HOLE], (lambda o: o[o.index(b"/Contents <") + 11:][:HOLE])(
    sign(blank(2)))), f"{B}:signature")


def locked(action, names=None, data=None, level=None):
    w = IncrementalPdfFileWriter(io.BytesIO(data or blank(text_field=True)))
    fields.append_signature_field(w, fields.SigFieldSpec("First", field_mdp_spec=fields.FieldMDPSpec(action, names),
                                                         doc_mdp_update_value=level))
    buffer = io.BytesIO()
    w.write(buffer)
    meta = signers.PdfSignatureMetadata(field_name="First", subfilter=fields.SigSeedSubFilter.PADES)
    return signers.PdfSigner(meta, pki.good.signer()).sign_pdf(
        IncrementalPdfFileWriter(buffer), bytes_reserved=HOLE).getvalue()


A = fields.FieldMDPAction
case("locked-all", locked(A.ALL), V)
case("locked-all-filled", more(locked(A.ALL), fill), C)
case("locked-one-filled", more(locked(A.INCLUDE, ["Number"]), fill), C)
case("locked-others-signed", sign(locked(A.EXCLUDE, ["Second"]), pki.second, "Second"), V, V)
case("locked-to-level-1-annotated", more(locked(A.INCLUDE, ["Number"], level=fields.MDPPerm.NO_CHANGES),
     change_page(0, annotate)), C)

# Permissions
P = fields.MDPPerm
certified = lambda level, data=doc: sign(data, certify=True, docmdp_permissions=level)
for level in (P.NO_CHANGES, P.FILL_FORMS, P.ANNOTATE):
    n = level.value
    case(f"certified-{n}", certified(level), V)
    if n > 1:
        case(f"certified-{n}-signed", sign(certified(level), pki.second, "Second"), V, V)
    case(f"certified-{n}-annotated", more(certified(level), change_page(0, annotate)), C)
    case(f"certified-{n}-filled", more(certified(level, blank(text_field=True)), fill), C)
    case(f"certified-{n}-stored", more(certified(level), store([crl()])), V)
    case(f"certified-{n}-stamped", stamped(certified(level)), V, V)
case("certified-1-signature-field", more(certified(P.NO_CHANGES), lambda w: fields.append_signature_field(
    w, fields.SigFieldSpec("Empty"))), C)

(out / "cases.json").write_text(json.dumps({
    "now": int(NOW.timestamp() * 1000), "root": base64.b64encode(pki.root.der).decode(), "cases": cases},
    indent=1, ensure_ascii=False) + "\n")
print(len(cases))
for c in cases:
    print(c["file"], c["expected"], [p.get("ok", p.get("fault")) for p in c["oracle"]["pyhanko"]], c["oracle"]["pdfsig"])
