import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import PostalChannel
import TestSupport

@testable import Ledger
@testable import PostalPipeline

/// Days of a postal desk as they may come: parcels and statements with all that goes wrong, work on differences, periods
/// that are closed and opened again. The same seed gives the same days.
struct PostalHistory {
    let desk: PostalService
    private var random: SeededGenerator
    private var parcels: [Parcel] = []
    private var statements: [(id: StatementID, lines: [StatementLine], day: Int)] = []
    private var closed: [Int] = []
    private var count = 0

    private static let names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Hữu Châu", "Phạm Minh Đức", "Nguyen Van An"]

    init(desk: PostalService, seed: UInt64) {
        self.desk = desk
        random = SeededGenerator(seed: seed)
    }

    private var ledger: Ledger { desk.office.ledger }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick(_ below: Int) -> Int { Int.random(in: 0..<max(1, below), using: &random) }

    static func day(_ number: Int) -> CalendarDay {
        guard let day = LocalTime.day(of: moment(number)) else { preconditionFailure("days of this century") }
        return day
    }

    /// 9:00 of a day, counted from 2026-10-01, at +07:00.
    private static func moment(_ day: Int, _ minutes: Int = 0) -> Instant {
        Instant(milliseconds: 1_790_820_000_000 + Int64(day) * 86_400_000 + Int64(minutes) * 60_000)
    }

    // MARK: A day

    /// Parcels of a day and a statement of them.
    mutating func live(_ day: Int) async throws {
        let new = (0..<6 + pick(6)).map { _ in parcel(on: day) }
        parcels += new
        let listed = new.flatMap { lines(of: $0, on: day) } + strangers(on: day)
        try await register(new)
        if chance(85) { try await take(listed.shuffled(using: &random), on: day) }
        if chance(25), let old = parcels.indices.randomElement(using: &random) {
            // A correction of our register, as far as its period lets it.
            if chance(50) { parcels[old].fee = Dong(30_000 + pick(3) * 1_000) }
            if chance(30) { parcels[old].cases = [code(pick(count))] }
            if chance(20) { parcels[old].tracking = parcels.randomElement(using: &random)?.tracking ?? "" }
            let (corrected, registered, now) = (parcels[old], parcels[old].id, desk.office.now())
            let left = try await ledger.write { try $0.registerParcels([corrected], at: now, leavingClosed: true) }
            if left.ofClosedDays == [registered], let stored = try await ledger.read({ try $0.parcel(registered) }) {
                parcels[old] = stored
            }
        }
        if chance(15) { try await replaceStatement() }
        if chance(20) { try await decide() }
    }

    /// Settles differences of days up to one, and closes these days.
    mutating func close(upTo day: Int) async throws {
        let days = Self.day(0)...Self.day(day)
        let open = try await desk.discrepancies(DiscrepancyFilter(days: days))
        for record in open where chance(70) {
            let proposal = DiscrepancyAction(
                .resolutionProposed, by: "an", reason: "Thống nhất.", resolution: .writtenOff)
            if record.value.state == .open || record.value.state == .reopened || record.value.state == .investigating {
                _ = try await desk.work(on: record.id, proposal)
                _ = try await desk.work(on: record.id, DiscrepancyAction(.resolutionApproved, by: "bình"))
                _ = try await desk.work(on: record.id, DiscrepancyAction(.closed, by: "an"))
            }
        }
        for number in 0...day where !closed.contains(number) {
            let period = Period(day: Self.day(number))
            let carried = try await desk.discrepancies(DiscrepancyFilter(days: period.from...period.through))
                .map { CarriedDiscrepancy(id: $0.id, owner: "an", reason: "Chờ bưu điện.") }
            _ = try await desk.closePeriod(period, carrying: carried, by: "an")
            closed.append(number)
        }
    }

    /// What seldom happens to what is closed.
    mutating func disturb() async throws {
        if chance(30), let number = closed.randomElement(using: &random) {
            _ = try await desk.reopenPeriod(Period(day: Self.day(number)), by: "an", reason: "Bổ sung.")
            closed.removeAll { $0 == number }
        }
        if chance(30) {
            let settled = try await desk.discrepancies(DiscrepancyFilter(states: [.closed]))
            if let record = settled.filter({ $0.value.events.last?.kind == .closed }).randomElement(using: &random) {
                _ = try await desk.work(on: record.id, DiscrepancyAction(.reopened, by: "an", reason: "Xem lại."))
            }
        }
    }

    // MARK: Our side

    private func code(_ number: Int) -> CaseCode {
        let digits = String(number % 10_000)
        let text = "H40.16-261001-" + String(repeating: "0", count: 4 - digits.count) + digits
        guard let code = CaseCode(rawValue: text) else { preconditionFailure("codes of this form") }
        return code
    }

    private mutating func parcel(on day: Int) -> Parcel {
        count += 1
        let isDomestic = chance(30)
        var number =
            isDomestic
            ? "00000" + String(10_000_000 + count * (chance(50) ? 1 : 10))
            : S10.code(prefix: "EB", serial: 1_000 + count * 7, country: "VN") ?? ""
        if chance(6), let other = parcels.randomElement(using: &random) { number = other.tracking }
        if chance(3) { number = "" }
        let isSharing = chance(8)
        return Parcel(
            id: "P\(1_000 + count)", direction: .return, cases: [code(isSharing ? pick(count) : count)],
            tracking: number, service: "EMS",
            recipient: Self.names[pick(Self.names.count)] + (chance(70) ? " \(count)" : ""), weight: 100,
            fee: Dong(21_000), due: Dong(pick(3) * 10_000), handedOver: Self.moment(day, pick(300)),
            deadline: chance(70) ? Self.day(day + 3) : nil, status: .delivered, deliveredAt: Self.moment(day + 1))
    }

