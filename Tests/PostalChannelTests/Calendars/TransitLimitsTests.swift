import Basics
import PostalChannel
import Testing

struct TransitLimitsTests {
    /// The table of TT 17/2017/TT-BTTTT; what holds within a province since districts ended is an assumption of the
    /// test.
    static func table() throws -> TransitTable {
        let start = try day("2017-08-15")
        let lastDay = try day("2025-06-30")
        let source = "TT 17/2017/TT-BTTTT, Điều 7"
        return TransitTable(
            rules: [
                TransitRule(zone: .sameDistrict, workingDays: 1, from: start, through: lastDay, source: source),
                TransitRule(zone: .betweenDistricts, workingDays: 2, from: start, through: lastDay, source: source),
                TransitRule(zone: .withinProvince, workingDays: 2, from: try day("2025-07-01"), source: "giả định"),
                TransitRule(zone: .majorCity, workingDays: 3, from: start, source: source),
                TransitRule(zone: .otherProvince, workingDays: 4, from: start, source: source),
                TransitRule(zone: .otherProvince, service: "EMS", workingDays: 2, from: start, source: "hợp đồng"),
            ],
            majorCities: ["Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng"].map {
                MajorCity(province: $0, from: start, source: "QĐ 445/QĐ-TTg")
            },
            majorCityNeedsBothEnds: false, lastDayOfDistricts: lastDay,
            aliases: [
                ProvinceAlias(name: "TPHCM", province: "TP. Hồ Chí Minh"),
                ProvinceAlias(name: "Bình Dương", province: "TP. Hồ Chí Minh", from: try day("2025-07-01")),
            ])
    }

    private func request(
        _ from: String, _ to: String, _ accepted: String, service: String = "BP", slip: Bool = false
    ) throws -> TransitRequest {
        func place(_ text: String) -> TransitRequest.Place {
            let parts = text.split(separator: "/").map(String.init)
            return TransitRequest.Place(province: parts[0], district: parts.count > 1 ? parts[1] : nil)
        }
        return TransitRequest(
            service: service, origin: place(from), destination: place(to), accepted: try day(accepted),
            withAppointmentSlip: slip)
    }

    @Test(arguments: [
        ("Vĩnh Long/Bình Minh", "Vĩnh Long/Bình Minh", "2025-06-30", TransitZone.sameDistrict),
        ("Vĩnh Long/Bình Minh", "tỉnh Vĩnh Long/Trà Ôn", "2025-06-30", .betweenDistricts),
        ("Vĩnh Long/Bình Minh", "Vĩnh Long/Bình Minh", "2025-07-01", .withinProvince),
        ("Vĩnh Long", "VINH LONG", "2026-11-18", .withinProvince),
        ("Vĩnh Long", "Thành phố Hồ Chí Minh", "2026-11-18", .majorCity),
        ("Vĩnh Long", "TPHCM", "2026-11-18", .majorCity),
        ("Vĩnh Long", "Tp.Hồ Chí Minh", "2026-11-18", .majorCity),
        ("Vĩnh Long", "Bình Dương", "2026-11-18", .majorCity),
        ("Vĩnh Long", "Bình Dương", "2025-06-30", .otherProvince),
        ("Vĩnh Long", "Tỉnh Cà Mau", "2026-11-18", .otherProvince),
        ("TPHCM", "Bình Dương", "2026-11-18", .withinProvince),
    ])
    func tellsHowFarApartPlacesAre(from: String, to: String, accepted: String, zone: TransitZone) throws {
        #expect(try TransitLimits(Self.table()).zone(request(from, to, accepted)) == zone)
    }

    @Test(arguments: [
        ("Vĩnh Long", "BP", "2026-11-18", false, 2, "2026-11-20"),
        ("Hà Nội", "BP", "2026-11-18", false, 3, "2026-11-23"),
        ("Cà Mau", "BP", "2026-11-18", false, 4, "2026-11-25"),
        ("Cà Mau", "BP", "2026-11-18", true, 8, "2026-12-01"),
        ("Cà Mau", "EMS", "2026-11-18", false, 2, "2026-11-20"),
        ("Hà Nội", "EMS", "2026-11-18", false, 3, "2026-11-23"),
    ])
    func countsWorkingDaysFromThePhieuGui(
        to: String, service: String, accepted: String, slip: Bool, count: Int, lastDay: String
    ) throws {
        let limit = try TransitLimits(Self.table())
            .limit(request("Vĩnh Long", to, accepted, service: service, slip: slip), calendar2026())
        #expect(limit.workingDays == count)
        #expect(try limit.lastDay == day(lastDay))
    }

    @Test(arguments: [("2026-11-20", 0), ("2026-11-22", 0), ("2026-11-23", 1), ("2026-11-25", 2)])
    func countsHowLateAnItemIs(reached: String, late: Int) throws {
        let limit = try TransitLimits(Self.table())
            .limit(request("Vĩnh Long", "Vĩnh Long", "2026-11-18"), calendar2026())
        #expect(try limit.workingDaysLate(reached: day(reached), calendar2026()) == late)
    }

    @Test func neverGuesses() throws {
        let limits = try TransitLimits(Self.table())
        let calendar = try calendar2026()
        let district = #expect(throws: TransitFault.self) {
            try limits.limit(request("Vĩnh Long", "Vĩnh Long", "2025-06-30"), calendar)
        }
        #expect(district?.code == .districtMissing)
        let province = #expect(throws: TransitFault.self) {
            try limits.limit(request("Vĩnh Long", " ", "2026-11-18"), calendar)
        }
        #expect(province?.code == .provinceMissing)
        let early = #expect(throws: TransitFault.self) {
            try limits.limit(request("Vĩnh Long", "Cà Mau", "2017-08-14"), calendar)
        }
        #expect(early?.code == .limitMissing)
        #expect(throws: CalendarFault.self) {
            try limits.limit(request("Vĩnh Long", "Cà Mau", "2026-12-30"), calendar)
        }
    }

    @Test func refusesTwoLimitsAtOnce() throws {
        var table = try Self.table()
        table.rules.append(
            TransitRule(zone: .majorCity, workingDays: 5, from: try day("2026-01-01"), source: "trùng"))
        let fault = #expect(throws: TransitFault.self) { try TransitLimits(table) }
        #expect(fault?.code == .overlap)
    }

    @Test func readsBackWhatItWrote() throws {
        #expect(try Coded.roundTrip(Self.table()) == Self.table())
    }

    /// The way back to the citizen counts to the first attempt, the way to the agency to the arrival.
    @Test func theLegSaysFromWhenToWhen() throws {
        let back = try LegSample.leg(
            .return, steps: ["packed", "accepted_by_post", "in_transit", "first_attempt", "delivered"])
        let track = try #require(back.history.present.first)
        #expect(track.transitStart?.step == .return(.acceptedByPost))
        #expect(track.transitEnd?.step == .return(.firstAttempt))
        let again = try LegSample.leg(
            .return, steps: ["accepted_by_post", "first_attempt", "returned_to_agency", "packed", "in_transit"])
        #expect(again.history.present.first?.transitStart == nil)
        #expect(again.history.present.first?.transitEnd == nil)
        let intake = try LegSample.leg(.intake, steps: ["collected", "in_transit", "counted", "handed_over"])
        #expect(intake.history.present.first?.transitStart?.step == .intake(.collected))
        #expect(intake.history.present.first?.transitEnd?.step == .intake(.counted))
    }
}
