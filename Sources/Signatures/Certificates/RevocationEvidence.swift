import DocumentModel
import SwiftASN1

/// All lists and answers at hand.
struct RevocationEvidence {
    private(set) var lists: [RevocationList] = []
    private(set) var answers: [StatusAnswer] = []

    /// Files of hostile make may hold any number.
    private static let most = 200

    init(lists: [[UInt8]] = [], answers: [[UInt8]] = []) {
        add(lists: lists, answers: answers)
    }

    mutating func add(lists more: [[UInt8]], answers others: [[UInt8]]) {
        lists += more.prefix(Self.most).compactMap(RevocationList.init)
        answers += others.prefix(Self.most).compactMap(StatusAnswer.init)
    }

    /// What stands in the signature itself: Adobe's signed attribute, and the lists of CMS.
    mutating func add(from signed: SignedData) {
        add(lists: signed.revocationLists, answers: [])
        guard let value = signed.single("1.2.840.113583.1.1.8") else { return }
        for part in value.children {
            let items = (part.children.first?.children ?? []).map { Array($0.encodedBytes) }
            if part.isTagged(0) { add(lists: items, answers: []) }
            if part.isTagged(1) { add(lists: [], answers: items) }
        }
    }

    /// What stands in the document (`/DSS`, ISO 32000-2, 12.8.4.3).
    mutating func add(fromStoreOf revision: PDFRevision) throws(PDFFault) {
        let catalog = try revision.resolve(revision.trailer["Root"]).entries ?? [:]
        let store = try revision.resolve(catalog["DSS"]).entries ?? [:]
        add(
            lists: try Self.streams(store["CRLs"], in: revision),
            answers: try Self.streams(store["OCSPs"], in: revision))
    }

    /// The data of the streams in an array; what cannot be decoded is left out.
    static func streams(_ list: PDFObject?, in revision: PDFRevision) throws(PDFFault) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for item in (try revision.resolve(list).array ?? []).prefix(most) {
            if let stream = try revision.resolve(item).stream, let data = try? revision.decoded(stream) {
                found.append(data)
            }
        }
        return found
    }

    enum Finding: Equatable {
        case good
        case revoked(at: Int64)
        /// Something is said of it, but by nobody who may, or it no longer holds.
        case unusable
        /// Nothing says anything about the time that counts.
        case unknown
    }

    /// - Parameter time: When the certificate was used, milliseconds since 1970.
    /// - Returns: the finding, and on what it rests.
    func finding(
        on certificate: ParsedCertificate, issuer: ParsedCertificate, at time: Int64
    ) -> (Finding, EvidenceItem?) {
        let statuses =
            lists.compactMap { list in
                list.status(of: certificate, issuer: issuer).map { ($0, EvidenceItem(.revocationList, list.der)) }
            }
            + answers.compactMap { answer in
                answer.status(of: certificate, issuer: issuer).map { ($0, EvidenceItem(.statusAnswer, answer.der)) }
            }
        // One who says revoked outweighs any number who say good.
        var first: (Int64, EvidenceItem)?
        for case (.revoked(let since), let item) in statuses where since < first?.0 ?? .max { first = (since, item) }
        if let first { return (.revoked(at: first.0), first.1) }
        var finding: (Finding, EvidenceItem?) = (.unknown, nil)
        for (status, item) in statuses {
            switch status {
            case .good(let from, let to) where from <= time && time <= to: return (.good, item)
            // Whoever is not revoked later was not revoked before. Issuers drop from their lists what has expired.
            case .good(let from, _) where from > time && from <= certificate.notAfter:
                if finding.0 == .unknown { finding = (.good, item) }
            case .good(let from, _) where from > time: break
            default: finding = (.unusable, item)
            }
        }
        return finding
    }
}
