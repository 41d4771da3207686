import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office
import PostalPipeline

/// What makes documents: who reads pages, and by which pipelines.
public struct Recognition: Sendable {
    public let recognizer: any Recognizer
    public let pipeline: Pipeline
    public let rules: PipelineRules

    public init(recognizer: any Recognizer, pipeline: Pipeline = Pipeline(), rules: PipelineRules) {
        (self.recognizer, self.pipeline, self.rules) = (recognizer, pipeline, rules)
    }
}

/// What became of one path that was handed in.
public struct BatchResult: Sendable {
    public var path: String
    public var outcome: Digitizer.Outcome?
    /// Why the path is no batch that can be taken.
    public var failure: IntakeError?

    public init(path: String, outcome: Digitizer.Outcome? = nil, failure: IntakeError? = nil) {
        (self.path, self.outcome, self.failure) = (path, outcome, failure)
    }
}

extension Workspace {
    /// Batches of scanned papers.
    public struct Batches: UseCaseGroup {
        let workspace: Workspace

        /// What is on record of batches that were digitized.
        public struct Findings: Sendable {
            public var issues: [IssueRecord]
            public var waiting: [WaitingItem]
            /// Names of the systems' own files that came along, by batch.
            public var asides: [BatchID: [String]]
        }

        /// Batches that are taken in while others are read: the next one has arrived when the recognizers are free.
        private static let batchesAtOnce = 2

        /// Takes batches in and waits until their documents are attached; an interrupted one goes on where it stopped.
        /// - Returns: one result a path, in the order of the paths.
        /// - Throws: `Refusal`; errors of ledger, store and machine. What is wrong with one path is in its result.
        public func digitize(
            _ paths: [String], station: String?, with recognition: Recognition, jobs: Int,
            progress: @escaping ProgressSink
        ) async throws -> [BatchResult] {
            try caller.require(.handIn)
            let digitizer = Digitizer(
                office: office, recognizer: recognition.recognizer, pipeline: recognition.pipeline,
                rules: recognition.rules, jobs: jobs, followUp: { [.filingSlips(of: $0)] }, progress: progress)
            try await digitizer.rescue()
            return try await mapConcurrently(paths, window: Self.batchesAtOnce) { path in
                do {
                    return BatchResult(path: path, outcome: try await digitizer.digitize(path, station: station))
                } catch let error as IntakeError {
                    return BatchResult(path: path, failure: error)
                }
            }
        }

        /// Files what batches brought for the postal channel. Only where it is used: its rules need not be readable elsewhere.
        public func fileWaitingSlips() async throws {
            try caller.require(.handIn)
            try await PostalWork.fileWaitingSlips(PostalService(office: office))
        }

        /// What is to be told of batches.
        public func findings(_ batches: [BatchID]) async throws -> Findings {
            try caller.require(.handIn)
            return try await ledger.read { tx in
                Findings(
                    issues: try batches.flatMap { try tx.issues(batch: $0) },
                    waiting: try batches.flatMap { try tx.waitingItems(batch: $0, case: nil, openOnly: true) },
                    asides: try Dictionary(
                        batches.map { ($0, try tx.files(of: $0).filter(\.isAside).map(\.name)) },
                        uniquingKeysWith: { first, _ in first }))
            }
        }

        /// What separator sheets of these cases say, each with the seal of this data home.
        /// - Parameter components: only of these; empty for all.
        /// - Throws: `Refusal` `not_found`; `CustodyError` when the key cannot be made.
        public func separators(of codes: [CaseCode], components: [ComponentCode]) async throws -> [Separator] {
            try caller.require(.handIn)
            var cases: [CaseRecord] = []
            for code in codes { cases.append(try await workspace.cases.record(code)) }
            let home = office.home
            let key = try await BlockingWork(label: "sohoa.separators").run { try SeparatorKey.make(in: home) }
            let separators = cases.flatMap { record in
                record.components.filter { components.isEmpty || components.contains($0.code) }.map { rule in
                    Separator(
                        record: record, rule: rule,
                        seal: key.seal(SeparatorPayload(caseCode: record.code, component: rule.code)))
                }
            }
            guard !separators.isEmpty else {
                throw Refusal.noSuchComponent
            }
            return separators
        }

        /// One sheet to be printed.
        public struct Separator: Sendable {
            public var record: CaseRecord
            public var rule: ComponentRule
            public var seal: SeparatorSeal?
        }
    }
}
