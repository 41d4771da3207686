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
            return try read(bytes)
        } catch {
            switch error {
            case .malformed(let what): throw .malformed(what)
            case .limit(let what): throw .limit(what)
            case .encrypted: throw .encrypted
            }
        }
    }

    private func read(_ bytes: [UInt8]) throws(PDFFault) -> [SignatureFacts] {
        let file = try PDFFile(bytes)
        guard let last = RevisionBoundary.last(in: bytes, before: bytes.count) else { throw .malformed("startxref") }
        let revision = try PDFRevision(file, crossReference: last.crossReference, end: bytes.count)
        var found: [SignatureFacts] = []
        for field in try FormFieldReader(revision: revision).fields() where field.kind == "Sig" {
            guard let value = field.value, let entries = try revision.resolve(value).entries else { continue }
            found.append(try facts(of: field, entries, in: revision))
        }
        return found.sorted {
            ($0.byteRange.last ?? 0) + ($0.byteRange.dropLast().last ?? 0)
                < ($1.byteRange.last ?? 0) + ($1.byteRange.dropLast().last ?? 0)
        }
    }

    private func facts(
        of field: FormField, _ entries: [String: PDFObject], in revision: PDFRevision
    ) throws(PDFFault) -> SignatureFacts {
        let bytes = revision.file.bytes
        let range = try revision.resolve(entries["ByteRange"]).array?.compactMap(\.integer) ?? []
        let contents = try revision.resolve(entries["Contents"]).string ?? []
        var facts = SignatureFacts(
            field: field.name, byteRange: range, coverage: .other, integrity: .notVerifiable, hasWeakDigest: false,
            claimedTime: try revision.resolve(entries["M"]).string.flatMap(PDFText.milliseconds(ofDate:)),
            hasWrongToken: false, shownText: AppearanceText(revision: revision).text(ofAnnotation: field.entries))
        guard let covered = Self.covered(range, contents: contents, in: bytes) else {
            facts.reason = "byte_range"
            return facts
        }
        let end = covered[1].endIndex
        if end == bytes.count {
            facts.coverage = .wholeFile
        } else if RevisionBoundary.last(in: bytes, before: end)?.isCovered(byFirst: end) == true {
            facts.coverage = .revision
        }
        guard let form = entries["SubFilter"]?.name, form == "ETSI.CAdES.detached" || form == "adbe.pkcs7.detached"
        else {
            facts.reason = "sub_filter"
            return facts
        }
        // Nobody signed what fills up the hole, so nothing may hide there.
        if let count = ASN1Tree.count(contents), count < contents.count, contents[count...].contains(where: { $0 != 0 })
        {
            facts.reason = "filling"
            return facts
        }
        guard let signed = SignedData(contents), signed.contentType == "1.2.840.113549.1.7.1", signed.content == nil
        else {
            facts.reason = "cms"
            return facts
        }
        Self.describe(signed, in: &facts)
        switch signed.check(content: covered) {
        case .right where signed.namesSigner == false:
            facts.integrity = .broken
            facts.reason = "signing_certificate"
        case .right where signed.namesSigner == nil && form == "ETSI.CAdES.detached":
            facts.reason = "signing_certificate_missing"
        case .right: facts.integrity = .intact
        case .wrong:
            facts.integrity = .broken
            facts.reason = "signature"
        case .unknown(let what): facts.reason = what
        }
        return facts
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
            facts.organ = named("2.5.4.10")
            facts.issuer = signer.issuerNames.last { $0.oid == "2.5.4.3" }?.value
            facts.certificateDigest = signer.digest
            for name in names where name.oid == "0.9.2342.19200300.100.1.1" {
                if name.value.hasPrefix("MST:") { facts.taxCode = String(name.value.dropFirst(4)) }
                if name.value.hasPrefix("MNS:") { facts.budgetCode = String(name.value.dropFirst(4)) }
            }
        }
        guard let value = signed.unsigned["1.2.840.113549.1.9.16.2.14"] else { return }
        if value.count == 1, let token = TimeStampToken(value[0]),
            token.check(stamped: [signed.signature[...]]) == .right
        {
            facts.tokenTime = token.milliseconds
        } else {
            facts.hasWrongToken = true
        }
    }
}
