import Foundation
import Ledger
import PostalChannel

extension LegEvidence {
    /// What the scanned page is; `nil` for evidence that was not filed from a scan.
    public var kind: SlipReading.Kind? { SlipDetails(detail)?.kind }
}

/// What else a filed slip shows, as it stands in the ledger.
struct SlipDetails: Codable {
    var kind: SlipReading.Kind
    /// Papers that were counted, where the page says so.
    var counted: Int?
    /// ``Parcel/id``.
    var parcel: String?
    /// How a misread number was set right; empty when it stood there so.
    var correction: String

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    init(kind: SlipReading.Kind, counted: Int?, parcel: String?, correction: String) {
        self.kind = kind
        self.counted = counted
        self.parcel = parcel
        self.correction = correction
    }

    /// `nil` for evidence that was not filed from a scan.
    init?(_ text: String) {
        guard let details = try? JSONDecoder().decode(SlipDetails.self, from: Data(text.utf8)) else { return nil }
        self = details
    }
}
