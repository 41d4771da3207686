import PrintedSheets
import Testing

/// Codes of printed sheets come back from scans of all kinds that offices make.
struct ScannedCodesTests {
    /// How a sheet is scanned.
    struct Scan: CustomTestStringConvertible {
        var dpi: Int
        var isBitonal: Bool
        var quarters: Int

        var testDescription: String { "\(dpi) dpi, \(isBitonal ? "bits" : "gray"), \(quarters) quarter turns" }

        static let all = [150, 200, 300].flatMap { dpi in
            [false, true].flatMap { isBitonal in
                (0..<4).map { Scan(dpi: dpi, isBitonal: isBitonal, quarters: $0) }
            }
        }
    }

    private func linear(_ printout: borrowing Printout, _ scan: Scan) throws -> [[String]] {
        try printout.codes(isBitonal: scan.isBitonal, dpi: scan.dpi, quarters: scan.quarters)
            .map { page in page.filter { $0.symbology == .code128 }.map(\.payload).sorted() }
    }

    @Test("Two copies of a slip bear the same number", arguments: Scan.all)
    func slips(scan: Scan) throws {
        let slip = try PostalSamples.slip()
        let printout = try Printout { try DispatchSlip.write([slip], to: $0, created: PostalSamples.created) }
        #expect(try linear(printout, scan) == [[slip.tracking]])
    }

    @Test("A label", arguments: Scan.all)
    func labels(scan: Scan) throws {
        let label = try PostalSamples.label()
        let printout = try Printout {
            try ShippingLabel.write([label], format: .sheet(used: 0), to: $0, created: PostalSamples.created)
        }
        #expect(try linear(printout, scan) == [[label.tracking]])
    }

    /// Their modules are finer than two pixels below 250 dpi.
    @Test("Every parcel of a hand-over list", arguments: Scan.all.filter { $0.dpi > 150 })
    func lists(scan: Scan) throws {
        let sheet = try PostalSamples.handover(lines: 16)
        let printout = try Printout { try sheet.write(to: $0, created: PostalSamples.created) }
        let found = try linear(printout, scan).flatMap(\.self)
        #expect(Set(found) == Set(sheet.lines.map(\.tracking) + [sheet.number]))
    }
}
