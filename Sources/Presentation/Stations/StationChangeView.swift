import Basics
import Dossiers
import Ledger

/// A station was added, or was there already.
public struct AddedStationView: View {
    var station: String
    var new: Bool

    public init(_ station: StationName, isNew: Bool) { (self.station, new) = (station.rawValue, isNew) }

    public var text: TextPage { TextPage(new ? "Đã thêm trạm \(station)." : "Trạm \(station) đã có.") }
}

/// Whose papers are scanned at a station, from now on.
public struct StationAgencyView: View {
    var station: String
    /// `null` when only those who see everything see what is scanned there and belongs to no case.
    var agency: String?

    public init(_ station: StationName, agency: AgencyScope?) {
        (self.station, self.agency) = (station.rawValue, agency?.rawValue)
    }

    public var text: TextPage {
        TextPage(
            agency.map { "Trạm \(station) thuộc cơ quan \($0)." }
                ?? "Trạm \(station) không thuộc riêng cơ quan nào.")
    }
}

/// A token that was made for a station: the only time that it is shown.
public struct IssuedTokenView: View {
    var station: String
    var id: String
    var token: String

    public init(_ token: StationToken, for station: StationName) {
        (self.station, id, self.token) = (station.rawValue, token.id.rawValue, token.text)
    }

    /// The token alone, so that it can be put where it belongs.
    public var text: TextPage { TextPage("\(token)") }

    /// What to do with it, for people.
    public var notice: TextPage {
        TextPage(
            """
            Hãy lưu mã này vào trạm \(station) ngay; mã không hiện lại được.
            Thu hồi / to revoke it: sohoa stations revoke \(id)
            """)
    }
}

/// A token that was ended.
public struct RevokedTokenView: View {
    private let token: TokenView
    private let station: String

    public init(_ record: TokenRecord) { (token, station) = (TokenView(record), record.station.rawValue) }

    public func encode(to encoder: any Encoder) throws { try token.encode(to: encoder) }

    public var text: TextPage { TextPage("Đã thu hồi mã \(token.id) của trạm \(station).") }
}
