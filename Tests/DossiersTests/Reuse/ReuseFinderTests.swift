import Basics
import Testing

@testable import Dossiers

@Suite("Held papers for a component")
struct ReuseFinderTests {
    private static let (here, there) = ("000.00.16.H40-261118-0042", "000.00.16.H40-260118-0001")
    private static let number = "001090012345"

    private static func slot(_ code: String, _ component: String = "TP05") throws -> ComponentSlot {
        ComponentSlot(
            caseCode: try #require(CaseCode(rawValue: code)),
            component: try #require(ComponentCode(rawValue: component)))
    }

    private static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(rawValue: text)) }

    private static func paper(
        _ id: String = "D1", in code: String = there, kind: String = "cccd", number: String = number,
        birth: String? = "1990-03-05", issued: String? = "2022-05-01", applicant: String = number,
        name: String = "le ba thuan", componentKey: String = "ban sao can cuoc cong dan",
        revocation: PaperRevocation? = nil
    ) throws -> ReuseFinder.Paper {
        ReuseFinder.Paper(
            HeldPaper(
                document: DocumentID(rawValue: id), slot: try slot(code), componentName: "", kind: kind, titleKey: "",
                number: number, identityNumber: number, birthDate: try birth.map(day), issued: try issued.map(day),
                scannedAt: Instant(milliseconds: 0), applicant: Applicant(name: name, identityNumber: applicant),
                revocation: revocation),
            componentKey: componentKey, applicantKey: name)
    }

    private static let rules = ValidityRules(
        [
            ValidityRule(kinds: ["cccd"], digits: 9, term: .until(CalendarDay(rawValue: "2024-12-31")!), source: "A"),
            ValidityRule(kinds: ["cccd"], digits: 12, term: .ages([14, 25, 40, 60], yearsBefore: 2), source: "B"),
            ValidityRule(kinds: ["giay_xac_nhan"], title: "tinh trang hon nhan", term: .months(6), source: "C"),
            ValidityRule(kinds: ["khai_sinh"], term: .unlimited, source: "D"),
        ], kindsOfOneCase: ["to_khai"])

    private static func candidates(
        _ papers: [ReuseFinder.Paper], number: String = number, birth: String? = nil, kinds: Set<String> = ["cccd"],
        key: String = "ban sao can cuoc cong dan", on today: String = "2026-11-30"
    ) throws -> [ReuseCandidate] {
        let need = ReuseFinder.Need(
            slot: try slot(here),
            applicant: Applicant(name: "Lê Bá Thuận", identityNumber: number, birthDate: try birth.map(day)),
            componentKey: key, kinds: kinds)
        return ReuseFinder.candidates(
            for: need, applicantKey: "le ba thuan", among: papers, rules: rules, on: try day(today))
    }

    @Test("The applicant's number on the paper is the strongest evidence; the register's comes next")
    func evidence() throws {
        let found = try Self.candidates([
            Self.paper("D1", number: "", issued: nil), Self.paper("D2"), Self.paper("D3", kind: "", number: ""),
        ])
        #expect(found.map(\.paper.document.rawValue) == ["D2", "D1", "D3"])
        #expect(found[0].evidence == [.numberOnPaper, .numberInRegister, .kind, .componentName])
        #expect(found[1].evidence == [.numberInRegister, .kind, .componentName])
    }

    @Test("A name alone finds nothing; name and date of birth do")
    func nameAlone() throws {
        let papers = [try Self.paper(number: "", applicant: "")]
        #expect(try Self.candidates(papers, number: "").isEmpty)
        #expect(try Self.candidates(papers, number: "", birth: "1990-03-06").isEmpty)
        let found = try Self.candidates(papers, number: "", birth: "1990-03-05")
        #expect(found.map(\.evidence) == [[.nameAndBirthDate, .kind, .componentName]])
        // Two people of one name, born on one day: their numbers tell them apart.
        let others = [try Self.paper(number: "001090099999", applicant: "001090099999")]
        #expect(try Self.candidates(others, birth: "1990-03-05").isEmpty)
    }

    @Test("Another person's paper in the applicant's earlier case is not the applicant's")
    func othersPaper() throws {
        #expect(try Self.candidates([Self.paper(number: "001185000777")]).isEmpty)
    }

    @Test("Papers of the case itself, of one case only, and of another kind are not offered")
    func otherPapers() throws {
        #expect(try Self.candidates([Self.paper(in: Self.here)]).isEmpty)
        #expect(try Self.candidates([Self.paper(kind: "to_khai")], kinds: ["to_khai"]).isEmpty)
        #expect(try Self.candidates([Self.paper(kind: "khai_sinh")]).isEmpty)
        // Where the component's name calls for no known kind, an equal name of the component is what speaks for it.
        #expect(try Self.candidates([Self.paper(kind: "khai_sinh")], kinds: []).count == 1)
    }

    @Test(
        "Validity follows the rules",
        arguments: [
            // Issued at 32: until 40.
            ("1990-03-05", "2022-05-01", "001090012345", "2030-03-05", "valid 2030-03-05"),
            ("1990-03-05", "2022-05-01", "001090012345", "2030-03-06", "expired 2030-03-05"),
            // Issued within two years before 40: until 60.
            ("1990-03-05", "2028-03-06", "001090012345", "2031-01-01", "valid 2050-03-05"),
            // Past the last age: without an end.
            ("1950-03-05", "2022-05-01", "001050012345", "2049-01-01", "valid –"),
            // Cards of nine digits ended with the year 2024, whatever they bear.
            ("1990-03-05", "2014-05-01", "123456789", "2026-11-30", "expired 2024-12-31"),
        ])
    func cards(birth: String, issued: String, number: String, today: String, expected: String) throws {
        let paper = try Self.paper(number: number, birth: birth, issued: issued).paper
        #expect(Self.text(Self.rules.validity(of: paper, on: try Self.day(today))) == expected)
    }

    @Test("What cannot be judged is said; a revoked paper is never valid")
    func doubts() throws {
        let today = try Self.day("2026-11-30")
        let of = { (paper: ReuseFinder.Paper) in Self.rules.validity(of: paper.paper, on: today) }
        #expect(of(try Self.paper(birth: nil)) == .unknown(.noBirthDate))
        #expect(of(try Self.paper(issued: nil)) == .unknown(.noIssueDate))
        #expect(of(try Self.paper(kind: "giay_chung_nhan")) == .unknown(.noRule))
        let revocation = PaperRevocation(by: "lan", at: Instant(milliseconds: 0), reason: "cấp sai")
        #expect(of(try Self.paper(kind: "khai_sinh", revocation: revocation)) == .revoked(revocation))
        var marital = try Self.paper(kind: "giay_xac_nhan", issued: "2026-08-31").paper
        #expect(Self.rules.validity(of: marital, on: today) == .unknown(.noRule))
        marital.titleKey = "giay xac nhan tinh trang hon nhan"
        #expect(Self.text(Self.rules.validity(of: marital, on: today)) == "valid 2027-02-28")
    }

    @Test("Valid before unknown before expired, and a newer paper is named")
    func order() throws {
        let papers = [
            try Self.paper("D1", issued: "2012-05-01"), try Self.paper("D2", issued: "2022-05-01"),
            try Self.paper("D3", birth: nil),
        ]
        for papers in [papers, papers.reversed()] {
            let found = try Self.candidates(papers)
            #expect(found.map(\.paper.document.rawValue) == ["D2", "D3", "D1"])
            #expect(found.map(\.newer?.rawValue) == [nil, nil, "D2"])
        }
    }

    private static func text(_ validity: PaperValidity) -> String {
        switch validity {
        case .valid(let through, _): "valid \(through?.rawValue ?? "–")"
        case .expired(let after, _): "expired \(after.rawValue)"
        case .revoked: "revoked"
        case .unknown(let doubt): doubt.rawValue
        }
    }
}
