import DocumentModel
import Dossiers
import Foundation
import Ledger

/// Decides where each page belongs. Records nothing: the batch's outcome is committed as a whole.
struct SplitStage: Sendable {
    let ledger: Ledger
    let codec: ReadingCodec

    /// A sheet that went through the feeder twice is found again within so many pages; comparing every page of a
    /// component of thousands with every other would take longer than reading them.
    private static let pagesCompared = 200

    /// Splits a batch and finds the sheets that were scanned twice.
    func split(_ batch: TakenBatch, _ pages: [ReadPage]) async throws -> DividedBatch {
        let splitter = BatchSplitter(register: try await register(for: batch, pages))
        var divided = DividedBatch(batch: batch, pages: pages, split: divide(batch, pages, splitter))
        let byPosition = Dictionary(pages.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        for group in divided.split.groups {
            let content = group.pages.compactMap { byPosition[$0] }.filter { $0.kind == .content }
            let sheets = try await withoutRepeats(content, &divided.duplicates)
            if !sheets.isEmpty { divided.components.append(ComponentPages(slot: group.slot, pages: sheets)) }
        }
        return divided
    }

    private func divide(_ batch: TakenBatch, _ pages: [ReadPage], _ splitter: BatchSplitter) -> BatchSplit {
        let evidence = pages.map(\.evidence)
        if batch.manifestFault != nil { return BatchSplit.allHeld(evidence, reason: .badManifest) }
        guard let manifest = batch.manifest else { return splitter.split(evidence) }
        return splitter.split(evidence, by: manifest, fileNames: batch.files.map(\.nfcName)) {
            $0.precomposedStringWithCanonicalMapping
        }
    }

    /// The cases that the batch names, as far as the ledger knows them.
    private func register(for batch: TakenBatch, _ pages: [ReadPage]) async throws -> BatchSplitter.Register {
        var codes = Set(batch.manifest?.items.compactMap { CaseCode(rawValue: $0.caseCode) } ?? [])
        for page in pages {
            if case .separator(let payload) = page.kind { codes.insert(payload.caseCode) }
        }
        let wanted = codes
        return try await ledger.read { tx in
            var register: BatchSplitter.Register = [:]
            for code in wanted {
                if let record = try tx.findCase(code) { register[code] = Set(record.components.map(\.code)) }
            }
            return register
        }
    }

    /// Leaves out pages that show a sheet which an earlier page of the component shows already.
    private func withoutRepeats(
        _ pages: [ReadPage], _ duplicates: inout [PagePosition: PagePosition]
    ) async throws -> [ReadPage] {
        var sheets: [ReadPage] = []
        var nearby: [(page: ReadPage, reading: PageReading)] = []
        for page in pages {
            guard let reading = try await reading(of: page) else { continue }
            let first =
                sheets.first { $0.content == page.content }
                ?? nearby.first { SameSheet.isSame($0.reading, reading) }?.page
            if let first {
                duplicates[page.position] = first.position
            } else {
                sheets.append(page)
                nearby.append((page, reading))
                if nearby.count > Self.pagesCompared { nearby.removeFirst() }
            }
        }
        return sheets
    }

    private func reading(of page: ReadPage) async throws -> PageReading? {
        guard let key = page.readingKey else { return nil }
        guard let record = try await ledger.read({ try $0.pageReading(key: key) }) else { return nil }
        return try await codec.load(record.artifact)
    }
}

/// The pages of one component, ready to be made into a document.
struct ComponentPages: Sendable {
    var slot: ComponentSlot
    /// Content pages in order, without blanks and repeats.
    var pages: [ReadPage]
}

/// A batch after splitting: what becomes documents, what waits, what is wrong.
struct DividedBatch: Sendable {
    var batch: TakenBatch
    var pages: [ReadPage]
    var split: BatchSplit
    /// Pages that repeat another page of their component.
    var duplicates: [PagePosition: PagePosition] = [:]
    var components: [ComponentPages] = []
    /// What is worth telling of the files.
    var notes: [FileNote] = []

    /// Takes over pages as they were read under their component's pipeline.
    mutating func adopt(_ read: [ReadPage]) {
        let byPosition = Dictionary(read.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        pages = pages.map { byPosition[$0.position] ?? $0 }
    }

    /// Whether a page could not be read or a document not be made.
    private(set) var hasFailures: Bool

    init(batch: TakenBatch, pages: [ReadPage], split: BatchSplit) {
        self.batch = batch
        self.pages = pages
        self.split = split
        hasFailures = pages.contains { $0.fault != nil }
    }

    /// Holds back a component whose document could not be made.
    mutating func hold(_ slot: ComponentSlot, because error: AssemblyError) {
        split.hold(slot, because: .assemblyFailed, detail: error.detail)
        components.removeAll { $0.slot == slot }
        hasFailures = true
    }
}
