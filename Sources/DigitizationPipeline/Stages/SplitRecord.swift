import DocumentModel
import Dossiers

/// Translates a divided batch into the ledger's rows.
extension SplitBatch {
    /// One row for each page of which something was kept.
    var pageRecords: [PageRecord] {
        pages.enumerated().compactMap { ordinal, page in
            guard let id = page.id, let file = batch.files[page.position.file].ordinal,
                let disposition = split.dispositions[page.position]
            else { return nil }
            var record = PageRecord(
                id: id, batchID: batch.record.id, fileOrdinal: file, fileName: page.fileName,
                pageIndex: page.position.page, ordinal: ordinal, kind: .content, readingKey: page.readingKey,
                rotation: page.rotation, skew: page.skew, confidence: page.confidence,
                caseCode: disposition.slot?.caseCode, component: disposition.slot?.component)
            switch disposition {
            case .document:
                record.kind = .content
                record.duplicateOf = likelyDuplicates[page.position].flatMap(batch.id)
            case .separator(let evidence): (record.kind, record.evidence) = (.separator, evidence)
            case .blank: record.kind = .blank
            case .repeated(let first, _): (record.kind, record.duplicateOf) = (.duplicate, batch.id(first))
            case .waiting: record.kind = page.kind.recordKind
            }
            return record
        }
    }

    /// Issues of the files, of the splitting, and of sheets that were scanned twice.
    var issueRecords: [IssueRecord] {
        var issues = pages.compactMap { page in
            page.fault.map { issue($0.code, page.fileName, $0.pageIndex, $0.detail) }
        }
        issues += notes.map { issue($0.note.code, batch.files[$0.file].name, $0.note.pageIndex, $0.note.detail) }
        if let fault = batch.manifestFault {
            issues.append(issue(fault.code, BatchManifest.fileName, nil, fault.detail))
        }
        issues += split.issues.map { found in
            let name = found.position.map { batch.files[$0.file].name } ?? found.missingFile
            return issue(found.code, name, found.position?.page, found.detail)
        }
        issues += pages.compactMap { page in
            guard case .repeated(let first, _) = split.dispositions[page.position] else { return nil }
            let detail = "repeats \(batch.files[first.file].name), page \(first.page + 1)"
            return issue(.duplicatePage, page.fileName, page.position.page, detail)
        }
        issues += keptDuplicates.sorted { $0.key < $1.key }.map { again, first in
            let detail = "likely repeats \(batch.files[first.file].name), page \(first.page + 1)"
            return issue(.likelyDuplicate, batch.files[again.file].name, again.page, detail)
        }
        issues += pages.compactMap { page in
            guard page.kind == .content, page.isLikelyBlank else { return nil }
            if case .repeated = split.dispositions[page.position] { return nil }
            return issue(
                .likelyBlank, page.fileName, page.position.page, "little ink, none read, and none explained by a front")
        }
        issues += pages.filter(\.isDrawnUnsurely).map {
            issue(.drawnUnsurely, $0.fileName, $0.position.page, "poppler and MuPDF do not show the page alike")
        }
        return issues
    }

    private func issue(_ code: IssueCode, _ file: String?, _ page: Int?, _ detail: String) -> IssueRecord {
        IssueRecord(batchID: batch.record.id, fileName: file, pageIndex: page, code: code, detail: detail)
    }

    /// Likely repeats whose document was made; those of a component that is held back wait in any case.
    private var keptDuplicates: [PagePosition: PagePosition] {
        likelyDuplicates.filter { if case .document = split.dispositions[$0.key] { true } else { false } }
    }

    /// What a person has to decide: where held-back pages go, and whether likely repeats stay in their documents.
    var heldPages: [HeldPages] { waitingPages + doubtfulRepeats }

    private var doubtfulRepeats: [HeldPages] {
        keptDuplicates.sorted { $0.key < $1.key }.compactMap { again, first in
            guard let id = batch.id(again), let slot = split.dispositions[again]?.slot else { return nil }
            return HeldPages(
                reason: .likelyDuplicate,
                detail: "likely repeats \(batch.files[first.file].name), page \(first.page + 1)", pageIDs: [id],
                proposedCase: slot.caseCode.rawValue, proposedComponent: slot.component.rawValue)
        }
    }

    private var waitingPages: [HeldPages] {
        split.held.compactMap { held in
            let ids = held.pages.filter { !decided.contains($0) }.compactMap(batch.id)
            guard !ids.isEmpty else { return nil }
            return HeldPages(
                reason: held.reason, pageIDs: ids, proposedCase: held.proposed?.caseCode,
                proposedComponent: held.proposed?.component)
        }
    }
}

extension PageEvidence.Kind {
    /// What a page of this kind is while it waits.
    fileprivate var recordKind: PageRecord.Kind {
        switch self {
        case .separator, .unreadableSeparator, .suspect, .content: .content
        case .blank: .blank
        case .unreadable: .unreadable
        }
    }
}
