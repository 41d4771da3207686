import ArtifactStore
import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import PostalChannel

/// What filing the slips of a batch came to.
public struct SlipFiling: Sendable {
    /// Pages that are slips or records of the postal channel.
    public var slips = 0
    /// Pages that were filed on at least one leg.
    public var filed = 0
    /// Slips that name none of our parcels, or several: a person files them.
    public var doubtful: [PageID] = []
}

extension PostalService {
    /// Files the slips and records among the pages of a digitized batch on the legs of the parcels that they name. What
    /// is filed already stays as it is. Held-back pages that are filed need nobody any more.
    /// - Parameter claim: completed with the last of it, where this is a job.
    /// - Throws: `LedgerError`; `JobLeaseLost`; the file system's error.
    @discardableResult
    public func fileSlips(of batch: BatchID, as claim: ClaimedJob? = nil) async throws -> SlipFiling {
        try await linkLegs()
        let pages = try await scannedPages(of: batch)
        let store = office.store
        var slips: [ScannedSlip] = []
        for page in pages {
            let reading = try await work.run { try Self.reading(page, store) }
            if let reading, let slip = SlipReading(reading) { slips.append(ScannedSlip(page: page, slip: slip)) }
        }
        let (found, formats) = (slips, rules.reconciliation.formats)
        return try await office.ledger.write { tx in
            var filing = SlipFiling(slips: found.count)
            let filer = SlipFiler(tx: tx, proposals: TrackingProposals(formats), now: office.now())
            for slip in found { try filer.file(slip, &filing) }
            try filer.settle(batch, filed: found.map(\.page.record.id).filter { !filing.doubtful.contains($0) })
            if let claim { try tx.complete(claim, at: office.now()) }
            return filing
        }
    }

    private func scannedPages(of batch: BatchID) async throws -> [ScannedPage] {
        try await office.ledger.read { tx in
            let files = Dictionary(try tx.files(of: batch).map { ($0.ordinal, $0.sha256) }) { first, _ in first }
            return try tx.pages(batch: batch).compactMap { page in
                guard page.kind == .content, let key = page.readingKey, let reading = try tx.pageReading(key: key)
                else { return nil }
                return ScannedPage(record: page, reading: reading.artifact, file: files[page.fileOrdinal])
            }
        }
    }

    private static func reading(_ page: ScannedPage, _ store: ArtifactStore) throws -> PageReading? {
        let data = try Data(contentsOf: store.url(for: page.reading))
        return try JSONDecoder().decode(PageReading.self, from: data)
    }
}

/// A page with where its reading and its file are kept.
struct ScannedPage: Sendable {
    var record: PageRecord
    var reading: ContentDigest
    var file: ContentDigest?
}

struct ScannedSlip: Sendable {
    var page: ScannedPage
    var slip: SlipReading
}

/// Files slips inside one transaction.
struct SlipFiler {
    let tx: LedgerTransaction
    let proposals: TrackingProposals
    let now: Instant

    /// Who files what nobody touched.
    static let person = "sohoa"

    func file(_ scanned: ScannedSlip, _ filing: inout SlipFiling) throws {
        let targets = try targets(of: scanned.slip)
        guard !targets.isEmpty else {
            filing.doubtful.append(scanned.page.record.id)
            return
        }
        for target in targets { try file(scanned, on: target) }
        filing.filed += 1
    }

    /// The pages of a held-back item were filed: nobody has to give them to a component.
    func settle(_ batch: BatchID, filed: [PageID]) throws {
        for item in try tx.waitingItems(batch: batch)
        where item.documentID == nil && item.reason != .likelyDuplicate && !item.pageIDs.isEmpty {
            if item.pageIDs.allSatisfy(filed.contains) { try tx.fileHeldPages(item.id, by: Self.person, at: now) }
        }
    }

    // MARK: Where it belongs

    private struct Target {
        var leg: Leg
        var parcel: String?
        var tracking: String?
        /// How the number was set right; empty when it stood there so.
        var correction = ""
    }

    private func targets(of slip: SlipReading) throws -> [Target] {
        if let number = slip.manifest, let manifest = try tx.handoverList(number) {
            return try manifest.lines.flatMap { line in
                try line.legs.compactMap { try tx.leg($0) }.map {
                    Target(leg: $0, parcel: line.parcel, tracking: line.tracking)
                }
            }
        }
        var targets: [Target] = []
        for number in slip.codes { targets += try self.targets(exactly: number, slip) }
        guard targets.isEmpty else { return targets }
        for number in slip.written {
            switch try proposals.propose(number, areOurs: areOurs) {
            case .ours(let number): targets += try self.targets(exactly: number, slip)
            case .corrected(let right, let edit):
                targets += try self.targets(exactly: right, slip).map { target in
                    var target = target
                    target.correction = "\(number) → \(right) (\(edit.rawValue))"
                    return target
                }
            case .several, .none: break
            }
        }
        return targets
    }

    /// The legs of the parcel with a number; those of the cases that the code names, where it names some. A number of
    /// several parcels is nobody's.
    private func targets(exactly number: String, _ slip: SlipReading) throws -> [Target] {
        let parcels = try tx.parcels(tracking: number).parcels.filter { parcel in
            slip.cases.isEmpty || parcel.cases.contains(where: slip.cases.contains)
        }
        guard parcels.count == 1, let parcel = parcels.first else { return [] }
        return try tx.legs(parcel: parcel.id)
            .filter { slip.cases.isEmpty || slip.cases.contains($0.caseCode) }
            .map { Target(leg: $0, parcel: parcel.id, tracking: number) }
    }

    private func areOurs(_ numbers: [String]) throws -> Set<String> {
        Set(try numbers.filter { try !tx.parcels(tracking: $0).parcels.isEmpty })
    }

    // MARK: Filing

    private func file(_ scanned: ScannedSlip, on target: Target) throws {
        let (page, slip) = (scanned.page, scanned.slip)
        let place = try place(of: page)
        let details = SlipDetails(
            kind: slip.kind, counted: slip.counted, parcel: target.parcel, correction: target.correction)
        let evidence = LegEvidence(
            leg: target.leg.id, document: page.record.documentID, artifact: page.file, page: place,
            tracking: target.tracking, signatures: slip.signatures, hasHour: slip.hasHour, detail: details.text,
            recordedBy: Self.person, recordedAt: now)
        let filed = try tx.file(evidence)
        guard filed.recordedAt == now else { return }
        let original = page.file.map { "\($0.rawValue):\(page.record.pageIndex)" }
        let source = EventSource(.scan, original ?? page.record.id.rawValue)
        var taking = LegFactMerger(target.leg, now: now)
        taking.take(contentsOf: [
            LegEvent(
                id: LegEventID(rawValue: "V/\(filed.id)"), kind: .note(.evidenceFiled), occurred: now, recorded: now,
                source: source, parcel: target.parcel, detail: LegRemark(slip.kind).text)
        ])
        try tx.addLegFacts(taking.added.map { LegFact(leg: target.leg.id, event: $0) })
    }

    /// Page of its document, else of its file.
    private func place(of page: ScannedPage) throws -> Int {
        guard let id = page.record.documentID, let document = try tx.document(id) else { return page.record.pageIndex }
        return document.content.pages.firstIndex { $0.pageID == page.record.id } ?? page.record.pageIndex
    }
}
