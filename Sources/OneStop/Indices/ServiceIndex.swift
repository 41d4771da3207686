import Yams

/// The items of the service index (QĐ 766/QĐ-TTg) that can be previewed. The portal's score is the official one.
public struct ServiceIndex: Hashable, Sendable {
    public struct Item: Hashable, Sendable, Codable {
        public var code: String
        public var max: Double
        /// The ratio from which the item is full, as published scores show it.
        public var fullAt: Double
        /// The same by the formula document, where that differs.
        public var fullAtByDocument: Double?
        public var source: String

        private enum CodingKeys: String, CodingKey {
            case code, max, source
            case fullAt = "full_at"
            case fullAtByDocument = "full_at_by_document"
        }

        /// Both scores, in hundredths of a point rounded half up.
        public func hundredths(_ count: Int, of total: Int) -> (published: Int, byDocument: Int)? {
            guard total > 0, (0...total).contains(count) else { return nil }
            let ratio = Double(count) / Double(total)
            func score(_ full: Double) -> Int { Int((Swift.min(max, max * ratio / full) * 100).rounded()) }
            return (score(fullAt), score(fullAtByDocument ?? fullAt))
        }
    }

    public let version: String
    public let items: [Item]

    public static func shipped() throws -> ServiceIndex {
        let text = String(decoding: PackageResources.index_yaml, as: UTF8.self)
        let file = try YAMLDecoder().decode(File.self, from: text)
        return ServiceIndex(version: file.version, items: file.items)
    }

    public func item(_ code: String) -> Item? { items.first { $0.code == code } }

    private struct File: Decodable {
        var version: String
        var items: [Item]
    }
}
