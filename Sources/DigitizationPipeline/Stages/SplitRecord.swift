import DocumentModel
import Dossiers

/// Translates a divided batch into the ledger's rows.
extension DividedBatch {
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
            case .document: record.kind = .content
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
        return issues
    }

    private func issue(_ code: IssueCode, _ file: String?, _ page: Int?, _ detail: String) -> IssueRecord {
        IssueRecord(batchID: batch.record.id, fileName: file, pageIndex: page, code: code, detail: detail)
    }

    /// What a person has to decide.
    var heldPages: [HeldPages] {
        split.held.compactMap { held in
            let ids = held.pages.compactMap(batch.id)
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
