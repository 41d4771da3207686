import Basics
import Dossiers
import Ledger
import PostalChannel
import PrintedSheets

/// What sheets are made from: parcels with the cases that they carry.
struct PrintedParcels: Sendable {
    var parcels: [Parcel]
    /// Cases that the register has.
    var cases: [CaseCode: CaseRecord]
    /// Papers that recipients must give back, by case.
    var recalled: [CaseCode: [String]]
}

extension PostalService {
    /// Writes a list as PDF. The same list gives the same bytes.
    /// - Throws: `SheetFault`; `LedgerError`; ``PostalRulesFault``.
    public func printHandover(_ list: HandoverList, to path: String) async throws {
        let printed = try await printedParcels(list.lines.map(\.parcel))
        let rules = try handoverRules
        let sheet = HandoverSheets(rules: rules, printed: printed).list(list)
        let created = list.printed ?? list.drafted
        try await work.run { try sheet.write(to: path, created: created) }
    }

    /// Writes the labels of parcels as PDF, in the order given.
    /// - Throws: ``HandoverFault``; `SheetFault`; `LedgerError`; ``PostalRulesFault``.
    public func printLabels(
        _ parcels: [String], format: ShippingLabel.Format, to path: String, in scope: Scope = .everything
    ) async throws {
        let sheets = HandoverSheets(rules: try handoverRules, printed: try await printedParcels(parcels, in: scope))
        let labels = try sheets.labels()
        try await work.run { try ShippingLabel.write(labels, format: format, to: path, created: office.now()) }
    }

    /// Writes the slips (Phiếu gửi hồ sơ) of parcels as PDF, one for each case, in the order given.
    /// - Throws: ``HandoverFault``; `SheetFault`; `LedgerError`; ``PostalRulesFault``.
    public func printSlips(
        _ parcels: [String], day: CalendarDay, to path: String, in scope: Scope = .everything
    ) async throws {
        let sheets = HandoverSheets(rules: try handoverRules, printed: try await printedParcels(parcels, in: scope))
        let slips = try sheets.slips(day: day)
        try await work.run { try DispatchSlip.write(slips, to: path, created: office.now()) }
    }

    /// - Parameter scope: a parcel with a case of another agency is as one that there is not.
    private func printedParcels(_ ids: [String], in scope: Scope = .everything) async throws -> PrintedParcels {
        try await office.ledger.read { tx in
            var printed = PrintedParcels(parcels: [], cases: [:], recalled: [:])
            for id in ids {
                guard let parcel = try tx.parcel(id, in: scope) else { throw HandoverFault(.unknownParcel, id) }
                printed.parcels.append(parcel)
                for code in parcel.cases where printed.cases[code] == nil {
                    printed.cases[code] = try tx.findCase(code)
                    printed.recalled[code] = try tx.legs(case: code).filter { $0.direction == .return }
                        .flatMap(\.recalledPapers).filter { !$0.isGivenBack }.map(\.name)
                }
            }
            return printed
        }
    }
}
