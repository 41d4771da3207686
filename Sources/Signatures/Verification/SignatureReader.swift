import Crypto
import DocumentModel
import SwiftASN1

/// Finds the signatures of a PDF and checks their bytes.
public struct SignatureReader: Sendable {
    /// Why no statement on a file's signatures can be made.
    public enum Fault: Error, Equatable, Sendable {
        /// What is wrong with the file's structure, in English, for logs.
        case malformed(String)
        /// Which limit the file exceeds.
        case limit(String)
        case encrypted
    }

    public init() {}

    /// The filled signature fields in the order of the revisions they cover.
    public func signatures(in bytes: [UInt8]) throws(Fault) -> [SignatureFacts] {
        do {
            return try found(in: Self.lastRevision(of: bytes)).map(\.facts)
        } catch {
            throw Fault(error)
        }
    }

    static func lastRevision(of bytes: [UInt8]) throws(PDFFault) -> PDFRevision {
        let file = try PDFFile(bytes)
        guard let last = RevisionBoundary.last(in: bytes, before: bytes.count) else { throw .malformed("startxref") }
        return try PDFRevision(file, crossReference: last.crossReference, end: bytes.count)
    }

    /// One signature with what a verdict needs of it.
    struct Found {
        var facts: SignatureFacts
        var field: FormField
        var entries: [String: PDFObject]
        var signed: SignedData?
        /// The time stamp over this signature, or the document time stamp that it is, if it is right.
        var token: TimeStampToken?
        /// Bytes of the file up to the end of what is covered.
        var coveredCount: Int?
    }

    func found(in revision: PDFRevision) throws(PDFFault) -> [Found] {
        var found: [Found] = []
        for field in try FormFieldReader(revision: revision).fields() where field.kind == "Sig" {
            guard let value = field.value, let entries = try revision.resolve(value).entries else { continue }
            found.append(try read(field, entries, in: revision))
        }
        func end(_ range: [Int]) -> Int { range.suffix(2).reduce(0) { $0.addingReportingOverflow($1).partialValue } }
        return found.sorted { end($0.facts.byteRange) < end($1.facts.byteRange) }
    }

    private func read(
        _ field: FormField, _ entries: [String: PDFObject], in revision: PDFRevision
    ) throws(PDFFault) -> Found {
        let bytes = revision.file.bytes
        let range = try revision.resolve(entries["ByteRange"]).array?.compactMap(\.integer) ?? []
        let contents = try revision.resolve(entries["Contents"]).string ?? []
        var facts = SignatureFacts(field: field.name)
        facts.byteRange = range
        facts.claimedTime = try revision.resolve(entries["M"]).string.flatMap(PDFText.milliseconds(ofDate:))
        facts.shownText = AppearanceText(revision: revision).text(ofAnnotation: field.entries)
        let form = try revision.resolve(entries["SubFilter"]).name
        facts.isDocumentTimeStamp = form == "ETSI.RFC3161"
        var found = Found(facts: facts, field: field, entries: entries)
        guard let covered = Self.covered(range, contents: contents, in: bytes) else {
            found.facts.reason = "byte_range"
            return found
        }
        let end = covered[1].endIndex
        found.coveredCount = end
        if end == bytes.count {
            found.facts.coverage = .wholeFile
        } else if RevisionBoundary.last(in: bytes, before: end)?.isCovered(byFirst: end) == true {
            found.facts.coverage = .revision
        }
        // Nobody signed what fills up the hole, so nothing may hide there.
        if let count = ASN1Tree.count(contents), count < contents.count, contents[count...].contains(where: { $0 != 0 })
        {
            found.facts.reason = "filling"
            return found
        }
        switch form {
        case "ETSI.CAdES.detached", "adbe.pkcs7.detached":
            Self.readSignature(contents, covered, isPAdES: form == "ETSI.CAdES.detached", into: &found)
        case "ETSI.RFC3161": Self.readTimeStamp(contents, covered, into: &found)
        default: found.facts.reason = "sub_filter"
        }
        return found
    }

    private static func readSignature(
        _ contents: [UInt8], _ covered: [ArraySlice<UInt8>], isPAdES: Bool, into found: inout Found
    ) {
        guard let signed = SignedData(contents), signed.contentType == "1.2.840.113549.1.7.1", signed.content == nil
        else {
            // A signature field is one person's; who of several signed what no reader agrees about.
            found.facts.reason = SignedData.signerCount(contents) > 1 ? "several_signers" : "cms"
            return
        }
        readSigner(signed, covered, isPAdES: isPAdES, into: &found)
    }

