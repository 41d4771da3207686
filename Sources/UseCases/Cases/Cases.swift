import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import PostalChannel
import PostalPipeline

extension Workspace {
    /// The register of cases.
    public struct Cases: UseCaseGroup {
        let workspace: Workspace

        /// What came of a register that was handed in.
        public struct Import: Sendable {
            public var summary: CaseImportSummary
            /// Batches that had waited for these cases.
            public var batchesEnqueued: Int
            /// Rows that were left out, and why.
            public var faults: [CaseRegisterFault]
        }

        /// Everything that is shown of one case.
        public struct File: Sendable {
            public var status: CaseStatus
            public var returned: ResultReturned?
            public var filing: FilingTime?
            public var links: DocumentLinks
        }

        /// Takes a register of cases over: JSON, CSV or a spreadsheet.
        /// - Throws: `Refusal`, also when one of the cases is of another agency; `CaseRegisterFault` for the file as a whole, `SpreadsheetFault`, `LedgerError`.
        public func importRegister(at path: String) async throws -> Import {
            let scope = try caller.scope(for: .registerCases)
            guard FileManager.default.fileExists(atPath: path) else { throw Refusal.noFile(path) }
            let register = try read(path)
            guard register.cases.allSatisfy({ scope.covers($0.code.agency) }) else { throw caller.outsideScope }
            let outcome = try await CaseImporting(
                ledger: ledger, isShared: !office.leadership.isLeader, now: office.clock.now
            ).take(register.cases)
            if try await ledger.read({ try $0.hasLegsDue() }) {
                _ = try await PostalService(office: office).linkLegs()
            }
            // The register is imported: what keeps the lists from knowing it is told to whoever asks for a list.
            _ = try? await workspace.courses.renewed()
            return Import(summary: outcome.summary, batchesEnqueued: outcome.batches, faults: register.faults)
        }

        private func read(_ path: String) throws -> CaseRegister {
            do {
                return try CaseRegisterFile.read(path: path)
            } catch let fault as CaseRegisterFault {
                throw Refusal.badRegister(fault, file: path)
            }
        }

        /// - Throws: `Refusal` `not_found`, also for a case outside of the caller's scope.
        public func show(_ code: CaseCode) async throws -> File {
            try caller.require(.readPapers, on: code)
            try await workspace.look(at: .case(code))
            let found = try await ledger.read { tx in
                try tx.caseStatus(code).map { ($0, try tx.resultReturned(case: code), try tx.filingTime(case: code)) }
            }
            guard let (status, returned, filing) = found else { throw Refusal.unknownCase(code) }
            return File(
                status: status, returned: returned, filing: filing, links: DocumentLinks(office: office))
        }

        /// - Throws: `Refusal` `not_found`.
        func record(_ code: CaseCode) async throws -> CaseRecord {
            guard caller.scope.covers(code.agency), let record = try await ledger.read({ try $0.findCase(code) }) else {
                throw Refusal.unknownCase(code)
            }
            return record
        }
    }
}
