import Basics
import PostalChannel
import Testing

struct DiscrepancyEvidenceTests {
    @Test(arguments: [
        (
            DiscrepancyEvidence.Fact(.deadline, ours: "2026-11-04", theirs: "2026-11-05T12:51"),
            "hạn 04/11/2026, phát 05/11/2026 12:51"
        ),
        (
            .init(.accepted, ours: "2026-11-04T09:22", theirs: "2026-11-04"),
            "bàn giao 04/11/2026 09:22, bưu điện chấp nhận 04/11/2026"
        ),
        (.init(.remitted, ours: "100000", theirs: "90000"), "đã thu 100.000 ₫, đã nộp 90.000 ₫"),
        (.init(.collected, ours: nil, theirs: "90000"), "thu hộ: ta –, bưu điện 90.000 ₫"),
        (.init(.status, ours: "accepted", theirs: "lost"), "trạng thái: ta đã chấp nhận, bưu điện thất lạc"),
        (.init(.papers, ours: "3", theirs: "2"), "danh mục 3, đếm được 2"),
    ])
    func factsReadAsClerksWriteThem(fact: DiscrepancyEvidence.Fact, text: String) { #expect(fact.vietnamese == text) }

    @Test func theStoredFormComesBack() throws {
        let evidence = DiscrepancyEvidence([
            .init(.recipient, ours: "Nguyễn\tThị\nHằng", theirs: ""), .init(.fee, ours: "21000", theirs: "31000"),
            .init(.weight, ours: nil, theirs: nil),
        ])
        #expect(evidence.facts.map(\.name) == [.recipient, .fee])
        #expect(DiscrepancyEvidence(rawValue: evidence.rawValue) == evidence)
        #expect(evidence.facts[0].ours == "Nguyễn Thị Hằng")
        // What a newer program adds is passed over; what is damaged is told.
        #expect(DiscrepancyEvidence(rawValue: "colour\tred\tblue\nfee\t1\t2")?.facts.count == 1)
        #expect(DiscrepancyEvidence(rawValue: "fee\t1") == nil)
    }

    @Test func aFurtherLineAddsWhatIsNew() {
        var evidence = DiscrepancyEvidence([.init(.fee, ours: "1", theirs: "2")])
        evidence.add(DiscrepancyEvidence([.init(.fee, ours: "1", theirs: "2"), .init(.fee, ours: "1", theirs: "3")]))
        #expect(evidence.facts.count == 2)
        evidence.add(DiscrepancyEvidence((0..<100).map { .init(.fee, ours: nil, theirs: "\($0)") }))
        #expect(evidence.facts.count == DiscrepancyEvidence.limit)
    }

    @Test func complaintsHaveTheirLimitByKind() throws {
        let limits = ComplaintLimits([
            .init(codes: ["late_delivery"], months: 6, from: .transitEnd, source: "38.1.a"),
            .init(codes: nil, months: 1, from: .delivered, source: "38.1.b"),
        ])
        let calendar = try WorkingCalendar([])
        let (end, delivered) = (try day("2026-11-04"), try day("2026-11-05"))
        func last(_ code: String, _ delivered: CalendarDay?) -> String? {
            limits.lastDay(for: code, transitEnd: end, delivered: delivered, calendar)?.rawValue
        }
        #expect(last("late_delivery", delivered) == "2027-05-04")
        #expect(last("fee_differs", delivered) == "2026-12-05")
        #expect(last("fee_differs", nil) == nil)
    }
}