    /// What the bytes of one signer's part of a CMS structure say.
    static func readSigner(
        _ signed: SignedData, _ covered: [ArraySlice<UInt8>], isPAdES: Bool, into found: inout Found
    ) {
        found.signed = signed
        describe(signed, in: &found.facts)
        if let value = signed.unsigned["1.2.840.113549.1.9.16.2.14"] {
            if value.count == 1, let token = TimeStampToken(value[0]),
                token.check(stamped: [signed.signature[...]]) == .right
            {
                found.token = token
                found.facts.tokenTime = token.milliseconds
                found.facts.timeAuthority = token.signedData.signer.map {
                    ParsedCertificate.shownName($0.subjectNames)
                }
            } else {
                found.facts.hasWrongToken = true
            }
        }
        switch signed.check(content: covered) {
        case .right where signed.namesSigner == false:
            found.facts.integrity = .broken
            found.facts.reason = "signing_certificate"
        case .right where signed.namesSigner == nil && isPAdES: found.facts.reason = "signing_certificate_missing"
        case .right: found.facts.integrity = .intact
        case .wrong:
            found.facts.integrity = .broken
            found.facts.reason = "signature"
        case .unknown(let what): found.facts.reason = what
        }
    }

    private static func readTimeStamp(
        _ contents: [UInt8], _ covered: [ArraySlice<UInt8>], into found: inout Found
    ) {
        guard let signed = SignedData(contents), let token = TimeStampToken(signed, der: contents)
        else {
            found.facts.reason = "cms"
            return
        }
        found.signed = signed
        describe(signed, in: &found.facts)
        switch token.check(stamped: covered) {
        case .right:
            found.facts.integrity = .intact
            found.facts.tokenTime = token.milliseconds
            found.facts.timeAuthority = token.signedData.signer.map { ParsedCertificate.shownName($0.subjectNames) }
            found.token = token
        case .wrong:
            found.facts.integrity = .broken
            found.facts.reason = "signature"
        case .unknown(let what): found.facts.reason = what
        }
    }

    /// The two covered parts; `nil` unless exactly the hexadecimal string of these contents lies between them, and the
    /// first begins at the file's first byte (otherwise other content can be put into the hole).
    private static func covered(_ range: [Int], contents: [UInt8], in bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
        guard range.count == 4, range.allSatisfy({ (0...bytes.count).contains($0) }), range[0] == 0, range[1] > 0,
            range[2] > range[1] + 2, range[3] > 0, range[2] + range[3] <= bytes.count,
            bytes[range[1]] == 0x3C, bytes[range[2] - 1] == 0x3E
        else { return nil }
        var lexer = PDFLexer(bytes, at: range[1], end: range[2])
        guard let hole = try? lexer.value().string, lexer.position == range[2], hole == contents else { return nil }
        return [bytes[0..<range[1]], bytes[range[2]..<(range[2] + range[3])]]
    }

    private static func describe(_ signed: SignedData, in facts: inout SignatureFacts) {
        facts.digest = signed.digest?.rawValue ?? signed.digestOID
        facts.hasWeakDigest = signed.digest?.isWeak ?? false
        if let signer = signed.signer {
            let names = signer.subjectNames
            func named(_ oid: String) -> String? { names.last { $0.oid == oid }?.value }
            facts.signer = named("2.5.4.3")
            facts.unit = named("2.5.4.11")
            facts.organ = named("2.5.4.10")
            facts.issuer = signer.issuerNames.last { $0.oid == "2.5.4.3" }?.value
            facts.issuerOrgan = signer.issuerNames.last { $0.oid == "2.5.4.10" }?.value
            facts.certificateDigest = signer.digest
            facts.certificateSerial = signer.serial.map(PDFHex.byte).joined()
            facts.issuerDigest = SHA256.hash(data: signer.issuer).map { PDFHex.byte($0) }.joined()
            facts.certificateFrom = signer.notBefore
            facts.certificateTo = signer.notAfter
            for name in names where name.oid == "0.9.2342.19200300.100.1.1" {
                if name.value.hasPrefix("MST:") { facts.taxCode = String(name.value.dropFirst(4)) }
                if name.value.hasPrefix("MNS:") { facts.budgetCode = String(name.value.dropFirst(4)) }
            }
        }
    }
}

extension SignatureReader.Fault {
    init(_ fault: PDFFault) {
        switch fault {
        case .malformed(let what): self = .malformed(what)
        case .limit(let what): self = .limit(what)
        case .encrypted: self = .encrypted
        }
    }
}
