import Dossiers
import Ledger

extension BatchReceipt {
    /// The receipt of a batch as it stands.
    /// - Parameter handover: which time of being handed in is meant; else the first.
    public static func make(
        of batch: BatchRecord, handover: Handover? = nil, in tx: LedgerTransaction
    ) throws -> BatchReceipt {
        let all = try tx.files(of: batch.id)
        let files = all.filter { !$0.isAside }
        let job = try tx.liveJob(.digitizeBatch, uniqueKey: batch.id.rawValue)
        var receipt = BatchReceipt(
            state: state(of: batch, job), batch: handover?.name ?? batch.name,
            station: handover?.station ?? batch.station, handedInAt: handover?.recordedAt ?? batch.takenAt,
            files: files.count, bytes: files.reduce(0) { $0 + $1.byteCount })
        receipt.batchID = batch.id
        if batch.state != .finished, job?.state == .scheduled, let error = job?.lastError {
            receipt.wait(because: error)
        }
        receipt.order = FileOrder(of: files.filter { !$0.isManifest && !$0.isAside }.map(\.nfcName))
        receipt.asides = all.filter(\.isAside).map(\.name)
        receipt.sameName = try tx.handoversOfSameName(as: batch, named: receipt.batch, station: receipt.station)
            .map { SameName(batchID: $0.batchID, handedInAt: $0.recordedAt) }
        receipt.finishedAt = batch.finishedAt
        receipt.declaredPages = batch.declaredPages
        if let handover, let first = try tx.handovers(of: batch.id).first, first.id < handover.id {
            receipt.knownSince = first.recordedAt
        }
        if receipt.state == .failed {
            receipt.failure = try tx.deadLetters(kind: .digitizeBatch, limit: 10_000)
                .last { $0.payload == batch.id.rawValue }?.lastError?.code
        }
        try receipt.addIssues(of: batch.id, in: tx)
        if batch.state == .finished { try receipt.addResult(of: batch.id, in: tx) }
        return receipt
    }

    /// - Parameter job: the one that digitizes it and waits or runs.
    private static func state(of batch: BatchRecord, _ job: Job?) -> State {
        switch batch.state {
        case .finished: .finished
        case .taken: job == nil ? .failed : .taken
        case .reading: job == nil ? .failed : .reading
        }
    }

    private mutating func addIssues(of batch: BatchID, in tx: LedgerTransaction) throws {
        let held = try tx.waitingItems(batch: batch, openOnly: false).filter { $0.resolution != .withdrawn }
        let filed = held.filter { $0.resolution == .filed }
        filedPages = filed.reduce(0) { $0 + $1.pageIDs.count }
        // Slips come without separators; once they are filed, there is nothing to check.
        let settled = Set(filed.map(\.reason)).subtracting(held.filter { $0.resolution != .filed }.map(\.reason))
        issues = try tx.issues(batch: batch).filter { !settled.contains($0.code) }.map { issue in
            let message = issue.code.message(detail: issue.detail)
            return Issue(
                file: issue.fileName, page: issue.pageIndex.map { $0 + 1 }, code: issue.code,
                messageVi: message.vietnamese, messageEn: message.english, detail: issue.detail)
        }
        waiting = held.filter { $0.resolution == nil }.map { item in
            Waiting(
                reason: item.reason, messageVi: item.reason.message.vietnamese,
                messageEn: item.reason.message.english, pages: item.pageIDs.count, caseCode: item.proposedCase,
                component: item.proposedComponent)
        }
    }

    private mutating func addResult(of batch: BatchID, in tx: LedgerTransaction) throws {
        let records = try tx.pages(batch: batch)
        // A file that cannot be read stands as one page; one that is no scan has none.
        let sum = try tx.pageSum(batch: batch)
        pageSum = sum
        pages = sum.seen
        pagesDiffer = declaredPages.map { $0 != sum.seen }
        let made = try tx.documents(batch: batch)
        var held: [Slot: Int] = [:]
        for page in records where page.kind == .content {
            if let code = page.caseCode, let component = page.component {
                held[Slot(code: code, component: component), default: 0] += 1
            }
        }
        for document in made { held[Slot(document)] = nil }
        let cases = Set(held.keys.map(\.code) + made.map(\.content.caseCode))
        for code in cases.sorted() {
            guard let status = try tx.caseStatus(code) else { continue }
            add(made.filter { $0.content.caseCode == code }, held.filter { $0.key.code == code }, status)
        }
    }

    private mutating func add(_ made: [DigitizedDocument], _ held: [Slot: Int], _ status: CaseStatus) {
        let code = status.record.code
        let name = { (component: ComponentCode) in status.record.rule(component)?.name ?? "" }
        let attached = made.map { document in
            let component = document.content.component
            return Document(
                caseCode: code, component: component, name: name(component), pages: document.content.pages.count,
                outcome: .init(document.state))
        }
        let known = held.map { slot, pages in
            Document(
                caseCode: code, component: slot.component, name: name(slot.component), pages: pages,
                outcome: .alreadyHeld)
        }
        documents += (attached + known).sorted { $0.component < $1.component }
        missing += status.components.filter { $0.state == .missing && $0.rule?.isRequired == true }.map {
            Missing(caseCode: code, component: $0.code, name: name($0.code))
        }
    }

    private struct Slot: Hashable {
        var code: CaseCode
        var component: ComponentCode

        init(code: CaseCode, component: ComponentCode) { (self.code, self.component) = (code, component) }

        init(_ document: DigitizedDocument) {
            self.init(code: document.content.caseCode, component: document.content.component)
        }
    }
}

extension BatchReceipt.Document.Outcome {
    fileprivate init(_ state: DigitizedDocument.State) {
        self =
            switch state {
            case .current: .attached
            case .candidate: .keptAsCandidate
            case .superseded, .discarded: .replaced
            }
    }
}
