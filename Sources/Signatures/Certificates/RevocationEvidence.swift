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
    func finding(on certificate: ParsedCertificate, issuer: ParsedCertificate, at time: Int64) -> Finding {
        let statuses =
            lists.compactMap { $0.status(of: certificate, issuer: issuer) }
            + answers.compactMap { $0.status(of: certificate, issuer: issuer) }
        let revocations = statuses.compactMap { if case .revoked(let time) = $0 { time } else { nil } }
        // One who says revoked outweighs any number who say good.
        if let first = revocations.min() { return .revoked(at: first) }
        var finding = Finding.unknown
        for status in statuses {
            switch status {
            case .good(let from, let to) where from <= time && time <= to: return .good
            case .good(let from, _) where from > time: break
            default: finding = .unusable
            }
        }
        return finding
    }
}
