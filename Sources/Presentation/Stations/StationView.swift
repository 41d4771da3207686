import Basics
import Ledger

/// A scan station with its tokens.
public struct StationView: ListedView, Sendable {
    var name: String
    var createdAt: Int64
    var createdBy: String
    /// Whose papers are scanned there; not there when they are nobody's before their case is known.
    var agency: String?
    var tokens: [TokenView]

    public init(_ station: Station, tokens: [TokenRecord]) {
        name = station.name.rawValue
        createdAt = station.createdAt.milliseconds
        createdBy = station.createdBy
        agency = station.agency?.rawValue
        self.tokens = tokens.map(TokenView.init)
    }

    public static func page(_ stations: [StationView]) -> TextPage {
        var page = TextPage()
        for station in stations {
            page.line(station.agency.map { "\(station.name) (\($0))" } ?? station.name)
            page.table(station.tokens.map(\.cells), indent: 2)
        }
        page.line(stations.isEmpty ? "Chưa có trạm nào." : "\(stations.count) trạm")
        return page
    }
}

/// A station's token, without what is secret of it.
public struct TokenView: Encodable, Sendable {
    var id: String
    var createdAt: Int64
    var createdBy: String
    var lastUsedAt: Int64?
    var revokedAt: Int64?
    var revokedBy: String?

    init(_ record: TokenRecord) {
        id = record.id.rawValue
        createdAt = record.createdAt.milliseconds
        createdBy = record.createdBy
        lastUsedAt = record.lastUsedAt?.milliseconds
        revokedAt = record.revokedAt?.milliseconds
        revokedBy = record.revokedBy
    }

    fileprivate var cells: [String] {
        let used = lastUsedAt.map { "dùng lần cuối \(Self.text($0))" } ?? "chưa dùng"
        let end = revokedAt.map { "đã thu hồi \(Self.text($0)) (\(revokedBy ?? ""))" } ?? "còn hiệu lực"
        return [id, "cấp \(Self.text(createdAt)) (\(createdBy))", used, end]
    }

    private static func text(_ milliseconds: Int64) -> String { LocalTime.text(Instant(milliseconds: milliseconds)) }
}
