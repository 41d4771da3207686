import DocumentModel
import Foundation

/// `batch.json`: the station's own word on which files belong where.
///
/// `{"station": …, "operator": …, "items": [{"case": …, "component": …, "files": […]}]}`
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

    public init(station: String? = nil, scannedBy: String? = nil, items: [Item]) {
        self.station = station
        self.scannedBy = scannedBy
        self.items = items
    }

    /// Parses a manifest.
    ///
    /// A manifest without `items` only names the station; the batch is then split by separators.
    /// - Throws: ``FileFault`` with code `bad_manifest` when the bytes are no JSON object of that form.
    public init(json: Data) throws(FileFault) {
        let raw: Raw
        do {
            raw = try JSONDecoder().decode(Raw.self, from: json)
        } catch {
            throw FileFault(code: .badManifest, detail: Self.describe(error))
        }
        station = raw.station
        scannedBy = raw.operator
        items = (raw.items ?? []).map { Item(caseCode: $0.case, component: $0.component, files: $0.files) }
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
