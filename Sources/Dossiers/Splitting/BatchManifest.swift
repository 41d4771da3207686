import Basics
import DocumentModel
import Foundation
import VietnameseText

/// `batch.json`: the station's own word on which files belong where.
///
/// `{"station": …, "operator": …, "items": [{"case": …, "component": …, "files": […]}]}`, and, so that a batch that is
/// still being copied can be told from a complete one, `"pages": 12` and `"sha256": {"0001.tif": …}`; `"urgent": true`
/// lets it go before others.
public struct BatchManifest: Hashable, Sendable {
    /// File name of a manifest within a batch.
    public static let fileName = "batch.json"

    /// Files of one component, in the manifest's order.
    public struct Item: Hashable, Sendable {
        /// The case as written; may be malformed or unknown.
        public var caseCode: String
        /// The component as written.
        public var component: String
        /// File names as written.
        public var files: [String]

        public init(caseCode: String, component: String, files: [String]) {
            self.caseCode = caseCode
            self.component = component
            self.files = files
        }
    }

    public var station: String?
    public var scannedBy: String?
    public var items: [Item]
    /// How many pages the station scanned.
    public var pageCount: Int?
    /// What the station says its files are, by name as written.
    public var digests: [String: ContentDigest]
    /// Whether the batch is to go before others.
    public var isUrgent: Bool

    public init(
        station: String? = nil, scannedBy: String? = nil, items: [Item], pageCount: Int? = nil,
        digests: [String: ContentDigest] = [:], isUrgent: Bool = false
    ) {
        self.station = station
        self.scannedBy = scannedBy
        self.items = items
        self.pageCount = pageCount
        self.digests = digests
        self.isUrgent = isUrgent
    }

    /// Parses a manifest.
    ///
    /// A manifest without `items` only names the station; the batch is then split by separators.
    /// - Throws: `FileFault` with code `bad_manifest` when the bytes are no JSON object of that form.
    public init(json: Data) throws(FileFault) {
        let raw: Raw
        do {
            raw = try JSONDecoder().decode(Raw.self, from: json)
        } catch {
            throw FileFault(code: .badManifest, detail: Self.describe(error))
        }
        if let repeated = RepeatedKey.first(in: json) {
            let key = repeated.key.prefix(64).visible
            throw FileFault(
                code: .badManifest, detail: "key \"\(key)\" stands twice in one object, line \(repeated.line)")
        }
        station = raw.station
        scannedBy = raw.operator
        items = (raw.items ?? []).map { Item(caseCode: $0.case, component: $0.component, files: $0.files) }
        pageCount = raw.pages
        isUrgent = raw.urgent ?? false
        digests = [:]
        for (name, text) in raw.sha256 ?? [:] {
            guard let digest = ContentDigest(rawValue: text.lowercased()) else {
                throw FileFault(code: .badManifest, detail: "a value of sha256 is no SHA-256 in hexadecimal")
            }
            digests[name] = digest
        }
    }

    private struct Raw: Decodable {
        struct Item: Decodable {
            var `case`: String
            var component: String
            var files: [String]
        }
        var station: String?
        var `operator`: String?
        var items: [Item]?
        var pages: Int?
        var sha256: [String: String]?
        var urgent: Bool?
    }

    private static func describe(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): "missing \(path(context.codingPath + [key]))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "wrong type at \(path(context.codingPath))"
        default: "not a JSON object"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
