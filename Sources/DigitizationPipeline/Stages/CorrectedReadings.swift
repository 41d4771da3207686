import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office

/// Makes the readings of pages that people corrected: from the machine's reading and the decisions in force, each once.
public struct CorrectedReadings: Sendable {
    private let codec: ReadingCodec
    private let ledger: Ledger
    private let now: @Sendable () -> Instant

    public init(office: OpenHome) {
        self.init(
            codec: ReadingCodec(store: office.store, files: BlockingWork(label: "sohoa.readings")),
            ledger: office.ledger, now: office.clock.now)
    }

    init(codec: ReadingCodec, ledger: Ledger, now: @escaping @Sendable () -> Instant) {
        (self.codec, self.ledger, self.now) = (codec, ledger, now)
    }

    /// A whole reading.
    /// - Throws: `LedgerError/Code/notFound`; the store's errors.
    public func load(key: String) async throws -> PageReading {
        guard let record = try await ledger.read({ try $0.pageReading(key: key) }) else {
            throw LedgerError(.notFound, "reading \(key)")
        }
        return try await codec.load(record.artifact)
    }

    /// - Returns: the key of the page's reading with all decisions in force; it is recorded.
    func make(_ page: PageID, _ standing: StandingCorrections) async throws -> String? {
        guard let base = standing.readings[page] else { return nil }
        let key = CorrectedReadingKey.make(base: base, standing, of: page)
        guard try await ledger.read({ try $0.pageReading(key: key) }) == nil else { return key }
        let reading = CorrectedReading.apply(standing.words(of: page), to: try await load(key: base))
        let artifact = try await codec.save(reading)
        let record = PageReadingRecord(key: key, artifact: artifact, imageArtifact: nil, reading: reading)
        let instant = now()
        try await ledger.write { try $0.savePageReading(record, at: instant) }
        return key
    }
}