    private func register(_ new: [Parcel]) async throws {
        let now = desk.office.now()
        _ = try await ledger.write { try $0.registerParcels(new, at: now) }
    }

    // MARK: Their side

    private mutating func lines(of parcel: Parcel, on day: Int) -> [StatementLine] {
        if chance(6) { return [] }
        let status: PostalStatus = chance(12) ? .inTransit : chance(4) ? .returned : .delivered
        var line = StatementLine(
            place: .init(statement: "", row: 0), tracking: written(parcel.tracking),
            caseCode: chance(40) ? parcel.cases[0] : nil,
            accepted: parcel.handedOver.map { PostalTime($0.adding(milliseconds: 1_800_000)) },
            delivered: status == .delivered ? PostalTime(Self.moment(day + 1)) : nil, status: status,
            recipient: chance(4) ? "Ai đó" : parcel.recipient, weight: 100,
            fee: chance(8) ? Dong(24_000) : parcel.fee, collected: chance(5) ? Dong(99_000) : parcel.due)
        if chance(4) { line.accepted = nil }
        var lines = [line]
        if chance(5) { lines.append(line) }
        // An item of long ago comes once more.
        if chance(6), let old = parcels.randomElement(using: &random) {
            var late = line
            late.tracking = written(old.tracking)
            late.recipient = old.recipient
            lines.append(late)
        }
        return lines
    }

    private mutating func written(_ number: String) -> WrittenTracking {
        switch pick(100) {
        case 0..<6: return .written(mistyped(number))
        case 6..<9: return .none
        case 9..<13 where number.hasPrefix("0"): return .numeric(String(number.drop { $0 == "0" }))
        case 13..<15:
            let other = parcels.randomElement(using: &random)?.tracking ?? number
            return .several([other, number].filter { !$0.isEmpty })
        case 15..<17 where Int(number) != nil:
            let value = Int(number) ?? 0
            return .lossy("1E+12", (value - 500)...(value + 500))
        default: return number.isEmpty ? .none : .written(number)
        }
    }

    private mutating func mistyped(_ number: String) -> String {
        guard number.count > 8 else { return number }
        var characters = Array(number)
        let place = 4 + pick(6)
        characters[place] = characters[place] == "7" ? "1" : "7"
        return String(characters)
    }

    private mutating func strangers(on day: Int) -> [StatementLine] {
        guard chance(40) else { return [] }
        return [
            StatementLine(
                place: .init(statement: "", row: 0), tracking: .written("EX\(10_000_000 + pick(900))1VN"),
                accepted: PostalTime(Self.moment(day, 60)), status: .delivered, recipient: Self.names[0],
                fee: Dong(21_000))
        ]
    }

    private mutating func take(_ lines: [StatementLine], on day: Int, superseding old: StatementID? = nil) async throws
    {
        let declared: ClosedRange<CalendarDay>? = chance(75) ? Self.day(day)...Self.day(day) : nil
        let file = "\(day)/\(statements.count)/\(old?.rawValue ?? "")"
        let source = StatementSource(fileName: file, operatorName: "vnpost", declaredPeriod: declared)
        let (digest, now) = (try ContentDigest(ofTexts: [file]), desk.office.now())
        let taken = try await ledger.write { tx -> StatementID? in
            guard
                case .opened(let load) = try tx.openStatement(
                    source, artifact: digest, columnMap: "{}", superseding: old, at: now)
            else { return nil }
            let rows = lines.enumerated().map { row, line in
                var line = line
                line.place.row = row + 1
                return StatementRow(.line(line), rawCells: "[]")
            }
            try tx.add(rows, to: load)
            return try tx.completeStatement(load, at: now).id
        }
        if let taken { statements.append((taken, lines, day)) }
    }

    /// A corrected statement takes the place of another, where its days are open.
    private mutating func replaceStatement() async throws {
        guard let place = statements.indices.randomElement(using: &random) else { return }
        let old = statements[place]
        guard !closed.contains(old.day) else { return }
        var lines = old.lines
        if !lines.isEmpty { lines.remove(at: pick(lines.count)) }
        // Lines of other days may be of closed ones.
        do { try await take(lines, on: old.day, superseding: old.id) } catch let error as LedgerError {
            guard error.code == .periodClosed else { throw error }
            return
        }
        statements.remove(at: place)
    }

    private mutating func decide() async throws {
        guard let parcel = parcels.randomElement(using: &random),
            let statement = statements.randomElement(using: &random),
            !statement.lines.isEmpty
        else { return }
        let place = StatementLine.Place(statement: statement.id.rawValue, row: pick(statement.lines.count) + 1)
        do {
            _ = try await desk.decide(
                chance(50) ? .confirmed : .unmatched, parcel: parcel.id, line: place, by: "an", reason: "Đã đối chiếu.")
        } catch let error as LedgerError {
            guard error.code == .periodClosed else { throw error }
        }
    }
}
