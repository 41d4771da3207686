import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import RecognizerProtocol

/// Has the signatures of files judged by the recognizer, where alone foreign bytes are read, and keeps the evidence.
/// Records nothing in the ledger.
public struct SignatureStage: Sendable {
    private let recognizer: any Recognizer
    private let store: ArtifactStore
    private let folder: String
    private let now: @Sendable () -> Instant
    private let files = BlockingWork(label: "sohoa.signatures")

    /// How long a file may take.
    private static let deadline = Duration.seconds(60)
    /// So many recognizers may fail on a file.
    private static let tries = 2

    /// - Parameter folder: where evidence lies before it is kept; of one attempt at one batch or job.
    init(recognizer: any Recognizer, office: OpenHome, folder: String) {
        self.recognizer = recognizer
        self.folder = folder
        store = office.store
        now = office.clock.now
    }

    /// A path for a file of this attempt.
    func scratch(_ name: String) -> String { "\(folder)/\(name)" }

    /// A file and what was found of it.
    public struct Verified: Sendable {
        public var file: ContentDigest
        public var report: SignatureReport
    }

    /// Judges a kept file. A recognizer that fails on it is a finding, and no fault of the work.
    /// - Throws: ``EnvironmentFault``; ``RecognizerError/shutDown``; errors of the store.
    func verify(_ file: ContentDigest, by trust: TrustState) async throws -> Verified {
        let evidence = "\(folder)/\(file.rawValue.prefix(16))-evidence-"
        let request = VerifySignaturesRequest(
            path: path(of: file), trusted: trusted(trust), moment: now().milliseconds, evidencePath: evidence)
        var report = try await answer(request)
        report.evidence = try await keep(report.evidence, evidence)
        return Verified(file: file, report: report)
    }

    /// The files of the store that are trusted.
    private func trusted(_ trust: TrustState) -> [VerifySignaturesRequest.Trusted] {
        trust.items.map { .init(kind: $0.kind, path: path(of: $0.artifact), digest: $0.artifact.rawValue) }
    }

    private func path(of file: ContentDigest) -> String { store.url(for: file).path(percentEncoded: false) }

    private func answer(_ request: VerifySignaturesRequest) async throws -> SignatureReport {
        var refused = SignatureReport(judgedAt: request.moment)
        for _ in 0..<Self.tries {
            try Task.checkCancellation()
            do {
                switch try await recognizer.call(.verifySignatures(request), deadline: Self.deadline) {
                case .signaturesVerified(let report): return report
                case .fault(let fault): (refused.fault, refused.detail) = (.crashed, fault.code.rawValue)
                default: (refused.fault, refused.detail) = (.crashed, "unexpected answer")
                }
            } catch let error as RecognizerError {
                guard let code = error.issueCode else { throw EnvironmentFault(error) ?? error as any Error }
                refused.detail = error.summary
                switch code {
                case .recognizerTimedOut: refused.fault = .timedOut
                case .recognizerOutOfMemory: refused.fault = .outOfMemory
                default: refused.fault = .crashed
                }
            }
        }
        return refused
    }

    /// Takes evidence into the store.
    /// - Returns: what is there; what the recognizer names and does not give is no evidence.
    private func keep(_ evidence: [SignatureEvidence], _ prefix: String) async throws -> [SignatureEvidence] {
        guard !evidence.isEmpty else { return [] }
        let store = store
        return try await files.run {
            try evidence.filter { item in
                guard let digest = ContentDigest(rawValue: item.digest) else { return false }
                let path = prefix + item.digest
                defer { unlink(path) }
                if store.contains(digest) { return true }
                guard access(path, R_OK) == 0 else { return false }
                return try store.adopt(temporaryFile: URL(filePath: path)).sha256 == digest
            }
        }
    }
}

extension BatchDigitizer {
    /// Judges the signed files of a batch that were not judged by the same means before.
    static func verifySigned(
        _ batch: BatchID, _ stage: SignatureStage, in ledger: Ledger, window: Int
    ) async throws -> (trust: TrustState, files: [SignatureStage.Verified]) {
        let (files, trust, known) = try await ledger.read { tx in
            let files = Set(try tx.files(of: batch).filter(\.isSigned).map(\.sha256)).sorted()
            // Most batches have none, and what is trusted need not be asked for.
            let trust = try files.isEmpty ? TrustState(revision: 0, items: []) : tx.trustState()
            let checks = try files.compactMap { try tx.signatureCheck(of: $0) }.filter { $0.trust == trust.digest }
            return (files, trust, Dictionary(checks.map { ($0.file, $0.report) }) { first, _ in first })
        }
        let verified = try await mapConcurrently(files, window: window) { (file: ContentDigest) in
            if let report = known[file], report.awaited != .attempt {
                return SignatureStage.Verified(file: file, report: report)
            }
            return try await stage.verify(file, by: trust)
        }
        return (trust, verified)
    }
}
