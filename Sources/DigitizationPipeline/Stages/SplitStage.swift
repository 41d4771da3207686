import DocumentModel
import Dossiers
import Foundation
import Ledger

/// Decides where each page belongs. Records nothing: the batch's outcome is committed as a whole.
struct SplitStage: Sendable {
    let ledger: Ledger
    let codec: ReadingCodec
    let comparer: SheetComparer

    /// Splits a batch and finds the sheets that were scanned twice.
    func split(_ batch: IngestedBatch, _ pages: [ReadPage]) async throws -> SplitBatch {
        let pages = try await BackJudging(comparer: comparer, reading: reading(of:)).judge(pages)
        let splitter = BatchSplitter(register: try await register(for: batch, pages))
        var divided = SplitBatch(batch: batch, pages: pages, split: divide(batch, pages, splitter))
        let byPosition = Dictionary(pages.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        for group in divided.split.groups {
            let content = group.pages.filter { divided.split.dispositions[$0] == .document(group.slot) }
            let found = try await RepeatFinder(comparer: comparer, reading: reading(of:)).find(
                among: content.compactMap { byPosition[$0] })
            for (again, first) in found.repeats { divided.split.note(again, repeats: first) }
            divided.likelyDuplicates.merge(found.likely) { first, _ in first }
            if !found.sheets.isEmpty {
                divided.components.append(ComponentPages(slot: group.slot, pages: found.sheets))
            }
        }
        let id = batch.record.id
        let (places, readings) = try await ledger.read {
            (try $0.decidedPages(of: id), try $0.decidedReadings(ofBatch: id))
        }
        divided.leave(places)
        divided.keep(readings)
        return divided
    }

    private func divide(_ batch: IngestedBatch, _ pages: [ReadPage], _ splitter: BatchSplitter) -> BatchSplit {
        let evidence = pages.map(\.evidence)
        if batch.manifestFault != nil { return BatchSplit.allHeld(evidence, reason: .badManifest) }
        guard let manifest = batch.manifest else { return splitter.split(evidence) }
        return splitter.split(evidence, by: manifest, fileNames: batch.files.map(\.nfcName)) {
            $0.precomposedStringWithCanonicalMapping
        }
    }

    /// The cases that the batch names, as far as the ledger knows them.
    private func register(for batch: IngestedBatch, _ pages: [ReadPage]) async throws -> BatchSplitter.Register {
        var codes = Set(batch.manifest?.items.compactMap { WrittenCode.caseCode($0.caseCode) } ?? [])
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

    @Sendable private func reading(of page: ReadPage) async throws -> PageReading? {
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
struct SplitBatch: Sendable {
    var batch: IngestedBatch
    var pages: [ReadPage]
    var split: BatchSplit
    /// Pages that stay in their document and most likely repeat another page of it.
    var likelyDuplicates: [PagePosition: PagePosition] = [:]
    var components: [ComponentPages] = []
    /// What is worth telling of the files.
    var notes: [FileNote] = []
    /// Pages that a person gave to a component: they stay there, whatever this splitting says of them.
    private(set) var decided: Set<PagePosition> = []

    /// Leaves pages where a person put them.
    mutating func leave(_ pages: Set<PageID>) {
        guard !pages.isEmpty else { return }
        decided = Set(self.pages.filter { $0.id.map(pages.contains) ?? false }.map(\.position))
        for place in components.indices { components[place].pages.removeAll { decided.contains($0.position) } }
        components.removeAll(where: \.pages.isEmpty)
        for page in decided { likelyDuplicates[page] = nil }
    }

    /// Takes the readings of pages that a person turned.
    mutating func keep(_ readings: [PageID: String]) {
        guard !readings.isEmpty else { return }
        for place in components.indices {
            for page in components[place].pages.indices {
                guard let key = components[place].pages[page].id.flatMap({ readings[$0] }) else { continue }
                components[place].pages[page].readingKey = key
                components[place].pages[page].isKept = true
            }
        }
    }

    /// Takes over pages as they were read under their component's pipeline.
    mutating func adopt(_ read: [ReadPage]) {
        let byPosition = Dictionary(read.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
        pages = pages.map { byPosition[$0.position] ?? $0 }
    }

    /// Notes which pages have words that are not in their PDF's text layer.
    mutating func note(_ unwritten: [Int: Int], of read: [ReadPage]) {
        for (index, count) in unwritten.sorted(by: { $0.key < $1.key }) where read.indices.contains(index) {
            split.note(
                .textLayerIncomplete, at: read[index].position, detail: IssueRecord.unwrittenWords(count))
        }
    }

    /// Whether a page could not be read or a document not be made.
    private(set) var hasFailures: Bool

    init(batch: IngestedBatch, pages: [ReadPage], split: BatchSplit) {
        self.batch = batch
        self.pages = pages
        self.split = split
        hasFailures = pages.contains { $0.fault != nil }
    }

    /// Makes sure that each page is in exactly one place, and that documents hold what is said to be in them.
    /// - Throws: ``PageAccountingError``.
    func checkAccount() throws(PageAccountingError) {
        try split.account(for: pages.map(\.position))
        var held: Set<PagePosition> = []
        for component in components {
            for page in component.pages {
                guard split.dispositions[page.position] == .document(component.slot),
                    held.insert(page.position).inserted
                else { throw PageAccountingError(position: page.position, detail: "is in a document unasked") }
            }
        }
        for page in pages where !held.contains(page.position) && !decided.contains(page.position) {
            if case .document = split.dispositions[page.position] {
                throw PageAccountingError(position: page.position, detail: "is missing from its document")
            }
        }
    }

    /// Holds back a component whose document could not be made.
    mutating func hold(_ slot: ComponentSlot, because error: AssemblyError) {
        split.hold(slot, because: error.code, detail: error.detail)
        components.removeAll { $0.slot == slot }
        hasFailures = true
    }
}
