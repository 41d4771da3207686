import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import PostalChannel
import PostalPipeline

extension SampleDesk {
    /// The cases of the samples.
    func takeCases() async throws {
        let path = URL(filePath: #filePath).appending(path: "../../../../Samples/postal/cases.json").standardized
        let cases = try CaseRegister.parse(json: Data(contentsOf: path)).cases
        _ = try await desk.office.ledger.write { try $0.importCases(cases, at: TimeSource.system.now()) }
    }

    /// Parcels `P1`, `P2`, … that are ready to be sent, one for each case, without numbers.
    func takePrepared(_ cases: [String], service: String = "EMS", tracking: String = "") async throws {
        var rows = ["parcel_id,leg,case_codes,tracking,service,recipient,weight_g,fee,cod,our_status"]
        for (place, code) in cases.enumerated() {
            rows.append("P\(place + 1),return,\(code),\(tracking),\(service),Nguyễn Văn An,100,21000,50000,prepared")
        }
        _ = try await desk.importParcels(path: file("prepared.csv", rows.joined(separator: "\n")))
    }

    func addCodes(_ count: Int, prefix: String = "EB") async throws {
        _ = try await desk.addItemCodes(
            first: "50000000", last: String(50_000_000 + count - 1), prefix: prefix, issuedOn: Self.day(),
            postOffice: "700100")
    }

    func prepare(_ parcels: [String] = []) async throws -> HandoverList {
        try await desk.prepareHandover(
            HandoverRequest(postOffice: "700100", day: try Self.day(), parcels: parcels, person: "lan"))
    }

    /// Where the return legs of the cases are.
    func states() async throws -> [LegState?] {
        var states: [LegState?] = []
        for code in Self.cases {
            states += try await desk.legs(of: Self.code(code)).map(\.leg).filter { $0.direction == .return }
                .map(\.state)
        }
        return states
    }

    static func day() throws -> CalendarDay {
        guard let day = LocalTime.day(of: TimeSource.system.now()) else { throw CocoaError(.coderInvalidValue) }
        return day
    }

    static let cases = ["000.00.16.H40-261001-0002", "000.00.16.H40-261001-0007", "000.00.16.H40-261001-0012"]

    static func code(_ text: String) throws -> CaseCode {
        guard let code = CaseCode(rawValue: text) else { throw CocoaError(.coderInvalidValue) }
        return code
    }

    static func confirmation(at signed: Instant = TimeSource.system.now(), struckOut: [String] = [])
        -> HandoverListConfirmation
    {
        HandoverListConfirmation(
            agencySigner: "Lê Lan", postSigner: "Trần Bình", signed: signed, recorded: TimeSource.system.now(),
            struckOut: struckOut,
            evidence: EventSource(.paper, "BG"))
    }
}
