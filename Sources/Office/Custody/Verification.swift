import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger

/// Reads everything that is kept again and compares it: the bytes of each artifact with its name, records with the
/// store in both directions, the ledger with itself and with its search index.
///
/// May run while work goes on: what is put in meanwhile is not taken for an orphan.
public struct Verification: Sendable {
    /// How old an artifact without a record, or a temporary file, has to be to count as left over, seconds.
    public static let leftoverAge = 3_600.0

    private let store: ArtifactStore
    private let ledger: Ledger
    private let files = BlockingWork(label: "sohoa.verification")
    private let clock: TimeSource

    /// Artifacts that are read at a time.
    private static let window = 4

    public init(office: OpenHome) {
        store = office.store
        ledger = office.ledger
        clock = office.clock
    }

    /// Looks at everything, changes nothing.
    /// - Throws: `LedgerError`, `ArtifactStoreError` when ledger or store cannot be read at all; `CancellationError`.
    public func run() async throws -> VerificationReport {
        var report = VerificationReport()
        report.findings = try await ledger.faults().map {
            VerificationFinding(code: .ledger($0.code), subject: $0.subject, detail: $0.detail)
        }
        guard !report.findings.contains(where: { $0.code == .ledger(.storageDamaged) }) else { return report }
        for part in OrphanSweep.parts {
            let named = try await ledger.read { try $0.referencedArtifacts(startingWith: part) }
            report.artifacts += named.count
            let checked = try await mapConcurrently(named, window: Self.window, check)
            report.findings += try await explained(checked.compactMap { $0 })
            report.findings += try await orphans(part)
        }
        report.findings += try await temporaryFiles()
        report.findings += try await corrections()
        return report
    }

    /// Does what is safe: removes what interrupted work left behind, and makes the search index anew when it does not
    /// agree with the texts. Tells what is left for a person.
    public func repair(_ report: VerificationReport) async throws -> RepairReport {
        var result = RepairReport(left: report.findings.filter { !$0.isRepairable && !$0.isLeftover })
        guard !report.findings.contains(where: { $0.code == .ledger(.storageDamaged) }) else { return result }
        if report.findings.contains(where: { $0.isRepairable && !$0.isLeftover }) {
            result.indexedPages = try await ledger.write { try $0.rebuildSearchIndex() }
        }
        let swept = try await OrphanSweep(store: store, ledger: ledger, files: files).run(olderThan: limit)
        result.removedArtifacts = swept.artifacts
        result.removedTemporaryFiles = swept.temporaryFiles
        return result
    }

    // MARK: Parts

    private var limit: Date { Date(timeIntervalSince1970: Double(clock.now().milliseconds) / 1_000 - Self.leftoverAge) }

    private func check(_ digest: ContentDigest) async throws -> VerificationFinding? {
        try Task.checkCancellation()
        return try await files.run { [store] in
            do {
                guard try !store.verify(digest) else { return nil }
                return Self.finding(.artifactDamaged, digest, "other bytes than its name says")
            } catch let error as ArtifactStoreError where error.code == .notFound {
                return Self.finding(.artifactMissing, digest, "")
            } catch let fault as FileFault {
                return Self.finding(.artifactDamaged, digest, fault.detail)
            }
        }
    }

    private static func finding(
        _ code: VerificationFinding.Code, _ digest: ContentDigest, _ detail: String
    ) -> VerificationFinding {
        VerificationFinding(code: code, subject: digest.rawValue, detail: detail)
    }

    /// Says for what the records name each artifact.
    private func explained(_ findings: [VerificationFinding]) async throws -> [VerificationFinding] {
        guard !findings.isEmpty else { return [] }
        return try await ledger.read { tx in
            try findings.map { finding in
                guard let digest = ContentDigest(rawValue: finding.subject) else { return finding }
                let uses = try tx.uses(of: digest)
                var finding = finding
                finding.concernsOriginal = uses.contains { $0.role == .original }
                let names = uses.prefix(5).map { "\($0.role.rawValue) of \($0.owner)" }
                finding.detail = ([finding.detail].filter { !$0.isEmpty } + names).joined(separator: "; ")
                return finding
            }
        }
    }

    private func orphans(_ part: String) async throws -> [VerificationFinding] {
        let limit = limit
        let old = try await files.run { [store] in
            try store.old(among: store.digests(startingWith: part), before: limit)
        }
        guard !old.isEmpty else { return [] }
        let named = Set(try await ledger.read { try $0.referencedArtifacts(startingWith: part) })
        return old.filter { !named.contains($0) }.map { Self.finding(.artifactOrphan, $0, "") }
    }

    /// Corrected readings say what the machine's readings and people's decisions say, letter by letter.
    private func corrections() async throws -> [VerificationFinding] {
        var (findings, last) = ([VerificationFinding](), DocumentID?.none)
        repeat {
            let earlier = last
            let part = try await ledger.read { tx in
                let ids = try tx.correctedDocuments(after: earlier, limit: 100)
                return (last: ids.last, pages: try ids.flatMap { try tx.correctedPages(of: $0) })
            }
            last = part.last
            findings += try await mapConcurrently(part.pages, window: Self.window, compare).compactMap { $0 }
        } while last != nil
        return findings
    }

    private func compare(_ page: LedgerTransaction.CorrectedPage) async throws -> VerificationFinding? {
        try Task.checkCancellation()
        return try await files.run { [store] in
            // A reading that cannot be read is told of as an artifact.
            func reading(_ digest: ContentDigest) -> PageReading? {
                (try? Data(contentsOf: store.url(for: digest))).flatMap {
                    try? JSONDecoder().decode(PageReading.self, from: $0)
                }
            }
            guard let base = reading(page.base.artifact), let corrected = reading(page.corrected.artifact) else {
                return nil
            }
            let expected = CorrectedReading.apply(page.decisions, to: base)
            guard expected != corrected || expected.text.plain != page.corrected.text else { return nil }
            return VerificationFinding(
                code: .ledger(.correctionsDiffer), subject: page.document.rawValue,
                detail: "the text of page \(page.page) is not what its corrections make of it")
        }
    }

    private func temporaryFiles() async throws -> [VerificationFinding] {
        let limit = limit
        let count = try await files.run { [store] in try store.temporaryFiles(olderThan: limit) }
        guard count > 0 else { return [] }
        return [VerificationFinding(code: .temporaryFile, subject: "incoming", detail: "\(count) files")]
    }
}
