import PostalChannel
import PostalPipeline
import Testing

/// What cannot be right about our own parcels is told when they are imported, and they are registered all the same.
struct ParcelDoubtTests {
    private static let number = S10.code(prefix: "EB", serial: 46_000_001, country: "VN") ?? ""
    private static let wrong = String(number.prefix(10)) + (number.dropFirst(10).first == "9" ? "0" : "9") + "VN"
    private static let heading =
        "parcel_id,leg,case_codes,tracking,handed_over,deadline,our_status,our_delivered_at"

    private static func row(
        _ id: String = "P1", leg: String = "return", number: String = number, handedOver: String = "2026-11-03T09:00",
        deadline: String = "2026-11-10", status: String = "accepted", delivered: String = ""
    ) -> String {
        "\(id),\(leg),H40.16-261118-0001,\(number),\(handedOver),\(deadline),\(status),\(delivered)"
    }

    @Test(arguments: [
        ([row()], [String]()),
        ([row(number: wrong)], ["wrong_check_digit"]),
        ([row(), row("P2")], ["number_twice"]),
        ([row(number: "")], ["number_missing"]), ([row(number: "", handedOver: "", deadline: "")], []),
        ([row(handedOver: "2199-01-05", deadline: "")], ["future_day"]),
        ([row(delivered: "2198-11-05")], ["future_day"]),
        ([row(delivered: "2026-11-02T08:00")], ["before_handover"]),
        ([row(delivered: "2026-11-03")], []), ([row(deadline: "2026-11-02")], ["before_handover"]),
        // A number that the post gives in another form has no check digit.
        ([row(number: "2619228281029")], []),
    ])
    func isTold(rows: [String], codes: [String]) async throws {
        let office = try SampleDesk()
        let path = try office.file("p.csv", ([Self.heading] + rows).joined(separator: "\n"))
        let imported = try await office.desk.importParcels(path: path)
        #expect(imported.doubts.map(\.code.rawValue) == codes)
        #expect(imported.registration.added == rows.count)
        #expect(imported.faults.isEmpty)
    }

    @Test(arguments: [
        (row(leg: "trả"), "intake | return"), (row(status: "xong"), "delivered | refused"),
        (row(handedOver: "hôm qua"), "2026-11-18 09:30"),
    ])
    func aFaultNamesWhatIsAllowed(row: String, allowed: String) async throws {
        let office = try SampleDesk()
        let imported = try await office.desk.importParcels(
            path: office.file("p.csv", "\(Self.heading)\n\(row)"))
        #expect(imported.faults.count == 1)
        #expect(imported.faults.allSatisfy { $0.vietnamese.contains(allowed) && $0.english.contains(allowed) })
    }
}
